"""The command line: ``python -m extract figures|panel|explain|concepts|diff|import|catalogue``.

Data goes to standard output, progress and errors to standard error. Exit code 0: all went well, 1: some file
failed, the store cannot be used or (`diff`) the files differ, 2: the command was not understood.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from extract import check
from extract.arguments import KNOWN, MANY, parser
from extract.batch import STDIN, extract_files
from extract.catalogue import catalogue as load_catalogue
from extract.catalogue import load as load_alone
from extract.chosen import choose, chosen
from extract.concepts import most_frequent, with_concepts
from extract.counting import takes_part
from extract.diff import compared, read_records, write_json, write_text
from extract.errors import ExtractError, SourceError
from extract.explain import explained
from extract.load import ENDINGS, digest, document
from extract.messages import in_chinese, sentence, word
from extract.models import Extraction, Figure
from extract.output import (
    CELL_COLUMNS,
    CELL_FORMATS,
    CONCEPT_COLUMNS,
    FIGURE_COLUMNS,
    FIGURE_FORMATS,
    cell_records,
    concept_records,
    figure_records,
    json_list,
    plain_table,
)
from extract.panel import cells
from extract.pipeline import extract
from extract.progress import Progress


def figures(arguments: argparse.Namespace) -> int:
    """Print the figures of each document before the next one is read."""
    write = FIGURE_FORMATS[arguments.format](sys.stdout, FIGURE_COLUMNS)
    run = _Run(arguments)
    for extraction in run.extractions():
        write(figure_records(extraction))
        sys.stdout.flush()
    return run.code


def panel(arguments: argparse.Namespace) -> int:
    """Print the panel of all documents together."""
    run = _Run(arguments)
    found: dict[str, Figure] = {}  # by id: the same file in two places is one document
    left = 0
    for extraction in run.extractions():
        found |= {figure.id: figure for figure in extraction.figures if takes_part(figure)}
        left += sum(figure.place is None or figure.year is None for figure in extraction.figures)
    if left:
        _complain(word("left", in_chinese()).format(left=left))
    CELL_FORMATS[arguments.format](sys.stdout, CELL_COLUMNS)(cell_records(cells(found.values())))
    return run.code


def concepts(arguments: argparse.Namespace) -> int:
    """Print what the figures count that no indicator takes, the most frequent first."""
    run = _Run(arguments)
    found = most_frequent(run.extractions(), arguments.top)
    if not found and not arguments.json and run.total > run.failed:
        _complain(word("no_concepts", in_chinese()))
    (json_list if arguments.json else plain_table)(sys.stdout, CONCEPT_COLUMNS)(concept_records(found))
    return run.code


def diff(arguments: argparse.Namespace) -> int:
    """Say which figures two outputs of `figures` do not share; 0 where they are equal, 1 where they differ."""
    if arguments.old == arguments.new == STDIN:
        _complain(f"extract: {word('one_stdin', in_chinese())}")
        return 2
    try:
        old, new = (read_records(path) for path in (arguments.old, arguments.new))
    except SourceError as error:
        _complain(_told(error))
        return 2
    found = compared(old, new)
    (write_json if arguments.json else write_text)(sys.stdout, found, in_chinese())
    return 0 if found.equal else 1


def explain(arguments: argparse.Namespace) -> int:
    """Say of every number in a text what it was taken for."""
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    if not text.strip("\ufeff \t\r\n\u3000"):
        _complain(f"extract: {word('empty', in_chinese())}")
        return 1
    found = with_concepts(extract(document("text", text.encode(errors="replace"))))
    sys.stdout.writelines(line + "\n" for line in explained(found, in_chinese()))
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """Read documents into the store; those that are there already are left as they are."""
    from extract.store import open_store  # an eighth of a second that only this command needs

    store = open_store(arguments.store)
    run = _Run(arguments, known=store.has)
    added = count = 0
    for extraction in run.extractions():
        if store.add(extraction):
            added += 1
            count += len(extraction.figures)
    told = {"added": added, "all": run.total, "count": count, "failed": run.failed}
    told["there"] = run.total - run.failed - added
    _complain(word("imported", in_chinese()).format_map(told))
    return run.code


def catalogue(arguments: argparse.Namespace) -> int:
    """Print the indicators as a table, or check the examples of the files named (or of the whole catalogue)."""
    if arguments.action is None:
        sys.stdout.writelines(check.listed())
        return 0
    known = load_catalogue()
    codes = load_alone(*arguments.file).mine if arguments.file else tuple(known.examples)
    passed = count = 0
    for outcome in check.outcomes(codes):
        sys.stdout.write(check.told(outcome, in_chinese()))
        passed, count = passed + outcome.passes, count + 1
    sys.stdout.write(word("summary", in_chinese()).format(passed=passed, all=count) + "\n")
    return 0 if passed == count else 1


class _Run:
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
            for path, found in extract_files(self._unknown(progress), self._workers):
                if isinstance(found, SourceError):
                    self._fail(found, progress.say, path)
                else:
                    yield found
                progress.step()

    def _unknown(self, progress: Progress) -> Iterator[Path]:
        for path in self._paths:
            if self._known and self._known(_id(path)):
                progress.step()
            else:
                yield path

    def _fail(self, error: SourceError, say: Callable[[str], None] | None = None, path: Path | None = None) -> None:
        """Tell an error, with the path where the sentence has only a name, which several files of a folder may bear."""
        self.failed += 1
        told = _told(error)
        if path and path.name != str(path) and str(path) not in told:
            told = told.replace("extract: ", f"extract: {path}: ", 1)
        (say or _complain)(told)


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


def _told(error: ExtractError) -> str:
    return "\n".join(f"extract: {line}" for line in sentence(error, in_chinese()).splitlines())


def _complain(line: str) -> None:
    sys.stderr.write(line + "\n")


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "figures": figures,
    "panel": panel,
    "explain": explain,
    "concepts": concepts,
    "diff": diff,
    "import": import_,
    "catalogue": catalogue,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give back its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _in_utf8(stream)
    arguments = parser().parse_args(argv)
    before = chosen()
    try:
        _choose_catalogues(arguments)
        code = COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
    except ExtractError as error:
        _complain(_told(error))
        return 1
    except BrokenPipeError:  # the reader, such as head, has seen enough
        _let_go_of_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # a person at the terminal is told in one sentence, whatever went wrong
        _complain(_told(_unexpected(error)))
        return 1
    finally:
        choose(before)
    return code


def _unexpected(error: Exception) -> ExtractError:
    reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
    message = f"The command stopped unexpectedly ({reason}). Please report this with the documents that it was given."
    return ExtractError("unexpected", message, reason=reason)


def _choose_catalogues(arguments: argparse.Namespace) -> None:
    """Use the catalogues that the command names; what is wrong in them is told before anything is read."""
    mine = [*arguments.catalogue, *getattr(arguments, "file", ())]
    if mine:
        choose(list(dict.fromkeys((*chosen(), *mine))))
    if chosen():
        load_catalogue()


def _in_utf8(stream: TextIO) -> None:
    """The same bytes whatever the locale is; what cannot be encoded is shown escaped."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is not sys.stdin else "replace")


def _let_go_of_stdout() -> None:
    """Keep Python from writing what is left in the buffer, and complaining, when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> None:
    """The command ``shuchu`` of an installed package."""
    sys.exit(main())


if __name__ == "__main__":
    run()
