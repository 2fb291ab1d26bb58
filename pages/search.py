"""Words of the sources with the figures beside them, and the way from a figure to an indicator of one's own."""

from __future__ import annotations

import streamlit as st

from extract.errors import StoreError
from pages.components import asking, cards, concepts, data, drafting, hits, links, notices, words


def page() -> None:
    """The hits of the words that the address holds, or the entry drafted from the figure that it names."""
    draft = links.first("draft")
    if draft:
        drafting.show(draft)
        return
    cards.heading("search.title", "search.lead")
    if not data.totals()["documents"]:
        cards.empty("overview.empty")
        return
    asked = asking.line("q", "search.find", "after", *hits.FILTERS)
    if not asked:
        drafting.beginnings()
        return
    try:
        part = hits.part(asked, links.number("after", 0))
    except StoreError as error:
        notices.show("info", notices.of(error))
        return
    with st.container(key="found"):
        left, right = st.columns([3, 1], gap="large")
    with right:
        hits.facets(asked)
    with left:
        hits.show(part)
    cards.section("search.concepts", "search.concepts_lead")
    with st.spinner(words.say("search.thinking")):
        concepts.show(asked)


if __name__ == "__main__":
    from app import main

    main()
