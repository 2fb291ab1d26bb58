"""The process that does one thing to the store for the dashboard: ``python -m extract.intake``.

Its first line of input says what: {"task": "import" | "edit" | "refresh" | "undo" | "settle", …}; what it says goes
to standard output, an object a line. It ends when its input does, as nobody is left then who could stop it; each
document is in the store whole or not at all, whenever that happens.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import settling
from extract.batch import extract_files
from extract.correcting import Outdated, as_before, corrected, differences
from extract.errors import ExtractError, SourceError
from extract.intake.bringing import Bringing, as_facts, warnings
from extract.intake.spool import Spool
from extract.jobs import Job, bytes_of, shown
from extract.keeper import add
from extract.load.given import given_by
from extract.models import Extraction

if TYPE_CHECKING:
    from extract.store import Store

TICK = 2.0
"""Seconds between two signs of life, also while one document takes long."""

Tell = Callable[[dict[str, Any]], None]


def main() -> None:
    """Do what the first line of the input asks for."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what any library prints is for the log
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the dashboard ends it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if hasattr(os, "nice"):
        os.nice(5)  # pages go first
    lock = threading.Lock()

    def tell(row: dict[str, Any]) -> None:
        with lock:
            out.write(json.dumps(row, ensure_ascii=True) + "\n")
            out.flush()

    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_live, args=(tell,), daemon=True).start()
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        from extract.store import open_store

        TASKS[asked["task"]](open_store(), asked, tell)
        tell({"end": True})
    except ExtractError as error:
        tell({"error": as_facts(error)})
    except BrokenPipeError:
        os._exit(1)


def _live(tell: Tell) -> None:
    pause = threading.Event()
    while not pause.wait(TICK):
        try:
            tell({"tick": True})
        except (OSError, ValueError):
            os._exit(1)


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(1)


def bring(store: Store, asked: dict[str, Any], tell: Tell) -> None:
    """Read the files of a folder into the store."""
    whole = given_by(asked["given"], "upload") if asked.get("given") else None
    Bringing(store, asked["batch"], whole, asked["workers"], tell).run(Spool(Path(asked["folder"])))


def edit(store: Store, asked: dict[str, Any], tell: Tell) -> None:
    """Read one document again with what a person says of it."""
    old = store.document(asked["document"])
    job = corrected(store, asked["document"], asked["given"], asked["restored"])
    tell({"total": 1})
    ((_, found),) = extract_files([job], apart=True)
    if isinstance(found, SourceError):
        raise found
    status = add(store, found, job, asked["batch"], True) or "there"
    changes = differences(old, found.document) if old else {}
    row = {"file": found.document.name, "document": found.document.id, "figures": len(found.figures)}
    tell({"row": {**row, "status": status, "changes": changes, "warnings": warnings(found)}})


def refresh(store: Store, asked: dict[str, Any], tell: Tell) -> None:
    """Read again what another engine version or catalogue has read; decisions find their figures again."""
    every = Outdated(store)
    tell({"total": len(every)})

    def readable() -> Iterator[Job]:
        for each in every:
            if isinstance(each, SourceError):
                tell({"row": {"file": str(each.facts["file"]), "status": "failed", "error": as_facts(each)}})
            else:
                yield each

    for job, found in extract_files(readable(), asked["workers"], apart=True):
        if isinstance(found, SourceError):
            tell({"row": {"file": shown(job), "status": "failed", "error": as_facts(found)}})
            continue
        status = add(store, found, job, asked["batch"], False) or "there"
        row = {"file": found.document.name, "document": found.document.id, "figures": len(found.figures)}
        tell({"row": {**row, "status": status, "warnings": warnings(found)}})


def undo(store: Store, asked: dict[str, Any], tell: Tell) -> None:
    """Take out what an import has added, and read what it has renewed again with what was given of it before."""
    count, before = store.undo(asked["of"]), asked.get("before", {})
    again = (as_before(store, id, before[id]) for id in store.renewed(asked["of"]) if id in before)
    restored = 0
    for job, found in extract_files([each for each in again if each], apart=True):
        restored += isinstance(found, Extraction) and bool(store.add(found, bytes_of(job), None, True))
    tell({"undone": count, "restored": restored})


def settle(store: Store, asked: dict[str, Any], tell: Tell) -> None:
    """Compare the series that have changed, and tell what figures of no indicator count."""
    if hasattr(os, "nice"):
        os.nice(10)  # nobody waits for it
    settling.beside(store)


TASKS: dict[str, Callable[[Any, dict[str, Any], Tell], None]] = {
    "import": bring,
    "edit": edit,
    "refresh": refresh,
    "undo": undo,
    "settle": settle,
}

if __name__ == "__main__":
    main()
