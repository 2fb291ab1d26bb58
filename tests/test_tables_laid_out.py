"""How yearbooks, gazetteers and open data lay their tables out: what each layout says, and what it does not say."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from test_tables import flagged, one, read, told

from extract.load import document
from extract.load.aligned import aligned
from extract.load.paper import Line
from extract.tables.labels import label

YEARBOOK = """江苏统计年鉴2006

16-11  工会、妇联基本情况
                                                     单位：个
项      目                    1995      2000      2005
工会基本情况
  基层工会组织数             36215     37160    224605
  会员人数(万人)            645.48    626.67   1002.25
    #女会员人数             275.81    262.26    411.46
妇联基本情况
  妇联干部数(人)              3265      3231      2532
    36-45岁                  1553                  888
"""


def test_a_part_has_the_unit_of_what_it_is_a_part_of() -> None:
    found = read(YEARBOOK)
    cells = {each.quote: each for each in found.figures}
    assert len(cells) == 14
    assert (cells["275.81"].value, cells["275.81"].unit, cells["275.81"].indicator) == (2758100, "人", "union_members")
    assert cells["275.81"].whole == cells["645.48"].id
    assert (cells["36215"].value, cells["36215"].unit, cells["36215"].year) == (36215, "个", 1995)
    assert (cells["888"].unit, cells["888"].year, cells["888"].indicator) == ("人", 2005, "other")


@pytest.mark.parametrize(
    ("caption", "head", "value"),
    [("万人", "团员人数", 1234500), ("人", "团员人数", "123.45"), ("万人", "团员（人）", "123.45"), ("个", "团员人数", "123.45")],
)
def test_a_head_that_implies_a_unit_does_not_tell_its_size(caption: str, head: str, value: int | str) -> None:
    found = read(f"石城县志\n\n单位：{caption}\n\n| 年份 | {head} |\n|---|---|\n| 1990 | 123.45 |\n| 1991 | 124.45 |\n")
    assert found.figures[0].value == Decimal(value)
    assert found.figures[0].unit == "人"


def test_columns_of_percent_are_not_in_the_unit_of_their_row() -> None:
    figures = one("指标 | 单位 | 本年 | 完成计划（%） | 居全省位次", "发展党员 | 名 | 1,262 | 101.0 | 7", "造林面积 | 万亩 | 13.7 | 104.6 | 5")
    assert [(each.quote, each.unit, each.indicator) for each in figures] == [
        ("1,262", "名", "new_party_members"), ("101.0", "%", "other"), ("13.7", "亩", "afforested_area"), ("104.6", "%", "other"),
    ]  # fmt: skip


def test_ranks_in_a_row_are_no_figures() -> None:
    found = read("# 2018年苏州市共青团统计\n\n| 指标 | 2018年 |\n|---|---|\n| 团员数（人） | 425 |\n| 团员数居全省位次 | 11 |\n")
    assert [each.quote for each in found.figures] == ["425"]
    assert ("11", "ordinal") in [(each.quote, each.reason) for each in found.rejections]


LABELS = [
    ("表18-3　2009年末各县工会组织情况", 2009, None),
    ("16-11 2009年工会组织情况", 2009, None),
    ("会员人数\nNumber of Members (10 000 persons)", None, "人"),
    ("工会基层组织数(个) Number of Labor Unions (unit)", None, "个"),
    ("36-45 岁", None, None),
    ("GDP（亿元）", None, "元"),
]


@pytest.mark.parametrize(("words", "year", "unit"), LABELS)
def test_numbers_and_english_of_a_label(words: str, year: int | None, unit: str | None) -> None:
    found = label(words, (0, len(words)))
    assert (found.year, found.unit.word if found.unit else None) == (year, unit)
    assert "GDP" in found.core or not any(char.isascii() and char.isalpha() for char in found.core)


def test_a_caption_names_kinds_but_not_other_things() -> None:
    title = "甲\n2005年石城县党员情况\n"
    named = one("项目 | 人数", "女 | 30", "来宾 | 40", title=title)
    assert [(each.quote, each.indicator) for each in named] == [("30", "party_members"), ("40", "other")]


def test_what_stands_over_rows_names_kinds_but_is_no_topic() -> None:
    figures = one("指标 | 2004年（公顷）", "造林面积 | 30", "营林情况 |", "育苗面积 | 40")
    assert [(each.quote, each.indicator) for each in figures] == [("30", "afforested_area"), ("40", "other")]


def test_women_under_new_members_are_new_members() -> None:
    figures = one("项目 | 人数", "发展党员 | 181", "其中：女党员 | 77", "党员 | 900", "其中：女党员 | 300")
    assert [(each.quote, each.indicator, each.part) for each in figures] == [
        ("181", "new_party_members", False), ("77", "new_party_members", True),
        ("900", "party_members", False), ("300", "party_members", True),
    ]  # fmt: skip


def test_heads_over_several_columns_that_are_not_merged() -> None:
    found = read("平和县志\n年份\t团委（个）\t团员（人）\t\t当年发展团员（人）\n\t\t合计\t其中女\t\n1957\t21\t6123\t1923\t801\n1965\t22\t8124\t2524\t902\n")
    assert [(each.quote, each.indicator, each.unit) for each in found.figures[:4]] == [
        ("21", "league_organizations", "个"), ("6123", "league_members", "人"),
        ("1923", "league_members", "人"), ("801", "new_league_members", "人"),
    ]  # fmt: skip
    assert flagged(found, "part") == ["1923", "2524"]
    blank = read("平和县志\n年份\t团员（人）\t\t团委（个）\n1957\t6123\t5\t21\n1965\t8124\t6\t22\n")
    assert [each.indicator for each in blank.figures[:3]] == ["league_members", "other", "league_organizations"]


BOX = """芜湖年鉴
表2　　2006年芜湖市发展党员情况　　　　　　　单位：名
┌─────┬───────────────┬──────┐
│          │         发展党员             │            │
│  地 区   ├─────┬─────────┤ 转正党员   │
│          │   合计   │    35岁以下      │            │
├─────┼─────┼─────────┼──────┤
│  芜湖县  │  1 135   │          835     │   1 035    │
│  繁昌县  │  1 036   │          736     │     936    │
└─────┴─────┴─────────┴──────┘
"""


def test_a_drawn_head_over_several_columns() -> None:
    found = read(BOX)
    assert [(each.quote, each.indicator, each.place) for each in found.figures if each.indicator != "other"] == [
        ("1 135", "new_party_members", "芜湖县"), ("835", "new_party_members", "芜湖县"), ("1 035", "members_confirmed", "芜湖县"),
        ("1 036", "new_party_members", "繁昌县"), ("736", "new_party_members", "繁昌县"), ("936", "members_confirmed", "繁昌县"),
    ]  # fmt: skip
    assert flagged(found, "part") == ["835", "736"]
    askew = BOX.replace("│         发展党员             │            │", "│     发展党员     │                        │")
    assert not document("a", askew.encode()).tables, "a bar over no column's edge leaves open what is over what"


def sheet(*rows: list[object], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged.split():
        book.active.merge_cells(area)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_tables_one_below_another_in_one_sheet() -> None:
    found = read(sheet(
        ["昆明市2012年党建统计"], ["表1　党员情况", None, None, "单位：人"], ["县区", "2011年党员", "2012年党员", "排名"],
        ["五华区", 6101, 6201, 1], ["安宁市", 2101, 2201, 2],
        ["表2　党组织情况", None, None, "单位：个"], ["县区", "党委", "党总支", "党支部"], ["五华区", 151, 232, 2513], ["安宁市", 131, 212, 2313],
        merged="A1:D1",
    ))  # fmt: skip
    assert told(found.figures)[:2] == [("6101", "6101", "人", "party_members", 2011, "昆明市五华区"), ("6201", "6201", "人", "party_members", 2012, "昆明市五华区")]
    assert told(found.figures)[4:7] == [
        ("151", "151", "个", "party_committees", 2012, "昆明市五华区"), ("232", "232", "个", "general_branches", 2012, "昆明市五华区"),
        ("2513", "2513", "个", "party_branches", 2012, "昆明市五华区"),
    ]  # fmt: skip
    groups = document("a", sheet(["项目", "2011年"], ["一、党员情况", None], ["党员（人）", 30], ["二、其他", None], ["党支部（个）", 3]))
    assert len(groups.tables) == 1, "a stub over rows of numbers opens no table"


@pytest.mark.parametrize(("row", "tables"), [(["1990", 14.5, 3.1], 1), (["地区", 1990, 2000], 2), (["乙表", "党员", "团员"], 2)])
def test_rows_in_groups(row: list[object], tables: int) -> None:
    made = sheet(["年份", "党员", "团员"], ["1978", 12.5, 2.1], ["1980", 13.5, 2.2], [], row, ["1995", 15.5, 3.2])
    assert len(document("a", made).tables) == tables


def test_rows_of_text_in_groups_of_five() -> None:
    text = "石城县志\n\n年份      党员（人）      党支部（个）\n1950          121             12\n1951          122             13\n\n1952          123             14\n1953          124             15\n\n2014          年鉴\n"
    assert [(each.quote, each.year) for each in read(text).figures if each.unit == "人"] == [("121", 1950), ("122", 1951), ("123", 1952), ("124", 1953)]


def test_tables_that_go_on_have_the_title_and_unit_of_the_first() -> None:
    table = "\n\n| 年份 | {} |\n|---|---|\n| 1958 | 1.5 |\n| 1966 | 2.5 |\n\n"
    found = read("泰兴县志\n\n表12-4　泰兴县党员构成表\n单位：万人" + table.format("总数") + "续表12-4" + table.format("大专以上"))
    assert [(each.value, each.indicator) for each in found.figures] == [(15000, "party_members"), (25000, "party_members")] * 2
    other = read("泰兴县志\n\n表12-4　泰兴县党员构成表\n单位：万人" + table.format("总数") + "表12-5" + table.format("大专以上"))
    assert [(each.value, each.indicator) for each in other.figures[2:]] == [(each.value, "other") for each in other.figures[2:]]
    assert [str(each.value) for each in other.figures[2:]] == ["1.5", "2.5"]


def test_lines_of_tabs_with_a_record_a_row() -> None:
    lines = "代码\t地区\t年份\t指标名称\t计量单位\t指标值\t全省位次\n430100\t长沙市\t2018\t社会捐赠款\t万元\t8123.5\t1\n430200\t株洲市\t2019\t党员数\t人\t230123\t6\n"
    assert told(read(lines.encode("gb18030")).figures) == [
        ("8123.5", "81235000", "元", "donated_money", 2018, "长沙市"), ("230123", "230123", "人", "party_members", 2019, "株洲市"),
    ]  # fmt: skip


def test_single_characters_far_apart_are_no_word() -> None:
    text = "金坛县志\n年份　　　　总　数　　　　男　　　　　　女\n1949　　　　　１２３　　　　１１１　　　　　１２\n1956　　　　２４５６　　　２１０１　　　　３５５\n"
    (table,) = document("a", text.encode()).tables
    assert [text[start:end] for start, end in table.rows[0]] == ["年份", "总　数", "男", "女"]


def piece(words: str, left: float, bottom: float) -> Line:
    """A line of a page; two blanks or more part its cells, each character 10 points wide."""
    parts = [(left + 10 * words.index(each), each) for each in words.split("  ") if each.strip()]
    return Line(words, left, left + 10 * len(words), bottom, bottom + 10, 10, len(parts), [(at, each.strip()) for at, each in parts])


def test_rows_of_a_page_are_put_together() -> None:
    drawn = [
        piece("年份  少数民族党", 50, 700), piece("员", 90, 686), piece("发展党员  增长", 180, 700), piece("（%）", 240, 686),
        piece("1990  5011    1007  1.10", 50, 670), piece("2012  7", 190, 655),
    ]  # fmt: skip
    lines = [line.words for line in aligned(drawn)]
    assert [" ".join(words.split()) for words in lines] == ["年份 少数民族党员 发展党员 增长（%）", "1990 5011 1007 1.10", "2012 7"]
    assert lines[2].index("2012") == lines[1].index("1007"), "what stands below a cell stands below it in the text, too"
    head = [piece("乡镇（单", 50, 700), piece("位）", 50, 686), piece("党委", 180, 700), piece("支部", 240, 700)]
    assert aligned(head)[0].words.split() == ["乡镇（单位）", "党委"]
    columns = [piece("左栏第一行文字排得满", 50, 700), piece("左栏第二行文字", 50, 686), piece("右栏第一行文字", 300, 700), piece("右栏第二行", 300, 686)]
    assert [line.words for line in aligned(columns)] == ["左栏第一行文字排得满", "左栏第二行文字", "右栏第一行文字", "右栏第二行"]


def test_remarks_say_again_what_is_in_their_row() -> None:
    found = read("# 2021年贺州市情况\n\n| 县（区） | 追缴资金（万元） | 备注 |\n|---|---|---|\n| 昭平县 | 314.5 | 含追缴赃款31.5万元 |\n| 钟山县 | 12.5 | |\n")
    assert [each.quote for each in found.figures] == ["314.5", "12.5"]
    column = read("# 2021年贺州市情况\n\n| 县（区） | 人数 | 做法 |\n|---|---|---|\n| 昭平县 | 3 | 追缴赃款31.5万元。 |\n| 钟山县 | 2 | |\n")
    assert "31.5万元" in [each.quote for each in column.figures]
