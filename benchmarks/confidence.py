"""How sure the engine may be of each way of telling, and how sure it is: measured on labelled documents.

    python benchmarks/confidence.py [LABELS[:TEXTS] …] [--write]

LABELS is a folder of .jsonl files, TEXTS one of the .txt files that they label (by default the same, and for none
at all tests/golden with the texts of seeds/). Prints for each folder how many figures there are at each confidence,
and which share of them is right in value, indicator, year and place. With --write the shares measured on all folders
together, a document that stands in two of them once, go to extract/catalogue/confidence.toml.

A share is the lower end of Wilson's interval: what has been seen seldom is less sure. A rule's own share leans on
that of its group.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import golden  # noqa: E402

from extract.attribution.confidence import indicator_ways, place_way, year_way  # noqa: E402
from extract.clean import clean  # noqa: E402
from extract.load import load  # noqa: E402
from extract.models import OTHER, Figure  # noqa: E402
from extract.pipeline import extract  # noqa: E402

BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 1.01)
SURE = 0.9
WRITTEN = ROOT / "extract" / "catalogue" / "confidence.toml"
LEAST = 0.3
"""Of no way of telling less is said, however seldom it was right among the few that have been seen."""

LEAN = 4
"""A rule's share counts as so many readings of its group besides its own."""

CAUTION = {"indicator": 0.7, "other": 2.5, "year": 0.7, "place": 0.7}
"""By how many standard deviations a share is lowered; most where no rule has held, since a new text has new words."""

UNTOLD = 0.7
"""Where the text tells no year or no place: nothing to check it by."""

TABLES = {
    "year": {"table.caption": 0.97, "table.year": 0.96, "table.month": 0.95, "table.total": 0.9},
    "place": {"table.caption": 0.97, "table.place": 0.95, "table.unknown": 0.7},
}
"""No tables have been labelled yet."""


@dataclass(frozen=True)
class Reading:
    """A figure, how it was told, and what of it is right."""

    ways: dict[str, str]
    group: str
    right: dict[str, bool]
    confidence: float


def readings(labels: Path, texts: Path, seen: set[str]) -> Iterator[Reading]:
    """All figures that the engine reads in the labelled documents of a folder, but for those that have been `seen`."""
    golden.FOLDER, golden.TEXTS = labels, [texts, labels, ROOT / "seeds"]
    for name in (each for each in golden.documents() if each not in seen):
        seen.add(name)
        extraction = extract(load(golden.text_of(name)))
        annual = extraction.document.year is not None
        for pair in golden.paired(golden.labels(name), extraction.figures):
            if pair.figure is not None:
                yield _reading(pair.label, pair.figure, annual)


def _reading(label: dict[str, object] | None, figure: Figure, annual: bool) -> Reading:
    own, group = indicator_ways(figure.indicator, figure.rules[1:], figure.unit)
    ways = {
        "indicator": own,
        "year": year_way(figure.year_told, figure.indicator, figure.sentence[0], annual),
        "place": place_way(figure.place_told, annual),
    }
    right = {"value": label is not None, "indicator": False, "year": False, "place": False}
    if label is not None:
        place, got = clean(str(label["place"] or "")), figure.place or ""
        right["indicator"] = label["indicator"] == figure.indicator
        right["year"] = label["year"] == figure.year
        right["place"] = place == got or bool(place and got and (place.endswith(got) or got.endswith(place)))
    return Reading(ways, group, right, figure.confidence)


def lower(right: float, count: float, deviations: float) -> float:
    """The lower end of Wilson's interval for a share."""
    share, square = right / count, deviations**2
    spread = deviations * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return (share + square / (2 * count) - spread) / (1 + square / count)


def shares(found: list[Reading]) -> dict[str, dict[str, float]]:
    """What confidence.toml holds: field → way of telling → share."""
    seen: dict[str, Counter[str]] = {"indicator": Counter(), "group": Counter(), "year": Counter(), "place": Counter()}
    good: dict[str, Counter[str]] = {field: Counter() for field in seen}
    for reading in found:
        for field, way in (*reading.ways.items(), ("group", reading.group)):
            part = "indicator" if field == "group" else field
            if field in ("year", "place") and not reading.right["value"]:
                continue
            seen[field][way] += 1
            good[field][way] += reading.right[part]
    table: dict[str, dict[str, float]] = {field: {} for field in ("indicator", "year", "place")}
    groups = {reading.ways["indicator"]: reading.group for reading in found}
    for group, count in seen["group"].items():
        caution = CAUTION["other" if group.startswith(OTHER) else "indicator"]
        table["indicator"][group] = lower(good["group"][group], count, caution)
    for way, count in seen["indicator"].items():
        if way not in (groups[way], OTHER):
            prior = (good["group"][groups[way]] + 1) / (seen["group"][groups[way]] + 2)
            table["indicator"][way] = lower(good["indicator"][way] + LEAN * prior, count + LEAN, CAUTION["indicator"])
    for field in ("year", "place"):
        for way, count in seen[field].items():
            table[field][way] = lower(good[field][way], count, CAUTION[field]) if way else UNTOLD
        table[field] |= TABLES[field]
    return table


HEAD = """# How often a reading told in each way was right on labelled documents; benchmarks/confidence.py writes it.
# The confidence of a figure is the product of three shares: its indicator's, its year's and its place's. Of a way
# that was seen seldom the share is lower. Ways of tables are estimates: none have been labelled yet.
"""
NOTES = {
    "indicator": """# By the rule, by the tens of its rank with the nearest words that it asks for,
# by what was carried over, and, where no rule held, by the class of the unit.""",
    "year": """# By the rule that told the year, "" where none did; .far in an earlier sentence,
# .years in a text of no one year, .other for what no indicator takes.""",
    "place": """# By the rule that told the place, "" where none did; .years in a text of no one year.""",
}


def write(table: dict[str, dict[str, float]]) -> None:
    lines = [HEAD]
    for field, ways in table.items():
        shares = (f'"{way}" = {max(share, LEAST):.3f}' for way, share in sorted(ways.items()))
        lines += [NOTES[field], f"[{field}]", *shares, ""]
    WRITTEN.write_text("\n".join(lines), encoding="utf-8")


def print_table(title: str, found: list[Reading]) -> None:
    """How many figures there are at each confidence, and which share of them is right."""
    print(title)
    print("  confidence       n  right")
    for low, high in pairwise(BINS):
        row = [all(each.right.values()) for each in found if low <= each.confidence < high]
        print(f"  {low:.2f} – {min(high, 1.0):.2f}  {len(row):5d}  {f'{sum(row) / len(row):.3f}' if row else '-'}")
    sure = [all(each.right.values()) for each in found if each.confidence >= SURE]
    share = sum(sure) / max(1, len(sure))
    print(
        f"  at {SURE} and more: {len(sure)} of {len(found)} ({len(sure) / max(1, len(found)):.0%}), {share:.4f} right"
    )


def main(arguments: list[str]) -> None:
    named = [each.partition(":") for each in arguments if each != "--write"] or [(str(golden.FOLDER), "", "")]
    folders = [(Path(labels), Path(texts or labels)) for labels, _, texts in named]
    if "--write" in arguments:
        seen: set[str] = set()
        write(shares([reading for labels, texts in folders for reading in readings(labels, texts, seen)]))
        print(f"{WRITTEN.relative_to(ROOT)} is written; run again to see what it says")
        return
    for labels, texts in folders:
        print_table(str(labels), list(readings(labels, texts, set())))


if __name__ == "__main__":
    main(sys.argv[1:])
