"""The queue of what is in doubt: which figures a person should look at first, in part or in all, and how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, false, func, select

from extract.decisions.doubts import WEIGHTS, Doubt
from extract.store.doubting import years_beside
from extract.store.review_schema import doubts

REASONS = tuple(WEIGHTS)

TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Which part of the queue is meant; “” leaves a dimension open. `place` is a code or a name."""

    reason: str = ""
    indicator: str = ""
    place: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Queued:
    """A figure of the queue with all that is doubted of it, the gravest reason first."""

    figure: str
    document: str
    doubts: tuple[Doubt, ...]


def queue(connection: Connection, wanted: Doubtful, start: int, most: int) -> list[Queued]:
    """The figures in doubt on which nobody has decided, the gravest first, from the `start`-th on."""
    asked = _narrowed(select(doubts.c.figure), wanted)
    asked = asked.order_by(doubts.c.weight.desc(), doubts.c.figure.desc()).offset(start).limit(most)
    ids = list(connection.execute(asked).scalars())
    asked = select(doubts).where(doubts.c.figure.in_(ids)).order_by(doubts.c.weight.desc())
    found: dict[str, list[Any]] = defaultdict(list)
    for each, doubt in _told(connection, asked):
        found[each.figure].append((each.document, doubt))
    return [Queued(id, found[id][0][0], tuple(doubt for _, doubt in found[id])) for id in ids]


def _told(connection: Connection, asked: Select[Any]) -> list[tuple[Any, Doubt]]:
    """Rows of doubts and what they say; in which other years a sentence stands is asked here (`doubting.nearest`)."""
    rows = connection.execute(asked).all()
    years = years_beside(connection, [each.figure for each in rows if each.reason == TWICE])
    return [(each, Doubt(each.figure, each.reason, each.weight, _facts(each, years))) for each in rows]


def _facts(each: Any, years: Mapping[str, list[int]]) -> Mapping[str, Any]:
    """What a reason says; older versions have kept the years of a sentence."""
    return {**each.facts, "years": years.get(each.figure, [])} if each.reason == TWICE else each.facts


def counts(connection: Connection, wanted: Doubtful) -> dict[str, int]:
    """Reason → how many open figures have it, in the chosen part; “” → how many figures there are in all."""
    reason = func.coalesce(doubts.c.reason, "")  # else SQLite reads all of them in the order of reasons
    by_reason: Any = select(reason.label("reason"), func.count().label("n")).group_by(reason)
    rows = connection.execute(_narrowed(by_reason, Doubtful("*", *_rest(wanted))))
    found = {row.reason: row.n for row in rows}
    figures_in_all: Any = select(func.count()).select_from(doubts)
    number = connection.execute(_narrowed(figures_in_all, Doubtful("", *_rest(wanted)))).scalar_one()
    return {"": int(number)} | {each: found.get(each, 0) for each in REASONS}


def _rest(wanted: Doubtful) -> tuple[str, str, str]:
    return wanted.indicator, wanted.place, wanted.document


def _narrowed(asked: Select[Any], wanted: Doubtful) -> Select[Any]:
    # A document has few: they are found by it, and not by passing over the whole queue, which SQLite prefers.
    asked = asked.where(func.coalesce(doubts.c.open, false()) if wanted.document else doubts.c.open)
    if wanted.reason != "*":
        asked = asked.where(doubts.c.reason == wanted.reason if wanted.reason else doubts.c.first)
    for name in ("indicator", "place", "document"):
        if value := getattr(wanted, name):
            asked = asked.where(doubts.c[name] == value)
    return asked


def reasons_of(connection: Connection, figure: str) -> list[Doubt]:
    """All that is doubted of a figure, decided or not."""
    asked = select(doubts).where(doubts.c.figure == figure).order_by(doubts.c.weight.desc())
    return [doubt for _, doubt in _told(connection, asked)]
