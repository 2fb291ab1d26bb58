"""What is loaded, where it has values, and what could not be told."""

from __future__ import annotations

import streamlit as st

from pages.components import cards, coverage, data, news

SHOWN = 6


def page() -> None:
    """Coverage, trends or headline figures, the newest documents, and what is in doubt."""
    count = data.totals()
    cards.heading("overview.title", "overview.lead")
    if not count["documents"]:
        cards.empty("overview.empty")
        return
    cards.metrics(count, data.places(), data.years())
    cards.section("overview.coverage", "overview.coverage_lead")
    coverage.show()
    if not news.trends():
        news.headlines(SHOWN)
    left, right = st.columns(2, gap="large")
    with left:
        news.newest()
    with right:
        news.disputes()
        news.waiting()
    news.untold()


if __name__ == "__main__":
    from app import main

    main()
