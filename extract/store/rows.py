"""Rows written many at a time: what each column keeps of a value is found out once for a table and not for each row.

SQLAlchemy asks that of every value of every row, which takes longer than the database takes to write them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table

Pack = Callable[[Any], Any]
HOLDERS = {"sqlite": "?", "postgresql": "%s"}


def fill(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; none is nothing to do."""
    if rows:
        names = tuple(rows[0])
        values = itemgetter(*names)
        fill_tuples(connection, table, names, map(values, rows) if len(names) > 1 else ((values(row),) for row in rows))


def fill_tuples(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows as tuples, in the order of `names`."""
    statement, packs = _prepared(connection.dialect, table, tuple(names))
    packed = []
    for row in rows:
        values = list(row)
        for place, pack in packs:
            values[place] = pack(values[place])
        packed.append(tuple(values))
    if packed:
        connection.exec_driver_sql(statement, packed)


def run(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Run a statement, with ``?`` for each value, for each row of plain values."""
    if listed := list(rows):
        connection.exec_driver_sql(statement.replace("?", HOLDERS[connection.dialect.name]), listed)


@lru_cache(maxsize=64)
def _prepared(dialect: Dialect, table: Table, names: tuple[str, ...]) -> tuple[str, list[tuple[int, Pack]]]:
    """The statement, and what is made of the values of those columns that are not kept as they are."""
    quoted = dialect.identifier_preparer
    columns = ", ".join(quoted.format_column(table.c[name]) for name in names)
    holders = ", ".join([HOLDERS[dialect.name]] * len(names))
    kinds = (table.c[name].type.dialect_impl(dialect) for name in names)
    packs: list[tuple[int, Pack]] = []
    for place, kind in enumerate(kinds):
        if pack := kind.bind_processor(dialect):
            packs.append((place, pack))
    return f"INSERT INTO {quoted.format_table(table)} ({columns}) VALUES ({holders})", packs
