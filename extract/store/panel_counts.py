"""How many cells there are of each indicator, scope, year, place and family, and the sums of what documents count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, func, insert, literal, select

from extract.catalogue import catalogue
from extract.models import OTHER
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

DROP = "DELETE FROM tallies WHERE what = ? AND value = ? AND number = 0"
UNCOVER = "DELETE FROM coverage WHERE place_id = ? AND place = ? AND year = ? AND number = 0"


def count(connection: Connection, made: Iterable[Sequence[Any]], gone: Iterable[Sequence[Any]]) -> None:
    """Add the new cells to what is counted, and take away the old ones; both as rows, see `panel_rows.CELL`."""
    kinds: Counter[tuple[str, str]] = Counter()
    spots: Counter[Spot] = Counter()
    families = _families()
    for sign, rows in ((1, made), (-1, gone)):
        for place_id, year, indicator, scope, place, code, *rest in rows:
            kinds["indicator", indicator] += sign
            kinds["scope", scope] += sign
            kinds["year", str(year)] += sign
            kinds["place", f"{code}|{place}"] += sign
            spot, family = f"{place_id}|{year}", families.get(indicator, OTHER)
            kinds[named(FAMILY, family), spot] += sign
            if rest[-2]:
                kinds[DISPUTED, spot] += sign
                kinds[named(DISPUTED, family), spot] += sign
            spots[place_id, place, code, year] += sign
    tally(connection, kinds)
    changes = [(*spot, number) for spot, number in spots.items() if number]
    run(connection, COVER, changes)
    run(connection, UNCOVER, [(place_id, place, year) for place_id, place, _, year, number in changes if number < 0])


def _families() -> dict[str, str]:
    return {code: each.family for code, each in catalogue().indicators.items()}


def named(what: str, family: str) -> str:
    """What cells of a family are counted as; of all families for “”."""
    return f"{what} {family}" if family else what


def tally(connection: Connection, changes: Mapping[tuple[str, str], int]) -> None:
    rows = [(*what, number) for what, number in changes.items() if number]
    run(connection, ADD, rows)
    run(connection, DROP, [(what, value) for what, value, number in rows if number < 0])


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
