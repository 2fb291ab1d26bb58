"""What is asked of the panel: its cells, and of which places, years, indicators and scopes there are some."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from extract.models import Cell
from extract.store import panel_rows
from extract.store.schema import cells, coverage, tallies

ORDER = (cells.c.place_code, cells.c.place, cells.c.year, cells.c.position, cells.c.scope)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a year, under the name that it has there, and how many cells it has."""

    place_id: str
    place: str
    year: int
    cells: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cells are meant. None leaves a dimension open; an empty collection means none of them.

    `places` are codes, or names: a name means every place that bears it.
    """

    indicators: Collection[str] | None = None
    places: Collection[str] | None = None
    years: Collection[int] | None = None
    scopes: Collection[str] | None = None


def chosen_cells(connection: Connection, wanted: Wanted, start: int, most: int | None) -> list[Cell]:
    """The cells of the chosen dimensions by place, year, indicator and scope, from the `start`-th on."""
    asked = chosen(select(cells), wanted).order_by(*ORDER)
    return panel_rows.found(connection, asked.offset(start).limit(most) if start or most is not None else asked)


def count_cells(connection: Connection, wanted: Wanted) -> int:
    if wanted == Wanted():
        return sum(numbers(connection, "indicator").values())
    return int(connection.execute(chosen(select(func.count()).select_from(cells), wanted)).scalar_one())


def chosen(asked: Select[Any], wanted: Wanted) -> Select[Any]:
    c = cells.c
    if wanted.indicators is not None:
        asked = asked.where(c.indicator.in_(list(wanted.indicators)))
    if wanted.places is not None:
        named = list(wanted.places)
        meant = or_(coverage.c.place_id.in_(named), coverage.c.place.in_(named))
        # The first condition finds the rows, the second keeps a place that had another name in other years apart.
        asked = asked.where(c.place_id.in_(select(coverage.c.place_id).where(meant)))
        asked = asked.where(or_(c.place_id.in_(named), c.place.in_(named)))
    if wanted.scopes is not None:
        asked = asked.where(c.scope.in_(list(wanted.scopes)))
    return asked if wanted.years is None else asked.where(c.year.in_(list(wanted.years)))


def cell_of(connection: Connection, cell: str) -> Cell | None:
    """The cell of `Cell.id`: place code or name, year, indicator and scope between bars."""
    parts = cell.split("|", 3)
    if len(parts) != 4 or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) <= 4):
        return None
    place, year, indicator, scope = parts
    return next(iter(panel_rows.cells_of(connection, [(place, scope, int(year), indicator)])), None)


def cells_of_document(connection: Connection, document: str) -> list[Cell]:
    """The cells that the figures of a document are part of, in the order of the panel."""
    found = panel_rows.cells_of(connection, panel_rows.keys_of(connection, document))
    return panel_rows.ordered(found)


def places(connection: Connection) -> list[tuple[str, str]]:
    found = (value.partition("|") for value in numbers(connection, "place"))
    return sorted((code, name) for code, _, name in found)


def years(connection: Connection) -> list[int]:
    return sorted(map(int, numbers(connection, "year")))


def numbers(connection: Connection, what: str) -> dict[str, int]:
    """Value → number of what is counted as `what`, the most frequent first."""
    asked = select(tallies.c.value, tallies.c.number).where(tallies.c.what == what)
    rows = connection.execute(asked.order_by(tallies.c.number.desc(), tallies.c.value))
    return {row.value: row.number for row in rows}


def spots(connection: Connection) -> list[Spot]:
    """Every place in every year that has cells, by place and year."""
    c = coverage.c
    asked = select(c.place_id, c.place, c.year, c.number).order_by(c.place_id, c.year, c.place)
    return [Spot(*row) for row in connection.execute(asked)]


def spots_with(
    connection: Connection, indicators: Collection[str], scope: str | None = None
) -> list[tuple[str, int]]:
    """(place id, year) where one of these indicators has a cell, of one scope where that is asked, in no order."""
    asked = select(cells.c.place_id, cells.c.year).where(cells.c.indicator.in_(list(indicators))).distinct()
    asked = asked if scope is None else asked.where(cells.c.scope == scope)
    return [(row.place_id, row.year) for row in connection.execute(asked)]


def indicators_at(connection: Connection, places: Collection[str]) -> dict[str, list[str]]:
    """Place id → the indicators that it has cells of, in the catalogue's order."""
    c = cells.c
    asked = select(c.place_id, c.position, c.indicator).where(c.place_id.in_(list(places))).distinct()
    found: dict[str, list[str]] = {}
    for row in connection.execute(asked.order_by(c.place_id, c.position)):
        found.setdefault(row.place_id, []).append(row.indicator)
    return found


def disputed(connection: Connection) -> list[Cell]:
    """The cells that documents state differently, in the order of the panel."""
    return panel_rows.found(connection, select(cells).where(cells.c.disputed).order_by(*ORDER))
