"""A process that reads documents apart: each has its time and memory, and one that hangs or kills it fails alone."""

from __future__ import annotations

import pickle
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any, Protocol

from extract.failures import Failure, out_of_time, unreadable
from extract.jobs import Job
from extract.load import limits
from extract.serving import serve

LOOK = 0.5
"""Seconds after which a process that says nothing is looked after."""

_STARTING = threading.Lock()


class Process(Protocol):
    """What a Worker has to know of its process: how it is ended, and that it is gone."""

    def kill(self) -> None: ...

    def join(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Begun:
    """A process that reads, the way to it, and where it tells the number of its document and when it was begun."""

    process: Process
    pipe: Connection
    at: Any


def begun(read: Callable[[Job], Any], aside: bool) -> Begun:
    """A new process, which loads all that it needs by itself."""
    context = get_context("spawn")
    at = context.RawArray("d", 2)
    pipe, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, read, at, aside), daemon=True)
    with starting():
        process.start()
    theirs.close()
    return Begun(process, pipe, at)


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
    other. `aside`: the process gives way to this one, which has more to do than to wait for it. `first` is the process
    that it begins with, where that is there already.
    """

    def __init__(self, read: Callable[[Job], Any], aside: bool = False, first: Begun | None = None) -> None:
        self._read = read
        self._aside = aside
        self._waiting: deque[Waiting] = deque()
        self._given = 0
        self.weight = 0
        self.ended = False
        self._is_first = first is not None
        self._begin(first or begun(read, aside))

    def __len__(self) -> int:
        """How many documents wait for it."""
        return len(self._waiting)

    def _begin(self, anew: Begun) -> None:
        self._process, self.pipe, self._at = anew.process, anew.pipe, anew.at
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
        guilty = self._of(self._at[0])
        if guilty is None and not self._is_first:  # what it died of while it loaded is no document's fault
            guilty = next(iter(self._waiting), None)
        self._is_first = False
        if guilty:
            self._done(guilty.number, failure(guilty.job))
        if not self.ended:
            self._begin(begun(self._read, self._aside))

    def end(self) -> None:
        """Give up the process, whatever it is doing."""
        self.ended = True
        self._process.kill()
        self.pipe.close()


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
