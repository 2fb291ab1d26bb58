"""A table of a document as a table: its cells where they stood, escaped, with the marks that lie in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extract.models import Document, Span, Table
from pages.components import spans

ROWS = 24
"""A table of more rows is shown on the evidence page around the figure's row only; its first rows always are."""

LONGEST = 2000
"""So many rows of a table are shown in the reader."""


def find(document: Document, start: int) -> Table | None:
    """The table that begins at an offset of the document."""
    return next((table for table in document.tables if table.start == start), None)


def html(document: Document, table: Table, marks: Sequence[spans.Mark], id: str = "", near: int = -1) -> str:
    """The table, merged cells once; with `near` an offset, only the rows around it."""
    marks = sorted(marks, key=lambda mark: mark.start)
    rows = "".join(
        _row(document, table, number, marks) if number >= 0 else '<tr><td class="gap" colspan="99">…</td></tr>'
        for number in _shown(table, near)
    )
    anchor = f' id="{id}"' if id else ""
    return f'<div class="grid"{anchor}><table><tbody>{rows}</tbody></table></div>'


def _shown(table: Table, near: int) -> list[int]:
    """The numbers of the rows to show, -1 where some are left out."""
    count = len(table.rows)
    if near < 0 or count <= ROWS:
        return [*range(min(count, LONGEST)), *([-1] if count > LONGEST else [])]
    at = next((i for i, row in enumerate(table.rows) if any(start <= near < end for start, end in row)), 0)
    low, high = max(3, at - ROWS // 3), min(count, at + ROWS // 3)
    return [0, 1, 2, *([-1] if low > 3 else []), *range(low, high), *([-1] if high < count else [])]


def _row(document: Document, table: Table, number: int, marks: Sequence[spans.Mark]) -> str:
    row = table.rows[number]
    low, high = min(start for start, _ in row), max(end for _, end in row)
    first = bisect_left(marks, low, key=lambda mark: mark.start)
    inside = [mark for mark in marks[first : bisect_left(marks, high, key=lambda mark: mark.start)] if mark.end <= high]
    cells = (_cell(document, table, number, column, inside) for column in range(len(row)))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(document: Document, table: Table, number: int, column: int, marks: Sequence[spans.Mark]) -> str:
    """One cell with what it covers; nothing where a cell before or above covers this place."""
    span = table.rows[number][column]
    if span[0] < span[1] and (_is(table, number, column - 1, span) or _is(table, number - 1, column, span)):
        return ""
    wide = tall = 1
    while span[0] < span[1] and _is(table, number, column + wide, span):
        wide += 1
    while span[0] < span[1] and _is(table, number + tall, column, span):
        tall += 1
    merged = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{tall}"' if tall > 1 else "")
    tag = "th" if number < table.head else "td"
    return f"<{tag}{merged}>{spans.render(document.text, *span, marks)}</{tag}>"


def _is(table: Table, number: int, column: int, span: Span) -> bool:
    inside = 0 <= number < len(table.rows) and 0 <= column < len(table.rows[number])
    return inside and table.rows[number][column] == span
