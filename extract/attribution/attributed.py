"""A frame with what has been told of it so far, and the units between which something may be carried over."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract.attribution.frame import Frame
from extract.catalogue import catalogue
from extract.clean import clean
from extract.models import OTHER, Nature

GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"person", "visit"}),
    frozenset({"body", "household"}),
    frozenset({"times"}),
    frozenset({"tree"}),
    frozenset({"area"}),
    frozenset({"money"}),
    frozenset({"percent"}),
    frozenset({"paper", "case"}),
)
"""Classes of units between which what is counted may be carried over."""


@dataclass(slots=True)
class Attributed:
    """A frame with the indicator it was taken for, and by which rules; `whole` is the figure it is a component of.

    `difference` where it is only a change (净增74名), `summed` where it adds up several years (累计),
    `source` the figure whose head it repeats.
    """

    frame: Frame
    code: str = OTHER
    rules: tuple[str, ...] = ()
    part: bool = False
    whole: Attributed | None = None
    carried: bool = False
    difference: bool = False
    summed: bool = False
    source: Attributed | None = None

    @property
    def value(self) -> Decimal:
        return self.frame.quantity.value

    @property
    def divisible(self) -> bool:
        """Whether it may have components: it is none itself, or one that a rule told and that is taken apart again."""
        return not self.part or (not self.carried and self.rules[-1:] == ("carried.split",))

    def take(self, other: Attributed, rule: str) -> None:
        """Takes over the indicator of another figure."""
        self.code, self.rules, self.carried = other.code, (rule,), True


@lru_cache(maxsize=1024)
def classes(unit: str) -> frozenset[str]:
    """The classes of units.toml that a written unit belongs to."""
    return catalogue().units.classes.get(clean(unit), frozenset())


@lru_cache(maxsize=1024)
def group(unit: str) -> str:
    """The group that a written unit belongs to, or one of its own."""
    return next((str(i) for i, names in enumerate(GROUPS) if names & classes(unit)), f"={unit}")


@lru_cache(maxsize=1024)
def nature(code: str) -> Nature:
    """The nature of an indicator; asked of every figure, where a look at the chosen catalogues would take longer."""
    return catalogue().indicators[code].nature


PEOPLE = "0"
"""The group of persons and visits."""

PIECES = str(GROUPS.index(frozenset({"paper", "case"})))
"""The group of papers and cases; the catalogue is not asked, which loads when the first document is read."""
