"""Lists of what was decided: one's own decisions, what people disagree on, orphans, agreement, frozen states."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from extract.decisions.models import Decision
from extract.decisions.scores import Share, tallied
from extract.models import Cell
from extract.store import Open
from pages.components import (
    access,
    cards,
    data,
    deciding,
    links,
    names,
    notices,
    numbers,
    spans,
    tables,
    targets,
    words,
)
from pages.components.tables import Column

PAGE = 20


def mine() -> None:
    """The last decisions, one's own first; each can be taken back."""
    everybody = links.first("who") == "all"
    own, others = links.here(who=None, p=None), links.here(who="all", p=None)
    chips = links.anchor(own, words.html("review.own"), "chip stay", aria_current="" if everybody else "true")
    chips += links.anchor(others, words.html("review.everybody"), "chip stay", aria_current="true" if everybody else "")
    st.html(f'<nav class="chips">{chips}</nav>')
    deciding.told()
    if access.may("decide"):
        st.button(words.say("review.undo"), key="mine-undo", shortcut="U", on_click=deciding.undo)
    start = (links.number("p") - 1) * PAGE
    found = data.store().decisions("" if everybody else access.known().id, start=start, most=PAGE)
    if not found:
        cards.nothing("review.none_yet")
        return
    columns = [Column("review.number", "num"), Column("review.when"), Column("review.who"), Column("review.what")]
    columns += [Column("table.words", "quote"), Column("review.change", "quote"), Column("review.reason", "quote")]
    tables.show(columns, [_entry(each) for each in found], words.say("review.log"))
    _more(len(found) == PAGE)
    if access.may("decide"):
        _taking_back(found)


def _entry(each: Decision) -> list[str]:
    quote = words.html("common.quoted", text=spans.words_of(each.anchor.quote))
    there = data.figure(each.figure) is not None
    return [
        str(each.number),
        escape(deciding.when(each.at)),
        escape(each.who),
        words.html(f"kind.{each.kind}") + (f" <small>#{each.reverts}</small>" if each.reverts else ""),
        links.anchor(links.href("review", fig=each.figure), quote, "row") if there else quote,
        escape(deciding.change(each)),
        escape(each.why),
    ]


def _taking_back(found: list[Decision]) -> None:
    """Any decision of the page can be taken back by its number; of a revert, that brings back what it took."""
    entries = [each.number for each in found]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(words.say("review.take_back"), entries, key=f"take-{entries[0]}", width=200)
        st.button(words.say("review.take_back_do"), key="take-back", on_click=deciding.revert, args=(chosen,))


def _more(full: bool) -> None:
    now = links.number("p")
    before = links.anchor(links.here(p=str(now - 1)), words.html("table.before"), "button stay") if now > 1 else ""
    after = links.anchor(links.here(p=str(now + 1)), words.html("table.after"), "button stay") if full else ""
    if before or after:
        st.html(f'<nav class="pager">{before}{after}</nav>')


def contested() -> None:
    """What people disagree on, side by side; a third person settles it."""
    st.html(f'<p class="lead">{words.html("review.contested_lead")}</p>')
    found = data.store().contested((links.number("p") - 1) * PAGE, PAGE)
    if not found:
        cards.nothing("review.no_contest")
    for each in found:
        st.html(_contest(each))
    _more(len(found) == PAGE)


def _contest(each: Open) -> str:
    figure = data.figure(each.figure) if each.figure else None
    clause = tables.clause(figure, 60) if figure else escape(spans.words_of(each.last.anchor.quote))
    voices = "".join(
        f'<div class="voice"><b>{escape(voice.who)}</b><p>{escape(deciding.saying(voice.after))}</p>'
        f"<small>{escape(voice.why)} {escape(deciding.when(voice.at))}</small></div>"
        for voice in each.stands.voices
    )
    way = links.anchor(links.href("review", fig=each.figure), words.html("review.settle"), "button")
    quote = f'<blockquote lang="zh-CN">{clause}</blockquote>'
    return f'<section class="contest">{quote}<div class="voices">{voices}</div>{way}</section>'


def orphans() -> None:
    """Decisions whose words stand in no version of their document any more."""
    st.html(f'<p class="lead">{words.html("review.orphans_lead")}</p>')
    found = data.store().orphans((links.number("p") - 1) * PAGE, PAGE)
    if not found:
        cards.nothing("review.no_orphans")
        return
    columns = [Column("review.words_around", "quote"), Column("table.document"), Column("review.stood", "quote")]
    columns += [Column("review.who"), Column("review.when")]
    tables.show(columns, [_orphan(each) for each in found], words.say("review.orphans_caption"))
    _more(len(found) == PAGE)


def _orphan(each: Open) -> list[str]:
    anchor = each.last.anchor
    around = [escape(part) for part in spans.in_a_line(anchor.prefix, anchor.quote, anchor.suffix)]
    return [
        f'…{around[0]}<mark class="fig">{around[1]}</mark>{around[2]}…',
        escape(anchor.name),
        escape(deciding.saying(each.stands.said)),
        escape(each.last.who),
        escape(deciding.when(each.last.at)),
    ]


