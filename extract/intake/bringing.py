"""The files of an upload into the store, one row of the report for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from extract.batch import Job, Task, extract_files
from extract.correcting import Earlier, differences, with_said
from extract.errors import ExtractError, SourceError, StoreError
from extract.intake.spool import Spool
from extract.jobs import bytes_of, id_of, shown, source
from extract.keeper import add
from extract.load import ENDINGS, LEGACY
from extract.load.archive import is_archive, members
from extract.load.given import Given, given_of, joined, packed
from extract.load.manifest import Manifest, read_manifest
from extract.load.sidecar import SIDECARS, beside
from extract.models import Document, Extraction

if TYPE_CHECKING:
    from extract.store import Store

Row = dict[str, Any]
Tell = Callable[[Row], None]

MANIFESTS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
LARGEST = 8 << 20
"""A table with more bytes is no manifest."""

HIDDEN = (".", "~$", "Thumbs.db", "desktop.ini")
"""How the names of files begin that systems and programs leave in folders."""


@dataclass
class Bringing:
    """One upload: its files told apart, each read by a worker process and written as soon as it is read.

    `tell` hears {"total": n} whenever that becomes known, and {"row": {...}} for each file: `file`, `status` ("added",
    "replaced", "there", "twin", "same", "failed" or "manifest"), `document`, `figures`, `warnings`, `error`.
    """

    store: Store
    batch: int
    whole: Given | None
    workers: int
    tell: Tell
    total: int = 0
    names: dict[Path, str] = field(default_factory=dict)
    manifests: list[Manifest] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def run(self, spool: Spool) -> None:
        """Read everything; raises StoreError where the store cannot be used."""
        self.names = dict(spool.files())
        jobs = list(self._without_manifests(list(self._jobs())))
        self.total = len(jobs) + self.total
        self.tell({"total": self.total})
        earlier = Earlier(self.store)
        for job, found in extract_files(self._unknown(jobs, earlier), self.workers, apart=True):
            if isinstance(found, SourceError):
                self.fail(self.shown(job), found)
            else:
                self._write(job, found, earlier)

    def shown(self, job: Job) -> str:
        """The name by which the person who uploaded a file knows it."""
        what = source(job)
        return self.names.get(what, what.name) if isinstance(what, Path) else shown(job)

    def fail(self, name: str, error: ExtractError) -> None:
        self.tell({"row": {"file": name, "status": "failed", "error": as_facts(error)}})

    def _jobs(self) -> Iterator[Job]:
        """The documents; those in archives one by one."""
        for path, name in self.names.items():
            if PurePosixPath(name).name.startswith(HIDDEN) or name.endswith(SIDECARS):
                continue
            with path.open("rb") as stream:
                archive = is_archive(stream.read(8192), path)
            if not archive:
                yield path
                continue
            for found in members(path, name, (*ENDINGS, *LEGACY)):
                if isinstance(found, SourceError):
                    self.total += 1
                    self.fail(str(found.facts.get("file", name)), found)
                else:
                    yield Task(found)

    # What is given

    def _without_manifests(self, jobs: list[Job]) -> Iterator[Job]:
        """The jobs without the tables that say something of the others."""
        names = [self.shown(job) for job in jobs]
        for number, job in enumerate(jobs):
            found = self._manifest(job, (name for place, name in enumerate(names) if place != number))
            if found is None:
                yield job
                continue
            self.manifests.append(found)
            self.total += 1
            faults = [as_facts(each) for each in found.faults]
            row = {"file": self.shown(job), "status": "manifest", "count": len(found.rows), "faults": faults}
            self.tell({"row": row})

    def _manifest(self, job: Job, others: Iterable[str]) -> Manifest | None:
        """The manifest that a table is; a table with a column of names that are none of the files' is a document."""
        name = self.shown(job)
        if not name.lower().endswith(MANIFESTS):
            return None
        data = bytes_of(job)
        if data is None or len(data) > LARGEST or not names_files(data):
            return None
        try:
            found = read_manifest(Path(name), data)
        except SourceError:
            return None
        return found if any(found.of(each) for each in others) else None

    def given(self, job: Job) -> Given | None:
        """What is said of a document: of the whole upload, beside it, and in a manifest, the last going first."""
        what, given = source(job), self.whole
        if isinstance(what, Path):
            with suppress(SourceError):  # reading the document says so
                given = joined(given, beside(what))
        for manifest in self.manifests:
            given = joined(given, manifest.of(self.shown(job)))
        return given

    # What is read

    def _unknown(self, jobs: list[Job], earlier: Earlier) -> Iterator[Job]:
        """The jobs that have to be read, with what is given of them."""
        for job in jobs:
            id, given = id_of(job), self.given(job)
            if id and id in self.seen:
                row = {"file": self.shown(job), "status": "twin", "document": id, "twin": self.seen[id]}
                self.tell({"row": row})
                continue
            self.seen[id] = self.shown(job)
            if given is None and earlier.has(id):
                self.tell({"row": {"file": self.shown(job), "status": "there", "document": id}})
                continue
            task = replace(job, given=given) if isinstance(job, Task) else Task(job, given)
            yield with_said(task, earlier.said(id))

    def _write(self, job: Job, found: Extraction, earlier: Earlier) -> None:
        document, name = found.document, self.shown(job)
        old = self.store.document(document.id) if self.store.has(document.id) else None
        alike = None if old else self.store.alike(document)
        row: Row = {"file": name, "document": document.id, "figures": len(found.figures)}
        if alike:
            self.tell({"row": {**row, "status": "same", "document": alike}})
            return
        try:
            given = isinstance(job, Task) and job.given is not None
            status = add(self.store, found, job, self.batch, given or document.id in earlier.lost) or "there"
        except StoreError as error:
            if error.code != "store_refused":
                raise
            self.fail(name, error)
            return
        self.tell({"row": {**row, "status": status, "warnings": warnings(found), **_before(old, document, status)}})


def _before(old: Document | None, new: Document, status: str) -> Row:
    """Of a document that was there: what is said otherwise of it now, and what has to be given to undo that."""
    changes = differences(old, new) if old and status == "replaced" else {}
    return {"changes": changes, "before": packed(given_of(old))} if old and changes else {}


def names_files(data: bytes) -> bool:
    """Whether the first bytes of a table may have a column of file names; those of a workbook are packed."""
    from extract.load.given import FIELDS

    head = data[:4096].lower()
    if head.startswith(b"pk"):
        return True
    return any(
        name.encode(encoding) in head for name in FIELDS["file"] for encoding in ("utf-8", "gb18030", "utf-16-le")
    )


def warnings(found: Extraction) -> list[list[Any]]:
    """What a person should look at: [key, how many]."""
    document, figures = found.document, found.figures
    if not figures:
        return [["no_figures", 0]]
    pictures = sum(page.ocr for page in document.pages)
    unplaced = sum(figure.place is None for figure in figures)
    undated = sum(figure.year is None for figure in figures)
    rows = [
        ("no_place", 0, document.place is None and unplaced > 0),
        ("no_year", 0, document.year is None and not document.year_told and undated > 0),
        ("unplaced", unplaced, document.place is not None and unplaced > 0),
        ("undated", undated, bool(document.year or document.year_told) and undated > 0),
        ("ocr", pictures, pictures > 0),
    ]
    return [[key, count] for key, count, holds in rows if holds]


def as_facts(error: ExtractError) -> Row:
    """An error as JSON can keep it, to be said in the language of whoever reads it."""
    facts = {name: each if isinstance(each, int | float | str) else str(each) for name, each in error.facts.items()}
    return {"code": error.code, "message": str(error), "facts": facts}
