"""The words around a date that tell what it dates: what is added up, compared, over, or of one number only."""

from __future__ import annotations

import re

from extract.attribution.years import YEAR, number

SINCE = re.compile(r"\s?(?:\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?\s?(?:以来|至今|以[前后]|之[前后]|后(?=[，,]))")
FROM_IT_ON = re.compile(r"\s?(?:\d{1,2}\s?月)?(?:开?始|起)，")
SINCE_IT = re.compile(r"(?:\s?\d{1,2}月)?(?:\d{1,2}日)?[^，；。\d]{2,14}以来")
_BEGUN = "实施|启动|成立|建立|组建|创办|创建|设立|推行|恢复|发起|推出|开通"
BEGUN = re.compile(
    rf"\s?(?:\d{{1,2}}\s?月)?(?:\d{{1,2}}\s?日)?[^，；。\d]{{0,6}}(?:{_BEGUN})"
    r"(?:[^，；。\d]{0,30}以来|的[^，；。\d]{2,30}，已|的[^，；。\d]{2,30}，(?:先后|累计))"
)
"""2002年实施该计划以来，已选派590名; 2010年启动的行动，已动员…: what has come of it adds up years."""
NAMED = re.compile(r"(?:19|20)\d\d(?=\s?年)")
LEFT_OVER = re.compile(r"\s?(?:结转(?![^，；。\d]{0,6}[款金费额资])|遗留|转[来入]|未[结办]|积存|旧存)")
"""立案249件（含上年结转18件）: what came over from the last year is in this year's number, but for money."""
_MEASURE = re.compile(r"\s?(?:全年)?的\s?\d[\d.]*\s?(?:倍|[%％])")
SUMS_UP = re.compile(r"[两三四五六七八九十\d]+\s?个?年|[这此同该]一?[期时阶]")
"""1951～1954年…四年发展党员358人: of the years that have been named before."""
STOP = re.compile("[。；]")
UP_TO = re.compile(r"(?:至|到|截至)\s?$")
QUOTED = re.compile(r"《[^《》]{1,80}》|“[^“”]{1,30}”|〔[^〔〕]{1,10}〕")
DAY = re.compile(r"\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日|[底末份])?")
ONCE = re.compile(
    r"\s?(?:同期|同一?口径|则|的|为|是|仅|只|末|底)*\s?(?:约|近|逾)?\s?\d(?!\d?\s?(?:月|[至到—～~-]\s?\d))|\s?(?:同期|同一?口径)"
)
NEXT = ("次年", "翌年", "第二年")
MEASURED = re.compile(r"[^，；。]{0,40}，(?:金额|共|共计|计|价值|折款|投资|款额|总金额)")
BASIS = re.compile(r"[^，；。]{0,30}?基础上")
_ONE = r"(?:约|近|逾)?\d[\d. ]*[万亿]?[余多]?[^\d，；。、和及]{1,3}"
ROW = re.compile(
    rf"\s?(?:间|期间)?[^，；。\d]{{0,20}}(?:依次|分别|逐年)(?:地?为|是|达|有)?\s?(?P<row>{_ONE}(?:[、，和及]{_ONE})+)"
)
"""1991年至1994年发展党员依次为203名、218名、187名、241名: as many numbers as years."""
ALONE = re.compile(r"(?:年度?)?就")
EACH_YEAR = re.compile(r"(?:每年|年年|历年|连年|年均|逐年)[^，；。]*\Z")
"""1986～1988年，每年参训率都达95%以上: of none of these years alone."""
CLOSE = 24
YEARLY = re.compile(r"全年|年内|当年|其中，?新")
RESPECTIVELY = re.compile(r"[^，；。\d]{0,6}(?:分别|依次)")
NUMBER = re.compile(r"\d[\d.]*")
BESIDE = re.compile(r"\s?的?\D{0,4}(?:\d[\d. ]*[万亿]?[^\d，；。、]{1,3}[、和]){0,4}")
RATIO = re.compile(r"\d[\d. ]*倍")
CHANGED = re.compile(r"[增减多少升降高低长落]|[前后上下]移|[底末][^的之]")
GOES_ON = re.compile(r"\s*(?:全年|年内|年末|年底|至年[底末]|当年|是年|同年)")
OF_LAST = re.compile(r"\s*其中")
MONTH = re.compile(r"[。；]\s*(?:\d{1,2}\s?(?:[—～~至-]\s?\d{1,2}\s?)?月|全年|年内)")
OPENS_WITH_MONTH = re.compile(r"\s*(?:[1-9]|1[0-2])\s?月(?:\s?\d{1,2}\s?日|[上中下]旬|初|底)?[，间]")
REPORTED = re.compile(rf"《({YEAR})年[^》]{{2,24}}(?:公报|统计|报告|年报|手册)》(?:显示|表明|指出|统计)")
REACHED = re.compile(r"(?:(?<![共计])达到?|突破|超过|[提高长加大升降减]到|[增升降减]至)[^，。；、]{0,2}$")
CLAUSE = re.compile("[，；]")
_CLAUSES = re.compile(r"[，；。\n]|,(?!\d{3})")
OPENS = re.compile(r"[。；！？]\s*\Z")
IS_OVER = re.compile(r"(?:[底末]|\s?\d{1,2}\s?月[底末份]?)?(?:基本|全部|胜利|顺利)?(?:结束|告一段落|告终)")
AND = re.compile(r"(?:[\d月日底初春夏秋冬]{0,6}|[上下]半年)[、和与及]")
WHOLE_YEAR = re.compile(r"\s*(?:全年|年内)")
OF_WHICH = re.compile(r"[^，；。]*[，；]其中[^；。]*")
WAS = re.compile(r"\s?(?:同期|相应|分别|则)?(?:为|是)\s?\d")
ALL_OF_IT = re.compile(r"(?:，|度)?[全我]([省市县區区州旗盟])")
REPORT = re.compile(r"工作报告|第[^，。、]{1,4}次[^，。、]{0,6}(?:代表)?大会上的(?:工作)?报告")
"""A title of what was said to a congress: paragraphs that open with 五年来 add up the years since the last one."""
OPENING = re.compile(r"次年|翌年|第二年|来年|明年|过去的?一年")
LISTED = re.compile(r"\W*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．])?\s*")
IN_ALL = re.compile(
    r"[^，；。]{0,4}，(?:(?:全[省市县区州])?(?:共(?!有|计有|设|建有)|先后)|[^，；。\d]{2,16}(?:先后|累计)[^，；。\d]{1,4}\d)"
)
OF_IT = re.compile(r"\s?的\s?[近约]?\d")
FOUNDED_IN = re.compile(r"(?:成立|建立|创建|创办|始建|组建|建)于\s?$")
FOUNDED = re.compile(
    rf"\s?(?:\d{{1,2}}\s?月)?(?:\d{{1,2}}\s?日)?(?:经[^，；。\d]{{2,16}}批准)?(?:正式)?(?:{_BEGUN})[，。]"
)
AT_PRESENT = re.compile(r"现[有设共辖任下]")
"""What is there when a book is written, in a sentence of its own: of no year that was told before."""


