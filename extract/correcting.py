"""What people have said of documents that are in the store, when these are read again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extract.batch import Job, Kept, Task
from extract.errors import SourceError, StoreError
from extract.load.given import GIVEN, Given, given_by, given_of, joined, only, unpacked
from extract.models import PERSON, Document

if TYPE_CHECKING:
    from extract.store import Known, Store


class Earlier:
    """What the store knows of documents that an import brings once more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._about: dict[str, Known] = {}
        self.lost: set[str] = set()
        """The ids of those of which a file beside them had said something, and is gone."""

    def look(self, ids: Collection[str]) -> None:
        """Ask the store of these documents at once; of others nothing is known from now on."""
        self._about = self._store.known(ids)

    def has(self, id: str) -> bool:
        """Whether a document of which nothing is given now is there, and need not be read again."""
        about = self._about.get(id)
        if about is None or not about.current:
            return False
        if "sidecar" in about.rules:
            self.lost.add(id)
        return id not in self.lost

    def said(self, id: str) -> Given | None:
        """What a person has given in the reader, which no import takes back and which goes before all else."""
        about = self._about.get(id)
        if about is None or PERSON not in about.rules:
            return None
        document = self._store.document(id)
        return only(given_of(document), PERSON) if document else None


def with_said(job: Job, given: Given | None) -> Job:
    """The job with what is given of its document before anything else."""
    if given is None:
        return job
    if isinstance(job, Task):
        return replace(job, given=joined(job.given, given))
    return Task(job, given)


class Outdated(Collection[Job | SourceError]):
    """The documents that another engine has read, with their bytes and what was given of them.

    Each comes out of the store when it is asked for, as all of them may be more than the memory holds.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids = store.outdated()

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, job: object) -> bool:
        return any(job == each for each in iter(self))

    def __iter__(self) -> Iterator[Job | SourceError]:
        return (job for id in self._ids if (job := self._job(id)))

    def _job(self, id: str) -> Job | SourceError | None:
        """None for one that was removed meanwhile."""
        data, old = self._store.source(id), self._store.document(id)
        if old is None:
            return None
        if data is None:
            message = f"“{old.name}” cannot be read again, as its file was not kept: import it once more."
            return SourceError("source_not_kept", message, file=old.name, id=id)
        return Task(Kept(old.name, data), given_of(old))


def corrected(store: Store, id: str, record: Mapping[str, str], restored: Collection[str] = ()) -> Task:
    """A document of the store to be read again with what a person says of it.

    `record` are words for fields of GIVEN; the fields of `restored` are told from the text again. Raises
    StoreError("no_such_document"), SourceError("source_not_kept") and SourceError("given").
    """
    document, data = store.document(id), store.source(id)
    if document is None:
        raise StoreError("no_such_document", f"There is no document “{id}” in the store.", id=id)
    if data is None:
        message = f"“{document.name}” cannot be read again, as its file was not kept: import it once more."
        raise SourceError("source_not_kept", message, file=document.name, id=id)
    given = joined(without(given_of(document), restored), given_by(record, PERSON))
    return Task(Kept(document.name, data), given)


def as_before(store: Store, id: str, row: Mapping[str, Any]) -> Task | None:
    """A document to be read again with what was given of it earlier (see `packed`); None where it cannot be."""
    document, data = store.document(id), store.source(id)
    if document is None or data is None:
        return None
    try:
        return Task(Kept(document.name, data), unpacked(row))
    except SourceError:  # it names a place that the gazetteer has lost since
        return None


def without(given: Given | None, names: Collection[str]) -> Given | None:
    """What is given without some of its fields; None where nothing is left."""
    if given is None:
        return None
    nothing = Given(given.rule)
    kept = [name for name in GIVEN if given.has(name) and name not in names]
    blank = {part: getattr(nothing, part) for name in names for part in (name, f"{name}_words") if hasattr(given, part)}
    return replace(given, **blank) if kept else None


def differences(old: Document, new: Document) -> dict[str, list[str]]:
    """The fields of GIVEN that changed: name → [words before, words now]."""
    pairs = {name: [_words(old, name), _words(new, name)] for name in GIVEN}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _words(document: Document, name: str) -> str:
    if name == "place":
        return document.place.full_name if document.place else ""
    told = document.year_told if name == "year" else None
    value = getattr(document, name)
    return str(value) if value is not None else told.words if told else ""
