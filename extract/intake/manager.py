"""The imports that are under way: each in a process of its own, few at a time, the others in their turn.

The threads here only wait for what the processes say. What an import has done so far is written into its batch every
few seconds, so that another process, or this one after a restart, can tell it.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from extract.errors import StoreError
from extract.intake.running import Row, Running, State, process
from extract.intake.spool import Spool, sweep
from extract.intake.teller import Teller

if TYPE_CHECKING:
    from extract.store import Batch, Store

AT_ONCE = 2
"""Imports that run at the same time; each has a worker or more, and pages want their share, too."""

FEW = 4
"""Below so many files one worker is ready sooner than two."""

BEAT = 3.0
"""Seconds between two reports in the store."""

SILENT = 30
"""Seconds after which an import of another process, of which nothing is heard, is taken for cut short."""

KEPT = 100
"""Imports that are remembered here; of earlier ones the store knows the report."""

LOG = logging.getLogger("shuchu.intake")


class Manager:
    """Begins imports into one store, and knows those that it has begun. There is one in a server's process."""

    def __init__(self, store: Store, address: str) -> None:
        self._store = store
        self._address = address
        self._known: dict[int, Running] = {}
        self._turn = threading.Condition()
        self._queue: deque[int] = deque()
        self._running = 0
        self.teller = Teller(store, address, lambda: bool(self._running or self._queue))
        sweep()

    def bring(self, who: str, spool: Spool, names: Sequence[str], given: Mapping[str, str]) -> int:
        """Begin to import the files of a spool, which is cleared at the end; the number of the import."""
        asked = {"folder": str(spool.folder), "given": dict(given)}
        return self._begin("import", who, names, asked, spool)

    def edit(self, who: str, document: str, name: str, given: Mapping[str, str], restored: Sequence[str]) -> int:
        """Begin to read a document again with what a person says of it; the number that this goes by as an import."""
        asked = {"document": document, "given": dict(given), "restored": list(restored)}
        return self._begin("edit", who, [name], asked)

    def refresh(self, who: str, names: Sequence[str]) -> int:
        """Begin to read the outdated documents again; the number that this goes by as an import.

        `names` say what they are, the first of them where there are many.
        """
        return self._begin("refresh", who, names, {})

    def undo(self, number: int, who: str) -> None:
        """Begin to take out what an import has added, and to bring back what was said of those that it has renewed."""
        with self._turn:
            old = self._known.get(number)
            if old and old.going:
                return
            batch = self._store.batch(number)
            report = dict(batch.report or {}) if batch else {}
            running = Running(number, str(report.get("task", "import")), "undoing", int(report.get("total", 0)))
            running.rows = list(report.get("files", ()))
            self._known[number] = running
        before = {row["document"]: row["before"] for row in running.rows if "before" in row}
        asked = {"task": "undo", "of": number, "before": before}
        threading.Thread(target=self._undo, args=(running, asked, report, who), daemon=True).start()

    def cancel(self, number: int) -> None:
        """End an import; what is in the store stays."""
        with self._turn:
            running = self._known.get(number)
            if running is None or running.state not in ("waiting", "running"):
                return
            running.state = "ending"
            if running.process:
                running.process.terminate()
            self._turn.notify_all()

    def running(self, number: int) -> Running | None:
        """An import of this process, going or ended; None of one that it does not know."""
        return self._known.get(number)

    def ahead(self, number: int) -> int:
        """How many imports wait before this one."""
        queue = list(self._queue)
        return queue.index(number) if number in queue else 0

    def state_of(self, batch: Batch) -> State:
        """The state of any import of the store, be it of another process."""
        running = self._known.get(batch.number)
        if running and running.going:
            return running.state
        report = batch.report or {}
        if batch.until:
            return "cancelled" if report.get("cancelled") else "done"
        if running:
            return running.state
        seen = report.get("seen")
        return "running" if seen and _since(str(seen)) < timedelta(seconds=SILENT) else "broken"

    def _begin(self, task: str, who: str, names: Sequence[str], asked: Row, spool: Spool | None = None) -> int:
        number = self._store.begin(who, names)
        running = Running(number, task, total=len(names))
        workers = 1 if len(names) < FEW and not any(name.lower().endswith(".zip") for name in names) else None
        asked |= {"task": task, "batch": number, "workers": workers or os.cpu_count() or 1}
        with self._turn:
            for old in [each.number for each in self._known.values() if not each.going][:-KEPT]:
                del self._known[old]
            self._known[number] = running
            self._queue.append(number)
        threading.Thread(target=self._run, args=(running, asked, spool), daemon=True).start()
        return number

    def _run(self, running: Running, asked: Row, spool: Spool | None) -> None:
        try:
            if self._wait(running):
                try:
                    self._follow(running, asked)
                finally:
                    with self._turn:
                        self._running -= 1
                        self._turn.notify_all()
            if spool:
                spool.clear()
            self._close(running)
            self.teller.begin()
        except StoreError as error:
            LOG.warning("import %s: %s", running.number, error)
            running.error = running.error or {"code": error.code, "message": str(error), "facts": error.facts}
            running.state = "broken"
        except Exception:
            LOG.exception("import %s failed", running.number)
            running.state = "broken"
        finally:
            if spool:
                spool.clear()

    def _wait(self, running: Running) -> bool:
        """Until it is this import's turn; False where it was ended before that."""
        with self._turn:
            while running.state == "waiting" and (self._running >= AT_ONCE or self._queue[0] != running.number):
                self._turn.wait(BEAT)
                self._note(running)
            self._queue.remove(running.number)
            self._turn.notify_all()
            if running.state != "waiting":
                return False
            self._running += 1
            running.state = "running"
            return True

    def _follow(self, running: Running, asked: Row) -> None:
        """Start the process and note what it says until it has ended."""
        noted = time.monotonic()
        for said in self._said(running, asked):
            if "total" in said:
                running.total = said["total"]
                running.begun = running.begun or time.monotonic()
            elif "row" in said:
                running.rows.append(said["row"])
            elif "error" in said:
                running.error = said["error"]
            elif "undone" in said:
                running.undone, running.restored = said["undone"], said.get("restored", 0)
            elif "end" in said:
                running.ended = True
            if running.state != "undoing" and time.monotonic() - noted > BEAT:
                self._note(running)
                noted = time.monotonic()

    def _said(self, running: Running, asked: Row) -> Any:
        with process(self._address) as started:
            with self._turn:
                running.process = started
                if running.state == "ending":
                    started.terminate()
            assert started.stdin and started.stdout
            try:
                started.stdin.write(json.dumps(asked).encode() + b"\n")
                started.stdin.flush()
            except OSError:  # it has been ended already
                pass
            for line in started.stdout:
                yield json.loads(line)
            running.process = None

    def _close(self, running: Running) -> None:
        """Write down how it ended; of one that broke off there is no end."""
        report = running.report()
        if running.ended:
            self._store.finish(running.number, report)
            running.state = "done"
        elif running.state == "ending":
            self._store.finish(running.number, report | {"cancelled": True})
            running.state = "cancelled"
        else:
            self._store.note(running.number, report)
            running.state = "broken"

    def _undo(self, running: Running, asked: Row, report: Row, who: str) -> None:
        try:
            self._follow(running, asked)
            if running.undone is None:
                running.state = "broken"
                return
            before = report.get("undone", {})
            told = {"who": who, "at": _now(), "count": before.get("count", 0) + running.undone}
            told["restored"] = before.get("restored", 0) + running.restored
            self._store.note(running.number, report | {"undone": told})
            running.state = "done"
            self.teller.begin()
        except Exception:
            LOG.exception("undoing import %s failed", running.number)
            running.state = "broken"

    def _note(self, running: Running) -> None:
        try:
            self._store.note(running.number, running.report() | {"seen": _now()})
        except StoreError as error:  # the import itself has its own patience with the store
            LOG.warning("import %s: %s", running.number, error)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _since(moment: str) -> timedelta:
    try:
        return datetime.now(UTC) - datetime.fromisoformat(moment)
    except (ValueError, TypeError):
        return timedelta.max
