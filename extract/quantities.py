"""Text → quantities: number, unit and bound, or the reason why a number is none.

Small patterns read a numeral step by step: the number, 余 or a multiplier, the far end of a range, the unit,
a bound behind. Then reasons.toml says what disqualifies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract import numerals
from extract.catalogue import catalogue
from extract.catalogue.needles import Sieve
from extract.models import Bound, Quantity
from extract.spans import Spans

BEFORE: dict[str, Bound] = {
    **dict.fromkeys("近 将近 接近 不足 不到 不超过 至多 最多 低于 少于 未满 不满".split(), "lt"),
    **dict.fromkeys("约 大约 大概 约计 约合 约为".split(), "approx"),
    **dict.fromkeys("逾 超 超过 突破 不少于 不低于 不下 不下于 至少 多于 高于 大于 最少 超出".split(), "gt"),
}
"""Bounds in front of a number; `gt` is at least, `lt` at most."""

_NO_BOUND = "附最邻靠逼临签公条节制预合相履赴违简"
"""Characters that make a word with 近, 约, 超 or 逾: 附近, 签约, 公约."""

BETWEEN: dict[str, Bound] = {"余": "gt", "多": "gt", "来": "approx", "几": "gt"}
BEHIND: dict[str, Bound] = {
    **dict.fromkeys("以上 开外 多 强".split(), "gt"),
    **dict.fromkeys("以下 以内 之内 弱".split(), "lt"),
    **dict.fromkeys("左右 上下".split(), "approx"),
}

_D = "[0-9lIOo]"
# The repetitions are bounded: a run of thousands of digits in a hostile file is no number, and costs no time.
_INT = rf"{_D}(?:\n?{_D}){{0,23}}"
_THOUSANDS = rf"{_D}(?:\n?{_D}){{0,2}}(?:[ ,，](?:\n?{_D}){{3}}(?!\n?[0-9])){{1,7}}"
_TORN = rf"{_D} {_D}{{1,2}},{_D}{{3}}(?!{_D})"  # 1 2,400: a scan has put a blank into 12,400
_ARABIC = rf"(?:{_TORN}|{_THOUSANDS}|{_INT})(?:[ \n]?\.[ \n]?(?:{_D}\n?){{0,11}}{_D})?"
_MULT = r"(?:[ \n]?(?:万亿|百万|千万|十万|百亿|千亿|[万亿]|千(?![米克瓦伏])|百(?!分)))"
_HAN = "[零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅]"

NUMBER = re.compile(
    rf"(?:百\n?分\n?之(?P<percent>{_ARABIC}|{_HAN}{{1,8}}(?:点{_HAN}{{1,8}})?))"
    rf"|(?P<den>{_HAN}{{1,6}}|[0-9]{{1,6}})\n?分\n?之\n?(?P<num>{_HAN}{{1,6}}|[0-9]{{1,6}})"
    r"|(?P<arabic>(?<![0-9])(?:(?=[0-9])|(?<![A-Za-z])(?=[lIO][0-9OlI]{0,9}[ ,.]?[0-9]))"
    rf"{_ARABIC}(?:{_MULT}(?:{_ARABIC}(?={_MULT}))){{0,4}}(?P<mult>{_MULT})?)"
    rf"|(?P<han>(?<!{_HAN}){_HAN}(?:\n?{_HAN}){{0,23}})"
)
LIMIT = Decimal(10**16)
"""No count of a yearbook reaches it; what does is torn or hostile."""

# The rest of a longer numeral that could not be read as one: 1,234,56 or 12万3千4百56.
_AHEAD = re.compile(r"[0-9](?:[.,]|[十百千万亿]{1,2})\Z")
TAIL = re.compile(rf"(?P<more>[ \n]?[余多来几])?(?P<mult>{_MULT})?(?P<more2>\n?[余多来几])?")
RANGE = re.compile(
    rf" ?(?:[-—–－～―]{{1,2}}|至|到) ?(?P<high>{_ARABIC}|{_HAN}{{1,12}})(?P<hmult>{_MULT})?(?P<hmore>[余多])?"
)


@cache
def _unit() -> re.Pattern[str]:
    """Any known unit, broken by a line wrap or not, where no longer word goes on behind it."""
    units = catalogue().units
    spelled = []
    for unit in sorted(units.classes, key=lambda word: (-len(word), word)):
        guard = rf"(?!\s?(?:{units.followed[unit]}))" if unit in units.followed else ""
        spelled.append("\\n?".join(map(re.escape, unit)) + guard)
    return re.compile(rf"[ \n]?(?P<unit>{'|'.join(spelled)})")


_BEHIND = re.compile(r"\n?(?:以\n?上|以下|以内|之内|左\n?右|上下|开外|(?:多|强|弱)(?=[，。；、）])|(?<=倍)多)")


@cache
def _reasons() -> tuple[Sieve, re.Pattern[str], tuple[str, ...]]:
    """What disqualifies a number: a sieve of all reasons, one pattern for them, what each of its groups stands for."""
    table = catalogue().reasons
    groups = (f"(?P<r{i}>{'|'.join(patterns)})" for i, patterns in enumerate(table.values()))
    sieve = Sieve(pattern for patterns in table.values() for pattern in patterns)
    return sieve, re.compile("|".join(groups)), tuple(table)


_QUOTED = re.compile(r"《[^《》]{1,60}》|“[^“”]{1,20}”|‘[^‘’]{1,20}’|\"[^\"\n，。]{1,16}\"|「[^」]{1,20}」")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|[A-Za-z0-9._-]{1,64}@[A-Za-z0-9-]{1,64}\.[A-Za-z.]{2,24}")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run of numerals was read as: a quantity, or (where that is None) the `reason` why it is none."""

    start: int
    end: int
    quantity: Quantity | None
    reason: str = ""


