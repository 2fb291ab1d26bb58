"""Figures → cells: one document, several documents, bounds and disputes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal, localcontext
from typing import Any

import pytest

from conftest import make_figure
from extract import panel
from extract.counting import EXACT, plain, takes_part
from extract.load import document
from extract.models import FLAGS, Cell, Figure
from extract.panel import cells
from extract.pipeline import extract

STOCK, FLOW, RATE, AREA = "party_members", "new_party_members", "satisfaction_rate", "afforested_area"


def figure(value: str, unit: str = "人", indicator: str = FLOW, document: str = "a", **changes: Any) -> Figure:
    return make_figure(document, f"{value}{unit}", value, indicator, unit=unit, **changes)


def dated(value: str, until: str, start: int, **changes: Any) -> Figure:
    return figure(value, indicator=STOCK, until=until, start=start, **changes)


def within(value: str, since: str, until: str, start: int, **changes: Any) -> Figure:
    """A flow over a part of the year."""
    return figure(value, since=since, until=until, start=start, **changes)


def only(*figures: Figure) -> Cell:
    (cell,) = cells(figures)
    return cell


def test_a_flow_is_the_sum_of_its_figures() -> None:
    first, second = figure("355", start=1), figure("20", start=9)
    cell = only(second, first)
    assert (cell.value, cell.figures, cell.others, cell.disputed) == (Decimal(375), (first.id, second.id), (), False)
    assert (cell.place, cell.place_code, cell.year, cell.unit) == ("中山市", "442000", 2011, "人")
    assert cell.id == f"442000|2011|{FLOW}|"


@pytest.mark.parametrize("changes", [{}, {"until": "06-30"}, {"since": "01-01", "until": "06-30"}, {"mark": "corrected"}])
@pytest.mark.parametrize(("value", "unit", "indicator"), [("3", "人", STOCK), ("1E+3", "人", FLOW), ("98.50", "%", RATE),
                                                          ("7", "亩", AREA)])  # fmt: skip
def test_a_cell_of_one_figure_is_what_the_rules_for_several_make_of_it(
    value: str, unit: str, indicator: str, changes: dict[str, Any]
) -> None:
    one = figure(value, unit, indicator, **changes)
    with localcontext(EXACT):
        short, long = panel._of_one(one), panel._of_several([one])
    assert short == long and str(short.value) == str(long.value)


def test_a_stock_is_its_headline_and_keeps_the_others() -> None:
    small, large = figure("992", indicator=STOCK, start=1), figure("1267", indicator=STOCK, start=9)
    cell = only(small, large)
    assert (cell.value, cell.figures, cell.others) == (Decimal(1267), (large.id,), (small.id,))
    assert not cell.disputed


@pytest.mark.parametrize(
    ("expected", "days"),
    [
        ("500", ["06-30", "12-31"]),
        ("500", ["", "12-31"]),
        ("500", ["06-01", "06-30"]),
        ("520", ["", "06-30"]),  # when the other was is not known: it may be later
        ("520", ["", ""]),
        ("520", ["12-31", "02-29"]),
        ("520", ["12-31", "12-31"]),
    ],
)
def test_a_stock_is_taken_at_the_latest_date(expected: str, days: list[str]) -> None:
    assert only(dated("520", days[0], 1), dated("500", days[1], 9)).value == Decimal(expected)


def test_of_two_documents_the_later_stock_stands_and_the_earlier_one_is_no_dispute() -> None:
    spring, winter = dated("520", "06-30", 1, confidence=0.95), dated("500", "12-31", 1, document="b")
    cell = only(spring, winter)
    assert (cell.value, cell.figures, cell.others, cell.disputed) == (Decimal(500), (winter.id,), (spring.id,), False)


# Parts of the year: (value, since, until) in text order → the cell's value. Days are MM-DD, "" is the year.
PARTS = {
    "1至6月 in 全年": ("250", [("100", "01-01", "06-30"), ("250", "01-01", "12-31")]),
    "1至6月 beside a bare figure": ("250", [("100", "01-01", "06-30"), ("250", "", "")]),
    "下半年 beside a bare figure": ("250", [("150", "07-01", "12-31"), ("250", "", "")]),
    "two halves": ("250", [("100", "01-01", "06-30"), ("150", "07-01", "12-31")]),
    "two halves and the year": ("260", [("100", "01-01", "06-30"), ("150", "07-01", "12-31"), ("260", "01-01", "12-31")]),
    "four quarters": ("100", [("10", "01-01", "03-31"), ("20", "04-01", "06-30"), ("30", "07-01", "09-30"), ("40", "10-01", "12-31")]),
    "一季度 in 上半年, and 下半年": ("250", [("30", "01-01", "03-31"), ("100", "01-01", "06-30"), ("150", "07-01", "12-31")]),
    "1至6月 in 1至10月": ("180", [("100", "01-01", "06-30"), ("180", "01-01", "10-31")]),
    "an event in 全年": ("250", [("30", "03-12", "03-12"), ("250", "01-01", "12-31")]),
    "an event beside a bare figure": ("280", [("30", "03-12", "03-12"), ("250", "", "")]),
    "two events": ("50", [("30", "03-12", "03-12"), ("20", "09-01", "09-30")]),
    "two events of one week": ("50", [("30", "07-20", "07-21"), ("20", "07-21", "07-21")]),
    "two of one half": ("150", [("100", "01-01", "06-30"), ("50", "01-01", "06-30")]),
    "a part that is more than the whole is none": ("350", [("300", "01-01", "06-30"), ("50", "", "")]),
    "periods that cross": ("120", [("100", "01-01", "06-30"), ("120", "01-01", "09-30")]),
    "a running total beside the year": ("20", [("300", "", "12-31"), ("20", "", "")]),
    "a running total alone": ("300", [("300", "", "12-31")]),
}  # fmt: skip


@pytest.mark.parametrize(("expected", "parts"), PARTS.values(), ids=PARTS.keys())
def test_a_flow_over_a_part_of_the_year(expected: str, parts: list[tuple[str, str, str]]) -> None:
    figures = [within(*part, start) for start, part in enumerate(parts)]
    cell = only(*figures)
    assert (cell.value, cell.disputed) == (Decimal(expected), False)
    assert {*cell.figures, *cell.others} == {figure.id for figure in figures}
    assert only(*reversed(figures)) == cell


# The same of two documents, one figure each: whether they disagree, too.
BETWEEN = {
    "the year wins": ("250", False, ("100", "01-01", "06-30"), ("250", "", "")),
    "halves add up": ("250", False, ("100", "01-01", "06-30"), ("150", "07-01", "12-31")),
    "a part above the whole": ("250", True, ("300", "01-01", "06-30"), ("250", "01-01", "12-31")),
    "one half told twice": ("100", True, ("100", "01-01", "06-30"), ("90", "01-01", "06-30")),
}


@pytest.mark.parametrize(("expected", "disputed", "first", "second"), BETWEEN.values(), ids=BETWEEN.keys())
def test_parts_of_the_year_in_two_documents(expected: str, disputed: bool, first: Any, second: Any) -> None:
    one, two = within(*first, 1), within(*second, 1, document="b")
    for order in ((one, two), (two, one)):
        assert (only(*order).value, only(*order).disputed) == (Decimal(expected), disputed)


def test_a_rate_is_the_last_one() -> None:
    rates = [figure(value, "%", RATE, start=start) for start, value in enumerate(["98.5", "97", "99.1"])]
    assert only(*reversed(rates)).value == Decimal("99.1")


@pytest.mark.parametrize("flag", FLAGS)
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


TOLD = {
    "250": "1至6月，发展党员100名。妇女工作有进展。全年发展党员250名。",
    "120": "计划发展党员100名，实际发展党员120名。",
    "1234567": "全市捐款1234567元。爱心活动中，全市捐款123万余元。",
    "29876": "捐赠衣物29876件。全年共捐赠衣物近3万件。",
    "40": "甲系统发展党员20名，乙系统发展党员20名。",
    "200": "3月培训干部100人，9月培训干部100人。",
    "20": "2011年发展党员20名。建党以来累计发展党员3000名。",
    "585": "发展党员585名，比上年增长12%，增长1.2倍，净增30名。",
}


@pytest.mark.parametrize(("expected", "text"), TOLD.items())
def test_what_is_added_up_of_a_text(expected: str, text: str) -> None:
    found = extract(document("中山市", f"中山市2011年党的工作\n\n{text}".encode()))
    assert [cell.value for cell in cells(found.figures)] == [Decimal(expected)]


@pytest.mark.parametrize("code", ["new_party_members", "party_members", "trees_planted"])
@pytest.mark.parametrize("unit", ["%", "倍", "个百分点", "成"])
def test_a_rate_of_change_is_no_stock_and_no_flow(code: str, unit: str) -> None:
    assert not takes_part(figure("12", unit, code))


def test_sums_are_exact_however_long_the_numbers() -> None:
    long, short = figure("1" * 40, start=1), figure("0.25", start=9)
    assert str(only(long, short).value) == "1" * 40 + ".25"
    assert str(only(figure("15" * 20, "亩", AREA)).value) == str(int("15" * 20) // 15)
    assert str(only(figure("100", "亩", AREA)).value) == "6.66666666667"


def test_sums_do_not_depend_on_the_context_of_the_caller() -> None:
    with localcontext(Context(prec=3)):
        assert str(only(figure("123456", start=1), figure("1", start=9)).value) == "123457"
