"""A process that reads documents apart: each has its time and memory, and one that hangs or kills it fails alone."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import inf
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.connection import Connection, wait
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any

from extract.failures import Failure, out_of_memory, out_of_time, unreadable
from extract.jobs import Job
from extract.load import document, limits
from extract.pipeline import extract

NEW_OBJECTS = 50_000
"""After so many new objects Python looks for those that only know each other; reading leaves none behind."""

GRACE = 60
"""Seconds after its time at which a document ends its process, where no parent is left to do so."""

PAUSE = 0.01
"""Seconds for which a process gathers what it has found, rather than waking the other one for each document."""

ASIDE = 10
"""By so much a process that reads for another one gives way to it: there are as many of them as cores, and where the
one that writes waits for a core, they soon have no documents left."""

LOOK = 0.5
"""Seconds after which a process that says nothing is looked after."""

_STARTING = threading.Lock()


@dataclass(slots=True, eq=False)
class Waiting:
    """A document that is given to a process, with its number there and, once that is known, what was found in it."""

    job: Job
    weight: int = 0
    number: int = 0
    packed: bytes | Failure | None = None

    @property
    def is_done(self) -> bool:
        return self.packed is not None

    def found(self) -> Any:
        """What was found, or a Failure; it is unpacked here, as late as it is wanted."""
        return pickle.loads(self.packed) if isinstance(self.packed, bytes) else self.packed


class Worker:
    """A process and the documents that wait for it; where one hangs or kills it, a new process reads the others.

    It knows by memory that it shares with the process which document that one is at, so that this one is named, and no
    other. `aside`: the process gives way to this one, which has more to do than to wait for it.
    """

    def __init__(self, read: Callable[[Job], Any], aside: bool = False) -> None:
        self._read = read
        self._aside = aside
        self._waiting: deque[Waiting] = deque()
        self._given = 0
        self.weight = 0
        self.ended = False
        self._begin()

    def __len__(self) -> int:
        """How many documents wait for it."""
        return len(self._waiting)

    def _begin(self) -> None:
        context = get_context("spawn")
        self._at = context.RawArray("d", 2)
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._read, self._at, self._aside), daemon=True)
        with starting():
            self._process.start()
        theirs.close()
        for each in self._waiting:
            self._send(each)

    def read(self, jobs: Sequence[Job]) -> list[Any]:
        """What is found in each document, or a Failure, each within `seconds` of the limits."""
        given = [Waiting(job) for job in jobs]
        for each in given:
            self.give(each)
        while not all(each.is_done for each in given):
            wait([self.pipe], LOOK)
            self.look()
        return [each.found() for each in given]

    def give(self, each: Waiting) -> None:
        self._given += 1
        each.number = self._given
        self._waiting.append(each)
        self.weight += each.weight
        self._send(each)

    def _send(self, each: Waiting) -> None:
        with suppress(OSError):  # a process that is gone is looked after
            self.pipe.send((each.number, each.job))

    def look(self) -> None:
        """Take all that the process has found since; end it where it is at one document for too long."""
        try:
            self._take()
            if self._is_late():
                self._take()
                if self._is_late():
                    self._replace(lambda job: out_of_time(job, limits().seconds))
        except (EOFError, OSError):
            self._replace(lambda job: unreadable(job, "the process that read it died, perhaps for want of memory"))

    def _take(self) -> None:
        while self.pipe.poll():
            for number, packed in self.pipe.recv():
                self._done(number, packed)

    def _done(self, number: int, packed: bytes | Failure) -> None:
        if each := self._of(number):
            each.packed = packed
            self._waiting.remove(each)
            self.weight -= each.weight

    def _of(self, number: float) -> Waiting | None:
        return next((each for each in self._waiting if each.number == number), None)

    def _is_late(self) -> bool:
        number, since = self._at
        return time.monotonic() - since > limits().seconds and self._of(number) is not None

    def _replace(self, failure: Callable[[Job], Failure]) -> None:
        """Give up the process and the document that it was at, and go on with the others in a new one."""
        self._process.kill()
        self._process.join()
        self.pipe.close()
        guilty = self._of(self._at[0]) or next(iter(self._waiting), None)
        if guilty:
            self._done(guilty.number, failure(guilty.job))
        if not self.ended:
            self._begin()

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


# In the process that reads


def _serve(pipe: Connection, read: Callable[[Job], Any], at: Any, aside: bool) -> None:
    """Read what comes until the other process is gone; `at` are the number of the document and when it was begun."""
    jobs: SimpleQueue[tuple[int, Job] | None] = SimpleQueue()
    found: SimpleQueue[tuple[int, bytes]] = SimpleQueue()
    if aside and hasattr(os, "nice"):  # not on Windows
        os.nice(ASIDE)
    with reading():
        threading.Thread(target=_listen, args=(pipe, jobs), daemon=True).start()
        threading.Thread(target=_tell, args=(pipe, found), daemon=True).start()
        while item := jobs.get():
            number, job = item
            at[1], at[0] = time.monotonic(), number
            found.put((number, _packed(job, within_time(read, job))))
            at[1] = inf


def _listen(pipe: Connection, jobs: SimpleQueue[tuple[int, Job] | None]) -> None:
    """Take what comes at once: the other process would wait for it with a file's bytes in its hands."""
    with suppress(EOFError, OSError):
        while True:
            jobs.put(pipe.recv())
    jobs.put(None)


def _packed(job: Job, found: Any) -> bytes:
    try:
        return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
    except MemoryError:  # there was enough to read it, and not enough to hand over what was found
        return pickle.dumps(out_of_memory(job))


def _tell(pipe: Connection, found: SimpleQueue[tuple[int, bytes]]) -> None:
    """Hand over what was found, all that is there at a time."""
    with suppress(OSError):
        while True:
            ready = [found.get()]
            with suppress(Empty):
                while True:
                    ready.append(found.get_nowait())
            pipe.send(ready)
            time.sleep(PAUSE)


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
