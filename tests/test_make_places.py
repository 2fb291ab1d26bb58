"""How make_places.py puts right what its sources have wrong."""

from __future__ import annotations

from collections import defaultdict

import pytest

from extract.catalogue import make_places as make
from extract.catalogue.make_places import Periods, Years


def years(**spans: str) -> Years:
    """甲县_110121="1983-1990" → the years of (110121, 甲县)."""
    found: Years = defaultdict(set)
    for key, span in spans.items():
        name, code = key.split("_")
        since, until = map(int, span.split("-"))
        found[code, name] |= set(range(since, until + 1))
    return found


def spans(found: Years) -> dict[str, str]:
    """The reverse."""
    return {
        f"{name}_{code}": " ".join(f"{since}-{until}" for since, until in make.spans(held))
        for (code, name), held in found.items()
        if held
    }


def periods(**given: str) -> Periods:
    return {
        key.split("_")[1]: [
            {"address": key.split("_")[0], "start_year": span.split("-")[0], "end_year": span.split("-")[1]}
        ]
        for key, span in given.items()
    }


SWAPS = [
    # two, three in a ring, a swap that lasts one year
    (
        {"甲区_110103": "1984-2001", "乙区_110104": "1984-2001"},
        {"甲区_110104": "2002-2021", "乙区_110103": "2002-2021"},
        {"甲区_110104": "1984-2021", "乙区_110103": "1984-2021"},
    ),
    (
        {"甲区_110103": "1984-2001", "乙区_110104": "1984-2001", "丙区_110105": "1984-2001"},
        {"甲区_110104": "2002-2021", "乙区_110105": "2002-2021", "丙区_110103": "2002-2021"},
        {"甲区_110104": "1984-2021", "乙区_110105": "1984-2021", "丙区_110103": "1984-2021"},
    ),
    # a code passed on when its area has gone is none
    (
        {"甲区_110103": "1984-2001", "乙区_110104": "1984-2001"},
        {"乙区_110103": "2002-2021"},
        {"甲区_110103": "1984-2001", "乙区_110104": "1984-2001", "乙区_110103": "2002-2021"},
    ),
]


@pytest.mark.parametrize(("before", "after", "wanted"), SWAPS)
def test_codes_that_change_hands_in_a_ring(
    before: dict[str, str], after: dict[str, str], wanted: dict[str, str]
) -> None:
    found = years(**before)
    for key, held in years(**after).items():
        found[key] |= held
    make.undo_swaps(found)
    assert spans(found) == wanted


def test_one_year_is_replaced_but_for_what_goes_on_after_it() -> None:
    found = years(甲县_110121="1982-1990", 乙县_110122="1983-1983", 丙县_110123="1984-1990")
    make.replace_year(found, {"110124": "甲县", "110125": "乙县", "110123": "丙县"}, 1983)
    assert spans(found) == {"甲县_110121": "1982-1990", "乙县_110125": "1983-1983", "丙县_110123": "1983-1990"}


def test_a_slip_of_the_pen_in_an_edition_is_no_name() -> None:
    found = years(昭县_110121="1982-1982", 乙县_110122="1980-1984")
    found["110121", "昭县"].add(1983)
    make.replace_year(found, {"110121": "邵县", "110122": "乙县"}, 1983)
    assert "邵县_110121" not in spans(found)


def test_the_second_table_corrects_the_first() -> None:
    found = years(甲区_110105="1987-2002", 市郊区_110106="1984-1990", 滁县_110120="1980-1990")
    make.correct(found, periods(甲区_110112="1987-1999", 郊区_110111="1984-1990", 滁县_119999="-"))
    assert spans(found) == {
        "甲区_110105": "2000-2002",
        "甲区_110112": "1987-1999",
        "市郊区_110111": "1984-1990",
        "滁县_110120": "1980-1990",
    }


def test_the_history_of_codes_settles_which_of_two_is_right() -> None:
    found = years(甲区_110105="1990-2001", 乙区_110106="1990-2001", 丙区_110108="1990-2021")
    found |= years(甲区_110107="2002-2021", 丁区_110109="2002-2003")
    make.settle(found, {"110105": "戊区", "110107": "甲区", "110106": "戊区", "110109": "乙区", "110108": "戊区"})
    assert spans(found) == {
        "甲区_110107": "1990-2021",  # both sources know it under this code
        "乙区_110106": "1990-2001",  # one only
        "丙区_110108": "1990-2021",  # still in force
        "丁区_110109": "2002-2003",
    }


def test_editions_are_the_last_of_each_year() -> None:
    tables = {200306: {1: "六月"}, 2003: {1: "十二月"}, None: {1: "十月"}, 2004: {1: "年末"}}
    assert {year: table[1] for year, table in make.editions(tables).items()} == {
        2003: "十二月", 2004: "年末", 2014: "十月",
    }  # fmt: skip


def test_an_edition_fills_a_hole_and_adds_no_second_code() -> None:
    found = years(甲区_110105="1990-2003")
    make.add_edition(found, {"110105": "甲区", "110109": "甲区"}, 2003, {"甲区"})
    make.add_edition(found, {"110105": "甲区"}, 2006, {"甲区"})
    assert spans(found) == {"甲区_110105": "1990-2006"}


def test_rows_have_levels_parents_and_open_ends() -> None:
    found = years(甲省_110000="1980-2021", 甲市_110100="1990-2021", 甲区_110102="1990-2010", 市辖区_110101="1990-2021")
    assert make.rows(found) == [
        ("110000", "甲省", "province", "", "", ""),
        ("110100", "甲市", "prefecture", "110000", "1990", ""),
        ("110102", "甲区", "county", "110100", "1990", "2010"),
    ]
