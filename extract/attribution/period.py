"""In which year a figure holds: the clause's own year, else the sentence's, the paragraph's, the document's.

A document is *annual* where its title, its publisher or most of its dates name one year; what its sentences
do not date belongs to that year. Elsewhere (a gazetteer) a year holds until the paragraph names another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extract.attribution import period_words as said
from extract.attribution.document_year import document_year
from extract.attribution.heading_year import year_named
from extract.attribution.judging import MarkJudge
from extract.attribution.said_in import said_in
from extract.attribution.times import Mark, expressions, mark_of, terms
from extract.attribution.title_year import told_of
from extract.attribution.years import YEAR_ALONE, number, with_digits
from extract.clean import clean
from extract.models import Document, Nature, Segment, Told
from extract.spans import Spans


class PeriodReader:
    """Dates the figures of one document."""

    def __init__(self, document: Document, cleaned: str, segments: Sequence[Segment]) -> None:
        self.cleaned = cleaned
        self.quotes = Spans(match.span() for match in said.QUOTED.finditer(cleaned))
        self._has_subject = False
        self._read: tuple[int, list[Mark], list[int]] = (-1, [], [])
        self._last: Mark | None = None
        self._under: tuple[str, ...] = ()
        self._above: tuple[str, ...] = ()
        self._headings: dict[tuple[str, ...], tuple[int | None, Told] | None] = {}
        self.year, self.told = document_year(document, cleaned, segments, self.quotes)
        self._judge = MarkJudge(cleaned, self.year, self.told)
        self.now = said_in(self.year, self.told, cleaned, segments)
        report = self.told is not None and (self.told.rule == "period.report" or said.REPORT.search(document.title))
        self.terms = terms(cleaned, segments) if report else {}
        self.words = document.text

    def year_at(
        self, position: int, sentence: tuple[int, int], paragraph: Segment, nature: Nature
    ) -> tuple[int | None, Told | None]:
        """The year of the figure at `position`, and how it was told; None where the text does not tell."""
        if self._read[0] != paragraph.start:
            named = [mark for mark in self._read[1] if mark.kind in ("year", "until") and not mark.compared]
            self._last, self._under = (named[-1], self._above) if named else (self._last, self._under)
            self._above = tuple(paragraph.headings)
            found = self._marks(paragraph)
            self._read = (paragraph.start, found, [mark.end for mark in found])
            self._has_subject = any(mark.kind == "subject" for mark in found)
        stop = bisect_right(self._read[2], position)
        marks = self._read[1][max(0, stop - said.REMEMBERED) : stop]
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
        if self._last and said.GOES_ON.match(self.cleaned, sentence[0]):
            return self._last.year, self._words(self._last)
        return None, None

    def _behind(self, position: int, sentence: tuple[int, int]) -> Mark | None:
        """参加整顿的有41个支部，至1952年底基本结束: the year that only the end of the sentence names."""
        for mark in self._read[1]:
            if mark.start > position:
                over = mark.start < sentence[1] and said.IS_OVER.match(self.cleaned, mark.end)
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
        return nature != "flow" and said.REACHED.search(self.cleaned, max(0, position - 6), position + 2) is not None

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
            span = max(0, paragraph.start - said.NEAR), paragraph.start
            return told[0], told_of("period.heading", heading, self.words, self.cleaned, span)
        return None

    def _marks(self, paragraph: Segment) -> list[Mark]:
        start, end = paragraph.start, paragraph.end
        found = [
            Mark(*match.span(), "year", number(match[1])) for match in said.REPORTED.finditer(self.cleaned, start, end)
        ]
        found += self._going_on(paragraph)
        base = self._base(paragraph)
        headed = (self._heading(paragraph) or (None,))[0]
        annual = headed or self.year if self.year is not None else None
        until: int | None = None
        for match in expressions(self.cleaned, start, end):
            # “十一五”期间, “大跃进”时期 begins inside its quotes and is a time all the same.
            if self.quotes.hold(match.start()) and match.lastgroup not in ("long", "vague"):
                continue
            mark = mark_of(match, base, self.now, annual)
            if self._judge.says_nothing(mark, match, found, headed):
                continue
            if mark.kind == "span":
                until = mark.until
            elif mark.kind == "long" and said.SUMS_UP.match(match[0]):
                mark.until = until
            self._judge.judge(mark, match, base, paragraph)
            if mark.compared and found and said.is_listed(self.cleaned, found[-1].end, *mark.span):
                mark.compared = False
            found.append(mark)
            if mark.year is not None and not mark.compared and not mark.origin:
                base = mark.year
        return sorted(found, key=lambda mark: mark.start)

    def _going_on(self, paragraph: Segment) -> list[Mark]:
        """1927年3月，…。⏎4月上旬，…: a paragraph that opens with a month is of the year told last under its heading."""
        month, last = said.OPENS_WITH_MONTH.match(self.cleaned, paragraph.start), self._last
        if not month or last is None or last.kind != "year" or last.origin or self.year is not None:
            return []
        between = expressions(self.cleaned, last.end, paragraph.start)
        if self._under != tuple(paragraph.headings) or any(True for _ in between):
            return []
        told = self._words(last)
        return [Mark(*month.span(), "year", last.year, told_here=told, told_elsewhere=told)]

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

    def _nearest(self, marks: Sequence[Mark], position: int, sentence: int) -> Mark | None:
        """The mark that governs `position`: the sentence's last, else the paragraph's subject or (gazetteer) last."""
        for index in range(len(marks) - 1, -1, -1):
            mark = marks[index]
            if mark.start < sentence:
                break
            if self._bracketed(mark, sentence, position) or self._is_founding(mark, position):
                continue
            if not (mark.compared or mark.origin):
                # 上年同期为301件次，下降11.3%: last year's value stands for itself, what follows is this year's again.
                if mark.once and self._is_left(mark, position):
                    measured = mark.kind == "year" and self.year is None
                    if measured and said.MEASURED.fullmatch(self.cleaned, mark.end, position):
                        return mark  # 仅1960年就有3164人次得到救济，金额4.86万元
                    continue
                return self._in_turn(marks, index, position)
            # 为上年931万元的1.38倍, 由1986年的87个增至102个: such a year holds for the number next to it only.
            between = self.cleaned[mark.end : position]
            times = between.lstrip().startswith("的") and said.RATIO.match(self.cleaned, position)
            if said.BESIDE.fullmatch(between) and not said.CHANGED.search(between) and not times:
                return mark
        if self.year is not None and not self._has_subject:
            return self._of_last(marks, sentence) or self._whole_year(marks, sentence)
        earlier = (mark for mark in reversed(marks) if mark.start < sentence and not (mark.compared or mark.origin))
        if self.year is not None:
            return self._subject(earlier, position)
        last = self._last_of(earlier, position)
        last = self._in_turn(marks, marks.index(last), position) if last and last.kind == "year" else last
        # 1949年至1950年1月，…。4月15日，…: a month behind a span is of its last year; else all its years are meant.
        dated = last and last.kind == "span" and said.MONTH.search(self.cleaned, last.end, position)
        return last.read_as("year", last.until, last.until) if last and dated else last

    def _is_founding(self, mark: Mark, position: int) -> bool:
        """成立于1987年9月，现有盟员215人: the year of the founding is none of what is there now."""
        if mark.kind != "year" or not said.AT_PRESENT.search(self.cleaned, mark.end, position):
            return False
        founded = said.FOUNDED_IN.search(self.cleaned, max(0, mark.start - 6), mark.start)
        return bool(founded or said.FOUNDED.match(self.cleaned, mark.end))

    def _last_of(self, earlier: Iterable[Mark], position: int) -> Mark | None:
        """In a gazetteer, the mark that holds from an earlier sentence; not for what is there as it is written."""
        last = next((mark for mark in earlier if not (mark.once and mark.kind in ("long", "relative"))), None)
        if last is None or last.kind == "long" or last.once:
            return None
        return None if said.AT_PRESENT.search(self.cleaned, last.end, position) else last

    def _subject(self, earlier: Iterable[Mark], position: int) -> Mark | None:
        """The year that the paragraph is about; a sentence that opens with a month goes back to the report's own."""
        found = next((mark for mark in earlier if mark.kind == "subject"), None)
        if found is None or self.cleaned.startswith("过去", found.start):  # 过去的一年，…。全年…
            return found
        return None if said.MONTH.search(self.cleaned, found.end, position) else found

    def _is_left(self, mark: Mark, position: int) -> bool:
        """Whether another clause has begun behind a year, but for what is of its number: 2009年为602名，其中女90名."""
        of_it = mark.year is not None and said.OF_WHICH.fullmatch(self.cleaned, mark.end, position)
        return not of_it and said.CLAUSE.search(self.cleaned, mark.end, position) is not None

    def _of_last(self, marks: Sequence[Mark], sentence: int) -> Mark | None:
        """2001年，党员总数7446人，比上年增加53人。其中：女党员1139人: they are of the year of the sentence before."""
        if not marks or not said.OF_LAST.match(self.cleaned, sentence):
            return None
        years = (mark for mark in reversed(marks) if mark.kind == "year")
        mark = next((mark for mark in years if not (mark.compared or mark.origin or mark.once)), None)
        return mark if mark and self.cleaned.count("。", mark.end, sentence) <= 1 else None

    def _whole_year(self, marks: Sequence[Mark], sentence: int) -> Mark | None:
        """去年收入428万元。全年共投入533万元: 全年 goes on with the year that the last sentence told of."""
        last = marks[-1] if marks and self.cleaned.startswith("去年", marks[-1].start) else None
        if last is None or last.compared or last.origin or last.once:
            return None
        return last if said.WHOLE_YEAR.match(self.cleaned, sentence) else None

    def _in_turn(self, marks: Sequence[Mark], last: int, position: int) -> Mark:
        """The mark that the number at `position` belongs to: 1959年、1960年分别造林4.2万亩、1.9万亩 in their turn."""
        first = last
        while first and said.AND.fullmatch(self.cleaned, marks[first - 1].end, marks[first].start):
            first -= 1
        if first == last:
            return marks[last]
        if not said.RESPECTIVELY.match(self.cleaned, marks[last].end, position):  # 1979年、1983年和1987年，先后召开四次
            return marks[last].read_as("span", marks[last].year, marks[last].year)
        turn = first + len(said.NUMBER.findall(self.cleaned, marks[last].end, position))
        if turn > last:  # 2019年、2020年人数分别为171万、162万，植树702万株和665万株: so does the next clause
            start, count = marks[last].end, last - first + 1
            place = said.place_among(self.cleaned, start, position, count)
            turn = first + place if place >= 0 else turn
        return marks[min(turn, last)]

    def _bracketed(self, mark: Mark, sentence: int, position: int) -> bool:
        """Whether the mark stands in brackets that have closed again: 党史第二卷（1949—1978年）."""
        opened = self.cleaned.rfind("（", sentence, mark.start)
        if opened <= self.cleaned.rfind("）", sentence, mark.start):
            return False
        return "）" in self.cleaned[mark.end : position] and self.cleaned[opened - 1 : opened] != "年"

    def _resolve(self, mark: Mark, nature: Nature, position: int) -> int | None:
        if mark.kind == "span" and (year := said.year_in_row(self.cleaned, *mark.span, position)):
            return year
        if mark.kind == "span" or (mark.kind == "long" and mark.until):
            if said.EACH_YEAR.search(self.cleaned, max(mark.end, position - said.CLOSE), position):
                return None
            return mark.until if nature in ("stock", "rate") or self._is_level(position, nature) else None
        if mark.kind != "until" or self.year is not None:
            return mark.year
        if nature == "none" and said.IN_ALL.match(self.cleaned, mark.end):  # 至1956年底，共介绍2951人就业
            return None
        if nature == "flow":  # 到1987年，文化宫7座；全年放映电影3960场
            return mark.year if said.YEARLY.search(self.cleaned, mark.end, position) else None
        return mark.year

    def _words(self, mark: Mark, sentence: tuple[int, int] | None = None) -> Told:
        """What told the year; within the figure's own sentence with the month and day, which date a stock."""
        own = sentence is not None and mark.year is not None and mark.start >= sentence[0]
        told = mark.told_here if own else mark.told_elsewhere
        if told is None:
            day = said.DAY.match(self.cleaned, mark.end) if own else None
            end = day.end() if day else mark.end
            told = Told(f"period.{mark.kind}", self.words[mark.start : end], mark.start, end)
            mark.told_here, mark.told_elsewhere = (told, mark.told_elsewhere) if own else (mark.told_here, told)
        return told
