"""Whether a number can be shown in the words that it is said to stand in: a figure that cannot is none."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.clean import clean
from extract.decisions.models import Said
from extract.numerals import arabic, decimal
from extract.quantities import read

_FIGURES = re.compile(r"[0-9〇○零一二两三四五六七八九十百千万亿半]")
_CHINESE = re.compile(r"[〇○零一二两三四五六七八九十百千万亿]+(?:点[〇○零一二三四五六七八九]+)?")
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_APART = re.compile(r"[\n\t]|[^\S\n]{2,}")
"""Between the cells of a table; a single blank or the end of a line may also stand inside a number."""


def has_number(words: str) -> bool:
    """Whether there is a digit or a Chinese numeral in the words."""
    return bool(_FIGURES.search(clean(words)))


def stands_in(said: Said, words: str) -> bool:
    """Whether the digits of a value (and of the other end of its range) stand in the words, in whatever spelling."""
    cleaned = clean(words)
    known = _values(words, cleaned)
    return all(_is_in(value, cleaned, known) for value in (said.value, said.value_max) if value is not None)


def _is_in(value: Decimal, cleaned: str, known: set[str]) -> bool:
    told = significant(value)
    return told in known or (told == "0" and "0" in cleaned)


def _values(words: str, cleaned: str) -> set[str]:
    """The significant digits of every number in the words: as digits, as numerals, and as the engine reads them."""
    found: set[Decimal | None] = set()
    for reading in read(words, cleaned, 0, len(words)):
        if reading.quantity is not None:
            found |= {reading.quantity.value, reading.quantity.value_max}
    squeezed = re.sub(r"\s", "", cleaned)
    apart = "|".join(re.sub(r"\s", "", clean(part)) for part in _APART.split(words))
    for text in (squeezed, apart, *(_THOUSANDS.sub("", each) for each in (squeezed, apart))):
        found |= {arabic(each) for each in _ARABIC.findall(text)}
    for each in _CHINESE.findall(squeezed):
        found.add(decimal(each))
    return {significant(value) for value in found if value is not None}


def significant(value: Decimal) -> str:
    """The digits of a number without its zeros at either end, its point and its sign: 1.77万 and 17700 are 177."""
    return f"{abs(value):f}".replace(".", "").strip("0") or "0"
