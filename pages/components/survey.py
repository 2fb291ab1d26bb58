"""What the whole panel holds, counted: by place, by place and year, over the years. Computed once a store's version."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

import streamlit as st

from extract.models import Cell
from pages.components import data

LONG = 3
"""A trend has values of so many years at the least."""


@dataclass(frozen=True, slots=True)
class Known:
    """A place and how much is known of it; `years` and `indicators` are those that have values, in their order."""

    id: str
    name: str
    values: int
    indicators: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """A place in a year: the indicators that have values, in how many documents disagree, and the scopes they have."""

    indicators: tuple[str, ...]
    disputed: int
    scopes: tuple[str, ...]
    alone: Cell | None = None
    """The value itself, where there is only one."""


def place_of(cell: Cell) -> str:
    """The id of a cell's place: its code, its name where it has none."""
    return cell.place_code or cell.place


def series_of(cell: Cell) -> tuple[str, str, str]:
    """What may be joined by a line: one indicator of one place in one scope."""
    return cell.indicator, place_of(cell), cell.scope


def places() -> dict[str, Known]:
    """Place id → what is known of it, in the order of the codes."""
    return _places(data.version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _places(version: str) -> dict[str, Known]:
    groups: dict[str, list[Cell]] = defaultdict(list)
    for cell in data.cells():
        groups[place_of(cell)].append(cell)
    return {id: _known(id, cells) for id, cells in sorted(groups.items())}


def _known(id: str, cells: list[Cell]) -> Known:
    latest = max(cells, key=lambda cell: cell.year)
    indicators = tuple(dict.fromkeys(cell.indicator for cell in cells))
    return Known(id, latest.place, len(cells), indicators, tuple(sorted({cell.year for cell in cells})))


def squares(family: str) -> dict[tuple[str, int], Square]:
    """(place id, year) → what a family of indicators has there; all families where it is empty."""
    return _squares(data.version(), family)


@st.cache_resource(max_entries=16, show_spinner=False)
def _squares(version: str, family: str) -> dict[tuple[str, int], Square]:
    groups: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    for cell in data.cells():
        if not family or data.indicator(cell.indicator).family == family:
            groups[place_of(cell), cell.year].append(cell)
    return {key: _square(cells) for key, cells in groups.items()}


def _square(cells: list[Cell]) -> Square:
    indicators = tuple(dict.fromkeys(cell.indicator for cell in cells))
    scopes = tuple(dict.fromkeys(cell.scope for cell in cells))
    return Square(indicators, sum(cell.disputed for cell in cells), scopes, cells[0] if len(cells) == 1 else None)


def common_scope(family: str) -> str:
    """The scope that most places and years have values of a family in."""
    return _common(data.version(), family)


@st.cache_resource(max_entries=16, show_spinner=False)
def _common(version: str, family: str) -> str:
    counts = Counter(scope for each in _squares(version, family).values() for scope in each.scopes)
    return max(counts, key=lambda scope: (counts[scope], scope), default="")


def disputed(most: int) -> tuple[int, list[Cell]]:
    """How many values documents state differently, and the first of them."""
    found = _disputed(data.version())
    return len(found), found[:most]


@st.cache_resource(max_entries=2, show_spinner=False)
def _disputed(version: str) -> list[Cell]:
    return [cell for cell in data.cells() if cell.disputed]


def trends(most: int) -> list[list[Cell]]:
    """The longest series, each of another indicator and another place, by year."""
    return _trends(data.version(), most)


@st.cache_resource(max_entries=4, show_spinner=False)
def _trends(version: str, most: int) -> list[list[Cell]]:
    groups: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in data.cells():
        groups[series_of(cell)].append(cell)
    series = [sorted(cells, key=lambda cell: cell.year) for cells in groups.values() if len(cells) >= LONG]
    found: list[list[Cell]] = []
    for cells in sorted(series, key=_interest, reverse=True):
        shown = {each[0].indicator for each in found}, {place_of(each[0]) for each in found}
        if cells[0].indicator not in shown[0] and place_of(cells[0]) not in shown[1]:
            found.append(cells)
        if len(found) == most:
            break
    return found


def _interest(cells: list[Cell]) -> tuple[int, int, int]:
    """Series whose years follow each other first, then the longer and the later ones."""
    steps = sum(after.year - before.year == 1 for before, after in pairwise(cells))
    return steps, len(cells), cells[-1].year
