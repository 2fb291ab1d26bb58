"""What one head or stub of a table says: a year, a unit, a total, a part, a plan, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from extract import numerals
from extract.catalogue import catalogue
from extract.models import Span

_Y = r"(?:1[6-9]|20)\d\d"
_SPAN = re.compile(rf"{_Y}年?[-—–~～至到]+(?:{_Y}|\d\d)年?(?:合计|累计)?")
_YEAR = re.compile(rf"(?:截至|至)?(?<!\d)(?P<y>{_Y})(?:年(?!代|鉴)(?:度|[底末])?|(?=[）)]|$))")
_HAN_YEAR = re.compile(r"(?P<h>[一二][九八〇○零][〇○零一二三四五六七八九]{2})年(?:度|[底末])?")
_REPUBLIC = re.compile(r"民国(?P<r>\d{1,2}|元)年")
_RELATIVE = {"本年": 0, "今年": 0, "当年": 0, "本期": 0, "报告期": 0, "上年": -1, "去年": -1, "上期": -1, "前年": -2}
_RELATIVES = re.compile(
    r"(?P<w>本年|今年|当年|本期|报告期|上年|去年|上期|前年)度?(?:同期|[底末]|数|完成|实际|合计|累计)*$"
)
_MONTH = re.compile(r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|末|底)?|第?[一二三四1-4]季度|[上下]半年")
_UNIT = re.compile(r"[（(\[]([^（）()\[\]]{1,8})[)）\]]$|(?<=.)[,，、/]\s?([^（）()，,、/]{1,4})$")
_ASKED = re.compile(r"(?:计量|计算|数量)?单位[】\])）]?[:：]?")
_TOTAL = re.compile(
    r"(?:合计|总计|共计|总数|总量|总(?:人数|人次|户数|件数|次数|个数)|合计数|全[市县区州省国旗盟地镇乡校局](?:合计|总计)?|全地区|全部|[市县区州省]合计|全年(?:合计|累计)?|累计|小计)"
)
_PART = re.compile(r"^(?:[（(]?其中[)）]?|内含?|#|[-—·]+)[:：、,，]?")
_PLAN = re.compile(r"计划|目标|预算|任务|(?<!主要)(?<!经济)指标数|应[完征收缴]")
_DONE = re.compile(r"完成|实际|实绩|执行|占|比|决算|%|率|收入预算执行")
_CHANGE = re.compile(
    r"比上|较上|同比|环比|增长|增减|增幅|增速|[±]|升降|增加|减少|净增|为上年|占|比重|比例|构成|位次|排名|名次|平均|人均|每[万百千]|达到率|完成率|完成[年全]?[度年]?计划|计划完成|[+＋]/?[-－—]|%$"
)
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳])"
)
_MARKS = re.compile(r"(?:[①-⑳*¹²³]{1,3}|\[注?\d{1,2}\]|（注\d{0,2}）)$")
_BLANK = re.compile(r"\s+")
_TABLE = re.compile(
    r"\s*(?:(?:续|附)?表\s*)?\d{1,2}(?:[-—–－.]\d{1,3}){1,2}\s+(?!\s|岁|周岁|年|人|元)|\s*[续附]?表\s*\d{1,3}\s+"
)
"""The number of a table before its title, which may begin with a year: 表18-3 2009年末, 16-11 工会情况."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_GLOSS = re.compile(
    r"[（(](?:[0-9 ]{0,9}[A-Za-z][A-Za-z0-9 .,'/%&-]{0,60})[)）]"
    r"|[#&]?\s?[A-Za-z][A-Za-z.,'&/-]+(?:[ -][A-Za-z0-9.,'&/-]+)*"
)
"""What a head says a second time in English: 会员人数 Number of Members (10 000 persons)."""

MEASURE = re.compile(
    r"(?:总|绝对|合计)?(?:人数|人次数?|数量|数值|次数|个数|数额|金额|件数|户数|面积|指标值|总人数|[数额])"
)
"""A head that says how something is measured and not what: 人数, 金额."""

