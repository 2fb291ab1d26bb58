"""Tables as HTML: every row is a link that the keyboard reaches, and the words are the page's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

import streamlit as st

from extract.models import Cell, Figure
from extract.store import DocumentSummary
from pages.components import charts, data, links, names, numbers, spans, targets, words

PAGE = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading (a key of the words) and how its cells stand: "num" to the right, "quote" as source words."""

    key: str
    css: str = ""


def show(columns: Sequence[Column], rows: Sequence[Sequence[str]], caption: str) -> None:
    """A table; cells are HTML that the caller has escaped, the first link of a row takes the whole row."""
    head = "".join(f'<th scope="col" class="{column.css}">{escape(words.say(column.key))}</th>' for column in columns)
    body = "".join(f"<tr>{_row(columns, row)}</tr>" for row in rows)
    st.html(
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table class='rows'><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(columns: Sequence[Column], row: Sequence[str]) -> str:
    return "".join(f'<td class="{column.css}">{content}</td>' for column, content in zip(columns, row, strict=True))


def slice_of(rows: Sequence[T], parameter: str = "p") -> Sequence[T]:
    """The page of rows that the address asks for, with the ways to the others below it (call pager() there)."""
    start = (_page(len(rows), parameter) - 1) * PAGE
    return rows[start : start + PAGE]


def pager(total: int, parameter: str = "p") -> None:
    """Links to the page before and after; nothing where one page holds all."""
    if total <= PAGE:
        return
    now, last = _page(total, parameter), -(-total // PAGE)
    before = (
        links.anchor(links.here(**{parameter: str(now - 1)}), escape(words.say("table.before")), "button")
        if now > 1
        else ""
    )
    after = (
        links.anchor(links.here(**{parameter: str(now + 1)}), escape(words.say("table.after")), "button")
        if now < last
        else ""
    )
    told = escape(words.say("table.page", now=now, last=last, total=total))
    st.html(f'<nav class="pager">{before}<span>{told}</span>{after}</nav>')


def _page(total: int, parameter: str) -> int:
    return min(links.number(parameter), max(1, -(-total // PAGE)))


def cells(found: Sequence[Cell], several: bool, look: charts.Style | None = None) -> None:
    """The panel's cells, each row leading to its evidence."""
    keys = [Column("table.indicator")] if several else []
    keys += [
        Column("table.place"),
        Column("table.year"),
        Column("table.value", "num"),
        Column("table.words", "quote"),
        Column("table.scope"),
    ]
    rows = [
        ([escape(names.indicator(cell.indicator))] if several else []) + _cell(cell, look) for cell in slice_of(found)
    ]
    show(keys, rows, words.say("table.cells", n=len(found)))
    pager(len(found))


def _cell(cell: Cell, look: charts.Style | None) -> list[str]:
    quotes = [spans.words_of(each.quote) for each in map(data.figure, cell.figures) if each]
    value = escape(numbers.of_cell(cell))
    disputed = f' <span class="flag">{escape(words.say("chart.disputed_short"))}</span>' if cell.disputed else ""
    dot = f'<span class="dot" style="background:{look.colour(cell)}"></span>' if look else ""
    return [
        dot + escape(cell.place),
        str(cell.year),
        links.anchor(targets.cell(cell), value, "row", words.say("table.to_evidence")) + disputed,
        escape(" + ".join(quotes)),
        escape(names.scope(cell.scope)),
    ]


def figures(found: Sequence[Figure], caption: str) -> None:
    """Figures of one or several documents with the clause around them."""
    columns = [
        Column("table.value", "num"),
        Column("table.indicator"),
        Column("table.place"),
        Column("table.year"),
        Column("table.sentence", "quote"),
    ]
    show(columns, [_figure(each) for each in found], caption)


def _figure(each: Figure) -> list[str]:
    dash = escape(words.say("common.dash"))
    return [
        links.anchor(targets.figure(each.id), escape(numbers.of_figure(each)), "row", words.say("table.to_evidence")),
        escape(names.indicator(each.indicator)),
        escape(each.place) if each.place else dash,
        str(each.year) if each.year else dash,
        clause(each),
    ]


def clause(each: Figure, room: int = 26) -> str:
    """The words around a figure, cut to `room` characters on either side, the figure marked."""
    document = data.document(each.document)
    if document is None:
        return escape(each.quote)
    low, high = each.sentence if each.sentence[1] > each.start else (each.start, each.end)
    start, end = max(low, each.start - room), min(high, each.end + room)
    mark = spans.Mark(each.start, each.end, '<mark class="fig">', "</mark>")
    dots = ("…" if start > low else "", "…" if end < high else "")
    return dots[0] + spans.render(document.text, start, end, [mark]) + dots[1]


def documents(found: Sequence[DocumentSummary]) -> None:
    """The documents of the store, each row leading to its reader."""
    columns = [
        Column("table.document"),
        Column("table.place"),
        Column("table.scope"),
        Column("table.year"),
        Column("table.figures", "num"),
        Column("table.attributed", "num"),
        Column("table.characters", "num"),
    ]
    show(columns, [_document(each) for each in slice_of(found)], words.say("table.documents", n=len(found)))
    pager(len(found))


def _document(each: DocumentSummary) -> list[str]:
    dash = escape(words.say("common.dash"))
    name = f"{escape(names.document(each))}<small>{escape(each.publisher or each.name)}</small>"
    return [
        links.anchor(targets.document(each.id), name, "row"),
        escape(each.place or "") or dash,
        escape(names.scope(each.scope)),
        str(each.year) if each.year else dash,
        f"{each.figures:,}",
        f"{each.attributed:,}",
        f"{each.characters:,}",
    ]


def coverage(rows: Sequence[data.Covered]) -> None:
    """The matrix place × family: a coloured square with the number of indicators, leading to them."""
    families = data.families()
    head = "".join(f'<th scope="col"><span>{escape(names.family(code))}</span></th>' for code in families)
    body = "".join(_covered(row, families) for row in slice_of(rows))
    caption = escape(words.say("overview.coverage_caption"))
    st.html(
        f'<div class="wide" role="region" tabindex="0" aria-label="{caption}"><table class="matrix"><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{escape(words.say("table.place_year"))}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )
    pager(len(rows))


def _covered(row: data.Covered, families: Sequence[str]) -> str:
    name = escape(words.say("common.place_year", place=row.place, year=row.year))
    squares = "".join(f"<td>{_square(row, family)}</td>" for family in families)
    return f'<tr><th scope="row">{name}</th>{squares}</tr>'


def _square(row: data.Covered, family: str) -> str:
    codes = row.families.get(family, ())
    if not codes:
        return f'<span class="square none" title="{escape(words.say("overview.square_none"))}"></span>'
    listed = words.join([names.indicator(code) for code in codes])
    tip = words.say("overview.square", place=row.place, year=row.year, family=names.family(family), names=listed)
    target = links.href("indicators", ind=codes, place=row.place_id, year=str(row.year))
    return links.anchor(target, str(len(codes)), f"square fam-{family}", tip, aria_label=tip)
