"""A numeric cell with what was told of it, and the cells that are parts of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.models import OTHER, Told
from extract.tables.axes import Axes, Axis
from extract.tables.labels import Unit
from extract.tables.naming import Named
from extract.tables.numbers import Number
from extract.tables.places import Area


@dataclass(slots=True)
class Cell:
    """A number on its way to a figure; `whole` is the cell that it is a part of."""

    row: int
    column: int
    number: Number
    named: Named
    unit: Unit
    year: int | None
    year_told: Told | None
    area: Area
    whole: Cell | None = None

    @property
    def value(self) -> Decimal:
        """The number in its unit, with 万, 亿 multiplied out."""
        return self.number.value if self.number.unit else self.number.value * self.unit.factor

    @property
    def word(self) -> str:
        """The unit, “” where none was told."""
        return self.number.unit or self.unit.word

    @property
    def place(self) -> str | None:
        return self.area.place.full_name if self.area.place else None


def link_parts(cells: Sequence[Cell], axes: Axes) -> None:
    """Links each cell to the one in its row or column that it is a part of: of the same kind, and no less."""
    at = {(cell.row, cell.column): cell for cell in cells}
    for cell in cells:
        across, down = axes.rows[cell.row], axes.columns[cell.column]
        if across.whole is not None:
            _link(cell, at.get((across.whole, cell.column)), "row", across)
        if down.whole is not None and cell.whole is None:
            _link(cell, at.get((cell.row, down.whole)), "column", down)
    _link_kinds(cells, axes)


def _link(cell: Cell, whole: Cell | None, axis: str, own: Axis) -> None:
    if whole is None or not _same_kind(cell, whole) or whole.value < cell.value or own.last is None:
        return
    # An indicator of its own (党支部 under a total of bodies) is no part; a kind of what the whole counts is, and so is
    # 开除党籍 beside 总人数 in a table that the caption says is on 处分.
    same = cell.named.axis != axis or cell.named.label is whole.named.label or whole.named.axis == "caption"
    if own.parted or own.set_in or same or lexicon().part_heads.search(own.last.core):
        cell.whole = whole


def _same_kind(cell: Cell, whole: Cell) -> bool:
    """Whether two cells state the same indicator of one year and place, or of a body below it."""
    same = cell.named.code == whole.named.code and cell.word == whole.word and cell.year == whole.year
    return same and (cell.area.narrow or cell.area.place == whole.area.place)


def _link_kinds(cells: Sequence[Cell], axes: Axes) -> None:
    """女党员 below (or beside) 党员 of the same year and place is a part of it, whether it says so or not."""
    wholes: dict[tuple[object, ...], Cell] = {}
    kind = lexicon().part_heads
    for cell in cells:
        code = cell.named.code
        if code == OTHER or cell.whole:
            continue
        body = cell.row if cell.area.narrow else None
        whole = wholes.setdefault((code, cell.year, cell.place, cell.word, cell.area.scope, body), cell)
        known = catalogue().indicators[code].nature == "stock" or cell.named.axis == "caption"
        smaller = known and whole is not cell and cell.value <= whole.value
        if smaller and kind.search(_said(cell, axes)) and not kind.search(_said(whole, axes)):
            cell.whole = whole


def _said(cell: Cell, axes: Axes) -> str:
    """The words that name a cell's indicator; where only the caption names it, those of its stub and head with it."""
    if cell.named.axis != "caption":
        return cell.named.head
    lasts = (axes.rows[cell.row].last, axes.columns[cell.column].last)
    return cell.named.head + "".join(each.core for each in lasts if each and each.core)
