"""What one figure hands on to the next: 其中 and brackets make components, a bare number repeats the last head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.attribution.attributed import Attributed, group
from extract.attribution.frame import MARK, Frame
from extract.attribution.look import PART_WORDS, look
from extract.attribution.noun import FOLD, TIME
from extract.catalogue import catalogue
from extract.catalogue.lexicon import gated, lexicon
from extract.catalogue.rules import Rule
from extract.models import OTHER

# 甲县有党员112人, 乙县808人: an area alone goes on with what was counted in the one before.
AREA = re.compile(
    r"^[^，⟦]{1,7}(?:[省市县区旗乡镇厂场校]|公社|街道|农场|林场|政协|妇联|法院|检察院|分局|分校|公司|大队)$"
)

_REACH = 40
"""So many figures back something is carried over at the most."""

WORTH = re.compile(r"(?:物资|物品|实物|药品|捐物|捐赠物).{0,6}(?:折[价款合]|价值|作价)(?:人民币)?$")
"""What goods are worth is no money, though it stands in one list with it."""
_MEASURED_BY = re.compile(r"(?:占|为|完成|超|超过|比|较)[^，；。]{0,8}(?:计划|任务|目标|指标|预算)[^，；。]{0,4}$")
"""造林1860公顷，占年计划1700公顷的109%。其中人工造林1320公顷: of what was done, not of what it is measured by."""
_DIRECTLY = re.compile(f"，其中[^，；。{MARK}]{{0,16}}{MARK}|$")
_KIND_AMONG = re.compile(
    r"(?:（[^（）]{1,2}）)?次?中(?:，有?[^，⟦]{2,8}|有?[^，⟦小学医央共国外心队间等级型专层有的各][^，⟦]{1,7})"
)
_TAKEN = re.compile(r"采[纳用]|刊用|录用|转发|选登")
_STAFF = re.compile(r"[专兼]职[^，；。]{0,10}(?:干部|人员|工作者)$")
"""Those who serve the members are none of them."""

_MEMBERS = frozenset({"party_members", "league_members", "union_members", "other_party_members"})
_GRADE = re.compile(
    r"(?:女性|妇女|少数民族)(?:党员|会员|团员)?|(?:具?有)?(?:[正副]?高级?|中级|初级)(?:专业)?(?:技术)?(?:职称|职务)(?:及?以上)?(?:者|人员|的)?"
    r"|(?:具?有)?(?:大学|大专|本科|研究生|高中|中专|初中)(?:及?以上)?(?:学历|文化程度|文化)(?:者|人员|的)?"
)
"""What members are by their sex or people, their schooling or their title."""

_OFFICE = re.compile(
    r"(?:担任|当选|兼任|任(?!期)|被[^，；。]{0,6}(?:选为|聘为|聘任|推选))[^，；。⟦]{0,16}(?:代表|委员|常委|主席|主任|领导|职务|[长员])"
)
"""盟员113人，其中8人担任市人大代表: who holds an office outside is no kind of member."""

_TARGET = re.compile("，?(?:而)?(?:原|年度|全年)?(?:计划|指标|任务|目标)数?(?:数?为|是)")
"""新入盟12人，计划数是10人: what was meant is of what was done right before."""

_YEAR = re.compile(r"(?:19|20)\d\d年")
OWN_YEAR = re.compile(r"(?:19|20)\d\d年|次年|翌年|上年|去年")


def whole_of(
    frame: Frame, frames: Sequence[Frame], current: list[Attributed], before: list[Attributed], known: bool
) -> tuple[Attributed | None, str]:
    """The figure that this one is a component of, and the rule that says so; `known` where a rule tells what it is."""
    unit = group(frame.quantity.unit)
    if _OFFICE.match(frame.right):
        return None, ""
    if frame.outer is not None:
        outer = next((item for item in current if item.frame.quantity is frames[frame.outer].quantity), None)
        if outer and group(outer.frame.quantity.unit) == unit and frame.quantity.value <= outer.value:
            return outer, "carried.bracket"
        return None, ""
    ahead = [item for item in current if item.frame.outer is None and item.frame.quantity.start < frame.quantity.start]
    ahead = ahead[-_REACH:]
    told = look(frame).parts & PART_WORDS and gated("part_words").search(
        frame.before.rsplit(MARK, 1)[-1].rsplit(FOLD, 1)[-1]
    )
    if told:
        found = _of_which(frame, frames, told[0], before, ahead)
        return found, "carried.of_which" if found else ""
    if ahead and (known or ahead[-1].code != OTHER) and _is_among(frame, ahead[-1]):
        return ahead[-1], "carried.of_which"
    if not known and (members := _graded(frame, ahead)):
        return members, "carried.of_which"
    last = next((item for item in reversed(ahead or before[-1:]) if group(item.frame.quantity.unit) == unit), None)
    # Across a semicolon or a full stop only another kind of the same goes on: ；少数民族党员28人.
    near = bool(ahead) and (MARK in frame.before or _SHARE.match(frame.right) is not None)
    near = near or (last is not None and not known and _is_next_kind(frame, last))
    if last and last.whole and _goes_on(frame, last) and (near or lexicon().part_heads.search(frame.head)):
        return last.whole, "carried.list"
    return None, ""


def _of_which(
    frame: Frame, frames: Sequence[Frame], words: str, before: list[Attributed], ahead: list[Attributed]
) -> Attributed | None:
    """The figure that 其中 (`words`) takes apart: of those right before it that are large enough, a known one."""
    unit = group(frame.quantity.unit)
    candidates = [item for item in before + ahead if group(item.frame.quantity.unit) == unit and item.divisible]
    candidates = [item for item in candidates if not _beside(item, words)]
    if not ahead:  # 党员7446名，比上年增加345名。其中：女党员119名: of the members, not of the change
        candidates = [item for item in candidates if not item.difference] or candidates
    candidates = [item for item in candidates if not _MEASURED_BY.search(item.frame.pre)] or candidates
    fitting = [item for item in candidates[-3:] if item.value >= frame.quantity.value]
    right = bool(fitting) and _is_right_before(fitting[-1], frame) and not _overflows(fitting[-1], frame, frames)
    named = [item for item in fitting if item.code != OTHER and not right]
    return (named or fitting)[-1] if fitting else None


def _is_among(frame: Frame, item: Attributed) -> bool:
    """107件中经济类61件: a kind, right behind the number that is taken apart."""
    words = frame.before.rsplit(MARK, 1)[-1]
    if not words.startswith(("中", "次中", "（")) or not _KIND_AMONG.fullmatch(words):
        return False
    own, other = frame.quantity, item.frame.quantity
    return item.divisible and other.value >= own.value and group(other.unit) == group(own.unit)


def _graded(frame: Frame, ahead: Sequence[Attributed]) -> Attributed | None:
    """盟员214人，平均年龄46岁，高级职称者83人: of the members, of whom alone the sentence has counted heads."""
    unit = group(frame.quantity.unit)
    first = next((item for item in ahead if group(item.frame.quantity.unit) == unit), None)
    if first is None or first.code not in _MEMBERS or first.part or not _GRADE.fullmatch(frame.head):
        return None
    return first if first.value >= frame.quantity.value else None


def _is_right_before(item: Attributed, frame: Frame) -> bool:
    """接收退役士兵312名，其中自谋职业186名: 其中 goes back to what stands right before it, whatever that is."""
    words = frame.before.rsplit(MARK, 1)[-1]
    return item.code == OTHER and words.startswith("，其中") and _DIRECTLY.match(item.frame.right) is not None


def _overflows(item: Attributed, frame: Frame, frames: Sequence[Frame]) -> bool:
    """党员7446人，比上年增加3453人，其中城镇1139人，农村6307人: the two are more than the change right before them."""
    if not item.difference:
        return False
    unit, start = group(frame.quantity.unit), frame.quantity.start
    later = (each for each in frames if each.quantity.start > start and each.outer is None)
    following = next((each for each in later if group(each.quantity.unit) == unit), None)
    if following is None or not following.before.rsplit(MARK, 1)[-1].startswith(("，", "、")):
        return False
    return frame.quantity.value + following.quantity.value > item.value


def _is_next_kind(frame: Frame, last: Attributed) -> bool:
    """其中用材林137万亩；经济林8万亩；其他林14万亩: behind a semicolon a kind that ends in the same word."""
    head = frame.head
    if not head or head[-1:] != last.frame.head[-1:] or len(head) > 8 or frame.own != head:
        return False
    return last.part


def _beside(item: Attributed, words: str) -> bool:
    """Whether a figure is told in the same words, so that it stands beside: 被甲报采用3篇，被乙报采用1篇."""
    return _TAKEN.search(words) is not None and words[-2:] in item.frame.pre


def _goes_on(frame: Frame, last: Attributed) -> bool:
    """Whether a list of components goes on: another kind, no new verb, and not more than the whole."""
    whole = last.whole
    words = frame.own.rsplit("，", 1)[-1]
    if whole is None or frame.quantity.value > whole.value or lexicon().actions.search(words):
        return False
    if _DID.match(frame.head) and not last.frame.head.startswith(frame.head[:2]):
        return False
    if OWN_YEAR.search(frame.pre) or WORTH.search(frame.head) or _STAFF.search(frame.head) or _EACH.search(frame.pre):
        return False
    if of_another_year(frame, last.frame):
        return False
    return frame.side == "pre" and len(frame.head) <= 24


_EACH = re.compile(r"每[人户名位个家件]|[人户]均")
"""资助大学生264人，每人5000元: what one of them got is no component of what was given to all."""
_DID = re.compile(r"完成|解决|节约|创造?(?![新造])|筹[集措]|投入|举办|开展")
"""采用914条，完成技改项目65项: what was done besides is no component."""


def like_the_last(frame: Frame, current: Sequence[Attributed], name: str) -> bool:
    """民事案件672宗，刑事案件286宗: a component that is called like the one before it, which no indicator has taken."""
    last = current[-1] if current and name == "carried.list" else None
    return last is not None and last.code == OTHER and last.frame.head[-2:] == frame.head[-2:] != ""


def of_another_year(frame: Frame, last: Frame) -> bool:
    """处分196人，其中开除28人；1986年立案163件，处分150人: the clauses before the number name another year."""
    years, before = _YEAR.findall(frame.before), _YEAR.findall(last.before)
    return bool(years and before) and years[-1] != before[-1]


def repeated(frame: Frame, current: list[Attributed], before: list[Attributed]) -> Attributed | None:
    """What was counted last, where this number stands without a head of its own: 次年402人, 分别为19个、41名."""
    if frame.side == "post" or (frame.rest and not _CHANGES.match(frame.rest)):
        return None
    if not frame.pre and current and _is_of_it(current[-1], frame):
        return None
    ahead = frame.before.rsplit(MARK, 1)[-1]
    reached = _LEVEL.search(frame.pre) and any(_is_stock(item, frame) for item in (before + current)[-4:])
    if not reached and not _AGAINST.match(frame.own) and lexicon().verbs.search(ahead.removesuffix(frame.head)):
        # 盟员38人, 此后吸收新盟员, 1981年9人: what was done in between is counted now.
        return None
    head = TIME.sub("", frame.head)
    listed = bool(current) and AREA.match(head)
    if head and not listed and not lexicon().empty_heads.match(head):
        return None
    unit = group(frame.quantity.unit)
    counted = [
        item
        for item in before[-4:] + current[-_REACH:]
        if group(item.frame.quantity.unit) == unit and item.code != OTHER and item.frame.outer is None
    ]
    if not counted or _is_aside(frame, counted, current) or _rose_from_another(frame, current, unit):
        return None
    if current and frame.pre in ("、", "和", "及") and _each_against(current[-1].frame):
        return _second_against(frame, current)
    told = _in_turn(frame, counted, current)
    return None if told in current and _LEVELS.search(told.frame.head) else told


_LEVELS = re.compile(r"满意(?:率|度)?[和与及、](?:基本|比较|较为?)满意")
"""满意和基本满意率分别为71%和22%: the second is another level of the scale."""


def _is_of_it(last: Attributed, frame: Frame) -> bool:
    """移送司法机关5件5人: right behind a number that no indicator takes, the same is counted in another unit."""
    joined = last.frame.quantity.end == frame.quantity.start and bool(last.frame.head)
    return joined and last.code == OTHER and group(last.frame.quantity.unit) != group(frame.quantity.unit)


def part_of(last: Attributed, frame: Frame, current: Sequence[Attributed]) -> tuple[bool, Attributed | None]:
    """What a figure that goes on with another is a part of: nothing in a sentence of another year (1982年为612件)."""
    of_its_own = last not in current and OWN_YEAR.search(frame.before)
    return (False, None) if of_its_own else (last.part, last.whole)


def is_whole(frame: Frame, rule: Rule | None) -> bool:
    """红旗手210名，其中省级20名；女能手180名，其中省级5名: behind a semicolon another whole is taken apart."""
    flows = rule is not None and not rule.state
    return flows and MARK not in frame.before and frame.right.startswith("，其中")


def _rose_from_another(frame: Frame, current: Sequence[Attributed], unit: str) -> bool:
    """待业人员3118人，到年底增至4656人: what no indicator takes has risen, not what an earlier sentence has counted."""
    near = next((item for item in reversed(current) if group(item.frame.quantity.unit) == unit), None)
    reached = _LEVEL.search(frame.pre) or _CHANGED_TO.search(frame.pre) or _TARGET.match(frame.pre)
    return near is not None and near.code == OTHER and not near.difference and reached is not None


def _each_against(frame: Frame) -> bool:
    """Whether a number is the first of those that several figures are held against, each in its turn."""
    return _IN_TURN_AGAINST.search(frame.pre) is not None


def _second_against(frame: Frame, current: list[Attributed]) -> Attributed | None:
    """受理2463件，结案2391件，分别比上年的2178件、2096件增加: the second is held against the second figure."""
    unit, last = group(frame.quantity.unit), current[-1]
    told = [item for item in current if group(item.frame.quantity.unit) == unit and item.frame.outer is None][:-1]
    before = told[told.index(last.source) + 1 :] if last.source in told else []
    return before[0] if before and before[0].code != OTHER else None


def _is_stock(item: Attributed, frame: Frame) -> bool:
    """Whether a figure before is a stock of the same unit: 7月起秘密发展党员，年底达到148名 goes on with it."""
    return catalogue().indicators[item.code].nature == "stock" and group(item.frame.quantity.unit) == group(
        frame.quantity.unit
    )


def _is_aside(frame: Frame, counted: Sequence[Attributed], current: list[Attributed]) -> bool:
    """Whether a bare number is the second measure of what stands before it: 理赔682人次、118.3万元."""
    if not current or current[-1].difference or frame.pre not in ("", "、", "和", "及"):
        return False
    if _COMPARED.search(frame.own):
        return False
    source = current[-1].source  # 1985年达到103个、1.08万人: both go on with what an earlier sentence has counted
    if source is not None and any(item.frame.sentence == source.frame.sentence for item in counted):
        return False
    same = group(current[-1].frame.quantity.unit) == group(frame.quantity.unit)
    return not same and not any(item in current for item in counted)


def _in_turn(frame: Frame, counted: list[Attributed], current: list[Attributed]) -> Attributed:
    """The one of the figures before that is meant: the last, or (1993年相应为268名、247名) each in its turn."""
    if _STANDS.search(frame.pre) and (stocks := [item for item in counted if _is_stock(item, frame)]):
        return stocks[-1]
    source = current[-1].source if current and frame.pre in ("、", "和", "及") else None
    if source in counted and counted.index(source) + 1 < len(counted):
        following = counted[counted.index(source) + 1]
        return source if following is current[-1] else following
    if _RESPECTIVELY.search(frame.pre):
        listed = _BARE.match(frame.right)
        count = 1 + (listed[0].count(MARK) if listed else 0)
        return counted[-count] if count <= len(counted) else counted[-1]
    return counted[-1]


# 其中女党员40人，占10％；团员入党60人，占15％: every item of the list tells its share.
_SHARE = re.compile(rf"，占(?:了|比)?{MARK}")
_COMPARED = re.compile(r"上年|去年|同期|任务|计划")
# 3 940人次参加，比2003年的3 412人次有增长: what is compared is what was counted, whatever was said of that.
_LEVEL = re.compile(r"^，?[^，；。]{0,8}(?:达到?|增[至到为]|增加到|发展[到至]|壮大到|上升[到至]|扩大到)$")
_CHANGED_TO = re.compile("(?:提[高升]|下?降|减少?)[到至为]$")
_AGAINST = re.compile(rf"[比较与同](?:[^，；。{MARK}]{{0,4}}年|上年|去年|同期)")
_IN_TURN_AGAINST = re.compile(r"(?:分别|依次)(?:比|较|与|同)")
_CHANGES = re.compile(r"(?:均|都|皆|各)?有?所?(?:相比|比较|相较|提高|增|减|下降|上升|降|升|多|少)")
# 党员312人，当年新发展96人，年末实有401人: so many there are, whatever was done in between.
_STANDS = re.compile(r"(?:实有|尚有|留有|现有)$")
_RESPECTIVELY = re.compile(r"(?:分别|相应|依次)(?:地?为|是|达)?$")
_BARE = re.compile(rf"(?:[、和及]{MARK})+")
