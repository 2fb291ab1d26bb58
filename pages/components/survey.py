"""What the panel holds by place, by place and year, and over the years, counted from what the store keeps of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import streamlit as st

from extract.catalogue import catalogue
from extract.clean import clean
from extract.models import Cell
from extract.store import Spot
from pages.components import data, hierarchy

LONG = 3
"""A trend has values of so many years at the least."""
RICHEST = 12
"""Trends are looked for in so many places, those with values of most years."""

MANY = 200_000
"""Of more values the scopes are not looked through for the squares of provinces, only for those of places."""

Spots = frozenset[tuple[str, int]]
"""Places (ids) in years."""


@dataclass(frozen=True, slots=True)
class Known:
    """A place and how much is known of it: how many values, and in which years."""

    id: str
    name: str
    values: int
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


def places() -> dict[str, Known]:
    """Place id → what is known of it, in the order of the codes."""
    return _places(data.version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _places(version: str) -> dict[str, Known]:
    groups: dict[str, list[Spot]] = defaultdict(list)
    for spot in data.spots():
        groups[spot.place_id].append(spot)
    return {id: _known(id, spots) for id, spots in groups.items()}


def _known(id: str, spots: list[Spot]) -> Known:
    years = tuple(sorted({spot.year for spot in spots}))
    return Known(id, max(spots, key=lambda spot: spot.year).place, sum(spot.cells for spot in spots), years)


# By province, by name, and side by side


@dataclass(frozen=True, slots=True)
class Group:
    """A province (or what lies in none) and its places with values, those of the first level first."""

    id: str
    name: str
    places: tuple[Known, ...]

    @property
    def values(self) -> int:
        return sum(each.values for each in self.places)


def name(place_id: str) -> str:
    """The name of a place as the panel has it, else as the gazetteer has it last; the id itself for a stranger."""
    known = places().get(place_id)
    rows = hierarchy.names(place_id)
    return known.name if known else rows[-1].name if rows else place_id


def groups(places: Sequence[Known]) -> list[Group]:
    """The places by province, in the order of the codes; what the gazetteer does not hold comes last."""
    found: dict[str, list[Known]] = {}
    for each in places:
        found.setdefault(hierarchy.province(each.id), []).append(each)
    return [Group(id, name(id) if id else "", tuple(found[id])) for id in sorted(found, key=lambda id: (not id, id))]


def matching(asked: str) -> list[Known]:
    """The places that bear a name, or a code, with these words in it, or have borne it; all where nothing is asked."""
    wanted = clean(asked).strip()
    return [each for each in places().values() if not wanted or _bears(each, wanted)]


def _bears(each: Known, wanted: str) -> bool:
    borne = [row.name for row in hierarchy.names(each.id)]
    return each.id.startswith(wanted) or any(wanted in clean(name) for name in (each.name, *borne))


def neighbours(place_id: str) -> list[Known]:
    """The places of the same rank under the same parent; where there are none, of the same rank anywhere."""
    rank, parents = hierarchy.level(place_id), hierarchy.above(place_id)[-1:]
    same = [each for each in places().values() if each.id != place_id and hierarchy.level(each.id) == rank]
    near = [each for each in same if parents and hierarchy.above(each.id)[-1:] == parents]
    return near or same


def inside(place_id: str) -> list[Known]:
    """The places with values that lie in this one."""
    return [each for each in places().values() if place_id in hierarchy.above(each.id)]


# By family of indicators


def of_family(family: str) -> list[str]:
    """The indicators of a family that have values; all where it is empty."""
    return [code for code in data.indicators() if not family or data.indicator(code).family == family]


def spots(family: str) -> Spots:
    """The places and years that have values of a family; of any where it is empty."""
    return _spots(data.version(), family)


@st.cache_resource(max_entries=16, show_spinner=False)
def _spots(version: str, family: str) -> Spots:
    if family:
        return frozenset(data.spots_with(of_family(family)))
    return frozenset((spot.place_id, spot.year) for spot in data.spots())


def disputed_spots(family: str) -> Spots:
    """Those in which documents disagree on a value."""
    codes = frozenset(of_family(family))
    return frozenset((place_of(cell), cell.year) for cell in data.disputed() if cell.indicator in codes)


def common_scope() -> str:
    """The scope that most values have."""
    return next(iter(data.scopes()), "")


def common_spots(family: str) -> Spots:
    """Those that have a value of the scope that most values have; all where there are too many values to look."""
    if sum(each.values for each in places().values()) > MANY:
        return spots(family)
    return _common_spots(data.version(), family)


@st.cache_resource(max_entries=16, show_spinner=False)
def _common_spots(version: str, family: str) -> Spots:
    return frozenset(data.spots_with(of_family(family), common_scope()))


def squares(family: str, places: Sequence[str], years: Sequence[int]) -> dict[tuple[str, int], Square]:
    """(place id, year) → what a family of indicators has there."""
    groups: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    for cell in data.cells(of_family(family) if family else None, list(places), list(years)):
        groups[place_of(cell), cell.year].append(cell)
    return {key: _square(cells) for key, cells in groups.items()}


def _square(cells: list[Cell]) -> Square:
    indicators = tuple(dict.fromkeys(cell.indicator for cell in cells))
    scopes = tuple(dict.fromkeys(cell.scope for cell in cells))
    return Square(indicators, sum(cell.disputed for cell in cells), scopes, cells[0] if len(cells) == 1 else None)


def trends(most: int) -> list[list[Cell]]:
    """Long series of the places with most years, each of another indicator and another place, by year."""
    return _trends(data.version(), most)


@st.cache_resource(max_entries=4, show_spinner=False)
def _trends(version: str, most: int) -> list[list[Cell]]:
    richest = sorted(places().values(), key=lambda each: (-len(each.years), -each.values, each.id))[:RICHEST]
    groups: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in data.cells(places=[each.id for each in richest]):
        groups[cell.indicator, place_of(cell), cell.scope].append(cell)
    series = [sorted(cells, key=lambda cell: cell.year) for cells in groups.values() if len(cells) >= LONG]
    found: list[list[Cell]] = []
    for cells in sorted(series, key=_interest, reverse=True):
        shown = {each[0].indicator for each in found}, {place_of(each[0]) for each in found}
        if len(found) < most and cells[0].indicator not in shown[0] and place_of(cells[0]) not in shown[1]:
            found.append(cells)
    return found


def _interest(cells: list[Cell]) -> tuple[int, int, int, int]:
    """Series whose years follow each other first, then longer and later ones, then those of what comes first."""
    steps = sum(after.year - before.year == 1 for before, after in pairwise(cells))
    order = list(catalogue().indicators)
    return steps, len(cells), cells[-1].year, -order.index(cells[0].indicator)
