"""Ways of telling from books on courts, petitions, the League and gifts, each with a sentence that only looks alike."""

from __future__ import annotations

import pytest

from tests.sentences import read

# A heading and what stands under it → the indicator of each figure.
UNDER = {
    # The nearest heading names the League, whatever the chapter's names besides.
    ("第二章 工会 共青团\n第二节 共青团", "1952年有支部64个，团员1306名。"): ["league_organizations", "league_members"],
    ("第二章 党派 共青团\n第一节 党组织", "1952年有支部64个。"): ["party_branches"],
    ("第一节 工会", "1951年，全县入会者863人。"): ["union_members"],
    ("第一节 工会", "1951年，申请入会者863人。"): ["other"],
    ("第一节 工会", "1975年，重新登记会员2408人。"): ["union_members"],
    ("第二节 共青团", "1986年，团员1.2万名，当年入团者1420名。"): ["league_members", "new_league_members"],
    ("第二节 共青团", "1986年，退团310名，转为党员82名。"): ["other", "new_party_members"],
    ("第二节 共青团", "1986年，推荐团员入党140名，被接收者92名。"): ["other", "new_party_members"],
    # What letters want, and those whom a day for callers brings.
    ("信访", "1984年，收来信840件。要求落实政策的212件，申诉冤案的96件。"): ["complaints_handled"] * 3,
    ("提案", "1984年，反映交通问题的212件。"): ["other"],
    ("信访", "1987年，县长接待日共接待86人次。"): ["complaints_handled"],
    ("旅游", "1987年，黄金周共接待86人次。"): ["event_participants"],
    # A court takes in cases of its kind, though the chapter tells of petitions, too.
    ("第八章 信访 审判\n【刑事审判】", "1984年，县法院受理163件。"): ["cases_filed"],
    ("第八章 信访 审判\n【信访】", "1984年，县信访办受理163件。"): ["complaints_handled"],
}


@pytest.mark.parametrize(("told", "codes"), UNDER.items())
def test_what_a_heading_says_of_the_words_below_it(told: tuple[str, str], codes: list[str]) -> None:
    assert [each.indicator for each in read("\n".join(told))] == codes


# A sentence → (quote, indicator) of its figures.
CODES = {
    "1964年，涌现五好青年1208名，先进集体16个。": [("1208名", "people_awarded"), ("16个", "orgs_awarded")],
    "1964年，涌现先进单位职工1208名。": [("1208名", "other")],
    "1989年，退出赃款6.8万元。": [("6.8万元", "money_recovered")],
    "1989年，退出股金6.8万元。": [("6.8万元", "other")],
    "1989年，给小学生上法制课64堂，上党课12堂。": [("64堂", "activities_held"), ("12堂", "party_lectures")],
    "1989年，有3个集体、8名干警立功受奖。": [("3个", "orgs_awarded"), ("8名", "people_awarded")],
    "1989年，立案侦查18件26人，立案查处9件11人。": [
        ("18件", "cases_filed"), ("26人", "other"), ("9件", "cases_filed"), ("11人", "people_disciplined"),
    ],
    "1991年，红十字会收到赈灾款42万元，收到上级救灾款80万元。": [("42万元", "donated_money"), ("80万元", "other")],
    "1991年，县慈善会上街，职工慷慨解囊36万元。": [("36万元", "donated_money")],
    "2005年，以提案形式反映问题206件。": [("206件", "proposals_made")],
    "2005年，赴大别山支教6次，听课教师320人次。": [("6次", "activities_held"), ("320人次", "event_participants")],
    "2005年，赴复旦大学研修2期。": [("2期", "training_sessions")],
    "2005年，征集文史稿件38篇，刊发稿件64篇。": [("38篇", "other"), ("64篇", "media_articles")],
    "2005年，为幼儿园捐款1.2万元，添置图书840册，捐图书260册。": [
        ("1.2万元", "donated_money"), ("840册", "other"), ("260册", "donated_goods"),
    ],
    "1982年，8000名团员青年清扫街道，8000名职工住进新房。": [("8000名", "event_participants"), ("8000名", "other")],
    "2016年，对18个单位、40名会员予以通报表扬，对6名干部进行通报批评。": [
        ("18个", "orgs_awarded"), ("40名", "people_awarded"), ("6名", "other"),
    ],
    "2016年，群众满意度由2011年的81.2%提高到93.6%，绿化率由2011年的31%提高到36%。": [
        ("81.2%", "satisfaction_rate"), ("93.6%", "satisfaction_rate"), ("31%", "other"), ("36%", "other"),
    ],
    "2016年，委员表示满意和基本满意的占96%。": [("96%", "satisfaction_rate")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), CODES.items())
def test_what_a_sentence_counts(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.quote, each.indicator) for each in read(text)] == found


# A sentence → the quotes that are parts of another of its figures.
PARTS = {
    "1988年，民盟盟员146人，平均年龄45岁，高级职称者58人，中级61人。": ["58人", "61人"],
    "1988年，全校教师146人，民盟盟员20人，高级职称者12人。": [],
    "1989年，受理民事案件812件；离婚案居首，364件，债务案201件次之。": ["364件", "201件"],
    "1989年，受理民事案件812件；受理经济案364件。": [],
    "1985年，收提案864条，已落实者617条。": ["617条"],
    "1985年，民盟盟员146人，其中女46人；年内入盟12人，计划数是10人。": ["46人"],
}


@pytest.mark.parametrize(("text", "parts"), PARTS.items())
def test_what_is_part_of_another(text: str, parts: list[str]) -> None:
    assert [each.quote for each in read(text) if each.part] == parts


@pytest.mark.parametrize(
    ("text", "years"),
    {
        "1957年植树38万株。1989年植树112万株，是1957年的2.9倍。": [1957, 1989, 1989],
        "1985年为历年之冠，达412万元。": [1985],
        "1985年，历年累计捐款412万元。": [None],
        # What the sentence tells of the year before holds for that number alone.
        "1980年扶助贫困户82户。1990年扶助640户；上一年则是512户。又扶助五保户310户。": [1980, 1990, 1989, 1990],
        "1980年扶助贫困户640户。次年扶助512户。又扶助五保户310户。1990年扶助82户。": [1980, 1981, 1981, 1990],
        "2009年，全县有会员340人。\n新增60人。\n2010年工作安排：培训400人。": [2009, 2009, 2010],
        "2009年，全县有会员340人。\n2010年，全县有会员400人。\n新增60人。": [2009, 2010, None],
    }.items(),
)
def test_of_which_year_they_are(text: str, years: list[int | None]) -> None:
    assert [each.year for each in read(text)] == years


@pytest.mark.parametrize(
    ("text", "quotes"),
    {
        "一九八六年，全县共有女会员三千\n五百名，离休会员一千零\n六名。": ["三千\n五百名", "一千零\n六名"],
        "各乡召开会议，这次会议是全县人民政治生活中的大事之一\n五个小组参加了会议。": ["五个"],
        "债务案302件次之，来访302件次。": ["302件", "302件次"],
    }.items(),
)
def test_where_a_quantity_ends(text: str, quotes: list[str]) -> None:
    assert [each.quote for each in read(text)] == quotes
