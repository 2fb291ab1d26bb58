"""The area of a text that never gives its full name: 霍邱是多灾县，… 全县 … is 霍邱县."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.attribution.mentions import rank
from extract.attribution.place_evidence import Layout, in_year
from extract.catalogue.gazetteer import Mention, Row, area_of, gazetteer
from extract.models import Document, Place, Told

_OPENS_CLAUSE = re.compile(r"(?:\A|[^\u4e00-\u9fff]|[年月日初底春夏秋冬时据])\Z")
_NO_SUBJECT = re.compile(
    r"[^，。；、\d\n]{0,3}(?:[农林牧茶渔盐]场|良种场|种畜场|煤矿|矿务局|油田|电厂|钢厂)"
    r"|[、和与及籍人等](?!口|民政|民委|均)|[^，。；、\d\n]{0,4}(?:路|街|桥|站|战役)"
)
_BOOK = re.compile(r"[\s#《]*(?P<name>[\u4e00-\u9fff]{2})(?:统计)?(?:年鉴|[县市区旗]?志(?![愿书]))")
_TRAIL = re.compile(r"[>›»]\s*(?P<name>[\u4e00-\u9fff]{2})(?:统计)?(?:年鉴|[县市区旗]?志)\s*(?:[>›»]|$)", re.MULTILINE)
"""Where a page says to lie: 首页 > 全州志 > 第七卷 林业."""
_TOP = 200
"""So many characters at the top of a page say where it lies."""
_CITY = 3.0
"""So much a text has to speak of a city as its own for the city of its districts to be that one."""
_DATELINE = re.compile(r"本报(?P<city>[\u4e00-\u9fff]{2,4}?)(?:\d{1,2}月)?\d{1,2}日(?:讯|电|消息)")
_FRONT = 600
"""A paper's own correspondent writes from a city: within so many characters."""
_OFTEN = 2
"""So many clauses begin with the name, at the least, and twice as many as with any other."""
_MUCH = 6
"""One clause does, at the opening of a text that speaks so much of its county."""


def by_short_name(
    document: Document, mentions: Sequence[Mention], words: dict[str, float], year: int | None, layout: Layout
) -> tuple[Place, Told] | None:
    """The area that clauses begin with by its short name, of the rank that the text calls its own; None for none."""
    kind = max((kind for kind in words if kind != "国"), key=lambda kind: words[kind])
    if words[kind] < _OFTEN:
        return None
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.short and not mention.chain and _is_subject(mention, layout):
            found.setdefault(mention.text, []).append(mention)
    meant = [(len(each), each[0], row) for each in found.values() if (row := _of_rank(each[0], kind, year))]
    meant.sort(key=lambda item: -item[0])
    if not meant or (len(meant) > 1 and meant[0][0] < 2 * meant[1][0]):
        return None
    times, first, row = meant[0]
    if times < _OFTEN and not (words[kind] >= _MUCH and kind in "县旗" and layout.opens(first.start)):
        return None
    told = Told("place.short_name", document.text[first.start : first.end], first.start, first.end)
    return gazetteer().place(row, year), told


def of_its_paper(document: Document, words: dict[str, float], year: int | None) -> tuple[Place, Told] | None:
    """The province of the city from which a paper tells of 我省, or that city itself: 本报海口6月2日讯."""
    match = _DATELINE.search(document.text, 0, _FRONT)
    kind = max((kind for kind in words if kind != "国"), key=lambda kind: words[kind])
    if match is None or kind not in "省市" or words[kind] < _OFTEN:
        return None
    named = in_year(gazetteer().full.get(f"{match['city']}市", ()), year)
    rows = [row for row in named if row.level in ("prefecture", "province")]
    codes = {row.code if kind == "市" else f"{row.code[:2]}0000" for row in rows}
    if len(codes) != 1:
        return None
    up = max(gazetteer().by_code.get(codes.pop(), ()), key=lambda row: row.until, default=None)
    return (gazetteer().place(up, year), Told("place.dateline", match["city"], *match.span("city"))) if up else None


def of_its_districts(
    document: Document, mentions: Sequence[Mention], words: dict[str, float], year: int | None, layout: Layout
) -> tuple[Place, Told] | None:
    """The one city that a text on a city names by its short name beside one of the areas in it: 落户滨州，…滨城区."""
    if words["市"] < _CITY or words["市"] < max(words[kind] for kind in words if kind != "国"):
        return None
    there = [mention for mention in mentions if not layout.in_furniture(mention.start)]
    parents = {row.parent for mention in there if not mention.short for row in in_year(mention.rows, year)}
    found: dict[str, tuple[Mention, Row]] = {}
    for mention in (each for each in there if each.short):
        for row in in_year(gazetteer().meant(mention, year), year):
            if row.level == "prefecture" and rank(row) == "市" and row.code in parents:
                found.setdefault(row.code, (mention, row))
    if len(found) != 1:
        return None
    ((mention, row),) = found.values()
    told = Told("place.short_name", document.text[mention.start : mention.end], mention.start, mention.end)
    return gazetteer().place(row, year), told


def of_its_book(document: Document, year: int | None, title: int) -> tuple[Place, Told] | None:
    """无极年鉴, 兴国县志: a name that is an ordinary word elsewhere is that of the county that has the book."""
    match = _BOOK.match(document.text, title) or _BOOK.match(document.title) or _TRAIL.search(document.text, 0, _TOP)
    if match is None:
        return None
    rows = [row for kind in "县市区旗" for row in gazetteer().full.get(match["name"] + kind, ())]
    meant = [row for row in rows if year is None or row.since <= year <= row.until]
    if len({area_of(row)[:2] for row in meant}) != 1:
        return None
    start = match.start("name") if match.string is document.text else -1
    told = Told("place.title_short", match["name"], start, start + len(match["name"]) if start >= 0 else -1)
    return gazetteer().place(meant[-1], year), told


def _is_subject(mention: Mention, layout: Layout) -> bool:
    """Whether a clause begins with a name, and goes on with what is said of the area."""
    text, start = layout.text, mention.start
    if layout.in_furniture(start) or _NO_SUBJECT.match(text, mention.end):
        return False
    return _OPENS_CLAUSE.search(text, max(0, start - 1), start) is not None


def _of_rank(mention: Mention, kind: str, year: int | None) -> Row | None:
    """The one area of a rank that a short name may mean."""
    rows = [row for row in in_year(gazetteer().meant(mention, year), year) if rank(row) == kind]
    return rows[0] if len({area_of(row) for row in rows}) == 1 else None