def read(text: str, cleaned: str, start: int, end: int) -> Iterator[Reading]:
    """Every numeral of ``text[start:end]`` in text order; `cleaned` is ``clean(text)``, offsets are into `text`.

    Chinese numerals that are no quantity are left out: they are words like any other.
    """
    names = Spans(match.span() for match in _QUOTED.finditer(cleaned, start, end))
    addresses = Spans(match.span() for match in _ADDRESS.finditer(cleaned, start, end))
    position = start
    while match := NUMBER.search(cleaned, position, end):
        reading = _reading(text, cleaned, match, start, end)
        position = reading.end if reading else match.end()
        if reading is None:
            reading = Reading(match.start(), match.end(), None, "unreadable")
        elif reading.quantity and _is_torn(cleaned, reading.quantity, start, end):
            reading = Reading(reading.start, reading.end, None, "unreadable")
        if addresses.hold(reading.start, reading.end):
            reading = Reading(reading.start, reading.end, None, "address")
        elif reading.quantity and names.hold(reading.start, reading.end):
            reading = Reading(reading.start, reading.end, None, "name")
        if reading.quantity or any("0" <= char <= "9" for char in cleaned[reading.start : reading.end]):
            yield reading


def _is_torn(cleaned: str, quantity: Quantity, start: int, end: int) -> bool:
    """Whether this is but a part of a longer numeral, or larger than any count."""
    if max(quantity.value, quantity.value_max or 0) >= LIMIT:
        return True
    if not quantity.unit and quantity.end < end and "0" <= cleaned[quantity.end] <= "9":
        return True
    return _AHEAD.search(cleaned, max(start, quantity.start - 6), quantity.start) is not None


