"""What changes the store. Each call is one transaction: a whole document or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from extract.counting import takes_part
from extract.models import Extraction, Figure, Segment
from extract.store.schema import documents, figures, imports, meta, rejections, segments

Row = dict[str, Any]


def add(connection: Connection, extraction: Extraction, engine: str) -> bool:
    """Write a document with all that was found in it; False where this engine's reading is there already."""
    number = _next(connection)
    found = connection.execute(select(documents.c.engine).where(documents.c.id == extraction.document.id)).scalar()
    if found == engine:
        return False
    _delete(connection, extraction.document.id)
    _insert(connection, extraction, engine)
    _log(connection, number, extraction.document.id, engine, "replaced" if found else "added")
    return True


def remove(connection: Connection, document: str) -> bool:
    """Take a document out with everything found in it; False where there is none."""
    number = _next(connection)
    engine = connection.execute(select(documents.c.engine).where(documents.c.id == document)).scalar()
    if engine is None:
        return False
    _delete(connection, document)
    _log(connection, number, document, engine, "removed")
    return True


def _next(connection: Connection) -> int:
    """Raise the data version. This comes first in a write: its row lock makes writers wait for each other."""
    connection.execute(update(meta).where(meta.c.key == "data").values(number=meta.c.number + 1))
    return int(connection.execute(select(meta.c.number).where(meta.c.key == "data")).scalar_one())


def _delete(connection: Connection, document: str) -> None:
    for table in (figures, rejections, segments):
        connection.execute(delete(table).where(table.c.document == document))
    connection.execute(delete(documents).where(documents.c.id == document))


def _insert(connection: Connection, extraction: Extraction, engine: str) -> None:
    document = extraction.document
    row = _row(document) | {"characters": len(document.text), "engine": engine, "imported_at": _now()}
    connection.execute(insert(documents), row)
    _fill(connection, segments, [_segment_row(document.id, each) for each in extraction.segments])
    _fill(connection, rejections, [_row(each) for each in extraction.rejections])
    _fill(connection, figures, [_figure_row(each) for each in extraction.figures])


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


def _log(connection: Connection, number: int, document: str, engine: str, action: str) -> None:
    connection.execute(
        insert(imports), {"number": number, "document": document, "engine": engine, "action": action, "at": _now()}
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
