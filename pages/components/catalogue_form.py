"""The form of one entry: its facts and its rules, what is wrong with them, what they would change, and saving."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import cast

import streamlit as st

from extract.catalogue import FAMILIES, NATURES, catalogue
from extract.draft import drafted, toml
from extract.editing import Entry, Wrong, entry_of, wrong
from extract.editing import entry as entry_in_use
from extract.models import OTHER, Nature
from pages.components import (
    cards,
    catalogue_entry,
    catalogue_preview,
    data,
    keeping,
    links,
    names,
    notices,
    tables,
    targets,
    words,
)

LONGEST = 400
BODY = 20_000
BEGINNING = """\
[[rules]]
name = ""
units = ["count"]
head = ""

[[examples]]
text = ""
figures = []
"""


def show() -> None:
    """The whole page: an entry that is there, one drafted from a figure, or an empty one."""
    code, figure = links.first("code"), links.first("fig")
    first = _first(code, figure)
    title = words.say("catalogue.editing", name=names.indicator(code)) if code else words.say("catalogue.making")
    catalogue_entry.crumb(title)
    if first is None:
        cards.nothing("catalogue.no_figure" if figure else "catalogue.unknown")
        return
    if figure:
        _from(figure)
    number = _number(code or figure)
    key = f"{code or figure or 'new'}.{number}"
    left, right = st.columns([3, 2], gap="large")
    with left:
        asked = _asked(first, key, new=not code)
    with right:
        _outcome(asked, key, number, new=not code, same=bool(code) and asked == first)


def _first(code: str, figure_id: str) -> Entry | None:
    if code:
        return entry_in_use(code) if code != OTHER else None
    if not figure_id:
        return Entry("", body=BEGINNING)
    figure = data.figure(figure_id)
    document = data.document(figure.document) if figure else None
    if figure is None or document is None:
        return None
    draft = drafted(figure, document, data.concept(figure))
    return entry_of(draft.code, toml(draft))


def _from(figure_id: str) -> None:
    figure = data.figure(figure_id)
    if figure:
        link = links.anchor(targets.figure(figure.id), words.html("catalogue.from_figure"))
        st.html(f'<p class="note">{link}</p><p class="passage" lang="zh-CN">{tables.clause(figure, 60)}</p>')


def _number(subject: str) -> int:
    """The version that this form was begun on: it is what must still count when it is saved."""
    begun = st.session_state.setdefault("catalogue.begun", {})
    return cast(int, begun.setdefault(subject, keeping.seen()))


# What a person says


def _asked(first: Entry, key: str, new: bool) -> Entry:
    said = {}
    if new:
        said["code"] = _line("code", first.code, key)
    one, two = st.columns(2)
    with one:
        said |= {name: _line(name, getattr(first, name), key) for name in ("zh", "unit", "low")}
        family = st.selectbox(words.say("draft.family"), list(FAMILIES), list(FAMILIES).index(first.family),
                              format_func=names.family, key=f"catalogue.family.{key}")  # fmt: skip
    with two:
        said["en"] = _line("en", first.en, key)
        nature = st.selectbox(words.say("draft.nature"), NATURES, NATURES.index(first.nature),
                              format_func=lambda each: words.say(f"nature.{each}"),
                              key=f"catalogue.nature.{key}")  # fmt: skip
        said["high"] = _line("high", first.high, key)
    said |= {name: _line(name, getattr(first, name), key) for name in ("definition_zh", "definition_en")}
    body = st.text_area(words.say("catalogue.body"), first.body, height=560, max_chars=BODY,
                        help=words.say("catalogue.body_help"), key=f"catalogue.body.{key}")  # fmt: skip
    found = replace(first, **said, family=family, nature=cast(Nature, nature))
    return found if body == first.body else replace(found, body=body)


def _line(name: str, value: str, key: str) -> str:
    label = words.say_or(f"draft.{name}", "") or words.say(f"catalogue.{name}")
    help = words.say("catalogue.range_help") if name in ("low", "high") else words.say_or(f"draft.{name}_help", "")
    return st.text_input(label, value, key=f"catalogue.{name}.{key}", max_chars=LONGEST, help=help or None).strip()


# What comes of it


def _outcome(asked: Entry, key: str, number: int, new: bool, same: bool) -> None:
    if new and asked.code in catalogue().indicators:
        notices.show("warning", words.say("catalogue.code_taken", code=asked.code))
        return
    found = wrong(asked) if asked.code else []
    if not asked.code:
        notices.show("info", words.say("draft.code_help"))
        return
    if found:
        _faults(found)
        return
    st.html(f'<p class="note" role="status">✓ {words.html("catalogue.fine")}</p>')
    catalogue_preview.show(asked, key, data.figure(links.first("fig")))
    _save(asked, key, number, same)


def _faults(found: list[Wrong]) -> None:
    """Each with the line that it stands in."""
    chinese = words.language() == "zh"
    rows = "".join(
        f"<li><b>{_where(each)}</b> {escape(each.chinese if chinese else each.english)}"
        f'<small><code>{escape(each.text)}</code></small></li>'
        for each in found
    )
    notices.show("warning", words.say("catalogue.faults", n=len(found)))
    st.html(f'<ul class="verdicts faults">{rows}</ul>')


def _where(each: Wrong) -> str:
    return words.html("catalogue.at_line", n=each.line) if each.line else words.html("catalogue.at_facts")


def _save(asked: Entry, key: str, number: int, same: bool) -> None:
    st.html(f'<h2>{words.html("catalogue.save")}</h2><p class="note">{words.html("catalogue.save_lead")}</p>')
    usual = "" if links.first("code") else words.say("catalogue.why_new")
    why = st.text_input(words.say("catalogue.why"), usual, key=f"catalogue.why.{key}", max_chars=LONGEST,
                        placeholder=words.say("catalogue.why_hint")).strip()  # fmt: skip
    if not st.button(words.say("catalogue.save"), type="primary", key=f"catalogue.save.{key}"):
        return
    if same:
        notices.show("info", words.say("catalogue.same"))
    elif not why:
        notices.show("warning", words.say("catalogue.no_why"))
    else:
        keeping.save(asked, why, number)
        st.session_state.pop("catalogue.begun", None)
        links.go(targets.entry(asked.code))
