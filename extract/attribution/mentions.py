"""The names of areas in one document, with the words around them that say what a name is there for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from extract.catalogue.gazetteer import Mention, Row, gazetteer
from extract.catalogue.starts import Finder
from extract.words import is_word

WRAP = re.compile(r"[\r \n](?<=[\u4e00-\u9fff][\r \n])(?:(?<=\n)|(?<=[\r ])\n)(?=[\u4e00-\u9fff])")
"""A line break inside running text: a name may go on behind it (大⏎兴安岭). What it begins with stands first."""

LEVEL_NAME = re.compile(r"[级处]|以[上下]|[乡镇域](?!政府)|长(?!期|远|途|年)")
"""Behind 和县, 应县 … these make it the end of a word and 县级, 县处级, 县以上; 赵县长 is a person far more often."""

GOES_ON = re.compile(r"(?<=市)场(?!馆)|(?<=区)[域别间块]")
"""Behind a name these make its last character the first of a word: 青州市场, 朝阳区域."""

JOINING = frozenset("和任应成通随达开")
"""First characters of two-character counties that are function words far more often (市和县)."""

VERBS = frozenset("兴富")
"""First characters of two-character counties that end a slogan more often: 科技兴县, 强省富县."""

COMMON_NOUNS = frozenset({"城市", "山区", "城区", "郊区", "矿区", "林区", "老区", "新区", "湖区"})
"""Words that a name of three characters ends with may stand for themselves."""

BRACKETED = ("）", ")", "”", "》")
"""What a joining word goes on behind as it does behind a word: 县委（以下简称…）和县人民政府."""

RANKS = "省市州盟区县旗"
_LED_BY = f"{RANKS}共在到赴向往从原"
_OWN = "全我本省市州盟区县旗地行自"
_OF_OWN = "省市州盟区县旗国直委级政人纪署治内"
OWN_WORDS = Finder(
    rf"[{_OWN}](?=[{_OF_OWN}])(?:(?<=[全我本])(?P<area>[省市州盟区县旗国])"
    r"|(?<=[省市州盟区县旗地])(?<!自治.)(?P<body>直|委|级机关|政府|人民政府|纪委|(?<!地)内(?![外容涵设部陆电话交]))|(?<=行)署|(?<=自)治区(?=党委|政府|人民政府))",
    _OWN,
    _OF_OWN,
)
"""The pattern begins with a class of characters, which the matcher looks for fast: it runs over whole documents."""

YEAR = re.compile(r"(1[89]\d\d|20\d\d)(?<!\d\d\d\d\d)")


def mentions_in(text: str) -> tuple[Mention, ...]:
    """All names in `text` with offsets into it, those that a line break cuts included, without ordinary words."""
    return tuple(mention for mention in names_in(text) if not gazetteer().is_common(mention))


@lru_cache(maxsize=1)  # the document's area and the areas of its figures are read from the same names
def names_in(text: str) -> tuple[Mention, ...]:
    """As `mentions_in`, with the names that are ordinary words, too (城区)."""
    breaks = [(match.start(), match.end()) for match in WRAP.finditer(text)]
    if not breaks:
        return tuple(mention for mention in gazetteer().find(text) if is_name(mention, text))
    pieces: list[str] = []
    starts, shifts, cut, position = [], [], 0, 0
    for start, end in breaks:
        pieces.append(text[position:start])
        position = end
        starts.append(start - cut)
        cut += end - start
        shifts.append(cut)
    joined = "".join(pieces) + text[position:]

    def raw(position: int) -> int:
        index = bisect_right(starts, position)
        return position + (shifts[index - 1] if index else 0)

    found = [mention for mention in gazetteer().find(joined) if is_name(mention, joined)]
    return tuple(
        Mention(raw(each.start), raw(each.end - 1) + 1, each.text, each.rows, each.short, each.outer) for each in found
    )


def is_name(mention: Mention, text: str) -> bool:
    """Whether a short name (和县, 增城市) is one there, not the end of a word and the beginning of another."""
    if mention.short or len(mention.text) > 2:
        return mention.short or not (GOES_ON.match(text, mention.end) or _is_of_two(mention, text))
    if LEVEL_NAME.match(text, mention.end):
        return False
    before = text[max(0, mention.start - 2) : mention.start]
    if before and is_word(before[-1] + mention.text[0]):  # 恢复|县委 is no 复县
        return before == "中共"
    if mention.text[0] in VERBS and "\u4e00" <= before[-1:] <= "\u9fff":
        return before[-1] in _LED_BY
    if before.endswith(BRACKETED) or "\u4e00" <= before[-1:] <= "\u9fff":
        return mention.text[0] not in JOINING or before == "中共"
    return True


def _is_of_two(mention: Mention, text: str) -> bool:
    """新增|城市 is no 增城市: its first character ends a word, and the others are one; 湖南省中山区 may be."""
    if mention.text[1:] not in COMMON_NOUNS or len(mention.text) != 3:
        return False
    before = text[max(0, mention.start - 1) : mention.start]
    return bool(before) and before not in RANKS and is_word(before + mention.text[0])


def rank(row: Row) -> str:
    """What an area of its kind calls itself: 省 市 地 州 盟 区 县 旗 (全市, 市直); 国 for the nation."""
    if row.level == "nation":
        return "国"
    if row.level == "province":
        return "市" if row.name.endswith("市") else "省"
    name = row.name
    if name.endswith("地区"):
        return "地"
    if name.endswith("县"):
        return "县"
    return name[-1] if name[-1] in RANKS else "区"


def own_words(text: str) -> dict[str, float]:
    """How much a text speaks of its own area by each rank: 全市, 我县, 区直 … weigh 3, 市委 … 1."""
    counts = dict.fromkeys("国省市地州盟区县旗", 0.0)
    for match in OWN_WORDS.all(text, 0, len(text)):
        if match["area"]:
            counts[match["area"]] += 3
        elif match["body"]:
            counts[match[0][0]] += 3 if match["body"] in ("直", "级机关") else 1
        elif match.group() == "行署":
            counts["地"] += 1
        else:
            counts["省"] += 3
    return counts


def fit(row: Row, words: dict[str, float]) -> float:
    """How well an area's rank agrees with what the text calls its own: 0.4 not at all, 1.6 best."""
    most = max(words[kind] for kind in words if kind != "国")
    if most < 2:
        return 1.0
    kind = rank(row)
    share = words[kind] / most
    if kind == "地":  # a 地区 says 全区 of itself
        share = max(share, words["区"] / most if words["地"] else 0)
    if row.level == "province" and kind == "省" and row.name.endswith("自治区"):
        share = max(share, words["区"] / most)
    return 0.4 + 1.2 * share


def commonest_year(text: str) -> int | None:
    """The year that a text names most often, the one in which its names are looked up; None where it names none."""
    years = list(_years(text[:50000]))
    return max(set(years), key=lambda year: (years.count(year), year)) if years else None


def _years(text: str) -> Iterator[int]:
    """The years of a text, by the 年 behind them: it is found faster than digits are."""
    place = text.find("年")
    while place >= 0:
        stop = place
        while stop and text[stop - 1].isspace():
            stop -= 1
        if stop >= 4 and text[stop - 1].isdecimal() and (year := YEAR.match(text, stop - 4)):
            yield int(year[1])
        place = text.find("年", place + 1)
