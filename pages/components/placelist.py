"""The places that have values, by province, to browse and to search."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.components import asking, cards, data, hierarchy, links, survey, tables, targets, words

OPEN = 60
"""So many places are all shown at once; of more, each province with some of its places."""
SOME = 10
SHOWN = 100


def show() -> None:
    """A line to search in, and the places that it finds."""
    asked = asking.line("q", "places.find", "p")
    found = survey.matching(asked)
    if not found:
        cards.nothing("places.none")
        return
    total = sum(each.values for each in found)
    st.html(f'<p class="note" role="status">{words.html("places.count", n=f"{len(found):,}", values=f"{total:,}")}</p>')
    groups = survey.groups(found)
    if len(found) > OPEN and len(groups) > 1:
        st.html(f'<div class="provinces">{"".join(map(_province, groups))}</div>')
        return
    most = max(each.values for each in found)
    shown = {each.id for each in tables.slice_of([known for group in groups for known in _ordered(group)], size=SHOWN)}
    st.html("".join(_group(each, most, shown) for each in groups))
    tables.pager(len(found), size=SHOWN)


def within(place: str) -> None:
    """An area that has no values of its own: the places in it that have."""
    found = survey.inside(place)
    st.html(f"{crumb(place)}<h1>{escape(survey.name(place))}</h1>")
    st.html(f'<p class="lead">{words.html("places.only_inside", n=len(found))}</p>')
    most = max(each.values for each in found)
    st.html(table(tables.slice_of(found, size=SHOWN), most))
    tables.pager(len(found), size=SHOWN)


def crumb(place: str) -> str:
    """The way up from a place, as links."""
    ways = [links.anchor(links.href("places"), words.html("nav.places"))]
    ways += [links.anchor(targets.place(each), escape(survey.name(each))) for each in hierarchy.above(place)]
    return f'<p class="crumb">{" › ".join(ways)}</p>'


def _ordered(group: survey.Group) -> list[survey.Known]:
    return sorted(group.places, key=lambda known: (hierarchy.LEVELS.index(hierarchy.level(known.id)), known.id))


def _name(group: survey.Group) -> str:
    told = words.html("places.group", n=f"{len(group.places):,}", values=f"{group.values:,}")
    return f"<h2>{escape(group.name) or words.html('places.elsewhere')} <small>{told}</small></h2>"


def _province(group: survey.Group) -> str:
    """A province in a line: its name, those of its places that have most, and the way to all of them."""
    richest = sorted(group.places, key=lambda known: (-known.values, known.id))[:SOME]
    ways = "".join(
        links.anchor(targets.place(each.id), f"{escape(each.name)} <small>{each.values:,}</small>", "chip")
        for each in richest
    )
    left = len(group.places) - len(richest)
    if left > 0 and group.id:
        ways += links.anchor(links.here(q=group.id[:2], p=None), words.html("places.more", n=left), "chip all")
    return f'<section class="province">{_name(group)}<p class="chips">{ways}</p></section>'


def _group(group: survey.Group, most: int, shown: set[str]) -> str:
    """A province with a table of its places, as far as they are on this page."""
    rows = [each for each in _ordered(group) if each.id in shown]
    return f'<section class="province open">{_name(group)}{table(rows, most)}</section>' if rows else ""


def table(rows: Sequence[survey.Known], most: int) -> str:
    """Places with how much each has; the bar compares their values."""
    keys = ("table.place", "places.values", "places.indicators", "places.years")
    head = "".join(f'<th scope="col">{words.html(key)}</th>' for key in keys)
    counts = data.indicators_at([each.id for each in rows])
    body = "".join(_row(each, most, len(counts.get(each.id, ()))) for each in rows)
    caption = words.html("places.caption")
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{caption}"><table class="rows areas">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(each: survey.Known, most: int, indicators: int) -> str:
    former = words.join(list(dict.fromkeys(hierarchy.former(each.id, each.name))))
    older = f"<small>{words.html('places.formerly', names=former)}</small>" if former else ""
    name = links.anchor(targets.place(each.id), escape(each.name), "row")
    level = hierarchy.level(each.id)
    rank = f' <span class="rank">{words.html(f"level.{level}")}</span>' if level else ""
    bar = f'<span class="bar" style="width:{max(3, round(90 * each.values / most))}px"></span>'
    cells = (
        (words.say("table.place"), f"{name}{rank}{older}"),
        (words.say("places.values"), f"{bar}{each.values:,}"),
        (words.say("places.indicators"), f"{indicators}"),
        (words.say("places.years"), span(each.years)),
    )
    return "<tr>" + "".join(f'<td data-label="{escape(key)}">{content}</td>' for key, content in cells) + "</tr>"


def span(years: Sequence[int]) -> str:
    """2009; 2009–2012; with gaps how many of them have values."""
    if len(years) < 2:
        return str(years[0]) if years else words.html("common.dash")
    whole = f"{years[0]}–{years[-1]}"
    full = years[-1] - years[0] + 1 == len(years)
    return whole if full else words.html("places.span", span=whole, n=len(years))
