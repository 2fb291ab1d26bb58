"""Keeps what is in doubt: here the reasons that show in a document when it is written; `comparing` has the others."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table, delete, func, select

from extract.decisions.doubts import Doubt, nearest, of_document
from extract.decisions.doubts import sentence_hashes as hashes_of
from extract.decisions.doubts import twice as told_twice
from extract.models import Document, Figure
from extract.store.questions import Choice, chosen_figures, document_of
from extract.store.review_schema import decided, doubts, sentences, stale, uncompared
from extract.store.rows import Packed, ask, change, json_of, packed, put, run
from extract.store.schema import documents, figures

TABLES: tuple[Table, ...] = (uncompared, sentences, doubts, decided)
"""What goes with a document."""

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


DOUBT = ("figure", "reason", "document", "weight", "indicator", "place", "facts", "first", "open")
"""Columns of `doubts`; whether one is open the store knows alone, so that it stands last."""

SENTENCE = ("figure", "document", "hash", "year")
UNCOMPARED = ("document", "sentences")


@dataclass(frozen=True, slots=True)
class Looked:
    """What is doubtful in one document: packed rows of `doubts` and `uncompared`, and the series that it is part of."""

    doubts: list[Packed]
    uncompared: list[Packed]
    series: list[Series]


def look(dialect: Dialect, document: Document, figures: Sequence[Figure]) -> Looked:
    """Look at the figures of a document by themselves."""
    by_id = {figure.id: figure for figure in figures}
    found = of_document(figures, document.text)
    own = _rows([(by_id[each.figure], each) for each in found], _gravest(found))
    told = [(id, hash, by_id[id].year) for id, hash in hashes_of(document, figures).items()]
    return Looked(
        packed(dialect, doubts, DOUBT, own),
        packed(dialect, uncompared, UNCOMPARED, [(document.id, told)] if told else []),
        sorted(series_of(figure for figure in figures if figure.counts)),
    )


def fill(connection: Connection, some: Sequence[Looked]) -> None:
    """Write down what is doubtful in documents that were just written, and what is to be compared of them."""
    _put(connection, [row for each in some for row in each.doubts])
    mark(connection, (series for each in some for series in each.series))
    put(connection, uncompared, UNCOMPARED, [row for each in some for row in each.uncompared])


def waiting(connection: Connection) -> int:
    """How many documents there are whose sentences have not been looked for in others."""
    return int(connection.execute(select(func.count()).select_from(uncompared)).scalar_one())


def compare_sentences(connection: Connection, most: int | None = None) -> int:
    """Look for the sentences of documents that were written since in all others, of at most so many; how many.

    Sentences lie by their hashes, which is to say anywhere: those of a thousand documents are on the same pages of a
    large store as those of a hundred.
    """
    asked = select(uncompared).order_by(uncompared.c.document).limit(most)
    some = connection.execute(asked).all()
    told = [(figure, each.document, hash, year) for each in some for figure, hash, year in each.sentences]
    put(connection, sentences, SENTENCE, told)
    _tell_twice(connection, Counter(hash for _, _, hash, _ in told))
    change(connection, COMPARED, [each.document for each in some])
    return len(some)


def fill_anew(connection: Connection) -> None:
    """Look at every document as if it had just been written: where the store has never done so."""
    for table in (doubts, sentences, uncompared, stale):
        connection.execute(delete(table))
    for document in list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars()):
        known = document_of(connection, document)
        if known is not None:
            found = chosen_figures(connection, Choice(document=document, machine=True))
            fill(connection, [look(connection.dialect, known, found)])


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
    _tell_twice(connection, Counter(dict.fromkeys(hashes, 0)))


COMPARED = "DELETE FROM uncompared WHERE document IN ?"

COMMON = 24
"""Figures of one sentence from which on it is a phrase that many write (全年召开会议12次), and nobody's copy."""

HOW_MANY = """
    SELECT wanted.value, (SELECT count(*) FROM (SELECT 1 FROM sentences WHERE hash = wanted.value LIMIT {most}))
    FROM {listed}
"""
LISTED = {"sqlite": "json_each(?) AS wanted", "postgresql": "unnest(%s::bigint[]) AS wanted (value)"}

SEVERAL = "SELECT hash FROM sentences WHERE hash IN ? GROUP BY hash HAVING min(year) < max(year)"
"""Those of some sentences that stand in documents on several years; the others were never doubted for it."""

COMMONLY_TOLD = """
    SELECT figure FROM doubts WHERE reason = 'twice' AND figure IN (
        SELECT figure FROM sentences WHERE hash IN (SELECT hash FROM sentences GROUP BY hash HAVING count(*) > ?)
    )
"""

SAME = "SELECT hash, figure, year FROM sentences WHERE hash IN ?"


TOLD = "SELECT figure FROM doubts WHERE reason = 'twice' AND figure IN ?"


def _tell_twice(connection: Connection, changed: Counter[int]) -> None:
    """Doubt the figures of sentences that stand in documents on several years, and no others of these sentences.

    `changed` says how many figures of each sentence are new. One that was common before them stays undoubted, and no
    more than that is read of it: in a large store it stands thousands of times.
    """
    rare, common = _told_apart(connection, changed)
    by_hash: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for hash, figure, year in ask(connection, SAME, sorted([*rare, *common])):
        by_hash[hash].append((figure, year))
    several = [by_hash[hash] for hash in rare if len({year for _, year in by_hash[hash]}) > 1]
    doubted = {figure: year for same in several for figure, year in same}
    ids = sorted({figure for rows in by_hash.values() for figure, _ in rows})
    told = {figure for figure, in ask(connection, TOLD, ids)}
    gone = sorted(told - doubted.keys())
    change(connection, UNTELL, gone)
    rank(connection, gone)
    write_known(connection, [told_twice(figure, year) for figure, year in doubted.items() if figure not in told])


