"""One pass over the files that a command names: what they are, how far it is, and what failed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.batch import STDIN, Job, Then, extract_files
from extract.correcting import Earlier, with_said
from extract.errors import ExtractError, SourceError
from extract.jobs import id_of, is_given, source
from extract.load import limits
from extract.load.manifest import Manifest
from extract.load.remote import Address
from extract.messages import in_chinese, sentence
from extract.models import Extraction
from extract.named import KNOWN, Named, fetched, manifest_at
from extract.progress import Progress

if TYPE_CHECKING:
    from extract.cluster import Cluster

__all__ = ["KNOWN", "MANY", "Done", "Run", "complain", "told_of"]

MANY = 24
"""From so many files on, processes are worth their start (about a second each)."""

AT_ONCE = 32
"""Documents that the store is asked for in one question. Those with their bytes at hand are asked for one by one."""

Done = Callable[[Job, str, ExtractError | None], None]


class Run:
    """One pass over the files that a command names: tells progress and errors, and counts the failures.

    `earlier` knows which documents need not be read at all; where a person says something of one it is read in any
    case, with what was said of it in the reader. `fresh` says that none is known yet. `jobs` are read instead of the
    files of `arguments.path`, as far ahead as they are needed; an error among them is told. `done` hears of the files
    that are known, and of those that fail. `then` makes something else of what was found, where it was found.
    """

    def __init__(
        self,
        arguments: argparse.Namespace,
        earlier: Earlier | None = None,
        jobs: Collection[Job | SourceError] | None = None,
        done: Done | None = None,
        fresh: bool = False,
        then: Then[Any] | None = None,
    ) -> None:
        self.failed = 0
        self._faults = 0
        limits()  # a limit that is no number is told at once
        self._earlier = earlier
        self._done = done
        self._then = then
        self._ask = earlier is not None and not fresh
        self._say = complain
        self._jobs: Collection[Job | SourceError] = jobs if jobs is not None else ()
        self._cluster = _cluster(arguments.scheduler)
        if jobs is None:
            manifest = self._manifest(arguments.manifest)
            self._named = Named(arguments.path, self.fail, arguments.recursive)
            self._jobs = self._named.with_given(manifest)
        self.total = len(self._jobs) + self.failed
        self._here = jobs is None and STDIN in self._jobs  # which only this process can read
        one = len(self._jobs) < MANY or self._here
        self._workers = arguments.workers or (1 if one else os.cpu_count() or 1)

    @property
    def code(self) -> int:
        return 1 if self.failed or self._faults else 0

    def extractions(self) -> Iterator[Extraction]:
        """What was found in each file, in their order."""
        return (extraction for _, extraction in self.found())

    def found(self) -> Iterator[tuple[Job, Any]]:
        """Each file with what was found in it, or what `then` made of that; those that fail are told and left out."""
        # A bar on the screen would be torn by results that are printed to the same screen.
        quiet = sys.stdout.isatty() and self._earlier is None
        with self._cluster as hired, Progress(sys.stderr, 0 if quiet else len(self._jobs)) as progress:
            self._say = progress.say
            cluster = None if self._here else hired
            unknown = self._unknown(progress, cluster)
            every: Iterator[tuple[Job, Any]] = (
                cluster.found(unknown, len(self._jobs), self._then)
                if cluster
                else extract_files(unknown, self._workers, then=self._then)
            )
            for job, found in every:
                if isinstance(found, SourceError):
                    self.fail(found, job)
                else:
                    yield job, found
                progress.step()
        self._say = complain

    def _unknown(self, progress: Progress, cluster: Cluster | None) -> Iterator[Job]:
        """The jobs that have to be read; those at addresses with their bytes, unless a cluster fetches them."""
        jobs = self._readable(progress)
        coming = cluster.identified(jobs, self._ask) if cluster else fetched(jobs)
        asked: list[tuple[Job, str]] = []
        for job, told in coming:
            if isinstance(told, SourceError):
                self.fail(told, job)
                progress.step()
                continue
            asked.append((job, told if told is not None else id_of(job) if self._ask else ""))
            if len(asked) == AT_ONCE or isinstance(source(job), Address):
                yield from self._new(asked, progress)
                asked = []
        yield from self._new(asked, progress)

    def _new(self, asked: Sequence[tuple[Job, str]], progress: Progress) -> Iterator[Job]:
        """Those of the jobs, with their documents' ids, that the store does not hold as they are."""
        if not self._earlier or not self._ask:
            yield from (job for job, _ in asked)
            return
        self._earlier.look([id for _, id in asked if id])
        for job, id in asked:
            if not is_given(job) and self._earlier.has(id):
                self._tell(job, "there", None)
                progress.step(known=True)
            else:
                yield with_said(job, self._earlier.said(id))

    def _readable(self, progress: Progress) -> Iterator[Job]:
        """The jobs; what stands among them that cannot be one is told."""
        for each in self._jobs:
            if isinstance(each, SourceError):
                self.fail(each)
                progress.step()
            else:
                yield each

    def fail(self, error: ExtractError, job: Job | None = None) -> None:
        """One file has failed, here or at the caller's; what is said stands above the bar."""
        self.failed += 1
        told = told_of(error)
        # The sentence may have only a name, which several files of a folder may bear.
        path = source(job) if job else None
        if isinstance(path, Path | Address) and path.name != str(path) and str(path) not in told:
            told = told.replace("extract: ", f"extract: {path}: ", 1)
        self._say(told)
        self._tell(job or Path(str(error.facts.get("path", error.facts.get("file", "")))), "failed", error)

    def _tell(self, job: Job, status: str, error: ExtractError | None) -> None:
        if self._done:
            self._done(job, status, error)

    def _manifest(self, path: Path | Address | None) -> Manifest:
        """What is given of documents, its faults told; raises SourceError where it cannot be read as a manifest."""
        found = manifest_at(path)
        for fault in found.faults:  # none of them is a document that failed
            self._faults += 1
            self._say(told_of(fault))
        return found


def _cluster(address: str | None) -> AbstractContextManager[Cluster | None]:
    """The workers behind a scheduler; raises ClusterError where they cannot be had."""
    if not address:
        return nullcontext()
    from extract.cluster import Cluster  # Dask is imported only where it is asked for

    return Cluster(address)


def told_of(error: ExtractError) -> str:
    return "\n".join(f"extract: {line}" for line in sentence(error, in_chinese()).splitlines())


def complain(line: str) -> None:
    sys.stderr.write(line + "\n")
