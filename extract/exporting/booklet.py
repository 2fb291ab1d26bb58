"""The evidence booklet, a Word document: each value with the paragraph it was read from, marked, cited and linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.errors import ExportError
from extract.exporting.citation import cited, gb7714
from extract.exporting.rows import Export
from extract.exporting.status import MACHINE, review_of, standing
from extract.exporting.texts import number
from extract.exporting.words import say
from extract.models import Cell, Document, Figure, Table

MOST = 2000
"""Values of a booklet: a thousand pages, more than anybody reads and all that Word opens without complaint."""

WHOLE = 700
AROUND = 200
"""Characters of a paragraph that are shown in full, and else on either side of the sentence."""


def write(export: Export, path: Path) -> None:
    """Raises ExportError("too_many_for_booklet") where nobody could read it."""
    count = export.survey.cells
    if count > MOST:
        message = f"A booklet holds {MOST:,} values, and this selection has {count:,}: narrow it, or choose xlsx."
        raise ExportError("too_many_for_booklet", message, limit=MOST, count=count)
    Booklet(export).write(path)


class Booklet:
    """Writes the values in their order, those of a place and a year together."""

    def __init__(self, export: Export) -> None:
        self._export = export
        from extract.exporting.paper import Paper  # its library is for who makes a booklet, not for every page

        self._paper = Paper(say("title", export.chinese))
        self._document = lru_cache(maxsize=16)(export.moment.document)
        chosen = export.survey.documents
        self._sources = {row["id"]: dict(row) for row in export.moment.sources() if row["id"] in chosen}

    def write(self, path: Path) -> None:
        self._title()
        before = None
        for cells, light in self._export.moment.panel(self._export.selection.choice):
            found = self._export.moment.stated(list(light), whole=True)
            for cell in cells:
                if (cell.place, cell.year) != before:
                    before = cell.place, cell.year
                    self._paper.heading(f"{cell.place} · {cell.year}", 1)
                self._value(cell, found)
        self._paper.save(path)

    def _title(self) -> None:
        self._paper.title(say("booklet", self._export.chinese))
        for line in (*self._export.about(), say("contents", self._export.chinese)):
            self._paper.note(line)

    def _value(self, cell: Cell, found: dict[str, Figure]) -> None:
        chinese = self._export.chinese
        label = self._export.label(cell.indicator)
        self._paper.heading(f"{label}  {amount(cell.value, cell.bound, cell.unit, chinese)}", 2)
        scope = cell.scope or say("any_scope", chinese)
        stands = standing(cell, found, self._export.survey.usual)
        doubts = [say(each, chinese) for each in stands.doubts]
        doubts += [say(stands.review, chinese)] if stands.review != MACHINE else []
        self._paper.note(say("semicolon", chinese).join((f"{cell.place} · {cell.year} · {scope}", *doubts)), leads=True)
        for each in cell.figures:
            self._evidence(found[each])
        if cell.others:
            self._paper.note(say("others", chinese), leads=True)
            for each in cell.others:
                self._evidence(found[each])

    def _evidence(self, figure: Figure) -> None:
        document = self._document(figure.document)
        if document is None:
            return
        table = next((each for each in document.tables if each.start <= figure.start < each.end), None)
        if table:
            self._paper.table(list(_rows(document, table, figure)))
        else:
            self._paper.quotation(list(_pieces(document.text, figure)))
        self._paper.reference(self._cited(figure, document), self._export.link("evidence", fig=figure.id))

    def _cited(self, figure: Figure, document: Document) -> str:
        chinese = self._export.chinese
        facts: dict[str, Any] = {"start": figure.start, "end": figure.end, "sha256": document.sha256}
        percent = round(figure.confidence * 100)
        review = review_of(figure)
        sure = say("confidence", chinese, percent=percent) if review == MACHINE else say(review, chinese)
        reference = gb7714(cited(self._sources[document.id], figure.page))
        return f"{reference} {say('semicolon', chinese).join((say('position', chinese, **facts), sure))}"


def amount(value: Decimal, bound: str, unit: str, chinese: bool) -> str:
    """“超过 83,000 株”."""
    digits, point, behind = number(value).partition(".")
    return say(bound, chinese, number=f"{int(digits):,}{point}{behind} {unit}".strip())


Piece = tuple[str, str]
"""Some words and how they are set: "" (around), "sentence" or "figure"."""


def _pieces(text: str, figure: Figure) -> Iterator[Piece]:
    """The paragraph, or of a long one the sentence and what is around it, with its figure."""
    start, end = _holding(figure.paragraph, figure, text)
    first, last = _holding(figure.sentence, figure, text)
    first, last = max(first, start), min(last, end)
    low, high = (start, end) if end - start <= WHOLE else (max(start, first - AROUND), min(end, last + AROUND))
    yield ("…" if low > start else "") + text[low:first], ""
    yield text[first : figure.start], "sentence"
    yield text[figure.start : figure.end], "figure"
    yield text[figure.end : last], "sentence"
    yield text[last:high] + ("…" if high < end else ""), ""


def _holding(span: tuple[int, int], figure: Figure, text: str) -> tuple[int, int]:
    holds = 0 <= span[0] <= figure.start and figure.end <= span[1] <= len(text)
    return span if holds else (figure.start, figure.end)


def _rows(document: Document, table: Table, figure: Figure) -> Iterable[Sequence[Piece]]:
    """The head of the table and the row of the figure."""
    for place, row in enumerate(table.rows):
        own = any(start <= figure.start < end for start, end in row)
        if own or place < max(table.head, 1):
            yield [_cell(document.text, span, figure) for span in row]


def _cell(text: str, span: tuple[int, int], figure: Figure) -> Piece:
    return text[slice(*span)], "figure" if span[0] <= figure.start < span[1] else "sentence"
