"""Over which part of its year a figure holds: 1至6月, 上半年, 截至6月底, 春节期间; a stock at which day.

Months and days are written ``MM-DD``, so that they compare as words do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.catalogue.starts import Starts
from extract.models import Document, Nature, Segment, Told
from extract.spans import Spans

Interval = tuple[str, str]
"""First and last day; ("", "") where the text tells no part of the year."""

UNTOLD: Interval = ("", "")
WHOLE: Interval = ("01-01", "12-31")

_HAN = dict(zip([*"一二三四五六七八九十", "十一", "十二", "元", "两"], [*range(1, 13), 1, 2], strict=True))
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HALVES = {"上半年": (1, 6), "前半年": (1, 6), "下半年": (7, 12), "后半年": (7, 12)}
_THIRDS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}
# Feasts that move with the moon have the days between which they can fall.
_FEASTS: dict[str, Interval] = {
    "元旦": ("01-01", "01-03"),
    **dict.fromkeys(("春节", "新春", "元宵"), ("01-15", "02-29")),
    **dict.fromkeys(("两节", "元旦春节", "元旦、春节"), ("01-01", "02-29")),
    **dict.fromkeys(("清明", "清明节"), ("04-03", "04-06")),
    **dict.fromkeys(("五一", "劳动节", "五一劳动节"), ("05-01", "05-05")),
    **dict.fromkeys(("端午", "端午节"), ("05-28", "06-25")),
    **dict.fromkeys(("中秋", "中秋节"), ("09-07", "10-08")),
    **dict.fromkeys(("国庆", "国庆节", "十一"), ("10-01", "10-07")),
    **dict.fromkeys(("重阳", "重阳节"), ("10-03", "10-31")),
}

_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|元(?=\s?月)|[一二三四五六七八九])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_Y = r"(?:1[5-9]|20)\d\d"
_TO = r"\s?(?:[-—–~～]{1,2}|至|到)\s?"
_Q = "[一二三四1-4]"

# Tried in this order at every position. A year alone and 次年 begin anew: what was told of the year before is over.
_TIMES = re.compile(
    rf"(?P<days>(?<!\d)(?P<a>{_M})\s?月\s?(?P<ad>{_D})\s?日?{_TO}(?:(?P<b>{_M})\s?月\s?)?(?P<bd>{_D})\s?日)"
    rf"|(?P<months>(?<!\d)(?P<c>{_M})\s?(?:月份?\s?(?P<ct>[初底末]|[上中下]旬)?)?{_TO}(?P<d>{_M})\s?月(?!\s?\d)份?(?P<dt>[初底末]|[上中下]旬)?)"
    r"|(?P<half>[上下前后]半年)"
    rf"|(?P<quarters>第?(?P<q>{_Q})(?:[、和]|{_TO})?(?:第?(?P<r>{_Q}))?个?季度(?P<from>以来)?)"
    r"|(?P<first>[前头](?P<n>1[01]|[1-9]|[一二两三四五六七八九十]|十一)个?(?P<of>月|季度))"
    rf"|(?P<reach>(?:截至|截止到?|至|到)\s?(?:{_Y}\s?年\s?)?)?(?:(?<=\d年)|(?<!\d))(?P<m>{_M})\s?月(?!刊|号|革命|[一两]|(?<=一月)[二三])"
    rf"(?:\s?(?P<day>{_D})\s?[日号]|\s?(?P<third>上旬|中旬|下旬|初(?!三))|(?P<close>\s?[底末])|份)?(?P<since>以来|起)?"
    rf"|(?P<end>(?P<up>(?:截至|截止到?|至|到)\s?(?:{_Y})?)?(?:(?<=\d)|[本当今是全]|(?<=[，。；：至到年]))?年\s?[底末终](?!\d月)|岁末)"
    r"|(?P<opening>年初(?!以来))"
    r"|(?P<whole>(?<![半\d])全年(?!任务|计划|目标|指标)|年内|一年来|(?:今年|年初|本年)以来|全年度|本年度)"
    r"|“?(?P<feast>元旦、春节|元旦春节|元旦|春节|新春|元宵|两节|清明节?|五一劳动节|五一|劳动节|端午节?|中秋节?|国庆节?|十一|重阳节?)”?"
    r"(?:期间|假期|前夕|前后|前|当天|之际|来临之际)"
    rf"|(?P<anew>(?<!\d){_Y}\s?年(?!\s?(?:\d{{1,2}}\s?月|[底末终初]|[上下]半年|第?[一二三四]季度))"
    r"|(?:次年|翌年|上年|去年|上年度|同年|当年|是年|今年|本年)(?!同期|同口径|以来|\s?\d{1,2}\s?月|[底末终初内]|[上下]半年|度))"
)
_QUICK = re.compile(
    "[月节季半全年以岁一元清中端国重五十本](?:(?<=[月节])|(?<=[半全本])年|(?<=季)度|(?<=年)[内底末终初]|(?<=以)来|(?<=岁)末"
    "|(?<=一)年来|(?<=元)旦|(?<=清)明|(?<=中)秋|(?<=端)午|(?<=国)庆|(?<=重)阳|(?<=[五十])一)"
)
_TILL = r"~～\-—–至到"
_STARTS = Starts(
    {
        "0-9": rf"[0-9]?\s?[月{_TILL}]|[、和]?第?[1-4一二三四]?个?季|[0-9]{{3}}\s?年",
        "一二三四五六七八九十": rf"[一二]?\s?[月{_TILL}]|[、和]?第?[1-4一二三四]?个?季|年来|一",
        "是上同当今本全次翌去": "年",
        "年": r"\s?[底末终]|[初内]",
        "至到": rf"\s?(?:{_Y}|[01]?[0-9]\s?月|[一二三四五六七八九十元]{{1,2}}\s?月|[本当今是全]?年)",
        "上下前后": "半年",
        "前头": "[0-9一二两三四五六七八九十]{1,2}个?[月季]",
        "第": rf"[1-4一二三四](?:[、和第个季\s{_TILL}]|[1-4一二三四]个?季)",
        "截": "[至止]",
        "元": r"\s?月|[旦宵]",
        "岁": "末",
        "“": "[元春新两清五劳端中国十重]",
        "春两": "节",
        "新": "春",
        "清": "明",
        "劳": "动",
        "端": "午",
        "中": "秋",
        "国": "庆",
        "重": "阳",
    },
    rf"\d\s年月日号个季第{_TILL}、和一二三四",
)
"""Where an expression of time may begin: only there the pattern above is tried."""

_TITLE = ("months", "span", "half", "quarters", "first", "month")
_LASTING = ("months", "half", "quarters", "first", "reach")
"""Periods of a report: they hold to the end of their sentence; the time of an event or a campaign to a semicolon."""
_ALWAYS = (*_LASTING, "whole", "anew")

_REACH = 300
"""So many characters behind it the day of an event still holds."""

_LOOKED_AT = 16
"""So many expressions of time before a figure are looked at."""


@dataclass(frozen=True, slots=True)
class _Time:
    """One expression of time within the year."""

    start: int
    end: int
    kind: str
    interval: Interval


class IntervalReader:
    """Tells the part of the year of the figures of one document."""

    def __init__(self, document: Document, cleaned: str, quotes: Spans) -> None:
        self.cleaned = cleaned
        self.quotes = quotes
        self.title = _named(document.title)
        self._headings: dict[tuple[str, ...], Interval] = {}
        self._read: tuple[int, list[_Time], list[int]] = (-1, [], [])

    def interval_at(
        self, position: int, sentence: tuple[int, int], paragraph: Segment, nature: Nature, told: Told | None
    ) -> Interval:
        """First and last day of the figure at `position`; a stock has only a last one, a running total (累计) too."""
        if nature not in ("stock", "flow"):
            return UNTOLD
        if self._read[0] != paragraph.start:
            found = self._times(paragraph.start, paragraph.end)
            self._read = (paragraph.start, found, [time.end for time in found])
        stop = bisect_right(self._read[2], position)
        times = self._read[1][max(0, stop - _LOOKED_AT) : stop]
        if nature == "stock":
            return self._date(times, sentence[0], told)
        return self._period(times, position, sentence[0], paragraph.headings)

    def _times(self, start: int, end: int) -> list[_Time]:
        found: list[_Time] = []
        position, cleaned = start, self.cleaned
        for place in _STARTS.places(cleaned, start, end):
            match = _TIMES.match(cleaned, place, end) if place >= position else None
            position = match.end() if match else position
            if match and (match["feast"] or not self.quotes.hold(match.start())):
                found.append(_time(match))
        return found if found and _QUICK.search(cleaned, start, end) else []

    def _date(self, times: Sequence[_Time], sentence: int, told: Told | None) -> Interval:
        """The day of a stock: its own sentence's last date, else that of the words that told its year."""
        for time in reversed(times):
            if time.start < sentence:
                break
            if time.kind == "anew":
                return UNTOLD
            if time.kind != "whole":
                return "", time.interval[1]
        words = told.words if told and told.rule != "period.title" else ""
        return _last_day(words)

    def _period(self, times: Sequence[_Time], position: int, sentence: int, headings: tuple[str, ...]) -> Interval:
        clause = max(sentence, self.cleaned.rfind("，", sentence, position))
        running = self.cleaned.find("累计", clause, position) >= 0
        for time in reversed(times):
            if time.start < sentence:
                break
            if self._is_over(time, position):
                continue
            if running and time.kind in ("reach", "end", "anew"):
                return "", time.interval[1] or WHOLE[1]
            return UNTOLD if time.kind in ("opening", "end") else time.interval
        if running:
            return "", WHOLE[1]
        if headings not in self._headings:
            self._headings[headings] = next(filter(any, map(_named, reversed(headings))), self.title)
        return self._headings[headings]

    def _is_over(self, time: _Time, position: int) -> bool:
        """Whether an event's day no longer holds: a semicolon has come, or its bracket has closed."""
        if time.kind in _ALWAYS:
            return False
        if position - time.end > _REACH:
            return True
        return self.cleaned.find("；", time.end, position) >= 0 or self.cleaned.find("）", time.end, position) >= 0


