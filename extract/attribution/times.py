"""Expressions of time: how a text names a year, a span of years or a time without dates, and what year each means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract import numerals
from extract.attribution.years import REPUBLIC, YEAR, number, republic
from extract.catalogue.starts import Starts
from extract.models import Segment, Told

_DASH = r"\s?(?:[-—–~～]{1,2}|至|到|一(?=\s?[12]\d))\s?"
"""Scans read a dash as 一: 1950一1953年."""
_ERAS = (
    "(?:抗美援朝|土地改革|土改|“[三五]反”|“大跃进”|“四清”|伪满|沦陷"
    "|“?[一二三四五六七]五”?(?:计划)?|抗日战争|抗战|解放战争|土地革命|大革命|“?文化大革命”?|“?文革”?|国共合作|建国|解放|民国|合作化|公社化"
    "|[芦卢]沟桥事变|“?七[·.]?七”?事变|“?九[·.]?一八”?事变|西安事变|皖南事变|辛亥革命|北伐(?:战争)?)"
)

_ACTS = (
    "(?:共|先后)?(?:发展|吸收|接收|培训|造林|植树|绿化|捐|慰问|救助|资助|处分|立案|查处|受理|接待|召开|举办|评选|表彰|培养|输送)"
)
"""两年发展党员3447人: what was done in several years that are not named."""

_SINCE = {
    "建国": 1949, "国成立": 1949, "建党": 1921, "建军": 1927, "建团": 1922, "抗战胜利": 1945, "抗日战争胜利": 1945,
    "共产党成立": 1921, "青年团成立": 1922, "共青团成立": 1922,
}  # fmt: skip
"""From which year an anniversary counts: 庆祝建国30周年 is of 1979."""

# Tried in this order at every position; the name says what the year does.
_MARKS = re.compile(
    rf"(?P<span>(?P<s1>{YEAR})\s?年?\s?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:{_DASH}|(?<=\d)(?=\d{{4}}\s?年))(?P<s2>{YEAR})\s?年(?!鉴))"
    rf"|(?P<era>民国\s?(?P<republic>{REPUBLIC})\s?年)"
    rf"|(?P<year>(?P<y>{YEAR})\s?(?:年(?!代|鉴|版)(?:(?P<subject>度)|\s?[底末])?|(?=[）)]|(?:[、和]\s?(?:19|20)\d\d){{1,6}}\s?年)))"
    rf"|(?P<han>(?P<h>[一二][九八〇○零][〇○零一二三四五六七八九]{{2}})年(?!代))"
    r"|(?P<long>(?<![\d年第.])(?:\d{1,2}|[两三四五六七八九十]{1,2}|几|数|多|近)\s?个?\s?年\s?(?:来|间|内|共|合\s?计|累\s?计|以来|里|总)(?!的|最|首|新高)"
    r"|(?<![\d年第.])[两三四五六七八九几数]年中(?=[，全共累])"
    r"|近年来|近几年|历年(?!之[最冠首]|最[高多大]|来?(?:第一|首位|最))|多年来|平均每年|年均|经过?[几数多两三四五六七八九十]{1,2}年的?(?:努力|工作|奋斗|建设)"
    rf"|(?<![\d年第.])[两三四五六七八九十]年(?={_ACTS})"
    r"|自[^，。；\d]{0,14}(?:成立|建立|组建|创建|创办|挂牌|设立|建[区市县院校会站队厂场])以来"
    r"|(?:这|此|同|该)一?(?:期间|时期|阶段)|第[一二三四五六七八九十\d]{1,3}届[^，。；\d]{0,10}期间|(?:本届)?任期内"
    r"|(?:今后|未来)(?:\d|[几三四五六七八九十])年"
    r"|(?:近|(?<!提)前|这|过去|最近)(?:\d{1,2}|[几两三四五六七八九十]{1,3})年|“?(?:十[一二三四五]五|[八九]五)”?(?:时期|期间|以来))"
    r"|(?P<last>上年|去年|上一年|上年度|头年|过去的?一年)|(?P<next>次年|翌年|第二年|来年|(?<![昆三])明年(?![末底内鉴]))|(?P<before_last>前年)"
    r"|(?P<same>同年|是年|当年|该年|今年|本年)"
    rf"|(?P<anniversary>(?P<event>{'|'.join(_SINCE)})\s?(?P<nth>\d{{2,3}}|[一二三四五六七八九]?十[一二三四五六七八九]?)\s?周年)"
    rf"|(?P<vague>此后|(?:[一二三四五六七八九]十|[1-9]0)年代|{_ERAS}(?:时期|期间|以后|以来|初期|前后|前夕|爆发|前|后|中))"
    r"|(?P<running>(?<=[。；，\n])(?P<r>[1-3]?\d|[二三]?十[一二三四五六七八九]?)年(?:度|(?=[，（春夏秋冬初底末]|\d{1,2}月)))"
)

_HAN = "两三四五六七八九十"
_STARTS = Starts(
    {
        "12": r"\s?\d\s?\d\s?\d",
        rf"\d{_HAN}几数多近": rf"[\d{_HAN}]?\s?个?\s?年",
        "是同当该今本去历次翌来明前头": "年",
        "一二": "[九八〇○零]",
        "二三": "十[一二三四五六七八九]?年",
        "一二三四五六七八九1-9": "[十0]年",
        "一二三四五六七十八九": "[一二三四五]?五",
        "近前这": rf"[\d几{_HAN}]",
        "年平": "均",
        "自": "[\u4e00-\u9fff]",
        "经": rf"过?[几数多{_HAN}]",
        "今": rf"后[\d几{_HAN}]",
        "未": "来",
        "任": "期内",
        "上": "一?年",
        "过": "去",
        "最": "近",
        "第": rf"(?:二年|[一\d{_HAN}]{{1,3}}届)",
        "此同该这": "一?[期时阶后]",
        "“": "[一二三四五六七十八九文大]",
        "建民": "[国党军团]",
        "大文": "[革跃]",
        "抗": "[日战美]",
        "共": "[产青][党团]",
        "青": "年团",
        "解": "放",
        "土": "地",
        "文": "化",
        "国": "[共成]",
        "合": "作",
        "公": "社",
        "伪沦": "[满陷]",
        "芦卢": "沟",
        "西皖": "[安南]",
        "辛北": "[亥伐]",
        "七九": "[七一·.]",
    },
    r"\d\s年月日个代至到一~～\-—–）)、和",
)
"""Where an expression of time may begin: only there the pattern above is tried."""
_KINDS = (
    "span", "era", "year", "han", "anniversary", "long", "last", "next", "before_last", "same", "vague", "running",
)  # fmt: skip
_FROM_REPORT = frozenset(("今年", "本年", "去年", "明年", "来年", "前年", "过去一年", "过去的一年"))
_SAID_NOW = frozenset(("今年", "去年", "明年", "前年", "过去一年", "过去的一年"))
"""Said from the day of writing: in a document that tells no such day they name no year."""
_LAST = frozenset(("上年", "上年度", "上一年"))
_BEFORE_ERA, _LAST_OF_ERA, _NO_ERA = 1911, 38, 99
"""The years of the Republic count from 1911, and are written so until its 38th, 1949."""
OFFSET = {"last": -1, "next": 1, "before_last": -2, "same": 0}


@dataclass(slots=True)
class Mark:
    """One expression of time; `year` None where it spans several years.

    `told_here` and `told_elsewhere` are how it is quoted by figures of its own sentence and by others, once one asked.
    """

    start: int
    end: int
    kind: str
    year: int | None
    until: int | None = None
    compared: bool = False
    origin: bool = False
    once: bool = False
    told_here: Told | None = None
    told_elsewhere: Told | None = None

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    def read_as(self, kind: str, year: int | None, until: int | None) -> Mark:
        """The same expression, read in another way and not yet quoted."""
        return replace(self, kind=kind, year=year, until=until, told_here=None, told_elsewhere=None)


def expressions(cleaned: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The expressions of time in ``cleaned[start:end]``.

    Behind a year of the Republic the next ones go without its name: 民国17年…。26年，….
    """
    era = _NO_ERA
    for place in _STARTS.places(cleaned, start, end):
        match = _MARKS.match(cleaned, place, end) if place >= start else None
        if match is None:
            continue
        start = match.end()
        if match["running"]:
            if not era <= (own := republic(match["r"]) - _BEFORE_ERA) <= _LAST_OF_ERA:
                continue
            era = own
        elif match["era"]:
            era = republic(match["republic"]) - _BEFORE_ERA
        elif match["year"] and number(match["y"]) > _BEFORE_ERA + _LAST_OF_ERA:
            era = _NO_ERA
        yield match


