"""What is asked of the store. Nothing here writes."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, desc, func, or_, select

from extract.models import Cell, Document, Figure, Rejection, Segment
from extract.store.laid import COLUMNS, figure_of, laid, machine
from extract.store.review_schema import decided, decisions
from extract.store.schema import documents, figures, meta, rejections, segments, sources, texts


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a figure and those around it in its sentence; `cut` where the sentence goes on before or behind.

    `title` is that of its document, or the name of its file.
    """

    id: str
    document: str
    title: str
    before: str
    quote: str
    after: str
    cut: tuple[bool, bool]
    confidence: float


CHUNK = 500
"""So many ids are asked for at once: a statement has a limit of parameters."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which figures are meant. None leaves a dimension open; an empty collection means none of them.

    `places` are codes, or names: a name means every place that bears it. `machine` asks for what the machine has
    read, whatever people have decided.
    """

    document: str | None = None
    indicators: Collection[str] | None = None
    places: Collection[str] | None = None
    years: Collection[int] | None = None
    counting: bool = False
    scopes: Collection[str] | None = None
    machine: bool = False


def chosen(each: Figure | Cell, choice: Choice) -> bool:
    """Whether a figure or a cell is one of those that are meant, by its dimensions."""
    return (
        (choice.indicators is None or each.indicator in choice.indicators)
        and (choice.places is None or each.place_code in choice.places or each.place in choice.places)
        and (choice.years is None or each.year in choice.years)
        and (choice.scopes is None or each.scope in choice.scopes)
    )


def version(connection: Connection) -> str:
    """Of the documents and of what people have decided: “<store>.<decisions>-<writes>”."""
    last = select(func.coalesce(func.max(decisions.c.number), 0)).scalar_subquery()
    row = connection.execute(select(meta.c.value, meta.c.number, last.label("last")).where(meta.c.key == "data")).one()
    return f"{row.value}.{row.last}-{row.number}"


def engine_of(connection: Connection, document: str) -> str | None:
    """The engine version that read the document last, None where it is not in the store."""
    return connection.execute(select(documents.c.engine).where(documents.c.id == document)).scalar()


def document_of(connection: Connection, document: str) -> Document | None:
    columns = ((texts if each.name in texts.c else documents).c[each.name] for each in fields(Document))
    asked = select(*columns).join(texts, texts.c.document == documents.c.id).where(documents.c.id == document)
    row = connection.execute(asked).mappings().first()
    return None if row is None else Document(**row)


def words_of(connection: Connection, document: str, start: int, end: int) -> str:
    """The words of a document from `start` to `end`, without reading the whole of it; “” where there is none."""
    asked = select(func.substr(texts.c.text, start + 1, max(0, end - start))).where(texts.c.document == document)
    return connection.execute(asked).scalar() or ""


def source_of(connection: Connection, document: str) -> bytes | None:
    """The bytes of the document's file: those kept, else its text encoded again where that gives the same bytes."""
    kept = connection.execute(select(sources.c.data).where(sources.c.document == document)).scalar()
    if kept is not None:
        return zlib.decompress(kept)
    columns = (texts.c.text, documents.c.encoding, documents.c.sha256)
    asked = select(*columns).join(texts, texts.c.document == documents.c.id).where(documents.c.id == document)
    row = connection.execute(asked).first()
    data = encoded(row.text, row.encoding) if row else None
    return data if row and data is not None and sha256(data).hexdigest() == row.sha256 else None


def encoded(text: str, encoding: str) -> bytes | None:
    """A text as the bytes that it was read from; None where it cannot be written in that encoding."""
    try:
        return text.encode(encoding)
    except (UnicodeError, LookupError):
        return None


def older_than(connection: Connection, engine: str) -> list[str]:
    """The ids of the documents that another engine or catalogue has read, by the names of their files."""
    asked = select(documents.c.id).where(documents.c.engine != engine).order_by(documents.c.name, documents.c.id)
    return list(connection.execute(asked).scalars())


def segments_of(connection: Connection, document: str) -> list[Segment]:
    asked = _all(segments, Segment).where(segments.c.document == document).order_by(segments.c.start, segments.c.end)
    return [Segment(**row) for row in connection.execute(asked).mappings()]


def rejections_of(connection: Connection, document: str) -> list[Rejection]:
    asked = _all(rejections, Rejection).where(rejections.c.document == document).order_by(rejections.c.start)
    return [Rejection(**row) for row in connection.execute(asked).mappings()]


