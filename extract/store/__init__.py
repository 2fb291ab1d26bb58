"""Keeps documents and what was found in them: SQLite in one file, or PostgreSQL by a URL."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from extract.errors import StoreError
from extract.models import Cell, Document, Extraction, Figure, Rejection, Segment
from extract.store import (
    catalogues,
    copying,
    laid,
    listing,
    members,
    panel_questions,
    questions,
    search,
    tracing,
    writing,
)
from extract.store.catalogues import Version
from extract.store.deciding import Order
from extract.store.doubting import Doubtful, Queued
from extract.store.history import Frozen
from extract.store.listing import DocumentSummary, Sought
from extract.store.lists import Open
from extract.store.members import Member
from extract.store.moment import Moment
from extract.store.opening import away, connect, is_away, prepare, upgrade_server
from extract.store.panel_questions import Spot, Wanted
from extract.store.questions import Choice, Said
from extract.store.reviewing import Reviewing
from extract.store.search import Hit
from extract.store.tracing import Batch, Step
from extract.store.upgrading import Upgrade
from extract.store.writing import Entry
from extract.version import engine_version

__all__ = [
    "Batch",
    "Choice",
    "DocumentSummary",
    "Doubtful",
    "Entry",
    "Frozen",
    "Hit",
    "Member",
    "Moment",
    "Open",
    "Order",
    "Queued",
    "Said",
    "Sought",
    "Spot",
    "Step",
    "Store",
    "Upgrade",
    "Version",
    "open_store",
    "upgrade_store",
]

DEFAULT = Path(__file__).parents[2] / ".data" / "figures.sqlite3"


def open_store(url: str | None = None) -> Store:
    """Open a store and create what is missing of it.

    `url` is a SQLAlchemy URL or the path of an SQLite file; None takes the environment variable SHUCHU_STORE,
    else ``.data/figures.sqlite3`` below the project's root. A file that an older version has written is upgraded,
    and a copy of it kept (`Store.upgraded`). Raises StoreError where the store cannot be opened.
    """
    engine = connect(_place(url))
    opened = Store(engine, prepare(engine))
    opened.adopt()
    return opened


def upgrade_store(url: str | None = None) -> Upgrade | None:
    """Bring a store to the form of this program, one on a server, too; None where it has it already."""
    engine = connect(_place(url))
    done = upgrade_server(engine)
    engine.dispose()
    return done


def _place(url: str | None) -> str:
    return url or os.environ.get("SHUCHU_STORE") or str(DEFAULT)


class Store(Reviewing):
    """Documents and figures. Safe to use from several threads, and beside other processes on the same store.

    Every method raises StoreError where the store cannot be read or written. `upgraded` says what opening it did.
    """

    def __init__(self, engine: Engine, upgraded: Upgrade | None = None) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)
        self.upgraded = upgraded

    def close(self) -> None:
        """Give up the connections. The store can still be used and then opens new ones."""
        self._engine.dispose()

    # Writing

    def add(
        self, extraction: Extraction, source: bytes | None = None, batch: int | None = None, changed: bool = False
    ) -> str:
        """Write a document whole: "added" or "replaced", "" where it is there already, read by the same engine version.

        `source` are the bytes of its file, kept where the text does not hold them; `batch` is the import's number.
        `changed` replaces it also where only the document itself differs, as a person says something else of it.
        A StoreError with the code store_refused speaks of this document alone, every other of the store.
        """
        if not changed and self.has(extraction.document.id):
            return ""
        with self._writing() as connection:
            return writing.add(connection, [Entry(extraction, source, batch, changed)], engine_version())[0]

    def add_all(self, entries: Sequence[Entry]) -> list[str | StoreError]:
        """Write several documents in one transaction, which costs a fraction; for each what `add` gives.

        One that is refused is left out, and what it says stands in its place.
        """
        if not entries:
            return []
        try:
            with self._writing() as connection:
                return [*writing.add(connection, entries, engine_version())]
        except StoreError as error:
            if error.code != "store_refused":
                raise
            if len(entries) == 1:
                return [error]
        return [outcome for each in entries for outcome in self.add_all([each])]

    def remove(self, document_id: str) -> bool:
        """Take a document out with all its figures; False where there is none."""
        with self._writing() as connection:
            return bool(writing.remove(connection, [document_id]))

    def begin(self, who: str, what: Sequence[str]) -> int:
        """Write down that somebody imports these paths; the number is the `batch` of what `add` then brings."""
        with self._writing() as connection:
            return writing.begin(connection, who, what, engine_version())

    def finish(self, batch: int, report: dict[str, Any]) -> None:
        """Write down that an import is complete; one that never gets here was cut short."""
        with self._writing() as connection:
            writing.finish(connection, batch, report)

    def note(self, batch: int, report: dict[str, Any]) -> None:
        """Write down how far an import is, or what has become of it; this is no change of what pages show."""
        with self._writing() as connection:
            writing.note(connection, batch, report)

    def batches(self, most: int = 20, before: int | None = None) -> list[Batch]:
        """The last imports, the newest first; those under the number `before` where it is given."""
        with self._reading() as connection:
            return tracing.batches_of(connection, most, before)

    def batch(self, number: int) -> Batch | None:
        with self._reading() as connection:
            return tracing.batch_of(connection, number)

    def undoable(self, batch: int) -> int:
        """How many documents `undo` would take out."""
        with self._reading() as connection:
            return len(tracing.added_by(connection, batch))

    def brought(self, batch: int, most: int = 50, after: int = 0) -> list[tuple[str, str]]:
        """(id of a document, "added" or "replaced") of what an import has written, in its order, from row `after`."""
        with self._reading() as connection:
            return tracing.brought_by(connection, batch, most, after)

    def history(self, id: str, most: int = 20) -> list[Step]:
        """What was done to a document, the newest first."""
        with self._reading() as connection:
            return tracing.history_of(connection, id, most)

    def rules(self, id: str) -> set[str]:
        """The rules that told title, place, scope, year, publisher and address of a document."""
        with self._reading() as connection:
            return tracing.rules_of(connection, id)

    def alike(self, document: Document) -> str | None:
        """Another document with the same text, place, scope and year: its id; None for none."""
        with self._reading() as connection:
            return tracing.alike(connection, document)

    def undo(self, batch: int) -> int:
        """Take out what an import has added, in one transaction; how many documents that were."""
        with self._writing() as connection:
            return writing.remove(connection, tracing.added_by(connection, batch))

    # The catalogue

    def adopt(self) -> None:
        """Read with the catalogue that the store keeps now: another process may have saved one."""
        with self._reading() as connection:
            catalogues.adopt(connection)

    def catalogue(self) -> Version | None:
        """The catalogue that the store keeps, None where none was ever saved."""
        with self._reading() as connection:
            return catalogues.last(connection)

    def catalogues(self, most: int = 50, before: int | None = None) -> list[Version]:
        """The versions of it, the newest first; those under the number `before` where it is given."""
        with self._reading() as connection:
            return catalogues.versions(connection, most, before)

    def catalogue_version(self, number: int) -> Version | None:
        with self._reading() as connection:
            return catalogues.version(connection, number)

    def save_catalogue(
        self, text: str, who: str, why: str = "", *, indicator: str = "", restores: int | None = None, seen: int = 0
    ) -> Version:
        """Keep a catalogue as the one that counts, and read with it from now on; see `catalogues.save`.

        Documents that were read before are outdated then, and stay as they are until they are read again.
        """
        with self._writing(lasting=True) as connection:
            writing.change(connection)
            catalogues.adopt(connection)
            before = catalogues.meaning()
            saved = catalogues.save(connection, text, who, writing.now(), why, indicator, restores, seen)
        self.adopt()
        with self._writing() as connection:
            catalogues.agree(connection, before)
        return saved

    # People

    def role(self, id: str) -> str:
        """The role that somebody was given, "" for none; roles that a claim or a setting tells are not kept here."""
        with self._reading() as connection:
            return members.role_of(connection, id)

    def members(self) -> list[Member]:
        """Those who were given a role, by id."""
        with self._reading() as connection:
            return members.members_of(connection)

    def give(self, id: str, role: str, who: str) -> bool:
        """Give somebody a role, "" to take theirs away; False where nothing changes."""
        with self._writing() as connection:
            return members.give(connection, id, role, who, writing.now())

    # Copies

    @contextmanager
    def moment(self) -> Iterator[Moment]:
        """The store as it is now, for as long as the block runs; nothing that is written meanwhile is seen."""
        options: dict[str, Any] = {"stream_results": True}
        if self._engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        with _plain_errors(self._engine), self._engine.connect() as connection:
            yield Moment(connection.execution_options(**options))

    def backup(self, path: Path) -> None:
        """Write the store as it is at this moment to an SQLite file; whole or not at all, never over another."""
        with _plain_errors(self._engine):
            copying.backup(self._engine, path)

    def restore(self, path: Path) -> None:
        """Fill this store, which must be empty, with what `backup` has written."""
        with _plain_errors(self._engine):
            copying.restore(self._engine, path)

    # Documents

    def version(self) -> str:
        """A word that changes with every write, and differs between stores."""
        with self._reading() as connection:
            return questions.version(connection)

    def has(self, document_id: str) -> bool:
        """Whether the document is there as this engine version reads it."""
        with self._reading() as connection:
            return questions.engine_of(connection, document_id) == engine_version()

    def documents(
        self,
        sought: Sought = Sought(),  # noqa: B008 (frozen)
        *,
        sort: str = "name",
        descending: bool = False,
        start: int = 0,
        most: int | None = None,
    ) -> list[DocumentSummary]:
        """The documents that are sought, without their texts, by the name of their files; `sort`: `listing.SORTS`.

        `most` of them from the `start`-th on; None means all.
        """
        with self._reading() as connection:
            return listing.summaries(connection, sought, sort, descending, start, most)

    def count_documents(self, sought: Sought = Sought()) -> int:  # noqa: B008 (frozen)
        with self._reading() as connection:
            return listing.count_documents(connection, sought)

    def summary(self, id: str) -> DocumentSummary | None:
        """One document without its text."""
        with self._reading() as connection:
            return listing.summary_of(connection, id)

    def totals(self) -> dict[str, int]:
        """How many "documents" there are, and the sums of what they count, by the names of `DocumentSummary`."""
        with self._reading() as connection:
            return listing.totals(connection)

    def words(self, id: str, start: int, end: int) -> str:
        """The words of a document from `start` to `end`; reads no more of it."""
        with self._reading() as connection:
            return questions.words_of(connection, id, start, end)

    def summaries(self, ids: Sequence[str]) -> list[DocumentSummary]:
        """The documents of these ids that are there, without their texts, by the name of their files."""
        with self._reading() as connection:
            return listing.summaries_of(connection, ids)

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

    def source(self, id: str) -> bytes | None:
        """The bytes of a document's file as they were read; None where they were not kept."""
        with self._reading() as connection:
            return questions.source_of(connection, id)

    def outdated(self) -> list[str]:
        """The ids of the documents that another engine version or catalogue has read, by name."""
        with self._reading() as connection:
            return questions.older_than(connection, engine_version())

    def documents_with(self, indicator: str, most: int = 50) -> list[str]:
        """The ids of documents that have figures of an indicator, at most so many."""
        with self._reading() as connection:
            return listing.documents_with(connection, indicator, most)

    def search(self, words: str, most: int = 50, after: int = 0) -> list[Hit]:
        """The first segments whose text holds all the words; traditional and simplified characters are one.

        `after` is the `Hit.segment` behind which to go on. Raises StoreError("search_empty") where nothing is asked.
        """
        with self._reading() as connection:
            return search.find(connection, words, most, after)

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
            return laid.figure_of(connection, id)

    def quoted(self, ids: Collection[str]) -> dict[str, Said]:
        """The words of these figures and around them, by id; what is not there is left out."""
        with self._reading() as connection:
            return questions.quoted(connection, list(dict.fromkeys(ids)))

    def neighbours(self, id: str) -> tuple[Figure | None, Figure | None]:
        """The figures before and after this one in its document."""
        with self._reading() as connection:
            return questions.neighbours_of(connection, id)

    def lacking(self, reason: str, start: int = 0, most: int = 50) -> list[Figure]:
        """The figures without an "indicator", a "year" or a "place", by document and text, from the `start`-th on."""
        with self._reading() as connection:
            return listing.lacking(connection, reason, start, most)

    # The panel

    def cells(
        self,
        *,
        indicators: Collection[str] | None = None,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
        start: int = 0,
        most: int | None = None,
    ) -> list[Cell]:
        """The cells of the chosen dimensions, by place, year, indicator and scope; `places` are codes or names.

        `most` of them from the `start`-th on; None means all.
        """
        with self._reading() as connection:
            return panel_questions.chosen_cells(connection, Wanted(indicators, places, years), start, most)

    def count_cells(
        self,
        *,
        indicators: Collection[str] | None = None,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
    ) -> int:
        """How many cells the chosen dimensions have."""
        with self._reading() as connection:
            return panel_questions.count_cells(connection, Wanted(indicators, places, years))

    def cells_of(self, document: str) -> list[Cell]:
        """The cells that the figures of a document are part of, in the order of the panel."""
        with self._reading() as connection:
            return panel_questions.cells_of_document(connection, document)

    def cell(self, id: str) -> Cell | None:
        """The cell with this `Cell.id`."""
        with self._reading() as connection:
            return panel_questions.cell_of(connection, id)

    def places(self) -> list[tuple[str, str]]:
        """(code, name) of the places that have cells, by code."""
        with self._reading() as connection:
            return panel_questions.places(connection)

    def years(self) -> list[int]:
        """The years that have cells."""
        with self._reading() as connection:
            return panel_questions.years(connection)

    def indicators(self) -> dict[str, int]:
        """Code → number of its cells, of the indicators that have some, the most frequent first."""
        with self._reading() as connection:
            return panel_questions.numbers(connection, "indicator")

    def scopes(self) -> dict[str, int]:
        """Scope → number of its cells, the most frequent first."""
        with self._reading() as connection:
            return panel_questions.numbers(connection, "scope")

    def spots(self) -> list[Spot]:
        """Every place in every year that has cells, and how many, by place and year."""
        with self._reading() as connection:
            return panel_questions.spots(connection)

    def spots_with(self, indicators: Collection[str], scope: str | None = None) -> list[tuple[str, int]]:
        """(place id, year) where one of these indicators has a cell, of one scope where that is asked, in no order."""
        with self._reading() as connection:
            return panel_questions.spots_with(connection, indicators, scope)

    def indicators_at(self, places: Collection[str]) -> dict[str, list[str]]:
        """Place id → the indicators that it has cells of, in the catalogue's order."""
        with self._reading() as connection:
            return panel_questions.indicators_at(connection, places)

    def disputed(self) -> list[Cell]:
        """The cells that documents state differently, in the order of the panel."""
        with self._reading() as connection:
            return panel_questions.disputed(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _plain_errors(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self, lasting: bool = False) -> Iterator[Connection]:
        writer = self._writer.execution_options(lasting=True) if lasting else self._writer
        with _plain_errors(self._engine), writer.begin() as connection:
            yield connection


@contextmanager
def _plain_errors(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError, UnicodeError) as error:
        reason = _reason(error)
        message = f"The store {_shown(engine)} does not take this document: {reason}. Please report this with its file."
        raise StoreError("store_refused", message, store=_shown(engine), reason=reason) from error
    except (SQLAlchemyError, OSError) as error:
        if is_away(engine, error):
            raise away(engine, error) from error
        reason = _reason(error)
        message = f"The store {_shown(engine)} cannot be used: {reason}. Check that it is reachable and not damaged."
        raise StoreError("store_broken", message, store=_shown(engine), reason=reason) from error


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")
