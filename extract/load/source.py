"""What a reader makes of a file, and the sheet on which readers of marked-up formats write its text.

A table is written a line a row, its cells joined by `SEPARATOR`; where each cell stands is kept, so that a
figure's cell is a span of the text like any other evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.errors import SourceError
from extract.load.limits import limits
from extract.models import Heading, Page, Span, Table

SEPARATOR = " | "
COLUMNS = 1000
"""The most columns of a table that are read, and the most that one cell may cover, as in HTML."""

UNIT = re.compile(r"[（(【\[]?\s*(?:计量|计算|数量|填报|制表)?单\s*位\s*[】\]]?\s*[:：]")
"""How the line above a table begins that names the unit of all cells, or who has filled it in."""

_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, and what its format says of it; title and publisher “” where it does not say."""

    text: str
    encoding: str
    title: str = ""
    publisher: str = ""
    tables: tuple[Table, ...] = ()
    headings: tuple[Heading, ...] = ()
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell of a table as its format gives it; it covers `rows` × `columns` places."""

    words: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Sheet:
    """Text being written, with the offsets of what is written; `shown` names the file in an error."""

    shown: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    places: int = 0
    most: int = field(default_factory=lambda: limits().cells)
    tables: list[Table] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def source(self, encoding: str, title: str = "", publisher: str = "") -> Source:
        """All that has been written."""
        return Source(self.text, encoding, title, publisher, tuple(self.tables), tuple(self.headings))

    def line(self, words: str, level: int = 0) -> None:
        """A paragraph, or a heading of this level."""
        start = self.length
        self._put(words)
        if level:
            self.headings.append(Heading(start, self.length, level))
        self._put("\n")

    def table(self, rows: Sequence[Sequence[Cell]], head: int = 0) -> None:
        """A table by its rows; `head` is how many of them are marked as heads. Raises SourceError("too_many_cells")."""
        grid = self._grid(rows)
        width = max((max(row) + 1 for row in grid if row), default=0)
        self._count(len(grid) * width)
        titles = self._titles(grid, width)
        start, head = self.length, max(0, head - titles)
        spans: dict[int, Span] = {}
        lines: list[tuple[Span, ...]] = []
        for row in grid[titles:]:
            if any(cell.words and id(cell) not in spans for cell in row.values()):
                lines.append(self._row(row, width, spans))
        if not lines:
            return
        self.tables.append(Table(start, self.length, tuple(lines), head))
        self._put("\n")

    def _titles(self, grid: Sequence[dict[int, Cell]], width: int) -> int:
        """Writes the rows above the heads that hold a title or the unit of all as lines; how many there are."""
        for number, row in enumerate(grid):
            words = [one_line(cell.words) for cell in dict.fromkeys(row.values()) if cell.words.strip()]
            unit = any(UNIT.match(each) for each in words)
            if width < 2 or not words or number == len(grid) - 1 or not (unit or (len(words) == 1 and row.get(0))):
                return number
            self.line("\u3000".join(words))
        return 0

    def _row(self, row: dict[int, Cell], width: int, spans: dict[int, Span]) -> tuple[Span, ...]:
        """One line; a cell that an earlier row or column has written is not written again."""
        written: list[Span] = []
        for column in range(width):
            if column:
                self._put(SEPARATOR)
            cell = row.get(column)
            if cell is None or id(cell) not in spans:
                start = self.length
                self._put(one_line(cell.words) if cell else "")
                written.append((start, self.length))
                if cell:
                    spans[id(cell)] = written[-1]
            else:
                written.append(spans[id(cell)])
        self._put("\n")
        return tuple(written)

    def _grid(self, rows: Sequence[Sequence[Cell]]) -> list[dict[int, Cell]]:
        """row → column → the cell that covers it, as HTML lays merged cells out."""
        grid: list[dict[int, Cell]] = [{} for _ in rows]
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                while column in grid[number]:
                    column += 1
                wide = min(cell.columns, COLUMNS - column)
                below = grid[number : number + max(1, cell.rows)]
                self._count(wide * len(below), keep=True)
                for line in below:
                    line.update(dict.fromkeys(range(column, column + wide), cell))
                column += wide
                if column >= COLUMNS:
                    break
        return grid

    def _count(self, places: int, keep: bool = False) -> None:
        if self.places + places > self.most:
            raise too_many_cells(self.shown, self.most)
        self.places += places if keep else 0

    def _put(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)


def one_line(words: str) -> str:
    """Words without line breaks, runs of blanks made one; full-width blanks are part of how a stub is set in."""
    return _BLANKS.sub(" ", words).strip(" ")


def too_many_cells(shown: str, most: int) -> SourceError:
    """The error of a table that is larger than any yearbook's."""
    message = f"“{shown}” has tables of more than {most:,} cells: split it into smaller files."
    return SourceError("too_many_cells", message, file=shown, limit=most)


def damaged(shown: str, kind: str) -> SourceError:
    """The error of a file whose container or markup is broken."""
    message = f"“{shown}” is {kind}, but damaged: open it in its own program and save it anew."
    return SourceError("damaged", message, file=shown, kind=kind)


def encrypted(shown: str, kind: str) -> SourceError:
    """The error of a file that only opens with a password."""
    message = f"“{shown}” is {kind} with a password: open it with that and save a copy without one."
    return SourceError("encrypted", message, file=shown, kind=kind)


def too_long(shown: str, most: int) -> SourceError:
    """The error of a text that is longer than any book."""
    message = f"“{shown}” has more than {most:,} characters: split it into smaller files."
    return SourceError("too_long", message, file=shown, limit=most)
