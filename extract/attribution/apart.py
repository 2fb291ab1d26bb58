"""Lists that take a whole apart: how they are known, and which figure told before is their whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.attribution.attributed import Attributed, group, nature
from extract.attribution.classify import DONE_WITH, classify, under
from extract.attribution.frame import MARK, Frame
from extract.attribution.look import SPLITS, look
from extract.catalogue.lexicon import gated
from extract.models import OTHER

_AMONG = re.compile(
    rf"(?:^|[，；。])在?([^，；。{MARK}]{{0,10}}(?:党员|团员|会员|盟员|社员|来信|来访|信访件|提案|案件)(?:总数)?)中[，：]"
)
_NAMED = frozenset({"party_members", "league_members", "union_members", OTHER})


def is_split(frame: Frame) -> bool:
    """Whether the sentence has announced that it takes a whole apart: 按内容分：经济建设189件."""
    if not look(frame).parts & SPLITS:
        return False
    if frame.own == frame.head != "" and MARK not in frame.before and not DONE_WITH.search(frame.head):
        # 从方式看，来信186件；来访97件；网络191件: behind a semicolon a bare noun goes on with the list.
        return gated("splits").search(frame.sentence.partition(f"{frame.own}{MARK}")[0]) is not None
    return gated("splits").search(frame.before.rsplit("。", 1)[-1]) is not None


def named_whole(item: Attributed, told: Sequence[Attributed]) -> Attributed | None:
    """The figure that the words before a list name: 吸收新党员864名 … 在新党员中，工人61名."""
    match = _AMONG.search(item.frame.before.rsplit("。", 1)[-1])
    rule = classify(under(item.frame, match[1])) if match else None
    if rule is None or item.code not in _NAMED:
        return None
    unit, value = group(item.frame.quantity.unit), item.value
    fitting = (each for each in reversed(told) if each.code == rule.code and not each.part and each.value >= value)
    return next((each for each in fitting if group(each.frame.quantity.unit) == unit), None)


def is_of_flow(item: Attributed, before: Sequence[Attributed]) -> bool:
    """Whether a stock stands in a list that takes a flow apart: 受处分党员中，干部15名，农民党员66名."""
    last = before[-1] if before else None
    if last is None or last.rules[-1:] != ("carried.split",) or last.whole is None or last.whole.value < item.value:
        return False
    natures = [nature(each.code) for each in (item, last)]
    return natures == ["stock", "flow"] and group(item.frame.quantity.unit) == group(last.frame.quantity.unit)


def counted_before(item: Attributed, before: Sequence[Attributed]) -> Attributed | None:
    """立案提案140件。立案提案中，委员提案133件，团体提案7件: what the paragraph has counted of it."""
    unit, value = group(item.frame.quantity.unit), item.value
    alike = (each for each in reversed(before) if each.code == item.code and each.divisible and not each.difference)
    return next((each for each in alike if group(each.frame.quantity.unit) == unit and each.value > value), None)


def is_split_on(frame: Frame, current: Sequence[Attributed]) -> bool:
    """Whether a list of components begins its items with one word: 从对象看，反映干部82件；反映村民97件."""
    return any(
        (item.rules[-1:] == ("carried.split",) or item.part) and item.frame.side == "pre" and is_split(item.frame)
        and item.frame.head[:2] == frame.head[:2]
        for item in current
    )
