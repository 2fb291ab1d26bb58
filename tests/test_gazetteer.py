"""The gazetteer: names of areas in their years, and names in text."""

from __future__ import annotations

import csv

import pytest

from extract.attribution.mentions import mentions_in
from extract.catalogue import HERE as CATALOGUE
from extract.catalogue.gazetteer import TABLES, Gazetteer, Row, gazetteer

RESOLVED = [
    ("潍坊市", "370700", "潍坊市", 2002),
    ("潍坊市", "370700", "潍坊", 2002),
    ("潍坊地区", "372200", "潍坊地区", 1982),
    ("昆明市五华区", "530102", "五华区", 2010),
    ("昆明市五华区", "530102", "云南省昆明市五华区", None),
    ("北京市朝阳区", "110105", "北京朝阳", 2000),
    ("朝阳市", "211300", "辽宁省朝阳市", 2000),
    ("重庆市黔江区", "500114", "黔江区", 2022),
    ("重庆市", "510200", "重庆市", 1990),
    ("重庆市", "500000", "重庆市", 2000),
    ("襄樊市", "420600", "襄樊市", 2005),
    ("襄樊市", "420600", "襄樊市", 2020),
    ("襄阳市", "420600", "襄阳市", 2020),
    ("襄樊市襄城区", "420602", "襄城区", 2005),
    ("襄阳市襄城区", "420602", "襄城区", 2015),
    ("大兴安岭地区", "232700", "大兴安岭", 2009),
    ("大兴安岭地区加格达奇区", "232761", "加格达奇区", 2009),
    ("凉山彝族自治州", "513400", "凉山", 2005),
    ("来凤县", "422827", "恩施土家族苗族自治州来凤县", 2023),
    ("准格尔旗", "150622", "内蒙古准格尔旗", 2023),
    ("西藏自治区", "540000", "西藏", 2020),
    ("新海连市", "320700", "新海连市", 1950),
    ("平原省", "41X700", "平原省", 1950),
    ("思茅地区", "532700", "思茅地区", 1990),
    ("海口市", "460100", "海口市", 2000),
    # a code holds in its years only, and a city's district is that of the city that bore the code then
    ("潍坊市奎文区", "370705", "山东省潍坊市奎文区", 2010),
    ("襄樊市樊城区", "420606", "湖北省襄樊市樊城区", 2009),
    ("沙县", "350427", "福建省三明市沙县", 2019),
    ("横州市", "450181", "横州市", 2022),
    ("和安县", "653229", "新疆维吾尔自治区和田地区和安县", 2025),
    ("台湾省", "710000", "台湾省", 1995),
    ("青州市", "379001", "山东省青州市", 1990),
    ("青州市", "370781", "山东省潍坊市青州市", 2000),
    # before there were codes
    ("昌潍地区", "372200", "昌潍专区", 1960),
    ("旅大市", "210200", "旅大市", 1965),
    ("盩厔县", "610124", "盩厔县", 1955),
    ("雩都县", "362132", "江西省雩都县", 1950),
    ("热河省", "13X800", "热河省", 1953),
    ("新疆省", "650000", "新疆省", 1953),
    ("广西省", "450000", "广西省", 1956),
    ("苏南行署区", "32X200", "苏南行署区", 1951),
    # in traditional characters, and 乾, that is simplified elsewhere
    ("绥远省", "15X100", "綏遠省", 1950),
    ("潍坊市", "370700", "濰坊市", 2005),
    ("乾县", "610424", "陕西省乾县", 2005),
    ("鬱林县", "452521", "广西省鬱林縣", 1952),
    ("全国", "000000", "全国", None),
]


@pytest.mark.parametrize(("full_name", "code", "written", "year"), RESOLVED)
def test_names_resolve_in_their_year(full_name: str, code: str, written: str, year: int | None) -> None:
    place = gazetteer().resolve(written, year)
    assert place is not None
    assert (place.full_name, place.code) == (full_name, code)


@pytest.mark.parametrize(
    "written", ["朝阳区", "城关区", "东区", "城区", "市区", "鼓楼区", "建设", "平安", "某某市", ""]
)
def test_ambiguous_and_unknown_names_do_not(written: str) -> None:
    assert gazetteer().resolve(written) is None


