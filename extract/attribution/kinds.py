"""Components that are told by their kind: lectures by leaders, letters, grave cases, one way of punishing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.attribution.attributed import Attributed, group
from extract.attribution.carry import OWN_YEAR
from extract.models import OTHER

SHARE = re.compile(r"[^，]{2,14}占了?")
COMPARED = re.compile(rf"{OWN_YEAR.pattern}|同期|相比|^比")
_GRAVE = re.compile(r"(?:元以上(?:的)?(?:案件|大案|违纪案件)|自办案件|大要案|大案要案|要案|大案|重大案件|重特大案件)$")
_BOTH_WAYS = re.compile(r"信访|来信[、和及]?来访|访[、和及]?来信|来信来访[^，；。]{0,8}举报")
_ONE_WAY = re.compile(
    r"(?:来信|来访|来电|上访|集访|集体访|越级访|个体访|初访|重复访|重访|重复信|网信|网上投诉|接访|接待)(?:件|量)?$"
    r"|(?:直接|本级)受理$"
    r"|(?:属|属于|涉及|其中)?(?:检举控告|检举|控告|申诉|批评建议|业务范围(?:外|内)|上级转办(?:交办)?|转办交办"
    r"|(?:实名|署名|匿名|网络|电话)举报|举报电话)(?:类|件|的)*$"
    r"|涉及[^，；。]{1,14}的?$"
)
"""Letters, and visits, are parts of what is counted of both, whatever they are counted in."""
_PUNISHMENT = re.compile(
    r"双重处分(?:的|者)?$|(?:开除(?:党籍|公职|团籍)|留党察看|撤销党内(?:外)?职务|撤职|警告|记大?过|降级)(?:处分)?(?:的|者)?$"
    r"|^(?:地厅|厅局|县处|乡科|[副正]?[科处县乡股])级(?:以上)?(?:干部)?$"
)
_LEADERS = re.compile(r"(?:领导|干部|书记|委员|主任|局长)[^，；。]{0,10}$")


def lectures(figures: Sequence[Attributed]) -> None:
    """Lectures by leaders are a part of all: 讲党课8415堂，县处级以上领导讲736堂."""
    told = [item for item in figures if item.code == "party_lectures"]
    for item in _led(told):
        whole = next((each for each in told if each is not item and each.value > item.value), None)
        if whole is not None and not item.part:
            item.part, item.whole = True, whole


def _led(told: Sequence[Attributed]) -> Iterator[Attributed]:
    return (item for item in told[1:] if _LEADERS.search(item.frame.pre) or SHARE.fullmatch(item.frame.pre))


def letters(figures: Sequence[Attributed]) -> None:
    """来信来访21846件次，其中来信6231件次，来访15615人次: each way is a part of both."""
    told = [item for item in figures if item.code == "complaints_handled"]
    both = next((item for item in told if _BOTH_WAYS.search(item.frame.head) and not item.part), None)
    for item in told:
        if both is None or item.part or item.frame.quantity.start < both.frame.quantity.end or item.value >= both.value:
            continue
        beside = item.source is not None and item.source.part
        one = _ONE_WAY.search(item.frame.head) and not _BOTH_WAYS.search(item.frame.head)
        if item.frame.sentence != both.frame.sentence and OWN_YEAR.search(item.frame.before):
            continue  # 1979年受理来信来访386件。1985年受理检举控告164件
        if (one or beside) and not COMPARED.search(item.frame.pre):
            item.part, item.whole = True, both


def prizes(figures: Sequence[Attributed]) -> None:
    """撰写调研文章85篇，评出一等奖3篇、二等奖6篇: the papers that won are among those that were written."""
    whole: Attributed | None = None
    for item in figures:
        if whole is not None and whole.frame.sentence != item.frame.sentence:
            whole = None
        if item.code in _WRITTEN and not item.part:
            whole = item
        elif whole is not None and item.code == OTHER and _is_among(item, whole):
            item.take(whole, "carried.of_which")
            item.part, item.whole = True, whole


def _is_among(item: Attributed, whole: Attributed) -> bool:
    """Whether a figure counts those of a whole that won a prize."""
    alike = group(item.frame.quantity.unit) == group(whole.frame.quantity.unit)
    return alike and item.value < whole.value and _PRIZE.fullmatch(item.frame.pre) is not None


_WRITTEN = frozenset({"research_reports", "study_notes", "media_articles"})
_PRIZE = re.compile(
    r"[，、；和及]?(?:其中|共|经评[审选])?，?(?:评选?出|评为|分获|获得?|荣获)?[^，；。⟦]{0,8}(?:[特一二三四]等|优秀|优胜|鼓励|佳作)奖"
)


def punished(figures: Sequence[Attributed]) -> None:
    """处分88人，其中科级12人；开除党籍23人: one way of punishing is among all that the sentence has counted."""
    whole: Attributed | None = None
    for item in figures if [item.code for item in figures].count("people_disciplined") > 1 else ():
        if OWN_YEAR.search(item.frame.pre):
            whole = None
        if item.code != "people_disciplined" or item.part or item.difference:
            continue
        if not _PUNISHMENT.search(item.frame.head):
            whole = item
        elif whole is not None and item.value < whole.value and item.frame.sentence == whole.frame.sentence:
            item.part, item.whole = True, whole


def grave(figures: Sequence[Attributed]) -> None:
    """立案107件。…大案要案31件: the grave cases are among those that were filed."""
    told = [item for item in figures if item.code == "cases_filed"]
    for place, item in enumerate(told):
        if not item.part and _GRAVE.search(item.frame.head):
            whole = next((each for each in told[:place] if not each.part and each.value > item.value), None)
            item.part, item.whole = whole is not None, whole


_CRIMINAL = re.compile(r"批捕|批准逮捕|起诉|公诉|刑事|判处|审结|收案|侦查|宣判|法院|检察院")
_BY_THE_PARTY = re.compile(r"处分|党纪|政纪|党籍|警告|记过|撤职|撤销[^，。；]{0,6}职务|留党|违纪|查处")


def accused(figures: Sequence[Attributed]) -> None:
    """受理批捕案件36起39人: who is accused before a court has not been disciplined by a body of his own."""
    for item in figures:
        if item.code != "people_disciplined" or _BY_THE_PARTY.search(item.frame.sentence):
            continue
        if _CRIMINAL.search(item.frame.sentence) or _CRIMINAL.search(item.frame.topic):
            item.code, item.rules, item.part, item.whole = OTHER, (), False, None


_OF_ONE_KIND = re.compile(
    r"(?P<kind>农村|农牧民|牧区|城镇|街道|社区|小区|企业|国企|机关|事业单位|学校|高校|教师|教职工|学生|大学生|职工|工人|农民|青年|妇女|女|男"
    r"|少数民族|离退休(?:干部|职工)?|老干部|退休|致富能手|就业群体|(?:新兴|各)领域|社会组织|两新组织|在职|流动"
    r"|(?:大专|大学|本科|高中|初中|中专|小学|专科)(?:及|以上|文化|程度|学历)*|\d岁(?:及)?(?:以[上下])?)的?"
    r"(?:共产)?党员(?:总?数|人数)?$"
)
_BODIES = frozenset({"机关", "企业", "国企", "事业单位", "学校", "高校", "社区", "街道", "小区", "社会组织"})
"""Kinds that a reporting body may consist of."""


def of_one_kind(figures: Sequence[Attributed]) -> None:
    """新就业群体党员3.6万名: members of one kind, where the whole is not stated; 机关党员 are all there are in 机关."""
    for item in figures:
        if item.part or item.code != "party_members" or item.frame.side != "pre":
            continue
        match = _OF_ONE_KIND.search(item.frame.head)
        if match and not (match["kind"] in _BODIES and match["kind"] in item.frame.topic):
            item.code, item.rules = OTHER, ()
