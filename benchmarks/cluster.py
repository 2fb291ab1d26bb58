"""What reading by workers of Dask costs against the processes of one machine, and what the death of a worker changes.

A folder of documents, made of the sentences of tests/golden with drawn numbers, places and years, is imported three
times into stores of their own: by two local processes; by a scheduler and two workers on loopback; and by such ones
again, one of them killed with SIGKILL half way. Then every row of the three stores is compared. Needs
requirements-dask.txt.

    python benchmarks/cluster.py [DOCUMENTS] [--rounds N]

With more rounds the first two are measured so often in turns, now the one first and now the other, and the medians are
told: of wall clock, and of processor time of all processes, which a busy machine disturbs less.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hired import Hired, count_of, hired, rows_of  # noqa: E402 (the path comes first)

from extract.catalogue.gazetteer import gazetteer  # noqa: E402

DIGITS = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d+")
PARAGRAPHS = 1
EVERY = 0.5
"""Seconds between two looks at the processes."""


def make(folder: Path, count: int) -> int:
    """So many documents of some paragraphs each; their bytes."""
    chance = random.Random(1)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "golden").glob("*.txt"))]
    paragraphs = [
        each.strip() for text in texts for each in re.split(r"\n\s*\n|\n(?=[\u3000 ])", text) if len(each) > 60
    ]
    places = sorted({row.name for rows in gazetteer().by_code.values() for row in rows if row.name[-1] in "市县"})
    size = 0
    for number in range(count):
        place, year = chance.choice(places), chance.randrange(1990, 2020)
        drawn = "\n\u3000\u3000".join(chance.sample(paragraphs, PARAGRAPHS))
        body = DIGITS.sub(lambda run: "".join(chance.choice("123456789") for _ in run[0]), drawn)
        data = f"{place}{year}年工作总结\n\u3000\u3000{body}\n".encode()
        (folder / f"{number:06}.txt").write_bytes(data)
        size += len(data)
    return size


@dataclass
class Spent:
    """Seconds of wall clock, and of processor time of all processes together."""

    wall: float
    processor: float


class Watch:
    """The processor time of processes and of all that they start, those that have ended counted too."""

    def __init__(self, roots: Sequence[int]) -> None:
        self._roots = [psutil.Process(pid) for pid in roots]
        self._spent: dict[tuple[int, float], float] = {}
        self._before = self._look()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on)
        self._thread.start()

    def _look(self) -> float:
        for root in self._roots:
            try:
                every = [root, *root.children(recursive=True)]
            except psutil.NoSuchProcess:
                continue
            for each in every:
                try:
                    times = each.cpu_times()
                    self._spent[each.pid, each.create_time()] = times.user + times.system
                except (psutil.NoSuchProcess, psutil.ZombieProcess):
                    continue
        return sum(self._spent.values())

    def _go_on(self) -> None:
        while not self._over.wait(EVERY):
            self._look()

    def seconds(self) -> float:
        self._over.set()
        self._thread.join()
        return self._look() - self._before


def imported(folder: Path, store: Path, where: Sequence[str], others: Hired | None, kill: int = 0) -> Spent:
    """One import; with `kill`, a worker dies when so many documents are in the store."""
    command = [sys.executable, "-m", "extract", "import", str(folder), "--store", str(store), *where]
    begun = time.monotonic()
    running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)
    watch = Watch([running.pid, *(process.pid for process in (others.processes if others else ()))])
    while kill and running.poll() is None:
        if store.exists() and count_of(str(store)) >= kill and others:
            others.kill(1)
            print(f"  a worker killed with {count_of(str(store))} documents in the store", flush=True)
            kill = 0
        time.sleep(EVERY)
    _, told = running.communicate()
    wall = time.monotonic() - begun
    if running.returncode:
        sys.exit(told.decode())
    return Spent(wall, watch.seconds())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="?", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), asked.documents, asked.rounds)


def measure(work: Path, count: int, rounds: int) -> None:
    folder = work / "documents"
    folder.mkdir()
    size = make(folder, count)
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine}: {count:,} documents, {size / 1e6:.1f} MB", flush=True)
    spent: dict[str, list[Spent]] = {"two local processes": [], "two workers": []}
    for number in range(rounds):
        for what in list(spent)[:: -1 if number % 2 else 1]:  # a machine that tires would flatter the first one
            each = read(folder, work, what, number)
            spent[what].append(each)
            print(f"  {what}: {each.wall:.1f} s, {each.processor:.1f} s of processors", flush=True)
    tell(spent, count)
    with hired(2) as found:
        killed = imported(folder, work / "killed", ["--scheduler", found.address], found, kill=count // 2)
    print(f"two workers, one of them killed half way: {killed.wall:.1f} s")
    local = rows_of(str(work / "local0"))
    for other in ("dask0", "killed"):
        rows = rows_of(str(work / other))
        unlike = [table for table in local if local[table] != rows[table]]
        total = sum(map(len, rows.values()))
        print(f"{other}: {total:,} rows in {len(rows)} tables, {'all equal' if not unlike else f'UNLIKE in {unlike}'}")


def read(folder: Path, work: Path, what: str, number: int) -> Spent:
    """One import as `what` says, into a store of its own."""
    if what == "two local processes":
        return imported(folder, work / f"local{number}", ["--workers", "2"], None)
    with hired(2) as found:
        return imported(folder, work / f"dask{number}", ["--scheduler", found.address], found)


def tell(spent: dict[str, list[Spent]], count: int) -> None:
    wall = {what: statistics.median(each.wall for each in times) for what, times in spent.items()}
    processor = {what: statistics.median(each.processor for each in times) for what, times in spent.items()}
    for what in spent:
        each = 1000 * processor[what] / count
        print(f"{what}: {count / wall[what]:.1f} documents/s, {wall[what]:.1f} s; {each:.2f} ms of processors each")
    first, second = spent
    more, work = wall[second] / wall[first] - 1, processor[second] / processor[first] - 1
    print(f"overhead: {more:+.1%} of wall clock, {work:+.1%} of processor time")


if __name__ == "__main__":
    main()
