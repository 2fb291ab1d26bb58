"""Keeps documents and what was found in them: SQLite in one file, or PostgreSQL by a URL."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from extract.errors import StoreError
from extract.models import Cell, Document, Extraction, Figure, Rejection, Segment
from extract.store import questions, writing
from extract.store.opening import connect, prepare
from extract.store.questions import Choice, DocumentSummary
from extract.version import engine_version

__all__ = ["DocumentSummary", "Store", "open_store"]

DEFAULT = Path(__file__).parents[2] / ".data" / "figures.sqlite3"


def open_store(url: str | None = None) -> Store:
    """Open a store and create what is missing of it.

    `url` is a SQLAlchemy URL or the path of an SQLite file; None takes the environment variable SHUCHU_STORE,
    else ``.data/figures.sqlite3`` below the project's root. Raises StoreError where it cannot be opened.
    """
    engine = connect(url or os.environ.get("SHUCHU_STORE") or str(DEFAULT))
    prepare(engine)
    return Store(engine)


class Store:
    """Documents and figures. Safe to use from several threads, and beside other processes on the same store.

    Every method raises StoreError where the store cannot be read or written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)

    def close(self) -> None:
        """Give up the connections. The store can still be used and then opens new ones."""
        self._engine.dispose()

    # Writing

    def add(self, extraction: Extraction) -> bool:
        """Write a document whole; False where it is there already, read by the same engine version."""
        if self.has(extraction.document.id):
            return False
        with self._writing() as connection:
            return writing.add(connection, extraction, engine_version())

    def remove(self, document_id: str) -> bool:
        """Take a document out with all its figures; False where there is none."""
        with self._writing() as connection:
            return writing.remove(connection, document_id)

    # Documents

    def version(self) -> str:
        """A word that changes with every write, and differs between stores."""
        with self._reading() as connection:
            return questions.version(connection)

    def has(self, document_id: str) -> bool:
        """Whether the document is there as this engine version reads it."""
        with self._reading() as connection:
            return questions.engine_of(connection, document_id) == engine_version()

    def documents(self) -> list[DocumentSummary]:
        """Every document without its text, by the name of its file."""
        with self._reading() as connection:
            return questions.summaries(connection)

    def document(self, id: str) -> Document | None:
        with self._reading() as connection:
            return questions.document_of(connection, id)

    def segments(self, id: str) -> list[Segment]:
        """The segments of a document in text order."""
        with self._reading() as connection:
            return questions.segments_of(connection, id)

    def rejections(self, id: str) -> list[Rejection]:
        """The digits of a document that state no figure, in text order."""
        with self._reading() as connection:
            return questions.rejections_of(connection, id)

    # Figures

    def figures(
        self,
        *,
        document: str | None = None,
        indicators: Collection[str] | None = None,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
        counting: bool = False,
    ) -> list[Figure]:
        """The figures of the chosen dimensions, in text order; None leaves a dimension open.

        `places` are codes or names; `counting` leaves out what takes no part in the panel.
        """
        with self._reading() as connection:
            return questions.chosen_figures(connection, Choice(document, indicators, places, years, counting))

    def figure(self, id: str) -> Figure | None:
        with self._reading() as connection:
            return questions.figure_of(connection, id)

    def neighbours(self, id: str) -> tuple[Figure | None, Figure | None]:
        """The figures before and after this one in its document."""
        with self._reading() as connection:
            return questions.neighbours_of(connection, id)

    # The panel

    def cells(
        self,
        *,
        indicators: Collection[str] | None = None,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
    ) -> list[Cell]:
        """The cells of the chosen dimensions, by place, year, indicator and scope; `places` are codes or names."""
        with self._reading() as connection:
            return questions.chosen_cells(connection, Choice(None, indicators, places, years))

    def cell(self, id: str) -> Cell | None:
        """The cell with this `Cell.id`."""
        with self._reading() as connection:
            return questions.cell_of(connection, id)

    def places(self) -> list[tuple[str, str]]:
        """(code, name) of the places that have cells, by code."""
        with self._reading() as connection:
            return questions.places(connection)

    def years(self) -> list[int]:
        """The years that have cells."""
        with self._reading() as connection:
            return questions.years(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _plain_errors(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _plain_errors(self._engine), self._writer.begin() as connection:
            yield connection


@contextmanager
def _plain_errors(engine: Engine) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        where = engine.url.render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        message = f"The store {where} cannot be used: {reason}. Check that it is reachable and not damaged."
        raise StoreError("store_broken", message, store=where, reason=reason) from error
