"""Which indicator a quantity states: the catalogue's rules first, then what the sentence carries over.

A rule looks at one frame. What it cannot see is handed on from the figure before: a bracket and 其中 make
components, a bare number or 分别 repeats what was counted last, a list of kinds goes on until another
head appears.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.attribution.frame import Frame
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.catalogue.rules import Rule
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

_TIME = re.compile(
    r"(?:至|到|截至|从|自|由)?(?:(?:19|20)\d\d年?度?|民国\d+年|次年|翌年|同年|是年|当年|上年|去年|今年|全年|年内|\d{1,2}月|\d{1,2}日|年底|年末|末|底|初|上半年|下半年|的|，)+"
)
_ORDER = re.compile(r"^第?[一二三四五六七八九十]+(?:批|期|次|类|级|轮|届)$")


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

    @property
    def value(self) -> Decimal:
        return self.frame.quantity.value


@cache
def _rules_for(unit: str) -> tuple[Rule, ...]:
    classes = catalogue().units.classes.get(unit, frozenset())
    return tuple(rule for rule in catalogue().rules if not rule.units or rule.units & classes)


@cache
def group(unit: str) -> int:
    """The number of the group that a written unit belongs to, or a number of its own."""
    classes = catalogue().units.classes.get(unit, frozenset())
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
    else:
        ahead = frame.own[: len(frame.own) - len(frame.pre)] + frame.head
    return words.actions.search(ahead) is None


def attribute(sentences: Sequence[Sequence[Frame]]) -> list[list[Attributed]]:
    """Every frame of one paragraph with its indicator; carries over within a sentence and to the next one."""
    told: list[list[Attributed]] = []
    before: list[Attributed] = []
    for frames in sentences:
        current: list[Attributed] = []
        for frame in _outer_first(frames):
            current.append(_attributed(frame, frames, current, before))
        current.sort(key=lambda item: item.frame.quantity.start)
        _sums(current)
        told.append(current)
        before = (before + current)[-12:]
    return told


def _outer_first(frames: Sequence[Frame]) -> list[Frame]:
    return sorted(frames, key=lambda frame: (frame.outer is not None, frame.quantity.start))


def _attributed(frame: Frame, frames: Sequence[Frame], current: list[Attributed], before: list[Attributed]) -> Attributed:
    rule = classify(frame)
    found = Attributed(frame)
    if rule:
        found.code, found.rules, found.confidence = rule.code, (rule.name,), rule.confidence
    whole, name = _whole(frame, frames, current, before)
    if whole and (rule is None or rule.code == whole.code):
        found.part, found.whole = True, whole
        if rule is None:
            found.code, found.rules, found.confidence, found.carried = whole.code, (name,), min(whole.confidence, 0.9), True
    elif rule is None and (last := _repeated(frame, current, before)):
        found.code, found.rules, found.confidence, found.carried = last.code, ("carried.repeated",), min(last.confidence, 0.85), True
        found.part, found.whole = last.part, last.whole
    return found


def _whole(frame: Frame, frames: Sequence[Frame], current: list[Attributed], before: list[Attributed]) -> tuple[Attributed | None, str]:
    """The figure that this one is a component of, and the rule that says so."""
    unit = group(frame.quantity.unit)
    if frame.outer is not None:
        outer = next((item for item in current if item.frame.quantity is frames[frame.outer].quantity), None)
        if outer and group(outer.frame.quantity.unit) == unit and frame.quantity.value <= outer.value:
            return outer, "carried.bracket"
        return None, ""
    ahead = [item for item in current if item.frame.outer is None and item.frame.quantity.start < frame.quantity.start]
    words = frame.own.rsplit("；", 1)[-1]
    if lexicon().part_words.search(frame.pre):
        candidates = [item for item in before + ahead if group(item.frame.quantity.unit) == unit and not item.part]
        fitting = [item for item in candidates[-3:] if item.value >= frame.quantity.value]
        return (fitting[-1], "carried.of_which") if fitting else (None, "")
    last = next((item for item in reversed(ahead or before[-1:]) if group(item.frame.quantity.unit) == unit), None)
    if last and last.whole and _goes_on(frame, last, words):
        return last.whole, "carried.list"
    return None, ""


def _goes_on(frame: Frame, last: Attributed, words: str) -> bool:
    """Whether a list of components goes on: another kind, no new verb, and not more than the whole."""
    whole = last.whole
    if whole is None or frame.quantity.value > whole.value or lexicon().actions.search(words.rsplit("，", 1)[-1]):
        return False
    return frame.side == "pre" and len(frame.head) <= 24


def _repeated(frame: Frame, current: list[Attributed], before: list[Attributed]) -> Attributed | None:
    """What was counted last, where this number stands without a head of its own: 次年402人, 分别为19个、41名."""
    head = _TIME.sub("", frame.head) if frame.side == "pre" else frame.head
    pre = _TIME.sub("", frame.pre).strip("，、及和与或：；。（")
    if head and not _ORDER.match(head) and not re.search(r"级(?:分别)?$|分别$", pre):
        return None
    if frame.side == "post" and frame.head:
        return None
    unit = group(frame.quantity.unit)
    for item in reversed(before[-4:] + current):
        if group(item.frame.quantity.unit) == unit and item.code != OTHER and item.frame.outer is None:
            return item
    return None


def _sums(current: list[Attributed]) -> None:
    """Figures of one kind that add up to another one beside them are its components, whatever they are called."""
    for i, whole in enumerate(current):
        for run in (_run(current, i, 1), _run(current, i, -1)):
            for size in range(len(run), 1, -1):
                if sum(item.value for item in run[:size]) == whole.value:
                    for item in run[:size]:
                        item.part, item.whole = True, whole
                        if item.code == OTHER and whole.code != OTHER:
                            item.code, item.rules, item.carried = whole.code, ("carried.sum",), True
                    break


def _run(current: list[Attributed], start: int, step: int) -> list[Attributed]:
    whole = current[start]
    unit = group(whole.frame.quantity.unit)
    run = []
    i = start + step
    while 0 <= i < len(current) and len(run) < 16:
        item = current[i]
        if group(item.frame.quantity.unit) != unit or item.code not in (whole.code, OTHER) or item.value > whole.value:
            break
        run.append(item)
        i += step
    return run
