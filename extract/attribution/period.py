"""In which year a figure holds: the clause's own year, else the sentence's, the paragraph's, the document's.

A document is *annual* where its title, its publisher or most of its dates name one year; what its sentences
do not date belongs to that year. Elsewhere (a gazetteer) a year holds until the paragraph names another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract import numerals
from extract.catalogue.lexicon import lexicon
from extract.clean import clean
from extract.models import Document, Nature, Segment, Told
from extract.spans import Spans, stretched

_Y = r"(?:1\s?[5-9]|2\s?0)\s?\d\s?\d"
_DASH = r"\s?(?:[-—–~～]{1,2}|至|到)\s?"

_REPUBLIC = r"\d{1,2}|元|[一二三四五六七八九十]{1,3}"

_ERAS = "(?:抗日战争|抗战|解放战争|土地革命|大革命|“?文化大革命”?|“?文革”?|国共合作|建国|解放|民国|合作化|公社化)"

# Tried in this order at every position; the name says what the year does.
_MARKS = re.compile(
    rf"(?P<span>(?P<s1>{_Y})\s?年?\s?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?{_DASH}(?P<s2>{_Y})\s?年(?!鉴))"
    rf"|(?P<era>民国\s?(?P<republic>{_REPUBLIC})\s?年)"
    rf"|(?P<year>(?P<y>{_Y})\s?(?:年(?!代|鉴|版)(?:(?P<subject>度)|\s?[底末])?|(?=[）)])))"
    rf"|(?P<han>(?P<h>[一二][九八〇○零][〇○零一二三四五六七八九]{{2}})年(?!代))"
    r"|(?P<long>(?<![\d年第.])(?:\d{1,2}|[两三四五六七八九十]{1,2}|几|数|多|近)\s?个?\s?年\s?(?:来|间|内|共|合\s?计|累\s?计|以来|里|总)(?!的|最|首|新高)"
    r"|近年来|近几年|历年|多年来|平均每年|年均"
    r"|(?:近|前|过去|最近)(?:\d{1,2}|[两三四五六七八九十]{1,3})年|“?(?:十[一二三四五]五|[八九]五)”?(?:时期|期间))"
    r"|(?P<last>上年|去年|上一年|上年度|头年)|(?P<next>次年|翌年|第二年|来年|(?<![昆三])明年(?![末底内鉴]))|(?P<before_last>前年)"
    r"|(?P<same>同年|是年|当年|该年|今年|本年)"
    rf"|(?P<vague>(?:[一二三四五六七八九]十|[1-9]0)年代|{_ERAS}(?:时期|期间|以后|以来|初期|前后|前|后|中))"
)
_MAY_BEGIN = re.compile(
    r"[12一二民两三四五六七八九十几数多近历年平前过最“上去头次翌第来明同是当该今本抗解土大文国建合公\d]"
)
"""With which characters an expression of time begins: only there the pattern above is tried."""
_REPUBLIC_YEAR = re.compile(rf"民国({_REPUBLIC})年(?!代|间)")
_SINCE = re.compile(r"\s?(?:\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?\s?(?:以来|至今)")
_TERM = re.compile(
    r"[两三四五六七八九十\d]+年(?:来|间)?的?工作?(?:回顾|总结)"
    r"|(?:过去|近|这|前)[几两三四五六七八九十\d]+年|[几两三四五六七八九十\d]+年来|历年|任期"
)
"""In a heading: what follows adds up several years."""
_DATED_TITLE = re.compile(rf"(?<!\d)({_Y})(?:年\s?(\d{{1,2}})\s?月|[-./](\d{{1,2}})[-./]\d)")
"""A title's day or month is when the text was written."""
_HEADING_YEAR = re.compile(rf"(?<!\d)({_Y})年(?!鉴)")
_UP_TO = re.compile(r"(?:至|到|截至)\s?$")
_QUOTED = re.compile(r"《[^《》]{1,80}》|“[^“”]{1,30}”|〔[^〔〕]{1,10}〕")
_DAY = re.compile(r"\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日|[底末份])?")
_COMPARED = re.compile(r"(?:比|较|与|同|和|是|为|相当于|占|按)\s?$")
_PLANNED = re.compile(r"^\s?(?:计划|拟|打算|力争|要点|将|目标|要求|安排)")
_ONCE = re.compile(r"\s?(?:同期|同口径|的|为|是|仅|只|末|底)*\s?(?:约|近|逾)?\s?\d|\s?(?:同期|同口径)")
_BESIDE = re.compile(r"\s?[的]?\D{0,4}")
_CHANGED = re.compile(r"[增减多少升降高低长落]|[底末].")
_GOES_ON = re.compile(r"\s*(?:全年|年内|年末|年底|至年[底末]|当年|是年|同年)")
_ASIDE = re.compile(r"\s?(?:的|为|是|仅|同期|相应|分别|则)+\s?\d")
_PUBLISHED = re.compile(
    rf"(?:(?:发布|时间|日期|成文|发表)[^0-9]{{0,8}}|^\W*)({_Y})[-./年]\d{{1,2}}(?:[-./月]\d{{1,2}}日?)?"
)
_MONTH = re.compile(r"[。；]\s*(?:\d{1,2}\s?(?:[—～~至-]\s?\d{1,2}\s?)?月|全年|年内)")
_REPORTED = re.compile(rf"《({_Y})年[^》]{{2,24}}(?:公报|统计|报告|年报|手册)》(?:显示|表明|指出|统计)")
_KINDS = ("span", "era", "year", "han", "long", "last", "next", "before_last", "same", "vague")
_FROM_REPORT = frozenset(("今年", "本年", "去年", "上年", "上年度", "上一年", "明年", "来年", "前年"))
_OFFSET = {"last": -1, "next": 1, "before_last": -2, "same": 0}


