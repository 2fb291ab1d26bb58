"""Indicators by place and year: chart, table, tiles or coverage, all leading to the evidence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.components import (
    cards,
    charts,
    choices,
    cover,
    entry,
    exports,
    multiples,
    pickers,
    selection,
    tables,
    tiles,
)
from pages.components.choices import Choice
from pages.components.selection import Selection


def page() -> None:
    """What was chosen, shown in the way that was chosen."""
    cards.heading("indicators.title", "indicators.lead")
    choice, strange = choices.read()
    pickers.bar(choice, strange)
    entry.bare(choice.bare, alone=not choice.indicators)
    if not choice.indicators:
        return
    found = selection.find(choice)
    pickers.tabs(choice, found)
    if not found.cells:
        cards.nothing("indicators.no_pairs" if choice.per and found.every else "indicators.none")
        return
    VIEWS[choice.tab](choice, found)
    for code in choice.indicators[: multiples.CHARTS]:
        entry.card(code, [cell for cell in found.every if cell.indicator == code])
    exports.way(choice.indicators, choice.places, choice.asked or choice.years)


def _chart(choice: Choice, found: Selection) -> None:
    """The chart with its values beside it, or small multiples with them below."""
    several = len(choice.indicators) > 1
    look = charts.style(found.cells, choice.log, found.parts, shared=several)
    multiples.legend(look, found.cells)
    multiples.pair(found)
    if several:
        multiples.grid(choice.indicators, found, look, choice.per)
        tables.selection(found, several=True, look=look)
        return
    chart, table = st.columns([3, 2], gap="large")
    with chart:
        multiples.chart(choice.indicators[0], found, look, choice.per)
    with table:
        tables.selection(found, several=False, look=look)


def _table(choice: Choice, found: Selection) -> None:
    if choice.total and not choice.per:
        tables.long(choice)
    else:
        tables.selection(found, several=len(choice.indicators) > 1, size=tables.PAGE)


VIEWS: dict[str, Callable[[Choice, Selection], None]] = {
    "chart": _chart,
    "table": _table,
    "tiles": tiles.show,
    "coverage": cover.show,
}

if __name__ == "__main__":
    from app import main

    main()
