"""A small line of the years beside its numbers.

Streamlit's sanitiser takes ``<svg>`` out of a page, so the drawing is a mask over the colour of the text: it follows
the theme, and needs no script.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from urllib.parse import quote

from extract.models import Cell
from pages.components import numbers, words

RADIUS = 2.6
EDGE = 4.0
Point = tuple[float, float, bool]
"""Where a mark stands, and whether it is hollow."""


def html(
    cells: Sequence[Cell], width: int = 110, height: int = 26, first: int = 0, last: int = 0, whole: bool = False
) -> str:
    """The values of one series, from zero, as one picture with its words; `first` and `last` are the years at its ends.

    Lines join neighbouring years only, and a mark is hollow where the source gives a bound. A `whole` one becomes as
    wide as what it stands in.
    """
    rows = sorted(cells, key=lambda cell: cell.year)
    first, last = first or rows[0].year, last or rows[-1].year
    top = max(max(float(cell.value) for cell in rows), 0.0) or 1.0
    bottom = min(0.0, *(float(cell.value) for cell in rows))
    wide, tall = width - 2 * EDGE, height - 2 * EDGE

    def point(cell: Cell) -> Point:
        x = EDGE + wide * ((cell.year - first) / (last - first) if last > first else 0.5)
        return x, EDGE + tall * (1 - (float(cell.value) - bottom) / (top - bottom)), cell.bound in numbers.OPEN

    lines = "".join(_line(point(a), point(b)) for a, b in pairwise(rows) if b.year - a.year == 1)
    marks = "".join(_mark(*point(cell)) for cell in rows)
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{lines}{marks}</svg>'
    size = f"width:100%;aspect-ratio:{width}/{height}" if whole else f"width:{width}px;height:{height}px"
    return (
        f'<span class="spark{" whole" if whole else ""}" role="img" aria-label="{escape(said(rows))}" '
        f"style=\"{size};--line:url('data:image/svg+xml,{quote(drawing)}')\"></span>"
    )


def said(rows: Sequence[Cell]) -> str:
    """The same in words: “2009：12，2010：15”."""
    return words.join([words.say("common.pair", name=cell.year, value=numbers.of_cell(cell)) for cell in rows])


def _mark(x: float, y: float, hollow: bool) -> str:
    look = 'fill="none" stroke="#000" stroke-width="1.3"' if hollow else 'fill="#000"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" {look}/>'


def _line(one: Point, other: Point) -> str:
    """From mark to mark; it ends at the rim of a hollow one."""
    (x1, y1, open1), (x2, y2, open2) = one, other
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    dx, dy = (x2 - x1) / length * RADIUS, (y2 - y1) / length * RADIUS
    x1, y1 = (x1 + dx, y1 + dy) if open1 else (x1, y1)
    x2, y2 = (x2 - dx, y2 - dy) if open2 else (x2, y2)
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#000" stroke-width="1.4"/>'
