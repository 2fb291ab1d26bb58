"""Taking decisions. Each call is one transaction: what it gives back is kept, what it refuses has changed nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from extract.decisions.checks import current, markable, possible
from extract.decisions.effective import bare, match
from extract.decisions.models import Decision, Kind, Said, anchor_of, said_of
from extract.decisions.standing import in_force, standing
from extract.errors import DecisionError
from extract.models import Figure, Span
from extract.store import comparing, doubting, log, panel_rows, standing_rows
from extract.store.laid import figure_of
from extract.store.questions import Choice, chosen_figures, document_of, segments_of
from extract.store.review_schema import standings
from extract.store.schema import documents, meta, texts


@dataclass(frozen=True, slots=True)
class Order:
    """What a person decides of a figure that is there; `seen` is the last decision on it that he has seen, 0 for none.

    `said` is the whole reading that is to stand, where it is corrected.
    """

    figure: str
    kind: Kind
    seen: int = 0
    said: Said | None = None
    why: str = ""


def wait(connection: Connection) -> None:
    """Let writers come one after the other: on SQLite the transaction does so, on PostgreSQL this row."""
    connection.execute(select(meta.c.number).where(meta.c.key == "data").with_for_update())


def decide(connection: Connection, who: str, orders: Sequence[Order]) -> list[Decision]:
    """Write down what a person decides; several orders are one bulk, which is taken whole or not at all."""
    wait(connection)
    read = _Documents(connection)
    entries = log.write(connection, [_entry(connection, read, who, order) for order in orders])
    if len(entries) > 1:
        entries = log.as_bulk(connection, entries)
    _restand(connection, entries)
    return entries


def _entry(connection: Connection, read: _Documents, who: str, order: Order) -> Decision:
    shown, machine = (figure_of(connection, order.figure, alone) for alone in (False, True))
    if shown is None:
        raise _no_figure(order.figure)
    subject, known = _log_of(connection, order.figure)
    current(order.seen, known[-1] if known else None)
    name, text = read[shown.document]
    anchor = anchor_of(shown.document, name, text, shown.start, shown.end)
    before, after = _before(known, shown), _after(text, order, shown)
    own = said_of(machine) if machine else None
    return Decision(0, log.moment(), who, order.kind, subject, shown.id, anchor, before, after, order.why, machine=own)


def _before(known: Sequence[Decision], shown: Figure) -> Said | None:
    """What stood: the reading that was shown, None for a figure that was rejected."""
    stands = standing(known) if known else None
    return None if stands and stands.status == "rejected" else said_of(shown)


def _after(text: str, order: Order, shown: Figure) -> Said | None:
    """What shall stand. To accept is to accept what is shown: of a contested figure the machine's reading."""
    if order.kind == "accept":
        return said_of(shown)
    if order.kind == "reject":
        return None
    if order.kind != "correct" or order.said is None:
        raise ValueError(f"{order.kind} is not decided on a figure that is there")
    span = shown.paragraph if shown.paragraph[0] <= shown.start < shown.end <= shown.paragraph[1] else None
    possible(order.said, text[slice(*(span or (shown.start, shown.end)))], text[slice(*shown.sentence)])
    return order.said


def add(connection: Connection, who: str, document_id: str, span: Span, said: Said, why: str = "") -> Decision:
    """Make a figure of marked words, in which its digits must stand; DecisionError where there is one already."""
    wait(connection)
    document = document_of(connection, document_id)
    if document is None or not 0 <= span[0] < span[1] <= len(document.text):
        raise _no_figure(f"{document_id}-{span[0]}")
    words = document.text[slice(*span)]
    markable(words)
    possible(said, words)
    there = chosen_figures(connection, Choice(document=document_id))
    if met := match(span, words, there) or next((each for each in there if each.start == span[0]), None):
        message = f"“{met.quote}” is a figure already: correct that one."
        raise DecisionError("decision_there", message, quote=met.quote, figure=met.id)
    made = bare(document, segments_of(connection, document_id), span)
    subject, _ = _log_of(connection, made.id)
    anchor = anchor_of(document.id, document.name, document.text, *span)
    entry = Decision(0, log.moment(), who, "add", subject, made.id, anchor, after=said, why=why)
    written = log.write(connection, [entry])
    _restand(connection, written)
    return written[0]


def revert(connection: Connection, who: str, numbers: Iterable[int], why: str = "") -> list[Decision]:
    """Take decisions back, the latest first; of a revert, bring back what it took. The log keeps all of it."""
    wait(connection)
    entries = [_reverting(connection, who, number, why) for number in sorted(numbers, reverse=True)]
    written = log.write(connection, entries)
    if len(written) > 1:
        written = log.as_bulk(connection, written)
    _restand(connection, written)
    return written


def _reverting(connection: Connection, who: str, number: int, why: str) -> Decision:
    old = log.numbered(connection, number)
    if old is None:
        raise DecisionError("decision_unknown", f"There is no decision {number}.", number=number)
    known = log.of_subject(connection, old.subject)
    if number not in in_force(known):
        raise DecisionError("decision_reverted", f"Decision {number} was taken back already.", number=number)
    facts = {"before": old.after, "after": old.before, "reverts": number, "bulk": None}
    return replace(old, number=0, at=log.moment(), who=who, kind="revert", why=why, **facts)  # type: ignore[arg-type]


def bulk_of(connection: Connection, bulk: int) -> list[int]:
    """The decisions of a bulk that still stand."""
    found = log.of_bulk(connection, bulk)
    logs = log.of_subjects(connection, {each.subject for each in found})
    live = {number for known in logs.values() for number in in_force(known)}
    return [each.number for each in found if each.number in live]


def _restand(connection: Connection, entries: Sequence[Decision]) -> None:
    """Write what the log comes to for the figures of these entries."""
    logs = log.of_subjects(connection, {each.subject for each in entries})
    changes = standing_rows.Changes()
    for known in logs.values():
        standing_rows.restand(connection, known, changes)
    changes.write(connection)
    panel_rows.agree(connection)
    panel_rows.refresh(connection, panel_rows.keys_of_figures(changes.figures))
    comparing.compare(connection, doubting.series_of(changes.figures))


def _log_of(connection: Connection, figure: str) -> tuple[str, list[Decision]]:
    """The subject of a figure, which is the figure's id where nobody has decided on it yet, and its log."""
    asked = select(standings.c.subject).where(standings.c.figure == figure)
    subject = connection.execute(asked).scalar() or _unused(connection, figure)
    return subject, log.of_subject(connection, subject)


def _unused(connection: Connection, figure: str) -> str:
    """The figure's id, or one beside it where an orphan has that name."""
    subject, number = figure, 1
    while connection.execute(select(standings.c.subject).where(standings.c.subject == subject)).first():
        number += 1
        subject = f"{figure}.{number}"
    return subject


class _Documents(dict[str, tuple[str, str]]):
    """Document → the name of its file and its text, read once for all orders."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection

    def __missing__(self, document: str) -> tuple[str, str]:
        asked = select(documents.c.name, texts.c.text).join(texts, texts.c.document == documents.c.id)
        row = self.connection.execute(asked.where(documents.c.id == document)).one()
        self[document] = (row.name, row.text)
        return self[document]


def _no_figure(id: str) -> DecisionError:
    message = f"There is no figure “{id}” any more: its document was changed or removed. Nothing was changed."
    return DecisionError("decision_no_figure", message, id=id)
