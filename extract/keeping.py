"""The commands on a store: import, remove, refresh, search, backup, restore, store and evaluate."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import mending, reviewing, settling
from extract.access import local
from extract.batch import Job
from extract.correcting import Earlier, Outdated
from extract.diff import Difference, compared, joined, write_json, write_text
from extract.errors import ExtractError, StoreError
from extract.jobs import bytes_of, path_of, shown
from extract.keeper import Keeper, Preparing
from extract.messages import in_chinese, word
from extract.models import Extraction
from extract.output import Record, as_json, figure_records, found_line
from extract.run import Run, complain, told_of
from extract.serving import settled

if TYPE_CHECKING:
    from extract.store import Prepared, Store

ERRORS_KEPT = 1000
"""Errors that an import writes into its record; all are told while it runs."""

AROUND = 30
"""Characters of the text that `search` shows on either side of the first word found."""


def import_(arguments: argparse.Namespace) -> int:
    """Read documents into the store; those that are there already are left as they are.

    One of which a person now says something else (a manifest, a file beside it) is replaced. What a person has said of
    it in the reader stays.
    """
    store = opened(arguments)
    report = Report(time.monotonic())
    earlier = Earlier(store)
    fresh = not store.count_documents()
    run = Run(arguments, earlier=earlier, done=report.note, fresh=fresh, then=Preparing.of(store))
    report.batch = store.begin(local().id, [str(path) for path in arguments.path])

    def written(job: Job, prepared: Prepared, outcome: str | StoreError) -> None:
        if isinstance(outcome, StoreError):
            run.fail(outcome, job)
        else:
            report.note(job, outcome or "there", prepared)

    _keep(Keeper(store, report.batch, written), run, earlier, report)
    report.total, report.failed = run.total, run.failed
    store.finish(report.batch, report.kept())
    report.stored = time.monotonic()
    settling.compared(store)
    if arguments.json:
        sys.stdout.write(as_json(report.told()) + "\n")
    complain(report.sentence())
    return run.code


def _keep(keeper: Keeper, run: Run, earlier: Earlier, report: Report) -> None:
    """Write all that is found; raises StoreError with how far it has come."""
    try:
        with settled():
            for number, (job, prepared) in enumerate(run.found(), 1):
                changed = prepared.whole is not None or prepared.id in earlier.lost
                keeper.take(job, prepared, changed, run.total - number)
            keeper.write()
    except StoreError as error:
        raise _stopped(error, keeper.first, report) from error


@dataclass
class Report:
    """What an import has done so far; `files` are its files in the order in which they were done.

    `begun` is when it began, `stored` when all was in the store and only series were left to compare.
    """

    begun: float
    stored: float = 0.0
    batch: int = 0
    total: int = 0
    failed: int = 0
    figures: int = 0
    files: list[Record] = field(default_factory=list)

    def note(self, job: Job, status: str, found: Prepared | ExtractError | None) -> None:
        """One file is done: added, replaced, there (already) or failed."""
        row: Record = {"file": path_of(job), "status": status}
        if isinstance(found, ExtractError):
            row["error"] = told_of(found)
        elif found is not None:
            count = found.counts["figures"]
            row |= {"document": found.id, "figures": count, "place": found.place, "year": found.year}
            self.figures += count if status != "there" else 0
        self.files.append(row)

    def count(self, *statuses: str) -> int:
        return sum(row["status"] in statuses for row in self.files)

    def counts(self) -> dict[str, Any]:
        named = {name: self.count(name) for name in ("added", "replaced")}
        there = self.total - self.failed - sum(named.values())
        return {"total": self.total, **named, "there": there, "failed": self.failed, "figures": self.figures}

    def kept(self) -> dict[str, Any]:
        """What the store keeps of it."""
        errors = [[row["file"], row["error"]] for row in self.files if "error" in row]
        return {**self.counts(), "errors": errors[:ERRORS_KEPT]}

    def told(self) -> Record:
        """The whole report, for programs."""
        ends = {"seconds": time.monotonic(), "stored_after": self.stored}
        seconds = {name: round(end - self.begun, 3) for name, end in ends.items()}
        return {"import": self.batch, **self.counts(), **seconds, "files": self.files}

    def sentence(self) -> str:
        told = self.counts()
        brought = told["added"] + told["replaced"]
        facts = told | {"added": brought, "all": self.total, "count": self.figures}
        return word("imported", in_chinese()).format_map(facts)


def _stopped(error: StoreError, job: Job | None, report: Report) -> StoreError:
    if job is None:
        return error
    count = report.count("added", "replaced")
    message = (
        f"The import stopped at “{shown(job)}”. {error} {count} documents are in the store, each of them whole: "
        "run the same command again and it goes on from there."
    )
    return StoreError("import_stopped", message, file=shown(job), count=count, **error.facts)


def remove(arguments: argparse.Namespace) -> int:
    """Take documents out of the store, or all that one import has added."""
    store = opened(arguments)
    count, missing = 0, 0
    for id in arguments.id:
        if store.remove(id):
            count += 1
        else:
            missing += 1
            complain(told_of(StoreError("no_such_document", f"There is no document “{id}” in the store.", id=id)))
    count += sum(store.undo(batch) for batch in arguments.imports)
    settling.compared(store)
    complain(word("removed", in_chinese()).format(count=count))
    return 1 if missing else 0


def refresh(arguments: argparse.Namespace) -> int:
    """Read again what another engine version or catalogue has read; without --yes only say what would change."""
    store = opened(arguments)
    run = Run(arguments, jobs=Outdated(store), done=None)
    parts: list[Difference] = []
    for job, extraction in run.found():
        parts.append(_change(store, extraction))
        if arguments.yes:
            store.add(extraction, bytes_of(job))
    found = joined(parts)
    (write_json if arguments.json else write_text)(sys.stdout, found, in_chinese())
    settling.compared(store)
    complain(word("refreshed" if arguments.yes else "refresh", in_chinese()).format(count=len(parts)))
    return run.code


def _change(store: Store, new: Extraction) -> Difference:
    """What the new reading of a document does to its figures, whatever people have decided of them."""
    document = new.document
    old = Extraction(document, figures=tuple(store.machine_figures(document.id)))
    return compared(figure_records(old), figure_records(new))


def search(arguments: argparse.Namespace) -> int:
    """Print where words stand in the texts of the store; 1 where they stand nowhere."""
    store = opened(arguments)
    found = store.search(" ".join(arguments.words), arguments.top)
    for hit in found:
        sys.stdout.write((as_json(_hit(hit)) if arguments.json else found_line(hit, AROUND)) + "\n")
    if not found:
        complain(word("not_found", in_chinese()))
    return 0 if found else 1


def _hit(hit: Any) -> Record:
    return {"document": hit.document, "name": hit.name, "start": hit.start, "end": hit.end, "spans": hit.spans,
            "text": hit.text}  # fmt: skip


def backup(arguments: argparse.Namespace) -> int:
    """Write the whole store to one file."""
    store = opened(arguments)
    store.backup(arguments.copy)
    complain(word("backed_up", in_chinese()).format(file=arguments.copy, count=store.count_documents()))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Fill an empty store with what `backup` has written."""
    store = opened(arguments)
    store.restore(arguments.copy)
    complain(word("restored", in_chinese()).format(file=arguments.copy, count=store.count_documents()))
    return 0


