"""The imports so far: who brought what and when, and what became of it."""

from __future__ import annotations

from html import escape

import streamlit as st

from extract.store import Batch
from pages.components import cards, import_state, links, moments, retrying, tables, uploads, words

SHOWN = 20
NAMED = 2


def show() -> None:
    """A table of imports, each row leading to its report; it follows those that are going."""
    going = any(import_state.going(each) for each in uploads.batches(SHOWN, links.number("before", 0) or None))
    retrying.follow(_table, import_state.EVERY if going else None)(going)


def _table(going: bool) -> None:
    before = links.number("before", 0)
    found = uploads.batches(SHOWN + 1, before or None)
    cards.section("imports.earlier", "imports.earlier_lead")
    if not found:
        st.html(f'<div class="empty">{words.html("imports.none")}</div>')
        return
    columns = [
        tables.Column("imports.when"),
        tables.Column("imports.what"),
        tables.Column("imports.state"),
        tables.Column("imports.brought"),
        tables.Column("imports.who"),
    ]
    tables.show(columns, [_row(each) for each in found[:SHOWN]], words.say("imports.caption"))
    newer = links.anchor(links.here(before=None), words.html("imports.newest"), "button") if before else ""
    older = ""
    if len(found) > SHOWN:
        last = str(found[SHOWN - 1].number)
        older = links.anchor(links.here(before=last), words.html("imports.older"), "button")
    if newer or older:
        st.html(f'<nav class="pager">{newer}{older}</nav>')
    if going and not any(import_state.going(each) for each in found):
        st.rerun()


def _row(batch: Batch) -> list[str]:
    when = links.anchor(links.href("imports", **{"import": str(batch.number)}), moments.html(batch.since), "row")
    return [
        when,
        _what(batch),
        import_state.badge(batch),
        escape(import_state.counts(batch)),
        f"<small>{escape(batch.who)}</small>",
    ]


def _what(batch: Batch) -> str:
    """The first files by name, and how many more."""
    names = [words.say("common.quoted", text=name.rsplit("/", 1)[-1]) for name in batch.what[:NAMED]]
    more = len(batch.what) - NAMED
    told = words.join(names) + (words.say("imports.and_more", n=more) if more > 0 else "")
    if (batch.report or {}).get("task") == "edit":
        told = words.say("imports.edited", name=told)
    if (batch.report or {}).get("task") == "refresh":
        told = words.say("imports.reread", name=told)
    return f'<span class="names">{escape(told)}</span>'
