"""The catalogue that the store keeps, as the pages ask for it and save it."""

from __future__ import annotations

import streamlit as st

from extract.editing import Entry, merged, without
from extract.store import Version
from pages.components import access, data, words

SAID = "catalogue.said"


def standing() -> Version | None:
    """The version that counts; asked anew each time, as what is edited must not be an earlier one."""
    return data.store().catalogue()


def text() -> str:
    """The store's own catalogue as TOML, “” for none."""
    found = standing()
    return found.text if found else ""


def seen() -> int:
    """The number of the version that counts, 0 for none."""
    found = standing()
    return found.number if found else 0


def versions(most: int, before: int | None = None) -> list[Version]:
    return data.store().catalogues(most, before)


def version(number: int) -> Version | None:
    return data.store().catalogue_version(number)


def save(entry: Entry, why: str, number: int) -> None:
    """Keep an entry, made from version `number`; raises CatalogueError, StoreError and AccessError."""
    _save(merged(text(), entry), why, number, indicator=entry.code)


def remove(code: str, number: int) -> None:
    _save(without(text(), code), words.say("catalogue.removed_why", code=code), number, indicator=code)


def restore(old: Version, number: int) -> None:
    _save(old.text, words.say("catalogue.restore_why", n=old.number), number, restores=old.number)


def take(whole: str, why: str, number: int) -> None:
    """Keep a whole catalogue."""
    _save(whole, why, number)


def _save(whole: str, why: str, number: int, indicator: str = "", restores: int | None = None) -> None:
    store, who = access.writer("curate")
    saved = store.save_catalogue(whole, who, why, indicator=indicator, restores=restores, seen=number)
    st.session_state[SAID] = saved.number
