"""What is told beside a figure: a second measure of one thing (培训班4期360人次, 植树12万株、800亩), and more of what
was given (捐款3万元；大米2吨，棉被400床)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.attribution.attributed import Attributed, classes, group
from extract.attribution.classify import classify, under
from extract.attribution.frame import MARK, Frame
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.models import OTHER

_BESIDE: dict[str, dict[str, str]] = {
    "money": {"people_aided": "aid_money", "donation_participants": "donated_money"},
    "person": {
        "aid_money": "people_aided",
        "donated_money": "donation_participants",
        "training_sessions": "training_participants",
        "activities_held": "event_participants",
        "meetings_held": "event_participants",
        "study_sessions": "event_participants",
        "party_lectures": "event_participants",
        "trees_planted": "tree_planting_participants",
        "afforested_area": "tree_planting_participants",
        "cases_filed": "people_disciplined",
    },
    "area": {"trees_planted": "afforested_area"},
    "tree": {"afforested_area": "trees_planted"},
}
"""What a measure of another class says beside a figure: class of its unit → indicator of the figure → its own."""

_JOINING = frozenset(("", "、", "，", "计", "、计", "，计", "共", "，共"))
"""The words between the two measures."""


_GIVEN = frozenset({"donated_money", "donated_goods"})
_GIVE = re.compile("捐|献|募|赠")
_DONE_WITH_IT = re.compile("使用|项目|受益|购|买|添置|折|价值|相当|建|修|用于|[发送拨做制]")
"""捐款48亿元，可购战斗机3架: what the money goes into was not given."""
_LIVESTOCK = frozenset({"头", "匹", "口", "只"})


def companion(frame: Frame, frames: Sequence[Frame], current: Sequence[Attributed]) -> str | None:
    """The indicator of a figure that goes on with the one before it in another measure; None for none."""
    if current and current[-1].code in _GIVEN:
        return _second(frame, frames, current) or _given_too(frame, current[-1])
    return _second(frame, frames, current)


def _given_too(frame: Frame, last: Attributed) -> str | None:
    """捐献现金8700元；大米2350公斤，猪28头；发出慰问信200封: goods without a verb of their own go on with the list."""
    words = frame.pre.lstrip("，、和及")
    if frame.side != "pre" or frame.outer is not None or words != frame.head or len(words) > 8:
        return None
    if lexicon().verbs.search(words) or _DONE_WITH_IT.search(words) or not _GIVE.search(frame.sentence + frame.topic):
        return None
    if frame.quantity.unit in _LIVESTOCK:
        return last.code if last.carried and last.code == "donated_goods" else None
    rule = classify(under(frame, f"捐献{words}")) if "goods" in classes(frame.quantity.unit) else None
    return rule.code if rule and rule.code == "donated_goods" else None


def _second(frame: Frame, frames: Sequence[Frame], current: Sequence[Attributed]) -> str | None:
    """The indicator of a bare number right behind (or in the bracket of) a figure that it measures in another way."""
    if frame.head or frame.rest or frame.pre not in _JOINING:
        return None
    last = next((item for item in reversed(current) if item.frame.outer == frame.outer), None)
    if last is None and frame.outer is not None:
        last = next((item for item in current if item.frame.quantity is frames[frame.outer].quantity), None)
    if last is None or last.difference or group(last.frame.quantity.unit) == group(frame.quantity.unit):
        return None
    if last.code == "cases_filed" and _OPENED.search(last.frame.pre):  # 立案侦查23件31人: nobody is punished as yet
        return None
    units = classes(frame.quantity.unit)
    if "visit" in units:
        units |= {"person"}
    code = next((row[last.code] for name, row in _BESIDE.items() if name in units and last.code in row), None)
    return code if code in catalogue().indicators else None


_OPENED = re.compile(r"侦查$")
_RAISED = re.compile(
    r"筹资$|(?:筹[集措]|争取)(?:到|了)?(?![^，；。⟦]{0,16}(?:捐|募|善款|财政|专项|项目|(?<!希望)工程|建设|产业|公益金))[^，；。⟦]{0,16}(?:资金|款|金|款物|资金物资)$"
)
_HELPED = re.compile(r"，(?:共|先后|累计|集中|用于)?(?:走访|慰问|救助|资助|帮扶|补助|救济)")


def raised(items: Sequence[Attributed]) -> None:
    """筹集资金118万元，走访慰问困难职工2300户: money is aid where the next clause tells whom it helped.

    It is not where the sentence tells besides how much of it was paid out.
    """
    for money, people in pairwise(items):
        if money.code != OTHER or money.difference or not _RAISED.search(money.frame.pre):
            continue
        told = _HELPED.match(people.frame.pre) or _HELPED.match(people.frame.before.rsplit(MARK, 1)[-1])
        paid = any(each.code == "aid_money" and money.frame.pre in each.frame.before for each in items)
        if told and not paid and "money" in classes(money.frame.quantity.unit) and _is_helped(people, items):
            money.code, money.rules, money.carried = "aid_money", ("carried.beside",), True


def _is_helped(people: Attributed, items: Sequence[Attributed]) -> bool:
    """Whether a figure, or the next one of its clause (困难企业42家、困难职工2160户), counts people who were helped."""
    place = items.index(people)
    return any(each.code == "people_aided" for each in items[place : place + 2])
