"""Many documents: one after the other here, or in processes. A file that fails never stops the rest.

Each document has its time: a worker process that takes longer is ended and replaced, and so is one that dies. What
cannot be ended from within (a PDF is read by a library in C) is read by a worker process in any case.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar, overload

from extract.errors import SourceError
from extract.failures import Failure, out_of_memory, out_of_time, unpacked, unreadable
from extract.jobs import STDIN, Job, Kept, Task, is_risky, loaded
from extract.load import limits
from extract.models import Extraction
from extract.pipeline import extract
from extract.process import Worker
from extract.stream import streamed

__all__ = ["STDIN", "Job", "Kept", "Task", "extract_files"]

Found = tuple[Job, Extraction | SourceError]

T = TypeVar("T")
Then = Callable[[Job, Extraction], T]
"""What is made of an extraction where it was read, which may be in another process."""


class _OutOfTimeError(BaseException):
    """A document has taken too long; no handler of `Exception` may take it for a fault of the document's."""


@overload
def extract_files(paths: Iterable[Job], workers: int = 1, apart: bool = False) -> Iterator[Found]: ...


@overload
def extract_files(
    paths: Iterable[Job], workers: int = 1, apart: bool = False, *, then: Then[T] | None
) -> Iterator[tuple[Job, T | SourceError]]: ...


def extract_files(
    paths: Iterable[Job], workers: int = 1, apart: bool = False, then: Then[Any] | None = None
) -> Iterator[tuple[Job, Any]]:
    """Read each file and yield what was found in it, or why it could not be read, in the order of `paths`.

    `paths` is read as far ahead as the workers need it, so it may be endless. ``-`` is standard input, which
    only a single worker (this process) can read. `apart`: nothing is read in this process, be it by a single worker.
    `then`, a function of a module, makes something else of what was found, in the process that found it.
    """
    read = partial(_extract, then=then) if then else _extract
    return _in_turn(paths, read) if workers <= 1 and not apart else streamed(iter(paths), max(1, workers), read)


def _in_turn(paths: Iterable[Job], read: Callable[[Job], Any]) -> Iterator[tuple[Job, Any]]:
    """One after the other: in this process, and in a worker what may hang it."""
    worker: Worker | None = None
    try:
        for job in paths:
            if is_risky(job):
                worker = worker or Worker(read)
                yield job, unpacked(worker.read([job])[0])
                continue
            try:
                with _time_limit(limits().seconds):
                    found = read(job)
            except _OutOfTimeError:
                found = out_of_time(job, limits().seconds)
            yield job, unpacked(found)
    finally:
        if worker:
            worker.end()


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """Raises _OutOfTimeError in the block after so many seconds, where signals can be had (not in a thread)."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: object) -> None:
        raise _OutOfTimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _extract(job: Job, then: Then[Any] | None = None) -> Any:
    """What a worker does; every error comes back as a value, a Failure."""
    try:
        found = extract(loaded(job))
        return then(job, found) if then else found
    except SourceError as error:
        return Failure(error.code, str(error), error.facts)
    except MemoryError:
        return out_of_memory(job)
    except Exception as error:  # one file must not stop the others, whatever is wrong with it
        return unreadable(job, f"{type(error).__name__}: {error}")
