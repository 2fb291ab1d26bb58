"""How fast one core reads, and whether memory stays flat.

The seeds are repeated with other digits each time, so that nothing can be remembered from one copy to the next.
One regular expression runs over the same text in the same run: on a slower or busier machine both sink together,
and their ratio stays.

    python benchmarks/speed.py [MEGABYTES]
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from extract.load import document  # noqa: E402 (the path comes first)
from extract.pipeline import extract  # noqa: E402

BASELINE = re.compile(r"(?:约|近|超过|逾)?\d[\d ,.]*[余多]?[万亿千]?[余多]?(?:人次|公顷|[人名个次件元株棵篇期户亩%])")

DIGITS = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d+")
"""Runs of digits that are no year: a changed year would change what the text says of time."""

MEGA = 1_000_000


def varied(text: str, chance: random.Random) -> str:
    """The same text with other numbers of the same length."""
    return DIGITS.sub(lambda run: "".join(chance.choice("123456789") for _ in run[0]), text)


def copies(size: int) -> Iterator[bytes]:
    """Documents in UTF-8, together `size` bytes or a little more."""
    chance = random.Random(1)
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    made = 0
    while made < size:
        for seed in seeds:
            data = varied(seed, chance).encode()
            made += len(data)
            yield data
            if made >= size:
                return


def peak() -> float:
    """The most memory that this process has ever had, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGA


def measure(size: int) -> tuple[int, int, float, float]:
    """Bytes, figures, seconds of the engine and seconds of the one regular expression."""
    read = figures = 0
    engine = baseline = 0.0
    for data in copies(size):
        start = time.perf_counter()
        figures += len(extract(document("copy", data)).figures)
        engine += time.perf_counter() - start
        start = time.perf_counter()
        sum(1 for _ in BASELINE.finditer(data.decode()))
        baseline += time.perf_counter() - start
        read += len(data)
    return read, figures, engine, baseline


def main() -> None:
    size = int(float(sys.argv[1]) * MEGA) if len(sys.argv) > 1 else 10 * MEGA
    start = time.perf_counter()
    measure(1)  # the catalogue, the dictionary and the patterns are loaded once
    first = time.perf_counter() - start
    measure(MEGA)
    small = peak()
    read, figures, engine, baseline = measure(size)
    print(f"first document   {first:8.2f} s (loads the catalogue)")
    print(f"read             {read / MEGA:8.1f} MB of UTF-8, {figures:,} figures")
    print(f"engine           {read / MEGA / engine:8.2f} MB/s on one core")
    print(f"one expression   {read / MEGA / baseline:8.2f} MB/s, {engine / baseline:.0f} times as fast")
    print(f"peak memory      {small:8.0f} MB after 1 MB, {peak():.0f} MB after {1 + read / MEGA:.0f} MB")


if __name__ == "__main__":
    main()
