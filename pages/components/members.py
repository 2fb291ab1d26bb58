"""The list of those who were given a role, and the form that gives one."""

from __future__ import annotations

from html import escape

import streamlit as st

from extract.access import ROLES
from pages.components import access, data, notices, words
from pages.components.tables import Column, show

SAID = "members.said"


def roles() -> None:
    """What each role may do."""
    rows = "".join(
        f"<div><dt>{words.html(f'role.{role}')}</dt><dd>{words.html(f'members.may_{role}')}</dd></div>"
        for role in ROLES
    )
    st.html(f'<dl class="roles">{rows}</dl>')


def table() -> None:
    """Who has which role, since when and from whom."""
    found = data.members()
    if not found:
        st.html(f'<p class="note">{words.html("members.none")}</p>')
        return
    columns = [Column("members.who"), Column("members.role"), Column("members.by"), Column("members.at")]
    rows = [
        [escape(each.id), words.html(f"role.{each.role}"), escape(each.who), escape(each.at[:10])] for each in found
    ]
    show(columns, rows, words.say("members.caption", n=len(found)))


def form() -> None:
    """Give a role by address. The check is made again when the form comes in."""
    said = st.session_state.pop(SAID, "")
    if said:
        notices.show("info", said)
    with st.form("members.form", clear_on_submit=True):
        id = st.text_input(words.say("members.address"), max_chars=200, placeholder="name@example.org")
        role = st.selectbox(words.say("members.role"), ["", *ROLES[::-1]], format_func=_role, index=1)
        sent = st.form_submit_button(words.say("members.give"), type="primary")
    if not sent:
        return
    address = id.strip().casefold()
    if not address:
        notices.show("warning", words.say("members.no_address"))
        return
    store, who = access.writer("administer")
    changed = store.give(address, role, who)
    key = "members.same" if not changed else "members.given" if role else "members.taken"
    st.session_state[SAID] = words.say(key, id=address, role=_role(role))
    st.rerun()


def _role(role: str) -> str:
    return words.say(f"role.{role}") if role else words.say("members.nothing")