@dataclass(slots=True)
class _Parts:
    """A numeral being read: the position reached and what has been told so far."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    bound: Bound = "eq"
    unit: str = ""
    scaled: bool = False
    rule: str = "digits"


def _reading(text: str, cleaned: str, match: re.Match[str], start: int, end: int) -> Reading | None:
    parts = _number(match)
    if parts is None:
        return None
    chinese = parts.rule == "chinese"
    if parts.rule in ("digits", "chinese"):
        _tail(cleaned, parts, end)
        _range(cleaned, parts, start, end)
        unit = _unit().match(cleaned, parts.end, end)
        if unit:
            parts.unit, parts.end = _BLANK.sub("", text[unit.start() : unit.end()]), unit.end()
        elif chinese:
            return None
    if behind := _BEHIND.match(cleaned, parts.end, end):
        parts.bound, parts.end = BEHIND[_BLANK.sub("", behind[0])], behind.end()
    if reason := _reason(cleaned, parts, chinese, start, end):
        return Reading(match.start(), max(match.end(), parts.start + 1), None, reason)
    _before(cleaned, parts, start)
    quantity = Quantity(
        start=parts.start, end=parts.end, quote=text[parts.start : parts.end], value=parts.value, unit=parts.unit,
        bound=parts.bound, value_max=parts.high, chinese=chinese, rule=f"number.{parts.rule}",
    )  # fmt: skip
    return Reading(parts.start, parts.end, quantity)


def _number(match: re.Match[str]) -> _Parts | None:
    span = match.span()
    if match["percent"]:
        value = numerals.arabic(match["percent"])
        value = _decimal_han(match["percent"]) if value is None else value
        return _Parts(*span, value, unit="%", rule="percent") if value is not None else None
    if match["den"]:
        den, num = (numerals.arabic(match[name]) or numerals.chinese(match[name]) for name in ("den", "num"))
        return _Parts(*span, num / den, rule="fraction") if den and num else None
    if match["han"]:
        words = _BLANK.sub("", match["han"])
        if span_of := numerals.neighbours(words):
            return _Parts(*span, span_of[0], high=span_of[1], rule="chinese")
        value = numerals.chinese(words)
        return _Parts(*span, value, rule="chinese") if value else None
    if not any(char.isdigit() for char in match["arabic"]):
        return None
    value = numerals.mixed(match["arabic"])
    return _Parts(*span, value, scaled=bool(match["mult"])) if value is not None else None


def _decimal_han(text: str) -> Decimal | None:
    whole, _, fraction = text.partition("点")
    value = numerals.chinese(_BLANK.sub("", whole))
    if value is None or not fraction:
        return value
    return value + Decimal("0." + "".join(str(numerals.DIGITS[char]) for char in fraction))


def _tail(cleaned: str, parts: _Parts, end: int) -> None:
    """余, 多, 来 and a multiplier behind them: 36万多, 1600多, 113.7万余, 3百多万."""
    match = TAIL.match(cleaned, parts.end, end)
    if match is None or match.end() == parts.end:
        return
    parts.end = match.end()
    if match["mult"]:
        parts.value *= numerals.multiplier(_BLANK.sub("", match["mult"]))
        parts.scaled = True
    if more := match["more"] or match["more2"]:
        parts.bound = BETWEEN[_BLANK.sub("", more)]


def _range(cleaned: str, parts: _Parts, start: int, end: int) -> None:
    """The far end of a range, before the unit or with a unit on both ends: 10—20人, 1万—3万元, 5人至8人."""
    if cleaned[max(start, parts.start - 1) : parts.start] in ("从", "由"):
        return
    unit = _unit().match(cleaned, parts.end, end)
    match = RANGE.match(cleaned, parts.end, end) or (unit and RANGE.match(cleaned, unit.end(), end))
    if not match:
        return
    high = numerals.arabic(match["high"]) or numerals.chinese(match["high"])
    if high is None:
        return
    factor = numerals.multiplier(_BLANK.sub("", match["hmult"] or ""))
    low = parts.value if parts.scaled else parts.value * factor
    if high * factor > low:
        parts.value, parts.high, parts.end = low, high * factor, match.end()


def _before(cleaned: str, parts: _Parts, start: int) -> None:
    """A bound in front of the number belongs to it: 近3万件, 不少于600名."""
    position = parts.start
    while position > start and cleaned[position - 1] in " \n":
        position -= 1
    for length in (3, 2, 1):
        word = cleaned[max(start, position - length) : position]
        if len(word) == length and word in BEFORE:
            if length == 1 and cleaned[position - 2 : position - 1] in _NO_BOUND:
                return
            parts.start, parts.bound = position - length, BEFORE[word]
            return


def _reason(cleaned: str, parts: _Parts, chinese: bool, start: int, end: int) -> str:
    before = _BLANK.sub("", cleaned[max(start, parts.start - 14) : parts.start])
    behind = _BLANK.sub("", cleaned[parts.end : min(end, parts.end + 12)])
    opening, closing = "⦅⦆" if chinese else "⟦⟧"
    words = _BLANK.sub("", cleaned[parts.start : parts.end])
    sieve, pattern, names = _reasons()
    around = f"{before}{opening}{words}{closing}{behind}"
    if sieve.candidates(around) and (match := pattern.search(around)):
        return names[int(str(match.lastgroup)[1:])]
    if not parts.unit and not parts.scaled and parts.rule == "digits":
        return "unit"
    return ""
