"""Numerals → exact values: the value first, its spellings beneath."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract import numerals

ARABIC = {
    "3834": ["3834", "3 834", "3,834", "3，834", "38\n34", "3834 "],
    "83000": ["83 000", "83,000", "83\n000"],
    "19.8": ["19·8", "19•8", "19.8", "l9.8", "19 . 8"],
    "180": ["18O", "l8O", "I80"],
    "12400": ["1 2,400"],
    None: ["", "三", "1.2.3", "abc", "."],
}

CHINESE = {
    "2": ["二", "两", "贰"],
    "10": ["十", "拾", "一十"],
    "128": ["一百二十八", "壹佰贰拾捌"],
    "205": ["二百零五", "两百〇五"],
    "3834": ["三千八百三十四", "叁仟捌佰叁拾肆"],
    "23": ["廿三", "二十三"],
    "31": ["卅一"],
    "45": ["卌五"],
    "150": ["百五十", "一百五"],
    "12000": ["一万二千", "一万二"],
    "100300000": ["一亿零三十万", "一亿〇三十万"],
    "2000": ["二○○○", "二〇〇〇", "两千"],
    "20": ["廿", "二十"],
    "1000000000000": ["万亿", "一万亿"],
    None: ["", "甲", "三人"],
}

MIXED = {
    "17700": ["1.77万", "17700"],
    "120000000": ["1亿2千万", "1亿2千\n  万", "1\n  亿2千万", "1.2亿"],
    "58000": ["5万8千", "5.8万"],
    "3500": ["3千5百", "3.5千"],
    "2150": ["2 15\n0"],
    None: ["2千1亿", "万"],
}


def rows(table: dict[str | None, list[str]]) -> list[tuple[Decimal | None, str]]:
    return [(None if value is None else Decimal(value), text) for value, texts in table.items() for text in texts]


@pytest.mark.parametrize(("value", "text"), rows(ARABIC))
def test_arabic(value: Decimal | None, text: str) -> None:
    assert numerals.arabic(text) == value


@pytest.mark.parametrize(("value", "text"), rows(CHINESE))
def test_chinese(value: Decimal | None, text: str) -> None:
    assert numerals.chinese(text) == value


@pytest.mark.parametrize(("value", "text"), rows(MIXED))
def test_mixed(value: Decimal | None, text: str) -> None:
    assert numerals.mixed(text) == value


def test_values_are_exact() -> None:
    assert str(numerals.mixed("113.7万")) == "1137000.0"
    assert numerals.mixed("0.1万") == Decimal(1000)
