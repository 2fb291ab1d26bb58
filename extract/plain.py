"""The next numeral of a text, and at once what most of them are: dates, words, and plain numbers with a unit.

What is written in any other way is read step by step (see `quantities`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract import bounds, numerals
from extract.bounds import BETWEEN
from extract.catalogue import catalogue
from extract.models import Quantity, QuantityDraft, sealed
from extract.reasons import reason_of
from extract.spellings import HAN, WRAP

# With which characters a tail, the far end of a range and a bound can begin: elsewhere they need not be looked for.
BLANKS = frozenset(" \n\x1f")
TAILS = BLANKS | frozenset("余多来许几百千十万亿")
DASHES = frozenset("-—–―‐‑‒─～至到一")
BOUNDS = BLANKS | frozenset("以之左上开有出光多强弱")
SIGNS = frozenset("-负下")

# The rest of a longer numeral that could not be read as one: 1,234,56 or 12万3千4百56.
AHEAD = re.compile(r"[0-9](?:[.,]|[十百千万亿]{1,2})\Z")


@dataclass(slots=True)
class Reading:
    """What a run of numerals was read as: a quantity, or (where that is None) the `reason` why it is none."""

    start: int
    end: int
    quantity: Quantity | None
    reason: str = ""


@cache
def units_by_first() -> dict[str, re.Pattern[str]]:
    """First character → the units that begin with it, the longest first, where no longer word goes on behind one."""
    units = catalogue().units
    spelled: dict[str, list[str]] = {}
    for unit in sorted(units.classes, key=lambda word: (-len(word), word)):
        guard = rf"(?!\s?(?:{units.followed[unit]}))" if unit in units.followed else ""
        # A line's end or what cleaning has masked may stand inside a unit.
        spelled.setdefault(unit[0], []).append(WRAP.join(map(re.escape, unit)) + guard)
    return {first: re.compile("|".join(patterns)) for first, patterns in spelled.items()}


@cache
def numerals_in() -> re.Pattern[str]:
    """The next numeral, and of which kind it is where a look at the characters beside it tells.

    A year, month or day (`date`) is no quantity, nor is a Chinese numeral (`idle`) behind which nothing stands that
    makes one of it: most numerals are of these two. Digits (`digits`, with 万 or 亿) are read at once where nothing
    behind them goes on with the number, and so is one Chinese numeral before what may be a unit (`one`). All others are
    read step by step. The class of characters stands first, since the matcher looks for that fast.
    """
    han, goes_on = HAN[1:-1], re.escape("".join(sorted({*units_by_first(), *TAILS, *DASHES, "点"})))
    units = re.escape("".join(sorted(units_by_first().keys() - TAILS - DASHES - set(f"{han}分点"))))
    open_ended = re.escape("".join(sorted(TAILS | DASHES | set("0123456789lIOo.,，·•・‧/"))))
    return re.compile(
        rf"[0-9lIO{han}](?:"
        r"(?<=[0-9])(?<![第前A-Za-z+＋\-—.0-9].)"
        r"(?P<date>(?:(?<=1)[5-9]|(?<=2)0)[0-9]{2}(?=年)|[0-9]?(?=[月日]))"
        r"|(?<=[0-9])(?<![0-9].)"
        rf"(?P<digits>[0-9]{{0,9}}(?:\.[0-9]{{1,6}})?[万亿]?(?P<more>[余多])?(?=[^\s{open_ended}分]))"
        rf"|(?<={HAN})(?<!{HAN}.)(?:(?P<idle>{HAN}{{0,11}}(?=[^\s{han}{goes_on}]))|(?P<one>(?=[{units}])))|)",
        re.DOTALL,
    )


_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_STEPWISE = DASHES | BOUNDS
"""Behind a unit these may go on with the quantity."""
_JOINED = frozenset("、和及")
"""Behind digits without a unit, before the next number of a row that shares one (12、15、18名)."""
_TORN_OFF = frozenset(".,十百千万亿")


def plain(text: str, cleaned: str, match: re.Match[str], start: int, end: int) -> Reading | None:
    """A number in digits, and the unit right behind it; None where it has to be read step by step."""
    begin, stop = match.span()
    before = cleaned[begin - 1] if begin > start else ""
    if before in SIGNS:
        return None
    units = units_by_first().get(cleaned[stop])
    unit = units.match(cleaned, stop, end) if units else None
    if unit is None:
        return _bare(cleaned, match, start, end)
    last = unit.end()
    if last < end and cleaned[last] in _STEPWISE:
        return None
    written = text[stop:last] if last - stop == 1 else "".join(text[stop:last].split())
    if written == "成":
        return None
    if reason := reason_of(cleaned, (begin, last), False, start, end):
        return Reading(begin, stop, None, reason)
    bound, first = bounds.before(cleaned, begin, start) if before else ("eq", begin)
    if first > start and cleaned[first - 1] in _TORN_OFF and AHEAD.search(cleaned, max(start, first - 6), first):
        return Reading(first, last, None, "unreadable")
    number = match[0]
    if more := match["more"]:
        number, bound = number[:-1], BETWEEN[more] if bound == "eq" else bound
    scale = _SCALES.get(number[-1])
    value = numerals.EXACT.multiply(Decimal(number[:-1]), scale) if scale else Decimal(number)
    draft = QuantityDraft(first, last, text[first:last], value, written, bound, rule="number.digits")
    return Reading(first, last, sealed(draft, Quantity))


def plain_chinese(text: str, cleaned: str, begin: int, start: int, end: int) -> Reading | None:
    """As `plain`, of a Chinese numeral of one character, which nothing before or behind makes a longer one.

    Where its next character only looks like a unit's first (一层) it is no quantity, however it is read.
    """
    stop, value = begin + 1, numerals.DIGITS.get(cleaned[begin])
    if not value or (begin > start and cleaned[begin - 1] in SIGNS):
        return None
    if stop >= end:
        return None
    unit = units_by_first()[cleaned[stop]].match(cleaned, stop, end)
    if unit is None:
        return Reading(begin, stop, None, "unreadable")
    last = unit.end()
    written = "".join(text[stop:last].split())
    if written == "成" or (last < end and cleaned[last] in _STEPWISE):
        return None
    if reason := reason_of(cleaned, (begin, last), True, start, end):
        return Reading(begin, stop, None, reason)
    bound, first = bounds.before(cleaned, begin, start)
    if first > start and cleaned[first - 1] in _TORN_OFF and AHEAD.search(cleaned, max(start, first - 6), first):
        return Reading(first, last, None, "unreadable")
    draft = QuantityDraft(
        first, last, text[first:last], Decimal(value), written, bound, chinese=True, rule="number.chinese"
    )
    return Reading(first, last, sealed(draft, Quantity))


def _bare(cleaned: str, match: re.Match[str], start: int, end: int) -> Reading | None:
    """Digits without a unit, which are none; None where they may be a quantity all the same (3万)."""
    begin, stop = match.span()
    if cleaned[stop] in BOUNDS or match["more"] or cleaned[stop - 1] in _SCALES:
        return None
    if cleaned[stop] in _JOINED and "0" <= cleaned[stop + 1 : stop + 2] <= "9":
        return None
    return Reading(begin, stop, None, reason_of(cleaned, (begin, stop), False, start, end) or "unit")
