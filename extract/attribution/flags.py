"""What keeps a figure out of the panel: plan, dup and narrow (part is told with the indicator)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extract.attribution.frame import MARK, Frame
from extract.attribution.indicator import Attributed
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.models import OTHER

_NOT_SUBJECT = re.compile(r"^(?:在|到|向|为|给|对|由|与|和|等|赴|从|于|各|全|经|共|其中|如)")
_SUBJECT = (
    r"(?:^|[，；。、])((?:[^，；。、⟦《“]{2,16}?)(?:UNITS))"
    r"(?=(?:党委|党支部|党总支|工会|团委)?(?:所属|按|于|与|在|的|组织|举办|开展|共|全年|有|捐|仅|就|自|年|筹|投资|培训|表彰|\d{4}年|[^，；。、]{0,6}为⟦))"
)


def is_plan(frame: Frame) -> bool:
    """Whether what is counted is still to happen: a target, a budget, what next year's section says."""
    words = lexicon()
    heading = frame.topic.rsplit("｜", 1)[-1]
    if words.plan_sections.search(heading) and not re.search(r"完成|落实|实施|执行", heading):
        return True
    clause = frame.before[-60:]
    match = None
    for match in words.plans.finditer(clause):
        pass
    if match is None:
        return False
    between = clause[match.end() :]
    if words.done.search(between) or words.done.search(clause[max(0, match.start() - 4) : match.start()]):
        return False
    return "。" not in between


def is_narrow(frame: Frame, body: str) -> bool:
    """Whether one named unit below the reporting body speaks for itself; `body` is the title and publisher."""
    sentence = frame.before.rsplit("。", 1)[-1].rsplit("；", 1)[-1]
    found = [match[1] for match in _subject().finditer(sentence)]
    if not found:
        return False
    subject = found[-1]
    return not _NOT_SUBJECT.match(subject) and subject not in body and not any(word in subject for word in ("各", "等", "全市", "全县", "全区", MARK))


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(_SUBJECT.replace("UNITS", lexicon().narrow_units.pattern))


@dataclass(slots=True)
class Repeats:
    """What a document has stated so far, to tell when it says the same again."""

    seen: dict[tuple[object, ...], list[str]] = field(default_factory=dict)

    def is_repeat(self, item: Attributed, year: int | None, place: str | None) -> bool:
        """Whether the same fact stood earlier; remembers this one."""
        quantity = item.frame.quantity
        key = (item.code, quantity.value, quantity.unit, year, place)
        context = _context(item.frame)
        earlier = self.seen.setdefault(key, [])
        repeated = any(_alike(item, context, other) for other in earlier)
        earlier.append(context)
        return repeated


def _context(frame: Frame) -> str:
    return f"{frame.own[-16:]}{MARK}{frame.right[:10]}"


def _alike(item: Attributed, context: str, other: str) -> bool:
    """Whether two statements of one value mean the same: by their words, or because the value is like no other."""
    digits = len(str(item.value.normalize()).replace(".", "").replace("E+", "").rstrip("0"))
    stock = item.code != OTHER and catalogue().indicators[item.code].nature == "stock"
    if item.code != OTHER and (digits >= 4 or stock):
        return True
    return _similarity(context, other) >= (0.3 if digits >= 3 and item.code != OTHER else 0.5)


def _similarity(one: str, two: str) -> float:
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, two))
    return len(first & second) / max(1, min(len(first), len(second)))
