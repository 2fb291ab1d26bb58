"""Lists of documents and of what their figures lack, page by page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, or_, select, union_all

from extract.models import OTHER, Figure, Told
from extract.store import laid
from extract.store.panel_counts import COUNTED
from extract.store.panel_questions import numbers
from extract.store.schema import cells, documents, figures


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text.

    `figures` counts all figures, `attributed` those with an indicator, `counted` those in the panel, `unplaced`
    and `undated` those without a place or a year. `place` is the full name that its figures carry.
    """

    id: str
    name: str
    title: str
    publisher: str
    url: str
    place: str | None
    place_code: str
    scope: str
    year: int | None
    figures: int
    attributed: int
    counted: int
    unplaced: int
    undated: int
    characters: int
    imported_at: str
    place_told: Told | None
    scope_told: Told | None
    year_told: Told | None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which documents are meant: `words` stand in their name, title or publisher, `place` is a code or a full name.

    `scope` "" and None mean any.
    """

    words: str = ""
    place: str | None = None
    year: int | None = None
    scope: str = ""


NEAR = 1000
"""Figures from which on counting all documents is faster than taking the first of them apart."""

D = documents.c
F = figures.c
SORTS: dict[str, tuple[Column[Any], ...]] = {
    "name": (D.name,),
    "place": (D.place_code, D.place_name, D.name),
    "year": (D.year, D.name),
    "figures": (D.figures, D.name),
    "characters": (D.characters, D.name),
    "imported": (D.imported_at, D.name),
}
"""What documents can be listed by; each has an index."""

LACKS: dict[str, tuple[ColumnElement[int], ColumnElement[bool]]] = {
    "indicator": (D.figures - D.attributed, figures.c.indicator == OTHER),
    "year": (D.undated, figures.c.year.is_(None)),
    "place": (D.unplaced, figures.c.place.is_(None)),
}
"""What a figure may lack: how many of a document do, and which."""

COLUMNS = [documents.c["place_name" if each.name == "place" else each.name] for each in fields(DocumentSummary)]


def summaries(
    connection: Connection, sought: Sought, sort: str, descending: bool, start: int, most: int | None
) -> list[DocumentSummary]:
    """The documents that are sought, from the `start`-th on."""
    order = [_ordered(each, descending) for each in (*SORTS[sort], D.id)]
    ids = _sought(select(D.id), sought).order_by(*order).offset(start).limit(most)
    if most is None and not start:
        rows = connection.execute(_sought(select(*COLUMNS), sought).order_by(*order)).all()
        return [DocumentSummary(*row) for row in rows]
    wanted = list(connection.execute(ids).scalars())  # by the index alone, however far down the page is
    found = {row.id: DocumentSummary(*row) for row in connection.execute(select(*COLUMNS).where(D.id.in_(wanted)))}
    return [found[id] for id in wanted]


def _ordered(column: Column[Any], descending: bool) -> ColumnElement[Any]:
    """Without a value comes first, on either database; asked for that of any column PostgreSQL would sort."""
    ordered = column.desc() if descending else column.asc()
    if not column.nullable:
        return ordered
    return ordered.nulls_last() if descending else ordered.nulls_first()


def summary_of(connection: Connection, document: str) -> DocumentSummary | None:
    row = connection.execute(select(*COLUMNS).where(D.id == document)).first()
    return None if row is None else DocumentSummary(*row)


def summaries_of(connection: Connection, ids: Collection[str]) -> list[DocumentSummary]:
    """The documents of these ids that are there, by the names of their files."""
    asked = select(*COLUMNS).where(D.id.in_(list(ids))).order_by(D.name, D.id)
    return [DocumentSummary(*row) for row in connection.execute(asked)]


def count_outdated(connection: Connection, engine: str) -> int:
    """How many documents another engine or catalogue has read: by an index alone."""
    asked = select(func.count()).select_from(documents)
    return int(connection.execute(asked).scalar_one()) - int(
        connection.execute(asked.where(D.engine == engine)).scalar_one()
    )


def documents_with(connection: Connection, indicator: str, most: int) -> list[str]:
    """Documents that have figures of an indicator: by its cells first, as the figures are in no order of it."""
    cited = select(cells.c.figures).where(cells.c.indicator == indicator).limit(most)
    ids = [id for some in connection.execute(cited).scalars() for id in some]
    first = list(dict.fromkeys(connection.execute(select(F.document).where(F.id.in_(ids[:most]))).scalars()))
    if len(first) == most:
        return first
    others = select(F.document).where(F.indicator == indicator, F.document.not_in(first)).distinct()
    return first + list(connection.execute(others.limit(most - len(first))).scalars())


def count_documents(connection: Connection, sought: Sought) -> int:
    if sought == Sought():
        return totals(connection)["documents"]
    return int(connection.execute(_sought(select(func.count()).select_from(documents), sought)).scalar_one())


def _sought(asked: Select[Any], sought: Sought) -> Select[Any]:
    for word in sought.words.split():
        asked = asked.where(or_(*(each.icontains(word, autoescape=True) for each in (D.name, D.title, D.publisher))))
    if sought.place is not None:
        # Looked up first: with either condition in the question itself SQLite reads all documents in their order.
        named = (D.place_code == sought.place, D.place_name == sought.place)
        asked = asked.where(D.id.in_(union_all(*(select(D.id).where(each) for each in named))))
    if sought.year is not None:
        asked = asked.where(D.year == sought.year)
    return asked.where(D.scope == sought.scope) if sought.scope else asked


def totals(connection: Connection) -> dict[str, int]:
    """How many documents there are, and the sums of what they count."""
    found = numbers(connection, "documents")
    return {name: found.get(name, 0) for name in ("documents", *COUNTED)}


def lacking(connection: Connection, reason: str, start: int, most: int) -> list[Figure]:
    """The figures that lack an "indicator", a "year" or a "place", by document and place in it, from `start` on."""
    number, lacks = LACKS[reason]
    lack = select(D.id, D.name, number.label("number")).where(number > 0)
    # A document that lacks some lacks one at least: the first so many hold all that is asked for.
    some = (lack.order_by(D.name, D.id).limit(start + most) if start < NEAR else lack).subquery()
    upto = func.sum(some.c.number).over(order_by=(some.c.name, some.c.id))
    counted = select(some.c.id, some.c.name, some.c.number, upto.label("upto")).subquery()
    asked = select(counted).where(counted.c.upto > start).order_by(counted.c.upto).limit(most)
    found: list[Figure] = []
    for row in connection.execute(asked).all():
        skipped = max(0, start - (row.upto - row.number))
        own = select(*(figures.c[name] for name in laid.COLUMNS)).where(figures.c.document == row.id, lacks)
        own = own.order_by(figures.c.start).offset(skipped).limit(most - len(found))
        found += [Figure(**each) for each in connection.execute(own).mappings()]
        if len(found) >= most:
            break
    return laid.over(connection, found)
