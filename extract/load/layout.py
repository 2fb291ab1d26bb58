"""Tables that plain text shows by its layout: Markdown's bars, box drawing, tabs, and columns set apart by blanks.

Prose must never be taken for one: a table has two rows of numbers at the least, one number of cells a row, and no
sentence in any cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from extract.load.boxes import RULE, WIDE, boxed_rows, trim
from extract.models import Span, Table

_HINT = re.compile(r"[|│┃║\t \u3000](?:(?<=[|│┃║\t])|(?<=\S )[ \u3000]+\d|(?<=\S\u3000)[ \u3000]*\d)")
"""What every such table has somewhere: a bar, or a wide blank before a number; a text without is not read by lines."""

_BAR, _BOX, _TAB, _GAP = "bar", "box", "tab", "gap"
_SPLITS = {
    _BAR: re.compile(r"(?<!\\)\|"),
    _BOX: re.compile(r"[│┃║|]"),
    _TAB: re.compile(r"\t"),
    _GAP: re.compile(r"(?: |\u3000|\u00a0){2,}|\u3000"),
}
_DELIMITERS = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")
_NUMBER = re.compile(
    r"[-－−+]?[\d０-９][\d０-９,，. ．]*(?:%|％|‰|[万亿千百]?[\u4e00-\u9fff]{0,3})(?:[①-⑳*＊]|\[\d+\]|［\d+］)?"
)
_YEAR = re.compile(r"(?:[1１][89８９]|[2２][0０])\d\d(?:年度?)?")
_NOTHING = re.compile(r"[-—–－…·.*×xX/无\s]*")
_SENTENCE = re.compile(r"[。；！？]|[，,][\u4e00-\u9fff]")
_TITLE = re.compile(r"[续附]?表|\d{1,2}[-—–－]\d{1,3}")
"""How the number of a table begins, which stands before its title: 表3, 16-11."""

_LONGEST = 40
_STRETCH = 8
"""By so many columns of the screen a word of two characters is stretched, at the most."""

_STRETCHED = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    kind: str
    cells: list[Span]


def layout_tables(text: str, taken: Sequence[Table] = ()) -> tuple[Table, ...]:
    """The tables of a text in their order, outside those that are known already."""
    if not _HINT.search(text):
        return ()
    found: list[Table] = []
    run: list[_Line] = []
    kind, blank = "", False
    position, known = 0, iter(taken)
    next_known = next(known, None)
    for words in text.splitlines(keepends=True):
        start, position = position, position + len(words)
        while next_known and next_known.end <= start:
            next_known = next(known, None)
        inside = next_known is not None and next_known.start <= start
        line = None if inside else _line(text, start, start + len(words.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")))
        if run and line is None and not inside and not words.strip() and not blank and _is_row(text, run[-1]):
            blank = True  # rows may stand in groups of five
            continue
        goes_on = line and run and (_is_next_group(text, run[-1], line) if blank else _goes_on(run[-1], kind, line))
        if run and not goes_on:
            found += _tables(text, run)
            run, kind = [], ""
        blank = False
        if line and (run or line.kind):
            run.append(line)
            kind = line.kind if line.kind in _SPLITS else kind
    return (*found, *_tables(text, run))


def _line(text: str, start: int, end: int) -> _Line | None:
    """A line with its cells; None for an empty line, the kind “” for one that has a single cell."""
    words = text[start:end]
    if not words.strip():
        return None
    if RULE.fullmatch(words):
        kind = _BAR if "|" in words and "-" in words and "+" not in words else "rule"
        return _Line(start, end, kind, [])
    if "│" in words or "┃" in words or "║" in words:
        kind = _BOX
    elif words.count("|") > 1 or (words.count("|") == 1 and words.strip()[0] != "|"):
        kind = _BAR
    elif "\t" in words.strip():
        kind = _TAB
    else:
        kind = _GAP
    cells = _cells(text, start, end, kind)
    return _Line(start, end, kind if len(cells) > 1 or kind == _BOX else "", cells)


def _cells(text: str, start: int, end: int, kind: str) -> list[Span]:
    low, high = trim(text, start, end)
    if kind in (_BAR, _BOX):
        edge = _SPLITS[kind]
        low += 1 if edge.match(text, low, high) else 0
        high -= 1 if high > low and edge.match(text, high - 1, high) else 0
    elif kind == _TAB:
        low, high = start, high  # a leading tab is an empty first cell
    found: list[Span] = []
    position, stretch = low, 0
    for match in _SPLITS[kind].finditer(text, low, high):
        if kind == _GAP and _is_stretch(text, position, match, high) and stretch in (0, len(match[0])):
            stretch = len(match[0])  # a word is stretched evenly
            continue
        stretch = 0
        found.append(trim(text, position, match.start()))
        position = match.end()
    return [*found, trim(text, position, high)]


def _is_stretch(text: str, start: int, gap: re.Match[str], end: int) -> bool:
    """Whether a gap only stretches a word (党　员, 合　　计): single characters on both sides, or on one of a blank."""
    if not (_STRETCHED.match(text, gap.start() - 1) and _STRETCHED.match(text, gap.end())):
        return False
    if sum(2 if char == "\u3000" else 1 for char in gap[0]) > _STRETCH:
        return False
    before = gap.start() - start == 1 or text[gap.start() - 2] in " \u3000"
    after = gap.end() + 1 >= end or text[gap.end() + 1] in " \u3000\n\r"
    return (before and after) or (gap[0] == "\u3000" and (before or after))


def _is_next_group(text: str, last: _Line, line: _Line) -> bool:
    """Whether a row below an empty line goes on with the table above it."""
    return line.kind == last.kind in (_GAP, _TAB) and len(line.cells) == len(last.cells) and _is_row(text, line)


def _goes_on(last: _Line, kind: str, line: _Line) -> bool:
    """Whether a line belongs to the table of this kind whose last line so far is `last`."""
    if line.kind == "":  # a lone stub between two rows
        return last.kind in (_GAP, _TAB) and line.end - line.start <= _LONGEST
    return line.kind == "rule" or kind in ("", line.kind)


def _tables(text: str, run: Sequence[_Line]) -> list[Table]:
    """The table of a run of lines, none where it is not clearly one."""
    while run and run[-1].kind in ("", "rule"):
        run = run[:-1]
    kind = next((line.kind for line in run if line.kind in _SPLITS), "")
    if not kind:
        return []
    if kind in (_BAR, _BOX):
        return _ruled(text, run, kind)
    return _aligned(text, run, kind)


def _ruled(text: str, run: Sequence[_Line], kind: str) -> list[Table]:
    """A table with drawn columns: Markdown's second line, or three lines with as many bars."""
    lines = [line for line in run if line.cells]
    width = max((len(line.cells) for line in lines), default=0)
    marked = (
        kind == _BAR
        and len(run) > 1
        and not run[1].cells
        and bool(_DELIMITERS.fullmatch(text, run[1].start, run[1].end))
    )
    if kind == _BOX:
        counts = Counter(len(line.cells) for line in lines)
        width = max(counts, key=lambda cells: (counts[cells], cells), default=0)
    even = kind == _BOX or sum(len(line.cells) == width for line in lines) >= 0.6 * len(lines)
    enough = (
        marked
        or kind == _BOX
        or (len(lines) > 2 and all(text[line.start : line.end].strip()[0] == "|" for line in lines))
    )
    if width < 2 or len(lines) < 2 or not even or not enough:
        return []
    if kind == _BOX:
        return _boxed(text, run, lines, width)
    return [_table(run, lines, width, head=1 if marked else 0)]


