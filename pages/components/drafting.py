"""An entry of the catalogue drafted from a figure: what can be said of it, the file, and what it would match."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import islice
from typing import Any, cast

import streamlit as st

from extract.catalogue import FAMILIES, NATURES, catalogue
from extract.draft import Draft, drafted, toml
from extract.models import OTHER, Figure, Nature
from pages.components import (
    access,
    data,
    links,
    names,
    notices,
    numbers,
    retrying,
    spans,
    tables,
    targets,
    trials,
    trying,
    words,
)

TEXTS = ("zh", "en", "code", "unit", "definition_zh", "definition_en", "head", "left")
LONGEST = 200
BEGINNINGS = 7


def beginnings() -> None:
    """Words to begin with, where nothing is asked yet: such as stand in the documents."""
    ways = "".join(links.anchor(links.here(q=word), escape(word), "chip") for word in _standing())
    if not ways:
        return
    st.html(f'<p class="note">{words.html("search.begin")}</p><p class="chips">{ways}</p>')


def _standing() -> list[str]:
    """The first words that some document has, of the usual ones and of the names of what was read."""
    usual = [*words.say("search.such").split(), *(data.indicator(code).zh for code in data.indicators())]
    there = (word for word in dict.fromkeys(usual) if data.search(word, 1))
    return list(islice(there, BEGINNINGS))


def show(figure_id: str) -> None:
    """The whole page of one draft."""
    figure = data.figure(figure_id)
    document = data.document(figure.document) if figure else None
    back = links.anchor(links.here(draft=None), words.html("draft.back"))
    st.html(f'<p class="crumb">{back}</p><h1>{words.html("draft.title")}</h1>')
    if figure is None or document is None:
        notices.show("info", words.say("evidence.unknown"))
        return
    keep = links.anchor(targets.entry_of(figure.id), words.html("draft.keep"), "button") if access.may("curate") else ""
    st.html(f'<p class="lead">{words.html("draft.lead")}</p>{_from(figure)}<p class="ways">{keep}</p>')
    with st.spinner(words.say("search.thinking")):
        first = drafted(figure, document, data.concept(figure))
    left, right = st.columns([2, 3], gap="large")
    with left:
        asked = _asked(first, figure_id)
    with right:
        _outcome(asked, figure)


def _from(figure: Figure) -> str:
    now = "" if figure.indicator == OTHER else words.html("draft.has", name=names.indicator(figure.indicator))
    return f'<p class="passage" lang="zh-CN">{tables.clause(figure, 60)}</p><p class="note">{now}</p>'


# What a person says of it


def _asked(first: Draft, key: str) -> Draft:
    """The draft as the fields have it; the words that tell the thing are plain words, alternatives parted by |."""
    said = {name: _line(name, getattr(first, name), key) for name in ("zh", "en", "code", "unit")}
    family = st.selectbox(words.say("draft.family"), list(FAMILIES), list(FAMILIES).index(first.family),
                          format_func=names.family, key=f"draft.family.{key}")  # fmt: skip
    nature = st.selectbox(words.say("draft.nature"), NATURES, NATURES.index(first.nature),
                          format_func=lambda each: words.say(f"nature.{each}"), key=f"draft.nature.{key}")  # fmt: skip
    said |= {name: _line(name, getattr(first, name), key) for name in TEXTS[4:]}
    return replace(first, **{**said, "family": family, "nature": cast(Nature, nature)})


def _line(name: str, value: str, key: str) -> str:
    label, help = words.say(f"draft.{name}"), words.say_or(f"draft.{name}_help", "") or None
    return st.text_input(label, value, key=f"draft.{name}.{key}", max_chars=LONGEST, help=help).strip()


# What comes of it


def _outcome(draft: Draft, figure: Figure) -> None:
    fault = _fault(draft)
    if fault:
        notices.show("warning", words.say(fault))
        return
    trial = trying.trial(draft, figure.document)
    if trial.going:
        retrying.follow(_follow, trials.EVERY)(trial, draft)
    else:
        _told(trial, draft)


def _follow(trial: trials.Trial, draft: Draft) -> None:
    """What the trial has told so far; at its end the whole page is shown anew."""
    if not trial.going:
        st.rerun()
    st.html(trials.progress(trial))
    _told(trial, draft)


def _told(trial: trials.Trial, draft: Draft) -> None:
    outcome = trying.outcome(trial)
    faults = outcome.faults if outcome else ()
    for told in faults:
        notices.show("warning", told[words.language() == "zh"])
    _file(draft, outcome.toml if outcome else toml(draft), not outcome or bool(faults))
    if outcome and not faults:
        _examples(outcome.examples)
        _matches(outcome)


def _fault(draft: Draft) -> str:
    """What is wrong before anything is tried; a key of the words, "" for nothing."""
    if draft.code in catalogue().indicators:
        return "draft.taken_code"
    return "" if draft.head or draft.left else "draft.no_words"


def _file(draft: Draft, text: str, broken: bool) -> None:
    st.html(f'<h2 class="copy">{words.html("draft.file")}</h2>')
    st.code(text, language="toml", wrap_lines=True)
    name = f"{draft.code}.toml"
    st.download_button(words.say("draft.download", name=name), text, name, "application/toml", disabled=broken,
                       on_click="ignore")  # fmt: skip
    how = words.html("draft.how")
    command = f"export SHUCHU_CATALOGUE={name}"
    st.html(f'<p class="note">{how} <code>{escape(command)}</code></p>')


def _examples(examples: list[dict[str, Any]]) -> None:
    st.html(f"<h2>{words.html('draft.examples')}</h2>{trials.verdicts(examples)}")


def _matches(outcome: trying.Outcome) -> None:
    """The figures that the entry would take, and from which other indicators."""
    st.html(f"<h2>{words.html('draft.matches')}</h2>")
    found = [each for line in outcome.documents for each in line["figures"]]
    taken = [each for each in found if each["was"] not in ("", OTHER)]
    told = words.say("draft.found", n=len(outcome.documents), all=outcome.asked, found=len(found))
    st.html(f'<p class="note" role="status">{escape(told)}</p>')
    if outcome.late:
        notices.show("info", words.say("draft.late", n=len(outcome.documents)))
    if taken:
        notices.show("warning", words.say("draft.takes", n=len(taken)))
    columns = [tables.Column("table.value", "num"), tables.Column("table.sentence", "quote")]
    columns += [tables.Column("table.place"), tables.Column("table.year"), tables.Column("draft.now")]
    rows = [_match(each) for each in tables.slice_of(found, "hits", tables.FEW)]
    if rows:
        tables.show(columns, rows, words.say("draft.matches"))
    tables.pager(len(found), "hits", tables.FEW)


def _match(each: dict[str, Any]) -> list[str]:
    figure = data.figure(each["id"])
    dash = words.html("common.dash")
    value = escape(numbers.of_figure(figure)) if figure else escape(spans.words_of(each["quote"]))
    return [
        links.anchor(targets.figure(each["id"]), value, "row") if figure else value,
        tables.clause(figure) if figure else escape(spans.words_of(each["quote"])),
        escape(each["place"] or "") or dash,
        str(each["year"] or "") or dash,
        escape(names.indicator(each["was"])) if each["was"] not in ("", OTHER) else dash,
    ]
