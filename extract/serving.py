"""What is done in a process that reads documents for another one: under which bounds, and for how long."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from typing import Any

from extract.failures import out_of_memory
from extract.jobs import Job
from extract.load import document, limits
from extract.pipeline import extract

NEW_OBJECTS = 50_000
"""After so many new objects Python looks for those that only know each other; reading leaves none behind."""

GRACE = 60
"""Seconds after its time at which a document ends its process, where no parent is left to do so."""

ASIDE = 5
"""By so much a process that reads for another one gives way to it: there are as many of them as cores, and where the
one that writes waits for a core, they soon have no documents left."""

PAUSE = 0.01
"""Seconds for which a process gathers what it has found, rather than waking the other one for each document."""


def serve(pipe: Connection, read: Callable[[Job], Any], at: Any, aside: bool) -> None:
    """Read what comes until the other process is gone; `at` are the number of the document and when it was begun."""
    jobs: SimpleQueue[tuple[int, Job]] = SimpleQueue()
    found: SimpleQueue[tuple[int, bytes]] = SimpleQueue()
    if aside and hasattr(os, "nice"):  # not on Windows
        os.nice(ASIDE)
    with reading():
        threading.Thread(target=_listen, args=(pipe, jobs), daemon=True).start()
        threading.Thread(target=_tell, args=(pipe, found), daemon=True).start()
        while True:
            number, job = jobs.get()
            at[1], at[0] = time.monotonic(), number
            found.put((number, _packed(job, within_time(read, job))))
            at[1] = inf


def _listen(pipe: Connection, jobs: SimpleQueue[tuple[int, Job]]) -> None:
    """Take what comes at once: the other process would wait for it with a file's bytes in its hands.

    Where that one has closed the pipe, nobody asks for what is found any more.
    """
    try:
        while True:
            jobs.put(pipe.recv())
    finally:
        os._exit(0)


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
    threading.Thread(target=end_with_parent, daemon=True).start()
    bounded()
    load()
    with settled():
        yield


def load() -> None:
    """Load the catalogue and the rules, before the time of the first document begins."""
    with suppress(Exception):
        extract(document("", "2009年，潍坊市发展党员1名。".encode()))


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


def end_with_parent() -> None:
    """Nobody gives up a document that takes for ever when the parent was killed."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def bounded() -> None:
    """This process leaves it to its parent to be ended, and takes no more memory than the limits say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    size = limits().memory
    try:
        import resource  # not on Windows

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))
    except (ImportError, ValueError, OSError):
        return