_COUNTED = re.compile(r"(?P<unit>人次|场次|[人期次场件篇户株项班本册])次?数$|(?P<percent>(?<=.)[%‰])$")
_MULT = re.compile(r"万亿|[十百千]?[万亿]|[千百]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a head gives it: 万元 is 元 with the factor 10,000. `implied`: by what is counted (党员人数), so that
    a caption or a head over it may still say that it is in 万人."""

    word: str
    factor: Decimal = Decimal(1)
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """One head or stub. `core` is what is left without year, unit, 其中 and list numbers; `shift` counts years from the
    table's own year (上年 is −1); `spans` where it names several years together; `month` where it names part of one."""

    span: Span
    words: str
    core: str
    year: int | None = None
    shift: int | None = None
    spans: bool = False
    month: bool = False
    unit: Unit | None = None
    total: bool = False
    part: bool = False
    plan: bool = False
    change: bool = False

    @property
    def dates(self) -> bool:
        return self.year is not None or self.shift is not None or self.spans


def unit_in(words: str, known: bool = True) -> Unit | None:
    """The unit that words are as a whole (万人次, %); with `known` only one that units.toml has."""
    classes = catalogue().units.classes
    words = _BLANK.sub("", words).rstrip("。；;")
    if words in classes:
        return Unit(words)
    match = _MULT.match(words)
    if match and words[match.end() :] in classes:
        return Unit(words[match.end() :], numerals.multiplier(match[0]))
    if known or not words or len(words) > 6 or any(char.isdigit() for char in words):
        return None
    return (
        Unit(words[match.end() :], numerals.multiplier(match[0])) if match and match.end() < len(words) else Unit(words)
    )


def is_part_of_year(words: str) -> bool:
    """Whether words are a month, a quarter or a half of a year and nothing else (3月, 一季度, 上半年)."""
    return _MONTH.fullmatch(words) is not None


def units_asked(words: str) -> list[Unit]:
    """The units that a caption names for all cells: 单位：万元, （单位：人、个）."""
    match = _ASKED.search(_BLANK.sub("", words))
    if match is None:
        return []
    rest = re.split(r"[)）】\]]", _BLANK.sub("", words)[match.end() :])[0]
    whole = unit_in(rest)
    pieces = [rest] if whole else re.split(r"[、，,;；/]|和|及", rest)
    return [unit for piece in pieces if (unit := unit_in(piece, known=False))]


def label(cleaned: str, span: Span) -> Label:
    """What the words of one cell say as a head or a stub."""
    numbered = _TABLE.match(cleaned, *span)
    words = cleaned[numbered.end() if numbered else span[0] : span[1]]
    words = _MARKS.sub("", _BLANK.sub("", _without_gloss(words)))
    core = _NUMBERED.sub("", words)
    part = _PART.match(core)
    core = core[part.end() :] if part else core
    core = core.rstrip("）)") if core.endswith(("）", ")")) and "（" not in core and "(" not in core else core
    core, unit = _unit(core)
    core, year, shift, spans = _dated(core)
    month = _MONTH.search(core)
    core = (core[: month.start()] + core[month.end() :]) if month else core
    core = core.strip("：:、，,()（）")
    return Label(
        span, words, "" if _TOTAL.fullmatch(core) else core, year, shift, spans, bool(month), unit,
        total=bool(_TOTAL.fullmatch(core)), part=bool(part),
        plan=bool(_PLAN.search(core)) and not _DONE.search(core),
        change=bool(_CHANGE.search(words)) and not words.startswith(("增加值",)),
    )  # fmt: skip


def _without_gloss(words: str) -> str:
    """The Chinese of a head that says the same in English behind it; words of one language stay as they are."""
    han = _HAN.search(words)
    if han is None or not _GLOSS.search(words, han.end()):
        return words
    plain = _GLOSS.sub(" ", words)
    return plain if len(_HAN.findall(plain)) > 1 else words


def _unit(core: str) -> tuple[str, Unit | None]:
    """The words without their unit: 党员数（人） → 党员数 and 人; 期数 says its unit itself."""
    match = _UNIT.search(core)
    if match and (unit := unit_in(match[1] or match[2])):
        return core[: match.start()], unit
    if unit := unit_in(core):
        return "", unit
    if counted := _COUNTED.search(core):
        return core, Unit(counted["unit"] or counted["percent"], implied=not counted["percent"])
    return core, None


_YEARS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = (
    (_YEAR, lambda match: int(match["y"])),
    (_HAN_YEAR, lambda match: int(numerals.chinese(match["h"]) or 0)),
    (_REPUBLIC, lambda match: 1911 + (1 if match["r"] == "元" else int(match["r"]))),
)


def _dated(core: str) -> tuple[str, int | None, int | None, bool]:
    """The words without their year, the year, the years from the table's own, and whether it is a span of years."""
    if match := _SPAN.search(core):
        return core[: match.start()] + core[match.end() :], None, None, True
    for pattern, read in _YEARS:
        if match := pattern.search(core):
            return core[: match.start()] + core[match.end() :], read(match), None, False
    if match := _RELATIVES.search(core):
        return core[: match.start()], None, _RELATIVE[match["w"]], False
    return core, None, None, False
