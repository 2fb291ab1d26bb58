"""Charts told honestly by how many years they show: one, stems from zero; two, dumbbells; up to five, labelled dots;
more, lines that break where a year is missing. No line joins two scopes, and none stands on a logarithmic axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from itertools import accumulate, pairwise
from math import log10
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from extract.models import Cell
from pages.components import axes, data, labels, marks, names, numbers, palette, telling, words
from pages.components.marks import Placed, Style, style

__all__ = ["Style", "figure", "indicator", "style"]

ROW, FLAT = 44, 30
MANY = 12
ROWS = 40
"""So many rows, the largest, are drawn, or so many marks over several years as the style says; the table has all."""

LABELLED = 40
ROOM = "1.25"
WORDY, NAMED, LONG = 4, 8, 8
NEAR = Decimal("0.25")
"""Below this share of the axis a label to the left of its mark would cross the zero line."""

DOTS = 5
"""Up to so many years each mark is labelled; more are lines."""
MANY_YEARS = 12
"""Of more years the marks are smaller than the steps between them."""

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def indicator(cells: Sequence[Cell], look: Style, code: str, unit: str) -> str:
    """Draw one indicator; the id of the cell whose mark was clicked, or an empty string."""
    drawing = figure(cells, look)
    event = st.plotly_chart(
        drawing,
        key=key(code),
        height=drawing.layout.height,  # so that its place is known before the code that draws it has come
        on_select="rerun",
        selection_mode="points",
        config=CONFIG,
        alt=words.say("chart.alt", name=names.indicator(code), told=telling.summary(cells, unit)),
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


def figure(cells: Sequence[Cell], look: Style) -> go.Figure:
    """The chart that these cells ask for."""
    shown = drawn(cells, look)
    count = len({cell.year for cell in shown})
    return _rows(shown, look) if count <= 2 else _years(shown, look, lines=count > DOTS)


def drawn(cells: Sequence[Cell], look: Style) -> list[Cell]:
    """The cells that a chart has room for: the largest rows of one or two years, the fullest series of more."""
    shown = [cell for cell in cells if cell.value > 0] if look.log else list(cells)
    if len({cell.year for cell in shown}) <= 2:
        return [cell for row in _by_size(shown)[-ROWS:] for cell in row]
    if len(shown) <= look.most:
        return shown
    series = sorted(_by_size(shown), key=lambda row: (not look.named(row[-1]), -len(row), -row[-1].value))
    room = accumulate(len(row) for row in series)
    return [cell for row, end in zip(series, room, strict=True) if end <= look.most for cell in row]


def _built(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """The chart of these parts. The tests hold it against plotly's own rules: to do so here, with each mark of each
    chart, would take ten times as long as all else."""
    return go.Figure(data=traces, layout=layout, _validate=False)


# One or two years: a row a place


def _by_size(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells of each place and scope by year, the largest last value last, where it stands on top."""
    series: dict[tuple[str, str], list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.year):
        series.setdefault(_series(cell), []).append(cell)
    return sorted(series.values(), key=lambda row: (row[-1].value, row[-1].place))


def _rows(cells: Sequence[Cell], look: Style) -> go.Figure:
    """Sorted rows with stems: from zero for one year, from the one to the other for two."""
    rows = _by_size(cells)
    flat = [cell for row in rows for cell in row]
    last = max((cell.year for cell in flat), default=0)
    two = len({cell.year for cell in flat}) > 1
    where = [number for number, row in enumerate(rows) for _ in row]
    texts, sides = _row_labels(rows)
    sizes = [marks.SIZE if cell.year == last else marks.SMALL for cell in flat]
    at = Placed(flat, [float(cell.value) for cell in flat], where, texts, sides, sizes)
    stems = [] if look.log else [_stem(row, number, look, two) for number, row in enumerate(rows)]
    height = max(140, 60 + (ROW if len(rows) <= MANY else FLAT) * len(rows))
    layout = axes.layout(height) | {"shapes": [stem for stem in stems if stem]}
    layout["xaxis"] = axes.values(flat, "1.35", look.log, "0.16" if two else "0")
    layout["yaxis"] = axes.names([_row_name(row[-1], look, len(rows) > MANY) for row in rows])
    return _built([marks.trace(at, look, across=True), *marks.rings(at, look)], layout)


def _stem(row: Sequence[Cell], number: int, look: Style, two: bool) -> dict[str, Any]:
    if two and len(row) < 2:
        return {}
    start = float(row[0].value) if two else 0
    line = {"color": look.colour(row[-1]), "width": 2}
    ends = {"x0": start, "x1": float(row[-1].value), "y0": number, "y1": number}
    return {"type": "line", "line": line, "layer": "below", **ends}


def _row_labels(rows: Sequence[Sequence[Cell]]) -> tuple[list[str], list[str]]:
    """The value of each mark: of two in a row the smaller to the left, or both behind the larger near the axis."""
    texts, sides = [], []
    near = max((cell.value for row in rows for cell in row), default=Decimal(0)) * NEAR
    for row in rows:
        low = min(row, key=lambda each: (each.value, each.year))
        for cell in row:
            left, text = len(row) > 1 and cell is low, _text(cell)
            if low.value < near and len(row) > 1:
                text = "" if left else words.say("chart.arrow", first=_text(row[0]), last=_text(row[1]))
            gap = "    " if cell.bound in (("lt", "approx") if left else ("gt", "approx")) else " "
            texts.append(f"{text}{gap}" if left else f"{gap}{text}")
            sides.append("middle left" if left else "middle right")
    return texts, sides


