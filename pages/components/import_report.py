"""One import: how far it is, what became of each file, and the way to take it back."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

import streamlit as st

from extract.errors import SourceError
from extract.store import Batch, DocumentSummary
from pages.components import (
    import_state,
    links,
    moments,
    names,
    notices,
    retrying,
    tables,
    targets,
    told,
    uploads,
    words,
)

Row = dict[str, Any]

LATEST = 12
"""Rows that are shown while more are coming."""

SIGNS = {"added": "✓", "replaced": "↻", "there": "＝", "twin": "＝", "same": "≈", "failed": "✕", "manifest": "☰"}


def show(batch: Batch) -> None:
    """The report; it follows an import that is going, and stands still afterwards."""
    back = links.anchor(links.href("imports"), words.html("nav.imports"))
    title = words.html("imports.one", n=batch.number)
    st.html(f'<p class="crumb">{back}</p><h1>{title} {import_state.badge(batch)}</h1>{_lead(batch)}')
    if import_state.going(batch):
        retrying.follow(_follow, import_state.EVERY)(batch.number)
        return
    _ended(batch)


def _lead(batch: Batch) -> str:
    until = f" – {moments.html(batch.until)}" if batch.until else ""
    told_ = words.html("imports.by", who=batch.who)
    return f'<p class="lead">{moments.html(batch.since)}{until} · {told_}</p>'


def _follow(number: int) -> None:
    """A bar and the files done last; at the end the whole page is shown anew."""
    batch = uploads.batch(number)
    if batch is None or not import_state.going(batch):
        st.rerun()
    running = uploads.manager().running(number)
    if running is None:  # another process does it
        st.html(f'<p class="note">{words.html("imports.elsewhere")}</p>')
        return
    st.html(import_state.progress(running, uploads.manager().ahead(number)))
    if running.state in ("waiting", "running"):
        st.html(f'<p class="note">{words.html("imports.leave")}</p>')
        if st.button(words.say("imports.stop"), key=f"imports.stop.{number}"):
            uploads.curator()[0].cancel(number)
            st.rerun()
    latest = running.rows[: -LATEST - 1 : -1]
    if latest and running.state != "undoing":
        _table(latest, words.say("imports.latest"))


def _ended(batch: Batch) -> None:
    report = batch.report or {}
    _said(batch, report)
    st.html(f'<p class="sum">{escape(import_state.counts(batch))}</p>')
    rows = _rows(batch, report)
    if any(row["status"] in ("added", "replaced") for row in rows):
        _ways_on()
    _undo(batch, report)
    chosen = _filter(rows)
    shown = [row for row in rows if not chosen or row["status"] == chosen]
    if shown:
        _table(tables.slice_of(shown), words.say("imports.rows", n=len(shown)))
        tables.pager(len(shown))
    left = int(report.get("total", 0)) - len(rows)
    if report.get("files") and left > 0:
        st.html(f'<p class="note">{words.html("imports.cut", n=left)}</p>')


def _ways_on() -> None:
    """Where to go with what was read."""
    ways = (("indicators", "imports.to_indicators", "button main"), ("review", "imports.to_review", "button"))
    on = "".join(links.anchor(links.href(page), words.html(name), look) for page, name, look in ways)
    st.html(f'<p class="steps">{on}</p>')


def _said(batch: Batch, report: Row) -> None:
    """What a person must know of how it ended."""
    state = uploads.manager().state_of(batch)
    running = uploads.manager().running(batch.number)
    error = report.get("error") or (running.error if running else None)
    if error:
        notices.show("error", _sentence(error))
    elif state == "broken":
        notices.show("warning", words.say("imports.was_broken"))
    elif state == "cancelled":
        notices.show("info", words.say("imports.was_cancelled"))
    if undone := report.get("undone"):
        when = moments.local(str(undone.get("at", "")))
        said = words.say("imports.was_undone", n=undone["count"], who=undone["who"], when=when)
        back = int(undone.get("restored", 0))
        again = words.say("imports.was_restored", n=back) if back else ""
        notices.show("info", _lines(said, again, _stays(report, back)))



def _rows(batch: Batch, report: Row) -> list[Row]:
    """The files one by one; of an import of the command line its documents and what failed."""
    known = report.get("files")
    if known is not None:
        return list(known)
    failed = [{"file": file, "status": "failed", "sentence": sentence} for file, sentence in report.get("errors", ())]
    found = uploads.brought(batch.number)
    return failed + [{"file": "", "status": status, "document": id} for id, status in found]


def _filter(rows: list[Row]) -> str:
    """The outcomes as chips, where there are several; the one that the address asks for."""
    counts = Counter(row["status"] for row in rows)
    asked = links.first("show")
    chosen = asked if asked in counts else ""
    if len(counts) > 1:
        every = _chip(None, words.html("reader.all", n=len(rows)), not chosen)
        found = [name for name in SIGNS if counts[name]]
        chips = [_chip(name, f"{_outcome(name)} <b>{counts[name]}</b>", name == chosen) for name in found]
        st.html(f'<nav class="chips" aria-label="{words.html("imports.outcome")}">{every}{"".join(chips)}</nav>')
    return chosen


def _chip(name: str | None, label: str, on: bool) -> str:
    return links.anchor(links.here(show=name, p=None), label, "chip stay", aria_current="true" if on else "")


def _outcome(status: str) -> str:
    sign = f'<i aria-hidden="true">{SIGNS[status]}</i>'
    return f'<span class="outcome {status}">{sign} {words.html(f"imports.file_{status}")}</span>'


# The table


def _table(rows: list[Row], caption: str) -> None:
    ids = [row["document"] for row in rows if row.get("document")]
    known = uploads.summaries(ids)
    columns = [
        tables.Column("imports.file"),
        tables.Column("imports.outcome"),
        tables.Column("table.figures", "num"),
        tables.Column("table.place"),
        tables.Column("table.year"),
        tables.Column("imports.hints", "hints"),
    ]
    tables.show(columns, [_row(row, known.get(row.get("document", ""))) for row in rows], caption)


def _row(row: Row, document: DocumentSummary | None) -> list[str]:
    dash = words.html("common.dash")
    outcome = _outcome(row["status"])
    if document is None:
        return [f"<span class='names'>{escape(row['file'])}</span>", outcome, "", "", "", _hints(row, None)]
    name = escape(row["file"] or document.name)
    title = f"<small>{escape(document.title)}</small>" if document.title else ""
    return [
        links.anchor(targets.document(document.id), f'<span class="names">{name}</span>{title}', "row"),
        outcome,
        f"{document.figures:,}",
        (escape(document.place or "") or dash) + told.html(document.id, document.place_told),
        _year(document) + told.html(document.id, document.year_told),
        _hints(row, document),
    ]


def _year(document: DocumentSummary) -> str:
    """The year of a document; one that spans several has none of its own, and that is no fault."""
    spans = document.year_told is not None and document.year_told.rule == "period.span"
    return str(document.year) if document.year else words.html("imports.several_years" if spans else "common.dash")


def _hints(row: Row, document: DocumentSummary | None) -> str:
    """What is to be known of a file besides: why it failed, what it is the same as, what could not be told."""
    status = row["status"]
    said = [words.html(f"imports.hint_{key}", n=count) for key, count in row.get("warnings", ())]
    if "error" in row:
        said.append(escape(_sentence(row["error"])))
    if "sentence" in row:
        said.append(escape(row["sentence"]))
    if status == "twin":
        said.append(words.html("imports.hint_twin", file=row["twin"]))
    if status == "same" and document:
        said.append(words.html("imports.hint_same", name=names.document(document)))
    if status == "manifest":
        said.append(words.html("imports.hint_manifest", n=row["count"]))
        said += [escape(_sentence(each)) for each in row["faults"]]
    if document is None and row.get("document"):
        said.append(words.html("imports.hint_gone"))
    said += [import_state.change(*change) for change in row.get("changes", {}).items()]
    return "<br>".join(said)


def _sentence(error: Row) -> str:
    """An error that was kept, in the language of this page."""
    return notices.of(SourceError(error["code"], error["message"], **error["facts"]))


# Taking it back


def _stays(report: Row, back: int) -> str:
    """What undoing does not bring back: of a document that was read anew the store keeps no earlier reading, and what
    was said of it only where it came with an upload and is otherwise now; `back` are those."""
    left = int(report.get("replaced", 0)) - back
    return words.say("imports.undo_stays", n=left) if left > 0 else ""


def _lines(*sentences: str) -> str:
    return "\n".join(each.strip() for each in sentences if each)


def _undo(batch: Batch, report: Row) -> None:
    """A link that asks first, and a button that says how many documents go, and how many are as they were."""
    count, back = uploads.undoable(batch.number), len(uploads.renewed(batch.number, report))
    if not count and not back:
        if _stays(report, 0) and not report.get("undone"):
            st.html(f'<p class="note">{escape(_stays(report, 0))}</p>')
        return
    if links.first("undo") != "1":
        link = links.anchor(links.here(undo="1"), words.html("imports.undo"), "button stay")
        st.html(f'<p class="ways">{link}</p>')
        return
    changed = int(report.get("added", count)) - count
    sure = words.say("imports.undo_sure", n=count) if count else ""
    left = words.say("imports.undo_left", n=changed) if changed > 0 else ""
    again = words.say("imports.undo_back", n=back) if back else ""
    notices.show("warning", _lines(sure, left, again, _stays(report, back)))
    _buttons(batch.number, words.say("imports.undo_yes", n=count) if count else words.say("imports.undo_again", n=back))


def _buttons(number: int, label: str) -> None:
    with st.container(horizontal=True, key="undo"):
        if st.button(label, type="primary", key=f"imports.undo.{number}"):
            manager, who = uploads.curator()
            manager.undo(number, who)
            links.go(links.here(undo=None))
        st.html(links.anchor(links.here(undo=None), words.html("imports.undo_no"), "button stay"))
