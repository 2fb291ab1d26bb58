"""Places by province, prefecture and county, under all names and codes that they have borne: the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.catalogue.gazetteer import STILL, Row, area_of, gazetteer

LEVELS = ("nation", "province", "prefecture", "county", "")
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
    rows = names(id)
    if not rows:
        return Area(id, name or id, "", "", own)
    return Area(id, name or rows[-1].name, rows[-1].level, parent(id), own)


def short(area: Area) -> str:
    """A name without 省, 市, 自治区 …, as the tiles of a map have room for."""
    return area.name[:2] if area.id in SPECIAL else gazetteer().stem(area.name) or area.name


def unlisted(id: str) -> Area:
    """An area that has no values, with the name that the gazetteer gives it last."""
    return _area(id, "", own=False)


# The names and ranks of one place


def names(place_id: str) -> tuple[Row, ...]:
    """All names that a code has had, the last one at the end; none for a place without a code."""
    return tuple(sorted(gazetteer().by_code.get(place_id, ()), key=lambda row: (row.until, row.since)))


def former(place_id: str, shown: str) -> list[str]:
    """The names of a place beside the one that is shown; not those of another place that has had its code.

    410500 was once 鹤壁市's, which is 410600 today; 513425 was 马边县's while 会理县 had another one.
    """
    rows = names(place_id)
    last = rows[-1] if rows else None
    return [
        row.name
        for row in rows
        if not shown.endswith(row.name) and (row is last or not (last and _elsewhere(row, last)))
    ]


def _elsewhere(row: Row, last: Row) -> bool:
    """Whether a name is that of another place than the code's last one: both at once, or under another code today."""
    others = (each for each in gazetteer().full.get(row.name, ()) if each.code != row.code)
    moved = any(each.until > row.until and each.code[:2] == row.code[:2] for each in others)
    return row.until > last.since + 1 or moved


def other_codes(place_id: str) -> list[Row]:
    """The same areas under codes that they bore at other times."""
    own = {(row.name, *area_of(row)) for row in names(place_id)}
    found = [row for name, *_ in own for row in gazetteer().full.get(name, ())]
    return sorted(
        {row for row in found if row.code != place_id and (row.name, *area_of(row)) in own}, key=lambda row: row.since
    )


def years(row: Row) -> tuple[int | None, int | None]:
    """The first and the last year of a name, None where the table does not say or it still holds."""
    return row.since or None, None if row.until == STILL else row.until


def level(place_id: str) -> str:
    """ "nation", "province", "prefecture", "county", or "" for a place that the gazetteer does not hold."""
    found = names(place_id)
    return found[-1].level if found else ""


def parent(place_id: str) -> str:
    """The code of the area that holds a place, the province where the table has nothing between; "" at the top."""
    rows = names(place_id)
    if not rows:
        return ""
    last = rows[-1]
    found = last.parent or (last.code[:2] + "0000" if last.level in ("prefecture", "county") else "")
    return found if found != place_id and found in gazetteer().by_code else ""


def above(place_id: str) -> list[str]:
    """The codes of the areas that hold a place, the outermost first."""
    found: list[str] = []
    while (place_id := parent(place_id)) and place_id not in found:
        found.append(place_id)
    return found[::-1]


def province(place_id: str) -> str:
    """The code of the province that holds a place, the place's own for a province or the nation; "" for a stranger."""
    rows = names(place_id)
    if not rows:
        return ""
    return place_id if rows[-1].level in ("nation", "province") else (above(place_id) or [""])[0]
