"""Figures → cells: place × year × indicator × scope.

Pure functions. Within one document a stock is its headline, a flow the sum of its figures, a rate the last one;
across documents the value stands that people have accepted, else the better told one, and the others are kept
beside it. A flow over part of a year is left out where a longer one holds it, and added to those that it does not meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from operator import attrgetter
from typing import TypeVar

from extract.catalogue import catalogue
from extract.counting import EXACT, takes_part, value_of
from extract.models import Bound, Cell, Figure
from extract.readings import Reading, differ

MARKED = ("contested", "added", "corrected")
"""Marks that one figure gives to its cell, the first of them that it has."""

VOUCHED = ("checked", "corrected", "added")
"""Marks of figures that people stand for."""

Key = tuple[str, str, int, str]
"""What makes a cell: place code (its name where it has none), scope, year, indicator."""

NOTHING = Decimal(0)

WHOLE_YEAR = ("01-01", "12-31")

MONTH = 28
"""What lasts fewer days is an event, not a period: it holds no other."""

PERIODS = {("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"), ("07-01", "12-31")}


def cells(figures: Iterable[Figure]) -> list[Cell]:
    """The panel of these figures, by place, year, indicator (in the catalogue's order) and scope."""
    groups: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        if takes_part(figure):
            groups[key_of(figure)].append(figure)
    order = {code: position for position, code in enumerate(catalogue().indicators)}
    with localcontext(EXACT):
        found = [_cell(group) for group in groups.values()]
    return sorted(found, key=lambda cell: (cell.place_code, cell.place, cell.year, order[cell.indicator], cell.scope))


def key_of(figure: Figure | Cell) -> Key:
    """The cell that a figure is part of, if it takes part."""
    return figure.place_code or figure.place or "", figure.scope, figure.year or 0, figure.indicator


def _cell(figures: Sequence[Figure]) -> Cell:
    return _of_one(figures[0]) if len(figures) == 1 else _of_several(figures)


def _of_one(figure: Figure) -> Cell:
    """Most cells rest on one figure, of which nothing is to be chosen or summed."""
    return Cell(
        figure.place or "", figure.place_code, figure.year or 0, figure.indicator, figure.scope,
        NOTHING + value_of(figure),
        catalogue().indicators[figure.indicator].unit, _own_bound(figure), (figure.id,), (), False,
        _mark([figure.mark]),
    )  # fmt: skip


def _of_several(figures: Sequence[Figure]) -> Cell:
    nature = catalogue().indicators[figures[0].indicator].nature
    if nature == "flow":
        chosen, rest, disputed = _flow(figures)
    else:
        chosen, rest, disputed = _level(figures, nature == "stock")
    first = chosen[0].figures[0]
    stating = [figure.id for each in rest for figure in each.figures]
    left = [figure.id for each in (*chosen, *rest) if each.left for figure in each.left]
    return Cell(
        place=first.place or "",
        place_code=first.place_code,
        year=first.year or 0,
        indicator=first.indicator,
        scope=first.scope,
        value=sum([each.value for each in chosen], NOTHING),
        unit=catalogue().indicators[first.indicator].unit,
        bound=_bound([each.bound for each in chosen]),
        figures=tuple([figure.id for each in chosen for figure in each.figures]),
        others=(*stating, *left),
        disputed=disputed,
        mark=_mark([figure.mark for each in chosen for figure in each.figures]),
    )


def _mark(marks: Sequence[str]) -> str:
    """What people have decided of the figures that a cell rests on; “checked” only where all of them are."""
    least = next((mark for mark in MARKED if mark in marks), "")
    return least or ("checked" if all(marks) else "")


Dated = TypeVar("Dated", Figure, Reading)

_start = attrgetter("start")

Told = tuple[list[Reading], list[Reading], bool]
"""The readings that a cell rests on, the others, and whether documents disagree."""


def _by_document(figures: Iterable[Figure]) -> list[list[Figure]]:
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=_start):
        groups[figure.document].append(figure)
    return list(groups.values())


