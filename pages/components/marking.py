"""Adding a figure: words that a person has marked in the reader, or digits that were not taken, become one."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import streamlit as st

from extract.decisions.effective import bare, match
from extract.decisions.suggest import suggested, trimmed
from extract.decisions.typed import corrected
from extract.errors import ExtractError
from extract.models import Document, Span
from pages.components import access, cards, data, deciding, evidence, links, notices, sign_in, spans, targets, words

SCRIPT = (Path(__file__).parent / "marking.js").read_text(encoding="utf-8")


def watch(document_id: str) -> None:
    """Offer a button (and the key M) wherever words of the reader are selected, to those who may decide."""
    if not access.may("decide"):
        return
    facts = {
        "href": links.href("review", view="add", doc=document_id),
        "label": words.say("review.mark_words"),
    }
    told = json.dumps(facts).replace("<", "\\u003c")
    st.html(f"<script>({SCRIPT})({told})</script>", unsafe_allow_javascript=True)


def target(document_id: str, span: Span) -> str:
    """The page that makes a figure of a span."""
    return links.href("review", view="add", doc=document_id, at=str(span[0]), to=str(span[1]))


def show() -> None:
    """The marked words in their paragraph, and the form that makes a figure of them."""
    document = data.document(links.first("doc"))
    span = _span(document) if document else None
    deciding.told()
    if document is None or span is None:
        cards.nothing("review.nothing_marked")
        return
    back = links.anchor(targets.document(document.id, span[0], span[1]), escape(document.title or document.name))
    st.html(f'<p class="crumb">{back}</p><h2>{words.html("review.add_title")}</h2>')
    left, right = st.columns([3, 2], gap="large")
    figures = data.figures(document.id)
    there = match(span, document.text[slice(*span)], figures)
    with left:
        st.html(evidence.paragraph(bare(document, data.segments(document.id), span), document))
    with right:
        if there:
            way = links.anchor(links.href("review", fig=there.id), words.html("review.correct_it"), "button")
            notices.show("warning", words.say("review.there", figure=deciding.summary(there)))
            st.html(f"<p>{way}</p>")
            return
        if sign_in.decides():
            _form(document, span)


def _form(document: Document, span: Span) -> None:
    said = suggested(document, span, data.figures(document.id))
    with st.form("add", border=True):
        typed = deciding.fields(said, f"{document.id}-{span[0]}-{span[1]}")
        why = st.text_input(words.say("review.why"), key=f"why-{document.id}-{span[0]}")
        if st.form_submit_button(words.say("review.add"), type="primary"):
            _add(document.id, span, said, typed, why)


def _add(document_id: str, span: Span, said: object, typed: object, why: str) -> None:
    try:
        store, who = access.writer("decide")
        made = store.add_figure(who, document_id, span, corrected(said, typed), why)  # type: ignore[arg-type]
    except ExtractError as error:
        notices.show("error", notices.of(error))
        return
    links.go(links.href("evidence", fig=made.figure))


def _span(document: Document) -> Span | None:
    """The offsets that the address names, or those of the characters of a paragraph as it is shown."""
    if links.first("sel"):
        parts = links.first("sel").split(".")
        if len(parts) != 3 or not all(part.isdecimal() and len(part) < 10 for part in parts):
            return None
        start, low, high = map(int, parts)
        segment = next((each for each in data.segments(document.id) if each.start == start), None)
        if segment is None:
            return None
        span = trimmed(document.text, spans.located(document.text, (segment.start, segment.end), low, high))
    else:
        span = trimmed(document.text, (links.number("at", 0), min(links.number("to", 0), len(document.text))))
    return span if span[0] < span[1] else None
