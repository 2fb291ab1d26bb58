"""What a document is, by which words that was told, and the form in which a person says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from extract.errors import SourceError
from extract.models import Document, Figure
from extract.store import Step
from pages.components import (
    access,
    given_form,
    import_state,
    links,
    moments,
    names,
    notices,
    retrying,
    told,
    uploads,
    words,
)

PARTS = ("title", "place", "scope", "year", "publisher", "url")
OF_FORM = {"url": "source"}
"""The one field that goes by another name in the form, and in manifests."""


def html(document: Document, figures: Sequence[Figure]) -> str:
    """The section beside the text: each thing with what told it, then what is in the document and what was done."""
    rows = [(f"description.{part}", _said(document, part)) for part in PARTS if part != "url" or document.url]
    counted = words.html("reader.counted", n=len(figures), counted=sum(each.counts for each in figures))
    rows += [
        ("reader.file", escape(document.name)),
        ("table.characters", f"{len(document.text):,}"),
        ("table.figures", counted),
    ]
    body = "".join(f"<dt>{words.html(key)}</dt><dd>{content}</dd>" for key, content in rows)
    edit = _edit() if access.may("curate") else ""
    heading = f"<summary><h2>{words.html('description.heading')}</h2></summary>"
    return (
        f'<details class="reading slim about-document roomy" open>{heading}<dl>{body}</dl>'
        f"{edit}{_history(uploads.history(document.id))}</details>"
    )


def _edit() -> str:
    target = links.here(edit="1", reread=None, at=None, to=None)
    return f'<p class="edit">{links.anchor(target, words.html("description.edit"), "button")}</p>'


def _said(document: Document, part: str) -> str:
    """A field in words, with what told it."""
    value = _shown(document, part)
    content = escape(value) if value else f'<span class="unset">{words.html("description.untold")}</span>'
    return content + told.html(document.id, getattr(document, f"{part}_told"))


def _shown(document: Document, part: str) -> str:
    if part == "place":
        return document.place.full_name or document.place.name if document.place else ""
    if part == "scope":
        return names.scope(document.scope)
    if part == "year":
        return str(document.year or (document.year_told.words if _spans_years(document) else ""))
    return str(getattr(document, part))


def _spans_years(document: Document) -> bool:
    """Whether a person has said that it has no one year (2006—2010)."""
    return document.year is None and document.year_told is not None and document.year_told.start < 0


def _history(steps: Sequence[Step]) -> str:
    if not steps:
        return ""
    rows = "".join(f"<li>{_step(each)}</li>" for each in steps)
    return f"<details><summary>{words.html('description.history')} {len(steps)}</summary><ol>{rows}</ol></details>"


def _step(step: Step) -> str:
    """When, who and what; leading to the import that did it."""
    what = words.say(f"description.did_{step.action}")
    who = step.batch.who if step.batch else words.say("common.dash")
    said = escape(words.say("description.step", when=moments.local(step.at), who=who, what=what))
    if step.batch is None:
        return said
    changes = next((row.get("changes", {}) for row in (step.batch.report or {}).get("files", ())), {})
    more = "".join(f"<br>{import_state.change(*each)}" for each in changes.items()) if _edited(step) else ""
    return links.anchor(links.href("imports", **{"import": str(step.batch.number)}), said) + more


def _edited(step: Step) -> bool:
    return bool(step.batch and (step.batch.report or {}).get("task") == "edit")


# Saying otherwise


def editing(document: Document) -> None:
    """The form where the address asks for it; then how far the document is read again."""
    number = links.number("reread", 0)
    if number:
        _reread(number)
    if links.first("edit") == "1" and access.may("curate"):
        _form(document)


def _form(document: Document) -> None:
    current = _current(document)
    with st.form(f"description.{document.id}", border=True):
        lead = words.html("description.edit_lead")
        st.html(f'<h2>{words.html("description.heading")}</h2><p class="note">{lead}</p>')
        given = given_form.fields(f"description.{document.id}", current, title=True)
        sent = st.form_submit_button(words.say("description.save"), type="primary")
    st.html(links.anchor(links.here(edit=None), words.html("description.cancel"), "button stay"))
    if not sent:
        return
    changed = {name: value for name, value in given.items() if value != current.get(name, "")}
    restored = [name for name, value in current.items() if value and name not in given]
    wrong = given_form.fault(changed) if changed or restored else words.say("description.nothing")
    if wrong:
        notices.show("error" if changed else "info", wrong)
        return
    fields = {form: part for part, form in OF_FORM.items()}
    manager, who = uploads.curator()
    number = manager.edit(
        who, document.id, document.name, changed, [fields.get(name, name) for name in restored]
    )
    links.go(links.here(edit=None, reread=str(number)))


def _current(document: Document) -> dict[str, str]:
    """What the form holds at first: the words by which each field could be given."""
    found = {OF_FORM.get(part, part): _shown(document, part) for part in PARTS}
    found["place"] = document.place.code if document.place else ""
    found["scope"] = document.scope or (given_form.WHOLE if document.scope_told else "")
    return found


def _reread(number: int) -> None:
    """A bar until the document has been read again; a sentence where it could not be."""
    running = uploads.manager().running(number)
    if running and running.going:
        retrying.follow(_wait, import_state.EVERY / 2)(number)
        return
    batch = uploads.batch(number)
    error = running.error if running else (batch.report or {}).get("error") if batch else None
    if error:
        sentence = notices.of(SourceError(error["code"], error["message"], **error["facts"]))
        notices.show("error", words.say("description.failed", sentence=sentence))


def _wait(number: int) -> None:
    running = uploads.manager().running(number)
    if running is None or not running.going:
        st.rerun()
    told_ = words.html("description.reading")
    st.html(f'<label class="importing"><span role="status">{told_}</span><progress></progress></label>')
