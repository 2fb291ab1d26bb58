"""What changes the store. Each call is one transaction: a whole document or nothing."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from extract.counting import takes_part
from extract.models import OTHER, Extraction, Figure, Segment
from extract.store import search
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
    search.agree(connection)
    kept = _source_row(extraction, source) or (_kept_source(connection, document) if found else None)
    _delete(connection, document)
    _insert(connection, extraction, engine, kept)
    action = "replaced" if found else "added"
    _log(connection, number, document, engine, action, batch)
    return action


def remove(connection: Connection, document: str) -> bool:
    """Take a document out with everything found in it; False where there is none."""
    number = _next(connection)
    engine = connection.execute(select(documents.c.engine).where(documents.c.id == document)).scalar()
    if engine is None:
        return False
    search.agree(connection)
    _delete(connection, document)
    _log(connection, number, document, engine, "removed", None)
    return True


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


def _next(connection: Connection) -> int:
    """Raise the data version. This comes first in a write: its row lock makes writers wait for each other."""
    connection.execute(update(meta).where(meta.c.key == "data").values(number=meta.c.number + 1))
    return int(connection.execute(select(meta.c.number).where(meta.c.key == "data")).scalar_one())


def _delete(connection: Connection, document: str) -> None:
    search.drop(connection, document)
    for table in (figures, rejections, segments, sources, texts):
        connection.execute(delete(table).where(table.c.document == document))
    connection.execute(delete(documents).where(documents.c.id == document))


def _insert(connection: Connection, extraction: Extraction, engine: str, source: Row | None) -> None:
    document = extraction.document
    row = _row(document)
    long = {"document": document.id} | {name: row.pop(name) for name in ("text", "tables", "headings", "pages")}
    found = [_figure_row(each) for each in extraction.figures]
    row |= {"characters": len(document.text), "engine": engine, "imported_at": now(), **_counts(found)}
    connection.execute(insert(documents), row)
    connection.execute(insert(texts), long)
    _fill(connection, sources, [source] if source else [])
    _fill(connection, segments, [_segment_row(document.id, each) for each in extraction.segments])
    _fill(connection, rejections, [_row(each) for each in extraction.rejections])
    _fill(connection, figures, found)
    search.fill(connection, search.segments_of(connection, document.id, document.text))


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
