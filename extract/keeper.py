"""Writes what an import finds into the store, several documents at a time: a transaction costs more than a document.

A document waits a moment for others and is then written with them, each whole; what is killed meanwhile is not there
and is read by the next import.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.errors import SourceError, StoreError
from extract.jobs import Job, bytes_of, is_given
from extract.models import Extraction

if TYPE_CHECKING:
    from extract.store import Entry, Prepared, Store

PAUSES = (1.0, 5.0)
"""Seconds after which a write is tried again: a server that starts anew, a disk that somebody clears."""

DOCUMENTS, FIGURES, BYTES, SECONDS = 512, 12000, 8_000_000, 2.0
"""As soon as so much is waiting, or has waited so long, it is written; the first documents wait for fewer others."""

LAST = 32
"""Towards the end so many are written at a time as are still to come, down to this: others read beside the writing."""

HELD = 1.0
"""Seconds for which one write may keep others from writing, say somebody who confirms a figure meanwhile."""

NEARLY = 0.8
"""Writes are made larger for as long as they take less of that time: no two of a size take the same."""

Written = Callable[[Job, "Prepared", "str | StoreError"], None]
"""Hears of each document what `Store.add` gives, or why the store refuses it."""


class Keeper:
    """Takes documents one by one; `write` writes those that wait, and has to come last."""

    def __init__(self, store: Store, batch: int, done: Written) -> None:
        self._store = store
        self._batch = batch
        self._done = done
        self._waiting: list[tuple[Job, Entry]] = []
        self._figures = self._size = 0
        self._since = 0.0
        self._room = 1
        self._last = 0.0

    @property
    def first(self) -> Job | None:
        """The first document that waits."""
        return self._waiting[0][0] if self._waiting else None

    def take(self, job: Job, prepared: Prepared, changed: bool, left: int = DOCUMENTS) -> None:
        """Let a document wait for others; at most so many are `left`. Raises StoreError where the store fails."""
        from extract.store import Entry

        self._since = self._since if self._waiting else time.monotonic()
        self._waiting.append((job, Entry(prepared, self._batch, changed)))
        self._figures += len(prepared.figures)
        self._size += prepared.size
        if self._is_enough(left):
            self.write()

    def _is_enough(self, left: int) -> bool:
        long = time.monotonic() - self._since >= SECONDS
        room = min(self._room, max(LAST, left))
        return long or len(self._waiting) >= room or self._figures >= FIGURES or self._size >= BYTES

    def write(self) -> None:
        """Write what waits; where the store cannot be reached for a moment, wait and try again."""
        begun = time.monotonic()
        outcomes = self._written([entry for _, entry in self._waiting])
        self._adapt(time.monotonic() - begun)
        for (job, entry), outcome in zip(self._waiting, outcomes, strict=True):
            self._done(job, entry.prepared, outcome)
        self._waiting, self._figures, self._size = [], 0, 0

    def _adapt(self, seconds: float) -> None:
        """The more documents are written at a time the less each costs, and the longer others wait.

        Now and then a write ends with the log of SQLite going to its places, which keeps nobody from writing: only
        two slow ones in a row are too slow.
        """
        held, self._last = min(seconds, self._last), seconds
        if held > HELD:
            self._room = max(1, self._room // 2)
        elif len(self._waiting) >= self._room:
            more = min(2.0, NEARLY * HELD / max(seconds, 0.001))  # the one before may have been of fewer
            self._room = min(DOCUMENTS, max(self._room, int(more * self._room)))

    def _written(self, entries: list[Entry]) -> list[str | StoreError]:
        for pause in PAUSES:
            try:
                return self._store.add_all(entries)
            except StoreError:
                time.sleep(pause)
        return self._store.add_all(entries)


@dataclass(frozen=True, slots=True)
class Preparing:
    """Makes the rows of a store of this kind of what was found in a document, in the process that has read it."""

    kind: str
    form: str

    @classmethod
    def of(cls, store: Store) -> Preparing:
        from extract.store import form

        return cls(store.kind, form())

    def __call__(self, job: Job, extraction: Extraction) -> Prepared:
        from extract.store import form, prepare

        if self.form != form():  # a worker on another machine, whose program is older or newer
            raise SourceError("other_engine", f"The worker has tables of the form {form()}.", version=form())
        return prepare(extraction, self.kind, lambda: bytes_of(job), is_given(job))


def add(store: Store, extraction: Extraction, job: Job, batch: int, changed: bool) -> str:
    """As `Store.add`; where the store cannot be reached for a moment, wait and try again."""
    source = bytes_of(job)  # the store looks whether they are still those that were read
    for pause in PAUSES:
        try:
            return store.add(extraction, source, batch, changed)
        except StoreError as error:
            if error.code == "store_refused":
                raise
            time.sleep(pause)
    return store.add(extraction, source, batch, changed)
