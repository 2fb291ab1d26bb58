"""The command line: ``python -m extract figures|panel|explain|concepts|diff|import|catalogue``.

Data goes to standard output, progress and errors to standard error. Exit code 0: all went well, 1: some file
failed, the store cannot be used or (`diff`) the files differ, 2: the command was not understood.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from extract import __version__, check
from extract.batch import STDIN, Item, Task, extract_files
from extract.catalogue import catalogue as load_catalogue
from extract.catalogue import load as load_alone
from extract.chosen import VARIABLE, choose, chosen
from extract.concepts import most_frequent, with_concepts
from extract.counting import takes_part
from extract.diff import compared, read_records, write_json, write_text
from extract.errors import ExtractError, SourceError
from extract.explain import explained
from extract.load import ENDINGS, LEGACY, digest, document, limits, read_bytes
from extract.load.archive import Member, is_archive, members, read
from extract.load.given import Manifest, beside, read_manifest
from extract.load.readers import ARCHIVES
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

MANY = 24
"""From so many files on, processes are worth their start (about a second each)."""


OPENED = (*ENDINGS, *ARCHIVES, *LEGACY)
KNOWN = ", ".join((*ENDINGS, *ARCHIVES))


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
        _complain(f"{left} figures have no place or no year and are in no cell; `figures` lists them.")
    CELL_FORMATS[arguments.format](sys.stdout, CELL_COLUMNS)(cell_records(cells(found.values())))
    return run.code


def concepts(arguments: argparse.Namespace) -> int:
    """Print what the figures count that no indicator takes, the most frequent first."""
    run = _Run(arguments)
    found = most_frequent(run.extractions(), arguments.top)
    if not found and not arguments.json:
        _complain(word("no_concepts", in_chinese()))
    (json_list if arguments.json else plain_table)(sys.stdout, CONCEPT_COLUMNS)(concept_records(found))
    return run.code


def diff(arguments: argparse.Namespace) -> int:
    """Say which figures two outputs of `figures` do not share; 0 where they are equal, 1 where they differ."""
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
        id = extraction.document.id
        if run.given and store.has(id) and store.document(id) != extraction.document:
            store.remove(id)  # what a person says of it has changed
        if store.add(extraction):
            added += 1
            count += len(extraction.figures)
    there = run.total - run.failed - added
    _complain(f"{added} of {run.total} imported with {count} figures, {there} there already, {run.failed} failed.")
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
        self.given = False
        self._known = known
        limits()  # a limit that is no number is told at once
        manifest = _manifest(arguments.manifest)
        for fault in manifest.faults:
            self._fail(fault)
        wrong = self.failed
        self._paths = [self._task(item, manifest) for item in _documents(arguments.path, self._fail)]
        self.total = len(self._paths) + self.failed - wrong
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

    def _task(self, item: Item, manifest: Manifest) -> Item:
        """The document with what is given of it."""
        name = item.what.shown if isinstance(item, Task) and isinstance(item.what, Member) else str(item)
        found = manifest.of(name)
        if found is None:
            return item
        return replace(item, given=found) if isinstance(item, Task) else Task(item, found)

    def _unknown(self, progress: Progress) -> Iterator[Item]:
        for item in self._paths:
            given = self._known is not None and _is_given(item)
            self.given = self.given or given
            if self._known and not given and self._known(_id(item)):
                progress.step()
            else:
                yield item

    def _fail(self, error: SourceError, say: Callable[[str], None] | None = None) -> None:
        self.failed += 1
        (say or _complain)(_told(error))


def _manifest(path: Path | None) -> Manifest:
    """What is given of documents; raises SourceError where the manifest cannot be read as one."""
    return read_manifest(path, read_bytes(path)) if path else Manifest({})


def _documents(paths: Sequence[Path], fail: Callable[[SourceError], None]) -> Iterator[Item]:
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


def _is_given(item: Item) -> bool:
    """Whether a person says something of a document, so that it is read again."""
    try:
        return item.given is not None if isinstance(item, Task) else beside(item) is not None
    except SourceError:  # reading the document says so
        return True


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


def _id(item: Item) -> str:
    """The document id of a file without reading it as text; “” where it cannot be read or is standard input."""
    what = item.what if isinstance(item, Task) else item
    if isinstance(what, Path):
        return "" if what == STDIN else digest(what)
    try:
        return sha256(read(what)).hexdigest()[:12]
    except SourceError:
        return ""


def _told(error: ExtractError) -> str:
    return "\n".join(f"extract: {line}" for line in sentence(error, in_chinese()).splitlines())


def _complain(line: str) -> None:
    sys.stderr.write(line + "\n")


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "figures": (figures, "print every figure that the documents state"),
    "panel": (panel, "print the table place × year × indicator × scope"),
    "explain": (explain, "say of every number in a text what it was taken for, and why"),
    "concepts": (concepts, "print what the figures count that no indicator takes"),
    "diff": (diff, "say which figures two outputs of `figures` do not share; exit code 1 where they differ"),
    "import": (import_, "read documents into the store of the dashboard"),
    "catalogue": (catalogue, "print the indicators, or check the examples of a catalogue of your own"),
}


def _format(choices: Collection[str]) -> dict[str, Any]:
    first = next(iter(choices))
    return {"choices": choices, "default": first, "help": f"default: {first}"}


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number above 0")
    return int(text)


READING = ("figures", "panel", "concepts", "import")
PATHS = {"nargs": "+", "type": Path, "metavar": "PATH"}
WORKERS = {"type": _positive, "metavar": "N"}
PATHS_HELP = f"a file, a folder (all {KNOWN} files below it), or - for standard input"
MANIFEST_HELP = (
    "a csv or xlsx table with a row a document: file name, place, year, source, title, scope, publisher "
    "(文件名, 地区, 年份, 来源, 标题, 范围, 出版者); it goes before what the texts tell"
)
WORKERS_HELP = f"processes; default: 1 below {MANY} files, else one for each processor"
DIFF_HELP = "what `figures` has printed, JSON lines; - is standard input"
MINE = {"action": "append", "type": Path, "metavar": "FILE", "default": []}
MINE_HELP = f"a catalogue of your own beside the built-in one, after those of ${VARIABLE}; may be repeated"
CHECK = {"nargs": "?", "choices": ["check"], "help": "run the examples and say which pass"}
CHECKED_HELP = "catalogues of your own; none stands for the whole catalogue"
STORE_HELP = "a database URL or the path of an SQLite file; default: $SHUCHU_STORE, else .data/figures.sqlite3"

ARGUMENTS: list[tuple[str, str, dict[str, Any]]] = [
    ("explain", "text", {"metavar": "TEXT", "help": "a sentence or more; - reads standard input"}),
    ("figures", "--format", _format(FIGURE_FORMATS)),
    ("panel", "--format", _format(CELL_FORMATS)),
    ("import", "--store", {"metavar": "URL", "help": STORE_HELP}),
    ("concepts", "--top", {"type": _positive, "metavar": "N", "default": 20, "help": "so many; default: 20"}),
    *((name, "--json", {"action": "store_true", "help": "JSON instead of text"}) for name in ("concepts", "diff")),
    *(("diff", name, {"type": Path, "metavar": name.upper(), "help": DIFF_HELP}) for name in ("old", "new")),
    *((name, "path", {**PATHS, "help": PATHS_HELP}) for name in READING),
    *((name, "--workers", {**WORKERS, "help": WORKERS_HELP}) for name in READING),
    *((name, "--manifest", {"type": Path, "metavar": "FILE", "help": MANIFEST_HELP}) for name in READING),
    ("catalogue", "action", CHECK),
    ("catalogue", "file", {"nargs": "*", "type": Path, "metavar": "FILE", "help": CHECKED_HELP}),
    *((name, "--catalogue", {**MINE, "help": MINE_HELP}) for name in COMMANDS),
]


def _parser() -> argparse.ArgumentParser:
    about = "Reads figures out of Chinese reports and shows where each stands."
    parser = argparse.ArgumentParser("python -m extract", description=about)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {name: commands.add_parser(name, help=help, description=help) for name, (_, help) in COMMANDS.items()}
    for name, argument, settings in ARGUMENTS:
        made[name].add_argument(argument, **settings)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give back its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _in_utf8(stream)
    arguments = _parser().parse_args(argv)
    before = chosen()
    try:
        _choose_catalogues(arguments)
        code = COMMANDS[arguments.command][0](arguments)
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
