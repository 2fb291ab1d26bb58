"""xlsx → text: each visible sheet a table or several, cells as they are displayed, formulas by their stored values."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from io import BytesIO
from itertools import pairwise
from typing import Any

from lxml import etree

from extract.load.container import Container
from extract.load.limits import limits
from extract.load.source import COLUMNS, UNIT, Cell, Sheet, Source, damaged, one_line, too_many_cells

KIND = "an Excel workbook (xlsx)"
BODY = "xl/workbook.xml"
MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
UNNAMED = re.compile(r"(?:sheet|工作表)\s*\d*", re.IGNORECASE)
LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
DECIMALS = re.compile(r"\.([0#?]+)")

FIGURE = re.compile(r"[-−]?[\d.,]+[%‰]?")
YEAR = re.compile(r"(?:1[89]|20)\d\d")

Row = dict[int, str]
Area = tuple[int, int, int, int]
"""First row, first column, last row and last column, from 0."""


def read_xlsx(data: bytes, shown: str) -> Source:
    """The sheets that are not hidden; raises SourceError with the code damaged, too_large or too_many_cells."""
    from openpyxl import load_workbook  # a tenth of a second that only workbooks need

    container = Container(data, shown, KIND)
    sheet = Sheet(shown)
    try:
        with closing(load_workbook(BytesIO(data), read_only=True, data_only=True)) as book:
            visible = [each for each in book.worksheets if each.sheet_state == "visible"]
            for each in visible:
                each.reset_dimensions()
                if not UNNAMED.fullmatch(each.title) and len(visible) > 1:
                    sheet.line(each.title, 1)
                _sheet(_rows(each, shown), _merges(container, getattr(each, "_worksheet_path", "")), sheet)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, etree.LxmlError) as error:
        raise damaged(shown, KIND) from error
    except Exception as error:
        if type(error).__module__.startswith(("openpyxl", "defusedxml", "xml.", "zipfile", "zlib")):
            raise damaged(shown, KIND) from error
        raise
    return sheet.source("xlsx", _title(sheet))


def _title(sheet: Sheet) -> str:
    """The first line above the first table that is neither the sheet's name nor the unit."""
    names = {heading.start for heading in sheet.headings}
    start = 0
    for line in sheet.text[: sheet.tables[0].start if sheet.tables else 0].splitlines():
        if start not in names and 4 <= len(line) <= 60 and not UNIT.match(line):
            return line
        start += len(line) + 1
    return ""


def _rows(each: Any, shown: str) -> dict[int, Row]:
    """Row → column → what the cell shows; empty cells are left out."""
    found: dict[int, Row] = {}
    count, most = 0, limits().cells
    for number, cells in enumerate(each.iter_rows(max_col=COLUMNS)):
        row = {place: words for place, cell in enumerate(cells) if (words := displayed(cell.value, cell))}
        if row:
            found[number] = row
            count += len(row)
            if count > most:
                raise too_many_cells(shown, most)
    return found


def _merges(container: Container, path: str) -> list[Area]:
    """The merged areas of a sheet, which stand behind all its cells."""
    if not container.holds(path.lstrip("/")):
        return []
    parsed = etree.iterparse(
        BytesIO(container.read(path.lstrip("/"))), tag=MERGED, resolve_entities=False, no_network=True
    )
    found: list[Area] = []
    for _, element in parsed:
        if match := AREA.fullmatch(element.get("ref", "")):
            found.append((int(match[2]) - 1, _column(match[1]), int(match[4]) - 1, _column(match[3])))
        element.clear()
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _sheet(rows: dict[int, Row], merges: Sequence[Area], sheet: Sheet) -> None:
    """The stretches of rows without an empty row between them, each a line or a table."""
    numbers = sorted(rows)
    covers = {(top, left): (bottom, right) for top, left, bottom, right in merges if left < COLUMNS}
    covered, joined = _covered(numbers, covers, sheet.shown)
    for block in _blocks(rows, numbers, joined):
        first = min(min(rows[number]) for number in block)
        made = [_line(number, rows[number], first, covers, covered.get(number, set())) for number in block]
        if max(map(len, made)) < 2:
            for words in (cell.words for line in made for cell in line if cell.words):
                sheet.line(words)
        else:
            sheet.table(made)


