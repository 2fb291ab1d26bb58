"""Comma-separated text: a table as wide as its first full line, cells quoted or not, told by its even lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.load.limits import limits
from extract.load.source import COLUMNS, too_many_cells
from extract.models import Span, Table

_CELL = {mark: re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?=[{mark}\r\n]|\Z)|([^{mark}\r\n]*)') for mark in ",;\t"}
_LONGEST = 120
_SAMPLE = 40
_DIGIT = re.compile(r"[0-9０-９]")


def csv_table(text: str, shown: str, *, numbers: bool = True) -> Table | None:
    """The table that a text is as a whole; None for a text that only has commas in it.

    Two lines at least, with one number of cells but for titles above and notes below; no cell holds a sentence, and
    (`numbers`) one has a number.
    """
    head = text[:20000]
    if "。" in head:
        return None
    mark = max(",;\t", key=head.count)
    lines = head.split("\n")[:_SAMPLE]
    if mark not in head or sum(mark in line for line in lines if line.strip()) < 2:
        return None
    rows = list(_rows(text, mark, shown))
    return _table(text, rows, numbers)


def _table(text: str, rows: list[list[Span]], numbers: bool) -> Table | None:
    counts = [len(row) for row in rows]
    width = max(set(counts), key=counts.count, default=0)
    full = [number for number, row in enumerate(rows) if len(row) == width]
    if width < 2 or len(full) < 2:
        return None
    table = rows[full[0] : full[-1] + 1]
    filled = [text[start:end] for row in table for start, end in row]
    if len(table) - len(full) > max(1, 0.05 * len(table)) or max(map(len, table)) > width:
        return None
    if len(rows) - len(table) > 8 or len(table) < 0.5 * len(rows):
        return None
    if any(len(words) > _LONGEST for words in filled) or (numbers and not any(map(_DIGIT.search, filled))):
        return None
    padded = tuple(tuple((row + [(row[-1][1],) * 2] * width)[:width]) for row in table)
    return Table(table[0][0][0], max(end for _, end in table[-1]), padded)


def _rows(text: str, mark: str, shown: str) -> Iterator[list[Span]]:
    """The cells of each line that has any words; a quoted cell may hold commas and line breaks."""
    row: list[Span] = []
    position, count, most = 1 if text.startswith("\ufeff") else 0, 0, limits().cells
    while position < len(text):
        match = _CELL[mark].match(text, position)
        assert match is not None, "the pattern takes no words, too"
        row.append(_stripped(text, *match.span(1 if match[1] is not None else 2)))
        position = match.end()
        if text[position : position + 1] == mark and len(row) < COLUMNS:
            position += 1
            continue
        if any(start < end for start, end in row):
            count += len(row)
            if count > most:
                raise too_many_cells(shown, most)
            yield row
        row = []
        newline = text.find("\n", position)
        position = len(text) if newline < 0 else newline + 1


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    lead = len(words) - len(words.lstrip(" \t\u3000"))
    return start + lead, max(start + lead, end - (len(words) - len(words.rstrip(" \t\u3000\r"))))
