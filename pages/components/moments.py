"""Moments as the store keeps them (UTC, ISO 8601), in the reader's own time."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from html import escape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def html(moment: str) -> str:
    """“2026-11-22 19:30” as a ``<time>``; what is no moment stays as it is."""
    return f'<time datetime="{escape(moment)}">{escape(local(moment))}</time>'


def local(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(_zone()).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return moment


def _zone() -> tzinfo | None:
    """That of the browser, else that of this machine."""
    try:
        return ZoneInfo(st.context.timezone) if st.context.timezone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
