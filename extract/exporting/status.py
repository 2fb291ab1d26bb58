"""What is known of a value beside its number: whether a person has checked it, and why it may be in doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.models import Cell, Figure

LOW = 0.8
"""Below it a value is in doubt: of such figures more than one in five is read wrongly."""

DOUBTS = ("disputed", "contested", "low")
"""What makes a value one in doubt, wherever such are counted or marked."""

MACHINE = "machine"
"""What `review_of` says of a value that nobody has looked at."""

CHECKED = frozenset(("checked", "corrected", "added"))
"""What `review_of` says of a value that a person stands for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`doubts` are keys of the words: those of DOUBTS, and apart (another scope than most values of the indicator)."""

    review: str
    confidence: float
    doubts: tuple[str, ...]

    @property
    def in_doubt(self) -> bool:
        return any(each in DOUBTS for each in self.doubts)

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
    apart = ("apart",) if usual.get(cell.indicator) != cell.scope else ()
    return Standing(review_of(cell), confidence, (*doubts_of(cell, confidence), *apart))


def doubts_of(cell: Cell, confidence: float) -> tuple[str, ...]:
    """Why a value is in doubt, of DOUBTS; `confidence` is that of its least sure figure."""
    review = review_of(cell)
    found = (cell.disputed, review == "contested", confidence < LOW and review not in CHECKED)
    return tuple(doubt for doubt, holds in zip(DOUBTS, found, strict=True) if holds)