def is_measure(words: str, start: int, end: int) -> bool:
    """Whether a year only is what a number is measured by: 植树612万株，为1950年的15.9倍."""
    return words[start - 1 : start] in ("为", "是", "占", "达", "于") and _MEASURE.match(words, end) is not None


def is_listed(words: str, last: int, start: int, end: int) -> bool:
    """Whether a year ends a list of years in whose turn numbers follow: 1983年、1984年和1985年植树分别为…."""
    return AND.fullmatch(words, last, start) is not None and RESPECTIVELY.match(words, end) is not None


def place_among(words: str, start: int, position: int, count: int) -> int:
    """The place of a number among those of its clause, of which there are `count`; -1 where there are not so many."""
    opened = max((match.end() for match in _CLAUSES.finditer(words, start, position)), default=start)
    closed = _CLAUSES.search(words, position)
    inside = NUMBER.findall(words, opened, closed.start() if closed else len(words))
    return len(NUMBER.findall(words, opened, position)) if len(inside) == count else -1


def year_in_row(words: str, start: int, end: int, position: int) -> int | None:
    """The year of a number among as many as the years of the span ``words[start:end]``."""
    row = ROW.match(words, end)
    if row is None or not row.start("row") <= position < row.end():
        return None
    first, last = (number(year[0]) for year in re.finditer(YEAR, words[start:end]))
    places = [each.start() for each in re.finditer(_ONE, row["row"])]
    if len(places) != last - first + 1:
        return None
    return first + sum(place <= position - row.start("row") for place in places) - 1


REMEMBERED = 64
"""So many dates before a figure are looked at."""

NEAR = 4000
"""A heading is looked for within so many characters before the first paragraph under it that states a figure."""
