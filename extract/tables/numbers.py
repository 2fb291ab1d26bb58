"""The number in one cell of a table: 1,234 · 95.3% · 约300 · 12.5万元 · 1 046① · 三百二十 · −3.5."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extract import numerals
from extract.bounds import BEFORE, BEHIND, BETWEEN
from extract.catalogue import catalogue
from extract.models import Bound
from extract.quantities import LIMIT

_MULT = "[十百千]?[万亿]|[十百千]万|万亿"
_DIGITS = r"[0-9]{1,3}(?:[, ，] ?[0-9]{3}){1,5}(?:\.[0-9]{1,12})?|[0-9]{1,16}(?: ?\. ?[0-9]{1,12})?"
_HAN = "[一二两三四五六七八九十][零〇○一二两三四五六七八九十百千万亿]{0,11}"
_CELL = re.compile(
    rf"(?P<before>{'|'.join(sorted(BEFORE, key=len, reverse=True))})? ?(?P<sign>[-−+])? ?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<han>{_HAN}))"
    rf"(?P<more>[余多来])? ?(?P<mult>{_MULT})?(?P<more2>[余多来])? ?(?P<unit>[^\s0-9*①-⑳\[]{{1,8}}?)?"
    rf"(?P<behind>{'|'.join(sorted(BEHIND, key=len, reverse=True))})?"
    r"(?P<mark> ?(?:[①-⑳*¹²³]{1,3}|\[注?[0-9]{1,2}\]|（注[0-9]{0,2}）|[（(][①-⑳][)）]))?"
)
_NOTHING = re.compile(r"[-—–−─…·.*×xX/\\|#〃\s]*|无|缺|不详|暂无|未报|略|[nN]/?[aA]")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit (“” where the cell has none), multiplied out; the span leaves a footnote's mark out."""

    start: int
    end: int
    value: Decimal
    unit: str
    bound: Bound
    grouped: bool = False


def is_nothing(words: str) -> bool:
    """Whether a cell is empty or says that there is no number: —, …, 不详."""
    return _NOTHING.fullmatch(words.strip()) is not None


def is_bare_year(words: str) -> bool:
    """Whether a cell holds four digits that may be a year as well as a number."""
    return _YEAR.fullmatch(words.strip()) is not None


def number_in(cleaned: str, start: int, end: int) -> Number | None:
    """The number that a cell is as a whole; None for words, dates, and numbers among words."""
    while start < end and cleaned[start].isspace():
        start += 1
    while end > start and cleaned[end - 1].isspace():
        end -= 1
    if end - start > 60:
        return None
    match = _CELL.fullmatch(cleaned, start, end)
    if match is None:
        return None
    unit = match["unit"] or ""
    if unit and unit not in catalogue().units.classes:
        return None
    if match["han"] and not unit and len(match["han"]) < 2:
        return None  # 一, 二: a list number
    value = numerals.arabic(match["digits"]) if match["digits"] else numerals.chinese(match["han"])
    if value is None:
        return None
    value *= numerals.multiplier(match["mult"] or "") * (-1 if match["sign"] in ("-", "−") else 1)
    stop = match.start("mark") if match["mark"] else end
    while stop > start and cleaned[stop - 1].isspace():
        stop -= 1
    return Number(start, stop, value, unit, _bound(match), "," in match[0]) if abs(value) < LIMIT else None


def _bound(match: re.Match[str]) -> Bound:
    if match["before"]:
        return BEFORE[match["before"]]
    if more := match["more"] or match["more2"]:
        return BETWEEN[more]
    return BEHIND[match["behind"]] if match["behind"] else "eq"
