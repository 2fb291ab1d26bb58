"""The make of a table: its head rows and stub columns, told by where numbers begin and by what the heads are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.models import Span, Table
from extract.tables.labels import is_part_of_year, unit_in
from extract.tables.numbers import Number, is_bare_year, is_nothing, number_in

_SERIAL = re.compile(r"序号|行次|编号|顺序|No\.?|NO\.?|№")
_UNIT_HEAD = re.compile(r"(?:计量|计算|数量)?单位")
RANK = re.compile(r"(?:位次|排名|名次|排序|位列|排位)(?:[（(].*)?$")
_NAMES = {
    "number": re.compile(r".*(?:代码|代号|电话|手机|邮编|邮政编码|传真|文号|证号|帐号|账号|身份证).*"),
    "ordinal": re.compile(r".*(?:位次|排名|名次|排序).*"),
    "date": re.compile(r"(?:.{0,6}(?:时间|日期|年月)|月份|日|会期)"),
    "list": _SERIAL,
    "label": re.compile(r"备注|附注|说明|备考"),
}
"""Columns whose numbers count nothing: the reason → how they are headed."""

_HELD = re.compile(r"(?:召开|会议|开会|举办|举行|开班|培训|统计|活动)?(?:时间|日期|年月)|会期")
"""A column that dates what its rows count; when a branch was founded (成立时间) dates no count of its members."""
DATED = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|\s?[.．/-]\s?\d)")
"""A year in such a column."""
_BAND = re.compile(r"岁|以[上下内]\s*$")
"""How a class ends that is called by a number (35岁以下, 100人以上): a head or a stub, not a value."""

_YEARS = re.compile(r"年份|年度|年别|年|时间|时期|年代")
STUBS = 6
HEADS = 6


@dataclass(slots=True)
class Grid:
    """A table with what was told of it. `kinds` says of each cell: number N, bare year Y, words T, nothing E.

    `unit` and `dates` are the columns of the units and of the days on which its rows were held, −1 for none.
    """

    rows: list[Sequence[Span]]
    words: list[list[str]]
    numbers: dict[Span, Number]
    kinds: list[list[str]]
    heads: int = 0
    stubs: int = 0
    unit: int = -1
    refused: dict[int, str] = field(default_factory=dict)
    dates: int = -1

    def held(self, row: int) -> Span | None:
        """The cell that says when what a row counts was held, where it names a year."""
        span = self.rows[row][self.dates] if self.dates >= 0 else None
        return span if span and DATED.search(self.words[row][self.dates]) else None


def grids(cleaned: str, table: Table) -> list[Grid]:
    """The table as one grid, or as several that stand side by side under the same heads."""
    rows = table.rows
    heads = ["".join(cleaned[start:end].split()) for start, end in rows[0]]
    cuts = [at for at, words in enumerate(heads) if words and words == heads[0] and rows[0][at] != rows[0][0]]
    even = cuts and all(right - left == cuts[0] for left, right in pairwise([0, *cuts, len(heads)]))
    if not even or cuts[0] < 2:
        cuts = []
    parts = [[row[left:right] for row in rows] for left, right in pairwise([0, *cuts, len(heads)])]
    return [_grid(cleaned, part, table.head) for part in parts]


def _grid(cleaned: str, rows: Sequence[Sequence[Span]], marked: int) -> Grid:
    words = [["".join(cleaned[start:end].split()) for start, end in row] for row in rows]
    numbers: dict[Span, Number] = {}
    kinds = [[_kind(cleaned, span, numbers) for span in row] for row in rows]
    grid = Grid(list(rows), words, numbers, kinds)
    _name_ordinals(grid)
    _mend_years(grid)
    grid.heads = _heads(grid, marked)
    _spread(grid)
    _stubs(grid)
    return grid


def _name_ordinals(grid: Grid) -> None:
    """Chinese numerals alone in the first column (十一, 十二) say which congress a row is of, and count nothing."""
    for row, words in zip(grid.kinds, grid.words, strict=True):
        if row[0] == "N" and _ORDINAL.fullmatch(words[0]):
            row[0] = "T"


_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}")


def _mend_years(grid: Grid) -> None:
    """Years of the first column that a scan has torn (1 991) among whole ones are years, too."""
    first = [row[0] for row in grid.kinds]
    if first.count("Y") < 2 or first.count("N") > first.count("Y"):
        return
    for number, kind in enumerate(first):
        if kind == "N" and is_bare_year(grid.words[number][0]):
            grid.kinds[number][0] = "Y"


def _spread(grid: Grid) -> None:
    """A head over several columns that stands over the first of them alone, as where cells cannot be merged.

    It covers the empty cells to its right as long as each has a head of its own below, as it has itself.
    """
    for number in range(grid.heads - 1):
        row, below = grid.rows[number], grid.rows[number + 1]
        over = -1
        for column in range(len(row)):
            if grid.kinds[number][column] != "E":
                over = column if _stands_over(grid, number, column) else -1
            elif over >= 0 and grid.kinds[number + 1][column] != "E" and below[column] not in below[:over]:
                grid.rows[number] = (*grid.rows[number][:column], row[over], *grid.rows[number][column + 1 :])
                grid.words[number][column], grid.kinds[number][column] = grid.words[number][over], "T"
            else:
                over = -1


def _stands_over(grid: Grid, number: int, column: int) -> bool:
    """Whether a head has another one of its own below it."""
    above, below = grid.rows[number][column], grid.rows[number + 1][column]
    return grid.kinds[number + 1][column] != "E" and above != below


def _kind(cleaned: str, span: Span, numbers: dict[Span, Number]) -> str:
    words = cleaned[span[0] : span[1]]
    if is_nothing(words):
        return "E"
    number = numbers.get(span) or number_in(cleaned, *span)
    if number is None or (number.unit and _BAND.search(words)):
        return "T"
    numbers[span] = number
    return "Y" if is_bare_year(words) else "N"


def _heads(grid: Grid, marked: int) -> int:
    """How many rows are heads: those marked, and those above the first row with a number."""
    count = min(marked, len(grid.rows) - 1)
    while count < min(HEADS, len(grid.rows) - 1) and _is_head(grid, count):
        count += 1
    has_numbers = any("N" in row or "Y" in row for row in grid.kinds[count:])
    return count if has_numbers else min(marked, count)


def _is_head(grid: Grid, number: int) -> bool:
    row = grid.kinds[number]
    if "N" in row:
        return False
    filled = [at for at, kind in enumerate(row) if kind != "E"]
    distinct = {grid.rows[number][at] for at in filled}
    if len(distinct) < 2 and not (distinct and number == 0 and filled != [0]):
        return False
    years = [int(grid.words[number][at]) for at in filled if row[at] == "Y"]
    if not years:
        return True
    in_order = all(a < b for a, b in pairwise(years)) or all(a > b for a, b in pairwise(years))
    first_is_year = row[0] == "Y" and number > 0
    return not first_is_year and (in_order or len(set(years)) < len(years))


def _stubs(grid: Grid) -> None:
    """Finds the stub columns, among them that of the units, and the columns whose numbers count nothing."""
    width = len(grid.rows[0])
    body = range(grid.heads, len(grid.rows))
    for column in range(width):
        head = "".join(dict.fromkeys(grid.words[row][column] for row in range(grid.heads)))
        reason = next((reason for reason, pattern in _NAMES.items() if pattern.fullmatch(head)), "")
        dated = column == 0 and (_are_years(grid, body, column) or _are_months(grid, body))
        if reason and not dated:
            grid.refused[column] = reason
            grid.dates = column if grid.dates < 0 and _HELD.fullmatch(head) else grid.dates
        elif column == 0 and not head and _counts_up(grid, body):
            grid.refused[column] = "list"
    while grid.stubs < min(STUBS, width - 1):
        column = grid.stubs
        kinds = [grid.kinds[row][column] for row in body]
        years = _are_years(grid, body, column)
        if column not in grid.refused and ("N" in kinds or ("Y" in kinds and not years)):
            break
        grid.stubs += 1
        if _are_units(grid, body, column):
            grid.unit = column


def _are_years(grid: Grid, body: range, column: int) -> bool:
    """Whether four digits in a column are years: it is called so, or goes up (or down) with nothing else in it."""
    filled = [row for row in body if grid.kinds[row][column] != "E"]
    if not filled or any(grid.kinds[row][column] == "N" for row in filled):
        return False
    years = [int(grid.words[row][column]) for row in filled if grid.kinds[row][column] == "Y"]
    called = any(_YEARS.fullmatch(grid.words[row][column]) for row in range(grid.heads))
    in_order = all(a <= b for a, b in pairwise(years)) or all(a >= b for a, b in pairwise(years))
    return bool(years) and (called or (column == 0 and in_order and len(years) >= len(filled) - 1))


def _are_months(grid: Grid, body: range) -> bool:
    """Whether the first column says of which part of the year each row is; the last rows may be totals."""
    return any(is_part_of_year(grid.words[row][0]) for row in body) and "N" not in {grid.kinds[row][0] for row in body}


def _counts_up(grid: Grid, body: range) -> bool:
    """Whether a first column without a head numbers the rows: 1, 2, 3."""
    filled = [grid.words[row][0] for row in body if grid.kinds[row][0] != "E"]
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _are_units(grid: Grid, body: range, column: int) -> bool:
    if column == 0:
        return False
    filled = [grid.words[row][column] for row in body if grid.kinds[row][column] == "T"]
    units = sum(unit_in(words) is not None for words in filled)
    called = any(_UNIT_HEAD.fullmatch(grid.words[row][column]) for row in range(grid.heads))
    return units > 0 and units >= len(filled) * (0.3 if called else 1)
