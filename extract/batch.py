"""Many documents: one after the other here, or in processes. A file that fails never stops the rest.

Each document has its time: a worker process that takes longer is ended and replaced, and so is one that dies. What
cannot be ended from within (a PDF is read by a library in C) is read by a worker process in any case.
"""

from __future__ import annotations

import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar, overload

from extract.errors import SourceError
from extract.jobs import STDIN, Job, Kept, Task, is_risky, loaded, weight_of
from extract.load import limits
from extract.models import Extraction
from extract.pipeline import extract
from extract.process import Failure, Worker, out_of_memory, out_of_time, unpacked, unreadable

__all__ = ["STDIN", "Job", "Kept", "Task", "extract_files"]

AHEAD = 24
"""Files that are under way for each worker: enough to keep it busy while the store is being written."""

AHEAD_BYTES = 16_000_000
"""With so many bytes under way no more files are begun than there are workers, so that memory stays flat."""

HAND_OVER = 0.0005
"""Seconds after which a thread that hands a worker its next document may go on, while the store is being written:
at Python's own 0.005 the worker waits longer for it than it reads."""

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
    return _in_turn(paths, read) if workers <= 1 and not apart else _in_processes(iter(paths), max(1, workers), read)


def _in_turn(paths: Iterable[Job], read: Callable[[Job], Any]) -> Iterator[tuple[Job, Any]]:
    """One after the other: in this process, and in a worker what may hang it."""
    worker: Worker | None = None
    try:
        for job in paths:
            if is_risky(job):
                worker = worker or Worker(read)
                yield job, unpacked(worker.read(job))
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


def _in_processes(paths: Iterator[Job], workers: int, read: Callable[[Job], Any]) -> Iterator[tuple[Job, Any]]:
    """In their order, as many files under way as the workers need."""
    waiting: deque[tuple[Job, Future[Any]]] = deque()
    weights: deque[int] = deque()
    with _pool(workers, read) as todo:

        def ahead() -> None:
            while len(waiting) < workers or (len(waiting) < workers * AHEAD and sum(weights) < AHEAD_BYTES):
                job = next(paths, None)
                if job is None:
                    return
                waiting.append((job, Future()))
                weights.append(weight_of(job))
                todo.put(waiting[-1])

        ahead()
        while waiting:
            job, future = waiting[0]
            found = unpacked(future.result())
            waiting.popleft()
            weights.popleft()
            ahead()
            yield job, found


Todo = queue.SimpleQueue[tuple[Job, "Future[Any]"] | None]


@contextmanager
def _pool(workers: int, read: Callable[[Job], Any]) -> Iterator[Todo]:
    """Worker processes, each with a thread that hands it one document after the other of what is put in here."""
    todo: Todo = queue.SimpleQueue()
    pool = [Worker(read) for _ in range(workers)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(HAND_OVER)
    try:
        for worker in pool:
            threading.Thread(target=_drive, args=(worker, todo), daemon=True).start()
        yield todo
    finally:
        sys.setswitchinterval(before)
        for worker in pool:
            worker.end()
        for _ in pool:
            todo.put(None)


def _drive(worker: Worker, todo: Todo) -> None:
    item = todo.get()
    while item is not None and not worker.ended:
        job, future = item
        coming = _next_of(todo)
        try:
            future.set_result(worker.read(job, coming[0] if coming else None))
        except Exception as error:  # the consumer must not wait for ever
            future.set_exception(error)
        item = todo.get() if coming is _NOTHING else coming


_NOTHING = (None, None)


def _next_of(todo: Todo) -> Any:
    """What comes next, _NOTHING where that is not known yet, None at the end."""
    try:
        return todo.get_nowait()
    except queue.Empty:
        return _NOTHING


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
