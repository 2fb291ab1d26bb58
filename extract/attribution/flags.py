"""What keeps a figure out of the panel: plan and narrow (part is told with the indicator, dup by repeats.py)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.attribution.flag_words import (
    AHEAD,
    AIM,
    ALONE,
    BEFORE,
    BRANCH,
    BUREAU,
    BY_ITSELF,
    BY_NAME,
    DEMAND,
    FOUNDED,
    IN_BRANCH,
    IN_BUREAU,
    IN_TOWN,
    IS_BRANCH,
    IS_FOUNDED,
    LATER,
    NAMED_BRANCH,
    OF_PARTY,
    OF_STAFF,
    OPENED,
    OPENS_PLAN,
    PARTIES,
    PARTY,
    SHARE_OF_AIM,
    STAFF,
    TARGET,
    TASK,
    TASK_OF,
    TOWN,
    UP_TO,
    named_unit,
)
from extract.attribution.frame import MARK, Frame
from extract.attribution.look import look
from extract.attribution.noun import FOLD
from extract.catalogue.gate import Gate
from extract.catalogue.lexicon import announces, gated, lexicon

_NOT_SUBJECT = re.compile(
    rf"[在到向为给对由与和等赴从于各经共{MARK}]|全[市县区州省场]|成立|组织|先后|会同|联合|协同|配合|委托|走进|深入"
)


def is_plan(frame: Frame, now: int | None = None) -> bool:
    """Whether what is counted is still to happen: a target, a budget, what next year's section says.

    `now` is the year that the document reports on, where it is one.
    """
    if _planned_section(frame.topic, now):
        return not frame.right.startswith(_BASIS) and not _STANDS.search(frame.own)
    seen = look(frame).plan
    if not seen or frame.right.startswith(_BASIS):
        return False
    sentence = frame.before.rsplit("。", 1)[-1]
    if (seen & AHEAD and lexicon().plan_ahead.search(sentence)) or (seen & LATER and _is_later(sentence, now)):
        return True
    if seen & DEMAND and _is_demand(frame, sentence):
        return True
    return bool(seen & BEFORE and _planned_before(frame, sentence, now)) or bool(seen & OPENED and _opened(frame, now))


def goes_on(frame: Frame, last: Frame) -> bool:
    """Whether a plan goes on behind a semicolon in the same words: 使机关100%的…；机关100%的…."""
    return len(frame.pre) > 1 and frame.own == frame.pre and last.pre.endswith(frame.pre)


@lru_cache(maxsize=64)
def _planned_section(topic: str, now: int | None) -> bool:
    """Whether the heading or the first words of the paragraph announce what is to come; asked for all below them."""
    return _announced(topic) or (now is not None and _of_next_year(topic, now))


def _announced(topic: str) -> bool:
    """The same of what is announced whatever year the document is of."""
    title, opening, *headings = [*topic.split("｜"), "", ""]
    heading = next((words for words in reversed(headings) if words), "")
    if heading in ("", title) and _PLAN_ALONE.search(title):
        return True
    if announces(heading) and not _CARRIED_OUT.search(heading):
        return True
    if _HALF_YEAR.search(title) and (_SECOND_HALF.match(opening) or _SECOND_HALF.match(heading)):
        return True
    return any(pattern.match(opening) for pattern in (_NEXT, _ANNOUNCED, _ERRANDS))


def _of_next_year(topic: str, now: int) -> bool:
    """Whether the heading names the work of the year after the one that is reported on: 二、2015年重点工作."""
    match = _WORK_OF.search(topic.rpartition("｜")[2])
    return match is not None and int(match[1]) == now + 1


def _planned_before(frame: Frame, sentence: str, now: int | None) -> bool:
    """Whether a word before the number plans it: 计划, 拟, 力争, 指标为 …, and nothing has come of it since."""
    match = gated("plans").search(sentence[-80:])
    if match is None:
        return not frame.own and TARGET.search(sentence.rstrip("，")) is not None
    group = match.lastgroup or 0
    if _NOUN_PLAN.search(match[group]):
        return not _DRAWN_UP.search(sentence[-14:])
    if _SINCE_DONE.search(match[group]) or _is_estimate(match[group], now):
        return False
    clause = _OWN_YEAR.sub("", sentence[-80:][: match.start(group)].rsplit("，", 1)[-1])
    done = lexicon().done.search(clause[-8:]) or _UNDER_WAY.search(clause)
    return not done and f"{MARK}的" not in match[group] and f"{FOLD}的" not in match[group]


def _is_estimate(words: str, now: int | None) -> bool:
    """预计2011年完成 in a report on 2011: the year is as good as over, and its sums are not yet made."""
    year = _FORECAST.match(words)
    return year is not None and now is not None and int(year[1]) <= now


def _opened(frame: Frame, now: int | None) -> bool:
    """Whether the sentence opens with the plan of a time to come, and the figure's own words tell of nothing done."""
    match = OPENS_PLAN.match(frame.sentence)
    if match is None or (match["year"] and (now is None or int(match["year"]) <= now)):
        return False
    if not match["year"] and "；" not in frame.sentence:  # a plan of one clause has its word before the number
        return False
    return not _HAS_COME.search(frame.before.rsplit("。", 1)[-1] + frame.right)


