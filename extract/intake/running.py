"""An import that is under way: how far it is, and what the store keeps of that."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Row = dict[str, Any]
State = Literal["waiting", "running", "ending", "undoing", "done", "cancelled", "broken"]

ROWS = 2000
"""Files that a report names one by one, those that failed first."""

COUNTED = ("added", "replaced", "there", "same", "failed")
AS = {"twin": "there"}
"""A file that comes twice in one upload is there already."""

ROOT = Path(__file__).parents[2]


def process(address: str) -> subprocess.Popen[bytes]:
    """A process that does one thing to a store (see `extract.intake.__main__`); "" is the store of the project."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    environment = os.environ | {"PYTHONPATH": path}  # the chosen catalogues are in it
    if address:
        environment["SHUCHU_STORE"] = address
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-m", "extract.intake"], stdin=pipe, stdout=pipe, env=environment)


@dataclass
class Running:
    """An import as far as it is. Written by its one thread, read by the pages."""

    number: int
    task: str
    state: State = "waiting"
    total: int = 0
    rows: list[Row] = field(default_factory=list)
    error: Row | None = None
    begun: float = 0.0
    ended: bool = False
    undone: int | None = None
    restored: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def going(self) -> bool:
        return self.state in ("waiting", "running", "ending", "undoing")

    @property
    def done(self) -> int:
        return len(self.rows)

    def rate(self) -> float:
        """Files a second that had to be read, 0.0 while it cannot be told."""
        read = sum(row["status"] not in ("there", "twin", "manifest") for row in self.rows)
        seconds = time.monotonic() - self.begun if self.begun else 0.0
        return read / seconds if read and seconds >= 1 else 0.0

    def left(self) -> int | None:
        """Seconds until all is done, None while they cannot be told."""
        rate = self.rate()
        return round((self.total - self.done) / rate) if rate else None

    def report(self) -> dict[str, Any]:
        """What the store keeps of it: counts, and the files one by one."""
        counts = dict.fromkeys(COUNTED, 0)
        for row in self.rows:
            status = AS.get(row["status"], row["status"])
            if status in counts:
                counts[status] += 1
        figures = sum(row.get("figures", 0) for row in self.rows if row["status"] in ("added", "replaced"))
        failed = [[row["file"], row["error"]["message"]] for row in self.rows if row["status"] == "failed"]
        rows = sorted(self.rows, key=lambda row: row["status"] != "failed")[:ROWS]
        total = max(self.total, self.done)
        told = {"total": total, **counts, "figures": figures, "errors": failed[:ROWS], "files": rows}
        return told | {"task": self.task} | ({"error": self.error} if self.error else {})
