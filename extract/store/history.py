"""The panel of a moment that has passed, and states of it that were frozen under a name.

Documents that are replaced or removed leave their machine's figures behind; with the log of decisions up to a moment
the panel of that moment is computed anew. A frozen state keeps its values themselves, whatever changes afterwards.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select

from extract.decisions.anchoring import numerals
from extract.decisions.effective import effective, takes_no_part
from extract.decisions.models import Decision, start_of
from extract.decisions.standing import standing
from extract.errors import DecisionError
from extract.models import FLAGS, Cell, Figure
from extract.panel import cells as panel_cells
from extract.store import log, panel_questions
from extract.store.laid import machine
from extract.store.panel_questions import Wanted
from extract.store.panel_rows import IN_PANEL, ordered
from extract.store.questions import Choice, asked_for, chosen
from extract.store.review_schema import decisions, frozen, frozen_cells, past, standings
from extract.store.schema import documents, figures, imports

KEPT = [*IN_PANEL, *FLAGS]
"""What is kept of a figure that is gone: enough for the panel and for what people have decided of it."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Frozen:
    """A state of the panel under a name: who froze it when, of which moment, and how many cells it has."""

    name: str
    who: str
    at: str
    as_of: str
    note: str
    cells: int


def keep(connection: Connection, document: str) -> None:
    """Write down the figures of a document that is about to be replaced or removed."""
    about = select(documents.c.name, documents.c.imported_at).where(documents.c.id == document)
    row = connection.execute(about).first()
    if row is None:
        return
    asked = select(*(figures.c[name] for name in KEPT)).where(figures.c.document == document).order_by(figures.c.start)
    found = [_packed(figure) for figure in connection.execute(asked)]
    data = zlib.compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())
    told = {"document": document, "name": row.name, "since": row.imported_at, "until": log.moment(), "figures": data}
    connection.execute(insert(past).values(told))


def _packed(row: Iterable[Any]) -> list[Any]:
    return [str(value) if isinstance(value, Decimal) else value for value in row]


def _unpacked(row: Sequence[Any]) -> Figure:
    told = dict(zip(KEPT, row, strict=True))
    numbers = {name: Decimal(told[name]) for name in ("value", "value_max") if told[name] is not None}
    return Figure(**told | numbers)


def until(when: str) -> str:
    """A day as its last moment (UTC); a moment as it is."""
    return f"{when}T23:59:59.999+00:00" if DAY.fullmatch(when) else when


def cells_as_of(connection: Connection, when: str, choice: Choice) -> list[Cell]:
    """The panel as it was at a moment, by the documents and the decisions of that time."""
    moment = until(when)
    if _is_now(connection, moment):
        wanted = Wanted(choice.indicators, choice.places, choice.years, choice.scopes)
        return panel_questions.chosen_cells(connection, wanted, 0, None)
    found = {each.id: each for each in _read_by(connection, moment, choice)}
    there = _there(connection, moment)
    spots = {row.subject: row for row in connection.execute(select(standings).where(standings.c.figure.is_not(None)))}
    for known in log.logs(connection, moment):
        last, spot = known[-1], spots.get(known[-1].subject)
        if last.anchor.document in there:
            own = spot and spot.document == last.anchor.document and last.figure not in found
            _lay(found, known, spot.figure if spot and own else last.figure, last.anchor.document)
        elif spot and spot.document in there:  # a newer version of the file, in which the words were found again
            _lay(found, known, spot.figure, spot.document)
    return panel_cells(each for each in found.values() if chosen(each, choice))


def _is_now(connection: Connection, moment: str) -> bool:
    """Whether nothing has changed since: what is kept is then the answer, and need not be computed."""
    later = (
        select(imports.c.number).where(imports.c.at > moment),
        select(decisions.c.number).where(decisions.c.at > moment),
    )
    return not any(connection.execute(asked.limit(1)).first() for asked in later)


def _there(connection: Connection, moment: str) -> set[str]:
    """The documents that were there, those without a figure, too."""
    now = select(documents.c.id).where(documents.c.imported_at <= moment)
    gone = select(past.c.document).where(past.c.since <= moment, past.c.until > moment)
    return {*connection.execute(now).scalars(), *connection.execute(gone).scalars()}


