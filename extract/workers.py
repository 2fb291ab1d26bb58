"""The workers behind a scheduler of Dask: how they are had, and that they are there and read as this program does.

Dask is imported here, when somebody asks for it. Whatever it raises becomes a ClusterError, one sentence each.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from extract.errors import ClusterError
from extract.load.remote import plain
from extract.version import engine_version

PATIENCE = 10
"""Seconds in which a scheduler answers, and in which its first worker is there."""

ALONE = 120
"""Seconds after which an import that has no worker any more is stopped."""


class Workers:
    """A client of the scheduler at an address, whose workers were checked to read as this process does."""

    def __init__(self, address: str) -> None:
        self._address = plain(address)
        self._client = _client(address, self._address)
        self._seen = time.monotonic()
        self._threads, self._asked = 1, 0.0
        self._engine = engine_version()
        try:
            self._check()
        except BaseException:
            self.close(None)
            raise

    def close(self, last: Callable[[], object] | None) -> None:
        """Let go of the scheduler; the workers do this `last`."""
        with suppress(Exception):  # it may be gone already, and then that was said
            if last:
                self._client.run(last, on_error="ignore")
            self._client.close(timeout=PATIENCE)

    def submit(self, task: Callable[[Any], Any], what: Any) -> Any:
        """A future of `task(what)` on some worker."""
        try:
            return self._client.submit(task, what, pure=False)
        except Exception as error:
            raise self._lost(error) from error

    def result(self, future: Any) -> list[Any] | None:
        """What a task gives; None where each worker that took it died, and of no task."""
        from distributed import KilledWorker

        while future is not None:
            try:
                result: list[Any] = future.result(timeout=PATIENCE)
            except TimeoutError:
                self.look()
            except KilledWorker:
                return None
            except (ImportError, AttributeError) as error:  # a worker without this program, or with an older one
                raise self.other(error) from error
            except Exception as error:
                raise self._lost(error) from error
            else:
                self._seen = time.monotonic()
                return result
        return None

    def threads(self) -> int:
        """How many tasks the workers do at a time, at least 1; they come and go."""
        now = time.monotonic()
        if now - self._asked > PATIENCE:
            self._asked = now
            self._threads = self._count() or self._threads
        return self._threads

    def _count(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except Exception as error:
            raise self._lost(error) from error

    def look(self) -> None:
        """Raises ClusterError where no worker has been there for long."""
        if self._count():
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > ALONE:
            raise self._none()

    def _check(self) -> None:
        """Every worker reads as this process does."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise self._none() from error
        found = self._client.run(engine_version, on_error="return")
        for version in found.values():
            if version != self._engine:
                raise self.other(version)

    def _none(self) -> ClusterError:
        message = (
            f"There are no workers at the scheduler {self._address}: start some with “dask worker {self._address}”, "
            "then run the same command again."
        )
        return ClusterError("no_workers", message, address=self._address)

    def other(self, version: object) -> ClusterError:
        """The error of workers of another `version` than this program's, or of those that know no such thing."""
        found = version if isinstance(version, str) else f"{type(version).__name__}: {version}"
        message = (
            f"The workers at {self._address} do not read as this program does (here {self._engine}, there {found}): "
            "install the same version there, give them the same SHUCHU_CATALOGUE, and start them anew."
        )
        return ClusterError("other_engine", message, address=self._address, here=self._engine, there=found)

    def _lost(self, error: BaseException) -> ClusterError:
        reason = plain(" ".join(str(error).split()))[:200].partition(". ")[0] or type(error).__name__
        message = (
            f"The scheduler {self._address} was lost ({reason}). What is in the store is whole: start scheduler and "
            "workers again, and run the same command; it goes on from there."
        )
        return ClusterError("scheduler_lost", message, address=self._address, reason=reason)


def _client(address: str, shown: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        message = "--scheduler needs Dask: install it with “pip install -r requirements-dask.txt”, on the workers, too."
        raise ClusterError("no_dask", message) from error
    for name in [each for each in logging.root.manager.loggerDict if each.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what goes wrong is said in a sentence
    warnings.filterwarnings("ignore", category=UserWarning, module="distributed")
    try:
        made: Callable[..., Any] = Client
        return made(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # the comms of Dask raise what they like: OSError, ValueError, TypeError
        message = (
            f"The scheduler {shown} does not answer: check its address, or start one with “dask scheduler” and workers "
            f"with “dask worker {shown}”."
        )
        raise ClusterError("scheduler_unreachable", message, address=shown) from error
