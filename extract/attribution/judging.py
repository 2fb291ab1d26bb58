"""What an expression of time is by the words around it: a year, the start of a span, a year compared with, nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.attribution import period_words as said
from extract.attribution.times import Mark
from extract.attribution.years import COMPARED, number
from extract.models import Segment, Told


class MarkJudge:
    """Judges the expressions of time of one document, whose own year is `year`, told by `told`."""

    def __init__(self, cleaned: str, year: int | None, told: Told | None) -> None:
        self.cleaned = cleaned
        self.year, self.told = year, told
        self._latest: int | None = None

    def judge(self, mark: Mark, match: re.Match[str], base: int | None, paragraph: Segment) -> None:
        """What a mark is by the words around it; `base` is the year that has been named before it."""
        start, end = paragraph.start, paragraph.end
        before = self.cleaned[max(start, mark.start - 3) : mark.start]
        mark.compared = bool(COMPARED.search(before)) or self._is_basis(mark, before, end)
        mark.once = self._is_once(mark, before, end)
        first = self.year is None and said.FROM_IT_ON.match(self.cleaned, mark.end, end)  # 从1956年始，…
        mark.origin = before.rstrip().endswith(("由", "从", "继")) and mark.kind != "span" and not first
        if mark.kind == "year" and said.UP_TO.search(before) and not said.OF_IT.match(self.cleaned, mark.end):
            mark.kind, mark.until = "until", mark.year
            if said.IS_OVER.match(self.cleaned, mark.end, end):  # 1957年5月开展整风，到1958年9月基本结束: of both years
                mark.kind, mark.until = ("year", mark.year) if base in (None, mark.year) else ("span", None)
        elif mark.kind == "year" and mark.year != self.year and self._is_since(mark, before, end):
            mark.kind, mark.year = "long", None
        elif said.OPENING.match(match[0]) and self.year is not None and not self.cleaned[start : mark.start].strip():
            mark.kind = "subject"  # 明年怎么干？…, 过去的一年，… what follows is of that year, too
        elif mark.kind == "year" and self._goes_beyond(mark, start):
            mark.kind = "subject"  # an entry on 2007 and 2008

    def _is_since(self, mark: Mark, before: str, end: int) -> bool:
        """1966年以前, 自1979年设立植树节以来: what follows adds up years."""
        founded = before.rstrip().endswith(("自", "从")) and said.SINCE_IT.match(self.cleaned, mark.end, end)
        if founded or said.SINCE.match(self.cleaned, mark.end, end):
            return True
        return said.BEGUN.match(self.cleaned, mark.end, end) is not None and self._tells_later(mark.year or 0)

    def _tells_later(self, year: int) -> bool:
        """Whether the text names a year well behind it: of what it tells since, that one is but the beginning."""
        if self._latest is None:
            self._latest = max((number(match[0]) for match in said.NAMED.finditer(self.cleaned)), default=0)
        return self._latest > year + 1

    def _goes_beyond(self, mark: Mark, start: int) -> bool:
        """Whether a sentence opens with a later year than the document's: it goes on to report on that year."""
        if self.year is None or mark.year is None or mark.year <= self.year:
            return self._looks_back(mark, start)
        opens = mark.start == start or said.OPENS.search(self.cleaned, max(start, mark.start - 4), mark.start)
        return bool(opens) and said.CLAUSE.match(self.cleaned, mark.end) is not None

    def _looks_back(self, mark: Mark, start: int) -> bool:
        """Whether a paragraph opens with what all of the area did the year before: 1951年全省造林…。甲县造林…."""
        if self.year is None or mark.year != self.year - 1 or not said.ALL_OF_IT.match(self.cleaned, mark.end):
            return False
        return said.LISTED.fullmatch(self.cleaned, start, mark.start) is not None

    def says_nothing(self, mark: Mark, match: re.Match[str], found: Sequence[Mark], headed: int | None) -> bool:
        """Whether an era or anniversary dates nothing: beside or under a year (1947年秋土改中), in a text of one."""
        if said.LEFT_OVER.match(self.cleaned, mark.end) or said.is_measure(self.cleaned, mark.start, mark.end):
            return True
        if self.year is not None:
            over = match.lastgroup == "last" and match[0].startswith("过去")
            written = self.told is not None and self.told.rule == "period.published"
            return mark.kind == "vague" or match.lastgroup == "anniversary" or (over and not written)
        if mark.kind == "vague" and headed:
            return True
        beside = mark.kind == "vague" and found and found[-1].year
        return bool(beside) and not said.STOP.search(self.cleaned, found[-1].end, mark.start)

    def _is_basis(self, mark: Mark, before: str, end: int) -> bool:
        """在2014年立案94件的基础上: the year of what a plan starts from."""
        return before.endswith("在") and said.BASIS.match(self.cleaned, mark.end, end) is not None

    def _is_once(self, mark: Mark, before: str, end: int) -> bool:
        """上年同期为301件次, 仅1985年就有307件: a year for the number next to it."""
        if mark.kind == "long":
            return self.cleaned.startswith(("年均", "平均每年"), mark.start)
        if mark.kind == "year":
            earlier = self.year is not None and mark.year is not None and mark.year < self.year
            if earlier and said.WAS.match(self.cleaned, mark.end, end):  # 2009年为602名；转正571名
                return True
            return before.endswith(("仅", "单")) or said.ALONE.match(self.cleaned, mark.end, end) is not None
        if self.year is None and self.cleaned.startswith(said.NEXT, mark.start):
            return False  # 1991年发展党员355人，次年402人，转正341人: what follows is of the next year, too
        return mark.kind == "relative" and said.ONCE.match(self.cleaned, mark.end, end) is not None
