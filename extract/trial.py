"""What a drafted entry would match: ``python -m extract.trial`` tries a draft on documents of the store.

It runs as a process of its own: another catalogue is chosen in it, which the process that shows the pages must never
see, and a process can be ended when its time is over. Its input is one JSON object (the fields of a Draft, `documents`
as ids, `candidates` for the lookalike); its output is JSON lines, first what became of the entry,
then a line a document.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from extract.catalogue import checked
from extract.check import Stated, stated
from extract.chosen import choose, chosen
from extract.draft import Draft, plain_lookalike, toml
from extract.output import number
from extract.pipeline import extract
from extract.store import Store, open_store

Line = dict[str, Any]


def tried(draft: Draft, documents: Sequence[str], candidates: Sequence[str], store: Store) -> Iterator[Line]:
    """First {toml, faults, examples}, then for each document {document, figures}; nothing more where there are faults.

    `faults` are [English, Chinese], `examples` {text, wanted, stated}; a figure has `was`, the indicator that the store
    has it under ("" where it has none there). The catalogue of this process stays changed only while this goes on.
    """
    before = chosen()
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{draft.code or 'draft'}.toml"
        path.write_text(toml(draft), encoding="utf-8")
        _, faults = checked(*before, path)
        if faults:
            yield {"toml": toml(draft), "faults": [[each.told(False), each.told(True)] for each in faults]}
            return
        choose([*before, path])
        try:
            draft = _settled(draft, candidates)
            yield {"toml": toml(draft), "faults": [], "examples": _examples(draft)}
            for id in documents:
                yield {"document": id, "figures": _matched(draft.code, id, store)}
        finally:
            choose(before)


def _settled(draft: Draft, candidates: Sequence[str]) -> Draft:
    """With all that its sentence states of the indicator, and a sentence that states none."""
    read = stated(draft.code, draft.text)
    if set(draft.figures) <= set(read):
        draft = replace(draft, figures=read)
    fitting = (each for each in candidates if each != draft.text and not stated(draft.code, each))
    return draft if draft.lookalike else replace(draft, lookalike=next(fitting, plain_lookalike(draft)))


def _examples(draft: Draft) -> list[Line]:
    wanted: list[tuple[str, Stated]] = [(draft.text, draft.figures), (draft.lookalike, ())]
    return [{"text": text, "wanted": figures, "stated": stated(draft.code, text)} for text, figures in wanted]


def _matched(code: str, id: str, store: Store) -> list[Line]:
    """The figures of a document that would be the indicator's, and what each is now."""
    document = store.document(id)
    if document is None:
        return []
    now = {each.id: each.indicator for each in store.machine_figures(id)}
    return [
        {
            "id": each.id,
            "quote": each.quote,
            "value": number(each.value),
            "unit": each.unit,
            "year": each.year,
            "place": each.place,
            "counts": each.counts,
            "was": now.get(each.id, ""),
        }
        for each in extract(document).figures
        if each.indicator == code
    ]


def main(asked: TextIO, told: TextIO) -> None:
    """Try what stands in one stream, and write to the other as it is found."""
    facts: Line = json.load(asked)
    documents, candidates = facts.pop("documents"), facts.pop("candidates")
    store = open_store()
    for line in tried(_draft(facts), documents, candidates, store):
        told.write(json.dumps(line, ensure_ascii=False) + "\n")
        told.flush()


def _draft(facts: Line) -> Draft:
    listed = {name: tuple(facts[name]) for name in ("units", "own_units")}
    figures = tuple((str(quote), str(value)) for quote, value in facts["figures"])
    return Draft(**{**facts, **listed, "figures": figures})


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.stdin, sys.stdout)
