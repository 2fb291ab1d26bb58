"""What is read in a batch: a file, one in an archive, or bytes that are at hand; and what is given of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from extract.errors import SourceError
from extract.load import digest, document, limits, load, read_bytes, read_stream
from extract.load.archive import Member, read
from extract.load.given import Given, with_given
from extract.load.kinds import is_pdf
from extract.load.remote import Address, fetch
from extract.load.sidecar import LARGEST, beside, sidecar
from extract.models import Document

STDIN = Path("-")

UNKNOWN_SIZE = 1 << 16
"""What a file counts for whose size nobody has told."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are at hand already; `name` is without its ending."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Task:
    """A document that is more than a path: one in an archive, or one of which something is given.

    `beside` is what a file beside it gives, where that was read apart from it; what is `given` goes before.
    """

    what: Path | Member | Kept | Address
    given: Given | None = None
    beside: Given | None = None


Job = Path | Kept | Address | Task


def source(job: Job) -> Path | Member | Kept | Address:
    """Where the bytes of a job are."""
    return job.what if isinstance(job, Task) else job


def sent(job: Job, data: bytes) -> Job:
    """The same job with the bytes of its file, for a process that cannot read it; raises SourceError("sidecar")."""
    what, given = source(job), job.given if isinstance(job, Task) else None
    if isinstance(what, Address):
        return Task(replace(what, data=data, sidecar=""), given, given_beside(what))
    if isinstance(what, Path):
        return Task(Kept(what.stem, data), given, given_beside(what))
    return Task(Kept(shown(job), data), given)


def with_data(job: Job, data: bytes) -> Job:
    """A job at an address with the bytes that stand there; any other as it is."""
    what = source(job)
    if not isinstance(what, Address):
        return job
    here = replace(what, data=data)
    return replace(job, what=here) if isinstance(job, Task) else here


def shown(job: Job) -> str:
    """The name by which people know a job."""
    what = source(job)
    return what.shown if isinstance(what, Member) else what.name


def path_of(job: Job) -> str:
    """The path by which a job was named, or its name where it has none."""
    what = source(job)
    return str(what) if isinstance(what, Path | Address) else shown(job)


def loaded(job: Job) -> Document:
    """The Document of a job with what is given of it; a manifest goes before a file beside it."""
    task = job if isinstance(job, Task) else Task(job)
    found = _document(task.what)
    for given in (task.beside or given_beside(task.what), task.given):
        found = with_given(found, given) if given else found
    # File names are bytes on Unix; one that is no UTF-8 could not be stored or printed.
    return replace(found, name=found.name.encode(errors="replace").decode())


def given_beside(what: Path | Member | Kept | Address) -> Given | None:
    """What a file beside a document gives of it; raises SourceError("sidecar"), or why it cannot be fetched."""
    if isinstance(what, Address) and what.sidecar:
        return sidecar(PurePosixPath(what.sidecar), fetch(what, LARGEST, sidecar=True))
    return beside(what) if isinstance(what, Path) and what != STDIN else None


def _document(what: Path | Member | Kept | Address) -> Document:
    if isinstance(what, Kept):
        return document(what.name, what.data)
    if isinstance(what, Address):
        return document(what.stem, fetch(what), shown=what.name)
    if isinstance(what, Member):
        return document(what.shown, read(what))
    if what == STDIN:
        return document("stdin", read_stream(sys.stdin.buffer, "stdin", limits().bytes))
    return load(what)


def is_given(job: Job) -> bool:
    """Whether a person says something of a document, which may be another thing than when it was read."""
    what = source(job)
    if isinstance(job, Task) and (job.given or job.beside):
        return True
    if isinstance(what, Address):
        return bool(what.sidecar)
    try:
        return given_beside(what) is not None
    except SourceError:  # reading the document says so
        return True


def is_risky(job: Job) -> bool:
    """Whether reading it may hang in a way that only the end of a process ends: a PDF."""
    what = source(job)
    if isinstance(what, Member):
        return what.shown.lower().endswith(".pdf")
    if isinstance(what, Kept):
        return is_pdf(what.data[:1024])
    if isinstance(what, Address):
        return is_pdf((what.data or b"")[:1024]) or what.name.lower().endswith(".pdf")
    try:
        if what == STDIN or not what.is_file():
            return False
        with what.open("rb", buffering=0) as stream:
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


def weight_of(job: Job) -> int:
    """About how many bytes a job has, without reading it."""
    what = source(job)
    if isinstance(what, Path):
        try:
            return 0 if what == STDIN else what.stat().st_size
        except (OSError, ValueError):  # reading it says why
            return 0
    data = getattr(what, "data", None)
    return len(data) if data is not None else getattr(what, "size", 0) or UNKNOWN_SIZE


def bytes_of(job: Job) -> bytes | None:
    """The bytes of a job; None where they cannot be read a second time."""
    what = source(job)
    try:
        if isinstance(what, Kept):
            return what.data
        if isinstance(what, Member):
            return read(what)
        if isinstance(what, Address):
            return fetch(what)
        return read_bytes(what) if what != STDIN and what.is_file() else None
    except (SourceError, OSError, ValueError):
        return None
