"""What the store answers of documents, figures and the panel; a part of `Store`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.models import Cell, Document, Figure, Rejection, Segment
from extract.store import concept_counts, laid, listing, panel_questions, questions, search, tracing
from extract.store.concept_counts import Counted
from extract.store.connected import Connected
from extract.store.listing import DocumentSummary, Sought
from extract.store.panel_questions import PlaceYears, Series, Spot, Square, Wanted
from extract.store.questions import Choice, Dimensions, Said
from extract.store.search import Hit
from extract.store.tracing import Known


class Asking(Connected):
    """Questions: none of them changes anything."""

    # Documents

    def version(self) -> str:
        """A word that changes with every write, and differs between stores."""
        with self._reading() as connection:
            return questions.version(connection)

    def has(self, document_id: str) -> bool:
        """Whether the document is there as this engine version reads it."""
        with self._reading() as connection:
            return questions.engine_of(connection, document_id) == self._reader()

    def known(self, ids: Collection[str]) -> dict[str, Known]:
        """What an import asks of those of these documents that are there, by their ids."""
        with self._reading() as connection:
            return tracing.known(connection, ids, self._reader())

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
            return questions.older_than(connection, self._reader())

    def count_outdated(self) -> int:
        """How many documents those are."""
        with self._reading() as connection:
            return listing.count_outdated(connection, self._reader())

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

    def concepts(self, words: Sequence[str], most: int = 50) -> list[Counted]:
        """What figures of no indicator count that has one of these words in it, in all documents told so far."""
        with self._reading() as connection:
            return concept_counts.find(connection, words, most)

    def told_concepts(self) -> int:
        """In how many documents it is told what the figures of no indicator count; see `Store.tell_concepts`."""
        with self._reading() as connection:
            return concept_counts.told(connection)

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

    def dimensions(self, documents: Collection[str]) -> list[Dimensions]:
        """What the figures of these documents are of, in text order, without reading their words."""
        with self._reading() as connection:
            return questions.dimensions_of(connection, list(documents))

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

    def counts(
        self,
        *,
        indicators: Collection[str] | None = None,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
        scopes: Collection[str] | None = None,
    ) -> dict[tuple[str, int], int]:
        """(indicator, year) → how many cells of the chosen dimensions there are."""
        with self._reading() as connection:
            return panel_questions.counts(connection, Wanted(indicators, places, years, scopes))

    def latest(
        self,
        indicator: str,
        *,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
        scopes: Collection[str] | None = None,
        start: int = 0,
        most: int = 50,
    ) -> list[Cell]:
        """A page of an indicator's cells, the latest year first; however many there are, it is there at once."""
        with self._reading() as connection:
            return panel_questions.latest(connection, Wanted([indicator], places, years, scopes), start, most)

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

    def known_places(self) -> list[PlaceYears]:
        """The places that have cells, each with their number and its years, by their ids."""
        with self._reading() as connection:
            return panel_questions.known_places(connection)

    def years_with(self, what: str, family: str = "") -> dict[str, frozenset[int]]:
        """Place id → the years with cells of a "family", or with "disputed" ones; of all families for “”."""
        with self._reading() as connection:
            return panel_questions.years_with(connection, what, family)

    def spots_with(self, indicators: Collection[str], scope: str) -> list[tuple[str, int]]:
        """(place id, year) where one of these indicators has a cell of a scope, in no order."""
        with self._reading() as connection:
            return panel_questions.spots_with(connection, indicators, scope)

    def squares(
        self, indicators: Collection[str] | None, places: Collection[str], years: Collection[int], scope: str = ""
    ) -> list[Square]:
        """What these places (ids) have in these years, of the indicators that are named; `scope` is the usual one."""
        with self._reading() as connection:
            return panel_questions.squares(connection, Wanted(indicators, places, years), scope)

    def series(self, places: Collection[str], least: int = 1) -> list[Series]:
        """Indicators by place (ids) and scope that have values of so many years at least: how many, how close."""
        with self._reading() as connection:
            return panel_questions.series(connection, places, least)

    def indicators_at(self, places: Collection[str]) -> dict[str, list[str]]:
        """Place id → the indicators that it has cells of, in the catalogue's order."""
        with self._reading() as connection:
            return panel_questions.indicators_at(connection, places)

    def disputed(self, most: int = 50) -> list[Cell]:
        """The first cells that documents state differently, by the ids of their places."""
        with self._reading() as connection:
            return panel_questions.disputed(connection, most)

    def count_disputed(self) -> int:
        """How many cells documents state differently."""
        with self._reading() as connection:
            return panel_questions.count_disputed(connection)
