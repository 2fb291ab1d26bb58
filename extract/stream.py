"""Processes that read documents which wait for them, so that none waits for the process that writes.

The process that hands out the documents looks for what was found between two writes and not for each document: being
woken in the middle of a write costs it more than the document. It knows by memory that it shares with each of them
which document that one is at, so that the one that hangs or kills its process is named, and no other.
"""

from __future__ import annotations

import pickle
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import Empty, SimpleQueue
from typing import Any

from extract.jobs import Job, weight_of
from extract.load import limits
from extract.process import Failure, out_of_memory, out_of_time, reading, starting, unpacked, unreadable, within_time

DEPTH, DEPTH_BYTES = 64, 400_000
"""So many documents, and bytes, wait for a process: what it reads while some hundred documents are written."""

AHEAD, AHEAD_BYTES = 96, 16_000_000
"""So many documents for each process, and bytes in all, are under way or wait for one that was named before them."""

PAUSE = 0.01
"""Seconds for which a process gathers what it has found, rather than waking the other one for each document."""

LOOK = 0.5
"""Seconds after which a process that says nothing is looked after."""

_NONE: Any = object()

Found = tuple[int, bytes]
"""The number of a document, and what was found in it, pickled."""


@dataclass(slots=True, eq=False)
class Waiting:
    """A document and, as soon as it is there, what was found in it."""

    number: int
    job: Job
    weight: int
    found: Any = _NONE


def streamed(paths: Iterator[Job], workers: int, read: Callable[[Job], Any]) -> Iterator[tuple[Job, Any]]:
    """What `read` makes of each job in one of so many processes, in their order; a Failure as its error."""
    with _hands(workers, read) as hands:
        queue = _Queue(paths, hands)
        while first := queue.first():
            while first.found is _NONE:
                queue.collect()
            queue.done()
            yield first.job, unpacked(first.found if isinstance(first.found, Failure) else pickle.loads(first.found))


@dataclass
class _Queue:
    """All documents that are under way, in their order."""

    paths: Iterator[Job]
    hands: list[_Hand]
    under_way: deque[Waiting] = field(default_factory=deque)
    later: deque[Waiting] = field(default_factory=deque)
    begun: int = 0
    weight: int = 0

    def first(self) -> Waiting | None:
        """The next one in turn."""
        self._ahead()
        return self.under_way[0] if self.under_way else None

    def done(self) -> None:
        """The next one in turn is found: others are begun before it is written."""
        self.weight -= self.under_way.popleft().weight
        self._ahead()

    def collect(self) -> None:
        """Wait for what any process has found, and give those that have room the next documents."""
        pipes = {hand.pipe: hand for hand in self.hands}
        for pipe in wait(list(pipes), LOOK):
            pipes[pipe].take()  # type: ignore[index]
        for hand in self.hands:
            hand.look_after()
        self._ahead()

    def _ahead(self) -> None:
        while len(self.under_way) < len(self.hands) or (
            len(self.under_way) < len(self.hands) * AHEAD and self.weight < AHEAD_BYTES
        ):
            job = next(self.paths, None)
            if job is None:
                break
            self.begun += 1
            each = Waiting(self.begun, job, weight_of(job))
            self.under_way.append(each)
            self.later.append(each)
            self.weight += each.weight
        while self.later and (hand := min(self.hands, key=lambda each: each.load())).has_room():
            hand.give(self.later.popleft())


class _Hand:
    """A process and the documents that wait for it; where one hangs or kills it, a new one reads the others."""

    def __init__(self, read: Callable[[Job], Any]) -> None:
        self._read = read
        self._mine: deque[Waiting] = deque()
        self._weight = 0
        self._begin()

    def _begin(self) -> None:
        context = get_context("spawn")
        self._at = context.RawArray("d", 2)
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._read, self._at), daemon=True)
        with starting():
            self._process.start()
        theirs.close()
        for each in self._mine:
            self._send(each)

    def load(self) -> tuple[int, int]:
        return self._weight, len(self._mine)

    def has_room(self) -> bool:
        return not self._mine or (len(self._mine) < DEPTH and self._weight < DEPTH_BYTES)

    def give(self, each: Waiting) -> None:
        self._mine.append(each)
        self._weight += each.weight
        self._send(each)

    def _send(self, each: Waiting) -> None:
        with suppress(OSError):  # a process that is gone is looked after
            self.pipe.send((each.number, each.job))

    def take(self) -> None:
        """All that the process has found since."""
        try:
            while self.pipe.poll():
                for number, found in self.pipe.recv():
                    self._done(number, found)
        except (EOFError, OSError):
            self._replace("died")

    def _done(self, number: int, found: Any) -> None:
        each = next((each for each in self._mine if each.number == number), None)
        if each is not None:
            each.found = found
            self._mine.remove(each)
            self._weight -= each.weight

    def look_after(self) -> None:
        """End a process that is at one document for too long."""
        number, since = self._at
        if number and time.monotonic() - since > limits().seconds and any(each.number == number for each in self._mine):
            self.take()
            if any(each.number == number for each in self._mine):
                self._replace("")

    def _replace(self, why: str) -> None:
        """Give up the process and the document that it was at, and go on with the others in a new one."""
        self.end()
        self._process.join()
        self.pipe.close()
        at = next((each for each in self._mine if each.number == self._at[0]), self._mine[0] if self._mine else None)
        if at is not None:
            died = unreadable(at.job, "the process that read it died, perhaps for want of memory")
            self._done(at.number, died if why else out_of_time(at.job, limits().seconds))
        self._begin()

    def end(self) -> None:
        """Give up the process, whatever it is doing."""
        self._process.kill()


@contextmanager
def _hands(count: int, read: Callable[[Job], Any]) -> Iterator[list[_Hand]]:
    hands = [_Hand(read) for _ in range(count)]
    try:
        yield hands
    finally:
        for hand in hands:
            hand.end()


# In the process that reads


def _serve(pipe: Connection, read: Callable[[Job], Any], at: Any) -> None:
    """Read what comes until the other process is gone; `at` are the number of the document and when it was begun."""
    jobs: SimpleQueue[tuple[int, Job] | None] = SimpleQueue()
    found: SimpleQueue[Found] = SimpleQueue()
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


def _tell(pipe: Connection, found: SimpleQueue[Found]) -> None:
    """Hand over what was found, all that is there at a time."""
    with suppress(OSError):
        while True:
            ready = [found.get()]
            with suppress(Empty):
                while True:
                    ready.append(found.get_nowait())
            pipe.send(ready)
            time.sleep(PAUSE)
