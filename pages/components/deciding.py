"""Deciding on a figure: buttons with their keys, the form that corrects it, and what is told afterwards.

What a button does is bound to the figure that was shown and to the last decision on it that could be seen there.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from json import dumps
from pathlib import Path
from typing import Any

import streamlit as st

from extract.catalogue import catalogue
from extract.decisions.checks import BOUNDS
from extract.decisions.models import Decision, Said, Standing, said_of
from extract.decisions.typed import corrected
from extract.errors import ExtractError
from extract.models import FLAGS, OTHER, Figure
from extract.store import Order
from pages.components import access, data, links, names, notices, numbers, retrying, sign_in, words

WHYS = ("no_figure", "misread", "not_this", "repeated")
"""Usual reasons for rejecting a figure, each with a key of its own: 1, 2, 3, 4."""

SCRIPT = (Path(__file__).parent / "form.js").read_text(encoding="utf-8")
FORM = "review.form"
TOLD = "review.told"


def say(kind: notices.Kind, sentence: str) -> None:
    """Keep a sentence for the run that shows what came of a button."""
    st.session_state[TOLD] = (kind, sentence)


def told() -> None:
    """Show what the last button did, in a place of its own: what stands below must not move, or it is drawn anew."""
    with st.container(key="told"):
        if TOLD in st.session_state:
            notices.show(*st.session_state.pop(TOLD))


def attempt(action: Callable[[], str]) -> None:
    """Do it and say what was done, or why it was refused."""
    try:
        say("info", action())
    except ExtractError as error:
        say("error", words.say("error.store_was_away") if error.code == retrying.AWAY else notices.of(error))


def seen(stands: Standing | None) -> int:
    return stands.number if stands else 0


# Buttons


def buttons(figure: Figure, stands: Standing | None, turn: Callable[[int], None]) -> None:
    """Accept, correct, reject, undo, and the way to the next: each by a key, too. Who may not decide can turn pages."""
    if not sign_in.decides():
        with st.container(horizontal=True, key="decide", gap="small"):
            _button("previous", "K", turn, (-1,))
            _button("next", "J", turn, (1,))
        return
    with st.container(horizontal=True, key="decide", gap="small"):
        _button("accept", "A", _decide, (figure, stands, "accept", ""), kind="primary")
        _button("correct", "E", _open, ("correct", figure.id))
        _button("reject", "X", _open, ("reject", figure.id))
        _button("undo", "U", undo, ())
        _button("previous", "K", turn, (-1,))
        _button("next", "J", turn, (1,))
    with st.container(horizontal=True, key="whys", gap="small", vertical_alignment="center"):
        st.html(f'<span class="label">{words.html("review.reject_as")}</span>', width="content")
        for number, why in enumerate(WHYS, 1):
            reason = words.say(f"why.{why}")
            st.button(
                reason,
                key=f"why-{why}",
                shortcut=str(number),
                on_click=_decide,
                args=(figure, stands, "reject", reason),
            )
    with st.container(key="form"):
        form(figure, stands)


def _button(name: str, key: str, action: Callable[..., None], facts: tuple[Any, ...], kind: Any = "secondary") -> None:
    st.button(words.say(f"review.{name}"), key=f"review-{name}", shortcut=key, on_click=action, args=facts, type=kind)


def _open(which: str, figure_id: str) -> None:
    st.session_state[FORM] = None if st.session_state.get(FORM) == (which, figure_id) else (which, figure_id)


def _decide(figure: Figure, stands: Standing | None, kind: Any, why: str, said: Said | None = None) -> None:
    def action() -> str:
        store, who = access.writer("decide")
        store.decide(who, [Order(figure.id, kind, seen(stands), said, why)])
        st.session_state[FORM] = None
        links.write("fig", [])
        return words.say(f"review.done_{kind}", figure=summary(figure))

    attempt(action)


def undo() -> None:
    """Take back what this person has decided last, and show it again."""

    def action() -> str:
        store, who = access.writer("decide")
        numbers_ = store.to_undo(who)
        if not numbers_:
            return words.say("review.nothing_to_undo")
        made = store.revert(who, numbers_)
        if len(made) == 1:
            links.write("fig", [made[0].figure])
        return words.say("review.undone", n=len(made))

    attempt(action)


def revert(number: int) -> None:
    """Take one decision back."""

    def action() -> str:
        store, who = access.writer("decide")
        return words.say("review.undone", n=len(store.revert(who, [number])))

    attempt(action)


def summary(figure: Figure) -> str:
    return words.say("common.pair", name=names.indicator(figure.indicator), value=numbers.of_figure(figure))


# Forms


def form(figure: Figure, stands: Standing | None) -> None:
    """The form that is open for this figure, if one is."""
    which, id = st.session_state.get(FORM) or ("", "")
    if id != figure.id:
        return
    focus(f"{which} {id}")
    if which == "reject":
        with st.form("reject", border=True):
            why = st.text_input(words.say("review.why"), key=f"why-{figure.id}")
            if st.form_submit_button(words.say("review.reject"), type="primary"):
                _decide(figure, stands, "reject", why)
                st.rerun()
    else:
        _correct(figure, stands)


def _correct(figure: Figure, stands: Standing | None) -> None:
    with st.form("correct", border=True):
        typed = fields(said_of(figure), f"{figure.id}-{seen(stands)}")
        why = st.text_input(words.say("review.why"), key=f"why-{figure.id}")
        if st.form_submit_button(words.say("review.save"), type="primary"):
            try:
                said = corrected(said_of(figure), typed)
            except ExtractError as error:
                say("error", notices.of(error))
            else:
                _decide(figure, stands, "correct", why, said)
            st.rerun()


def fields(said: Said, key: str) -> dict[str, Any]:
    """The widgets of what can be corrected, and what stands in them."""
    rows = [st.columns(4), st.columns(3)]
    value, top, unit, bound = rows[0]
    indicator, place, year = rows[1]
    typed: dict[str, Any] = {
        "value": value.text_input(words.say("review.value"), numbers.plain(said.value), key=f"value-{key}"),
        "value_max": top.text_input(words.say("review.value_max"), _plain(said), key=f"max-{key}"),
        "unit": unit.text_input(words.say("review.unit"), said.unit, key=f"unit-{key}"),
        "bound": bound.selectbox(
            words.say("review.bound"), BOUNDS, BOUNDS.index(said.bound), key=f"bound-{key}", format_func=_bound
        ),
        "place": place.text_input(words.say("evidence.place"), said.place or "", key=f"place-{key}"),
        "year": year.text_input(words.say("evidence.year"), str(said.year or ""), key=f"year-{key}"),
    }
    codes = [*catalogue().indicators]
    at = codes.index(said.indicator) if said.indicator in codes else codes.index(OTHER)
    typed["indicator"] = indicator.selectbox(
        words.say("evidence.indicator"), codes, at, key=f"indicator-{key}", format_func=names.indicator
    )
    holds = [flag for flag in FLAGS if getattr(said, flag)]
    typed["flags"] = st.multiselect(
        words.say("review.flags"),
        FLAGS,
        holds,
        key=f"flags-{key}",
        format_func=_flag,
        placeholder=words.say("review.no_flags"),
    )
    return typed


def _plain(said: Said) -> str:
    return "" if said.value_max is None else numbers.plain(said.value_max)


def _bound(bound: str) -> str:
    return words.say(f"bound.{bound}_name")


def _flag(flag: str) -> str:
    return words.say(f"flag.{flag}")


def focus(opened: str) -> None:
    """Put the cursor into the first field of the form that has just opened: a script of the same words runs once."""
    st.html(f"<script>({SCRIPT})({dumps(opened)})</script>", unsafe_allow_javascript=True)


# What was decided


def mark(name: str) -> str:
    """What people have decided, as a small sign; nothing where nobody has."""
    return f'<span class="mark {escape(name)}">{words.html(f"mark.{name}")}</span>' if name else ""


def change(each: Decision) -> str:
    """What a decision changed, in words: year 2011 → 2010."""
    if each.before is None or each.after is None:
        return words.say("review.to_none") if each.after is None else saying(each.after)
    parts = [
        words.say(
            "review.changed",
            what=words.say(f"said.{name}"),
            old=_shown(each.before, name),
            new=_shown(each.after, name),
        )
        for name in each.before.differs(each.after)
        if name != "place_code"
    ]
    return words.join(parts) if parts else words.say("review.as_it_is")


def _shown(said: Said, name: str) -> str:
    value = getattr(said, name)
    if name == "indicator":
        return names.indicator(value)
    if name in FLAGS:
        return words.say("review.yes" if value else "review.no")
    if name == "bound":
        return _bound(value)
    return (
        words.say("common.dash")
        if value in (None, "")
        else numbers.plain(value)
        if name.startswith("value")
        else str(value)
    )


def saying(said: Said | None) -> str:
    """A whole reading in one line."""
    if said is None:
        return words.say("review.to_none")
    value = numbers.bounded(said.value, said.bound, said.unit, said.value_max, said.indicator)
    parts = [names.indicator(said.indicator), value, said.place or words.say("evidence.no_place")]
    parts += [str(said.year or words.say("evidence.no_year"))] + [
        words.say(f"flag.{flag}") for flag in FLAGS if getattr(said, flag)
    ]
    return " · ".join(parts)


def history(figure: Figure) -> str:
    """Who has decided what on a figure, the first first; nothing where nobody has."""
    log = data.store().log_of(figure.id)
    if not log:
        return ""
    rows = "".join(
        f"<li><b>{escape(each.who)}</b> {words.html(f'kind.{each.kind}')} <small>{escape(when(each.at))}</small>"
        f'<span class="how">{escape(change(each))}{escape(_why(each))}</span></li>'
        for each in log
    )
    machine = data.store().machine_figure(figure.id)
    read = words.html("review.machine", saying=saying(said_of(machine))) if machine else words.html("review.no_machine")
    head = f"<h2>{words.html('review.history')}</h2>"
    return f'<section class="history">{head}<ol>{rows}</ol><p class="note">{read}</p></section>'


def _why(each: Decision) -> str:
    return words.say("review.because", why=each.why) if each.why else ""


def when(moment: str) -> str:
    """A moment to the minute, in UTC as the store has it."""
    return moment[:16].replace("T", " ") + " UTC"
