"""Words found inside one document: blanks and line breaks part no word, traditional and simplified are one."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from extract.clean import clean
from extract.models import Document, Span
from pages.components import asking, data, links, spans, words

MOST = 2000
"""More hits of one word are not counted: nobody reads them."""


def asked(document: Document) -> list[Span]:
    """The line to write the words in; where they stand, in text order."""
    wanted = asking.line("find", "reader.find", "at", "to")
    return _found(data.version(), document.id, wanted) if wanted else []


@st.cache_resource(max_entries=64, show_spinner=False)
def _found(version: str, document_id: str, wanted: str) -> list[Span]:
    document = data.document(document_id)
    plain, places = _squeezed(document.text if document else "")
    word = "".join(clean(wanted).lower().split())
    found: list[Span] = []
    at = plain.find(word) if word else -1
    while at >= 0 and len(found) < MOST:
        last = at + len(word) - 1
        found.append((places[at], places[last] + 1))
        at = plain.find(word, last + 1)
    return found


@lru_cache(maxsize=4)
def _squeezed(whole: str) -> tuple[str, array[int]]:
    """The cleaned text without its blanks, and where each of its characters stands in the document."""
    text = clean(whole).lower()
    if len(text) != len(whole):  # a letter whose small form is two characters
        text = clean(whole)
    places = array("I", (place for place, char in enumerate(text) if not char.isspace()))
    return "".join(text.split()), places


def steps(found: Sequence[Span]) -> None:
    """Which of the hits is in view, and the ways to the one before and behind."""
    if "find" not in st.query_params:
        return
    if not found:
        st.html(f'<p class="note" role="status">{words.html("reader.found_none")}</p>')
        return
    now = max(bisect_right(found, (links.number("at", 0), 10**9)) - 1, 0)
    here = "at" in st.query_params
    before = _step(found, now - 1, "reader.found_before") if here and now else ""
    after = _step(found, now + 1 if here else 0, "reader.found_after") if now + 1 < len(found) or not here else ""
    told = words.html("reader.found" if here else "reader.found_all", now=now + 1, n=len(found))
    st.html(f'<nav class="pager finds">{before}<span role="status">{told}</span>{after}</nav>')


def _step(found: Sequence[Span], place: int, key: str) -> str:
    start, end = found[place]
    return links.anchor(links.here(at=str(start), to=str(end), part=None), words.html(key), "button stay")


def marks(found: Sequence[Span], start: int, end: int) -> list[spans.Mark]:
    """The hits between two places; the one that the address names can be brought into view."""
    first = bisect_right(found, (start, 0))
    return [
        spans.Mark(low, high, f'<mark class="word" id="w-{low}">', "</mark>")
        for low, high in found[first:]
        if low < end
    ]
