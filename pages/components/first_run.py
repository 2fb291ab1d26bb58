"""Fills an empty store with the documents below seeds/, once a process, while every session sees how far it is."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from extract.catalogue import catalogue
from extract.errors import ExtractError, StoreError
from extract.store import Store
from pages.components import data, notices, words

SEEDS = Path(__file__).parents[2] / "seeds"
PAUSE = 0.1


@dataclass
class Import:
    """How far the import is. Written by its one thread, read by the sessions."""

    total: int = 0
    done: int = 0
    file: str = ""
    failed: list[tuple[str, ExtractError]] = field(default_factory=list)
    finished: bool = False


_lock = threading.Lock()
_imports: dict[str, Import] = {}


def ensure() -> None:
    """Wait until the seeds are in, showing the progress; returns at once where there is nothing to do."""
    state = _started(data.store())
    if not state.finished:
        _watch(state)
    for name, error in state.failed:
        notices.show("warning", words.say("first_run.failed", file=name, sentence=notices.of(error)))


def _started(store: Store) -> Import:
    """The import of this process into this store, begun by whoever comes first."""
    place = data.address()
    with _lock:
        if place not in _imports:
            files = _missing(store)
            if files:
                catalogue()  # what is wrong in a catalogue is said as that, not of each file
            _imports[place] = Import(total=len(files), finished=not files)
            if files:
                threading.Thread(target=_run, args=(store, files, _imports[place]), daemon=True).start()
        return _imports[place]


def _missing(store: Store) -> list[Path]:
    """The seeds to import: all into a new store, the rest where an import was cut short; what was removed stays so."""
    files = {
        path: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in sorted(SEEDS.glob("*")) if path.is_file()
    }
    known = {id for id in files.values() if store.summary(id)}
    if not known and store.totals()["documents"]:
        return []
    return [path for path, id in files.items() if id not in known and not store.history(id, most=1)]


def _run(store: Store, files: list[Path], state: Import) -> None:
    try:
        from extract.batch import extract_files  # the engine and its dictionary: a later start needs neither

        state.file = files[0].name
        for path, found in extract_files(files, workers=1):
            if isinstance(found, ExtractError):
                state.failed.append((path.name, found))
            else:
                store.add(found)
            state.done += 1
            state.file = files[min(state.done, len(files) - 1)].name
    except ExtractError as error:
        state.failed.append((state.file, error))
    except Exception as error:  # a thread has nobody above it: what fails here must still be said
        state.failed.append((state.file, StoreError("import_failed", str(error), reason=str(error))))
    finally:
        state.finished = True


def _watch(state: Import) -> None:
    bar = st.empty()
    while not state.finished:
        told = words.html("first_run.progress", done=state.done, total=state.total, file=state.file)
        bar.html(
            f'<label class="importing">{told}<progress value="{state.done}" max="{state.total}"></progress></label>'
        )
        time.sleep(PAUSE)
    bar.empty()
