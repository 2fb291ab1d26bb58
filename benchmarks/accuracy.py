"""How well the engine reads labelled documents, and how sure it may be of each kind of reading.

    python benchmarks/accuracy.py [LABELS TEXTS]

LABELS is a folder of .jsonl files, TEXTS one of the .txt files they label (by default tests/golden, with the texts of
seeds/). Prints the scores, then for each way of telling an indicator, a year or a place how often it was right: the
shares of extract/catalogue/confidence.toml; last, how many of the figures at a confidence of 0.9 and more are right.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import golden  # noqa: E402

from extract.catalogue import catalogue  # noqa: E402
from extract.models import Figure  # noqa: E402

SURE = 0.9


def right(label: dict[str, object], figure: Figure, field: str) -> bool:
    wanted, got = label[field], getattr(figure, field)
    if field == "place" and wanted and got:
        return str(wanted).endswith(str(got)) or str(got).endswith(str(wanted))
    return bool(wanted == got)


def kinds(figure: Figure) -> dict[str, str]:
    """The way in which each part of a reading was told, as confidence.toml names it."""
    ranks = {rule.name: str(rule.rank // 10 * 10) for rule in catalogue().rules}
    told = "other" if figure.indicator == "other" else ranks.get(figure.rules[-1], figure.rules[-1])
    year, place = figure.year_told, figure.place_told
    return {"indicator": told, "year": year.rule if year else "", "place": place.rule if place else ""}


def main(names: list[str]) -> None:
    print({key: round(value, 4) for key, value in golden.scores(names).items()})
    seen: Counter[tuple[str, str]] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    sure = surely = 0
    for pair in (pair for name in names for pair in golden.pairs(name)):
        if pair.label is None or pair.figure is None:
            sure += pair.figure is not None and pair.figure.confidence >= SURE
            continue
        for field, kind in kinds(pair.figure).items():
            seen[field, kind] += 1
            good[field, kind] += right(pair.label, pair.figure, field)
        if pair.figure.confidence >= SURE:
            sure += 1
            surely += all(right(pair.label, pair.figure, field) for field in ("indicator", "year", "place"))
    for (field, kind), count in sorted(seen.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{field:10s} {kind or '-':24s} {count:5d}  {good[field, kind] / count:.3f}")
    print(f"at {SURE} and more: {sure} figures, {surely / max(1, sure):.3f} right in value, indicator, year and place")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        golden.FOLDER, golden.TEXTS = Path(sys.argv[1]), [Path(sys.argv[2])]
    main(golden.documents())
