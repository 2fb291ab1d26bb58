"""The one year that a document reports on: its title's, its publisher's, or the one that most of its dates name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.attribution.dated_lines import HEAD, MEETING, dated_foot, dated_heads, month
from extract.attribution.period_words import FOUNDED_IN
from extract.attribution.said_in import dateline
from extract.attribution.title_year import SESSION, Found, from_title
from extract.attribution.years import COMPARED, YEAR, number, with_digits
from extract.catalogue.lexicon import announces
from extract.models import Document, Segment, Told
from extract.spans import Spans

_NAMED_YEAR = re.compile(r"((?:1(?<!\d1)\s?[5-9]|2(?<!\d2)\s?0)\s?\d\s?\d)\s?年(?!代|鉴)")
"""A year, whose first digit comes first here, since the matcher looks for that fast."""
_PLANNED = re.compile(
    r"^\s?(?:的?(?:工作|主要|初步|重点|总体|提案|党建)*(?:打算|安排|要点|思路|设想|计划(?!完成))|拟|力争|将|目标|要求"
    r"|，?[^，。；]{0,12}(?:将(?!近|军)|拟|计划|力争|工作要(?!求|点|闻)))"
)
_SINCE = re.compile(r"(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?日)?[^，；。\d]{0,14}以来")
"""自2005年成立以来: what a body counts from is not the year that it reports on."""
_RELEASED = re.compile(r"\s?\d{1,2}\s?月\s?\d{1,2}\s?日，[^，。]{0,12}(?:发布|公布|对外)")
"""2026年6月30日，中共中央组织部发布…: the day of the release, not of what is released."""
_ASIDE = re.compile(r"\s?(?:的|为|是|仅|同期|相应|分别|则)+\s?\d")
_ALL_OF_IT = re.compile(r"\s?(?:年?[底末终]|全年)")
_PUBLISHED = re.compile(
    rf"(?:(?:发布|时间|日期|成文|发表)[^0-9]{{0,8}}|^\W*)({YEAR})[-./年]\d{{1,2}}(?:[-./月]\d{{1,2}}日?)?"
)

_POSTED = re.compile(
    rf"(?:发布|发表|刊发|更新|上传)(?:日期|时间)?[于:：]?\s?({YEAR})[-./年]\d{{1,2}}[-./月]"
    rf"|(?<![\d-])({YEAR})[-./年]\d{{1,2}}[-./月]\d{{1,2}}日?\s*(?:\d{{1,2}}:\d\d(?::\d\d)?)?\W{{0,4}}(?:来源|作者|编辑|责任编辑|字号|浏览|点击|阅读)"
)
_FRONT = 8
"""Among so many first lines a web page tells when it was posted, a forum between its own title and the text's."""

_EVENT = re.compile(
    rf"(?<![\d-])({YEAR})(?:[·•]|年度?)?(?!\d|年)[\u4e00-\u9fff]{{2,16}}(?:论坛|峰会|博览会|展览会|[大联邀锦标]赛|马拉松|文化节|艺术节|年会)"
)
"""An event that bears its year in its name."""

_ON_THAT_DAY = re.compile(r"\s?\d{1,2}\s?日(?:[，、至—]|[上下中]午|晚)|\s?\d{0,2}\s?日?\s*\d{1,2}:\d\d")
"""Behind year and month: news, whose day is that of what happened (2018年1月24日，区红十字会举行…), or its minute."""

_LAST_YEAR = re.compile(r"去年|过去的?一年")

_REPORT = re.compile(r"(?:委员会|人大|政协|法院|检察院|工会|妇联|共青团|党委|政府|公署|行署)[^，。]{0,6}工作报告")
_SPEECH = re.compile(r"讲话|发言|致辞")
_OFTEN = 3

_SPAN = 12
_SPANS = re.compile(rf"({YEAR})\s?年?(?:\s?\d{{1,2}}\s?月)?\s?(?:[-—–~～]{{1,2}}|至|到)\s?\Z")
_SPANNED = re.compile(rf"(?:\s?\d{{1,2}}\s?月)?\s?(?:[-—–~～]{{1,2}}|至|到)\s?({YEAR})\s?年")
"""What stands before the last year of a span, within so many characters, and behind its first."""

_BEFORE = 100
"""So many characters before a year say whether it opens its paragraph; whole paragraphs would take quadratic time."""

_BEHIND = 20
"""So many characters behind a year say what is said of it: 2016年，市妇联计划新建…."""

