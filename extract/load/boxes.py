"""Tables drawn with ┌─┬│: which columns a cell stands over, by where its bars stand on the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.models import Span

RULE = re.compile(r"[\s|:\-+=_—\u2500-\u257f]+")
WIDE = re.compile(r"[\u1100-\u115f\u2e80-\uffe6]")

_BARS = frozenset("│┃║|├┤┼┬┴┝┥┠┨┣┫╋╠╣╬╞╡╟╢")
_SLACK = 2
"""By so many columns a bar may be drawn beside those below it."""


def trim(text: str, start: int, end: int) -> Span:
    """A span without the blanks around its words."""
    while start < end and text[start] in " \t\u3000\u00a0\ufeff":
        start += 1
    while end > start and text[end - 1] in " \t\u3000\u00a0\r":
        end -= 1
    return start, end


def boxed_rows(text: str, lines: Sequence[Span], full: Span, width: int) -> tuple[tuple[Span, ...], ...] | None:
    """The cells of drawn lines for each column, one over several columns in each of these.

    `full` is a line with all `width` columns. None where a bar stands at no column's edge, so that it is not clear
    what is over what.
    """
    for size in (2, 1):  # a drawn bar takes two columns of the screen beside Chinese characters, elsewhere one
        edges = [at for at, _ in _bars(text, full, size)]
        rows = [_between(text, line, edges, size) for line in lines]
        placed = tuple(tuple(row) for row in rows if row is not None)
        if len(edges) == width + 1 and len(placed) == len(rows):
            return placed
    return None


def _bars(text: str, line: Span, size: int) -> list[tuple[int, int]]:
    """Each bar of a drawn line: its column on the screen and its offset."""
    found: list[tuple[int, int]] = []
    column = 0
    for offset in range(*line):
        char = text[offset]
        if char in _BARS:
            found.append((column, offset))
        column += size if "\u2500" <= char <= "\u257f" else 2 if WIDE.match(char) else 1
    return found


def _between(text: str, line: Span, edges: Sequence[int], size: int) -> list[Span] | None:
    """The cells between the bars of one line, for each column of the table."""
    row: list[Span] = []
    first = 0
    for (left, start), (right, end) in pairwise(_bars(text, line, size)):
        last = min(range(first, len(edges)), key=lambda at: abs(edges[at] - right))
        if abs(edges[first] - left) > _SLACK or abs(edges[last] - right) > _SLACK or last <= first:
            return None
        cell = trim(text, start + 1, end)
        drawn = cell[0] < cell[1] and RULE.fullmatch(text, *cell)
        row += [(end, end) if drawn else cell] * (last - first)
        first = last
    return row if len(row) == len(edges) - 1 else None
