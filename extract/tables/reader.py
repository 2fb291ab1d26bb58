"""The figures of one table: each numeric cell with what its head, stub and caption tell of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from extract.attribution.attributed import Attributed
from extract.attribution.confidence import confidence
from extract.attribution.flags import is_plan
from extract.attribution.repeats import IN_TABLE, Repeats
from extract.attribution.years import number
from extract.catalogue import catalogue
from extract.models import OTHER, Document, Figure, Quantity, Rejection, Segment, Span, Table, Told
from extract.quantities import read
from extract.tables.axes import Axes, Axis, sized
from extract.tables.belief import is_believed
from extract.tables.cells import Cell, link_parts
from extract.tables.grid import DATED, RANK, Grid, grids
from extract.tables.labels import Label, Unit, label, unit_in, units_asked
from extract.tables.naming import Named, Namer, frame_of
from extract.tables.numbers import Number
from extract.tables.places import Area, Areas

YearOf = Callable[[Segment], tuple[int | None, Told | None]]

_RATIOS = ("%", "‰", "‱", "倍", "百分点", "个百分点")
"""A column of these is in them, whatever the unit of its rows is."""

_DIGIT = re.compile(r"[0-9]")
_SEVERAL = re.compile(r"[、，,;；/]")


@dataclass(slots=True)
class Found:
    """What a table holds: figures, numbers that are none, and cells of running text, which prose is read from."""

    figures: list[Figure] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    prose: list[Segment] = field(default_factory=list)


_MADE_UP = re.compile(r"(?:分布|构成|结构|组成)(?:状况|情况)?(?:统计|一览)?表?")


class TableReader:
    """Reads the tables of one document. `year_of` gives the year of a segment that its tables do not date."""

    def __init__(self, document: Document, cleaned: str, repeats: Repeats, year_of: YearOf) -> None:
        self.document, self.cleaned, self.repeats, self.year_of = document, cleaned, repeats, year_of
        self.tables = {table.start: table for table in document.tables}
        self.areas = Areas(document)
        self.namer = Namer()

    def read(self, part: Segment) -> Found:
        """The figures of the table that `part` is, in text order."""
        table, found = self.tables[part.start], Found()
        for grid in grids(self.cleaned, table):
            _Reading(self, table, part, grid).read(found)
        found.figures.sort(key=lambda figure: figure.start)
        return found


class _Reading:
    """One grid being read."""

    def __init__(self, reader: TableReader, table: Table, part: Segment, grid: Grid) -> None:
        self.reader, self.table, self.part, self.grid = reader, table, part, grid
        self.document, self.cleaned = reader.document, reader.cleaned
        self.captions = [label(self.cleaned, span) for span in table.captions]
        words = [self.cleaned[start:end] for start, end in table.captions]
        self.units = [unit for caption in reversed(words) for unit in units_asked(caption)]
        self.about = "｜".join((*words, *part.headings[-1:]))
        self.topic = "｜".join((self.document.title, "".join(words)[:40], *part.headings))
        self.year, self.year_told = self._own_year()
        self.axes = Axes(self.document, self.cleaned, grid, reader.areas, self.year)

    def read(self, found: Found) -> None:
        """Adds what this grid holds."""
        cells: list[Cell] = []
        seen: set[Span] = set()
        for row, spans in enumerate(self.grid.rows):
            for column, span in enumerate(spans):
                if span in seen or span[0] == span[1]:
                    continue
                seen.add(span)
                if self._is_value(row, column):
                    cells.append(self._cell(row, column))
                else:
                    self._read_words(row, column, span, found)
        link_parts(cells, self.axes)
        self._add(cells, found)

    def _add(self, cells: Sequence[Cell], found: Found) -> None:
        """The figures; what stood before the table may be said again in it, but its cells do not repeat each other."""
        repeats = self.reader.repeats
        told = []
        for cell in cells:
            item = self._attributed(cell)
            figure = self._figure(cell, item)
            told.append((replace(figure, dup=repeats.stated(figure, item.frame)), item.frame))
        for figure, frame in told:
            found.figures.append(figure)
            repeats.remember(figure, frame)

    # What is told of a cell

    def _is_value(self, row: int, column: int) -> bool:
        grid = self.grid
        inside = row >= grid.heads and column >= grid.stubs and column not in grid.refused
        if not inside or grid.kinds[row][column] not in "NY" or grid.rows[row][column] not in grid.numbers:
            return False
        return not self._is_rank(row, column)

    def _is_rank(self, row: int, column: int) -> bool:
        """Whether the innermost stub or head says that numbers tell a place in an order (居全省位次)."""
        lasts = (self.axes.rows[row].last, self.axes.columns[column].last)
        return any(each is not None and RANK.search(each.words) for each in lasts)

    def _cell(self, row: int, column: int) -> Cell:
        number = self.grid.numbers[self.grid.rows[row][column]]
        across, down = self.axes.rows[row], self.axes.columns[column]
        units = self._units(number, row, across, down)
        one = Unit(units[0].word, units[0].factor) if len(units) == 1 else Unit("")
        if self._covers_several(row, column):
            return Cell(row, column, number, Named(), one, None, None, Area(None, None))
        named = self._named(across, down, units)
        year, year_told = self._year(row, column)
        area = self._area(across, down, year)
        return Cell(row, column, number, named, named.unit or one, year, year_told, area)

    def _covers_several(self, row: int, column: int) -> bool:
        """Whether a number is merged over several rows or columns: it is of none of them alone."""
        rows, span = self.grid.rows, self.grid.rows[row][column]
        below = row + 1 < len(rows) and rows[row + 1][column] == span
        return below or (column + 1 < len(rows[row]) and rows[row][column + 1] == span)

    def _named(self, across: Axis, down: Axis, units: Sequence[Unit]) -> Named:
        """The indicator; of a change or a share only one that is a rate itself (满意率)."""
        changed = across.any("change") or down.any("change")
        captions = () if changed else self.captions
        named = self.reader.namer.name(across.naming, down.naming, captions, units, self.topic)
        rate = named.rule is not None and catalogue().indicators[named.code].nature == "rate"
        return named if (rate or not changed) and is_believed(named, self.about) else Named()

    def _units(self, number: Number, row: int, across: Axis, down: Axis) -> list[Unit]:
        """The units that a cell may be in: its own, else its row's or column's, else those that the caption names."""
        if number.unit:
            return [Unit(number.unit)]
        if down.unit and down.unit.word in _RATIOS:
            return [down.unit]
        if self.grid.unit >= 0 and (words := self.grid.words[row][self.grid.unit]):
            pieces = _SEVERAL.split(words)
            found = [unit_in(piece, known=len(pieces) > 1) for piece in pieces]
            return [unit for unit in found if unit]
        own = [unit for unit in (down.unit, across.unit) if unit]
        return [sized(own[0], [*own[1:], *self.units])] if own else self.units

    def _own_year(self) -> tuple[int | None, Told | None]:
        """The year of the whole table: its caption's, else that of its headings or of the document."""
        for caption in reversed(self.captions):
            if caption.year is not None or caption.spans:
                return caption.year, Told("table.caption", self._words(caption), *caption.span)
        return self.reader.year_of(self.part)

    def _year(self, row: int, column: int) -> tuple[int | None, Told | None]:
        """The year that stub and head tell; none where they tell two, a span of years, or the total of years."""
        across, down = self.axes.rows[row], self.axes.columns[column]
        dated = [each for each in (down.dated, across.dated) if each]
        if dated:
            told = Told("table.year", self._words(dated[0]), *dated[0].span)
            years = {self._shifted(each) for each in dated}
            return (years.pop() if len(years) == 1 and not any(each.spans for each in dated) else None), told
        if self.axes.totals_years(row, column):
            return None, Told("table.total")
        if held := self.grid.held(row):
            return self._held(held)
        month = next((each for axis in (across, down) for each in axis.labels if each.month), None)
        if month and self.year:
            return self.year, Told("table.month", self._words(month), *month.span)
        return self.year, self.year_told

    def _held(self, span: Span) -> tuple[int | None, Told | None]:
        """The year of the day on which the row's meeting was held (召开时间 1955.5.17-21); none where it names two."""
        years = {number(found) for found in DATED.findall(self.cleaned, *span)}
        told = Told("table.year", self.document.text[slice(*span)].strip(), *span)
        return (years.pop() if len(years) == 1 else None), told

    def _shifted(self, label: Label) -> int | None:
        """The year of a label; 上年 is told from the table's own year."""
        if label.shift is None:
            return label.year
        return self.year + label.shift if self.year is not None else None

    def _area(self, across: Axis, down: Axis, year: int | None) -> Area:
        areas = self.reader.areas
        captions = (areas.of_caption(caption) for caption in reversed(self.captions))
        found = across.area or down.area or next((area for area in captions if area), None)
        return areas.in_year(found or areas.own, year)

    def _words(self, label: Label) -> str:
        return self.document.text[label.span[0] : label.span[1]]

    # Figures

    def _attributed(self, cell: Cell) -> Attributed:
        number, named = cell.number, cell.named
        quote = self.document.text[number.start : number.end]
        quantity = Quantity(number.start, number.end, quote, cell.value, cell.word, number.bound, rule=IN_TABLE)
        naming = (*self.axes.rows[cell.row].naming[-1:], *self.axes.columns[cell.column].naming[-1:])
        head = named.head or "".join(each.core for each in naming)
        item = Attributed(frame_of(head, quantity, self.topic), part=cell.whole is not None)
        if named.rule:
            item.code, item.rules = named.code, (named.rule.name,)
        return item

    def _figure(self, cell: Cell, item: Attributed) -> Figure:
        quantity, area, document = item.frame.quantity, cell.area, self.document.id
        return Figure(
            id=f"{document}-{quantity.start}",
            document=document,
            start=quantity.start,
            end=quantity.end,
            quote=quantity.quote,
            value=quantity.value,
            unit=quantity.unit,
            bound=quantity.bound,
            indicator=item.code,
            year=cell.year,
            place=cell.place,
            place_code=area.place.code if area.place else "",
            scope=self.document.scope if area.scope is None else area.scope,
            part=cell.whole is not None or self._is_of_a_kind(cell),
            plan=self._is_plan(cell) or is_plan(item.frame),
            narrow=area.narrow,
            whole=f"{document}-{cell.whole.number.start}" if cell.whole else "",
            confidence=confidence(item, cell.year_told, area.told),
            rules=(IN_TABLE, *item.rules),
            concept=item.frame.head if item.code == OTHER else "",
            sentence=self._line(quantity.start, quantity.end),
            paragraph=(self.table.start, self.table.end),
            headings=self.part.headings,
            indicator_told=self._indicator_told(cell),
            year_told=cell.year_told,
            place_told=area.told,
        )

    def _is_of_a_kind(self, cell: Cell) -> bool:
        """Whether a table of how a whole is made up (党员分布) has the number in a row or column of one kind."""
        if cell.named.axis not in ("row", "column") or not any(_MADE_UP.search(each.words) for each in self.captions):
            return False
        other = self.axes.columns[cell.column] if cell.named.axis == "row" else self.axes.rows[cell.row]
        return bool(other.naming) and not other.total

    def _is_plan(self, cell: Cell) -> bool:
        """Whether head, stub or caption call the number a plan, and none calls it a share or a change of one."""
        axes = (self.axes.rows[cell.row], self.axes.columns[cell.column])
        planned = any(axis.any("plan") for axis in axes) or any(each.plan for each in self.captions)
        return planned and not any(axis.any("change") for axis in axes)

    def _indicator_told(self, cell: Cell) -> Told | None:
        """The rule and the head or stub that it went by; without a rule the stub (or head) that names the number."""
        named = cell.named
        if named.rule and named.label:
            return Told(named.rule.name, self._words(named.label), *named.label.span)
        naming = self.axes.rows[cell.row].naming or self.axes.columns[cell.column].naming
        return Told("table.label", self._words(naming[-1]), *naming[-1].span) if naming else None

    def _line(self, start: int, end: int) -> Span:
        """The row of the table that a cell stands in."""
        text = self.document.text
        low = max(self.table.start, text.rfind("\n", self.table.start, start) + 1)
        high = text.find("\n", end, self.table.end)
        return low, self.table.end if high < 0 else high

    def _read_words(self, row: int, column: int, span: Span, found: Found) -> None:
        """A cell that is no value: running text is read as prose, digits elsewhere name something."""
        if not _DIGIT.search(self.cleaned, *span):
            return
        grid, text = self.grid, self.document.text
        inside = row >= grid.heads and column >= grid.stubs and column not in grid.refused
        if inside and grid.kinds[row][column] == "T":
            headings = [each.core for each in self.axes.rows[row].labels[-1:] if each.core]
            found.prose.append(Segment(*span, "paragraph", (*self.part.headings, *headings)))
            return
        for reading in read(text, self.cleaned, *span):
            reason = reading.reason if reading.reason not in ("", "unit") else grid.refused.get(column, "label")
            reason = "date" if grid.kinds[row][column] == "Y" else reason
            reason = "ordinal" if inside and self._is_rank(row, column) else reason
            quote = text[reading.start : reading.end]
            found.rejections.append(Rejection(self.document.id, reading.start, reading.end, quote, reason))
