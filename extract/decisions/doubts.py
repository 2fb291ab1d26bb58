"""Which figures a person should look at first, and why: each reason with the facts that its sentence is filled with.

Some show in a document by itself, others in a series: what a place reports of an indicator over the years, and what
its neighbours do. None of it changes a figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from statistics import median
from typing import Any

from extract.catalogue import catalogue
from extract.clean import clean
from extract.counting import takes_part, value_of
from extract.models import OTHER, Cell, Document, Figure

WEIGHTS = {
    "unit": 0.95,
    "sum": 0.9,
    "range": 0.85,
    "disputed": 0.8,
    "jump": 0.7,
    "neighbour": 0.6,
    "twice": 0.5,
    "low": 0.3,
    "loose": 0.2,
}
"""How grave each reason is, the gravest first; a little is added for how far off a value is."""

OF_SERIES = ("unit", "disputed", "jump", "neighbour")
"""Reasons that show only beside other documents."""

SURE = 0.9
"""A figure below is put before a person: of those at it and above 99 in 100 are right."""

NEARLY = Decimal("0.95")
"""Parts that come to so much of their whole, and not to all of it, are likely all of them, and one misread."""

ROUNDED = Decimal("0.005")
"""So much of a whole may be lost or won where its parts are rounded."""

NAMED = 14
"""Characters before a part that may say what is counted."""

SEX = re.compile("[男女]")
ACROSS = re.compile("男|女|少数民族|[一-龥]族|岁|年龄|学历|文化|大专|高中|初中|本科|占")
"""What everybody has beside what they are, and a kind that is counted across the others."""

OTHERS = re.compile("其他|其它|其余")

SLIP = (3_000, 30_000)
"""元 for 万元 makes a value about ten thousand times too large or too small."""

JUMPS = {"stock": (3, 5), "flow": (8, 15), "rate": (3, 5)}
"""How many times the most alike of other years' values is a jump: of two and more, and of a single one."""

FAR = {"stock": 20, "flow": 50, "rate": 5}
"""The same beside the middle of the neighbours: areas of a province, at one level, in that year."""

NEIGHBOURS = 4
"""So many of them at least make a middle."""

LONG = 16
"""Characters of a sentence that is not the same by chance."""

NEAREST = 3
"""Other years that a sentence is told to stand in."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure, why it is doubted, how gravely (0 to 1), and the facts of the reason's sentence."""

    figure: str
    reason: str
    weight: float
    facts: Mapping[str, Any]


def _doubt(figure: str, reason: str, more: float, facts: Mapping[str, Any]) -> Doubt:
    return Doubt(figure, reason, round(min(1.0, WEIGHTS[reason] + max(0.0, min(more, 1.0)) * 0.04), 4), facts)


# In a document


def of_document(figures: Sequence[Figure], text: str = "") -> list[Doubt]:
    """What is doubtful in the figures of one document by themselves; `text` says which parts exclude each other."""
    known = [each for each in figures if each.indicator != OTHER]
    found = [doubt for each in known for doubt in _alone(each)]
    return found + list(_sums(figures, text))


def _alone(each: Figure) -> Iterator[Doubt]:
    if each.confidence < SURE:
        sure = 1 - each.confidence / SURE
        yield Doubt(each.id, "low", round(WEIGHTS["low"] + 0.15 * sure, 4), {"percent": round(each.confidence * 100)})
    if each.year is None or each.place is None:
        yield _doubt(each.id, "loose", 0.0, {"lacks": "year" if each.year is None else "place"})
    if takes_part(each) and (doubt := _implausible(each)):
        yield doubt


def _implausible(each: Figure) -> Doubt | None:
    entry = catalogue().indicators[each.indicator]
    if entry.plausible is None:
        return None
    low, high = entry.plausible
    value = value_of(each)
    if low <= value <= high or (each.value_max is not None and value <= high):
        return None
    told = {"low": f"{low:f}", "high": f"{high:f}", "value": f"{value:f}", "unit": entry.unit}
    return _doubt(each.id, "range", 0.0, told)


def _sums(figures: Sequence[Figure], text: str) -> Iterator[Doubt]:
    """Wholes of which one part is more, or whose parts come to nearly as much, in one unit.

    That several parts come to more says something only of those that exclude each other: those of one sex, one age
    and one schooling overlap.
    """
    by_id = {each.id: each for each in figures}
    parts: dict[str, list[Figure]] = defaultdict(list)
    for each in figures:
        whole = by_id.get(each.whole)
        same = whole and (each.unit, each.indicator) == (whole.unit, whole.indicator)
        if whole and same and each.bound == whole.bound == "eq":
            parts[whole.id].append(each)
    for id, listed in parts.items():
        whole, over = by_id[id], [each for each in listed if each.value > by_id[id].value]
        apart = _apart(listed, text)
        own = over or apart or listed
        total = sum((each.value for each in own), Decimal(0))
        too_many = over or (apart and total > whole.value * (1 + ROUNDED))
        if too_many or (len(own) > 1 and NEARLY * whole.value <= total < whole.value * (1 - ROUNDED)):
            told = [f"{each.value:f}" for each in own[:8]]
            sums = {"total": f"{total:f}", "whole": f"{whole.value:f}", "unit": whole.unit}
            yield _doubt(id, "sum", 0.0, {"parts": told, "n": len(own), **sums})