def chosen_figures(connection: Connection, choice: Choice) -> list[Figure]:
    """The figures as they stand, those that a person rejected with that mark; or as the machine reads them."""
    asked = asked_for(choice, COLUMNS).order_by("document", "start")
    return [Figure(**row) for row in connection.execute(asked).mappings()]


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Where a figure stands and what it is of, without its words."""

    document: str
    start: int
    indicator: str
    place_id: str
    year: int | None


def dimensions_of(connection: Connection, wanted: Sequence[str]) -> list[Dimensions]:
    """The figures of these documents, in text order."""

    def of_documents(asked: Select[Any], table: Table) -> Select[Any]:
        return asked.where(table.c.document.in_(list(wanted)))

    asked = laid(("id", "document", "start", "indicator", "place_code", "place", "year"), of_documents)
    rows = connection.execute(asked.order_by("document", "start"))
    return [
        Dimensions(row.document, row.start, row.indicator, row.place_code or row.place or "", row.year) for row in rows
    ]


def neighbours_of(connection: Connection, figure: str) -> tuple[Figure | None, Figure | None]:
    here = figure_of(connection, figure)
    if here is None:
        return None, None

    def before(asked: Select[Any], table: Table) -> Select[Any]:
        return asked.where(table.c.document == here.document, table.c.start < here.start)

    def after(asked: Select[Any], table: Table) -> Select[Any]:
        return asked.where(table.c.document == here.document, table.c.start > here.start)

    first = connection.execute(laid(COLUMNS, before).order_by(desc("start")).limit(1)).mappings().first()
    second = connection.execute(laid(COLUMNS, after).order_by("start").limit(1)).mappings().first()
    return (Figure(**first) if first else None), (Figure(**second) if second else None)


def asked_for(choice: Choice, names: list[str]) -> Any:
    """The question for some columns of the chosen figures."""

    def narrow(asked: Select[Any], table: Table) -> Select[Any]:
        return _chosen(asked, choice, table)

    return (machine if choice.machine else laid)(names, narrow)


def counted_of(choice: Choice, table: Table, over: bool = False) -> Select[Any]:
    """The question how many rows of one of the two tables are chosen; `over`: of the machine's, those decided on."""
    those = conditions(choice, table)
    if not over:
        return select(func.count()).select_from(table).where(*those)
    # What is decided is little: its rows are looked up by their ids, and an outer join cannot be turned round.
    return select(func.count(table.c.id)).select_from(
        decided.outerjoin(table, and_(table.c.id == decided.c.id, *those))
    )


AROUND = 40
"""So many characters before and behind a figure are said with it, as far as its sentence reaches."""


def quoted(connection: Connection, ids: Sequence[str]) -> dict[str, Said]:
    """The words around each figure, cut out by the database: no text is read whole for them."""
    found: dict[str, Said] = {}
    for table in (figures, decided):  # a figure that a person has added is in the second alone
        left = [each for each in ids if each not in found]
        for first in range(0, len(left), CHUNK):
            found |= _quoted(connection, table, left[first : first + CHUNK])
    return found


def _quoted(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    start = case((table.c.start > AROUND, table.c.start - AROUND), else_=0)  # no text has offsets below 0
    asked = select(
        *(table.c[name] for name in ("id", "document", "quote", "sentence", "start", "end", "confidence")),
        func.substr(texts.c.text, start + 1, table.c.start - start).label("before"),
        func.substr(texts.c.text, table.c.end + 1, AROUND).label("after"),
        case((documents.c.title == "", documents.c.name), else_=documents.c.title).label("title"),
    ).join(texts, texts.c.document == table.c.document)
    asked = asked.join(documents, documents.c.id == table.c.document)
    for row in connection.execute(asked.where(table.c.id.in_(ids))):
        low, high = row.sentence if row.sentence[1] > row.start else (row.start, row.end)
        before = row.before[max(0, len(row.before) - max(0, row.start - low)) :]
        after = row.after[: max(0, high - row.end)]
        cut = low < row.start - AROUND, high > row.end + AROUND
        found[row.id] = Said(row.id, row.document, row.title, before, row.quote, after, cut, row.confidence)
    return found


def _all(table: Table, kind: type) -> Select[Any]:
    """The columns of a table that are the fields of a dataclass."""
    return select(*(table.c[each.name] for each in fields(kind)))


def _chosen(asked: Select[Any], choice: Choice, table: Table) -> Select[Any]:
    return asked.where(*conditions(choice, table))


def conditions(choice: Choice, table: Table) -> list[ColumnElement[bool]]:
    """What makes a row of one of the two tables a chosen one."""
    c, found = table.c, list[ColumnElement[bool]]()
    if choice.document is not None:
        found.append(c.document == choice.document)
    for name, wanted in (("indicator", choice.indicators), ("year", choice.years), ("scope", choice.scopes)):
        if wanted is not None:
            found.append(c[name].in_(list(wanted)))
    if choice.places is not None:
        named = list(choice.places)
        found.append(or_(c.place_code.in_(named), c.place.in_(named)))
    return [*found, c.counting] if choice.counting else found
