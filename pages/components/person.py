"""Who sits before the page: the name of the sign-in where there is one, else the user of this machine."""

from __future__ import annotations

import streamlit as st

from extract.keeping import who as local


def who() -> str:
    """A name that the store keeps beside what a person does."""
    try:
        told = st.user.get("email") or st.user.get("name")
    except Exception:  # no sign-in is set up
        told = None
    return str(told) if told else local()
