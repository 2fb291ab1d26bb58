"""One place: its values by indicator and year, its names, its documents, its neighbours, and what could not be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from extract.models import FLAGS, Cell, Figure
from pages.components import (
    cards,
    data,
    hierarchy,
    links,
    names,
    numbers,
    placelist,
    sparklines,
    survey,
    tables,
    targets,
    words,
)

SIGNS = {"checked": "✓", "corrected": "✎", "added": "＋", "contested": "？"}
"""What people have decided of a value, in a table that has no room for words."""

SHARED = 6
"""So many indicators go into a comparison with a neighbour."""
ACROSS = 8
"""A table of more years is printed across the paper, and smaller."""
FEW_YEARS = 3
NEAR = 12
COMPARED = 200
"""So many neighbours are looked at."""
INSIDE = 24
SOURCES = 20


def show(place: survey.Known) -> None:
    """The whole page of one place."""
    cells = data.cells(places=[place.id])
    _title(place, cells)
    for scope, own in _by_scope(cells):
        _values(own, scope, place.years)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _sources(place)
    with right:
        _neighbours(place)
        _inside(place)
    _untold(place)


def _by_scope(cells: Iterable[Cell]) -> list[tuple[str, list[Cell]]]:
    """The cells of each scope, the one with most values first: scopes are never put into one row."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.scope, []).append(cell)
    return sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))


def _title(place: survey.Known, cells: Sequence[Cell]) -> None:
    level = hierarchy.level(place.id)
    rank = f"<small>{words.html(f'level.{level}')}</small>" if level else ""
    scopes = len({cell.scope for cell in cells})
    disputed = sum(cell.disputed for cell in cells)
    told = words.html(
        "places.has",
        values=place.values,
        n=len({cell.indicator for cell in cells}),
        years=placelist.span(place.years),
        scopes=scopes,
    )
    doubt = f' <span class="flag">{words.html("places.disputed", n=disputed)}</span>' if disputed else ""
    st.html(
        f'{placelist.crumb(place.id)}<h1 class="place">{escape(place.name)}{rank}</h1>'
        f'<p class="lead">{told}{doubt}</p>{_borne(place.id)}'
    )


def _borne(place_id: str) -> str:
    """The names and codes that the area has had, with their years."""
    rows = hierarchy.names(place_id)
    if not rows:
        return f'<p class="note">{words.html("places.no_code")}</p>'
    borne = [_name(row.name, *hierarchy.years(row)) for row in rows]
    told = [words.say("places.code", code=place_id)]
    told += [words.say("places.names", names=words.join(borne))]
    others = [words.say("places.under", code=row.code, name=_name(row.name, *hierarchy.years(row)))
              for row in hierarchy.other_codes(place_id)]  # fmt: skip
    told += [words.say("places.codes", codes=words.join(others))] if others else []
    return f'<p class="note">{escape("　".join(told))}</p>'


def _name(name: str, since: int | None, until: int | None) -> str:
    """“襄樊市（–2010）”; the name alone where it has always been in force."""
    if since is None and until is None:
        return name
    return words.say("places.borne", name=name, since=since or "", until=until or "")


# The values


def _values(cells: Sequence[Cell], scope: str, years: Sequence[int]) -> None:
    """One scope: a row an indicator, by family, a column a year, the newest first."""
    shown = [year for year in reversed(years) if any(cell.year == year for cell in cells)]
    caption = words.html("places.table", scope=names.scope(scope))
    families = [found for code in data.families() if (found := _rows(code, cells))]
    lined = any(len(found) > 1 for family in families for found in family[1].values())
    head = _head(shown, lined)
    bodies = [_family(code, rows, shown, lined) for code, rows in families]
    if len(shown) <= FEW_YEARS:  # side by side where a table of so few columns would leave half of the page empty
        content = "".join(f'<table class="series">{head}{body}</table>' for body in bodies)
        content = f'<div class="families">{content}</div>'
    else:
        wide = f' style="--years:{len(shown)}"' if len(shown) > ACROSS else ""
        content = f'<table class="series"{wide}>{head}{"".join(bodies)}</table>'
    st.html(
        f'<h2 class="section">{escape(names.scope(scope))}</h2><p class="note">{caption}</p>'
        f'<div class="wide" role="region" tabindex="0" aria-label="{caption}">{content}</div>'
    )


