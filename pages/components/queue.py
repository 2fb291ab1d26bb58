"""The queue of figures in doubt: reasons as chips with counts, choices of indicator and place, the figure and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape
from time import monotonic
from typing import Any

import streamlit as st

from extract.decisions.doubts import WEIGHTS, Doubt
from extract.decisions.models import Standing
from extract.models import Figure
from extract.store import Doubtful
from pages.components import (
    access,
    cards,
    data,
    deciding,
    evidence,
    links,
    names,
    numbers,
    reading,
    uploads,
    words,
)

VIEWS = ("queue", "mine", "contested", "orphans", "agreement", "frozen")
NEAR = 320
"""A paragraph of more characters is folded to the sentence and some around it: the eye has to find it at once."""

LONG = 20_000
RECOUNTED = 30
"""A queue of more figures is counted so seldom, in seconds."""

AT_ONCE = 50
EXAMINED, AT_MOST = 3, 0.05
"""Series that are compared at a time before the queue is shown, and the seconds from which on no more are."""


def views(current: str) -> None:
    """The ways within the page, with how much waits in each."""
    counts = data.store().decided()
    numbers_ = {"contested": counts.get("contested", 0), "orphans": counts["orphan"]}
    ways = "".join(
        links.anchor(
            links.href("review", view=None if view == "queue" else view),
            words.html(f"review.view_{view}") + (f" <b>{numbers_[view]:,}</b>" if numbers_.get(view) else ""),
            "chip",
            aria_current="true" if view == current else "",
        )
        for view in VIEWS
    )
    decided = sum(number for status, number in counts.items() if status != "open")  # open: all was taken back
    done = words.html("review.progress", n=f"{decided:,}", who=access.known().name)
    st.html(f'<nav class="chips" aria-label="{words.html("review.title")}">{ways}</nav><p class="note">{done}</p>')


def wanted() -> Doubtful:
    """The part of the queue that the address asks for."""
    why = links.first("why")
    return Doubtful(why if why in WEIGHTS else "", links.first("ind"), links.first("place"), links.first("doc"))


def show() -> None:
    """The first figure of the queue, or the one that the address names."""
    if not data.totals()["documents"]:
        cards.empty("overview.empty")
        return
    _compare()
    asked = wanted()
    found = counts(asked)
    _chips(asked, found)
    _choices(asked)
    total = found[asked.reason]
    at = min(links.number("at"), max(total, 1))
    figure_id = links.first("fig") or next((each.figure for each in data.store().queue(asked, at - 1, 1)), "")
    figure = data.figure(figure_id) if figure_id else None
    deciding.told()
    if figure is None:
        cards.nothing("review.unknown" if figure_id else "review.empty")
        return
    one(figure, at, total)
    if total > 1:
        way = links.anchor(
            links.here(view="bulk", fig=None), words.html("review.bulk_way", n=min(total, AT_ONCE)), "button"
        )
        st.html(f"<p>{way}</p>")


def _compare() -> None:
    """Series that an import has changed: a few at once, the rest beside the page, which says so."""
    teller, until = uploads.manager().teller, monotonic() + AT_MOST
    while not teller.going and data.store().examine(EXAMINED) and monotonic() < until:
        pass
    if left := data.store().changed_series():
        teller.begin()
        st.html(f'<p class="note" role="status">{words.html("review.comparing", n=f"{left:,}")}</p>')


def counts(asked: Doubtful) -> dict[str, int]:
    """How many figures have each reason; of a long queue as it was some seconds ago, as counting takes longer there."""
    part = replace(asked, reason="")
    kept, at, found = st.session_state.get("review.counts", (None, 0.0, {"": 0}))
    if kept != part or found[""] < LONG or monotonic() - at > RECOUNTED:
        at, found = monotonic(), data.store().doubt_counts(part)
        st.session_state["review.counts"] = (part, at, found)
    return found  # type: ignore[no-any-return]


def one(figure: Figure, at: int, total: int) -> None:
    """A figure: what is doubted of it, its paragraph and reading, and the buttons."""
    document = data.document(figure.document)
    if document is None:
        cards.nothing("review.unknown")
        return
    stands = data.store().standing(figure.id)
    left, right = st.columns([3, 2], gap="large")
    with right:  # before the figure is shown, so that a key that is pressed at once means this one
        deciding.buttons(figure, stands, _turn)
    with left:
        st.html(_title(figure, at, total) + reasons(data.store().doubts(figure.id)))
        st.html(evidence.paragraph(figure, document, NEAR))
        st.html(evidence.SCROLL, unsafe_allow_javascript=True)
    with right:
        with st.container(key="voices"):
            _voices(figure, stands)
        st.html(reading.html(figure) + deciding.history(figure))


def _title(figure: Figure, at: int, total: int) -> str:
    place = (
        words.html("review.place_in_queue", at=f"{at:,}", total=f"{total:,}")
        if total and not links.first("fig")
        else ""
    )
    document = data.summary(figure.document)
    crumb = links.anchor(
        links.href("evidence", fig=figure.id), escape(names.document(document) if document else figure.document)
    )
    return (
        f'<p class="crumb">{crumb} <small>{place}</small></p>'
        f'<h2 class="evidence">{escape(names.indicator(figure.indicator))} <b>{escape(numbers.of_figure(figure))}</b> '
        f"{deciding.mark(figure.mark)}<small>{escape(names.where_and_when(figure))}</small></h2>"
    )


def _turn(step: int) -> None:
    """To the next or the previous figure of the queue."""
    if links.first("fig"):
        links.write("fig", [])
        return
    at = max(1, links.number("at") + step)
    links.write("at", [str(at)] if at > 1 else [])


# Reasons


def reasons(doubts: Sequence[Doubt]) -> str:
    """Why a figure is in the queue, in words."""
    rows = "".join(f"<li><b>{words.html(f'doubt.{each.reason}')}</b> {escape(_told(each))}</li>" for each in doubts)
    return f'<ul class="doubts">{rows}</ul>' if rows else ""


def _told(each: Doubt) -> str:
    facts: dict[str, Any] = {name: _number(value) for name, value in each.facts.items()}
    if each.reason == "sum":
        facts["parts"] = " + ".join(_number(part) for part in each.facts["parts"])
    if each.reason == "twice":
        facts["years"] = words.join([str(year) for year in each.facts["years"]])
    if each.reason == "loose":
        facts["lacks"] = words.say(f"lack.{each.facts['lacks']}")
    if "unit" in facts:
        facts["unit"] = numbers.named(str(each.facts["unit"]))
    return words.say_or(f"doubt.{each.reason}_why", "", **facts)


def _number(value: Any) -> str:
    """The digits of a value as pages show them; a year stays as it is."""
    try:
        return numbers.plain(Decimal(value)) if isinstance(value, str) else str(value)
    except ArithmeticError:
        return str(value)


def _chips(asked: Doubtful, counts: dict[str, int]) -> None:
    chips = "".join(
        links.anchor(
            links.here(why=reason or None, at=None, fig=None),
            f"{words.html('doubt.' + (reason or 'all'))} <b>{counts[reason]:,}</b>",
            "chip stay",
            aria_current="true" if reason == asked.reason else "",
        )
        for reason in ("", *WEIGHTS)
        if counts[reason] or reason in ("", asked.reason)
    )
    st.html(f'<nav class="chips" aria-label="{words.html("review.reasons")}">{chips}</nav>')


def _choices(asked: Doubtful) -> None:
    """Indicator and place, each one of those that there are; the document is named by a link and taken off here."""
    one, other = st.columns(2)
    codes, places = data.indicators(), data.places()
    with one:
        _choice("ind", list(codes), names.indicator, asked.indicator)
    with other:
        _choice("place", list(places), lambda code: places[code], asked.place)
    with st.container(key="only"):
        _only(asked)


def _only(asked: Doubtful) -> None:
    if asked.document:
        document = data.summary(asked.document)
        name = escape(names.document(document)) if document else escape(asked.document)
        off = links.anchor(links.here(doc=None, at=None), words.html("review.all_documents"), "button stay")
        st.html(f'<p class="note">{words.html("review.only", name="")}{name} {off}</p>')


def _choice(name: str, options: list[str], show: Any, now: str) -> None:
    key = f"review.{name}.{now}"
    chosen = st.selectbox(
        words.say(f"pick.{name}"),
        options,
        index=options.index(now) if now in options else None,
        key=key,
        format_func=show,
        placeholder=words.say(f"review.any_{name}"),
        label_visibility="collapsed",
    )
    strange = chosen is None and now not in options  # asked for by the address: nothing is there, and that is said
    if (chosen or "") != now and not strange:
        links.write(name, [chosen] if chosen else [])
        links.write("at", [])
        st.rerun()


# Contests


def _voices(figure: Figure, stands: Standing | None) -> None:
    """What each says where people disagree, side by side, each to be taken over."""
    if stands is None or stands.status != "contested":
        return
    may = access.may("decide")
    st.html(f'<p class="note warn">{words.html("review.contested_told")}</p>')
    for column, voice in zip(st.columns(len(stands.voices)), stands.voices, strict=True):
        with column:
            why = f"<small>{escape(voice.why)}</small>" if voice.why else ""
            st.html(
                f'<div class="voice"><b>{escape(voice.who)}</b><p>{escape(deciding.saying(voice.after))}</p>{why}</div>'
            )
            if not may:
                continue
            kind = "reject" if voice.after is None else "correct"
            told = words.say("review.follows", who=voice.who)
            st.button(
                words.say("review.follow", who=voice.who),
                key=f"voice-{voice.number}",
                on_click=deciding._decide,
                args=(figure, stands, kind, told, voice.after),
            )
