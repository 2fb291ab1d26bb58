"""A whole document to read: headings, paragraphs, every figure marked and leading to its evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from extract.catalogue import catalogue
from extract.models import Document, Figure, Segment
from pages.components import about, data, grid, links, names, numbers, spans, targets, words

PART = 30_000
DEEP = 3
ENTRIES = 300
"""A table of contents is cut to its outer levels, at last to so many entries."""
BRACKETS = "【】〔〕[] "


def show(document: Document) -> None:
    """The reader: the text, and beside it what is in it."""
    figures, segments = data.figures(document.id), _segments(document)
    parts = _parts(segments)
    now = _part(parts)
    chosen = [code for code in links.read("fam") if code in catalogue().families]
    _title(document)
    about.editing(document)
    _families(document.id, figures, chosen)
    with st.container(key="reader"):
        text, aside = st.columns([3, 1], gap="large")
    with aside:
        st.html(about.html(document, figures) + _contents(document, parts))
    with text:
        _turn(len(parts), now)
        marks = _marks(document.id, parts[now], figures, chosen)
        st.html(f'<article class="reader" lang="zh-CN">{"".join(_blocks(document, parts[now], marks))}</article>')
        _turn(len(parts), now)
    _scroll()


def _segments(document: Document) -> list[Segment]:
    """The segments of the store; the whole text as one paragraph where there are none."""
    return data.segments(document.id) or [Segment(0, len(document.text), "paragraph")]


def _levels(segments: Sequence[Segment]) -> list[int]:
    """The levels of headings that a document has; the place of a level among them is its depth."""
    return sorted({each.level for each in segments if each.kind == "heading"})


def _parts(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments by the page they are shown on, so that a book does not have to be sent at once."""
    parts: list[list[Segment]] = [[]]
    for segment in segments:
        if parts[-1] and segment.end - parts[-1][0].start > PART:
            parts.append([])
        parts[-1].append(segment)
    return parts


def _part(parts: Sequence[Sequence[Segment]]) -> int:
    """The part that the address asks for, by its number or by an offset in it."""
    if "at" in st.query_params and "part" not in st.query_params:
        at = links.number("at", 0)
        return next((place for place, part in enumerate(parts) if part and at < part[-1].end), 0)
    return min(links.number("part"), len(parts)) - 1


def _title(document: Document) -> None:
    back = links.anchor(links.href("documents"), words.html("nav.documents"))
    st.html(f'<p class="crumb">{back}</p><h1>{escape(document.title or document.name)}</h1>')


def _families(document_id: str, figures: Sequence[Figure], chosen: Sequence[str]) -> None:
    """The legend, which is the filter as well."""
    counts = Counter(_family(each) for each in figures)
    chips = [_chip(code, counts[code], code in chosen, chosen) for code in catalogue().families if counts[code]]
    every = links.anchor(
        links.here(fam=None),
        words.html("reader.all", n=len(figures)),
        "chip all stay",
        aria_current="" if chosen else "true",
    )
    refused = _refused(len(data.rejections(document_id)))
    st.html(
        f'<nav class="chips" aria-label="{words.html("reader.families")}">{every}{"".join(chips)}{refused}</nav>'
        f'<p class="note">{words.html("reader.dashed")}</p>'
    )


def _refused(count: int) -> str:
    """The switch that shows the numbers which were not taken, each with the reason."""
    on = links.first("no") == "1"
    label = f"{words.html('reader.refused')} <b>{count}</b>"
    target = links.here(no=None if on else "1", at=None, to=None)
    return links.anchor(target, label, "chip stay", aria_current="true" if on else "") if count else ""


def _chip(code: str, count: int, on: bool, chosen: Sequence[str]) -> str:
    wanted = [each for each in chosen if each != code] if on else [*chosen, code]
    label = f'<i class="swatch"></i>{escape(names.family(code))} <b>{count}</b>'
    return links.anchor(
        links.here(fam=wanted, at=None, to=None), label, f"chip stay fam-{code}", aria_current="true" if on else ""
    )


def _family(each: Figure) -> str:
    return data.indicator(each.indicator).family


# The text


def _blocks(document: Document, segments: Sequence[Segment], marks: Sequence[spans.Mark]) -> Iterable[str]:
    levels = _levels(data.segments(document.id))
    folded: list[Segment] = []
    for segment in segments:
        if segment.kind == "furniture":
            folded.append(segment)
            continue
        yield _furniture(document, folded)
        folded = []
        yield _block(document, segment, marks, levels)
    yield _furniture(document, folded)


