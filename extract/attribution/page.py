"""On which page of its document a figure stands, and how sure one is that was read from the picture of a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.models import Figure, Page

FROM_PICTURE = 0.8
"""What a reading is worth whose characters were themselves only recognised."""

RULE = "ocr"


def with_pages(figures: Sequence[Figure], pages: Sequence[Page]) -> tuple[Figure, ...]:
    """The figures with the page that each begins on, counted from 1."""
    starts = [page.start for page in pages]
    return tuple(_on_page(figure, pages, bisect_right(starts, figure.start)) for figure in figures)


def _on_page(figure: Figure, pages: Sequence[Page], number: int) -> Figure:
    if number and pages[number - 1].ocr:
        confidence, rules = round(figure.confidence * FROM_PICTURE, 2), (*figure.rules, RULE)
        return replace(figure, page=number, confidence=confidence, rules=rules)
    return replace(figure, page=number or None)
