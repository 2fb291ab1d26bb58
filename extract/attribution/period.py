"""In which year a figure holds: the clause's own year, else the sentence's, the paragraph's, the document's.

A document is *annual* where its title, its publisher or most of its dates name one year; what its sentences
do not date belongs to that year. Elsewhere (a gazetteer) a year holds until the paragraph names another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.attribution.document_year import document_year, is_of_year_before, told_of
from extract.attribution.heading_year import year_named
from extract.attribution.times import Mark, expressions, mark_of, terms
from extract.attribution.years import COMPARED, YEAR, YEAR_ALONE, number, with_digits
from extract.clean import clean
from extract.models import Document, Nature, Segment, Told
from extract.spans import Spans

_SINCE = re.compile(r"\s?(?:\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?\s?(?:以来|至今|以[前后]|之[前后]|后(?=[，,]))")
_SINCE_IT = re.compile(r"[^，；。\d]{2,14}以来")
_SUMS_UP = re.compile(r"[两三四五六七八九十\d]+\s?个?年|[这此同该]一?[期时阶]")
"""1951～1954年…四年发展党员358人: of the years that have been named before."""
_STOP = re.compile("[。；]")
_UP_TO = re.compile(r"(?:至|到|截至)\s?$")
_QUOTED = re.compile(r"《[^《》]{1,80}》|“[^“”]{1,30}”|〔[^〔〕]{1,10}〕")
_DAY = re.compile(r"\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日|[底末份])?")
_ONCE = re.compile(
    r"\s?(?:同期|同口径|的|为|是|仅|只|末|底)*\s?(?:约|近|逾)?\s?\d(?!\d?\s?(?:月|[至到—～~-]\s?\d))|\s?(?:同期|同口径)"
)
_MEASURED = re.compile(r"[^，；。]{0,40}，(?:金额|共|共计|计|价值|折款|投资|款额|总金额)")
_BASIS = re.compile(r"[^，；。]{0,30}?基础上")
_ALONE = re.compile(r"(?:年度?)?就")
_YEARLY = re.compile(r"全年|年内|当年|其中，?新")
_RESPECTIVELY = re.compile(r"[^，；。\d]{0,6}(?:分别|依次)")
_NUMBER = re.compile(r"\d[\d.]*")
_BESIDE = re.compile(r"\s?的?\D{0,4}(?:\d[\d. ]*[万亿]?[^\d，；。、]{1,3}[、和]){0,4}")
_CHANGED = re.compile(r"[增减多少升降高低长落]|[底末][^的之]")
_GOES_ON = re.compile(r"\s*(?:全年|年内|年末|年底|至年[底末]|当年|是年|同年)")
_MONTH = re.compile(r"[。；]\s*(?:\d{1,2}\s?(?:[—～~至-]\s?\d{1,2}\s?)?月|全年|年内)")
_REPORTED = re.compile(rf"《({YEAR})年[^》]{{2,24}}(?:公报|统计|报告|年报|手册)》(?:显示|表明|指出|统计)")
_REACHED = re.compile(r"(?:达到?|突破|超过|[提高长加大升降减]到|[增升降减]至)[^，。；、]{0,2}$")
_CLAUSE = re.compile("[，；]")
_OPENS = re.compile(r"[。；！？]\s*\Z")
_IS_OVER = re.compile(r"(?:[底末]|\s?\d{1,2}\s?月[底末份]?)?(?:基本|全部|胜利|顺利)?(?:结束|告一段落|告终)")
_AND = re.compile(r"(?:[\d月日底初春夏秋冬]{0,6}|[上下]半年)[、和与及]")


_REMEMBERED = 64
"""So many dates before a figure are looked at."""

_NEAR = 4000
"""A heading is looked for within so many characters before the first paragraph under it that states a figure."""


class PeriodReader:
    """Dates the figures of one document."""

    def __init__(self, document: Document, cleaned: str, segments: Sequence[Segment]) -> None:
        self.cleaned = cleaned
        self.quotes = Spans(match.span() for match in _QUOTED.finditer(cleaned))
        self._has_subject = False
        self._read: tuple[int, list[Mark], list[int]] = (-1, [], [])
        self._last: Mark | None = None
        self._headings: dict[tuple[str, ...], tuple[int | None, Told] | None] = {}
        self.year, self.told = document_year(document, cleaned, segments, self.quotes)
        late = self.told is not None and is_of_year_before(self.told, self.year)
        self.now = self.year + late if self.year is not None else None
        report = self.told is not None and (self.told.rule == "period.report" or "工作报告" in document.title)
        self.terms = terms(cleaned, segments) if report else {}
        self.words = document.text

    def year_at(
        self, position: int, sentence: tuple[int, int], paragraph: Segment, nature: Nature
    ) -> tuple[int | None, Told | None]:
        """The year of the figure at `position`, and how it was told; None where the text does not tell."""
        if self._read[0] != paragraph.start:
            named = [mark for mark in self._read[1] if mark.kind in ("year", "until") and not mark.compared]
            self._last = named[-1] if named else self._last
            found = self._marks(paragraph)
            self._read = (paragraph.start, found, [mark.end for mark in found])
            self._has_subject = any(mark.kind == "subject" for mark in found)
        stop = bisect_right(self._read[2], position)
        marks = self._read[1][max(0, stop - _REMEMBERED) : stop]
        mark = self._nearest(marks, position, sentence[0])
        if mark:
            # What no indicator takes is of a span's last year where another sentence has named the span.
            kind = "stock" if nature == "none" and mark.start < sentence[0] else nature
            return self._resolve(mark, kind, position), self._words(mark, sentence)
        if term := self.terms.get(paragraph.start):
            return self._level(position, nature), Told("period.term", self.words[term[0] : term[1]], *term)
        if heading := self._heading(paragraph):
            return (heading[0] or self._level(position, nature)), heading[1]
        if self.year is not None:
            return self.year, self.told
        if nature != "flow" and (behind := self._behind(position, sentence)):
            return behind.year, self._words(behind, sentence)
        if self._last and _GOES_ON.match(self.cleaned, sentence[0]):
            return self._last.year, self._words(self._last)
        return None, None

    def _behind(self, position: int, sentence: tuple[int, int]) -> Mark | None:
        """参加整顿的有41个支部，至1952年底基本结束: the year that only the end of the sentence names."""
        for mark in self._read[1]:
            if mark.start > position:
                over = mark.start < sentence[1] and _IS_OVER.match(self.cleaned, mark.end)
                return mark if over and mark.kind == "year" and mark.until else None
        return None

    def year_of(self, part: Segment) -> tuple[int | None, Told | None]:
        """The year of a segment that does not date itself: its heading's, else the document's."""
        return self._heading_year(part) or (self.year, self.told)

    def _level(self, position: int, nature: Nature) -> int | None:
        """The year of a figure among those of several years: a level reached is that of the last (占比达到100%)."""
        return self.year if self._is_level(position, nature) else None

    def _is_level(self, position: int, nature: Nature) -> bool:
        """Whether the words before the number say that it was reached; what came about (a flow) is no level."""
        return nature != "flow" and _REACHED.search(self.cleaned, max(0, position - 6), position + 2) is not None

    def _heading(self, paragraph: Segment) -> tuple[int | None, Told] | None:
        """As `_heading_year`, looked up once for each heading."""
        if paragraph.headings not in self._headings:
            self._headings[paragraph.headings] = self._heading_year(paragraph)
        return self._headings[paragraph.headings]

    def _heading_year(self, paragraph: Segment) -> tuple[int | None, Told] | None:
        """The year that the nearest heading above a paragraph names, (None, …) where that names several years.

        What year a title means has been told of the whole document.
        """
        for heading in reversed(paragraph.headings):
            told = year_named(heading, self.now)
            if told is None:
                continue
            title = clean(self.told.words) if self.told else ""
            if "".join(clean(heading).split()) in "".join(title.split()):
                continue
            span = max(0, paragraph.start - _NEAR), paragraph.start
            return told[0], told_of("period.heading", heading, self.words, self.cleaned, span)
        return None

    def _marks(self, paragraph: Segment) -> list[Mark]:
        start, end = paragraph.start, paragraph.end
        found = [
            Mark(*match.span(), "year", number(match[1])) for match in _REPORTED.finditer(self.cleaned, start, end)
        ]
        base = self._base(paragraph)
        heading = self._heading(paragraph) if self.year is not None else None
        annual = heading[0] if heading and heading[0] else self.year
        until: int | None = None
        for match in expressions(self.cleaned, start, end):
            # “十一五”期间 begins inside its quotes and is a time all the same.
            if self.quotes.hold(match.start()) and match.lastgroup != "long":
                continue
            mark = mark_of(match, base, self.now, annual)
            if self._says_nothing(mark, match, found):
                continue
            if mark.kind == "span":
                until = mark.until
            elif mark.kind == "long" and _SUMS_UP.match(match[0]):
                mark.until = until
            self._judge(mark, match, base, paragraph)
            found.append(mark)
            if mark.year is not None and not mark.compared and not mark.origin:
                base = mark.year
        return sorted(found, key=lambda mark: mark.start)

    def _judge(self, mark: Mark, match: re.Match[str], base: int | None, paragraph: Segment) -> None:
        """What a mark is by the words around it; `base` is the year that has been named before it."""
        start, end = paragraph.start, paragraph.end
        before = self.cleaned[max(start, mark.start - 3) : mark.start]
        mark.compared = bool(COMPARED.search(before)) or self._is_basis(mark, before, end)
        mark.once = self._is_once(mark, before, end)
        mark.origin = before.rstrip().endswith(("由", "从"))
        if mark.kind == "year" and _UP_TO.search(before):
            mark.kind, mark.until = "until", mark.year
            if _IS_OVER.match(self.cleaned, mark.end, end):  # 1957年5月开展整风，到1958年9月基本结束: of both years
                mark.kind, mark.until = ("year", mark.year) if base in (None, mark.year) else ("span", None)
        elif mark.kind == "year" and mark.year != self.year and self._is_since(mark, before, end):
            mark.kind, mark.year = "long", None
        elif match.lastgroup == "next" and self.year is not None and not self.cleaned[start : mark.start].strip():
            mark.kind = "subject"  # 明年怎么干？… what follows is of that year, too
        elif mark.kind == "year" and self._goes_beyond(mark, start):
            mark.kind = "subject"  # an entry on 2007 and 2008

    def _is_since(self, mark: Mark, before: str, end: int) -> bool:
        """1966年以前, 自1979年设立植树节以来: what follows adds up years."""
        founded = before.rstrip().endswith(("自", "从")) and _SINCE_IT.match(self.cleaned, mark.end, end)
        return bool(founded or _SINCE.match(self.cleaned, mark.end, end))

    def _goes_beyond(self, mark: Mark, start: int) -> bool:
        """Whether a sentence opens with a later year than the document's: it goes on to report on that year."""
        if self.year is None or mark.year is None or mark.year <= self.year:
            return False
        opens = mark.start == start or _OPENS.search(self.cleaned, max(start, mark.start - 4), mark.start)
        return bool(opens) and _CLAUSE.match(self.cleaned, mark.end) is not None

    def _says_nothing(self, mark: Mark, match: re.Match[str], found: Sequence[Mark]) -> bool:
        """Whether an era or anniversary dates nothing: beside a year (1947年秋土地改革中), in a text of one year."""
        if self.year is not None:
            return mark.kind == "vague" or match.lastgroup == "anniversary"
        beside = mark.kind == "vague" and found and found[-1].year
        return bool(beside) and not _STOP.search(self.cleaned, found[-1].end, mark.start)

    def _base(self, paragraph: Segment) -> int | None:
        """The year that 是年 and 次年 go back to where their paragraph has named none.

        In annals that is the year which stands as a heading above it.
        """
        if self.year is not None:
            return self.year
        heading = paragraph.headings[-1] if paragraph.headings else ""
        if match := YEAR_ALONE.match(with_digits(clean(heading))):
            return number(match[1])
        return self._last.year if self._last else None

    def _is_basis(self, mark: Mark, before: str, end: int) -> bool:
        """在2014年立案94件的基础上: the year of what a plan starts from."""
        return before.endswith("在") and _BASIS.match(self.cleaned, mark.end, end) is not None

    def _is_once(self, mark: Mark, before: str, end: int) -> bool:
        """上年同期为301件次, 仅1985年就有307件: a year for the number next to it."""
        if mark.kind == "long":
            return self.cleaned.startswith(("年均", "平均每年"), mark.start)
        if mark.kind == "year":
            return before.endswith(("仅", "单")) or _ALONE.match(self.cleaned, mark.end, end) is not None
        return mark.kind == "relative" and _ONCE.match(self.cleaned, mark.end, end) is not None

    def _nearest(self, marks: Sequence[Mark], position: int, sentence: int) -> Mark | None:
        """The mark that governs `position`: the sentence's last, else the paragraph's subject or (gazetteer) last."""
        for index in range(len(marks) - 1, -1, -1):
            mark = marks[index]
            if mark.start < sentence:
                break
            if self._bracketed(mark, sentence, position):
                continue
            if not (mark.compared or mark.origin):
                # 上年同期为301件次，下降11.3%: last year's value stands for itself, what follows is this year's again.
                if mark.once and _CLAUSE.search(self.cleaned, mark.end, position):
                    measured = mark.kind == "year" and self.year is None
                    if measured and _MEASURED.fullmatch(self.cleaned, mark.end, position):
                        return mark  # 仅1960年就有3164人次得到救济，金额4.86万元
                    continue
                return self._in_turn(marks, index, position)
            # 为上年931万元的1.38倍, 由1986年的87个增至102个: such a year holds for the number next to it only.
            between = self.cleaned[mark.end : position]
            if _BESIDE.fullmatch(between) and not _CHANGED.search(between):
                return mark
        if self.year is not None and not self._has_subject:
            return None
        earlier = (mark for mark in reversed(marks) if mark.start < sentence and not (mark.compared or mark.origin))
        if self.year is None:
            last = next((mark for mark in earlier if not (mark.once and mark.kind == "long")), None)
            last = last if last and last.kind != "long" and not last.once else None
            # 1949年至1950年1月，…。4月15日，…: a month behind a span is of its last year; else all its years are meant.
            dated = last and last.kind == "span" and _MONTH.search(self.cleaned, last.end, position)
            return replace(last, kind="year", year=last.until, told={}) if last and dated else last
        # A sentence that opens with a month goes back from the subject's year (2010年度评价) to the report's own.
        subject = next((mark for mark in earlier if mark.kind == "subject"), None)
        return subject if subject and not _MONTH.search(self.cleaned, subject.end, position) else None

    def _in_turn(self, marks: Sequence[Mark], last: int, position: int) -> Mark:
        """The mark that the number at `position` belongs to: 1959年、1960年分别造林4.2万亩、1.9万亩 in their turn."""
        first = last
        while first and _AND.fullmatch(self.cleaned, marks[first - 1].end, marks[first].start):
            first -= 1
        if first == last:
            return marks[last]
        if not _RESPECTIVELY.match(self.cleaned, marks[last].end, position):  # 1979年、1983年和1987年，先后召开四次
            return replace(marks[last], kind="span", until=marks[last].year, told={})
        turn = first + len(_NUMBER.findall(self.cleaned, marks[last].end, position))
        return marks[min(turn, last)]

    def _bracketed(self, mark: Mark, sentence: int, position: int) -> bool:
        """Whether the mark stands in brackets that have closed again: 党史第二卷（1949—1978年）."""
        opened = self.cleaned.rfind("（", sentence, mark.start)
        if opened <= self.cleaned.rfind("）", sentence, mark.start):
            return False
        return "）" in self.cleaned[mark.end : position] and self.cleaned[opened - 1 : opened] != "年"

    def _resolve(self, mark: Mark, nature: Nature, position: int) -> int | None:
        if mark.kind == "span" or (mark.kind == "long" and mark.until):
            return mark.until if nature in ("stock", "rate") or self._is_level(position, nature) else None
        if mark.kind == "until" and nature == "flow" and self.year is None:
            # 到1987年，文化宫7座；全年放映电影3960场
            return mark.year if _YEARLY.search(self.cleaned, mark.end, position) else None
        return mark.year

    def _words(self, mark: Mark, sentence: tuple[int, int] | None = None) -> Told:
        """What told the year; within the figure's own sentence with the month and day, which date a stock."""
        own = sentence is not None and mark.year is not None and mark.start >= sentence[0]
        if own not in mark.told:
            day = _DAY.match(self.cleaned, mark.end) if own else None
            end = day.end() if day else mark.end
            mark.told[own] = Told(f"period.{mark.kind}", self.words[mark.start : end], mark.start, end)
        return mark.told[own]
