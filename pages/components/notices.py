"""Sentences that a reader must not miss. Not Streamlit's own boxes: those read Markdown, and a file name or an
address could then put a picture from elsewhere into the page.
"""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st

from extract.errors import ExtractError
from pages.components import words

Kind = Literal["info", "warning", "error"]


def show(kind: Kind, sentence: str) -> None:
    """A sentence in a box; errors are read out at once."""
    role = "alert" if kind == "error" else "status"
    st.html(f'<div class="notice {kind}" role="{role}">{escape(sentence)}</div>')


def of(error: ExtractError) -> str:
    """An error in the reader's language, or its own sentence where the tables do not know it."""
    facts = error.facts
    if words.language() != "zh":
        facts = facts | {"faults": str(error), "what": facts.get("english", facts.get("what"))}
    return words.say_or(f"error.{error.code}", str(error), **facts)