def _reading(
    chosen: Sequence[Figure],
    figures: Sequence[Figure],
    since: str = "",
    until: str = "",
    named: tuple[Figure, ...] = (),
) -> Reading:
    if len(figures) == 1:  # most documents have one figure of a cell
        only = figures[0]
        value = NOTHING + value_of(only)
        return Reading(only.document, value, _own_bound(only), only.confidence, (only,), (), since, until, named)
    taken = {each.id for each in chosen} if len(chosen) < len(figures) else None
    return Reading(
        figures[0].document,
        sum(map(value_of, chosen), NOTHING),
        _bound([_own_bound(each) for each in chosen]),
        sum([each.confidence for each in chosen]) / len(chosen),
        tuple(chosen),
        tuple(each for each in figures if each.id not in taken) if taken else (),
        since,
        until,
        named,
    )


def _rank(reading: Reading) -> tuple[bool, float, int, str]:
    """What people stand for first, then the better told reading, then the fuller one."""
    return not _vouched(reading), -reading.confidence, -len(reading.figures), reading.document


def _ranked(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=_rank) if len(readings) > 1 else readings


def _vouched(reading: Reading) -> bool:
    """Whether people have accepted or corrected all of it."""
    return all(figure.mark in VOUCHED for figure in reading.figures)


def _contradicts(best: Reading, other: Reading) -> bool:
    """Whether two documents disagree and no person has said which of them is right."""
    return differ(best, other) and (_vouched(other) or not _vouched(best))


def _own_bound(figure: Figure) -> Bound:
    """A range enters a cell with its lower end."""
    return figure.bound if figure.value_max is None else "gt"


def _bound(bounds: Sequence[Bound]) -> Bound:
    """The bound of a sum."""
    if len(bounds) == 1:
        return bounds[0]
    kinds = set(bounds)
    if kinds == {"eq"}:
        return "eq"
    if kinds <= {"eq", "gt"}:
        return "gt"
    return "lt" if kinds <= {"eq", "lt"} else "approx"


# A stock and a rate


def _level(figures: Sequence[Figure], stock: bool) -> Told:
    """One figure of each document, and the best told of them; of stocks that are dated the latest."""
    readings = []
    for own in _by_document(figures):
        chosen = max(_latest(own), key=value_of) if stock else own[-1]
        readings.append(_reading([chosen], own, until=chosen.until if stock else ""))
    latest = _latest(readings)
    best, *rivals = _ranked(latest)
    same = {id(each) for each in latest}
    earlier = _ranked([each for each in readings if id(each) not in same])
    return [best], rivals + earlier, any(_contradicts(best, each) for each in rivals)


def _latest(items: Sequence[Dated]) -> list[Dated]:
    """Those of the latest day, where that is known: one is dated to the year's end, or all are dated."""
    last = max(each.until for each in items)
    known = last == WHOLE_YEAR[1] or all(each.until for each in items)
    return [each for each in items if each.until == last] if known else list(items)


# A flow


def _flow(figures: Sequence[Figure]) -> Told:
    """The longest periods that do not meet, each as the best document tells it."""
    own = [each for each in figures if each.since or not each.until]
    running = [each for each in figures if each.until and not each.since] if own else []
    periods = _periods(own or figures)  # 累计300万元 is no part of the year's own sum
    best = [readings[0] for readings in periods.values()]
    chosen, left = _apart(best)
    rest = left + [each for readings in periods.values() for each in readings[1:]]
    disputed = any(_contradicts(readings[0], each) for readings in periods.values() for each in readings[1:])
    rest += [_reading(each, each) for each in _by_document(running)]
    return chosen, rest, disputed or _too_large(left, chosen)


