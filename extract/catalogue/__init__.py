"""The knowledge, as data: what each indicator is and which words state it.

``indicators.toml`` holds one entry an indicator, ``units.toml`` the units. Both are validated when they
are loaded; a broken entry raises CatalogueError with the file, the entry and what is wrong.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from extract.catalogue.rules import Example, Rule, read_examples, read_rules
from extract.clean import clean
from extract.errors import CatalogueError
from extract.models import OTHER, Indicator

HERE = Path(__file__).parent

FAMILIES: dict[str, tuple[str, str]] = {
    "organisation": ("组织与成员", "Organisation"),
    "study": ("学习培训", "Study and training"),
    "activities": ("会议活动", "Meetings and events"),
    "giving": ("捐助帮扶", "Giving and aid"),
    "trees": ("植树绿化", "Tree planting"),
    "awards": ("表彰奖励", "Commendation"),
    "discipline": ("制度监督", "Rules and discipline"),
    "other": ("其他", "Other"),
}
"""Families of indicators in the order in which they are shown: code → (Chinese, English)."""


@dataclass(frozen=True, slots=True)
class Units:
    """`classes` maps a written unit to the classes it belongs to; `followed` says behind which words it is no unit."""

    classes: dict[str, frozenset[str]]
    followed: dict[str, str]
    factors: dict[str, dict[str, Fraction]]
    apart: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Indicators in their order (``other`` last), the rules that recognise them, and the units."""

    indicators: dict[str, Indicator]
    rules: tuple[Rule, ...]
    examples: dict[str, tuple[Example, ...]]
    units: Units
    reasons: dict[str, list[str]]

    @property
    def families(self) -> dict[str, tuple[str, str]]:
        return FAMILIES

    def factor(self, code: str, unit: str) -> Fraction | None:
        """What a value in `unit` is multiplied by to be in the indicator's own unit; None where it cannot be."""
        own = self.indicators[code].unit
        if unit == own:
            return Fraction(1)
        if own in self.units.factors:
            return self.units.factors[own].get(unit)
        share = "percent" in self.units.classes.get(unit, ())  # a rate of change is no number of anything
        return Fraction(1) if unit and not share and unit not in self.units.apart.get(own, ()) else None


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with the program, loaded once."""
    return load(HERE / "indicators.toml", HERE / "units.toml", HERE / "reasons.toml")


def load(indicators: Path, units: Path, reasons: Path) -> Catalogue:
    """Read and validate a catalogue; raises CatalogueError."""
    entries = _read(indicators)
    table = _units(_read(units))
    file = indicators.name
    rules = [rule for code, entry in entries.items() for rule in read_rules(file, code, entry, table.classes)]
    return Catalogue(
        indicators={code: _indicator(file, code, entry) for code, entry in entries.items()}
        | {OTHER: Indicator(OTHER, "其他", "Other", "other", "", "none")},
        rules=tuple(sorted(rules, key=lambda rule: rule.rank)),
        examples={code: read_examples(file, code, entry) for code, entry in entries.items()},
        units=table,
        reasons=_reasons(reasons),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError("catalogue_syntax", f"{path.name}: {error}. Mend the line and start again.") from error


def _reasons(path: Path) -> dict[str, list[str]]:
    """reason → patterns; each is tried by itself here, so that a broken one is named."""
    table: dict[str, list[str]] = _read(path)
    for reason, patterns in table.items():
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise CatalogueError("catalogue_syntax", f"{path.name}: {reason}: {pattern}: {error}.") from error
    return table


def _indicator(file: str, code: str, entry: dict[str, Any]) -> Indicator:
    names = ("zh", "en", "family", "unit", "nature", "definition_zh", "definition_en")
    missing = [name for name in names if not isinstance(entry.get(name), str)]
    if missing:
        raise CatalogueError("catalogue_entry", f"{file}: [{code}] lacks {', '.join(missing)}.")
    if entry["family"] not in FAMILIES:
        known = ", ".join(FAMILIES)
        raise CatalogueError("catalogue_entry", f"{file}: [{code}] names a family that is none of {known}.")
    if entry["nature"] not in ("stock", "flow", "rate"):
        raise CatalogueError("catalogue_entry", f"{file}: [{code}]: the nature is stock, flow or rate.")
    return Indicator(code, *(entry[name] for name in names))


def _units(table: dict[str, Any]) -> Units:
    classes: dict[str, set[str]] = {}
    for name, written in (table["classes"] | table["others"]).items():
        for unit in written:
            classes.setdefault(clean(unit), set()).add(name)
    factors = {own: {unit: Fraction(text) for unit, text in row.items()} for own, row in table["factors"].items()}
    return Units(
        {unit: frozenset(names) for unit, names in classes.items()}, table["followed"], factors, table.get("apart", {})
    )
