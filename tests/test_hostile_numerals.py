"""Numerals that are torn, huge or in sections: read exactly or listed as unreadable, never read in part."""

import time
from decimal import Decimal
from pathlib import Path

import pytest

from extract import numerals
from extract.__main__ import main
from extract.catalogue import catalogue
from extract.pipeline import extract
from tests.test_pipeline import document


@pytest.mark.parametrize(
    ("text", "value"),
    [("1亿2千3百万", 123_000_000), ("12万3千4百", 123_400), ("1千2百万", 12_000_000), ("2亿3千", 200_003_000)],
)
def test_sections(text: str, value: int) -> None:
    assert numerals.mixed(text) == Decimal(value)


@pytest.mark.parametrize("written", ["12万3千4百56元", "1,234,56元", "3.5.6万元", "亿亿亿亿亿元"])
def test_no_part_of_a_numeral_is_a_figure(written: str) -> None:
    result = extract(document("2011年，全市捐款" + written + "。"))
    assert not result.figures


@pytest.mark.parametrize(
    ("lead", "piece", "end"),
    [
        ("2011年完成换届的有", "机关支部3个、", "其他还没有来得及按照规定时间组织完成的基层组织7个。"),
        ("", "累计达", "党员5名。"),
        ("", "2011年度", "党员5名。"),
    ],
)
def test_no_pattern_takes_exponential_time(lead: str, piece: str, end: str) -> None:
    """Eight pieces more: twice the time where it is linear, over a hundred times where each piece doubles it."""

    def seconds(count: int) -> float:
        start = time.process_time()
        extract(document(lead + piece * count + end))
        return time.process_time() - start

    seconds(2)
    assert seconds(16) / (min(seconds(8) for _ in range(3)) + 0.002) < 50


@pytest.mark.parametrize("told", ["近三年全市累计捐款1500万元", "“十一五”期间全市捐款2300万元"])
def test_several_years_are_not_one(told: str) -> None:
    result = extract(document("2011年，全市捐款500万元。" + told + "。"))
    assert [figure.year for figure in result.figures] == [2011, None]


@pytest.mark.parametrize(("code", "unit"), [("donated_goods", "吨"), ("donated_goods", "斤"), ("people_aided", "户")])
def test_other_measures_are_never_added_up(code: str, unit: str) -> None:
    assert catalogue().factor(code, unit) is None


def test_a_name_too_long_for_the_disk_stops_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("2011年，全市有党员500名。", encoding="utf-8")
    assert main(["figures", "x" * 300, str(good)]) == 1
    assert "500" in capsys.readouterr().out
