"""A total behind its components: 甲镇捐款1.2万元；机关捐款3.7万元，全县合计捐款9.7万元; …。全年共救助600人."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.attribution.attributed import nature
from extract.attribution.frame import MARK
from extract.attribution.repeats import Statement
from extract.models import Figure

_OF_ALL = re.compile(
    r"全[省市县区州旗盟镇乡](?:各级|上下|各地)?(?:合计|共计|总计|共|累计)|(?:^|，)(?:上述|以上|[两三四五六七八九十]项)?(?:合计|总计)(?!委员会)"
)
"""In the clause of a number: it is the total of what the sentence has told before."""
_OF_YEAR = re.compile(rf"^[^{MARK}]*(?:全年|年内)(?:合计|共计|总计|总共|共|累计)")
"""At the head of a sentence: it tells the total of the year, of which the paragraph has told parts."""

_OF_ONE_KIND = frozenset(
    {
        "aid_money", "people_aided", "donated_money", "donation_participants", "trees_planted", "afforested_area",
        "tree_planting_participants", "training_sessions", "training_participants", "new_party_members",
    }
)  # fmt: skip
"""What is of one kind throughout, so that the total of the year holds all of it; papers and meetings are of many."""
_OVERLAPPING = frozenset({"people_aided", "training_participants"})
"""People who are counted once in the year's total, however often they were helped."""


def in_all(row: Sequence[Figure], statements: Mapping[str, Statement]) -> dict[str, str]:
    """Figures of one indicator, year and place, in text order → of those that a later total holds, the total's."""
    held: dict[str, str] = {}
    if nature(row[0].indicator) != "flow":
        return held
    for place, whole in enumerate(row):
        if place and not (whole.part or whole.narrow) and whole.id in statements:
            before = [each for each in row[:place] if not each.part and whole.scope in ("", each.scope)]
            for each in _held(whole, before, statements[whole.id]):
                held[each.id] = whole.id
    return held


def _held(whole: Figure, before: Sequence[Figure], statement: Statement) -> Sequence[Figure]:
    """The figures before a total that it holds."""
    beside = [each for each in before if each.sentence == whole.sentence]
    if beside and _fit(beside, whole) and _OF_ALL.search(statement.frame.own):
        return beside
    above = [each for each in before if each.paragraph == whole.paragraph and each.sentence != whole.sentence]
    if not above or whole.indicator not in _OF_ONE_KIND or not _OF_YEAR.search(statement.frame.before):
        return ()
    return above if _fit(above, whole) else ()


def _fit(parts: Sequence[Figure], whole: Figure) -> bool:
    """Whether figures fit into a total: all together, or one by one where the same people may be meant."""
    values = [each.value for each in parts]
    return max(values) < whole.value and (sum(values) <= whole.value or whole.indicator in _OVERLAPPING)