def agreement() -> None:
    """How far reviewers agree, and how often the machine was right by what they have decided."""
    st.html(f'<p class="lead">{words.html("review.agreement_lead")}</p>')
    found = data.agreement()
    if found:
        columns = [Column("table.indicator"), *(Column(f"review.{key}", "num") for key in ("both", "same", "alpha"))]
        rows = [
            [
                _name(each.indicator),
                f"{each.figures:,}",
                f"{each.share:.0%}",
                "—" if each.alpha is None else f"{each.alpha:.3f}",
            ]
            for each in found
        ]
        tables.show(columns, rows, words.say("review.agreement_caption"))
    else:
        st.html(f'<p class="note">{words.html("review.no_agreement")}</p>')
    cards.section("review.accuracy", "review.accuracy_lead")
    judged = tallied(data.marks())
    if not judged:
        st.html(f'<p class="note">{words.html("review.no_accuracy")}</p>')
        return
    columns = [Column("table.indicator"), Column("review.precision", "num"), Column("review.recall", "num")]
    rows = [[_name(each.indicator), _share(each.precision), _share(each.recall)] for each in judged]
    tables.show(columns, rows, words.say("review.accuracy_caption"))


def _name(code: str) -> str:
    return escape(names.indicator(code)) if code else f"<b>{words.html('review.all')}</b>"


def _share(share: Share) -> str:
    if share.share is None or share.interval is None:
        return words.html("common.dash")
    low, high = share.interval
    return f"{share.share:.1%} <small>{low:.1%}–{high:.1%} · {share.right:,}/{share.of:,}</small>"


# The past


def frozen() -> None:
    """States of the panel under a name, and the panel of a day that has passed."""
    name, day = links.first("state"), _day(links.first("asof"))
    if name:
        _state(name)
        return
    st.html(f'<p class="lead">{words.html("review.frozen_lead")}</p>')
    deciding.told()
    _freezing(day)
    for each in data.store().frozen():
        way = links.anchor(links.href("review", view="frozen", state=each.name), f"<b>{escape(each.name)}</b>")
        about = words.html(
            "review.frozen_about",
            who=each.who,
            at=deciding.when(each.at),
            n=f"{each.cells:,}",
            of=deciding.when(each.as_of),
        )
        st.html(f'<p class="frozen">{way} <small>{about} {escape(each.note)}</small></p>')
    if day:
        cells = data.store().cells_as_of(day)
        _cells(cells, words.say("review.as_of_caption", day=day, n=len(cells)))


def _day(text: str) -> str:
    """A day of the address, empty where it is none: its values would be those of some other moment."""
    try:
        return str(date.fromisoformat(text))
    except ValueError:
        return ""


def _freezing(day: str) -> None:
    today = datetime.now(UTC).date()
    chosen = min(date.fromisoformat(day), today) if day else today
    left, right = st.columns([1, 2], gap="large", vertical_alignment="bottom")
    with left:
        asked = st.date_input(words.say("review.as_of"), chosen, max_value=today, key=f"asof-{chosen}")
    if asked != chosen:
        links.write("asof", [] if asked == today else [str(asked)])
        st.rerun()
    if not access.may("decide"):
        return
    with right, st.form("freeze", border=False):
        name, note, do = st.columns([2, 3, 1], vertical_alignment="bottom")
        called = name.text_input(words.say("review.name"))
        noted = note.text_input(words.say("review.note"))
        if do.form_submit_button(words.say("review.freeze")):
            _freeze(called, noted, day)
            st.rerun()


def _freeze(name: str, note: str, day: str) -> None:
    def action() -> str:
        store, who = access.writer("decide")
        made = store.freeze(name.strip(), who, note, day)
        return words.say("review.frozen_done", name=made.name, n=f"{made.cells:,}")

    deciding.attempt(action)


def _state(name: str) -> None:
    back = links.anchor(links.href("review", view="frozen"), words.html("review.view_frozen"))
    st.html(f'<p class="crumb">{back}</p><h2>{escape(name)}</h2>')
    about = next((each for each in data.store().frozen() if each.name == name), None)
    if about is None:
        notices.show("error", words.say("error.frozen_unknown", name=name))
        return
    told = words.say(
        "review.frozen_about",
        who=about.who,
        at=deciding.when(about.at),
        n=f"{about.cells:,}",
        of=deciding.when(about.as_of),
    )
    st.html(f'<p class="note">{escape(told)} {escape(about.note)}</p>')
    st.code(links.absolute(links.href("review", view="frozen", state=name)), language=None, wrap_lines=True)
    _cells(data.store().frozen_cells(name), words.say("review.state_caption", name=name, n=f"{about.cells:,}"))


def _cells(found: list[Cell], caption: str) -> None:
    columns = [Column("table.indicator"), Column("table.place"), Column("table.year"), Column("table.value", "num")]
    columns += [Column("review.mark"), Column("table.words", "quote")]
    tables.show(columns, [_cell(each) for each in tables.slice_of(found)], caption)
    tables.pager(len(found))


def _cell(each: Cell) -> list[str]:
    value = escape(numbers.of_cell(each))
    there = data.figure(each.figures[0]) if each.figures else None
    return [
        escape(names.indicator(each.indicator)),
        f"{escape(each.place)}<small>{escape(names.scope(each.scope))}</small>",
        str(each.year),
        links.anchor(targets.figure(there.id), value, "row") if there else f"<b>{value}</b>",
        deciding.mark(each.mark),
        tables.quotes(each),
    ]
