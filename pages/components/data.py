"""The questions that pages ask the store, answered from a cache until the store changes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from extract.catalogue import catalogue
from extract.models import OTHER, Cell, Document, Figure, Indicator, Rejection, Segment
from extract.store import DocumentSummary, Store, open_store

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


LARGE = frozenset(("cells", "document", "documents", "figures", "rejections", "segments"))
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


def documents() -> list[DocumentSummary]:
    return cast(list[DocumentSummary], _ask("documents"))


def summary(document_id: str) -> DocumentSummary | None:
    return next((each for each in documents() if each.id == document_id), None)


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


@st.cache_resource(max_entries=2, show_spinner=False)
def _panel(version: str) -> dict[str, Cell]:
    """All cells by their id, for the pages that look at many of them."""
    return {each.id: each for each in cells()}


def years() -> list[int]:
    return cast(list[int], _ask("years"))


def places() -> dict[str, str]:
    """Place id (its code, or its name where it has none) → the name to show."""
    return {code or name: name for code, name in cast(list[tuple[str, str]], _ask("places"))}


def indicator(code: str) -> Indicator:
    """The catalogue's entry; a code that it has lost since stands for itself."""
    return catalogue().indicators.get(code) or Indicator(code, code, code, OTHER, "", "none")


def indicators() -> dict[str, int]:
    """Indicators with a value, in the catalogue's order → how many cells they have."""
    found = Counter(each.indicator for each in cells())
    return {code: found[code] for code in catalogue().indicators if found[code]}


def scopes() -> list[str]:
    """The scopes that values have, the most frequent first."""
    return [scope for scope, _ in Counter(each.scope for each in cells()).most_common()]


def families() -> list[str]:
    """Families of the catalogue that have indicators, in their order."""
    used = {each.family for code, each in catalogue().indicators.items() if code != OTHER}
    return [code for code in catalogue().families if code in used]


def coverage() -> list[Covered]:
    """Place × year × family, by place and year."""
    rows: dict[tuple[str, str, int], dict[str, dict[str, None]]] = {}
    for each in cells():
        row = rows.setdefault((each.place_code or each.place, each.place, each.year), {})
        row.setdefault(indicator(each.indicator).family, {})[each.indicator] = None
    return [
        Covered(place, place_id, year, {family: tuple(codes) for family, codes in found.items()})
        for (place_id, place, year), found in sorted(rows.items())
    ]


def headlines(document_id: str) -> list[Cell]:
    """The values that rest on a document, in the catalogue's order, few of each family."""
    order = {code: place for place, code in enumerate(catalogue().indicators)}
    panel = _panel(version())
    found = [(each, panel.get(_cell_id(each))) for each in figures(document_id) if each.counts]
    stated = {cell.id: cell for each, cell in found if cell and each.id in cell.figures}
    stated = stated or {cell.id: cell for _, cell in found if cell}  # all of them are stated elsewhere, too
    taken: Counter[str] = Counter()
    chosen: list[Cell] = []
    for each in sorted(stated.values(), key=lambda cell: order.get(cell.indicator, len(order))):
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
    rows = documents()
    return {reason: sum(_lacking(row, reason) for row in rows) for reason in REASONS}


def _lacking(row: DocumentSummary, reason: str) -> int:
    return {"indicator": row.figures - row.attributed, "year": row.undated, "place": row.unplaced}[reason]


def unattributed_figures(reason: str, start: int, size: int) -> list[Figure]:
    """The figures that lack `reason` from the `start`-th on; reads only the documents that hold them."""
    found: list[Figure] = []
    for row in documents():
        count = _lacking(row, reason)
        if start >= count:
            start -= count
        elif len(found) < size:
            found += [each for each in figures(row.id) if reason in lacks(each)][start : start + size - len(found)]
            start = 0
    return found
