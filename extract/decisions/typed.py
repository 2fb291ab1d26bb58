"""What a person has typed into a form → what a figure says, or a sentence about what is not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extract.catalogue.gazetteer import gazetteer
from extract.clean import clean
from extract.decisions.models import Said
from extract.errors import DecisionError
from extract.models import FLAGS
from extract.numerals import arabic, decimal, mixed


def corrected(said: Said, typed: Mapping[str, Any]) -> Said:
    """The reading with what was typed in the fields that are there; raises DecisionError.

    `value`, `value_max`, `year` and `place` are texts as people write them (1.77万, 三百五十五); `flags` the names of
    those that hold.
    """
    changes: dict[str, Any] = {name: typed[name] for name in ("unit", "bound", "indicator", "scope") if name in typed}
    if "value" in typed:
        changes["value"] = number(typed["value"])
    if "value_max" in typed:
        changes["value_max"] = number(typed["value_max"]) if typed["value_max"].strip() else None
    if "year" in typed:
        changes["year"] = _year(typed["year"])
    if "flags" in typed:
        changes |= {name: name in typed["flags"] for name in FLAGS}
    if "place" in typed:
        changes |= _place(said, typed["place"].strip(), changes.get("year", said.year))
    return replace(said, **changes)


def number(text: str) -> Decimal:
    """A number as people type it: 17,700, 1.77万, 三百五十五."""
    words = "".join(clean(text).split())
    for read in (arabic, mixed, decimal):
        value = read(words)
        if value is not None:
            return value
    message = f"“{text}” is no number: write digits, such as 17700 or 1.77万."
    raise DecisionError("decision_number", message, value=text)


def _year(text: str) -> int | None:
    words = text.strip().removesuffix("年")
    if not words:
        return None
    if words.isascii() and words.isdigit():
        return int(words)
    message = f"“{text}” is no year: write four digits, such as 2011, or nothing where it is not known."
    raise DecisionError("decision_year", message, value=text)


def _place(said: Said, name: str, year: int | None) -> dict[str, Any]:
    """The area of this name, as it was called in that year."""
    if not name:
        return {"place": None, "place_code": ""}
    if name == said.place:
        return {}
    found = gazetteer().resolve(name, year)
    if found is None:
        message = (
            f"“{name}” is no area that is known, or several bear that name: write its full name, such as 广东省中山市."
        )
        raise DecisionError("decision_place", message, value=name)
    return {"place": found.full_name, "place_code": found.code}
