"""How far reviewers agree: the share of figures on which all say the same, and Krippendorff's alpha (nominal).

K. Krippendorff, Content Analysis (4th ed., 2019), chapter 12: alpha = 1 − Do/De, from a matrix of coincidences; it
allows for what agrees by chance, and for figures that only some of the reviewers have seen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from extract.decisions.models import Decision
from extract.decisions.standing import alive, contested


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one indicator (“” for all): figures that two or more have looked at, on how many all agree, and alpha.

    `alpha` is None where nothing varies or nothing can be compared: it is not defined there.
    """

    indicator: str
    figures: int
    same: int
    alpha: float | None

    @property
    def share(self) -> float:
        return self.same / self.figures if self.figures else 0.0


def agreement(logs: Iterable[Sequence[Decision]]) -> list[Agreement]:
    """Of all figures first, then by indicator; each log is that of one figure."""
    units: dict[str, list[list[Hashable]]] = defaultdict(list)
    for log in logs:
        said = {each.who: each for each in _unaware(alive(log))}
        if len(said) > 1:
            told = [_category(each) for each in said.values()]
            units[""].append(told)
            units[_indicator(log)].append(told)
    return [
        Agreement(indicator, len(rows), sum(len(set(row)) == 1 for row in rows), alpha(rows))
        for indicator, rows in sorted(units.items())
    ]


def _unaware(log: Iterable[Decision]) -> list[Decision]:
    """Without those by which a third person settled a contest, who has had both before him."""
    kept: list[Decision] = []
    for each in log:
        latest = tuple({one.who: one for one in kept}.values())
        if each.who in {one.who for one in kept} or not contested(latest):
            kept.append(each)
    return kept


def _category(each: Decision) -> Hashable:
    return None if each.after is None else tuple(str(value) for value in each.after.packed().values())


def _indicator(log: Sequence[Decision]) -> str:
    """The machine's, as the two may differ in just that; of a figure that was added the first person's."""
    first = log[0]
    told = first.machine or first.after or first.before
    return told.indicator if told else ""


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha of nominal data: a row for each unit, with what was said of it by those who did."""
    totals: Counter[Hashable] = Counter()
    disagreed = 0.0
    for values in units:
        if len(values) < 2:
            continue
        counts = Counter(values)
        totals.update(counts)
        pairs = len(values) ** 2 - sum(count**2 for count in counts.values())
        disagreed += pairs / (len(values) - 1)
    n = sum(totals.values())
    expected = n * n - sum(count**2 for count in totals.values())
    if n < 2 or not expected:
        return None
    return 1 - (n - 1) * disagreed / expected
