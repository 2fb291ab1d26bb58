"""The indicators by family: what each is called, where it comes from, and how many values it has."""

from __future__ import annotations

from html import escape

import streamlit as st

from extract.catalogue import catalogue
from extract.editing import built_in, codes_of
from extract.models import OTHER, Indicator
from pages.components import cards, data, entry, keeping, links, names, tables, targets, words


def show(mine: bool) -> None:
    """A table a family, and the way to a new entry."""
    new = links.anchor(links.href("catalogue", new="1"), words.html("catalogue.new"), "button") if mine else ""
    cards.section("catalogue.indicators", "catalogue.indicators_lead")
    st.html(f'<p class="ways">{new}</p>')
    counts, own = data.indicators(), set(codes_of(keeping.text()))
    for family in data.families():
        found = [each for code, each in catalogue().indicators.items() if code != OTHER and each.family == family]
        _family(family, found, counts, own)


def _family(family: str, found: list[Indicator], counts: dict[str, int], own: set[str]) -> None:
    columns = [tables.Column("catalogue.name"), tables.Column("catalogue.unit"), tables.Column("catalogue.nature")]
    columns += [tables.Column("catalogue.range"), tables.Column("catalogue.origin")]
    columns += [tables.Column("catalogue.cells", "num")]
    title = names.family(family)
    rows = [_row(each, counts.get(each.code, 0), own) for each in found]
    tables.show(columns, rows, words.say("catalogue.caption", family=title, n=len(found)))


def _row(each: Indicator, count: int, own: set[str]) -> list[str]:
    name = f"{escape(names.indicator(each.code))}<small>{escape(each.code)}</small>"
    value = links.anchor(targets.indicator(each.code), f"{count:,}") if count else words.html("common.dash")
    return [
        links.anchor(targets.entry(each.code), name, "row"),
        escape(names.unit(each.unit, each.code)),
        words.html(f"nature.{each.nature}"),
        entry.ends(each) or words.html("common.dash"),
        words.html(f"catalogue.{origin(each.code, own)}"),
        value,
    ]


def origin(code: str, own: set[str]) -> str:
    """Where an entry comes from: “built_in”, “own” or “changed” in this store, or the “file” of somebody."""
    if code in own:
        return "changed" if built_in(code) else "own"
    return "file" if code in catalogue().mine else "built_in"
