"""Units as they are written behind a number: what they measure, and which of them can be added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from extract.catalogue.reading import KINDS, Source, fields, pattern
from extract.clean import clean

ONE = Fraction(1)
TABLES = {"classes": "table", "others": "table", "followed": "table", "factors": "table"}


@dataclass(frozen=True, slots=True)
class Units:
    """`classes` maps a written unit to the classes it belongs to; `followed` says behind which words it is no unit.

    `heads` maps a class to the unit that stands first in it, and so says best what it measures.
    `factors` maps a unit to those that can be expressed in it, each with what one of it is worth.
    """

    classes: dict[str, frozenset[str]]
    heads: dict[str, str]
    followed: dict[str, str]
    factors: dict[str, dict[str, Fraction]]

    def __contains__(self, unit: str) -> bool:
        return clean(unit) in self.classes or unit in self.factors

    @property
    def names(self) -> frozenset[str]:
        """The names of all classes."""
        return frozenset().union(*self.classes.values())

    def factor(self, own: str, unit: str) -> Fraction | None:
        """What a value in `unit` is multiplied by to be in the unit `own`; None where no table says so."""
        if unit == own:
            return ONE
        return self.factors.get(own, {}).get(clean(unit))


def read_units(tables: Sequence[tuple[Source, tuple[str, ...], dict[str, Any]]]) -> Units:
    """The units of several files together; each comes with the place in its file where they stand."""
    classes: dict[str, set[str]] = {}
    heads: dict[str, str] = {}
    followed: dict[str, str] = {}
    factors: dict[str, dict[str, Fraction]] = {}
    for source, where, table in tables:
        values = fields(source, where, table, TABLES)
        for kind in ("classes", "others"):
            for name, written in _lists(source, (*where, kind), values.get(kind, {})).items():
                for unit in map(clean, written):
                    classes.setdefault(unit, set()).add(name)
                    if kind == "classes":
                        heads.setdefault(name, unit)
        for unit, words in values.get("followed", {}).items():
            if not isinstance(words, str):
                source.faults.add((*where, "followed", unit), "type", name=unit, wanted="text")
            elif not source.doubted or pattern(source, (*where, "followed", unit), words):
                followed[unit] = words
        for own, rows in values.get("factors", {}).items():
            factors.setdefault(own, {}).update(_factors(source, (*where, "factors", own), rows))
    return Units({unit: frozenset(names) for unit, names in classes.items()}, heads, followed, factors)


def _lists(source: Source, where: tuple[str, ...], table: dict[str, Any]) -> dict[str, list[str]]:
    return fields(source, where, table, dict.fromkeys(table, "texts"))


def _factors(source: Source, where: tuple[str, ...], rows: Any) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    if not isinstance(rows, dict) or not all(map(KINDS["texts"], rows.values())):
        source.faults.add(where, "type", name=where[-1], wanted="factors")
        return found
    for text, units in rows.items():
        try:
            factor = Fraction(text)
        except (ValueError, ZeroDivisionError):
            factor = Fraction(0)
        if factor <= 0:
            source.faults.add(where, "factor", value=text)
        found |= {clean(unit): factor for unit in units}
    return found
