"""What the paths and addresses of a command stand for: files, folders, patterns and archives, each document a job."""

from __future__ import annotations

import glob
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from extract.errors import SourceError
from extract.jobs import STDIN, Job, Task, path_of, sent, source
from extract.load import ENDINGS, LEGACY, limits, read_bytes
from extract.load.archive import is_archive, members
from extract.load.manifest import Manifest, read_manifest
from extract.load.readers import ARCHIVES
from extract.load.remote import Address, expanded, fetch, fetch_to

OPENED = (*ENDINGS, *ARCHIVES, *LEGACY)
KNOWN = ", ".join((*ENDINGS, *ARCHIVES))

FETCHED = 4
"""Addresses that are fetched at a time, ahead of those that read them: enough to hide a connection's delay."""

Fail = Callable[[SourceError], None]


class Named:
    """The jobs that paths and addresses stand for; archives of addresses lie in a folder of its own meanwhile."""

    def __init__(self, paths: Sequence[Path | Address], fail: Fail, recursive: bool = False) -> None:
        self._fail = fail
        self._recursive = recursive
        self._kept = TemporaryDirectory(prefix="shuchu-", ignore_cleanup_errors=True)
        self.jobs = list(self._documents(paths))

    def with_given(self, manifest: Manifest) -> list[Job]:
        """The jobs with what a manifest gives of them."""
        return [_with_given(job, manifest) for job in self.jobs]

    def _documents(self, paths: Sequence[Path | Address]) -> Iterator[Job]:
        """The documents of each path, those in archives one by one."""
        for path in self._files(paths):
            archive = self._archive(path)
            if archive is None:
                yield path
                continue
            for found in members(archive, path.name.encode(errors="replace").decode(), (*ENDINGS, *LEGACY)):
                if isinstance(found, SourceError):
                    self._fail(found)
                else:
                    yield Task(found)

    def _archive(self, path: Path | Address) -> Path | None:
        """The archive as a file, where it is one; what cannot be read is none, and reading it says why."""
        try:
            if isinstance(path, Address):
                if not path.name.lower().endswith(ARCHIVES):
                    return None
                path = self._brought(path)
            if path == STDIN or not path.is_file():
                return None
            with path.open("rb", buffering=0) as stream:
                return path if is_archive(stream.read(8192), path) else None
        except (SourceError, OSError, ValueError):
            return None

    def _brought(self, address: Address) -> Path:
        """An archive in the folder of this run: its documents are read in any order, and some again."""
        path = Path(self._kept.name) / f"{len(list(Path(self._kept.name).iterdir()))}.zip"
        with path.open("wb") as stream:
            fetch_to(address, stream, limits().archive)
        return path

    def _files(self, paths: Sequence[Path | Address]) -> Iterator[Path | Address]:
        """The files of each path; a folder stands for the documents below it, hidden ones left out."""
        for path in paths:
            try:
                found = self._of_address(path) if isinstance(path, Address) else _of_path(path)
            except SourceError as error:
                self._fail(error)
                continue
            if not found:
                self._fail(_no_texts(path))
            yield from found

    def _of_address(self, address: Address) -> list[Address]:
        return list(expanded(address, OPENED, self._recursive))


def _of_path(path: Path) -> list[Path]:
    """A file of this machine, those of a folder or of a pattern that the shell has left as it is."""
    if path == STDIN or _is(path, Path.is_file):
        return [path]
    if _is(path, Path.is_dir):
        below = (each for each in path.rglob("*") if each.suffix.lower() in OPENED and each.is_file())
        return sorted(each for each in below if not any(part[0] == "." for part in each.relative_to(path).parts))
    with suppress(OSError, ValueError):
        if glob.has_magic(str(path)) and not path.exists():
            found = glob.iglob(str(path), recursive=True)  # noqa: PTH207 (a pattern from the root, which Path has not)
            return sorted(file for each in found for file in _of_path(Path(each)))
    return [path]


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    """False also where the path cannot be looked at; reading it then says why."""
    try:
        return kind(path)
    except (OSError, ValueError):
        return False


def _no_texts(path: Path | Address) -> SourceError:
    return SourceError("no_texts", f"There are no documents in “{path}”: {KNOWN} files are read.", path=str(path))


def _with_given(job: Job, manifest: Manifest) -> Job:
    found = manifest.of(path_of(job))
    if found is None:
        return job
    return replace(job, given=found) if isinstance(job, Task) else Task(job, found)


def manifest_at(path: Path | Address | None) -> Manifest:
    """The manifest of a command; raises SourceError where it cannot be read as one."""
    if path is None:
        return Manifest({})
    data = fetch(path) if isinstance(path, Address) else read_bytes(path)
    return read_manifest(PurePosixPath(path.name), data)


def fetched(jobs: Iterable[Job]) -> Iterator[tuple[Job, SourceError | None]]:
    """Jobs in their order, those at addresses with their bytes, or why these cannot be fetched."""
    waiting: deque[tuple[Job, Future[Job] | None]] = deque()
    coming = iter(jobs)
    with ThreadPoolExecutor(FETCHED, "fetch") as pool:
        while True:
            for job in islice(coming, FETCHED - len(waiting)):
                far = isinstance(source(job), Address)
                waiting.append((job, pool.submit(_with_bytes, job) if far else None))
            if not waiting:
                return
            job, future = waiting.popleft()
            try:
                found = job if future is None else future.result()
            except SourceError as error:
                yield job, error
            else:
                yield found, None


def _with_bytes(job: Job) -> Job:
    what = source(job)
    return sent(job, fetch(what)) if isinstance(what, Address) else job
