"""What is asked of the panel: its cells, and of which places, years, indicators and scopes there are some."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, case, func, or_, select
from sqlalchemy import cast as sql_cast

from extract.models import Cell
from extract.store import cell_rows, keyed, panel_counts, panel_rows
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
    asked = chosen(connection, select(cells), wanted).order_by(*ORDER)
    return cell_rows.found(connection, asked.offset(start).limit(most) if start or most is not None else asked)


def count_cells(connection: Connection, wanted: Wanted) -> int:
    if wanted == Wanted():
        return sum(numbers(connection, "indicator").values())
    asked = chosen(connection, select(func.count()).select_from(cells), wanted)
    return int(connection.execute(asked).scalar_one())


def counts(connection: Connection, wanted: Wanted) -> dict[tuple[str, int], int]:
    """(indicator, year) → how many of the chosen cells there are."""
    c = cells.c
    asked = select(c.indicator, c.year, func.count().label("number")).select_from(cells)
    rows = connection.execute(chosen(connection, asked, wanted).group_by(c.indicator, c.year))
    return {(row.indicator, row.year): row.number for row in rows}


def latest(connection: Connection, wanted: Wanted, start: int, most: int) -> list[Cell]:
    """A page of the chosen cells of one indicator, the latest year first: as its index has them, without sorting."""
    c = cells.c
    asked = chosen(connection, select(cells), wanted).order_by(c.year.desc(), c.place_id.desc(), c.scope)
    return cell_rows.found(connection, asked.offset(start).limit(most))


def chosen(connection: Connection, asked: Select[Any], wanted: Wanted) -> Select[Any]:
    """The question, of the chosen cells alone."""
    c, codes = cells.c, wanted.indicators
    if codes is None and wanted.places is None and wanted.years is not None:
        codes = list(numbers(connection, "indicator"))  # all of them, as years alone are in no index
    if codes is not None:
        asked = asked.where(c.indicator.in_(list(codes)))
    if wanted.places is not None:
        asked = asked.where(_placed(connection, list(wanted.places)))
    if wanted.scopes is not None:
        asked = asked.where(c.scope.in_(list(wanted.scopes)))
    return asked if wanted.years is None else asked.where(c.year.in_(list(wanted.years)))


def _placed(connection: Connection, named: list[str]) -> ColumnElement[bool]:
    """Of these places, by ids: PostgreSQL, asked for them and for names at once, reads all cells of the indicator."""
    c, known = cells.c, coverage.c
    beside = select(known.place_id).where(known.place.in_(named), known.place_id.not_in(named)).distinct()
    by_name = list(connection.execute(beside).scalars())
    if not by_name:
        return c.place_id.in_(named)
    # A place that had another name in other years is meant in those of this name alone.
    return c.place_id.in_([*named, *by_name]) & or_(c.place_id.in_(named), c.place.in_(named))


def cell_of(connection: Connection, cell: str) -> Cell | None:
    """The cell of `Cell.id`: place code or name, year, indicator and scope between bars."""
    parts = cell.split("|", 3)
    if len(parts) != 4 or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) <= 4):
        return None
    place, year, indicator, scope = parts
    return next(iter(keyed.cells_of(connection, [(place, scope, int(year), indicator)])), None)


def cells_of_document(connection: Connection, document: str) -> list[Cell]:
    """The cells that the figures of a document are part of, in the order of the panel."""
    found = keyed.cells_of(connection, panel_rows.keys_of(connection, document))
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


@dataclass(frozen=True, slots=True)
class PlaceYears:
    """A place under the name that it has last, how many cells it has, and the years that it has some in."""

    id: str
    name: str
    cells: int
    years: tuple[int, ...]


def known_places(connection: Connection) -> list[PlaceYears]:
    """The places that have cells, by their ids: one row each, however many cells there are."""
    c = coverage.c
    years = func.aggregate_strings(sql_cast(c.year, Text), ",").label("years")
    asked = select(c.place_id, c.place, years, func.sum(c.number).label("number")).group_by(c.place_id, c.place)
    found: dict[str, list[tuple[list[int], str, int]]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.place_id, []).append((sorted(map(int, row.years.split(","))), row.place, int(row.number)))
    return [_known(id, found[id]) for id in sorted(found)]


def _known(id: str, names: list[tuple[list[int], str, int]]) -> PlaceYears:
    """One place of all the names that it has borne."""
    last = max(names, key=lambda each: each[0][-1])[1]
    years = {year for each in names for year in each[0]}
    return PlaceYears(id, last, sum(each[2] for each in names), tuple(sorted(years)))


def years_with(connection: Connection, what: str, family: str = "") -> dict[str, frozenset[int]]:
    """Place id → the years with cells of a family, or with such as documents state differently: `panel_counts`."""
    if what == panel_counts.FAMILY and not family:
        return {each.id: frozenset(each.years) for each in known_places(connection)}
    c = tallies.c
    split = func.length(c.value) - 4
    place = func.substr(c.value, 1, split - 1).label("place")
    years = func.aggregate_strings(func.substr(c.value, split + 1), ",").label("years")
    asked = select(place, years).where(c.what == panel_counts.named(what, family)).group_by(place)
    return {row.place: frozenset(map(int, row.years.split(","))) for row in connection.execute(asked)}


def spots_with(connection: Connection, indicators: Collection[str], scope: str) -> list[tuple[str, int]]:
    """(place id, year) where one of these indicators has a cell of a scope, in no order."""
    asked = select(cells.c.place_id, cells.c.year).where(cells.c.indicator.in_(list(indicators))).distinct()
    return [(row.place_id, row.year) for row in connection.execute(asked.where(cells.c.scope == scope))]


@dataclass(frozen=True, slots=True)
class Square:
    """A place in a year: its indicators in the catalogue's order, and how many of its cells are of which kind.

    `usual` have the scope that was asked for, `decided` a mark of people, `contested` one of people who disagree;
    `alone` is the id of the cell where it is the only one.
    """

    place_id: str
    year: int
    indicators: tuple[str, ...]
    cells: int
    disputed: int
    usual: int
    decided: int
    contested: int
    alone: str


def squares(connection: Connection, wanted: Wanted, scope: str) -> list[Square]:
    """What the places (ids) that are wanted have in each year; no cell is read whole for it."""
    c = cells.c
    counted = [func.sum(case((those, 1), else_=0)) for those in (
        c.disputed, c.scope == scope, c.mark != "", c.mark == "contested"
    )]  # fmt: skip
    held = func.aggregate_strings(sql_cast(c.position, Text) + " " + c.indicator, "|")
    asked = select(c.place_id, c.year, held, func.count(), *counted, func.min(c.scope))
    asked = asked.where(c.place_id.in_(list(wanted.places or ())), c.year.in_(list(wanted.years or ())))
    asked = asked if wanted.indicators is None else asked.where(c.indicator.in_(list(wanted.indicators)))
    return [_square(*row) for row in connection.execute(asked.group_by(c.place_id, c.year))]


def _square(place: str, year: int, held: str, number: int, *rest: Any) -> Square:
    disputed, usual, decided, contested, scope = rest
    pairs = {(int(position), code) for position, _, code in (each.partition(" ") for each in held.split("|"))}
    indicators = tuple(code for _, code in sorted(pairs))
    alone = "|".join((place, str(year), indicators[0], scope)) if number == 1 else ""
    return Square(place, year, indicators, number, int(disputed), int(usual), int(decided), int(contested), alone)


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator of one scope in one place: how many years, how many steps from one to the next, and the last."""

    place_id: str
    indicator: str
    scope: str
    years: int
    steps: int
    last: int


