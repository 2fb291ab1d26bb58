"""How many cells there are of each indicator, scope, year, place and family, and the sums of what documents count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
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

_COLUMNS = list(cells.c.keys())

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


def count(connection: Connection, made: Sequence[Sequence[Any]], gone: Sequence[Sequence[Any]]) -> None:
    """Add the new cells to what is counted, and take away the old ones; both as rows of `cells`."""
    kinds: Counter[tuple[str, str]] = Counter()
    spots: Counter[tuple[Any, ...]] = Counter()
    for sign, rows in ((1, made), (-1, gone)):
        for kind, number in _kinds(rows):
            kinds[kind] += sign * number
        for spot, number in _counted(rows, "place_id", "place", "place_code", "year"):
            spots[spot] += sign * number
    tally(connection, kinds)
    changes = [(*spot, number) for spot, number in spots.items() if number]
    run(connection, COVER, changes)
    run(connection, UNCOVER, [(place_id, place, year) for place_id, place, _, year, number in changes if number < 0])


def _kinds(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[tuple[str, str], int]]:
    """What each of the cells is counted as; many are the same, so that each kind is named once."""
    for what in ("indicator", "scope", "year"):
        for (value,), number in _counted(rows, what):
            yield (what, str(value)), number
    for (code, place), number in _counted(rows, "place_code", "place"):
        yield ("place", f"{code}|{place}"), number
    families = _families()
    stated = Counter(
        (place, year, families.get(indicator, OTHER), disputed)
        for place, year, indicator, disputed in map(_of("place_id", "year", "indicator", "disputed"), rows)
    )
    for (place, year, family, disputed), number in stated.items():
        spot = f"{place}|{year}"
        yield (named(FAMILY, family), spot), number
        if disputed:
            yield (DISPUTED, spot), number
            yield (named(DISPUTED, family), spot), number


def _counted(rows: Sequence[Sequence[Any]], *names: str) -> Iterable[tuple[tuple[Any, ...], int]]:
    """How many of the cells have the same in these columns."""
    return Counter(map(_of(*names), rows)).items()


def _of(*names: str) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    places = [_COLUMNS.index(name) for name in names]
    (first, *others), get = places, itemgetter(*places)
    return get if others else lambda row: (row[first],)


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
