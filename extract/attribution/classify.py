"""The catalogue's rules on one frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from extract.attribution.attributed import classes
from extract.attribution.frame import MARK, Frame
from extract.attribution.look import asked, bans, look
from extract.catalogue import catalogue
from extract.catalogue.lexicon import gated, lexicon
from extract.catalogue.needles import Sieve, few, stands
from extract.catalogue.rules import Rule

_Search = Callable[[str], object]

_KEPT = 4096
"""So many words of a field are remembered with the rules that they leave."""


class _Rules:
    """The catalogue's rules in order, made ready: what is told by head and topic, and what is left to search for.

    A head is short and comes again in every yearbook: the rules that it leaves are remembered for it. The topic is that
    of a whole paragraph. What a rule does not want in the sentence is searched for only where a look at the sentence
    says that it may stand there.
    """

    def __init__(self) -> None:
        self.rules = catalogue().rules
        self.wanted = [
            [(place, few(pattern.pattern), pattern.search) for place, pattern in asked(rule, True)]
            for rule in self.rules
        ]
        self.unwanted = [
            [(place, pattern.search, bans()[number, place]) for place, pattern in asked(rule, False)]
            for number, rule in enumerate(self.rules)
        ]
        self.topics = [(_search(rule, "topic"), _unwanted(rule, "topic")) for rule in self.rules]
        self.heads = [(_search(rule, "head"), _unwanted(rule, "head")) for rule in self.rules]
        self._head_sieve = Sieve(_pattern(rule, "head", True) for rule in self.rules)
        self._topic_sieve = Sieve(_pattern(rule, "topic", wanted) for wanted in (True, False) for rule in self.rules)
        self.near = lru_cache(_KEPT)(self._near)
        self.topic = lru_cache(maxsize=64)(self._topic)

    def _near(self, unit: str, head: str) -> int:
        """A bit for every rule that holds by the unit and the head of a figure."""
        left = found = _of_unit(unit) & self._head_sieve.candidates(head)
        while left:
            bit = left & -left
            wanted, unwanted = self.heads[bit.bit_length() - 1]
            if (wanted and not wanted(head)) or (unwanted and unwanted(head)):
                found ^= bit
            left ^= bit
        return found

    def _topic(self, topic: str) -> tuple[int, int]:
        """The rules that may hold under a topic; those of which it may hold what they do not want."""
        found = self._topic_sieve.candidates(topic)
        return found & ((1 << len(self.rules)) - 1), found >> len(self.rules)


def _pattern(rule: Rule, field: str, wanted: bool) -> str | None:
    """The pattern that a rule wants, or does not want, in a field; None where it asks nothing of it."""
    return next(
        (each.pattern.pattern for each in rule.conditions if each.field == field and each.wanted is wanted), None
    )


def _search(rule: Rule, field: str, wanted: bool = True) -> _Search | None:
    """The search for it."""
    return next(
        (each.pattern.search for each in rule.conditions if each.field == field and each.wanted is wanted), None
    )


def _unwanted(rule: Rule, field: str) -> _Search | None:
    """The search for what a rule does not want in a field."""
    return _search(rule, field, wanted=False)


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
    unit = frame.quantity.unit
    if unit == "个":  # 2418个党员
        return "人" if frame.side == "post" and frame.head in _MEMBERS else unit
    return unit or ("人" if lexicon().people.search(frame.head) else "")


_MEMBERS = frozenset({"党员", "共产党员", "中共党员", "团员", "共青团员", "会员", "工会会员", "盟员"})
"""People, though they are counted like things."""


def classify(frame: Frame) -> Rule | None:
    """The first rule of the catalogue that holds for one frame."""
    rules, seen = _rules(), look(frame)
    left = rules.near(_unit(frame), frame.head) & seen.rules
    if not left:
        return None
    may, bans = rules.topic(frame.topic)
    left &= may
    words = (frame.lead, frame.left, frame.right, frame.before)
    while left:
        bit = left & -left
        number = bit.bit_length() - 1
        if _holds(rules, number, words, seen.banned) and _fits(rules.topics[number], frame.topic, bool(bans & bit)):
            rule = rules.rules[number]
            if not rule.state or _is_state(frame):
                return rule
        left ^= bit
    return None


def _holds(rules: _Rules, number: int, words: Sequence[str], seen: int) -> bool:
    """Whether the fields of `WIDE`, which are `words`, are as a rule wants them."""
    for place, needed, search in rules.wanted[number]:
        if not stands(needed, words[place]) or not search(words[place]):
            return False
    for place, search, bit in rules.unwanted[number]:  # noqa: SIM110 (a generator takes longer than all of it)
        if seen & bit and search(words[place]):
            return False
    return True


def _fits(topic: tuple[_Search | None, _Search | None], words: str, banned: bool) -> bool:
    """Whether the topic is as a rule wants it; `banned` where it may hold what the rule does not want."""
    wanted, unwanted = topic
    return not ((wanted and not wanted(words)) or (banned and unwanted and unwanted(words)))


# 捐款1万元以上的党组织有420个: those of so much are only some.
_QUALIFIED = re.compile(f"(?:元|{MARK})(?:以[上下]|以内)的[^，；。{MARK}]{{2,10}}$")


_ORGANISES = re.compile("(?<![党团会])组织$")
"""组织45个单位: behind a verb, and not the noun (社区党组织有410名党员)."""


def _is_state(frame: Frame) -> bool:
    """Whether the sentence only says that what is counted exists."""
    words = lexicon()
    if frame.side == "post":
        if frame.rest and not frame.rest.startswith(("中", "里", "之中", "组成", "在编")) and not _is_thinned(frame):
            return False
        ahead = frame.own
        while (shorter := words.fillers.sub("", ahead)) != ahead:
            ahead = shorter
        if _ORGANISES.search(ahead):
            return False
    else:
        ahead = frame.own[: len(frame.own) - len(frame.pre)] + frame.head
    return gated("actions").search(ahead) is None and not _QUALIFIED.search(frame.left)


def _is_thinned(frame: Frame) -> bool:
    """37名党员在土改中，被清除17名: what stood before some of it was lost."""
    return _MEANWHILE.fullmatch(frame.rest) is not None and _LOST.search(frame.right) is not None


_MEANWHILE = re.compile(r"(?:在[^，；。]{1,12}(?:中|时|里|期间|前后)|经[^，；。]{1,10})?(?:被|先后|共)?[^，；。⟦]{0,6}")
_LOST = re.compile(
    r"(?:清[除洗退]|开除|牺牲|阵亡|脱党|叛变|自首|退党|掉队|失[踪散去]|被捕|病故|死亡|转[移走])[^，；。⟦]{0,4}⟦"
)


def under(frame: Frame, head: str) -> Frame:
    """The same quantity with another head: that of the words above it."""
    sentence = f"{frame.sentence}，{head}"
    told = replace(frame, head=head, side="pre", own=head, pre=head, left=head, lead="", right="", sentence=sentence)
    told.seen = None
    return told


DONE_WITH = re.compile(
    r"(?:办[结复]|[结查审]结|结案|化解|调处|[答回]复|移送|转办|(?:认[养建管]|领养|[养管]护)[^，⟦]{0,4})$"
)
"""What came of the things that a colon announces is none of them."""
_EACH = re.compile(r"每[人户名位个家](?:发给|补助|补贴|给予|给)?$|[人户]均$")
"""助困：慰问260户，每户1000元: what one of them gets is none of what a colon announces, either."""
_GIVERS = re.compile(r"(?:单位|部门|企业|乡镇|村|社区|学校|支部|党组织)$")
"""慈善一日捐：全县187个单位参加: who did what a colon announces."""


def announced(frame: Frame) -> Rule | None:
    """The rule that holds for what a colon before the number announces; what came of that is something else."""
    if frame.side == "post" and _GIVERS.search(frame.head):
        return None
    if not frame.colon or DONE_WITH.search(frame.head) or _EACH.search(frame.pre):
        return None
    return classify(under(frame, frame.colon))
