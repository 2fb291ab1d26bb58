"""What the log comes to, kept beside it: how each figure stands, and the decided figures laid over the machine's.

All of it can be made again from the log, the documents and the machine's figures. When a document is read anew or
taken out, its figures are lost here; `found_again` looks for their words in what is there now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, delete, insert, or_, select, update

from extract.counting import takes_part
from extract.decisions.anchoring import Squeezed, find, reach, squeezed
from extract.decisions.effective import bare, effective, match, takes_no_part
from extract.decisions.models import Decision, Standing, start_of
from extract.decisions.standing import standing
from extract.models import Document, Figure, Segment, Span
from extract.store import doubting, log
from extract.store.laid import figure_of
from extract.store.questions import Choice, chosen_figures, document_of, segments_of
from extract.store.review_schema import decided, doubts, standings
from extract.store.schema import documents

CHUNK = 400
UNSETTLED = ("open", "contested")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a decided figure stands today; no `figure` where its words were not found."""

    subject: str
    figure: str | None
    document: str
    name: str


@dataclass
class Changes:
    """What is to be written of figures that stand otherwise now; many are written as fast as a few."""

    spots: dict[str, tuple[Spot, Standing]] = field(default_factory=dict)
    rows: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)

    def settle(self, spot: Spot, stands: Standing, machine: Figure | None, blank: Figure, old: Figure | None) -> None:
        """Lay the figure as it stands over the machine's; `old` is what was shown before."""
        new = effective(stands, machine, blank)
        counting = new is not None and takes_part(new) and not takes_no_part(stands, machine)
        row = {each.name: getattr(new, each.name) for each in fields(new)} if new else None
        self.rows[str(spot.figure)] = {**row, "counting": counting} if row else None
        self.spots[spot.subject] = (spot, stands)
        self.figures += [each for each in (old, new or machine) if each]

    def write(self, connection: Connection) -> None:
        """Write all of it, and note the series that have changed."""
        replaced(connection, decided, decided.c.id, list(self.rows), [row for row in self.rows.values() if row])
        rows = [
            {each.name: getattr(spot, each.name) for each in fields(spot)}
            | {"status": stands.status, "number": stands.number}
            for spot, stands in self.spots.values()
        ]
        replaced(connection, standings, standings.c.subject, list(self.spots), rows)
        for opened in (True, False):
            ids = [
                spot.figure
                for spot, stands in self.spots.values()
                if spot.figure and (stands.status in UNSETTLED) == opened
            ]
            for part in parts(ids):
                connection.execute(update(doubts).where(doubts.c.figure.in_(part)).values(open=opened))
        doubting.mark(connection, doubting.series_of(self.figures))


def restand(connection: Connection, known: Sequence[Decision], changes: Changes) -> None:
    """Tell anew how a figure stands, by the log about it; where its words are lost the log alone has changed."""
    stands, last = standing(known), known[-1]
    row = connection.execute(select(standings).where(standings.c.subject == last.subject)).mappings().first()
    if row is None:
        spot = Spot(last.subject, last.figure, last.anchor.document, last.anchor.name)
    else:
        spot = Spot(**{each.name: row[each.name] for each in fields(Spot)})
    if spot.figure is None:
        changes.spots[spot.subject] = (spot, stands)
        return
    machine, old = (figure_of(connection, spot.figure, alone) for alone in (True, False))
    blank = machine or old or _bare(connection, spot.document, spot.figure, last.anchor.quote)
    changes.settle(spot, stands, machine, blank, old)


def replaced(connection: Connection, table: Table, key: Column[Any], keys: Sequence[Any], rows: Sequence[Any]) -> None:
    """Put these rows in the place of those with these keys."""
    for part in parts(keys):
        connection.execute(delete(table).where(key.in_(part)))
    if rows:
        connection.execute(insert(table), rows)


def parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """So many at a time as a query has room for."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _bare(connection: Connection, document: str, figure: str, quote: str) -> Figure:
    """The words of a figure where they stand today, which need not be where they stood when it was decided on."""
    found = document_of(connection, document)
    assert found is not None  # a spot with a figure is in a document that is there
    start = start_of(figure)
    return bare(found, segments_of(connection, document), (start, reach(found.text, start, quote)))


# A document that was read anew, or is gone


def lose(connection: Connection, document: str) -> None:
    """The figures of a document are taken out: their decisions wait for their words to be found again."""
    connection.execute(update(standings).where(standings.c.document == document).values(figure=None))
    connection.execute(delete(decided).where(decided.c.document == document))


def find_again(connection: Connection, wanted: Sequence[str]) -> list[Figure]:
    """Look in documents for the words of those that wait: their own, and those of other versions of their files.

    Gives the figures that people have a say in now, before and after.
    """
    if not connection.execute(select(standings.c.subject).where(standings.c.figure.is_(None)).limit(1)).first():
        return []
    return [figure for document in wanted for figure in _find_again(connection, document)]


def _find_again(connection: Connection, document: str) -> list[Figure]:
    name = connection.execute(select(documents.c.name).where(documents.c.id == document)).scalar()
    waiting = or_(standings.c.document == document, standings.c.name == name)
    asked = select(standings.c.subject).where(standings.c.figure.is_(None), waiting)
    subjects = list(connection.execute(asked).scalars())
    text = document_of(connection, document) if subjects else None
    if text is None:
        return []
    logs = list(log.of_subjects(connection, subjects).values())
    segments = segments_of(connection, document)
    figures = chosen_figures(connection, Choice(document=document, machine=True))
    return _Finder(connection, text, segments, figures).place(logs)


def find_elsewhere(connection: Connection, name: str) -> list[Figure]:
    """The same in all versions of a file, after one of them was taken out."""
    asked = select(documents.c.id).where(documents.c.name == name).order_by(documents.c.imported_at.desc())
    versions = list(connection.execute(asked).scalars())
    return find_again(connection, versions)


class _Finder:
    """Places decisions in one document, each at its own words."""

    def __init__(
        self, connection: Connection, document: Document, segments: Sequence[Segment], figures: Sequence[Figure]
    ) -> None:
        self.connection, self.document, self.segments, self.figures = connection, document, segments, figures
        self.words: Squeezed = squeezed(document.text)
        rows = connection.execute(select(decided.c.start, decided.c.end).where(decided.c.document == document.id))
        self.taken: set[Span] = {(row.start, row.end) for row in rows}
        there = select(standings.c.figure).where(standings.c.document == document.id)
        self.ids = {id for id in connection.execute(there).scalars() if id}
        self.changes = Changes()

    def place(self, logs: Sequence[Sequence[Decision]]) -> list[Figure]:
        """In text order, so that of two that read alike the first comes first. Gives what has changed."""
        for known in sorted(logs, key=lambda known: (known[-1].anchor.start, known[-1].subject)):
            anchor = known[-1].anchor
            span = find(anchor, self.words, self.taken, anchor.document != self.document.id)
            if span is not None:
                self._settle(known, span)
        self.changes.write(self.connection)
        return self.changes.figures

    def _settle(self, known: Sequence[Decision], span: Span) -> None:
        machine = match(span, known[-1].anchor.quote, self.figures)
        blank = machine or bare(self.document, self.segments, span)
        if blank.id in self.ids:  # two decisions, and one place is left
            return
        self.taken.add(span)
        self.ids.add(blank.id)
        spot = Spot(known[-1].subject, blank.id, self.document.id, self.document.name)
        self.changes.settle(spot, standing(known), machine, blank, machine)
