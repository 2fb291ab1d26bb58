"""How many documents another catalogue has read, and the way to read them again."""

from __future__ import annotations

import streamlit as st

from pages.components import data, keeping, links, notices, uploads, words

NAMED = 50
"""Documents that the list of imports names."""


def show(mine: bool) -> None:
    """What was saved just now, and what is left to read again."""
    saved = st.session_state.pop(keeping.SAID, None)
    if saved:
        notices.show("info", words.say("catalogue.saved", n=saved))
    count = data.count_outdated()
    if not count:
        return
    notices.show("info", words.say("catalogue.outdated", n=f"{count:,}"))
    if mine and st.button(words.say("catalogue.reread", n=f"{count:,}"), key="catalogue.reread"):
        links.go(links.href("imports", **{"import": str(begin())}))


def begin() -> int:
    """Read them again in the process for imports; the number of that."""
    manager, who = uploads.curator()
    names = [each.name for each in uploads.summaries(data.outdated()[:NAMED]).values()]
    return manager.refresh(who, names)
