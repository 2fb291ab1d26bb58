"""Tables that a page's converter has set cell under cell, each with a bar behind it.

    单位 |
    捐款（万元） |
    甲县 |
    230 |

The heads and the first stub are the words before the first number: one fewer columns than those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.load.boxes import trim
from extract.models import Span, Table

_CELL = re.compile(r"([^\n|]{0,40})\|[ \t\u3000\r]*(?:\n|\Z)")
_RUN = re.compile(r"(?m)(?:^[^\n|]{0,40}\|[ \t\u3000\r]*(?:\n|\Z)){9,}")
_NUMBER = re.compile(r"[-－−+]?[\d０-９][\d０-９,，.．]*(?:%|％|‰|[万亿千百]?[\u4e00-\u9fff]{0,3})")
_LEAST = 0.6
"""So many of the cells under the heads are numbers or empty, at the least."""


def stacked_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text whose cells stand one under the other, in their order."""
    if "|\n" not in text:
        return ()
    return tuple(table for run in _RUN.finditer(text) if (table := _table(text, *run.span())))


def _table(text: str, start: int, end: int) -> Table | None:
    """The table of a run of such lines; None where its rows are not clear."""
    cells = list(_cells(text, start, end))
    words = [bool(text[slice(*cell)]) and not _NUMBER.fullmatch(text, *cell) for cell in cells]
    first = words.index(False) if False in words else 0
    width = first - 1
    if width < 2 or len(cells) < 3 * width:
        return None
    rows = [tuple(cells[at : at + width]) for at in range(0, len(cells) - width + 1, width)]
    stubs = all(words[at] for at in range(0, len(rows) * width, width))
    behind = [words[at] for at in range(width, len(rows) * width) if at % width]
    if not stubs or sum(behind) > (1 - _LEAST) * len(behind):
        return None
    return Table(start, rows[-1][-1][1], tuple(rows), head=1)


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _CELL.finditer(text, start, end):
        yield trim(text, *match.span(1))
