"""Where documents came from: the imports, what each has brought, and what was done to a document."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, Select, select

from extract.models import Document
from extract.store.likeness import likeness
from extract.store.schema import batches, documents, imports

TOLD = [column.name for column in documents.c if column.name.endswith("_told")]


@dataclass(frozen=True, slots=True)
class Batch:
    """An import: who began it, when (UTC), of which paths, and its report; no `until` where it was cut short.

    `report` has total, added, replaced, there, failed and figures as numbers, and `errors` as [file, sentence].
    """

    number: int
    who: str
    what: tuple[str, ...]
    engine: str
    since: str
    until: str | None
    report: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to a document ("added", "replaced" or "removed"), when (UTC), by which engine, in which import."""

    action: str
    at: str
    engine: str
    batch: Batch | None


def batches_of(connection: Connection, most: int, before: int | None = None) -> list[Batch]:
    """The last imports, the newest first."""
    asked = _batches().order_by(batches.c.number.desc()).limit(most)
    if before is not None:
        asked = asked.where(batches.c.number < before)
    return [Batch(**row) for row in connection.execute(asked).mappings()]


def batch_of(connection: Connection, number: int) -> Batch | None:
    row = connection.execute(_batches().where(batches.c.number == number)).mappings().first()
    return None if row is None else Batch(**row)


def added_by(connection: Connection, batch: int, action: str = "added") -> list[str]:
    """The documents that an import has brought (or "replaced"), as far as nothing has changed them since."""
    newer = imports.alias()
    later = select(newer.c.number).where(newer.c.document == imports.c.document, newer.c.number > imports.c.number)
    asked = select(imports.c.document).where(imports.c.batch == batch, imports.c.action == action, ~later.exists())
    return list(connection.execute(asked.order_by(imports.c.number)).scalars())


def brought_by(connection: Connection, batch: int, most: int, after: int) -> list[tuple[str, str]]:
    asked = select(imports.c.document, imports.c.action).where(imports.c.batch == batch)
    rows = connection.execute(asked.order_by(imports.c.number).limit(most).offset(after))
    return [(row.document, row.action) for row in rows]


def history_of(connection: Connection, document: str, most: int) -> list[Step]:
    """What was done to a document, the newest first."""
    columns = (imports.c.action, imports.c.at, imports.c.engine, imports.c.batch)
    asked = select(*columns).where(imports.c.document == document)
    rows = connection.execute(asked.order_by(imports.c.number.desc()).limit(most)).all()
    numbers = {row.batch for row in rows if row.batch is not None}
    found = connection.execute(_batches().where(batches.c.number.in_(numbers))).mappings()
    known = {row["number"]: Batch(**row) for row in found}
    return [Step(row.action, row.at, row.engine, known.get(row.batch)) for row in rows]


@dataclass(frozen=True, slots=True)
class Known:
    """What an import asks of a document that is there: whether this engine has read it, and which rules told
    title, place, scope, year, publisher and address."""

    current: bool
    rules: frozenset[str]


def known(connection: Connection, wanted: Collection[str], engine: str) -> dict[str, Known]:
    """Those of these documents that are there, by their ids."""
    columns = (documents.c[name] for name in ("id", "engine", *TOLD))
    rows = connection.execute(select(*columns).where(documents.c.id.in_(wanted)))
    return {id: Known(by == engine, frozenset(each.rule for each in told if each)) for id, by, *told in rows}


def alike(connection: Connection, document: Document) -> str | None:
    """Another document with the same text that reports on the same; the same text may be given for two places."""
    digest = likeness(document.text)
    if digest is None:
        return None
    columns = (documents.c.id, documents.c.place, documents.c.scope, documents.c.year)
    asked = select(*columns).where(documents.c.likeness == digest, documents.c.id != document.id)
    same = (document.place, document.scope, document.year)
    rows = connection.execute(asked.order_by(documents.c.id))
    return next((row.id for row in rows if (row.place, row.scope, row.year) == same), None)


def _batches() -> Select[Any]:
    return select(*(batches.c[each.name] for each in fields(Batch)))
