"""How fast an import is into an empty store and into a full one: the command, in turns, each time of new documents.

    python benchmarks/late.py FULL FOLDER [DOCUMENTS] [--rounds N] [--workers N] [--seed N]

FULL is the path or URL of the full store, which grows by what is imported; FOLDER takes the documents and the empty
stores of SQLite. Beside the rate until all is stored, the seconds of the comparison that follows are told apart.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "tests")]

import corpus  # noqa: E402
from sqlalchemy import create_engine, make_url, text  # noqa: E402

SEED = 1000
"""Beside those of other benchmarks, so that no document is in the store; another one where it has run before."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import took: seconds until all was stored, and of comparing; how many documents and figures."""

    stored: float
    comparing: float
    documents: int
    figures: int


def imported(folder: Path, store: str, workers: int) -> Taken:
    """The command, in a process of its own."""
    command = [sys.executable, "-m", "extract", "import", str(folder), "--store", store, "--workers", str(workers)]
    done = subprocess.run([*command, "--json"], cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["added"] == told["total"], told["failed"]
    return Taken(told["stored_after"], told["seconds"] - told["stored_after"], told["added"], told["figures"])


def in_turns(
    full: str, folder: Path, count: int, rounds: int, workers: int, seed: int = SEED
) -> list[tuple[Taken, Taken]]:
    """Into an empty store and into the full one, now the one first and now the other."""
    empty, found = _emptied(full, folder), []
    for number in range(rounds):
        texts = folder / f"late{number}"
        corpus.write(texts, count, seed + number)
        stores: list[Callable[[], str]] = [empty, lambda: full]
        one, other = (imported(texts, store(), workers) for store in (stores if number % 2 else stores[::-1]))
        found.append((one, other) if number % 2 else (other, one))
    return found


def _emptied(full: str, folder: Path) -> Callable[[], str]:
    """Makes an empty store of the same kind, on the same server."""
    if "://" not in full:
        place = folder / "empty.sqlite3"

        def anew() -> str:
            for left in folder.glob("empty.sqlite3*"):
                left.unlink()
            return str(place)

        return anew

    def database() -> str:
        engine = create_engine(full, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS empty_store"))
            connection.execute(text("CREATE DATABASE empty_store"))
        engine.dispose()
        return make_url(full).set(database="empty_store").render_as_string(hide_password=False)

    return database


def told(name: str, found: list[tuple[Taken, Taken]]) -> list[str]:
    """A row of the table: documents a second into the empty and into the full store, by the median round."""
    first, last = ([each.documents / each.stored for each in side] for side in zip(*found, strict=True))
    ratios = [late / early for early, late in zip(first, last, strict=True)]
    comparing = [statistics.median(each.comparing for each in side) for side in zip(*found, strict=True)]
    rates = [f"{statistics.median(first):.0f}", f"{statistics.median(last):.0f}", f"{statistics.median(ratios):.0%}"]
    return [name, *rates, *(f"{seconds:.1f}" for seconds in comparing)]


HEAD = ["store", "documents/s, empty", "full", "full : empty", "s of comparing, empty", "full"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("full")
    options.add_argument("folder", type=Path)
    options.add_argument("documents", type=int, nargs="?", default=3000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=SEED)
    given = options.parse_args()
    found = in_turns(given.full, given.folder, given.documents, given.rounds, given.workers, given.seed)
    for line in (HEAD, told("PostgreSQL" if "://" in given.full else "SQLite", found)):
        print("| " + " | ".join(line) + " |")


if __name__ == "__main__":
    main()
