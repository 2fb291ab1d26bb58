"""Opens a store: the URL, the connection's settings, the tables and their version."""

from __future__ import annotations

import json
import re
import secrets
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from extract.errors import StoreError
from extract.store.schema import SCHEMA, meta, metadata

BUSY_SECONDS = 30
"""How long a writer waits for another one; a document is written in well under a second."""

LOCK = 0x5348_5543
"""Number of the PostgreSQL advisory lock that keeps two programs from creating the tables at once."""


def connect(place: str) -> Engine:
    """An engine for a URL or a path. Creates the folder of an SQLite file, but does not connect yet."""
    try:
        url = make_url(place) if "://" in place else URL.create("sqlite", database=str(Path(place).expanduser()))
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        if url.get_backend_name() != "postgresql":
            raise _unopened(_shown(place), f"{url.get_backend_name()} is neither SQLite nor PostgreSQL")
        return create_engine(url, pool_pre_ping=True, json_serializer=_json)
    except OSError as error:
        raise _unopened(place, error.strerror or str(error)) from error
    except ModuleNotFoundError as error:
        raise _unopened(_shown(place), f"the Python package {error.name} is not installed") from error
    except (ArgumentError, SQLAlchemyError) as error:
        raise _unopened(_shown(place), str(error).splitlines()[0]) from error


def prepare(engine: Engine) -> None:
    """Create the tables where there are none, and check who wrote those that are there."""
    where = engine.url.render_as_string(hide_password=True)
    try:
        with engine.execution_options(writing=True).begin() as connection:
            found = _schema(connection)
    except SQLAlchemyError as error:
        engine.dispose()
        raise _unopened(where, str(getattr(error, "orig", None) or error).strip().splitlines()[0]) from error
    if found < SCHEMA:
        engine.dispose()
        message = f"The store {where} was written by an older version of this program (form {found}, now {SCHEMA}). "
        raise StoreError(
            "store_older", message + "Choose another store, or move it away, and import again.", store=where
        )
    if found > SCHEMA:
        engine.dispose()
        message = f"The store {where} was written by a newer version of this program (form {found}, known {SCHEMA}). "
        raise StoreError("store_newer", message + "Update the program, or choose another store.", store=where)


def _schema(connection: Connection) -> int:
    """The number of the tables' form, after creating them if need be."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if inspect(connection).has_table(meta.name):
        return int(connection.execute(select(meta.c.number).where(meta.c.key == "schema")).scalar() or 0)
    metadata.create_all(connection)
    rows = [("schema", "", SCHEMA), ("data", secrets.token_hex(4), 0)]
    connection.execute(insert(meta), [dict(zip(meta.c.keys(), row, strict=True)) for row in rows])
    return SCHEMA


def _sqlite(url: URL) -> Engine:
    memory = not url.database or url.database == ":memory:"
    if not memory:
        Path(str(url.database)).absolute().parent.mkdir(parents=True, exist_ok=True)
    # A store in memory lives in its one connection, which the threads then share in turn.
    size: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if memory else {}
    settings: dict[str, Any] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, poolclass=QueuePool, connect_args=settings, json_serializer=_json, **size)
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin)
    return engine


def _settings(connection: Any, _record: object) -> None:
    """Of every new SQLite connection: readers beside a writer, and foreign keys held to."""
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for setting in (f"busy_timeout = {BUSY_SECONDS * 1000}", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that read first and then writes could not wait for another."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _shown(place: str) -> str:
    """A URL without its password."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", place)


def _unopened(where: str, reason: str) -> StoreError:
    message = f"The store {where} cannot be opened: {reason}. Check the path or URL, or set SHUCHU_STORE to another."
    return StoreError("store_unopened", message, store=where, reason=reason)


_json = partial(json.dumps, ensure_ascii=False)
