"""How many cells there are of each indicator, scope, year, place and family, and the sums of what documents count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, delete, func, insert, literal, select

from extract.catalogue import catalogue
from extract.models import OTHER, Cell
from extract.store.rows import run
from extract.store.schema import cells, coverage, documents, tallies

COUNTED = ("characters", "figures", "attributed", "counted", "unplaced", "undated")
"""Columns of `documents` whose sums are kept, beside the number of documents."""

FORM = "2"
"""Changes with what is counted of the cells."""

FAMILY, DISPUTED = "family", "disputed"
"""Counted by place and year (“442000|2011”): the cells of a family, “family giving”, those that documents state
differently, “disputed giving”, and these of all families, “disputed”."""

Spot = tuple[str, str, str, int]
"""A row of `coverage`: place id, place, place code, year."""

ADD = """
    INSERT INTO tallies (what, value, number) VALUES (?, ?, ?)
    ON CONFLICT (what, value) DO UPDATE SET number = tallies.number + excluded.number
"""
COVER = """
    INSERT INTO coverage (place_id, place, place_code, year, number) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (place_id, place, year) DO UPDATE SET number = coverage.number + excluded.number
"""


def count(connection: Connection, made: Sequence[Cell], gone: Sequence[Cell]) -> None:
    """Add the new cells to what is counted, and take away the old ones."""
    kinds: Counter[tuple[str, str]] = Counter()
    spots: Counter[Spot] = Counter()
    for sign, each in ((1, made), (-1, gone)):
        for cell in each:
            kinds["indicator", cell.indicator] += sign
            kinds["scope", cell.scope] += sign
            kinds["year", str(cell.year)] += sign
            kinds["place", f"{cell.place_code}|{cell.place}"] += sign
            for what in _of_spot(cell):
                kinds[what, f"{cell.place_code or cell.place}|{cell.year}"] += sign
            spots[cell.place_code or cell.place, cell.place, cell.place_code, cell.year] += sign
    tally(connection, kinds)
    rows = [(*spot, number) for spot, number in spots.items() if number]
    run(connection, COVER, rows)
    if any(number < 0 for *_, number in rows):
        connection.execute(delete(coverage).where(coverage.c.number == 0))


def named(what: str, family: str) -> str:
    """What cells of a family are counted as; of all families for “”."""
    return f"{what} {family}" if family else what


def _of_spot(cell: Cell) -> tuple[str, ...]:
    """What a cell is counted as at its place in its year."""
    entry = catalogue().indicators.get(cell.indicator)
    family = entry.family if entry else OTHER
    own = (named(FAMILY, family),)
    return (*own, DISPUTED, named(DISPUTED, family)) if cell.disputed else own


def tally(connection: Connection, changes: Mapping[tuple[str, str], int]) -> None:
    rows = [(*what, number) for what, number in changes.items() if number]
    run(connection, ADD, rows)
    if any(number < 0 for *_, number in rows):
        connection.execute(delete(tallies).where(tallies.c.number == 0))


def count_anew(connection: Connection) -> None:
    """The same numbers from all rows."""
    c = cells.c
    kinds: dict[str, ColumnElement[str]] = {"indicator": c.indicator, "scope": c.scope, "year": cast(c.year, Text)}
    kinds["place"] = c.place_code + "|" + c.place
    for what, value in kinds.items():
        asked = select(literal(what), value, func.count()).group_by(value)
        connection.execute(insert(tallies).from_select(tallies.c.keys(), asked))
    _count_families(connection)
    spot = (c.place_id, c.place, c.place_code, c.year)
    asked = select(*spot, func.count()).group_by(*spot)
    connection.execute(insert(coverage).from_select(coverage.c.keys(), asked))
    sums = [func.sum(documents.c[name]).label(name) for name in COUNTED]
    row = connection.execute(select(func.count().label("documents"), *sums).select_from(documents)).one()
    tally(connection, {("documents", name): int(number or 0) for name, number in row._mapping.items()})


def _count_families(connection: Connection) -> None:
    c, families = cells.c, defaultdict[str, list[str]](list)
    for code, each in catalogue().indicators.items():
        families[each.family].append(code)
    spot = c.place_id + "|" + cast(c.year, Text)
    counted: list[tuple[str, ColumnElement[bool]]]
    counted = [(named(FAMILY, family), c.indicator.in_(codes)) for family, codes in families.items()]
    counted += [(named(DISPUTED, family), c.disputed & c.indicator.in_(codes)) for family, codes in families.items()]
    for what, those in [*counted, (DISPUTED, c.disputed)]:
        asked = select(literal(what), spot, func.count()).where(those).group_by(spot)
        connection.execute(insert(tallies).from_select(tallies.c.keys(), asked))


def count_documents(connection: Connection, rows: Iterable[Mapping[str, Any]], sign: int = 1) -> None:
    """Add what rows of `documents` count to the sums, or take it away (-1)."""
    changes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        changes["documents", "documents"] += sign
        for name in COUNTED:
            changes["documents", name] += sign * row[name]
    tally(connection, changes)
