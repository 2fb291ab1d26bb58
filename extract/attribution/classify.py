"""The catalogue's rules on one frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from extract.attribution.attributed import classes
from extract.attribution.frame import JOINED, Frame
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.catalogue.needles import Sieve
from extract.catalogue.rules import FIELDS, Rule

_Check = tuple[int, Callable[[str], object], bool]

_NEAR = ("head", "topic")
"""Fields with a look of their own: short ones, and those that many figures share."""

_WIDE = tuple(field for field in FIELDS if field not in _NEAR)
"""Fields that are stretches of the sentence, which is looked at once for all of its figures."""

_KEPT = 4096
"""So many words of a field are remembered with the rules that they leave."""


class _Rules:
    """The catalogue's rules in order, each with its conditions made ready: field, search, wanted."""

    def __init__(self) -> None:
        self.rules = catalogue().rules
        self.checks: list[tuple[_Check, ...]] = [
            tuple((FIELDS.index(each.field), each.pattern.search, each.wanted) for each in rule.conditions)
            for rule in self.rules
        ]
        self.head, self.topic = (lru_cache(_KEPT)(Sieve(self._asked(field)).candidates) for field in _NEAR)
        wide = Sieve((pattern for field in _WIDE for pattern in self._asked(field)), JOINED)
        self.wide = lru_cache(maxsize=64)(lambda sentence: self._left(wide.candidates(sentence)))

    def _asked(self, field: str) -> list[str | None]:
        """Rule by rule the pattern that must be found in a field."""
        return [_asked(rule, field) for rule in self.rules]

    def _left(self, found: int) -> int:
        """The rules that may hold by all of the wide fields."""
        left = (1 << len(self.rules)) - 1
        for _ in _WIDE:
            left &= found
            found >>= len(self.rules)
        return left

    def candidates(self, frame: Frame) -> Iterator[int]:
        """The rules that may hold for a frame, by their number, in order."""
        left = _of_unit(_unit(frame)) & self.head(frame.head) & self.wide(frame.sentence)
        left &= self.topic(frame.topic)
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest


def _asked(rule: Rule, field: str) -> str | None:
    """The pattern that must be found in a field for the rule to hold."""
    return next((each.pattern.pattern for each in rule.conditions if each.field == field and each.wanted), None)


@cache
def _rules() -> _Rules:
    return _Rules()


@lru_cache(maxsize=1024)
def _of_unit(unit: str) -> int:
    """A bit for every rule that a unit may state."""
    known = classes(unit)
    return sum(1 << i for i, rule in enumerate(_rules().rules) if not rule.units or rule.units & known)


def _unit(frame: Frame) -> str:
    """The unit of a figure; people's where only the head tells that people are counted (4.1万青少年)."""
    return frame.quantity.unit or ("人" if lexicon().people.search(frame.head) else "")


def classify(frame: Frame) -> Rule | None:
    """The first rule of the catalogue that holds for one frame."""
    words = (frame.head, frame.lead, frame.left, frame.right, frame.before, frame.topic)
    rules = _rules()
    for number in rules.candidates(frame):
        for field, search, wanted in rules.checks[number]:
            if (search(words[field]) is None) is wanted:
                break
        else:
            rule = rules.rules[number]
            if not rule.state or _is_state(frame):
                return rule
    return None


def _is_state(frame: Frame) -> bool:
    """Whether the sentence only says that what is counted exists."""
    words = lexicon()
    if frame.side == "post":
        if frame.rest and not frame.rest.startswith(("中", "里", "之中", "组成", "在编")):
            return False
        ahead = frame.own
        while (shorter := words.fillers.sub("", ahead)) != ahead:
            ahead = shorter
        if ahead.endswith("组织"):  # 组织45个单位: behind a verb, not the noun
            return False
    else:
        ahead = frame.own[: len(frame.own) - len(frame.pre)] + frame.head
    return words.actions.search(ahead) is None


def under(frame: Frame, head: str) -> Frame:
    """The same quantity with another head: that of the words above it."""
    sentence = f"{frame.sentence}，{head}"
    return replace(frame, head=head, side="pre", own=head, pre=head, left=head, lead="", right="", sentence=sentence)
