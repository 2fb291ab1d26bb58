"""Brings a store of an older form to today's, by the revisions below `migrations`; a copy is kept beside a file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text, update

from extract.store import doubting, panel_rows, search
from extract.store.schema import SCHEMA, meta

MIGRATIONS = Path(__file__).parent / "migrations"

LOCK = 0x5348_5543
"""Number of the PostgreSQL advisory lock that keeps two programs from creating the tables at once."""

DOUBTING = 7
"""From this form on a store says which figures are in doubt."""

COMMON = 11
"""From this form on sentences that many write are in no doubt."""

FIRST = "1"
"""Where a store begins that no revision has touched yet; 2 and 3 add only what it lacks."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From which form a store was brought to which, and where the copy of the old one is (None on a server)."""

    old: int
    new: int
    copy: Path | None


def upgrade(engine: Engine, found: int) -> Upgrade:
    """Run the missing revisions in one transaction: a store is upgraded whole, or stays what it was."""
    copy = copied(engine, f"form-{found}") if engine.dialect.name == "sqlite" else None
    with engine.connect() as connection:
        _free(connection)
        with connection.execution_options(writing=True).begin():
            lock(connection)
            if form(connection) == found:  # another program may have been first
                run(connection)
                search.agree(connection)
                panel_rows.agree(connection)
                if found < DOUBTING:
                    doubting.fill_anew(connection)
                elif found < COMMON:
                    doubting.forget_common(connection)
        connection.detach()  # on SQLite its foreign keys are off
    return Upgrade(found, SCHEMA, copy)


def lock(connection: Connection) -> None:
    """Keep other programs from making or changing the tables until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def form(connection: Connection) -> int | None:
    """The number of the tables' form; None where there are no tables."""
    if not inspect(connection).has_table(meta.name):
        return None
    return int(connection.execute(select(meta.c.number).where(meta.c.key == "schema")).scalar() or 0)


def copied(engine: Engine, word: str) -> Path | None:
    """Write a copy of an SQLite store beside it, named after it and `word`; None of one in memory."""
    name = engine.url.database
    if not name or name == ":memory:":
        return None
    path = Path(name)
    target = _unused(path.with_name(f"{path.stem}.{word}{path.suffix}"))
    with engine.connect() as connection:
        save(connection, target)
    return target


def save(connection: Connection, target: Path) -> None:
    """A whole and compact copy of an SQLite store, which appears under its name when it is complete."""
    begun = target.with_name(f".{target.name}.{os.getpid()}")
    raw = connection.connection.driver_connection  # VACUUM runs outside of any transaction
    assert raw is not None
    try:
        raw.execute("VACUUM INTO ?", (str(begun),))
        settle(begun, target)
    finally:
        begun.unlink(missing_ok=True)


def settle(begun: Path, target: Path) -> None:
    """Give a complete file its name, on the disk and not only in memory."""
    descriptor = os.open(begun, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    begun.replace(target)


def _unused(path: Path) -> Path:
    number = 1
    target = path
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return target


def _free(connection: Connection) -> None:
    """SQLite deletes what belongs to a table that is dropped, unless it is told not to look."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")


def run(connection: Connection, last: str = "head") -> None:
    """The revisions up to `last`. Alembic takes a while to import, and is only wanted here."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    seen = inspect(connection)
    if seen.has_table(meta.name) and not seen.has_table("alembic_version"):
        command.stamp(config, FIRST)
    command.upgrade(config, last)
    if last == "head":
        connection.execute(update(meta).where(meta.c.key == "schema").values(number=SCHEMA))
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise RuntimeError("the upgrade would leave rows that belong to no document")
