"""Places in their hierarchy, under all the names and codes that they have borne: the gazetteer beside the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.catalogue.gazetteer import STILL, Row, area_of, gazetteer
from extract.clean import clean
from pages.components import survey

LEVELS = ("nation", "province", "prefecture", "county", "")
NATION = "000000"


@dataclass(frozen=True, slots=True)
class Group:
    """A province (or what lies in none) and its places with values, those of the first level first."""

    id: str
    name: str
    places: tuple[survey.Known, ...]

    @property
    def values(self) -> int:
        return sum(each.values for each in self.places)


def names(place_id: str) -> tuple[Row, ...]:
    """All names that a code has had, the last one at the end; none for a place without a code."""
    return tuple(sorted(gazetteer().by_code.get(place_id, ()), key=lambda row: (row.until, row.since)))


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


def name(place_id: str) -> str:
    """The name of a place as the panel has it, else as the gazetteer has it last; the id itself for a stranger."""
    known = survey.places().get(place_id)
    rows = names(place_id)
    return known.name if known else rows[-1].name if rows else place_id


def above(place_id: str) -> list[str]:
    """The codes of the areas that hold a place, the outermost first."""
    found: list[str] = []
    rows = names(place_id)
    while rows and (parent := rows[-1].parent or _province(rows[-1])) and parent not in (*found, place_id):
        found.append(parent)
        rows = names(parent)
    return found[::-1]


def _province(row: Row) -> str:
    return row.code[:2] + "0000" if row.level in ("prefecture", "county") else ""


def groups(places: Sequence[survey.Known]) -> list[Group]:
    """The places by province, in the order of the codes; what the gazetteer does not hold comes last."""
    found: dict[str, list[survey.Known]] = {}
    for each in places:
        found.setdefault(province(each.id), []).append(each)
    return [Group(id, name(id) if id else "", tuple(found[id])) for id in sorted(found, key=lambda id: (not id, id))]


def province(place_id: str) -> str:
    """The code of the province that holds a place, the place's own for a province or the nation; "" for a stranger."""
    rows = names(place_id)
    if not rows:
        return ""
    return place_id if rows[-1].level in ("nation", "province") else (above(place_id) or [""])[0]


def matching(asked: str) -> list[survey.Known]:
    """The places that bear a name, or a code, with these words in it, or have borne it; all where nothing is asked."""
    wanted = clean(asked).strip()
    return [each for each in survey.places().values() if not wanted or _bears(each, wanted)]


def _bears(each: survey.Known, wanted: str) -> bool:
    borne = [row.name for row in names(each.id)]
    return each.id.startswith(wanted) or any(wanted in clean(name) for name in (each.name, *borne))


def neighbours(place_id: str) -> list[survey.Known]:
    """The places of the same rank under the same parent; where there are none, of the same rank anywhere."""
    rank, parents = level(place_id), above(place_id)[-1:]
    same = [each for each in survey.places().values() if each.id != place_id and level(each.id) == rank]
    near = [each for each in same if parents and above(each.id)[-1:] == parents]
    return near or same


def inside(place_id: str) -> list[survey.Known]:
    """The places with values that lie in this one."""
    return [each for each in survey.places().values() if place_id in above(each.id)]
