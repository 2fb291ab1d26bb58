"""What keeps a figure out of the panel: plan, dup and narrow (part is told with the indicator)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from extract.attribution.attributed import Attributed
from extract.attribution.frame import FOLD, MARK, Frame
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.models import OTHER, Figure

_NOT_SUBJECT = re.compile(rf"[在到向为给对由与和等赴从于各经共{MARK}]|全[市县区州省场]|成立|组织|先后")
_SUBJECT = (
    r"(?:^|[，；。、])((?:[^，；。、⟦《“]{2,16}?)(?:UNITS)|(?:[^，；。、⟦《“]{2,5}[镇乡村]、?){1,4}(?=募|募集|捐|植|造|发展|培训|投入))"
    r"(?=(?:党委|党支部|党总支|工会|团委)?(?:所属|按|于|与|在|的|组织|举办|开展|共|全年|有(?!限)|捐|仅|就|自|年|筹|投资|培训|表彰|\d{4}年|[^，；。、]{0,6}为⟦))"
)


def is_plan(frame: Frame) -> bool:
    """Whether what is counted is still to happen: a target, a budget, what next year's section says."""
    words = lexicon()
    _, opening, *headings = [*frame.topic.split("｜"), "", ""]
    heading = next((words for words in reversed(headings) if words), "")
    if words.plan_sections.search(heading) and not _CARRIED_OUT.search(heading):
        return True
    if _NEXT.match(opening):
        return True
    sentence = frame.before.rsplit("。", 1)[-1]
    if words.plan_ahead.search(sentence):
        return True
    match = words.plans.search(sentence[-80:])
    if match is None:
        return not frame.own and _TARGET.search(sentence.rstrip("，")) is not None
    if _NOUN_PLAN.search(match[0]):
        return not _DRAWN_UP.search(sentence[-14:])
    clause = sentence[-80:][: match.start()].rsplit("，", 1)[-1]
    return not words.done.search(clause[-8:]) and f"{MARK}的" not in match[0] and f"{FOLD}的" not in match[0]


_CARRIED_OUT = re.compile(r"锚定|紧盯|围绕|聚焦|完成|落实|实施|执行|情况|概况|回顾")
_NEXT = re.compile(r"\s*(?:明年(?![末底内])|来年|下一年|下一步|下半年|今后)[^。；]{0,10}[，：？]")
_NOUN_PLAN = re.compile(r"(?:指标|预算|年度计划|原计划|计划|任务)(?:为|是|数)?$")
_DRAWN_UP = re.compile(r"超|制定|制订|编制|修订|完善|出台|签订|分解")
_TARGET = re.compile(r"(?:指标|计划|目标|任务|预算)$")


def is_narrow(frame: Frame, body: str) -> bool:
    """Whether one named unit below the reporting body speaks for itself; `body` is the title and publisher."""
    sentence = frame.before.rsplit("。", 1)[-1].rsplit("；", 1)[-1]
    if (town := _TOWN.search(sentence)) and town[1] not in body:
        return True
    found = [match[1] for match in _subject().finditer(sentence)]
    if not found:
        return False
    subject = found[-1]
    return subject not in body and not _NOT_SUBJECT.search(subject)


# A town or township that opens a clause; what is done in or for one is still the reporting body's.
_TOWN = re.compile(
    rf"(?:^|[，；：]|其中|[{MARK}][、和])(?:是年|当年|全年|年内|\d{{4}}年)?"
    rf"([^，；。：、{MARK}在到向赴为给对由与和各全等个该本两乡镇及以从按将把]{{1,5}}(?<![下家故老外文明村城集])(?:镇(?![江宁安原雄赉康坪巴海])|乡(?![镇村宁亲土党挂风情音愁友]))|[^，；。：、{MARK}]{{2,5}}(?<!机关和)(?<!机关)街道)"
    r"(?!政府|级|建|村建|村企业|[以]上|企业|党委书记|长|直)"
)


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(_SUBJECT.replace("UNITS", lexicon().narrow_units.pattern))


_REMEMBERED = 8
"""So many contexts of one statement are kept; a document of any size is read in linear time."""


@dataclass(slots=True)
class Repeats:
    """What a document has stated so far, to tell when it says the same again."""

    seen: dict[tuple[object, ...], list[str]] = field(default_factory=dict)

    def is_repeat(self, item: Attributed, year: int | None, place: str | None) -> bool:
        """Whether the same fact stood earlier; remembers this one."""
        repeated = self.stated(item, year, place)
        self.remember(item, year, place)
        return repeated

    def stated(self, item: Attributed, year: int | None, place: str | None) -> bool:
        """Whether the same fact stood earlier."""
        earlier = self.seen.get(_fact(item, year, place), ())
        return any(_alike(item, _context(item.frame), other) for other in earlier)

    def remember(self, item: Attributed, year: int | None, place: str | None) -> None:
        earlier = self.seen.setdefault(_fact(item, year, place), [])
        if len(earlier) < _REMEMBERED:
            earlier.append(_context(item.frame))


def _fact(item: Attributed, year: int | None, place: str | None) -> tuple[object, ...]:
    quantity = item.frame.quantity
    return item.code, quantity.value, quantity.unit, year, place


def _context(frame: Frame) -> str:
    return f"{frame.own[-16:]}{MARK}{frame.right[:10]}"


def _alike(item: Attributed, context: str, other: str) -> bool:
    """Whether two statements of one value mean the same: by their words, or because the value is like no other."""
    digits = len(str(item.value.normalize()).replace(".", "").replace("E+", "").rstrip("0"))
    stock = item.code != OTHER and catalogue().indicators[item.code].nature == "stock"
    if item.code != OTHER and (digits >= 4 or stock):
        return True
    if _SUMMED_UP.search(item.frame.pre):
        return True
    needed = {1: 0.95, 2: 0.35}.get(digits, 0.3) if item.code != OTHER else {1: 1.01, 2: 0.7}.get(digits, 0.5)
    return _similarity(context, other) >= needed


_SUMMED_UP = re.compile(r"(?:上述|以上|相加|前述)[^，；。]*$")


def repeated_in_a_row(figures: list[Figure]) -> list[Figure]:
    """Marks what is said again beside something said again: 13篇, 36篇, 6次 told twice in the same order.

    One value alone may come back by chance; two neighbours do not, unless both are a single digit.
    """
    keys = [(each.indicator, each.value, each.unit, each.year, each.place) for each in figures]
    pairs: set[tuple[object, object]] = set()
    found = list(figures)
    for i, (first, second) in enumerate(pairwise(keys)):
        distinct = first[0] != OTHER and second[0] != OTHER and max(first[1], second[1]) >= 10
        if distinct and (first, second) in pairs:
            found[i], found[i + 1] = replace(found[i], dup=True), replace(found[i + 1], dup=True)
        pairs.add((first, second))
    return found


def _similarity(one: str, two: str) -> float:
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, two))
    return len(first & second) / max(1, min(len(first), len(second)))
