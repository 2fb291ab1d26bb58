"""Indicators by place and year: a chart each, the same values as a table, both leading to the evidence."""

from __future__ import annotations

import streamlit as st

from pages.components import cards, charts, data, exports, pickers, tables


def page() -> None:
    """Charts and tables of the chosen indicators."""
    cards.heading("indicators.title", "indicators.lead")
    if not data.indicators():
        cards.empty("indicators.empty")
        return
    pickers.complain()
    which, where, when = st.columns([2, 1, 1])
    with which:
        indicators = pickers.indicators()
    with where:
        places = pickers.places()
    with when:
        years = pickers.years()

    cells = data.cells(indicators, places, years) if indicators else []
    if not cells:
        cards.nothing("indicators.none" if indicators else "indicators.choose")
        return
    look = charts.style(cells)
    cards.legend(look)
    if len(indicators) == 1:
        chart, table = st.columns([3, 2], gap="large")
        with chart:
            cards.chart(indicators[0], cells, look)
        with table:
            tables.cells(cells, several=False, look=look)
    else:
        cards.grid(indicators, cells, look)
        tables.cells(cells, several=True, look=look)
    exports.way(indicators, places, years)


if __name__ == "__main__":
    from app import main

    main()
