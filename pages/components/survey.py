"""What the panel holds by place, by place and year, and over the years, counted from what the store keeps of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from extract.catalogue import catalogue
from extract.clean import clean
from extract.models import Cell
from extract.store import Series, Square
from pages.components import data, hierarchy, lookup

LONG = 3
"""A trend has values of so many years at the least."""
RICHEST = 12
"""Trends are looked for in so many places, those with values of most years."""

MANY = 200_000
"""Of more values the scopes are not looked through for the squares of provinces, only for those of places."""

Spots = Mapping[str, frozenset[int]]
"""Places (ids) with years."""


@dataclass(frozen=True, slots=True)
class Known:
    """A place and how much is known of it: how many values, and in which years."""

    id: str
    name: str
    values: int
    years: tuple[int, ...]


def place_of(cell: Cell) -> str:
    """The id of a cell's place: its code, its name where it has none."""
    return cell.place_code or cell.place


def places() -> dict[str, Known]:
    """Place id → what is known of it, in the order of the codes."""
    return _places(data.version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _places(version: str) -> dict[str, Known]:
    return {each.id: Known(each.id, each.name, each.cells, each.years) for each in data.known_places()}


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
    """The places that bear a name, or a code, with these words in it, or have borne it; all where nothing is asked.

    A name may be written in pinyin, whole or by its first letters.
    """
    wanted = clean(asked).strip().lower()
    found = [each for each in places().values() if not wanted or _bears(each, wanted)]
    return found or ([each for each in places().values() if _sounds(each, wanted)] if wanted.isascii() else [])


def _bears(each: Known, wanted: str) -> bool:
    return each.id.startswith(wanted) or any(wanted in clean(name).lower() for name in _borne(each))


def _sounds(each: Known, wanted: str) -> bool:
    return any(wanted in lookup.sounded(name) for name in _borne(each))


def _borne(each: Known) -> list[str]:
    """Its name, and those that it has borne."""
    return [each.name, *(row.name for row in hierarchy.names(each.id))]


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
    """The places that have values of a family, and their years; of any where it is empty."""
    if not family:
        return {each.id: frozenset(each.years) for each in places().values()}
    return data.years_with("family", family)


def disputed_spots(family: str) -> Spots:
    """Those in which documents disagree on a value."""
    return data.years_with("disputed", family)


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
    found: dict[str, set[int]] = defaultdict(set)
    for place, year in data.spots_with(of_family(family), common_scope()):
        found[place].add(year)
    return {place: frozenset(years) for place, years in found.items()}


def squares(family: str, places: Sequence[str], years: Sequence[int]) -> dict[tuple[str, int], Square]:
    """(place id, year) → what a family of indicators has there."""
    codes = of_family(family) if family else None
    found = data.squares(codes, list(places), list(years), common_scope())
    return {(each.place_id, each.year): each for each in found}


def trends(most: int) -> list[list[Cell]]:
    """The longest series of the places with most years, each of another indicator, by year.

    Places alternate where that costs no more than half the years.
    """
    return _trends(data.version(), most)


@st.cache_resource(max_entries=4, show_spinner=False)
def _trends(version: str, most: int) -> list[list[Cell]]:
    richest = sorted(places().values(), key=lambda each: (-len(each.years), -each.values, each.id))[:RICHEST]
    by_indicator: dict[str, list[Series]] = {}
    for each in sorted(data.series([each.id for each in richest], LONG), key=_interest):
        by_indicator.setdefault(each.indicator, []).append(each)
    shown: Counter[str] = Counter()
    taken = []
    for rows in list(by_indicator.values())[:most]:
        long = [each for each in rows if each.years * 2 >= rows[0].years]
        taken.append(min(long, key=lambda each: shown[each.place_id]))
        shown[taken[-1].place_id] += 1
    return [_cells(each) for each in taken]


def _cells(of: Series) -> list[Cell]:
    found = data.cells([of.indicator], [of.place_id])
    return sorted((cell for cell in found if cell.scope == of.scope), key=lambda cell: cell.year)


def _interest(each: Series) -> tuple[int, int, int, int, str]:
    """Series whose years follow each other first, then longer and later ones, then those of what comes first."""
    order = list(catalogue().indicators)
    return -each.steps, -each.years, -each.last, order.index(each.indicator), each.place_id