BESIDE = """
    SELECT DISTINCT own.figure, own.year, other.year FROM sentences AS own
    JOIN sentences AS other ON other.hash = own.hash WHERE own.figure IN ?
"""


def years_beside(connection: Connection, ids: Sequence[str]) -> dict[str, list[int]]:
    """The nearest of the years in which the sentences of these figures stand in other documents."""
    years: dict[tuple[str, int], list[int]] = defaultdict(list)
    for figure, year, other in ask(connection, BESIDE, sorted(ids)):
        years[figure, year].append(other)
    return {figure: nearest(year, others) for (figure, year), others in years.items()}


def _told_apart(connection: Connection, changed: Counter[int]) -> tuple[list[int], list[int]]:
    """Which of these sentences are few enough to be copies, and which have just become common."""
    if not changed:
        return [], []
    kind, most = connection.dialect.name, COMMON + max(changed.values()) + 1
    asked, hashes = HOW_MANY.format(most=most, listed=LISTED[kind]), sorted(changed)
    rows = connection.exec_driver_sql(asked, (json_of(hashes) if kind == "sqlite" else hashes,))
    found = {row[0]: row[1] for row in rows}
    few = [hash for hash in hashes if found[hash] <= COMMON]
    if any(changed.values()):  # else some were taken out, and what is left may be of one year now
        few = [hash for hash, in ask(connection, SEVERAL, few)]
    return few, [hash for hash in hashes if COMMON < found[hash] <= COMMON + changed[hash]]


def forget_common(connection: Connection) -> None:
    """Take the doubts from common sentences, where an earlier version has told them."""
    told = [figure for figure, in ask(connection, COMMONLY_TOLD, COMMON)]
    change(connection, UNTELL, told)
    rank(connection, told)


def facts_of(kept: Any) -> Any:
    """What is kept of a doubt's facts, as they were."""
    return json.loads(kept) if isinstance(kept, str) else kept  # the driver of a server reads JSON itself


UNTELL = "DELETE FROM doubts WHERE reason = 'twice' AND figure IN ?"


KNOWN = "SELECT id, document, indicator, place, place_code FROM figures WHERE id IN ?"


def write_known(connection: Connection, found: Sequence[Doubt]) -> None:
    """Write doubts about figures that are in the store; of others they say nothing."""
    rows = {row.id: row for row in ask(connection, KNOWN, sorted({each.figure for each in found}))}
    _write(connection, [(rows[each.figure], each) for each in found if each.figure in rows])


def _write(connection: Connection, found: Sequence[tuple[Any, Doubt]]) -> None:
    """Insert doubts, and tell anew which is the gravest of each figure."""
    known = ask(connection, OPEN, sorted({doubt.figure for _, doubt in found}))
    first = _gravest([*known, *(doubt for _, doubt in found)])
    _rank(connection, known, first)
    _put(connection, packed(connection.dialect, doubts, DOUBT, _rows(found, first)))


def _gravest(found: Iterable[Any]) -> set[tuple[str, str]]:
    """Figure and reason, for each figure that has no other doubts than these (Doubt, or rows of `doubts`)."""
    ordered = sorted(found, key=lambda each: (-each.weight, each.reason), reverse=True)
    return set({each.figure: (each.figure, each.reason) for each in ordered}.values())


def _rows(found: Iterable[tuple[Any, Doubt]], first: Collection[tuple[str, str]]) -> list[Packed]:
    """Rows of `doubts`, each open; `found` with the figures, or rows of theirs."""
    return [
        (
            doubt.figure, doubt.reason, about.document, doubt.weight, about.indicator, about.place_code or about.place
            or "", dict(doubt.facts), (doubt.figure, doubt.reason) in first, True,
        )
        for about, doubt in {(doubt.figure, doubt.reason): (about, doubt) for about, doubt in found}.values()
    ]  # fmt: skip


def _put(connection: Connection, rows: Sequence[Packed]) -> None:
    """Insert packed rows; closed where somebody has decided on the figure."""
    shut = _shut(connection, sorted({figure for figure, *_ in rows}))
    put(connection, doubts, DOUBT, [(*row[:-1], False) if row[0] in shut else row for row in rows])


SHUT = "SELECT figure FROM standings WHERE status NOT IN ('open', 'contested') AND figure IN ?"


def _shut(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those on which somebody has decided, and nobody otherwise."""
    return {figure for figure, in ask(connection, SHUT, ids)}


OPEN = "SELECT figure, reason, weight, first FROM doubts WHERE figure IN ?"
FIRST = "UPDATE doubts SET first = ? WHERE figure = ? AND reason = ?"


def rank(connection: Connection, ids: Sequence[str]) -> None:
    """Tell anew which doubt is the gravest of each of these figures."""
    rows = ask(connection, OPEN, list(ids))
    _rank(connection, rows, _gravest(rows))


def _rank(connection: Connection, rows: Sequence[Any], gravest: Collection[tuple[str, str]]) -> None:
    now = [((each.figure, each.reason) in gravest, each) for each in rows]
    run(connection, FIRST, [(first, each.figure, each.reason) for first, each in now if first != bool(each.first)])
