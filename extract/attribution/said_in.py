"""From which year 今年 and 去年 are said: the one that a document reports on, or the one in which it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.attribution.dated_lines import MEETING, dated_heads
from extract.attribution.years import YEAR, number, with_digits
from extract.clean import clean
from extract.models import Segment, Told

_NEWS = re.compile(
    rf"({YEAR})年(?P<month>\d{{1,2}})月\d{{1,2}}日\s?(?:电|讯|消息)|(?:电|讯|消息)(?:（[^（）]{{2,20}}）)?\s?({YEAR})年\d{{1,2}}月\d{{1,2}}日"
    rf"|^\W*({YEAR})(?:年\d{{1,2}}月\d{{1,2}}日|-\d{{1,2}}-\d{{1,2}})\s*(?:\d{{1,2}}:\d\d|$)",
    re.MULTILINE,
)
"""The dateline of news, or the minute in which a page put it up: from that day 今年 and 去年 are said."""
_DATELINE = 400

_IS_OVER = r"(?:年[底末]|年度|年，?[^，；。\d]{0,12}(?:全年|共(?![同产青享有建])|累计))"
_LAST_YEAR = re.compile(r"(?<![比较同与为])去年(?!同期|同口径|底|末|年底|相比|同比|增长|的\d)|过去的?一年")
_THIS_YEAR = re.compile("今年(?!初|起)|本年(?!鉴)")
"""截至2010年底，…。去年发展党员…: what is written when the year is over, and tells of no later one, calls that 去年."""


def said_in(year: int | None, told: Told | None, cleaned: str, segments: Sequence[Segment]) -> int | None:
    """The year from which a document speaks, whose `year` it was `told` by; None for one of no one year."""
    if year is None or told is None:
        return year
    if is_of_year_before(told, year) or year_of_news(told, cleaned) == year + 1:
        return year + 1
    if told.rule != "period.body":
        return year
    return year + 1 if _given_in(cleaned, segments) == year + 1 or _is_over(year, cleaned) else year


def _is_over(year: int, cleaned: str) -> bool:
    """Whether a text tells of a year as one that is over, which it calls 去年, and of no later one."""
    if "去年" not in cleaned and "一年" not in cleaned:
        return False
    said = _LAST_YEAR.search(cleaned) and not _THIS_YEAR.search(cleaned)
    over = said and re.search(f"{year}{_IS_OVER}", cleaned)
    return bool(over) and not any(f"{other}年" in cleaned for other in (year - 1, year + 1))


def _given_in(cleaned: str, segments: Sequence[Segment]) -> int | None:
    """The year of the day on which a report was given: ——2016年8月24日在甲市第八次代表大会上."""
    for segment, match in dated_heads(cleaned, segments):
        if MEETING.search(cleaned, match.end(), segment.end):
            return number(match[1])
    return None


def is_of_year_before(told: Told, year: int | None) -> bool:
    """Whether what told the year is the writing of the year after, from which 今年 and 去年 are said."""
    if told.rule == "period.published":
        written = re.search(YEAR, with_digits(clean(told.words)))
        return written is not None and year == number(written[0]) - 1
    return told.rule in ("period.report", "period.last_year")


def year_of_news(told: Told, cleaned: str) -> int | None:
    """The year in which news was written that mostly tells of the year before; None for what is no news."""
    match = _NEWS.search(cleaned, 0, _DATELINE) if told.rule == "period.body" else None
    return number(match[1] or match[3] or match[4]) if match else None


def dateline(cleaned: str) -> re.Match[str] | None:
    """Where news names the day from which it tells: 榆林日报2024年4月13日讯, with year (1) and `month`."""
    match = _NEWS.search(cleaned, 0, _DATELINE)
    return match if match and match["month"] else None
