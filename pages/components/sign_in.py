"""What somebody sees who has not signed in, or whom nobody has let in: one sentence and one button."""

from __future__ import annotations

from html import escape

import streamlit as st

from extract.access import Person
from pages.components import access, notices, words


def ask() -> None:
    """Ask to sign in. The address that was asked for is kept by frame.js and comes back afterwards."""
    st.html(f'<h1>{words.html("sign_in.title")}</h1><p class="lead">{words.html("sign_in.lead")}</p>')
    if not access.provided():
        notices.show("error", words.say("sign_in.unprovided"))
        return
    if access.is_over():
        notices.show("info", words.say("sign_in.over"))
    st.button(words.say("sign_in.go"), type="primary", on_click=st.login, key="sign-in")


def refuse(person: Person) -> None:
    """Say that somebody is known, but has no role here."""
    st.html(f'<h1>{words.html("sign_in.no_role")}</h1>')
    notices.show("info", words.say("sign_in.no_role_lead", name=person.name, id=person.id))


def decides() -> bool:
    """Whether somebody may decide, a sentence where not; whatever a page shows, `access.writer` asks again."""
    if access.may("decide"):
        return True
    notices.show("info", words.say("review.not_yours"))
    return False


def leave(person: Person) -> str:
    """Who is signed in, and the way out, as HTML for the page's head. The way is Streamlit's own route."""
    role = words.html(f"role.{person.role}") if person.role else ""
    name = f'<span title="{escape(person.id)}">{escape(person.name)}<small>{role}</small></span>'
    return f'<span class="person">{name}<a href="auth/logout" target="_self">{words.html("sign_in.leave")}</a></span>'
