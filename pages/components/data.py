"""The questions that pages ask the store, answered from a cache until the store changes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from extract import store as store_package
from extract.catalogue import catalogue
from extract.models import OTHER, Cell, Document, Figure, Indicator, Rejection, Segment
from extract.store import DocumentSummary, Said, Store, Touch, open_store
from pages.components import hierarchy

HEADLINES = 6
PER_FAMILY = 2
REASONS = ("indicator", "year", "place")


@dataclass(frozen=True, slots=True)
class Covered:
    """A row of the coverage matrix: a place in a year, and the indicators of each family that have a value."""

    place: str
    place_id: str
    year: int
    families: dict[str, tuple[str, ...]]


def store() -> Store:
    """The store that SHUCHU_STORE names, opened once a process."""
    return _open(address())


def address() -> str:
    """What SHUCHU_STORE says, empty for the store of the project."""
    return os.environ.get("SHUCHU_STORE", "")


@st.cache_resource(show_spinner=False)
def _open(url: str) -> Store:
    return open_store(url or None)


def version() -> str:
    """Changes with every write; part of every cache key, and of widget keys that hold positions."""
    return store().version()


LARGE = frozenset(
    ("cells", "cells_of", "coverage", "document", "documents", "figures", "quoted", "rejections", "segments")
)
"""Questions whose answer grows with a document or with the store: few of them are remembered."""


@st.cache_resource(max_entries=2048, show_spinner=False)
def _small(version: str, question: str, **asked: Any) -> Any:
    """Answers are frozen and shared between sessions, not copied for each: whoever sorts a list makes a new one."""
    return getattr(store(), question)(**asked)


@st.cache_resource(max_entries=64, show_spinner=False)
def _large(version: str, question: str, **asked: Any) -> Any:
    return getattr(store(), question)(**asked)


def _ask(question: str, **asked: Any) -> Any:
    return (_large if question in LARGE else _small)(version(), question, **asked)


def documents(start: int = 0, most: int | None = None) -> list[DocumentSummary]:
    """Documents by the name of their files, `most` of them from the `start`-th on."""
    return cast(list[DocumentSummary], _ask("documents", start=start, most=most))


def totals() -> dict[str, int]:
    """How many documents there are, and what their figures sum up to; see `Store.totals`."""
    return cast(dict[str, int], _ask("totals"))


def summary(document_id: str) -> DocumentSummary | None:
    return cast(DocumentSummary | None, _ask("summary", id=document_id))


def text(document_id: str, start: int, end: int) -> str:
    """The words of a document from `start` to `end`."""
    return cast(str, _ask("words", id=document_id, start=start, end=end))


def document(document_id: str) -> Document | None:
    return cast(Document | None, _ask("document", id=document_id))


def segments(document_id: str) -> list[Segment]:
    return cast(list[Segment], _ask("segments", id=document_id))


def rejections(document_id: str) -> list[Rejection]:
    return cast(list[Rejection], _ask("rejections", id=document_id))


def figures(document_id: str) -> list[Figure]:
    """The figures of a document in text order."""
    return cast(list[Figure], _ask("figures", document=document_id))


def figure(figure_id: str) -> Figure | None:
    return cast(Figure | None, _ask("figure", id=figure_id))


def found(figure_ids: Iterable[str]) -> list[Figure]:
    """The figures of these ids that are there."""
    return [each for each in map(figure, figure_ids) if each]


def touches(document_id: str) -> list[Touch]:
    """What imports did to a document, the newest first."""
    return cast(list[Touch], _ask("touches", document=document_id))


def quoted(figure_ids: Iterable[str]) -> dict[str, Said]:
    """The words around these figures, by id, in one question."""
    return cast(dict[str, Said], _ask("quoted", ids=tuple(figure_ids)))


def neighbours(figure_id: str) -> tuple[Figure | None, Figure | None]:
    return cast(tuple[Figure | None, Figure | None], _ask("neighbours", id=figure_id))


def cell(cell_id: str) -> Cell | None:
    return cast(Cell | None, _ask("cell", id=cell_id))


def cells(
    indicators: list[str] | None = None, places: list[str] | None = None, years: list[int] | None = None
) -> list[Cell]:
    """The panel of the chosen indicators, in their order, places (ids) and years; an empty choice leaves one open."""
    found = cast(list[Cell], _ask("cells", indicators=indicators or None, places=places or None, years=years or None))
    return sorted(found, key=lambda cell: indicators.index(cell.indicator)) if indicators else found


def cell_of(figure: Figure) -> Cell | None:
    """The cell that a figure is part of, None where it takes no part in the panel."""
    return cell(_cell_id(figure)) if figure.counts else None


def _cell_id(figure: Figure) -> str:
    return "|".join((figure.place_code or figure.place or "", str(figure.year), figure.indicator, figure.scope))


def years() -> list[int]:
    return cast(list[int], _ask("years"))


def places() -> dict[str, str]:
    """Place id (its code, or its name where it has none) → the name to show."""
    return {code or name: name for code, name in cast(list[tuple[str, str]], _ask("places"))}


def tree() -> hierarchy.Tree:
    """The places that have values, and the areas that hold them."""
    return _tree(version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _tree(version: str) -> hierarchy.Tree:
    return hierarchy.grown(places())


def indicator(code: str) -> Indicator:
    """The catalogue's entry; a code that it has lost since stands for itself."""
    return catalogue().indicators.get(code) or Indicator(code, code, code, OTHER, "", "none")


def indicators() -> dict[str, int]:
    """Indicators with a value, in the catalogue's order → how many cells they have."""
    found = cast(dict[str, int], _ask("indicators"))
    return {code: found[code] for code in catalogue().indicators if code in found}


def scopes() -> list[str]:
    """The scopes that values have, the most frequent first."""
    return list(cast(dict[str, int], _ask("scopes")))


def families() -> list[str]:
    """Families of the catalogue that have indicators, in their order."""
    used = {each.family for code, each in catalogue().indicators.items() if code != OTHER}
    return [code for code in catalogue().families if code in used]


def coverage(start: int, most: int) -> list[Covered]:
    """Place × year × family, by place and year, `most` rows from the `start`-th on."""
    return [
        Covered(each.place, each.place_id, each.year, _by_family(each.indicators))
        for each in cast(list[store_package.Covered], _ask("coverage", start=start, most=most))
    ]


def count_coverage() -> int:
    """How many rows `coverage` has."""
    return cast(int, _ask("count_coverage"))


def _by_family(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        family = indicator(code).family
        found[family] = (*found.get(family, ()), code)
    return found


def headlines(document_id: str) -> list[Cell]:
    """The values that rest on a document, in the catalogue's order, few of each family."""
    order = {code: place for place, code in enumerate(catalogue().indicators)}
    found = cast(list[Cell], _ask("cells_of", document=document_id))
    own = f"{document_id}-"
    stated = [cell for cell in found if any(id.startswith(own) for id in cell.figures)]
    stated = stated or found  # all of them are stated elsewhere, too
    taken: Counter[str] = Counter()
    chosen: list[Cell] = []
    for each in sorted(stated, key=lambda cell: order.get(cell.indicator, len(order))):
        family = indicator(each.indicator).family
        if taken[family] < PER_FAMILY and len(chosen) < HEADLINES:
            taken[family] += 1
            chosen.append(each)
    return chosen


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
    return cast(list[Figure], _ask("lacking", reason=reason, start=start, most=size))
