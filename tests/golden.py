"""The golden documents: reading them, comparing the engine with their labels, and keeping the list of known differences.

    python tests/golden.py     prints the scores and writes tests/golden/known.json anew
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from extract.catalogue import catalogue
from extract.load import load
from extract.models import FLAGS, OTHER, Figure
from extract.pipeline import extract

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "golden"
TEXTS = [FOLDER, ROOT / "seeds"]
KNOWN = FOLDER / "known.json"
FIELDS = ("indicator", "year", "place", "bound", *FLAGS)


@dataclass(frozen=True)
class Pair:
    """A labelled figure and the engine's, None where the one or the other has none."""

    label: dict[str, Any] | None
    figure: Figure | None

    @property
    def start(self) -> int:
        return int(self.label["start"]) if self.label else self.figure.start if self.figure else -1


def documents() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def text_of(name: str) -> Path:
    return next(path for folder in TEXTS if (path := folder / f"{name}.txt").exists())


def labels(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["indicator"] is not None]


def pairs(name: str) -> list[Pair]:
    """What is labelled in a document beside what the engine reads in it."""
    return paired(labels(name), extract(load(text_of(name))).figures)


def paired(rows: list[dict[str, Any]], read: Iterable[Figure]) -> list[Pair]:
    """Labels and figures that overlap and have one value, and what is left over on either side."""
    figures = list(read)
    found = []
    for label in rows:
        match = next((figure for figure in figures if _same(label, figure)), None)
        if match:
            figures.remove(match)
        found.append(Pair(label, match))
    # Small numerals in Chinese characters are labelled only where they surely are figures.
    left = [each for each in figures if any("0" <= char <= "9" for char in each.quote) or each.indicator != "other"]
    return found + [Pair(None, figure) for figure in left]


def _same(label: dict[str, Any], figure: Figure) -> bool:
    overlap = min(label["end"], figure.end) - max(label["start"], figure.start)
    return overlap > 0 and abs(float(figure.value) - label["value"]) <= 1e-6 * max(1.0, abs(label["value"]))


def differences(name: str) -> list[str]:
    """One line for each difference: position, words, field, label → reading."""
    return sorted(line for pair in pairs(name) for line in _differences(pair))


def _differences(pair: Pair) -> list[str]:
    if pair.label is None or pair.figure is None:
        quote = pair.label["quote"] if pair.label else pair.figure.quote if pair.figure else ""
        return [f"{pair.start:05d} {quote!r} {'missed' if pair.label else 'not labelled'}"]
    lines = []
    for field in FIELDS:
        wanted, got = pair.label.get(field, False), getattr(pair.figure, field)
        if field in ("year", "place") and wanted is None:
            continue
        if wanted != got and not (field == "place" and got and (wanted.endswith(got) or got.endswith(wanted))):
            lines.append(f"{pair.start:05d} {pair.label['quote']!r} {field}: {wanted} → {got}")
    return lines


def scores(names: list[str]) -> dict[str, float]:
    """F1 of numbers, of indicators and of the panel, shares of right years, places and bounds among the numbers found."""
    count: Counter[str] = Counter()
    for name in names:
        read, own = extract(load(text_of(name))).figures, labels(name)
        count += cells_right(own, [vars_of(figure) for figure in read])
        for label, figure in ((pair.label, pair.figure) for pair in paired(own, read)):
            count["labels"] += label is not None
            count["figures"] += figure is not None
            count["coded labels"] += label is not None and label["indicator"] != "other"
            count["coded figures"] += figure is not None and figure.indicator != "other"
            if label is None or figure is None:
                continue
            count["found"] += 1
            count["coded"] += label["indicator"] == figure.indicator != "other"
            count["bound"] += label["bound"] == figure.bound
            for field in ("year", "place"):
                count[f"{field} told"] += label[field] is not None
                line = [each for each in _differences(Pair(label, figure)) if f" {field}: " in each]
                count[field] += label[field] is not None and not line
    return {
        "number": 2 * count["found"] / (count["labels"] + count["figures"]),
        "indicator": 2 * count["coded"] / max(1, count["coded labels"] + count["coded figures"]),
        "year": count["year"] / max(1, count["year told"]),
        "place": count["place"] / max(1, count["place told"]),
        "bound": count["bound"] / max(1, count["found"]),
        "panel": 2 * count["cells right"] / max(1, count["cells labelled"] + count["cells read"]),
    }


Row = Mapping[str, Any]


def vars_of(figure: Figure) -> dict[str, Any]:
    """A figure as a label is written: its value in the indicator's own unit, where that can be told."""
    row = {each.name: getattr(figure, each.name) for each in fields(figure)}
    return row | {"value": in_own_unit(row)}


def panel(rows: Iterable[Row]) -> dict[tuple[int, str], list[tuple[str, float]]]:
    """Year and indicator → places with their value, by one plain rule for labels and readings alike: a stock is its
    largest figure, a flow the sum, a rate the last; scopes and parts of a year are not looked at."""
    groups: dict[tuple[int, str, str], list[float]] = {}
    for row in rows:
        if row["indicator"] in (None, OTHER) or not row.get("year") or not row.get("place"):
            continue
        if not any(row.get(flag) for flag in FLAGS):
            groups.setdefault((row["year"], row["indicator"], row["place"]), []).append(row["value"])
    found: dict[tuple[int, str], list[tuple[str, float]]] = {}
    for (year, code, place), values in groups.items():
        value = {"stock": max, "flow": sum}.get(catalogue().indicators[code].nature, lambda all: all[-1])(values)
        found.setdefault((year, code), []).append((place, value))
    return found


def cells_right(labelled: Iterable[Row], read: Iterable[Row]) -> Counter[str]:
    """How many cells are labelled, how many read, and how many of these are within half a percent."""
    wanted, got = panel({**row, "value": in_own_unit(row)} for row in labelled), panel(read)
    right = sum(
        any(
            _same_place(place, other) and abs(value - its) <= 0.005 * max(abs(value), abs(its))
            for other, its in got.get(key, ())
        )
        for key, places in wanted.items()
        for place, value in places
    )
    sizes = {"cells labelled": wanted, "cells read": got}
    return Counter({"cells right": right} | {name: sum(map(len, cells.values())) for name, cells in sizes.items()})


def in_own_unit(label: Row) -> float:
    """The value in the unit of its indicator, as it is where that cannot be told."""
    factor = catalogue().factor(label["indicator"], label["unit"]) if label["indicator"] != OTHER else None
    return float(label["value"]) * float(factor or 1)


def _same_place(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


if __name__ == "__main__":
    everything = {name: differences(name) for name in documents()}
    KNOWN.write_text(json.dumps(everything, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for title, start in (("seeds", "00"), ("ay", "ay"), ("au", "au"), ("av", "av"), ("aw", "aw")):
        chosen = [name for name in documents() if name.startswith(start)]
        print(title, {key: round(value, 4) for key, value in scores(chosen).items()})
