"""What a page does while the store does not answer: it tries again by itself, and comes back when it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import count
from typing import Any

import streamlit as st

from extract.errors import ExtractError
from pages.components import data, notices

AWAY = "store_away"
"""The code of a StoreError that passes."""

PASSING = (AWAY, "store_unopened", "store_remade", "store_opening")
"""Codes after which a page tries again: a process may also have been started before its store."""

EVERY = 3.0
"""Seconds between two attempts of a tab; one that fails costs a refused connection."""


def wait() -> None:
    """Ask for the store every few seconds, and run the page again once it answers; the address stays what it is."""
    turns = count()

    def ask() -> None:
        # Not in the run that has just failed: what fails for another reason would be run again without a pause.
        if next(turns) and answers():
            st.rerun()

    st.fragment(ask, run_every=EVERY)()


def follow(part: Callable[..., None], every: float | None) -> Callable[..., None]:
    """A part of a page that runs every so many seconds by itself.

    The frame's net does not hold it then: what fails in it becomes a sentence here, and the next turn tries again.
    """

    @wraps(part)
    def kept(*asked: Any) -> None:
        try:
            with data.looking():
                part(*asked)
        except ExtractError as error:
            notices.show("error", notices.of(error))

    run: Callable[..., None] = st.fragment(kept, run_every=every)
    return run


def answers() -> bool:
    """Whether the store can be read."""
    try:
        return bool(data.version())
    except ExtractError:
        return False
