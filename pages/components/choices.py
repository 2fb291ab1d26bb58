"""What the indicators page is asked for, read from its address: ids that no language changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.components import data, links

TABS = ("chart", "table", "tiles", "coverage")
NO_SCOPE = "-"
"""Stands in the address for the scope of a value that names none."""

SPAN = "-"
MOST, LATEST = 20_000, 3
"""Of more values only those of the latest years are shown at first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Indicators by code; areas by id, as chosen, and the places with values in them; years; how it is shown.

    Empty `places` or `years` leave them open. `scope` is None for all. `per` is the code of the stock that values are
    divided by, “” for none. `narrowed`: nothing was said of places and years, and there is too much of all.
    """

    indicators: tuple[str, ...]
    areas: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    tab: str = TABS[0]
    log: bool = False
    scope: str | None = None
    per: str = ""
    narrowed: bool = False


def read() -> tuple[Choice, list[str]]:
    """The choice of the address, and what of it nobody knows."""
    counts, tree = data.indicators(), data.tree()
    asked, where, when = (links.read(name) for name in ("ind", "place", "year"))
    indicators = tuple(dict.fromkeys(each for each in asked if each in counts)) or tuple(list(counts)[:1])
    areas = tuple(dict.fromkeys(_area(each) for each in where if _area(each) in tree.areas))
    years = sorted({year for each in when for year in _years(each)})
    narrowed = not areas and not years and sum(counts[each] for each in indicators) > MOST
    years = data.years()[-LATEST:] if narrowed else years
    per, tab, scope = links.first("per"), links.first("tab"), links.first("scope")
    strange = [each for each in asked if each not in counts]
    strange += [each for each in where if _area(each) not in tree.areas]
    strange += [each for each in when if not _years(each)]
    strange += [each for each in [per] if each and each not in denominators()]
    choice = Choice(
        indicators=indicators,
        areas=areas,
        places=tuple(tree.places(areas)),
        years=tuple(years),
        tab=tab if tab in TABS else TABS[0],
        log=links.first("scale") == "log",
        scope=None if not scope else "" if scope == NO_SCOPE else scope,
        per=per if per in denominators() else "",
        narrowed=narrowed,
    )
    return choice, strange


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
