"""Tables as HTML: every row is a link that the keyboard reaches, and the words are the page's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

import streamlit as st

from extract.models import Cell, Figure
from extract.store import DocumentSummary, Said
from pages.components import data, links, marks, names, numbers, ratios, spans, targets, words
from pages.components.choices import Choice
from pages.components.selection import Selection

PAGE = 50
FEW = 12
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading (a key of the words) and how its cells stand: "num" to the right, "quote" as source words."""

    key: str
    css: str = ""


def show(columns: Sequence[Column], rows: Sequence[Sequence[str]], caption: str) -> None:
    """A table; cells are HTML that the caller has escaped, the first link of a row takes the whole row."""
    head = "".join(f'<th scope="col" class="{column.css}">{words.html(column.key)}</th>' for column in columns)
    body = "".join(f"<tr>{_row(columns, row)}</tr>" for row in rows)
    st.html(
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="rows"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(columns: Sequence[Column], row: Sequence[str]) -> str:
    return "".join(
        f'<td class="{column.css}" data-label="{words.html(column.key)}">{content}</td>'
        for column, content in zip(columns, row, strict=True)
    )


def slice_of(rows: Sequence[T], parameter: str = "p", size: int = PAGE) -> Sequence[T]:
    """The page of rows that the address asks for (call pager() below them)."""
    first = start(len(rows), parameter, size)
    return rows[first : first + size]


def start(total: int, parameter: str = "p", size: int = PAGE) -> int:
    """The number of the first row on the page that the address asks for."""
    return (_page(total, parameter, size) - 1) * size


def pager(total: int, parameter: str = "p", size: int = PAGE) -> None:
    """Links to the page before and after; nothing where one page holds all."""
    if total <= size:
        return
    now, last = _page(total, parameter, size), -(-total // size)
    before = _turn(parameter, now - 1, "table.before") if now > 1 else ""
    after = _turn(parameter, now + 1, "table.after") if now < last else ""
    told = words.html("table.page", now=now, last=last, total=total)
    st.html(f'<nav class="pager">{before}<span>{told}</span>{after}</nav>')


def _turn(parameter: str, page: int, key: str) -> str:
    return links.anchor(links.here(**{parameter: str(page)}), words.html(key), "button stay")


def _page(total: int, parameter: str, size: int) -> int:
    return min(links.number(parameter), max(1, -(-total // size)))


def selection(found: Selection, several: bool, look: marks.Style | None = None, size: int = 0) -> None:
    """The values of a selection, or its quotients with their parts; what had no stock to divide by is counted."""
    if not found.parts:
        cells(found.cells, several, look, size)
        return
    quotients(list(found.parts.values()), several, size or (PAGE if several else FEW))
    if found.left:
        st.html(f'<p class="note">{words.html("ratio.left", n=found.left)}</p>')


def long(choice: Choice) -> None:
    """A table of more values than can be drawn, a page at a time: by indicator, the latest year first."""
    scopes = None if choice.scope is None else [choice.scope]
    asked = list(choice.places), list(choice.asked), scopes
    counts = data.counts(list(choice.indicators), *asked)
    sizes = [sum(n for (code, _), n in counts.items() if code == each) for each in choice.indicators]
    total = sum(sizes)
    first, left, found = start(total), PAGE, list[Cell]()
    for code, size in zip(choice.indicators, sizes, strict=True):
        if first < size and left:
            found += data.latest(code, *asked, first, left)
            left = PAGE - len(found)
        first = max(0, first - size)
    _cells(found, len(choice.indicators) > 1, None, total)
    pager(total)


def cells(found: Sequence[Cell], several: bool, look: marks.Style | None = None, size: int = 0) -> None:
    """The panel's cells, each row leading to its evidence; those of one indicator and year by size, as the chart."""
    if not several and len({cell.year for cell in found}) == 1:
        found = sorted(found, key=lambda cell: cell.value, reverse=True)
    size = size or (PAGE if several else FEW)
    _cells(slice_of(found, size=size), several, look, len(found))
    pager(len(found), size=size)


def _cells(found: Sequence[Cell], several: bool, look: marks.Style | None, total: int) -> None:
    """The rows of a page, of `total` in all."""
    keys = [Column("table.indicator")] if several else []
    keys += [
        Column("table.place"),
        Column("table.year"),
        Column("table.value", "num"),
        Column("table.words", "quote"),
    ]
    quoted = data.quoted(id for cell in found for id in cell.figures)
    rows = [
        ([escape(names.indicator(cell.indicator))] if several else []) + _cell(cell, look, quoted) for cell in found
    ]
    show(keys, rows, words.say("table.cells", n=f"{total:,}"))


def _cell(cell: Cell, look: marks.Style | None, quoted: Mapping[str, Said]) -> list[str]:
    value = escape(numbers.of_cell(cell))
    disputed = f' <span class="flag">{words.html("chart.disputed_short")}</span>' if cell.disputed else ""
    dot = f'<span class="dot" style="background:{look.colour(cell)}"></span>' if look else ""
    return [
        f"{dot}{escape(cell.place)}<small>{escape(names.scope(cell.scope))}</small>",
        str(cell.year),
        links.anchor(targets.cell(cell), value, "row", words.say("table.to_evidence")) + disputed + mark(cell.mark),
        quotes(cell, quoted),
    ]


def quotients(found: Sequence[ratios.Ratio], several: bool, size: int) -> None:
    """Quotients with the two values that each is made of, both leading to their evidence."""
    columns = [Column("table.indicator")] if several else []
    columns += [Column("table.place"), Column("table.year"), Column("table.ratio", "num")]
    columns += [Column("table.above", "num"), Column("table.below", "num")]
    shown = slice_of(found, size=size)
    quoted = data.quoted(id for each in shown for cell in (each.above, each.below) for id in cell.figures)
    rows = [
        [
            *([escape(names.indicator(each.cell.indicator))] if several else []),
            f"{escape(each.cell.place)}<small>{escape(names.scope(each.cell.scope))}</small>",
            str(each.cell.year),
            escape(numbers.of_quotient(each.cell)),
            part(each.above, quoted),
            part(each.below, quoted),
        ]
        for each in shown
    ]
    show(columns, rows, words.say("table.cells", n=f"{len(found):,}"))
    pager(len(found), size=size)


def part(cell: Cell, quoted: Mapping[str, Said] | None = None) -> str:
    """A value with the words that state it, as a link to its evidence."""
    way = links.anchor(targets.cell(cell), escape(numbers.of_cell(cell)), "", words.say("table.to_evidence"))
    return f"{way}<small>{quotes(cell, quoted)}</small>"


def mark(name: str) -> str:
    """What people have decided, as a small sign; nothing where nobody has."""
    return f' <span class="mark {escape(name)}">{words.html(f"mark.{name}")}</span>' if name else ""


def said(cell: Cell, quoted: Mapping[str, Said] | None = None) -> list[str]:
    """The words of the figures that a cell is made of, each in quotes; `quoted` where many were asked for at once."""
    known = data.quoted(cell.figures) if quoted is None else quoted
    found = [known[id].quote for id in cell.figures if id in known]
    return [words.say("common.quoted", text=spans.words_of(each)) for each in found]


def quotes(cell: Cell, quoted: Mapping[str, Said] | None = None) -> str:
    """The same as HTML: “203万元” + “118万元”."""
    return " + ".join(f'<span class="said">{escape(each)}</span>' for each in said(cell, quoted))


def figures(found: Sequence[Figure], caption: str) -> None:
    """Figures of one or several documents with the clause around them; the indicator only where it tells them apart."""
    several = len({each.indicator for each in found}) > 1
    columns = [Column("table.value", "num"), Column("table.sentence", "quote")]
    columns += [Column("table.indicator")] if several else []
    columns += [Column("table.place"), Column("table.year"), Column("table.document", "source")]
    known = data.summaries(each.document for each in found)
    show(columns, [_figure(each, several, known.get(each.document)) for each in found], caption)


def _figure(each: Figure, several: bool, document: DocumentSummary | None) -> list[str]:
    dash = words.html("common.dash")
    return [
        links.anchor(targets.figure(each.id), escape(numbers.of_figure(each)), "row", words.say("table.to_evidence"))
        + mark(each.mark),
        clause(each),
        *([escape(names.indicator(each.indicator))] if several else []),
        escape(each.place) if each.place else dash,
        str(each.year) if each.year else dash,
        escape(names.document(document)) if document else dash,
    ]


def clause(each: Figure, room: int = 26) -> str:
    """The words around a figure, cut to `room` characters on either side, the figure marked."""
    low, high = each.sentence if each.sentence[1] > each.start else (each.start, each.end)
    start, end = max(low, each.start - room), min(high, each.end + room)
    text = data.text(each.document, start, end)
    if not text:
        return escape(spans.words_of(each.quote))
    mark = spans.Mark(each.start - start, each.end - start, '<mark class="fig">', "</mark>")
    dots = ("…" if start > low else "", "…" if end < high else "")
    return dots[0] + spans.render(text, 0, len(text), [mark]) + dots[1]


def documents() -> None:
    """The documents of the store, a page of them, each row leading to its reader."""
    total = data.totals()["documents"]
    found = data.documents(start(total), PAGE)
    columns = [
        Column("table.document"),
        Column("table.place"),
        Column("table.scope"),
        Column("table.year"),
        Column("table.figures", "num"),
        Column("table.attributed", "num"),
        Column("table.characters", "num"),
    ]
    show(columns, [_document(each) for each in found], words.say("table.documents", n=total))
    pager(total)


def _document(each: DocumentSummary) -> list[str]:
    dash = words.html("common.dash")
    title, below = names.document(each), each.publisher or each.name
    name = escape(title) + (f"<small>{escape(below)}</small>" if below != title else "")
    return [
        links.anchor(targets.document(each.id), name, "row"),
        escape(each.place or "") or dash,
        escape(names.scope(each.scope)),
        str(each.year) if each.year else dash,
        f"{each.figures:,}",
        f"{each.attributed:,}",
        f"{each.characters:,}",
    ]
