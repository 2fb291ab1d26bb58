"""Figures and cells as text: JSON a line, CSV, or a table for the eye."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TextIO

from extract.catalogue import catalogue
from extract.concepts import Concept
from extract.counting import plain
from extract.models import FLAGS, Cell, Extraction, Figure
from extract.spans import in_one_line

if TYPE_CHECKING:
    from extract.store.search import Hit

Record = dict[str, object]
Write = Callable[[Sequence[Record]], None]
"""Writes the next records; those of one call belong together."""

SIGNS = {"eq": "", "gt": ">", "lt": "<", "approx": "≈"}

FIGURE_COLUMNS = [
    *("doc", "start", "end", "quote", "value", "value_max", "unit", "bound", "indicator", "year", "since", "until"),
    *("place", *FLAGS, "confidence", "rules", "page", "sentence"),
]
CELL_COLUMNS = [
    *("place", "place_code", "year", "indicator", "scope", "value", "unit", "bound"),
    *("figures", "which", "others", "disputed"),
]

CONCEPT_COLUMNS = ["count", "unit", "concept", "quote", "doc", "sentence"]

SELDOM = {"value_max", "since", "until", "page"}
"""Fields that a record has only where the text tells them."""

LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
"""Characters that JSON allows in a text, though many readers end a line at them."""

FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.,]+[^\d.,()=+*/|!-]{0,9}$)")
"""How a text begins that a spreadsheet would run; “-5元” is none."""

WIDEST = 40
"""Columns of the screen that one field of a table may take."""


def figure_records(extraction: Extraction) -> list[Record]:
    """The figures of a document with the fields of the gold labels, and doc, confidence, rules and sentence."""
    return [_figure_record(extraction, figure) for figure in extraction.figures]


def _figure_record(extraction: Extraction, figure: Figure) -> Record:
    text = extraction.document.text
    special: Record = {"doc": extraction.document.name, "sentence": text[slice(*figure.sentence)]}
    fields = ((name, special[name] if name in special else getattr(figure, name)) for name in FIGURE_COLUMNS)
    return {name: value for name, value in fields if name not in SELDOM or value}


def cell_records(cells: Iterable[Cell]) -> list[Record]:
    """One record a cell; `figures` is how many it was made of and `which` their ids."""
    return [_cell_record(cell) for cell in cells]


def _cell_record(cell: Cell) -> Record:
    special: Record = {"figures": len(cell.figures), "which": cell.figures}
    return {name: special[name] if name in special else getattr(cell, name) for name in CELL_COLUMNS}


def concept_records(concepts: Iterable[Concept]) -> list[Record]:
    """One record a concept: how often, what, in which unit, and a document and sentence that have it."""
    return [{name: getattr(each, name) for name in CONCEPT_COLUMNS} for each in concepts]


# Formats: each is opened on a stream with its columns and gives a function that writes records.


def jsonl(stream: TextIO, columns: Sequence[str]) -> Write:
    def write(records: Sequence[Record]) -> None:
        stream.writelines(_json(record) + "\n" for record in records)

    return write


def json_list(stream: TextIO, columns: Sequence[str]) -> Write:
    """One JSON list; everything in a single call."""

    def write(records: Sequence[Record]) -> None:
        stream.write("[" + ",".join("\n  " + _json(record) for record in records) + ("\n]\n" if records else "]\n"))

    return write


def comma_separated(stream: TextIO, columns: Sequence[str]) -> Write:
    """CSV; a text that a spreadsheet would take for a formula has an apostrophe before it."""
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()

    def write(records: Sequence[Record]) -> None:
        writer.writerows({name: _flat(value) for name, value in record.items()} for record in records)

    return write


def figure_table(stream: TextIO, columns: Sequence[str]) -> Write:
    """A table a document."""

    def write(records: Sequence[Record]) -> None:
        if records:
            stream.write(f"{records[0]['doc']}\n")
            stream.writelines(aligned([_figure_row(record) for record in records]))

    return write


def cell_table(stream: TextIO, columns: Sequence[str]) -> Write:
    def write(records: Sequence[Record]) -> None:
        stream.writelines(aligned([_cell_row(record) for record in records]))

    return write


def plain_table(stream: TextIO, columns: Sequence[str]) -> Write:
    """A table with every field of its records."""

    def write(records: Sequence[Record]) -> None:
        stream.writelines(aligned(records))

    return write


def found_line(hit: Hit, around: int) -> str:
    """One line: the document, where the first word stands in its text, and what is around it."""
    first = min(start for start, _ in hit.spans)
    start, end = max(hit.start, first - around), min(hit.end, first + 2 * around)
    words = " ".join(in_one_line(hit.text[start - hit.start : end - hit.start]).split())
    before, behind = "…" if start > hit.start else "", "…" if end < hit.end else ""
    return f"{hit.document}  {hit.name}  {first}  {before}{words}{behind}"


FIGURE_FORMATS = {"jsonl": jsonl, "csv": comma_separated, "table": figure_table}
CELL_FORMATS = {"csv": comma_separated, "json": json_list, "table": cell_table}


def number(value: Decimal) -> str:
    """A Decimal in plain digits, exact: 83000, 1.5."""
    return f"{plain(value):f}"


def as_json(value: object) -> str:
    """Any nesting of records as JSON, with exact numbers."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(name))}: {as_json(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_json, value)) + "]"
    return _json_value(value)


