"""Keeps what is in doubt: reasons that show in a document when it is written, those of series when they are compared.

A series is an indicator in a place. What changes one notes it in `stale`; `examine` compares those, some at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, delete, func, or_, select, update

from extract.decisions.doubts import OF_SERIES, Doubt, of_document, of_series, province_and_level
from extract.decisions.doubts import sentence_hashes as hashes_of
from extract.decisions.doubts import twice as told_twice
from extract.models import Cell, Extraction, Figure
from extract.store.cell_rows import found as found_cells
from extract.store.questions import Choice, chosen_figures, document_of
from extract.store.review_schema import decided, doubts, sentences, stale, standings
from extract.store.rows import fill as fill_rows
from extract.store.rows import run
from extract.store.schema import cells, documents, figures

TABLES: tuple[Table, ...] = (sentences, doubts, decided)
"""What goes with a document."""

CHUNK = 400
PLACED = (cells.c.place_id, cells.c.year, cells.c.scope)

MARK = "INSERT INTO stale (indicator, place) VALUES (?, ?) ON CONFLICT DO NOTHING"

Series = tuple[str, str]
"""Indicator and place, by its code or, where it has none, its name."""


def series_of(figures: Iterable[Figure]) -> set[Series]:
    """The series that these figures are in."""
    dated = (each for each in figures if each.year is not None)
    return {(each.indicator, place) for each in dated if (place := each.place_code or each.place)}


def mark(connection: Connection, series: Iterable[Series]) -> None:
    """Note series that have to be compared anew."""
    run(connection, MARK, sorted(set(series)))


def fill(connection: Connection, some: Sequence[Extraction]) -> None:
    """Write down what is doubtful in documents that were just written, and which series they are part of."""
    found = {figure.id: figure for each in some for figure in each.figures}
    own = [(found[doubt.figure], doubt) for each in some for doubt in of_document(each.figures, each.document.text)]
    _insert(connection, own, _gravest(doubt for _, doubt in own))
    mark(connection, series_of(figure for figure in found.values() if figure.counts))
    hashes = {id: hash for each in some for id, hash in hashes_of(each.document, each.figures).items()}
    rows = [
        {"figure": id, "document": found[id].document, "hash": hash, "year": found[id].year}
        for id, hash in hashes.items()
    ]
    fill_rows(connection, sentences, rows)
    _tell_twice(connection, _in_several_years(connection, set(hashes.values())))


def fill_anew(connection: Connection) -> None:
    """Look at every document as if it had just been written: where the store has never done so."""
    for table in (doubts, sentences, stale):
        connection.execute(delete(table))
    for document in list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars()):
        known = document_of(connection, document)
        if known is not None:
            found = chosen_figures(connection, Choice(document=document, machine=True))
            fill(connection, [Extraction(known, figures=tuple(found))])


def drop(connection: Connection, document: str) -> None:
    """The same for one that is about to be taken out."""
    place = func.coalesce(func.nullif(figures.c.place_code, ""), figures.c.place)
    there = (figures.c.document == document, figures.c.counting)
    rows = connection.execute(select(figures.c.indicator, place.label("place")).where(*there).distinct())
    mark(connection, [(row.indicator, row.place) for row in rows])
    asked = select(sentences.c.hash).where(sentences.c.document == document).distinct()
    hashes = set(connection.execute(asked).scalars())
    for table in TABLES:
        connection.execute(delete(table).where(table.c.document == document))
    _tell_twice(connection, hashes)


def _in_several_years(connection: Connection, hashes: set[int]) -> set[int]:
    """Those of the sentences that stand in documents on several years; the others were never doubted for it."""
    wanted, found = sorted(hashes), set[int]()
    for start in range(0, len(wanted), CHUNK):
        asked = select(sentences.c.hash).where(sentences.c.hash.in_(wanted[start : start + CHUNK]))
        several = func.min(sentences.c.year) < func.max(sentences.c.year)
        found |= set(connection.execute(asked.group_by(sentences.c.hash).having(several)).scalars())
    return found


def _tell_twice(connection: Connection, hashes: set[int]) -> None:
    """Doubt the figures of sentences that stand in documents on several years, and no others of these sentences."""
    wanted = sorted(hashes)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        by_hash: dict[int, list[Any]] = defaultdict(list)
        for row in connection.execute(select(sentences).where(sentences.c.hash.in_(part))):
            by_hash[row.hash].append(row)
        _forget(connection, [row.figure for rows in by_hash.values() for row in rows], ("twice",))
        doubted = [
            told_twice(row.figure, row.year, [each.year for each in rows])
            for rows in by_hash.values()
            for row in rows
            if len({each.year for each in rows}) > 1
        ]
        _write_known(connection, doubted)


def _forget(connection: Connection, ids: Sequence[str], reasons: Sequence[str]) -> None:
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        connection.execute(delete(doubts).where(doubts.c.figure.in_(some), doubts.c.reason.in_(reasons)))


def _write_known(connection: Connection, found: Sequence[Doubt]) -> None:
    """Write doubts about figures that are in the store; of others they say nothing."""
    ids = sorted({each.figure for each in found})
    rows: dict[str, Any] = {}
    columns = [figures.c[name] for name in ("id", "document", "indicator", "place", "place_code")]
    for start in range(0, len(ids), CHUNK):
        asked = select(*columns).where(figures.c.id.in_(ids[start : start + CHUNK]))
        rows |= {row.id: row for row in connection.execute(asked)}
    _write(connection, [(rows[each.figure], each) for each in found if each.figure in rows])


def _write(connection: Connection, found: Sequence[tuple[Any, Doubt]]) -> None:
    """Insert doubts, and tell anew which is the gravest of each figure."""
    _insert(connection, found, set())
    _rank(connection, sorted({doubt.figure for _, doubt in found}))


def _gravest(found: Iterable[Doubt]) -> set[tuple[str, str]]:
    """Figure and reason, for each figure that has no other doubts than these."""
    ordered = sorted(found, key=lambda each: (-each.weight, each.reason), reverse=True)
    return set({each.figure: (each.figure, each.reason) for each in ordered}.values())


def _insert(connection: Connection, found: Sequence[tuple[Any, Doubt]], first: Collection[tuple[str, str]]) -> None:
    shut = _shut(connection, sorted({doubt.figure for _, doubt in found}))
    rows = [
        {
            "figure": doubt.figure, "reason": doubt.reason, "document": about.document, "weight": doubt.weight,
            "indicator": about.indicator, "place": about.place_code or about.place or "", "facts": dict(doubt.facts),
            "open": doubt.figure not in shut, "first": (doubt.figure, doubt.reason) in first,
        }
        for about, doubt in {(doubt.figure, doubt.reason): (about, doubt) for about, doubt in found}.values()
    ]  # fmt: skip
    fill_rows(connection, doubts, rows)


def _shut(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those on which somebody has decided, and nobody otherwise."""
    found: set[str] = set()
    for start in range(0, len(ids), CHUNK):
        asked = select(standings.c.figure).where(standings.c.figure.in_(ids[start : start + CHUNK]))
        found |= set(connection.execute(asked.where(standings.c.status.not_in(("open", "contested")))).scalars())
    return found