def _covered(
    numbers: list[int], covers: dict[tuple[int, int], tuple[int, int]], shown: str
) -> tuple[dict[int, set[int]], set[tuple[int, int]]]:
    """Row → columns that a merged cell covers besides its own; and the pairs of rows that one joins."""
    found: dict[int, set[int]] = defaultdict(set)
    joined: set[tuple[int, int]] = set()
    places, most = 0, limits().cells
    for (top, left), (bottom, right) in covers.items():
        inside = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        right = min(right, COLUMNS)
        places += len(inside) * (right - left + 1)
        if places > most:
            raise too_many_cells(shown, most)
        for number in inside:
            found[number].update(range(left, right + 1))
        joined.update(pairwise(inside))
    for top, left in covers:
        found[top].discard(left)
    return found, joined


def _blocks(rows: dict[int, Row], numbers: list[int], joined: set[tuple[int, int]]) -> Iterator[list[int]]:
    block: list[int] = []
    for number in numbers:
        apart = block and number > block[-1] + 1 and (block[-1], number) not in joined
        if apart and not (number == block[-1] + 2 and _goes_on(rows[block[-1]], rows[number])):
            yield block
            block = []
        block.append(number)
    if block:
        yield block


def _goes_on(last: Row, row: Row) -> bool:
    """Whether a row below an empty one is a row of figures like the one above it; years may be the heads of another."""
    _, *cells = (row[column] for column in sorted(row))
    figures = bool(cells) and all(FIGURE.fullmatch(words) for words in cells)
    return figures and min(last) == min(row) and max(row) <= max(last) and not all(map(YEAR.fullmatch, cells))


def _line(
    number: int, row: Row, first: int, covers: dict[tuple[int, int], tuple[int, int]], covered: set[int]
) -> list[Cell]:
    """The cells of one row up to its last; what a merged cell covers is left out, since that says how far it goes."""
    line: list[Cell] = []
    for column in range(first, max(row) + 1):
        if column not in covered:
            bottom, right = covers.get((number, column), (number, column))
            line.append(Cell(row.get(column, ""), min(bottom - number + 1, 65534), right - column + 1))
    return line


def displayed(value: Any, cell: Any = None) -> str:
    """What a cell shows: dates as dates, numbers with the digits, thousands and percent of their number format."""
    form = getattr(cell, "number_format", None) or "General"
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).upper()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date | time | timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, form)
    return one_line(str(value))


def _number(value: int | float, form: str) -> str:
    """A float shows the 15 digits that it holds at the most, never the noise behind them."""
    try:
        exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
        if not exact.is_finite():
            return str(value)
        plain = LITERAL.sub("", form.split(";")[0])
        literals = "".join(part.strip('"\\') for part in re.findall(r"\"[^\"]*\"|\\.", form.split(";")[0]))
        if plain == "General" or not re.search(r"[0#?]", plain) or "E" in plain or "/" in plain:
            return f"{_short(exact):f}"
        if "%" in plain:
            exact *= 100
        scale = len(plain.rstrip("%")) - len(plain.rstrip("%").rstrip(","))
        exact = exact.scaleb(-3 * scale)
        decimals = DECIMALS.search(plain)
        places = len(decimals[1]) if decimals else 0
        rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        words = f"{rounded:,f}" if "," in plain.rstrip("%").rstrip(",") else f"{rounded:f}"
        if decimals and "#" in decimals[1]:
            words = words.rstrip("0").rstrip(".")
        return words + ("%" if "%" in plain else "") + literals
    except (InvalidOperation, ValueError):  # inf, nan, or a format of hundreds of digits
        return str(value)


def _short(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
