"""The coverage matrix: which places have values in which years, what is in doubt, and what is of another scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from extract.store import Square
from pages.components import data, hierarchy, links, names, survey, tables, targets, words

ROWS = 40
"""Of more places the provinces are shown first, and one of them opens to its places."""
YEARS = 20
NAMED = 8
"""So many indicators of a square are named in its tip."""
STATES = {"value": "value", "doubt": "doubt", "other": "other", "none": "missing"}
"""What a square can be → the key of its words below ``coverage.``."""
FULL = 10
"""From so many years on the matrix takes the whole width."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the matrix: a place, or a province with several."""

    name: str
    target: str
    places: tuple[str, ...]
    province: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in one square: "value", "doubt" or "other", how many, where it leads and what it says."""

    state: str
    text: str
    target: str
    tip: str
    css: str = ""


def show() -> None:
    """The families to choose from, the matrix, and what its marks mean."""
    families = data.families()
    family = next((each for each in links.read("fam") if each in families), "")
    _families(families, family)
    spots = survey.spots(family)
    if not spots:
        st.html(f'<p class="note">{words.html("coverage.none")}</p>')
        return
    years, earlier, later = _years(sorted(set().union(*spots.values())))
    rows = _rows(spots)
    shown = tables.slice_of(rows, size=ROWS)
    matrix = _matrix(family, shown, years, spots)
    _legend(family, [mark for marks in matrix.values() for mark in marks.values()])
    _steps(earlier, later)
    head = "".join(f'<th scope="col">{year}</th>' for year in years)
    body = "".join(_line(row, years, cells) for row, cells in matrix.items())
    wide = " full" if len(years) >= FULL else ""
    caption = words.html("coverage.caption", family=names.family(family) if family else words.say("coverage.all"))
    st.html(
        f'<div class="wide" role="region" tabindex="0" aria-label="{caption}">'
        f'<table class="matrix{wide} fam-{family or "all"}"><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{words.html("table.place")}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    tables.pager(len(rows), size=ROWS)


def _matrix(family: str, rows: Sequence[Row], years: Sequence[int], spots: survey.Spots) -> dict[Row, dict[int, Mark]]:
    """Row → year → what stands there."""
    if any(row.province for row in rows):
        told = survey.disputed_spots(family), survey.common_spots(family)
        return {row: _of_places(row, years, spots, *told) for row in rows}
    squares = survey.squares(family, [row.places[0] for row in rows], years)
    return {row: _of_squares(row, years, squares) for row in rows}


def _of_places(
    row: Row, years: Sequence[int], spots: survey.Spots, doubted: survey.Spots, common: survey.Spots
) -> dict[int, Mark]:
    """How many places of a province have values; of another scope where none has one of the scope of most."""
    found = {}
    having = _having(row.places, spots)
    doubtful = _having(row.places, doubted)
    usually = having if common is spots else _having(row.places, common)
    for year in years:
        if count := having[year]:
            state = "doubt" if doubtful[year] else "value" if usually[year] else "other"
            tip = words.say("coverage.places", name=row.name, year=year, n=count, state=_said(state))
            found[year] = Mark(state, f"{count:,}", row.target, tip)
    return found


def _listed(codes: Sequence[str]) -> str:
    """The first of these indicators by name, and how many more there are."""
    shown = words.join([names.indicator(code) for code in codes[:NAMED]])
    return shown + (words.say("coverage.more", n=len(codes) - NAMED) if len(codes) > NAMED else "")


def _having(places: Sequence[str], spots: survey.Spots) -> Counter[int]:
    """Year → how many of these places are there in it."""
    found: Counter[int] = Counter()
    for place in places:
        found.update(spots.get(place, ()))
    return found


def _of_squares(row: Row, years: Sequence[int], squares: Mapping[tuple[str, int], Square]) -> dict[int, Mark]:
    found = {}
    for year in years:
        if square := squares.get((row.places[0], year)):
            state = _state(square)
            listed = _listed(square.indicators)
            tip = words.say("coverage.square", name=row.name, year=year, names=listed, state=_said(state))
            tip = words.join([tip, *_decided(square)])
            target = links.href("indicators", ind=square.indicators, place=row.places[0], year=str(year))
            target = links.href("evidence", cell=square.alone) if square.alone else target
            css = " decided" if square.decided == square.cells and not square.contested else ""
            found[year] = Mark(state, str(len(square.indicators)), target, tip, css)
    return found


def _decided(square: Square) -> list[str]:
    """What people have decided of the values of a place in a year."""
    if not square.decided:
        return []
    told = words.say("mark.some_checked", n=square.cells, checked=square.decided - square.contested)
    return [told, *([words.say("mark.some_contested", n=square.contested)] if square.contested else [])]


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
        if survey.of_family(code)
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


def _rows(spots: survey.Spots) -> list[Row]:
    """The places of the province that the address names; of few places all, of many the provinces."""
    places = [each for id, each in survey.places().items() if id in spots]
    province = links.first("prov")
    inside = [each for each in places if hierarchy.province(each.id) == province] if province else []
    if inside or len(places) <= ROWS:
        return [Row(each.name, targets.place(each.id), (each.id,)) for each in inside or places]
    return [
        Row(
            each.name or words.say("places.elsewhere"),
            links.here(prov=each.id, p=None) if each.id else links.href("places"),
            tuple(known.id for known in each.places),
            each.id,
        )
        for each in survey.groups(places)
    ]


def _legend(family: str, marks: Iterable[Mark]) -> None:
    """The marks that occur, each with what it means; and the way back from a province."""
    marks = list(marks)
    states = {mark.state for mark in marks}
    shown = [*(state for state in ("value", "doubt", "other") if state in states), "none"]
    told = "".join(
        f'<span><i class="square {state}" aria-hidden="true"></i> {escape(_said(state))}</span>' for state in shown
    )
    if any(mark.css for mark in marks):
        told += f'<span><i class="square value decided" aria-hidden="true"></i> {words.html("mark.all_checked")}</span>'
    back = ""
    if province := links.first("prov"):
        way = words.html("coverage.back", name=survey.name(province))
        back = f"<p>{links.anchor(links.here(prov=None, p=None), way, 'button stay')}</p>"
    st.html(f'<p class="legend marks fam-{family or "all"}">{told}</p>{back}')


def _state(square: Square) -> str:
    """ "doubt" where documents disagree, "other" where no value has the scope that most have, else "value"."""
    if square.disputed or square.contested:
        return "doubt"
    return "value" if square.usual else "other"


def _said(state: str) -> str:
    return words.say(f"coverage.{STATES[state]}", scope=names.scope(survey.common_scope()))


def _line(row: Row, years: Sequence[int], marks: Mapping[int, Mark]) -> str:
    name = links.anchor(row.target, escape(row.name), "stay" if row.province else "")
    count = f" <small>{len(row.places):,}</small>" if row.province else ""
    cells = "".join(f"<td>{_cell(marks.get(year), bool(row.province))}</td>" for year in years)
    return f'<tr><th scope="row">{name}{count}</th>{cells}</tr>'


def _cell(mark: Mark | None, stay: bool) -> str:
    if mark is None:
        return f'<span class="square none" title="{words.html("coverage.missing")}"></span>'
    css = f"square {mark.state}{mark.css}" + (" stay" if stay else "")
    return links.anchor(mark.target, mark.text, css, mark.tip, aria_label=mark.tip)
