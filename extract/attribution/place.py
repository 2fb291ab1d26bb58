"""The area that a document reports on, and the area of one figure in it.

Each name in the title, the publisher, the signature, the bodies that speak and the phrases in which an area speaks
of itself (建设信用甲市, 《甲市日报》) is evidence with a weight; a destination, a comparison or page furniture hardly
is. The evidence is weighed against what the text calls its own (全市, 区委, 地直). Two areas about equal: none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from extract.attribution.mentions import commonest_year, fit, mentions_in, own_words
from extract.attribution.place_evidence import CAPS, WEIGHTS, Evidence, Layout, Span, gather
from extract.attribution.short_name import by_short_name, of_its_book, of_its_districts, of_its_paper
from extract.catalogue.gazetteer import Row, area_of, gazetteer
from extract.models import Document, Place, Told
from extract.spans import stretched

ENOUGH = 0.75
CLEAR = 0.75
"""A rival with this share of the winner's weight, and no relation to it, leaves the place in doubt."""
SPECIFIC = 0.8
"""An area inside the winner with this share of its weight is meant, since it names the winner only as its address."""
FAMILY = 4
"""So many counties of one city, none of them in title or signature, and the text is the city's."""
STRONG = frozenset(("signature", "title", "title_short", "publication", "file_name"))

NATIONAL = re.compile(r"全国|我国|全党|中国(?:共产党)?")


NATION_HAS = re.compile(r"(?:^|[，。；\n])(?:截至?[^，。；\n]{0,12}[，]?)?全国(?:共|现|已|各地|累计|总)")
"""The nation as the subject of a figure: one such sentence tells a text that names no area."""
NATION_COUNTS = re.compile(
    r"(?:^|[，。；：、\n])(?![^，。；：\n]{0,12}(?:[赴获荣评授为被在到入]|面向|来自|分布))[^，。；：\n]{0,12}"
    r"(?:全国|我国|全党|中国共产党)(?!性)[^，。；\n]{0,16}\d"
)
"""A number said of the nation: a firm may well speak of 全国 and 我国 in words, and counts its own all the same."""


COUNTYS = 9.0
"""So much a text has to speak of its county (全县, 县委) for no province to be meant."""

NATION_WIDE = re.compile(
    r"(?:[1-3]\d|二十[一二三四五六七八九]?|三十[一二]?)个?省(?:[、，（(份]|区[、，市])|省、自治区、直辖市|各省、(?:市|自治区)"
)
"""So many provinces are counted by the nation alone: a text that names no area, and calls none its own, is its."""


def document_place(document: Document, furniture: Sequence[Span] = ()) -> tuple[Place | None, Told | None]:
    """The area that a document reports on and how that was told; (None, None) where it is not told or in doubt.

    `furniture` are spans of page furniture that the caller knows of: names in them hardly count.
    """
    if document.place_told:
        return document.place, document.place_told
    mentions = mentions_in(document.text)
    layout = Layout.of(document, furniture)
    year = commonest_year(document.publisher + document.text[layout.title[0] :])
    evidence = gather(document, mentions, year, layout)
    words = own_words(document.text)
    scores = weigh(evidence, words, layout.is_letterhead)
    best = decide(scores, {row for item in evidence if item.rule in STRONG for row in item.rows})
    if national(document, scores[best] if best else 0.0, words):
        return nation(document)
    best = best or of_known_parent(document, scores)
    if best is not None and not _is_countys(best, words):
        return gazetteer().place(best, year), told(document, best, evidence)
    if best is None and max(scores.values(), default=0.0) >= ENOUGH:  # several areas are about equal
        return of_its_paper(document, words, year) or (None, None)
    found = by_short_name(document, mentions, words, year, layout)
    found = found or of_its_districts(document, mentions, words, year, layout)
    found = found or of_its_paper(document, words, year) or of_its_book(document, year, layout.title[0])
    if found is None and max(words.values()) <= 1 and NATION_WIDE.search(document.text):
        return nation(document, NATION_WIDE)
    return found or (None, None)


def _is_countys(best: Row, words: dict[str, float]) -> bool:
    """Whether a text calls itself a county's throughout, so that the province it names is but the one above."""
    return best.level == "province" and words["县"] >= COUNTYS and 4 * words["省"] < words["县"]


