"""Addresses: what a page shows stands in its query, in ids that no language changes.

Links are plain ``<a href>``. A small script (frame.js) turns a click on one into a step within the
session: pushState and popstate, which Streamlit answers with a rerun. Without the script the
browser loads the page anew; the address and Back are the same. ``st.switch_page`` is not used:
its parameters overwrite the address that is left, so that Back leads astray (Streamlit 1.67).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from urllib.parse import quote_plus

import streamlit as st

from pages.components import words

Value = str | int | Iterable[str] | None
HOME = "overview"


def read(name: str) -> list[str]:
    """All values of a parameter of this page's address."""
    return [value.replace("\0", "") for value in st.query_params.get_all(name)]  # PostgreSQL takes none


def first(name: str) -> str:
    """The first value of a parameter, empty where there is none."""
    return next(iter(read(name)), "")


def write(name: str, values: list[str]) -> None:
    """Put a parameter into the address, only where it changes: each change is a step for Back."""
    if read(name) == values:
        return
    if values:
        st.query_params[name] = values
    else:
        st.query_params.pop(name, None)


def number(name: str, otherwise: int = 1) -> int:
    """A whole number of the address, at least `otherwise`, and that where it is none."""
    text = first(name)
    return max(int(text), otherwise) if text.isdecimal() and len(text) < 12 else otherwise


def href(page: str, **parameters: Value) -> str:
    """The relative address of a page in this language; empty parameters are left out."""
    query = {name: value for name, value in parameters.items() if value not in (None, "", [], ())}
    if words.language() != words.LANGUAGES[0]:
        query.setdefault("lang", words.language())
    path = "./" if page == HOME else page
    return f"{path}?{_query(query)}" if query else path


def _query(parameters: Mapping[str, Value]) -> str:
    """As `urlencode` with `doseq`; a page has thousands of links, and the same words in nearly all of them."""
    pairs = ((name, _listed(value)) for name, value in parameters.items())
    return "&".join(f"{_quoted(name)}={_quoted(str(each))}" for name, values in pairs for each in values)


def _listed(value: Value) -> Iterable[str | int]:
    return (value,) if isinstance(value, str | int) else value or ()


_quoted = lru_cache(maxsize=8192)(quote_plus)


def here(**changes: Value) -> str:
    """The address of this very page with some parameters changed (None takes one away)."""
    kept: dict[str, Value] = {name: st.query_params.get_all(name) for name in st.query_params}
    query = {name: value for name, value in (kept | changes).items() if value not in (None, "", [], ())}
    return f"?{_query(query)}"


def absolute(relative: str) -> str:
    """The whole address of a relative one, for citing; the relative one where the host is not known."""
    base = (st.context.url or "").split("?")[0]
    return f"{base.rpartition('/')[0]}/{relative.removeprefix('./')}" if base else relative


def anchor(target: str, content: str, css: str = "", title: str = "", **attributes: str) -> str:
    """An ``<a>``; `content` is HTML that the caller has escaped, everything else is escaped here."""
    pairs = {"href": target, "class": f"in {css}".strip(), "title": title, "target": "_self"} | attributes
    inside = " ".join(f'{name.replace("_", "-")}="{escape(value)}"' for name, value in pairs.items() if value)
    return f"<a {inside}>{content}</a>"


def go(target: str) -> None:
    """Take the reader to `target` now, as a click on a link would."""
    address = json.dumps(target).replace("<", "\\u003c")
    st.html(
        f"<script>history.pushState({{}}, '', {address});"
        "window.dispatchEvent(new PopStateEvent('popstate', {state: {}}));"
        "document.querySelector('.stMain')?.scrollTo(0, 0);</script>",
        unsafe_allow_javascript=True,
    )
