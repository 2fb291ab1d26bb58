"""The store as it is at one moment, for those who read much of it: rows come a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, Table, func, select

from extract.models import Cell, Document, Figure
from extract.panel import key_of
from extract.store import cell_rows, listing, panel_questions, questions
from extract.store.laid import COLUMNS, laid
from extract.store.panel_questions import Wanted
from extract.store.panel_rows import IN_PANEL, machine_cells
from extract.store.questions import Choice, asked_for, conditions, counted_of
from extract.store.review_schema import decided
from extract.store.schema import cells, documents, figures, texts

CHUNK = 1000
"""Rows that are fetched at a time."""

CELLS = 200
IDS = 500
"""Cells that are fetched at a time, and figures that are asked for by their ids: a statement has a limit of those."""

ORDER = (cells.c.place_id, cells.c.year, cells.c.position, cells.c.scope)
"""As the table keeps them, so that the first ones are there at once."""

SOURCE = (
    *("id", "name", "title", "publisher", "url", "place", "year", "scope", "sha256", "encoding"),
    *("characters", "figures", "engine", "imported_at"),
)

Part = tuple[list[Cell], dict[str, Figure]]
"""Some cells, and the figures that they were made of or that state them elsewhere: by id, as the panel reads them."""


class Moment:
    """What a store holds at one moment: what is written meanwhile is not seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> str:
        return questions.version(self._connection)

    def figure_count(self, choice: Choice) -> int:
        """How many figures are chosen."""
        if choice == Choice():
            return listing.totals(self._connection)["figures"]
        parts = (counted_of(choice, figures), counted_of(choice, decided), counted_of(choice, figures, over=True))
        machine, people, both = (int(self._connection.execute(each).scalar_one()) for each in parts)
        return machine + people - both

    def documents_of(self, choice: Choice) -> frozenset[str]:
        """The ids of the documents that hold chosen figures."""
        asked = asked_for(choice, ["document"]).subquery()
        return frozenset(self._connection.execute(select(asked.c.document).distinct()).scalars())

    def scopes(self, choice: Choice) -> dict[tuple[str, str], int]:
        """(indicator, scope) → how many of the chosen cells have them."""
        named = (cells.c.indicator, cells.c.scope)
        asked = select(*named, func.count().label("number")).select_from(cells).group_by(*named)
        rows = self._connection.execute(_cells(self._connection, asked, choice))
        return {(row.indicator, row.scope): row.number for row in rows}

    def cell_values(self, choice: Choice) -> Iterator[Decimal]:
        """The value of every chosen cell."""
        return (row["value"] for row in self._rows(_cells(self._connection, select(cells.c.value), choice)))

    def values(self, choice: Choice) -> Iterator[tuple[Decimal, Decimal | None]]:
        """Value and upper end of every chosen figure."""
        for row in self._rows(asked_for(choice, ["value", "value_max"])):
            yield row["value"], row["value_max"]

    def figures(self, choice: Choice) -> Iterator[Figure]:
        """The chosen figures, by document and in text order."""
        asked = asked_for(choice, COLUMNS).order_by("document", "start")
        return (Figure(**row) for row in self._rows(asked))

    def panel(self, choice: Choice) -> Iterator[Part]:
        """The chosen cells by place, year, indicator and scope, so many at a time, with the figures that state them."""
        asked = _cells(self._connection, select(cells), choice).order_by(*ORDER)
        for some in cell_rows.parts(self._connection, asked, CELLS):
            yield some, self.stated([id for cell in some for id in (*cell.figures, *cell.others)])

    def sure(self, choice: Choice) -> Iterator[tuple[list[Cell], dict[str, float]]]:
        """The chosen cells, so many at a time, with the confidence of each figure that their values are made of."""
        asked = _cells(self._connection, select(cells), choice).order_by(*ORDER)
        for some in cell_rows.parts(self._connection, asked, CHUNK):
            ids = [id for cell in some for id in cell.figures]
            yield some, {row.id: row.confidence for row in self._laid(("id", "confidence"), ids)}

    def stated(self, ids: Sequence[str], whole: bool = False) -> dict[str, Figure]:
        """Figures by id, as the panel reads them, or `whole`; those that are not there are left out."""
        columns = COLUMNS if whole else IN_PANEL
        names, at = (*columns, "mark"), list(columns).index("id")
        return {row[at]: Figure(**dict(zip(names, row, strict=True))) for row in self._laid(columns, ids)}

    def _laid(self, columns: Sequence[str], ids: Sequence[str]) -> Iterator[Row[Any]]:
        """These columns, and the marks, of the figures of these ids that are there."""
        for first in range(0, len(ids), IDS):
            yield from self._connection.execute(laid(columns, partial(_named, ids=ids[first : first + IDS]))).all()

    def machine_values(self, some: Sequence[Cell]) -> dict[str, Decimal]:
        """What the machine alone reads for these cells, by id; those that it has nothing for are left out."""
        if not self._connection.execute(select(decided.c.id).limit(1)).first():
            return {cell.id: cell.value for cell in some}
        # Not of those with a mark alone: what was rejected or put elsewhere has changed a cell and left no mark on it.
        return {cell.id: cell.value for cell in machine_cells(self._connection, [key_of(cell) for cell in some])}

    def machine_figures(self, choice: Choice) -> dict[str, Decimal]:
        """The machine's values of the chosen figures that people have decided on, by id."""
        mine = conditions(choice, decided)
        asked = select(figures.c.id, figures.c.value).join_from(decided, figures, figures.c.id == decided.c.id)
        return {row.id: row.value for row in self._connection.execute(asked.where(*mine))}

    def text(self, document: str) -> str:
        """The text of a document, empty where there is none."""
        return self._connection.execute(select(texts.c.text).where(texts.c.document == document)).scalar() or ""

    def document(self, document: str) -> Document | None:
        return questions.document_of(self._connection, document)

    def sources(self) -> Iterator[RowMapping]:
        """SOURCE of each document, by the name of its file."""
        return self._rows(select(*(documents.c[name] for name in SOURCE)).order_by(documents.c.name, documents.c.id))

    def _rows(self, asked: Select[Any]) -> Iterator[RowMapping]:
        for rows in self._connection.execute(asked).mappings().partitions(CHUNK):
            yield from rows


def _named(asked: Select[Any], table: Table, ids: Sequence[str]) -> Select[Any]:
    return asked.where(table.c.id.in_(ids))


def _cells(connection: Connection, asked: Select[Any], choice: Choice) -> Select[Any]:
    wanted = Wanted(choice.indicators, choice.places, choice.years, choice.scopes)
    return panel_questions.chosen(connection, asked, wanted)