_OPENING = 200
"""A year that no other year contradicts is the document's where it stands within so many characters of the body."""

_SAID_NOW = re.compile(r"今年(?!后)|近日|日前")
"""In a text that bears the day of its writing: it reports on that day's year, whatever years it looks back to."""

_ISSUE = re.compile(r"第\s?\d{1,2}\s?期")
_ISSUED = 24
"""Behind a year so many characters say that it is a journal's."""

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
    for reader in (_from_metadata, from_title, _from_speech):
        if found := reader(document, cleaned, segments):
            return _before_issue(found, document, cleaned, segments, quotes) or found
    votes = _votes(cleaned, segments, quotes)
    if found := _from_body(document, segments, votes):
        return found
    if found := _from_opening(document, segments, votes):
        return found
    if found := _from_dateline(document, cleaned):
        return found
    few = sum(weight for weight, _ in votes.values()) < _DATED or _SAID_NOW.search(cleaned) is not None
    dated = _from_date(document, cleaned, segments) if few else (None, None)
    return dated if dated[0] or votes else _from_event(document, cleaned)


def _from_metadata(document: Document, cleaned: str, segments: Sequence[Segment]) -> Found | None:
    for segment in _furniture(segments):
        if match := re.search(rf"(?:年度|期次|刊期)\W{{0,8}}({YEAR})", cleaned[segment.start : segment.end]):
            start = segment.start + match.start()
            return number(match[1]), Told(
                "period.metadata", document.text[start : start + len(match[0])], start, start + len(match[0])
            )
    return None


def _before_issue(
    found: Found, document: Document, cleaned: str, segments: Sequence[Segment], quotes: Spans
) -> Found | None:
    """The year before that of a journal's issue, where the text is on that: 2022年第7期 … 截至2021年底，全国党员…."""
    issued, told = found
    if issued is None or not _ISSUE.search(document.text, told.start, told.end + _ISSUED):
        return None
    body = _from_body(document, segments, _votes(cleaned, segments, quotes))
    if body and body[0] == issued - 1:
        return body
    opening = next((segment for segment in segments if segment.kind == "paragraph"), None)
    match = _NAMED_YEAR.search(cleaned, opening.start, opening.start + _FIRST) if opening else None
    if match is None or number(match[1]) != issued - 1 or not cleaned.startswith("以来", match.end()):
        return None
    return issued - 1, Told("period.body", document.text[slice(*match.span())], *match.span())


def _from_body(document: Document, segments: Sequence[Segment], votes: dict[int, tuple[float, int]]) -> Found | None:
    spans = {-year: vote for year, vote in votes.items() if year < 0}
    votes, total = _single(votes), sum(weight for weight, _ in votes.values())
    if not votes:
        return None
    year, (weight, start) = max(votes.items(), key=lambda item: (item[1][0], -item[1][1]))
    if year in spans and spans[year][1] > start:  # 2018年，…。2014—2018年五年间: it looks back from the year it is of
        total -= spans.pop(year)[0]
    opening = next((segment for segment in segments if segment.kind == "paragraph"), None)
    alone = len(votes) == 1 and not spans and weight >= 1 and opening is not None and start < opening.start + _OPENING
    if not alone and (weight < _DATED or weight < 0.75 * total):
        return None
    return year, Told("period.body", document.text[start : start + 5], start, start + 5)


def _from_opening(document: Document, segments: Sequence[Segment], votes: dict[int, tuple[float, int]]) -> Found | None:
    """The year that the body begins with, where it names only earlier ones besides, and those less often.

    An entry of a yearbook looks back; annals and gazetteers begin with what was first.
    """
    opening = next((segment for segment in segments if segment.kind == "paragraph"), None)
    votes = _single(votes)
    if opening is None or not votes:
        return None
    year, (weight, start) = max(votes.items())
    first = start < opening.start + _FIRST and all(start <= other for _, other in votes.values())
    if len(votes) < 2 or not first or weight < _DATED or weight < sum(vote for vote, _ in votes.values()) / 2:
        return None
    return year, Told("period.body", document.text[start : start + 5], start, start + 5)


def _from_dateline(document: Document, cleaned: str) -> Found | None:
    """Of news that names no year of its own besides: that of the day from which it tells (榆林日报2024年4月13日讯)."""
    match = dateline(cleaned)
    if match is None or int(match["month"]) <= 2:  # in the first months news tells of the year that is over
        return None
    return number(match[1]), Told("period.published", document.text[slice(*match.span())], *match.span())