def _boxed(text: str, run: Sequence[_Line], lines: Sequence[_Line], width: int) -> list[Table]:
    """A drawn table; none where a line with fewer cells does not show which columns they stand over."""
    even = all(len(line.cells) == width for line in lines)
    full = next(line for line in lines if len(line.cells) == width)
    rows = boxed_rows(text, [(line.start, line.end) for line in lines], (full.start, full.end), width)
    if rows:
        return [Table(run[0].start, run[-1].end, rows, 0)]
    return [_table(run, lines, width, 0)] if even else []


def _aligned(text: str, run: Sequence[_Line], kind: str) -> list[Table]:
    """A table by its tabs or blanks: cut at lines of another make, with two rows of numbers that stand in columns."""
    found: list[Table] = []
    block: list[_Line] = []
    for line, below in zip_longest(run, run[1:]):
        if any(_is_prose(text, *cell) for cell in line.cells):
            found += _block(text, block, kind)
            block = []
            continue
        if below and block and _opens_another(text, block, line, below):
            found += _block(text, block, kind)
            block = []
        block.append(line)
    return [*found, *_block(text, block, kind)]


def _opens_another(text: str, block: Sequence[_Line], line: _Line, below: _Line) -> bool:
    """Whether a lone line is the title of the next table: rows stand above it and heads below it."""
    if len(line.cells) != 1 or len(below.cells) < 2 or _is_row(text, below):
        return False
    return any(_is_row(text, each) for each in block)


