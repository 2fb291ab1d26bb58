"""Excel: values laid out by year, a sheet of all values, one of figures with their words and links, one of sources,
and one that says what this is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.errors import ExportError
from extract.exporting import laid_out
from extract.exporting.columns import TABLES, Column, Record
from extract.exporting.rows import Export
from extract.exporting.texts import is_formula, legal, number
from extract.exporting.words import say

ROWS = 1_048_575
"""Rows of a sheet below its head."""
LINKS = 60_000
"""Links of a sheet; Excel refuses more than 65,530."""
LONGEST = 32_767
"""Characters of a cell."""
PAPER, A4 = 190, 9
"""Characters of a line that can still be read on lying A4; Excel's number of that paper."""
DIGITS = 15
"""Significant digits of Excel's numbers; a longer number is written as text, and so stays exact."""

HEAD = {"bold": True, "bg_color": "#E8EEF6", "bottom": 1, "text_wrap": True, "valign": "top"}
YELLOW = "#FFF2CC"
TIP = 255
"""Characters of what is shown beside a link."""

NUMBERS, APART = ("integer", "year", "number", "share"), {"align": "right", "indent": 1}
"""Kinds of columns with numbers, and how these stand."""


def write(export: Export, path: Path) -> None:
    """All sheets. Raises ExportError("too_many_rows") where a sheet cannot hold the rows."""
    import xlsxwriter

    for table in TABLES:
        _check(export.count(table))
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, settings) as book:
        book.set_properties({"title": say("title", export.chinese), "comments": " ".join(export.about())})
        if found := laid_out.laid_out(export):
            laid_out.write(Sheet(book, say("laid", export.chinese), export.chinese), export, found)
        for table in TABLES:
            sheet = Sheet(book, say(table, export.chinese), export.chinese)
            sheet.head(export.columns(table), export.count(table))
            for row in export.rows(table):
                sheet.row(export.columns(table), row)
        _about(book, export)


def _check(count: int) -> None:
    if count > ROWS:
        message = f"A sheet of Excel holds {ROWS:,} rows, and this selection has {count:,}: "
        told = "narrow it, or choose csv, parquet or datapackage."
        raise ExportError("too_many_rows", message + told, limit=ROWS, count=count)


