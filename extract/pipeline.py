"""One document from text to figures: the only place that knows the order of the steps."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TypeVar

from extract.attribution.attributed import Attributed, nature
from extract.attribution.change import is_origin
from extract.attribution.confidence import confidence
from extract.attribution.flags import goes_on, is_narrow, is_plan
from extract.attribution.frame import Frame, frames
from extract.attribution.indicator import Attributor
from extract.attribution.interval import IntervalReader
from extract.attribution.own_area import of_own_area
from extract.attribution.page import with_pages
from extract.attribution.period import PeriodReader
from extract.attribution.place import document_place
from extract.attribution.place_of_figure import PlaceReader
from extract.attribution.repeats import Repeats
from extract.attribution.scope import ScopeReader, document_scope
from extract.attribution.subsets import Subsets
from extract.attribution.within import within
from extract.clean import clean
from extract.models import (
    OTHER,
    Document,
    Extraction,
    Figure,
    FigureDraft,
    Quantity,
    Rejection,
    Segment,
    Told,
    sealed,
)
from extract.quantities import read
from extract.segment import segment, sentences
from extract.tables.reader import TableReader

_DIGIT = re.compile("[0-9]")
_PERCENT = frozenset("%％")
_IS_SHARE = re.compile(r"，?占[^，；。]{0,10}")
_OCCURRENCES = frozenset({"次", "期", "场", "场次", "番"})
_CLAUSE_ENDS = re.compile(r"\s*(?:[，。；;、\d]|\Z)")
_SETS = frozenset({"项", "种", "类", "条", "批", "级", "层", "面", "点", "度", "成", "位"})
_COUNTED = frozenset({"次", "个", "名", "人", "所", "家", "期", "场"})
"""Units with which a small Chinese numeral counts an occurrence, names a set, or may count what exists."""


def extract(document: Document) -> Extraction:
    """Every figure of `document` and every number that is none, with the document's place, scope and year filled in."""
    cleaned = clean(document.text)
    segments = segment(document, cleaned)
    view = replace(document, text=cleaned, title=clean(document.title), publisher=clean(document.publisher))
    place, place_told = document_place(view, [(part.start, part.end) for part in segments if part.kind == "furniture"])
    scope, scope_told = document_scope(view)
    places = PlaceReader(view, place, place_told)
    told = as_written(place_told, document.text), as_written(scope_told, document.text)
    document = replace(document, place=place, place_told=told[0], scope=scope, scope_told=told[1])
    periods = PeriodReader(document, cleaned, segments)
    document = replace(document, year=periods.year, year_told=periods.told)
    reader = _Reader(document, cleaned, periods, places)
    for part in segments:
        reader.read(part)
    ordered = reader.repeats.marked(_in_order(reader.figures) if document.tables else reader.figures)
    figures = tuple(of_own_area(within(ordered, reader.repeats.statements), document.text))
    if document.pages:
        figures = with_pages(figures, document.pages)
    rejections = _in_order(reader.rejections) if document.tables else reader.rejections
    return Extraction(document, segments, figures, tuple(rejections))


Placed = TypeVar("Placed", Figure, Rejection)


def _in_order(found: list[Placed]) -> list[Placed]:
    """In text order: the cells of a table are not read in it."""
    return sorted(found, key=lambda each: each.start)


