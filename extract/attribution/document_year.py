"""The one year that a document reports on: its title's, its publisher's, or the one that most of its dates name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract import numerals
from extract.attribution.years import COMPARED, REPUBLIC_YEAR, YEAR, YEAR_ALONE, YEARS, number, republic, with_digits
from extract.catalogue.lexicon import lexicon
from extract.clean import clean
from extract.models import Document, Segment, Told
from extract.spans import Spans, stretched

_NAMED_YEAR = re.compile(r"((?:1(?<!\d1)\s?[5-9]|2(?<!\d2)\s?0)\s?\d\s?\d)\s?年(?!代|鉴)")
"""A year, whose first digit comes first here, since the matcher looks for that fast."""
_YEARS_OF_TITLE = re.compile(rf"(?<!\d){YEAR}\s?(?:[-—–~～]{{1,2}}|至|到)\s?{YEAR}(?![\d-])")
"""大事记（1990—2000）: as a title names the years that a book spans."""

_DATED_TITLE = re.compile(
    rf"(?<!\d)({YEAR})(?:年\s?(\d{{1,2}}|[一二三四五六七八九]|十[一二]?)\s?月|[-./](\d{{1,2}})[-./]\d)"
)
"""A title's day or month is when the text was written."""
_PLANNED = re.compile(
    r"^\s?(?:计划|拟|打算|力争|要点|将|目标|要求|安排|，?[^，。；]{0,12}(?:将(?!近|军)|拟|计划|力争))"
)
_ASIDE = re.compile(r"\s?(?:的|为|是|仅|同期|相应|分别|则)+\s?\d")
_PUBLISHED = re.compile(
    rf"(?:(?:发布|时间|日期|成文|发表)[^0-9]{{0,8}}|^\W*)({YEAR})[-./年]\d{{1,2}}(?:[-./月]\d{{1,2}}日?)?"
)

_POSTED = re.compile(rf"(?:发布|发表|刊发|更新|上传)(?:日期|时间)?[于:：]?\s?({YEAR})[-./年]\d{{1,2}}[-./月]")
_FRONT = 8
"""Among so many first lines a web page tells when it was posted, a forum between its own title and the text's."""

_Found = tuple[int | None, Told]

_FOOT = re.compile(
    rf"\W*({YEAR})(?:年\s?(\d{{1,2}}|[一二三四五六七八九]|十[一二]?)\s?月|[-./](\d{{1,2}})[-./])[\d一二三四五六七八九十]{{1,3}}\s?日?\W*$"
)
_FOOT_LINES = 2
_HEAD_LINES = 4
_HEAD = 60
"""Among so many first lines of the document, those of at most so many characters may bear the date of its writing."""

_EVENT = re.compile(
    rf"(?<![\d-])({YEAR})(?:[·•]|年度?)?(?!\d|年)[\u4e00-\u9fff]{{2,16}}(?:论坛|峰会|博览会|展览会|[大联邀锦标]赛|马拉松|文化节|艺术节|年会)"
)
"""An event that bears its year in its name."""

_ON_THAT_DAY = re.compile(r"\s?\d{1,2}\s?日(?:[，、至—]|[上下中]午|晚)")
"""Behind year and month: news, whose day is that of what happened (2018年1月24日，区红十字会举行…)."""

_LAST_YEAR = re.compile(r"去年|过去的?一年")

_REPORT = re.compile(
    r"(?:委员会|人大|政协|法院|检察院|工会|妇联|共青团|党委|政府|公署|行署)[^，。]{0,6}工作报告"
)
_MEETING = re.compile(r"在.{2,40}(?:会议|大会|全会|全委会)上?")
_SESSION = 4
"""Until that month congresses are held that hear what was done in the year before."""

_SEVERAL = 0
"""In place of a year: a span of them."""
_SPAN = 12
_SPANS = re.compile(rf"({YEAR})\s?年?(?:\s?\d{{1,2}}\s?月)?\s?(?:[-—–~～]{{1,2}}|至|到)\s?\Z")
_SPANNED = re.compile(rf"(?:\s?\d{{1,2}}\s?月)?\s?(?:[-—–~～]{{1,2}}|至|到)\s?({YEAR})\s?年")
"""What stands before the last year of a span, within so many characters, and behind its first."""

_BEFORE = 100
"""So many characters before a year say whether it opens its paragraph; whole paragraphs would take quadratic time."""

_OPENING = 200
"""A year that no other year contradicts is the document's where it stands within so many characters of the body."""

_SAID_NOW = re.compile(r"今年(?!后)|近日|日前")
"""In a text that bears the day of its writing: it reports on that day's year, whatever years it looks back to."""

_FIRST = 40
"""So far into the body its first year stands, behind a heading of its own, at the most."""

_DATED = 2.0
"""A body whose dates weigh less than this does not date itself; the day of publication does then."""


