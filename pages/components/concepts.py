"""What the figures of no indicator count, of which one of the words asked for is a part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from extract.clean import clean
from extract.models import Figure
from extract.store import Counted
from pages.components import data, hits, links, retrying, tables, targets, uploads, words

FACETED = 60
"""So many first hits are looked at where no document has been counted."""

EVERY = 2.0
"""Seconds between two looks at how many documents have been counted."""


def show(asked: str) -> None:
    """What is counted that has one of the words in it, the most frequent first, each with an example and the way to an
    entry; where documents have not been counted yet, that is begun, and followed."""
    if data.told_concepts() < data.totals()["documents"] and uploads.manager().teller.begin():
        retrying.follow(_following, EVERY)(asked)
    else:
        _counted(asked)


def _following(asked: str) -> None:
    """The same while documents are counted; at the end the whole page is shown anew."""
    if not uploads.manager().teller.going and data.told_concepts() == data.totals()["documents"]:
        st.rerun()
    _counted(asked)


def _counted(asked: str) -> None:
    """In the documents that have been counted; in the first hits where none has been, and none is about to be."""
    found, told = data.counted_concepts(asked, tables.FEW)
    every, going = data.totals()["documents"], uploads.manager().teller.going
    caption = words.say("search.concepts_in", n=f"{told:,}", of=f"{every:,}")
    if not told and not going:
        found, caption = _beside(asked), words.say("search.concepts_of", n=FACETED)
    if found or not going or told == every:
        _gathered(found, caption)
    if told < every:
        key = "search.concepts_left" if going else "search.concepts_stopped"
        st.html(f'<p class="note" role="status">{words.html(key, n=f"{every - told:,}")}</p>')


def _gathered(found: Sequence[Counted], caption: str) -> None:
    rows = [_concept(each, example) for each in found if (example := data.figure(each.figure))]
    if not rows:
        st.html(f'<p class="note">{words.html("search.no_concepts")}</p>')
        return
    columns = [tables.Column("search.concept"), tables.Column("search.unit"), tables.Column("search.count", "num")]
    columns += [tables.Column("table.sentence", "quote"), tables.Column("search.entry")]
    tables.show(columns, rows, caption)


def _beside(asked: str) -> list[Counted]:
    """The same of the first hits of the words."""
    wanted = [clean(word) for word in asked.split()]
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for each in data.concepts(asked, FACETED):
        if any(word in each.concept for word in wanted):
            key = each.concept, clean(each.unit)
            counts[key] += 1
            examples.setdefault(key, each.id)
    return [Counted(*key, count, examples[key]) for key, count in counts.most_common(tables.FEW)]


def _concept(each: Counted, example: Figure) -> list[str]:
    verb, _, noun = each.concept.rpartition("/")
    return [
        links.anchor(targets.figure(example.id), escape(f"{verb}{noun}")),
        escape(each.unit) or words.html("common.dash"),
        f"{each.number:,}",
        tables.clause(example),
        links.anchor(hits.entry(example.id), words.html("search.make"), "make"),
    ]
