"""The rows and columns of a table with their labels, and what these tell together: year, place, the whole of a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.models import Document, Span
from extract.tables.grid import Grid
from extract.tables.labels import Label, Unit, label
from extract.tables.places import Area, Areas

_BLANKS = " \u3000\u00a0"
_DEEP = 40


@dataclass(slots=True)
class Axis:
    """The labels of one row or column, outermost first. `whole` is the row or column that it is a part of; `parted`
    where it says so itself (其中), `set_in` where it stands further in than its whole."""

    labels: list[Label]
    area: Area | None = None
    whole: int | None = None
    parted: bool = False
    set_in: bool = False

    @property
    def last(self) -> Label | None:
        return self.labels[-1] if self.labels else None

    @property
    def naming(self) -> list[Label]:
        """The labels that may name an indicator: neither a place nor a bare year, unit or total."""
        return [each for each in self.labels if each.core and not (self.area and each.span == self.area.span)]

    @property
    def unit(self) -> Unit | None:
        units = [each.unit for each in reversed(self.labels) if each.unit]
        return sized(units[0], units[1:]) if units else None

    @property
    def dated(self) -> Label | None:
        return next((each for each in reversed(self.labels) if each.dates), None)

    @property
    def total(self) -> bool:
        return self.last is not None and self.last.total

    def any(self, flag: str) -> bool:
        return any(getattr(each, flag) for each in self.labels)


def sized(unit: Unit, others: Sequence[Unit]) -> Unit:
    """A unit that a label only implies (人数), in the size that another one says (万人); any other as it is."""
    same = (each for each in others if each.word == unit.word and not each.implied)
    return next(same, unit) if unit.implied else unit


class Axes:
    """The rows and the columns of one grid; a label is read once, wherever it stands again."""

    def __init__(self, document: Document, cleaned: str, grid: Grid, areas: Areas, year: int | None) -> None:
        self._document, self._cleaned, self._grid, self._areas, self._year = document, cleaned, grid, areas, year
        self._labels: dict[Span, Label] = {}
        self.columns = [self._column(at) for at in range(len(grid.rows[0]))]
        self.rows = self._rows()
        self._place_rows()
        self._place_columns()
        for axes in (self.rows, self.columns):
            _link(axes)
        self._years = (_are_years(self.rows), _are_years(self.columns))

    def totals_years(self, row: int, column: int) -> bool:
        """Whether a cell stands in a total of rows, or of columns, that are years."""
        down, across = self._years
        return (down and self.rows[row].total) or (across and self.columns[column].total)

    def _label(self, span: Span) -> Label:
        if span not in self._labels:
            self._labels[span] = label(self._cleaned, span)
        return self._labels[span]

    def _column(self, at: int) -> Axis:
        spans = dict.fromkeys(row[at] for row in self._grid.rows[: self._grid.heads])
        labels = [self._label(span) for span in spans if span[0] < span[1]]
        return Axis(labels, parted=any(each.part for each in labels))

    def _rows(self) -> list[Axis]:
        """The stubs of each row, under the lone stubs above them and the rows that they are set in from."""
        grid = self._grid
        stubs = [at for at in range(grid.stubs) if at != grid.unit and at not in grid.refused]
        found = [Axis([]) for _ in range(grid.heads)]
        group: list[Label] = []
        above: list[tuple[int, int]] = []
        for number in range(grid.heads, len(grid.rows)):
            row = grid.rows[number]
            own = [self._label(span) for span in dict.fromkeys(row[at] for at in stubs) if span[0] < span[1]]
            if own and self._is_group(number):
                group, above, own = own, [], []
                found.append(Axis([]))
                continue
            found.append(Axis([*group, *own], parted=any(each.part for each in group[-1:] + own)))
            if own:
                self._set_in(found, number, own, self._indent(own[0].span), above)
        return found

    def _set_in(
        self, found: list[Axis], number: int, own: list[Label], indent: int, above: list[tuple[int, int]]
    ) -> None:
        """Puts a row under the one that it is set in from, or (其中) under the one before it.

        `above` holds the rows over this one as (row, indent).
        """
        part = own[0].part
        while above and (above[-1][1] > indent or (above[-1][1] == indent and not part)):
            above.pop()
        if above:
            found[number].whole = above[-1][0]
            found[number].set_in = True
            found[number].labels = [*found[above[-1][0]].labels, *own]
        if not part:
            above.append((number, indent))

    def _is_group(self, number: int) -> bool:
        """Whether a row has only a stub (or one word over all of it): it stands over the rows below it."""
        row, kinds = self._grid.rows[number], self._grid.kinds[number]
        filled = {span for span, kind in zip(row, kinds, strict=True) if kind != "E"}
        return len(filled) == 1 and kinds[0] == "T"

    def _indent(self, span: Span) -> int:
        """How far a stub is set in, in half-width blanks."""
        text, start = self._document.text, span[0]
        while start < span[1] and text[start] in _BLANKS:
            start += 1
        before = text[max(0, start - _DEEP) : start]
        own = before[len(before.rstrip(_BLANKS + "\ufeff")) :]
        return sum(2 if char == "\u3000" else 1 for char in own)

    def _place_rows(self) -> None:
        """Tells the places by the innermost column of stubs that holds any."""
        grid = self._grid
        for at in reversed(range(grid.stubs)):
            heads = [grid.words[row][at] for row in range(grid.heads)]
            if self._place(self.rows, [row[at] for row in grid.rows], heads):
                return

    def _place_columns(self) -> None:
        """Tells the places by the lowest row of heads that holds any."""
        grid = self._grid
        for row in reversed(grid.rows[: grid.heads]):
            if self._place(self.columns[grid.stubs :], row[grid.stubs :], []):
                return

    def _place(self, axes: Sequence[Axis], spans: Sequence[Span], heads: Sequence[str]) -> bool:
        """Whether most labels at `spans`, one for each axis, are places or bodies; each axis then has its area."""
        found = [_up_to(axis, span) for axis, span in zip(axes, spans, strict=True)]
        kind = self._areas.kind([labels[-1].core for labels in found if labels and labels[-1].core], heads)
        for axis, labels in zip(axes, found, strict=True) if kind else ():
            areas = (self._areas.area(each, kind, self._year) for each in reversed(labels))
            axis.area = next((area for area in areas if area), None)
        return bool(kind)


def _up_to(axis: Axis, span: Span) -> list[Label]:
    """The labels of an axis from the outermost to the one that stands at `span`; none where it has no such label."""
    at = next((at for at, each in enumerate(axis.labels) if each.span == span), -1)
    return axis.labels[: at + 1]


def _link(axes: Sequence[Axis]) -> None:
    """A total makes its neighbours parts, unless they are places or years; 其中 makes one of what stands before it."""
    totals: dict[tuple[Span, ...], int] = {}
    for at, axis in enumerate(axes):
        if axis.total:
            totals.setdefault(_over(axis.labels[:-1]), at)
    before: int | None = None
    for at, axis in enumerate(axes):
        if axis.whole is None and axis.last and not axis.last.dates:
            near = _total_of(axis, totals)
            if near not in (None, at) and (axis.area is None or axis.area.narrow):
                axis.whole = near
            elif axis.parted:
                axis.whole = before
                _name_after(axis, axes[before] if before is not None else None)
        if axis.labels and not axis.parted:
            before = at


def _name_after(part: Axis, whole: Axis | None) -> None:
    """其中女 beside 党员总数 are women of these: what the whole is called stands over its part."""
    if whole and whole.labels and not any(each in part.labels for each in whole.labels[-1:]):
        shared = [each for each in part.labels if each in whole.labels]
        part.labels = [*whole.labels, *(each for each in part.labels if each not in shared)]


def _total_of(axis: Axis, totals: dict[tuple[Span, ...], int]) -> int | None:
    """The first total that stands under the same labels as this row or column (党员 over 合计, 女, 少数民族)."""
    over = (_over(axis.labels[:depth]) for depth in range(len(axis.labels) - 1, -1, -1))
    return next((totals[each] for each in over if each in totals), None)


def _over(labels: Sequence[Label]) -> tuple[Span, ...]:
    return tuple(each.span for each in labels)


def _are_years(axes: Sequence[Axis]) -> bool:
    """Whether most of the rows (or columns) are years, totals aside."""
    others = [axis.last for axis in axes if axis.last and not axis.last.total]
    return bool(others) and sum(each.dates for each in others) * 2 > len(others)
