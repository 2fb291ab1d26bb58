"""The figures of a paragraph as values beside it, where the window is wide enough."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from html import escape

from extract.models import Figure, Segment
from pages.components import data, links, names, numbers, targets, words

LEAST = 4
LINE = 30
"""Characters of a paragraph for each value beside it, so that the values need no more room than the paragraph."""


def of(part: Sequence[Segment], figures: Sequence[Figure]) -> dict[int, str]:
    """Where a paragraph begins → the figures that stand beside it."""
    found: dict[int, list[Figure]] = {}
    starts = [each.start for each in part]
    for each in figures:
        place = bisect_right(starts, each.start) - 1
        if place >= 0 and each.end <= part[place].end and part[place].kind == "paragraph":
            found.setdefault(part[place].start, []).append(each)
    sizes = {each.start: each.end - each.start for each in part}
    return {start: _html(each, sizes[start]) for start, each in found.items()}


def _html(figures: Sequence[Figure], characters: int) -> str:
    """Values with their indicators; the same links as in the text, so that keyboard and screen reader pass them by."""
    most = max(LEAST, characters // LINE)
    rows = "".join(_row(each) for each in figures[:most])
    left = len(figures) - most
    more = f"<li>{words.html('reader.margin_more', n=left)}</li>" if left > 0 else ""
    return f'<ul class="margin" aria-hidden="true">{rows}{more}</ul>' if rows else ""


def _row(each: Figure) -> str:
    name, value = escape(names.indicator(each.indicator)), escape(numbers.of_figure(each))
    css = f"fam-{data.indicator(each.indicator).family}" + ("" if each.counts else " aside")
    return f"<li>{links.anchor(targets.figure(each.id), f'<b>{value}</b> {name}', css, tabindex='-1')}</li>"
