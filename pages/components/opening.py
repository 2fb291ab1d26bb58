"""Opens the store once a process, while no page waits for one that is made ready first."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread

import streamlit as st

from extract.errors import StoreError
from extract.store import Store, open_store

PATIENCE = 5.0
"""Seconds that a page waits for the store to open before it says that this goes on."""


def opened(url: str) -> Store:
    """The store at a URL, the usual one for “”. Raises StoreError("store_opening") as long as it is made ready."""
    going = _opening(url)
    try:
        return going.result(PATIENCE)
    except BaseException as error:
        if not going.done():
            raise StoreError("store_opening", "The store is being made ready: try again in a few minutes.") from error
        _opening.clear(url)  # who comes next tries again
        raise


@st.cache_resource(show_spinner=False)
def _opening(url: str) -> Future[Store]:
    """A thread of its own opens it: after a change of the rules all values are made anew."""
    going: Future[Store] = Future()
    Thread(target=_into, args=(going, url), daemon=True).start()
    return going


def _into(going: Future[Store], url: str) -> None:
    try:
        going.set_result(open_store(url or None))
    except BaseException as error:
        going.set_exception(error)
