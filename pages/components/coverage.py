"""The coverage matrix: which places have values in which years, what is in doubt, and what is of another scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from pages.components import atlas, data, links, names, survey, tables, targets, words

ROWS = 40
"""Of more places the provinces are shown first, and one of them opens to its places."""
YEARS = 20
FULL = 10
"""From so many years on the matrix takes the whole width."""

Squares = Mapping[tuple[str, int], survey.Square]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the matrix: a place, or a province with several."""

    name: str
    target: str
    places: tuple[str, ...]
    province: str = ""


def show() -> None:
    """The families to choose from, the matrix, and what its marks mean."""
    families = data.families()
    family = next((each for each in links.read("fam") if each in families), "")
    _families(families, family)
    squares = survey.squares(family)
    if not squares:
        st.html(f'<p class="note">{words.html("coverage.none")}</p>')
        return
    years, earlier, later = _years(sorted({year for _, year in squares}))
    rows = _rows(squares)
    common = survey.common_scope(family)
    _legend(family, squares, common)
    _steps(earlier, later)
    shown = tables.slice_of(rows, size=ROWS)
    head = "".join(f'<th scope="col">{year}</th>' for year in years)
    body = "".join(_line(row, years, squares, common) for row in shown)
    wide = " full" if len(years) >= FULL else ""
    caption = words.html("coverage.caption", family=names.family(family) if family else words.say("coverage.all"))
    st.html(
        f'<div class="wide" role="region" tabindex="0" aria-label="{caption}">'
        f'<table class="matrix{wide} fam-{family or "all"}"><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{words.html("table.place")}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    tables.pager(len(rows), size=ROWS)


def _families(families: Sequence[str], chosen: str) -> None:
    every = links.anchor(
        links.here(fam=None, p=None), words.html("coverage.all"), "chip stay", aria_current="" if chosen else "true"
    )
    chips = "".join(
        links.anchor(
            links.here(fam=code, p=None),
            f'<i class="swatch"></i>{escape(names.family(code))}',
            f"chip stay fam-{code}",
            aria_current="true" if code == chosen else "",
        )
        for code in families
        if survey.squares(code)
    )
    st.html(f'<nav class="chips" aria-label="{words.html("coverage.families")}">{every}{chips}</nav>')


def _years(known: list[int]) -> tuple[list[int], int, int]:
    """The years to show, the last ones up to that of the address; and the ends of the windows before and behind."""
    asked = links.number("to", 0)
    end = asked if 0 < asked <= known[-1] else known[-1]
    before = [year for year in known if year <= end]
    shown = (before or known)[-YEARS:]
    first, last = known.index(shown[0]), known.index(shown[-1])
    earlier = known[first - 1] if first else 0
    later = known[min(last + YEARS, len(known) - 1)] if last + 1 < len(known) else 0
    return shown, earlier, later


def _steps(earlier: int, later: int) -> None:
    """The ways to earlier and later years; nothing where all are shown."""
    ways = [("coverage.earlier", earlier), ("coverage.later", later)]
    shown = "".join(
        links.anchor(links.here(to=str(year)), words.html(key, year=year), "button stay") for key, year in ways if year
    )
    if shown:
        st.html(f'<nav class="pager years">{shown}</nav>')


def _rows(squares: Squares) -> list[Row]:
    """The places of the province that the address names; of few places all, of many the provinces."""
    known = {place for place, _ in squares}
    places = [each for id, each in survey.places().items() if id in known]
    province = links.first("prov")
    inside = [each for each in places if atlas.province(each.id) == province] if province else []
    if inside or len(places) <= ROWS:
        return [Row(each.name, targets.place(each.id), (each.id,)) for each in inside or places]
    return [
        Row(
            each.name or words.say("places.elsewhere"),
            links.here(prov=each.id, p=None) if each.id else links.href("places"),
            tuple(known.id for known in each.places),
            each.id,
        )
        for each in atlas.groups(places)
    ]


def _legend(family: str, squares: Squares, common: str) -> None:
    """The marks that occur, each with what it means; and the way back from a province."""
    states = {_state(each, common) for each in squares.values()}
    rows = [(state, f"coverage.{state}") for state in ("value", "doubt", "other") if state in states]
    scope = names.scope(common)
    marks = "".join(
        f'<span><i class="square {state}" aria-hidden="true"></i> {words.html(key, scope=scope)}</span>'
        for state, key in [*rows, ("none", "coverage.missing")]
    )
    back = ""
    if province := links.first("prov"):
        told = words.html("coverage.back", name=atlas.name(province))
        back = f"<p>{links.anchor(links.here(prov=None, p=None), told, 'button stay')}</p>"
    st.html(f'<p class="legend marks fam-{family or "all"}">{marks}</p>{back}')


def _state(square: survey.Square, common: str) -> str:
    """ "doubt" where documents disagree, "other" where no value has the scope that most have, else "value"."""
    if square.disputed:
        return "doubt"
    return "value" if common in square.scopes else "other"


def _line(row: Row, years: Sequence[int], squares: Squares, common: str) -> str:
    name = links.anchor(row.target, escape(row.name), "stay" if row.province else "")
    count = f" <small>{len(row.places):,}</small>" if row.province else ""
    cells = "".join(f"<td>{_cell(row, year, squares, common)}</td>" for year in years)
    return f'<tr><th scope="row">{name}{count}</th>{cells}</tr>'


def _cell(row: Row, year: int, squares: Squares, common: str) -> str:
    found = [square for place in row.places if (square := squares.get((place, year)))]
    if not found:
        return f'<span class="square none" title="{words.html("coverage.missing")}"></span>'
    states = [_state(each, common) for each in found]
    state = next(each for each in ("doubt", "value", "other") if each in states)
    if row.province:
        tip = words.say("coverage.places", name=row.name, year=year, n=len(found), state=_said(state, common))
        return links.anchor(row.target, f"{len(found):,}", f"square {state} stay", tip, aria_label=tip)
    square = found[0]
    listed = words.join([names.indicator(code) for code in square.indicators])
    tip = words.say("coverage.square", name=row.name, year=year, names=listed, state=_said(state, common))
    target = links.href("indicators", ind=square.indicators, place=row.places[0], year=str(year))
    target = targets.cell(square.alone) if square.alone else target
    return links.anchor(target, str(len(square.indicators)), f"square {state}", tip, aria_label=tip)


def _said(state: str, common: str) -> str:
    return words.say(f"coverage.{state}", scope=names.scope(common))
