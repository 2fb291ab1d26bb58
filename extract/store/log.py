"""The log of decisions as rows, and back. Rows are added, and neither changed nor deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from extract.decisions.models import Anchor, Decision, Said, unpacked
from extract.store.review_schema import decisions

ANCHOR = ("document", "name", "start", "end", "quote", "prefix", "suffix")
PLAIN = ("number", "at", "who", "kind", "subject", "figure", "why", "reverts", "bulk")
SAID = ("before", "after", "machine")


def moment() -> str:
    """UTC, ISO 8601, to the millisecond: decisions come faster than seconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def write(connection: Connection, entries: Sequence[Decision]) -> list[Decision]:
    """Add entries at the end of the log; the same with their numbers."""
    if not entries:
        return []
    asked = insert(decisions).returning(decisions.c.number, sort_by_parameter_order=True)
    numbers = connection.execute(asked, [_row(each) for each in entries]).scalars().all()
    return [replace(each, number=number) for each, number in zip(entries, numbers, strict=True)]


def as_bulk(connection: Connection, entries: Sequence[Decision]) -> list[Decision]:
    """Note that entries just written were taken together, while nobody else has seen them."""
    first = entries[0].number
    numbers = decisions.c.number.between(first, entries[-1].number)  # one after the other: nobody else writes now
    connection.execute(update(decisions).where(numbers).values(bulk=first))
    return [replace(each, bulk=first) for each in entries]


def _row(each: Decision) -> dict[str, Any]:
    row = {name: getattr(each, name) for name in PLAIN if name != "number"}
    row |= {name: getattr(each.anchor, name) for name in ANCHOR}
    return row | {name: _packed(getattr(each, name)) for name in SAID}


def _packed(said: Said | None) -> dict[str, Any] | None:
    return None if said is None else said.packed()


def decision(row: RowMapping) -> Decision:
    told: dict[str, Any] = {name: None if row[name] is None else unpacked(row[name]) for name in SAID}
    anchor = Anchor(**{name: row[name] for name in ANCHOR})
    return Decision(**{name: row[name] for name in PLAIN}, anchor=anchor, **told)


def read(connection: Connection, asked: Select[Any]) -> list[Decision]:
    return [decision(row) for row in connection.execute(asked).mappings()]


def of_subject(connection: Connection, subject: str) -> list[Decision]:
    """The entries about one figure in their order."""
    return read(connection, select(decisions).where(decisions.c.subject == subject).order_by(decisions.c.number))


def of_subjects(connection: Connection, subjects: Iterable[str]) -> dict[str, list[Decision]]:
    """The same of many, by subject."""
    found: dict[str, list[Decision]] = {}
    wanted = list(subjects)
    for first in range(0, len(wanted), 500):
        asked = select(decisions).where(decisions.c.subject.in_(wanted[first : first + 500]))
        for each in read(connection, asked.order_by(decisions.c.number)):
            found.setdefault(each.subject, []).append(each)
    return found


def logs(connection: Connection, until: str = "", among: Select[Any] | None = None) -> Iterator[list[Decision]]:
    """The whole log by subject, as far as a moment; of the subjects `among` a selection, where it is given."""
    asked = select(decisions).order_by(decisions.c.subject, decisions.c.number)
    if until:
        asked = asked.where(decisions.c.at <= until)
    if among is not None:
        asked = asked.where(decisions.c.subject.in_(among))
    entries = (decision(row) for row in connection.execute(asked).mappings())
    for _, log in groupby(entries, key=lambda each: each.subject):
        yield list(log)


def numbered(connection: Connection, number: int) -> Decision | None:
    row = connection.execute(select(decisions).where(decisions.c.number == number)).mappings().first()
    return decision(row) if row else None


def of_bulk(connection: Connection, bulk: int) -> list[Decision]:
    return read(connection, select(decisions).where(decisions.c.bulk == bulk).order_by(decisions.c.number))
