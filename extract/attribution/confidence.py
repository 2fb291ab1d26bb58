"""How sure a reading is: the share of readings told in the same way that were right on labelled documents.

`benchmarks/confidence.py` measures the shares and writes them to confidence.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from extract import catalogue
from extract.attribution.attributed import Attributed, classes
from extract.models import OTHER, Told

_UNKNOWN = 0.85
"""For a way of telling that has not been measured yet."""

_NEAREST = ("head", "right", "left", "before", "lead", "topic")
"""The parts of a frame by how near they are to the number: a rule is as sure as the nearest that it asks."""

_MOVES = frozenset(("period.year", "period.relative", "period.span", "period.until", "period.long"))
"""Years told by the text itself, which hold for a sentence or go on from one to the next."""


@cache
def _shares() -> dict[str, dict[str, float]]:
    path = Path(catalogue.__file__).parent / "confidence.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _groups() -> dict[str, str]:
    """Rule of the catalogue → its rank, rounded down to tens, and the nearest words that it asks for."""
    found = {}
    for rule in catalogue.catalogue().rules:
        asked = {condition.field for condition in rule.conditions if condition.wanted}
        nearest = next((field for field in _NEAREST if field in asked), "unit")
        found[rule.name] = f"{rule.rank // 10 * 10}.{nearest}"
    return found


@lru_cache(maxsize=1024)
def _unit_class(unit: str) -> str:
    return min(classes(unit), default="more")


def indicator_ways(code: str, rules: Sequence[str], unit: str) -> tuple[str, str]:
    """Under what a reading's indicator is counted: its own rule, and the group of rules that this belongs to."""
    if code == OTHER:
        return "other", f"other.{_unit_class(unit)}"
    last = rules[-1] if rules else ""
    return last, _groups().get(last, last)


def year_way(told: Told | None, code: str, sentence: int, annual: bool) -> str:
    """Under what a reading's year is counted; `sentence` is where the figure's sentence begins.

    A year named in an earlier sentence is less sure, and so is any in a document that is of no one year (`annual`).
    """
    if told is None:
        return ""
    far = ".far" if told.rule in _MOVES and 0 <= told.start < sentence else ""
    other = ".other" if told.rule == "period.heading" and code == OTHER else ""
    return f"{told.rule}{far}{other}{'' if annual else '.years'}"


def place_way(told: Told | None, annual: bool) -> str:
    """Under what a reading's place is counted: areas change their names and borders in a text of many years."""
    return f"{told.rule}{'' if annual else '.years'}" if told else ""


def confidence(
    item: Attributed, year_told: Told | None, place_told: Told | None, sentence: int = -1, annual: bool = True
) -> float:
    """Between 0 and 1, two digits: indicator, year and place all right."""
    year, place = year_way(year_told, item.code, sentence, annual), place_way(place_told, annual)
    return _sure(item.code, item.rules[-1] if item.rules else "", item.frame.quantity.unit, year, place)


@lru_cache(maxsize=4096)
def _sure(code: str, rule: str, unit: str, year: str, place: str) -> float:
    """How sure one way of telling is; few ways are taken again and again."""
    shares = _shares()
    sure = _share(shares["indicator"], *indicator_ways(code, (rule,), unit))
    sure *= _share(shares["year"], year, year.removesuffix(".years"))
    sure *= _share(shares["place"], place, place.removesuffix(".years"))
    return round(sure, 2)


def _share(shares: dict[str, float], own: str, group: str) -> float:
    return shares.get(own, shares.get(group, _UNKNOWN))
