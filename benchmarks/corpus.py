"""Makes a corpus of any size whose truth is known: sentences of shapes.toml with drawn numbers, places and years.

    python benchmarks/corpus.py FOLDER DOCUMENTS [--seed N]    writes the documents, and beside them truth.jsonl
    python benchmarks/corpus.py --check DOCUMENTS [--seed N]   reads them with the engine and prints how right it is

A document of a seed and number is always the same, whatever else is made, so that parts can be made in parallel.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from extract.catalogue.gazetteer import gazetteer  # noqa: E402
from extract.load import document  # noqa: E402
from extract.models import OTHER, Figure  # noqa: E402
from extract.pipeline import extract  # noqa: E402

SLOT = re.compile(r"\{(~|[a-z_]+)\}(万)?")
YEARS = (1995, 2020)
SENTENCES = (9, 15)
"""How many sentences with figures a document has, from and to."""
ANY = (5, 90)
ODD = 0.03
"""So many numbers are not what the place reports elsewhere: of a misprint, or of another count."""
SMALL = 20
APART = (0.85, 1.15)
"""How far the years of a place are from its middle."""
DIGITS = "零一二三四五六七八九"
FOLDER_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Truth:
    """A figure that a document states: the words at `start` say `value` of `indicator`, of a place in a year."""

    document: str
    start: int
    quote: str
    value: str
    indicator: str
    year: int
    place: str


@dataclass(frozen=True, slots=True)
class Made:
    """A document and what it states."""

    name: str
    text: str
    truth: tuple[Truth, ...]


@cache
def shapes() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("shapes.toml").read_text(encoding="utf-8"))


@cache
def places() -> tuple[tuple[str, str], ...]:
    """(name, code) of the counties and prefectures that were in force in all the years that are drawn.

    The name is as documents write it: that of an area above goes before one that several areas bear.
    """
    known = gazetteer()
    lasting = [
        row
        for row in known.rows
        if row.level in ("county", "prefecture") and row.since <= YEARS[0] and row.until >= YEARS[1]
    ]
    above = {row.code: row.name for row in known.rows}
    named = []
    for row in lasting:
        name = known.place(row).full_name
        alone = len({each.code for each in known.full[row.name]}) == 1
        named.append((name if alone or name != row.name else above.get(row.parent, "") + name, row.code))
    return tuple(named)


def made(number: int, seed: int = 1) -> Made:
    """The document of this number."""
    draw = random.Random(f"{seed}-{number}")
    (place, code), year, name = draw.choice(places()), draw.randint(*YEARS), f"{number:07}"
    known = {"place": place, "year": str(year), "own": f"全{place[-1]}"}
    text = _filled(draw.choice(shapes()["titles"]), known) + "\n\n"
    truth: list[Truth] = []
    chosen = _chosen(draw)
    while chosen:
        text += "　　" + _filled(draw.choice(shapes()["openings"]), known)
        for _ in range(min(len(chosen), draw.randint(2, 4))):
            for start, quote, value, indicator in _stated(chosen.pop(), draw, {**known, "code": code}):
                if start == 0 and indicator != "~":
                    truth.append(Truth(name, len(text), quote, value, indicator, year, code))
                text += quote
            if draw.random() < 0.4:
                text += _filled(draw.choice(shapes()["plain"]), known)
        text += "\n"
    return Made(name, text, tuple(truth))


def _chosen(draw: random.Random) -> list[str]:
    """Sentences of which no two state the same indicator: a document gives a number once."""
    count, found, told = draw.randint(*SENTENCES), list[str](), set[str]()
    for shape in draw.sample(shapes()["sentences"], len(shapes()["sentences"])):
        own = {slot[1] for slot in SLOT.finditer(shape)} - {"~"}
        if own.isdisjoint(told) and len(found) < count:
            found.append(shape)
            told |= own
    return found


def _filled(shape: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\{(place|year|own)\}", lambda slot: known[slot[1]], shape)


def _stated(shape: str, draw: random.Random, known: Mapping[str, str]) -> Iterator[tuple[int, str, str, str]]:
    """The pieces of a sentence in order: (-1, words, "", "") or (0, number, its value, its indicator)."""
    shape, at = _filled(shape, known), 0
    for slot in SLOT.finditer(shape):
        yield -1, shape[at : slot.start()], "", ""
        own = draw if slot[1] == "~" or draw.random() < ODD else Spot(slot[1], known)
        written, value = _number(slot[1], bool(slot[2]), own, draw)
        yield 0, written + (slot[2] or ""), value, slot[1]
        at = slot.end()
    yield -1, shape[at:], "", ""


class Spot:
    """What a place reports of an indicator in a year, as `random.Random` would draw it: each place has its own size,
    its years are a little apart, and all documents give the same number."""

    def __init__(self, indicator: str, known: Mapping[str, str]) -> None:
        spot = f"{known['code']} {indicator}"
        self._size = random.Random(spot).random()
        self._year = random.Random(f"{spot} {known['year']}")

    def randint(self, low: int, high: int) -> int:
        if low <= 0 or high - low < SMALL:
            return self._year.randint(low, high)
        middle = low * (high / low) ** self._size
        return min(high, max(low, round(middle * self._year.uniform(*APART))))


def _number(
    indicator: str, in_ten_thousands: bool, drawn: random.Random | Spot, draw: random.Random
) -> tuple[str, str]:
    """A number, by `drawn`, as it may be written, by `draw`, and its value."""
    low, high = shapes()["ranges"].get(indicator, ANY)
    value = drawn.randint(low, high)
    if indicator == "satisfaction_rate" or in_ten_thousands:
        exact = Decimal(value) + Decimal(drawn.randint(0, 9)) / 10
        return f"{exact}", f"{exact * (10_000 if in_ten_thousands else 1)}"
    how = draw.random()
    if how < 0.06 and value < 100:
        return _chinese(value), str(value)
    if how < 0.12 and value > 1000:
        return f"{value:,}".replace(",", draw.choice((",", " "))), str(value)
    if how < 0.18 and value > 10_000:
        return f"{Decimal(value // 100) / 100}万", str(value // 100 * 100)
    if how < 0.24 and value > 100:
        return f"{value // 10 * 10}余", str(value // 10 * 10)
    return str(value), str(value)


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


# How right the engine is


@dataclass
class Score:
    """`stated` figures, of which `found` have the right value and `right` also indicator, year and place.

    `told` are the figures that the engine gives an indicator and lets into the panel, `false` those of them that no
    sentence states so.
    """

    stated: int = 0
    found: int = 0
    right: int = 0
    told: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.right / max(1, self.stated)

    @property
    def precision(self) -> float:
        return 1 - self.false / max(1, self.told)

    def add(self, made: Made, figures: tuple[Figure, ...]) -> Counter[str]:
        """Count one document; what was missed or wrong, by indicator."""
        here = {each.start: each for each in figures}
        wrong: Counter[str] = Counter()
        stated: set[int] = set()
        for truth in made.truth:
            figure = here.get(truth.start)
            self.stated += 1
            if figure is None or figure.value != Decimal(truth.value):
                wrong[f"{truth.indicator}: value"] += 1
                continue
            self.found += 1
            read = (figure.indicator, figure.year, figure.place_code)
            if read == (truth.indicator, truth.year, truth.place) and figure.counts:
                self.right += 1
                stated.add(truth.start)
            else:
                wrong[f"{truth.indicator}: {_difference(figure, truth)}"] += 1
        told = [each for each in figures if each.counts and each.indicator != OTHER]
        self.told += len(told)
        self.false += sum(each.start not in stated for each in told)
        return wrong


def _difference(figure: Figure, truth: Truth) -> str:
    if figure.indicator != truth.indicator:
        return f"indicator {figure.indicator}"
    if figure.year != truth.year:
        return f"year {figure.year}"
    return f"place {figure.place}" if figure.place_code != truth.place else "flag"


def check(count: int, seed: int) -> tuple[Score, Counter[str]]:
    """The engine's score over so many documents, and its mistakes by kind."""
    score, wrong = Score(), Counter[str]()
    for number in range(count):
        one = made(number, seed)
        wrong += score.add(one, extract(document(one.name, one.text.encode())).figures)
    return score, wrong


def write(folder: Path, count: int, seed: int) -> None:
    """The documents in folders of a thousand, and their truth, a figure a line."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as rows:
        for number in range(count):
            one = made(number, seed)
            below = folder / f"{number // FOLDER_SIZE:04}"
            below.mkdir(exist_ok=True)
            (below / f"{one.name}.txt").write_text(one.text, encoding="utf-8")
            rows.writelines(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in one.truth)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("documents", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--check", action="store_true")
    asked = options.parse_args()
    if asked.folder:
        write(asked.folder, asked.documents, asked.seed)
    if asked.check or not asked.folder:
        score, wrong = check(asked.documents, asked.seed)
        print(f"{score.stated:,} figures stated, {score.found / max(1, score.stated):.2%} found with their value")
        print(f"recall     {score.recall:.2%} with indicator, year and place")
        print(f"precision  {score.precision:.2%} of {score.told:,} figures in the panel")
        for what, number in wrong.most_common(12):
            print(f"    {number:6}  {what}")


if __name__ == "__main__":
    main()
