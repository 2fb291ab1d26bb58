"""A scheduler of Dask and its workers on loopback, as processes that a test may kill."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from extract.store import open_store
from extract.store.schema import documents, metadata

ROOT = Path(__file__).parent.parent
SETTINGS = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
"""What docs/CLUSTER.md tells to set: the worker's profiler costs some hundredths of its time."""

WAIT = 60
"""Seconds after which a process that has not begun is given up."""


@dataclass
class Hired:
    """The scheduler's address, and the processes: the scheduler first, then its workers."""

    address: str
    processes: list[subprocess.Popen[str]]
    settings: dict[str, str] = field(default_factory=dict)

    def kill(self, number: int) -> None:
        """SIGKILL one of them."""
        self.processes[number].kill()
        self.processes[number].wait()

    def hire(self, *options: str) -> None:
        """One worker more: one process, one thread, and nobody who would start it again unless `options` say so."""
        options = options or ("--no-nanny",)
        made = ["worker", self.address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
        made += ["--death-timeout", "60", *options]  # none is left behind where the tests themselves are killed
        self.processes.append(_started(made, r"Registered to", self.settings)[0])


@contextmanager
def hired(workers: int = 2, *options: str, **settings: str) -> Iterator[Hired]:
    """A scheduler with so many workers; `settings` are variables of their environment."""
    made = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    scheduler, match = _started(made, r"(tcp://127\.0\.0\.1:\d+)", settings)
    found = Hired(match[1], [scheduler], settings)
    try:
        for _ in range(workers):
            found.hire(*options)
        yield found
    finally:
        for process in found.processes[::-1]:
            process.send_signal(signal.SIGTERM)
        for process in found.processes[::-1]:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _started(command: list[str], sign: str, settings: dict[str, str]) -> tuple[subprocess.Popen[str], re.Match[str]]:
    """A process of Dask that has said that it is ready; what else it says is let go."""
    program = [sys.executable, "-m", f"distributed.cli.dask_{command[0]}", *command[1:]]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1", **SETTINGS, **settings}
    process = subprocess.Popen(program, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    until, said = time.monotonic() + WAIT, []
    for line in process.stderr:
        said.append(line)
        if match := re.search(sign, line):
            threading.Thread(target=_drained, args=(process,), daemon=True).start()
            return process, match
        if time.monotonic() > until:
            break
    process.kill()
    raise RuntimeError("".join(said))


def _drained(process: subprocess.Popen[str]) -> None:
    assert process.stderr
    for _ in process.stderr:
        pass


TIMES = {"since", "until", "at", "imported_at"}
"""Columns that say when: of `batches`, `imports` and `documents`. (A figure's `since` and `until` are its days.)"""


def rows_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in the order of its first columns, but for times and what tells one store from others."""
    store = open_store(url)
    found = {}
    with store._engine.connect() as connection:
        for name, table in metadata.tables.items():
            left_out = {"value"} if name == "meta" else TIMES if name in ("batches", "imports", "documents") else set()
            columns = [column for column in table.c if column.name not in left_out]
            rows = connection.execute(select(*columns)).all()
            found[name] = sorted((tuple(row) for row in rows), key=repr)
    store.close()
    return found


def count_of(url: str) -> int:
    """The documents of a store, while another process writes to it."""
    store = open_store(url)
    with store._engine.connect() as connection:
        count = int(connection.execute(select(func.count()).select_from(documents)).scalar_one())
    store.close()
    return count
