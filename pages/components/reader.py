"""A whole document to read: headings, paragraphs, every figure marked and leading to its evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from extract.catalogue import catalogue
from extract.models import Document, Figure, Rejection, Segment, Span
from pages.components import (
    beside,
    contents,
    data,
    description,
    finding,
    grid,
    links,
    margin,
    marking,
    names,
    numbers,
    spans,
    states,
    targets,
    words,
)

SCRIPT = (Path(__file__).parent / "reader.js").read_text(encoding="utf-8")
PART = 30_000


def show(document: Document) -> None:
    """The reader: the text, and beside it what is in it; or two documents beside each other."""
    figures, segments = data.figures(document.id), _segments(document)
    parts = _parts(segments)
    chosen = [code for code in links.read("fam") if code in catalogue().families]
    _title(document)
    description.editing(document)
    other = beside.chosen(document)
    if other:
        beside.show(document, other, _text)
        return
    _families(document.id, figures, chosen)
    states.chips(document.id)
    with st.container(key="reader"):
        text, aside = st.columns([3, 1], gap="large")
    with aside:
        st.html(description.html(document, figures) + contents.html(document, parts))
        beside.ways(document)
        _download(document)
    with text:
        look, step = st.columns(2, vertical_alignment="bottom")
        with look:
            found = finding.asked(document)
        with step:
            _tools()
        _text(document, "part", found)
    _scroll()
    marking.watch(document.id)


def _text(document: Document, parameter: str, found: Sequence[Span] = ()) -> None:
    """One part of a text with its marks, and the ways to the parts before and behind."""
    parts = _parts(_segments(document))
    now = _part(parts, parameter)
    chosen = [code for code in links.read("fam") if code in catalogue().families]
    if parameter == "part":
        finding.steps(found)
    _turn(len(parts), now, parameter)
    shown = [each for each in states.chosen(data.figures(document.id)) if not chosen or _family(each) in chosen]
    marks = _marks(document.id, parts[now], shown, found)
    beside_text = margin.of(parts[now], shown) if parameter == "part" and not links.first("beside") else {}
    blocks = "".join(_blocks(document, parts[now], marks, beside_text))
    st.html(f'<article class="reader" lang="zh-CN">{blocks}</article>')
    _turn(len(parts), now, parameter)


def _tools() -> None:
    """The two steps through the figures, with their keys."""
    buttons = "".join(
        f'<button type="button" value="{by}"><kbd>{key}</kbd> {words.html(f"reader.{name}")}</button>'
        for by, key, name in ((-1, "K", "back"), (1, "J", "on"))
    )
    st.html(f'<p class="stepper">{buttons}<output></output><span>{words.html("reader.keys")}</span></p>')
    st.html(f"<script>({SCRIPT})({{}})</script>", unsafe_allow_javascript=True)


def _download(document: Document) -> None:
    """The file as it was read."""
    kind = data.ending(document.id)
    name = document.name if document.name.lower().endswith(kind) else document.name + kind
    st.download_button(
        words.say("reader.download"),
        lambda: data.source(document.id),
        name,
        "application/octet-stream",
        key=f"download-{document.id}",
        on_click="ignore",
    )


def _segments(document: Document) -> list[Segment]:
    """The segments of the store; the whole text as one paragraph where there are none."""
    return data.segments(document.id) or [Segment(0, len(document.text), "paragraph")]


def _parts(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments by the page they are shown on, so that a book does not have to be sent at once."""
    parts: list[list[Segment]] = [[]]
    for segment in segments:
        if parts[-1] and segment.end - parts[-1][0].start > PART:
            parts.append([])
        parts[-1].append(segment)
    return parts


def _part(parts: Sequence[Sequence[Segment]], parameter: str = "part") -> int:
    """The part that the address asks for, by its number or by an offset in it."""
    if parameter == "part" and "at" in st.query_params and "part" not in st.query_params:
        at = links.number("at", 0)
        return next((place for place, part in enumerate(parts) if part and at < part[-1].end), 0)
    return min(links.number(parameter), len(parts)) - 1


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


