"""Opens a store: the URL, the connection's settings, the tables and their version."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from extract.errors import StoreError
from extract.store import catalogues, panel_rows
from extract.store.rows import json_of
from extract.store.schema import SCHEMA, alembic_version, meta, metadata
from extract.store.upgrading import Upgrade, form, lock, upgrade

BUSY_SECONDS = 30
"""How long a writer waits for another one; a document is written in well under a second."""

CONNECT_SECONDS = 5
"""How long a server may take to answer: a reader waits as long before being told that it does not."""

BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

WRITERS_CACHE = 128_000
"""Kilobytes of a large SQLite store that a writer holds in memory: its indexes are touched all over."""

WRITERS_LOG = 64_000
"""Pages that the write-ahead log of SQLite takes before they go to their places, half a gigabyte: a page changes in
many writes, and an import waits for the disk each time. The log is gone when nobody has the store open."""

PAGE = 8192
"""Bytes of a page of a new SQLite store: half as many are written as of the usual size, and as much is read."""

_decode = msgspec.json.Decoder().decode


def _read_json(kept: str | bytes) -> Any:
    try:
        return _decode(kept)
    except msgspec.DecodeError:  # NaN, which other writers know and JSON does not
        return json.loads(kept)


JSON: dict[str, Any] = {"json_serializer": json_of, "json_deserializer": _read_json}


def connect(place: str) -> Engine:
    """An engine for a URL or a path. Creates the folder of an SQLite file, but does not connect yet."""
    try:
        url = make_url(place) if "://" in place else URL.create("sqlite", database=str(Path(place).expanduser()))
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        if url.get_backend_name() != "postgresql":
            raise _unopened(_shown(place), f"{url.get_backend_name()} is neither SQLite nor PostgreSQL")
        settings = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
        return create_engine(url, pool_pre_ping=True, connect_args=settings, **JSON)
    except OSError as error:
        raise _unopened(place, error.strerror or str(error)) from error
    except ModuleNotFoundError as error:
        raise _unopened(_shown(place), f"the Python package {error.name} is not installed") from error
    except (ArgumentError, SQLAlchemyError) as error:
        raise _unopened(_shown(place), str(error).splitlines()[0]) from error


def prepare(engine: Engine) -> Upgrade | None:
    """Create the tables where there are none; bring those of an older program to today's form.

    A file is upgraded at once, after a copy of it was written beside it. A server has other users: there, it takes
    `upgrade` by a person, and StoreError says so; also where the store is a newer program's.
    """
    where = engine.url.render_as_string(hide_password=True)
    with _closing(engine):
        found = _found(engine, where)
        if found > SCHEMA:
            message = f"The store {where} was written by a newer version of this program ({found}, known {SCHEMA}). "
            raise StoreError("store_newer", message + "Update the program, or choose another store.", store=where)
        if found == SCHEMA:
            _agree(engine, where)
            return None
        if engine.dialect.name != "sqlite":
            message = f"The store {where} was written by an older version of this program ({found}, now {SCHEMA}). "
            told = "Make a copy of it, see that nobody uses it, and run `python -m extract store upgrade`."
            raise StoreError("store_older", message + told, store=where)
        return upgraded(engine, where, found)


def _agree(engine: Engine, where: str) -> None:
    """Read with the store's catalogue; make the panel anew where another program or catalogue has made it.

    That takes minutes for millions of figures. In a file readers go on with the old cells and writers wait; who opens
    it meanwhile is told so, in StoreError("store_remade").
    """
    try:
        with engine.connect() as connection:
            catalogues.adopt(connection)
            if panel_rows.made_by(connection) == panel_rows.rules():
                return
        with engine.execution_options(writing=True).begin() as connection:
            lock(connection)
            panel_rows.agree(connection)
    except SQLAlchemyError as error:
        if is_locked(error):
            message = f"All values of the store {where} are being made anew just now, as the rules have changed. "
            told = "That takes some minutes for a million figures: try again then."
            raise StoreError("store_remade", message + told, store=where) from error
        raise _unopened(where, _reason(error)) from error


def upgrade_server(engine: Engine) -> Upgrade | None:
    """The same for a server, where a person has asked for it."""
    where = engine.url.render_as_string(hide_password=True)
    with _closing(engine):
        found = _found(engine, where)
        return upgraded(engine, where, found) if found < SCHEMA else None


def upgraded(engine: Engine, where: str, found: int) -> Upgrade:
    """Run the migrations; StoreError where they fail, and then the store is what it was."""
    try:
        return upgrade(engine, found)
    except (SQLAlchemyError, OSError, RuntimeError, sqlite3.Error) as error:
        reason = _reason(error)
        message = f"The store {where} could not be upgraded from form {found} to {SCHEMA}, and is as it was: {reason}."
        told = " See that there is room on the disk and that no other program uses it, then try again."
        raise StoreError("store_not_upgraded", message + told, store=where, reason=reason) from error


def _found(engine: Engine, where: str) -> int:
    """The form of the tables. Who only reads it waits for no writer; where there are none they are created."""
    try:
        with engine.connect() as connection:
            if (known := form(connection)) is not None:
                return known
        with engine.execution_options(writing=True).begin() as connection:
            return _form(connection)
    except SQLAlchemyError as error:
        raise _unopened(where, _reason(error)) from error


@contextmanager
def _closing(engine: Engine) -> Iterator[None]:
    """Give up the connections where the store cannot be used."""
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _form(connection: Connection) -> int:
    """The number of the tables' form, after creating them if need be."""
    lock(connection)
    found = form(connection)
    if found is not None:
        return found
    metadata.create_all(connection, checkfirst=False)
    connection.execute(insert(alembic_version), {"version_num": str(SCHEMA)})
    rows = [("schema", "", SCHEMA), ("data", secrets.token_hex(4), 0), ("panel", panel_rows.rules(), 0)]
    connection.execute(insert(meta), [dict(zip(meta.c.keys(), row, strict=True)) for row in rows])
    return SCHEMA


