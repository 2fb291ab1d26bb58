"""The cells that a choice means: of its indicators, places and years, of one scope if asked, divided or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.models import Cell
from pages.components import data, ratios
from pages.components.choices import Choice


@dataclass(frozen=True, slots=True)
class Selection:
    """`cells` are shown, quotients where a stock divides them; `every` holds those of other scopes, too.

    `parts` is for each quotient its two cells, `per` for each indicator what its quotients are told for, `left` how
    many cells had no stock to divide them by.
    """

    cells: tuple[Cell, ...]
    every: tuple[Cell, ...]
    scopes: Mapping[str, int]
    parts: Mapping[str, ratios.Ratio] = field(default_factory=dict)
    per: Mapping[str, int] = field(default_factory=dict)
    left: int = 0

    def of(self, code: str) -> list[Cell]:
        return [each for each in self.cells if each.indicator == code]


def find(choice: Choice) -> Selection:
    """What the store has of a choice."""
    every = data.cells(list(choice.indicators), list(choice.places), list(choice.years))
    scopes = dict(Counter(each.scope for each in every).most_common())
    shown = [each for each in every if choice.scope in (None, each.scope)]
    if not choice.per:
        return Selection(tuple(shown), tuple(every), scopes)
    stocks = data.cells([choice.per], list(choice.places), list(choice.years))
    found = {
        code: ratios.divided([each for each in shown if each.indicator == code], stocks)
        for code in choice.indicators
        if code != choice.per
    }
    parts = {ratio.cell.id: ratio for each in found.values() for ratio in each.found}
    return Selection(
        cells=tuple(ratio.cell for ratio in parts.values()),
        every=tuple(every),
        scopes=scopes,
        parts=parts,
        per={code: each.per for code, each in found.items()},
        left=sum(each.left for each in found.values()),
    )