@dataclass(slots=True)
class _Mark:
    """One expression of time; `year` None where it spans several years."""

    start: int
    end: int
    kind: str
    year: int | None
    until: int | None = None
    compared: bool = False
    origin: bool = False
    once: bool = False


class PeriodReader:
    """Dates the figures of one document."""

    def __init__(self, document: Document, cleaned: str, segments: Sequence[Segment]) -> None:
        self.cleaned = cleaned
        self.quotes = Spans(match.span() for match in _QUOTED.finditer(cleaned))
        self._read: tuple[int, list[_Mark]] = (-1, [])
        self._last: _Mark | None = None
        self._headings: dict[tuple[str, ...], tuple[int | None, Told] | None] = {}
        self.year, self.told = document_year(document, cleaned, segments, self.quotes)
        self.words = document.text

    def year_at(
        self, position: int, sentence: tuple[int, int], paragraph: Segment, nature: Nature
    ) -> tuple[int | None, Told | None]:
        """The year of the figure at `position`, and how it was told; None where the text does not tell."""
        if self._read[0] != paragraph.start:
            named = [mark for mark in self._read[1] if mark.kind in ("year", "until") and not mark.compared]
            self._last = named[-1] if named else self._last
            self._read = (paragraph.start, self._marks(paragraph.start, paragraph.end))
        stop = bisect_right(self._read[1], position, key=lambda mark: mark.end)
        marks = self._read[1][max(0, stop - _REMEMBERED) : stop]
        mark = self._nearest(marks, position, sentence[0])
        if mark:
            return self._resolve(mark, nature), self._words(mark, sentence)
        if paragraph.headings not in self._headings:
            self._headings[paragraph.headings] = self._heading_year(paragraph)
        if heading := self._headings[paragraph.headings]:
            return heading
        if self.year is not None:
            return self.year, self.told
        if self._last and _GOES_ON.match(self.cleaned, sentence[0]):
            return self._last.year, self._words(self._last)
        return None, None

    def year_of(self, part: Segment) -> tuple[int | None, Told | None]:
        """The year of a segment that does not date itself: its heading's, else the document's."""
        return self._heading_year(part) or (self.year, self.told)

    def _heading_year(self, paragraph: Segment) -> tuple[int | None, Told] | None:
        """The year that the nearest heading above a paragraph names, (None, …) where that names several years.

        What year a title means has been told of the whole document.
        """
        title = "".join(clean(self.told.words).split()) if self.told else ""
        for heading in reversed(paragraph.headings):
            words = clean(heading)
            if "".join(words.split()) in title:
                continue
            span = max(0, paragraph.start - _NEAR), paragraph.start
            if match := _HEADING_YEAR.search(words):
                return _number(match[1]), _told("period.heading", heading, self.words, self.cleaned, span)
            if match := _REPUBLIC_YEAR.search(words):
                return _republic(match[1]), _told("period.heading", heading, self.words, self.cleaned, span)
            if _TERM.search(words):
                return None, _told("period.heading", heading, self.words, self.cleaned, span)
        return None

    def _marks(self, start: int, end: int) -> list[_Mark]:
        found = [
            _Mark(*match.span(), "year", _number(match[1])) for match in _REPORTED.finditer(self.cleaned, start, end)
        ]
        base = self.year if self.year is not None or self._last is None else self._last.year
        for match in _expressions(self.cleaned, start, end):
            # “十一五”期间 begins inside its quotes and is a time all the same.
            if self.quotes.hold(match.start()) and match.lastgroup != "long":
                continue
            mark = _mark(match, base, self.year)
            if mark.kind == "vague" and self.year is not None:
                continue
            before = self.cleaned[max(start, mark.start - 3) : mark.start]
            mark.compared = bool(_COMPARED.search(before))
            mark.once = mark.kind == "relative" and _ONCE.match(self.cleaned, mark.end, end) is not None
            mark.origin = before.rstrip().endswith(("由", "从"))
            if mark.kind == "year" and _UP_TO.search(before):
                mark.kind, mark.until = "until", mark.year
            elif mark.kind == "year" and mark.year != self.year and _SINCE.match(self.cleaned, mark.end, end):
                mark.kind, mark.year = "long", None
            found.append(mark)
            if mark.year is not None and not mark.compared and not mark.origin:
                base = mark.year
        return sorted(found, key=lambda mark: mark.start)

    def _nearest(self, marks: Sequence[_Mark], position: int, sentence: int) -> _Mark | None:
        """The mark that governs `position`: the sentence's last, else the paragraph's subject or (gazetteer) last."""
        for mark in reversed(marks):
            if mark.start < sentence:
                break
            if self._bracketed(mark, sentence, position):
                continue
            if not (mark.compared or mark.origin):
                # 上年同期为301件次，下降11.3%: last year's value stands for itself, what follows is this year's again.
                if mark.once and re.search(r"[，；]", self.cleaned[mark.end : position]):
                    continue
                return mark
            # 为上年931万元的1.38倍, 由1986年的87个增至102个: such a year holds for the number next to it only.
            between = self.cleaned[mark.end : position]
            if _BESIDE.fullmatch(between) and not _CHANGED.search(between):
                return mark
        earlier = [mark for mark in marks if mark.start < sentence and not (mark.compared or mark.origin)]
        if self.year is None:
            last = earlier[-1] if earlier and earlier[-1].kind != "long" else None
            return replace(last, kind="year", year=last.until) if last and last.kind == "span" else last
        # A sentence that opens with a month goes back from the subject's year (2010年度评价) to the report's own.
        subject = next((mark for mark in reversed(earlier) if mark.kind == "subject"), None)
        return subject if subject and not _MONTH.search(self.cleaned, subject.end, position) else None

    def _bracketed(self, mark: _Mark, sentence: int, position: int) -> bool:
        """Whether the mark stands in brackets that have closed again: 党史第二卷（1949—1978年）."""
        opened = self.cleaned.rfind("（", sentence, mark.start)
        if opened <= self.cleaned.rfind("）", sentence, mark.start):
            return False
        return "）" in self.cleaned[mark.end : position] and self.cleaned[opened - 1 : opened] != "年"

    def _resolve(self, mark: _Mark, nature: Nature) -> int | None:
        if mark.kind == "span":
            return None if nature == "flow" else mark.until
        if mark.kind == "until" and nature == "flow" and self.year is None:
            return None
        return mark.year

    def _words(self, mark: _Mark, sentence: tuple[int, int] | None = None) -> Told:
        """What told the year; within the figure's own sentence with the month and day, which date a stock."""
        own = sentence is not None and mark.year is not None and mark.start >= sentence[0]
        day = _DAY.match(self.cleaned, mark.end) if own else None
        end = day.end() if day else mark.end
        return Told(f"period.{mark.kind}", self.words[mark.start : end], mark.start, end)


