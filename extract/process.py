"""A process that reads documents apart: each has its time and memory, and one that hangs or kills it fails alone."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from extract.errors import SourceError
from extract.jobs import Job, shown
from extract.load import document, limits
from extract.pipeline import extract

NEW_OBJECTS = 50_000
"""After so many new objects Python looks for those that only know each other; reading leaves none behind."""

GRACE = 60
"""Seconds after its time at which a document ends its process, where no parent is left to do so."""

_STARTING = threading.Lock()


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


class Worker:
    """A process that reads documents; where one hangs or kills it, the next is read by a new process."""

    def __init__(self, read: Callable[[Job], Any]) -> None:
        self._read = read
        self.ended = False
        self._begin()

    def _begin(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._read), daemon=True)
        with starting():
            self._process.start()
        theirs.close()
        self._ready = False
        self._sent: Job | None = None

    def read(self, job: Job, later: Job | None = None) -> Any:
        """What is found in a document, or a Failure, within `seconds` of the limits; starting a process apart.

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
            failure = out_of_time(job, seconds)
        except (EOFError, OSError):
            failure = unreadable(job, "the process that read it died, perhaps for want of memory")
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
def starting() -> Iterator[None]:
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
    with reading(), suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            job = pipe.recv()
            found = within_time(read, job)
            try:
                pipe.send(found)
            except MemoryError:  # there was enough to read it, and not enough to hand over what was found
                pipe.send(out_of_memory(job))


@contextmanager
def reading() -> Iterator[None]:
    """In a process that reads: it is bounded, ends with its parent, and has loaded what all documents need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound_memory(limits().memory)
    with suppress(Exception):  # the catalogue is loaded before the time of the first document begins
        extract(document("", "2009年，潍坊市发展党员1名。".encode()))
    with settled():
        yield


def within_time(read: Callable[[Job], Any], job: Job) -> Any:
    """What is found in a document; the process ends where it takes much too long."""
    _end_after(limits().seconds + GRACE)
    try:
        return read(job)
    except MemoryError:
        return out_of_memory(job)
    finally:
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
