"""Which indicator a quantity states: the catalogue's rules first, then what the sentence carries over.

A rule looks at one frame. What it cannot see is handed on from the figure before: a bracket and 其中 make
components, a bare number or 分别 repeats what was counted last, a list of kinds goes on until another
head appears.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.attribution import carry, parts
from extract.attribution.apart import counted_before, is_of_flow, is_split, is_split_on, named_whole
from extract.attribution.attributed import PIECES, Attributed, group, nature
from extract.attribution.classify import announced, classify, under
from extract.attribution.companion import companion, raised
from extract.attribution.frame import AMONG, MARK, Frame
from extract.attribution.look import DIFFERENCES, look
from extract.catalogue.lexicon import lexicon
from extract.catalogue.rules import Rule
from extract.models import OTHER

_SHARE = re.compile(r"^，?占([^，⟦]{0,10})总(?:数|人数|量)")
_MEMBER = re.compile(r"[党团会盟社]员$")
_ADMITTED = frozenset({"new_party_members", "new_league_members"})
# 全县农村发展团员900名，团员总数为1.2万名: the total of one sector is no whole.
_SECTOR = re.compile(r"全[国省市县区州](?:农村|城镇|学校|中学|高校|大中学校|企业|机关|学生|职工)")
_KIND_SET_UP = re.compile(r"(?:工会|党委|党总支|党支部|党组织|党小组|团委|团总支|团支部|团组织)$")
_CHOSEN = re.compile(
    r"选出|当选|选举|产生|选派|选聘|招[录聘]|录用|录取|招收|培训|接收|安置|抽调|提拔|任命|村官|[委议]员|代表|选手|学员|班子|成员|候选人|村干部"
)
_OF_WHICH = re.compile(r"，?其中[，：]?")
_OF_IT_THIS_YEAR = re.compile(r"，(?:其中，?)?(?:当年|本年度?|今年|年内)(?!末|底)")
"""累计投入3.6亿元，当年投入1.02亿元: the total is of several years."""
_LIST_OF_PARTS = re.compile(r"\W*其中[：:]")
_STANDS_AT = re.compile(r"总(?:量|规模)已经?(?:达到?|有|超过)?$")
_THIS_YEAR = re.compile(r"年|月|季度")
_COUNTED = re.compile(r"(?:总?数|总?量|人数|总人数|队伍|规模)?(?:，)?$")
_SEX_OR_PEOPLE = re.compile(r"(?:全[省市县区州旗])?(?:妇女|女|少数民族)(?:共产)?(?:党员|团员|会员)")
_REACHED = re.compile(r"(?:达到?|增[至到加]到?|发展到|壮大到)$")
_MEAN = re.compile(
    r"(?:(?:平均|[年月季周日人户校村]均)(?:约|近|达到?|为|有|在|保持在)?|(?:年平?均|月均|人均|户均|平均)[^，；。⟦]{0,8})$"
)
"""年均造林9260亩, 各支部平均学习24次: a mean is no count of what was done."""
_TOOK_PART = re.compile(r"^(?:参加|参与|投入)")
"""参加整顿的职工1954人，其中党员626人: those who took part in something are not the membership."""
_BARE_TOTAL = re.compile(r"^[党团会]员(?:总数|总量|总人数)$")


@dataclass(frozen=True, slots=True)
class _Above:
    """What the nearest heading says of all figures below it: whose members are broken down (党员的职业), that it is a
    side from which a whole is looked at (年龄), that it names a kind of cases (刑事案件).
    """

    breakdown: str
    aside: bool
    kind: bool


def _above(heading: str) -> _Above:
    words = lexicon()
    breakdown = words.breakdowns.match(heading)
    aside, kind = words.sides.match(heading), words.kinds.match(heading)
    return _Above(breakdown[1] if breakdown else "", aside is not None, kind is not None)


class Attributor:
    """Reads the paragraphs of one document in order; remembers the wholes that later figures are parts of."""

    def __init__(self) -> None:
        self.wholes: dict[str, Attributed] = {}
        self.flows: dict[str, Attributed] = {}  # by unit: the largest flow of the paragraphs before
        self.filed: dict[str, Attributed] = {}  # by indicator: its largest, where it counts cases or papers

    def attribute(self, sentences: Sequence[Sequence[Frame]], heading: str) -> list[list[Attributed]]:
        """Every frame of one paragraph with its indicator; `heading` is the nearest one above it."""
        told: list[list[Attributed]] = []
        before: list[Attributed] = []
        above = _above(heading)
        for frames in sentences:
            current = self._sentence(frames, before, above)
            told.append(current)
            before = (before + current)[-12:]
        items = [item for current in told for item in current]
        for current in told:
            raised(current)
        self._remember_flows(items)
        parts.told_by_numbers(items, [*self.wholes.values(), *self.flows.values()])
        return told

    def _sentence(self, frames: Sequence[Frame], before: list[Attributed], above: _Above) -> list[Attributed]:
        """The frames of one sentence, in text order; `before` are the figures ahead of it."""
        current: list[Attributed] = []
        for frame in sorted(frames, key=lambda frame: (frame.outer is not None, frame.quantity.start)):
            mean = "均" in frame.pre and _MEAN.search(frame.pre)
            item = Attributed(frame) if mean else _attributed(frame, frames, current, before)
            if above.breakdown and item.code == OTHER and frame.side == "pre" and not item.difference:
                _break_down(item, above.breakdown)
            self._behind_change(item, before, current)
            self._take_apart(item, before, current, above)
            self._listed_under(item, before)
            item.summed = _adds_up_years(item, current)
            self._remember(item)
            current.append(item)
        current.sort(key=lambda item: item.frame.quantity.start)
        return current

    def _take_apart(
        self, item: Attributed, before: list[Attributed], current: list[Attributed], above: _Above
    ) -> None:
        """Finds the whole of a figure that stands in a list of components, or under a heading that announces one."""
        frame = item.frame
        if item.code == OTHER and frame.own in ("在", "") and AMONG.match(frame.right):
            self._again(item, before + current)
        elif frame.side == "pre" and not item.difference:
            of_kind = above.kind and item.code != OTHER and not item.part
            if of_kind or above.aside or is_split(frame) or is_split_on(frame, current):
                self._split(item, before + current)

    def _again(self, item: Attributed, before: Sequence[Attributed]) -> None:
        """在21846件中，甲县4902件: the number that is taken apart has been told of before."""
        unit, value = group(item.frame.quantity.unit), item.value
        for each in reversed([*self.flows.values(), *self.wholes.values(), *before]):
            if each.code != OTHER and each.value == value and group(each.frame.quantity.unit) == unit:
                item.take(each, "carried.repeated")
                return

    def _listed_under(self, item: Attributed, before: Sequence[Attributed]) -> None:
        """栽植苗木512万株。其中：荒山造林2万亩；“四旁”植树88万株: the whole list takes the sentence before apart."""
        if item.part or item.code == OTHER or item.difference or "其中" not in item.frame.sentence:
            return
        if not _LIST_OF_PARTS.match(item.frame.sentence):
            return
        unit = group(item.frame.quantity.unit)
        whole = next((each for each in reversed(before) if each.code == item.code and each.divisible), None)
        if whole and whole.value > item.value and group(whole.frame.quantity.unit) == unit:
            item.part, item.whole = True, whole

    def _behind_change(self, item: Attributed, before: list[Attributed], current: list[Attributed]) -> None:
        """党员数比上年净增14万名，增幅2.8%。其中工人49万名: of the members told before, not of the change."""
        if item.code != OTHER or item.whole or item.frame.own != item.frame.pre or not _OF_WHICH.match(item.frame.pre):
            return
        unit = group(item.frame.quantity.unit)
        alike = [each for each in before + current if group(each.frame.quantity.unit) == unit]
        if not alike or not alike[-1].difference:
            return
        named = classify(under(alike[-1].frame, _COUNTED.sub("", alike[-1].frame.own.split("比")[0])))
        whole = self.wholes.get(named.code) if named else None
        if whole and whole.value >= item.value and group(whole.frame.quantity.unit) == unit:
            item.take(whole, "carried.of_which")
            item.part, item.whole = True, whole

    def _split(self, item: Attributed, before: list[Attributed]) -> None:
        """按内容分, under （二）年龄: the figure is a part of the whole of its unit that was told last."""
        unit = group(item.frame.quantity.unit)
        told = [*self.wholes.values(), *self.filed.values(), *before]
        if (named := named_whole(item, told)) and item.code != named.code:
            item.take(named, "carried.split")
            item.part, item.whole = True, named
            return
        if item.code != OTHER and is_of_flow(item, before):
            item.take(before[-1], "carried.split")
            item.part, item.whole = True, before[-1].whole
            return
        if item.code != OTHER:
            flow = counted_before(item, before) or self.flows.get(unit)
            own = item.part or carry.AREA.match(item.frame.head)
            other_year = flow is not None and carry.of_another_year(item.frame, flow.frame)
            if flow and not (own or other_year) and flow.code == item.code and flow.value > item.value:
                item.part, item.whole, item.rules = True, flow, (*item.rules, "carried.split")
            return
        wholes = [*self.wholes.values(), *(other for other in before if not other.part and other.code != OTHER)]
        fitting = [each for each in wholes if group(each.frame.quantity.unit) == unit and each.value >= item.value]
        if not fitting and (flow := self.flows.get(unit)) and flow.value > item.value:
            fitting = [flow]
        if fitting:
            item.take(fitting[-1], "carried.split")
            item.part, item.whole = True, fitting[-1]

    def _remember_flows(self, items: Sequence[Attributed]) -> None:
        """Notes what the paragraph counted most of in cases and papers, for a later one that takes it apart."""
        for item in items:
            unit = group(item.frame.quantity.unit)
            if unit != PIECES or item.part or item.difference or item.code == OTHER or item.carried:
                continue
            for key, told in ((unit, self.flows), (item.code, self.filed)):
                if key not in told or told[key].value < item.value:
                    told[key] = item

    def _remember(self, item: Attributed) -> None:
        """Notes a stock as the whole of its kind, or finds it a part of the one noted: 女党员 of 党员."""
        admitted = item.code in _ADMITTED
        if item.part or (nature(item.code) != "stock" and not admitted):
            return
        if admitted and (item.frame.head.endswith("预备党员") or carry.OWN_YEAR.search(item.frame.pre)):
            self.wholes[item.code] = item  # 1960年接收预备党员312人: all who were admitted then
            return
        whole = self.wholes.get(item.code)
        if not _is_kind(item):
            self.wholes[item.code] = item
        elif whole and item.value < whole.value and group(item.frame.quantity.unit) == group(whole.frame.quantity.unit):
            item.part, item.whole = True, whole
        elif whole is None and _SEX_OR_PEOPLE.match(item.frame.head):  # 有女党员931人: no membership by itself
            item.code, item.rules = OTHER, ()


def _adds_up_years(item: Attributed, current: Sequence[Attributed]) -> bool:
    """全年募集善款3500万元, 累计募集5.5亿元: 累计 beside this year's own figure is a total over several years."""
    if "总" in item.frame.pre and _STANDS_AT.search(item.frame.pre) and not _THIS_YEAR.search(item.frame.own):
        return nature(item.code) == "flow"
    if "累计" in item.frame.pre and item.code != OTHER and _OF_IT_THIS_YEAR.match(_behind(item.frame)):
        return True
    if "累计" not in item.frame.own.rsplit(MARK, 1)[-1] or item.code == OTHER:
        # Behind a semicolon, where no number stands before this one, another thing is counted.
        if not current or not current[-1].summed or MARK not in item.frame.before:
            return False
        return not _THIS_YEAR.search(item.frame.own)  # 累计命名186个，本年命名58个
    return any(other.code == item.code and other.value < item.value for other in current)