def _rank(connection: Connection, ids: Sequence[str]) -> None:
    other = doubts.alias()
    first = (other.c.weight == doubts.c.weight) & (other.c.reason < doubts.c.reason)
    graver = or_(other.c.weight > doubts.c.weight, first)
    beaten = select(other.c.figure).where(other.c.figure == doubts.c.figure, graver)
    for start in range(0, len(ids), CHUNK):
        those = doubts.c.figure.in_(ids[start : start + CHUNK])
        connection.execute(update(doubts).where(those).values(first=~beaten.exists()))


# Series


def waiting(connection: Connection) -> int:
    """How many series have changed since they were last compared."""
    return int(connection.execute(select(func.count()).select_from(stale)).scalar_one())


def examine(connection: Connection, most: int | None = None) -> int:
    """Compare series that have changed, at most so many; how many were."""
    asked = select(stale.c.indicator, stale.c.place).order_by(stale.c.indicator, stale.c.place).limit(most)
    return compare(connection, [(row.indicator, row.place) for row in connection.execute(asked)])


def compare(connection: Connection, series: Iterable[Series]) -> int:
    """Compare these series; how many there were."""
    by_indicator: dict[str, list[str]] = defaultdict(list)
    for indicator, place in sorted(set(series)):
        by_indicator[indicator].append(place)
    for indicator, places in by_indicator.items():
        _compare(connection, indicator, places)
    return sum(map(len, by_indicator.values()))


def _compare(connection: Connection, indicator: str, places: Sequence[str]) -> None:
    by_place: dict[str, list[Cell]] = defaultdict(list)
    for start in range(0, len(places), CHUNK):
        asked = select(cells).where(cells.c.indicator == indicator, cells.c.place_id.in_(places[start : start + CHUNK]))
        for cell in found_cells(connection, asked.order_by(*PLACED)):
            by_place[cell.place_code or cell.place].append(cell)
    near = _neighbours(connection, indicator, by_place, places)
    found = [
        doubt
        for place in places
        for doubt in of_series(by_place.get(place, ()), _others(near, by_place.get(place, ())))
    ]
    for start in range(0, len(places), CHUNK):
        part = list(places[start : start + CHUNK])
        own = (doubts.c.indicator == indicator, doubts.c.place.in_(part), doubts.c.reason.in_(OF_SERIES))
        ids = list(connection.execute(select(doubts.c.figure).where(*own).distinct()).scalars())
        connection.execute(delete(doubts).where(*own))
        _rank(connection, ids)
        connection.execute(delete(stale).where(stale.c.indicator == indicator, stale.c.place.in_(part)))
    _forget(connection, sorted({each.figure for each in found}), OF_SERIES)  # of figures that were moved to this series
    _write_known(connection, found)


Near = dict[tuple[str, str, int, str], list[tuple[str, Decimal]]]
"""Province, level, year, scope → place and value."""


def _neighbours(connection: Connection, indicator: str, by_place: dict[str, list[Cell]], places: Sequence[str]) -> Near:
    """The values that these places are compared by, of their own years: those of their provinces, and no more."""
    years = sorted({cell.year for place in places for cell in by_place.get(place, ())})
    wanted = {kin for place in places if (kin := province_and_level(place))}
    c, found = cells.c, defaultdict[tuple[str, str, int, str], list[tuple[str, Decimal]]](list)
    for province in sorted({province for province, _ in wanted}):
        # Provinces themselves are neighbours of each other.
        those = c.place_id.between(f"{province}0000", f"{province}9999") if province else c.place_code.like("__0000")
        asked = select(c.place_code, c.year, c.scope, c.value).where(c.indicator == indicator, those)
        for row in connection.execute(asked.where(c.year.in_(years)).order_by(*PLACED)):
            if (kin := province_and_level(row.place_code)) in wanted and kin:
                found[*kin, row.year, row.scope].append((row.place_code, row.value))
    return found


def _others(near: Near, own: Sequence[Cell]) -> dict[int, list[Decimal]]:
    found: dict[int, list[Decimal]] = {}
    for cell in own:
        if kin := province_and_level(cell.place_code):
            same = near.get((*kin, cell.year, cell.scope), [])
            found[cell.year] = [value for place, value in same if place != cell.place_code]
    return found
