"""How long the search for words of one, two and four characters takes, on both databases.

The texts are the seeds' paragraphs with drawn numbers, in documents of ten; PostgreSQL is the one that the tests
start, and needs requirements-dev.txt. Times are medians of the first fifty places, warm.

    python benchmarks/search.py [SEGMENTS]
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from extract.load import load  # noqa: E402
from extract.models import Document, Extraction, Segment  # noqa: E402
from extract.pipeline import extract  # noqa: E402
from extract.store import Store, open_store, search  # noqa: E402

EACH = 10
ROUNDS = 9
WORDS = ["党", "县", "驢", "党员", "植树", "苏木", "机关", "先进集体", "植树造林", "驴唇马嘴", "党员 会议"]


def documents(count: int) -> Iterator[Extraction]:
    """Documents without figures: what is searched is their text."""
    draw = random.Random(7)
    found = [extract(load(path)) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    words = [each.document.text[part.start : part.end] for each in found for part in each.segments]
    for number in range(count // EACH):
        parts = [re.sub("[0-9]+", lambda _: str(draw.randrange(1, 5000)), word) for word in draw.choices(words, k=EACH)]
        text, segments = "", []
        for part in parts:
            segments.append(Segment(len(text), len(text) + len(part), "paragraph"))
            text += part + "\n"
        digest = sha256(f"{number} {text}".encode()).hexdigest()
        yield Extraction(Document(digest[:12], f"{number}", text, digest), tuple(segments))


def filled(store: Store, count: int) -> tuple[float, float, int]:
    """Seconds that the writing took, those of them for the index of words, and the bytes of text."""
    spent, size, real = 0.0, 0, search.fill

    def timed(*arguments: object) -> None:
        nonlocal spent
        start = time.perf_counter()
        real(*arguments)  # type: ignore[arg-type]
        spent += time.perf_counter() - start

    search.fill = timed  # type: ignore[assignment]
    start = time.perf_counter()
    for extraction in documents(count):
        store.add(extraction)
        size += len(extraction.document.text.encode())
    search.fill = real
    return time.perf_counter() - start, spent, size


def show(name: str, url: str, count: int) -> None:
    store = open_store(url)
    seconds, index, size = filled(store, count)
    print(f"{name}: {count} segments, {size / 1e6:.1f} MB, written in {seconds:.1f} s, {index:.1f} s of it the index")
    for word in WORDS:
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            found = store.search(word)
            times.append(time.perf_counter() - start)
        more = "+" if len(found) == 50 else ""
        print(f"    {word:10}{len(found):4}{more:2}{statistics.median(times) * 1000:8.1f} ms")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.sqlite3"
        show("SQLite", str(path), count)
        print(f"    {path.stat().st_size / 1e6:.1f} MB on the disk")
    with suppress(ImportError):
        from postgres import server

        with server() as url:
            show("PostgreSQL", url, count)


if __name__ == "__main__":
    main()
