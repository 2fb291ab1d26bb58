"""Charts of few points, told honestly: from zero, every mark labelled, no line where nothing was measured."""

from __future__ import annotations

from collections.abc import Sequence
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
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


@dataclass(frozen=True, slots=True)
class Style:
    """How marks are told apart on one page: colour by place, shape by scope."""

    places: tuple[str, ...]
    all_scopes: tuple[str, ...]
    scopes: tuple[str, ...]

    def colour(self, cell: Cell) -> str:
        return palette.of_place(self.places.index(cell.place_code or cell.place))

    def shape(self, scope: str) -> str:
        return SHAPES[self.all_scopes.index(scope) % len(SHAPES)]


def style(cells: Sequence[Cell]) -> Style:
    """The style for all charts; a place keeps its colour and a scope its shape whatever else is chosen."""
    shown = {cell.scope for cell in cells}
    return Style(tuple(data.places()), tuple(data.scopes()), tuple(scope for scope in data.scopes() if scope in shown))


def indicator(cells: Sequence[Cell], look: Style, code: str) -> str:
    """Draw one indicator; the id of the cell whose mark was clicked, or an empty string."""
    one_year = len({cell.year for cell in cells}) == 1
    figure = _lollipops(cells, look) if one_year else _years(cells, look)
    event = st.plotly_chart(
        figure,
        key=f"chart-{code}-{data.version()}",
        on_select="rerun",
        selection_mode="points",
        config=CONFIG,
        alt=_alternative(cells, code),
    )
    return _clicked(event)


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
        figure.add_shape(
            type="line",
            x0=0,
            x1=float(cell.value),
            y0=row,
            y1=row,
            line={"color": look.colour(cell), "width": 2},
            layer="below",
        )
    figure.add_trace(_marks(rows, look, [float(cell.value) for cell in rows], list(range(len(rows))), "middle right"))
    figure.update_layout(_layout(max(150, 70 + ROW * len(rows))), margin={"l": 8, "r": 8, "t": 12, "b": 8})
    figure.update_xaxes(_scale(rows, room="1.35"))
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[_row_name(cell, look) for cell in rows],
        range=[-0.6, len(rows) - 0.4],
    )
    figure.update_yaxes(showgrid=False, zeroline=False, fixedrange=True, automargin=True)
    return figure


def _row_name(cell: Cell, look: Style) -> str:
    name = escape(names.of_cell(cell))
    return name if len(look.scopes) < 2 or not cell.scope else f"{name}<br><sub>{escape(names.scope(cell.scope))}</sub>"


def _years(cells: Sequence[Cell], look: Style) -> go.Figure:
    """Several years: marks over the years; lines only between neighbouring years of one place and scope."""
    rows = sorted(cells, key=lambda cell: (cell.year, cell.value))
    figure = go.Figure()
    for before, after in _neighbours(rows):
        line = {"color": look.colour(after), "width": 1.5, "dash": "dot"}
        figure.add_shape(
            type="line",
            x0=before.year,
            x1=after.year,
            y0=float(before.value),
            y1=float(after.value),
            line=line,
            layer="below",
        )
    figure.add_trace(
        _marks(rows, look, [cell.year for cell in rows], [float(cell.value) for cell in rows], "top center", place=True)
    )
    figure.update_layout(_layout(340), margin={"l": 8, "r": 8, "t": 16, "b": 8})
    figure.update_yaxes(_scale(rows, room="1.22"))
    figure.update_xaxes(_year_axis([cell.year for cell in rows]))
    return figure


def _neighbours(rows: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Cells of one place and scope in years that follow each other; a mark in between or a gap breaks the line."""
    ordered = sorted(rows, key=lambda cell: (cell.place, cell.scope, cell.year))
    return [
        (one, two)
        for one, two in pairwise(ordered)
        if (one.place, one.scope) == (two.place, two.scope) and two.year - one.year == 1
    ]


def _marks(
    rows: Sequence[Cell], look: Style, x: list[Any], y: list[Any], where: str, place: bool = False
) -> go.Scatter:
    shapes = [look.shape(cell.scope) + ("-open" if cell.bound in numbers.OPEN else "") for cell in rows]
    colours = [look.colour(cell) for cell in rows]
    labels = [_label(cell, place) for cell in rows] if len(rows) <= LABELLED else None
    return go.Scatter(
        x=x,
        y=y,
        mode="markers+text" if labels else "markers",
        text=labels,
        textposition=_positions(rows, x, where),
        customdata=[cell.id for cell in rows],
        hovertext=[_tip(cell) for cell in rows],
        hoverinfo="text",
        cliponaxis=False,
        showlegend=False,
        marker={
            "size": SIZE,
            "symbol": shapes,
            "color": colours,
            "opacity": 1,
            "line": {"width": 2.5, "color": colours},
        },
        textfont={"color": palette.INK[palette.shade()], "size": 13},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _positions(rows: Sequence[Cell], x: list[Any], where: str) -> list[str] | str:
    """Labels at the first and the last year would leave the chart: they turn inwards."""
    if where != "top center":
        return where
    return ["top right" if at == min(x) else "top left" if at == max(x) else where for at in x]


def _label(cell: Cell, place: bool) -> str:
    value = f"<b>{escape(numbers.label(cell))}</b>" + (" ⚠" if cell.disputed else "")
    return f"{escape(cell.place)} {value}" if place else f" {value}"


def _tip(cell: Cell) -> str:
    lines = [f"<b>{escape(numbers.of_cell(cell))}</b>", escape(names.of_cell(cell)), escape(names.scope(cell.scope))]
    if len(cell.figures) > 1:
        lines.append(escape(words.say("chart.sum", n=len(cell.figures))))
    if cell.disputed:
        lines.append(escape(words.say("chart.disputed")))
    return "<br>".join([*lines, f"<i>{escape(words.say('chart.click'))}</i>"])


def _scale(rows: Sequence[Cell], room: str) -> dict[str, Any]:
    """The value axis: from zero to the largest value and some room for its label, ticks in 万 and 亿."""
    top = max((cell.value for cell in rows), default=Decimal(1)) or Decimal(1)
    low = min((cell.value for cell in rows), default=Decimal(0))
    ticks = numbers.ticks(top)
    bottom = low * Decimal(room) if low < 0 else Decimal(0)
    return {
        "range": [float(bottom), float(top * Decimal(room))],
        "tickvals": [float(each) for each in ticks],
        "ticktext": [numbers.short(each) for each in ticks],
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
    room = max(0.35, (last - first) * 0.06)
    return {
        "range": [first - room, last + room],
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
