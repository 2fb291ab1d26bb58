"""What a sentence tells of its figures: indicator, year and flags, sentence by sentence."""

from __future__ import annotations

from hashlib import sha256

import pytest

from extract.attribution.frame import frames
from extract.clean import clean
from extract.models import Document, Figure, Quantity
from extract.pipeline import extract
from extract.quantities import read


def figures(text: str, title: str = "") -> dict[str, Figure]:
    digest = sha256(text.encode()).hexdigest()
    document = Document(id=digest[:12], name="a", text=text, sha256=digest, title=title)
    return {figure.quote: figure for figure in extract(document).figures}


def told(text: str, title: str = "") -> dict[str, str]:
    return {quote: figure.indicator for quote, figure in figures(text, title).items()}


# What is carried from one figure to the next: sentence → the indicators in text order.
CARRIED: dict[str, list[str]] = {
    "评选出省级先进基层党组织1个、优秀共产党员2名，市级先进基层党组织8个、优秀共产党员7名。": [
        "orgs_awarded", "people_awarded", "orgs_awarded", "people_awarded",
    ],
    "获评市级先进基层党组织2个、优秀共产党员3名，区级分别为19个、41名。": [
        "orgs_awarded", "people_awarded", "orgs_awarded", "people_awarded",
    ],
    "1991年发展党员355名，次年402名，1993年371名。": ["new_party_members"] * 3,
    "党员由1986年的8214人增至1990年的9268人，净增1054人。": ["party_members", "party_members", "other"],
    "6个党委、193个党支部进行了换届。": ["orgs_reelected"] * 2,
    "对97个党支部落实规定的情况进行检查。": ["other"],
    "全区有党委3个、党总支5个、党支部36个，党员1267名。": ["party_committees", "general_branches", "party_branches", "party_members"],
    "市直62个基层工会3000多名会员参赛。": ["other", "event_participants"],
    "提出合理化建议867件，被采纳310件。": ["proposals_made"] * 2,
    "市民革有党员71人，发展新党员9名。": ["other_party_members", "other"],
    "处分8人，其中党内警告5人、严重警告2人、开除党籍1人。": ["people_disciplined"] * 4,
    "共收到提案197件，按内容分：经济建设89件，科教文卫108件。": ["proposals_made"] * 3,
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), CARRIED.items())
def test_what_is_carried_over(text: str, codes: list[str]) -> None:
    assert list(told(text).values()) == codes


PARTS = {
    "有党员1267名（在职党员992名）。": ["992名"],
    "党员总数500名。其中女党员120名，占24%；少数民族党员28名。": ["120名", "28名"],
    "探访贫困家庭10户41人。": ["10户"],
    "捐款76.2万元，其中机关干部61.9万元、企业14.3万元。": ["61.9万元", "14.3万元"],
    "发出问卷3900份，向党代表发放1485份、向人大代表发放115份、向群众代表发放2300份。": ["1485份", "115份", "2300份"],
    "评出一等奖1人、二等奖3人、三等奖6人及优秀奖10人。": [],  # 1 + 3 + 6 is 10 by chance
    "1993年接收新党员64名，1994年73名，1995年81名，3年合计218名。": [],
}


@pytest.mark.parametrize(("text", "parts"), PARTS.items())
def test_parts(text: str, parts: list[str]) -> None:
    assert [quote for quote, figure in figures(text).items() if figure.part] == parts


PLANS = {
    "2016年计划募集善款80万元，植树2000棵。": ["80万元", "2000棵"],
    "发展党员133名，指标135名，完成率98.5%。": ["135名"],
    "植树712万株，为计划700万株的101.7%。": ["700万株"],
    "制定年度计划1280份。": [],
    "将454个网格划分为2229个单元。": [],
    "争取上级资金18万元。": [],
    "明年，新建基层工会40个。": ["40个"],
}


@pytest.mark.parametrize(("text", "plans"), PLANS.items())
def test_plans(text: str, plans: list[str]) -> None:
    assert [quote for quote, figure in figures(text).items() if figure.plan] == plans


def test_a_section_of_plans() -> None:
    text = "一、2022年工作\n全年发展党员133名，培训干部282名。\n二、2023年打算\n发展党员140名左右，植树1万株以上。"
    assert [figure.plan for figure in figures(text).values()] == [False, False, True, True]
    assert [figure.year for figure in figures(text).values()][2:] == [2023, 2023]


