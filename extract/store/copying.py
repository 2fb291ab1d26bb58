"""Backup and restore: the rows of a store of either kind in one SQLite file, and back into a store of either kind."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, RowMapping, Table, create_engine, delete, func, insert, select, text, update
from sqlalchemy.pool import NullPool

from extract.errors import StoreError
from extract.store import search
from extract.store.opening import connect, prepare
from extract.store.review_schema import decisions
from extract.store.schema import SCHEMA, documents, meta, metadata
from extract.store.upgrading import save, settle

CHUNK = 1000
"""Rows that are copied at a time; texts are long, so fewer of them."""
FEW = {"texts": 20, "sources": 5}


def backup(engine: Engine, path: Path) -> None:
    """Write everything that a store holds at one moment to a new file. Raises StoreError("backup_exists")."""
    if path.exists():
        message = f"“{path}” exists already, and is not overwritten: name another file."
        raise StoreError("backup_exists", message, path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            save(connection, path)
        return
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    begun.unlink(missing_ok=True)
    try:
        with _at_one_moment(engine) as connection:
            _write(connection, begun)
        settle(begun, path)
    finally:
        for left in path.parent.glob(f"{begun.name}*"):
            left.unlink()


def _at_one_moment(engine: Engine) -> Connection:
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", stream_results=True)


def _write(source: Connection, path: Path) -> None:
    target = connect(str(path))
    prepare(target)
    with target.execution_options(writing=True).begin() as connection:
        _copy(source, connection)
    target.dispose()
    with closing(sqlite3.connect(path)) as raw:  # one file, and nothing beside it
        raw.execute("PRAGMA journal_mode = DELETE")


def restore(engine: Engine, path: Path) -> None:
    """Fill an empty store. Raises StoreError("not_empty"), and ("no_backup") for a file that is none."""
    source = _opened(path)
    try:
        with source.connect() as old, engine.execution_options(writing=True).begin() as new:
            if any(new.execute(select(column).limit(1)).first() for column in (documents.c.id, decisions.c.number)):
                where = engine.url.render_as_string(hide_password=True)
                message = f"The store {where} holds documents already: restore into a new store (--store)."
                raise StoreError("not_empty", message, store=where)
            _copy(old, new)
            # Another store from now on: what was cached of the first is not its own.
            row = update(meta).where(meta.c.key == "data").values(value=secrets.token_hex(4))
            new.execute(row)
    finally:
        source.dispose()


def _opened(path: Path) -> Engine:
    """The file of a backup, which is never changed."""
    if not path.is_file():
        raise StoreError("no_backup", f"“{path}” is no backup: there is no such file.", path=str(path))
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            form = connection.execute(select(meta.c.number).where(meta.c.key == "schema")).scalar()
    except Exception as error:
        engine.dispose()
        message = f"“{path}” is no backup of a store: {type(error).__name__}."
        raise StoreError("no_backup", message, path=str(path)) from error
    if form != SCHEMA:
        engine.dispose()
        message = f"“{path}” was written in form {form} by another version of this program; this one reads {SCHEMA}. "
        told = "Upgrade a copy of it first: python -m extract store upgrade --store COPY."
        raise StoreError("backup_form", message + told, path=str(path), form=form)
    return engine


def _copy(source: Connection, target: Connection) -> None:
    """Every row of every table, into tables that are as a new store has them."""
    target.execute(delete(meta))
    for table in metadata.sorted_tables:
        if table.name == "alembic_version":
            continue
        for rows in _chunks(source, table):
            target.execute(insert(table), [dict(row) for row in rows])
    target.execute(delete(meta).where(meta.c.key == "search"))
    search.agree(target)
    if target.dialect.name == "postgresql":
        _count_on(target)


def _chunks(source: Connection, table: Table) -> Iterator[Sequence[RowMapping]]:
    keys = list(table.primary_key) or [table.c.document, table.c.start, table.c.end]
    yield from source.execute(select(table).order_by(*keys)).mappings().partitions(FEW.get(table.name, CHUNK))


def _count_on(target: Connection) -> None:
    """New rows get the numbers behind those that were copied."""
    for table, column in (("segments", "id"), ("batches", "number"), ("decisions", "number"), ("past", "number")):
        last = select(func.coalesce(func.max(metadata.tables[table].c[column]), 0) + 1).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table, text(f"'{column}'"))
        target.execute(select(func.setval(sequence, last, False)))
