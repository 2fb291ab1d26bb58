"""Figures by what became of them: in the panel, of no indicator, without a year or a place, set aside by a flag."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from extract.models import FLAGS, OTHER, Figure
from pages.components import data, links, words

STATES: dict[str, Callable[[Figure], bool]] = {
    "counted": lambda each: each.counts,
    "indicator": lambda each: each.indicator == OTHER,
    "year": lambda each: each.year is None,
    "place": lambda each: each.place is None,
    "flagged": lambda each: any(getattr(each, flag) for flag in FLAGS),
}
"""State of the address → whether a figure is in it; a figure may be in several."""


def chosen(figures: Sequence[Figure]) -> list[Figure]:
    """The figures in the state that the address names; all where it names none."""
    fits = STATES.get(links.first("state"))
    return [each for each in figures if fits(each)] if fits else list(figures)


def chips(document_id: str) -> None:
    """The states that figures of a document are in, as a filter; the one chosen is let go of by a click."""
    counts, asked = _counts(data.version(), document_id), links.first("state")
    rows = "".join(_chip(state, count, state == asked) for state, count in counts.items() if count or state == asked)
    st.html(f'<nav class="chips states" aria-label="{words.html("reader.states")}">{rows}</nav>')


@st.cache_resource(max_entries=64, show_spinner=False)
def _counts(version: str, document_id: str) -> dict[str, int]:
    figures = data.figures(document_id)
    return {state: sum(map(fits, figures)) for state, fits in STATES.items()}


def _chip(state: str, count: int, on: bool) -> str:
    target = links.here(state=None if on else state, at=None, to=None)
    label = f"{words.html(f'state.{state}')} <b>{count:,}</b>"
    return links.anchor(target, label, "chip stay", aria_current="true" if on else "")
