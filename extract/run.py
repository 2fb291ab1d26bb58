"""One pass over the files that a command names: what they are, how far it is, and what failed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extract.batch import STDIN, extract_files
from extract.errors import ExtractError, SourceError
from extract.load import ENDINGS, digest
from extract.messages import in_chinese, sentence
from extract.models import Extraction
from extract.progress import Progress

MANY = 24
"""From so many files on, processes are worth their start (about a second each)."""

KNOWN = ", ".join(ENDINGS)


class Run:
    """One pass over the files that a command names: tells progress and errors, and counts the failures.

    `known` says of a document's id whether it need not be read at all.
    """

    def __init__(self, arguments: argparse.Namespace, known: Callable[[str], bool] | None = None) -> None:
        self.failed = 0
        self._known = known
        self._paths = list(_expanded(arguments.path, self._fail))
        self.total = len(self._paths) + self.failed
        one = len(self._paths) < MANY or STDIN in self._paths
        self._workers = arguments.workers or (1 if one else os.cpu_count() or 1)

    @property
    def code(self) -> int:
        return 1 if self.failed else 0

    def extractions(self) -> Iterator[Extraction]:
        # A bar on the screen would be torn by results that are printed to the same screen.
        quiet = sys.stdout.isatty() and self._known is None
        with Progress(sys.stderr, 0 if quiet else len(self._paths)) as progress:
            for _, found in extract_files(self._unknown(progress), self._workers):
                if isinstance(found, SourceError):
                    self._fail(found, progress.say)
                else:
                    yield found
                progress.step()

    def _unknown(self, progress: Progress) -> Iterator[Path]:
        for path in self._paths:
            if self._known and self._known(_id(path)):
                progress.step()
            else:
                yield path

    def _fail(self, error: SourceError, say: Callable[[str], None] | None = None) -> None:
        self.failed += 1
        (say or complain)(told_of(error))


def _expanded(paths: Sequence[Path], fail: Callable[[SourceError], None]) -> Iterator[Path]:
    """The files of each path; a folder stands for the documents below it, hidden ones left out."""
    for path in paths:
        if path == STDIN or not _is_folder(path):
            yield path
            continue
        below = (each for each in path.rglob("*") if each.suffix.lower() in ENDINGS and each.is_file())
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
    except OSError:
        return False


def _id(path: Path) -> str:
    """The document id of a file without reading it as text; “” where it cannot be read or is standard input."""
    return "" if path == STDIN else digest(path)


def told_of(error: ExtractError) -> str:
    return "\n".join(f"extract: {line}" for line in sentence(error, in_chinese()).splitlines())


def complain(line: str) -> None:
    sys.stderr.write(line + "\n")
