"""What changes the store. Each call is one transaction: a whole document or nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from extract.counting import takes_part
from extract.models import OTHER, Extraction, Figure, Segment
from extract.store import panel_rows, search
from extract.store.likeness import likeness
from extract.store.panel_rows import Touched
from extract.store.questions import document_of, encoded
from extract.store.schema import batches, documents, figures, imports, meta, rejections, segments, sources, texts

Row = dict[str, Any]


def add(
    connection: Connection,
    extraction: Extraction,
    engine: str,
    source: bytes | None = None,
    batch: int | None = None,
    changed: bool = False,
) -> str:
    """Write a document with all that was found in it; "" where this engine's reading is there already.

    `source` are the bytes of its file, `batch` the import that it came with; where it may have `changed`, a
    document that differs from the one that is there is replaced. Gives "added" or "replaced".
    """
    number = _next(connection)
    document = extraction.document.id
    found = connection.execute(select(documents.c.engine).where(documents.c.id == document)).scalar()
    if found == engine and not (changed and document_of(connection, document) != extraction.document):
        return ""
    _agree(connection)
    touched = Touched()
    kept = _source_row(extraction, source) or (_kept_source(connection, document) if found else None)
    if found:
        _delete(connection, document, touched)
    _insert(connection, extraction, engine, kept, touched)
    touched.refresh(connection)
    action = "replaced" if found else "added"
    _log(connection, number, document, engine, action, batch)
    return action


def remove(connection: Connection, wanted: Iterable[str]) -> int:
    """Take documents out with everything found in them; how many there were."""
    count, touched = 0, Touched()
    for document in wanted:
        number = _next(connection)
        engine = connection.execute(select(documents.c.engine).where(documents.c.id == document)).scalar()
        if engine is None:
            continue
        _agree(connection)
        _delete(connection, document, touched)
        _log(connection, number, document, engine, "removed", None)
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


def note(connection: Connection, batch: int, report: dict[str, Any]) -> None:
    """Write a report of an import that says nothing of its end."""
    connection.execute(update(batches).where(batches.c.number == batch).values(report=report))


def _next(connection: Connection) -> int:
    """Raise the data version. This comes first in a write: its row lock makes writers wait for each other."""
    connection.execute(update(meta).where(meta.c.key == "data").values(number=meta.c.number + 1))
    return int(connection.execute(select(meta.c.number).where(meta.c.key == "data")).scalar_one())


def _delete(connection: Connection, document: str, touched: Touched) -> None:
    touched.keys += panel_rows.keys_of(connection, document)
    counts = select(*(documents.c[name] for name in panel_rows.COUNTED)).where(documents.c.id == document)
    panel_rows.count_document(connection, dict(connection.execute(counts).mappings().one()), -1)
    search.drop(connection, document)
    for table in (figures, rejections, segments, sources, texts):
        connection.execute(delete(table).where(table.c.document == document))
    connection.execute(delete(documents).where(documents.c.id == document))


def _insert(
    connection: Connection, extraction: Extraction, engine: str, source: Row | None, touched: Touched
) -> None:
    document = extraction.document
    row = _row(document)
    long = {"document": document.id} | {name: row.pop(name) for name in ("text", "tables", "headings", "pages")}
    found = [_figure_row(each) for each in extraction.figures]
    row |= {"characters": len(document.text), "engine": engine, "imported_at": now(), **_counts(found)}
    place = document.place
    row |= {"place_name": place and place.full_name, "place_code": place.code if place else ""}
    row["likeness"] = likeness(document.text)
    connection.execute(insert(documents), row)
    connection.execute(insert(texts), long)
    _fill(connection, sources, [source] if source else [])
    _fill(connection, segments, [_segment_row(document.id, each) for each in extraction.segments])
    _fill(connection, rejections, [_row(each) for each in extraction.rejections])
    _fill(connection, figures, found)
    search.fill(connection, search.segments_of(connection, document.id, document.text))
    panel_rows.count_document(connection, row)
    counting = [each for each, row in zip(extraction.figures, found, strict=True) if row["counting"]]
    touched.add(counting)


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    """What `documents` keeps of its figures, so that a list of documents counts nothing."""
    return {
        "figures": len(rows),
        "attributed": sum(row["indicator"] != OTHER for row in rows),
        "counted": sum(row["counting"] for row in rows),
        "unplaced": sum(row["place"] is None for row in rows),
        "undated": sum(row["year"] is None for row in rows),
    }


def _source_row(extraction: Extraction, source: bytes | None) -> Row | None:
    """The file's bytes, compressed; nothing where the text, encoded again, is the same bytes, as of a plain text."""
    document = extraction.document
    if source is None or encoded(document.text, document.encoding) == source:
        return None
    if sha256(source).hexdigest() != document.sha256:  # changed while it was being read
        return None
    return {"document": document.id, "size": len(source), "data": zlib.compress(source)}


def _kept_source(connection: Connection, document: str) -> Row | None:
    row = connection.execute(select(sources).where(sources.c.document == document)).mappings().first()
    return None if row is None else dict(row)


def _fill(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:  # an empty list would insert a row of defaults
        connection.execute(insert(table), rows)


def _row(item: object) -> Row:
    """The fields of a dataclass as they are; the column types pack what is not plain."""
    return {each.name: getattr(item, each.name) for each in fields(item)}  # type: ignore[arg-type]


def _segment_row(document: str, segment: Segment) -> Row:
    return _row(segment) | {"document": document}


def _figure_row(figure: Figure) -> Row:
    return _row(figure) | {"counting": takes_part(figure)}


def _log(connection: Connection, number: int, document: str, engine: str, action: str, batch: int | None) -> None:
    row = {"number": number, "document": document, "engine": engine, "action": action, "at": now(), "batch": batch}
    connection.execute(insert(imports), row)


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
