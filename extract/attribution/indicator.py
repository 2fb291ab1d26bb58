"""Which indicator a quantity states: the catalogue's rules first, then what the sentence carries over.

A rule looks at one frame. What it cannot see is handed on from the figure before: a bracket and 其中 make
components, a bare number or 分别 repeats what was counted last, a list of kinds goes on until another
head appears.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from extract.attribution.frame import FOLD, MARK, TIME, Frame
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.catalogue.rules import Rule
from extract.clean import clean
from extract.models import OTHER

GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"person", "visit"}),
    frozenset({"body", "household"}),
    frozenset({"times"}),
    frozenset({"tree"}),
    frozenset({"area"}),
    frozenset({"money"}),
    frozenset({"percent"}),
    frozenset({"paper", "case"}),
)
"""Classes of units between which what is counted may be carried over."""


@dataclass(slots=True)
class Attributed:
    """A frame with the indicator it was taken for, and by which rules; `whole` is the figure it is a component of."""

    frame: Frame
    code: str = OTHER
    rules: tuple[str, ...] = ()
    confidence: float = 0.8
    part: bool = False
    whole: Attributed | None = None
    carried: bool = False
    difference: bool = False

    @property
    def value(self) -> Decimal:
        return self.frame.quantity.value

    def take(self, other: Attributed, rule: str, confidence: float) -> None:
        """Takes over the indicator of another figure, a little less surely."""
        self.code, self.rules, self.carried = other.code, (rule,), True
        self.confidence = min(other.confidence, confidence)


def _classes(unit: str) -> frozenset[str]:
    return catalogue().units.classes.get(clean(unit), frozenset())


@cache
def _rules_for(unit: str) -> tuple[Rule, ...]:
    classes = _classes(unit)
    return tuple(rule for rule in catalogue().rules if not rule.units or rule.units & classes)


@cache
def group(unit: str) -> int:
    """The number of the group that a written unit belongs to, or a number of its own."""
    classes = _classes(unit)
    return next((i for i, names in enumerate(GROUPS) if names & classes), hash(unit) | 1 << 40)


def classify(frame: Frame) -> Rule | None:
    """The first rule of the catalogue that holds for one frame."""
    return next((rule for rule in _rules_for(frame.quantity.unit) if _holds(rule, frame)), None)


def _holds(rule: Rule, frame: Frame) -> bool:
    for condition in rule.conditions:
        if (condition.pattern.search(getattr(frame, condition.field)) is not None) != condition.wanted:
            return False
    return not rule.state or _is_state(frame)


def _is_state(frame: Frame) -> bool:
    """Whether the sentence only says that what is counted exists."""
    words = lexicon()
    if frame.side == "post":
        if frame.rest and not frame.rest.startswith(("中", "里", "之中", "组成", "在编")):
            return False
        ahead = words.fillers.sub("", frame.own)
        if ahead.endswith("组织"):  # 组织45个单位: behind a verb, not the noun
            return False
    else:
        ahead = frame.own[: len(frame.own) - len(frame.pre)] + frame.head
    return words.actions.search(ahead) is None


class Attributor:
    """Reads the paragraphs of one document in order; remembers the wholes that later figures are parts of."""

    def __init__(self) -> None:
        self.wholes: dict[str, Attributed] = {}

    def attribute(self, sentences: Sequence[Sequence[Frame]], heading: str) -> list[list[Attributed]]:
        """Every frame of one paragraph with its indicator; `heading` is the nearest one above it."""
        told: list[list[Attributed]] = []
        before: list[Attributed] = []
        breakdown = lexicon().breakdowns.match(heading)
        aside = lexicon().sides.match(heading) is not None
        for frames in sentences:
            current: list[Attributed] = []
            for frame in sorted(frames, key=lambda frame: (frame.outer is not None, frame.quantity.start)):
                item = _attributed(frame, frames, current, before)
                if breakdown and item.code == OTHER and frame.side == "pre":
                    _break_down(item, breakdown[1])
                if item.code == OTHER and frame.side == "pre" and (aside or _is_split(frame)):
                    self._split(item, before + current)
                self._remember(item)
                current.append(item)
            current.sort(key=lambda item: item.frame.quantity.start)
            told.append(current)
            before = (before + current)[-12:]
        items = [item for current in told for item in current]
        _pairs(items)
        _sums(items)
        return told

    def _split(self, item: Attributed, before: list[Attributed]) -> None:
        """按内容分, under （二）年龄: the figure is a part of the whole of its unit that was told last."""
        unit = group(item.frame.quantity.unit)
        wholes = [*self.wholes.values(), *(other for other in before if not other.part and other.code != OTHER)]
        fitting = [each for each in wholes if group(each.frame.quantity.unit) == unit and each.value >= item.value]
        if fitting:
            item.take(fitting[-1], "carried.split", 0.85)
            item.part, item.whole = True, fitting[-1]

    def _remember(self, item: Attributed) -> None:
        """Notes a stock as the whole of its kind, or finds it a part of the one noted: 女党员 of 党员."""
        nature = catalogue().indicators[item.code].nature
        if item.part or (nature != "stock" and item.code != "new_party_members"):
            return
        whole = self.wholes.get(item.code)
        shared = _SHARE.match(item.frame.right)
        kind = shared or lexicon().part_heads.search(item.frame.head) or item.rules[-1:] in (("carried.breakdown",), ("carried.split",))
        if (
            kind
            and whole
            and item.value < whole.value
            and group(item.frame.quantity.unit) == group(whole.frame.quantity.unit)
        ):
            item.part, item.whole = True, whole
        elif not kind:
            self.wholes[item.code] = item


def _is_split(frame: Frame) -> bool:
    """Whether the sentence has announced that it takes a whole apart: 按内容分：经济建设189件."""
    return lexicon().splits.search(frame.before.rsplit("。", 1)[-1]) is not None


def _break_down(item: Attributed, head: str) -> None:
    """Takes the head from the heading above: under 党员的职业, 学生290.1万名 are members."""
    if rule := classify(_under(item.frame, head)):
        item.code, item.rules, item.carried = rule.code, (rule.name, "carried.breakdown"), True
        item.confidence = 0.85


def _under(frame: Frame, head: str) -> Frame:
    """The same quantity with another head: that of the words above it."""
    return replace(frame, head=head, side="pre", own=head, pre=head, left=head, lead="", right="")


def _attributed(
    frame: Frame, frames: Sequence[Frame], current: list[Attributed], before: list[Attributed]
) -> Attributed:
    difference = lexicon().differences.search(frame.pre) is not None
    if current and current[-1].difference and frame.pre in ("、", "和", "及"):
        difference = True
    rule = None if difference else classify(frame)
    found = Attributed(frame, difference=difference)
    if rule:
        found.code, found.rules, found.confidence = rule.code, (rule.name,), rule.confidence
    whole, name = _whole(frame, frames, current, before)
    if whole and rule and rule.state and whole.code == OTHER and name == "carried.bracket":
        # 干部8人（中共党员6人）: members among the staff are not the membership.
        found.code, found.rules, found.part, found.whole = OTHER, (), True, whole
    elif whole and (rule is None or rule.code == whole.code or _outweighed(rule, whole, name)):
        found.part, found.whole = True, whole
        if found.code != whole.code:
            found.take(whole, name, 0.9)
    elif rule is None and frame.colon and (listed := classify(_under(frame, frame.colon))):
        found.code, found.rules, found.carried = listed.code, (listed.name, "carried.colon"), True
        found.confidence = 0.85
    elif rule is None and not difference and (last := _repeated(frame, current, before)):
        found.take(last, "carried.repeated", 0.85)
        found.part, found.whole = last.part, last.whole
    return found


def _outweighed(rule: Rule, whole: Attributed, name: str) -> bool:
    """Whether 其中 is believed rather than a rule: 论文63篇, 其中核心期刊17篇 are papers, not issues of a journal."""
    if rule.state and name in ("carried.of_which", "carried.list"):
        # 发展党员1564人, 其中女党员380人: a stock is no part of a flow, so that these are new members, too.
        return catalogue().indicators[whole.code].nature == "flow"
    return rule.weak and name == "carried.of_which" and whole.code != OTHER


def _whole(
    frame: Frame, frames: Sequence[Frame], current: list[Attributed], before: list[Attributed]
) -> tuple[Attributed | None, str]:
    """The figure that this one is a component of, and the rule that says so."""
    unit = group(frame.quantity.unit)
    if frame.outer is not None:
        outer = next((item for item in current if item.frame.quantity is frames[frame.outer].quantity), None)
        if outer and group(outer.frame.quantity.unit) == unit and frame.quantity.value <= outer.value:
            return outer, "carried.bracket"
        return None, ""
    ahead = [item for item in current if item.frame.outer is None and item.frame.quantity.start < frame.quantity.start]
    if lexicon().part_words.search(frame.before.rsplit(MARK, 1)[-1].rsplit(FOLD, 1)[-1]):
        candidates = [item for item in before + ahead if group(item.frame.quantity.unit) == unit and not item.part]
        fitting = [item for item in candidates[-3:] if item.value >= frame.quantity.value]
        named = [item for item in fitting if item.code != OTHER]
        return ((named or fitting)[-1], "carried.of_which") if fitting else (None, "")
    last = next((item for item in reversed(ahead or before[-1:]) if group(item.frame.quantity.unit) == unit), None)
    if last and last.whole and _goes_on(frame, last) and (ahead or lexicon().part_heads.search(frame.head)):
        return last.whole, "carried.list"
    return None, ""


def _goes_on(frame: Frame, last: Attributed) -> bool:
    """Whether a list of components goes on: another kind, no new verb, and not more than the whole."""
    whole = last.whole
    words = frame.own.rsplit("，", 1)[-1]
    if whole is None or frame.quantity.value > whole.value or lexicon().actions.search(words):
        return False
    if _YEAR.search(frame.pre):
        return False
    return frame.side == "pre" and len(frame.head) <= 24


_YEAR = re.compile(r"(?:19|20)\d\d年|次年|翌年|上年|去年")
_SHARE = re.compile(r"^，?占[^，⟦]{0,10}总(?:数|人数|量)")


def _repeated(frame: Frame, current: list[Attributed], before: list[Attributed]) -> Attributed | None:
    """What was counted last, where this number stands without a head of its own: 次年402人, 分别为19个、41名."""
    if frame.side == "post" or frame.rest:
        return None
    between = frame.before.rsplit(MARK, 1)[-1]
    if MARK not in frame.before or lexicon().actions.search(between) or lexicon().verbs.search(between):
        # 盟员38人, 此后吸收新盟员, 1981年9人: what was done in between is counted now; a sentence may begin with 次年.
        if MARK in frame.before or not before or lexicon().verbs.search(between):
            return None
    head = TIME.sub("", frame.head)
    if head and not lexicon().empty_heads.match(head):
        return None
    unit = group(frame.quantity.unit)
    for item in reversed(before[-4:] + current):
        if group(item.frame.quantity.unit) == unit and item.code != OTHER and item.frame.outer is None:
            return item
    return None


_HOUSES = frozenset({"户", "家", "个"})
_JOINED = re.compile(r"^[、，]?(?:计|共)?$")


def _pairs(items: list[Attributed]) -> None:
    """One set counted twice, in households and in people: the people are the figure (10户41人)."""
    for first, second in pairwise(items):
        houses = first.frame.quantity.unit in _HOUSES and group(second.frame.quantity.unit) == 0
        if houses and first.code == second.code != OTHER and _JOINED.match(second.frame.pre):
            first.part, first.whole = True, second


_TOTAL = re.compile(r"(?:共|计|总|合计|一共|相加)[^，；。]*$")


def _sums(items: list[Attributed]) -> None:
    """Neighbours that add up to another figure of their paragraph are its components, whatever they are called.

    Small numbers add up by chance: the whole is at least 50, or says that it is a total; and what no
    rule knows must stand right beside its whole.
    """
    by_unit: dict[int, list[Attributed]] = {}
    for item in items:
        by_unit.setdefault(group(item.frame.quantity.unit), []).append(item)
    for row in by_unit.values():
        for place, whole in enumerate(row) if len(row) > 2 else ():
            if whole.value < 50 and not _TOTAL.search(whole.frame.pre):
                continue
            start, stop = _run(row, whole)
            if stop - start > 1 and (whole.code != OTHER or (stop - start > 2 and place in (start - 1, stop))):
                _make_parts(row[start:stop], whole)


def _run(row: list[Attributed], whole: Attributed) -> tuple[int, int]:
    """The longest stretch of `row`, not holding `whole`, that adds up to it exactly; (0, 0) where there is none."""
    best = (0, 0)
    for start in range(len(row)):
        total = Decimal(0)
        for stop in range(start, min(len(row), start + 16)):
            item = row[stop]
            if item is whole or not _adds(item, whole):
                break
            total += item.value
            if total == whole.value and stop - start + 1 > best[1] - best[0]:
                best = (start, stop + 1)
            if total >= whole.value:
                break
    return best


def _adds(item: Attributed, whole: Attributed) -> bool:
    """Whether a figure may be one of those that add up to `whole`: of its kind, exact, and of no year of its own."""
    if item.code not in (whole.code, OTHER) or item.whole not in (None, whole):
        return False
    return item.frame.quantity.bound == "eq" and not _YEAR.search(item.frame.pre)


def _make_parts(run: list[Attributed], whole: Attributed) -> None:
    for item in run:
        item.part, item.whole = True, whole
        if item.code == OTHER and whole.code != OTHER:
            item.take(whole, "carried.sum", 0.9)
