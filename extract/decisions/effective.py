"""The figure that is shown: what people say stands over what the machine has read, which is never changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extract.clean import clean
from extract.decisions.anchoring import numerals
from extract.decisions.models import Said, Standing, said_of
from extract.models import CONTESTED, OTHER, PERSON, REJECTED, Document, Figure, Segment, Span, Told
from extract.segment import sentences

TOLD = {"indicator": "indicator_told", "year": "year_told", "place": "place_told", "scope": "scope_told"}


def effective(stands: Standing, machine: Figure | None, bare: Figure) -> Figure | None:
    """The figure as it stands, None where nothing decided of it stands any more.

    `machine` is what the engine reads there now; where it reads nothing, `bare` are the words alone. What is rejected
    or contested is the machine's reading with a mark, or, where there is none, what was said last; that counts not.
    """
    if stands.status == "open":
        return None
    if stands.said is None:
        mark = REJECTED if stands.status == "rejected" else CONTESTED
        if machine:
            return replace(machine, mark=mark)
        said = next((said for voice in stands.voices[::-1] if (said := voice.after or voice.before)), None)
        return said.onto(bare, mark) if said else None
    if machine is None:
        return _told(stands.said.onto(bare, "added"), None)
    own = said_of(machine)
    mark = "corrected" if stands.said.differs(own) else "checked"
    return _told(stands.said.onto(machine, mark), own)


def takes_no_part(stands: Standing, machine: Figure | None) -> bool:
    """Whether the figure is kept out of the panel by what people say: rejected, or added and contested."""
    return stands.status == "rejected" or (stands.status == "contested" and machine is None)


def _told(figure: Figure, machine: Said | None) -> Figure:
    """With the person in place of the rules, in what the person says otherwise than they do."""
    changed = [name for name in TOLD if machine is None or getattr(figure, name) != getattr(machine, name)]
    told: dict[str, Any] = {TOLD[name]: Told(PERSON) if getattr(figure, name) else None for name in changed}
    return replace(figure, **told) if told else figure


def bare(document: Document, segments: Sequence[Segment], span: Span) -> Figure:
    """The words of a span as a figure of which nothing is said yet, with the sentence and paragraph around them."""
    start, end = span
    place = bisect_right(segments, start, key=lambda segment: segment.start) - 1
    around = segments[place] if place >= 0 and end <= segments[place].end else Segment(start, end, "paragraph")
    cleaned = clean(document.text[around.start : around.end])
    found = ((around.start + low, around.start + high) for low, high in sentences(cleaned, 0, len(cleaned)))
    page = bisect_right(document.pages, start, key=lambda page: page.start)
    return Figure(
        f"{document.id}-{start}",
        document.id,
        start,
        end,
        document.text[start:end],
        *(Decimal(0), "", "eq", OTHER),  # whoever says something of it says these, too
        confidence=1.0,
        rules=(PERSON,),
        sentence=next((each for each in found if each[0] <= start and end <= each[1]), span),
        paragraph=(around.start, around.end),
        headings=around.headings,
        page=page or None,
    )


def match(span: Span, quote: str, figures: Sequence[Figure]) -> Figure | None:
    """Of figures in text order the one that stands in these words: the same number, at a place that meets them."""
    start, end = span
    first = bisect_left(figures, start, key=lambda each: each.end)
    last = bisect_left(figures, end, key=lambda each: each.start)
    met = (each for each in figures[first:last] if each.start < end and start < each.end)
    return next((each for each in met if numerals(each.quote) == numerals(quote)), None)
