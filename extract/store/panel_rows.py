"""Keeps the panel in step with the figures: its cells, and how many there are of each kind.

Whatever changes a figure tells `refresh` which cells it touches, in the same transaction, so that no reader ever sees
a cell that its figures do not make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Executable,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from extract.catalogue import catalogue
from extract.chosen import chosen
from extract.models import Cell, Figure, FigureDraft, sealed
from extract.panel import Key, key_of
from extract.panel import cells as panel_cells
from extract.store import concept_counts, panel_counts
from extract.store.columns import Exact
from extract.store.keyed import CELL, key_in, rows_of, wanted
from extract.store.laid import Narrow, laid, machine
from extract.store.rows import Packed, packed, put, run
from extract.store.schema import cells, coverage, meta, tallies
from extract.version import ROOT

CHUNK = 4000
"""Cells that are made anew at a time: to say what is asked costs as much as to ask for some hundred of them."""

MANY = 5000
"""Figures that are held in memory while the whole panel is made anew."""

IN_PANEL = [
    *("id", "document", "start", "end", "quote", "value", "unit", "bound", "indicator", "value_max"),
    *("year", "place", "place_code", "scope", "since", "until", "confidence"),
]
"""What the panel reads of a figure that takes part in it; the rest would double the time of a large panel.
All but the last are the first fields of a figure, in their order."""

DRAFT: Callable[..., Figure] = FigureDraft

KEYED = ("place", "place_code", "scope", "year", "indicator")
"""What tells of a figure in which cell it is."""

PANEL = ("panel.py", "readings.py", "counting.py")
"""The modules that say what a cell is made of."""


Lay = Callable[[Iterable[str], Narrow], Executable]
"""Asks both tables of figures, or the machine's alone."""

Known = Mapping[Key, Packed | None]


@dataclass
class Touched:
    """Cells whose figures have changed in a transaction, and those that a document that was written in it makes."""

    keys: list[Key] = field(default_factory=list)
    rows: dict[Key, Packed | None] = field(default_factory=dict)

    def add(self, made: Iterable[Packed]) -> None:
        """The figures of these cells of one document are in the store now; `made` as `made` gives them."""
        for row in made:
            key = key_in(row)
            self.keys.append(key)
            self.rows[key] = None if key in self.rows else row  # what two documents state is asked for

    def decided(self, changed: Iterable[Figure]) -> None:
        """What people have decided of these figures, before and after, has a say in what their cells are."""
        if keys := keys_of_figures(changed):
            self.keys += keys
            self.rows.clear()

    def refresh(self, connection: Connection) -> None:
        refresh(connection, self.keys, self.rows)


def made(dialect: Dialect, figures: Iterable[Figure]) -> list[Packed]:
    """The rows of the cells that these figures make by themselves."""
    return packed(dialect, cells, CELL, _rows(panel_cells(figures)))


def keys_of_figures(changed: Iterable[Figure]) -> list[Key]:
    """The cells of figures that have a place and a year, whether they take part or not."""
    return [key_of(each) for each in changed if each.place and each.year]


def refresh(connection: Connection, keys: Iterable[Key], known: Known = MappingProxyType({})) -> None:
    """Make the cells of these keys anew from the figures that are in the store now.

    `known` are rows of cells whose figures were just written: one that was not there before is written as it is,
    without asking the store. Leave them out where anything but the figures themselves has a say in what a cell is.
    """
    listed = sorted(set(keys))  # in the order in which they lie
    for start in range(0, len(listed), CHUNK):
        _refresh(connection, listed[start : start + CHUNK], known)