def weigh(evidence: Sequence[Evidence], words: dict[str, float], letterhead: bool = False) -> dict[Row, float]:
    """The weight of each area: its evidence, capped rule by rule, times how well its rank fits the text's own words.

    An area in a title that is but a body's name (`letterhead`) is that body's, whose text it may name above it often.
    """
    sums: dict[Row, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for item in evidence:
        for row in item.rows:
            sums[row][item.rule] += item.weight
    capped = {
        row: sum(min(weight, CAPS.get(rule, 2 * WEIGHTS[rule])) for rule, weight in rules.items())
        for row, rules in sums.items()
    }
    own = {row for row in sums if letterhead and "title" in sums[row]}
    return {row: weight * max(fit(row, words), 1.0 if row in own else 0.0) for row, weight in capped.items()}


def decide(scores: dict[Row, float], strong: set[Row]) -> Row | None:
    """The heaviest area, or the one inside it that is meant; None where a stranger is about as heavy."""
    table = gazetteer()
    ranked = sorted(scores, key=lambda row: -scores[row])
    if not ranked or scores[ranked[0]] < ENOUGH:
        return None
    best = ranked[0]
    for row in ranked[1:]:
        if table.contains(best, row) and scores[row] >= max(SPECIFIC * scores[best], ENOUGH):
            best = row
            break
    best = head_of_family(best, scores, strong)
    for row in ranked:
        related = row.code == best.code or table.contains(best, row) or table.contains(row, best)
        if not related and scores[row] >= CLEAR * scores[best]:
            return None
    return best


def of_known_parent(document: Document, scores: dict[Row, float]) -> Row | None:
    """Of areas of one name that are about equal, the one whose city or province alone the text names at all."""
    ranked = sorted(scores, key=lambda row: -scores[row])
    if not ranked or scores[ranked[0]] < ENOUGH:
        return None
    equal = [row for row in ranked if scores[row] >= CLEAR * scores[ranked[0]]]
    if len({row.name for row in equal}) > 1:
        return None
    told = [row for row in equal if any(name and name in document.text for name in names_above(row))]
    return told[0] if len({area_of(row) for row in told}) == 1 else None


def names_above(row: Row) -> set[str]:
    """The short names of the city and of the province that hold an area."""
    table = gazetteer()
    codes = (row.parent, f"{row.code[:2]}0000")
    return {table.stem(up.name) for code in codes for up in table.by_code.get(code, ())}


def head_of_family(best: Row, scores: dict[Row, float], strong: set[Row]) -> Row:
    """The city of a county that is one of many of its counties in the text, and nothing more (its districts)."""
    kin = {row.name for row in scores if row.parent == best.parent and scores[row] >= WEIGHTS["mention"] * 0.4}
    if best.level != "county" or best in strong or len(kin) < FAMILY:
        return best
    return max((row for row in scores if row.code == best.parent), key=lambda row: scores[row], default=best)


def national(document: Document, best: float, words: dict[str, float]) -> bool:
    """Whether a text speaks of the whole country: of nothing else as its own, and of no one area much."""
    others = max(words[kind] for kind in words if kind != "国")
    if words["国"] <= others or best >= 3.0:
        return False
    named = len(NATIONAL.findall(document.text))
    if not NATIONAL.search(document.title) and not NATION_COUNTS.search(document.text):
        return False
    return named >= (4 if best else 2) or (not best and NATION_HAS.search(document.text) is not None)


def nation(document: Document, words: re.Pattern[str] = NATIONAL) -> tuple[Place, Told]:
    """全国, told by the first of its words."""
    row = gazetteer().full["全国"][0]
    match = words.search(document.text)
    assert match is not None, "the caller has found them"
    return gazetteer().place(row), Told("place.national", match.group(), match.start(), match.end())


def told(document: Document, best: Row, evidence: Sequence[Evidence]) -> Told:
    """The heaviest evidence for an area, the first of equals; the rule that weighed most often breaks a tie."""
    own = [item for item in evidence if best in item.rows]
    often = Counter(item.rule for item in own)
    item = max(own, key=lambda item: (item.rule != "holds", item.weight, often[item.rule], -item.start))
    if item.rule == "file_name":
        return Told(f"place.{item.rule}", document.name)
    if item.start < 0:
        return Told(f"place.{item.rule}", document.publisher, *stretched(document.publisher, document.text))
    return Told(f"place.{item.rule}", document.text[item.start : item.end], item.start, item.end)
