"""The page table, nothing else: start it with ``streamlit run app.py``."""

from __future__ import annotations

import streamlit as st

from pages import (
    about,
    catalogue,
    documents,
    evidence,
    export,
    imports,
    indicators,
    members,
    overview,
    places,
    review,
    search,
)
from pages.components import frame


def main() -> None:
    """Register the pages and run the one that the address asks for.

    The files below ``pages/`` call this, too: on a fresh server Streamlit runs the file that a deep
    link names, and never comes here.
    """
    pages = [
        st.Page(overview.page, url_path="overview", title=frame.title("overview"), default=True),
        st.Page(indicators.page, url_path="indicators", title=frame.title("indicators")),
        st.Page(places.page, url_path="places", title=frame.title("places")),
        st.Page(evidence.page, url_path="evidence", title=frame.title("evidence")),
        st.Page(documents.page, url_path="documents", title=frame.title("documents")),
        st.Page(search.page, url_path="search", title=frame.title("search")),
        st.Page(review.page, url_path="review", title=frame.title("review")),
        st.Page(imports.page, url_path="imports", title=frame.title("imports")),
        st.Page(catalogue.page, url_path="catalogue", title=frame.title("catalogue")),
        st.Page(export.page, url_path="export", title=frame.title("export")),
        st.Page(about.page, url_path="about", title=frame.title("about")),
        st.Page(members.page, url_path="members", title=frame.title("members")),
    ]
    frame.show(st.navigation(pages, position="hidden"))


if __name__ == "__main__":
    main()
