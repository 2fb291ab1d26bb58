"""Components told by arithmetic: one set counted twice, and neighbours that add up to a figure beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise, zip_longest

from extract.attribution.attributed import PEOPLE, Attributed, group
from extract.attribution.carry import OWN_YEAR, WORTH
from extract.attribution.frame import MARK
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.models import OTHER

_REACH = 24
"""How far from a whole its components may begin, in figures of its unit."""

_OF_WHOLE = re.compile(r"，?占(?:了)?[^，；。]{0,16}")
_HOUSES = frozenset({"户", "家", "个"})
_JOINED = re.compile(r"^[、，]?(?:计|共|的)?$")


def told_by_numbers(items: list[Attributed], told: Sequence[Attributed]) -> None:
    """Finds the components of a paragraph that its numbers tell; `told` are the wholes of earlier paragraphs."""
    pairs(items)
    shares(items, told)
    shares_behind(items)
    of_totals(items)
    listed(items)
    kinds(items)
    sums(items)


def pairs(items: list[Attributed]) -> None:
    """One set counted twice, in households and in people: the people are the figure (10户41人)."""
    for first, second in pairwise(items):
        houses = first.frame.quantity.unit in _HOUSES and group(second.frame.quantity.unit) == PEOPLE
        if houses and first.code == second.code != OTHER and _JOINED.match(second.frame.pre):
            first.part, first.whole = True, second


_IS_SHARE = re.compile(r"，?[^，；。]{0,6}占[^，；。]{0,14}")
_POPULATION = re.compile(r"占[^，；。]{0,6}?(职工|青年|人口|妇女|干部|居民|学生|户数)(?:总|的)")
"""会员1342人，占职工总数的76%: a share of those who are named, not of what was counted before."""
_OUTCOME = re.compile(r"(?:办[结复]|[结查审]结|结案|化解|调处|[答回]复|移送|转办|兑现|完成|合格)$")
_CLOSE, _NEAR = Decimal("0.06"), Decimal("0.05")
"""How far a share may be off: in points as it is rounded, and against itself where its writer has miscounted."""


def shares(items: list[Attributed], told: Sequence[Attributed]) -> None:
    """发展党员4703人，…高中以上文化2561人，占54%: what a share says of its number tells the whole, however far back.

    `told` are the wholes that earlier paragraphs have told.
    """
    for place in range(len(items) - 1):
        item, share = items[place], items[place + 1]
        if share.frame.quantity.unit not in _PERCENT or item.part or item.difference:
            continue
        words = item.frame.own.rsplit("，", 1)[-1]
        done = words.removesuffix("党组织")
        if not _IS_SHARE.fullmatch(share.frame.pre) or lexicon().actions.search(done) or _OUTCOME.search(words):
            continue
        of = _POPULATION.search(share.frame.pre)
        before = [*told, *items[max(0, place - _REACH) : place]]
        if whole := _shared(item, share.value, [each for each in before if not of or of[1] in each.frame.head]):
            item.part, item.whole = True, whole
            if whole.code not in (item.code, OTHER):
                item.take(whole, "carried.share")
        elif _of_its_kind(item, share):
            item.code, item.rules = OTHER, ()


_KINDS_WHOLE = re.compile(r"占(全[国省市县区州旗])?(?:的)?(?:基层)?(?:(?:共产)?党员|党组织|党支部|团员|会员)总?数的?$")


def _of_its_kind(item: Attributed, share: Attributed) -> bool:
    """离退休干部党员29万名，占全省党员总数的12.7%: members of one kind, whose whole the text does not state."""
    match = _KINDS_WHOLE.search(share.frame.pre)
    stock = item.code != OTHER and catalogue().indicators[item.code].nature == "stock"
    return match is not None and stock and (not match[1] or match[1] in item.frame.before)


def shares_behind(items: Sequence[Attributed]) -> None:
    """发展女党员412名，占同期发展党员总数1530名的26.9%: the whole stands between a component and its share."""
    for item, whole, share in zip(items, items[1:], items[2:], strict=False):
        if share.frame.quantity.unit not in _PERCENT or share.frame.pre != "的" or item.part or item.difference:
            continue
        if not _OF_WHOLE.fullmatch(whole.frame.pre) or whole.code == OTHER or item.code not in (OTHER, whole.code):
            continue
        if item.code == OTHER and _TITLED.search(item.frame.head):
            continue
        alike = group(item.frame.quantity.unit) == group(whole.frame.quantity.unit) and item.value < whole.value
        if alike and abs(item.value * 100 / whole.value - share.value) <= share.value * _NEAR:
            item.part, item.whole = True, whole
            if item.code != whole.code:
                item.take(whole, "carried.share")


def listed(items: Sequence[Attributed]) -> None:
    """其中自办大要案21件、查处科级干部案件14件: what is joined to a component is one of the same whole."""
    for last, item in pairwise(items):
        whole = last.whole if last.part else None
        if whole is None or item.part or item.difference or item.code == OTHER:
            continue
        if item.code not in (last.code, whole.code):
            continue
        if last.frame.sentence != item.frame.sentence or not _OF_WHICH.search(item.frame.before):
            continue
        alike = group(item.frame.quantity.unit) == group(whole.frame.quantity.unit) and item.value < whole.value
        if alike and (item.frame.pre.startswith("、") or _NEXT_YEAR.search(item.frame.before)):
            item.part, item.whole = True, whole


_OF_WHICH = re.compile("其中[^；。]*$")
_NEXT_YEAR = re.compile(rf"{MARK}，(?:1[5-9]|20)\d\d年[^，；。{MARK}]{{0,8}}$")


def of_totals(items: Sequence[Attributed]) -> None:
    """书记讲党课734堂，占全年党课总数1260堂的一半以上: the whole stands behind its component."""
    for item, whole, share in zip_longest(items, items[1:], items[2:]):
        if whole is None or (share and share.frame.pre == "的"):  # what its share says has been asked
            continue
        if item.part or item.difference or item.code == OTHER or item.code != whole.code or item.value >= whole.value:
            continue
        alike = group(item.frame.quantity.unit) == group(whole.frame.quantity.unit)
        if alike and _OF_TOTAL.fullmatch(whole.frame.pre):
            item.part, item.whole = True, whole


_OF_TOTAL = re.compile(r"，?占(?:了)?[^，；。]{0,16}总[数量]")
_TITLED = re.compile("[”》]$")
"""合格的“职工之家”263个，占基层工会总数612个的43%: what has a name of its own is none of those it is held against."""


def _shared(item: Attributed, share: Decimal, before: Sequence[Attributed]) -> Attributed | None:
    """The figure before of which an item is such a share: the nearest of the best that fit."""
    exponent = share.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) * 6 / 10 + _CLOSE
    found: Attributed | None = None
    for whole in reversed(before):
        if whole is item or whole.value <= item.value or not _may_hold(whole, item):
            continue
        off = abs(item.value * 100 / whole.value - share)
        if off <= step:
            return whole
        if found is None and off <= share * _NEAR:
            found = whole
    return found


def _may_hold(whole: Attributed, item: Attributed) -> bool:
    """Whether the one may be a whole of the other: of one unit, and of one indicator unless none is told."""
    if (whole.part and whole.code != item.code) or whole.difference:
        return False
    if group(whole.frame.quantity.unit) != group(item.frame.quantity.unit):
        return False
    kinds = {item.code, whole.code} - {OTHER}
    flow = catalogue().indicators[whole.code].nature == "flow" and item.code == "party_members"
    return whole.code != OTHER and (len(kinds) == 1 or flow)


def kinds(items: Sequence[Attributed]) -> None:
    """发展党员912名，35岁以下640名，占70%；女性233名: what stands beside a share of a whole is of the same whole."""
    for last, item in pairwise([item for item in items if item.frame.quantity.unit not in _PERCENT]):
        whole, head = last.whole if last.part else None, item.frame.head
        if item.code != OTHER or item.part or item.difference or whole is None or last.code == OTHER:
            continue
        short = len(head) <= _SHORT and lexicon().part_heads.match(head)
        if not (short or _AGED.fullmatch(head)) or last.rules[-1:] == ("carried.of_which",):
            continue
        alike = group(item.frame.quantity.unit) == group(last.frame.quantity.unit)
        if alike and last.frame.sentence == item.frame.sentence and item.value < whole.value:
            item.take(last, "carried.list")
            item.part, item.whole = True, whole


_SHORT = 4
"""Of so many characters is the name of a kind at the most: 女性, 少数民族."""

_AGED = re.compile(
    r"\d\d周?岁(?:及|含)?(?:以上|以下)的?"
    r"|(?:大专|大学|本科|高中|中专|研究生)(?:及|含)?以上(?:学历|文化程度|文化)?的?"
)
"""A kind by its age or its schooling."""

_PERCENT = frozenset({"%", "％"})
_OWN_PART = re.compile(r"季度|半年|(?:\d|[一二三四五六七八九十])月")
"""A part of the year that a figure's own clause names."""
_TOTAL = re.compile(r"(?:共|计|总|合计|一共|相加)[^，；。]*$")