class _Reader:
    """Reads the segments of one document in order, since a later one may repeat what an earlier one said."""

    def __init__(self, document: Document, cleaned: str, periods: PeriodReader, places: PlaceReader) -> None:
        self.document = document
        self.cleaned = cleaned
        self.periods = periods
        self.scopes = ScopeReader(document, cleaned)
        self.intervals = IntervalReader(document, cleaned, periods.quotes)
        self.places = places
        self.bodies = f"{document.title}｜{document.publisher}"
        self.attributor = Attributor()
        self.subsets = Subsets()
        self.repeats = Repeats()
        self.planned: tuple[Frame | None, tuple[int, int]] = (None, (-1, -1))
        self.figures: list[Figure] = []
        self.rejections: list[Rejection] = []
        self.tables = TableReader(document, cleaned, self.repeats, periods.year_of) if document.tables else None

    def read(self, part: Segment) -> None:
        """A table cell by cell, whose running text is prose again; anything else as prose."""
        if part.kind != "table" or self.tables is None:
            self._read_prose(part)
            return
        found = self.tables.read(part)
        self.figures += found.figures
        self.rejections += found.rejections
        for cell in found.prose:
            self._read_prose(cell)

    def _read_prose(self, part: Segment) -> None:
        quantities: list[Quantity] = []
        for reading in read(self.document.text, self.cleaned, part.start, part.end):
            if part.kind == "furniture" or reading.quantity is None:
                self._reject(reading.start, reading.end, "furniture" if part.kind == "furniture" else reading.reason)
            elif not _is_article(reading.quantity, self.cleaned):
                quantities.append(reading.quantity)
        if not quantities:
            return
        starts = [quantity.start for quantity in quantities]
        opening = self.cleaned[part.start : part.start + 40].replace(",", "，")
        spans, topic = [], "｜".join((self.document.title, opening, *part.headings))
        heading = part.headings[-1] if part.headings else ""
        told, words = [], headline(self.cleaned, part) if part.kind == "heading" else self.cleaned
        for start, end in sentences(self.cleaned, part.start, part.end):
            inside = quantities[bisect_left(starts, start) : bisect_left(starts, end)]
            if inside:
                end = max(end, inside[-1].end)
                spans.append((start, end))
                told.append(frames(words, inside, start, end, topic))
        attributed = self.attributor.attribute(told, heading)
        self.subsets.read(attributed)
        for span, items in zip(spans, attributed, strict=True):
            for item in items:
                self._figure(item, span, part)

    def _figure(self, item: Attributed, sentence: tuple[int, int], part: Segment) -> None:
        quantity = item.frame.quantity
        if quantity.chinese and _names_a_set(item):
            self._reject(quantity.start, quantity.end, "set")
            return
        plan = self._is_plan(item.frame, sentence)
        year, year_told, since, until = self._when(item, sentence, part, plan)
        place, place_told = self.places.place_at(quantity.start, sentence[0], sentence[1])
        place, place_told = self.places.in_year(place, place_told, year, quantity.start)
        scope, scope_told = self.scopes.scope_at(quantity.start, quantity.end, sentence)
        draft = FigureDraft(
            id=f"{self.document.id}-{quantity.start}",
            document=self.document.id,
            start=quantity.start,
            end=quantity.end,
            quote=quantity.quote,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            bound=quantity.bound,
            indicator=item.code,
            indicator_told=self._indicator_told(item, sentence),
            rules=(quantity.rule, *item.rules),
            part=item.part,
            whole=f"{self.document.id}-{item.whole.frame.quantity.start}" if item.part and item.whole else "",
            year=year,
            year_told=year_told,
            since=since,
            until=until,
            place=place.full_name if place else None,
            place_code=place.code if place else "",
            place_told=as_written(place_told, self.document.text),
            scope=scope,
            scope_told=scope_told,
            plan=plan,
            narrow=is_narrow(item.frame, self.bodies),
            confidence=confidence(item, year_told, place_told, sentence[0], self.document.year is not None),
            sentence=sentence,
            paragraph=(part.start, part.end),
            headings=part.headings,
        )
        figure = sealed(draft, Figure)
        self.repeats.note(figure, item.frame)
        self.figures.append(figure)

    def _when(
        self, item: Attributed, sentence: tuple[int, int], part: Segment, plan: bool
    ) -> tuple[int | None, Told | None, str, str]:
        """The year, how it was told, and the part of it: its first and last day."""
        start = item.frame.quantity.start
        kind = nature(item.code)
        year, told = self.periods.year_at(start, sentence, part, kind)
        if plan and told is not None and told is self.periods.told:
            year = self.periods.now  # a report on last year plans for the year in which it is given
        if item.summed and kind == "flow":
            year, told = None, Told("period.total", "累计")
        elif self._is_share_of_several(item, sentence):
            year, told = None, self.figures[-1].year_told
        elif is_origin(item.frame):
            year, told = None, Told("period.origin", "由")
        since, until = self.intervals.interval_at(start, sentence, part, kind, told)
        return year, told, since, until

    def _is_share_of_several(self, item: Attributed, sentence: tuple[int, int]) -> bool:
        """至1993年底，发展党员1564人，其中女380人，占24.3%: a share is of the years of the number before it."""
        last = self.figures[-1] if self.figures and item.frame.quantity.unit in _PERCENT else None
        if last is None or last.sentence != sentence or last.year is not None:
            return False
        return item.code == OTHER and _IS_SHARE.fullmatch(item.frame.pre) is not None

    def _is_plan(self, frame: Frame, sentence: tuple[int, int]) -> bool:
        """A plan by its own words, or in the words of the plan before it in the sentence."""
        last, where = self.planned
        found = is_plan(frame, self.document.year) or (where == sentence and last is not None and goes_on(frame, last))
        if found:
            self.planned = frame, sentence
        return found

    def _indicator_told(self, item: Attributed, sentence: tuple[int, int]) -> Told | None:
        """The rule that told the indicator, and the head it went by where that stands in one piece."""
        if not item.rules:
            return None
        head, quantity = item.frame.head, item.frame.quantity
        if not head or item.carried:
            return Told(item.rules[-1])
        if item.frame.side == "pre":
            start = self.cleaned.rfind(head, sentence[0], quantity.start)
        else:
            start = self.cleaned.find(head, quantity.end, sentence[1])
        told = Told(item.rules[-1], head, start, start + len(head)) if start >= 0 else Told(item.rules[-1], head)
        return as_written(told, self.document.text)

    def _reject(self, start: int, end: int, reason: str) -> None:
        if "0" <= self.cleaned[start] <= "9" or _DIGIT.search(self.cleaned, start, end):
            self.rejections.append(Rejection(self.document.id, start, end, self.document.text[start:end], reason))