def _is_demand(frame: Frame, sentence: str) -> bool:
    """下达的2000人次任务, 完成全年任务50家的56%, 完成全年900万人目标的32%, 10项具体目标任务."""
    if SHARE_OF_AIM.match(frame.right):
        return True
    if TASK_OF.search(sentence[-4:]) and frame.right.startswith(f"的{MARK}"):
        return True
    if (TASK.match(frame.right) or AIM.match(frame.right)) and _SET.search(frame.own):
        return True
    asked = AIM.match(frame.right) or (TASK.match(frame.right) and _HANDED_DOWN.search(frame.own[-16:]))
    return asked is not None and not _REACHED.search(frame.own)


def _is_later(sentence: str, now: int | None) -> bool:
    """到2025年 in a report on 2021."""
    match = UP_TO.search(sentence) if now else None
    return match is not None and now is not None and int(match["year"]) > now


_WORK_OF = re.compile(r"(?<!\d)((?:19|20)\d\d)年的?(?:重点|主要|总体)?工作(?:部署|重点|举措)?[。：】〗〕]?$")
_UNDER_WAY = re.compile(r"(?:实施|开展|推进|启动|深化|推行|开启)[^，；。]{2,24}$")
"""实施党务工作者能力素质提升计划，举办培训班260期: a programme that is carried out."""
_STANDS = re.compile(r"(?:尚有|仍有|还有|现有|目前(?:共|已)?有)[^，；。⟦]{0,12}$")
"""二、存在问题和2007年打算：我县尚有特困户3700户: what is there already is no plan."""
_HAS_COME = re.compile(
    r"已[经于]?|实际|[完建]成了|超额|兑现|截[至止]|去年|上年|今年(?:以来|上半年)|当年|[增减]长?了|(?:19|20)\d\d年的"
)
_BASIS = ("基础上", "的基础上")
_CARRIED_OUT = re.compile(r"总结|小结|汇报|锚定|紧盯|围绕|聚焦|完成|落实|实施|执行|情况|概况|回顾")
_LISTED = r"\W*(?:[一二三四五六七八九十]{1,3}[、.．）\s]|\d{1,2}[、.．）\s])?\W*"
_NEXT = re.compile(rf"{_LISTED}(?:明年(?![末底内])|来年|下一年|新的一年|下一步|今后)[^。；]{{0,10}}[，：？]")
_ERRANDS = re.compile(r"[^。；]{0,24}今年(?:要|将|继续|集中力量)+(?:办好|抓好|实施|办成)[^。；]{0,10}实事")
"""今年要继续办好“十件民生实事”。（1）…: the paragraph lists what is to be done."""
_SECOND_HALF = re.compile(r"\W*下半年")
_PLAN_ALONE = re.compile(
    r"^(?!.*(?:总结|回顾|情况|汇报|报告|[及和暨与、]|落实|实施|执行|完成|我国|十[一二三四]五))"
    r".*(?:工作|发展|培训|学习|造林|植树)[^，。]{0,6}(?:计划|规划|打算|安排|目标)(?:表|范文|模板|书)?$"
)
"""A document that is nothing but a plan: 甲镇2016年发展党员工作计划."""
_HALF_YEAR = re.compile(r"上半年|半年(?:工作|总结|小结|报告)|(?<!\d)0?1\s?[-—–至到~～]\s?0?6\s?月")
_AIMS = r"(?:工作)?(?:打算|计划|安排|目标|要求|重点|任务|思路|展望)"
_ANNOUNCED = re.compile(
    rf"{_LISTED}(?:(?:明年|来年|下一年|下一步|下步|下半年|今后){_AIMS}?[】〕〗）\]]|(?:明年|来年|下一年|下一步|下步|下半年|今后)(?:工作)?(?:打算|计划|安排|目标|要求|重点|任务)[:：]|(?:下半年|今年|\d{{4}}年)的?(?:主要|预期|奋斗|总体|经济|社会|发展|工作|和|预期性){{0,4}}{_AIMS}(?:[:：\s是为]|[】〕〗）\]]))"
)
_NOUN_PLAN = re.compile(r"(?:指标|预算|年度计划|原计划|计划|任务)(?:为|是|数|共计?|总计|合计)?$")
_DRAWN_UP = re.compile(r"超|制定|制订|编制|修订|完善|出台|签订|分解")
_SINCE_DONE = re.compile(
    r"，(?:[一半两三四五]年(?:多)?来|今年以来|去年以来|截[至止])|，[^，]{0,8}(?:实际|实发|实有|已|结果|最终|完成了|超额)"
)
_FORECAST = re.compile(r"预计(?:到)?(\d{4})年")
_OWN_YEAR = re.compile(r"(?:[\d〇○零一二三四五六七八九十]{2,4}|[今明本])年度?$")
_HANDED_DOWN = re.compile(r"(?:下达|布置|分配|分解|原定|预定|承担)[^，；]{0,8}$")
_SET = re.compile(r"(?:下达|确定|既定|预定|原定|分配|规定|部署|承诺|要求|交办|布置)的$")
"""超额完成年初确定的40万株任务: so much was asked for, whatever came of it."""
_REACHED = re.compile(r"完成|实现|达到|超额|制定|设置|设定|明确|细化")


