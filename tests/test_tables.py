"""Tables as figures: every cell with its indicator, place and year, in each make of table and each format."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pytest
from test_pipeline import check

from extract.errors import SourceError
from extract.load import document
from extract.models import Document, Extraction, Figure
from extract.pipeline import extract
from extract.tables.labels import label, unit_in, units_asked
from extract.tables.numbers import number_in

Row = tuple[str, str, str, str, int | None, str | None]


def read(text: str | bytes) -> Extraction:
    """What is found in a document, after the checks that hold for every one."""
    found = extract(document("a", text.encode() if isinstance(text, str) else text))
    check(found)
    return found


def told(figures: Sequence[Figure]) -> list[Row]:
    """Quote, value, unit, indicator, year and place, a figure a row."""
    return [(each.quote, f"{each.value.normalize():f}", each.unit, each.indicator, each.year, each.place) for each in figures]


def flagged(found: Extraction, flag: str) -> list[str]:
    return [each.quote for each in found.figures if getattr(each, flag)]


YEARS_ACROSS = """# 中山市2011年党建工作

## 党员情况

单位：人

| 指标 | 2010年 | 2011年 |
|---|---:|---:|
| 党员数 | 1,234 | 1,300 |
| 其中：女党员 | 300 | 310 |
| 发展党员 | 35① | — |
| 党支部（个） | 35 | 36 |
| 捐款（万元） | 3.5 | 12.50 |
| 地区生产总值（亿元） | 30.1 | … |

注：年末数。
"""


def test_years_across_and_indicators_down() -> None:
    found = read(YEARS_ACROSS)
    assert told(found.figures) == [
        ("1,234", "1234", "人", "party_members", 2010, "中山市"),
        ("1,300", "1300", "人", "party_members", 2011, "中山市"),
        ("300", "300", "人", "party_members", 2010, "中山市"),
        ("310", "310", "人", "party_members", 2011, "中山市"),
        ("35", "35", "人", "new_party_members", 2010, "中山市"),
        ("35", "35", "个", "party_branches", 2010, "中山市"),
        ("36", "36", "个", "party_branches", 2011, "中山市"),
        ("3.5", "35000", "元", "donated_money", 2010, "中山市"),
        ("12.50", "125000", "元", "donated_money", 2011, "中山市"),
        ("30.1", "3010000000", "元", "other", 2010, "中山市"),
    ]
    assert flagged(found, "part") == ["300", "310"]
    first, part = found.figures[0], found.figures[2]
    assert part.whole == first.id
    assert first.rules == ("table.cell", "party_members.members")
    assert [each.words for each in (first.indicator_told, first.year_told) if each] == ["党员数", "2010年"]
    assert found.document.text[slice(*first.sentence)] == "| 党员数 | 1,234 | 1,300 |"
    assert first.headings == ("中山市2011年党建工作", "党员情况")


PLACES_DOWN = """昆明市2012年党内统计

表3  2012年各县区党员和党组织情况
                              单位：人、个
