"""How often the engine is right by what people have decided, with Wilson's interval (95 %)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from extract.decisions.models import Said

Z = 1.959964
"""Of a two-sided interval of 95 %."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "value": ("value", "value_max"),
    "unit": ("unit",),
    "bound": ("bound",),
    "indicator": ("indicator",),
    "year": ("year",),
    "place": ("place", "place_code", "scope"),
    "flags": ("part", "plan", "dup", "narrow"),
}
"""What is right or wrong in a reading, and the fields of each."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the ends of the interval in which the true share lies in 95 of 100 cases."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.right, self.of) if self.of else None


def wilson(right: int, of: int, z: float = Z) -> tuple[float, float]:
    """Wilson's score interval of a share; `of` is above 0."""
    share, square = right / of, z * z / of
    middle = (share + square / 2) / (1 + square)
    reach = z / (1 + square) * sqrt(share * (1 - share) / of + square / (4 * of))
    return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the engine says of a figure today and what people have decided; None where it is (or was) none."""

    machine: Said | None
    decided: Said | None


@dataclass(frozen=True, slots=True)
class Marked:
    """How many figures bear a mark of people, by what the engine (None where it reads none) and they say it is of."""

    machine: str | None
    indicator: str
    mark: str
    number: int


@dataclass(frozen=True, slots=True)
class Score:
    """Of one indicator, “” for all.

    `precision`: of the engine's figures, those that are right in every part. `recall`: of the figures that people say
    there are, those that the engine has read right. `parts`: of the figures that are ones, each part by itself.
    """

    indicator: str
    precision: Share
    recall: Share
    parts: dict[str, Share]


def scores(judged: Iterable[Judged]) -> list[Score]:
    """All figures first, then by indicator: precision by the engine's, recall by the one that people have said."""
    read: dict[str, list[Judged]] = defaultdict(list)
    true: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        for groups, said in ((read, each.machine), (true, each.decided)):
            if said is not None:
                groups[""].append(each)
                groups[said.indicator].append(each)
    return [_score(code, read[code], true[code]) for code in sorted({*read, *true})]


def tallied(marked: Iterable[Marked]) -> list[Score]:
    """The same scores from counts, without parts: what is “checked” the engine has read right."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in marked:
        right = each.number if each.mark == "checked" else 0
        read = [] if each.machine is None else ["", each.machine]
        true = [] if each.mark == "rejected" else ["", each.indicator]
        for kind, codes in (("read", read), ("true", true)):
            for code in codes:
                counts[code].update({kind: each.number, f"{kind} right": right})
    return [
        Score(code, Share(count["read right"], count["read"]), Share(count["true right"], count["true"]), {})
        for code, count in sorted(counts.items())
    ]


def _score(code: str, read: list[Judged], true: list[Judged]) -> Score:
    both = [(each.machine, each.decided) for each in read if each.machine and each.decided]
    parts = {
        part: Share(sum(_agrees(one, other, names) for one, other in both), len(both)) for part, names in PARTS.items()
    }
    return Score(code, Share(sum(map(_right, read)), len(read)), Share(sum(map(_right, true)), len(true)), parts)


def _right(each: Judged) -> bool:
    return each.machine is not None and each.decided is not None and not each.machine.differs(each.decided)


def _agrees(one: Said, other: Said, names: tuple[str, ...]) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in names)
