"""What changes the store. Each call is one transaction: a whole document or nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from itertools import compress
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from extract.counting import takes_part
from extract.models import OTHER, Document, Extraction, Figure, Rejection, Segment
from extract.store import concept_counts, doubting, history, panel_counts, panel_rows, search, standing_rows
from extract.store.likeness import likeness
from extract.store.panel_rows import Touched
from extract.store.questions import document_of, encoded
from extract.store.rows import fill, fill_tuples
from extract.store.schema import batches, documents, figures, imports, meta, rejections, segments, sources, texts

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to be written with all that was found in it.

    `source` are the bytes of its file, `batch` the import that it came with; where it may have `changed`, a
    document that differs from the one that is there is replaced.
    """

    extraction: Extraction
    source: bytes | None = None
    batch: int | None = None
    changed: bool = False

    @property
    def id(self) -> str:
        return self.extraction.document.id


def add(connection: Connection, entries: Sequence[Entry], engine: str) -> list[str]:
    """Write documents: "added" or "replaced" for each, "" where this engine's reading is there already."""
    last = _next(connection, len(entries))
    _agree(connection)
    known = _engines(connection, [each.id for each in entries])
    chosen = {each.id: each for each in reversed(entries) if _is_new(connection, each, engine, known)}
    kept, touched = [], Touched()
    for id, each in chosen.items():
        source = _source_row(each) or (_kept_source(connection, id) if id in known else None)
        kept += [source] if source else []
        if id in known:
            _delete(connection, id, touched)
    _insert(connection, [each.extraction for each in chosen.values()], engine, kept, touched)
    touched.decided(standing_rows.find_again(connection, list(chosen)))
    touched.refresh(connection)
    actions = [_action(each, chosen, known) for each in entries]
    first = last - len(entries) + 1
    done = [(n, each, action) for n, (each, action) in enumerate(zip(entries, actions, strict=True), first) if action]
    _log(connection, [(n, each.id, engine, action, each.batch) for n, each, action in done])
    return actions


def _engines(connection: Connection, wanted: Sequence[str]) -> dict[str, str]:
    """Which engine read each of the documents that are there."""
    asked = select(documents.c.id, documents.c.engine).where(documents.c.id.in_(wanted))
    return {row.id: row.engine for row in connection.execute(asked)}


def _is_new(connection: Connection, entry: Entry, engine: str, known: Mapping[str, str]) -> bool:
    if known.get(entry.id) != engine:
        return True
    return entry.changed and document_of(connection, entry.id) != entry.extraction.document


def _action(entry: Entry, chosen: Mapping[str, Entry], known: Mapping[str, str]) -> str:
    if chosen.get(entry.id) is not entry:  # a file that lies in two places is one document
        return ""
    return "replaced" if entry.id in known else "added"


def remove(connection: Connection, wanted: Iterable[str]) -> int:
    """Take documents out with everything found in them; how many there were."""
    count, touched = 0, Touched()
    for document in wanted:
        number = _next(connection)
        about = select(documents.c.engine, documents.c.name).where(documents.c.id == document)
        found = connection.execute(about).first()
        if found is None:
            continue
        _agree(connection)
        _delete(connection, document, touched)
        touched.decided(standing_rows.find_elsewhere(connection, found.name))
        _log(connection, [(number, document, found.engine, "removed", None)])
        count += 1
    touched.refresh(connection)
    return count


def _agree(connection: Connection) -> None:
    """What is derived from texts and figures is made by today's rules before it is added to."""
    search.agree(connection)
    panel_rows.agree(connection)


def begin(connection: Connection, who: str, what: Sequence[str], engine: str) -> int:
    """Write down that an import begins; its number."""
    _next(connection)
    row = {"who": who, "what": tuple(what), "engine": engine, "since": now()}
    key = connection.execute(insert(batches).values(row)).inserted_primary_key
    return int(key[0]) if key else 0


def finish(connection: Connection, batch: int, report: dict[str, Any]) -> None:
    """Write down that an import has come to its end, and with what."""
    _next(connection)
    connection.execute(update(batches).where(batches.c.number == batch).values(until=now(), report=report))


def change(connection: Connection) -> None:
    """Let readers know that what they have cached is of another time."""
    _next(connection)


def note(connection: Connection, batch: int, report: dict[str, Any]) -> None:
    """Write a report of an import that says nothing of its end."""
    connection.execute(update(batches).where(batches.c.number == batch).values(report=report))


def _next(connection: Connection, by: int = 1) -> int:
    """Raise the data version. This comes first in a write: its row lock makes writers wait for each other."""
    connection.execute(update(meta).where(meta.c.key == "data").values(number=meta.c.number + by))
    return int(connection.execute(select(meta.c.number).where(meta.c.key == "data")).scalar_one())


