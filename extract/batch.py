"""Many documents: one after the other here, or in processes. A file that fails never stops the rest.

Each document has its time: a worker process that takes longer is ended and replaced, and so is one that dies. What
cannot be ended from within (a PDF is read by a library in C) is read by a worker process in any case.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, overload

from extract.errors import SourceError
from extract.jobs import STDIN, Job, Kept, Task, is_risky, loaded, shown, weight_of
from extract.load import document, limits
from extract.models import Extraction
from extract.pipeline import extract

__all__ = ["STDIN", "Job", "Kept", "Task", "extract_files"]

AHEAD = 24
"""Files that are under way for each worker: enough to keep it busy while the store is being written."""

AHEAD_BYTES = 16_000_000
"""With so many bytes under way no more files are begun than there are workers, so that memory stays flat."""


NEW_OBJECTS = 50_000
"""After so many new objects Python looks for those that only know each other; reading leaves none behind."""

HAND_OVER = 0.0005
"""Seconds after which a thread that hands a worker its next document may go on, while the store is being written:
at Python's own 0.005 the worker waits longer for it than it reads."""

GRACE = 60
"""Seconds after its time at which a document ends its process, where no parent is left to do so."""

_STARTING = threading.Lock()

Found = tuple[Job, Extraction | SourceError]

T = TypeVar("T")
Then = Callable[[Job, Extraction], T]
"""What is made of an extraction where it was read, which may be in another process."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """A SourceError on its way between processes; an exception with arguments of its own cannot be pickled."""

    code: str
    message: str
    facts: dict[str, object]


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
    worker: _Worker | None = None
    try:
        for job in paths:
            if is_risky(job):
                worker = worker or _Worker(read)
                yield job, _unpacked(worker.read(job))
                continue
            try:
                with _time_limit(limits().seconds):
                    found = read(job)
            except _OutOfTimeError:
                found = _out_of_time(job, limits().seconds)
            yield job, _unpacked(found)
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
    """A thread for each worker process hands it one document after the other."""
    waiting: deque[tuple[Job, Future[Any]]] = deque()
    weights: deque[int] = deque()
    todo: queue.SimpleQueue[tuple[Job, Future[Any]] | None] = queue.SimpleQueue()
    pool = [_Worker(read) for _ in range(workers)]
    threads = [threading.Thread(target=_drive, args=(worker, todo), daemon=True) for worker in pool]

    def ahead() -> None:
        while len(waiting) < workers or (len(waiting) < workers * AHEAD and sum(weights) < AHEAD_BYTES):
            job = next(paths, None)
            if job is None:
                return
            waiting.append((job, Future()))
            weights.append(weight_of(job))
            todo.put(waiting[-1])

    before = sys.getswitchinterval()
    sys.setswitchinterval(HAND_OVER)
    try:
        for thread in threads:
            thread.start()
        ahead()
        while waiting:
            job, future = waiting[0]
            found = _unpacked(future.result())
            waiting.popleft()
            weights.popleft()
            ahead()
            yield job, found
    finally:
        sys.setswitchinterval(before)
        for worker in pool:
            worker.end()
        for _ in pool:
            todo.put(None)


def _drive(worker: _Worker, todo: queue.SimpleQueue[Any]) -> None:
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


def _next_of(todo: queue.SimpleQueue[Any]) -> Any:
    """What comes next, _NOTHING where that is not known yet, None at the end."""
    try:
        return todo.get_nowait()
    except queue.Empty:
        return _NOTHING


class _Worker:
    """A process that reads documents; where one hangs or kills it, the next is read by a new process."""

    def __init__(self, read: Callable[[Job], Any]) -> None:
        self._read = read
        self.ended = False
        self._begin()

    def _begin(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._read), daemon=True)
        with _without_main():
            self._process.start()
        theirs.close()
        self._ready = False
        self._sent: Job | None = None

    def read(self, job: Job, later: Job | None = None) -> Any:
        """What is found in a document, or a _Failure, within `seconds` of the limits; starting a process apart.

        `later` is the job that comes next: the process finds it waiting, and goes on at once.
        """
        seconds = limits().seconds
        try:
            if not self._ready:
                self._pipe.recv()
                self._ready = True
            if job is not self._sent:
                self._pipe.send(job)
            # A pipe holds a path while nobody reads from it; a file's bytes would wait for a process that hands over.
            self._sent = later if isinstance(later, Path) else None
            if self._sent is not None:
                self._pipe.send(self._sent)
            if self._pipe.poll(seconds):
                return self._pipe.recv()
            failure = _out_of_time(job, seconds)
        except (EOFError, OSError):
            failure = _unreadable(job, "the process that read it died, perhaps for want of memory")
        self._stop()
        if not self.ended:
            self._begin()
        return failure

    def _stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def end(self) -> None:
        """Give up the process, whatever it is doing."""
        self.ended = True
        self._process.kill()


@contextmanager
def _without_main() -> Iterator[None]:
    """A process that is started meanwhile does not run the script of this one again, be it a page or a test.

    A worker of Dask is a daemon, which multiprocessing forbids to have children, as it would not end them: these end
    with their pipe.
    """
    with _STARTING:
        main = sys.modules["__main__"]
        config: dict[str, object] = getattr(current_process(), "_config", {})
        daemon = config.pop("daemon", None)
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            if daemon is not None:
                config["daemon"] = daemon


def _serve(pipe: Connection, read: Callable[[Job], Any]) -> None:
    """What a worker process does until its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound_memory(limits().memory)
    last = limits().seconds + GRACE
    with suppress(Exception):  # the catalogue is loaded before the time of the first document begins
        extract(document("", "2009年，潍坊市发展党员1名。".encode()))
    with settled(), suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            job = pipe.recv()
            _end_after(last)
            try:
                pipe.send(read(job))
            except MemoryError:  # there was enough to read it, and not enough to hand over what was found
                pipe.send(_out_of_memory(job))
            _end_after(0)


