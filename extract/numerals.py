"""Numerals as documents write them → exact Decimal.

Understood are Arabic digits (full-width, grouped by commas or blanks, torn by line breaks, with the
letters that scanners read for digits), Chinese numerals by place value (三千八百三十四) or digit by digit
(二○○○), multipliers (万, 亿, 千 …) and any mixture of them (1亿2千万, 3.5万).
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

EXACT = Context(prec=200)
"""Products and sums of numerals of any length are exact; the usual context rounds at 28 digits."""

SCANNED = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0", "·": ".", "•": ".", "・": ".", "‧": "."})
"""Letters that optical character recognition reads for digits, and the points of older print."""

_SPELLED = "零〇○ 一壹弌 二两贰 三叁 四肆 五伍 六陆 七柒 八捌 九玖".split()
DIGITS = {char: value for value, chars in enumerate(_SPELLED) for char in chars}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8}

_ARABIC = re.compile(r"[0-9.]+")
_GAPS = re.compile(r"[\s,，]")


def arabic(text: str) -> Decimal | None:
    """The value of a run of digits: ``83 000``, ``1,306``, ``l9.8``, ``8 . 3``; None where it is no number."""
    digits = _GAPS.sub("", text.translate(SCANNED))
    if not _ARABIC.fullmatch(digits) or digits.count(".") > 1 or digits in (".", ""):
        return None
    return Decimal(digits)


def chinese(text: str) -> Decimal | None:
    """The value of Chinese numerals: ``一百二十八``, ``两``, ``二○○○``, ``千``; None where they are none."""
    text = text.replace("廿", "二十").replace("卅", "三十").replace("卌", "四十")
    if not text or any(char not in DIGITS and char not in SMALL and char not in LARGE for char in text):
        return None
    if len(text) > 1 and all(char in DIGITS for char in text):
        return Decimal("".join(str(DIGITS[char]) for char in text))
    return Decimal(_by_place(text))


_NEIGHBOURS = re.compile(r"(.*?)([一二两三四五六七八])([二三四五六七八九])([十百千万亿]*)")


def neighbours(text: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a range told by two neighbouring digits: 六七 is 6 to 7, 三四十 30 to 40, 十五六 15 to 16."""
    match = _NEIGHBOURS.fullmatch(text)
    if match is None or DIGITS[match[3]] != DIGITS[match[2]] + 1 or (match[1] and match[1][-1] in DIGITS):
        return None
    low, high = (chinese(match[1] + match[i] + match[4]) for i in (2, 3))
    return (low, high) if low is not None and high is not None else None


def decimal(text: str) -> Decimal | None:
    """The value of Chinese numerals with a point: ``三点五`` is 3.5; None where they are none."""
    whole, _, fraction = text.partition("点")
    value = chinese(whole)
    if value is None or not fraction:
        return value
    return value + Decimal("0." + "".join(str(DIGITS[char]) for char in fraction))


def _by_place(text: str) -> int:
    total = section = digit = 0
    unit = 1
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in SMALL:
            unit = SMALL[char]
            section += (digit or 1) * unit
            digit = 0
        else:
            unit = LARGE[char]
            # 亿 closes everything before it (一万亿), 万 only its own section.
            if unit > 10**4:
                total, section, digit = ((total + section + digit) or 1) * unit, 0, 0
            else:
                total, section, digit = total + ((section + digit) or 1) * unit, 0, 0
    # 一万二 is 12,000 and 三百五 is 350: a last digit without a unit is of the next place down.
    if digit and unit >= 100 and len(text) > 2 and text[-2] not in DIGITS:
        digit *= unit // 10
    return total + section + digit


def multiplier(text: str) -> Decimal:
    """The factor that 万, 亿, 千, 百万, 万亿 … stand for; 1 for no text."""
    factor = 1
    for char in text:
        factor *= LARGE.get(char) or SMALL[char]
    return Decimal(factor)


_WRAPS = re.compile(r"\n[ \x1f]*|\x1f")
_PIECE = re.compile(r"([0-9lIOo][0-9lIOo\s,，.·•・‧]*)\s?([十百千万亿]*)")


def mixed(text: str) -> Decimal | None:
    """The value of digits with multipliers, once or in descending steps: ``1.77万``, ``1亿2千万``, ``5万8千``."""
    if text.isascii() and text.isdigit():
        return Decimal(text)
    text = _WRAPS.sub("", text)
    pieces = _PIECE.findall(text)
    if not pieces or "".join(_PIECE.split(text)[::3]).strip():
        return None
    total = section = Decimal(0)
    closed = step = Decimal(10**24)
    for number, unit in pieces:
        value = arabic(number)
        small, large = _split(unit)
        if value is None or small >= step or large >= closed:
            return None
        if large > small == 1 and section:  # 2千1亿 is 2001 times 亿, or two numbers
            return None
        # 百 and 千 gather in a section, which the next 万 or 亿 closes: 1亿2千3百万.
        section, step = EXACT.add(section, EXACT.multiply(value, small)), small
        if large > 1:
            scaled = EXACT.multiply(section, large)
            total, section, closed, step = EXACT.add(total, scaled), Decimal(0), large, Decimal(10**24)
    return EXACT.add(total, section)


def _split(unit: str) -> tuple[Decimal, Decimal]:
    """A multiplier as its part below 万 and its part of 万 and 亿: 百万 is 100 and 10,000."""
    small = "".join(char for char in unit if char in SMALL)
    return multiplier(small), multiplier("".join(char for char in unit if char in LARGE))