def document_year(
    document: Document, cleaned: str, segments: Sequence[Segment], quotes: Spans
) -> tuple[int | None, Told | None]:
    """The one year that the document reports on, and how it was told; None for one that spans years."""
    if document.year_told:  # a person has said it
        return document.year, document.year_told
    cleaned = with_digits(cleaned)
    for reader in (_from_metadata, _from_title, _from_speech):
        if found := reader(document, cleaned, segments):
            return found
    if found := _from_body(document, cleaned, segments, quotes):
        return found
    votes = _votes(cleaned, segments, quotes)
    if found := _from_opening(document, segments, votes):
        return found
    few = sum(weight for weight, _ in votes.values()) < _DATED or _SAID_NOW.search(cleaned) is not None
    dated = _from_date(document, cleaned, segments) if few else (None, None)
    return dated if dated[0] or votes else _from_event(document, cleaned)


def _from_metadata(document: Document, cleaned: str, segments: Sequence[Segment]) -> _Found | None:
    for segment in _furniture(segments):
        if match := re.search(rf"年度\W{{0,6}}({YEAR})", cleaned[segment.start : segment.end]):
            start = segment.start + match.start()
            return number(match[1]), Told(
                "period.metadata", document.text[start : start + len(match[0])], start, start + len(match[0])
            )
    return None


def _from_title(document: Document, cleaned: str, segments: Sequence[Segment]) -> _Found | None:
    """A title's year, None for several; a yearbook and a government's report are of the year before theirs."""
    heads = [segment for segment in segments if segment.kind == "heading"]
    annals = len({words for each in heads if YEAR_ALONE.match(words := cleaned[each.start : each.end])}) > 1
    heads = [each for each in heads[:2] if not (annals and YEAR_ALONE.match(cleaned, each.start, each.end))]
    spans = [(segment.start, segment.end) for segment in heads]
    for words in (document.title, *(document.text[start:end].lstrip("# ") for start, end in spans), document.publisher):
        said = with_digits(clean(words))
        if old := REPUBLIC_YEAR.search(said):
            return republic(old[1]), told_of("period.title", words, document.text, cleaned)
        if YEARS.search(said) or _YEARS_OF_TITLE.search(said):
            return None, told_of("period.span", words, document.text, cleaned)
        match = re.search(rf"(?<!\d)({YEAR})(?!\d|-)", said)
        if not match or _DATED_TITLE.match(said, match.start()):
            continue
        yearbook = "年鉴" in said
        late = yearbook or "政府工作报告" in said
        rule = "period.yearbook" if yearbook else "period.report" if late else "period.title"
        return number(match[1]) - late, told_of(rule, words, document.text, cleaned)
    return None


def told_of(rule: str, words: str, text: str, cleaned: str, span: tuple[int, int | None] = (0, None)) -> Told:
    """Words of a title, a heading or a publisher, as they stand in that span of the text."""
    start, end = stretched(clean(words), cleaned, span[1], span[0])
    if start < 0:  # the years of `cleaned` may have been made digits
        start, end = stretched(with_digits(clean(words)), cleaned, span[1], span[0])
    return Told(rule, words.strip() if start < 0 else text[start:end], start, end)


def _from_body(document: Document, cleaned: str, segments: Sequence[Segment], quotes: Spans) -> _Found | None:
    votes = _votes(cleaned, segments, quotes)
    total, several = sum(weight for weight, _ in votes.values()), votes.pop(_SEVERAL, None)
    if not votes:
        return None
    year, (weight, start) = max(votes.items(), key=lambda item: (item[1][0], -item[1][1]))
    opening = next((segment for segment in segments if segment.kind == "paragraph"), None)
    alone = len(votes) == 1 and not several and weight >= 1 and opening is not None and start < opening.start + _OPENING
    if not alone and (weight < _DATED or weight < 0.75 * total):
        return None
    return year, Told("period.body", document.text[start : start + 5], start, start + 5)


def _from_opening(
    document: Document, segments: Sequence[Segment], votes: dict[int, tuple[float, int]]
) -> _Found | None:
    """The year that the body begins with, where it names only earlier ones besides, and those less often.

    An entry of a yearbook looks back; annals and gazetteers begin with what was first.
    """
    opening = next((segment for segment in segments if segment.kind == "paragraph"), None)
    votes = {year: vote for year, vote in votes.items() if year != _SEVERAL}
    if opening is None or not votes:
        return None
    year, (weight, start) = max(votes.items())
    first = start < opening.start + _FIRST and all(start <= other for _, other in votes.values())
    if len(votes) < 2 or not first or weight < _DATED or weight < sum(vote for vote, _ in votes.values()) / 2:
        return None
    return year, Told("period.body", document.text[start : start + 5], start, start + 5)


