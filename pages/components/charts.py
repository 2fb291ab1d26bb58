"""Charts of few points, told honestly: from zero, every mark labelled, no line where nothing was measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from extract.models import Cell
from pages.components import data, names, numbers, palette, words

SHAPES = ("circle", "square", "diamond", "triangle-up", "pentagon", "star-triangle-down", "hexagon", "star")
SIZE = 13
ROW = 44
LABELLED = 40
CLOSE = Decimal("0.11")
WORDY = 4
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


@dataclass(frozen=True, slots=True)
class Style:
    """How marks are told apart on one page: colour by place, shape by scope."""

    colours: Mapping[str, int]
    all_scopes: tuple[str, ...]
    scopes: tuple[str, ...]
    hollow: bool

    def colour(self, cell: Cell) -> str:
        return palette.of_place(self.colours[cell.place_code or cell.place])

    def shape(self, scope: str) -> str:
        return SHAPES[self.all_scopes.index(scope) % len(SHAPES)]


def style(cells: Sequence[Cell]) -> Style:
    """The style for all charts; whatever is chosen, a scope keeps its shape, a place its colour where it is free."""
    shown = {cell.scope for cell in cells}
    known = tuple(data.scopes())
    hollow = any(cell.bound in numbers.OPEN for cell in cells)
    colours = _colours(list(data.places()), {cell.place_code or cell.place for cell in cells})
    return Style(colours, known, tuple(scope for scope in known if scope in shown), hollow)


def _colours(known: Sequence[str], shown: Set[str]) -> dict[str, int]:
    """Place → number of its colour: that of its position among all, else the next that no place shown before has."""
    count = len(palette.PLACES)
    found: dict[str, int] = {}
    free = set(range(count))
    for position, place in enumerate(known):
        if place in shown:
            near = (each % count for each in range(position, position + count))
            found[place] = next((each for each in near if each in free), position)
            free.discard(found[place])
    return found


def indicator(cells: Sequence[Cell], look: Style, code: str) -> str:
    """Draw one indicator; the id of the cell whose mark was clicked, or an empty string."""
    one_year = len({cell.year for cell in cells}) == 1
    figure = _lollipops(cells, look) if one_year else _years(cells, look)
    event = st.plotly_chart(
        figure,
        key=key(code),
        on_select="rerun",
        selection_mode="points",
        config=CONFIG,
        alt=_alternative(cells, code),
    )
    return _clicked(event)


def key(code: str) -> str:
    """The key of an indicator's chart, which the page finds it by."""
    return f"chart-{code}-{data.version()}"


def _clicked(event: Any) -> str:
    points = event["selection"]["points"] if event else []
    found = points[0].get("customdata", "") if points else ""
    return str(
        found if isinstance(found, str) else next(iter(found.values() if isinstance(found, dict) else found), "")
    )


def _alternative(cells: Sequence[Cell], code: str) -> str:
    said = [words.say("common.pair", name=names.of_cell(cell), value=numbers.of_cell(cell)) for cell in cells[:12]]
    return words.say("chart.alt", name=names.indicator(code), values=words.join(said))


def _lollipops(cells: Sequence[Cell], look: Style) -> go.Figure:
    """One year: a row a place, sorted, stems from zero."""
    rows = sorted(cells, key=lambda cell: (cell.value, cell.place))
    figure = go.Figure()
    for row, cell in enumerate(rows):
        line = {"color": look.colour(cell), "width": 2}
        figure.add_shape(type="line", x0=0, x1=float(cell.value), y0=row, y1=row, line=line, layer="below")
    at = [float(cell.value) for cell in rows], list(range(len(rows)))
    figure.add_trace(
        _marks(rows, look, at, [f" {_text(cell, False, False, False)}" for cell in rows], ["middle right"] * len(rows))
    )
    figure.update_layout(_layout(max(140, 60 + ROW * len(rows))), margin={"l": 8, "r": 8, "t": 8, "b": 8})
    figure.update_xaxes(_scale(rows, room="1.35"))
    names_of_rows = [_row_name(cell, look) for cell in rows]
    figure.update_yaxes(tickvals=at[1], ticktext=names_of_rows, range=[-0.6, len(rows) - 0.4])
    figure.update_yaxes(showgrid=False, zeroline=False, fixedrange=True, automargin=True)
    return figure


