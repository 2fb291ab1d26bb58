"""What a worker of Dask does with the documents that are sent to it.

Each thread of the worker has a process of its own that reads, as the processes of one machine do (`batch`): the limits
of time and memory of a document hold, and one that hangs or kills its process fails alone; the worker lives on.
"""

from __future__ import annotations

import os
import pickle
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from extract.batch import Then, _extract
from extract.errors import SourceError
from extract.failures import Failure
from extract.jobs import STDIN, Job, id_of, sent, source
from extract.load.archive import Member
from extract.load.limits import PREFIX
from extract.load.remote import Address, fetch
from extract.process import Worker
from extract.version import engine_version

Stamp = tuple[int, int]
"""Bytes and time of change of a file, by which it is told to be the same one on another machine."""

Settings = tuple[tuple[str, str], ...]
"""The limits that the importing process has been given by its environment."""

Kind = tuple[str, Settings, Then[Any] | None]
"""For what a process reads: the engine and the limits of the importing process, and what it makes of what it finds."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Documents that are read in one task, each with the stamp of its file where it is to be read from a path.

    `engine` is the version that the importing process has, `settings` are its limits.
    """

    engine: str
    settings: Settings
    jobs: tuple[tuple[Job, Stamp | None], ...]
    then: Then[Any] | None = None


def read(parcel: Parcel) -> list[bytes | Failure | None]:
    """What was found in each document, pickled with the bytes of those at addresses; None where a file is not here."""
    kind = (parcel.engine, parcel.settings, parcel.then)
    worker = _BENCH.take(kind)
    try:
        here = [stamp is None or stamp == stamp_of(job) for job, stamp in parcel.jobs]
        found = iter(worker.read([job for (job, _), is_here in zip(parcel.jobs, here, strict=True) if is_here]))
        return [next(found) if is_here else None for is_here in here]
    finally:
        _BENCH.give(kind, worker)


def identify(jobs: tuple[Job, ...]) -> list[str]:
    """The document ids of files at addresses; “” for one that cannot be fetched."""
    return [id_of(job) for job in jobs]


def rest() -> None:
    """End the processes that nobody uses."""
    _BENCH.clear()


def settings() -> Settings:
    """The limits that the environment sets here."""
    return tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith(PREFIX)))


def path_to(job: Job) -> Path | None:
    """The file of this machine that a document is in."""
    what = source(job)
    path = what.outer if isinstance(what, Member) else what
    return path if isinstance(path, Path) and path != STDIN else None


def stamp_of(job: Job) -> Stamp | None:
    """The stamp of the file that a document is in; None for one that is in no file, or whose file is not here."""
    path = path_to(job)
    try:
        if path is None:
            return None
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_size, int(found.st_mtime)


class _Bench:
    """The processes that are not reading just now, all for one importing process's engine and limits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kind: Kind = ("", (), None)
        self._free: list[Worker] = []

    def take(self, kind: Kind) -> Worker:
        with self._lock:
            if kind != self._kind:
                self._agree(kind)
            if self._free:
                return self._free.pop()
        return Worker(partial(_packed, kind[0], kind[2]))

    def give(self, kind: Kind, worker: Worker) -> None:
        with self._lock:
            if kind == self._kind:
                self._free.append(worker)
                return
        worker.end()

    def clear(self) -> None:
        with self._lock:
            for worker in self._free:
                worker.end()
            self._free.clear()

    def _agree(self, kind: Kind) -> None:
        """From now on the limits are those of this importing process."""
        for worker in self._free:
            worker.end()
        self._free.clear()
        for name, _ in settings():
            del os.environ[name]
        os.environ.update(kind[1])
        self._kind = kind


_BENCH = _Bench()


def _packed(engine: str, then: Then[Any] | None, job: Job) -> bytes | Failure:
    """What was found in a document, pickled, so that it is unpacked only where it is wanted."""
    if engine != engine_version():
        return Failure("other_engine", f"The worker has version {engine_version()}.", {"version": engine_version()})
    what, data = source(job), None
    if isinstance(what, Address):
        try:
            data = fetch(what)
            job = sent(job, data)
        except SourceError as error:
            return Failure(error.code, str(error), error.facts)
    found = _extract(job, then)
    if isinstance(found, Failure):
        return found
    return pickle.dumps((found, None if then else data), protocol=5)