def mark_of(match: re.Match[str], base: int | None, now: int | None, before: int | None) -> Mark:
    """The mark that an expression makes; `base` is the year named last, `now` the one in which 今年 is said,
    `before` the one that 上年 goes back from; the last two None where the document is of no one year.
    """
    start, end = match.span()
    kind = next(name for name in _KINDS if match[name])
    if kind == "span" and number(match["s1"]) == number(match["s2"]):  # 1985年1月至1985年9月
        return Mark(start, end, "year", number(match["s2"]))
    if kind == "span":
        return Mark(start, end, kind, None, until=number(match["s2"]))
    if kind == "era":
        return Mark(start, end, "year", republic(match["republic"]))
    if kind == "running":
        return Mark(start, end, "year", republic(match["r"]))
    if kind == "year":
        return Mark(start, end, "subject" if match["subject"] else "year", number(match["y"]))
    if kind == "han":
        return Mark(start, end, "year", int(numerals.chinese(match["h"]) or 0))
    if kind == "anniversary":
        nth = match["nth"] if match["nth"].isdigit() else numerals.chinese(match["nth"])
        return Mark(start, end, "year", _SINCE[match["event"]] + int(nth or 0))
    if kind in ("long", "vague"):
        return Mark(start, end, kind, None)
    # 今年, 去年 and 明年 are said from the year of an annual report; 同年, 次年 from the year named last.
    origin = before if match[0] in _LAST else now if match[0] in _FROM_REPORT else None
    origin = base if origin is None and match[0] not in _SAID_NOW else origin
    return Mark(start, end, "relative", None if origin is None else origin + OFFSET[kind])


