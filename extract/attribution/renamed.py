"""An area that bore another name before: its text says so (1988年撤县设榆林市), or the gazetteer does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.catalogue.gazetteer import Mention, gazetteer
from extract.models import Place, Told

# A class of characters stands first, which the matcher looks for fast: the pattern runs over whole documents.
_RENAMED = re.compile(
    r"[更改撤](?=[名称为销县地区改设建])(?:(?P<name>(?<=更)(?:名[为称]?|为)|(?<=改)(?:[名称]为?|为))"
    r"|(?<=撤)销?[县地区]?(?:建制)?[，,]?改?[设建置]立?)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年[^。；\n]{0,24}\Z")
_BEFORE = 40
"""So many characters before it the year of a renaming stands."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """The year of a renaming, the area before it and from it on, each with the words that name it.

    `since` is where the text begins to speak of the name before: what stands ahead of that bears the document's own.
    """

    year: int
    since: int
    old: tuple[Place, Told]
    new: tuple[Place, Told]

    def at(self, year: int) -> tuple[Place, Told]:
        """The area under the name it bore in that year."""
        return self.new if year >= self.year else self.old


def renaming(text: str, mentions: Sequence[Mention], own: Place | None, told: Told | None) -> Renaming | None:
    """The first statement of a text that its own area has been renamed; None where it says no such thing."""
    if own is None or told is None or _RENAMED.search(text) is None:
        return None
    by_start = {mention.start: mention for mention in mentions if not mention.short}
    by_end = {mention.end: mention for mention in mentions if not mention.short}
    for match in _RENAMED.finditer(text):
        new, old = by_start.get(match.end()), by_end.get(match.start())
        when = _YEAR.search(text, max(0, match.start() - _BEFORE), match.start())
        if new is None or when is None or (match["name"] and old is None):
            continue
        year = int(when[1])
        after, before = _named(new, year), _named(old, year - 1) if old else (own, told)
        if after and before and own.name in (after[0].name, before[0].name) and after[0].name != before[0].name:
            first = text.find(before[0].name) if own.name != before[0].name else 0
            return Renaming(year, max(0, first), before, after) if old or _stem(after[0]) == _stem(own) else None
    return None


def borne(
    place: Place, told: Told | None, year: int | None, names: Mapping[str, Mention]
) -> tuple[Place, Told | None]:
    """The same area under the name it bore in `year` by the gazetteer, where that is one of the text's `names`."""
    rows = [row for row in gazetteer().by_code.get(place.code, ()) if year and row.since <= year <= row.until]
    others = [row for row in rows if row.name in names]
    if others and place.name not in {row.name for row in rows}:
        named = names[others[0].name]
        return gazetteer().place(others[0], year), Told("place.in_year", named.text, named.start, named.end)
    return place, told


def _named(mention: Mention, year: int) -> tuple[Place, Told] | None:
    """The area that a name means in a year, and where it stands."""
    place = gazetteer().choose(mention.rows, year)
    return (place, Told("place.in_year", mention.text, mention.start, mention.end)) if place else None


def _stem(place: Place) -> str:
    return gazetteer().stem(place.name)
