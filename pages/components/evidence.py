"""The evidence of a figure: its words in their paragraph, and how each part of the reading was told."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from extract.models import Cell, Document, Figure, Segment, Table, Told
from pages.components import (
    citing,
    data,
    deciding,
    grid,
    links,
    names,
    notices,
    numbers,
    others,
    pedigree,
    reading,
    spans,
    tables,
    targets,
    words,
)

WHOLE = 900
AROUND = 260
STOPS = "。；！？"
SCROLL = (
    "<script>setTimeout(() => {const mark = document.getElementById('figure'), grid = mark?.closest('.grid');"
    "if (grid) grid.scrollLeft += mark.getBoundingClientRect().right - grid.getBoundingClientRect().right + 24;}, 60);"
    "</script>"
)
"""Brings the cell into view where its table is wider than the screen; at the left edge nothing moves."""
REL = {"previous": "prev", "next": "next"}


def figure(each: Figure, document: Document) -> None:
    """Everything about one figure."""
    _title(each, document)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(paragraph(each, document))
        st.html(SCROLL, unsafe_allow_javascript=True)
        st.html(_ways(each))
    with right:
        st.html(reading.html(each) + deciding.history(each))
        st.html(f"<p>{links.anchor(links.href('review', fig=each.id), words.html('review.look'), 'button')}</p>")
    st.html(pedigree.html(each))
    others.show(each)
    citing.show(each, document)
    others.history(document.id)


def _title(each: Figure, document: Document) -> None:
    back = links.anchor(targets.document(document.id, each.start), escape(citing.title_of(document)))
    st.html(
        f'<p class="crumb">{back}</p>'
        f'<h1 class="evidence">{escape(names.indicator(each.indicator))} <b>{escape(numbers.of_figure(each))}</b> '
        f"{deciding.mark(each.mark)}<small>{escape(names.where_and_when(each))}</small></h1>"
    )


# The paragraph


def paragraph(each: Figure, document: Document, whole: int = WHOLE) -> str:
    """The paragraph of a figure with the figure marked, and the words that told it; one above `whole` is folded."""
    start, end = _within(each.paragraph, each, document)
    if table := grid.find(document, start):
        return _in_table(each, document, table)
    low, high = (start, end) if end - start <= whole else _window(document.text, each, start, end)
    marks = list(_marks(each, document))
    middle = spans.render(document.text, low, high, marks)
    before, after = (
        _folded(document.text, start, low, "evidence.before"),
        _folded(document.text, high, end, "evidence.after"),
    )
    return (
        f'<section class="source"><h2>{words.html("evidence.source")}</h2>{_where(each, document)}'
        f'<blockquote lang="zh-CN">{before}{middle}{after}</blockquote>{_legend(each)}</section>'
    )


def _in_table(each: Figure, document: Document, table: Table) -> str:
    """The table with the figure's cell marked; of a long one the heads and the rows around it."""
    marks = [mark for mark in _marks(each, document) if "sentence" not in mark.before]
    content = grid.html(document, table, marks, near=each.start)
    return (
        f'<section class="source"><h2>{words.html("evidence.source")}</h2>{_where(each, document)}'
        f'<blockquote lang="zh-CN">{content}</blockquote>{_legend(each, "evidence.legend_row")}</section>'
    )


def _within(span: tuple[int, int], each: Figure, document: Document) -> tuple[int, int]:
    """The span, or the figure's own where the span does not hold it."""
    start, end = span
    holds = 0 <= start <= each.start and each.end <= end <= len(document.text)
    return span if holds else (each.start, each.end)


def _window(text: str, each: Figure, start: int, end: int) -> tuple[int, int]:
    """The sentence with whole sentences around it, where a paragraph is too long to find the figure in it."""
    first, last = each.sentence if each.sentence[0] <= each.start < each.sentence[1] else (each.start, each.end)
    first, last = max(start, first), min(end, last)
    low, high = max(start, first - AROUND), min(end, last + AROUND)
    opening = max((text.find(stop, low, first) for stop in STOPS), default=-1)
    closing = max((text.rfind(stop, last, high) for stop in STOPS), default=-1)
    return (low if low == start or opening < 0 else opening + 1), (high if high == end or closing < 0 else closing + 1)


def _folded(text: str, start: int, end: int, key: str) -> str:
    if end - start < 2:
        return spans.render(text, start, end)
    told = words.html(key, n=end - start)
    return f'<details class="more"><summary>{told}</summary>{spans.render(text, start, end)}</details>'


def _marks(each: Figure, document: Document) -> Iterable[spans.Mark]:
    """The sentence lightly, in it the figure strongly, its neighbours as links, the words that told it underlined."""
    low, high = _within(each.sentence, each, document)
    yield spans.Mark(low, high, '<span class="sentence">', "</span>")
    yield spans.Mark(each.start, each.end, '<mark class="fig main" id="figure">', "</mark>")
    near = [
        other for other in data.figures(document.id) if low <= other.start and other.end <= high and other.id != each.id
    ]
    for other in near:
        opening = links.anchor(
            targets.figure(other.id), "", f"fig near fam-{data.indicator(other.indicator).family}", _tip(other)
        )
        yield spans.Mark(other.start, other.end, opening.removesuffix("</a>"), "</a>")
    yield from _told(each, document, (low, high), [each, *near])