def _block(text: str, block: list[_Line], kind: str) -> list[Table]:
    lines = [line for line in block if line.cells]
    rows = [line for line in lines if _is_row(text, line)]
    if len(rows) < 2:
        return []
    width = max(len(line.cells) for line in rows)
    first = next(number for number, line in enumerate(lines) if line is rows[0])
    last = max(number for number, line in enumerate(lines) if line is rows[-1])
    while first > 1 and len(lines[first - 1].cells) == 1 and _may_head(text, lines[first - 2], width):
        first -= 1  # a lone stub over the first rows (工会基本情况)
    heads = list(takewhile(lambda line: _may_head(text, line, width), reversed(lines[:first])))[:3]
    body = lines[first : last + 1]
    top = heads[0] if heads else None
    if top is None or len(top.cells) < width - 1 or sum(_is_row(text, line) for line in body) < 0.6 * len(body):
        return []
    chosen = [*reversed(heads), *body]
    placed = [_placed(text, line, chosen, width, kind) for line in chosen]
    if any(row is None for row in placed):
        return []
    kept = [_Line(line.start, line.end, line.kind, row or []) for line, row in zip(chosen, placed, strict=True)]
    return [_table(kept, kept, width, 0)]


def _is_prose(text: str, start: int, end: int) -> bool:
    return end - start > _LONGEST or _SENTENCE.search(text, start, end) is not None


def _is_row(text: str, line: _Line) -> bool:
    """A stub, and behind it numbers and empty cells, a word (the unit) among them at the most."""
    if len(line.cells) < 2:
        return False
    behind = line.cells[1:]
    numbers = [cell for cell in behind if _NUMBER.fullmatch(text, *cell)]
    nothing = sum(_NOTHING.fullmatch(text, *cell) is not None for cell in behind)
    years = all(_YEAR.fullmatch(text, *cell) for cell in numbers)  # 指标 2010年 2011年 is a head
    return not years and len(numbers) + nothing >= len(behind) - 1


def _may_head(text: str, line: _Line, width: int) -> bool:
    """A line above the rows with several short cells that are no numbers, or years."""
    if not 2 <= len(line.cells) <= width or _TITLE.match(text, *line.cells[0]):
        return False
    return all(end - start <= 20 for start, end in line.cells)


def _placed(text: str, line: _Line, lines: Sequence[_Line], width: int, kind: str) -> list[Span] | None:
    """The line's cells in as many columns as the table has; None where it is not clear which one is missing."""
    cells = line.cells
    if len(cells) == width:
        return cells
    blank = (line.end, line.end)
    if kind == _TAB or len(cells) == 1:
        return (cells + [blank] * width)[:width]
    bands = _bands(text, [each for each in lines if len(each.cells) == width])
    row: list[Span] = [blank] * width
    after = -1
    for cell in cells:
        low, high = _columns(text, line, cell)
        near = min(range(width), key=lambda at: abs(bands[at][0] + bands[at][1] - low - high))
        if near <= after:
            return None
        row[near], after = cell, near
    return row


def _bands(text: str, lines: Sequence[_Line]) -> list[Span]:
    """Where each column stands on the screen, by the lines that have all of them."""
    placed = [[_columns(text, line, cell) for cell in line.cells] for line in lines[:50]]
    return [(min(low for low, _ in column), max(high for _, high in column)) for column in zip(*placed, strict=True)]


def _columns(text: str, line: _Line, cell: Span) -> Span:
    """The first and the last column of the screen that a cell takes."""
    before, words = text[line.start : cell[0]], text[cell[0] : cell[1]]
    low = len(before) + len(WIDE.findall(before))
    return low, low + len(words) + len(WIDE.findall(words))


def _table(run: Sequence[_Line], lines: Sequence[_Line], width: int, head: int) -> Table:
    rows = [(line.cells + [(line.end, line.end)] * width)[:width] for line in lines]
    return Table(run[0].start, run[-1].end, tuple(map(tuple, rows)), head)
