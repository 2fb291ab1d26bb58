"""How long the seeds take from nothing to the panel: import into a new store, then the panel from it.

Whole processes are timed, Python's start included, and set beside a Python that does nothing.

    python benchmarks/cold.py [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent

IMPORT = ["-m", "extract", "import", "seeds"]
PANEL = ["-c", "from extract.store import open_store; print(len(open_store().cells()))"]
NOTHING = ["-c", "pass"]


def seconds(arguments: list[str], store: Path) -> float:
    environment = {**os.environ, "SHUCHU_STORE": str(store)}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def round_trip() -> dict[str, float]:
    """Seconds of each step on a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "figures.sqlite3"
        first, panel = seconds(IMPORT, store), seconds(PANEL, store)
        steps = {"import": first, "panel": panel, "together": first + panel}
        return {**steps, "import again": seconds(IMPORT, store), "bare Python": seconds(NOTHING, store)}


def main() -> None:
    rounds = [round_trip() for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5)]
    print(f"{'seconds':14}{'median':>8}{'least':>8}{'most':>8}")
    for step in rounds[0]:
        times = [each[step] for each in rounds]
        print(f"{step:14}{statistics.median(times):8.2f}{min(times):8.2f}{max(times):8.2f}")


if __name__ == "__main__":
    main()
