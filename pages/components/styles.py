"""One style sheet for what the pages draw themselves, in the light and the dark theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from pages.components import palette

SHEETS = [Path(__file__).parent / name for name in ("style.css", "explore.css")]
"""What all pages share, then what those have that lead through places, words and documents."""

EARLY = """
.stMainBlockContainer { padding: 6rem clamp(1rem, 3vw, 3rem) 2rem !important; max-width: 1400px; margin: 0 auto; }
.stMainBlockContainer [data-testid="stVerticalBlock"] { gap: 0.75rem; }
.stElementContainer:has(> [data-testid="stSkeleton"]) { visibility: hidden; }
.stElementContainer:has(.stMarkdown style) { display: none; }
@media (min-width: 1900px) { .stMainBlockContainer { max-width: min(80vw, 2000px); } }
"""
"""What must be known before the code that draws HTML has come: where the page stands, and no grey bars in place of its
parts, which are of other heights. Streamlit draws Markdown at once."""

MARK = '<i class="sheet"></i>'
"""Streamlit draws a style sheet that stands alone after all that it is for, which is seen bare and then jumps."""


@cache
def _sheet() -> str:
    names = {"ink": palette.INK, "muted": palette.MUTED, "line": palette.LINE, "ground": palette.GROUND}
    variables = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in names.items())
    families = "".join(
        f".fam-{code}{{--fam:light-dark({light},{dark})}}" for code, (light, dark) in palette.FAMILIES.items()
    )
    sheets = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    return f"<style>.stApp{{{variables}}}{families}{sheets}</style>{MARK}"


def apply() -> None:
    """Put the style sheet into the page, before anything that it is for."""
    st.markdown(f"<style>{EARLY}</style>", unsafe_allow_html=True)
    st.html(_sheet())
