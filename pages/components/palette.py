"""Colours, one table: at least 4.5:1 as text and marks on the light and the dark ground, apart for colour-blind eyes.

Colour never stands alone: families are named in legends and tips, scopes have shapes, places have labels.
"""

from __future__ import annotations

import streamlit as st

FAMILIES: dict[str, tuple[str, str]] = {
    "organisation": ("#2466bb", "#48a7ff"),
    "study": ("#723893", "#cda5f2"),
    "activities": ("#822a00", "#f2a65e"),
    "giving": ("#8f0046", "#ff8590"),
    "trees": ("#207f55", "#59d3a7"),
    "awards": ("#7e6407", "#e7c74e"),
    "discipline": ("#42526b", "#b4c2d6"),
    "other": ("#636b78", "#959faf"),
}
PLACES: tuple[tuple[str, str], ...] = (
    ("#03468f", "#3fa7ff"),
    ("#b34700", "#f2a65e"),
    ("#0b7a52", "#65d099"),
    ("#a0246a", "#ff8fb8"),
    ("#6f4cb6", "#cba3f0"),
    ("#5b4300", "#e9c952"),
    ("#1b2330", "#e7ebf2"),
    ("#01707d", "#62cfd8"),
)
RINGS = {
    "checked": ("#1b6b3a", "#7fd6a0"),
    "corrected": ("#0b5cad", "#7ab8ff"),
    "contested": ("#a34700", "#f2a65e"),
    "doubt": ("#a34700", "#f2a65e"),
}
"""Around a mark: what people have decided of it, or that documents disagree; each has a shape of its own, too."""

INK = ("#1b2330", "#e7ebf2")
MUTED = ("#5a6475", "#9daabb")
LINE = ("#d9dee6", "#2f3947")
GROUND = ("#ffffff", "#10151d")


def shade() -> int:
    """0 where the reader's theme is light, 1 where it is dark: the place in each pair above."""
    return 1 if st.context.theme.type == "dark" else 0


def of_place(position: int) -> str:
    """The colour of that number; of more places than there are colours some share one, so every mark has a label."""
    return PLACES[position % len(PLACES)][shade()]