def _row_name(cell: Cell, look: Style, flat: bool) -> str:
    name, scope = escape(cell.place), escape(names.scope(cell.scope))
    if len(look.scopes) < 2:
        return name
    return f"{name}{' ' if flat else '<br>'}<span style='font-size:11px'>{scope}</span>"


# More years


def _years(cells: Sequence[Cell], look: Style, lines: bool) -> go.Figure:
    """Marks over the years; joined only where they are of neighbouring years of one place and scope."""
    rows = sorted(cells, key=lambda cell: (cell.year, cell.value))
    at = [cell.year for cell in rows], [float(cell.value) for cell in rows]
    texts, where = _labels(rows, look)
    size = marks.DENSE if len({cell.year for cell in rows}) > MANY_YEARS else marks.SIZE
    sizes = [size if look.named(cell) and len(rows) <= 3 * LABELLED else marks.SMALL for cell in rows]
    placed = Placed(rows, *at, texts, where, sizes)
    traces = [marks.trace(placed, look, across=False), *marks.rings(placed, look)]
    layout = axes.layout(400 if lines else 330)
    layout |= {"yaxis": axes.values(rows, ROOM, look.log), "xaxis": axes.years(at[0])}
    return _built(traces if look.log else [*traces, *_joining(rows, look, lines)], layout)


def _joining(rows: Sequence[Cell], look: Style, lines: bool) -> list[dict[str, Any]]:
    """The lines, one trace a colour, broken between the pairs; below the marks, and nothing to click on."""
    found = []
    colours: dict[str, list[tuple[Cell, Cell]]] = {}
    for pair in _neighbours(rows):
        colours.setdefault(look.colour(pair[1]), []).append(pair)
    for colour, pairs in colours.items():
        width = 1 if colour == palette.MUTED[palette.shade()] else 2 if lines else 1.5
        line = {"color": colour, "width": width, "dash": "solid" if lines else "dot"}
        x = [year for one, two in pairs for year in (one.year, two.year, None)]
        y = [value for one, two in pairs for value in (float(one.value), float(two.value), None)]
        about = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False, "zorder": 1}
        found.append(about | {"x": x, "y": y, "line": line})
    return found


def _neighbours(rows: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Cells of one place and scope in years that follow each other; a gap breaks the line."""
    ordered = sorted(rows, key=lambda cell: (*_series(cell), cell.year))
    return [(one, two) for one, two in pairwise(ordered) if _series(one) == _series(two) and two.year - one.year == 1]


def _series(cell: Cell) -> tuple[str, str]:
    """Place and scope; two places of one name are kept apart by their codes, and one of two names together."""
    return cell.place_code or cell.place, cell.scope


def _labels(rows: Sequence[Cell], look: Style) -> tuple[list[str], list[str]]:
    """Text and side of each label: the value, and the place at the last mark of each place and scope.

    Where there are many marks only the last ones are written; what has no room is left to the tip and the table.
    """
    last = {_series(cell): cell.id for cell in rows}
    alone, crowded = len({place for place, _ in last}) == 1, len(rows) > LABELLED or len(last) > NAMED
    short = len({cell.year for cell in rows}) > WORDY
    across, up = axes.years([cell.year for cell in rows])["range"], axes.values(rows, ROOM, look.log)["range"]
    wanted = []
    for cell in rows:
        ending = last[_series(cell)] == cell.id
        edge = cell.year == rows[-1].year
        text = "" if crowded and not (ending and look.named(cell)) else _text(cell, ending and not alone, short, edge)
        height = log10(cell.value) if look.log else float(cell.value)
        x, y = (cell.year - across[0]) / (across[1] - across[0]), (height - up[0]) / (up[1] - up[0])
        sides = labels.EDGE if ending and edge and not alone else labels.SIDES if ending else labels.INSIDE
        sides = [side for side in sides if cell.bound == "eq" or not side.startswith(_open_side(cell))]
        wanted.append(labels.Wanted(x, y, text, (not ending, -cell.year, -y), sides))
    sides = labels.placed(wanted)
    texts = [each.text if side else "" for each, side in zip(wanted, sides, strict=True)]
    return texts, [side or "top center" for side in sides]


def _open_side(cell: Cell) -> tuple[str, ...]:
    """The sides of a mark on which a bound's stroke stands."""
    return {"gt": ("top",), "lt": ("bottom",)}.get(cell.bound, ("top", "bottom"))


def _text(cell: Cell, named: bool = False, short: bool = False, edge: bool = False) -> str:
    value = f"<b>{escape(numbers.label(cell, short))}</b>" + (" ⚠" if cell.disputed else "")
    place = cell.place if len(cell.place) <= LONG else f"{cell.place[: LONG - 1]}…"
    return f"{escape(place)}{'<br>' if edge else ' '}{value}" if named else value
