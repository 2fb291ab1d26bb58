"""What is left to do behind an import, beside everything else: series are compared for the review, and what figures of
no indicator count is told for the search.

Comparing some series takes up to half a second, tagging words half as long as reading a document and a dictionary that
loads in most of a second, so that no import and no page waits for it: a process with the least priority does it once
nothing is being imported.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from extract.errors import StoreError
from extract.intake.running import process

if TYPE_CHECKING:
    from extract.store import Store

PATIENCE = 600.0
"""Seconds in which a process that ended before all was done is not followed by another: what ended it may last."""

PAUSE = 1.0
"""Seconds between two looks whether something is still being imported."""

LOG = logging.getLogger("shuchu.intake")


class Teller:
    """Begins such a process for one store where something waits, one at a time; there is one in a server's process."""

    def __init__(self, store: Store, address: str, busy: Callable[[], bool]) -> None:
        self._store = store
        self._address = address
        self._busy = busy
        self._lock = threading.Lock()
        self._failed = 0.0
        self._going = False

    @property
    def going(self) -> bool:
        """Whether that is being done, or will be as soon as nothing is imported."""
        return self._going

    def begin(self) -> bool:
        """Have done what waits; returns at once. False where that cannot be begun now."""
        with self._lock:
            if self._failed and time.monotonic() - self._failed < PATIENCE:
                return False
            if not self._going:
                self._going = True
                threading.Thread(target=self._run, daemon=True).start()
            return True

    def _run(self) -> None:
        try:
            while self._busy():
                time.sleep(PAUSE)
            before = self._waiting()
            if before:
                self._follow()
            self._failed = time.monotonic() if before and self._waiting() >= before else 0.0
        except StoreError as error:
            LOG.warning("comparing series and telling concepts: %s", error)
            self._failed = time.monotonic()
        except Exception:
            LOG.exception("comparing series and telling concepts failed")
            self._failed = time.monotonic()
        finally:
            self._going = False

    def _waiting(self) -> int:
        """How many documents nobody has told, and series that nobody has compared."""
        return self._store.count_documents() - self._store.told_concepts() + self._store.changed_series()

    def _follow(self) -> None:
        """Start the process, and wait for its end."""
        with process(self._address) as started:
            assert started.stdin and started.stdout
            started.stdin.write(json.dumps({"task": "settle"}).encode() + b"\n")
            started.stdin.flush()
            for _ in started.stdout:
                pass
