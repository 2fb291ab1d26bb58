"""Rows of tables on a page: pieces that a file draws cell by cell put on their lines, each where it stands.

A cell of two lines is drawn before the cells beside it, so that its row comes in several pieces. They are one line
again here, the second line of a cell behind its first. Each cell then begins at the column of the text that answers
to its place on the page, so that a cell that is missing leaves its gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.load.paper import Line

LOWER = 1.9
"""By so many characters the second line of a cell stands below its first, at the most."""

SHORT = 8
"""A line of fewer characters is a cell and no line of a column of prose."""

_FIGURE = re.compile(r"[-−+]?[\d０-９.]+")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\uffe6]")


def aligned(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page with its rows in one line each; lines of one part are left as they are."""
    joined: list[Line] = []
    for number, line in enumerate(lines):
        last = joined[-1] if joined else None
        follows = lines[number + 1] if number + 1 < len(lines) else None
        if last and _is_wrapped(last, line, follows):
            _append(last, line)
        elif last and _is_beside(last, line) and number and lines[number - 1].bottom < line.bottom:
            _extend(last, line)
        else:
            joined.append(line)
    rows = [line for line in joined if line.cells > 1]
    if rows:
        margin = min(line.left for line in joined)
        widths = sorted(line.em for line in rows if line.em)
        unit = widths[len(widths) // 2] if widths else 0.9 * (rows[0].top - rows[0].bottom)
        for line in rows:
            line.words = _placed(line, margin, unit / 2 or 1.0)
    return joined


def _is_wrapped(last: Line, line: Line, follows: Line | None) -> bool:
    """Whether a line is the second one of the cell that ends the row before it."""
    if len(line.parts) != 1 or not 0 < last.bottom - line.bottom < LOWER * _size(last) or _FIGURE.match(line.words):
        return False
    left = last.parts[-1][0]
    under = abs(line.left - left) < 0.7 * _size(last) or (line.left > left and line.right < last.right)
    back = follows is not None and _is_beside(last, follows) and follows.bottom > line.top - 0.4 * _size(line)
    return under and (back or (len(last.parts) > 2 and line.left >= left - 0.7 * _size(last)))


def _is_beside(last: Line, line: Line) -> bool:
    """Whether a line goes on with the row of another one: on its height, to its right, and not the next column."""
    on_height = last.bottom <= (line.bottom + line.top) / 2 <= last.top
    cells = len(last.parts) + len(line.parts) > 2 or max(map(_width, (last, line))) < SHORT
    return on_height and line.left > last.right - 0.2 * _size(last) and cells


def _append(row: Line, line: Line) -> None:
    left, words = row.parts[-1]
    row.parts[-1] = (left, words + line.words)
    row.words += line.words
    row.right = max(row.right, line.right)


def _extend(row: Line, line: Line) -> None:
    row.parts += line.parts
    row.words += "  " + line.words
    row.right, row.cells, row.em = line.right, len(row.parts), row.em or line.em


def _placed(line: Line, margin: float, column: float) -> str:
    """The words of a row, each cell at its column, two blanks before it at the least."""
    words, width = "", 0
    for number, (left, part) in enumerate(line.parts):
        blanks = max(2 if number else 0, round((left - margin) / column) - width)
        words += " " * min(blanks, 400) + part
        width += blanks + len(part) + len(_WIDE.findall(part))
    return words


def _width(line: Line) -> float:
    """How wide a line is, in characters."""
    return (line.right - line.left) / (_size(line) or 1.0)


def _size(line: Line) -> float:
    return line.em or 0.9 * (line.top - line.bottom)
