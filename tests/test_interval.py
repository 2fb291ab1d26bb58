"""The part of its year that a figure holds for, and the day of a stock."""

from __future__ import annotations

import pytest

from extract.load import document
from extract.models import Figure
from extract.pipeline import extract

HEAD = "中山市2011年党的工作"


def figures(text: str, title: str = HEAD) -> list[Figure]:
    return list(extract(document("中山市", f"{title}\n\n{text}".encode())).figures)


def days(text: str, title: str = HEAD) -> list[str]:
    return ["–".join(filter(None, (each.since, each.until))) for each in figures(text, title)]


# The days that a flow holds for ← how the text says so, before “发展党员100名。”
TOLD = {
    "01-01–06-30": ["1至6月，", "1—6月", "1月至6月，", "1-6月份", "元月至六月，", "上半年", "前6个月，", "头六个月", "截至6月底，", "到6月30日，", "第一、二季度", "截至2011年6月底，", "截至2011年6月30日，", "6月底，"],
    "07-01–12-31": ["下半年，", "7—12月", "7月以来，", "三、四季度", "自7月起，"],
    "01-01–09-30": ["前三季度，", "前9个月", "一至三季度", "截止9月末，", "1～9月，"],
    "04-01–06-30": ["二季度", "第2季度，", "4月至6月，", "4—6月，"],
    "01-01–12-31": ["全年", "年内，", "一年来，", "至年底，", "截至2011年底，", "1至12月，", "今年以来，", "截至12月31日，"],
    "03-01–03-31": ["3月，", "3月份", "三月份", "2011年3月，"],
    "03-12–03-12": ["3月12日，", "2011年3月12日，"],
    "06-28–07-03": ["6月28日至7月3日，"],
    "07-20–07-21": ["7月20日至21日，", "7月20—21日，"],
    "03-01–03-10": ["3月上旬，", "3月初，"],
    "04-21–06-30": ["4月下旬至6月，"],
    "11-21–12-31": ["11月下旬以来，"],
    "01-15–02-29": ["春节期间，", "春节前夕，"],
    "01-01–02-29": ["“两节”期间，", "元旦、春节期间，"],
    "": ["", "2011年", "年底，", "年初", "目前，", "历时3个月，", "《1至6月工作》要求", "一月一次，", "“十月革命”后", "6月5日，开会；", "6月发展团员3名；", "上半年开会。全市"],
}  # fmt: skip


@pytest.mark.parametrize(("expected", "words"), [(told, each) for told, words in TOLD.items() for each in words])
def test_the_days_of_a_flow(expected: str, words: str) -> None:
    assert days(f"{words}发展党员100名。")[-1] == expected


# The day of a stock ← how the text says so, before “有党员100名。”
DATES = {
    "12-31": ["年底，", "2011年底，", "截至１２月３１日，", "至十二月，", "年末", "2011年岁末，", "截至2011年年末，"],
    "06-30": ["6月30日，", "截至6月底，", "2011年6月，", "6月份", "上半年，", "至6月末，"],
    "07-01": ["7月1日，"],
    "01-01": ["年初"],
    "": ["", "2011年，", "全年发展党员9名，"],
}  # fmt: skip


@pytest.mark.parametrize(("expected", "words"), [(told, each) for told, words in DATES.items() for each in words])
def test_the_day_of_a_stock(expected: str, words: str) -> None:
    *_, stock = figures(f"{words}有党员100名。")
    assert (stock.since, stock.until) == ("", expected)


@pytest.mark.parametrize("words", ["累计", "截至2011年底，累计", "建党以来，累计"])
def test_a_running_total_has_no_first_day(words: str) -> None:
    assert days(f"{words}发展党员3000名。") == ["12-31"]


@pytest.mark.parametrize("words", ["全年累计", "上半年累计", "1至6月，累计"])
def test_what_runs_from_a_day_on_has_one(words: str) -> None:
    assert days(f"{words}发展党员3000名。")[0].startswith("01-01–")


def test_a_report_on_half_a_year_says_so_in_its_title() -> None:
    assert days("发展党员100名。", "中山市2011年上半年党的工作") == ["01-01–06-30"]
    assert days("发展党员100名。", "中山市2011年1—6月党建情况") == ["01-01–06-30"]
    assert days("全年发展党员100名。", "中山市2011年上半年党的工作") == ["01-01–12-31"]


def test_the_period_of_a_sentence_holds_to_its_end_and_an_event_to_a_semicolon() -> None:
    assert days("1至6月，发展党员100名；培训干部200人。培训党员30人。") == ["01-01–06-30", "01-01–06-30", ""]
    assert days("6月1日，发展党员100名，培训干部200人；培训党员30人。") == ["06-01–06-01", "06-01–06-01", ""]


def test_a_rate_has_no_days() -> None:
    assert days("上半年，群众满意率98%。") == [""]
