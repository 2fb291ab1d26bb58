"""What changes the store. Each call is one transaction: a whole document or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from extract.store import concept_counts, doubting, history, panel_counts, panel_rows, prepared, search, standing_rows
from extract.store.cell_rows import unswept
from extract.store.panel_rows import Touched
from extract.store.prepared import Prepared
from extract.store.questions import document_of
from extract.store.rows import Packed, put
from extract.store.schema import batches, documents, figures, imports, meta, rejections, segments, sources, texts


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to be written with all that was found in it.

    `batch` is the import that it came with; where it may have `changed`, a document that differs from the one that is
    there is replaced.
    """

    prepared: Prepared
    batch: int | None = None
    changed: bool = False

    @property
    def id(self) -> str:
        return self.prepared.id


def add(connection: Connection, entries: Sequence[Entry], engine: str) -> list[str]:
    """Write documents: "added" or "replaced" for each, "" where this engine's reading is there already."""
    with unswept():  # a row is made, written and forgotten
        return _add(connection, entries, engine)


def _add(connection: Connection, entries: Sequence[Entry], engine: str) -> list[str]:
    last = _next(connection, len(entries))
    _agree(connection)
    known = _engines(connection, [each.id for each in entries])
    first_of = {each.id: each for each in reversed(entries) if _is_new(connection, each, engine, known)}
    chosen = dict(reversed(first_of.items()))  # in their order, however many are written at a time
    kept, touched = [], Touched()
    for id, each in chosen.items():
        source = each.prepared.source or (_kept_source(connection, id) if id in known else None)
        kept += [source] if source else []
        if id in known:
            _delete(connection, id, touched)
    _insert(connection, [each.prepared for each in chosen.values()], engine, kept, touched)
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
    return entry.changed and document_of(connection, entry.id) != entry.prepared.whole


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
    connection: Connection, some: Sequence[Prepared], engine: str, kept: Sequence[Packed], touched: Touched
) -> None:
    """The rows of all documents, table by table: a statement costs more than a row."""
    stamped = [(*each.document, engine, now()) for each in some]
    put(connection, documents, (*prepared.DOCUMENT, "engine", "imported_at"), stamped)
    put(connection, texts, prepared.TEXT, [each.text for each in some])
    put(connection, sources, prepared.SOURCE, kept)
    put(connection, segments, prepared.SEGMENT, [row for each in some for row in each.segments])
    put(connection, rejections, prepared.REJECTION, [row for each in some for row in each.rejections])
    put(connection, figures, prepared.FIGURE, [row for each in some for row in each.figures])
    search.fill(connection, search.numbered(connection, {each.id: each.index for each in some}))
    doubting.fill(connection, [each.looked for each in some])
    panel_counts.count_documents(connection, [each.counts for each in some])
    for each in some:
        touched.add(each.cells)


def _kept_source(connection: Connection, document: str) -> Packed | None:
    asked = select(*(sources.c[name] for name in prepared.SOURCE)).where(sources.c.document == document)
    row = connection.execute(asked).first()
    return None if row is None else tuple(row)


def _log(connection: Connection, done: Sequence[tuple[int, str, str, str, int | None]]) -> None:
    """Rows of `imports`: number, document, engine, action, batch."""
    names = ("number", "document", "engine", "action", "batch", "at")
    put(connection, imports, names, [(*each, now()) for each in done])


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
