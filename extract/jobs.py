"""What is read in a batch: a file, one in an archive, or bytes that are at hand; and what is given of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from extract.errors import SourceError
from extract.load import digest, document, limits, load, read_bytes, read_stream
from extract.load.archive import Member, read
from extract.load.given import Given, beside, with_given
from extract.load.kinds import is_pdf
from extract.models import Document

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are at hand already; `name` is without its ending."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Task:
    """A document that is more than a path: one in an archive, or one of which something is given."""

    what: Path | Member | Kept
    given: Given | None = None


Job = Path | Kept | Task


def source(job: Job) -> Path | Member | Kept:
    """Where the bytes of a job are."""
    return job.what if isinstance(job, Task) else job


def shown(job: Job) -> str:
    """The name by which people know a job."""
    what = source(job)
    return what.shown if isinstance(what, Member) else what.name


def path_of(job: Job) -> str:
    """The path by which a job was named, or its name where it has none."""
    what = source(job)
    return str(what) if isinstance(what, Path) else shown(job)


def loaded(job: Job) -> Document:
    """The Document of a job with what is given of it; a manifest goes before a file beside it."""
    task = job if isinstance(job, Task) else Task(job)
    found = _document(task.what)
    if isinstance(task.what, Path) and task.what != STDIN and (own := beside(task.what)):
        found = with_given(found, own)
    if task.given:
        found = with_given(found, task.given)
    # File names are bytes on Unix; one that is no UTF-8 could not be stored or printed.
    return replace(found, name=found.name.encode(errors="replace").decode())


def _document(what: Path | Member | Kept) -> Document:
    if isinstance(what, Kept):
        return document(what.name, what.data)
    if isinstance(what, Member):
        return document(what.shown, read(what))
    if what == STDIN:
        return document("stdin", read_stream(sys.stdin.buffer, "stdin", limits().bytes))
    return load(what)


def is_given(job: Job) -> bool:
    """Whether a person says something of a document, which may be another thing than when it was read."""
    what = source(job)
    if isinstance(job, Task) and job.given:
        return True
    try:
        return isinstance(what, Path) and what != STDIN and beside(what) is not None
    except SourceError:  # reading the document says so
        return True


def is_risky(job: Job) -> bool:
    """Whether reading it may hang in a way that only the end of a process ends: a PDF."""
    what = source(job)
    if isinstance(what, Member):
        return what.shown.lower().endswith(".pdf")
    if isinstance(what, Kept):
        return is_pdf(what.data[:1024])
    try:
        if what == STDIN or not what.is_file():
            return False
        with what.open("rb") as stream:
            return is_pdf(stream.read(1024))
    except (OSError, ValueError):  # reading it says why
        return False


def id_of(job: Job) -> str:
    """The document id of a job without reading it as text; “” where it cannot be read or is standard input."""
    what = source(job)
    if isinstance(what, Path):
        return "" if what == STDIN else digest(what)
    data = bytes_of(job)
    return "" if data is None else sha256(data).hexdigest()[:12]


def bytes_of(job: Job) -> bytes | None:
    """The bytes of a job; None where they cannot be read a second time."""
    what = source(job)
    try:
        if isinstance(what, Kept):
            return what.data
        if isinstance(what, Member):
            return read(what)
        return read_bytes(what) if what != STDIN and what.is_file() else None
    except (SourceError, OSError, ValueError):
        return None