def _read_by(connection: Connection, moment: str, choice: Choice) -> Iterator[Figure]:
    """The machine's figures of the documents that were there: those that are meant, and all that people spoke of."""
    now = select(documents.c.id).where(documents.c.imported_at <= moment)
    spoken = select(decisions.c.figure).union(select(standings.c.figure).where(standings.c.figure.is_not(None)))
    meant = asked_for(replace(choice, machine=True), KEPT)
    others = machine(KEPT, lambda each, table: each.where(table.c.id.in_(spoken)))
    for asked in (meant, others):
        for row in connection.execute(asked.where(figures.c.document.in_(now))).mappings():
            yield Figure(**row)
    for each in connection.execute(select(past).where(past.c.since <= moment, past.c.until > moment)).mappings():
        for kept in json.loads(zlib.decompress(each["figures"])):
            yield _unpacked(kept)


def _lay(found: dict[str, Figure], known: Sequence[Decision], figure: str, document: str) -> None:
    """Lay what a log came to over the figure that it speaks of, where the machine read one there."""
    stands, anchor = standing(known), known[-1].anchor
    start = start_of(figure)
    there = found.get(figure)
    own = there if there and numerals(there.quote) == numerals(anchor.quote) else None
    span = (own.start, own.end) if own else (start, start + len(anchor.quote))
    blank = own or Figure(figure, document, *span, anchor.quote, Decimal(0), "", "eq", "", confidence=1.0)
    new = effective(stands, own, blank)
    if new is not None:
        found[new.id] = new
    if takes_no_part(stands, own):
        found.pop(blank.id, None)


def machine_cells(connection: Connection, choice: Choice) -> list[Cell]:
    """The panel as the machine alone would have it."""
    rows = connection.execute(asked_for(choice, IN_PANEL)).mappings()
    return panel_cells(Figure(**row) for row in rows)


# Frozen states


def freeze(connection: Connection, name: str, who: str, note: str, when: str, cells: Sequence[Cell]) -> Frozen:
    """Keep these cells under a name; DecisionError where the name is taken."""
    if not name.strip() or connection.execute(select(frozen.c.name).where(frozen.c.name == name)).first():
        message = f"“{name}” is empty, or a frozen state has that name: choose another. None is ever overwritten."
        raise DecisionError("frozen_name", message, name=name)
    row = {"name": name, "who": who, "at": log.moment(), "as_of": when or log.moment(), "note": note}
    connection.execute(insert(frozen).values({**row, "cells": len(cells)}))
    by_indicator: dict[str, list[list[Any]]] = defaultdict(list)
    for each in cells:
        by_indicator[each.indicator].append(_packed(getattr(each, field.name) for field in fields(Cell)))
    for indicator, rows in by_indicator.items():
        data = zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())
        connection.execute(insert(frozen_cells).values(name=name, indicator=indicator, cells=data))
    return Frozen(**row, cells=len(cells))


def states(connection: Connection) -> list[Frozen]:
    """The frozen states, the newest first."""
    rows = connection.execute(select(frozen).order_by(frozen.c.at.desc())).mappings()
    return [Frozen(**row) for row in rows]


def frozen_of(connection: Connection, name: str, choice: Choice) -> list[Cell]:
    """The cells of a frozen state, as they were; raises DecisionError where there is none."""
    if not connection.execute(select(frozen.c.name).where(frozen.c.name == name)).first():
        raise DecisionError("frozen_unknown", f"There is no frozen state “{name}”.", name=name)
    asked = select(frozen_cells.c.cells).where(frozen_cells.c.name == name)
    if choice.indicators is not None:
        asked = asked.where(frozen_cells.c.indicator.in_(list(choice.indicators)))
    rows = (row for data in connection.execute(asked).scalars() for row in json.loads(zlib.decompress(data)))
    return ordered(each for each in map(_cell, rows) if chosen(each, choice))


def _cell(row: Sequence[Any]) -> Cell:
    told = dict(zip((each.name for each in fields(Cell)), row, strict=True))
    packed = {"value": Decimal(told["value"]), "figures": tuple(told["figures"]), "others": tuple(told["others"])}
    return Cell(**told | packed)
