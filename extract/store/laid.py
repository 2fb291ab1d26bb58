"""Figures as people have decided, laid over what the machine has read: one question to both tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, Table, Text, literal, select, union_all

from extract.models import Figure
from extract.store.review_schema import decided
from extract.store.schema import figures

Narrow = Callable[[Select[Any], Table], Select[Any]]
"""Adds the conditions of a question to a select from one of the two tables, which have the same columns."""

COLUMNS = [each.name for each in fields(Figure) if each.name in figures.c]


def laid(names: Iterable[str], narrow: Narrow) -> CompoundSelect[Any]:
    """The chosen figures with their marks: the machine's that nobody has decided on, and the decided ones."""
    names = list(names)
    over = select(decided.c.id).where(decided.c.id == figures.c.id)
    unmarked = literal("", Text).label("mark")
    own = narrow(select(*(figures.c[name] for name in names), unmarked), figures).where(~over.exists())
    return union_all(own, narrow(select(*(decided.c[name] for name in names), decided.c.mark), decided))


def machine(names: Iterable[str], narrow: Narrow) -> Select[Any]:
    """The same of the machine alone."""
    return narrow(select(*(figures.c[name] for name in names)), figures)


def figure_of(connection: Connection, figure: str, alone: bool = False) -> Figure | None:
    """A figure as it stands, or (`alone`) as the machine reads it."""
    tables = (figures,) if alone else (decided, figures)
    for table in tables:
        names = [*COLUMNS, "mark"] if table is decided else COLUMNS
        row = connection.execute(select(*(table.c[name] for name in names)).where(table.c.id == figure)).mappings()
        if found := row.first():
            return Figure(**found)
    return None


def decided_of(connection: Connection, document: str) -> list[Figure]:
    """The figures of a document that people have decided on, in text order."""
    asked = select(*(decided.c[name] for name in (*COLUMNS, "mark"))).where(decided.c.document == document)
    return [Figure(**row) for row in connection.execute(asked.order_by(decided.c.start)).mappings()]


def over(connection: Connection, some: Sequence[Figure]) -> list[Figure]:
    """These figures of the machine, each as it stands."""
    ids = [each.id for each in some]
    asked = select(*(decided.c[name] for name in (*COLUMNS, "mark"))).where(decided.c.id.in_(ids))
    found = {row["id"]: Figure(**row) for row in connection.execute(asked).mappings()}
    return [found.get(each.id, each) for each in some]
