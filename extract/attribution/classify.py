"""The catalogue's rules on one frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from extract.attribution.attributed import classes
from extract.attribution.frame import Frame
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.catalogue.rules import FIELDS, Rule

_Check = tuple[int, Callable[[str], object], bool]


@cache
def _rules_for(unit: str) -> tuple[tuple[Rule, tuple[_Check, ...]], ...]:
    """The rules that a unit may state, in order, each with its conditions made ready: field, search, wanted."""
    known = classes(unit)
    rules = (rule for rule in catalogue().rules if not rule.units or rule.units & known)
    return tuple(
        (rule, tuple((FIELDS.index(each.field), each.pattern.search, each.wanted) for each in rule.conditions))
        for rule in rules
    )


def classify(frame: Frame) -> Rule | None:
    """The first rule of the catalogue that holds for one frame."""
    words = (frame.head, frame.lead, frame.left, frame.right, frame.before, frame.topic)
    for rule, checks in _rules_for(frame.quantity.unit):
        for field, search, wanted in checks:
            if (search(words[field]) is None) is wanted:
                break
        else:
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
    return replace(frame, head=head, side="pre", own=head, pre=head, left=head, lead="", right="")