def _behind(frame: Frame) -> str:
    """The sentence behind a number."""
    return frame.sentence[frame.sentence.find(f"{frame.pre}{MARK}") + len(frame.pre) + len(MARK) :]


def _is_kind(item: Attributed) -> bool:
    """Whether a figure is of one kind among its like: 女党员, 党员…占总数的12%, or told by a breakdown."""
    if item.rules[-1:] in (("carried.breakdown",), ("carried.split",)):
        return True
    if _SECTOR.search(item.frame.left) and _BARE_TOTAL.search(item.frame.head):
        return True
    return bool(lexicon().part_heads.search(item.frame.head)) or _is_share_of_its_own(item.frame)


def _is_share_of_its_own(frame: Frame) -> bool:
    """党员46人，占总数的12%; but 会员1342人，占职工总数的76% are all members there are."""
    match = _SHARE.match(frame.right)
    return match is not None and (not match[1] or match[1][-2:] in frame.head or _MEMBER.search(match[1]) is not None)


def _break_down(item: Attributed, head: str) -> None:
    """Takes the head from the heading above: under 党员的职业, 学生290.1万名 are members."""
    if rule := classify(under(item.frame, head)):
        item.code, item.rules, item.carried = rule.code, (rule.name, "carried.breakdown"), True


def _attributed(
    frame: Frame, frames: Sequence[Frame], current: list[Attributed], before: list[Attributed]
) -> Attributed:
    told = look(frame).parts & DIFFERENCES and lexicon().differences.search(frame.pre)
    difference = bool(told)
    if current and current[-1].difference and frame.pre in ("、", "和", "及"):
        difference = True
    rule = None if difference else classify(frame)
    found = Attributed(frame, difference=difference)
    if rule:
        found.code, found.rules = rule.code, (rule.name,)
        _set_up_too(found, rule, current)
    whole, name = carry.whole_of(frame, frames, current, before, rule is not None)
    whole = None if name == "carried.list" and (difference or carry.is_whole(frame, rule)) else whole
    others = rule is not None and (_of_others(rule, whole, name) or carry.like_the_last(frame, current, name))
    if whole and whole.code == OTHER and others:
        # 干部8人（中共党员6人）, 选出委员25人，其中党员18人: members among the staff are not the membership.
        found.code, found.rules, found.part, found.whole = OTHER, (), True, whole
    elif whole and (rule is None or rule.code == whole.code or _outweighed(rule, whole, name)):
        found.part, found.whole = True, whole
        if found.code != whole.code:
            found.take(whole, name)
    elif rule is None and not difference and (listed := announced(frame)):
        found.code, found.rules, found.carried = listed.code, (listed.name, "carried.colon"), True
    elif rule is None and not difference and (beside := companion(frame, frames, current)):
        found.code, found.rules, found.carried = beside, ("carried.beside",), True
    elif rule is None and not difference and (last := carry.repeated(frame, current, before)):
        found.take(last, "carried.repeated")
        found.source = last
        found.part, found.whole = carry.part_of(last, frame, current)
        _stand_in_all(found, last)
    return found