def evaluate(arguments: argparse.Namespace) -> int:
    """Score the engine against what people have decided."""
    return reviewing.evaluate(opened(arguments), arguments)


def store(arguments: argparse.Namespace) -> int:
    """Bring a store to the form of this program, list its imports, or mend the catalogue that it keeps."""
    actions = {"upgrade": _upgrade, "imports": _imports, "catalogue": mending.catalogue, "concepts": _concepts}
    return actions[arguments.action](arguments)


def _concepts(arguments: argparse.Namespace) -> int:
    """Tell what the figures of no indicator count, in all documents of which nobody has done so."""
    settling.told(opened(arguments))
    return 0


def _upgrade(arguments: argparse.Namespace) -> int:
    from extract.store import upgrade_store

    done = upgrade_store(arguments.store)
    if done is None:
        complain(word("upgraded_already", in_chinese()))
    else:
        _say(done)
    return 0


def _imports(arguments: argparse.Namespace) -> int:
    """One JSON object an import, the newest first."""
    for batch in opened(arguments).batches():
        row = {"import": batch.number, "who": batch.who, "what": batch.what, "engine": batch.engine}
        sys.stdout.write(as_json({**row, "since": batch.since, "until": batch.until, **(batch.report or {})}) + "\n")
    return 0


def opened(arguments: argparse.Namespace) -> Store:
    """The store that the command names; says so where it had to be upgraded."""
    from extract.store import open_store  # an eighth of a second that only these commands need

    found = open_store(arguments.store)
    if found.upgraded:
        _say(found.upgraded)
    return found


def _say(done: Any) -> None:
    key = "upgraded_copy" if done.copy else "upgraded"
    complain(word(key, in_chinese()).format(old=done.old, new=done.new, copy=done.copy))


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "import": import_,
    "remove": remove,
    "refresh": refresh,
    "search": search,
    "backup": backup,
    "restore": restore,
    "store": store,
    "evaluate": evaluate,
}

STORE_HELP = "a database URL or the path of an SQLite file; default: $SHUCHU_STORE, else .data/figures.sqlite3"
TAKE = {"action": "store_true", "help": "take the new reading; without it nothing is changed"}
UNDO = {"action": "append", "type": int, "default": [], "dest": "imports", "metavar": "NUMBER"}
UNDO_HELP = "all documents that this import has added and nothing has changed since; `store imports` lists them"
VERSION_HELP = "with `catalogue`: the version of this number, as TOML"
TAKE_HELP = "with `catalogue`: keep this TOML file as the one that counts; an empty file for none"
TOP = {"type": int, "metavar": "N", "default": 20, "help": "so many places; default: 20"}

AS_JSON = ("import", "refresh", "search", "evaluate")

ARGUMENTS: list[tuple[str, str, dict[str, Any]]] = [
    *((name, "--store", {"metavar": "URL", "help": STORE_HELP}) for name in (*COMMANDS, "export")),
    *((name, "--json", {"action": "store_true", "help": "JSON"}) for name in AS_JSON),
    ("remove", "id", {"nargs": "*", "metavar": "ID", "help": "what `search` and `import --json` call `document`"}),
    ("remove", "--import", {**UNDO, "help": UNDO_HELP}),
    ("refresh", "--yes", TAKE),
    ("search", "words", {"nargs": "+", "metavar": "WORD", "help": "all of them in one paragraph"}),
    ("search", "--top", TOP),
    *((name, "copy", {"type": Path, "metavar": "FILE", "help": "an SQLite file"}) for name in ("backup", "restore")),
    ("store", "action", {"choices": ["upgrade", "imports", "catalogue", "concepts"]}),
    ("store", "--version", {"type": int, "dest": "number", "metavar": "NUMBER", "help": VERSION_HELP}),
    ("store", "--take", {"type": Path, "metavar": "FILE", "help": TAKE_HELP}),
]
