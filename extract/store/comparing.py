"""Compares series of cells, and keeps what is doubtful in them. A series is an indicator in a place.

What changes one notes it in `stale`; `examine` compares those, some at a time, and before them the sentences of new
documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from extract.decisions.doubts import OF_SERIES, Doubt, of_series, province_and_level
from extract.decisions.suspects import Rough, suspects
from extract.models import Cell
from extract.store import doubting
from extract.store.cell_rows import found as found_cells
from extract.store.cell_rows import unswept
from extract.store.doubting import Series, facts_of, rank, write_known
from extract.store.panel_questions import years
from extract.store.review_schema import stale
from extract.store.rows import ask, change, run
from extract.store.schema import cells

Pair = tuple[str, str]
"""A figure and the reason why it is doubted."""

CHUNK = 400
MANY = 20
"""From so many places on, all cells of the indicator are looked at roughly before any is compared."""

DOCUMENT = 4
"""So many series take as long as the sentences of a document."""

PLACED = (cells.c.place_id, cells.c.year, cells.c.scope)

TOGETHER = 6
"""Indicators whose cells are looked at in one passage over all of them: by the index of each they take longer."""

ROUGH = "SELECT indicator, place_id, year, scope, size, disputed FROM cells WHERE coalesce(indicator, '') IN ?"
REASONS = ", ".join(f"'{reason}'" for reason in OF_SERIES)
KNOWN = f"SELECT figure, reason, weight, facts FROM doubts WHERE indicator = ? AND reason IN ({REASONS}) AND place IN ?"
UNDOUBT = "DELETE FROM doubts WHERE figure = ? AND reason = ?"
DONE = "DELETE FROM stale WHERE indicator = ? AND place IN ?"


def waiting(connection: Connection) -> int:
    """How many documents and series have changed since they were last compared."""
    series = connection.execute(select(func.count()).select_from(stale)).scalar_one()
    return int(series) + doubting.waiting(connection)


def examine(connection: Connection, most: int | None = None) -> int:
    """Compare documents and series that have changed, at most so many; how many were."""
    done = doubting.compare_sentences(connection, most and max(1, most // DOCUMENT))
    if done and most:
        return done
    asked = select(stale.c.indicator, stale.c.place).order_by(stale.c.indicator, stale.c.place).limit(most)
    return done + compare(connection, [(row.indicator, row.place) for row in connection.execute(asked)])


def compare(connection: Connection, series: Iterable[Series]) -> int:
    """Compare these series; how many there were."""
    by_indicator: dict[str, list[str]] = defaultdict(list)
    for indicator, place in sorted(set(series)):
        by_indicator[indicator].append(place)
    listed = list(by_indicator.items())
    with unswept():
        for start in range(0, len(listed), TOGETHER):
            some = listed[start : start + TOGETHER]
            rough = _rough(connection, [indicator for indicator, places in some if len(places) >= MANY])
            for indicator, places in some:
                _compare(connection, indicator, places, rough.pop(indicator, None))
    return sum(map(len, by_indicator.values()))


def _rough(connection: Connection, indicators: list[str]) -> dict[str, list[Rough]]:
    """The cells of each of these indicators by rough numbers."""
    found: dict[str, list[Rough]] = {indicator: [] for indicator in indicators}
    if indicators:
        for indicator, place, year, scope, size, disputed in ask(connection, ROUGH, indicators):
            found[indicator].append((place, year, scope, size, disputed))
    return found


def _compare(connection: Connection, indicator: str, places: Sequence[str], rough: Sequence[Rough] | None) -> None:
    left, spots = places, None
    if rough is not None:
        named, spots = suspects(indicator, rough, set(places))
        left = [place for place in places if place in named]
    by_place = _cells(connection, indicator, left)
    near = _neighbours(connection, indicator, by_place, spots)
    found = [doubt for own in by_place.values() for doubt in of_series(own, _others(near, own, spots))]
    _keep(connection, {(each.figure, each.reason): each for each in found}, ask(connection, KNOWN, indicator, places))
    change(connection, DONE, indicator, places)


def _keep(connection: Connection, found: Mapping[Pair, Doubt], rows: Sequence[Any]) -> None:
    """Have these doubts of the series instead of those that are there; most are the same, as few cells have changed."""
    known = {(figure, reason): (weight, facts_of(facts)) for figure, reason, weight, facts in rows}
    changed = {key: each for key, each in found.items() if known.get(key) != (each.weight, dict(each.facts))}
    gone = known.keys() - found.keys()
    run(connection, UNDOUBT, sorted(gone | changed.keys()))  # a figure that was moved here brings its own
    rank(connection, sorted({figure for figure, _ in gone}))
    write_known(connection, list(changed.values()))


def _cells(connection: Connection, indicator: str, places: Sequence[str]) -> dict[str, list[Cell]]:
    """The cells of each of these places, by year."""
    found: dict[str, list[Cell]] = {place: [] for place in places}
    # With all years named a few places are looked up in the index; else all cells of the indicator are read.
    those = (cells.c.place_id.in_(bindparam("some", expanding=True)), cells.c.year.in_(years(connection)))
    asked = select(cells).where(cells.c.indicator == indicator, *those)
    for start in range(0, len(places), CHUNK):
        some = {"some": places[start : start + CHUNK]}
        for cell in found_cells(connection, asked.order_by(*PLACED).params(some)):
            found[cell.place_code or cell.place].append(cell)
    return found


Near = dict[tuple[str, str, int, str], list[tuple[str, Decimal]]]
"""Province, level, year, scope → place and value."""

Spots = Collection[tuple[str, int]]
"""Places and years whose values may lie far off those beside them; the others need not be compared with them."""


def _neighbours(connection: Connection, indicator: str, by_place: dict[str, list[Cell]], spots: Spots | None) -> Near:
    """The values that these places are compared by: those of their provinces in their years, at `spots` where given."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for place, own in by_place.items():
        for cell in own:
            if (spots is None or (place, cell.year) in spots) and (kin := province_and_level(cell.place_code)):
                wanted[kin[0]].add(cell.year)
    c, found = cells.c, defaultdict[tuple[str, str, int, str], list[tuple[str, Decimal]]](list)
    asked = select(c.place_code, c.year, c.scope, c.value).where(c.indicator == indicator).order_by(*PLACED)
    for province, own_years in sorted(wanted.items()):
        # Provinces themselves are neighbours of each other.
        those = c.place_id.between(f"{province}0000", f"{province}9999") if province else c.place_code.like("__0000")
        for code, year, scope, value in connection.execute(asked.where(those, c.year.in_(sorted(own_years)))):
            if kin := province_and_level(code):
                found[*kin, year, scope].append((code, value))
    return found


def _others(near: Near, own: Sequence[Cell], spots: Spots | None) -> dict[tuple[int, str], list[Decimal]]:
    found: dict[tuple[int, str], list[Decimal]] = {}
    for cell in own:
        kin = province_and_level(cell.place_code)
        if kin and (spots is None or (cell.place_code, cell.year) in spots):
            same = near.get((*kin, cell.year, cell.scope), [])
            found[cell.year, cell.scope] = [value for place, value in same if place != cell.place_code]
    return found