@lru_cache(maxsize=256)
def _last_day(words: str) -> Interval:
    """The day that a few words name, as the end of an interval."""
    dated = [_time(match) for match in _TIMES.finditer(words)]
    return ("", dated[-1].interval[1]) if dated and dated[-1].kind not in ("anew", "whole") else UNTOLD


@lru_cache(maxsize=256)
def _named(words: str) -> Interval:
    """The period that a title or a heading names; no single day does."""
    if not _QUICK.search(words):
        return UNTOLD
    times = [_time(match) for match in _TIMES.finditer(words)]
    return next((time.interval for time in times if time.kind in _TITLE), UNTOLD)


def _time(match: re.Match[str]) -> _Time:
    kind = str(next(name for name in _READERS if match[name] is not None))
    named, interval = _READERS[kind](match)
    return _Time(match.start(), match.end(), named, interval)


def _days(match: re.Match[str]) -> tuple[str, Interval]:
    first, last = _month(match["a"]), _month(match["b"] or match["a"])
    since, until = _day(first, match["ad"]), _day(last, match["bd"])
    return "event", (since, until) if since <= until else (since, WHOLE[1])


def _months(match: re.Match[str]) -> tuple[str, Interval]:
    first, last = _month(match["c"]), _month(match["d"])
    since, until = _thirds(first, match["ct"])[0], _thirds(last, match["dt"])[1]
    return "months" if since == WHOLE[0] else "span", (since, until if since <= until else WHOLE[1])