def _periods(figures: Sequence[Figure]) -> dict[tuple[str, str], list[Reading]]:
    """Part of the year → what each document says of it, the best told first."""
    periods: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for own in _by_document(figures):
        parts: dict[tuple[str, str], list[Figure]] = {}
        for figure in own:
            parts.setdefault((figure.since or WHOLE_YEAR[0], figure.until or WHOLE_YEAR[1]), []).append(figure)
        for period, part in parts.items():
            named = tuple([figure for figure in part if figure.since])
            periods[period].append(_reading(part, part, *period, named))
    return {period: _ranked(readings) for period, readings in periods.items()}


def _apart(readings: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """The readings to add up, in the order of the year, and those that a longer one stands for."""
    if len(readings) == 1:
        return list(readings), []
    chosen: list[Reading] = []
    left: list[Reading] = []
    for reading in sorted(readings, key=lambda each: (-_length(each), _rank(each))):
        (left if any(_stands_for(longer, reading) for longer in chosen) else chosen).append(reading)
    return sorted(chosen, key=lambda each: (each.since, each.document)), left


def _length(reading: Reading) -> int:
    first, last = (date.fromisoformat(f"2000-{day}") for day in (reading.since, reading.until))
    return (last - first).days + 1


def _stands_for(longer: Reading, shorter: Reading) -> bool:
    """Whether the longer period's value holds the shorter one's, or rules it out."""
    if longer.until < shorter.since or shorter.until < longer.since:
        return False
    if longer.document != shorter.document:
        return True
    if not _is_period(longer):
        return False  # two events or campaigns of one season
    if shorter.since < longer.since or longer.until < shorter.until:
        return _is_period(shorter)
    return _holds(longer, shorter)


def _is_running(reading: Reading) -> bool:
    """1至6月, 截至9月底, 下半年: a figure that the year's own replaces, whether 全年 stands with that or not."""
    return _is_period(reading) and (reading.since == WHOLE_YEAR[0] or _length(reading) > 100)


def _is_period(reading: Reading) -> bool:
    """Whether it is a time that is reported on: from January on, a half, a quarter. Others are those of campaigns."""
    if reading.since == WHOLE_YEAR[0]:
        return _length(reading) >= MONTH
    return (reading.since, reading.until) in PERIODS


def _holds(longer: Reading, shorter: Reading) -> bool:
    """Whether the shorter period's value can be a part of the longer one's: it is not larger.

    A year that the text does not name (发展党员250名) holds only what runs up to its end; an event beside it counts.
    """
    if longer.named and not _is_running(shorter):
        longer = _reading(longer.named, longer.named)
    elif not longer.named and not _is_running(shorter):
        return False
    return shorter.value <= longer.value or not differ(longer, shorter)


def _too_large(left: Sequence[Reading], chosen: Sequence[Reading]) -> bool:
    """Whether one document's part of a year is more than another's longer part that holds it."""
    return any(
        part.value > whole.value and _stands_for(whole, part) and differ(whole, part)
        for part in left
        for whole in chosen
        if part.document != whole.document
    )


# What each document says of a cell


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document says of a cell, of a flow in one part of the year.

    `agrees` compares it with the best told of the same day or period; None where there is none to compare it with.
    """

    document: str
    value: Decimal
    bound: Bound
    figures: tuple[str, ...]
    since: str = ""
    until: str = ""
    agrees: bool | None = None


def statements(figures: Iterable[Figure]) -> list[Statement]:
    """What the documents say of the cell that all these figures state, the best told first."""
    found = [each for each in figures if takes_part(each)]
    if not found:
        return []
    nature = catalogue().indicators[found[0].indicator].nature
    with localcontext(EXACT):
        if nature == "flow":
            groups = list(_periods(found).values())
        else:
            [best], rest, _ = _level(found, nature == "stock")
            groups = [[best, *(each for each in rest if each.until == best.until)]]
            groups += [[each] for each in rest if each.until != best.until]
        return [_statement(each, group[0]) for group in groups for each in group]


def _statement(reading: Reading, best: Reading) -> Statement:
    agrees = None if reading is best else not differ(best, reading)
    ids = tuple(figure.id for figure in reading.figures)
    return Statement(reading.document, reading.value, reading.bound, ids, reading.since, reading.until, agrees)
