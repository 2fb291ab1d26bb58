"""Whether the app can do its work: the store answers, and a worker process reads a sentence. For a probe."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from extract.batch import extract_files
from extract.errors import ExtractError
from extract.jobs import Kept
from extract.version import engine_version
from pages.components import data

PAUSE = 15
"""Seconds that an answer stands, so that nobody can keep the machine busy by asking."""

SENTENCE = "2011年底，中山市有党员17782人。"
LOG = logging.getLogger("shuchu.health")


async def route(_request: Request) -> JSONResponse:
    """200 where everything works, else 503; which part does not as JSON. Reasons are for the log."""
    found = await run_in_threadpool(_checked)
    well = all(found.values())
    told = {name: "ok" if good else "failed" for name, good in (("status", well), *found.items())}
    return JSONResponse(told | {"engine": engine_version()}, 200 if well else 503)


def _checked() -> dict[str, bool]:
    """The last answer where it is young; one probe at a time looks anew."""
    with _lock:
        if _last and time.monotonic() - _last[0][0] < PAUSE and all(_last[0][1].values()):
            return _last[0][1]
        found = {name: _works(name, check) for name, check in CHECKS.items()}
        _last[:] = [(time.monotonic(), found)]
        return found


def _works(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except ExtractError as error:
        LOG.warning("%s: %s", name, error)
    except Exception:
        LOG.exception("%s failed", name)
    return False


def _store() -> bool:
    return bool(data.version())


def _worker() -> bool:
    """Two workers, since one would be this very process."""
    kept = Kept("health", SENTENCE.encode())
    return all(getattr(found, "figures", ()) for _, found in extract_files([kept], workers=2))


CHECKS: dict[str, Callable[[], bool]] = {"store": _store, "worker": _worker}
_lock = Lock()
_last: list[tuple[float, dict[str, bool]]] = []
