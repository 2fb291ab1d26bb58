"""Writes what an import finds into the store, several documents at a time: a transaction costs more than a document.

A document waits a moment for others and is then written with them, each whole; what is killed meanwhile is not there
and is read by the next import.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from extract.errors import StoreError
from extract.jobs import Job, bytes_of
from extract.models import Extraction

if TYPE_CHECKING:
    from extract.store import Entry, Store

PAUSES = (1.0, 5.0)
"""Seconds after which a write is tried again: a server that starts anew, a disk that somebody clears."""

DOCUMENTS, FIGURES, BYTES, SECONDS = 32, 3000, 8_000_000, 2.0
"""As soon as so much is waiting, or has waited so long, it is written; the first documents wait for fewer others."""

Written = Callable[[Job, Extraction, "str | StoreError"], None]
"""Hears of each document what `Store.add` gives, or why the store refuses it."""


class Keeper:
    """Takes documents one by one; `write` writes those that wait, and has to come last."""

    def __init__(self, store: Store, batch: int, done: Written) -> None:
        self._store = store
        self._batch = batch
        self._done = done
        self._waiting: list[tuple[Job, Entry]] = []
        self._since = 0.0
        self._room = 1

    @property
    def first(self) -> Job | None:
        """The first document that waits."""
        return self._waiting[0][0] if self._waiting else None

    def take(self, job: Job, extraction: Extraction, changed: bool) -> None:
        """Let a document wait for others. Raises StoreError where the store cannot be used."""
        from extract.store import Entry

        self._since = self._since if self._waiting else time.monotonic()
        source = bytes_of(job)  # the store looks whether they are still those that were read
        self._waiting.append((job, Entry(extraction, source, self._batch, changed)))
        if self._is_enough():
            self.write()

    def _is_enough(self) -> bool:
        entries = [entry for _, entry in self._waiting]
        size = sum(len(each.source or b"") + len(each.extraction.document.text) for each in entries)
        figures = sum(len(each.extraction.figures) for each in entries)
        long = time.monotonic() - self._since >= SECONDS
        return long or len(entries) >= self._room or figures >= FIGURES or size >= BYTES

    def write(self) -> None:
        """Write what waits; where the store cannot be reached for a moment, wait and try again."""
        outcomes = self._written([entry for _, entry in self._waiting])
        for (job, entry), outcome in zip(self._waiting, outcomes, strict=True):
            self._done(job, entry.extraction, outcome)
        self._waiting = []
        self._room = min(DOCUMENTS, 2 * self._room)

    def _written(self, entries: list[Entry]) -> list[str | StoreError]:
        for pause in PAUSES:
            try:
                return self._store.add_all(entries)
            except StoreError:
                time.sleep(pause)
        return self._store.add_all(entries)
