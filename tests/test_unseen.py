"""Ways of telling that other cities' books of other decades use, each with a sentence that only looks alike."""

from __future__ import annotations

from hashlib import sha256

import pytest

from extract.models import Document, Figure
from extract.pipeline import extract


def read(text: str, title: str = "") -> list[Figure]:
    digest = sha256(text.encode()).hexdigest()
    return extract(Document(id="a", name="a", text=text, sha256=digest, title=title)).figures


# A report on 2016 → the quotes that a total before them holds.
TOTALS = {
    # A year's total opens; what follows, without more, is what it is made up of.
    "募集资金820万元，比上年增加36万元。\n\n网上募捐总额突破95万元。\n\n募集善款140万元，资助学生210名。": ["突破95万元", "140万元"],
    "全年共募集善款820万元。\n\n企业冠名捐款310万元。": ["310万元"],
    # What comes in behind it is more than the total, another body's, of another kind, or stands before it.
    "募集资金820万元，比上年增加36万元。\n\n网上募捐总额突破895万元。": [],
    "募集资金820万元，比上年增加36万元。\n\n县红十字会募集善款140万元。": [],
    "全年支出医疗救助金820万元，比上年增加36万元。\n\n走访困难户，发放慰问金14万元。": [],
    "募集资金820万元。\n\n网上募捐总额突破95万元。": [],
    "募集善款140万元。\n\n募集资金820万元，比上年增加36万元。": [],
}


@pytest.mark.parametrize(("text", "parts"), TOTALS.items())
def test_a_total_of_the_year_holds_what_is_told_behind_it(text: str, parts: list[str]) -> None:
    found = read(f"2016年甘谷县慈善工作\n\n{text}", "2016年甘谷县慈善工作")
    assert [each.quote for each in found if each.part] == parts


# A sentence → (quote, indicator) of its figures.
CODES = {
    "1985年，在南片举办6期12个公社的会计人员培训班。": [("6期", "training_sessions"), ("12个", "other")],
    "1985年，举办12个培训班。": [("12个", "training_sessions")],
    "1985年，参加整顿的职工860人，其中党员210人。": [("860人", "other"), ("210人", "other")],
    "1985年，全厂有职工860人，其中党员210人。": [("860人", "other"), ("210人", "party_members")],
    "2015年，新选聘村官60名，在岗总数180名，其中党员95名。": [("60名", "other"), ("180名", "other"), ("95名", "other")],
    "2019年，建成18个行业工会联合会，4个市场工会。": [("18个", "orgs_established"), ("4个", "orgs_established")],
    "2019年，建成18个行业工会联合会，4个市场工会换届。": [("18个", "orgs_established"), ("4个", "orgs_reelected")],
    "2014年，受理案件2135件，结案2044件，分别比2013年的1960件、1871件上升。": [
        ("2135件", "cases_filed"), ("2044件", "other"), ("1960件", "cases_filed"), ("1871件", "other"),
    ],
    "1990年有基层工会1203个、会员8万名，1995年分别为1310个和9万名。": [
        ("1203个", "union_organizations"), ("8万名", "union_members"),
        ("1310个", "union_organizations"), ("9万名", "union_members"),
    ],
    "2021年共发展党员2130名：2021年前5个多月1087名。": [("2130名", "new_party_members"), ("1087名", "new_party_members")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), CODES.items())
def test_what_is_counted(text: str, codes: list[tuple[str, str]]) -> None:
    assert [(each.quote, each.indicator) for each in read(text)] == codes


def test_a_change_is_not_taken_apart_but_the_whole_before_it() -> None:
    text = "截至2018年底，全省党员总数为320.5万名。\n\n党员数比上年净增6.2万名，增幅2%。其中工人31.4万名，学生9.8万名。"
    told = [(each.quote, each.indicator, each.part) for each in read(text)]
    assert told[-2:] == [("31.4万名", "party_members", True), ("9.8万名", "party_members", True)]
    alone = "党员数比上年净增6.2万名，增幅2%。其中工人31.4万名，学生9.8万名。"
    assert {each.indicator for each in read(alone)} == {"other"}


@pytest.mark.parametrize(
    ("text", "quotes"),
    {
        "查处乱收费1 8起，清退违规收费97万元。": ["1 8起", "97万元"],
        "见附表1 8起案件已结案。": ["8起"],
        "查处乱收费、乱罚款等1、8起已结案。": ["8起"],
    }.items(),
)
def test_a_number_of_two_digits_that_a_scan_has_torn(text: str, quotes: list[str]) -> None:
    assert [each.quote for each in read(text)] == quotes


def test_two_totals_of_one_value_are_one() -> None:
    twice = "2017年，共受理各类群众举报83件。\n\n2017年，全县纪检机关共受理信访件83件。"
    assert [each.dup for each in read(twice)] == [False, True]
    other = "2017年，受理群众举报83件。\n\n2017年，法院接待后受理信访件83件。"
    assert [each.dup for each in read(other)] == [False, False]


def test_a_year_may_stand_behind_what_it_dates() -> None:
    assert [each.year for each in read("机关参加整顿的有36个支部，至1952年底基本结束。")] == [1952]
    text = "1955年有党员92名，1957年5月，全县开展整风运动，到1958年9月基本结束。机关、学校和企业都参加。参加整风的干部2742人。"
    assert [each.year for each in read(text)] == [1955, None]


@pytest.mark.parametrize(
    ("text", "narrow"),
    {
        "其中，民盟帮助城北村修路3公里；民建组织2次义诊活动。": [True, True],
        "民建组织2次义诊活动。": [False],
        "县林业局自订规章9项。": [True],
        "全县各单位自订规章9项。": [False],
        "县农林总场西河分场造林800亩。": [True],
    }.items(),
)
def test_one_of_several_is_narrow(text: str, narrow: list[bool]) -> None:
    assert [each.narrow for each in read(f"2011年，全县工作取得成绩。{text}")] == narrow
