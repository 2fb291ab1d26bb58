"""Tables set cell under cell by a page's converter, and menus that only look like them."""

from __future__ import annotations

from extract.load import document
from extract.load.stacked import stacked_tables
from extract.pipeline import extract

TABLE = (
    "2008年甲市抗震救灾情况统计表\n单位 |\n捐款（万元） |\n提案（件） |\n简报（篇） |\n"
    "市政协 |\n230 |\n10 |\n53 |\n乙县政协 |\n3.75 |\n|\n2 |\n丙县政协 |\n43.6 |\n4 |\n|\n"
)


def test_cells_under_one_another_are_rows() -> None:
    table = stacked_tables(TABLE)[0]
    rows = [[TABLE[slice(*cell)] for cell in row] for row in table.rows]
    assert rows == [
        ["单位", "捐款（万元）", "提案（件）", "简报（篇）"],
        ["市政协", "230", "10", "53"],
        ["乙县政协", "3.75", "", "2"],
        ["丙县政协", "43.6", "4", ""],
    ]


def test_its_figures_have_the_heads_unit_and_indicator() -> None:
    figures = extract(document("a.txt", TABLE.encode())).figures
    told = [(each.quote, str(each.value), each.indicator) for each in figures]
    assert told[:3] == [
        ("230", "2300000", "donated_money"),
        ("10", "10", "proposals_made"),
        ("53", "53", "media_articles"),
    ]
    assert ("3.75", "37500.00", "donated_money") in told


def test_what_is_cut_off_leaves_the_whole_rows() -> None:
    table = stacked_tables(TABLE + "丁县政协 |\n118 |\n")[0]
    assert len(table.rows) == 4


def test_menus_and_lists_are_no_tables() -> None:
    menu = "".join(
        f"{word} |\n" for word in ("首页", "新闻", "党建", "团建", "工会", "妇联", "政协", "人大", "纪委", "法院")
    )
    assert stacked_tables(menu) == ()
    assert stacked_tables(menu + "2 |\n3 |\n") == ()
    assert stacked_tables("".join(f"{number} |\n" for number in range(20))) == ()
