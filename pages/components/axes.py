"""Axes of charts: from zero with ticks in 万 and 亿, logarithmic ones, and years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import floor, log10
from typing import Any

from extract.models import Cell
from pages.components import numbers, palette

OF_TEN = (1, 2, 5)


def values(rows: Sequence[Cell], room: str, log: bool = False, left: str = "0") -> dict[str, Any]:
    """The axis of values: `room` is how far beyond the largest it goes, `left` how far below zero, for labels."""
    return _powers(rows) if log else _from_zero(rows, Decimal(room), Decimal(left))


def _from_zero(rows: Sequence[Cell], room: Decimal, left: Decimal) -> dict[str, Any]:
    top = max((cell.value for cell in rows), default=Decimal(1)) or Decimal(1)
    low = min((cell.value for cell in rows), default=Decimal(0))
    percent = bool(rows) and rows[0].unit == "%"
    whole = percent and top <= 100  # a share has nowhere to go above 100
    ticks = [tick for tick in numbers.ticks(top) if not whole or tick <= 100]
    bottom = low * room if low < 0 else -top * left
    return _common(ticks, percent) | {
        "range": [float(bottom), float(top * room)],
        "rangemode": "tozero",
        "zeroline": True,
        "zerolinewidth": 1.5,
        "zerolinecolor": palette.MUTED[palette.shade()],
    }


def _powers(rows: Sequence[Cell]) -> dict[str, Any]:
    """Powers of ten, with 2 and 5 times them where there are few; it has no zero, and no mark below."""
    found = [log10(cell.value) for cell in rows if cell.value > 0] or [0.0, 1.0]
    low, high = min(found), max(found)
    steps = OF_TEN if high - low < 2 else (1,)
    powers = range(floor(low), floor(high) + 2)
    ticks = [Decimal(step).scaleb(power) for power in powers for step in steps]
    room = max(0.15, (high - low) * 0.12)
    shown = [tick for tick in ticks if low - room <= float(tick.log10()) <= high + 2 * room]
    percent = bool(rows) and rows[0].unit == "%"
    return _common(shown, percent) | {"type": "log", "range": [low - room, high + 2 * room], "zeroline": False}


def _common(ticks: Sequence[Decimal], percent: bool) -> dict[str, Any]:
    return {
        "tickvals": [float(each) for each in ticks],
        "ticktext": [numbers.short(each) + ("%" if percent else "") for each in ticks],
        "gridcolor": palette.LINE[palette.shade()],
        "fixedrange": True,
        "automargin": True,
    }


def years(shown: Sequence[int]) -> dict[str, Any]:
    """Whole years only; every one while they fit, else round ones."""
    first, last = min(shown), max(shown)
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100) if (last - first) / each <= 12)
    round_ones = {*range(first - first % step + (step if first % step else 0), last + 1, step)}
    ticks = sorted({each for each in round_ones if min(each - first, last - each) * 2 > step} | {first, last})
    left, right = max(0.4, (last - first) * 0.06), 0.2 + (last - first) * 0.25  # labels of the last marks stand there
    return {
        "range": [first - left, last + right],
        "tickvals": ticks,
        "ticktext": [str(year) for year in ticks],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def names(rows: Sequence[str]) -> dict[str, Any]:
    """A row a name, the first one lowest; `rows` are HTML."""
    return {
        "tickvals": list(range(len(rows))),
        "ticktext": list(rows),
        "range": [-0.6, len(rows) - 0.4],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def layout(height: int) -> dict[str, Any]:
    shade = palette.shade()
    return {
        "height": height,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "clickmode": "event+select",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 13, "color": palette.INK[shade]},
        "hoverlabel": {
            "bgcolor": palette.GROUND[shade],
            "font": {"color": palette.INK[shade], "size": 13},
            "bordercolor": palette.MUTED[shade],
            "align": "left",
        },
        "uirevision": "fixed",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    }
