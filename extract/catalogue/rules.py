"""How a catalogue entry says what states it: rules over the frame of a quantity, and examples of their work."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from extract.errors import CatalogueError

FIELDS = ("head", "lead", "left", "right", "before", "topic")
"""The parts of a frame that a rule can ask about; see extract.attribution.frame.Frame."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One regular expression over one part of a frame, which must (or must not) be found there."""

    field: str
    pattern: re.Pattern[str]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to state an indicator. Rules are tried in the order of `rank`; the first that holds wins.

    `units` are classes of units.toml; `state` asks that the words only say that the thing exists
    (nothing is done to it or by it), which is what a stock means.
    """

    name: str
    code: str
    units: frozenset[str]
    conditions: tuple[Condition, ...]
    state: bool = False
    rank: int = 50
    confidence: float = 0.95

    @property
    def weak(self) -> bool:
        """Whether 其中 behind a figure of another indicator is believed rather than this rule."""
        return self.rank > 20 and not self.state


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the figures of this indicator that it states: (quote, value) pairs, none for a lookalike."""

    text: str
    figures: tuple[tuple[str, str], ...]


def read_rules(file: str, code: str, entry: dict[str, Any], classes: dict[str, frozenset[str]]) -> list[Rule]:
    """The rules of one entry; raises CatalogueError where one is broken."""
    known = set().union(*classes.values())
    return [_rule(file, code, number, row, known) for number, row in enumerate(entry.get("rules", []), 1)]


def _rule(file: str, code: str, number: int, row: dict[str, Any], known: Collection[str]) -> Rule:
    where = f"{file}: [{code}] rule {number}"
    units = row.get("units", [])
    if unknown := [unit for unit in units if unit not in known]:
        raise CatalogueError(
            "catalogue_entry", f"{where} names the unit class {unknown[0]}, which units.toml does not have."
        )
    allowed = {*FIELDS, *(f"not_{field}" for field in FIELDS), "name", "units", "state", "rank", "confidence"}
    if odd := [key for key in row if key not in allowed]:
        raise CatalogueError(
            "catalogue_entry", f"{where} has the key {odd[0]}, which is none of {', '.join(sorted(allowed))}."
        )
    return Rule(
        name=f"{code}.{row.get('name', number)}",
        code=code,
        units=frozenset(units),
        conditions=tuple(_condition(where, key, row[key]) for key in row if key.removeprefix("not_") in FIELDS),
        state=bool(row.get("state", False)),
        rank=int(row.get("rank", 50)),
        confidence=float(row.get("confidence", 0.95)),
    )


def _condition(where: str, key: str, pattern: str) -> Condition:
    try:
        return Condition(key.removeprefix("not_"), re.compile(pattern), not key.startswith("not_"))
    except re.error as error:
        raise CatalogueError("catalogue_entry", f"{where}: {key} is no regular expression: {error}.") from error


def read_examples(file: str, code: str, entry: dict[str, Any]) -> tuple[Example, ...]:
    """The examples of one entry; raises CatalogueError where one is broken."""
    found = []
    for number, row in enumerate(entry.get("examples", []), 1):
        if not isinstance(row.get("text"), str):
            raise CatalogueError("catalogue_entry", f"{file}: [{code}] example {number} has no text.")
        figures = tuple((str(quote), str(value)) for quote, value in row.get("figures", []))
        found.append(Example(row["text"], figures))
    return tuple(found)
