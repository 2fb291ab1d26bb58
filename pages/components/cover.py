"""Which places have values in which years, which of them are in doubt, of another scope, or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from extract.exporting.status import doubts_of
from extract.models import Cell
from pages.components import data, links, names, numbers, tables, targets, telling, words
from pages.components.choices import Choice
from pages.components.selection import Selection

STATES = ("has", "doubt", "other", "none")
PAGE = 30
ALL_YEARS = 36
"""Over a longer time only the years that have values are columns."""


def show(choice: Choice, found: Selection) -> None:
    """The matrix place × year of a selection, with what its signs mean; every sign leads on."""
    cells = list(found.every)
    main = choice.scope if choice.scope is not None else Counter(cell.scope for cell in cells).most_common(1)[0][0]
    rows = _rows(cells)
    years = _years(cells)
    shown = tables.slice_of(list(rows), size=PAGE)
    sure = _sure([cell for place in shown for cell in rows[place]])
    st.html(_legend(main))
    st.html(_table([_row(place, rows[place], years, main, sure) for place in shown], years, len(rows)))
    tables.pager(len(rows), size=PAGE)


def _rows(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    """Cells by place, in the order of the codes, those without one last."""
    rows: dict[str, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: (not cell.place_code, cell.place_code, cell.place)):
        rows.setdefault(cell.place_code or cell.place, []).append(cell)
    return rows


def _years(cells: Sequence[Cell]) -> list[int]:
    known = sorted({cell.year for cell in cells})
    return list(range(known[0], known[-1] + 1)) if known[-1] - known[0] < ALL_YEARS else known


def _sure(cells: Sequence[Cell]) -> dict[str, float]:
    """How sure the least sure figure of each cell is."""
    said = data.quoted(id for cell in cells for id in cell.figures)
    return {cell.id: min((said[id].confidence for id in cell.figures if id in said), default=0) for cell in cells}


def state(cells: Sequence[Cell], main: str, sure: dict[str, float]) -> str:
    """One of STATES: what a place has in a year, the scope `main` before others."""
    own = [cell for cell in cells if cell.scope == main]
    if not own:
        return "other" if cells else "none"
    return "doubt" if any(doubts_of(cell, sure.get(cell.id, 0)) for cell in own) else "has"


def _row(place: str, cells: Sequence[Cell], years: Sequence[int], main: str, sure: dict[str, float]) -> str:
    by_year: dict[int, list[Cell]] = {}
    for cell in cells:
        by_year.setdefault(cell.year, []).append(cell)
    name = cells[-1].place
    squares = "".join(f"<td>{_square(name, place, year, by_year.get(year, []), main, sure)}</td>" for year in years)
    way = links.anchor(links.here(place=place, tab=None, p=None), escape(name))
    return f'<tr><th scope="row">{way}</th>{squares}</tr>'


def _square(name: str, place: str, year: int, cells: Sequence[Cell], main: str, sure: dict[str, float]) -> str:
    kind = state(cells, main, sure)
    about = words.say("common.place_year", place=name, year=year)
    if not cells:
        missing = words.say("cover.tip_none", about=about)
        return f'<span class="sign none" title="{escape(missing)}"><i class="unseen">{escape(missing)}</i></span>'
    shown = [cell for cell in cells if cell.scope == main] or cells
    values = words.join([_value(cell, len({each.indicator for each in shown}) > 1) for cell in shown[:5]])
    told = words.say("cover.tip", about=about, state=words.say(f"cover.{kind}"), values=values)
    alone = targets.cell(shown[0]) if len(shown) == 1 else ""
    target = alone or links.here(place=place, year=str(year), tab="table", p=None)
    mark = {"doubt": "!", "has": str(len(shown)) if len(shown) > 1 else ""}.get(kind, "")
    return links.anchor(target, f"<b>{mark}</b>", f"sign {kind}", told, aria_label=told)


def _value(cell: Cell, several: bool) -> str:
    value = numbers.of_cell(cell)
    return words.say("common.pair", name=names.indicator(cell.indicator), value=value) if several else value


def _legend(main: str) -> str:
    signs = "".join(
        f'<span><span class="sign {state}" aria-hidden="true"><b>{"!" if state == "doubt" else ""}</b></span> '
        f"{words.html(f'cover.{state}_is', scope=names.scope(main))}</span>"
        for state in STATES
    )
    return f'<p class="legend signs">{signs}</p>'


def _table(rows: Sequence[str], years: Sequence[int], total: int) -> str:
    place = words.html("table.place")
    head = f'<th scope="col">{place}</th>'
    head += "".join(f'<th scope="col"><span>{year}</span></th>' for year in years)
    apart = [year for year in range(years[0], years[-1]) if year not in years]
    caption = words.html("cover.caption", n=total)
    caption += words.html("cover.apart", years=telling.spans(apart)) if apart else ""
    return (
        f'<p class="note">{caption}</p><div class="wide" role="region" tabindex="0" aria-label="{caption}">'
        f'<table class="cover"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )
