"""Text → quantities: number, unit and bound, or the reason why a number is none.

Most numerals are plain (see `plain`). Small patterns read the others step by step: the number, 余 or a multiplier, the
far end of a range, the unit, a bound behind. Then reasons.toml says what disqualifies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract import bounds, numerals
from extract.bounds import BEHIND, BETWEEN
from extract.models import Bound, Quantity
from extract.plain import (
    AHEAD,
    BLANKS,
    BOUNDS,
    DASHES,
    SIGNS,
    TAILS,
    Reading,
    numerals_in,
    plain,
    plain_chinese,
    units_by_first,
)
from extract.reasons import reason_of
from extract.spans import Spans
from extract.spellings import BOUND, GAP, NUMBER, RANGE, TAIL

LIMIT = Decimal(10**16)
"""No count of a yearbook reaches it; what does is torn or hostile."""


def _unit(cleaned: str, position: int, end: int) -> re.Match[str] | None:
    """The unit that stands at `position`, or behind a blank or line's end there."""
    if position < end and cleaned[position] in BLANKS:
        position = _GAP.match(cleaned, position, end).end()  # type: ignore[union-attr]  # it may be empty
    units = units_by_first().get(cleaned[position]) if position < end else None
    return units.match(cleaned, position, end) if units else None


_GAP = re.compile(GAP)

_DIGIT = re.compile("[0-9]")

# Names and slogans; a sentence that somebody says is neither: “这片山杏2600亩，明天就能收尾。”
_QUOTED = re.compile(
    r"《[^《》]{1,60}》|“(?![^“”]*\d[^“”]*[，；][^“”]*[。！？]”)[^“”]{1,20}”|‘[^‘’]{1,20}’|\"[^\"\n，。]{1,16}\"|「[^」]{1,20}」"
    r"|“[^“”]{21,80}”(?=的?(?:战斗)?(?:口号|标语|号召|倡议|民谣|歌谣|顺口溜))"
)
_QUOTES = ("“", "《", "‘", '"', "「")
"""One of these opens every name and slogan."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|[A-Za-z0-9._-]{1,64}@[A-Za-z0-9-]{1,64}\.[A-Za-z.]{2,24}")
_ADDRESSED = ("@", "://", "www.")
"""One of these stands in every address."""
_SCANNED = re.compile("[lIOo]")


def read(text: str, cleaned: str, start: int, end: int) -> Iterator[Reading]:
    """Every numeral of ``text[start:end]`` in text order; `cleaned` is ``clean(text)``, offsets are into `text`.

    Chinese numerals that are no quantity are left out: they are words like any other.
    """
    quoted: _Quoted | None = None
    position, search = start, numerals_in().search
    while first := search(cleaned, position, end):
        position, kind = first.start(), first.lastgroup
        if kind == "date":
            yield Reading(position, first.end(), None, "date")
        if kind == "date" or kind == "idle":
            position = first.end()
            continue
        reading: Reading | None = None
        if kind == "one":
            reading = plain_chinese(text, cleaned, position, start, end)
        elif kind:
            reading = plain(text, cleaned, first, start, end)
        reading = reading or _stepwise(text, cleaned, position, start, end)
        position = reading.end if reading else position + 1
        if reading:
            quoted = quoted or _Quoted(cleaned, start, end)
            reading = quoted.judged(reading)
        if reading and (reading.quantity or _has_digit(cleaned, reading)):
            yield reading


def _has_digit(cleaned: str, reading: Reading) -> bool:
    """Whether a numeral has an Arabic digit, mostly the first character."""
    start = reading.start
    return "0" <= cleaned[start] <= "9" or _DIGIT.search(cleaned, start, reading.end) is not None


def _stepwise(text: str, cleaned: str, position: int, start: int, end: int) -> Reading | None:
    """The numeral at a position, whatever its form; None where none begins there."""
    match = NUMBER.match(cleaned, position, end)
    if match is None:
        return None
    reading = _reading(text, cleaned, match, start, end)
    if reading is None:
        return Reading(*match.span(), None, "unreadable")
    if reading.quantity and _is_torn(cleaned, reading.quantity, start, end):
        return Reading(reading.start, reading.end, None, "unreadable")
    return reading


class _Quoted:
    """The names and addresses of a stretch, looked up when its first numeral has been read: most have none."""

    def __init__(self, cleaned: str, start: int, end: int) -> None:
        self.names = _names(cleaned, start, end)
        self.addresses = _addresses(cleaned, start, end)

    def judged(self, reading: Reading) -> Reading:
        """The same, or a rejection where it stands within an address or, as a quantity, within a name."""
        start, end = reading.start, reading.end
        if self.addresses and self.addresses.hold(start, end):
            return Reading(start, end, None, "address")
        if self.names and reading.quantity and self.names.hold(start, end):
            return Reading(start, end, None, "name")
        return reading


def _names(cleaned: str, start: int, end: int) -> Spans | None:
    """What stands in quotes, None where none opens."""
    if all(cleaned.find(each, start, end) < 0 for each in _QUOTES):
        return None
    quoted = [match.span() for match in _QUOTED.finditer(cleaned, start, end)]
    return Spans(quoted) if quoted else None


def _addresses(cleaned: str, start: int, end: int) -> Spans | None:
    """Addresses of the web and of mail, None where no character tells of one."""
    if all(cleaned.find(each, start, end) < 0 for each in _ADDRESSED):
        return None
    return Spans(match.span() for match in _ADDRESS.finditer(cleaned, start, end))


def _is_torn(cleaned: str, quantity: Quantity, start: int, end: int) -> bool:
    """Whether this is but a part of a longer numeral, or larger than any count."""
    if max(abs(quantity.value), quantity.value_max or 0) >= LIMIT:
        return True
    if not quantity.unit and quantity.end < end and "0" <= cleaned[quantity.end] <= "9":
        return True
    return AHEAD.search(cleaned, max(start, quantity.start - 6), quantity.start) is not None


@dataclass(slots=True)
class _Parts:
    """A numeral being read: the position reached and what has been told so far.

    `far` is the bound of a range's far end, None where there is no range.
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    bound: Bound = "eq"
    far: Bound | None = None
    unit: str = ""
    scaled: bool = False
    rule: str = "digits"


def _reading(text: str, cleaned: str, match: re.Match[str], start: int, end: int) -> Reading | None:
    if match["han"] and not _goes_on(cleaned, match.end(), end):
        return None
    parts = _number(match)
    if parts is None:
        return None
    chinese = parts.rule == "chinese"
    if parts.rule in ("digits", "chinese"):
        _sign(cleaned, parts, start)
        _tail(cleaned, parts, end)
        _range(cleaned, parts, start, end)
        if unit := _unit(cleaned, parts.end, end):
            # A percent sign may be written as a scan has read it (0／0), which is no unit.
            words = unit[0] if unit[0] == "%" else text[unit.start() : unit.end()]
            parts.unit, parts.end = _joined(words), unit.end()
            _half_tenth(cleaned, parts, end)
        elif chinese:
            return None
        _shared(cleaned, parts, start, end)
    elif parts.rule == "percent":
        _range(cleaned, parts, start, end)
    if parts.end < end and cleaned[parts.end] in BOUNDS and (behind := BOUND.match(cleaned, parts.end, end)):
        parts.bound, parts.end = BEHIND[_joined(behind[0])], behind.end()
    if reason := _reason(cleaned, parts, start, end):
        return Reading(match.start(), max(match.end(), parts.start + 1), None, reason)
    if not parts.unit and _SCANNED.search(match[0]):
        return None  # letters are digits only in a number that has a unit
    _bounded(cleaned, parts, start)
    quantity = Quantity(
        start=parts.start, end=parts.end, quote=text[parts.start : parts.end], value=parts.value, unit=parts.unit,
        bound=parts.bound, value_max=parts.high, chinese=chinese, rule=f"number.{parts.rule}",
    )  # fmt: skip
    return Reading(parts.start, parts.end, quantity)


def _joined(words: str) -> str:
    """The words without the blanks between them."""
    return "".join(words.split())


# Only 分别 says that a row's last unit is of all: 1、2、3组 and 5、6月份 are ordinals and dates.
_ROW = re.compile(r"(?:(?:[、和及]|以及)[0-9]{1,9}(?:\.[0-9]{1,6})?){1,12}(?P<mult>[万亿])?")
_IN_TURN = re.compile(r"(?:分别|依次|逐年)[^，；。0-9]{0,12}(?:[0-9.]{1,16}(?:[、和及]|以及)){0,12}\Z")
_ROW_AHEAD = 120
"""So many characters before a number say that it stands in such a row."""


def _shared(cleaned: str, parts: _Parts, start: int, end: int) -> None:
    """The unit and the multiplier that the last number of a row has for all: 三县分别发展党员12、15、18名."""
    row = _ROW.match(cleaned, parts.end, end) if not parts.unit and not parts.scaled else None
    unit = _unit(cleaned, row.end(), end) if row else None
    if row and unit and _IN_TURN.search(cleaned, max(start, parts.start - _ROW_AHEAD), parts.start):
        parts.unit = _joined(unit[0])
        parts.value = numerals.EXACT.multiply(parts.value, numerals.multiplier(row["mult"] or ""))


def _reason(cleaned: str, parts: _Parts, start: int, end: int) -> str:
    """Why the number is none, by the words around it or for want of a unit; “” for a quantity."""
    if reason := reason_of(cleaned, (parts.start, parts.end), parts.rule == "chinese", start, end):
        return reason
    return "unit" if not parts.unit and not parts.scaled and parts.rule == "digits" else ""


def _goes_on(cleaned: str, position: int, end: int) -> bool:
    """Whether what stands behind a numeral in Chinese characters can make a quantity of it."""
    char = cleaned[position : min(end, position + 1)]
    return char in units_by_first() or char in TAILS or char in DASHES


_PER = {"百": "%", "千": "‰", "万": "‱"}


