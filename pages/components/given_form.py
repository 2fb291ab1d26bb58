"""The fields in which a person says what a document is: title, place, scope, year, publisher, address."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import streamlit as st

from extract.catalogue.gazetteer import Row, gazetteer
from extract.errors import SourceError
from extract.load.given import given_by
from pages.components import names, words

STILL = 9999
WHOLE = "whole area"
"""How a manifest may write that a scope is that of the whole area."""
LONGEST = 300


def fields(prefix: str, current: Mapping[str, str], title: bool) -> dict[str, str]:
    """The fields with what they hold; what a person has left empty is not in it. Call it inside a form."""
    given: dict[str, str | None] = {}
    if title:
        given["title"] = _text("title", prefix, current)
    left, right = st.columns(2)
    with left:
        given["place"] = _place(prefix, current.get("place", ""))
        given["scope"] = _scope(prefix, current.get("scope", ""))
    with right:
        given["year"] = _text("year", prefix, current)
        given["publisher"] = _text("publisher", prefix, current)
    given["source"] = _text("source", prefix, current)
    return {name: str(value).strip() for name, value in given.items() if value and str(value).strip()}


def fault(given: Mapping[str, str]) -> str:
    """What is wrong with the fields, as a sentence; “” for nothing."""
    try:
        given_by(given, "person")
    except SourceError as error:
        name = words.say(f"description.{error.facts['field']}")
        told = error.facts["what" if words.language() == "zh" else "english"]
        return words.say("description.wrong", name=name, told=told)
    address = given.get("source", "")
    if address and not address.lower().startswith(("http://", "https://")):
        return words.say("description.no_address")
    return ""


def _text(name: str, prefix: str, current: Mapping[str, str]) -> str:
    return st.text_input(
        words.say(f"description.{name}"),
        value=current.get(name, ""),
        key=f"{prefix}.{name}",
        placeholder=words.say(f"description.{name}_hint"),
        max_chars=LONGEST,
    )


def _place(prefix: str, current: str) -> str | None:
    """A code of the gazetteer."""
    codes = list(_areas())
    return st.selectbox(
        words.say("description.place"),
        codes,
        index=codes.index(current) if current in _areas() else None,
        format_func=lambda code: _areas()[code],
        key=f"{prefix}.place",
        placeholder=words.say("description.place_hint"),
    )


def _scope(prefix: str, current: str) -> str | None:
    known = [WHOLE, *names.scopes()]
    known += [current] if current and current not in known else []
    return st.selectbox(
        words.say("description.scope"),
        known,
        index=known.index(current) if current else None,
        format_func=lambda name: words.say("scope.none") if name == WHOLE else names.scope(name),
        key=f"{prefix}.scope",
        placeholder=words.say("description.scope_hint"),
    )


@cache
def _areas() -> dict[str, str]:
    """Code → “潍坊市 · 山东省 370700”; the areas of today first, then those that are gone with their years."""
    latest: dict[str, Row] = {}
    for row in gazetteer().rows:
        if row.code and (row.code not in latest or row.until >= latest[row.code].until):
            latest[row.code] = row
    ordered = sorted(latest.values(), key=lambda row: (row.until != STILL, row.code))
    return {row.code: _shown(row, latest) for row in ordered}


def _shown(row: Row, latest: Mapping[str, Row]) -> str:
    above = []
    parent = latest.get(row.parent)
    while parent is not None and len(above) < 3:
        above.append(parent.name)
        parent = latest.get(parent.parent)
    years = "" if row.until == STILL else f" {row.since or ''}–{row.until}"
    return " · ".join([row.name, *above]) + f" {row.code}{years}"
