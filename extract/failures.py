"""Why a document could not be read, as it comes from the process that was to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.errors import SourceError
from extract.jobs import Job, shown


@dataclass(frozen=True, slots=True)
class Failure:
    """A SourceError on its way between processes; an exception with arguments of its own cannot be pickled."""

    code: str
    message: str
    facts: dict[str, object]


def unreadable(job: Job, reason: str) -> Failure:
    message = f"“{shown(job)}” cannot be read ({reason}). Please report this with the file."
    return Failure("unreadable", message, {"file": shown(job), "reason": reason})


def out_of_memory(job: Job) -> Failure:
    message = f"“{shown(job)}” takes more memory than there is: split it into smaller files."
    return Failure("memory", message, {"file": shown(job)})


def out_of_time(job: Job, seconds: int) -> Failure:
    message = (
        f"“{shown(job)}” takes longer than {seconds} seconds and was given up: split it into smaller files, or set "
        "SHUCHU_MAX_SECONDS higher."
    )
    return Failure("out_of_time", message, {"file": shown(job), "limit": seconds})


def unpacked(result: Any) -> Any:
    """What was found, or the error that a Failure was."""
    if isinstance(result, Failure):
        return SourceError(result.code, result.message, **result.facts)
    return result
