"""One entry of the catalogue: its card, its rules as they are written, and the way to change it."""

from __future__ import annotations

from html import escape

import streamlit as st

from extract.catalogue import catalogue
from extract.editing import codes_of
from extract.editing import entry as entry_in_use
from extract.models import OTHER
from pages.components import cards, catalogue_list, data, entry, keeping, links, names, notices, targets, words


def show(code: str, mine: bool) -> None:
    """The whole page of one indicator."""
    known = code in catalogue().indicators and code != OTHER
    crumb(names.indicator(code) if known else words.say("catalogue.title"))
    if not known:
        cards.nothing("catalogue.unknown")
        return
    own = set(codes_of(keeping.text()))
    origin = catalogue_list.origin(code, own)
    count = data.indicators().get(code, 0)
    values = words.html("catalogue.values", n=f"{count:,}")
    told = links.anchor(targets.indicator(code), values) if count else words.html("catalogue.no_values")
    family = escape(names.family(data.indicator(code).family))
    st.html(f'<p class="lead">{family} · {words.html(f"catalogue.{origin}")} · <code>{code}</code> · {told}</p>')
    if mine:
        ways = links.anchor(links.href("catalogue", code=code, edit="1"), words.html("catalogue.edit"), "button")
        st.html(f'<p class="ways">{ways}</p>')
    entry.card(code, [], opened=True)
    written = entry_in_use(code)
    if written:
        st.html(f"<h2>{words.html('catalogue.body_show')}</h2>")
        st.code(written.body, language="toml", line_numbers=True, wrap_lines=True)
    if mine and code in own:
        _remove(code, origin)


def crumb(title: str) -> None:
    back = links.anchor(links.href("catalogue"), words.html("catalogue.back"))
    st.html(f'<p class="crumb">{back}</p><h1>{escape(title)}</h1>')


def _remove(code: str, origin: str) -> None:
    """A link that asks first, and a button."""
    label = words.say("catalogue.remove_own" if origin == "changed" else "catalogue.remove")
    if links.first("remove") != "1":
        st.html(f'<p class="ways">{links.anchor(links.here(remove="1"), escape(label), "button stay")}</p>')
        return
    notices.show("warning", words.say("catalogue.remove_sure"))
    if st.button(label, type="primary", key=f"catalogue.remove.{code}"):
        keeping.remove(code, keeping.seen())
        links.go(links.href("catalogue"))
