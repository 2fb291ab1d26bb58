"""What is known of a value beside its number: whether a person has checked it, and why it may be in doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.models import Cell, Figure

LOW = 0.8
"""Below it a value is in doubt: of such figures more than one in five is read wrongly."""

MACHINE = "machine"
"""What `review_of` says of a value that nobody has looked at."""

CHECKED = frozenset(("checked", "corrected", "added"))
"""What `review_of` says of a value that a person stands for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`doubts` are keys of the words: disputed, low, apart (another scope than most values of the indicator)."""

    review: str
    confidence: float
    doubts: tuple[str, ...]

    @property
    def in_doubt(self) -> bool:
        return "disputed" in self.doubts or "low" in self.doubts

    @property
    def code(self) -> str:
        """The status in SDMX's code list: U(nreliable), D(efinition differs), A (normal)."""
        return "U" if self.in_doubt else "D" if self.doubts else "A"


def review_of(each: Cell | Figure) -> str:
    """Who stands for a value: “machine”, as long as no person has decided on it, else what was decided."""
    return each.mark or MACHINE


def standing(cell: Cell, figures: Mapping[str, Figure], usual: Mapping[str, str]) -> Standing:
    """Of a cell, with its figures by id; `usual` is the scope that most values of an indicator have, where one is."""
    return rated(cell, [figures[each].confidence for each in cell.figures if each in figures], usual)


def rated(cell: Cell, confidences: Sequence[float], usual: Mapping[str, str]) -> Standing:
    """The same, where only the confidences of its figures are known."""
    confidence = min(confidences, default=0.0)
    review = review_of(cell)
    found = {
        "disputed": cell.disputed,
        "low": confidence < LOW and review not in CHECKED,
        "apart": usual.get(cell.indicator) != cell.scope,
    }
    return Standing(review, confidence, tuple(doubt for doubt, holds in found.items() if holds))