def _quarters(match: re.Match[str]) -> tuple[str, Interval]:
    first = _month(match["q"])
    last = 4 if match["from"] else _month(match["r"] or match["q"])
    return "quarters", _whole_months(3 * min(first, last) - 2, 3 * max(first, last))


def _first(match: re.Match[str]) -> tuple[str, Interval]:
    count = _month(match["n"]) * (3 if match["of"] == "季度" else 1)
    return "first", _whole_months(1, min(count, 12))


def _one_month(match: re.Match[str]) -> tuple[str, Interval]:
    month = _month(match["m"])
    since, until = _thirds(month, match["third"])
    if match["day"]:
        since = until = _day(month, match["day"])
    if match["reach"] or match["close"]:
        return "reach", (WHOLE[0], until)
    if match["since"]:
        return "span", (since, WHOLE[1])
    return "event" if match["day"] or match["third"] else "month", (since, until)


def _end(match: re.Match[str]) -> tuple[str, Interval]:
    """至年底 is the whole year; what is done 年末 has no date of its own."""
    return ("reach", WHOLE) if match["up"] else ("end", ("", WHOLE[1]))


_READERS: dict[str, Callable[[re.Match[str]], tuple[str, Interval]]] = {
    "days": _days,
    "months": _months,
    "half": lambda match: ("half", _whole_months(*_HALVES[match["half"]])),
    "quarters": _quarters,
    "first": _first,
    "m": _one_month,
    "end": _end,
    "opening": lambda match: ("opening", ("", WHOLE[0])),
    "whole": lambda match: ("whole", WHOLE),
    "feast": lambda match: ("event", _FEASTS[match["feast"]]),
    "anew": lambda match: ("anew", UNTOLD),
}
"""Group of the pattern → what it tells: the kind of the expression and its interval."""


def _month(text: str) -> int:
    return _HAN.get(text) or int(text)


def _day(month: int, day: str) -> str:
    return f"{month:02}-{min(int(day), _DAYS[month - 1]):02}"


def _thirds(month: int, third: str | None) -> Interval:
    """The days of a month, or of a third of it."""
    first, last = _THIRDS[third] if third else (1, 31)
    return f"{month:02}-{first:02}", _day(month, str(last))


def _whole_months(first: int, last: int) -> Interval:
    return f"{first:02}-01", f"{last:02}-{_DAYS[last - 1]}"
