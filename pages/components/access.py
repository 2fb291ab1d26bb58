"""Who is at the page, and what they may do.

Used locally there is one person, who may do everything. Where sign-in is set up, nobody sees or does anything
without it: `Person.require` is asked on the server before every write, whatever buttons the page has shown.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from extract.access import Person, Rules, address, is_expired, local, rules
from extract.store import Store
from pages.components import data

HOSTED = "SHUCHU_HOSTED"


def hosted() -> bool:
    """Whether people have to sign in: SHUCHU_HOSTED asks for it, and so does a provider in the secrets.

    Asked for without a provider nobody gets in, which is better than everybody.
    """
    return bool(os.environ.get(HOSTED)) or provided()


def provided() -> bool:
    """Whether the secrets name an identity provider."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def person() -> Person | None:
    """Who is at this page; None where they have to sign in, for the first time or again. Raises AccessError."""
    if not hosted():
        return local()
    claims = st.user.to_dict() if provided() else {}
    known = rules()
    if not claims.get("is_logged_in") or is_expired(claims, time.time(), known.hours):
        return None
    return _told(claims, known)


def is_over() -> bool:
    """Whether somebody has signed in, but too long ago."""
    return provided() and bool(st.user.to_dict().get("is_logged_in")) and person() is None


def known() -> Person:
    """The person at this page; somebody without a name or a role where nobody has signed in."""
    return person() or Person("", "", "")


def may(action: str) -> bool:
    """Whether the person at this page may do one of extract.access.ACTIONS: for what a page offers."""
    found = person()
    return found is not None and found.may(action)


def require(action: str) -> Person:
    """The person at this page, who may do this; raises AccessError. Comes before every write."""
    found = known()
    found.require(action)
    return found


def writer(action: str) -> tuple[Store, str]:
    """The store for somebody who may do this with it, and who they are; raises AccessError.

    The only way by which a page writes: `data.store()` is for reading, which a test looks after.
    """
    return data.store(), require(action).id


def _told(claims: Mapping[str, Any], known: Rules) -> Person:
    id = address(claims)
    name = claims.get("name") or claims.get("preferred_username") or id
    return Person(id, str(name), known.role(id, claims, data.member(id)))
