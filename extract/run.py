"""One pass over the files that a command names: what they are, how far it is, and what failed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extract.batch import STDIN, Job, Task, extract_files
from extract.correcting import with_said
from extract.errors import ExtractError, SourceError
from extract.jobs import id_of, is_given, path_of, source
from extract.load import ENDINGS, LEGACY, limits, read_bytes
from extract.load.archive import is_archive, members
from extract.load.given import Given, Manifest, read_manifest
from extract.load.readers import ARCHIVES
from extract.messages import in_chinese, sentence
from extract.models import Extraction
from extract.progress import Progress

MANY = 24
"""From so many files on, processes are worth their start (about a second each)."""

OPENED = (*ENDINGS, *ARCHIVES, *LEGACY)
KNOWN = ", ".join((*ENDINGS, *ARCHIVES))

Done = Callable[[Job, str, ExtractError | None], None]


class Run:
    """One pass over the files that a command names: tells progress and errors, and counts the failures.

    `known` says of a document's id whether it need not be read at all; where a person says something of the document
    it is read in any case. `said` gives what a person has said of a document in the reader. `jobs` are read instead of
    the files of `arguments.path`; an error among them is told. `done` hears of the files that are known, and of those
    that fail.
    """

    def __init__(
        self,
        arguments: argparse.Namespace,
        known: Callable[[str], bool] | None = None,
        jobs: Sequence[Job | SourceError] | None = None,
        done: Done | None = None,
        said: Callable[[str], Given | None] | None = None,
    ) -> None:
        self.failed = 0
        self._faults = 0
        limits()  # a limit that is no number is told at once
        self._known = known
        self._done = done
        self._said = said
        self._say = complain
        self._jobs = [each for each in jobs or () if not isinstance(each, SourceError)]
        for each in jobs or ():
            if isinstance(each, SourceError):
                self.fail(each)
        if jobs is None:
            manifest = self._manifest(arguments.manifest)
            self._jobs = [_with_given(job, manifest) for job in _documents(arguments.path, self.fail)]
        self.total = len(self._jobs) + self.failed
        one = len(self._jobs) < MANY or STDIN in self._jobs
        self._workers = arguments.workers or (1 if one else os.cpu_count() or 1)

    @property
    def code(self) -> int:
        return 1 if self.failed or self._faults else 0

    def extractions(self) -> Iterator[Extraction]:
        """What was found in each file, in their order."""
        return (extraction for _, extraction in self.found())

    def found(self) -> Iterator[tuple[Job, Extraction]]:
        """Each file with what was found in it; those that fail are told and left out."""
        # A bar on the screen would be torn by results that are printed to the same screen.
        quiet = sys.stdout.isatty() and self._known is None
        with Progress(sys.stderr, 0 if quiet else len(self._jobs)) as progress:
            self._say = progress.say
            for job, found in extract_files(self._unknown(progress), self._workers):
                if isinstance(found, SourceError):
                    self.fail(found, job)
                else:
                    yield job, found
                progress.step()
        self._say = complain

    def _unknown(self, progress: Progress) -> Iterator[Job]:
        for job in self._jobs:
            id = id_of(job) if self._known or self._said else ""
            if self._known and not is_given(job) and self._known(id):
                self._tell(job, "there", None)
                progress.step(known=True)
            else:
                yield with_said(job, self._said(id)) if self._said else job

    def fail(self, error: ExtractError, job: Job | None = None) -> None:
        """One file has failed, here or at the caller's; what is said stands above the bar."""
        self.failed += 1
        told = told_of(error)
        # The sentence may have only a name, which several files of a folder may bear.
        path = source(job) if job else None
        if isinstance(path, Path) and path.name != str(path) and str(path) not in told:
            told = told.replace("extract: ", f"extract: {path}: ", 1)
        self._say(told)
        self._tell(job or Path(str(error.facts.get("path", error.facts.get("file", "")))), "failed", error)

    def _tell(self, job: Job, status: str, error: ExtractError | None) -> None:
        if self._done:
            self._done(job, status, error)


    def _manifest(self, path: Path | None) -> Manifest:
        """What is given of documents, its faults told; raises SourceError where it cannot be read as a manifest."""
        found = read_manifest(path, read_bytes(path)) if path else Manifest({})
        for fault in found.faults:  # none of them is a document that failed
            self._faults += 1
            self._say(told_of(fault))
        return found


def _with_given(job: Job, manifest: Manifest) -> Job:
    found = manifest.of(path_of(job))
    if found is None:
        return job
    return replace(job, given=found) if isinstance(job, Task) else Task(job, found)


def _documents(paths: Sequence[Path], fail: Callable[[SourceError], None]) -> Iterator[Job]:
    """The documents of each path, those in archives one by one."""
    for path in _expanded(paths, fail):
        if not _may_be_archive(path):
            yield path
            continue
        for found in members(path, path.name.encode(errors="replace").decode(), (*ENDINGS, *LEGACY)):
            if isinstance(found, SourceError):
                fail(found)
            else:
                yield Task(found)


def _may_be_archive(path: Path) -> bool:
    try:
        if path == STDIN or not path.is_file():
            return False
        with path.open("rb") as stream:
            return is_archive(stream.read(8192), path)
    except (OSError, ValueError):  # reading it says why
        return False


def _expanded(paths: Sequence[Path], fail: Callable[[SourceError], None]) -> Iterator[Path]:
    """The files of each path; a folder stands for the documents below it, hidden ones left out."""
    for path in paths:
        if path == STDIN or not _is_folder(path):
            yield path
            continue
        below = (each for each in path.rglob("*") if each.suffix.lower() in OPENED and each.is_file())
        texts = sorted(each for each in below if not any(part[0] == "." for part in each.relative_to(path).parts))
        if not texts:
            fail(
                SourceError("no_texts", f"There are no documents in “{path}”: {KNOWN} files are read.", path=str(path))
            )
        yield from texts


def _is_folder(path: Path) -> bool:
    """False also where the path cannot be looked at; reading it then says why."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def told_of(error: ExtractError) -> str:
    return "\n".join(f"extract: {line}" for line in sentence(error, in_chinese()).splitlines())


def complain(line: str) -> None:
    sys.stderr.write(line + "\n")
