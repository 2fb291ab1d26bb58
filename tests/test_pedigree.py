"""The steps from the words of a figure to its value, and what other documents say of the same."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from conftest import make_figure
from extract.panel import statements
from extract.pedigree import pedigree

STEPS = [
    ("17782人", "17782", "17782", "", "1"),
    ("56万多元", "560000", "56", "万", "10000"),
    ("83 000余株", "83000", "83 000", "", "1"),
    ("近１．５亿元", "150000000", "1.5", "亿", "100000000"),
    ("1,234.5万元", "12345000", "1,234.5", "万", "10000"),
    ("约3千余人", "3000", "3", "千", "1000"),
    ("三千余人", "3000", None, "", "1"),
    ("10—20万人", "100000", None, "", "1"),
    ("百分之3", "3", None, "", "1"),
    ("3\n200余人", "3200", "3 200", "", "1"),
]


@pytest.mark.parametrize(("quote", "value", "digits", "multiplier", "times"), STEPS)
def test_the_number_and_its_multiplier(quote: str, value: str, digits: str | None, multiplier: str, times: str) -> None:
    found = pedigree(make_figure("a", quote, value, "party_members", unit="人"))
    assert (found.digits, found.multiplier, found.times) == (digits, multiplier, Decimal(times))


def test_the_unit_of_the_indicator() -> None:
    found = pedigree(make_figure("a", "15亩", "15", "afforested_area", unit="亩"))
    assert (found.unit, found.own, found.factor) == ("亩", "公顷", Fraction(1, 15))
    assert pedigree(make_figure("a", "15公顷", "15", "afforested_area", unit="公顷")).factor is None
    assert pedigree(make_figure("a", "15亩", "15", "other", unit="亩")).factor is None


def test_documents_agree_or_not() -> None:
    first = make_figure("a", "17782人", "17782", "party_members", confidence=0.95)
    same = make_figure("b", "1.78万人", "17800", "party_members", unit="人")
    other = make_figure("c", "15000人", "15000", "party_members")
    found = {each.document: each.agrees for each in statements([other, same, first])}
    assert found == {"a": None, "b": True, "c": False}


def test_periods_of_a_flow_are_compared_with_their_own() -> None:
    year = make_figure("a", "355名", "355", "new_party_members", confidence=0.95)
    half = make_figure("b", "100名", "100", "new_party_members", since="01-01", until="06-30")
    more = make_figure("c", "155名", "155", "new_party_members", since="01-01", until="06-30", confidence=0.8)
    found = {each.document: (each.agrees, each.until) for each in statements([more, half, year])}
    assert found == {"a": (None, "12-31"), "b": (None, "06-30"), "c": (False, "06-30")}
    assert statements([]) == []
