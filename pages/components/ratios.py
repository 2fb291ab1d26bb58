"""A value for each member, branch or household: divided by a stock of its own place, year and scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from statistics import median

from extract.models import Bound, Cell
from pages.components import numbers

ROUNDED = Context(prec=numbers.DIGITS)

PER = (1, 100, 10_000)
"""What a ratio may be told for: each member, each hundred, each ten thousand."""

LEAST = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient as a cell (its place, year and scope, no unit), and the two cells that it is made of."""

    cell: Cell
    above: Cell
    below: Cell


@dataclass(frozen=True, slots=True)
class Ratios:
    """Quotients of one indicator and a stock: all told for each `per` of the stock; `left` cells had no partner."""

    found: tuple[Ratio, ...]
    per: int
    left: int


def divided(cells: Sequence[Cell], stocks: Sequence[Cell]) -> Ratios:
    """Each cell divided by the stock of its place, year and scope, where that is above zero."""
    partners = {_key(each): each for each in stocks if each.value > 0}
    pairs = [(each, partners[_key(each)]) for each in cells if _key(each) in partners]
    if not pairs:
        return Ratios((), 1, len(cells))
    per = _per([above.value / below.value for above, below in pairs])
    found = tuple(Ratio(_quotient(above, below, per), above, below) for above, below in pairs)
    return Ratios(found, per, len(cells) - len(pairs))


def _key(cell: Cell) -> tuple[str, int, str]:
    return cell.place_code or cell.place, cell.year, cell.scope


def _per(quotients: Sequence[Decimal]) -> int:
    """The smallest of PER with which the middle quotient is no tiny fraction."""
    middle = abs(median(quotients))
    return next((per for per in PER if middle * per >= LEAST), PER[-1])


def _quotient(above: Cell, below: Cell, per: int) -> Cell:
    value = ROUNDED.divide(above.value * per, below.value)
    disputed = above.disputed or below.disputed
    return replace(above, value=value, unit="", bound=_bound(above.bound, below.bound), disputed=disputed)


def _bound(above: Bound, below: Bound) -> Bound:
    """The bound of a quotient: a stock of more than 500 makes it smaller than with 500."""
    turned: dict[Bound, Bound] = {"eq": "eq", "gt": "lt", "lt": "gt", "approx": "approx"}
    kinds = {above, turned[below]} - {"eq"}
    return "eq" if not kinds else kinds.pop() if len(kinds) == 1 else "approx"
