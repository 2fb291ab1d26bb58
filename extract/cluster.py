"""Many documents read by the workers of Dask behind a scheduler; the store stays with the process that imports.

Documents travel in parcels, as a task of a few milliseconds would cost as much again. Results come back in order, and
only so many parcels are under way that memory stays flat. Whatever a worker held that dies is read again by another.
"""

from __future__ import annotations

import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from extract import hand
from extract.batch import Then, _extract
from extract.errors import SourceError
from extract.failures import Failure, unpacked
from extract.hand import Parcel
from extract.jobs import Job, bytes_of, sent, shown, source, weight_of, with_data
from extract.load.remote import Address
from extract.version import engine_version
from extract.workers import Workers

PARCEL = 128
"""The most documents of one parcel."""

PARCEL_SIZE = 1 << 20
"""The most bytes of one parcel, unless a single document has more."""

AHEAD = 4
"""Parcels under way for each thread of a worker."""

BROUGHT = 2
"""Parcels whose results come to this process at a time; those of all others stay with the workers."""

Coming = tuple[Job, "str | SourceError | None"]


@dataclass(slots=True)
class _Sent:
    """A parcel under way: the future of Dask (None where nothing was asked), and its result as it comes here."""

    parcel: list[Job]
    future: Any
    coming: Future[list[Any] | None] | None = None


class Cluster:
    """The workers behind a scheduler, used as a context manager.

    Raises ClusterError where the scheduler or its workers cannot be had, or read otherwise than this program.
    """

    def __init__(self, address: str) -> None:
        self._workers = Workers(address)
        self._engine = engine_version()
        self._settings = hand.settings()
        self._elsewhere: set[Path] = set()
        self._then: Then[Any] | None = None

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._workers.close(hand.rest if error is None else None)

    def found(self, jobs: Iterable[Job], total: int, then: Then[Any] | None = None) -> Iterator[tuple[Job, Any]]:
        """Each of `total` documents or fewer with what was found in it, or why it cannot be read, in their order.

        `then` as in `batch.extract_files`.
        """
        self._then = then
        parcels = self._parcels(iter(jobs), max(1, min(PARCEL, total // (self._window or 1))))
        for parcel, result, others in self._in_order(parcels, self._submit):
            if result is None:
                self._settled(others)
                result = [self._alone(job) for job in parcel]
            yield from self._read(parcel, result)

    def identified(self, jobs: Iterable[Job], wanted: bool) -> Iterator[Coming]:
        """Jobs with their documents' ids: told by the workers for files at addresses, None for any other."""
        parcels = _cut(iter(jobs), PARCEL, PARCEL_SIZE) if wanted else ([job] for job in jobs)
        for parcel, found, _ in self._in_order(parcels, self._identify if wanted else lambda parcel: None):
            ids = iter(found or ())
            for job in parcel:
                far = wanted and _is_far(job)
                yield job, (next(ids, "") if far else None if wanted else "")

    @property
    def _window(self) -> int:
        """Parcels that may be under way."""
        return AHEAD * self._workers.threads()

    # One parcel after the other

    def _in_order(
        self, parcels: Iterator[list[Job]], submit: Callable[[list[Job]], Any]
    ) -> Iterator[tuple[list[Job], list[Any] | None, Sequence[Any]]]:
        """Each parcel with its result, None where it has killed its workers, and the futures that are under way."""
        under: deque[_Sent] = deque()
        pool = ThreadPoolExecutor(BROUGHT, "results")
        try:
            while True:
                while len(under) < self._window and (parcel := next(parcels, None)):
                    under.append(_Sent(parcel, submit(parcel)))
                for each in islice(under, BROUGHT):  # while the store writes one, the next comes
                    each.coming = each.coming or pool.submit(self._workers.result, each.future)
                if not under:
                    return
                first = under.popleft()
                assert first.coming
                yield first.parcel, first.coming.result(), [each.future for each in under if each.future is not None]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _alone(self, job: Job) -> Any:
        """A document of a parcel that has killed its workers, by itself, so that it does not take others with it."""
        result = self._workers.result(self._submit([job]))
        if result is not None:
            return result[0]
        message = (
            f"“{shown(job)}” killed each worker that read it, and was given up: split it into smaller files, or give "
            "the workers more memory."
        )
        return Failure("kills_workers", message, {"file": shown(job)})

    def _settled(self, others: Sequence[Any]) -> None:
        """Wait for all that is under way: what is read alone must not be suspected for its neighbour."""
        for each in others:
            while not each.done():
                time.sleep(0.05)
                self._workers.look()

    # What is sent and what comes back

    def _parcels(self, jobs: Iterator[Job], most: int) -> Iterator[list[Job]]:
        return _cut((self._portable(job) for job in jobs), most, PARCEL_SIZE)

    def _portable(self, job: Job) -> Job:
        """The job itself where the workers can read its file, else with its bytes."""
        what, path = source(job), hand.path_to(job)
        here = (isinstance(what, Address) and what.shared) or (path and path.parent not in self._elsewhere)
        return job if here else _with_bytes(job)

    def _submit(self, parcel: list[Job]) -> Any:
        jobs = tuple((job, hand.stamp_of(job)) for job in parcel)
        return self._workers.submit(hand.read, Parcel(self._engine, self._settings, jobs, self._then))

    def _identify(self, parcel: list[Job]) -> Any:
        far = tuple(job for job in parcel if _is_far(job))
        return self._workers.submit(hand.identify, far) if far else None

    def _read(self, parcel: list[Job], results: list[Any]) -> Iterator[tuple[Job, Any]]:
        lacking = [job for job, result in zip(parcel, results, strict=True) if result is None]
        late = iter(self._sent_on(lacking))
        for job, result in zip(parcel, results, strict=True):
            yield self._opened(job, next(late) if result is None else result)

    def _sent_on(self, lacking: list[Job]) -> list[Any]:
        """The results of documents whose files the worker has not; those beside them are sent at once from now on."""
        self._elsewhere |= {path.parent for job in lacking if (path := hand.path_to(job))}
        here = {number: found for number, job in enumerate(lacking) if (found := _with_bytes(job)) is not job}
        results = (self._workers.result(self._submit(list(here.values()))) if here else None) or []
        told = dict(zip(here, results, strict=False))
        # What cannot be read here either says why; what killed its workers is tried alone.
        return [
            told[number]
            if number in told
            else self._alone(here[number])
            if number in here
            else _extract(job, self._then)
            for number, job in enumerate(lacking)
        ]

    def _opened(self, job: Job, result: Any) -> tuple[Job, Any]:
        if isinstance(result, Failure) and result.code == "other_engine":
            raise self._workers.other(str(result.facts["version"]))
        if not isinstance(result, bytes):
            return job, unpacked(result)
        found, data = pickle.loads(result)
        return (job if data is None else with_data(job, data)), found


def _is_far(job: Job) -> bool:
    return isinstance(source(job), Address)


def _with_bytes(job: Job) -> Job:
    """The job with its bytes; the job itself where these cannot be read."""
    data = bytes_of(job)
    try:
        return job if data is None else sent(job, data)
    except SourceError:
        return job


def _cut(jobs: Iterator[Job], most: int, size: int) -> Iterator[list[Job]]:
    """Lists of at most so many jobs and bytes."""
    parcel: list[Job] = []
    weight = 0
    for job in jobs:
        more = weight_of(job)
        if parcel and (len(parcel) >= most or weight + more > size):
            yield parcel
            parcel, weight = [], 0
        parcel.append(job)
        weight += more
    if parcel:
        yield parcel
