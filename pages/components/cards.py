"""The small parts that pages are put together from: headings, metrics, cards, legends, empty states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from extract.models import Cell
from extract.store import DocumentSummary
from pages.components import data, links, names, numbers, tables, targets, words


def heading(title: str, lead: str) -> None:
    """The title of a page and one sentence on what it answers; keys of the words."""
    st.html(f'<h1>{words.html(title)}</h1><p class="lead">{words.html(lead)}</p>')


def section(title: str, lead: str) -> None:
    st.html(f'<h2 class="section">{words.html(title)}</h2><p class="lead">{words.html(lead)}</p>')


def empty(key: str) -> None:
    """A place where nothing is yet, with the page and the command that fill it."""
    way = links.anchor(links.href("imports"), words.html("nav.imports"), "button main")
    command = f"<code>{words.html('common.import_command')}</code>"
    said = f"<small>{words.html('common.import_by_command')} {command}</small>"
    st.html(f'<div class="empty">{words.html(key)}<p class="on">{way}</p>{said}</div>')


def nothing(key: str) -> None:
    """A choice that has no answer, with the ways on."""
    ways = (("overview", "nav.overview"), ("indicators", "nav.indicators"), ("documents", "nav.documents"))
    on = "".join(links.anchor(links.href(page), words.html(name), "button") for page, name in ways)
    st.html(f'<div class="empty">{words.html(key)}<p class="on">{on}</p></div>')


def metrics(count: Mapping[str, int], places: Mapping[str, str], years: Sequence[int]) -> None:
    """How much is loaded (see `data.totals`), in a line."""
    span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    more = words.say("overview.documents_of", n=f"{count['characters']:,}")
    attributed = words.say("overview.figures_of", n=f"{count['attributed']:,}")
    rows = [
        ("overview.documents", f"{count['documents']:,}", more),
        ("overview.figures", f"{count['figures']:,}", attributed),
        ("overview.values", f"{count['counted']:,}", words.say("overview.values_of", n=len(data.indicators()))),
        ("overview.places", f"{len(places):,}", words.join(list(places.values())[:6])),
        ("overview.years", f"{len(years):,}", span),
    ]
    body = "".join(
        f"<div><dt>{words.html(key)}</dt><dd><b>{escape(value)}</b>"
        f'<small title="{escape(more)}">{escape(more)}</small></dd></div>'
        for key, value, more in rows
    )
    st.html(f'<dl class="metrics">{body}</dl>')


def headlines(document: DocumentSummary, cells: Sequence[Cell]) -> None:
    """A document with some of its figures, each leading to its evidence."""
    name = links.anchor(targets.document(document.id), escape(names.document(document)))
    about = words.say(
        "common.place_year",
        place=document.place or words.say("evidence.no_place"),
        year=document.year or words.say("evidence.no_year"),
    )
    cards = "".join(_headline(each) for each in cells) or f"<p>{words.html('overview.no_headlines')}</p>"
    told = words.html("overview.headline_of", about=about, figures=document.figures, counted=document.counted)
    st.html(f'<section class="document"><h3>{name}<small>{told}</small></h3><div class="cards">{cards}</div></section>')


def _headline(cell: Cell) -> str:
    family = data.indicator(cell.indicator).family
    content = (
        f"<span>{escape(names.indicator(cell.indicator))} · {cell.year}</span>"
        f"<b>{escape(numbers.of_cell(cell))}</b>{tables.mark(cell.mark)}"
        f'<small title="{escape(" + ".join(tables.said(cell)))}">{tables.quotes(cell)}</small>'
    )
    return links.anchor(targets.cell(cell), content, f"card fam-{family}", words.say("table.to_evidence"))


def more(left: int, target: str) -> None:
    """A link to the rest of a list that is cut."""
    if left > 0:
        st.html(f"<p>{links.anchor(target, words.html('common.more', n=left), 'button')}</p>")


def reasons(counts: Mapping[str, int]) -> str:
    """Why figures could not be attributed, with counts, as a choice in the address; the one chosen."""
    asked = links.first("why")
    chosen = asked if asked in counts else next((each for each in counts if counts[each]), next(iter(counts)))
    chips = "".join(_reason(each, count, each == chosen) for each, count in counts.items())
    st.html(
        f'<nav class="chips" aria-label="{words.html("overview.open")}">{chips}</nav>'
        f'<p class="note">{words.html(f"lack.{chosen}_why")}</p>'
    )
    return chosen


def _reason(reason: str, count: int, on: bool) -> str:
    label = f"{words.html(f'lack.{reason}')} <b>{count:,}</b>"
    return links.anchor(links.here(why=reason, open=None), label, "chip stay", aria_current="true" if on else "")
