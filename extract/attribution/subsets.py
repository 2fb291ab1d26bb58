"""Components told by their words: what came of a number stated just before it, one set counted twice, an old total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extract.attribution import kinds
from extract.attribution.attributed import PEOPLE, Attributed, group
from extract.attribution.carry import OWN_YEAR, WORTH
from extract.attribution.frame import MARK
from extract.attribution.kinds import COMPARED, SHARE
from extract.models import OTHER

_RATIOS = frozenset("%％‰倍")
_HOUSES = frozenset({"户", "戶"})
_ROUNDS = frozenset({"批", "批次"})
_JOINED = re.compile(r"[、，]?(?:计|共)?")

_OUTCOME = re.compile(
    r"(?:已|均|又|经[^，]{0,4}|当场|成功|实际|最后)?"
    r"(?:(?:验收)?合格|(?:验收|审核|考核)?通过(?:验收)?|化解|兑现|治疗|治愈|暂缓|重新办理|除名|劝退|收录|到位|择优[^，]{1,6}"
    r"|评(?:选)?出优秀(?:成果|论文|文章|作品|征文|稿件)|列为[^，]{2,6}|纠正[^，]{2,6}|(?:给予)?开除(?:党籍|公职))(?:了|的有?)?"
)
"""A clause that has no noun of its own says what came of what was counted just before: 验收120家，通过113家."""
_TAKEN = re.compile(r"[^，]{0,12}采[纳用](?:的有?|了)?")
_TAKEN_UP = re.compile(r"(?:立案|(?<!组织)实施|付诸实施|推广应用|见效|实现|(?<!整改)落实)(?:的|了)?$")
_AND_ONE = re.compile(r"[^，；。：]{0,4}[^，；。：]{0,8}(?:和|与|及|、)[^，；。：]{0,12}")
_MISCOUNTED = Decimal("0.001")
"""Two components of which all consists may add up to a little more or less, as they are rounded."""
_SETTLED = re.compile(r"(?:已|均|都|全部|现|截至目前)*(?:办[结复]|办理完毕|答复|得到办理)")
_SECOND = re.compile(r"[，、]?(?:计|共)?(?:培训|轮训|训练|参训|受训|参加|学员)?[^，、⟦]{0,3}")
_OF_THOSE = re.compile(r"[^，]{2,16}的(?:有|占|为)?")
_ENDS = re.compile(r"(?:[，、；。]|$)")
_THERE = re.compile(r"(?:已|也|仅|只)?有?")
_DOES = re.compile(
    r"(?!参加|参与|列席|出席|到会|与会|参会|旁听|观看|听|受训|参训|培训|受益|组成|取消|延|的|以上|次|左右)[^，；。]"
)
_ROSE = re.compile(r"发生|发案|发现|立案|受理|接报")
_MET = re.compile(r"，?(?:已|共|均|全部|先后)*(?:查处|查结|立案查处|破获|侦破|查获)(?:了|的)?")
"""发生赌博案181起，查处172起: of the cases that arose so many were met."""
_STEPS = re.compile(r"^(?:结案|移送|调处|办结|收回|返还|上年|去年)")
# 其中科级31件，上年467件: another year's whole; 比上年67件少36件 goes on with the component.
_DATED = re.compile(rf"^(?![，,]?(?:比|较|与)).*(?:{OWN_YEAR.pattern})")
_IN_TURN = 3
"""So many figures back in the sentence a whole is looked for."""

_ELSEWHERE = re.compile(rf"{OWN_YEAR.pattern}|[省市县州旗]$|[^民台]盟$|[^市全地]区$")
"""A figure of another year or of an area of its own is no component."""

_LEAST = 50
_TERMS = 3
"""From this size on, and of so many terms, a sum is no chance."""

_LONGEST = 16
_WHOLES = 64
"""So many terms a sum has at the most; so many wholes of earlier paragraphs are kept."""


@dataclass(slots=True)
class Subsets:
    """Finds the components in the paragraphs of one document, in order."""

    wholes: dict[tuple[str, Decimal], Attributed] = field(default_factory=dict)

    def read(self, sentences: Sequence[Sequence[Attributed]]) -> None:
        """Marks the components in the figures of one paragraph."""
        figures = [item for items in sentences for item in items]
        for item in figures:
            _no_component(item)
        self._sums(figures)
        for items in sentences:
            for place, item in enumerate(items):
                if not item.part:
                    _find(item, items[max(0, place - _IN_TURN) : place])
                if not item.part and place and item.code != OTHER and items[place - 1].part:
                    _measured_too(item, items[place - 1], items)
        _side_by_side(figures)
        kinds.lectures(figures)
        kinds.letters(figures)
        kinds.prizes(figures)
        self._settled(figures)
        kinds.grave(figures)
        kinds.punished(figures)
        kinds.of_one_kind(figures)
        kinds.accused(figures)
        for item in figures:
            if item.divisible and item.value >= _LEAST:
                self.wholes[group(item.frame.quantity.unit), item.value] = item
        for key in list(self.wholes)[:-_WHOLES]:
            del self.wholes[key]

    def _settled(self, figures: Sequence[Attributed]) -> None:
        """收到提案134件。…129件提案已全部办结: what came of those that were counted before is no further proposals."""
        for item in figures:
            if item.code != "proposals_made" or item.frame.side != "post" or not _SETTLED.match(item.frame.rest):
                continue
            before = (each for each in figures if each.frame.quantity.start < item.frame.quantity.start)
            if any(each.code == item.code and each.value > item.value for each in (*self.wholes.values(), *before)):
                item.code, item.rules = OTHER, ()

    def _sums(self, figures: Sequence[Attributed]) -> None:
        """Neighbours that add up to a figure of an earlier paragraph: 已立案428件 … 委员351件，党派54件，团体23件."""
        rows: dict[str, list[Attributed]] = {}
        for item in figures if self.wholes else ():
            rows.setdefault(group(item.frame.quantity.unit), []).append(item)
        for unit, row in rows.items():
            values = [value for own, value in self.wholes if own == unit] if len(row) >= _TERMS else []
            if not values:
                continue
            start, most = 0, max(values) if all(item.value >= 0 for item in row) else Decimal("Infinity")
            while start <= len(row) - _TERMS:
                stop, whole = self._sum(unit, row, start, most)
                for item in row[start:stop] if whole else ():
                    _make_part(item, whole)
                start = max(stop, start + 1)

    def _sum(self, unit: str, row: Sequence[Attributed], start: int, most: Decimal) -> tuple[int, Attributed | None]:
        """Where the figures from `start` on have added up to a whole, and that whole; none is over `most`."""
        total = Decimal(0)
        for place in range(start, min(len(row), start + _LONGEST)):
            item = row[place]
            total += item.value
            if total > most or item.part or item.difference or item.frame.quantity.bound != "eq":
                break
            whole = self.wholes.get((unit, total))
            if whole and place - start + 1 >= _TERMS + (whole.code == OTHER):
                alike = all(
                    each.code in (whole.code, OTHER) and not _ELSEWHERE.search(each.frame.pre)
                    for each in row[start : place + 1]
                )
                return (place + 1, whole) if alike else (start, None)
        return start, None


def _make_part(item: Attributed, whole: Attributed | None) -> None:
    item.part, item.whole = True, whole
    if whole is not None and item.code == OTHER and whole.code != OTHER and not WORTH.search(item.frame.head):
        item.take(whole, "carried.sum")


def _no_component(item: Attributed) -> None:
    """Takes back what a list went on with too far: 立案402件，其中科级31件，结案396件; …，上年467件."""
    listed = item.part and item.rules[-1:] == ("carried.list",) and _STEPS.match(item.frame.head)
    dated = item.part and item.rules[-1:] == ("carried.repeated",) and _DATED.search(item.frame.pre)
    if listed or dated:
        item.part, item.whole = False, None
        if listed:
            item.code, item.rules, item.carried = OTHER, (), False


def _find(item: Attributed, before: Sequence[Attributed]) -> None:
    """Finds the whole of one figure among those before it in its sentence."""
    if not before or item.frame.outer is not None or item.frame.quantity.unit in _RATIOS:
        return
    last = before[-1]
    if _are_met(last, item):
        item.part, item.whole = True, last
        return
    if _second_of_two(last, item):
        item.part, item.whole = True, last.whole
        return
    if item.code == "proposals_made" and _TAKEN_UP.search(item.frame.pre):
        item.part = any(each.code == item.code for each in before)
        return
    if _twice(last, item):
        last.part, last.whole = True, item
        return
    unit = group(item.frame.quantity.unit)
    whole = next((each for each in reversed(before) if group(each.frame.quantity.unit) == unit), None)
    if whole is None or whole.value <= item.value or item.code not in (OTHER, whole.code) or item.difference:
        return
    if (whole is last and _bare(item)) or (_says_of(item) and not _TAKEN.fullmatch(whole.frame.pre)):
        item.part, item.whole = True, whole


def _measured_too(item: Attributed, last: Attributed, items: Sequence[Attributed]) -> None:
    """办班19期，培训1846人次，其中干部班2期、89人: the second measure is a part of what stands beside the whole."""
    if not _SECOND.fullmatch(item.frame.pre) or group(last.frame.quantity.unit) == group(item.frame.quantity.unit):
        return
    place = next((place for place, each in enumerate(items) if each is last.whole), len(items))
    for told in items[place + 1 : place + 2]:
        if told.code == item.code and told is not last and not told.part and told.value >= item.value:
            item.part, item.whole = True, told


def _are_met(first: Attributed, item: Attributed) -> bool:
    """发生赌博案181起，查处172起."""
    if not first.code == item.code == "cases_filed" or item.value > first.value:
        return False
    return bool(_MET.fullmatch(item.frame.pre) and _ROSE.search(first.frame.pre))


def _second_of_two(first: Attributed, item: Attributed) -> bool:
    """其中甲接收捐款79.6亿元，乙接收524.9亿元 of 604.4亿元; 其中1件集体提案和委员个人的6件提案获奖."""
    whole = first.whole
    if not first.part or whole is None or item.code != first.code or item.code == OTHER or item.difference:
        return False
    if group(item.frame.quantity.unit) != group(first.frame.quantity.unit) or item.value >= whole.value:
        return False
    if item.frame.side == "post" and first.frame.side == "post" and _AND_ONE.fullmatch(item.frame.pre):
        return True
    return abs(whole.value - first.value - item.value) <= whole.value * _MISCOUNTED


def _twice(first: Attributed, second: Attributed) -> bool:
    """Whether households and people, or groups and people, are one set counted twice: 2750户、10800口."""
    units = first.frame.quantity.unit, second.frame.quantity.unit
    houses = units[0] in _HOUSES and (group(units[1]) == PEOPLE or units[1] == "口")
    rounds = units[0] in _ROUNDS and units[1] == "人次" and first.code == second.code
    if not houses and not rounds:  # 接待来访1286批3942人次: where the visitors count nothing, the groups do
        return False
    return not first.part and MARK in second.frame.before and _JOINED.fullmatch(second.frame.pre) is not None


def _bare(item: Attributed) -> bool:
    """Whether a number opens its clause without a noun and something is said of it: 报告17篇，3篇获奖."""
    frame = item.frame
    if frame.own != frame.pre or not _THERE.fullmatch(frame.pre) or frame.head or MARK not in frame.before:
        return False
    return _DOES.match(frame.rest) is not None


def _says_of(item: Attributed) -> bool:
    """Whether the clause only says what came of the things counted before, or which of them are meant."""
    frame = item.frame
    if COMPARED.search(frame.pre) or MARK not in frame.before:
        return False
    if _OUTCOME.fullmatch(frame.pre) or _TAKEN.fullmatch(frame.pre):
        return True
    of_those = _OF_THOSE.fullmatch(frame.pre) or SHARE.fullmatch(frame.pre)
    return of_those is not None and _ENDS.match(frame.right) is not None


def _side_by_side(figures: Sequence[Attributed]) -> None:
    """A small total beside a larger one that has been found to add up: 16期1143人: 3期148人；4期276人；9期719人."""
    rows: dict[int, tuple[Attributed, list[Attributed]]] = {}
    for place, item in enumerate(figures[1:], start=1):
        whole, beside = item.whole, figures[place - 1]
        if item.part and whole is not None and whole.whole is None and not beside.part and beside.code != OTHER:
            rows.setdefault(id(whole), (whole, []))[1].append(beside)
    places = {id(item): place for place, item in enumerate(figures)} if rows else {}
    for whole, row in rows.values():
        place = places.get(id(whole), 0)
        total = next((each for each in reversed(figures[:place]) if each.code == row[0].code), None)
        if total and len(row) >= _TERMS and sum(each.value for each in row) == total.value and total not in row:
            for each in row:
                _make_part(each, total)