_TERM_OPENS = re.compile(r"\W*(?:这|过去|近)?[几两三四五]年(?:来|间|里)?，|\W*“?十[一二三四五]五”?(?:时期|期间)，")
_TERM_ENDS = re.compile(r"\W*(?:一年来|过去一年|去年|今年|各位代表|\d{4}年|[^，。；]{0,8}(?:不足|问题|困难|短板))")
"""In a government's report: what a paragraph that opens so begins, of several years or of one."""
_RUN_IN = 9
"""The level of a paragraph's first words that name its matter (改革开放走深走实。): with them no term ends."""
_TERM_WITHIN = re.compile(r"(?<=[。；])(?:[这过去近]{0,2}[三四五]年(?:来|间)?|[三四五]年里)，")
_ONE_YEAR = re.compile(rf"{YEAR}年|今年|去年|一年来|全年")
"""A paragraph that sums up several years in one of its sentences, and names no year, is of those years as a whole."""


def terms(cleaned: str, segments: Sequence[Segment]) -> dict[int, tuple[int, int]]:
    """Where paragraphs begin that tell of several years → the words that say so, in the last paragraph that has any."""
    found: dict[int, tuple[int, int]] = {}
    opened: tuple[int, int] | None = None
    for segment in segments:
        if match := _TERM_OPENS.match(cleaned, segment.start, segment.end):
            opened = match.span()
        elif segment.kind == "heading" and segment.level == _RUN_IN:
            if opened and "几" in cleaned[slice(*opened)]:  # 近几年，债务化解取得突破。社会保障加大投入。…
                opened = None
        elif segment.kind == "heading" or _TERM_ENDS.match(cleaned, segment.start, segment.end):
            opened = None
        elif (
            (within := _TERM_WITHIN.search(cleaned, segment.start, segment.end))
            and not opened
            and not _ONE_YEAR.search(cleaned, segment.start, segment.end)
        ):
            found[segment.start] = within.span()
        if opened:
            found[segment.start] = opened
    return found
