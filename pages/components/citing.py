"""A figure to take along: references in several styles, the permanent link, the words as text and as a picture."""

from __future__ import annotations

import streamlit as st

from extract.exporting.citation import Cited, bibtex, cited, gb7714
from extract.models import Document, Figure
from pages.components import data, links, names, numbers, pictures, spans, targets, words

AROUND = 90
"""Characters of the paragraph on either side of the sentence that a picture shows."""


def show(each: Figure, document: Document) -> None:
    """References to the left; link, text and picture to the right."""
    address = links.absolute(targets.figure(each.id))
    left, right = st.columns([3, 2], gap="large")
    reference = _reference(each, document, address)
    with left:
        copy("cite.gb7714", gb7714(reference))
        copy("cite.bibtex", bibtex(reference))
        copy("evidence.cite", _citation(each, document, address))
    with right:
        copy("evidence.link", address)
        copy("cite.text", text(each, document, address))
        _picture(each, document, address)
    pictures.script()


def copy(key: str, content: str) -> None:
    """A text with its heading and a button to copy it."""
    st.html(f'<h2 class="copy">{words.html(key)}</h2>')
    st.code(content, language=None, wrap_lines=True)


def title_of(document: Document) -> str:
    return document.title or document.name


def _reference(each: Figure, document: Document, address: str) -> Cited:
    """What a figure is cited as, the same that exports say."""
    summary = data.summary(document.id)
    source = {name: getattr(document, name) for name in ("title", "name", "publisher", "url")}
    source["imported_at"] = summary.imported_at if summary else ""
    return cited(source, each.page, f"shuchu-{each.id}", words.say("cite.note", address=address))


def _sentence(each: Figure, document: Document) -> tuple[int, int]:
    low, high = each.sentence
    return (low, high) if 0 <= low <= each.start and each.end <= high <= len(document.text) else (each.start, each.end)


def _citation(each: Figure, document: Document, address: str) -> str:
    """Publisher, title and source, the sentence as it stands, and where."""
    source = document.url or document.name
    if each.page:
        source = words.join([source, words.say("evidence.page", n=each.page)])
    publisher = words.say("evidence.cite_publisher", publisher=document.publisher) if document.publisher else ""
    facts = {"publisher": publisher, "title": title_of(document), "source": source, "address": address}
    return words.say(
        "evidence.citation",
        sentence=spans.words_of(document.text[slice(*_sentence(each, document))]),
        start=each.start,
        end=each.end,
        sha256=document.sha256[:16],
        **facts,
    )


def text(each: Figure, document: Document, address: str) -> str:
    """The figure and its sentence in a few lines."""
    sentence = spans.words_of(document.text[slice(*_sentence(each, document))])
    value = words.say("common.pair", name=names.indicator(each.indicator), value=numbers.of_figure(each))
    head = words.say("cite.head", value=value, where=names.where_and_when(each))
    return "\n".join((head, words.say("common.quoted", text=sentence), f"——{title_of(document)}", address))


def _picture(each: Figure, document: Document, address: str) -> None:
    """Buttons that draw the figure in its words on a card."""
    facts: dict[str, object] = {
        "name": f"shuchu-{each.id}",
        "where": names.where_and_when(each),
        "title": f"{names.indicator(each.indicator)}  {numbers.of_figure(each)}",
        "pieces": _pieces(each, document),
        "cite": gb7714(_reference(each, document, address)),
        "link": address,
        "foot": words.say("picture.foot"),
    }
    st.html(f'<h2 class="copy">{words.html("picture.card")}</h2>')
    buttons = pictures.button("card", "picture.save", facts) + pictures.button("copy", "picture.copy", facts)
    st.html(f'<div class="pictures">{buttons}</div>')


def _pieces(each: Figure, document: Document) -> list[dict[str, str]]:
    """The sentence with the figure, and a little of the paragraph on either side."""
    low, high = _sentence(each, document)
    start, end = max(each.paragraph[0], low - AROUND, 0), min(max(each.paragraph[1], high), high + AROUND)
    cuts = [(min(start, low), low, ""), (low, each.start, "sentence"), (each.start, each.end, "figure")]
    cuts += [(each.end, high, "sentence"), (high, end, "")]
    pieces = [{"text": spans.words_of(document.text[a:b]), "kind": kind} for a, b, kind in cuts if a < b]
    dots = (each.paragraph[0] < start, end < each.paragraph[1])
    before, behind = ([{"text": "…", "kind": ""}] if cut else [] for cut in dots)
    return [*before, *pieces, *behind]