def _refresh(connection: Connection, keys: Sequence[Key], known: Mapping[Key, Packed | None]) -> None:
    old = {key_in(row): row for row in rows_of(connection, keys)}
    asked = [key for key in keys if key in old or not known.get(key)]
    new = {key_in(row): row for row in _packed(connection, panel_cells(_figures(connection, asked)))}
    new |= {key: row for key in keys if key not in old and (row := known.get(key))}
    gone = [key for key in old if key not in new]
    changed = [key for key, row in new.items() if key in old and old[key] != row]
    added = [new[key] for key in keys if key in new and key not in old]
    _drop(connection, gone)
    run(connection, CHANGE, map(new.__getitem__, changed))
    put(connection, cells, CELL, added)
    moved = [key for key in changed if _counted(old[key]) != _counted(new[key])]
    made = [*added, *(new[key] for key in moved)]
    panel_counts.count(connection, made, [old[key] for key in (*gone, *moved)])


_counted = itemgetter(*map(CELL.index, ("place", "place_code", "disputed")))
"""What `panel_counts` counts of a cell beside its key; one that keeps it is not counted anew."""


def ordered(some: Iterable[Cell]) -> list[Cell]:
    """By place, year, indicator (in the catalogue's order) and scope, as the panel is."""
    positions = _positions()
    last = len(positions)
    return sorted(
        some,
        key=lambda cell: (cell.place_code, cell.place, cell.year, positions.get(cell.indicator, last), cell.scope),
    )


def keys_of(connection: Connection, document: str) -> list[Key]:
    """The cells that the figures of a document are part of."""
    there = laid(KEYED, lambda asked, table: asked.where(table.c.document == document, table.c.counting)).subquery()
    rows = connection.execute(select(*(there.c[name] for name in KEYED)).distinct())  # marks would double them
    return [(row.place_code or row.place, row.scope, row.year, row.indicator) for row in rows]


def agree(connection: Connection) -> None:
    """Make the whole panel anew where it was made by other rules or another catalogue, or not at all."""
    known = made_by(connection)
    if known == rules():
        return
    connection.execute(delete(coverage))
    connection.execute(delete(tallies).where(tallies.c.what.not_in(concept_counts.KEPT)))
    if not known or known.partition("-")[0] != rules().partition("-")[0]:  # else only what is counted has changed
        connection.execute(delete(cells))
        for part in _parts(connection):
            _write(connection, panel_cells(part))
    panel_counts.count_anew(connection)
    stamp(connection)


def stamp(connection: Connection) -> None:
    """Write down that today's rules and the catalogue in use make the cells that are kept."""
    row = {"value": rules(), "number": 0}
    if made_by(connection) is None:
        connection.execute(insert(meta), {"key": "panel", **row})
    else:
        connection.execute(update(meta).where(meta.c.key == "panel").values(**row))


def made_by(connection: Connection) -> str | None:
    """The rules that the kept cells were made by."""
    return connection.execute(select(meta.c.value).where(meta.c.key == "panel")).scalar()


def rules() -> str:
    """Changes with the rules of the panel and with the catalogue; behind the dash, with what is counted of it."""
    return f"{_rules(chosen())}-{panel_counts.FORM}"


@cache
def _rules(mine: tuple[Path, ...]) -> str:
    own = [*(ROOT / name for name in PANEL), *sorted((ROOT / "catalogue").glob("*.toml"))]
    parts = [path.read_bytes() for path in (*own, *mine) if path.is_file()]
    return sha256(b"\0".join(parts)).hexdigest()[:12]


# Figures


def machine_cells(connection: Connection, keys: Sequence[Key]) -> list[Cell]:
    """These cells as the machine alone would have them; those that it has nothing for are left out."""
    return [
        cell
        for start in range(0, len(keys), CHUNK)
        for cell in panel_cells(_figures(connection, keys[start : start + CHUNK], machine))
    ]


def _figures(connection: Connection, keys: Sequence[Key], lay: Lay = laid) -> list[Figure]:
    """The figures that take part in these cells."""
    if not keys:
        return []
    named = wanted(connection, keys)

    def those(asked: Select[Any], table: Table, coded: bool) -> Select[Any]:
        c = table.c
        same = and_(*(c[name] == named.c[name] for name in ("indicator", "year", "scope")), c.counting)
        # By the index of `figures`; a place without a code is known by its name.
        there = c.place_code == named.c.place_id if coded else and_(c.place_code == "", c.place == named.c.place_id)
        return _digits(asked).join_from(table, named, and_(same, there))

    asked = [lay(IN_PANEL, partial(those, coded=coded)) for coded in (True, False)]
    return [_figure(row) for each in asked for row in connection.execute(each).all()]