def _delete(connection: Connection, document: str, touched: Touched) -> None:
    """Take out a document and all that was read in it; what people have decided of it waits to be found again."""
    touched.keys += panel_rows.keys_of(connection, document)
    counts = select(*(documents.c[name] for name in panel_counts.COUNTED)).where(documents.c.id == document)
    panel_counts.count_documents(connection, [dict(connection.execute(counts).mappings().one())], -1)
    history.keep(connection, document)
    standing_rows.lose(connection, document)
    doubting.drop(connection, document)
    search.drop(connection, document)
    concept_counts.drop(connection, document)
    for table in (figures, rejections, segments, sources, texts):
        connection.execute(delete(table).where(table.c.document == document))
    connection.execute(delete(documents).where(documents.c.id == document))


def _insert(
    connection: Connection, some: Sequence[Extraction], engine: str, kept: Sequence[Row], touched: Touched
) -> None:
    """The rows of all documents, table by table: a statement costs more than a row."""
    found = [(each, [takes_part(figure) for figure in each.figures]) for each in some]
    rows = [_document_row(each, engine, counting) for each, counting in found]
    fill(connection, documents, rows)
    fill(connection, texts, [_long_row(each.document) for each in some])
    fill(connection, sources, kept)
    parts = ((each.document.id, *SEGMENT(part)) for each in some for part in each.segments)
    fill_tuples(connection, segments, ("document", *NAMES[Segment]), parts)
    refused = (REJECTION(part) for each in some for part in each.rejections)
    fill_tuples(connection, rejections, NAMES[Rejection], refused)
    read = ((*FIGURE(figure), takes) for each, own in found for figure, takes in zip(each.figures, own, strict=True))
    fill_tuples(connection, figures, (*NAMES[Figure], "counting"), read)
    search.fill(connection, search.segments_of(connection, {each.document.id: each.document.text for each in some}))
    doubting.fill(connection, some)
    panel_counts.count_documents(connection, rows)
    for each, own in found:
        touched.add(compress(each.figures, own))


LONG = ("text", "tables", "headings", "pages")
"""Fields of a document that stand in `texts`."""


def _document_row(extraction: Extraction, engine: str, counting: Sequence[bool]) -> Row:
    document, place = extraction.document, extraction.document.place
    row: Row = {name: getattr(document, name) for name in NAMES[Document] if name not in LONG}
    row |= {"characters": len(document.text), "engine": engine, "imported_at": now()}
    row |= _counts(extraction.figures, counting)
    row["likeness"] = likeness(document.text)
    return row | {"place_name": place and place.full_name, "place_code": place.code if place else ""}


def _long_row(document: Document) -> Row:
    return {"document": document.id} | {name: getattr(document, name) for name in LONG}


def _counts(found: Sequence[Figure], counting: Sequence[bool]) -> dict[str, int]:
    """What `documents` keeps of its figures, so that a list of documents counts nothing."""
    return {
        "figures": len(found),
        "attributed": sum(each.indicator != OTHER for each in found),
        "counted": sum(counting),
        "unplaced": sum(each.place is None for each in found),
        "undated": sum(each.year is None for each in found),
    }


def _source_row(entry: Entry) -> Row | None:
    """The file's bytes, compressed; nothing where the text, encoded again, is the same bytes, as of a plain text."""
    document, source = entry.extraction.document, entry.source
    if source is None or encoded(document.text, document.encoding) == source:
        return None
    if sha256(source).hexdigest() != document.sha256:  # changed while it was being read
        return None
    return {"document": document.id, "size": len(source), "data": zlib.compress(source)}


def _kept_source(connection: Connection, document: str) -> Row | None:
    row = connection.execute(select(sources).where(sources.c.document == document)).mappings().first()
    return None if row is None else dict(row)


NAMES: dict[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind) if each.name != "mark")  # a person's; these are the machine's
    for kind in (Document, Segment, Rejection, Figure)
}
SEGMENT, REJECTION, FIGURE = (attrgetter(*NAMES[kind]) for kind in (Segment, Rejection, Figure))
"""Their fields as a tuple; the column types pack what is not plain."""


def _log(connection: Connection, done: Sequence[tuple[int, str, str, str, int | None]]) -> None:
    """Rows of `imports`: number, document, engine, action, batch."""
    names = ("number", "document", "engine", "action", "batch")
    fill(connection, imports, [dict(zip(names, each, strict=True)) | {"at": now()} for each in done])


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