class Sheet:
    """A sheet that is written row by row and never held in memory."""

    def __init__(self, book: Any, name: str, chinese: bool) -> None:
        self._book = book
        self._sheet = book.add_worksheet(name)
        self._chinese = chinese
        self._at = 0
        self._links = 0
        self._formats: dict[str, Any] = {}

    def head(self, which: Sequence[Column], count: int) -> None:
        """Headings, their widths, the frozen line and a filter."""
        looks = self._format("head", **HEAD), self._format("head of numbers", **HEAD | APART)
        for place, column in enumerate(which):
            self._sheet.set_column(place, place, column.width)
        for place, column in enumerate(which):
            self._sheet.write_string(0, place, column.heading(self._chinese), looks[column.kind in NUMBERS])
        self._sheet.freeze_panes(1, 0)
        self._printed(sum(column.width for column in which))
        self._sheet.autofilter(0, 0, max(count, 1), len(which) - 1)
        self._at = 1

    def _printed(self, width: int) -> None:
        """On paper: lying A4, as few sheets side by side as can be read, the headings and the page on each."""
        self.paper()
        self._sheet.fit_to_pages(-(-width // PAPER), 0)
        self._sheet.repeat_rows(0)

    def paper(self, lying: bool = True) -> None:
        """A4 with the name of the sheet and the number of the page at its foot."""
        if lying:
            self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.set_footer("&L&A&R&P / &N")

    def row(self, which: Sequence[Column], row: Record) -> None:
        for place, column in enumerate(which):
            self._cell(place, column, row[column.name])
        self._at += 1

    def _cell(self, place: int, column: Column, value: object) -> None:
        if value is None or value == "" or value == ():
            return
        if column.kind == "link" and self._links < LINKS:
            self._link(place, str(value))
        elif isinstance(value, bool):
            self._sheet.write_boolean(self._at, place, value)
        elif isinstance(value, Decimal):
            self._number(place, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._at, place, value, self._format("0.00" if column.kind == "share" else "0"))
        else:
            self._text(place, " ".join(value) if isinstance(value, tuple) else str(value))

    def _number(self, place: int, value: Decimal) -> None:
        """The number itself, which xlsxwriter writes digit by digit."""
        digits = number(value)
        if len(digits.lstrip("-0.").replace(".", "")) > DIGITS:
            self._sheet.write_string(self._at, place, digits, self._format("long", **APART))
            return
        behind = len(digits.partition(".")[2])
        look = self._format("#,##0" + ("." + "0" * behind if behind else ""))
        self._sheet.write_number(self._at, place, value, look)

    def _text(self, place: int, text: str) -> None:
        """A text that looks like a formula is marked as text, so that it stays one when a person edits the cell."""
        look = self._format("quoted", quote_prefix=True) if is_formula(text) else None
        self._sheet.write_string(self._at, place, fitted(text), look)

    def _link(self, place: int, address: str) -> None:
        if not address.startswith(("http://", "https://")) or len(address) > 2000:
            self._text(place, address)
            return
        self._links += 1
        shown = say("open", self._chinese)
        look = self._format("link", font_color="#0B5CAD", underline=1)
        self._sheet.write_url(self._at, place, legal(address), look, shown)

    # What is laid out by year

    def heads(self, names: Sequence[str | int], widths: Sequence[int], fixed: int) -> None:
        """Heads of columns, the numbers among them as numbers; `fixed` columns stay in sight."""
        for place, (name, width) in enumerate(zip(names, widths, strict=True)):
            self._sheet.set_column(place, place, width)
            look = self._format("head of numbers", **HEAD | APART) if isinstance(name, int) else None
            self._sheet.write(0, place, name, look or self._format("head", **HEAD))
        self._sheet.freeze_panes(1, fixed)
        self._printed(sum(widths))
        self._at = 1

    def words(self, place: int, text: str) -> None:
        """A text in a column of this row."""
        if text:
            self._text(place, text)

    def linked(self, place: int, value: Any, address: str, sign: str, yellow: bool, tip: str) -> None:
        """A number of this row that opens an address, behind the sign of a bound; `tip` is shown beside it."""
        digits = number(value)
        behind = len(digits.partition(".")[2])
        said = f'"{sign}"' if sign else ""
        shape = f"{said}#,##0" + ("." + "0" * behind if behind else "")
        tint = {"bg_color": YELLOW} if yellow else {}
        look = self._format(f"{shape} {yellow}", num_format=shape, font_color="#0B5CAD", **APART, **tint)
        if address.startswith(("http://", "https://")) and self._links < LINKS:
            self._links += 1
            self._sheet.write_url(self._at, place, legal(address), look, tip=fitted(tip)[:TIP])
        if len(digits.lstrip("-0.").replace(".", "")) > DIGITS:
            self._sheet.write_string(self._at, place, sign + digits, look)
        else:
            self._sheet.write_number(self._at, place, value, look)

    def next(self) -> None:
        """On to the next row."""
        self._at += 1

    def line(self, text: str) -> None:
        """A line of its own, over the width of the first column."""
        look = self._format("line", text_wrap=True, valign="top", quote_prefix=is_formula(text))
        self._sheet.write_string(self._at, 0, fitted(text), look)
        self._at += 1

    def wide(self, width: int) -> None:
        self._sheet.set_column(0, 0, width)

    def _format(self, name: str, **settings: Any) -> Any:
        """A format of the book, made once; one without settings is a number format, clear of the text behind it."""
        if name not in self._formats:
            self._formats[name] = self._book.add_format(settings or {"num_format": name} | APART)
        return self._formats[name]


def fitted(text: str) -> str:
    """What XML and a cell of Excel can hold of a text."""
    found = legal(text)
    return found if len(found) <= LONGEST else found[: LONGEST - 1] + "…"


def _about(book: Any, export: Export) -> None:
    sheet = Sheet(book, say("about", export.chinese), export.chinese)
    sheet.wide(90)
    sheet.paper(lying=False)
    for line in (say("title", export.chinese), *export.about()):
        sheet.line(line)
    for table in TABLES:
        sheet.line("")
        sheet.line(say(table, export.chinese))
        for column in export.columns(table):
            sheet.line(f"{column.heading(export.chinese)} ({column.name}): {column.holds(export.chinese)}")
