"""The year that a heading names: of its own, of several years, or told from the document's date."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.attribution.times import OFFSET
from extract.attribution.years import REPUBLIC_YEAR, YEAR, YEARS, number, republic, with_digits
from extract.clean import clean

_TERM = re.compile(
    r"[两三四五六七八九十\d]+年(?:来|间)?的?工作?(?:回顾|总结)"
    r"|(?:过去|近|这|前)[几两三四五六七八九十\d]+年|[几两三四五六七八九十\d]+年来|历年|任期"
    r"|“?十[一二三四五]五”?(?:时期|期间)[^，。]{0,6}(?:回顾|总结|成就|情况)"
)
"""In a heading: what follows adds up several years."""
_SAID_OF = re.compile(r"(?P<last>去年|过去的?一年)|(?P<same>今年)|(?P<next>明年|来年|下一年(?!度))")
"""In a heading: the year before that of the document's date, that year, the one after it."""
_DAY_OF = r"[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
_SIGNED = re.compile(
    rf"\W*{YEAR}年{_DAY_OF}，?在|\W*[（(].*{YEAR}年{_DAY_OF}|.*[^\W\d].*{YEAR}年{_DAY_OF}\W*$"
    rf"|\W*{YEAR}年(?:[\d一二三四五六七八九十]{{1,2}}月)?，?在[^，。]{{2,40}}(?:会议|大会|全会)上?\W*$"
)
"""A line that names who wrote or passed a text, and when."""
_DAY_ALONE = re.compile(rf"\W*{YEAR}年{_DAY_OF}\W*")
"""Under the title of a report on one year: when it was written. In annals it dates what follows."""
_HEADING_YEAR = re.compile(rf"(?<!\d)({YEAR})年(?!鉴|\s?\d{{1,2}}\s?月[^（）]{{0,6}}）)")


@lru_cache(maxsize=1024)  # a heading is asked about for each of those below it
def year_named(heading: str, now: int | None) -> tuple[int | None] | None:
    """The year that a heading names, None in its place where it names several; nothing where it names none."""
    words = with_digits(clean(heading))
    joined = "".join(words.split())
    if _SIGNED.match(joined) or (now is not None and _DAY_ALONE.fullmatch(joined)):
        return None
    if YEARS.search(words):
        return (None,)
    if match := _HEADING_YEAR.search(words):
        return (number(match[1]) - ("年鉴" in joined),)  # 江苏年鉴 2018年0期 is on the year before
    if match := REPUBLIC_YEAR.search(words):
        return (republic(match[1]),)
    if now is not None and (match := _SAID_OF.search(words)):
        return (now + OFFSET[match.lastgroup or "same"],)
    return (None,) if _TERM.search(words) else None