def is_narrow(frame: Frame, body: str) -> bool:
    """Whether one named unit below the reporting body speaks for itself; `body` is the title and publisher."""
    if _of_persons(frame.topic):
        return True
    seen = look(frame).narrow
    if seen == 0 or ("等" in frame.own and _AND_OTHERS.search(frame.own)):
        return False
    return _speaks_alone(frame, body, seen) and not _TOGETHER.search(frame.pre)


def _speaks_alone(frame: Frame, body: str, seen: int) -> bool:
    """As `is_narrow`, by what the sentence has been seen to hold."""
    sentence = frame.before.rsplit("。", 1)[-1].rsplit("；", 1)[-1]
    if (
        seen & IN_TOWN
        and (town := _gate("town").search(sentence))
        and (town[1] or town[2]) not in body
        and not _KIND.search(town[1] or town[2])
    ):
        return not _RECEIVES.search(sentence, town.end()) and not _WIDER.search(sentence, town.end())
    if seen & IS_BRANCH and sentence.endswith("党员") and (own := NAMED_BRANCH.search(sentence[-_NEAR:])):
        return own["branch"] not in body
    if seen & BY_ITSELF and (alone := _gate("alone").search(sentence[-_NEAR:])):
        if alone["village"] or alone["hamlet"]:
            return not _OF_VILLAGE.search(body)
        return not alone["that"] or alone["that"] not in body
    if seen & IS_FOUNDED and _gate("founded").search(sentence[-_NEAR:]):
        return True
    if seen & IN_BUREAU and (bureau := _gate("bureau").search(sentence)):
        return not _is_body(bureau["bureau"], f"{body}｜{_headings(frame.topic)}")
    if seen & OF_STAFF and (staff := _gate("staff").search(sentence)):
        return not _is_body(staff["staff"], f"{body}｜{_headings(frame.topic)}")
    party = PARTY.search(sentence) if seen & OF_PARTY and _is_of_parties(frame, body) else None
    if party and party["party"] not in _headings(frame.topic):
        return True
    if seen & IN_BRANCH and frame.quantity.unit in _PERSONS and BRANCH.search(frame.own):
        return True
    return bool(seen & BY_NAME) and _is_named(sentence, body)


def _is_body(name: str, body: str) -> bool:
    """Whether a bureau is the reporting body itself: 水利局 of 水利系统, but not 水利水电勘测设计研究院; nor is
    甘谷林业局 that of 甘谷县总工会, whatever name both begin with.
    """
    area = body.find(name[:2]) + 2
    name = name[2:] if len(name) > 4 and area > 1 and body[area : area + 1] in _AREAS else name
    return name[: 2 if len(name) < _LONG_NAME else 4] in body


def _is_of_parties(frame: Frame, body: str) -> bool:
    """Whether all parties are reported on: by the body, or as a sentence tells of one party after the other."""
    return "民主党派" in body or len(set(PARTIES.findall(frame.sentence))) > 1


