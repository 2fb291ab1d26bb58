"""The versions of the store's catalogue: a list, one of them with what it changed, and the way back to it."""

from __future__ import annotations

from difflib import unified_diff
from html import escape

import streamlit as st

from extract.store import Version
from pages.components import cards, catalogue_entry, keeping, links, moments, names, tables, words

SHOWN = 20


def listed() -> None:
    """The versions, the newest first."""
    cards.section("catalogue.versions", "catalogue.versions_lead")
    before = links.number("before", 0)
    found = keeping.versions(SHOWN + 1, before or None)
    if not found:
        st.html(f'<div class="empty">{words.html("catalogue.no_versions")}</div>')
        return
    columns = [tables.Column(f"catalogue.{name}") for name in ("version", "what", "why", "who", "when")]
    current = keeping.seen()
    tables.show(columns, [_row(each, current) for each in found[:SHOWN]], words.say("catalogue.versions"))
    newer = links.anchor(links.here(before=None), words.html("imports.newest"), "button") if before else ""
    last = str(found[SHOWN - 1].number) if len(found) > SHOWN else ""
    older = links.anchor(links.here(before=last), words.html("imports.older"), "button") if last else ""
    if newer or older:
        st.html(f'<nav class="pager">{newer}{older}</nav>')


def _row(each: Version, current: int) -> list[str]:
    label = words.html("catalogue.version_n", n=each.number)
    mark = f" <small>{words.html('catalogue.current')}</small>" if each.number == current else ""
    return [
        links.anchor(links.href("catalogue", version=str(each.number)), label, "row") + mark,
        _what(each),
        escape(each.why),
        escape(each.who),
        moments.html(each.at),
    ]


def _what(each: Version) -> str:
    if each.restores:
        return words.html("catalogue.restored", n=each.restores)
    return escape(names.indicator(each.indicator)) if each.indicator else words.html("catalogue.several")


def one(number: int, mine: bool) -> None:
    """A version: who made it, what it changed, how it differs from the one in use, its text."""
    found = keeping.version(number)
    catalogue_entry.crumb(words.say("catalogue.version_n", n=number))
    if found is None:
        cards.nothing("catalogue.unknown")
        return
    by = f"{escape(found.who)} · {moments.html(found.at)}"
    st.html(f'<p class="lead">{_what(found)} · {escape(found.why)} · {by}</p>')
    now = keeping.standing()
    other = now is not None and now.number != number
    if mine and now and other and st.button(words.say("catalogue.restore"), key=f"catalogue.restore.{number}"):
        keeping.restore(found, now.number)
        links.go(links.href("catalogue"))
    earlier = keeping.versions(1, number)
    _difference("catalogue.against", earlier[0].text if earlier else "", found.text)
    if now and other:
        _difference("catalogue.against_now", found.text, now.text)
    st.html("<h2>TOML</h2>")
    st.code(found.text or words.say("catalogue.empty_text"), language="toml", line_numbers=True, wrap_lines=True)


def _difference(key: str, old: str, new: str) -> None:
    st.html(f"<h2>{words.html(key)}</h2>")
    lines = list(unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2))[2:]
    if lines:
        st.code("\n".join(lines), language="diff", wrap_lines=True)
    else:
        st.html(f'<p class="note">{words.html("catalogue.no_difference")}</p>')
