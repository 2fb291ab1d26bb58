"""What the indicators page is asked for, read from its address: ids that no language changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from extract.catalogue import catalogue
from extract.models import OTHER
from pages.components import data, links

TABS = ("chart", "table", "tiles", "coverage")
NO_SCOPE = "-"
"""Stands in the address for the scope of a value that names none."""

SPAN = "-"
MOST, LATEST = 4_500, 3
"""Of more values only those of the latest years are drawn, so many years where nothing is said of them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Indicators by code; areas by id, as chosen, and the places with values in them; years; how it is shown.

    Empty `places` or `years` leave them open. `scope` is None for all. `per` is the code of the stock that values are
    divided by, “” for none. `asked` are the years before those were left out whose values are too many to draw, and
    `total` how many values there were; both are empty where all are drawn. `bare` are the indicators of the catalogue
    that were asked for and have no value; where there are only such, `indicators` is empty.
    """

    indicators: tuple[str, ...]
    areas: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    tab: str = TABS[0]
    log: bool = False
    scope: str | None = None
    per: str = ""
    asked: tuple[int, ...] = ()
    total: int = 0
    bare: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The indicators that the address names, whether the store has a value of them or not."""
        return (*self.indicators, *self.bare)


def read() -> tuple[Choice, list[str]]:
    """The choice of the address, and what of it nobody knows."""
    counts, tree = data.indicators(), data.tree()
    asked, where, when = (links.read(name) for name in ("ind", "place", "year"))
    bare = tuple(dict.fromkeys(each for each in asked if each not in counts and _listed(each)))
    indicators = tuple(dict.fromkeys(each for each in asked if each in counts))
    indicators = indicators if indicators or bare else tuple(list(counts)[:1])
    areas = tuple(dict.fromkeys(_area(each) for each in where if _area(each) in tree.areas))
    years = sorted({year for each in when for year in _years(each)})
    places = tuple(tree.places(areas))
    drawn, total = _drawn(indicators, places, years)
    per, tab, scope = links.first("per"), links.first("tab"), links.first("scope")
    strange = [each for each in asked if each not in counts and each not in bare]
    strange += [each for each in where if _area(each) not in tree.areas]
    strange += [each for each in when if not _years(each)]
    strange += [each for each in [per] if each and each not in denominators()]
    choice = Choice(
        indicators=indicators,
        areas=areas,
        places=places,
        years=tuple(drawn),
        tab=tab if tab in TABS else TABS[0],
        log=links.first("scale") == "log",
        scope=None if not scope else "" if scope == NO_SCOPE else scope,
        per=per if per in denominators() else "",
        asked=tuple(years or data.years()) if total else (),
        total=total,
        bare=bare,
    )
    return choice, strange


def _listed(code: str) -> bool:
    """Whether the catalogue has such an indicator."""
    return code != OTHER and code in catalogue().indicators


def _drawn(indicators: Sequence[str], places: Sequence[str], years: list[int]) -> tuple[list[int], int]:
    """The years that are drawn, the latest of too many values; and how many values, 0 where all are drawn."""
    if sum(data.indicators()[each] for each in indicators) <= MOST:
        return years, 0
    counts: Counter[int] = Counter()
    for (_, year), number in data.counts(list(indicators), list(places), years).items():
        counts[year] += number
    total = sum(counts.values())
    if total <= MOST:
        return years, 0
    latest = sorted(counts, reverse=True)
    room = accumulate(counts[year] for year in latest)
    fitting = [year for year, sum_ in zip(latest, room, strict=True) if sum_ <= MOST]
    fitting = fitting if years or places else fitting[:LATEST]
    return sorted(fitting or latest[:1]), total


def _area(asked: str) -> str:
    """The id of an area: its code, else what it is called, where one place is."""
    tree = data.tree()
    if asked in tree.areas:
        return asked
    return next((id for id, name in data.places().items() if name == asked), asked)


def _years(asked: str) -> list[int]:
    """The years with values of “2011” or “2003-2011”; none for what is neither."""
    ends = asked.split(SPAN)
    if len(ends) > 2 or not all(end.isascii() and end.isdecimal() and len(end) == 4 for end in ends):
        return []
    low, high = sorted((int(ends[0]), int(ends[-1])))
    return [year for year in data.years() if low <= year <= high]


def years(low: int, high: int, known: Sequence[int]) -> str | None:
    """A span of years for the address; None where it is all that are known."""
    if (low, high) == (known[0], known[-1]):
        return None
    return str(low) if low == high else f"{low}{SPAN}{high}"


def denominators() -> list[str]:
    """Stocks that another value of the same place, year and scope can be divided by."""
    return [code for code in data.indicators() if data.indicator(code).nature == "stock"]