@contextmanager
def settled() -> Iterator[None]:
    """What is loaded stays, and is not looked through again and again while documents are read."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _end_after(seconds: int) -> None:
    """The kernel ends this process then, whatever it is doing: its parent may have been killed. 0 takes that back."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _end_with_parent() -> None:
    """Nobody gives up a document that takes for ever when the parent was killed."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _bound_memory(size: int) -> None:
    try:
        import resource  # not on Windows

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))
    except (ImportError, ValueError, OSError):
        return


def _extract(job: Job, then: Then[Any] | None = None) -> Any:
    """What a worker does; every error comes back as a value, a _Failure."""
    try:
        found = extract(loaded(job))
        return then(job, found) if then else found
    except SourceError as error:
        return _Failure(error.code, str(error), error.facts)
    except MemoryError:
        return _out_of_memory(job)
    except Exception as error:  # one file must not stop the others, whatever is wrong with it
        return _unreadable(job, f"{type(error).__name__}: {error}")


def _unreadable(job: Job, reason: str) -> _Failure:
    message = f"“{shown(job)}” cannot be read ({reason}). Please report this with the file."
    return _Failure("unreadable", message, {"file": shown(job), "reason": reason})


def _out_of_memory(job: Job) -> _Failure:
    message = f"“{shown(job)}” takes more memory than there is: split it into smaller files."
    return _Failure("memory", message, {"file": shown(job)})


def _out_of_time(job: Job, seconds: int) -> _Failure:
    message = (
        f"“{shown(job)}” takes longer than {seconds} seconds and was given up: split it into smaller files, or set "
        "SHUCHU_MAX_SECONDS higher."
    )
    return _Failure("out_of_time", message, {"file": shown(job), "limit": seconds})


def _unpacked(result: Any) -> Any:
    """The same, a failure as the error that it was."""
    if isinstance(result, _Failure):
        return SourceError(result.code, result.message, **result.facts)
    return result
