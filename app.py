"""The page table, and how it is served: start it with ``streamlit run app.py``."""

from __future__ import annotations

from functools import partial
from importlib import import_module

import streamlit as st
from starlette.middleware import Middleware

from deploy.address import OneLevel
from deploy.shell import Shell
from pages.components import frame, head

# The pages by their names in addresses; the first one is where the app opens. (Streamlit would show a string here.)
PAGES = (
    *("overview", "indicators", "places", "evidence", "documents", "search", "review", "imports", "catalogue"),
    *("export", "about", "members"),
)


def main() -> None:
    """Register the pages and run the one that the address asks for.

    The files below ``pages/`` call this, too: on a fresh server Streamlit runs the file that a deep
    link names, and never comes here.
    """
    pages = [
        st.Page(partial(_run, name), url_path=name, title=head.title(name), default=name == PAGES[0]) for name in PAGES
    ]
    frame.show(st.navigation(pages, position="hidden"))


def _run(name: str) -> None:
    """Load and run one page: who opens one need not wait for the code of all."""
    import_module(f"pages.{name}").page()


if __name__ == "__main__":
    main()
else:  # Streamlit looks for this name before it serves, and then runs this very file for every page
    app = st.App(__file__, middleware=[Middleware(OneLevel), Middleware(Shell, pages=PAGES)])
