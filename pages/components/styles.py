"""One style sheet for what the pages draw themselves, in the light and the dark theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from pages.components import palette

SHEET = Path(__file__).parent / "style.css"


@cache
def _sheet() -> str:
    names = {"ink": palette.INK, "muted": palette.MUTED, "line": palette.LINE, "ground": palette.GROUND}
    variables = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in names.items())
    families = "".join(
        f".fam-{code}{{--fam:light-dark({light},{dark})}}" for code, (light, dark) in palette.FAMILIES.items()
    )
    return f"<style>.stApp{{{variables}}}{families}{SHEET.read_text(encoding='utf-8')}</style>"


def apply() -> None:
    """Put the style sheet into the page."""
    st.html(_sheet())
