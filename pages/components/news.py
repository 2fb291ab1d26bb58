"""What the overview tells beside the coverage: the longest series, the newest documents, values in dispute."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from extract.decisions.doubts import WEIGHTS
from extract.models import Cell
from extract.store import Doubtful
from pages.components import cards, data, links, names, numbers, queue, sparklines, survey, tables, targets, words

TRENDS = 6
NEWEST = 6
DOUBTS = 6


def trends() -> bool:
    """The longest series, each leading to its chart; whether there are any."""
    found = survey.trends(TRENDS)
    if found:
        cards.section("overview.trends", "overview.trends_lead")
        st.html(f'<div class="cards trends">{"".join(map(_trend, found))}</div>')
    return bool(found)


def _trend(cells: Sequence[Cell]) -> str:
    first, last = cells[0], cells[-1]
    place = survey.place_of(last)
    family = data.indicator(last.indicator).family
    content = (
        f"<span>{escape(names.indicator(last.indicator))} · {escape(last.place)}</span>"
        f"<b>{escape(numbers.of_cell(last))}{tables.mark(last.mark)}</b>{sparklines.html(cells, 330, 84, whole=True)}"
        f'<small class="ends"><i>{first.year}</i><i>{escape(names.scope(last.scope))}</i><i>{last.year}</i></small>'
    )
    return links.anchor(targets.indicator(last.indicator, place), content, f"card trend fam-{family}")


def newest() -> None:
    """The documents that came last."""
    found = data.newest(NEWEST)
    rows = []
    for each in found:
        about = words.join([part for part in (each.place or "", str(each.year or "")) if part])
        rows.append(
            f"<li>{links.anchor(targets.document(each.id), escape(names.document(each)))}"
            f"<small>{escape(about)}</small><small>{words.html('overview.read', n=f'{each.figures:,}')}</small>"
            f"<small>{escape(each.imported_at[:10])}</small></li>"
        )
    cards.section("overview.newest", "overview.newest_lead")
    st.html(f'<ul class="news">{"".join(rows)}</ul>')


def disputes() -> None:
    """The values that documents state differently, each leading to what they say."""
    count, found = data.count_disputed(), data.disputed(DOUBTS)
    cards.section("overview.disputes", "overview.disputes_lead")
    if not count:
        st.html(f'<p class="note">{words.html("overview.no_disputes")}</p>')
        return
    rows = "".join(
        f"<li>{links.anchor(targets.cell(cell), escape(names.indicator(cell.indicator)))}"
        f"<small>{escape(names.of_cell(cell))}</small><small>{escape(numbers.of_cell(cell))}</small></li>"
        for cell in found
    )
    more = words.html("overview.disputed_of", shown=len(found), n=f"{count:,}")
    st.html(f'<ul class="news">{rows}</ul><p class="note">{more}</p>')


def waiting() -> None:
    """How many figures wait for a person, by why they are doubted, each number leading to its part of the queue."""
    counts = queue.counts(Doubtful())
    cards.section("overview.waiting", "overview.waiting_lead")
    chips = "".join(
        links.anchor(
            links.href("review", why=reason),
            f"{words.html('doubt.' + (reason or 'all'))} <b>{counts[reason]:,}</b>",
            "chip",
        )
        for reason in ("", *WEIGHTS)
        if counts[reason]
    )
    none = f'<p class="note">{words.html("overview.none_waiting")}</p>'
    st.html(f'<nav class="chips" aria-label="{words.html("overview.waiting")}">{chips}</nav>' if chips else none)


def headlines(shown: int) -> None:
    """Some figures of the newest documents, where there is no series yet."""
    documents = data.newest(shown)
    cards.section("overview.headlines", "overview.headlines_lead")
    for document in documents:
        cards.headlines(document, data.headlines(document.id))
    cards.more(data.totals()["documents"] - shown, links.href("documents"))


def untold() -> None:
    """The figures that could not be attributed, by what they lack."""
    cards.section("overview.open", "overview.open_lead")
    counts = data.unattributed()
    reason = cards.reasons(counts)
    start = tables.start(counts[reason], "open", tables.FEW)
    found = data.unattributed_figures(reason, start, tables.FEW)
    tables.figures(found, words.say("overview.open_caption", n=counts[reason]))
    tables.pager(counts[reason], "open", tables.FEW)
