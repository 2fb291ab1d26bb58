"""Rows written many at a time: what each column keeps of a value is found out once for a table and not for each row.

SQLAlchemy asks that of every value of every row, which takes longer than the database takes to write them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Boolean, Connection, Dialect, Table

from extract.store.columns import Exact, Folded, Words

Pack = Callable[[Any], Any]
Packed = tuple[Any, ...]
_encode = msgspec.json.Encoder().encode


def json_of(value: Any) -> str:
    """Every figure has seven small JSON values: the standard library takes as long for them as the database for it."""
    return _encode(value).decode()


HOLDERS = {"sqlite": "?", "postgresql": "%s"}


def fill(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; none is nothing to do."""
    if rows:
        names = tuple(rows[0])
        values = itemgetter(*names)
        fill_tuples(connection, table, names, map(values, rows) if len(names) > 1 else ((values(row),) for row in rows))


def fill_tuples(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows as tuples, in the order of `names`."""
    put(connection, table, names, packed(connection.dialect, table, names, rows))


def packed(dialect: Dialect, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Packed]:
    """Rows as the driver takes them. Column by column, as the same few values stand in many rows of a document."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    if columns:
        for place, pack in _packs(dialect, table, tuple(names)):
            columns[place] = list(map(pack, columns[place]))
    return list(zip(*columns, strict=True))


def put(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Packed]) -> None:
    """Insert packed rows; none is nothing to do."""
    if rows:
        connection.exec_driver_sql(_statement(connection.dialect, table, tuple(names)), rows)


def run(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Run a statement, with ``?`` for each value, for each row of plain values."""
    if listed := list(rows):
        connection.exec_driver_sql(statement.replace("?", HOLDERS[connection.dialect.name]), listed)


def ask(connection: Connection, statement: str, *values: Any) -> Sequence[Any]:
    """The rows of a question with ``?`` for each value; ``IN ?`` takes a list of texts or numbers of any length."""
    return connection.exec_driver_sql(*_plain(connection, statement, values)).all()


def change(connection: Connection, statement: str, *values: Any) -> None:
    """Run a statement once, with values as for `ask`."""
    connection.exec_driver_sql(*_plain(connection, statement, values))


def _plain(connection: Connection, statement: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    if connection.dialect.name == "sqlite":
        given = tuple(json_of(each) if isinstance(each, list) else each for each in values)
        return statement.replace("IN ?", "IN (SELECT value FROM json_each(?))"), given
    return statement.replace("IN ?", "= ANY(%s)").replace("?", "%s"), tuple(values)


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, table: Table, names: tuple[str, ...]) -> str:
    quoted = dialect.identifier_preparer
    columns = ", ".join(quoted.format_column(table.c[name]) for name in names)
    holders = ", ".join([HOLDERS[dialect.name]] * len(names))
    return f"INSERT INTO {quoted.format_table(table)} ({columns}) VALUES ({holders})"


@lru_cache(maxsize=64)
def _packs(dialect: Dialect, table: Table, names: tuple[str, ...]) -> list[tuple[int, Pack]]:
    """What is made of the values of those columns that are not kept as they are: the drivers know true and false."""
    packs: list[tuple[int, Pack]] = []
    for place, name in enumerate(names):
        kind = table.c[name].type
        if not isinstance(kind, Boolean) and (pack := _pack(kind, dialect)):
            packs.append((place, _remembering(pack, kind)))
    return packs


def _pack(kind: Any, dialect: Dialect) -> Pack | None:
    """What SQLAlchemy makes of a value, for our own types without asking first of what kind each value is."""
    if isinstance(kind, Exact):
        return lambda value: None if value is None else str(value)
    if isinstance(kind, Folded) and dialect.name == "sqlite":
        listed = kind.process_bind_param
        return lambda value: None if (plain := listed(value, dialect)) is None else json_of(plain)
    pack: Pack | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return pack


def _remembering(pack: Pack, kind: object) -> Pack:
    """Many figures have the same words: rules, headings, the ends of a sentence. A Decimal is equal to others."""
    if isinstance(kind, Words):
        return lru_cache(maxsize=4096)(pack)
    return _Remembering(pack).pack if isinstance(kind, Folded) else pack


class _Remembering:
    """Packs a value once where the one before was the same: a paragraph, its headings, its place."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._last: tuple[Any, Any] = (None, None)

    def pack(self, value: Any) -> Any:
        last, kept = self._last
        if value is not last:
            kept = self._pack(value)
            self._last = value, kept
        return kept
