"""Figures → cells: one document, several documents, bounds and disputes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from conftest import make_figure
from extract.load import document
from extract.models import Cell, Figure, Told
from extract.panel import cells, plain, takes_part
from extract.pipeline import extract

STOCK, FLOW, RATE, AREA = "party_members", "new_party_members", "satisfaction_rate", "afforested_area"


def figure(value: str, unit: str = "人", indicator: str = FLOW, document: str = "a", **changes: Any) -> Figure:
    return make_figure(document, f"{value}{unit}", value, indicator, unit=unit, **changes)


def dated(value: str, words: str, start: int) -> Figure:
    return figure(value, indicator=STOCK, year_told=Told("clause", words), start=start)


def only(*figures: Figure) -> Cell:
    (cell,) = cells(figures)
    return cell


def test_a_flow_is_the_sum_of_its_figures() -> None:
    first, second = figure("355", start=1), figure("20", start=9)
    cell = only(second, first)
    assert (cell.value, cell.figures, cell.others, cell.disputed) == (Decimal(375), (first.id, second.id), (), False)
    assert (cell.place, cell.place_code, cell.year, cell.unit) == ("中山市", "442000", 2011, "人")
    assert cell.id == f"442000|2011|{FLOW}|"


def test_a_stock_is_its_headline_and_keeps_the_others() -> None:
    small, large = figure("992", indicator=STOCK, start=1), figure("1267", indicator=STOCK, start=9)
    cell = only(small, large)
    assert (cell.value, cell.figures, cell.others) == (Decimal(1267), (large.id,), (small.id,))
    assert not cell.disputed


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("500", ["2011年6月", "2011年底"]),
        ("500", ["", "2011年年末"]),
        ("500", ["上年", "截至１２月３１日"]),
        ("500", ["2011年6月", "至十二月"]),
        ("500", ["6月1日", "6月30日"]),
        ("520", ["", "6月"]),  # when the other was is not known: it may be later
        ("520", ["", ""]),
        ("520", ["12月", "2月"]),
        ("520", ["年底", "年末"]),
    ],
)
def test_a_stock_is_taken_at_the_latest_date(expected: str, words: list[str]) -> None:
    assert only(dated("520", words[0], 1), dated("500", words[1], 9)).value == Decimal(expected)


def test_a_rate_is_the_last_one() -> None:
    rates = [figure(value, "%", RATE, start=start) for start, value in enumerate(["98.5", "97", "99.1"])]
    assert only(*reversed(rates)).value == Decimal("99.1")


@pytest.mark.parametrize("flag", ["part", "plan", "dup", "narrow"])
def test_flagged_figures_take_no_part(flag: str) -> None:
    assert cells([replace(figure("1"), **{flag: True})]) == []


@pytest.mark.parametrize("changes", [{"year": None}, {"place": None}, {"indicator": "other"}, {"indicator": "gone"}])
def test_what_is_not_attributed_takes_no_part(changes: dict[str, Any]) -> None:
    assert cells([replace(figure("1"), **changes)]) == []


def test_values_are_in_the_indicators_own_unit() -> None:
    cell = only(figure("15", "亩", AREA, start=1), figure("2", "公顷", AREA, start=9))
    assert (cell.value, cell.unit) == (Decimal(3), "公顷")
    assert only(figure("30000", "亩", AREA)).value == Decimal(2000)
    assert str(only(figure("30000", "亩", AREA)).value) == "2000"


def test_a_unit_that_does_not_convert_is_left_out() -> None:
    odd, even = figure("300", "米", AREA, start=1), figure("2", "公顷", AREA, start=9)
    assert not takes_part(odd)
    assert only(odd, even).figures == (even.id,)


@pytest.mark.parametrize(
    ("expected", "bounds"),
    [
        ("eq", ["eq", "eq"]),
        ("gt", ["eq", "gt"]),
        ("gt", ["gt"]),
        ("lt", ["lt", "eq"]),
        ("approx", ["lt", "gt"]),
        ("approx", ["eq", "approx"]),
    ],
)
def test_the_bound_of_a_sum(expected: str, bounds: list[str]) -> None:
    assert only(*(figure("5", bound=bound, start=start) for start, bound in enumerate(bounds))).bound == expected


def test_a_range_counts_with_its_lower_end() -> None:
    cell = only(figure("10", value_max=Decimal(20)))
    assert (cell.value, cell.bound) == (Decimal(10), "gt")


@pytest.mark.parametrize(
    ("disputed", "first", "second"),
    [
        (False, ("17782", "eq"), ("17782", "eq")),
        (False, ("17782", "eq"), ("17700", "eq")),
        (True, ("17782", "eq"), ("17600", "eq")),
        (False, ("83000", "gt"), ("83600", "eq")),
        (True, ("83000", "gt"), ("81000", "eq")),
        (True, ("80", "gt"), ("500", "eq")),
        (False, ("30000", "lt"), ("29500", "eq")),
        (True, ("30000", "lt"), ("31000", "eq")),
        (False, ("500", "approx"), ("520", "eq")),
        (True, ("500", "approx"), ("600", "eq")),
        (True, ("0", "gt"), ("5", "eq")),
    ],
)
def test_documents_that_disagree(disputed: bool, first: tuple[str, str], second: tuple[str, str]) -> None:
    one = figure(first[0], bound=first[1], confidence=0.9)
    other = figure(second[0], bound=second[1], document="b", confidence=0.8)
    for order in ([one, other], [other, one]):
        cell = only(*order)
        assert (cell.figures, cell.others, cell.disputed) == ((one.id,), (other.id,), disputed)


def test_the_better_told_document_wins_then_the_fuller_one() -> None:
    sure = figure("7", confidence=0.95, document="b")
    assert only(figure("5", start=1), figure("6", start=2), sure).value == Decimal(7)
    equal = replace(sure, confidence=0.9)
    assert only(equal, figure("5", start=1), figure("6", start=2)).value == Decimal(11)


def test_cells_stand_by_place_year_indicator_and_scope() -> None:
    figures = [
        figure("1", year=2012),
        figure("2", scope="市直机关"),
        figure("3", place="潍坊市", place_code="370700"),
        figure("4", indicator=STOCK),
        figure("5"),
    ]
    found = [(cell.place_code, cell.year, cell.indicator, cell.scope) for cell in cells(figures)]
    assert found == [
        ("370700", 2011, FLOW, ""),
        ("442000", 2011, STOCK, ""),
        ("442000", 2011, FLOW, ""),
        ("442000", 2011, FLOW, "市直机关"),
        ("442000", 2012, FLOW, ""),
    ]


def test_places_of_one_name_are_kept_apart_by_their_code() -> None:
    assert len(cells([figure("1", place_code="110101"), figure("2", place_code="320106", document="b")])) == 2


def test_nothing_makes_no_cells() -> None:
    assert cells([]) == []


@pytest.mark.parametrize(("expected", "value"), [("2000", "2E+3"), ("1.5", "1.500"), ("0", "0.00"), ("1" * 40,) * 2])
def test_plain_numbers(expected: str, value: str) -> None:
    assert str(plain(Decimal(value))) == expected


def test_a_stock_is_taken_at_the_latest_date_that_the_text_tells() -> None:
    text = "中山市党建\n\n2011年6月底，全市有党员520名。2011年12月31日，全市有党员500名。"
    found = extract(document("中山市", text.encode()))
    assert [cell.value for cell in cells(found.figures)] == [Decimal(500)]
