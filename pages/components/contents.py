"""The headings of a document as its table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from extract.models import Document, Segment
from pages.components import links, spans, words

DEEP = 3
ENTRIES = 300
"""A table of contents is cut to its outer levels, at last to so many entries."""
BRACKETS = "【】〔〕[] "


def html(document: Document, parts: Sequence[Sequence[Segment]]) -> str:
    """The headings, each leading to its part; nothing where there is but one."""
    headings = [(each, place) for place, part in enumerate(parts) for each in part if each.kind == "heading"]
    known = levels([each for each, _ in headings])
    ranked = [(each, place, known.index(each.level)) for each, place in headings]
    if len(ranked) < 2:
        return ""
    deep = next((deep for deep in range(DEEP, 1, -1) if sum(rank < deep for *_, rank in ranked) <= ENTRIES), 1)
    rows = "".join(
        f'<li class="l{rank}">{_entry(document, each, place)}</li>'
        for each, place, rank in [entry for entry in ranked if entry[2] < deep][:ENTRIES]
    )
    title = f"<summary>{words.html('reader.contents')}</summary>"
    name = words.html("reader.contents")
    return f'<details class="contents roomy" open>{title}<nav aria-label="{name}"><ol>{rows}</ol></nav></details>'


def _entry(document: Document, segment: Segment, place: int) -> str:
    name = escape(spans.words_of(document.text[segment.start : segment.end]).strip(BRACKETS))
    return links.anchor(links.here(at=str(segment.start), to=None, part=str(place + 1)), name, "stay")


def levels(segments: Sequence[Segment]) -> list[int]:
    """The levels of headings that a document has; the place of a level among them is its depth."""
    return sorted({each.level for each in segments if each.kind == "heading"})
