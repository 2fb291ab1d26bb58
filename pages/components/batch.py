"""Many figures accepted at once: those that would be are shown first, and one undo takes all of them back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from extract.models import Figure
from extract.store import Order
from pages.components import access, cards, data, deciding, links, notices, queue, sign_in, tables, words

CONFLICT = "disputed"
"""Of values that contradict each other not all can be right: they are never accepted together."""

DONE = "review.batch"
"""How many were accepted, in a list of the session that the button holds itself: a second press stops the run of the
first wherever that touches the session or the address, and what it had not yet written there would be missing.
"""


def show() -> None:
    """What would be accepted at once, and the button that does it; one undo takes all of it back.

    Afterwards the next ones do not stand under the same button: they are asked for first, so that nobody who presses
    twice accepts what was not seen.
    """
    back = links.anchor(links.here(view=None), words.html("review.back"))
    done: list[int] = st.session_state.setdefault(DONE, [])
    if done:
        _done(back, done[-1])
        return
    found = data.store().queue(queue.wanted(), 0, queue.AT_ONCE)
    sure = [each for each in found if not any(doubt.reason == CONFLICT for doubt in each.doubts)]
    figures = data.found(each.figure for each in sure)
    title = f"<h2>{words.html('review.bulk_title', n=len(figures))}</h2>" if figures else ""
    st.html(f'<p class="crumb">{back}</p>{title}')
    deciding.told()
    if sign_in.decides():
        _buttons(figures, done)
    if len(sure) < len(found):
        st.html(f'<p class="note warn">{words.html("review.bulk_left", n=len(found) - len(sure))}</p>')
    if figures:
        tables.figures(figures, words.say("review.bulk_caption", n=len(figures)))
    else:
        cards.nothing("review.empty")


def _buttons(figures: Sequence[Figure], done: list[int]) -> None:
    """The one that accepts them, each as it stands now, and the one that takes back what was accepted before."""
    orders = [
        Order(each.id, "accept", deciding.seen(data.store().standing(each.id)), None, words.say("review.bulk_why"))
        for each in figures
    ]
    with st.container(horizontal=True):
        if orders:
            told = words.say("review.bulk_do", n=len(orders))
            st.button(told, key="bulk", type="primary", on_click=_accept, args=(orders, done))
        _undo()


def _done(back: str, count: int) -> None:
    """What was accepted, where the button stood that was pressed; below it the ways back and to the next ones."""
    st.html(f'<p class="crumb">{back}</p><h2>{words.html("review.bulk_over")}</h2>')
    st.session_state.pop(deciding.TOLD, None)
    with st.container(key="told"):
        notices.show("info", words.say("review.bulk_done", n=count))
    if sign_in.decides():
        with st.container(horizontal=True):
            _undo()
            _next()


def _next() -> None:
    left = queue.counts(queue.wanted())[queue.wanted().reason]
    if left:
        st.button(words.say("review.bulk_next", n=min(left, queue.AT_ONCE)), key="bulk-next", on_click=leave)


def _undo() -> None:
    st.button(words.say("review.undo"), key="bulk-undo", shortcut="U", on_click=_take_back)


def _take_back() -> None:
    """As the button of one figure; what was taken back stands in the preview again."""
    deciding.undo()
    leave()


def leave() -> None:
    """Forget that a batch was accepted: the next is shown when it is asked for."""
    st.session_state.pop(DONE, None)


def _accept(orders: list[Order], done: list[int]) -> None:
    def action() -> str:
        store, who = access.writer("decide")
        done.append(len(store.decide(who, orders)))
        return words.say("review.bulk_done", n=done[-1])

    if not done:  # else pressed a second time before the page was drawn anew
        deciding.attempt(action)
