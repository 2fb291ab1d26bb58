"""How a catalogue entry says what states it: rules over the frame of a quantity, and examples of their work."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from extract.catalogue.reading import Source, Where, compiled, fields, pattern

FIELDS = ("head", "lead", "left", "right", "before", "topic")
"""The parts of a frame that a rule can ask about; see extract.attribution.frame.Frame."""

RULE = (
    {"name": "text", "units": "texts"}
    | {each: "pattern" for name in FIELDS for each in (name, f"not_{name}")}
    | {"state": "flag", "rank": "whole"}
)
EXAMPLE = {"text": "text", "figures": "figures"}
"""The keys of a rule and of an example, and of which kind each is."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One regular expression over one part of a frame, which must (or must not) be found there."""

    field: str
    written: str
    wanted: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first asked for: who only shows names and units reads no sentence."""
        return compiled(self.written)


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

    @property
    def weak(self) -> bool:
        """Whether 其中 behind a figure of another indicator is believed rather than this rule."""
        return self.rank > 20 and not self.state


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the figures of this indicator that it states: (quote, value) pairs, none for a lookalike."""

    text: str
    figures: tuple[tuple[str, str], ...]


def read_rules(source: Source, code: str, rows: list[dict[str, Any]], classes: Collection[str]) -> list[Rule]:
    """The rules of one entry; what is wrong with them is added to the faults of `source`."""
    found, names = [], set()
    for number, row in enumerate(rows):
        rule = _rule(source, (code, "rules", number), row, classes)
        if rule.name in names:
            name = rule.name.partition(".")[2]
            source.faults.add((code, "rules", number, "name"), "rule_name", value=name)
        names.add(rule.name)
        found.append(rule)
    return found


def _rule(source: Source, where: Where, row: dict[str, Any], classes: Collection[str]) -> Rule:
    code, number = str(where[0]), int(where[2]) + 1
    values = fields(source, where, row, RULE)
    for unit in values.get("units", ()):
        if unit not in classes:
            known = ", ".join(sorted(classes))
            source.faults.add((*where, "units"), "choice", name="units", value=unit, known=known)
    conditions = tuple(
        Condition(key.removeprefix("not_"), ready, not key.startswith("not_"))
        for key in values
        if RULE[key] == "pattern" and (ready := pattern(source, (*where, key), values[key]))
    )
    if not row.keys() & {key for key, kind in RULE.items() if kind == "pattern" or key == "units"}:
        source.faults.add(where, "no_condition")
    return Rule(
        name=f"{code}.{values.get('name', number)}",
        code=code,
        units=frozenset(values.get("units", ())),
        conditions=conditions,
        state=values.get("state", False),
        rank=values.get("rank", 50),
    )


def read_examples(source: Source, code: str, rows: list[dict[str, Any]]) -> tuple[Example, ...]:
    """The examples of one entry; what is wrong with them is added to the faults of `source`."""
    found = []
    for number, row in enumerate(rows):
        where: Where = (code, "examples", number)
        values = fields(source, where, row, EXAMPLE, needed=EXAMPLE)
        text, figures = values.get("text", ""), values.get("figures", [])
        for quote, _ in figures:
            if text and quote not in text:
                source.faults.add((*where, "figures"), "quote", value=quote)
        found.append(Example(text, tuple((quote, value) for quote, value in figures)))
    return tuple(found)