def _is_named(sentence: str, body: str) -> bool:
    """Whether the last subject of a sentence is a unit by its name."""
    found = _gate("unit").last(sentence)
    if found is None or _WIDER.search(sentence, found.end(1)):
        return False
    subject = found[1].removeprefix("其中")
    if _ALL_OF_ITS_OWN.search(sentence, found.end(1)):
        return False
    return subject not in body and not _NOT_SUBJECT.search(subject) and not _KIND.search(subject)


@cache
def _gate(words: str) -> Gate:
    """What is searched for most often and found seldom; made ready when the first sentence asks for it."""
    told = {"alone": ALONE, "founded": FOUNDED, "town": TOWN, "bureau": BUREAU, "staff": STAFF}
    return Gate(told.get(words) or named_unit())


_OF_PERSONS = re.compile(
    r"(?:^|｜)[^｜，。]{0,12}(?:(?<!先进)(?<!典型)(?<!模范)(?<!新闻)(?<!年度)人物(?:传略?|简介|小传|传记|录)?|英名录|烈士传)"
    r"[\s　]*(?:｜|$)"
)
"""A chapter of lives: what is counted there is one person's (发表论文90多篇); 先进人物 tells of people commended."""
_OF_VILLAGE = re.compile(r"(?<![农乡])村(?:志|史|党|委|两委|年|工作|简介|$|｜)")
"""A title whose body is a village, which speaks for itself."""
_AREAS = frozenset("省市县区州旗盟")
_NEAR = 60
_LONG_NAME = 6
# 主要街道, 边远山乡, 中小学校, 国有公司, 举办镇乡干部培训班: a kind of unit, or what is done to one, is no unit's name.
_KIND = re.compile(
    r"^(?:联合|会同|协同|配合|下拨|划拨|建立|成立|组建|设立|恢复|撤销|主要|主次|背街|沿街|城乡|城区|整治|帮助|支援|援[建助]|扶持|慰问|走访|清[扫洗理]|打扫|整修|新[修建]|改造|拓宽|硬化|美化|亮化|绿化|边远|偏远|边疆|高寒|山区|牧区|农村"
    r"|老区|库区|贫困|落后|部分|个别|一些|许多|不少|多数|少数|其他|其余|重点|骨干|示范|国有|国营|集体|私[营立]|民[营办]|非公|外资|股份|控股|大中|中小|大型|小型"
    r"|高等|中等|初等|职业|普通|公办|街道|乡镇|城市|城镇|县级|信用|农业|供销|高级|初级"
    r"|举办|开办|召开|培训|轮训|发动|动员|表彰|评选|评出|奖励|选派|抽调|指导|督促)"
)
# 城东镇植树800株，全县共植树3万株: behind the unit the sentence has come back to the whole.
_WIDER = re.compile(
    rf"[，：{MARK}](?:[^，；。：{MARK}]{{0,4}}，)?(?:截至?[^，；。{MARK}]{{0,8}})?(?:使|至此)?(?:全(?:省|市|县|区|州|旗|盟|系统)|各(?:级|地|乡|镇|单位|县|市|区)|[市县区](?:直|级))[^；。]*$"
)
# 甲县矿业公司在全公司5个支部中…: what speaks of all of itself is what reports.
_ALL_OF_ITS_OWN = re.compile(r"全(?:公司|集团|厂|校|院|矿|场|局|行)")
_RECEIVES = re.compile(r"(?:得到|获得?|收到|接受)(?:捐|赠)")
# 东风镇团委等3个单位获奖, 城关镇等5个乡镇植树3万株: several units, of which one is named.
_AND_OTHERS = re.compile(rf"等(?:{MARK}[^，；。]*)?$")
_TOGETHER = re.compile(r"合占|共占|合计|[两二三四五六七八九十]+[镇乡者]")


@lru_cache(maxsize=64)
def _headings(topic: str) -> str:
    """The headings in a frame's topic, without the title and the first words of the paragraph."""
    return "｜".join(topic.split("｜")[2:])


@lru_cache(maxsize=64)
def _of_persons(topic: str) -> bool:
    """Whether a heading opens a chapter of lives; asked for every figure below it."""
    headings = _headings(topic)
    return ("人物" in headings or "传" in headings or "录" in headings) and _OF_PERSONS.search(headings) is not None


_PERSONS = frozenset({"人", "名", "人次", "人·次"})
