"""The indicator that the labels of a cell state together, by the catalogue's own rules.

The stub or the head that a rule takes by itself comes first, then each with the label above it, then both together
(农民 beside 党员数), then the caption. Where stub and head say different things, neither is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.attribution.classify import classify
from extract.attribution.frame import Frame
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.catalogue.rules import Rule
from extract.models import OTHER, Quantity
from extract.tables.labels import MEASURE, Label, Unit

MEASURES = ("元", "公顷")
"""Own units that stand in several sizes (万元, 亩): a number without a unit is not known to be in this one."""

_ASIDE = re.compile(
    r"^(?:表|附表|图)[\d一二三四五六七八九十.．—-]*|基本情况|主要指标|(?:若干|主要|部分|历年)年[份度]|(?:(?:性别|民族|年龄|文化程度|学历|职业|成[分份]|身份)[、和]?)+(?=构成|结构|分布|情况)|统计(?:情况|资料|表|数据)?|情况|构成|结构|分布|一览表?|汇总表?|明细表?|对照表|表$|[（(].*?[）)]|数据$|历年|各[市县区旗州省地][市县区旗]?|分[地区县市]+"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The indicator of a cell, the rule that told it, the label that it was told by, and the unit that it needs.

    `axis` is “row”, “column”, “both” or “caption”: where the words stand that told it; “” where nothing did.
    """

    code: str = OTHER
    rule: Rule | None = None
    label: Label | None = None
    head: str = ""
    unit: Unit | None = None
    axis: str = ""


_TOPIC = re.compile(r".[与和及]|(?:情况|工作|统计|建设|指标|资料|事业|方面|管理|类别?|项目)$")
"""Heads that name several things at once, or what their rows are about and not what these count."""

_NOTHING = Named()


class Namer:
    """Names the cells of one document's tables; what it has looked up it does not look up again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], Rule | None] = {}

    def name(
        self,
        row: Sequence[Label],
        column: Sequence[Label],
        captions: Sequence[Label],
        units: Sequence[Unit],
        topic: str,
    ) -> Named:
        """The labels are those that name something, outermost first; `units` are those that the cell may be in."""
        across = self._along(row, "row", units, topic)
        down = self._along(column, "column", units, topic)
        if across and down and across.code != down.code:
            natures = {each.code: catalogue().indicators[each.code].nature for each in (across, down)}
            flow = [each for each in (across, down) if natures[each.code] == "flow"]
            return flow[0] if len(flow) == 1 else _NOTHING  # 女党员 under 发展党员 are new members, too
        found = across or down
        return found or self._together(row, column, captions, units, topic) or _NOTHING

    def _along(self, labels: Sequence[Label], axis: str, units: Sequence[Unit], topic: str) -> Named | None:
        """The innermost label by itself, or behind those above it."""
        if not labels:
            return None
        if len(labels) > 1 and _is_kind(labels[-1]) and not _TOPIC.search(labels[-2].core):
            over = self._along(labels[:-1], axis, units, topic)
            if over and self._outweighs(over, labels[-1].core, units, topic):
                return over
        own = () if MEASURE.fullmatch(labels[-1].core) else (labels[-1].core,)
        above = [each.core for each in labels[-2:-1] if not _TOPIC.search(each.core)]
        both = ["".join((*above, labels[-1].core))] if own or above else []
        for head in dict.fromkeys((*own, *both)):
            if found := self._look(head, labels[-1], axis, units, topic):
                return found
        for label in reversed(labels[:-1]):
            if _TOPIC.search(label.core):
                continue  # 职工与会员人数, 营林情况
            # 党员 over 女, 少数民族: the kinds are of what the label above them names.
            if found := self._look(label.core, label, axis, units, topic):
                return found
        return None

    def _outweighs(self, over: Named, kind: str, units: Sequence[Unit], topic: str) -> bool:
        """Whether the label above tells what a kind of it is: 女党员 under 发展党员, 预备党员 under 党员."""
        natures = catalogue().indicators
        own = {natures[rule.code].nature for unit in units if (rule := self._rule(kind, unit.word, topic))}
        if natures[over.code].nature == "flow":
            return own == {"stock"}
        return natures[over.code].nature == "stock" and kind.startswith("预备") and own == {"flow"}

    def _together(
        self,
        row: Sequence[Label],
        column: Sequence[Label],
        captions: Sequence[Label],
        units: Sequence[Unit],
        topic: str,
    ) -> Named | None:
        inner = [labels[-1] for labels in (row, column) if labels]
        if len(inner) == 2:
            for first, second in (inner, inner[::-1]):
                if found := self._look(first.core + second.core, second, "both", units, topic):
                    return found
        for caption in reversed(captions):
            core = _ASIDE.sub("", caption.core)
            if any(not _is_kind(label) for label in inner):
                continue  # 抚恤补助 above 级别, 性质, 标准: what has a name of its own is not what the caption names
            heads = [core, *(core + label.core for label in inner)]
            for head in heads if len(core) > 1 else ():
                if found := self._look(head, caption, "caption", units, topic):
                    return found
        return None

    def _look(self, head: str, label: Label, axis: str, units: Sequence[Unit], topic: str) -> Named | None:
        if not head:
            return None
        found = [(unit, rule) for unit in units if (rule := self._rule(head, unit.word, topic))]
        if not units:
            found = self._by_itself(head, topic)
        codes = {rule.code for _, rule in found}
        if len(codes) != 1:
            return None
        unit, rule = found[0]
        return Named(rule.code, rule, label, head, unit, axis)

    def _by_itself(self, head: str, topic: str) -> list[tuple[Unit, Rule]]:
        """The one indicator that the head states in its own unit, where it states no other in that of another."""
        return [
            (Unit("" if own in MEASURES else own), rule)
            for own in _own_units()
            if (rule := self._rule(head, own, topic)) and catalogue().indicators[rule.code].unit == own
        ]

    def _rule(self, head: str, unit: str, topic: str) -> Rule | None:
        key = (head, unit, topic)
        if key not in self._known:
            self._known[key] = classify(frame_of(head, Quantity(0, 0, "", Decimal(0), unit), topic))
        return self._known[key]


def _is_kind(label: Label) -> bool:
    """Whether a label only says which of the things counted (女, 农村) or how they are counted (人数), not what."""
    return MEASURE.fullmatch(label.core) is not None or lexicon().part_heads.search(label.core) is not None


def frame_of(head: str, quantity: Quantity, topic: str) -> Frame:
    """The frame of a quantity that has only its head: what a list of prose would say of it (党员数⟦)."""
    return Frame(quantity, head, "pre", head, "", head, "", head, head, "", topic, sentence=head)


def _own_units() -> Iterator[str]:
    """The units of the catalogue's indicators, each once."""
    return iter(dict.fromkeys(each.unit for each in catalogue().indicators.values() if each.unit))
