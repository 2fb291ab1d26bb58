"""What an edited entry would change: ``python -m extract.preview`` tries it on documents of the store.

A process of its own for the same reasons as `extract.trial`. Its input is one JSON object (`toml`, `code`, `documents`
as ids); its output JSON lines: first what became of the examples, then a line a document.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from extract.check import outcomes
from extract.chosen import choose, named
from extract.diff import Difference, compared
from extract.models import OTHER, Document, Figure
from extract.output import number
from extract.pipeline import extract
from extract.store import Store, open_store

Line = dict[str, Any]


def tried(toml: str, code: str, documents: Sequence[str], store: Store) -> Iterator[Line]:
    """First {examples}, then for each document {document, same, gained, lost, moved, changed}.

    gained: figures that come to be this indicator's or any other's; lost: those that no indicator takes any more;
    moved: from one to another; changed: anything else of them. The catalogue of this process stays changed only while
    this goes on. What is read now is what the store has, where this engine has read it, and is read anew where not.
    """
    found = [(id, store.document(id)) for id in documents]
    known = [(id, each) for id, each in found if each is not None]
    before = {id: _records(_now(store, each)) for id, each in known}
    used = named()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "entry.toml"
        path.write_text(toml, encoding="utf-8")
        choose([*used, path])
        try:
            yield {"examples": [_example(each) for each in outcomes([code])]}
            for id, document in known:
                yield {"document": id, **_told(compared(before[id], _records(extract(document).figures)))}
        finally:
            choose(used)


def _now(store: Store, document: Document) -> Sequence[Figure]:
    """What the machine reads now; what people have decided has no say in it."""
    if not store.has(document.id):
        return extract(document).figures
    return store.machine_figures(document.id)


def _records(figures: Sequence[Figure]) -> list[Line]:
    return [
        {
            "doc": each.document, "start": each.start, "end": each.end, "quote": each.quote, "id": each.id,
            "indicator": each.indicator, "value": number(each.value), "unit": each.unit, "year": each.year,
            "place": each.place, "counts": each.counts,
        }
        for each in figures
    ]  # fmt: skip


def _told(found: Difference) -> Line:
    told: dict[str, list[Line]] = {name: [] for name in ("gained", "lost", "moved", "changed")}
    told["gained"] = [each | {"was": ""} for each in found.gained if each["indicator"] != OTHER]
    told["lost"] = [each | {"was": each["indicator"]} for each in found.lost if each["indicator"] != OTHER]
    for change in found.changed:
        was, now = str(change.old["indicator"]), str(change.new["indicator"])
        kind = "changed" if was == now else "gained" if was == OTHER else "lost" if now == OTHER else "moved"
        told[kind].append(change.new | {"was": was, "id": change.old["id"]})
    return {"same": found.same, **told}


def _example(outcome: Any) -> Line:
    return {"text": outcome.example.text, "wanted": outcome.example.figures, "stated": outcome.stated}


def main(asked: TextIO, told: TextIO) -> None:
    """Try what stands in one stream, and write to the other as it is found."""
    facts: Line = json.load(asked)
    for line in tried(facts["toml"], facts["code"], facts["documents"], open_store()):
        told.write(json.dumps(line, ensure_ascii=False) + "\n")
        told.flush()


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.stdin, sys.stdout)
