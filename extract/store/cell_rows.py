"""Rows of `cells` as cells, tens of thousands at a time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Text, type_coerce

from extract.models import Cell
from extract.store.schema import cells

CELL = tuple(each.name for each in fields(Cell))
PACKED = frozenset(("value", "figures", "others"))
"""Columns that are kept as text and read here."""

_decode = msgspec.json.Decoder(tuple[str, ...]).decode


def found(connection: Connection, asked: Select[Any]) -> list[Cell]:
    """The cells that a selection of whole rows finds, in its order.

    An indicator has tens of thousands: what a cell lacks is not asked for, and digits and lists are read here, as the
    columns' own types take longer for them than the database for the rows.
    """
    rows = connection.execute(_lean(asked)).all()
    with unswept():
        return _made(connection, rows)


def parts(connection: Connection, asked: Select[Any], size: int) -> Iterator[list[Cell]]:
    """The same, so many at a time."""
    for rows in connection.execute(_lean(asked)).partitions(size):
        yield _made(connection, rows)


def _lean(asked: Select[Any]) -> Select[Any]:
    names = (type_coerce(cells.c[name], Text) if name in PACKED else cells.c[name] for name in CELL)
    return asked.with_only_columns(*names, maintain_column_froms=True)


def _made(connection: Connection, rows: Iterable[Any]) -> list[Cell]:
    # The driver of a server reads JSON itself.
    ids: Callable[[Any], tuple[str, ...]] = _ids if connection.dialect.name == "sqlite" else tuple
    return [
        Cell(place, code, year, name, scope, Decimal(value), unit, bound, ids(own), ids(others), disputed, mark)
        for place, code, year, name, scope, value, unit, bound, own, others, disputed, mark in rows
    ]


def _ids(packed: str) -> tuple[str, ...]:
    return () if packed == "[]" else _decode(packed)


@contextmanager
def unswept() -> Iterator[None]:
    """Without looking for garbage while much is made that is none: that takes half of the time, with more each time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
