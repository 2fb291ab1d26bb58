"""What one document says of a cell, and whether two of them say the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.models import Bound, Figure

TOLERANCE = Decimal("0.005")
"""Values nearer than this are the same number, rounded by one of the writers."""

APPROXIMATE = Decimal("0.1")
"""约500 covers 450 to 550."""


@dataclass(slots=True, eq=False)
class Reading:
    """What one document says of one cell, of a flow in one part of the year.

    `left` are its figures of that cell that the value does not rest on. `since` and `until` are days of the year; a
    stock has only an `until`, the day it is of, “” where that is not known. `named` are the figures whose period the
    text names: 全年250名, not a mere 250名.
    """

    document: str
    value: Decimal
    bound: Bound
    confidence: float
    figures: tuple[Figure, ...]
    left: tuple[Figure, ...] = ()
    since: str = ""
    until: str = ""
    named: tuple[Figure, ...] = ()


def differ(one: Reading, other: Reading) -> bool:
    """Whether two values are not the same number, with what their bounds leave open."""
    if one.value == other.value:
        return False
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