def _expressions(cleaned: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The expressions of time in ``cleaned[start:end]``."""
    while first := _MAY_BEGIN.search(cleaned, start, end):
        match = _MARKS.match(cleaned, first.start(), end)
        start = match.end() if match else first.end()
        if match:
            yield match


def _mark(match: re.Match[str], base: int | None, annual: int | None) -> _Mark:
    kind = next(name for name in _KINDS if match[name])
    if kind == "span":
        return _Mark(*match.span(), kind, None, until=_number(match["s2"]))
    if kind == "era":
        return _Mark(*match.span(), "year", _republic(match["republic"]))
    if kind == "year":
        return _Mark(*match.span(), "subject" if match["subject"] else "year", _number(match["y"]))
    if kind == "han":
        return _Mark(*match.span(), "year", int(numerals.chinese(match["h"]) or 0))
    if kind in ("long", "vague"):
        return _Mark(*match.span(), kind, None)
    # 今年, 去年 and 明年 are said from the year of an annual report; 同年, 次年 from the year named last.
    origin = annual if annual is not None and match[0] in _FROM_REPORT else base
    return _Mark(*match.span(), "relative", None if origin is None else origin + _OFFSET[kind])


def _republic(text: str) -> int:
    """民国元年 is 1912, 民国二十四年 1935."""
    return 1911 + (1 if text == "元" else int(text) if text.isdigit() else int(numerals.chinese(text) or 1))


def _number(text: str) -> int:
    return int(re.sub(r"\s", "", text))


def document_year(
    document: Document, cleaned: str, segments: Sequence[Segment], quotes: Spans
) -> tuple[int | None, Told | None]:
    """The one year that the document reports on, and how it was told; None for one that spans years."""
    if document.year_told:
        return document.year, document.year_told
    for reader in (_from_metadata, _from_title):
        if found := reader(document, cleaned, segments):
            return found
    if found := _from_body(document, cleaned, segments, quotes):
        return found
    votes = _votes(cleaned, segments, quotes)
    few = sum(weight for weight, _ in votes.values()) < _DATED
    return _from_date(document, cleaned, segments) if few else (None, None)


_Found = tuple[int, Told]
_REMEMBERED = 64
"""So many dates before a figure are looked at."""

_NEAR = 4000
"""A heading is looked for within so many characters before the first paragraph under it that states a figure."""

_OPENING = 200
"""A year that no other year contradicts is the document's where it stands within so many characters of the body."""

_DATED = 2.0
"""A body whose dates weigh less than this does not date itself; the day of publication does then."""


def _from_metadata(document: Document, cleaned: str, segments: Sequence[Segment]) -> _Found | None:
    for segment in _furniture(segments):
        if match := re.search(rf"年度\W{{0,6}}({_Y})", cleaned[segment.start : segment.end]):
            start = segment.start + match.start()
            return _number(match[1]), Told(
                "period.metadata", document.text[start : start + len(match[0])], start, start + len(match[0])
            )
    return None


def _from_title(document: Document, cleaned: str, segments: Sequence[Segment]) -> _Found | None:
    """A title's year; a yearbook and a government's report are of the year before theirs."""
    heads = [segment for segment in segments if segment.kind == "heading"][:2]
    spans = [(segment.start, segment.end) for segment in heads]
    for words in (document.title, *(document.text[start:end].lstrip("# ") for start, end in spans), document.publisher):
        if old := _REPUBLIC_YEAR.search(clean(words)):
            return _republic(old[1]), _told("period.title", words, document.text, cleaned)
        match = re.search(rf"(?<!\d)({_Y})(?!\d|-)", clean(words))
        if not match or _DATED_TITLE.match(clean(words), match.start()):
            continue
        yearbook = "年鉴" in clean(words)
        late = yearbook or "政府工作报告" in clean(words)
        rule = "period.yearbook" if yearbook else "period.report" if late else "period.title"
        return _number(match[1]) - late, _told(rule, words, document.text, cleaned)
    return None


def _told(rule: str, words: str, text: str, cleaned: str, span: tuple[int, int | None] = (0, None)) -> Told:
    """Words of a title, a heading or a publisher, as they stand in that span of the text."""
    start, end = stretched(clean(words), cleaned, span[1], span[0])
    return Told(rule, words.strip() if start < 0 else text[start:end], start, end)


def _from_body(document: Document, cleaned: str, segments: Sequence[Segment], quotes: Spans) -> _Found | None:
    votes = _votes(cleaned, segments, quotes)
    if not votes:
        return None
    year, (weight, start) = max(votes.items(), key=lambda item: (item[1][0], -item[1][1]))
    total = sum(weight for weight, _ in votes.values())
    opening = next((segment for segment in segments if segment.kind == "paragraph"), None)
    alone = len(votes) == 1 and weight >= 1 and opening is not None and start < opening.start + _OPENING
    if not alone and (weight < _DATED or weight < 0.75 * total):
        return None
    return year, Told("period.body", document.text[start : start + 5], start, start + 5)


def _votes(cleaned: str, segments: Sequence[Segment], quotes: Spans) -> dict[int, tuple[float, int]]:
    """year → (weight of its mentions, where it stands first); a year at the head of a paragraph counts most."""
    votes: dict[int, tuple[float, int]] = {}
    for segment in segments:
        heading = segment.headings[-1] if segment.headings else ""
        if segment.kind != "paragraph" or lexicon().plan_sections.search(heading):
            continue
        for match in re.finditer(rf"(?<!\d)({_Y})\s?年(?!代|鉴)", cleaned[segment.start : segment.end]):
            start = segment.start + match.start()
            if _COMPARED.search(cleaned[start - 2 : start]):
                continue
            behind = cleaned[segment.start + match.end() : segment.start + match.end() + 4]
            weight = 0.5 if quotes.hold(start) else _weight(behind, cleaned[segment.start : start].strip())
            year = _number(match[1])
            old, first = votes.get(year, (0.0, start))
            votes[year] = (old + weight, first)
    return {year: vote for year, vote in votes.items() if vote[0]}


def _weight(behind: str, before: str) -> float:
    """How much a mention says of the document's year: most at the head of a paragraph, nothing in a plan."""
    if _PLANNED.match(behind) or before.endswith(("拟于", "将于", "定于")):
        return 0.0
    if _ASIDE.match(behind):
        return 0.3
    if behind.startswith("以"):
        return 0.3
    if behind.startswith("度"):
        return 0.5
    return 1.0 if before and not re.match(r"\s?(?:年?[底末终]|全年)", behind) else 2.0


def _from_date(document: Document, cleaned: str, segments: Sequence[Segment]) -> tuple[int | None, Told | None]:
    """The day of publication, for a report that never names its year."""
    for segment in _furniture(segments):
        words = cleaned[segment.start : segment.end]
        if match := _PUBLISHED.search(words):
            start = segment.start + match.start()
            end = segment.start + match.end()
            return _number(match[1]), Told("period.published", document.text[start:end], start, end)
    for segment in [each for each in segments if each.kind == "heading"][:2]:
        if match := _DATED_TITLE.search(cleaned, segment.start, segment.end):
            start, end = match.span()
            # What is written in January or February reports on the year that is over.
            year = _number(match[1]) - (int(match[2] or match[3]) <= 2)
            return year, Told("period.published", document.text[start:end], start, end)
    return None, None


def _furniture(segments: Sequence[Segment]) -> Iterable[Segment]:
    return (segment for segment in segments if segment.kind == "furniture")