def _block(document: Document, segment: Segment, marks: Sequence[spans.Mark], levels: Sequence[int]) -> str:
    first = bisect_left(marks, segment.start, key=lambda mark: mark.start)
    last = bisect_left(marks, segment.end, key=lambda mark: mark.start)
    inside = [mark for mark in marks[first:last] if mark.end <= segment.end]
    inside += _asked(segment, inside)
    if segment.kind == "table" and (table := grid.find(document, segment.start)):
        return grid.html(document, table, inside, f"s-{segment.start}")
    content = spans.render(document.text, segment.start, segment.end, inside)
    if segment.kind == "heading":
        level = min(levels.index(segment.level) + 2, 5)
        return f'<h{level} class="h" id="s-{segment.start}">{content}</h{level}>'
    return f'<p id="s-{segment.start}">{content}</p>'


def _asked(segment: Segment, marks: Sequence[spans.Mark]) -> list[spans.Mark]:
    """The words that the address names, where they are none of the figures."""
    start, end = links.number("at", 0), links.number("to", 0)
    inside = segment.start <= start < end <= segment.end
    clear = all(end <= mark.start or mark.end <= start for mark in marks)
    return [spans.Mark(start, end, f'<span id="f-{start}">', "</span>")] if inside and clear else []


def _furniture(document: Document, folded: Sequence[Segment]) -> str:
    """What the web page put around the text: there, but out of the way."""
    if not folded:
        return ""
    asked = [mark for each in folded for mark in _asked(each, [])]
    content = "<br>".join(spans.render(document.text, each.start, each.end, _asked(each, [])) for each in folded)
    told = words.html("reader.furniture", n=sum(each.end - each.start for each in folded))
    return f'<details class="furniture"{" open" if asked else ""}><summary>{told}</summary>{content}</details>'


def _marks(
    document_id: str, part: Sequence[Segment], figures: Sequence[Figure], chosen: Sequence[str]
) -> list[spans.Mark]:
    """The marks of one part, in text order: those of a whole book would take seconds at every click."""
    start, end = (part[0].start, part[-1].end) if part else (0, 0)
    shown = [each for each in figures if start <= each.start < end and (not chosen or _family(each) in chosen)]
    marks = [_mark(each) for each in shown] + [each for each in _reasons(document_id) if start <= each.start < end]
    return sorted(marks, key=lambda mark: mark.start)


def _mark(each: Figure) -> spans.Mark:
    tip = words.say("common.pair", name=names.indicator(each.indicator), value=numbers.of_figure(each))
    aside = "" if each.counts else " aside"
    opening = links.anchor(targets.figure(each.id), "", f"fig fam-{_family(each)}{aside}", tip, id=f"f-{each.start}")
    return spans.Mark(each.start, each.end, opening.removesuffix("</a>"), "</a>")


def _reasons(document_id: str) -> list[spans.Mark]:
    """The numbers that are no figures, where the address asks for them."""
    if links.first("no") != "1":
        return []
    return [
        spans.Mark(
            each.start, each.end, f'<abbr class="refused" title="{escape(names.reason(each.reason))}">', "</abbr>"
        )
        for each in data.rejections(document_id)
    ]


# What stands beside it


def _contents(document: Document, parts: Sequence[Sequence[Segment]]) -> str:
    headings = [(each, place) for place, part in enumerate(parts) for each in part if each.kind == "heading"]
    levels = _levels([each for each, _ in headings])
    ranked = [(each, place, levels.index(each.level)) for each, place in headings]
    if len(ranked) < 2:
        return ""
    deep = next((deep for deep in range(DEEP, 1, -1) if sum(rank < deep for *_, rank in ranked) <= ENTRIES), 1)
    rows = "".join(
        f'<li class="l{rank}">{_entry(document, each, place)}</li>'
        for each, place, rank in [entry for entry in ranked if entry[2] < deep][:ENTRIES]
    )
    return f'<nav class="contents"><h2>{words.html("reader.contents")}</h2><ol>{rows}</ol></nav>'


def _entry(document: Document, segment: Segment, place: int) -> str:
    name = escape(spans.words_of(document.text[segment.start : segment.end]).strip(BRACKETS))
    return links.anchor(links.here(at=str(segment.start), to=None, part=str(place + 1)), name, "stay")


def _turn(parts: int, now: int) -> None:
    if parts < 2:
        return
    before = (
        links.anchor(links.here(part=str(now), at=None, to=None), words.html("table.before"), "button") if now else ""
    )
    after = (
        links.anchor(links.here(part=str(now + 2), at=None, to=None), words.html("table.after"), "button")
        if now + 1 < parts
        else ""
    )
    st.html(
        f'<nav class="pager">{before}<span>{words.html("reader.part", now=now + 1, last=parts)}</span>{after}</nav>'
    )


def _scroll() -> None:
    """Bring the words that the address names into view."""
    if "at" not in st.query_params:
        return
    at = links.number("at", 0)
    st.html(
        f"<script>setTimeout(() => {{const at = (kind) => document.getElementById(`${{kind}}-{at}`);"
        "const words = at('f') || at('s');"
        "words?.scrollIntoView({block: 'center'}); words?.classList.add('here');}, 60);</script>",
        unsafe_allow_javascript=True,
    )
