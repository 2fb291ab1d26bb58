"""Words found in the sources: each hit in its sentence, with the figures that stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from extract.catalogue.gazetteer import gazetteer
from extract.models import OTHER, Document, Figure, Span
from extract.store import Dimensions, DocumentSummary, Hit
from pages.components import access, data, links, lookup, names, numbers, spans, tables, targets, words

SIZE = 10
STEP = 50
MOST = 300
"""So many hits are passed over for one page of a filtered list; then the reader is asked whether to go on."""
FACETED = 60
FACETS = 8
STOPS = "。；！？\n"
ROOM = 90
"""Characters on either side of a hit, where a sentence is longer."""
FILTERS = ("place", "year", "doc", "ind")


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its document and the figures of the sentences that are shown of it."""

    hit: Hit
    document: Document
    shown: tuple[Span, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A page of hits; `after` goes into the next one, 0 at the end; `cut` where the search stopped to ask."""

    found: tuple[Found, ...]
    after: int
    cut: bool


def part(asked: str, after: int) -> Part:
    """The hits behind `after` that the filters of the address let through."""
    found: list[Found] = []
    passed = last = 0
    for hit, about in _all(asked, after):
        if passed >= MOST:
            return Part(tuple(found), last, True)
        if len(found) == SIZE:
            return Part(tuple(found), last, False)
        passed, last = passed + 1, hit.segment
        if _may_fit(hit, about) and (each := _found(hit)) and _fits(each):
            found.append(each)
    return Part(tuple(found), 0, False)


About = tuple[DocumentSummary | None, Sequence[Dimensions]]
"""A hit's document, and what the figures in its segment are of."""


def _all(asked: str, after: int) -> Iterator[tuple[Hit, About]]:
    while batch := data.search(asked, STEP, after):
        yield from _about(batch)
        if len(batch) < STEP:
            return
        after = batch[-1].segment


def _about(batch: Sequence[Hit]) -> Iterator[tuple[Hit, About]]:
    """Hits with what filters ask of them: no document is read whole for it, and many are passed over."""
    ids = [hit.document for hit in batch]
    summaries, figures = data.summaries(ids), data.dimensions(ids)
    for hit in batch:
        inside = [each for each in figures[hit.document] if hit.start <= each.start < hit.end]
        yield hit, (summaries.get(hit.document), inside)


def _may_fit(hit: Hit, about: About) -> bool:
    """Whether the document, or a figure of the segment, has what the filters ask for; the sentence tells in the end."""
    summary, figures = about
    places = {each.place_id for each in figures} | ({summary.place_code or summary.place or ""} if summary else set())
    years = {str(each.year) for each in figures} | ({str(summary.year)} if summary else set())
    indicators = {each.indicator for each in figures}
    known = {"doc": {hit.document}, "place": places, "year": years, "ind": indicators}
    return all(links.first(name) in ("", *known[name]) for name in FILTERS)


def _fits(each: Found) -> bool:
    """Whether the document, or one of the figures beside the words, has the place and the year that are asked for, and
    one of the figures the indicator."""
    place, year, indicator = (links.first(name) for name in ("place", "year", "ind"))
    summary = data.summary(each.hit.document)
    places = {figure.place_code or figure.place or "" for figure in each.figures}
    years = {str(figure.year) for figure in each.figures}
    if summary:
        places.add(summary.place_code or summary.place or "")
        years.add(str(summary.year))
    indicators = {figure.indicator for figure in each.figures}
    asked = ((place, places), (year, years), (indicator, indicators))
    return all(not wanted or wanted in known for wanted, known in asked)


def _found(hit: Hit) -> Found | None:
    document = data.document(hit.document)
    if document is None:  # removed since
        return None
    shown = _sentences(document.text, hit)
    figures = tuple(
        each
        for each in data.figures(hit.document)
        if any(start <= each.start and each.end <= end for start, end in shown)
    )
    return Found(hit, document, shown, figures)


def _sentences(text: str, hit: Hit) -> tuple[Span, ...]:
    """The sentences in which the words stand, each cut to some room around them, those that meet as one."""
    found: list[Span] = []
    for start, end in hit.spans:
        low = max((text.rfind(stop, hit.start, start) + 1 for stop in STOPS), default=0)
        high = min((at + 1 for stop in STOPS if (at := text.find(stop, end, hit.end)) >= 0), default=hit.end)
        low, high = max(low, hit.start, start - ROOM), min(high, end + ROOM)
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return tuple(found[:3])


# Facets


def facets(asked: str) -> None:
    """Places, years and documents of the first hits as filters, with how many hits each has; what is chosen stays."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
    for hit, (summary, inside) in _about(data.search(asked, FACETED, 0)):
        if summary is None:
            continue
        counts["place"][summary.place_code or summary.place or ""] += 1
        counts["year"][str(summary.year or "")] += 1
        counts["doc"][hit.document] += 1
        counts["ind"].update({each.indicator for each in inside})
    rows = "".join(_facet(name, counts[name]) for name in FILTERS)
    st.html(f'<nav class="facets" aria-label="{words.html("search.filters")}">{rows}</nav>')


def _facet(name: str, counts: Counter[str]) -> str:
    chosen = links.first(name)
    values = [value for value, _ in counts.most_common(FACETS) if value]
    if chosen and chosen not in values:
        values = [chosen, *values]
    if len(values) < 2 and not chosen:
        return ""
    chips = "".join(_chip(name, value, counts[value], value == chosen) for value in values)
    return f'<div><b>{words.html(f"search.by_{name}")}</b><p class="chips">{chips}</p></div>'


def _chip(name: str, value: str, count: int, on: bool) -> str:
    label = f"{escape(_named(name, value))} <b>{count}</b>" if count else escape(_named(name, value))
    target = links.here(**{name: None if on else value}, after=None, draft=None)
    return links.anchor(target, label, "chip stay", aria_current="true" if on else "")


def _named(name: str, value: str) -> str:
    if name == "place":
        # A place all of whose figures stand apart has no value, and so is in no panel.
        return data.places().get(value) or next((row.name for row in gazetteer().by_code.get(value, ())), value)
    if name == "ind":
        return names.indicator(value)
    summary = data.summary(value) if name == "doc" else None
    return names.document(summary) if summary else value


# What is shown of a hit


def show(part: Part) -> None:
    """The hits of a page, or that there are none, and the ways on."""
    if not part.found:
        _nothing(links.first("q"))
    for each in part.found:
        _show(each)
    _pager(part)


def _nothing(asked: str) -> None:
    """What to try where the sources do not have the words: their language, and the indicators that are called so."""
    told = words.html("search.nothing")
    if not any(ord(char) in lookup.HAN for char in asked):
        told += " " + words.html("search.in_chinese")
    st.html(f'<p class="note" role="status">{told}</p>')
    if codes := lookup.named(asked)[:FACETS]:
        ways = "".join(links.anchor(targets.indicator(code), escape(names.indicator(code)), "chip") for code in codes)
        st.html(f'<p class="note">{words.html("search.named_so")}</p><p class="chips">{ways}</p>')


def _show(each: Found) -> None:
    """One hit: where it stands, its sentences with words and figures marked, and the figures as values."""
    summary = data.summary(each.hit.document)
    title = names.document(summary) if summary else each.hit.name
    about = words.join([part for part in (summary.place or "", str(summary.year or "")) if part]) if summary else ""
    first = each.hit.spans[0]
    name = links.anchor(targets.document(each.hit.document, *first), escape(title))
    body = " … ".join(_marked(each, span) for span in each.shown)
    st.html(
        f'<article class="hit"><h2>{name}<small>{escape(about)}</small></h2>'
        f'<p class="passage" lang="zh-CN">{body}</p>{_figures(each.figures)}</article>'
    )


def _marked(each: Found, span: Span) -> str:
    start, end = span
    marks = [spans.Mark(low, high, '<mark class="word">', "</mark>") for low, high in each.hit.spans]
    marks += [_figure(figure) for figure in each.figures]
    dots = ("…" if _inside(each, start - 1) else "", "…" if _inside(each, end) else "")
    return dots[0] + spans.render(each.document.text, start, end, marks) + dots[1]


def _inside(each: Found, at: int) -> bool:
    """Whether a place is in the middle of a sentence, which was cut there."""
    edge = each.document.text[at : at + 1] if at >= each.hit.start else ""
    before = each.document.text[at - 1 : at] if at > each.hit.start else ""
    return at < each.hit.end and bool(edge) and edge not in STOPS and before not in STOPS


def _figure(each: Figure) -> spans.Mark:
    tip = words.say("common.pair", name=names.indicator(each.indicator), value=numbers.of_figure(each))
    css = f"fig fam-{data.indicator(each.indicator).family}"
    opening = links.anchor(targets.figure(each.id), "", css, tip)
    return spans.Mark(each.start, each.end, opening.removesuffix("</a>"), "</a>")


def _figures(figures: Sequence[Figure]) -> str:
    """The figures as values with what they are of; one of no indicator leads to an entry for it."""
    rows = "".join(f"<li>{_value(each)}</li>" for each in figures)
    return f'<ul class="values">{rows}</ul>' if rows else ""


def _value(each: Figure) -> str:
    value = links.anchor(targets.figure(each.id), escape(numbers.of_figure(each))) + tables.mark(each.mark)
    told = escape(names.where_and_when(each))
    if each.indicator != OTHER:
        return f"{value} {escape(names.indicator(each.indicator))} <small>{told}</small>"
    draft = links.anchor(entry(each.id), words.html("search.make"), "make")
    return f"{value} <small>{told}</small> {draft}"


def entry(figure: str) -> str:
    """Where an entry is made of a figure: for those who may keep it the catalogue, for others a file to take away."""
    return targets.entry_of(figure) if access.may("curate") else links.here(draft=figure)


def _pager(part: Part) -> None:
    """The way on, and back to the beginning."""
    first = links.anchor(links.here(after=None), words.html("search.first"), "button") if links.first("after") else ""
    key = "search.go_on" if part.cut else "search.next"
    after = links.anchor(links.here(after=str(part.after)), words.html(key), "button") if part.after else ""
    told = f"<span>{words.html('search.cut', n=MOST)}</span>" if part.cut else ""
    if first or after:
        st.html(f'<nav class="pager">{first}{told}{after}</nav>')