def test_within_settles_an_ambiguous_name() -> None:
    nanjing = gazetteer().resolve("南京市")
    place = gazetteer().resolve("鼓楼区", 2015, within=nanjing)
    assert place is not None
    assert place.code == "320106"


def test_a_chain_means_what_its_first_part_meant_in_the_year() -> None:
    """甲市 took over a code that 乙市 had borne until 1982; its 郊区 is the one under the code of the year."""
    rows = (
        Row("990400", "乙市", "prefecture", "990000", 0, 1982),
        Row("990400", "甲市", "prefecture", "990000", 1983, 9999),
        Row("990500", "乙市", "prefecture", "990000", 1983, 9999),
        Row("990411", "郊区", "county", "990400", 0, 2000),
        Row("990511", "郊区", "county", "990500", 1983, 2000),
    )
    table = Gazetteer(rows, gazetteer().words)
    places = [table.resolve(name, 1990) for name in ("甲市郊区", "乙市郊区")]
    assert [place.code if place else "" for place in places] == ["990411", "990511"]
    before = table.resolve("乙市郊区", 1981)
    assert before is not None
    assert before.code == "990411"


def test_an_area_right_under_the_province_is_meant_without_its_prefecture() -> None:
    rows = (
        Row("990000", "甲省", "province", "", 0, 9999),
        Row("990100", "乙市", "prefecture", "990000", 0, 9999),
        Row("999001", "丙丁市", "county", "990000", 1986, 1994),
        Row("990181", "丙丁市", "county", "990100", 1990, 9999),
    )
    table = Gazetteer(rows, gazetteer().words)
    places = [table.resolve(name, 1992) for name in ("甲省丙丁市", "甲省乙市丙丁市")]
    assert [place.code if place else "" for place in places] == ["999001", "990181"]


FOUND = [
    (["昆明市五华区", "中山市"], "由昆明市五华区到中山市"),
    (["大兴安岭"], "弘扬大兴安岭精神"),
    (["内蒙古准格尔旗"], "内蒙古准格尔旗植树"),
    ([], "全市各区和县级以上机关在城区的老城区"),
    ([], "会同有关部门解放思想、建设文明城市"),
    # people, streets, schools, firms and things
    ([], "王长江、李和平、张新华、赵县长和孙中山大学的王建安"),
    ([], "中山路、南京东路、北京路小学、湖南路街道、长安街、黄河大桥"),
    ([], "郑州大学、徐州师范学院、张家口第一中学、广州军区、中山陵"),
    ([], "长江实业、青岛啤酒、武汉钢铁公司、洛阳拖拉机厂、贵阳银行、上海牌手表"),
    ([], "青州市场上、朝阳区域内"),
    (["青岛市", "上海"], "青岛市啤酒厂，在上海南京路"),
]


@pytest.mark.parametrize(("names", "text"), FOUND)
def test_find_takes_the_longest_name(names: list[str], text: str) -> None:
    found = mentions_in(text)
    assert [mention.text for mention in found] == names
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_a_name_that_a_line_break_cuts() -> None:
    text = "在《大\n兴安岭日报》上,西\r\n昌市"
    spans = [text[mention.start : mention.end] for mention in mentions_in(text)]
    assert spans == ["大\n兴安岭", "西\r\n昌市"]


def test_every_area_in_force_is_found_by_its_own_full_name() -> None:
    table = gazetteer()
    current = [row for row in table.rows if row.until == 9999 and row.since <= 2020 and row.name not in table.common]
    lost = []
    for row in current:
        full_name = table.place(row, 2020).full_name
        place = table.resolve(full_name, 2020)
        if place is None or place.full_name != full_name:
            lost.append(full_name)
    assert len(current) > 3000
    assert not lost


def test_no_code_is_that_of_two_levels() -> None:
    levels: dict[str, set[str]] = {}
    for table in TABLES:
        with (CATALOGUE / table).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                levels.setdefault(row["code"], set()).add(row["level"])
    assert not {code: found for code, found in levels.items() if len(found) > 1}
