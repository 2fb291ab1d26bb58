"""What an edited entry would change in documents of the store: told by a process of its own, for a limited time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

import streamlit as st

from extract.editing import Entry, composed
from extract.models import OTHER, Figure
from pages.components import data, links, names, notices, retrying, spans, tables, targets, trials, words

MOST = 40
"""Documents that an entry is tried on."""
OWN = 25
"""Of them with figures that the indicator has now: what may be lost."""
HITS = 300
SECONDS = 30
KINDS = ("gained", "lost", "moved", "changed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an entry; `documents` are as many of the `asked` as the time was enough for."""

    examples: list[dict[str, Any]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    late: bool = False

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [each for line in self.documents for each in line[kind]]


def show(entry: Entry, key: str, figure: Figure | None) -> None:
    """A button, and what it told of this very entry."""
    st.html(f'<p class="note">{words.html("catalogue.preview_lead")}</p>')
    held = f"catalogue.tried.{key}"
    if st.button(words.say("catalogue.preview"), key=f"catalogue.preview.{key}"):
        st.session_state[held] = entry
    tried = st.session_state.get(held)
    if tried is None:
        return
    if tried != entry:
        notices.show("info", words.say("catalogue.stale"))
        return
    going = trial(entry, figure.document if figure else "")
    if going.going:
        retrying.follow(_follow, trials.EVERY)(going, entry)
    else:
        _told(going, entry)


def _follow(going: trials.Trial, entry: Entry) -> None:
    """What the trial has told so far; at its end the whole page is shown anew."""
    if not going.going:
        st.rerun()
    st.html(trials.progress(going))
    _told(going, entry)


def _told(going: trials.Trial, entry: Entry) -> None:
    found = outcome(going)
    if found is None:
        return
    _summary(found, going.going)
    _examples(found)
    for kind in KINDS:
        _table(kind, found.of(kind), entry)


def trial(entry: Entry, document: str) -> trials.Trial:
    """The trial of an entry on its examples, and on documents that have its figures or its words."""

    def facts() -> dict[str, Any]:
        return {"toml": composed(entry)[0], "code": entry.code, "documents": _documents(entry, document)}

    key = ("entry", data.address(), entry, document)
    return trials.trial(key, data.version(), "extract.preview", facts, SECONDS)


def outcome(going: trials.Trial) -> Outcome | None:
    """What has come of it so far, None before anything has."""
    lines = going.told()
    return Outcome(lines[0]["examples"], lines[1:], going.asked, going.late) if lines else None


def _documents(entry: Entry, first: str) -> list[str]:
    """The document it was drafted from, those with figures of the indicator, those with its words, then any."""
    own = data.documents_with(entry.code)[:OWN]
    found = [*([first] if first else []), *own, *_with(entry.words)]
    if len(set(found)) < MOST:
        found += [each.id for each in data.documents(most=MOST)]
    return list(dict.fromkeys(found))[:MOST]


def _with(wanted: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for word in wanted:
        if len(found) >= MOST:
            break
        found |= dict.fromkeys(hit.document for hit in data.search(word, HITS))
    return list(found)


# What it told


def _summary(found: Outcome, going: bool) -> None:
    counts = {kind: len(found.of(kind)) for kind in KINDS}
    total = data.totals()["documents"]
    told = words.say("catalogue.tried", n=len(found.documents), all=found.asked, total=total, **counts)
    st.html(f'<p class="sum" role="status">{escape(told)}</p>')
    if found.late:
        notices.show("info", words.say("catalogue.late", n=len(found.documents)))
    if not going and not any(counts.values()):
        st.html(f'<p class="note">{words.html("catalogue.nothing")}</p>')


def _examples(found: Outcome) -> None:
    st.html(f"<h3>{words.html('catalogue.examples')}</h3>{trials.verdicts(found.examples)}")


def _table(kind: str, found: list[dict[str, Any]], entry: Entry) -> None:
    """The figures of one kind, each leading to its evidence."""
    if not found:
        return
    key = "changed_of" if kind == "changed" else kind
    title = words.html(f"catalogue.{key}")
    st.html(f"<h3>{title} <small>{len(found):,}</small></h3>")
    columns = [tables.Column("table.value", "num"), tables.Column("table.sentence", "quote")]
    columns += [tables.Column("catalogue.was"), tables.Column("catalogue.now")]
    rows = [_row(each, entry) for each in tables.slice_of(found, kind, tables.FEW)]
    tables.show(columns, rows, words.say(f"catalogue.{key}"))
    tables.pager(len(found), kind, tables.FEW)


def _row(each: dict[str, Any], entry: Entry) -> list[str]:
    figure = data.figure(each["id"])
    value = escape(spans.words_of(each["quote"]))
    at = targets.figure(each["id"]) if figure else targets.document(each["doc"], each["start"], each["end"])
    lost = each["was"] == each["indicator"]
    return [
        links.anchor(at, value, "row"),
        tables.clause(figure) if figure else value,
        _name(each["was"], entry),
        words.html("common.dash") if lost and not figure else _name(each["indicator"], entry),
    ]


def _name(code: str, entry: Entry) -> str:
    """The name of an indicator; of the one that is tried the name that it is given now."""
    if code == entry.code:
        return escape((entry.zh if words.language() == "zh" else entry.en) or code)
    return escape(names.indicator(code)) if code not in ("", OTHER) else words.html("common.dash")
