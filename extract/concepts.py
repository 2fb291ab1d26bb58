"""What the figures count that are none of the catalogue's indicators: computed where it is asked for, from the text.

A document's own extraction does not pay for it: tagging the words takes longer than everything else together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from extract.attribution.concept import concept
from extract.attribution.frame import frames
from extract.clean import clean
from extract.models import OTHER, Extraction, Figure, Quantity


def with_concepts(extraction: Extraction) -> Extraction:
    """The same extraction, each figure that is `other` with its concept (verb/head), "" where the text names none."""
    cleaned = clean(extraction.document.text)
    sentences = groupby(extraction.figures, lambda figure: figure.sentence)
    return replace(extraction, figures=tuple(each for _, group in sentences for each in _told(cleaned, group)))


def _told(cleaned: str, group: Iterable[Figure]) -> Iterator[Figure]:
    """The figures of one sentence with their concepts."""
    figures = list(group)
    if all(figure.indicator != OTHER or figure.concept for figure in figures):  # a table's have theirs already
        yield from figures
        return
    read = frames(cleaned, [_quantity(figure) for figure in figures], *figures[0].sentence, "")
    for figure, frame in zip(figures, read, strict=True):
        yield replace(figure, concept=concept(frame)) if figure.indicator == OTHER else figure


def _quantity(figure: Figure) -> Quantity:
    return Quantity(
        figure.start, figure.end, figure.quote, figure.value, figure.unit, figure.bound, figure.value_max
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Concept:
    """How often something is counted, in which unit, and where it stands first."""

    concept: str
    unit: str
    count: int
    doc: str
    quote: str
    sentence: str


def most_frequent(extractions: Iterable[Extraction], top: int) -> list[Concept]:
    """The `top` commonest concepts with their units, the commonest first; of one count, the earlier found first."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[str, str, str]] = {}
    for extraction in extractions:
        document = extraction.document
        for figure in with_concepts(extraction).figures:
            if figure.concept:
                key = figure.concept, clean(figure.unit)
                counts[key] += 1
                told = "".join(document.text[slice(*figure.sentence)].split())
                first.setdefault(key, (document.name, "".join(figure.quote.split()), told))
    return [Concept(*key, count, *first[key]) for key, count in counts.most_common(top)]
