"""A chart in sentences, for who does not see it: how many values, the highest and the lowest, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from extract.models import Cell
from pages.components import names, numbers, words

GAPS = 3
SINGLE = 6
"""So few values are read out one by one."""


def summary(cells: Sequence[Cell], unit: str) -> str:
    """What a chart of these cells shows, in two or three sentences; empty for none."""
    if not cells:
        return ""
    ordered = sorted(cells, key=lambda cell: cell.value)
    years = sorted({cell.year for cell in cells})
    places = len({cell.place_code or cell.place for cell in cells})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    said = [words.say("told.count", n=f"{len(cells):,}", places=f"{places:,}", years=span, unit=unit)]
    if len(cells) <= SINGLE:
        said.append(words.say("told.all", values=words.join([_one(cell) for cell in reversed(ordered)])))
    else:
        said.append(words.say("told.ends", highest=_one(ordered[-1]), lowest=_one(ordered[0])))
    missing = gaps(cells)
    if missing:
        more = words.say("told.gaps_more", n=len(missing) - GAPS) if len(missing) > GAPS else ""
        key = "told.gap_scope" if len({cell.scope for cell in cells}) > 1 else "told.gap"
        shown = [
            words.say(key, place=place, scope=names.scope(scope), years=spans(years))
            for place, scope, years in missing[:GAPS]
        ]
        said.append(words.say("told.gaps", gaps=words.join(shown), more=more))
    return joined(said)


def joined(sentences: Sequence[str]) -> str:
    """Sentences one after the other, with the blank between them that the language asks for."""
    return reduce(lambda first, then: words.say("told.joined", first=first, then=then), sentences) if sentences else ""


def _one(cell: Cell) -> str:
    return words.say("common.pair", name=names.of_cell(cell), value=numbers.of_cell(cell))


def gaps(cells: Sequence[Cell]) -> list[tuple[str, str, list[int]]]:
    """Places and their scopes, with the years that have no value between their first and their last."""
    series: dict[tuple[str, str], set[int]] = {}
    called: dict[tuple[str, str], str] = {}
    for cell in cells:
        key = (cell.place_code or cell.place, cell.scope)
        series.setdefault(key, set()).add(cell.year)
        called.setdefault(key, cell.place)
    return [
        (called[key], key[1], [year for year in range(min(known), max(known)) if year not in known])
        for key, known in series.items()
        if max(known) - min(known) >= len(known)
    ]


def spans(years: Sequence[int]) -> str:
    """1991、1993–1995: years in order, those that follow each other as one."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return words.join([str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs])