def series(connection: Connection, places: Collection[str], least: int) -> list[Series]:
    """The series of these places (ids) that have values of so many years at least."""
    c = cells.c
    own = (c.place_id, c.indicator, c.scope)
    before = func.lag(c.year).over(partition_by=own, order_by=c.year).label("before")
    rows = select(*own, c.year, before).where(c.place_id.in_(list(places))).subquery()
    r = rows.c
    steps = func.sum(case((r.year - r.before == 1, 1), else_=0)).label("steps")
    count = func.count().label("number")
    asked = select(r.place_id, r.indicator, r.scope, count, steps, func.max(r.year).label("last"))
    asked = asked.group_by(r.place_id, r.indicator, r.scope).having(count >= least)
    return [Series(row[0], row[1], row[2], row[3], int(row[4]), row[5]) for row in connection.execute(asked)]


def indicators_at(connection: Connection, places: Collection[str]) -> dict[str, list[str]]:
    """Place id → the indicators that it has cells of, in the catalogue's order."""
    c = cells.c
    asked = select(c.place_id, c.position, c.indicator).where(c.place_id.in_(list(places))).distinct()
    found: dict[str, list[str]] = {}
    for row in connection.execute(asked.order_by(c.place_id, c.position)):
        found.setdefault(row.place_id, []).append(row.indicator)
    return found


def disputed(connection: Connection, most: int) -> list[Cell]:
    """The first cells that documents state differently, in the order of their places' ids and of the panel."""
    c = tallies.c
    asked = select(c.value).where(c.what == panel_counts.DISPUTED).order_by(c.value).limit(most)
    spots = [value.rpartition("|") for value in connection.execute(asked).scalars()]
    if not spots:
        return []
    those = or_(*((cells.c.place_id == place) & (cells.c.year == int(year)) for place, _, year in spots))
    order = (cells.c.place_id, cells.c.year, cells.c.position, cells.c.scope)
    return cell_rows.found(connection, select(cells).where(cells.c.disputed, those).order_by(*order).limit(most))


def count_disputed(connection: Connection) -> int:
    """How many cells documents state differently."""
    asked = select(func.coalesce(func.sum(tallies.c.number), 0)).where(tallies.c.what == panel_counts.DISPUTED)
    return int(connection.execute(asked).scalar_one())
