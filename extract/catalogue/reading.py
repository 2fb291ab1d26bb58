"""One way to read every file of the catalogue: TOML with its lines, checked against a table of keys and kinds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.catalogue import positions
from extract.catalogue.faults import Faults
from extract.catalogue.patterns import UnknownListError, danger, filled, steady

_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

Where = positions.Path


@dataclass(slots=True)
class Source:
    """A file of the catalogue as it was read; `mine` where it is a user's and not the program's own.

    Patterns that are compiled elsewhere are tried by themselves only where a file is `doubted`: those of the program
    are, by its tests.
    """

    name: str
    table: dict[str, Any]
    faults: Faults
    mine: bool = False
    doubted: bool = False
    lists: Mapping[str, list[str]] = field(default_factory=dict)


def read(path: Path, mine: bool = False, doubted: bool = False) -> Source:
    """The file with what is wrong with its writing; the table is empty where it cannot be read."""
    source = Source(path.name, {}, Faults(path.name), mine, mine or doubted)
    try:
        source.faults.source = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        source.table = tomllib.loads(source.faults.source)
    except OSError as error:
        source.faults.add((), "missing_file", reason=error.strerror or error, full=path)
    except UnicodeDecodeError:
        source.faults.add((), "encoding")
    except tomllib.TOMLDecodeError as error:
        _misspelt(source, str(error))
    except RecursionError:
        _at(source, 1, "syntax", reason="brackets within brackets, too many")
    return source


def _misspelt(source: Source, told: str) -> None:
    """A heading or key that stands twice by its name, anything else in tomllib's words."""
    text, before = source.faults.source, len(source.faults.found)
    for where, lines in positions.positions(text).items():
        headings = [line for line in lines if text.splitlines()[line - 1].lstrip().startswith("[")]
        if len(headings) > 1 and not isinstance(where[-1], int):
            _at(source, headings[1], "duplicate", name=".".join(map(str, where)), first=headings[0])
    if len(source.faults.found) == before:
        match = _AT_LINE.search(told)
        line = int(match[1]) if match and match[1] else text.count("\n") + 1
        _at(source, line, "syntax", reason=_AT_LINE.sub("", told))


def _at(source: Source, line: int, code: str, **facts: Any) -> None:
    from extract.catalogue.faults import Fault

    source.faults.found.append(Fault(source.name, line, "", code, facts))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_figures(value: Any) -> bool:
    pairs = isinstance(value, list) and all(_are_texts(pair) and len(pair) == 2 for pair in value)
    return pairs and all(_is_number(number) for _, number in value)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _is_range(value: Any) -> bool:
    numbers = _are_texts(value) and len(value) == 2 and all(map(_is_number, value))
    return numbers and Decimal(value[0]) <= Decimal(value[1])


KINDS: dict[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "pattern": _is_text,
    "texts": _are_texts,
    "flag": lambda value: isinstance(value, bool),
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "table": lambda value: isinstance(value, dict),
    "tables": lambda value: isinstance(value, list) and all(isinstance(row, dict) for row in value),
    "figures": _are_figures,
    "range": _is_range,
}


def fields(
    source: Source, where: Where, row: Mapping[str, Any], kinds: Mapping[str, str], needed: Collection[str] = ()
) -> dict[str, Any]:
    """The values of one table that are of their kinds; a fault for each that is not, that is unknown or is missing."""
    for name in needed:
        if name not in row:
            source.faults.add(where, "missing", name=name)
    found = {}
    for key, value in row.items():
        if key not in kinds:
            source.faults.add((*where, key), "unknown_key", name=key, known=", ".join(kinds))
        elif not KINDS[kinds[key]](value):
            source.faults.add((*where, key), "type", name=key, wanted=kinds[key].replace("pattern", "text"))
        elif value == "":
            source.faults.add((*where, key), "empty", name=key)
        else:
            found[key] = value
    return found


def choice(source: Source, where: Where, values: Mapping[str, Any], known: Collection[str]) -> None:
    """A fault where the value of the last key of `where` is none of `known`."""
    name = where[-1]
    if name in values and values[str(name)] not in known:
        source.faults.add(where, "choice", name=name, value=values[str(name)], known=", ".join(known))


def pattern(source: Source, where: Where, text: str) -> str | None:
    """A pattern made ready for asking whether it is found; None with a fault where it is broken or dangerous.

    Those of the program's own files are tested, so that they need not be tried where nobody reads a sentence.
    """
    try:
        written = filled(text, source.lists)
    except UnknownListError as error:
        known = ", ".join(source.lists)
        source.faults.add(where, "nameless_list", name=where[-1], value=error.args[0], known=known)
        return None
    if source.mine and not plain(source, where, written):
        return None  # told by what the user has written, not by what becomes of it
    ready = steady(written)
    return ready if not source.doubted or plain(source, where, ready, suspected=source.mine) else None


@lru_cache(maxsize=4096)
def compiled(text: str) -> re.Pattern[str]:
    """Python itself remembers 512, fewer than a catalogue has: who checks one entry would wait for all."""
    return re.compile(text)


def plain(source: Source, where: Where, text: str, suspected: bool = False) -> re.Pattern[str] | None:
    """A pattern as it is written; None with a fault where it is broken or, where that is asked, dangerous."""
    try:
        ready = compiled(text)
    except re.error as error:
        at = min((error.pos or 0) + 1, len(text))
        source.faults.add(where, "regex", name=where[-1], reason=error.msg, at=at, value=text)
        return None
    if suspected and (found := danger(text)):
        source.faults.add(where, found[0], name=where[-1], value=found[1])
        return None
    return ready