def _told(each: Figure, document: Document, sentence: tuple[int, int], figures: list[Figure]) -> Iterable[spans.Mark]:
    """The words that told indicator, year and place, as far as they stand in the paragraph and clear of figures."""
    taken = [(figure.start, figure.end) for figure in figures]
    for kind, told in (("indicator", each.indicator_told), ("year", each.year_told), ("place", each.place_told)):
        start, end = _located(told, each, document, sentence) if told else (-1, -1)
        if 0 <= start < end and all(end <= first or start >= last for first, last in taken):
            taken.append((start, end))
            title = words.html(f"evidence.told_{kind}")
            yield spans.Mark(start, end, f'<span class="told" title="{title}">', "</span>")


def _located(told: Told, each: Figure, document: Document, sentence: tuple[int, int]) -> tuple[int, int]:
    """Where the words of a rule stand: as it says, else nearest before the figure in its sentence, else behind it."""
    if told.start >= 0 or not told.words:
        return told.start, told.end
    before = document.text.rfind(told.words, sentence[0], each.start)
    found = before if before >= 0 else document.text.find(told.words, each.end, sentence[1])
    return found, found + len(told.words)


def _tip(each: Figure) -> str:
    return words.say("common.pair", name=names.indicator(each.indicator), value=numbers.of_figure(each))


def _where(each: Figure, document: Document) -> str:
    segments = data.segments(document.id)
    place = _number(segments, each)
    told = [words.say("evidence.page", n=each.page)] if each.page else []
    told += [words.say("evidence.paragraph", n=place)] if place else []
    told.append(words.say("evidence.offset", start=f"{each.start:,}", end=f"{each.end:,}"))
    path = "".join(f"<span>{escape(spans.words_of(heading))}</span>" for heading in each.headings)
    return f'<p class="where">{path}<span>{escape(" · ".join(told))}</span></p>'


def _number(segments: list[Segment], each: Figure) -> int:
    """Which paragraph of the document it is, counted from one; 0 where the store holds no segments."""
    paragraphs = [segment for segment in segments if segment.kind == "paragraph"]
    return next((at for at, segment in enumerate(paragraphs, 1) if segment.start <= each.start < segment.end), 0)


def _legend(each: Figure, near: str = "evidence.legend_near") -> str:
    rows = [
        ('<mark class="fig main">123</mark>', "evidence.legend_main"),
        ('<span class="fig near fam-other">123</span>', near),
    ]
    if any((each.indicator_told, each.year_told, each.place_told)):
        rows.append((f'<span class="told">{words.html("evidence.legend_sample")}</span>', "evidence.legend_told"))
    return '<p class="legend">' + "".join(f"<span>{sample} {words.html(key)}</span>" for sample, key in rows) + "</p>"


# The ways on


def _ways(each: Figure) -> str:
    before, after = data.neighbours(each.id)
    steps = _step(before, "previous") + _step(after, "next")
    return f'<nav class="steps" aria-label="{words.html("evidence.steps")}">{steps}</nav>'


def _step(other: Figure | None, which: str) -> str:
    if other is None:
        return f'<span class="step {which} end">{words.html(f"evidence.no_{which}")}</span>'
    quote, name = escape(spans.words_of(other.quote)), escape(names.indicator(other.indicator))
    content = f"<small>{words.html(f'evidence.{which}')}</small><b>{quote}</b><span>{name}</span>"
    return links.anchor(targets.figure(other.id), content, f"step {which}", rel=REL[which])


# A cell


def cell(each: Cell) -> None:
    """A value of the panel that rests on several figures, or that documents state differently."""
    st.html(
        f'<h1 class="evidence">{escape(names.indicator(each.indicator))} <b>{escape(numbers.of_cell(each))}</b> '
        f"{deciding.mark(each.mark)}"
        f"<small>{escape(names.of_cell(each))} · {escape(names.scope(each.scope))}</small></h1>"
    )
    made, left = data.found(each.figures), data.found(each.others)
    if len(made) > 1:
        parts = " + ".join(spans.words_of(part.quote) for part in made)
        told = words.say(
            "cell.sum", name=names.indicator(each.indicator), year=each.year, parts=parts, value=numbers.of_cell(each)
        )
        st.html(f'<p class="sum">{escape(told)}</p>')
    if each.disputed:
        notices.show("warning", words.say("cell.disputed"))
    others.of_cell(each)
    tables.figures(made, words.say("cell.figures", n=len(made)))
    if left:
        tables.figures(left, words.say("cell.others", n=len(left)))
    way = links.anchor(
        targets.indicator(each.indicator),
        words.html("cell.way_on", name=names.indicator(each.indicator)),
        "button",
    )
    st.html(f"<p>{way}</p>")
