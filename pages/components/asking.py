"""A line to write words in, which stand in the address: a link or Back sets them."""

from __future__ import annotations

import streamlit as st

from pages.components import links, words


def line(name: str, label: str, *clears: str, box: str = "") -> str:
    """The words that parameter `name` of the address holds, or those just written; `clears` fall out with a change.

    `label` is a key of the words, and its placeholder stands under ``…_none``.
    """
    key, seen = f"line.{name}{box}", f"seen.{name}{box}"
    asked = links.first(name)
    if key not in st.session_state or st.session_state.get(seen) != asked:
        st.session_state[key] = asked
    written = st.text_input(words.say(label), key=key, placeholder=words.say(f"{label}_none"), max_chars=100).strip()
    if written != asked:
        for each in clears:
            links.write(each, [])
        links.write(name, [written] if written else [])
    st.session_state[seen] = links.first(name)
    return written
