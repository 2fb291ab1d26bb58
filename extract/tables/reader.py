"""The figures of one table: each numeric cell with the indicator, place and year that its head, stub and caption tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extract.attribution.attributed import Attributed
from extract.attribution.confidence import confidence
from extract.attribution.flags import Repeats, is_plan
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.models import OTHER, Document, Figure, Quantity, Rejection, Segment, Span, Table, Told
from extract.quantities import read
from extract.tables.grid import Grid, grids
from extract.tables.labels import Label, Unit, label, unit_in, units_asked
from extract.tables.naming import Named, Namer, frame_of
from extract.tables.numbers import Number
from extract.tables.places import Area, Areas

_DIGIT = re.compile(r"[0-9]")


@dataclass(slots=True)
class _Axis:
    """The labels of one row or column, outermost first, and what they tell together.

    `whole` is the row or column that this one is a part of, where it says so or stands under a total.
    """

    labels: list[Label]
    area: Area | None = None
    told: bool = False
    whole: int | None = None
    parted: bool = False

    @property
    def naming(self) -> list[Label]:
        """The labels that may name an indicator: neither a place nor a bare year, unit or total."""
        return [each for each in self.labels if each.core and not (self.area and each.span == self.area.span)]

    def any(self, flag: str) -> bool:
        return any(getattr(each, flag) for each in self.labels)

    @property
    def unit(self) -> Unit | None:
        return next((each.unit for each in reversed(self.labels) if each.unit), None)

    @property
    def dated(self) -> Label | None:
        return next((each for each in reversed(self.labels) if each.dates), None)


@dataclass(slots=True)
class _Cell:
    """A numeric cell on its way to a figure."""

    row: int
    column: int
    number: Number
    named: Named
    unit: Unit
    value: Decimal
    year: int | None
    year_told: Told | None
    area: Area
    whole: _Cell | None = None
    part: bool = False


@dataclass(slots=True)
class Found:
    """What a table holds: figures, numbers that are none, and cells of running text, which prose is read from."""

    figures: list[Figure] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    prose: list[Segment] = field(default_factory=list)


class TableReader:
    """Reads the tables of one document. `year_of` gives the year of a segment that its tables do not date."""

    def __init__(
        self, document: Document, cleaned: str, repeats: Repeats, year_of: Callable[[Segment], tuple[int | None, Told | None]]
    ) -> None:
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
        self.labels: dict[Span, Label] = {}
        self.captions = [self._label(span) for span in table.captions]
        words = [self.cleaned[start:end] for start, end in table.captions]
        self.units = [unit for caption in reversed(words) for unit in units_asked(caption)]
        self.topic = "｜".join((self.document.title, "".join(words)[:40], *part.headings))
        self.year, self.year_told = self._own_year()
        self.columns = [self._column(at) for at in range(len(grid.rows[0]))]
        self.rows = self._rows()
        self._areas(self.rows, [grid.words[row][at] for at in range(grid.stubs) for row in range(grid.heads)])
        self._areas(self.columns[grid.stubs :], [])
        self._wholes(self.rows)
        self._wholes(self.columns)

    def _label(self, span: Span) -> Label:
        if span not in self.labels:
            self.labels[span] = label(self.cleaned, span)
        return self.labels[span]

    def _own_year(self) -> tuple[int | None, Told | None]:
        """The year of the whole table: its caption's, else that of its headings or of the document."""
        for caption in reversed(self.captions):
            if caption.year is not None:
                return caption.year, Told("table.caption", self._words(caption), *caption.span)
            if caption.spans:
                return None, Told("table.caption", self._words(caption), *caption.span)
        return self.reader.year_of(self.part)

    def _words(self, label: Label) -> str:
        return self.document.text[label.span[0] : label.span[1]]

    # Labels

    def _column(self, at: int) -> _Axis:
        spans = [self.grid.rows[row][at] for row in range(self.grid.heads)]
        return _Axis([self._label(span) for span in dict.fromkeys(spans) if span[0] < span[1]])

    def _rows(self) -> list[_Axis]:
        """The stubs of each row, under the lone stubs above them and the rows that they are set in from."""
        found: list[_Axis] = []
        group: list[Label] = []
        above: list[tuple[int, int]] = []
        for number, row in enumerate(self.grid.rows):
            own = [self._label(row[at]) for at in self._stub_columns() if row[at][0] < row[at][1]] if number >= self.grid.heads else []
            own = list(dict.fromkeys(own))
            if own and self._is_group(number):
                group, above = own, []
                found.append(_Axis([]))
                continue
            axis = _Axis(list(dict.fromkeys([*group, *own])))
            if own and number >= self.grid.heads:
                indent = self._indent(row[self._stub_columns()[0]])
                above = [(at, depth) for at, depth in above if depth < indent or (own[0].part and depth <= indent and not found[at].parted)]
                if above and (own[0].part or above[-1][1] < indent):
                    axis.whole, axis.parted = above[-1][0], own[0].part
                    axis.labels = [*found[above[-1][0]].labels, *own]
                if not own[0].part:
                    above.append((number, indent))
            elif own and own[0].part:
                axis.parted = True
            axis.parted = axis.parted or any(each.part for each in own)
            found.append(axis)
        return found

    def _stub_columns(self) -> list[int]:
        grid = self.grid
        return [at for at in range(grid.stubs) if at != grid.unit and at not in grid.refused]

    def _is_group(self, number: int) -> bool:
        """Whether a row has only a stub (or one word over all of it): it stands over the rows below it."""
        row, kinds = self.grid.rows[number], self.grid.kinds[number]
        filled = {row[at] for at in range(len(row)) if kinds[at] != "E"}
        return len(filled) == 1 and kinds[0] == "T"

    def _indent(self, span: Span) -> int:
        """How far a stub is set in, in half-width blanks."""
        start = span[0]
        while start < span[1] and self.document.text[start] in " \u3000\u00a0":
            start += 1
        blanks = self.document.text[max(0, start - 40) : start]
        own = blanks[len(blanks.rstrip(" \u3000\u00a0\ufeff")) :]
        return sum(2 if char == "\u3000" else 1 for char in own)

    def _areas(self, axes: Sequence[_Axis], heads: Sequence[str]) -> None:
        """Tells which rows (or columns) are places, towns or offices, where most of them are."""
        reader, kind = self.reader, ""
        inner = [axis.labels[-1] for axis in axes if axis.labels and not axis.labels[-1].dates]
        kind = reader.areas.kind([each.core for each in inner if each.core and not each.total], heads)
        for axis in axes:
            for each in reversed(axis.labels if kind else []):
                axis.area = axis.area or reader.areas.area(each, kind, self.year)

    def _wholes(self, axes: Sequence[_Axis]) -> None:
        """A total makes its neighbours parts, unless they are places, years, or name indicators of their own."""
        totals = [at for at, axis in enumerate(axes) if axis.labels and axis.labels[-1].total]
        for at, axis in enumerate(axes):
            if axis.whole is not None or not axis.labels or at in totals[:1] or axis.labels[-1].dates:
                continue
            near = [total for total in totals if axes[total].labels[:-1] == axis.labels[: len(axes[total].labels) - 1]]
            if near and (axis.area is None or axis.area.narrow):
                axis.whole = near[0]
            elif axis.parted:
                axis.whole = next((other for other in range(at - 1, -1, -1) if axes[other].labels and not axes[other].parted), None)

    # Cells

    def read(self, found: Found) -> None:
        cells: list[_Cell] = []
        seen: set[Span] = set()
        for row in range(len(self.grid.rows)):
            for column, span in enumerate(self.grid.rows[row]):
                if span in seen or span[0] == span[1]:
                    continue
                seen.add(span)
                if self._is_value(row, column):
                    cells.append(self._cell(row, column, self._covers_several(row, column)))
                else:
                    self._words_of(row, column, span, found)
        self._parts(cells)
        items = [(cell, self._attributed(cell)) for cell in cells]
        said = [self.reader.repeats.stated(item, cell.year, _name(cell)) for cell, item in items]
        found.figures += [self._figure(cell, item, dup) for (cell, item), dup in zip(items, said, strict=True)]
        for cell, item in items:
            self.reader.repeats.remember(item, cell.year, _name(cell))

    def _is_value(self, row: int, column: int) -> bool:
        grid = self.grid
        return (
            row >= grid.heads and column >= grid.stubs and column not in grid.refused
            and grid.kinds[row][column] in "NY" and grid.rows[row][column] in grid.numbers
        )  # fmt: skip

    def _covers_several(self, row: int, column: int) -> bool:
        """Whether a number is merged over several rows or columns: it is of none of them alone."""
        grid, span = self.grid, self.grid.rows[row][column]
        below = row + 1 < len(grid.rows) and grid.rows[row + 1][column] == span
        beside = column + 1 < len(grid.rows[row]) and grid.rows[row][column + 1] == span
        return below or beside

    def _cell(self, row: int, column: int, several: bool) -> _Cell:
        number = self.grid.numbers[self.grid.rows[row][column]]
        across, down = self.rows[row], self.columns[column]
        units = self._units(number, row, across, down)
        changed = across.any("change") or down.any("change")
        named = Named() if several or changed else self.reader.namer.name(across.naming, down.naming, self.captions, units, self.topic)
        if changed and (rate := self._rate(across, down, units)):
            named = rate
        unit = named.unit or (units[0] if len(units) == 1 else Unit(""))
        year, year_told = (None, None) if several else self._year(across, down)
        value = number.value * unit.factor if not number.unit else number.value
        area = Area(None, None) if several else self._area(across, down, year)
        return _Cell(row, column, number, named, unit, value, year, year_told, area)

    def _rate(self, across: _Axis, down: _Axis, units: Sequence[Unit]) -> Named | None:
        """The one kind of share that is an indicator itself (满意率)."""
        named = self.reader.namer.name(across.naming, down.naming, (), units, self.topic)
        return named if named.rule and catalogue().indicators[named.code].nature == "rate" else None

    def _units(self, number: Number, row: int, across: _Axis, down: _Axis) -> list[Unit]:
        """The unit of a cell: its own, else its column's or row's, else those that the caption names."""
        if number.unit:
            return [Unit(number.unit)]
        grid = self.grid
        if grid.unit >= 0 and (words := grid.words[row][grid.unit]):
            unit = unit_in(words, known=False)
            pieces = re.split(r"[、，,;；/]", words)
            return [unit] if unit and len(pieces) == 1 else [each for piece in pieces if (each := unit_in(piece))]
        for axis in (down, across):
            if unit := axis.unit:
                return [unit]
        return self.units

    def _year(self, across: _Axis, down: _Axis) -> tuple[int | None, Told | None]:
        """The year that stub and head tell; none where they tell two, a span of years, or the total of years."""
        dated = [each for each in (down.dated, across.dated) if each]
        years = {self.year + each.shift if each.shift is not None and self.year else each.year for each in dated}
        month = next((each for axis in (across, down) for each in axis.labels if each.month), None)
        if not dated:
            if self._totals_years(across, self.rows) or self._totals_years(down, self.columns):
                return None, Told("table.total")
            told = Told("table.month", self._words(month), *month.span) if month and self.year else self.year_told
            return self.year, told
        told = Told("table.year", self._words(dated[0]), *dated[0].span)
        if len(years) > 1 or any(each.spans for each in dated):
            return None, told
        return years.pop(), told

    def _totals_years(self, axis: _Axis, axes: Sequence[_Axis]) -> bool:
        """Whether this is a total beside rows or columns that are years."""
        if not axis.labels or not axis.labels[-1].total:
            return False
        others = [each.labels[-1] for each in axes if each.labels and each is not axis]
        return sum(each.dates for each in others) > len(others) / 2

    def _area(self, across: _Axis, down: _Axis, year: int | None) -> Area:
        area = across.area or down.area or self._caption_area()
        return self.reader.areas.in_year(area, year)

    def _caption_area(self) -> Area:
        for caption in reversed(self.captions):
            if area := self.reader.areas.of_caption(caption):
                return area
        return self.reader.areas.own

    def _parts(self, cells: Sequence[_Cell]) -> None:
        """Links each cell to the one in its row or column that it is a part of: of the same kind, and no less."""
        at = {(cell.row, cell.column): cell for cell in cells}
        for cell in cells:
            across, down = self.rows[cell.row], self.columns[cell.column]
            for whole, axis, own in (
                (at.get((across.whole, cell.column)) if across.whole is not None else None, "row", across),
                (at.get((cell.row, down.whole)) if down.whole is not None else None, "column", down),
            ):
                if whole is None or cell.part or not _same_kind(cell, whole) or whole.value < cell.value:
                    continue
                if own.parted or cell.named.axis != axis or cell.named.label is whole.named.label:
                    cell.part, cell.whole = True, whole
                elif lexicon().part_heads.search(own.labels[-1].core):
                    cell.part, cell.whole = True, whole
        self._kinds(cells)

    def _kinds(self, cells: Sequence[_Cell]) -> None:
        """女党员 below (or beside) 党员 of the same year and place is a part of it, whether it says so or not."""
        wholes: dict[tuple[object, ...], _Cell] = {}
        for cell in cells:
            if cell.named.code == OTHER or cell.part or catalogue().indicators[cell.named.code].nature != "stock":
                continue
            key = (cell.named.code, cell.year, _name(cell), cell.unit.word, cell.area.scope, cell.area.narrow and cell.row)
            whole = wholes.setdefault(key, cell)
            if whole is not cell and lexicon().part_heads.search(cell.named.head) and cell.value <= whole.value:
                if not lexicon().part_heads.search(whole.named.head):
                    cell.part, cell.whole = True, whole

    # Figures

    def _attributed(self, cell: _Cell) -> Attributed:
        number, named = cell.number, cell.named
        unit = number.unit or cell.unit.word
        quote = self.document.text[number.start : number.end]
        quantity = Quantity(number.start, number.end, quote, cell.value, unit, number.bound, rule="table.cell")
        head = named.head or "".join(each.core for each in (*self.rows[cell.row].naming[-1:], *self.columns[cell.column].naming[-1:]))
        item = Attributed(frame_of(head, quantity, self.topic), part=cell.part)
        if named.rule:
            item.code, item.rules, item.confidence = named.code, (named.rule.name,), named.rule.confidence
        return item

    def _figure(self, cell: _Cell, item: Attributed, dup: bool) -> Figure:
        quantity, area = item.frame.quantity, cell.area
        document = self.document.id
        across, down = self.rows[cell.row], self.columns[cell.column]
        done = across.any("change") or down.any("change")
        planned = across.any("plan") or down.any("plan") or any(each.plan for each in self.captions)
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
            place=_name(cell),
            place_code=area.place.code if area.place else "",
            scope=self.document.scope if area.scope is None else area.scope,
            part=cell.part,
            plan=(planned and not done) or is_plan(item.frame),
            dup=dup,
            narrow=area.narrow,
            whole=f"{document}-{cell.whole.number.start}" if cell.whole else "",
            confidence=confidence(item, cell.year_told, area.told),
            rules=("table.cell", *item.rules),
            concept=item.frame.head if item.code == OTHER else "",
            sentence=self._line(quantity.start, quantity.end),
            paragraph=(self.table.start, self.table.end),
            headings=self.part.headings,
            indicator_told=self._indicator_told(cell),
            year_told=cell.year_told,
            place_told=area.told,
        )

    def _indicator_told(self, cell: _Cell) -> Told | None:
        """The rule and the head or stub that it went by; without a rule the stub (or head) that names the number."""
        named = cell.named
        if named.rule and named.label:
            return Told(named.rule.name, self._words(named.label), *named.label.span)
        naming = self.rows[cell.row].naming or self.columns[cell.column].naming
        return Told("table.label", self._words(naming[-1]), *naming[-1].span) if naming else None

    def _line(self, start: int, end: int) -> Span:
        """The row of the table that a cell stands in."""
        text = self.document.text
        low = max(self.table.start, text.rfind("\n", self.table.start, start) + 1)
        high = text.find("\n", end, self.table.end)
        return low, self.table.end if high < 0 else high

    def _words_of(self, row: int, column: int, span: Span, found: Found) -> None:
        """A cell that is no value: running text is read as prose, digits elsewhere name something."""
        if not _DIGIT.search(self.cleaned, *span):
            return
        grid, text = self.grid, self.document.text
        if grid.kinds[row][column] == "T" and row >= grid.heads and column >= grid.stubs and column not in grid.refused:
            headings = (*self.part.headings, *(each.core for each in self.rows[row].labels[-1:] if each.core))
            found.prose.append(Segment(*span, "paragraph", headings))
            return
        for reading in read(text, self.cleaned, *span):
            reason = reading.reason if reading.reason not in ("", "unit") else grid.refused.get(column, "label")
            if grid.kinds[row][column] == "Y":
                reason = "date"
            found.rejections.append(Rejection(self.document.id, reading.start, reading.end, text[reading.start : reading.end], reason))


def _same_kind(cell: _Cell, whole: _Cell) -> bool:
    same = cell.named.code == whole.named.code and (cell.number.unit or cell.unit.word) == (whole.number.unit or whole.unit.word)
    return same and cell.year == whole.year and (cell.area.narrow or cell.area.place == whole.area.place)


def _name(cell: _Cell) -> str | None:
    return cell.area.place.full_name if cell.area.place else None