def _digits(asked: Select[Any]) -> Select[Any]:
    """The same question with values as their digits: read below they take a third of the time of their type."""
    columns = [type_coerce(each, Text) if isinstance(each.type, Exact) else each for each in asked.selected_columns]
    return asked.with_only_columns(*columns, maintain_column_froms=True)


_VALUE, _MOST = map(IN_PANEL.index, ("value", "value_max"))


def _figure(row: Sequence[Any]) -> Figure:
    """A row of IN_PANEL, with or without a mark behind: made without asking for each column by its name."""
    *first, confidence, mark = row if len(row) > len(IN_PANEL) else (*row, "")
    first[_VALUE] = Decimal(first[_VALUE])
    if first[_MOST] is not None:
        first[_MOST] = Decimal(first[_MOST])
    return sealed(DRAFT(*first, confidence=confidence, mark=mark), Figure)


def _parts(connection: Connection) -> Iterator[list[Figure]]:
    """All figures of the panel, so many at a time, those of a cell together."""
    there = laid(IN_PANEL, lambda asked, table: asked.where(table.c.counting)).subquery()
    place = func.coalesce(func.nullif(there.c.place_code, ""), there.c.place)
    asked = select(there).order_by(place, there.c.year, there.c.indicator, there.c.scope)
    rows = connection.execute(asked.execution_options(yield_per=MANY)).mappings()
    part: list[Figure] = []
    for _, group in groupby((Figure(**row) for row in rows), key_of):
        part += group
        if len(part) >= MANY:
            yield part
            part = []
    yield part


# Rows


DELETE = delete(cells).where(
    cells.c.place_id == bindparam("place"),
    cells.c.scope == bindparam("scope"),
    cells.c.year == bindparam("year"),
    cells.c.indicator == bindparam("indicator"),
)

KEY = len(cells.primary_key)
"""The key stands first in a row."""

CHANGE = f"""
    INSERT INTO cells ({", ".join(CELL)}) VALUES ({", ".join("?" * len(CELL))})
    ON CONFLICT ({", ".join(CELL[:KEY])}) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in CELL[KEY:])}
"""
"""A cell that stays where it is is not taken out and put in again: no index of it changes. For a plain UPDATE, SQLite
looks each row up in `cells_of_indicator`, which has all of the key as well and lies in another order."""


def _drop(connection: Connection, keys: Sequence[Key]) -> None:
    if keys:
        names = ("place", "scope", "year", "indicator")
        connection.execute(DELETE, [dict(zip(names, key, strict=True)) for key in keys])


def _packed(connection: Connection, some: Iterable[Cell]) -> list[Packed]:
    return packed(connection.dialect, cells, CELL, _rows(some))


def _write(connection: Connection, made: Sequence[Cell]) -> None:
    put(connection, cells, CELL, _packed(connection, made))


def _positions() -> dict[str, int]:
    return _numbered(chosen())


@cache
def _numbered(mine: tuple[Path, ...]) -> dict[str, int]:
    """By the files of the catalogue, as the one that the store keeps changes while a server runs."""
    return {code: number for number, code in enumerate(catalogue().indicators)}


def _rows(some: Iterable[Cell]) -> Iterator[Packed]:
    positions = _positions()
    for cell in some:
        yield (
            cell.place_code or cell.place, cell.year, cell.indicator, cell.scope, cell.place, cell.place_code,
            positions[cell.indicator], cell.value, float(cell.value), cell.unit, cell.bound, cell.figures, cell.others,
            cell.disputed, cell.mark,
        )  # fmt: skip
