"""Many documents read in processes: each finds the next ones waiting, and none waits for the process that writes.

That one looks for what was found between two writes and not for each document: being woken in the middle of a write
costs it more than the document.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any

from extract.failures import unpacked
from extract.forking import Template, can_fork
from extract.jobs import Job, weight_of
from extract.process import LOOK, Waiting, Worker

DEPTH, DEPTH_BYTES = 256, 1_600_000
"""So many documents, and bytes, wait for a process: what it reads while a large store takes some hundred documents."""

AHEAD, AHEAD_BYTES = 384, 16_000_000
"""So many documents for each process, and bytes in all, are under way or wait for one that was named before them."""


def streamed(paths: Iterator[Job], workers: int, read: Callable[[Job], Any]) -> Iterator[tuple[Job, Any]]:
    """What `read` makes of each job in one of so many processes, in their order; a Failure as its error."""
    with _hired(workers, read) as hired:
        queue = _Queue(paths, hired)
        while first := queue.first():
            while not first.is_done:
                queue.collect()
            queue.done()
            yield first.job, unpacked(first.found())


@contextmanager
def _hired(count: int, read: Callable[[Job], Any]) -> Iterator[list[Worker]]:
    template = Template(read, count) if count > 1 and can_fork() else None
    workers = [Worker(read, True, each) for each in (template.begun if template else [None] * count)]
    try:
        yield workers
    finally:
        if template:
            template.end()
        for worker in workers:
            worker.end()


@dataclass
class _Queue:
    """All documents that are under way, in their order; those of `later` are not yet given to a process."""

    paths: Iterator[Job]
    workers: list[Worker]
    under_way: deque[Waiting] = field(default_factory=deque)
    later: deque[Waiting] = field(default_factory=deque)
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
        wait([worker.pipe for worker in self.workers], LOOK)
        for worker in self.workers:
            worker.look()
        self._ahead()

    def _ahead(self) -> None:
        while self._has_room() and (job := next(self.paths, None)) is not None:
            each = Waiting(job, weight_of(job))
            self.under_way.append(each)
            self.later.append(each)
            self.weight += each.weight
        while self.later and _can_take(worker := min(self.workers, key=_load)):
            worker.give(self.later.popleft())

    def _has_room(self) -> bool:
        count, most = len(self.under_way), len(self.workers)
        return count < most or (count < most * AHEAD and self.weight < AHEAD_BYTES)


def _load(worker: Worker) -> tuple[int, int]:
    return worker.weight, len(worker)


def _can_take(worker: Worker) -> bool:
    return not len(worker) or (len(worker) < DEPTH and worker.weight < DEPTH_BYTES)
