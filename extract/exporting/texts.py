"""Texts of documents in the cells of a table: nothing that a program would run, nothing that XML does not allow."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.counting import plain

FORMULA = re.compile(r"[\x00-\x1f\x7f=+@＝＋＠－]|-(?![\d.,]+[^\d.,()=+*/|!-]{0,9}$)|'[\x00-\x1f=+@＝＋＠－-]")
"""How a text begins that a spreadsheet would run, or that looks as if it had been defused; “-5元” is none."""

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold in any form."""


def is_formula(text: str) -> bool:
    return FORMULA.match(text) is not None


def defused(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if is_formula(text) else text


def fused(text: str) -> str:
    """What `defused` was given."""
    return text[1:] if text[:1] == "'" and is_formula(text[1:]) else text


def legal(text: str) -> str:
    """The text with a picture (␀ … ␟) for each control sign that XML cannot hold, � for the other such signs."""
    return ILLEGAL.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 0x20 else "\ufffd", text)


def number(value: Decimal) -> str:
    """A Decimal in plain digits, exact: 83000, 1.5."""
    return f"{plain(value):f}"