def _blocks(
    document: Document, segments: Sequence[Segment], marks: Sequence[spans.Mark], margins: Mapping[int, str]
) -> Iterable[str]:
    levels = contents.levels(data.segments(document.id))
    folded: list[Segment] = []
    for segment in segments:
        if segment.kind == "furniture":
            folded.append(segment)
            continue
        yield _furniture(document, folded)
        folded = []
        block = _block(document, segment, marks, levels)
        aside = margins.get(segment.start)
        yield f'<div class="para">{block}{aside}</div>' if aside else block
    yield _furniture(document, folded)


def _block(document: Document, segment: Segment, marks: Sequence[spans.Mark], levels: Sequence[int]) -> str:
    first = bisect_left(marks, segment.start, key=lambda mark: mark.start)
    last = bisect_left(marks, segment.end, key=lambda mark: mark.start)
    inside = [mark for mark in marks[first:last] if mark.end <= segment.end]
    inside += _asked(segment, inside)
    if segment.kind == "table" and (table := grid.find(document, segment.start)):
        return grid.html(document, table, inside, f"s-{segment.start}")
    if segment.kind == "heading":
        inside = [*_signs(document, segment), *inside]
    content = spans.render(document.text, segment.start, segment.end, inside)
    if segment.kind == "heading":
        level = min(levels.index(segment.level) + 2, 5)
        return f'<h{level} class="h" id="s-{segment.start}">{content}</h{level}>'
    return f'<p id="s-{segment.start}">{content}</p>'


def _signs(document: Document, segment: Segment) -> list[spans.Mark]:
    """The signs of Markdown before a heading: they stay in the text, but are not shown."""
    told = document.text[segment.start : segment.end]
    end = segment.end - len(told.lstrip("#").lstrip())
    return [spans.Mark(segment.start, end, '<span class="hash">', "</span>")] if told.startswith("#") else []


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
    document_id: str, part: Sequence[Segment], figures: Sequence[Figure], found: Sequence[Span]
) -> list[spans.Mark]:
    """The marks of one part, in text order: those of a whole book would take seconds at every click."""
    start, end = (part[0].start, part[-1].end) if part else (0, 0)
    marks = [_mark(each) for each in figures if start <= each.start < end]
    marks += [each for each in _reasons(document_id) if start <= each.start < end]
    return sorted([*marks, *finding.marks(found, start, end)], key=lambda mark: mark.start)


def _mark(each: Figure) -> spans.Mark:
    tip = words.say("common.pair", name=names.indicator(each.indicator), value=numbers.of_figure(each))
    aside = "" if each.counts else " aside"
    aside += f" marked {each.mark}" if each.mark else ""
    opening = links.anchor(targets.figure(each.id), "", f"fig fam-{_family(each)}{aside}", tip, id=f"f-{each.start}")
    return spans.Mark(each.start, each.end, opening.removesuffix("</a>"), "</a>")


def _reasons(document_id: str) -> list[spans.Mark]:
    """The numbers that are no figures, where the address asks for them."""
    if links.first("no") != "1":
        return []
    return [_refusal(document_id, each) for each in data.rejections(document_id)]


def _refusal(document_id: str, each: Rejection) -> spans.Mark:
    """A number that is no figure, with the reason; it leads to where a person can make one of it."""
    tip = words.say("review.make_figure", reason=names.reason(each.reason))
    opening = links.anchor(marking.target(document_id, (each.start, each.end)), "", "refused", tip)
    return spans.Mark(each.start, each.end, opening.removesuffix("</a>"), "</a>")


# What stands beside it


def _turn(parts: int, now: int, parameter: str = "part") -> None:
    if parts < 2:
        return
    ways = [("before", now) if now else None, ("after", now + 2) if now + 1 < parts else None]
    before, after = (
        links.anchor(
            links.here(**{parameter: str(way[1])}, at=None, to=None),
            words.html(f"table.{way[0]}"),
            f"button turn-{way[0]}",
        )
        if way
        else ""
        for way in ways
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
        "const words = at('w') || at('f') || at('s');"
        "words?.scrollIntoView({block: 'center'}); words?.classList.add('here');}, 60);</script>",
        unsafe_allow_javascript=True,
    )
