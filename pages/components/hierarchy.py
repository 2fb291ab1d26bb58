"""Places by province, prefecture and county, as their codes of GB/T 2260 and the gazetteer tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.catalogue.gazetteer import gazetteer

SPECIAL = ("810000", "820000")
"""The special administrative regions, whose names have no shorter form in the gazetteer."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place that has values, or one that holds such; `parent` is empty at the top. `own` where it has values."""

    id: str
    name: str
    level: str
    parent: str
    own: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """All areas by id, and which stand right below which, in the order of their codes; "" holds the top."""

    areas: dict[str, Area]
    under: dict[str, tuple[str, ...]]

    def path(self, id: str) -> list[str]:
        """The areas that hold this one, outermost first, itself last."""
        found: list[str] = []
        while id in self.areas and id not in found:
            found.insert(0, id)
            id = self.areas[id].parent
        return found

    def below(self, id: str) -> list[str]:
        """The places with values in an area, itself among them."""
        own = [id] if id in self.areas and self.areas[id].own else []
        return own + [each for child in self.under.get(id, ()) for each in self.below(child)]

    def places(self, ids: Iterable[str]) -> list[str]:
        """The places with values in any of these areas, each once."""
        return list(dict.fromkeys(each for id in ids for each in self.below(id)))


def grown(places: Mapping[str, str]) -> Tree:
    """The tree of the places with values (id → name); one without a code stands at the top."""
    areas: dict[str, Area] = {}
    for id, name in places.items():
        areas[id] = _area(id, name, own=True)
        above = areas[id].parent
        while above and above not in areas:
            areas[above] = _area(above, "", own=above in places)
            above = areas[above].parent
    under: dict[str, list[str]] = {}
    for id in sorted(areas):
        under.setdefault(areas[id].parent, []).append(id)
    return Tree(areas, {id: tuple(children) for id, children in under.items()})


def _area(id: str, name: str, own: bool) -> Area:
    rows = gazetteer().by_code.get(id, ())
    if not rows:
        return Area(id, name or id, "", "", own)
    last = max(rows, key=lambda row: (row.until, row.since))
    parent = last.parent if last.parent != id and last.parent in gazetteer().by_code else ""
    return Area(id, name or last.name, last.level, parent, own)


def short(area: Area) -> str:
    """A name without 省, 市, 自治区 …, as the tiles of a map have room for."""
    return area.name[:2] if area.id in SPECIAL else gazetteer().stem(area.name) or area.name


def unlisted(id: str) -> Area:
    """An area that has no values, with the name that the gazetteer gives it last."""
    return _area(id, "", own=False)
