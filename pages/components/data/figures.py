"""Questions about figures: those of a document or a place, found by words, and what those of no indicator count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

import streamlit as st

from extract.models import OTHER, Figure
from extract.store import Counted, Hit, Said
from pages.components.data.documents import dimensions, document, totals
from pages.components.data.kept import ask, store, version

REASONS = ("indicator", "year", "place")


def figures(document_id: str) -> list[Figure]:
    """The figures of a document in text order: a decision changes one of them, and the others are not read again."""
    decided = cast(list[Figure], ask("decided_figures", document=document_id))
    machine = cast(list[Figure], ask("machine_figures", document=document_id))
    if not decided:
        return machine
    over = {each.id for each in decided}
    return sorted([*(each for each in machine if each.id not in over), *decided], key=lambda each: each.start)


def figures_of_place(place_id: str) -> list[Figure]:
    """The figures of a place, by document and in text order."""
    found = cast(list[Figure], ask("figures", places=[place_id]))
    return [each for each in found if (each.place_code or each.place) == place_id]


def search(asked: str, most: int, after: int = 0) -> list[Hit]:
    """Places in the texts where all the words stand; raises StoreError where no word can be searched for."""
    return cast(list[Hit], ask("search", words=asked, most=most, after=after))


def concepts(asked: str, most: int) -> list[Figure]:
    """The figures of no indicator that stand in the first hits of these words, with what they count."""
    return _concepts(version(), asked, most)


def counted_concepts(asked: str, most: int) -> tuple[list[Counted], int]:
    """What is counted in the whole store that holds one of these words, and how many documents that is told of.

    Asked anew each time: documents are told without any other change of the store.
    """
    return store().concepts(asked.split(), most), told_concepts()


def told_concepts() -> int:
    """How many documents that has been told of."""
    return store().told_concepts()


def concept(figure: Figure) -> str:
    """What one figure counts, read with the others of its sentence."""
    from extract.draft import concepts_of

    whole = document(figure.document)
    near = [each for each in figures(figure.document) if each.sentence == figure.sentence]
    near = [replace(each, indicator=OTHER, concept="") if each.id == figure.id else each for each in near]
    told = concepts_of(near, whole) if whole else ()
    return next((each.concept for each in told if each.id == figure.id), "")


@st.cache_resource(max_entries=32, show_spinner=False)
def _concepts(version: str, asked: str, most: int) -> list[Figure]:
    from extract.draft import concepts_of  # tagging words loads a dictionary: only who asks this pays for it

    found: list[Figure] = []
    hits = search(asked, most)
    of = dimensions(hit.document for hit in hits)
    for hit in hits:  # few segments have such a figure: of the others no text is read
        if not any(each.indicator == OTHER and hit.start <= each.start < hit.end for each in of[hit.document]):
            continue
        near = [each for each in figures(hit.document) if hit.start <= each.start < hit.end]
        if whole := document(hit.document):
            found += [each for each in concepts_of(near, whole) if each.concept]
    return found


def figure(figure_id: str) -> Figure | None:
    return cast(Figure | None, ask("figure", id=figure_id))


def found(figure_ids: Iterable[str]) -> list[Figure]:
    """The figures of these ids that are there."""
    return [each for each in map(figure, figure_ids) if each]


def quoted(figure_ids: Iterable[str]) -> dict[str, Said]:
    """The words around these figures, by id, in one question."""
    return cast(dict[str, Said], ask("quoted", ids=tuple(figure_ids)))


def neighbours(figure_id: str) -> tuple[Figure | None, Figure | None]:
    return cast(tuple[Figure | None, Figure | None], ask("neighbours", id=figure_id))


def lacks(figure: Figure) -> list[str]:
    """What could not be told of a figure: some of REASONS."""
    missing = {"indicator": figure.indicator == OTHER, "year": figure.year is None, "place": figure.place is None}
    return [reason for reason in REASONS if missing[reason]]


def unattributed() -> dict[str, int]:
    """How many figures lack each of REASONS."""
    count = totals()
    return {"indicator": count["figures"] - count["attributed"], "year": count["undated"], "place": count["unplaced"]}


def unattributed_figures(reason: str, start: int, size: int) -> list[Figure]:
    """The figures that lack `reason` from the `start`-th on, by document."""
    return cast(list[Figure], ask("lacking", reason=reason, start=start, most=size))
