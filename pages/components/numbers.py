"""Numbers as a page shows them: 23,456 in tables, 2.3万 on axes, the words of the source beside them."""

from __future__ import annotations

from decimal import Decimal

from extract.catalogue import catalogue
from extract.models import Cell, Figure
from pages.components import words

STEPS = {
    "zh": ((Decimal(10**8), "亿"), (Decimal(10**4), "万")),
    "en": ((Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(10**3), "k")),
}
DECIMALS, FINE = 2, 4
"""Places behind the point of numbers from a hundred on, and of smaller ones: 亩 in 公顷 has no end."""
DIGITS = 3
"""Of a quotient: its parts are counts, often rounded ones."""
OPEN = ("gt", "lt", "approx")


def plain(value: Decimal) -> str:
    """1234567.50 → 1,234,567.5: grouped, no zeros at the end, no exponent."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal) -> str:
    """As `plain`, without more places behind the point than a reader needs: 7466.66666667 → 7,466.67."""
    places = DECIMALS if abs(value) >= 100 else FINE
    shorter = round(value, places)
    return plain(shorter if shorter or not value else value)


def short(value: Decimal) -> str:
    """For axes: 23456 → 2.3万 (English 23.5k); numbers below the first step stay whole."""
    for step, name in STEPS[words.language()]:
        if abs(value) >= step:
            return plain(Decimal(f"{value / step:.1f}")) + name
    return plain(value)


def bounded(value: Decimal, bound: str, unit: str = "", value_max: Decimal | None = None, code: str = "") -> str:
    """83,000 株 with its bound said: “超过 83,000 株”; `code` is the indicator that it is of."""
    number = rounded(value) if value_max is None else f"{rounded(value)}–{rounded(value_max)}"
    said = named(unit, code, one=value == 1 and value_max is None)
    text = number if not said else f"{number}{said}" if said in ("%", "‰") else f"{number} {said}"
    return text if bound == "eq" else words.say(f"bound.{bound}", number=text)


def named(unit: str, code: str = "", one: bool = False) -> str:
    """A unit behind a number in the reader's language; as the source writes it where that has no word for it.

    个 of an indicator whose things have a name is that name: 12 branches. `one` where the number is 1.
    """
    entry, plain = catalogue().indicators.get(code), words.say_or(f"unit.{unit}", unit)
    alike = entry is not None and plain == words.say_or(f"unit.{entry.unit}", entry.unit)
    many, _, single = (words.say_or(f"unit_of.{code}", plain) if alike else plain).partition("|")
    return single if one and single else many


def of_figure(figure: Figure) -> str:
    """The value of a figure in its own unit."""
    return bounded(figure.value, figure.bound, figure.unit, figure.value_max, figure.indicator)


def of_cell(cell: Cell) -> str:
    """The value of a cell in its indicator's unit."""
    return bounded(cell.value, cell.bound, cell.unit, code=cell.indicator)


def of_quotient(cell: Cell) -> str:
    """A quotient with as many digits as its like in a column: 18.9 above 19.0."""
    places = max(0, DIGITS - 1 - cell.value.adjusted())
    text = f"{cell.value:,.{places}f}"
    return text if cell.bound == "eq" else words.say(f"bound.{cell.bound}", number=text)


def label(cell: Cell, short: bool = False) -> str:
    """The value of a cell beside its mark, without the unit, which stands in the title; `short` says >5,000."""
    sign = f"bound.{cell.bound}_sign"
    return words.say(sign, number=rounded(cell.value)) if short else bounded(cell.value, cell.bound)


def ticks(top: Decimal, wanted: int = 5) -> list[Decimal]:
    """Round places for an axis from zero to `top` or just above it: steps of 1, 2 or 5 times a power of ten."""
    if top <= 0:
        return [Decimal(0), Decimal(1)]
    rough = top / wanted
    power = Decimal(10) ** rough.adjusted()
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    return [step * place for place in range(int(top / step) + 2)]