def _row_name(cell: Cell, look: Style) -> str:
    name, scope = escape(cell.place), escape(names.scope(cell.scope))
    return f"{name}<br><span style='font-size:11px'>{scope}</span>" if len(look.scopes) > 1 else name


def _years(cells: Sequence[Cell], look: Style) -> go.Figure:
    """Several years: marks over the years; lines only between neighbouring years of one place and scope."""
    rows = sorted(cells, key=lambda cell: (cell.year, cell.value))
    figure = go.Figure()
    for before, after in _neighbours(rows):
        line = {"color": look.colour(after), "width": 1.5, "dash": "dot"}
        y0, y1 = float(before.value), float(after.value)
        figure.add_shape(type="line", x0=before.year, x1=after.year, y0=y0, y1=y1, line=line, layer="below")
    at = [cell.year for cell in rows], [float(cell.value) for cell in rows]
    figure.add_trace(_marks(rows, look, at, *_labels(rows)))
    figure.update_layout(_layout(330), margin={"l": 8, "r": 8, "t": 8, "b": 8})
    figure.update_yaxes(_scale(rows, room="1.25"))
    figure.update_xaxes(_year_axis(at[0]))
    return figure


def _neighbours(rows: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Cells of one place and scope in years that follow each other; a gap breaks the line."""
    ordered = sorted(rows, key=lambda cell: (*_series(cell), cell.year))
    return [(one, two) for one, two in pairwise(ordered) if _series(one) == _series(two) and two.year - one.year == 1]


def _series(cell: Cell) -> tuple[str, str]:
    """Place and scope; two places of one name are kept apart by their codes, and one of two names together."""
    return cell.place_code or cell.place, cell.scope


def _labels(rows: Sequence[Cell]) -> tuple[list[str], list[str]]:
    """Text and position of each label: the value, and the place at the last mark of each place and scope.

    Where there are too many marks only the places are written. Of marks of one year that lie close together
    the lowest is written below, the highest above, and those between are left to the tip and the table.
    """
    last = {_series(cell): cell.id for cell in rows}
    marks = Counter(map(_series, rows))
    alone, crowded = len({_series(cell)[0] for cell in rows}) == 1, len(rows) > LABELLED
    short = len({cell.year for cell in rows}) > WORDY
    near = max(cell.value for cell in rows) * CLOSE
    texts, wheres = [], []
    for place, cell in enumerate(rows):
        named = not alone and last[_series(cell)] == cell.id
        edge = cell.year == rows[-1].year
        below, above = (_close(cell, rows, place + step, near) for step in (-1, 1))
        sunk = above and not below and cell.value < near  # below it is the axis
        hidden = (below and above) or sunk or (crowded and (not named or below))
        texts.append("" if hidden else _text(cell, named, short, edge))
        beside = named and edge and cell.value >= near  # lower down it would touch the axis
        level = "bottom" if above and not below else "middle" if beside and not below else "top"
        beginning = cell.year == rows[0].year or marks[_series(cell)] > 1  # on its left stand the axis or its own marks
        wheres.append(f"{level} {'right' if named and (edge or beginning) else 'center'}")
    return texts, wheres


def _close(cell: Cell, rows: Sequence[Cell], place: int, near: Decimal) -> bool:
    """Whether the neighbour at `place` stands in the same year so near that the labels would touch."""
    if not 0 <= place < len(rows) or rows[place].year != cell.year:
        return False
    return abs(rows[place].value - cell.value) < near


def _text(cell: Cell, named: bool, short: bool, edge: bool) -> str:
    value = f"<b>{escape(numbers.label(cell, short))}</b>" + (" ⚠" if cell.disputed else "")
    return f"{escape(cell.place)}{'<br>' if edge else ' '}{value}" if named else value


def _marks(
    rows: Sequence[Cell], look: Style, at: tuple[list[Any], list[Any]], labels: list[str], where: list[str]
) -> go.Scatter:
    """One trace for all marks, so that a click tells the cell whatever its place and scope."""
    colours = [look.colour(cell) for cell in rows]
    # Hollow marks are filled with the ground, so that no stem or line shows through them.
    filled = [palette.GROUND[palette.shade()] if cell.bound in numbers.OPEN else look.colour(cell) for cell in rows]
    return go.Scatter(
        x=at[0],
        y=at[1],
        mode="markers+text",
        text=labels,
        textposition=where,
        customdata=[cell.id for cell in rows],
        hovertext=[_tip(cell) for cell in rows],
        hoverinfo="text",
        cliponaxis=False,
        showlegend=False,
        marker={
            "size": SIZE,
            "symbol": [look.shape(cell.scope) for cell in rows],
            "color": filled,
            "opacity": 1,
            "line": {"width": 2.5, "color": colours},
        },
        textfont={"color": palette.INK[palette.shade()], "size": 13},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _tip(cell: Cell) -> str:
    lines = [f"<b>{escape(numbers.of_cell(cell))}</b>", escape(names.of_cell(cell)), escape(names.scope(cell.scope))]
    if len(cell.figures) > 1:
        lines.append(words.html("chart.sum", n=len(cell.figures)))
    if cell.disputed:
        lines.append(words.html("chart.disputed"))
    return "<br>".join([*lines, f"<i>{words.html('chart.click')}</i>"])


def _scale(rows: Sequence[Cell], room: str) -> dict[str, Any]:
    """The value axis: from zero to the largest value and some room for its label, ticks in 万 and 亿."""
    top = max((cell.value for cell in rows), default=Decimal(1)) or Decimal(1)
    low = min((cell.value for cell in rows), default=Decimal(0))
    whole = rows[0].unit == "%" and top <= 100 if rows else False  # a share has nowhere to go above 100
    ticks = [tick for tick in numbers.ticks(top) if not whole or tick <= 100]
    bottom = low * Decimal(room) if low < 0 else Decimal(0)
    return {
        "range": [float(bottom), float(top * Decimal(room))],
        "tickvals": [float(each) for each in ticks],
        "ticktext": [numbers.short(each) + ("%" if rows and rows[0].unit == "%" else "") for each in ticks],
        "rangemode": "tozero",
        "zeroline": True,
        "zerolinewidth": 1.5,
        "zerolinecolor": palette.MUTED[palette.shade()],
        "gridcolor": palette.LINE[palette.shade()],
        "fixedrange": True,
        "automargin": True,
    }


def _year_axis(years: list[int]) -> dict[str, Any]:
    """Whole years only; every one while they fit, else round ones."""
    first, last = min(years), max(years)
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100) if (last - first) / each <= 12)
    shown = sorted({*range(first - first % step + (step if first % step else 0), last + 1, step), first, last})
    left, right = max(0.4, (last - first) * 0.06), 0.2 + (last - first) * 0.25  # labels of the last marks stand there
    return {
        "range": [first - left, last + right],
        "tickvals": shown,
        "ticktext": [str(year) for year in shown],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def _layout(height: int) -> dict[str, Any]:
    shade = palette.shade()
    return {
        "height": height,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "clickmode": "event+select",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 13, "color": palette.INK[shade]},
        "hoverlabel": {
            "bgcolor": palette.GROUND[shade],
            "font": {"color": palette.INK[shade], "size": 13},
            "bordercolor": palette.LINE[shade],
        },
        "uirevision": "fixed",
    }
