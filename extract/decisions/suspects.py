"""Which series a comparison may find something in, by rough numbers: of the others it need not be made.

Nothing is missed: floats stand in for exact values with a little to spare, and the middle of a place's neighbours for
whatever it may be without the place itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from extract.catalogue import catalogue
from extract.decisions.doubts import FAR, JUMPS, NEIGHBOURS, SLIP, province_and_level

SPARE = 0.99

Rough = tuple[str, int, str, float, bool]
"""Of a cell of one indicator: place (its code, or its name where it has none), year, scope, value, disputed."""


def suspects(
    indicator: str, cells: Iterable[Rough], asked: Collection[str]
) -> tuple[set[str], set[tuple[str, int]]]:
    """The places whose series may hold something to doubt, and the places and years that may lie far off the others.

    `cells` are all of an indicator, and `asked` the places of which it has to be known.
    """
    entry = catalogue().indicators.get(indicator)
    nature = entry.nature if entry else "flow"
    jump = SPARE * min(*JUMPS.get(nature, JUMPS["flow"]), SLIP[0])
    far = SPARE * FAR.get(nature, FAR["flow"])
    found: set[str] = set()
    series: dict[tuple[str, str], list[float]] = defaultdict(list)
    groups: dict[tuple[str, str, int, str], list[tuple[float, str]]] = defaultdict(list)
    for place, year, scope, value, disputed in cells:
        if disputed:
            found.add(place)
        if value <= 0:
            continue
        if place in asked:
            series[place, scope].append(value)
        if kin := province_and_level(place):
            groups[*kin, year, scope].append((value, place))
    found |= {place for (place, _), values in series.items() if _may_jump(values, jump)}
    spots = _far_off(groups, far)
    return found | {place for place, _ in spots}, spots


def _may_jump(values: list[float], jump: float) -> bool:
    """Whether one of them is a jump away from the most alike of the others."""
    values.sort()
    steps = [more / less for less, more in pairwise(values)]
    return any(min(pair) >= jump for pair in zip([jump, *steps], [*steps, jump], strict=True)) if steps else False


def _far_off(groups: Mapping[tuple[str, str, int, str], list[tuple[float, str]]], far: float) -> set[tuple[str, int]]:
    """Place and year of the values that lie far off the middle of the others beside them."""
    found: set[tuple[str, int]] = set()
    for (_, _, year, _), values in groups.items():
        if len(values) <= NEIGHBOURS:
            continue
        values.sort()
        middle = len(values) // 2
        low, high = values[max(0, middle - 2)][0], values[min(len(values) - 1, middle + 1)][0]
        found |= {(place, year) for value, place in values if value >= far * low or high >= far * value}
    return found