def sums(items: list[Attributed]) -> None:
    """Neighbours that add up to another figure of their paragraph are its components, whatever they are called.

    Small numbers add up by chance: the whole is at least 50, says that it is a total, or has been taken apart by words
    (其中); and what no rule knows must stand right beside its whole.
    """
    by_unit: dict[str, list[Attributed]] = {}
    for item in items:
        if not item.difference:  # 城镇1139人，比上年增加633人；农村6307人: a change stands between them, and is none
            by_unit.setdefault(group(item.frame.quantity.unit), []).append(item)
    for row in by_unit.values():
        values = [item.value for item in row] if len(row) > 2 else []
        for place, whole in enumerate(row) if values else ():
            certain = values[place] >= 50 or _TOTAL.search(whole.frame.pre) is not None
            if not certain and (place + 1 == len(row) or row[place + 1].whole is not whole):
                continue
            start, stop = _run(row, values, place)
            if not certain and start != place + 1:
                continue
            if stop - start > 1 and (whole.code != OTHER or (stop - start > 2 and place in (start - 1, stop))):
                _make_parts(row[start:stop], whole)


def _run(row: list[Attributed], values: list[Decimal], place: int) -> tuple[int, int]:
    """The longest stretch of `row` that adds up to ``row[place]`` exactly and does not hold it; (0, 0) for none."""
    whole, best = row[place], (0, 0)
    value, low = values[place], max(0, place - _REACH)
    for start in range(low, min(len(row), place + _REACH)):
        if start == place or values[start] > value:
            continue
        total = Decimal(0)
        for stop in range(start, min(len(row), start + _TERMS)):
            total += values[stop]
            if total > value or stop == place or (start < stop and _far(row[stop - 1], row[stop])):
                break
            if total == value:  # what else is asked of components takes longer than to add up
                if stop + 1 - start > best[1] - best[0] and all(_adds(each, whole) for each in row[start : stop + 1]):
                    best = start, stop + 1
                break
    return best


_TERMS = 16
"""So many components are added up, at the most."""

_GAP = 48
"""So many characters lie between two components that stand side by side, at the most."""


def _far(first: Attributed, second: Attributed) -> bool:
    return second.frame.quantity.start - first.frame.quantity.end > _GAP


def _adds(item: Attributed, whole: Attributed) -> bool:
    """Whether a figure may be one of those that add up to `whole`: of its kind, exact, and of no year of its own."""
    if item.code not in (whole.code, OTHER) or item.whole not in (None, whole) or item.difference:
        return False
    if _OWN_PART.search(item.frame.pre) and _OWN_PART.search(whole.frame.pre):
        return False  # the first two quarters may equal the third; a longer period is told by its days
    return item.frame.quantity.bound in ("eq", whole.frame.quantity.bound) and not OWN_YEAR.search(item.frame.pre)


def _make_parts(run: list[Attributed], whole: Attributed) -> None:
    for item in run:
        item.part, item.whole = True, whole
        if item.code == OTHER and whole.code != OTHER and not WORTH.search(item.frame.head):
            item.take(whole, "carried.sum")
