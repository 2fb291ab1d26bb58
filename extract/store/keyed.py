"""Rows of `cells` by their keys, thousands at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnClause,
    Connection,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    cast,
    column,
    func,
    literal,
    select,
)

from extract.models import Cell
from extract.panel import Key
from extract.store.cell_rows import found
from extract.store.columns import Exact, Words
from extract.store.rows import Packed
from extract.store.schema import cells

CELL = tuple(cells.c.keys())
"""The columns of `cells` in the order of a row."""

PLAIN = [cast(each, Text) if isinstance(each.type, Exact | Words) else each for each in cells.c]
"""The same without what their types make of them."""

key_in: Callable[[Packed], Key] = itemgetter(*map(CELL.index, ("place_id", "scope", "year", "indicator")))
"""The key of a row."""


def cells_of(connection: Connection, keys: Sequence[Key]) -> list[Cell]:
    """The cells of these keys that are kept."""
    return found(connection, _those(connection, select(cells), keys)) if keys else []


def rows_of(connection: Connection, keys: Sequence[Key]) -> list[Packed]:
    """The same as rows, packed as those that are written: compared with these, nothing has to be unpacked."""
    return [tuple(row) for row in connection.execute(_those(connection, select(*PLAIN), keys))]


def _those(connection: Connection, asked: Select[Any], keys: Sequence[Key]) -> Select[Any]:
    c, named = cells.c, wanted(connection, keys)
    return asked.join(named, and_(*(c[name] == named.c[name] for name in ("place_id", "year", "indicator", "scope"))))


def wanted(connection: Connection, keys: Sequence[Key]) -> FromClause:
    """The keys as a table that others can be joined with; neither database looks many of them up by an index else.

    In a question to two tables SQLite then takes them apart once, and looks up each: to those of a place without a
    code it would else compare every figure of such a place.
    """
    names = {"place_id": Text, "scope": Text, "year": Integer, "indicator": Text}
    if connection.dialect.name == "postgresql":
        rows = [dict(zip(names, key, strict=True)) for key in keys]
        typed: list[ColumnClause[Any]] = [column(name, kind) for name, kind in names.items()]
        made = func.json_to_recordset(literal(rows, JSON)).table_valued(*typed, name="wanted")
        return made.render_derived(with_types=True)
    each = func.json_each(literal(keys, JSON)).table_valued("value")
    kinds = enumerate(names.items())
    parts = [func.json_extract(each.c.value, f"$[{at}]", type_=kind()).label(name) for at, (name, kind) in kinds]
    return select(*parts).cte("wanted")