def _votes(cleaned: str, segments: Sequence[Segment], quotes: Spans) -> dict[int, tuple[float, int]]:
    """year → (weight of its mentions, where it stands first); a year at the head of a paragraph counts most.

    The last year of a span does not speak for itself: 1984～1985年 is a mention of several years.
    """
    votes: dict[int, tuple[float, int]] = {}
    dated = (*_dated_heads(cleaned, segments), *_dated_foot(cleaned, segments))
    heads = {segment.start for segment, _ in dated}
    for segment in segments:
        heading = segment.headings[-1] if segment.headings else ""
        if segment.kind != "paragraph" or lexicon().plan_sections.search(heading) or segment.start in heads:
            continue
        for match in _NAMED_YEAR.finditer(cleaned[segment.start : segment.end]):
            start = segment.start + match.start()
            if COMPARED.search(cleaned[start - 2 : start]):
                continue
            behind = cleaned[segment.start + match.end() : segment.start + match.end() + 4]
            before = cleaned[max(segment.start, start - _BEFORE) : start].strip()
            weight = 0.5 if quotes.hold(start) else _weight(behind, before)
            year = number(match[1])
            since = _SPANS.search(cleaned, max(segment.start, start - _SPAN), start)
            until = _SPANNED.match(cleaned, segment.start + match.end())
            if any(other and number(other[1]) != year for other in (since, until)):
                year = _SEVERAL
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


def _from_event(document: Document, cleaned: str) -> tuple[int | None, Told | None]:
    """The year in the name of an event (2025·某地发展论坛), in a text that names no other."""
    found = {number(match[1]): match for match in _EVENT.finditer(cleaned)}
    if len(found) != 1:
        return None, None
    (year, match), *_ = found.items()
    return year, Told("period.body", document.text[slice(*match.span())], *match.span())


def _from_date(document: Document, cleaned: str, segments: Sequence[Segment]) -> tuple[int | None, Told | None]:
    """The day of publication, for a report that never names its year."""
    for segment in _furniture(segments):
        words = cleaned[segment.start : segment.end]
        if match := _PUBLISHED.search(words):
            start = segment.start + match.start()
            end = segment.start + match.end()
            return number(match[1]), Told("period.published", document.text[start:end], start, end)
    for segment in segments[:_FRONT]:
        match = _POSTED.search(cleaned, segment.start, segment.end) if segment.end - segment.start <= _HEAD else None
        if match:
            return number(match[1]), Told("period.published", document.text[slice(*match.span())], *match.span())
    for _, match in [*_dated_heads(cleaned, segments), *_dated_foot(cleaned, segments)]:
        start, end = match.span()
        # What is written in January or February reports on the year that is over, unless it tells of that very day.
        year = number(match[1]) - (_month(match) <= 2 and not _ON_THAT_DAY.match(cleaned, match.end()))
        return year, Told("period.published", document.text[start:end], start, end)
    return None, None


def _dated_heads(cleaned: str, segments: Sequence[Segment]) -> Iterator[tuple[Segment, re.Match[str]]]:
    """The first lines that bear the day or the month of writing: a title (2006年9月), a dateline."""
    headings = [segment for segment in segments if segment.kind == "heading"][:2]
    for segment in sorted({*headings, *segments[:_HEAD_LINES]}, key=lambda each: each.start):
        if segment.kind == "furniture" or segment.end - segment.start > _HEAD:
            continue
        if match := _DATED_TITLE.search(cleaned, segment.start, segment.end):
            yield segment, match


def _dated_foot(cleaned: str, segments: Sequence[Segment]) -> Iterator[tuple[Segment, re.Match[str]]]:
    """The last lines of a text, where one of them is the day of its writing and nothing else."""
    for segment in segments[-_FOOT_LINES:]:
        if segment.end - segment.start <= _HEAD and (match := _FOOT.match(cleaned, segment.start, segment.end)):
            yield segment, match


def _span(segment: Segment) -> tuple[int, int]:
    return segment.start, segment.end


def _month(match: re.Match[str]) -> int:
    """The month of a day of writing, in digits or in Chinese numerals."""
    written = match[2] or match[3]
    return int(written) if written.isdigit() else int(numerals.chinese(written) or 1)


def _from_speech(document: Document, cleaned: str, segments: Sequence[Segment]) -> _Found | None:
    """A speech of the first months whose headings say 去年: it reports on the year before its date.

    So does the report of a standing committee, a court … that was given to a congress in those months.
    """
    for segment, match in _dated_heads(cleaned, segments):
        if _REPORT.search(document.title) and _month(match) <= _SESSION and _MEETING.search(cleaned, *_span(segment)):
            start, end = _span(segment)
            return number(match[1]) - 1, Told("period.report", document.text[start:end], start, end)
    if not any(_LAST_YEAR.search(cleaned, each.start, each.end) for each in segments if each.kind == "heading"):
        return None
    for _, match in _dated_heads(cleaned, segments):
        if _month(match) <= 6:
            year = number(match[1]) - 1
            return year, Told("period.last_year", document.text[slice(*match.span())], *match.span())
    return None


def _furniture(segments: Sequence[Segment]) -> Iterable[Segment]:
    return (segment for segment in segments if segment.kind == "furniture")


def is_of_year_before(told: Told, year: int | None) -> bool:
    """Whether what told the year is the writing of the year after, from which 今年 and 去年 are said."""
    if told.rule == "period.published":
        written = re.search(YEAR, with_digits(clean(told.words)))
        return written is not None and year == number(written[0]) - 1
    return told.rule in ("period.report", "period.last_year")
