"""How many cells there are of each indicator, scope, year and place, and the sums of what documents count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, delete, func, insert, literal, select

from extract.models import Cell
from extract.store.rows import run
from extract.store.schema import cells, coverage, documents, tallies

COUNTED = ("characters", "figures", "attributed", "counted", "unplaced", "undated")
"""Columns of `documents` whose sums are kept, beside the number of documents."""

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
            spots[cell.place_code or cell.place, cell.place, cell.place_code, cell.year] += sign
    tally(connection, kinds)
    rows = [(*spot, number) for spot, number in spots.items() if number]
    run(connection, COVER, rows)
    if any(number < 0 for *_, number in rows):
        connection.execute(delete(coverage).where(coverage.c.number == 0))


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
    spot = (c.place_id, c.place, c.place_code, c.year)
    asked = select(*spot, func.count()).group_by(*spot)
    connection.execute(insert(coverage).from_select(coverage.c.keys(), asked))
    sums = [func.sum(documents.c[name]).label(name) for name in COUNTED]
    row = connection.execute(select(func.count().label("documents"), *sums).select_from(documents)).one()
    tally(connection, {("documents", name): int(number or 0) for name, number in row._mapping.items()})


def count_documents(connection: Connection, rows: Iterable[Mapping[str, Any]], sign: int = 1) -> None:
    """Add what rows of `documents` count to the sums, or take it away (-1)."""
    changes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        changes["documents", "documents"] += sign
        for name in COUNTED:
            changes["documents", name] += sign * row[name]
    tally(connection, changes)