def _apart(listed: Sequence[Figure], text: str) -> list[Figure]:
    """The parts that exclude each other: men and women, or kinds of which the last are the others (其他509人)."""
    ordered = sorted(listed, key=lambda each: each.start)
    words = {each.id: text[max(each.start - NAMED, before) : each.start]
             for before, each in zip([0, *(each.end for each in ordered)], ordered, strict=False)}  # fmt: skip
    sexes = [each for each in ordered if SEX.search(words[each.id])]
    if len({SEX.search(words[each.id])[0] for each in sexes}) == len(sexes) == 2:  # type: ignore[index]
        return sexes
    kinds = [each for each in ordered if not ACROSS.search(words[each.id])]
    last = next((place for place, each in enumerate(kinds) if OTHERS.search(words[each.id])), 0)
    return [each for each in kinds[: last + 1] if each.sentence == kinds[last].sentence] if last else []


def sentence_hashes(document: Document, figures: Iterable[Figure]) -> dict[str, int]:
    """Figure → a number that stands for the words of its sentence, of those that take part and are long enough."""
    found = {}
    known: dict[tuple[int, int], int] = {}
    for each in figures:
        if not takes_part(each) or each.sentence[1] - each.sentence[0] < LONG:
            continue
        if each.sentence not in known:
            words = "".join(clean(document.text[slice(*each.sentence)]).split())
            digest = blake2b(words.encode(errors="replace"), digest_size=8).digest()
            known[each.sentence] = int.from_bytes(digest, "big", signed=True) if len(words) >= LONG else 0
        if known[each.sentence]:
            found[each.id] = known[each.sentence]
    return found


def twice(figure: str, year: int) -> Doubt:
    """A sentence that stands word for word in documents on several years.

    Which they are is told where it is shown (`nearest`): kept, it would change with each document that has it.
    """
    return _doubt(figure, "twice", 0.0, {"year": year})


def nearest(year: int, others: Iterable[int]) -> list[int]:
    """The nearest of the other years that a sentence stands in."""
    return sorted(sorted(set(others) - {year}, key=lambda other: (abs(other - year), other))[:NEAREST])


# In a series


Neighbours = Mapping[tuple[int, str], Sequence[Decimal]]
"""The values of other places by year and scope: what is counted otherwise says nothing of a value."""


def of_series(cells: Sequence[Cell], neighbours: Neighbours) -> list[Doubt]:
    """What is doubtful in the cells of one indicator in one place."""
    by_scope: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_scope[cell.scope].append(cell)
    return [doubt for series in by_scope.values() for doubt in _of_one_scope(series, neighbours)]


def _of_one_scope(series: Sequence[Cell], neighbours: Neighbours) -> Iterator[Doubt]:
    alike, others = _most_alike(series), sum(each.value > 0 for each in series) - 1
    for cell in series:
        if cell.disputed:
            for figure in (*cell.figures, *cell.others):
                yield _doubt(figure, "disputed", 0.0, {"n": len(cell.figures) + len(cell.others), "cell": cell.id})
        if cell.year in alike:
            yield from _jump(cell, alike[cell.year], others)
        near = [each for each in neighbours.get((cell.year, cell.scope), ()) if each > 0]
        if cell.value > 0 and len(near) >= NEIGHBOURS:
            yield from _far(cell, near)


def _most_alike(series: Sequence[Cell]) -> dict[int, Cell]:
    """Year → the first cell of another year whose value is the fewest times this one's: by size they are next."""
    by_value: dict[Decimal, list[tuple[int, Cell]]] = defaultdict(list)
    for place, cell in enumerate(series):
        if cell.value > 0:
            by_value[cell.value].append((place, cell))
    values, found = sorted(by_value), dict[int, Cell]()
    for at, value in enumerate(values):
        sides = [by_value[each][0] for each in (*values[max(0, at - 1) : at], *values[at + 1 : at + 2])]
        best = min(sides, key=lambda side: (_times(value, side[1].value), side[0]), default=None)
        for own in by_value[value]:
            if nearest := next((each for each in by_value[value] if each is not own), best):
                found[own[1].year] = nearest[1]
    return found


def _jump(cell: Cell, nearest: Cell, others: int) -> Iterator[Doubt]:
    times = _times(cell.value, nearest.value)
    facts: dict[str, Any] = {"value": f"{cell.value:f}", "unit": cell.unit, "times": round(float(times), 1)}
    facts |= {"year": nearest.year, "other": f"{nearest.value:f}"}
    if cell.unit == "元" and SLIP[0] <= times <= SLIP[1]:
        yield from (_doubt(figure, "unit", 0.0, facts) for figure in cell.figures)
    elif times >= JUMPS.get(_nature(cell), JUMPS["flow"])[others == 1]:
        yield from (_doubt(figure, "jump", float(times) / 100, facts) for figure in cell.figures)


def _times(one: Decimal, other: Decimal) -> Decimal:
    """How many times the one is the other, or the other the one; both are above zero."""
    return max(one / other, other / one)


def _far(cell: Cell, near: Sequence[Decimal]) -> Iterator[Doubt]:
    middle = Decimal(median(near))
    times = _times(cell.value, middle)
    if times >= FAR.get(_nature(cell), FAR["flow"]):
        facts: dict[str, Any] = {"value": f"{cell.value:f}", "unit": cell.unit, "times": round(float(times), 1)}
        facts |= {"middle": f"{middle:f}", "n": len(near)}
        yield from (_doubt(figure, "neighbour", float(times) / 1000, facts) for figure in cell.figures)


def _nature(cell: Cell) -> str:
    entry = catalogue().indicators.get(cell.indicator)
    return entry.nature if entry else "flow"


@lru_cache(maxsize=8192)
def province_and_level(code: str) -> tuple[str, str] | None:
    """What makes two areas neighbours: the province and the level of their GB/T 2260 codes."""
    if len(code) != 6:
        return None
    level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
    return ("" if level == "province" else code[:2]), level
