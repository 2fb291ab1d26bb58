"""A province's worth of documents in the store: how fast they come in, and how fast what a page asks is answered.

    python benchmarks/scale.py fill FOLDER [DOCUMENTS] [--times N] [--postgresql]
    python benchmarks/scale.py import FOLDER [DOCUMENTS] [--rounds N]

`fill` writes documents of corpus.py, read by the engine in two processes, in batches as an import does, and then asks
what pages ask. With `--times` the store is filled with copies of nine tenths of them (copies.py) before the last tenth
is written: 100,000 that the engine has read take an hour. `import` runs the command line with one and two workers.

Prints tables in Markdown, as docs/BENCHMARKS.md keeps them; what is behind them goes to FOLDER/fill.json. PostgreSQL is
the one that the tests start.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "tests")]

import copies  # noqa: E402
import corpus  # noqa: E402
import late  # noqa: E402
from postgres import server  # noqa: E402

from extract import batch  # noqa: E402
from extract.__main__ import main as run_command  # noqa: E402
from extract.load import document  # noqa: E402
from extract.models import Extraction, Figure  # noqa: E402
from extract.pipeline import extract  # noqa: E402
from extract.store import Sought, Store, open_store  # noqa: E402

BATCH = 256
"""As an import writes them."""
PROCESSES = 2
ROUNDS = 9
PART = 0.1
"""The part of the documents that the rate at the start and at the end is taken of."""
LATE = 3000
"""Documents that are imported by the command at the end, into the full store and into an empty one."""
LIMIT = 200
"""Milliseconds that a question may take."""

Question = Callable[[Store], object]


def read(first: int, last: int) -> list[Extraction]:
    """What the engine finds in the documents of these numbers."""
    made = (corpus.made(number) for number in range(first, last))
    return [extract(document(each.name, each.text.encode())) for each in made]


def extractions(start: int, count: int) -> Iterator[list[Extraction]]:
    """Documents in batches, read a little ahead of whoever takes them."""
    parts = range(start, count, BATCH)
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        waiting: deque[Future[list[Extraction]]] = deque()
        for first in parts:
            waiting.append(pool.submit(read, first, min(count, first + BATCH)))
            if len(waiting) > 3 * PROCESSES:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


# Filling


def fill(stores: Mapping[str, Store], start: int, count: int) -> list[dict[str, Any]]:
    """Write these documents into each store; for each batch its figures, and the seconds of each store."""
    rows, told = [], time.monotonic()
    for found in extractions(start, count):
        row: dict[str, Any] = {"documents": len(found), "figures": sum(len(each.figures) for each in found)}
        for name, store in stores.items():
            wall, cpu = time.perf_counter(), time.process_time()
            store.add_all([store.entry(each) for each in found])
            row[name] = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        rows.append(row)
        if time.monotonic() - told > 30:
            told = time.monotonic()
            say(f"{sum(each['documents'] for each in rows):,} documents, {peak():.0f} MB")
    return rows


def say(words: str) -> None:
    print(time.strftime("%H:%M:%S"), words, file=sys.stderr, flush=True)


def peak() -> float:
    """The most memory that this process has ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def rates(rows: list[dict[str, Any]], name: str) -> tuple[float, float]:
    """Figures that the store took in a second of the writer's own time, in the first and in the last part."""
    part = max(1, int(len(rows) * PART))
    return (_rate(rows[3 : 3 + part], name), _rate(rows[-part:], name))  # the first batches load code


def _rate(rows: list[dict[str, Any]], name: str) -> float:
    """By the median batch, which nobody else's work on the machine has disturbed."""
    return statistics.median(row["figures"] / row[name]["wall"] for row in rows)


# Asking


