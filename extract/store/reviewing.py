"""What the store can do with decisions, doubts and the past; a part of `Store`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from extract.decisions.agreement import Agreement
from extract.decisions.doubts import Doubt
from extract.decisions.models import Decision, Said, Standing
from extract.decisions.scores import Judged, Marked
from extract.models import Cell, Figure, Span
from extract.panel import key_of
from extract.store import comparing, deciding, doubt_queue, history, laid, lists, panel_questions, panel_rows, questions
from extract.store.connected import Connected
from extract.store.deciding import Order
from extract.store.doubt_queue import Doubtful, Queued
from extract.store.history import Frozen
from extract.store.lists import Open
from extract.store.panel_questions import Wanted
from extract.store.questions import Choice


class Reviewing(Connected):
    """Decisions: every method that takes one is a transaction, and raises DecisionError where it refuses."""

    # Deciding

    def decide(self, who: str, orders: Sequence[Order]) -> list[Decision]:
        """Accept, correct or reject figures; several are one bulk, taken whole or not at all.

        What is given back is on the disk. An order whose `seen` is not the last decision on its figure is refused.
        """
        with self._writing(lasting=True) as connection:
            return deciding.decide(connection, who, orders)

    def add_figure(self, who: str, document: str, span: Span, said: Said, why: str = "") -> Decision:
        """Make a figure of the words of a document, in which its digits have to stand."""
        with self._writing(lasting=True) as connection:
            return deciding.add(connection, who, document, span, said, why)

    def revert(self, who: str, numbers: Iterable[int], why: str = "") -> list[Decision]:
        """Take decisions back (of a revert: bring back what it took); the log keeps them and says so."""
        with self._writing(lasting=True) as connection:
            return deciding.revert(connection, who, numbers, why)

    def revert_bulk(self, who: str, bulk: int, why: str = "") -> list[Decision]:
        """Take back what is left of decisions that were taken together."""
        with self._writing(lasting=True) as connection:
            return deciding.revert(connection, who, deciding.bulk_of(connection, bulk), why)

    # What was decided

    def machine_figure(self, id: str) -> Figure | None:
        """A figure as the machine reads it, whatever people have decided."""
        with self._reading() as connection:
            return laid.figure_of(connection, id, alone=True)

    def machine_figures(self, document: str) -> list[Figure]:
        """The figures of a document as the machine reads them, in text order."""
        with self._reading() as connection:
            return questions.chosen_figures(connection, Choice(document=document, machine=True))

    def decided_figures(self, document: str) -> list[Figure]:
        """Those that people have decided on, as they stand."""
        with self._reading() as connection:
            return laid.decided_of(connection, document)

    def standing(self, figure: str) -> Standing | None:
        """How a figure stands, None where nobody has decided on it."""
        with self._reading() as connection:
            return lists.standing_of(connection, figure)

    def log_of(self, figure: str) -> list[Decision]:
        """All entries of the log about a figure, in their order."""
        with self._reading() as connection:
            return lists.log_of(connection, figure)

    def decisions(self, who: str = "", document: str = "", start: int = 0, most: int | None = 50) -> list[Decision]:
        """The log from its end on; of one person or document where they are named."""
        with self._reading() as connection:
            return lists.latest(connection, who, document, start, most)

    def to_undo(self, who: str) -> list[int]:
        """The numbers of what a person has decided last and still stands: one, or all of a bulk; [] for nothing."""
        with self._reading() as connection:
            return lists.undoable(connection, who)

    def decided(self) -> dict[str, int]:
        """Status → how many figures stand so; “orphan”: those whose words were not found again."""
        with self._reading() as connection:
            return lists.tally(connection)

    def orphans(self, start: int = 0, most: int = 50) -> list[Open]:
        """Decided figures whose words are not in any version of their document that is there."""
        with self._reading() as connection:
            return lists.orphans(connection, start, most)

    def contested(self, start: int = 0, most: int = 50) -> list[Open]:
        """Figures of which people say different things, with what each of them says."""
        with self._reading() as connection:
            return lists.contested(connection, start, most)

    def agreement(self) -> list[Agreement]:
        """How far reviewers agree: of all figures that two or more have looked at (“”), then by indicator."""
        with self._reading() as connection:
            return lists.agreement_of(connection)

    def judged(self) -> list[Judged]:
        """What the engine says today, and what people have decided, of each figure that is settled."""
        with self._reading() as connection:
            return lists.judged(connection)

    def marks(self) -> list[Marked]:
        """The same counted, without looking at each: by what the engine and people say that a figure is of."""
        with self._reading() as connection:
            return lists.marks_of(connection)

    # Doubts

    def queue(self, wanted: Doubtful = Doubtful(), start: int = 0, most: int = 20) -> list[Queued]:  # noqa: B008 (frozen)
        """The figures in doubt on which nobody has decided, the gravest first."""
        with self._reading() as connection:
            return doubt_queue.queue(connection, wanted, start, most)

    def doubt_counts(self, wanted: Doubtful = Doubtful()) -> dict[str, int]:  # noqa: B008 (frozen)
        """Reason → number of open figures that have it, “” for all figures."""
        with self._reading() as connection:
            return doubt_queue.counts(connection, wanted)

    def doubts(self, figure: str) -> list[Doubt]:
        """All that is doubted of a figure, decided or not, the gravest first."""
        with self._reading() as connection:
            return doubt_queue.reasons_of(connection, figure)

    def changed_series(self) -> int:
        """How many series, and documents, have changed since they were last compared."""
        with self._reading() as connection:
            return comparing.waiting(connection)

    def examine(self, most: int | None = None) -> int:
        """Compare the series that have changed with their neighbours and other years, at most so many; how many."""
        with self._reading() as connection:
            if not comparing.waiting(connection):
                return 0
        with self._writing() as connection:
            deciding.wait(connection)  # an import holds rows that this one wants, and the other way round
            return comparing.examine(connection, most)

    # The past

    def machine_cells(
        self,
        indicators: Collection[str] | None = None,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
    ) -> list[Cell]:
        """The cells as the machine alone would have them."""
        with self._reading() as connection:
            return history.machine_cells(connection, Choice(None, indicators, places, years, True, machine=True))

    def machine_values(self, cells: Sequence[Cell]) -> dict[str, Cell]:
        """These cells as the machine alone would have them, by id; those that it has nothing for are left out."""
        with self._reading() as connection:
            return {cell.id: cell for cell in panel_rows.machine_cells(connection, [key_of(cell) for cell in cells])}

    def cells_as_of(
        self,
        when: str,
        indicators: Collection[str] | None = None,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
    ) -> list[Cell]:
        """The cells as they were at the end of a day (UTC, YYYY-MM-DD) or at a moment (ISO 8601)."""
        with self._reading() as connection:
            return history.cells_as_of(connection, when, Choice(None, indicators, places, years))

    def freeze(self, name: str, who: str, note: str = "", when: str = "") -> Frozen:
        """Keep the panel of today, or as it was, under a name; what it holds is never changed or overwritten."""
        with self._writing(lasting=True) as connection:
            everything = Choice()
            cells = (
                history.cells_as_of(connection, when, everything)
                if when
                else panel_questions.chosen_cells(connection, Wanted(), 0, None)
            )
            return history.freeze(connection, name, who, note, when, cells)

    def frozen(self) -> list[Frozen]:
        """The frozen states, the newest first."""
        with self._reading() as connection:
            return history.states(connection)

    def frozen_cells(
        self,
        name: str,
        indicators: Collection[str] | None = None,
        places: Collection[str] | None = None,
        years: Collection[int] | None = None,
    ) -> list[Cell]:
        """The cells of a frozen state."""
        with self._reading() as connection:
            return history.frozen_of(connection, name, Choice(None, indicators, places, years))