def shown(value: object) -> str:
    """A field's value in one short line for the eye; – for none."""
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "–"
    return "–" if value is None or value == "" else _fitted(number(value) if isinstance(value, Decimal) else value)


def _json(record: Record) -> str:
    return "{" + ", ".join(f'"{name}": {_json_value(value)}' for name, value in record.items()) + "}"


def _json_value(value: object) -> str:
    # A float would change 1004.79, and a text would not be a number.
    if isinstance(value, Decimal):
        return number(value)
    return json.dumps(value, ensure_ascii=False).translate(LINE_ENDS)


def _flat(value: object) -> object:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(value) if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and FORMULA.match(text) else text


def _figure_row(record: Record) -> Record:
    flags = [name for name in FLAGS if record[name]]
    shown = {name: record[name] for name in ("year", "place", "confidence", "quote")}
    return {"value": _amount(record), "indicator": _named(record), "flags": " ".join(flags), **shown}


def _cell_row(record: Record) -> Record:
    shown = {name: record[name] for name in ("place", "year")}
    rest = {name: record[name] for name in ("scope", "figures")}
    disputed = {"disputed": "yes" if record["disputed"] else ""}
    return {**shown, "indicator": _named(record), "value": _amount(record), **rest, **disputed}


def _amount(record: Record) -> str:
    """Value, bound and unit: ``> 83000 株``, ``10–20 人``."""
    low, high = record["value"], record.get("value_max")
    digits = number(low) if isinstance(low, Decimal) else str(low)
    digits += f"–{number(high)}" if isinstance(high, Decimal) else ""
    return " ".join(part for part in (SIGNS[str(record["bound"])], digits, str(record["unit"])) if part)


def _named(record: Record) -> str:
    code = str(record["indicator"])
    known = catalogue().indicators.get(code)
    return f"{known.zh} {code}" if known else code


def aligned(rows: Sequence[Record]) -> list[str]:
    """The lines of a table; Chinese characters take two columns of the screen."""
    if not rows:
        return []
    lines = [list(rows[0]), *([_fitted(value) for value in row.values()] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    padded = ([cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return ["  ".join(line).rstrip() + "\n" for line in padded]


def _fitted(value: object) -> str:
    text = " ".join(in_one_line(str("" if value is None else value)).split())
    if _width(text) <= WIDEST:
        return text
    kept = text[:WIDEST]
    while _width(kept) >= WIDEST:
        kept = kept[:-1]
    return f"{kept}…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