def as_written(told: Told | None, text: str) -> Told | None:
    """The same with the words of the text itself in place of the cleaned ones."""
    if told is None or told.start < 0 or text.startswith(told.words, told.start):
        return told
    return replace(told, words=text[told.start : told.end])


_PIECES = re.compile(r"(?<=[\u4e00-\u9fff%])[ \u3000](?=[ \u3000]*[\u4e00-\u9fff][^ \u3000]*\d)")


def headline(cleaned: str, part: Segment) -> str:
    """The text with the pieces of a headline as clauses, which blanks keep apart: 新建工会420家 发展会员43382名."""
    words = cleaned[part.start : part.end]
    if not any(char.isdecimal() for char in words) or not _PIECES.search(words):
        return cleaned
    return f"{cleaned[: part.start]}{_PIECES.sub('，', words)}{cleaned[part.end :]}"


def _is_article(quantity: Quantity, text: str) -> bool:
    """Whether a small numeral in Chinese characters is a mere article or numbers a set: 一项制度, 三类, 两批.

    At the end of its clause it counts what stands before it: 修订制度六项.
    """
    if not quantity.chinese or quantity.value_max or quantity.bound != "eq":
        return False
    if quantity.value == 1:
        return quantity.unit not in _OCCURRENCES
    ends = _CLAUSE_ENDS.match(text, quantity.end) is not None
    return quantity.value <= 10 and quantity.unit in _SETS and not ends


def _names_a_set(item: Attributed) -> bool:
    """Whether a numeral in Chinese characters, with what is known of its sentence, counts nothing that exists."""
    quantity = item.frame.quantity
    if quantity.value == 1:
        return item.code == OTHER or item.frame.side != "pre"
    if item.code == OTHER:
        return quantity.value <= 10 and quantity.unit not in _COUNTED
    return item.carried and quantity.value < 10
