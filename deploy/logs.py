"""Logs as one JSON object a line on standard error, for whatever gathers them; never a word of a document."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

FACTS = ("document", "batch", "action", "person")
"""What a record may carry beside its message, by ``extra=``."""


class JsonLines(logging.Formatter):
    """A record as a JSON object; a traceback is told by its kind and the places it went through.

    What an exception says may quote a document or hold a password, so it is left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        told |= {name: getattr(record, name) for name in FACTS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            told |= {"error": record.exc_info[0].__name__, "where": _places(record)}
        return json.dumps(told, ensure_ascii=False, default=str)


def _places(record: logging.LogRecord) -> list[str]:
    step = record.exc_info[2] if record.exc_info else None
    places = []
    while step:
        code = step.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return places[-8:]


def as_json() -> None:
    """Let this program's loggers write so. Streamlit's and uvicorn's keep their own form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("shuchu")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
