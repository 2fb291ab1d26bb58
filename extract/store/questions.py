"""What is asked of the store. Nothing here writes."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, Table, case, func, or_, select

from extract.models import Document, Figure, Rejection, Segment
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

    `places` are codes, or names: a name means every place that bears it.
    """

    document: str | None = None
    indicators: Collection[str] | None = None
    places: Collection[str] | None = None
    years: Collection[int] | None = None
    counting: bool = False
    scopes: Collection[str] | None = None


def version(connection: Connection) -> str:
    row = connection.execute(select(meta.c.value, meta.c.number).where(meta.c.key == "data")).one()
    return f"{row.value}-{row.number}"


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
    asked = _chosen(_all(figures, Figure), choice).order_by(figures.c.document, figures.c.start)
    return [Figure(**row) for row in connection.execute(asked).mappings()]


def figure_of(connection: Connection, figure: str) -> Figure | None:
    row = connection.execute(_all(figures, Figure).where(figures.c.id == figure)).mappings().first()
    return None if row is None else Figure(**row)


def neighbours_of(connection: Connection, figure: str) -> tuple[Figure | None, Figure | None]:
    here = connection.execute(select(figures.c.document, figures.c.start).where(figures.c.id == figure)).first()
    if here is None:
        return None, None
    same = _all(figures, Figure).where(figures.c.document == here.document)
    before = same.where(figures.c.start < here.start).order_by(figures.c.start.desc()).limit(1)
    after = same.where(figures.c.start > here.start).order_by(figures.c.start).limit(1)
    rows = [connection.execute(asked).mappings().first() for asked in (before, after)]
    first, second = (None if row is None else Figure(**row) for row in rows)
    return first, second


AROUND = 40
"""So many characters before and behind a figure are said with it, as far as its sentence reaches."""


def quoted(connection: Connection, ids: Sequence[str]) -> dict[str, Said]:
    """The words around each figure, cut out by the database: no text is read whole for them."""
    found: dict[str, Said] = {}
    for first in range(0, len(ids), CHUNK):
        start = case((figures.c.start > AROUND, figures.c.start - AROUND), else_=0)  # no text has offsets below 0
        asked = select(
            *(figures.c[name] for name in ("id", "document", "quote", "sentence", "start", "end", "confidence")),
            func.substr(texts.c.text, start + 1, figures.c.start - start).label("before"),
            func.substr(texts.c.text, figures.c.end + 1, AROUND).label("after"),
            case((documents.c.title == "", documents.c.name), else_=documents.c.title).label("title"),
        ).join(texts, texts.c.document == figures.c.document)
        asked = asked.join(documents, documents.c.id == figures.c.document)
        for row in connection.execute(asked.where(figures.c.id.in_(ids[first : first + CHUNK]))):
            low, high = row.sentence if row.sentence[1] > row.start else (row.start, row.end)
            before = row.before[max(0, len(row.before) - max(0, row.start - low)) :]
            after = row.after[: max(0, high - row.end)]
            cut = low < row.start - AROUND, high > row.end + AROUND
            found[row.id] = Said(row.id, row.document, row.title, before, row.quote, after, cut, row.confidence)
    return found


def _all(table: Table, kind: type) -> Select[Any]:
    """The columns of a table that are the fields of a dataclass."""
    return select(*(table.c[each.name] for each in fields(kind)))


def _chosen(asked: Select[Any], choice: Choice) -> Select[Any]:
    if choice.document is not None:
        asked = asked.where(figures.c.document == choice.document)
    if choice.indicators is not None:
        asked = asked.where(figures.c.indicator.in_(list(choice.indicators)))
    if choice.places is not None:
        named = list(choice.places)
        asked = asked.where(or_(figures.c.place_code.in_(named), figures.c.place.in_(named)))
    if choice.years is not None:
        asked = asked.where(figures.c.year.in_(list(choice.years)))
    if choice.scopes is not None:
        asked = asked.where(figures.c.scope.in_(list(choice.scopes)))
    return asked.where(figures.c.counting) if choice.counting else asked