def questions(store: Store) -> dict[str, Question]:
    """What pages ask, of things in the middle of the store."""
    total = store.totals()
    half = total["documents"] // 2
    (some,) = store.documents(start=half, most=1)
    figure = next(each for each in store.figures(document=some.id) if each.counts)
    code, name = store.places()[len(store.places()) // 2]
    return {
        **_of_overview(total, some.id),
        **_of_documents(half, code, name),
        **_of_evidence(some.id, figure, store.cells(places=[code], most=1)[0].id),
        **_of_indicators(list(store.indicators())[:1], figure.year or 0, code),
        **{f"search: {words}": _searching(words) for words in ("党", "党员", "植树 苗木", name, "驴唇马嘴")},
        "version of the data": lambda s: s.version(),
    }


def _searching(words: str) -> Question:
    return lambda s: s.search(words)


def _of_overview(total: Mapping[str, int], document: str) -> dict[str, Question]:
    half = (total["figures"] - total["attributed"]) // 2
    return {
        "overview: totals": lambda s: s.totals(),
        "overview: first documents": lambda s: s.documents(most=12),
        "overview: headlines of a document": lambda s: s.cells_of(document),
        "overview: places and years": lambda s: s.spots(),
        "overview: figures without an indicator": lambda s: s.lacking("indicator", 0, 12),
        "overview: the same, half way down": lambda s: s.lacking("indicator", half, 12),
        "overview: figures without a year": lambda s: s.lacking("year", 0, 12),
    }


def _of_documents(half: int, code: str, name: str) -> dict[str, Question]:
    place, words, down = Sought(place=code), Sought(name), {"descending": True, "start": half, "most": 50}
    return {
        "documents: first page": lambda s: s.documents(most=50),
        "documents: half way down": lambda s: s.documents(start=half, most=50),
        "documents: by figures, half way down": lambda s: s.documents(sort="figures", **down),
        "documents: by year, half way down": lambda s: s.documents(sort="year", **down),
        "documents: of a place": lambda s: (s.count_documents(place), s.documents(place, most=50)),
        "documents: with words in the title": lambda s: (s.count_documents(words), s.documents(words, most=50)),
    }  # fmt: skip


def _of_evidence(document: str, figure: Figure, cell: str) -> dict[str, Question]:
    return {
        "reader: document": lambda s: s.document(document),
        "reader: segments": lambda s: s.segments(document),
        "reader: figures": lambda s: s.figures(document=document),
        "reader: rejections": lambda s: s.rejections(document),
        "evidence: figure": lambda s: s.figure(figure.id),
        "evidence: its words": lambda s: s.words(document, figure.start, figure.end),
        "evidence: neighbours": lambda s: s.neighbours(figure.id),
        "evidence: cell": lambda s: s.cell(cell),
    }


def _of_indicators(codes: list[str], year: int, place: str) -> dict[str, Question]:
    return {
        "indicators: with counts": lambda s: s.indicators(),
        "indicators: places to choose from": lambda s: s.places(),
        "indicators: years to choose from": lambda s: s.years(),
        "indicators: scopes": lambda s: s.scopes(),
        "indicators: one, one year": lambda s: s.cells(indicators=codes, years=[year]),
        "indicators: one, one place": lambda s: s.cells(indicators=codes, places=[place]),
        "indicators: all of one place": lambda s: s.cells(places=[place]),
        "indicators: one, first page": lambda s: (s.count_cells(indicators=codes), s.cells(indicators=codes, most=50)),
        "indicators: one, every cell": lambda s: s.cells(indicators=codes),
    }


def asked(name: str, store: Store) -> dict[str, list[float]]:
    """Question → milliseconds, warm."""
    found: dict[str, list[float]] = {}
    for question, ask in questions(store).items():
        ask(store)
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            ask(store)
            times.append((time.perf_counter() - start) * 1000)
        found[question] = times
        say(f"{name}: {question}: {statistics.median(times):.1f} ms, at the best {min(times):.1f}")
    return found


# Tables


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def told(filled: dict[str, Any]) -> str:
    """The result of `fill` in Markdown."""
    rows, names, held = filled["rows"], filled["stores"], filled["totals"]
    documents = sum(row["documents"] for row in rows)
    lines = [f"{held['documents']:,} documents, {held['figures']:,} figures, {filled['cells']:,} cells."]
    lines += [f"Read by the engine: {documents:,}; peak memory of the writing process {filled['peak']:.0f} MB.", ""]
    speed = []
    for name in names:
        first, last = rates(rows, name)
        cpu = sum(row[name]["cpu"] for row in rows) / documents * 1000
        speed.append([name, f"{first:,.0f}", f"{last:,.0f}", f"{last / first:.0%}", f"{cpu:.2f}"])
        speed[-1].append(f"{filled['anew'].get(name, 0):.0f}")
    head = ["store", "figures/s, first tenth", "last tenth", "last : first", "ms CPU a document"]
    head += ["s for all cells anew"]
    lines += [table(head, speed), "", table(late.HEAD, filled["late"]), ""]
    answers = [
        [question, *(_cell(times[name]) for name in names)] for question, times in filled["questions"].items()
    ]
    return "\n".join([*lines, table(["question (median of nine, ms)", *names], answers)])


def _cell(times: list[float]) -> str:
    middle = statistics.median(times)
    return f"**{middle:.1f}**" if middle > LIMIT else f"{middle:.1f}"


def run_fill(folder: Path, count: int, times: int, postgresql: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        urls = {"SQLite": str(folder / "scale.sqlite3")}
        if postgresql:
            urls["PostgreSQL"] = stack.enter_context(server())
        stores = {name: open_store(url) for name, url in urls.items()}
        last = count - max(BATCH, int(count * PART)) if times else count
        found: dict[str, Any] = {"stores": list(stores), "rows": fill(stores, 0, last), "anew": {}}
        if times:
            for name, store in stores.items():
                found["anew"][name] = _multiplied(name, store, times)
            found["rows"] += fill(stores, last, count)
        found["late"] = [late.told(name, late.in_turns(url, folder, LATE, 3, PROCESSES)) for name, url in urls.items()]
        some = stores["SQLite"]
        found |= {"peak": peak(), "cells": some.count_cells(), "totals": some.totals(), "questions": {}}
        for name, store in stores.items():
            settle(store)
            for question, taken in asked(name, store).items():
                found["questions"].setdefault(question, {})[name] = taken
            (folder / "fill.json").write_text(json.dumps(found))
        for store in stores.values():
            store.close()
    print(told(found))


def _multiplied(name: str, store: Store, times: int) -> float:
    """Fill a store with copies; the seconds that making its cells anew took."""
    say(f"{name}: {times} copies")
    copies.multiply(store, times)
    settle(store)
    say(f"{name}: cells")
    start = time.perf_counter()
    copies.made_anew(store)
    settle(store)
    return time.perf_counter() - start


def settle(store: Store) -> None:
    """What autovacuum does in time; SQLite needs it not."""
    with store._engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")


# The command line


def run_import(folder: Path, count: int, rounds: int) -> None:
    """`extract import` of one folder with one and with two workers, and extraction's part of the processors' time.

    What each process loads first is told apart, by an import of a single document; extraction (a file as a document,
    and its figures) is timed inside imports by one worker and set against their own time. Two imports into stores of
    their own, at once, say what the machine can give at all. All of it is done anew in each round, now with the one
    first and now with the other: the machine may be slower a minute later.
    """
    corpus.write(folder / "texts", count, 2)
    corpus.write(folder / "one", 1, 3)
    seen: dict[int, list[Spent]] = {1: [], 2: []}
    parts, most = [], []
    for number in range(rounds):
        for workers in (1, 2) if number % 2 else (2, 1):
            seen[workers].append(_spent(folder, workers))
        parts.append(_reading(folder))
        one, two = (seen[workers][-1] for workers in seen)
        most.append(2 * one.seconds / _side_by_side(folder))
        times = f"{one.seconds:.1f} and {two.seconds:.1f} s, {one.seconds / two.seconds:.2f} times"
        say(f"{times}, less the start {one.more / two.more:.2f} times, two stores at once {most[-1]:.2f} times;")
        say(f"extraction {parts[-1]:.0%} of one worker's CPU")
    tell(seen, count, statistics.median(parts))
    print(f"Two imports at once into stores of their own are {statistics.median(most):.2f} times one.")


@dataclass(frozen=True)
class Spent:
    """Seconds and seconds of CPU of an import, and of one of a single document; how many figures were found."""

    seconds: float
    cpu: float
    begin: float
    begin_cpu: float
    figures: int

    @property
    def more(self) -> float:
        return self.seconds - self.begin


def _spent(folder: Path, workers: int) -> Spent:
    (begin, begin_cpu, _), (seconds, cpu, report) = (_imported(folder, each, workers) for each in ("one", "texts"))
    return Spent(seconds, cpu, begin, begin_cpu, report["figures"])


def tell(seen: Mapping[int, Sequence[Spent]], count: int, part: float) -> None:
    """The medians of all rounds; extraction takes as much CPU by two workers as by one."""

    def middle(workers: int, name: str) -> float:
        return statistics.median(getattr(each, name) for each in seen[workers])

    rows, reading = [], part * (middle(1, "cpu") - middle(1, "begin_cpu"))
    for workers in seen:
        more, cpu, begin = (middle(workers, name) for name in ("more", "cpu", "begin_cpu"))
        rates = [f"{count / more:.1f}", f"{middle(workers, 'figures') / more:,.0f}"]
        spent = [f"{cpu:.1f}", f"{begin:.1f}", f"{reading / (cpu - begin):.0%}"]
        rows.append([str(workers), f"{middle(workers, 'seconds'):.1f}", *rates, *spent])
    head = ["workers", "seconds", "documents/s", "figures/s", "s of CPU", "of it to begin", "extraction's part"]
    print(table(head, rows))
    whole, less = (middle(1, name) / middle(2, name) for name in ("seconds", "more"))
    print(f"Two workers are {whole:.2f} times one, less the start {less:.2f} times.")


def _reading(folder: Path) -> float:
    """Extraction's part of the CPU of an import by one worker, less what both take for a single document."""
    (_, begin, one), (_, used, all_of_them) = (_imported(folder, each, 1, "timed") for each in ("one", "texts"))
    return float((all_of_them["reading"] - one["reading"]) / (used - begin))


def timed(arguments: list[str]) -> None:
    """`extract import` in this process, its report with the seconds of CPU that it spent in extraction."""
    spent, told = 0.0, io.StringIO()

    def clocked(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def run(what: Any) -> Any:
            nonlocal spent
            start = time.process_time()
            found = work(what)
            spent += time.process_time() - start
            return found

        return run

    batch.loaded, batch.extract = clocked(batch.loaded), clocked(batch.extract)
    with redirect_stdout(told):
        run_command(["import", *arguments])
    print(json.dumps({**json.loads(told.getvalue()), "reading": spent}))


def _imported(folder: Path, texts: str, workers: int, how: str = "") -> tuple[float, float, dict[str, Any]]:
    """Seconds, seconds of CPU and report of an import into a new store."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    told, _ = _begun(folder, texts, workers, how).communicate()
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, used, json.loads(told)


def _side_by_side(folder: Path) -> float:
    """Seconds of two imports that share nothing, by one worker each."""
    start = time.perf_counter()
    for each in [_begun(folder, "texts", 1, store=f"own{number}.sqlite3") for number in range(2)]:
        each.communicate()
    return time.perf_counter() - start


def _begun(
    folder: Path, texts: str, workers: int, how: str = "", store: str = "import.sqlite3"
) -> subprocess.Popen[bytes]:
    """The command, under way into a new store."""
    for left in folder.glob(f"{store}*"):
        left.unlink()
    command = [sys.executable, *([__file__, how] if how else ["-m", "extract", "import"])]
    command += [str(folder / texts), "--store", str(folder / store), "--json", "--workers", str(workers)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=["fill", "import"])
    options.add_argument("folder", type=Path)
    options.add_argument("documents", type=int, nargs="?", default=5000)
    options.add_argument("--postgresql", action="store_true")
    options.add_argument("--rounds", type=int, default=2, help="imports by each number of workers")
    options.add_argument("--times", type=int, default=0, help="copies that are made of each document")
    given = options.parse_args()
    if given.what == "fill":
        run_fill(given.folder, given.documents, given.times, given.postgresql)
    else:
        run_import(given.folder, given.documents, given.rounds)


if __name__ == "__main__":
    timed(sys.argv[2:]) if sys.argv[1:2] == ["timed"] else main()
