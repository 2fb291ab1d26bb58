"""Keeps documents and what was found in them: SQLite in one file, or PostgreSQL by a URL."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from extract.errors import CatalogueError, StoreError
from extract.models import OTHER, Document, Extraction, Figure
from extract.store import catalogues, concept_counts, copying, deciding, kept, members, tracing, writing
from extract.store.asking import Asking
from extract.store.catalogues import Version
from extract.store.concept_counts import Counted
from extract.store.connected import plain_errors
from extract.store.deciding import Order
from extract.store.doubt_queue import Doubtful, Queued
from extract.store.history import Frozen
from extract.store.listing import DocumentSummary, Sought
from extract.store.lists import Open
from extract.store.members import Member
from extract.store.moment import Moment
from extract.store.opening import connect, upgrade_server
from extract.store.opening import prepare as prepare_tables
from extract.store.panel_questions import PlaceYears, Series, Spot, Square
from extract.store.prepared import Prepared, form, prepare
from extract.store.questions import Choice, Dimensions, Said
from extract.store.reviewing import Reviewing
from extract.store.search import Hit
from extract.store.tracing import Batch, Known, Step
from extract.store.upgrading import Upgrade
from extract.store.writing import Entry

__all__ = [
    "Batch",
    "Choice",
    "Counted",
    "Dimensions",
    "DocumentSummary",
    "Doubtful",
    "Entry",
    "Frozen",
    "Hit",
    "Known",
    "Member",
    "Moment",
    "Open",
    "Order",
    "PlaceYears",
    "Prepared",
    "Queued",
    "Said",
    "Series",
    "Sought",
    "Spot",
    "Square",
    "Step",
    "Store",
    "Upgrade",
    "Version",
    "form",
    "open_store",
    "place",
    "prepare",
    "upgrade_store",
]

DEFAULT = Path(__file__).parents[2] / ".data" / "figures.sqlite3"


def open_store(url: str | None = None) -> Store:
    """Open a store and create what is missing of it.

    `url` is a SQLAlchemy URL or the path of an SQLite file; None takes the environment variable SHUCHU_STORE,
    else ``.data/figures.sqlite3`` below the project's root. A file that an older version has written is upgraded,
    and a copy of it kept (`Store.upgraded`). Raises StoreError where the store cannot be opened, and
    CatalogueError where the catalogue that it keeps is one that this program does not take (`kept`).
    """
    engine = connect(place(url))
    try:
        opened = Store(engine, prepare_tables(engine))
        opened.adopt()
    except CatalogueError as error:
        raise kept.told(error) from error
    return opened


def upgrade_store(url: str | None = None) -> Upgrade | None:
    """Bring a store to the form of this program, one on a server, too; None where it has it already."""
    engine = connect(place(url))
    done = upgrade_server(engine)
    engine.dispose()
    return done


def place(url: str | None) -> str:
    return url or os.environ.get("SHUCHU_STORE") or str(DEFAULT)


class Store(Asking, Reviewing):
    """Documents and figures. Safe to use from several threads, and beside other processes on the same store.

    Every method raises StoreError where the store cannot be read or written. `upgraded` says what opening it did.
    """

    def __init__(self, engine: Engine, upgraded: Upgrade | None = None) -> None:
        super().__init__(engine)
        self.upgraded = upgraded

    @property
    def kind(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self._engine.dialect.name

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
        entry = self.entry(extraction, source, batch, changed)
        with self._writing() as connection:
            return writing.add(connection, [entry], self._reader())[0]

    def entry(
        self, extraction: Extraction, source: bytes | None = None, batch: int | None = None, changed: bool = False
    ) -> Entry:
        """A document for `add_all`, made here and now; the arguments are those of `add`."""
        with plain_errors(self._engine):
            return Entry(prepare(extraction, self.kind, lambda: source, changed), batch, changed)

    def add_all(self, entries: Sequence[Entry]) -> list[str | StoreError]:
        """Write several documents in one transaction, which costs a fraction; for each what `add` gives.

        They were prepared for a store of this `kind`, by the tables and rules of this program (`form`): see `entry`.
        One that is refused is left out, and what it says stands in its place.
        """
        if not entries:
            return []
        try:
            with self._writing() as connection:
                return [*writing.add(connection, entries, self._reader())]
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
            return writing.begin(connection, who, what, self._reader())

    def finish(self, batch: int, report: dict[str, Any]) -> None:
        """Write down that an import is complete; one that never gets here was cut short."""
        with self._writing() as connection:
            writing.finish(connection, batch, report)

    def note(self, batch: int, report: dict[str, Any]) -> None:
        """Write down how far an import is, or what has become of it; this is no change of what pages show."""
        with self._writing() as connection:
            writing.note(connection, batch, report)

    def checkpoint(self) -> None:
        """Bring what the log of SQLite holds to its place: readers beside a long one take up to a quarter longer.

        The last one who closes the store does so in any case.
        """
        if self.kind != "sqlite":
            return
        with plain_errors(self._engine), self._engine.connect() as connection:
            raw = connection.connection.driver_connection  # a checkpoint runs outside of any transaction
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

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

    def renewed(self, batch: int) -> list[str]:
        """The documents that were there before an import, and that it was the last to read again."""
        with self._reading() as connection:
            return tracing.added_by(connection, batch, "replaced")

    def brought(self, batch: int, most: int = 50, after: int = 0) -> list[tuple[str, str]]:
        """(id of a document, "added" or "replaced") of what an import has written, in its order, from row `after`."""
        with self._reading() as connection:
            return tracing.brought_by(connection, batch, most, after)

    def history(self, id: str, most: int = 20) -> list[Step]:
        """What was done to a document, the newest first."""
        with self._reading() as connection:
            return tracing.history_of(connection, id, most)

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

    # Concepts

    def tell_concepts(self, most: int = 20) -> int:
        """Tell what the figures of no indicator count in documents that nobody has told yet; how many of them."""
        with self._reading() as connection:
            wanted = concept_counts.waiting(connection, most)
        named = {id: self._named(id) for id in wanted}
        with self._writing() as connection:
            deciding.wait(connection)
            for id, found in named.items():
                concept_counts.tell(connection, id, found)
        return len(wanted)

    def _named(self, id: str) -> list[Figure]:
        """The figures of a document that are of no indicator, with what they count."""
        from extract.concepts import with_concepts  # its dictionary takes a second to load

        document, found = self.document(id), self.figures(document=id)
        if document is None or all(each.indicator != OTHER for each in found):
            return []
        named = with_concepts(Extraction(document, figures=tuple(found))).figures
        return [each for each in named if each.indicator == OTHER]

    # Copies

    @contextmanager
    def moment(self) -> Iterator[Moment]:
        """The store as it is now, for as long as the block runs; nothing that is written meanwhile is seen."""
        options: dict[str, Any] = {"stream_results": True}
        if self._engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        with plain_errors(self._engine), self._engine.connect() as connection:
            yield Moment(connection.execution_options(**options))

    def backup(self, path: Path) -> None:
        """Write the store as it is at this moment to an SQLite file; whole or not at all, never over another."""
        with plain_errors(self._engine):
            copying.backup(self._engine, path)

    def restore(self, path: Path) -> None:
        """Fill this store, which must be empty, with what `backup` has written."""
        with plain_errors(self._engine):
            copying.restore(self._engine, path)
