"""What is left to do once documents are in the store: changed series are compared, and untold concepts told.

Nobody has to wait for either. A command compares at its end, and tells where it is asked to (it takes as long as the
import); the dashboard does both in a process beside its pages.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from extract.messages import in_chinese, word
from extract.progress import Progress
from extract.run import complain

if TYPE_CHECKING:
    from extract.store import Store

SERIES, DOCUMENTS = 4000, 100
"""So much is done at a time by a command, some tenth of a second: what is compared is read once for all of them."""

LONG = 5000
"""Series from which on comparing them takes some seconds."""

SERIES_BESIDE, DOCUMENTS_BESIDE = 10, 20
"""And beside pages: what people decide meanwhile waits for it, some tenth of a second at the most."""


def compared(store: Store) -> None:
    """Compare all series that have changed, some at a time, so that others come to write in between.

    Where that takes more than a moment it is told, and who ends it leaves the rest to the dashboard.
    """
    left = store.changed_series()
    if left < LONG:
        while store.examine(SERIES):
            pass
    else:
        _told_compared(store, left)
    store.checkpoint()


def _told_compared(store: Store, left: int) -> None:
    complain(word("comparing_begun", in_chinese()).format(count=left))
    try:
        with Progress(sys.stderr, left) as progress:
            while done := store.examine(SERIES):
                progress.step(times=done)
    except KeyboardInterrupt:
        complain(word("comparing_ended", in_chinese()))


def told(store: Store) -> None:
    """Tell what figures of no indicator count; who ends it leaves the rest to the dashboard."""
    left, count = store.count_documents() - store.told_concepts(), 0
    if left:
        complain(word("concepts_begun", in_chinese()).format(count=left))
    try:
        with Progress(sys.stderr, left) as progress:
            while done := store.tell_concepts(DOCUMENTS):
                count += done
                progress.step(times=done)
    except KeyboardInterrupt:
        complain(word("concepts_ended", in_chinese()).format(count=count))
        return
    complain(word("concepts_told", in_chinese()).format(count=count))


def beside(store: Store) -> None:
    """All that is left, of both in turn and in small portions, with as much time for others in between as each took."""
    begun = time.monotonic()
    while store.examine(SERIES_BESIDE) + store.tell_concepts(DOCUMENTS_BESIDE):
        time.sleep(time.monotonic() - begun)
        begun = time.monotonic()
    store.checkpoint()