# Sentence → the years of its figures.
YEARS: dict[str, list[int | None]] = {
    "1986年有党员1913名，1989年增至2268名。": [1986, 1989],
    "1987年植树5400株，次年4月又补栽2300株。": [1987, 1988],
    "1988年至1990年，三年共吸收新党员902人。": [None],
    "1988-1990年，培训干部900人。": [None],
    "15年累计捐款逾86万元。": [None],
    "2022年植树9300株，较上年的8100株增长14.8%。": [2022, 2021, 2022],
    "2005年植树196万株，较2004年增加2万株。": [2005, 2005],
    "民国38年有会员1858名。": [1949],
    "一九八六年发展党员12名。": [1986],
    "2012年受理投诉267件，上年同期为301件，下降11.3%。": [2012, 2011, 2012],
    "支部由1986年的87个增加到1989年的102个。": [1986, 1989],
}


@pytest.mark.parametrize(("text", "years"), YEARS.items())
def test_years(text: str, years: list[int | None]) -> None:
    assert [figure.year for figure in figures(text).values()] == years


TITLES = {
    ("启东年鉴（2009）", "全年募集善款128万元。"): 2008,
    ("2026年某省政府工作报告", "植树造林20万亩。"): 2025,
    ("机关工委2022年工作总结", "发展党员133名。"): 2022,
    ("市直属机关工作(2011)", "发展党员585人。"): 2011,
}


@pytest.mark.parametrize(("words", "year"), TITLES.items())
def test_the_year_of_the_title(words: tuple[str, str], year: int) -> None:
    title, text = words
    (figure,) = figures(f"{title}\n\n{text}", title).values()
    assert figure.year == year
    assert figure.year_told is not None and figure.year_told.rule.startswith("period.")


def test_a_body_that_names_one_year_dates_what_it_does_not_date() -> None:
    text = "2004年，各级党组织加强学习。\n全年上党课2250场次，撰写心得1184篇。"
    assert {figure.year for figure in figures(text).values()} == {2004}


def test_a_gazetteer_has_no_one_year() -> None:
    text = "1956年有党员83人。\n1971年有党员311人。\n1985年有党员902人。\n同时设支部41个。"
    assert [figure.year for figure in figures(text).values()] == [1956, 1971, 1985, None]


NARROW = {
    "市第一医院按每人每年100元核拨经费。": True,
    "城东镇发动义卖筹款1.2万元。": True,
    "全市各镇共筹款1.2万元。": False,
    "到城东镇植树1200株。": False,
    "命名文明村镇11个。": False,
}


@pytest.mark.parametrize(("text", "narrow"), NARROW.items())
def test_narrow(text: str, narrow: bool) -> None:
    assert [figure.narrow for figure in figures(text).values()] == [narrow]


def test_what_is_said_again_is_dup() -> None:
    text = "131个单位3200人参加义务植树，植树83000株。\n开展植树周活动，131个单位3200人参加义务植树，植树83000株。"
    digest = sha256(text.encode()).hexdigest()
    flags = [figure.dup for figure in extract(Document(id="a", name="a", text=text, sha256=digest)).figures]
    assert flags == [False, False, False, True, True, True]


def test_traditional_characters_are_read_and_quoted_as_written() -> None:
    found = figures("2011年，發展黨員355名，捐款5.2萬元，獲得先進集體17個。")
    assert [(figure.indicator, int(figure.value)) for figure in found.values()] == [
        ("new_party_members", 355), ("donated_money", 52000), ("orgs_awarded", 17),
    ]  # fmt: skip
    assert list(found) == ["355名", "5.2萬元", "17個"]


def test_frames_fold_brackets() -> None:
    text = clean("有党员1267名（在职992名），团员88名。")
    quantities: list[Quantity] = [reading.quantity for reading in read(text, text, 0, len(text)) if reading.quantity]
    outer, inner, last = frames(text, quantities, 0, len(text), "")
    assert (outer.head, outer.side, outer.outer) == ("党员", "pre", None)
    assert (inner.head, inner.outer) == ("在职", 0)
    assert (last.head, last.own) == ("团员", "团员")
