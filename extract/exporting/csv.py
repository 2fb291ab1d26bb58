"""CSV: one table; a text that a spreadsheet would run has an apostrophe before it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from extract.exporting.columns import Column, Record
from extract.exporting.rows import Export
from extract.exporting.texts import defused, number

ABOUT = "ABOUT"
"""A last column: its first row says what every export says; a line above the head would keep programs from reading."""


def write(export: Export, path: Path, table: str = "cells") -> None:
    """One of TABLES in UTF-8 with a byte order mark, which Excel needs to tell it from other encodings."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        write_rows(stream, export.columns(table), export.rows(table), " ".join(export.about()))


def write_rows(stream: TextIO, which: Sequence[Column], rows: Iterable[Record], about: str = "") -> None:
    writer = csv.writer(stream)
    writer.writerow([column.name for column in which] + ([ABOUT] if about else []))
    for place, row in enumerate(rows):
        last = [about if place == 0 else ""] if about else []
        writer.writerow([flat(row[column.name]) for column in which] + last)


def flat(value: object) -> object:
    """A value as one field: exact digits, true and false, the parts of a list with blanks between."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(value) if isinstance(value, tuple) else value
    return defused(text) if isinstance(text, str) else text
