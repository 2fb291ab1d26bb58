"""The command line: ``python -m extract figures|panel|explain|concepts|diff|catalogue`` and
``export``, and those of ``keeping``: ``import|remove|refresh|search|backup|restore|store``.

Data goes to standard output, progress and errors to standard error. Exit code 0: all went well, 1: some file
failed, the store cannot be used or (`diff`) the files differ, 2: the command was not understood.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from extract import check, keeping
from extract.arguments import parser
from extract.batch import STDIN
from extract.catalogue import catalogue as load_catalogue
from extract.catalogue import load as load_alone
from extract.chosen import choose, chosen, named
from extract.concepts import most_frequent, with_concepts
from extract.counting import takes_part
from extract.diff import compared, read_records, write_json, write_text
from extract.errors import ExtractError, SourceError
from extract.explain import explained
from extract.export import export
from extract.load import document
from extract.messages import in_chinese, word
from extract.models import Figure
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
from extract.run import Run, complain, told_of


def figures(arguments: argparse.Namespace) -> int:
    """Print the figures of each document before the next one is read."""
    write = FIGURE_FORMATS[arguments.format](sys.stdout, FIGURE_COLUMNS)
    run = Run(arguments)
    for extraction in run.extractions():
        write(figure_records(extraction))
        sys.stdout.flush()
    return run.code


def panel(arguments: argparse.Namespace) -> int:
    """Print the panel of all documents together."""
    run = Run(arguments)
    found: dict[str, Figure] = {}  # by id: the same file in two places is one document
    left = 0
    for extraction in run.extractions():
        found |= {figure.id: figure for figure in extraction.figures if takes_part(figure)}
        left += sum(figure.place is None or figure.year is None for figure in extraction.figures)
    if left:
        complain(word("left", in_chinese()).format(left=left))
    CELL_FORMATS[arguments.format](sys.stdout, CELL_COLUMNS)(cell_records(cells(found.values())))
    return run.code


def concepts(arguments: argparse.Namespace) -> int:
    """Print what the figures count that no indicator takes, the most frequent first."""
    run = Run(arguments)
    found = most_frequent(run.extractions(), arguments.top)
    if not found and not arguments.json and run.total > run.failed:
        complain(word("no_concepts", in_chinese()))
    (json_list if arguments.json else plain_table)(sys.stdout, CONCEPT_COLUMNS)(concept_records(found))
    return run.code


def diff(arguments: argparse.Namespace) -> int:
    """Say which figures two outputs of `figures` do not share; 0 where they are equal, 1 where they differ."""
    if arguments.old == arguments.new == STDIN:
        complain(f"extract: {word('one_stdin', in_chinese())}")
        return 2
    try:
        old, new = (read_records(path) for path in (arguments.old, arguments.new))
    except SourceError as error:
        complain(told_of(error))
        return 2
    found = compared(old, new)
    (write_json if arguments.json else write_text)(sys.stdout, found, in_chinese())
    return 0 if found.equal else 1


def explain(arguments: argparse.Namespace) -> int:
    """Say of every number in a text what it was taken for."""
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    if not text.strip("\ufeff \t\r\n\u3000"):
        complain(f"extract: {word('empty', in_chinese())}")
        return 1
    found = with_concepts(extract(document("text", text.encode(errors="replace"))))
    sys.stdout.writelines(line + "\n" for line in explained(found, in_chinese()))
    return 0


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


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "figures": figures,
    "panel": panel,
    "explain": explain,
    "concepts": concepts,
    "diff": diff,
    **keeping.COMMANDS,
    "export": export,
    "catalogue": catalogue,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give back its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _in_utf8(stream)
    arguments = parser().parse_args(argv)
    before = named()
    try:
        _choose_catalogues(arguments)
        code = COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
    except ExtractError as error:
        complain(told_of(error))
        return 1
    except BrokenPipeError:  # the reader, such as head, has seen enough
        _let_go_of_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # a person at the terminal is told in one sentence, whatever went wrong
        complain(told_of(_unexpected(error)))
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