def is_locked(error: Exception) -> bool:
    """Whether another program has been writing to a file for longer than one waits for it."""
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in BUSY


def is_away(engine: Engine, error: Exception) -> bool:
    """Whether a server has gone or has no connection to spare: it will be back, the store itself is well."""
    if engine.dialect.name == "sqlite":
        return False
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, OperationalError | InterfaceError | PoolTimeout)


def away(engine: Engine, error: Exception) -> StoreError:
    """Says so. What was not confirmed when it went is not written, or its confirmation was lost on the way."""
    where, reason = engine.url.render_as_string(hide_password=True), _reason(error)
    message = f"The store {where} does not answer now: {reason}. See that the server is up, then try again."
    return StoreError("store_away", message, store=where, reason=reason)


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")


def _sqlite(url: URL) -> Engine:
    memory = not url.database or url.database == ":memory:"
    if not memory:
        Path(str(url.database)).absolute().parent.mkdir(parents=True, exist_ok=True)
    # A store in memory lives in its one connection, which the threads then share in turn.
    size: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if memory else {}
    settings: dict[str, Any] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, poolclass=QueuePool, connect_args=settings, **JSON, **size)
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin)
    return engine


def _settings(connection: Any, _record: object) -> None:
    """Of every new SQLite connection: readers beside a writer, and foreign keys held to."""
    connection.isolation_level = None  # transactions are begun below, not by the driver
    first = (f"busy_timeout = {BUSY_SECONDS * 1000}", f"page_size = {PAGE}")  # a store that is there keeps its own
    for setting in (*first, "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that read first and then writes could not wait for another.

    What a person has decided is on the disk when it is confirmed, even if the power fails: no file has it.
    """
    options = connection.get_execution_options()
    writing = options.get("writing")
    if writing:
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if options.get('lasting') else 'NORMAL'}")
        connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITERS_CACHE}")
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {WRITERS_LOG}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _shown(place: str) -> str:
    """A URL without its password."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", place)


def _unopened(where: str, reason: str) -> StoreError:
    message = f"The store {where} cannot be opened: {reason}. Check the path or URL, or set SHUCHU_STORE to another."
    return StoreError("store_unopened", message, store=where, reason=reason)