def _rows(family: str, cells: Sequence[Cell]) -> tuple[str, dict[str, dict[int, Cell]]] | None:
    """The cells of a family by indicator and year; None where it has none."""
    rows: dict[str, dict[int, Cell]] = {}
    for cell in cells:
        if data.indicator(cell.indicator).family == family:
            rows.setdefault(cell.indicator, {})[cell.year] = cell
    return (family, rows) if rows else None


def _head(years: Sequence[int], lined: bool) -> str:
    line = f'<th scope="col">{words.html("places.line")}</th>' if lined else ""
    columns = "".join(f'<th scope="col" class="num">{year}</th>' for year in years)
    return f'<thead><tr><th scope="col">{words.html("table.indicator")}</th>{line}{columns}</tr></thead>'


def _family(family: str, rows: dict[str, dict[int, Cell]], years: Sequence[int], lined: bool) -> str:
    body = "".join(_series(code, found, years, family, lined) for code, found in rows.items())
    title = f'<i class="swatch"></i>{escape(names.family(family))}'
    width = len(years) + 1 + lined
    head = f'<tr class="family"><th scope="rowgroup" colspan="{width}">{title}</th></tr>'
    return f'<tbody class="fam-{family}">{head}{body}</tbody>'


def _series(code: str, found: dict[int, Cell], years: Sequence[int], family: str, lined: bool) -> str:
    cells = list(found.values())
    place = survey.place_of(cells[0])
    name = links.anchor(targets.indicator(code, place), escape(names.indicator(code)))
    unit = f"<small>{escape(names.unit(cells[0].unit, code))}</small>"
    line = sparklines.html(cells, first=years[-1], last=years[0]) if len(cells) > 1 else ""
    drawn = f'<td class="line fam-{family}">{line}</td>' if lined else ""
    values = "".join(f'<td class="num">{_value(found.get(year))}</td>' for year in years)
    return f'<tr><th scope="row">{name} {unit}</th>{drawn}{values}</tr>'


def _value(cell: Cell | None) -> str:
    if cell is None:
        return ""
    tip = words.say("common.pair", name=names.of_cell(cell), value=numbers.of_cell(cell))
    said = words.join([tip, *([words.say("chart.disputed")] if cell.disputed else []), *_marked(cell)])
    mark = ' <span class="flag" aria-hidden="true">≠</span>' if cell.disputed else ""
    if cell.mark:
        sign = SIGNS.get(cell.mark, "")
        mark += f' <span class="mark {escape(cell.mark)} sign" aria-hidden="true">{sign}</span>'
    return links.anchor(targets.cell(cell), escape(numbers.label(cell, short=True)), title=said) + mark


def _marked(cell: Cell) -> list[str]:
    return [words.say(f"mark.{cell.mark}")] if cell.mark else []


# What it rests on, and what stands beside it


def _sources(place: survey.Known) -> None:
    """The documents that speak of the place, those with most values first."""
    figures = data.figures_of_place(place.id)
    counted = Counter(each.document for each in figures if each.counts)
    every = Counter(each.document for each in figures)
    ordered = sorted(every, key=lambda id: (-counted[id], -every[id], id))
    rows = []
    for id in tables.slice_of(ordered, "src", SOURCES):
        summary = data.summary(id)
        if summary:
            about = "" if summary.place_code == place.id else words.html("places.about", place=summary.place or "—")
            rows.append(
                [
                    links.anchor(targets.document(id), escape(names.document(summary)), "row")
                    + f"<small>{escape(summary.publisher or summary.name)} {about}</small>",
                    str(summary.year or words.say("common.dash")),
                    f"{every[id]:,}",
                    f"{counted[id]:,}",
                ]
            )
    st.html(f'<h2 class="section">{words.html("places.sources")}</h2>')
    columns = [tables.Column("table.document", "source"), tables.Column("table.year")]
    columns += [tables.Column("table.figures", "num"), tables.Column("places.counted", "num")]
    tables.show(columns, rows, words.say("places.sources_of", n=len(ordered), place=place.name))
    tables.pager(len(ordered), "src", SOURCES)


