"""Figures of one unit, one event or one group of people that a total of the same document holds already.

An event of trees planted or money given is a part of the year's total where the text states one: on 12 March 131
units planted 8600 trees, in the whole year 712 000 were planted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.attribution.attributed import group, nature
from extract.attribution.frame import MARK
from extract.attribution.repeats import Statement
from extract.models import OTHER, Figure

_PLANTED = frozenset({"trees_planted", "tree_planting_participants"})
_GIVEN = frozenset({"donated_money", "donation_participants"})
_HELD = _GIVEN | {"aid_money", "people_aided"}
_TOTAL = re.compile(r"全年|年内|全[市县州区省盟旗]|共|总计|累计|合计|总额")
"""In the clause of a number: it is the total of the body or of the year."""

_GROUPS = re.compile(
    r"(?:机关|官兵|部队|驻军|驻[^，；。]{1,4}部队|领导|班子|师生|企业和个人)[^，；。]{0,24}(?:，[^，；。]{0,12})?$"
)
"""Who planted or gave: one group of those whose total is stated."""

_ONE_GIVER = re.compile(
    r"(?:女士|先生|老人|化名|匿名|隐名|署名|无名氏|不愿透露姓名|爱心人士)[^，；。]{0,24}(?:，[^，；。]{0,6})?$"
)
"""Who gave: one giver without a name, of all those whose gifts are stated."""

_ALL_BODIES = re.compile(r"全[省市县区州盟旗](?:各级|系统|[^，；。]{0,6}(?:机构|系统|组织))")
_OWN_BODY = re.compile(r"(?:总会|[省市县区州]级|本级|机关)[^，；。]{0,12}$")
"""市慈善总会募集353万元；全市慈善机构募集613万元: what one of the bodies did is a part of what all of them did."""

_RIVALS = 64
"""So many figures of one cell are looked at, the first ones of a document of any size."""

Key = tuple[str, int, str, str, str]


def within(figures: Sequence[Figure], statements: Mapping[str, Statement]) -> list[Figure]:
    """The figures with `part` set on those that a total of their document holds."""
    cells: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.indicator != OTHER and figure.year and not (figure.plan or figure.dup):
            key = (figure.indicator, figure.year, figure.place or "", figure.scope, group(figure.unit))
            if len(cells[key]) < _RIVALS:
                cells[key].append(figure)
    held: dict[str, str] = {}
    for key, row in cells.items():
        # What a county's offices planted is held by what the county planted, too.
        above = cells.get((*key[:3], "", key[4]), []) if key[3] else []
        wholes = [each for each in (*row, *above) if not each.part and not each.narrow]
        for figure in row if len(row) + len(above) > 1 else ():
            if not figure.part and (whole := _whole(figure, wholes, statements)):
                held[figure.id] = whole.id
    return [replace(each, part=True, whole=held[each.id]) if each.id in held else each for each in figures]


def _whole(figure: Figure, wholes: Sequence[Figure], statements: Mapping[str, Statement]) -> Figure | None:
    if not figure.narrow and (figure.indicator not in _PLANTED | _HELD or figure.id not in statements):
        return None
    larger = [each for each in wholes if each is not figure and each.value > figure.value]
    if not larger:
        return None
    if not figure.narrow and (whole := _of_all_bodies(figure, larger, statements)):
        return whole
    totals = (each for each in larger if each.id in statements and _TOTAL.search(_own(statements[each.id].words)))
    if figure.narrow:
        return larger[0] if nature(figure.indicator) == "stock" else next(totals, None)
    if figure.indicator not in _PLANTED | _GIVEN:
        return None
    words = statements[figure.id].words
    dated = figure.since == figure.until != ""
    if figure.indicator in _GIVEN:
        one = dated or _ONE_GIVER.search(words) or (not figure.scope and _GROUPS.search(words))
        return next(totals, None) if one else None
    ahead = [each for each in larger if each.start < figure.start and each.value > 5 * figure.value]
    ahead += [each for each in totals if each.value > 20 * figure.value and not figure.scope]
    return ahead[0] if ahead and (dated or _GROUPS.search(words)) else None


def _of_all_bodies(
    figure: Figure, larger: Sequence[Figure], statements: Mapping[str, Statement]
) -> Figure | None:
    """The figure of all bodies of an area, beside which that of one of them stands."""
    if not _OWN_BODY.search(_clauses(statements[figure.id])):
        return None
    told = (each for each in larger if each.id in statements)
    return next((each for each in told if _ALL_BODIES.search(_clauses(statements[each.id]))), None)


def _clauses(statement: Statement) -> str:
    """The words behind the last semicolon, and numbers, before a number: whose doing it was."""
    return re.split("[；。]", statement.words)[-1].split(MARK)[0]


def _own(words: str) -> str:
    """The clause of a number, and the one before it."""
    return "，".join(re.split("[，；。]", words)[-2:])
