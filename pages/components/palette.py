"""Colours, one table: at least 4.5:1 as text and marks on the light and the dark ground, apart for colour-blind eyes.

Colour never stands alone: families are named in legends and tips, scopes have shapes, places have labels.
"""

from __future__ import annotations

import streamlit as st

FAMILIES: dict[str, tuple[str, str]] = {
    "organisation": ("#0b5cad", "#7ab8ff"),
    "development": ("#0b5cad", "#7ab8ff"),
    "study": ("#7a3fa0", "#cba3f0"),
    "activities": ("#a34700", "#f2a65e"),
    "giving": ("#b0215e", "#ff8fb8"),
    "trees": ("#0b7a52", "#5fd3a2"),
    "awards": ("#7a6000", "#e3c552"),
    "discipline": ("#40506a", "#b4c2d6"),
    "other": ("#636b78", "#98a2b1"),
}
PLACES: tuple[tuple[str, str], ...] = (
    ("#0b5cad", "#7ab8ff"),
    ("#b34700", "#f2a65e"),
    ("#0b7a52", "#5fd3a2"),
    ("#a0246a", "#ff8fb8"),
    ("#6a46b0", "#cba3f0"),
    ("#7a6000", "#e3c552"),
    ("#1b2330", "#e7ebf2"),
    ("#00707a", "#62cfd8"),
)
INK = ("#1b2330", "#e7ebf2")
MUTED = ("#5a6475", "#9daabb")
LINE = ("#d9dee6", "#2f3947")
GROUND = ("#ffffff", "#10151d")


def shade() -> int:
    """0 where the reader's theme is light, 1 where it is dark: the place in each pair above."""
    return 1 if st.context.theme.type == "dark" else 0


def of_place(position: int) -> str:
    """The colour of the n-th place; they repeat after the last, which is why every mark has a label."""
    return PLACES[position % len(PLACES)][shade()]
