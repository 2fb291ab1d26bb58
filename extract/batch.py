"""Many documents: one after the other here, or in processes. A file that fails never stops the rest."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from extract.errors import SourceError
from extract.load import document, load
from extract.models import Document, Extraction
from extract.pipeline import extract

STDIN = Path("-")

AHEAD = 2
"""Files that are under way for each worker: enough to keep it busy, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are at hand already; `name` is without its ending."""

    name: str
    data: bytes


Job = Path | Kept
Found = tuple[Job, Extraction | SourceError]


@dataclass(frozen=True, slots=True)
class _Failure:
    """A SourceError on its way between processes; an exception with arguments of its own cannot be pickled."""

    code: str
    message: str
    facts: dict[str, object]


def extract_files(paths: Iterable[Job], workers: int = 1) -> Iterator[Found]:
    """Read each file and yield what was found in it, or why it could not be read, in the order of `paths`.

    `paths` is read as far ahead as the workers need it, so it may be endless. ``-`` is standard input, which
    only a single worker (this process) can read.
    """
    return _in_turn(paths) if workers <= 1 else _in_processes(iter(paths), workers)


def _in_turn(paths: Iterable[Job]) -> Iterator[Found]:
    for path in paths:
        yield path, _unpacked(_extract(path))


def _in_processes(paths: Iterator[Job], workers: int) -> Iterator[Found]:
    waiting: deque[Job] = deque(islice(paths, workers * AHEAD))
    while waiting:
        try:
            yield from _with_pool(paths, waiting, workers)
        except BrokenProcessPool:
            # A worker died, of too little memory for instance, and took the pool along. Which file it was
            # reading cannot be told: each of those under way is tried in a process of its own.
            suspects, waiting = waiting, deque(islice(paths, workers * AHEAD))
            yield from ((path, _alone(path)) for path in suspects)


def _with_pool(paths: Iterator[Job], waiting: deque[Job], workers: int) -> Iterator[Found]:
    """The files of `waiting`, filled up from `paths`; at a broken pool those not yielded yet are in `waiting`."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures: deque[Future[Extraction | _Failure]] = deque(pool.submit(_extract, path) for path in waiting)
        while waiting:
            result = futures[0].result()
            futures.popleft()
            yield waiting.popleft(), _unpacked(result)
            for following in islice(paths, 1):
                waiting.append(following)
                futures.append(pool.submit(_extract, following))


def _alone(path: Job) -> Extraction | SourceError:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return _unpacked(pool.submit(_extract, path).result())
        except BrokenProcessPool:
            return _unpacked(_unreadable(path, "the process that read it died, perhaps for want of memory"))


def _extract(path: Job) -> Extraction | _Failure:
    """What a worker does; every error comes back as a value."""
    try:
        return extract(_load(path))
    except SourceError as error:
        return _Failure(error.code, str(error), error.facts)
    except Exception as error:  # one file must not stop the others, whatever is wrong with it
        return _unreadable(path, f"{type(error).__name__}: {error}")


def _load(path: Job) -> Document:
    if isinstance(path, Kept):
        return document(path.name, path.data)
    if path == STDIN:
        return document("stdin", sys.stdin.buffer.read())
    found = load(path)
    # File names are bytes on Unix; one that is no UTF-8 could not be stored or printed.
    return replace(found, name=found.name.encode(errors="replace").decode())


def _unreadable(path: Job, reason: str) -> _Failure:
    message = f"“{path.name}” cannot be read ({reason}). Please report this with the file."
    return _Failure("unreadable", message, {"file": path.name, "reason": reason})


def _unpacked(result: Extraction | _Failure) -> Extraction | SourceError:
    if isinstance(result, _Failure):
        return SourceError(result.code, result.message, **result.facts)
    return result
