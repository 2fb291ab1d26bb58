"""Buttons for pictures, which the browser draws itself: nothing is sent anywhere, and the server needs no browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from extract.models import Cell
from pages.components import data, links, names, words

SCRIPT = (Path(__file__).parent / "pictures.js").read_text(encoding="utf-8")
NAMED = 3
"""So many documents are named in a source line."""


def script() -> None:
    """Once on a page that has such buttons."""
    st.html(f"<script>({SCRIPT})()</script>", unsafe_allow_javascript=True)


def button(act: str, key: str, facts: dict[str, object]) -> str:
    """A button as HTML; `act` is card, copy, png or svg, `key` its word, `facts` what is drawn."""
    told = {"data-picture": act, "data-facts": json.dumps(facts, ensure_ascii=False)}
    told |= {f"data-{name}": words.say(f"picture.{name}") for name in ("done", "failed")}
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in told.items())
    return f'<button type="button" class="button" {attributes}>{words.html(key)}</button>'


def of_chart(
    chart: str, title: str, cells: Sequence[Cell], legend: str = "", keys: Sequence[tuple[str, str]] = ()
) -> None:
    """Buttons below the chart with the Streamlit key `chart`; title, legend and source stand in the picture.

    `keys`: the colours with the names of what they stand for.
    """
    facts: dict[str, object] = {"chart": chart, "title": title, "notes": [legend, source_line(cells), _address()]}
    facts["keys"] = list(keys)
    facts["name"] = "-".join(["shuchu", *dict.fromkeys(cell.indicator for cell in cells)])[:80]
    buttons = button("png", "picture.png", facts) + button("svg", "picture.svg", facts)
    st.html(f'<div class="pictures">{buttons}</div>')
    script()


def source_line(cells: Sequence[Cell]) -> str:
    """“来源：…等 5 份文档；12 个值，2 个说法不一。”"""
    ids = list(dict.fromkeys(figure.rpartition("-")[0] for cell in cells for figure in cell.figures))
    known = [names.document(found) for each in ids[:NAMED] if (found := data.summary(each))]
    shown = words.join([words.say("picture.named", title=title) for title in dict.fromkeys(known)])
    more = words.say("picture.more", n=len(ids)) if len(ids) > NAMED else ""
    facts = {"n": len(cells), "disputed": sum(cell.disputed for cell in cells)}
    return words.say("picture.source", titles=shown + more, **facts)


def _address() -> str:
    page = (st.context.url or "").split("?")[0]
    return words.say("picture.made", address=page + links.here())
