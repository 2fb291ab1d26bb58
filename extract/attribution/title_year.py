"""The year that a title names, and what it means: yearbooks and governments report on the year before theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.attribution.dated_lines import DATED_TITLE, dated_heads, month
from extract.attribution.years import REPUBLIC_YEAR, YEAR, YEAR_ALONE, YEARS, number, republic, with_digits
from extract.catalogue.lexicon import lexicon
from extract.clean import clean
from extract.models import Document, Segment, Told
from extract.spans import stretched

Found = tuple[int | None, Told]

_YEARS_OF_TITLE = re.compile(rf"(?<!\d){YEAR}\s?(?:[-—–~～]{{1,2}}|至|到)\s?{YEAR}(?![\d-])")
"""大事记（1990—2000）: as a title names the years that a book spans."""

_SPAN_TITLE = re.compile(
    r"“?十[一二三四五六]五”?(?:期间|以来|时期)?(?!规划|计划|纲要|普法)|[三五七八十]年来|五年(?:工作)?(?:综述|总结|回顾|成就)"
)
"""“十四五”工作综述, 五年来…: such a title names no year, and yet several."""

SESSION = 4
"""Until that month congresses are held that hear what was done in the year before."""

_ON_A_YEAR = re.compile(r"工作报告|工作总结|工作汇报|述职")
_TASKS = re.compile(
    rf"^\W{{0,4}}(?:[一二三四五六七八九十]{{1,3}}、|（[一二三四五六七八九十]{{1,3}}）|\d[.、])?\s?({YEAR})年的?[^。，；\n]{{0,8}}"
    r"(?:目标|任务|工作(?:安排|打算|思路|计划|重点|要点|部署|建议|设想))(?![^。，；\n]{0,8}(?:完成|落实|执行|实现|进展|情况|总结|回顾))",
    re.MULTILINE,
)
"""A chapter of a report on what is to be done: 二、2021年工作安排; 2021年主要目标: ….."""


def from_title(document: Document, cleaned: str, segments: Sequence[Segment]) -> Found | None:
    """A title's year, None for several; a yearbook and a government's report are of the year before theirs."""
    heads = [segment for segment in segments if segment.kind == "heading"]
    annals = len({words for each in heads if YEAR_ALONE.match(words := cleaned[each.start : each.end])}) > 1
    heads = [each for each in heads[:2] if not (annals and YEAR_ALONE.match(cleaned, each.start, each.end))]
    plans = lexicon().plan_sections  # 二、1998年的任务 is no title, and of the year to come
    title = clean(document.title).strip()
    told = [(each, cleaned[each.start : each.end].strip()) for each in heads]
    heads = [each for each, words in told if words == title or not plans.search(words)]
    spans = [(segment.start, segment.end) for segment in heads]
    for words in (document.title, *(document.text[start:end].lstrip("# ") for start, end in spans), document.publisher):
        said = with_digits(clean(words))
        if annals and YEAR_ALONE.match(said):
            continue
        if old := REPUBLIC_YEAR.search(said):
            return republic(old[1]), told_of("period.title", words, document.text, cleaned)
        if YEARS.search(said) or _YEARS_OF_TITLE.search(said):
            return None, told_of("period.span", words, document.text, cleaned)
        match = re.search(rf"(?<!\d)({YEAR})(?!\d|-)", said)
        if not match and _SPAN_TITLE.search(said):
            return None, told_of("period.span", words, document.text, cleaned)
        if not match or DATED_TITLE.match(said, match.start()):
            continue
        rule = _rule_of(said, number(match[1]), cleaned, segments)
        return number(match[1]) - (rule != "period.title"), told_of(rule, words, document.text, cleaned)
    return None


def _rule_of(title: str, year: int, cleaned: str, segments: Sequence[Segment]) -> str:
    """What the year of a title means: a yearbook's and a government's report is of the year before.

    Of a report its plan tells better: what has a chapter on the tasks of 2021 reports on 2020, however it is called.
    """
    if "年鉴" in title:
        return "period.yearbook"
    planned = {number(match[1]) for match in _TASKS.finditer(cleaned)} if _ON_A_YEAR.search(title) else set()
    if len(planned) == 1:
        return "period.report" if year in planned else "period.title"
    late = "政府工作报告" in title and not _given_after(year, cleaned, segments)
    return "period.report" if late else "period.title"


def _given_after(year: int, cleaned: str, segments: Sequence[Segment]) -> bool:
    """1993年政府工作报告, given in March 1994: the title names the year that it reports on."""
    written = [match for _, match in dated_heads(cleaned, segments)]
    return any(number(match[1]) == year + 1 and month(match) <= SESSION for match in written)


def told_of(rule: str, words: str, text: str, cleaned: str, span: tuple[int, int | None] = (0, None)) -> Told:
    """Words of a title, a heading or a publisher, as they stand in that span of the text."""
    start, end = stretched(clean(words), cleaned, span[1], span[0])
    if start < 0:  # the years of `cleaned` may have been made digits
        start, end = stretched(with_digits(clean(words)), cleaned, span[1], span[0])
    if start < 0:  # quotation marks are cleaned by what else stands in the text
        start, end = stretched(words, text, span[1], span[0])
    return Told(rule, words.strip() if start < 0 else text[start:end], start, end)