def _set_up_too(item: Attributed, rule: Rule, current: Sequence[Attributed]) -> None:
    """建成23个行业工会联合会，5个商圈工会: a bare number goes on with what the verb before has set up."""
    frame, last = item.frame, current[-1] if current else None
    if last is None or not rule.state or last.code != "orgs_established" or last.part:
        return
    if frame.pre in ("", "、", "和", "及") and not frame.rest and frame.side == "post" == last.frame.side:
        item.take(last, "carried.coordinate")


def _stand_in_all(item: Attributed, last: Attributed) -> None:
    """新建企业工会402家，累计达1013家: so many stand there in all, whatever one year has set up."""
    kind = _KIND_SET_UP.search(last.frame.head) if last.code == "orgs_established" else None
    reached = item.frame.sentence != last.frame.sentence and _REACHED.search(item.frame.pre)
    if kind and ("累计" in item.frame.pre or reached) and (rule := classify(under(item.frame, kind[0]))):
        item.code, item.rules, item.part, item.whole = rule.code, (rule.name, "carried.repeated"), False, None


def _of_others(rule: Rule, whole: Attributed | None, name: str) -> bool:
    """Whether a figure that no indicator takes is of staff, or of those who were chosen, sent or taken in."""
    if whole is None or not rule.state:
        return False
    clause = whole.frame.before.rsplit("。", 1)[-1].rsplit("；", 1)[-1]
    chosen = _CHOSEN.search(clause) or _TOOK_PART.search(whole.frame.head)
    return name == "carried.bracket" or (name in ("carried.of_which", "carried.list") and chosen is not None)


def _outweighed(rule: Rule, whole: Attributed, name: str) -> bool:
    """Whether 其中 is believed rather than a rule: 论文63篇, 其中核心期刊17篇 are papers, not issues of a journal."""
    if rule.state and name in ("carried.of_which", "carried.list"):
        # 发展党员1564人, 其中女党员380人: a stock is no part of a flow, so that these are new members, too.
        return nature(whole.code) == "flow"
    return rule.weak and name == "carried.of_which" and whole.code != OTHER
