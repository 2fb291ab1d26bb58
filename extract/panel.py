"""Figures → cells: place × year × indicator × scope.

Pure functions. Within one document a stock is its headline, a flow the sum of its figures, a rate the last one;
across documents the better told value stands, and the others are kept beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from extract.catalogue import catalogue
from extract.models import Bound, Cell, Figure

Key = tuple[str, str, int, str]
"""What makes a cell: place code (its name where it has none), scope, year, indicator."""

TOLERANCE = Decimal("0.005")
"""Values nearer than this are the same number, rounded by one of the writers."""

APPROXIMATE = Decimal("0.1")
"""约500 covers 450 to 550."""

ROUNDING = Context(prec=12)
"""A factor such as 1/15 (亩 to 公顷) has no end: digits beyond twelve are its own, not the text's."""

YEAR_END = (12, 31)
MONTHS = dict(zip([*"一二三四五六七八九十", "十一", "十二"], range(1, 13), strict=True))
MONTH = re.compile(r"(?P<month>1[0-2]|[1-9]|0[1-9]|十[一二]?|[一二三四五六七八九])\s*月(?:\s*(?P<day>\d{1,2})\s*日)?")
END_OF_YEAR = re.compile(r"年\s*[末底终]|岁末")
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says of one cell. `left` are its figures of that cell that the value does not rest on."""

    document: str
    value: Decimal
    bound: Bound
    confidence: float
    figures: tuple[Figure, ...]
    left: tuple[Figure, ...] = ()


def takes_part(figure: Figure) -> bool:
    """Whether a figure takes part in the panel: it counts, and its unit converts into the indicator's own."""
    return figure.counts and _factor(figure) is not None


def cells(figures: Iterable[Figure]) -> list[Cell]:
    """The panel of these figures, by place, year, indicator (in the catalogue's order) and scope."""
    groups: dict[Key, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if takes_part(figure):
            groups[_key(figure)][figure.document].append(figure)
    order = {code: position for position, code in enumerate(catalogue().indicators)}
    found = [_cell([_reading(each) for each in documents.values()]) for documents in groups.values()]
    return sorted(found, key=lambda cell: (cell.place_code, cell.place, cell.year, order[cell.indicator], cell.scope))


def _key(figure: Figure) -> Key:
    return figure.place_code or figure.place or "", figure.scope, figure.year or 0, figure.indicator


def _factor(figure: Figure) -> Decimal | None:
    known = figure.indicator in catalogue().indicators  # a store may hold a code that the catalogue has lost since
    return catalogue().factor(figure.indicator, figure.unit) if known else None


def _value(figure: Figure) -> Decimal:
    """The value in the indicator's own unit."""
    factor = _factor(figure)
    if factor is None:
        raise ValueError(f"{figure.id}: {figure.unit} does not convert")
    return figure.value if factor == 1 else plain(ROUNDING.multiply(figure.value, factor))


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent or trailing zeros behind the point: 1.500 → 1.5, 2E+3 → 2000."""
    digits = f"{value:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


# One document


def _reading(figures: Sequence[Figure]) -> Reading:
    figures = sorted(figures, key=lambda figure: figure.start)
    nature = catalogue().indicators[figures[0].indicator].nature
    chosen = _headline(figures) if nature == "stock" else figures[-1:] if nature == "rate" else figures
    return Reading(
        document=figures[0].document,
        value=sum((_value(each) for each in chosen), Decimal(0)),
        bound=_bound([_own_bound(each) for each in chosen]),
        confidence=sum(each.confidence for each in chosen) / len(chosen),
        figures=tuple(chosen),
        left=tuple(each for each in figures if each not in chosen),
    )


def _headline(figures: Sequence[Figure]) -> list[Figure]:
    """The stock at the latest date of the year where that is known, else the largest.

    It is known where one is dated to the year's end, or where all are dated.
    """
    dates = {each.id: _date(each) for each in figures}
    known = [date for date in dates.values() if date is not None]
    if known and (len(known) == len(figures) or max(known) == YEAR_END):
        figures = [each for each in figures if dates[each.id] == max(known)]
    return [max(figures, key=_value)]


def _date(figure: Figure) -> tuple[int, int] | None:
    """Month and day of a figure, as far as the words that date it tell; a month alone is its last day."""
    words = figure.year_told.words.translate(WIDE) if figure.year_told else ""
    if END_OF_YEAR.search(words):
        return YEAR_END
    found = list(MONTH.finditer(words))
    if not found:
        return None
    month, day = found[-1]["month"], found[-1]["day"]
    return MONTHS.get(month) or int(month), int(day or 31)


def _own_bound(figure: Figure) -> Bound:
    """A range enters a cell with its lower end."""
    return figure.bound if figure.value_max is None else "gt"


def _bound(bounds: Sequence[Bound]) -> Bound:
    """The bound of a sum."""
    kinds = set(bounds)
    if kinds == {"eq"}:
        return "eq"
    if kinds <= {"eq", "gt"}:
        return "gt"
    return "lt" if kinds <= {"eq", "lt"} else "approx"


# Several documents


def _cell(readings: Sequence[Reading]) -> Cell:
    best, *rest = sorted(readings, key=lambda each: (-each.confidence, -len(each.figures), each.document))
    first = best.figures[0]
    others = best.left + tuple(figure for each in rest for figure in each.figures + each.left)
    return Cell(
        place=first.place or "",
        place_code=first.place_code,
        year=first.year or 0,
        indicator=first.indicator,
        scope=first.scope,
        value=best.value,
        unit=catalogue().indicators[first.indicator].unit,
        bound=best.bound,
        figures=tuple(each.id for each in best.figures),
        others=tuple(each.id for each in others),
        disputed=any(_differ(best, each) for each in rest),
    )


def _differ(one: Reading, other: Reading) -> bool:
    apart = abs(one.value - other.value)
    near = apart <= TOLERANCE * max(abs(one.value), abs(other.value))
    return not (near or _covers(one, other.value) or _covers(other, one.value))


def _covers(reading: Reading, value: Decimal) -> bool:
    """Whether a bound leaves room for the other value.

    83000余 covers up to 93000 and 近3万 down to 20000, one step of the leading digit: the words have no
    end of their own, but 80余 and 500 do not agree.
    """
    step = Decimal(1).scaleb(reading.value.adjusted()) if reading.value else Decimal(0)
    apart = value - reading.value
    if reading.bound == "gt":
        return 0 <= apart < step
    if reading.bound == "lt":
        return 0 <= -apart < step
    return reading.bound == "approx" and abs(apart) <= APPROXIMATE * abs(reading.value)
