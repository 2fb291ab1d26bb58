"""Which figures take part in the panel, and with what value; the store keeps the answer, so this is engine."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache

from extract.catalogue import catalogue
from extract.models import Figure

EXACT = Context(prec=60)
"""Precision of every sum: no value of a document has so many digits."""

ROUNDING = 12
"""A factor such as 1/15 (亩 to 公顷) has no end: digits beyond twelve are its own, not the text's."""


def takes_part(figure: Figure) -> bool:
    """Whether a figure takes part in the panel: it counts, and its unit converts into the indicator's own."""
    return figure.counts and _factor(figure) is not None


def value_of(figure: Figure) -> Decimal:
    """The value in the indicator's own unit; ValueError where the unit does not convert."""
    factor = _factor(figure)
    if factor is None:
        raise ValueError(f"{figure.id}: {figure.unit} does not convert")
    return figure.value if factor == 1 else converted(figure.value, factor)


def converted(value: Decimal, factor: Fraction) -> Decimal:
    """value × factor: exact where it has an end, else as many digits as the value has, and twelve at the least."""
    context = EXACT.copy()
    result = context.divide(context.multiply(value, factor.numerator), Decimal(factor.denominator))
    if context.flags[Inexact]:
        digits = max(ROUNDING, len(value.as_tuple().digits))
        result = Context(prec=min(digits, EXACT.prec)).plus(result)
    return plain(result)


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent or trailing zeros behind the point: 1.500 → 1.5, 2E+3 → 2000."""
    digits = f"{value:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _factor(figure: Figure) -> Fraction | None:
    return _known_factor(figure.indicator, figure.unit)


@lru_cache(maxsize=4096)
def _known_factor(code: str, unit: str) -> Fraction | None:
    used = catalogue()
    known = code in used.indicators  # a store may hold a code that the catalogue has lost since
    return used.factor(code, unit) if known else None