def _neighbours(place: survey.Known) -> None:
    """Places of the same rank with values of the same indicators, each a step into the comparison."""
    near = survey.neighbours(place.id)[:COMPARED]
    known = data.indicators_at([place.id, *(each.id for each in near)])
    own = set(known.get(place.id, ()))
    found = [(each, [code for code in known.get(each.id, ()) if code in own]) for each in near]
    ranked = sorted((each for each in found if each[1]), key=lambda each: (-len(each[1]), each[0].id))[:NEAR]
    st.html(f'<h2 class="section">{words.html("places.neighbours")}</h2>')
    if not ranked:
        st.html(f'<p class="note">{words.html("places.no_neighbours")}</p>')
        return
    rows = "".join(_neighbour(place, each, shared) for each, shared in ranked)
    st.html(f'<p class="note">{words.html("places.neighbours_lead")}</p><ul class="near">{rows}</ul>')


def _neighbour(place: survey.Known, each: survey.Known, shared: Sequence[str]) -> str:
    order = [code for code in data.indicators() if code in shared][:SHARED]
    target = links.href("indicators", ind=order, place=[place.id, each.id])
    told = words.html("places.shared", n=len(shared))
    tip = words.join([names.indicator(code) for code in order])
    compare = links.anchor(target, f"{words.html('places.compare')}<small>{told}</small>", "button", tip)
    return f"<li>{links.anchor(targets.place(each.id), escape(each.name))} {compare}</li>"


def _inside(place: survey.Known) -> None:
    found = sorted(survey.inside(place.id), key=lambda each: -each.values)
    if found:
        ways = "".join(links.anchor(targets.place(each.id), escape(each.name), "chip") for each in found[:INSIDE])
        more = words.html("places.more", n=len(found) - INSIDE) if len(found) > INSIDE else ""
        title = words.html("places.inside", n=len(found))
        st.html(f'<h2 class="section">{title}</h2><p class="chips">{ways}<small>{more}</small></p>')


# What could not be told


def _untold(place: survey.Known) -> None:
    """The figures of the place that take no part in its values, by reason, one reason at a time."""
    reasons = _reasons(data.figures_of_place(place.id))
    cards.section("places.untold", "places.untold_lead")
    if not any(reasons.values()):
        st.html(f'<p class="note">{words.html("places.all_told")}</p>')
        return
    asked = links.first("why")
    chosen = asked if reasons.get(asked) else next(reason for reason, found in reasons.items() if found)
    chips = "".join(_chip(reason, len(found), reason == chosen) for reason, found in reasons.items() if found)
    st.html(f'<nav class="chips" aria-label="{words.html("places.untold")}">{chips}</nav>')
    found = reasons[chosen]
    caption = words.say("places.untold_caption", reason=_reason(chosen), n=len(found))
    tables.figures(tables.slice_of(found, "open", tables.FEW), caption)
    tables.pager(len(found), "open", tables.FEW)


def _reasons(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    """Why figures are in no value: what could not be told of them, else the flag that they carry."""
    found: dict[str, list[Figure]] = {reason: [] for reason in (*data.REASONS[:2], *FLAGS)}
    for each in figures:
        if not each.counts:
            flagged = next((flag for flag in FLAGS if getattr(each, flag)), "")
            lacking = next((reason for reason in data.lacks(each) if reason in found), "")
            found.get(lacking or flagged, []).append(each)
    return found


def _reason(reason: str) -> str:
    return words.say(f"lack.{reason}" if reason in data.REASONS else f"flag.{reason}")


def _chip(reason: str, count: int, on: bool) -> str:
    label = f"{escape(_reason(reason))} <b>{count:,}</b>"
    return links.anchor(links.here(why=reason, open=None), label, "chip stay", aria_current="true" if on else "")
