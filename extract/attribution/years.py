"""How a year is written: in digits, in Chinese numerals, or counted from the founding of the Republic."""

from __future__ import annotations

import re

from extract import numerals

YEAR = r"(?:1\s?[5-9]|2\s?0)\s?\d\s?\d"
REPUBLIC = r"\d{1,2}|元|[一二三四五六七八九十]{1,3}"
REPUBLIC_YEAR = re.compile(rf"民国({REPUBLIC})年(?!代|间)")
YEARS = re.compile(
    rf"(?<!\d)({YEAR})\s?(?:学?年)?\s?(?:[-—–~～]{{1,2}}|至|到|一(?=[12]\d))\s?(?:{YEAR}|\d\d)\s?学?年(?!鉴)"
)
"""In a title or a heading: what follows is of several years."""
YEAR_ALONE = re.compile(rf"\W*(?:民国(?:{REPUBLIC})年\W{{0,2}})?({YEAR})\s?年(?:（[^（）]{{0,12}}）)?\W*$")
"""A heading of annals: what happened in that year stands below it."""
COMPARED = re.compile(r"(?:[低高少多优好]于|比|较|与|同|和|是|为|相当于|占|按)\s?$")
_HAN_YEAR = re.compile(r"[一二][九八〇○零][〇○零一二三四五六七八九]{2}(?=年(?!代))")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def with_digits(cleaned: str) -> str:
    """Years that are written in Chinese numerals as the digits that they stand for; the length stays: 一九七九年."""
    return _HAN_YEAR.sub(lambda match: match[0].translate(_DIGITS), cleaned)


def republic(text: str) -> int:
    """民国元年 is 1912, 民国二十四年 1935."""
    return 1911 + (1 if text == "元" else int(text) if text.isdigit() else int(numerals.chinese(text) or 1))


def number(text: str) -> int:
    return int("".join(text.split()))
