"""What stands above and below the rows of a table: its title, its unit, its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from extract.load.boxes import RULE
from extract.load.source import UNIT
from extract.models import Span, Table

NOTE = re.compile(
    r"[（(]?\s*(?:注\s*\d*|说\s*明|备\s*注|资料来源|数据来源|来源|附注|填表|制表|审核|联系)\s*[）)]?\s*[:：]"
)
TITLE = re.compile(
    r"[续附]?表\s*[\d一二三四五六七八九十]|.{2,60}?(?:情况|统计|一览|汇总|明细)表?(?:[（(].{1,12}[）)])?$"
)
DIGITS = re.compile(r"[-−]?[\d０-９]")
YEAR = re.compile(r"(?:1[89]|20)\d\d年?.{0,4}")
CONTINUED = re.compile(r"[（(]?(?:续上?表|接上表)|表.{0,40}[（(]续[表\d一二三四五六七八九]{0,2}[）)]$")
"""The title of a table that goes on with the one before it, whose title and unit are its own, too."""

ABOVE = 3
LONGEST = 80


def settled(text: str, tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables with their titles and notes told from their rows, and the lines above them that are captions."""
    found: list[Table] = []
    for table in chain.from_iterable(_apart(text, each) for each in tables):
        inner = _without_notes(text, _without_titles(text, table))
        floor = found[-1].end if found else 0
        if len(inner.rows) and max(map(len, inner.rows)) > 1:
            above = _above(text, table.start, floor, ABOVE - len(inner.captions))
            captions = (*above, *inner.captions)
            if found and any(CONTINUED.match(text, *each) for each in captions):
                captions = (*found[-1].captions, *captions)
            found.append(replace(inner, captions=captions))
    return tuple(found)


def _apart(text: str, table: Table) -> Iterator[Table]:
    """The tables that stand one below another in one grid, each under its own title and heads."""
    rows, first = table.rows, 0
    for number in range(1, len(rows) - 2):
        if number > first + 1 and _is_title(text, rows[number]) and _heads_follow(text, rows, number + 1):
            yield _piece(text, table, first, number)
            first = number
    yield _piece(text, table, first, len(rows)) if first else table


def _piece(text: str, table: Table, first: int, last: int) -> Table:
    start = table.start if not first else _line_start(text, table, first)
    end = table.end if last == len(table.rows) else _line_start(text, table, last)
    head = table.head if not first else 0
    return replace(table, start=start, end=end, rows=table.rows[first:last], head=head, captions=())


def _line_start(text: str, table: Table, number: int) -> int:
    return text.rfind("\n", 0, min(cell[0] for cell in table.rows[number])) + 1


def _is_title(text: str, row: Sequence[Span]) -> bool:
    """Whether a row holds one cell that names a table (表2…, …情况, …统计表), with the unit beside it at the most."""
    cells = _distinct(row)
    if not cells or not TITLE.match(text, *cells[0]):
        return False
    return all(UNIT.match(text, *cell) for cell in cells[1:])


def _heads_follow(text: str, rows: Sequence[Sequence[Span]], number: int) -> bool:
    """Whether the next row, or that below the unit of all, holds two heads or more and no number but years."""
    row = _distinct(rows[number])
    if len(row) == 1 and UNIT.match(text, *row[0]) and number + 1 < len(rows):
        row = _distinct(rows[number + 1])
    return len(row) > 1 and all(not DIGITS.match(text, *cell) or YEAR.fullmatch(text, *cell) for cell in row)


def _without_titles(text: str, table: Table) -> Table:
    """The first rows of one cell, or with the unit of all, stand above the table: they are its captions."""
    captions: list[Span] = list(table.captions)
    rows = table.rows
    while len(rows) > 1 and len(rows[0]) > 1:
        cells = _distinct(rows[0])
        if not cells or (len(cells) > 1 and not any(UNIT.match(text, *cell) for cell in cells)):
            break
        if len(cells) == 1 and (_is_group(text, cells[0], rows) or _is_over_some(text, cells[0], rows[0])):
            break
        captions += cells
        rows = rows[1:]
    if rows is table.rows:
        return table
    start = min((cell[0] for cell in rows[0]), default=table.start)
    line = text.rfind("\n", 0, start) + 1
    head = max(0, table.head - (len(table.rows) - len(rows)))
    return replace(table, start=max(line, table.start), rows=rows, head=head, captions=tuple(captions))


def _is_group(text: str, cell: Span, rows: Sequence[Sequence[Span]]) -> bool:
    """Whether a lone first cell is a stub like those below it, not a title: it stands in one place of the row only."""
    return rows[0].count(cell) == 1 and cell[1] - cell[0] < 4


def _is_over_some(text: str, cell: Span, row: Sequence[Span]) -> bool:
    """Whether a lone first cell stands over some columns behind the stubs: a head over others."""
    return row[0] != cell and row.count(cell) > 1 and UNIT.match(text, *cell) is None


def _without_notes(text: str, table: Table) -> Table:
    rows = table.rows
    while len(rows) > 1:
        cells = _distinct(rows[-1])
        if len(cells) != 1 or not NOTE.match(text, *cells[0]):
            break
        rows = rows[:-1]
    if rows is table.rows:
        return table
    end = max(cell[1] for row in rows for cell in row)
    line = text.find("\n", end, table.end)
    return replace(table, end=table.end if line < 0 else line + 1, rows=rows)


def _distinct(row: Sequence[Span]) -> list[Span]:
    """The cells of a row that hold words, a merged one once."""
    return list(dict.fromkeys(cell for cell in row if cell[0] < cell[1]))


def _above(text: str, start: int, floor: int, most: int) -> list[Span]:
    """Short lines right above a table that are no sentence, the nearest last; an empty line may stand between."""
    found: list[Span] = []
    position, blanks = start, 0
    while len(found) < most and position > floor and blanks < 2:
        low = max(text.rfind("\n", floor, position - 1) + 1, floor)
        words = text[low:position]
        position, plain = low, words.strip(" \t\r\n\u3000\u00a0\ufeff")
        if not plain or RULE.fullmatch(plain):
            blanks += 0 if plain else 1
            continue
        blanks = 0
        if len(plain) > LONGEST or plain.endswith(("。", "；", "，")) or plain.count("。"):
            break
        at = low + words.find(plain)
        found.insert(0, (at, at + len(plain)))
    return found
