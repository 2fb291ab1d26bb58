"""The card of an indicator: what it is, what counts and what does not, how a cell is put together."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from extract.catalogue import catalogue
from extract.catalogue.rules import Example
from extract.models import Cell, Indicator
from pages.components import data, lookup, names, notices, numbers, words

EXAMPLES = 3
WORDS = 12


def card(code: str, cells: Sequence[Cell], opened: bool = False) -> None:
    """The catalogue's entry, folded; `cells` are the values chosen, whose range is said."""
    entry = data.indicator(code)
    rows = [
        ("card.definition", escape(names.definition(code))),
        ("card.unit", escape(names.unit(entry.unit, entry.code))),
        ("card.nature", words.html(f"nature.{entry.nature}")),
        ("card.combined", words.html(f"card.combined_{entry.nature}")),
        ("card.words", escape(words.join(_also(entry)))),
        ("card.plausible", plausible(entry)),
        ("card.range", _range(cells)),
        ("card.counts", _examples([each for each in catalogue().examples.get(code, ()) if each.figures])),
        ("card.not", _examples([each for each in catalogue().examples.get(code, ()) if not each.figures])),
    ]
    body = "".join(f"<dt>{words.html(key)}</dt><dd>{said}</dd>" for key, said in rows if said)
    title = words.html("card.title", name=names.indicator(code))
    st.html(
        f'<details class="reading entry"{" open" if opened else ""}><summary>{title}</summary><dl>{body}</dl></details>'
    )


def bare(codes: Sequence[str], alone: bool) -> None:
    """Indicators that the store has no value of: that is said, and where nothing else is shown their cards are open."""
    for code in codes:
        notices.show("info", words.say("card.bare", name=names.indicator(code)))
        card(code, (), opened=alone)


def _also(entry: Indicator) -> list[str]:
    """What else it is called: in Chinese, as the sources are; for other readers in their letters first."""
    found = [each for each in lookup.synonyms(entry.code) if each not in (entry.zh, entry.en)]
    own = [each for each in found if each.isascii()] if words.language() != "zh" else []
    return [*own, *(each for each in found if not each.isascii())][:WORDS]


def plausible(entry: Indicator) -> str:
    """What one place may report for one year, as HTML; “” where the catalogue does not say."""
    if entry.plausible is None:
        return ""
    low, high = (f"{end:,f}" for end in entry.plausible)
    return words.html("card.plausible_of", low=low, high=high, unit=names.unit(entry.unit, entry.code))


def ends(entry: Indicator) -> str:
    """The same in short."""
    return " – ".join(f"{end:,f}" for end in entry.plausible) if entry.plausible else ""


def _range(cells: Sequence[Cell]) -> str:
    """The least and the largest of the values: what a new one can be held against."""
    if not cells:
        return ""
    low, high = min(cells, key=lambda cell: cell.value), max(cells, key=lambda cell: cell.value)
    return words.html("card.range_of", n=f"{len(cells):,}", low=numbers.of_cell(low), high=numbers.of_cell(high))


def _examples(found: Sequence[Example]) -> str:
    """Sentences of the catalogue's own tests, the figures in them marked; the shortest first."""
    chosen = sorted(found, key=lambda each: len(each.text))[:EXAMPLES]
    return "".join(f"<p>{_marked(each)}</p>" for each in chosen)


def _marked(example: Example) -> str:
    text, at, done = example.text, 0, ""
    for quote, _ in example.figures:
        start = text.find(quote, at)
        if start < 0:
            continue
        done += escape(text[at:start]) + f'<mark class="fig">{escape(quote)}</mark>'
        at = start + len(quote)
    return done + escape(text[at:])
