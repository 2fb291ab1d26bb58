"""How fast one core reads, and whether memory stays flat.

The seeds are repeated with other digits each time, so that nothing can be remembered from one copy to the next.
One regular expression and, where requirements-bench.txt is installed, two other readers of numbers run over the
same text in the same run: on a slower or busier machine all sink together, and their ratios stay. Where the engine is
compiled (`make native`), a process of its own reads the same in pure Python.

    python benchmarks/speed.py [MEGABYTES]
"""

from __future__ import annotations

import functools
import gc
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import rivals  # noqa: E402

from extract import native  # noqa: E402 (the path comes first)
from extract.catalogue import catalogue  # noqa: E402 (the path comes first)
from extract.load import document  # noqa: E402 (the path comes first)
from extract.pipeline import extract  # noqa: E402

UNITS = "|".join(map(re.escape, sorted(catalogue().units.classes, key=len, reverse=True)))
BASELINE = re.compile(
    r"(?:近|约|逾|超过?|超出|突破|不足|不到|将近|达|至少|不少于)?\s?"
    rf"\d[\d ,.\n]*(?:\s?[百千万亿]+)?[余多几]?[万亿]?[余多]?\s?(?:{UNITS})(?:以上|以下|左右|以内)?"
)
"""What one expression can do: it finds 318 of the 321 quantities of the seeds and all bounds, and 51 dates as well."""

DIGITS = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d+")
"""Runs of digits that are no year: a changed year would change what the text says of time."""

MEGA = 1_000_000
ALONE = "--alone"


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


def forget() -> None:
    """Empties what the engine remembers of phrases it has read (not its dictionaries), as if each were its first."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and each.cache_parameters()["maxsize"]:
            loaded = str(getattr(each, "__module__", "")).startswith("extract.catalogue")
            if not loaded:
                each.cache_clear()


def measure(size: int, fresh: bool = False) -> tuple[int, int, float, float]:
    """Bytes, figures, seconds of the engine and seconds of the one regular expression.

    With `fresh` nothing is remembered from one document to the next: the copies share their words, which no real
    corpus does to that degree, so that the truth lies between the two speeds.
    """
    read = figures = 0
    engine = baseline = 0.0
    for data in copies(size):
        if fresh:
            forget()
        start = time.perf_counter()
        figures += len(extract(document("copy", data)).figures)
        engine += time.perf_counter() - start
        start = time.perf_counter()
        sum(1 for _ in BASELINE.finditer(data.decode()))
        baseline += time.perf_counter() - start
        read += len(data)
    return read, figures, engine, baseline


def alone(size: int) -> None:
    """Prints how many bytes a second the engine reads, and nothing else."""
    measure(60_000)
    read, _, engine, _ = measure(size)
    print(read / engine)


def pure(size: int) -> float:
    """Bytes a second without binaries, in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, str(size / MEGA), ALONE]
    environment = {**os.environ, native.VARIABLE: "off"}
    return float(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)


def compare(rounds: int = 3) -> None:
    """The engine and other readers in turn, the best round of each: a busy machine slows all of them."""
    text = "\n\n".join(data.decode() for data in copies(3 * rivals.SAMPLE))
    readers = rivals.rivals()
    if not readers:
        print("others           not installed: pip install -r requirements-bench.txt")
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, read in readers.items():
            best[name] = max(best.get(name, 0.0), rivals.speed(read, text))
        read_bytes, _, engine, _ = measure(MEGA)
        best["engine"] = max(best.get("engine", 0.0), read_bytes / engine)
        if readers and native.installed():
            best["pure"] = max(best.get("pure", 0.0), pure(MEGA))
    for name in readers:
        times = f"{best['engine'] / best[name]:.1f} times as fast"
        times += f", {best['pure'] / best[name]:.1f} times in pure Python" if "pure" in best else ""
        print(f"{name:17}{best[name] / MEGA:8.2f} MB/s, the engine {times}")


def main() -> None:
    size = int(float(sys.argv[1]) * MEGA) if len(sys.argv) > 1 else 10 * MEGA
    if ALONE in sys.argv:
        alone(size)
        return
    start = time.perf_counter()
    measure(60_000)  # the catalogue, the dictionary and the patterns are loaded once
    first = time.perf_counter() - start
    measure(MEGA)
    small = peak()
    read, figures, engine, baseline = measure(size)
    large = peak()
    again, _, slow, _ = measure(min(size, 2 * MEGA), fresh=True)
    print(f"first document   {first:8.2f} s (loads the catalogue)")
    print(f"read             {read / MEGA:8.1f} MB of UTF-8, {figures:,} figures")
    print(f"engine           {read / MEGA / engine:8.2f} MB/s on one core{', compiled' * native.installed()}")
    print(f"  unremembering  {again / MEGA / slow:8.2f} MB/s, each document as if it were the first")
    print(f"one expression   {read / MEGA / baseline:8.2f} MB/s, {engine / baseline:.1f} times as fast as the engine")
    if native.installed():
        slower = pure(size)
        print(f"in pure Python   {slower / MEGA:8.2f} MB/s, compiled {read / engine / slower:.2f} times as fast")
    compare()
    print(f"peak memory      {small:8.0f} MB after 1 MB, {large:.0f} MB after {1 + read / MEGA:.0f} MB")


if __name__ == "__main__":
    main()
