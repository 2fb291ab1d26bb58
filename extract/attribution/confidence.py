"""How sure a reading is: the share of readings told in the same way that were right on labelled documents."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from extract import catalogue
from extract.attribution.attributed import Attributed
from extract.models import OTHER, Told

_UNKNOWN = 0.9
"""For a way of telling that has not been measured yet."""


@cache
def _shares() -> dict[str, dict[str, float]]:
    path = Path(catalogue.__file__).parent / "confidence.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _ranks() -> dict[str, str]:
    return {rule.name: str(rule.rank // 10 * 10) for rule in catalogue.catalogue().rules}


def indicator_key(item: Attributed) -> str:
    """The kind of reading that an indicator's share is kept under."""
    if item.code == OTHER:
        return "other"
    return _ranks().get(item.rules[-1], item.rules[-1])


def confidence(item: Attributed, year_told: Told | None, place_told: Told | None) -> float:
    """Between 0 and 1, two digits: indicator, year and place all right."""
    shares = _shares()
    sure = shares["indicator"].get(indicator_key(item), _UNKNOWN)
    sure *= shares["year"].get(year_told.rule if year_told else "", _UNKNOWN)
    sure *= shares["place"].get(place_told.rule if place_told else "", _UNKNOWN)
    return round(sure, 2)
