"""What is asked of the log: lists of decisions, orphans and contests, and what they say about the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from extract.decisions.agreement import Agreement, agreement
from extract.decisions.models import Decision, Said, Standing, said_of
from extract.decisions.scores import Judged, Marked
from extract.decisions.standing import in_force, standing
from extract.models import Figure
from extract.store import log
from extract.store.laid import COLUMNS
from extract.store.review_schema import decided, decisions, standings
from extract.store.schema import figures

CHUNK = 400


@dataclass(frozen=True, slots=True)
class Open:
    """A figure that waits for a person: how it stands, and the last entry about it. `figure` is None for an orphan."""

    figure: str | None
    document: str
    stands: Standing
    last: Decision


def standing_of(connection: Connection, figure: str) -> Standing | None:
    known = log_of(connection, figure)
    return standing(known) if known else None


def log_of(connection: Connection, figure: str) -> list[Decision]:
    asked = select(standings.c.subject).where(standings.c.figure == figure)
    subject = connection.execute(asked).scalar()
    return log.of_subject(connection, subject) if subject else []


def latest(connection: Connection, who: str, document: str, start: int, most: int | None) -> list[Decision]:
    asked = select(decisions).order_by(decisions.c.number.desc()).offset(start).limit(most)
    if who:
        asked = asked.where(decisions.c.who == who)
    if document:
        asked = asked.where(decisions.c.document == document)
    return log.read(connection, asked)


LOOK = 200
"""How far back an undo looks for something that still stands."""


def undoable(connection: Connection, who: str) -> list[int]:
    """Skips what was taken back, and the entries that took it."""
    last = latest(connection, who, "", 0, LOOK)
    logs = log.of_subjects(connection, {each.subject for each in last})
    live = {number for known in logs.values() for number in in_force(known)}
    for each in last:
        if each.kind != "revert" and each.number in live:
            return [one.number for one in log.of_bulk(connection, each.bulk)] if each.bulk else [each.number]
    return []


def tally(connection: Connection) -> dict[str, int]:
    lost = standings.c.figure.is_(None)
    asked = select(standings.c.status, func.count()).where(~lost).group_by(standings.c.status)
    found = {status: int(number) for status, number in connection.execute(asked)}
    orphaned = connection.execute(select(func.count()).select_from(standings).where(lost)).scalar_one()
    return found | {"orphan": int(orphaned)}


def orphans(connection: Connection, start: int, most: int) -> list[Open]:
    return _open(connection, standings.c.figure.is_(None), start, most)


def contested(connection: Connection, start: int, most: int) -> list[Open]:
    return _open(connection, (standings.c.status == "contested") & standings.c.figure.is_not(None), start, most)


def _open(connection: Connection, which: ColumnElement[bool], start: int, most: int) -> list[Open]:
    asked = select(standings).where(which).order_by(standings.c.number.desc(), standings.c.subject)
    rows = connection.execute(asked.offset(start).limit(most)).all()
    logs = log.of_subjects(connection, [row.subject for row in rows])
    return [Open(row.figure, row.document, standing(logs[row.subject]), logs[row.subject][-1]) for row in rows]


def agreement_of(connection: Connection) -> list[Agreement]:
    """Only the entries about figures that two people have looked at are read: most are looked at by one."""
    c = decisions.c
    several = select(c.subject).group_by(c.subject).having(func.min(c.who) != func.max(c.who))
    return agreement(log.logs(connection, among=several))


def marks_of(connection: Connection) -> list[Marked]:
    """The decided figures whose words are found and on which people agree, counted: what `judged` tells, without parts.

    Their marks say whether the machine's reading of today is the one that stands: `standing_rows` keeps them so.
    """
    kinds = (figures.c.indicator.label("machine"), decided.c.indicator, decided.c.mark)
    asked = select(*kinds, func.count().label("number")).select_from(
        decided.outerjoin(figures, figures.c.id == decided.c.id)
    )
    rows = connection.execute(asked.where(decided.c.mark != "contested").group_by(*kinds))
    return [Marked(row.machine, row.indicator, row.mark, int(row.number)) for row in rows]


def judged(connection: Connection) -> list[Judged]:
    """Of figures whose words are found and on which people agree."""
    asked = select(standings.c.subject, standings.c.figure).where(
        standings.c.figure.is_not(None), standings.c.status.in_(("checked", "corrected", "added", "rejected"))
    )
    rows = connection.execute(asked).all()
    found: list[Judged] = []
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        machine = _machine(connection, [row.figure for row in part])
        logs = log.of_subjects(connection, [row.subject for row in part])
        found += [Judged(machine.get(row.figure), _said(logs[row.subject])) for row in part]
    return found


def _said(known: Sequence[Decision]) -> Said | None:
    return standing(known).said


def _machine(connection: Connection, ids: Sequence[str]) -> dict[str, Said]:
    asked: Any = select(*(figures.c[name] for name in COLUMNS)).where(figures.c.id.in_(ids))
    return {row["id"]: said_of(Figure(**row)) for row in connection.execute(asked).mappings()}