def _number(match: re.Match[str]) -> _Parts | None:
    span = match.span()
    if match["percent"]:
        value = numerals.arabic(match["percent"])
        value = numerals.decimal(_joined(match["percent"])) if value is None else value
        return _Parts(*span, value, unit=_PER[match["per"]], rule="percent") if value is not None else None
    if match["den"]:
        return _fraction(span, match["num"], match["den"])
    if match["han"]:
        return _chinese(span, _joined(match["han"]))
    if not match["arabic"]:
        return _fraction(span, *match[0].split("/"))
    if not _DIGIT.search(match["arabic"]):
        return None
    value = numerals.mixed(match["arabic"])
    return _Parts(*span, value, scaled=bool(match["mult"])) if value is not None else None


def _fraction(span: tuple[int, int], num: str, den: str) -> _Parts | None:
    above, below = (numerals.arabic(text) or numerals.chinese(text) for text in (num, den))
    return _Parts(*span, above / below, rule="fraction") if above and below and above < below else None


def _chinese(span: tuple[int, int], words: str) -> _Parts | None:
    if ends := numerals.neighbours(words):
        return _Parts(*span, ends[0], high=ends[1], rule="chinese")
    if len(words) == 2 and all(char in numerals.DIGITS for char in words) and not set(words) & set("零〇○"):
        return None  # 三五 is some, 八五 the name of a plan
    value = numerals.decimal(words)
    return _Parts(*span, value, rule="chinese") if value else None


_SIGNED = re.compile(
    r"(?<=[\u4e00-\u9fff：（])(?<![一二三四五六七八九十百千万亿人元年月日次个名号第歼运])-\Z"
    r"|(?<=[温为达是到])负\Z|零下\Z"
)


def _sign(cleaned: str, parts: _Parts, start: int) -> None:
    """The minus of a value below zero (气温-5℃), which is no dash of a range, a list or a name."""
    if cleaned[max(start, parts.start - 1) : parts.start] not in SIGNS:
        return
    if match := _SIGNED.search(cleaned, max(start, parts.start - 2), parts.start):
        parts.value, parts.start = -parts.value, match.start()


def _half_tenth(cleaned: str, parts: _Parts, end: int) -> None:
    """七成五 is 7.5 tenths."""
    if parts.unit != "成":
        return
    digit = cleaned[parts.end : min(end, parts.end + 1)]
    value = int(digit) if digit in set("123456789") else numerals.DIGITS.get(digit)
    if value:
        parts.value, parts.end = parts.value + Decimal(value) / 10, parts.end + 1


def _tail(cleaned: str, parts: _Parts, end: int) -> None:
    """余, 多, 来 and a multiplier behind them: 36万多, 1600多, 113.7万余, 3百多万."""
    if parts.end >= end or cleaned[parts.end] not in TAILS:
        return
    match = TAIL.match(cleaned, parts.end, end)
    if match is None or match.end() == parts.end:
        return
    parts.end = match.end()
    if match["mult"]:
        factor = numerals.multiplier(_joined(match["mult"]))
        parts.value, parts.scaled = numerals.EXACT.multiply(parts.value, factor), True
        parts.high = None if parts.high is None else numerals.EXACT.multiply(parts.high, factor)
    if more := match["more"] or match["more2"]:
        parts.bound = BETWEEN[_joined(more)]


def _range(cleaned: str, parts: _Parts, start: int, end: int) -> None:
    """The far end of a range, before the unit or with a unit on both ends: 10—20人, 1万—3万元, 5人至8人."""
    if cleaned[max(start, parts.start - 1) : parts.start] in ("从", "由"):
        return
    match = _far_end(cleaned, parts.end, end)
    if match is None and (unit := _unit(cleaned, parts.end, end)):
        match = _far_end(cleaned, unit.end(), end)
    if match is None:
        return
    high = numerals.arabic(match["high"]) or numerals.decimal(_joined(match["high"]))
    if high is None:
        return
    factor = numerals.multiplier(_joined(match["hmult"] or ""))
    high = numerals.EXACT.multiply(high, factor)
    low = parts.value if parts.scaled else numerals.EXACT.multiply(parts.value, factor)
    if low >= high:  # 8000至1万元: only the far end is in 万
        low = parts.value
    if high > low:
        parts.value, parts.high, parts.end = low, high, match.end()
        parts.far = BETWEEN[_joined(match["hmore"])] if match["hmore"] else "eq"


def _far_end(cleaned: str, position: int, end: int) -> re.Match[str] | None:
    may = position < end and (cleaned[position] in DASHES or cleaned[position] in BLANKS)
    return RANGE.match(cleaned, position, end) if may else None


def _bounded(cleaned: str, parts: _Parts, start: int) -> None:
    """A bound in front of the number belongs to it, 近3万件; a range has one of those at its ends."""
    ahead, parts.start = bounds.before(cleaned, parts.start, start)
    if parts.far is None:
        parts.bound = parts.bound if ahead == "eq" else ahead
    else:
        parts.bound = bounds.of_range(ahead, parts.bound, parts.far)