def _votes(cleaned: str, segments: Sequence[Segment], quotes: Spans) -> dict[int, tuple[float, int]]:
    """year → (weight of its mentions, where it stands first); a year at the head of a paragraph counts most.

    The last year of a span does not speak for itself: 1984～1985年 is a mention of several years, kept as -1985.
    """
    votes: dict[int, tuple[float, int]] = {}
    dated = (*dated_heads(cleaned, segments), *dated_foot(cleaned, segments))
    heads = {segment.start for segment, _ in dated}
    for segment in segments:
        heading = segment.headings[-1] if segment.headings else ""
        if segment.kind != "paragraph" or announces(heading) or segment.start in heads:
            continue
        for match in _NAMED_YEAR.finditer(cleaned[segment.start : segment.end]):
            start = segment.start + match.start()
            if COMPARED.search(cleaned[start - 2 : start]):
                continue
            behind = cleaned[segment.start + match.end() : segment.start + match.end() + _BEHIND]
            before = cleaned[max(segment.start, start - _BEFORE) : start].strip()
            weight = 0.5 if quotes.hold(start) else _weight(behind, before)
            year = number(match[1])
            since = _SPANS.search(cleaned, max(segment.start, start - _SPAN), start)
            until = _SPANNED.match(cleaned, segment.start + match.end())
            if any(other and number(other[1]) != year for other in (since, until)):
                year = -max(year, number(until[1]) if until else year)
            old, first = votes.get(year, (0.0, start))
            votes[year] = (old + weight, first)
    return {year: vote for year, vote in votes.items() if vote[0]}


def _single(votes: dict[int, tuple[float, int]]) -> dict[int, tuple[float, int]]:
    """The votes without those of spans."""
    return {year: vote for year, vote in votes.items() if year > 0}


def _weight(behind: str, before: str) -> float:
    """How much a mention says of the document's year: most at the head of a paragraph, nothing in a plan."""
    if (before.endswith(("自", "从")) and _SINCE.match(behind)) or FOUNDED_IN.search(before):
        return 0.0
    if before.endswith("刚刚过去的"):
        return _DATED
    if _PLANNED.match(behind) or before.endswith(("拟于", "将于", "定于")):
        return 0.0
    if _RELEASED.match(behind):
        return 0.0
    if _ASIDE.match(behind):
        return 0.3
    if behind.startswith("以"):
        return 0.3
    if behind.startswith("度"):
        return 0.5
    return 1.0 if before and not _ALL_OF_IT.match(behind) else 2.0


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
        match = _POSTED.search(cleaned, segment.start, segment.end) if segment.end - segment.start <= HEAD else None
        if match:
            told = Told("period.published", document.text[slice(*match.span())], *match.span())
            return number(match[1] or match[2]), told
    for _, match in [*dated_heads(cleaned, segments), *dated_foot(cleaned, segments)]:
        start, end = match.span()
        # What is written in January or February reports on the year that is over, unless it tells of that very day.
        year = number(match[1]) - (month(match) <= 2 and not _ON_THAT_DAY.match(cleaned, match.end()))
        return year, Told("period.published", document.text[start:end], start, end)
    return None, None


def _span(segment: Segment) -> tuple[int, int]:
    return segment.start, segment.end


def _from_speech(document: Document, cleaned: str, segments: Sequence[Segment]) -> Found | None:
    """A speech of the first months whose headings say 去年: it reports on the year before its date.

    So does the report of a standing committee, a court … that was given to a congress in those months.
    """
    for segment, match in dated_heads(cleaned, segments):
        if _REPORT.search(document.title) and month(match) <= SESSION and MEETING.search(cleaned, *_span(segment)):
            start, end = _span(segment)
            return number(match[1]) - 1, Told("period.report", document.text[start:end], start, end)
    headed = any(_LAST_YEAR.search(cleaned, each.start, each.end) for each in segments if each.kind == "heading")
    if not headed and not (_SPEECH.search(document.title) and _looks_back(cleaned)):
        return None
    for _, match in dated_heads(cleaned, segments):
        if month(match) <= 6:
            year = number(match[1]) - 1
            return year, Told("period.last_year", document.text[slice(*match.span())], *match.span())
    return None


def _looks_back(cleaned: str) -> bool:
    """Whether a speech tells more of 去年 than of 今年."""
    return cleaned.count("去年") >= max(_OFTEN, 2 * cleaned.count("今年"))


def _furniture(segments: Sequence[Segment]) -> Iterable[Segment]:
    return (segment for segment in segments if segment.kind == "furniture")
