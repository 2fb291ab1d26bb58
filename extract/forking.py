"""Several processes that read, forked from one that has loaded all that they need: it is loaded once for all of them.

That one is begun like any other. The process that asks for them does not fork itself: it may have threads, as a server
has, and a lock that one of these holds would be closed for ever in what is forked.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle, send_handle
from typing import Any, NoReturn

from extract.catalogue import catalogue
from extract.jobs import Job, Kept
from extract.process import Begun, starting
from extract.serving import bounded, end_with_parent, load, serve, within_time

EVERY = 16
"""Of so many examples of the catalogue one is read before forking: as much is compiled and remembered as by all."""

PLACED = "潍坊市2009年党的工作"
"""Title over the examples, so that their figures have a place and a year."""

Way = tuple[Connection, Any]
"""What a process reads from and writes to, and its memory that others see; see `process.Begun`."""


def can_fork() -> bool:
    """Whether processes can be forked here, and be known by more than a number that others may be given later."""
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):  # macOS has libraries that do not outlive a fork
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:  # an older kernel
        return False
    return True


class Template:
    """Begins the process that loads, and knows those that it forks into as soon as it has told them."""

    def __init__(self, read: Callable[[Job], Any], count: int) -> None:
        context = get_context("spawn")
        pipes = [context.Pipe() for _ in range(count)]
        theirs: list[Way] = [(pipe, context.RawArray("d", 2)) for _, pipe in pipes]
        self._telling, telling = context.Pipe()
        self._process = context.Process(target=_load_and_fork, args=(theirs, read, telling), daemon=True)
        with starting():
            self._process.start()
        for each in (telling, *(pipe for pipe, _ in theirs)):
            each.close()
        self._told: list[int] = []
        self.begun = [Begun(_Forked(self, n), pipes[n][0], at) for n, (_, at) in enumerate(theirs)]

    def told(self, number: int) -> int | None:
        """A descriptor of a process once it is there; None where it will never be."""
        with suppress(EOFError, OSError):
            while number >= len(self._told):
                self._take()
        return self._told[number] if number < len(self._told) else None

    def _take(self) -> None:
        descriptor = recv_handle(self._telling)
        self._told.append(descriptor)
        weakref.finalize(self, os.close, descriptor)

    def end(self) -> None:
        """Fork into no more processes. One that it could not tell of any more ends with its pipe."""
        with suppress(EOFError, OSError):
            while len(self._told) < len(self.begun):
                if not self._telling.poll():
                    self._process.kill()
                self._take()


class _Forked:
    """One of the processes. Its parent is the one that it was forked from, and waits for its end."""

    def __init__(self, template: Template, number: int) -> None:
        self._template = template
        self._number = number

    def kill(self) -> None:
        descriptor = self._template.told(self._number)
        if descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(descriptor, signal.SIGKILL)

    def join(self) -> None:
        descriptor = self._template.told(self._number)
        if descriptor is not None:
            wait([descriptor])


# In the process that loads


def _load_and_fork(ways: Sequence[Way], read: Callable[[Job], Any], telling: Connection) -> None:
    """Load what all need, fork into a process for each of the ways, and stay until the last of them is gone."""
    bounded()
    gc.disable()  # what is made now is there for good, and stays where all share it
    load()
    _warm(read)
    gc.freeze()
    with suppress(OSError):  # no more processes are allowed here: the pipes of those that lack are closed
        for number in range(len(ways)):
            _fork(ways[number:], read, telling)
    for each in (telling, *(pipe for pipe, _ in ways)):
        each.close()
    threading.Thread(target=end_with_parent, daemon=True).start()
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _warm(read: Callable[[Job], Any]) -> None:
    """Read some examples of the catalogue, as rules are compiled when a sentence first asks for them."""
    with suppress(Exception):
        texts = [each.text for some in catalogue().examples.values() for each in some]
        within_time(read, Kept("examples", "\n".join((PLACED, *texts[::EVERY])).encode()))


def _fork(ways: Sequence[Way], read: Callable[[Job], Any], telling: Connection) -> None:
    """A process for the first of the ways; whoever has a way open keeps it from being seen that its process is gone."""
    number = os.fork()
    if number == 0:
        _become(ways, read, telling)
    ways[0][0].close()
    descriptor = os.pidfd_open(number)
    send_handle(telling, descriptor, 0)
    os.close(descriptor)


def _become(ways: Sequence[Way], read: Callable[[Job], Any], telling: Connection) -> NoReturn:
    """What was forked reads, and never comes back to what it was forked from."""
    try:
        (pipe, at), *others = ways
        for each in (telling, *(pipe for pipe, _ in others)):
            each.close()
        gc.enable()
        serve(pipe, read, at, aside=True)
    finally:
        os._exit(1)
