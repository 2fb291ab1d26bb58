"""Two documents of one place side by side: what both state, and the two texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from extract.models import OTHER, Document, Figure
from extract.store import DocumentSummary
from pages.components import data, links, names, numbers, tables, targets, words

MOST = 20
SHOWN = 4
"""So many figures of an indicator and document stand in the comparison."""


def others(document: Document) -> list[DocumentSummary]:
    """The other documents of the same place, those of the nearest years first."""
    if document.place is None:
        return []
    place = document.place.code or document.place.full_name
    year = document.year or 0
    found = [each for each in data.at_place(place) if each.id != document.id]
    return sorted(found, key=lambda each: (not each.year, abs((each.year or 0) - year), -(each.year or 0)))


def ways(document: Document) -> None:
    """Links that set another document of the place beside this one."""
    found = others(document)
    if not found:
        return
    rows = "".join(
        f"<li>{links.anchor(links.here(beside=each.id, at=None, to=None), escape(_name(each)))}</li>"
        for each in found[:MOST]
    )
    more = (
        f"<p>{links.anchor(targets.place(found[0].place_code or found[0].place or ''), words.html('beside.all'))}</p>"
    )
    more = more if len(found) > MOST else ""
    st.html(f'<section class="beside"><h2>{words.html("beside.title")}</h2><ul>{rows}</ul>{more}</section>')


def _name(each: DocumentSummary) -> str:
    name = names.document(each)
    return f"{each.year} · {name}" if each.year else name


def chosen(document: Document) -> Document | None:
    """The document that the address sets beside this one."""
    asked = links.first("beside")
    return data.document(asked) if asked and asked != document.id else None


def show(left: Document, right: Document, text: Callable[[Document, str], None]) -> None:
    """Both documents; `text` shows one of them, its part of the address under the parameter that it is given."""
    close = links.anchor(links.here(beside=None, bpart=None), words.html("beside.close"), "button")
    st.html(f"<p>{close}</p>")
    _compared(left, right)
    with st.container(key="beside"):
        columns = st.columns(2, gap="large")
    for column, document, part in zip(columns, (left, right), ("part", "bpart"), strict=True):
        with column:
            name = links.anchor(targets.document(document.id), escape(document.title or document.name))
            st.html(f'<h2 class="section">{name}<small> {document.year or ""}</small></h2>')
            text(document, part)


def _compared(left: Document, right: Document) -> None:
    """The indicators that both documents state, with the figures of each."""
    own, other = _by_indicator(left), _by_indicator(right)
    both = [code for code in data.indicators() if code in own and code in other]
    if not both:
        st.html(f'<p class="note">{words.html("beside.nothing")}</p>')
        return
    columns = [tables.Column("table.indicator"), tables.Column("beside.left"), tables.Column("beside.right")]
    rows = [[escape(names.indicator(code)), _figures(own[code]), _figures(other[code])] for code in both]
    tables.show(columns, rows, words.say("beside.both", n=len(both)))


def _by_indicator(document: Document) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for each in data.figures(document.id):
        if each.counts and each.indicator != OTHER:
            found.setdefault(each.indicator, []).append(each)
    return found


def _figures(found: Sequence[Figure]) -> str:
    shown = [
        f"{links.anchor(targets.figure(each.id), escape(numbers.of_figure(each)))} <small>{each.year or ''}</small>"
        for each in found[:SHOWN]
    ]
    left = len(found) - SHOWN
    return "<br>".join([*shown, *([words.html("reader.margin_more", n=left)] if left > 0 else [])])