地　　区    党员总数    女党员    党支部
合　　计     123,456    40,000     5,300
五华区        30,000     9,000     1,000
安宁市        11,000     3,000       ……
高新区           500       100        30
市直机关       1,500       300        60
"""


def test_places_down_and_indicators_across_in_columns_of_blanks() -> None:
    found = read(PLACES_DOWN)
    cells = {each.quote: each for each in found.figures}
    assert len(cells) == 14
    assert {each.year for each in found.figures} == {2012}
    assert [cells[quote].place for quote in ("123,456", "30,000", "11,000", "500")] == ["昆明市", "昆明市五华区", "安宁市", "昆明市高新区"]
    assert (cells["1,500"].place, cells["1,500"].scope) == ("昆明市", "市直机关")
    assert not cells["30,000"].part, "a district's own number is no part of the city's"
    assert flagged(found, "part") == ["40,000", "9,000", "3,000", "100", "300"]
    assert cells["300"].whole == cells["1,500"].id
    assert (cells["5,300"].indicator, cells["5,300"].unit) == ("party_branches", "个")


def test_years_down_in_columns_of_tabs() -> None:
    found = read("石城县志\n年份\t党员\t发展党员（人）\t培训班期数\t党员比上年增长%\n1978\t2,000\t100\t3\t1.5\n1979\t2,100\t110\t—\t5.0\n合计\t\t210\t3\t\n")
    assert told(found.figures) == [
        ("2,000", "2000", "人", "party_members", 1978, "石城县"),
        ("100", "100", "人", "new_party_members", 1978, "石城县"),
        ("3", "3", "期", "training_sessions", 1978, "石城县"),
        ("1.5", "1.5", "%", "other", 1978, "石城县"),
        ("2,100", "2100", "人", "party_members", 1979, "石城县"),
        ("110", "110", "人", "new_party_members", 1979, "石城县"),
        ("5.0", "5", "%", "other", 1979, "石城县"),
        ("210", "210", "人", "new_party_members", None, "石城县"),
        ("3", "3", "期", "training_sessions", None, "石城县"),
    ]
    assert [(each.quote, each.reason) for each in found.rejections] == [("1978", "date"), ("1979", "date")]


def test_years_across_in_columns_of_blanks() -> None:
    text = "石城县志\n\n项　　目　　2001年　　2002年\n植树（株）　　300　　400\n党　员（人）　　12　　15\n"
    assert [(each.quote, each.indicator, each.year) for each in read(text).figures] == [
        ("300", "trees_planted", 2001), ("400", "trees_planted", 2002), ("12", "party_members", 2001), ("15", "party_members", 2002),
    ]  # fmt: skip


def test_a_drawn_table_with_a_column_of_units() -> None:
    box = "石城县2003年\n┌────┬────┬────┐\n│指标│单位│数量│\n├────┼────┼────┤\n│植树│万株│12.5│\n│造林面积│亩│3000│\n└────┴────┴────┘\n"
    assert told(read(box).figures) == [
        ("12.5", "125000", "株", "trees_planted", 2003, "石城县"),
        ("3000", "3000", "亩", "afforested_area", 2003, "石城县"),
    ]


HTML = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>中山市2011年党内统计公报_中山市人民政府网</title>
<style>p {{ width: 3px }}</style><script>var a = '植树3棵';</script></head><body>
<nav><a href="a">首页</a></nav><div><a href="1">要闻</a> <a href="2">公告</a> <a href="3">机构</a></div>
<h1>中山市2011年党内统计公报</h1><p>2011年，全市发展党员355名。<br>植树&nbsp;2000&nbsp;棵。<span style="display: none">捐款9元。</span></p>
<h2>党员情况</h2>
<table><caption>2011年党员情况（单位：人）</caption>
<tr><th rowspan="2">项目</th><th colspan="3">党员</th><th rowspan="2">发展党员</th></tr>
<tr><th>合计</th><th>女</th><th>少数民族</th></tr>
<tr><td>全市</td><td>17782</td><td>5000</td><td>120</td><td>355</td></tr>
<tr><td>&nbsp;机关</td><td>3000</td><td>900</td><td>20</td><td>&mdash;</td></tr></table>
<table><tr><td>左栏</td><td><table><tr><td>指标</td><td>2010年</td></tr><tr><td>植树（万株）</td><td>1.2</td></tr></table></td></tr></table>
</body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_html_with_merged_heads_and_a_table_for_its_layout(charset: str) -> None:
    found = read(HTML.format(charset=charset).encode(charset))
    assert found.document.title == "中山市2011年党内统计公报"
    assert "要闻" not in found.document.text and "植树3棵" not in found.document.text and "9元" not in found.document.text
    assert [each.quote for each in found.figures] == ["355名", "2000 棵", "17782", "5000", "120", "355", "3000", "900", "20", "1.2"]
    cells = {each.quote: each for each in found.figures}
    assert {cells[quote].indicator for quote in ("17782", "5000", "120", "3000", "900", "20")} == {"party_members"}
    assert flagged(found, "part") == ["5000", "120", "3000", "900", "20"]
    assert cells["5000"].whole == cells["3000"].whole == cells["17782"].id
    assert cells["355"].dup and not cells["355名"].dup, "the prose has said it"
    assert (cells["1.2"].indicator, cells["1.2"].year, cells["1.2"].value) == ("trees_planted", 2010, 12000)
    headings = [found.document.text[part.start : part.end] for part in found.segments if part.kind == "heading"]
    assert headings[:2] == ["中山市2011年党内统计公报", "党员情况"]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["昆明市2012年党内统计表"],
        ["填报单位：昆明市委组织部", None, None, "单位：人"],
        ["县区", "党员", None, "满意率"],
        [None, "2011年", "2012年"],
        ["合计", 1234567, 1300000.0, 0.953],
        ["五华区", 300, 0.1 + 0.2, None],
    ):
        sheet.append(row)
    for area in ("A1:D1", "B3:C3", "A3:A4", "D3:D4"):
        sheet.merge_cells(area)
    sheet["B5"].number_format, sheet["D5"].number_format = "#,##0", "0.0%"
    hidden = book.create_sheet("隐藏")
    hidden.append(["指标", "2011年"])
    hidden.append(["党员", 5])
    hidden.sheet_state = "hidden"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_xlsx_as_it_is_displayed() -> None:
    found = read(workbook())
    assert (found.document.title, found.document.encoding) == ("昆明市2012年党内统计表", "xlsx")
    assert told(found.figures) == [
        ("1,234,567", "1234567", "人", "party_members", 2011, "昆明市"),
        ("1300000", "1300000", "人", "party_members", 2012, "昆明市"),
        ("95.3%", "95.3", "%", "satisfaction_rate", 2012, "昆明市"),
        ("300", "300", "人", "party_members", 2011, "昆明市五华区"),
        ("0.3", "0.3", "人", "party_members", 2012, "昆明市五华区"),
    ]


def written_docx() -> bytes:
    made = docx.Document()
    made.add_heading("启东市2008年慈善募捐", 1)
    made.add_heading("募集情况", 2)
    made.add_paragraph("全年募集善款542.8万元。")
    rows = [["项目", "2007年", "2008年"], ["一、募集", "", ""], ["捐款（万元）", "500", "542.8"], ["工作", "", "举办培训班3期。"]]
    table = made.add_table(rows=len(rows), cols=3)
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    table.cell(1, 0).merge(table.cell(1, 2))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def test_docx_with_headings_and_prose_in_a_cell() -> None:
    found = read(written_docx())
    assert [(each.kind, each.level) for each in found.segments] == [("heading", 1), ("heading", 2), ("paragraph", 0), ("table", 0)]
    assert told(found.figures) == [
        ("542.8万元", "5428000", "元", "donated_money", 2008, "启东市"),
        ("500", "5000000", "元", "donated_money", 2007, "启东市"),
        ("542.8", "5428000", "元", "donated_money", 2008, "启东市"),
        ("3期", "3", "期", "training_sessions", 2008, "启东市"),
    ]
    assert flagged(found, "dup") == ["542.8"]


def test_csv_with_quoted_cells() -> None:
    found = read('年份,植树（株）,党员\n2001,"1,200",30\n2002,1300,31\n')
    assert [(each.quote, each.indicator, each.year) for each in found.figures] == [
        ("1,200", "trees_planted", 2001), ("30", "party_members", 2001),
        ("1300", "trees_planted", 2002), ("31", "party_members", 2002),
    ]  # fmt: skip


def one(*rows: str, title: str = "甲\n2005年，石城县情况。\n") -> list[Figure]:
    """The figures of a Markdown table in a report of 石城县 in 2005."""
    lines = [f"| {row} |" for row in rows]
    return list(read("\n".join([title, lines[0], "|" + "---|" * rows[0].count("|") + "---|", *lines[1:], ""])).figures)



def test_categories_under_a_total_are_parts() -> None:
    figures = one("类别 | 党员数 | 党支部", "合计 | 900 | 30", "机关 | 300 | 10", "农村 | 600 | 20")
    assert [(each.quote, each.indicator, each.part) for each in figures] == [
        ("900", "party_members", False), ("30", "party_branches", False),
        ("300", "party_members", True), ("10", "party_branches", True),
        ("600", "party_members", True), ("20", "party_branches", True),
    ]  # fmt: skip


def test_indicators_of_their_own_are_no_parts_of_a_total() -> None:
    figures = one("党组织（个） | 2004年", "合计 | 60", "党委 | 10", "党支部 | 50")
    assert [(each.indicator, each.part) for each in figures[1:]] == [("party_committees", False), ("party_branches", False)]


def test_towns_and_offices_are_narrow() -> None:
    figures = one("单位 | 植树（株） | 捐款（元）", "合计 | 900 | 300", "城关镇 | 400 | 100", "教育局 | 500 | 200")
    assert [(each.quote, each.narrow, each.part) for each in figures] == [
        ("900", False, False), ("300", False, False), ("400", True, True), ("100", True, True), ("500", True, True), ("200", True, True),
    ]  # fmt: skip


def test_plans_shares_and_last_year() -> None:
    figures = one("指标 | 上年 | 本年计划 | 本年完成 | 完成计划% | 比上年增长%", "植树（株） | 100 | 200 | 150 | 75 | 50")
    assert [(each.quote, each.indicator, each.year, each.plan) for each in figures] == [
        ("100", "trees_planted", 2004, False), ("200", "trees_planted", 2005, True), ("150", "trees_planted", 2005, False),
        ("75", "other", 2005, False), ("50", "other", 2005, False),
    ]  # fmt: skip


def test_list_numbers_codes_and_telephones_are_no_figures() -> None:
    found = read("2005年石城县\n\n| 序号 | 项目 | 数量 | 电话 |\n|---|---|---|---|\n| 1 | 植树（株） | 300 | 5551234 |\n| 2 | 党员（人） | 40 | 5551235 |\n")
    assert [each.quote for each in found.figures] == ["300", "40"]
    assert [(each.quote, each.reason) for each in found.rejections if len(each.quote) in (1, 7)] == [
        ("1", "list"), ("5551234", "number"), ("2", "list"), ("5551235", "number"),
    ]  # fmt: skip


def test_what_is_not_told_stays_unset() -> None:
    figures = one("项目 | 数额", "捐款 | 500", "某某情况 | 12", "造林面积 | 30")
    assert [(each.indicator, each.unit) for each in figures] == [("donated_money", ""), ("other", ""), ("afforested_area", "")]
    two = one("2003年 | 2004年植树（株）", "2001年 | 55")
    assert [(each.quote, each.year) for each in two] == [("55", None)]


def test_tables_side_by_side_under_the_same_heads() -> None:
    figures = one("年份 | 植树（株） | 年份 | 植树（株）", "1991 | 300 | 1993 | 500", "1992 | 400 | 1994 | 600")
    assert [(each.quote, each.year) for each in figures] == [("300", 1991), ("500", 1993), ("400", 1992), ("600", 1994)]


def test_a_number_over_several_rows_is_of_none_of_them() -> None:
    found = read("<html><body><h1>2005年石城县</h1><table><tr><td>指标</td><td>数量</td></tr><tr><td>党员（人）</td><td rowspan=2>70</td></tr><tr><td>团员（人）</td></tr></table></body></html>")
    assert [(each.quote, each.indicator, each.year, each.place) for each in found.figures] == [("70", "other", None, None)]


NUMBERS = {
    "1234": [("1,234", ""), ("1 234", ""), ("１２３４", ""), ("1234①", ""), ("1234[2]", ""), ("1234*", ""), ("1234人", "人")],
    "95.3": [("95.3%", "%"), ("95.3％", "%")],
    "-3.5": [("-3.5", ""), ("−3.5", "")],
    "120000": [("12万", ""), ("约12万元", "元"), ("12万余人", "人")],
    "320": [("三百二十", ""), ("三百二十人", "人")],
}


@pytest.mark.parametrize(("value", "words", "unit"), [(value, *row) for value, rows in NUMBERS.items() for row in rows])
def test_numbers_in_cells(value: str, words: str, unit: str) -> None:
    found = read(f"甲\n\n| 指标 | 2005年 |\n|---|---|\n| 某数 | {words} |\n").figures
    assert [(each.value, each.unit) for each in found] == [(Decimal(value), unit)]


@pytest.mark.parametrize("words", ["", "—", "…", "2005-03-01", "3/4", "万株", "一", "1,23", "1.2.3", "9" * 40])
def test_no_numbers_in_cells(words: str) -> None:
    assert number_in(words, 0, len(words)) is None


LABELS = {
    "党员数（人）": ("党员数", None, "人"),
    "2010年党员数": ("党员数", 2010, ""),
    "一九五二年底": ("", 1952, ""),
    "民国26年": ("", 1937, ""),
    "1. 捐款/万元": ("捐款", None, "元"),
    "万人次": ("", None, "人次"),
    "其中：女党员": ("女党员", None, ""),
    "2006—2010年": ("", None, ""),
}


@pytest.mark.parametrize(("words", "said"), LABELS.items())
def test_labels(words: str, said: tuple[str, int | None, str]) -> None:
    found = label(words, (0, len(words)))
    assert (found.core, found.year, found.unit.word if found.unit else "") == said


def test_units() -> None:
    assert [(each.word, each.factor) for each in units_asked("（单位：万元、人）")] == [("元", 10000), ("人", 1)]
    assert unit_in("某种") is None and unit_in("标准台", known=False) is not None


PROSE = [
    "2011年，全市发展党员355名，\t其中女党员100名。\n2012年，全市发展党员360名，\t其中女党员110名。\n",
    "　　张三　　李四　　王五\n　　全年植树300株。\n　　赵六　　孙七　　周八\n",
    "目　录\n第一章　概述　　1\n第二章　组织　　12\n第三章　人物　　35\n",
    "首页 | 政务 | 街镇 | 文教\n时间：2023-12-27 16:05  字号：T|T\n",
    "全年举办培训班3期,培训250人。\n植树300株,造林20亩,成活率95%。\n捐款3万元,捐物20件。\n",
    "甲县  有党员300名，乙县  有党员200名。\n丙县  有党员100名，丁县  有党员50名。\n",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_table(text: str) -> None:
    assert document("a", text.encode()).tables == ()


def test_tables_of_text_hold_their_words() -> None:
    for text in (YEARS_ACROSS, PLACES_DOWN):
        found: Document = document("a", text.encode())
        (table,) = found.tables
        assert found.text == text and len({len(row) for row in table.rows}) == 1
        assert all(table.start <= start <= end <= table.end for row in table.rows for start, end in row)


HOSTILE = {
    "bars": "|" * 200_000,
    "rows of bars": "| 1 | 2 |\n" * 3_000,
    "tabs": "1\t2\n" * 5_000,
    "one wide row": "\t".join("1" * 3 for _ in range(100_000)),
    "blanks": ("a" + " " * 50 + "1\n") * 10_000,
    "one line of blanks": " \u3000" * 200_000 + "1",
    "rules": "-|" * 100_000 + "\n" + "│─" * 100_000,
    "commas": ",1" * 20_000,
    "quotes": '"a,' * 100_000 + "\n1,2\n",
    "nested tables": "<html><body>" + "<table><tr><td>" * 20_000 + "党员3名",
    "nested tags": "<html>" + "<div>" * 100_000 + "党员3名" + "</div>" * 100_000,
    "spans": "<html><table>" + "<tr><td colspan=1000 rowspan=60000>1</td></tr>" * 300 + "</table></html>",
    "stray brackets": "<html><body><p>" + "<" * 1_000_000,
    "open comment": "<html><!--" * 50_000,
    "open meta": "<html>" + "<meta " * 50_000 + "</html>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_tables_end(text: str) -> None:
    start = time.perf_counter()
    with suppress(SourceError):
        check(extract(document("a", text.encode())))
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("head", ["月份", "时间", "季度", "项目"])
@pytest.mark.parametrize("rows", [("1月", "2月", "合计"), ("一季度", "二季度", "全年"), ("上半年", "下半年", "总计")])
def test_months_add_up_to_the_total_below_them(head: str, rows: tuple[str, str, str]) -> None:
    first, second, total = rows
    found = read(f"# 石城县2010年工作\n\n| {head} | 发展党员（人） |\n|---|---|\n| {first} | 10 |\n| {second} | 25 |\n| {total} | 35 |\n")
    assert [(each.indicator, each.year, each.part) for each in found.figures] == [
        ("new_party_members", 2010, True), ("new_party_members", 2010, True), ("new_party_members", 2010, False),
    ]  # fmt: skip


LONG = [
    # A place, a year and an indicator a row, in whatever order; and the places in the upper of two rows of heads.
    "地区,年份,党员数（人）\n江阴市,2015,85000\n江阴市,2016,86000\n宜兴市,2015,72000\n宜兴市,2016,73500\n",
    "年份,地区,党员数（人）\n2015,江阴市,85000\n2016,江阴市,86000\n2015,宜兴市,72000\n2016,宜兴市,73500\n",
    "地区,指标,2015年,2016年\n江阴市,党员（人）,85000,86000\n宜兴市,党员（人）,72000,73500\n",
    "地区,年份,指标,单位,数值\n江阴市,2015,党员,人,85000\n江阴市,2016,党员,人,86000\n宜兴市,2015,党员,人,72000\n宜兴市,2016,党员,人,73500\n",
]


@pytest.mark.parametrize("text", LONG)
def test_each_row_has_the_place_that_it_names(text: str) -> None:
    found = read(text)
    assert [(each.value, each.indicator, each.year, each.place) for each in found.figures] == [
        (85000, "party_members", 2015, "江阴市"),
        (86000, "party_members", 2016, "江阴市"),
        (72000, "party_members", 2015, "宜兴市"),
        (73500, "party_members", 2016, "宜兴市"),
    ]
    assert found.document.place is None


def test_places_over_two_heads() -> None:
    rows = "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
    heads = '<tr><th colspan="2">江阴市</th><th colspan="2">宜兴市</th></tr>' + rows.format(*["党委（个）", "党支部（个）"] * 2)
    found = read(f"<html><body><h1>2016年情况</h1><table>{heads}{rows.format(1, 20, 3, 40)}{rows.format(2, 30, 4, 50)}</table></body></html>")
    assert {each.place for each in found.figures[:2]} == {"江阴市"}
    assert {each.place for each in found.figures[2:4]} == {"宜兴市"}
