"""More ways of telling that other cities' reports and books use, each with a sentence that only looks alike."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extract import catalogue
from tests.sentences import read

NONE = "other"


# A sentence → (quote, indicator) of its figures.
CODES = {
    # Branches by the name that a level of the time had.
    "1959年，全县设公社党委9个、管区总支41个、支部203个。": [
        ("9个", "party_committees"), ("41个", "general_branches"), ("203个", "party_branches"),
    ],
    "1974年秋恢复市总工会，到年底，已有143个基层工会恢复组织。": [("143个", "orgs_established")],
    "1974年秋，已有143个基层工会恢复活动。": [("143个", NONE)],
    "2018年，工会组织118个，会员7640人，其中女会员3210人。": [
        ("118个", "union_organizations"), ("7640人", "union_members"), ("3210人", "union_members"),
    ],
    # Who takes part in an activity of planting plants.
    "3月，开展“母亲河”植树活动6次，1870名青年参加。": [
        ("6次", "activities_held"), ("1870名", "tree_planting_participants"),
    ],
    "3月，开展读书活动6次，1870名青年参加。": [("6次", "activities_held"), ("1870名", "event_participants")],
    # Named as excellent: what is behind the number says more than what the sentence has counted before it.
    "2011年，全县机关与38个村结对，其中9个获评“先进帮扶村”。": [("38个", NONE), ("9个", "orgs_awarded")],
    "1986年春，全县植树9万株；河口乡有八名团员被评为植树标兵。": [("9万株", "trees_planted"), ("八名", "people_awarded")],
    "民主评议党员，参评9 118名，评为合格的9 020名。": [("9 118名", NONE), ("9 020名", NONE)],
    "2006年，市里有省级文明单位31个，占单位总数的16%。": [("31个", NONE), ("16%", NONE)],
    "2006年，市里新命名文明单位31个。": [("31个", "orgs_awarded")],
    # The League puts its members forward; who is an activist is said in so many words.
    "全年推优入党212名，确定入党积极分子96名。": [("212名", NONE), ("96名", "party_activists")],
    "1989年8月通告发布后，投案自首的21人，交出赃款约6万元。": [("21人", NONE), ("约6万元", "money_recovered")],
    "国营西山林场1966年造马尾松、杉木2 150亩。": [("2 150亩", "afforested_area")],
    "1966年造房屋、道路占地2 150亩。": [("2 150亩", NONE)],
    "全年立刑事案件265起，侦破201起。": [("265起", "cases_filed"), ("201起", NONE)],
    "要求公安机关说明不立案理由9件，纠正漏捕7人。": [("9件", NONE), ("7人", NONE)],
    "县委拿出党费45万元，专门用于慰问一线党员。": [("45万元", "aid_money")],
    "县委拿出党费45万元，专门用于修建党员活动室。": [("45万元", NONE)],
    "组织36个部门与城关、河东两个街道的198户贫困群众结成对子。": [
        ("36个", NONE), ("两个", NONE), ("198户", "people_aided"),
    ],
    "选派干警参加业务培训48人次，5人通过国家司法考试。": [("48人次", "training_participants"), ("5人", NONE)],
    "县委中心组坚持每月一题，全年学习12次，撰写论文19篇。": [("12次", "study_sessions"), ("19篇", "research_reports")],
    "帮助农民工讨回欠薪89.5万元，去年这一数字为61万元。": [("89.5万元", "money_recovered"), ("61万元", "money_recovered")],
    "1987年全市工会会员要发展到9万人以上，85%的基层工会建成合格职工之家。": [("9万人以上", "union_members"), ("85%", NONE)],
    "验收合格的“职工之家”163个，占基层工会总数412个的40%。": [
        ("163个", NONE), ("412个", "union_organizations"), ("40%", NONE),
    ],
    "“慈善一日捐”：全县157个单位、1.06万名干部职工参加，捐款98.3万元，比上年多捐8.7万元。": [
        ("157个", NONE), ("1.06万名", "donation_participants"), ("98.3万元", "donated_money"), ("8.7万元", NONE),
    ],
    "团县委受到表彰；4个团支部获市级“五四红旗团支部”，6人获市级优秀团干部。": [("4个", "orgs_awarded"), ("6人", "people_awarded")],
    "在河边栽植垂柳、红叶石楠等苗木1600株，折合面积25亩。": [("1600株", "trees_planted"), ("25亩", "afforested_area")],
    "1957年，党支部亦由87个骤增至198个；有党员17人受到错误处理。": [
        ("87个", "party_branches"), ("198个", "party_branches"), ("17人", NONE),
    ],
    # Words of earlier decades.
    "1954年夏，各区吸收积极分子入党133名，培训积极分子210名。": [("133名", "new_party_members"), ("210名", "party_activists")],
    "1970年整党，清除叛徒、蜕化变质分子41名，吸收贫下中农中的先进分子352名。": [
        ("41名", "people_disciplined"), ("352名", "new_party_members"),
    ],
    "社教工作队208人分赴6个公社。": [("208人", NONE), ("6个", NONE)],
    "县纪委当年受理检举控告信134件，立案21件。": [("134件", "complaints_handled"), ("21件", "cases_filed")],
    "群众献粮1.2万斤、布鞋460双，支援前线。": [("1.2万斤", "donated_goods"), ("460双", "donated_goods")],
    "公社党委建立19处，总支建立6个。": [("19处", "orgs_established"), ("6个", "orgs_established")],
    "轮训党员、积极分子1.6万人次，评出学毛著积极分子640名。": [
        ("1.6万人次", "training_participants"), ("640名", "people_awarded"),
    ],
    "现有团支部396个，团员1.43万名，新发展2910名。": [
        ("396个", "league_organizations"), ("1.43万名", "league_members"), ("2910名", "new_league_members"),
    ],
    "授“建功标兵”40名、“三八红旗集体”20个；传授“新技术”8次。": [
        ("40名", "people_awarded"), ("20个", "orgs_awarded"), ("8次", NONE),
    ],
    "组织教师业余进修860人，办农民技术夜校184期，听课1.1万人次。": [
        ("860人", "training_participants"), ("184期", "training_sessions"), ("1.1万人次", "training_participants"),
    ],
    "慰问特困户33户，发补助1.29万元。": [("33户", "people_aided"), ("1.29万元", "aid_money")],
    "厂广播站播稿845篇，关工委作报告18场。": [("845篇", "media_articles"), ("18场", "meetings_held")],
    "接待来信来访436件次，比1997年的511件次有所减少。": [
        ("436件次", "complaints_handled"), ("511件次", "complaints_handled"),
    ],
    "万元户冒出113户。": [("113户", NONE)],
    "1927年，与组织保持联系的党员仅9人。": [("9人", "party_members")],
    "1938年，开办党员训练班3期，毕业160余人。": [("3期", "training_sessions"), ("160余人", "training_participants")],
    "到会代表165人，代表党员2 908人。": [("165人", "event_participants"), ("2 908人", "party_members")],
    "集中训练积极分子9期、1 120人。": [("9期", "training_sessions"), ("1 120人", "party_activists")],
    "脱盲的3 205人，其中党员、团员377人。": [("3 205人", NONE), ("377人", NONE)],
    "表扬模范民校8座、模范教师15人。": [("8座", "orgs_awarded"), ("15人", "people_awarded")],
    "力争每社有三名党员。": [("三名", NONE)],
    "1965年设镇党委，领支部7个、党员97人；下属门诊、后勤等支部4个，女党员居21人。": [
        ("7个", "party_branches"), ("97人", "party_members"), ("4个", "party_branches"), ("21人", "party_members"),
    ],
    "是年冬，9个支部任期届满，依次改选。": [("9个", "orgs_reelected")],
    "接收新团员930名，团员被吸收入党68名；从民兵中发展党员59名、团员201名。": [
        ("930名", "new_league_members"), ("68名", "new_party_members"),
        ("59名", "new_party_members"), ("201名", "new_league_members"),
    ],
    "团员现为540名，团支部19个，其中16个按时换届。": [
        ("540名", "league_members"), ("19个", "league_organizations"), ("16个", "orgs_reelected"),
    ],
    "党委中心组读书14次，接纳预备党员9人。": [("14次", "study_sessions"), ("9人", "new_party_members")],
    "识字在1 500字以上而脱盲的205人。": [("205人", NONE)],
    "对工亡遗属和长期病号家访950户，补助11.6万元。": [("950户", "people_aided"), ("11.6万元", "aid_money")],
    "1958年虚报造林8万亩，实存不足1万亩。": [("8万亩", "afforested_area"), ("不足1万亩", NONE)],
    "两会共支出善款867万元，“助学行动”圆了262名寒门学子的大学梦。": [("867万元", "aid_money"), ("262名", "people_aided")],
    "夜校讲课21次，每次听讲30人。": [("21次", NONE), ("30人", NONE)],
    "市科协辖学会42个，会员1.13万名。": [("42个", NONE), ("1.13万名", NONE)],
    "团员2.86万名，本年度吸收的5420人。": [("2.86万名", "league_members"), ("5420人", "new_league_members")],
    "妇女赶制寒衣1.1万件献给灾民，为病困职工凑款7 450元。": [("1.1万件", "donated_goods"), ("7 450元", "donated_money")],
    "市局召开表彰大会，150余人到场，授予“爱心企业”2家。": [("150余人", "event_participants"), ("2家", "orgs_awarded")],
    "有党员9846人，女性822人。": [("9846人", "party_members"), ("822人", "party_members")],
    "写出调查报告31篇，市委采纳的1 2篇。": [("31篇", "research_reports"), ("1 2篇", NONE)],
    "赠图书l，46O册。": [("l，46O册", "donated_goods")],
    "班子成员讲党课4场，组织18名劳模参加“永远跟党走”宣讲9场次。": [
        ("4场", "party_lectures"), ("18名", "event_participants"), ("9场次", "activities_held"),
    ],
    "1955年审干，处理有历史问题的党员11名；办理职工维权案件17件。": [("11名", NONE), ("17件", NONE)],
    "组织技能竞赛12场，900名职工同台竞技。": [("12场", "activities_held"), ("900名", "event_participants")],
    "推荐优秀团员286人入党，其中被党组织吸收97人。": [("286人", NONE), ("97人", "new_party_members")],
    "训练积极分子及新党员1 200人；发展党员164人，开除9人；优抚烈军属640户。": [
        ("1 200人", NONE), ("164人", "new_party_members"), ("9人", "people_disciplined"),
        ("640户", "people_aided"),
    ],
    "实施“光明行动”，免费为96名白内障患者施行手术；免费为96名司机洗车。": [("96名", "people_aided"), ("96名", NONE)],
    # One threshold names a class: it is counted by nobody.
    "全市共捐款86万元，一次捐款千元以上的有207人。": [("86万元", "donated_money"), ("207人", "donation_participants")],
    "共立经济案件96起；其中金额万元以上的7起。": [("96起", "cases_filed"), ("7起", "cases_filed")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), CODES.items())
def test_what_is_counted(text: str, codes: list[tuple[str, str]]) -> None:
    assert [(each.quote, each.indicator) for each in read(text)] == codes


# A text → (quote, indicator, whether it is a part of another figure) of its figures.
COMPONENTS = {
    "1996年，全市发展党员612名，较1995年的580名增加5.5%；新党员中35岁以下的413名，大专以上文化程度的308名。": [
        ("612名", "new_party_members", False), ("580名", "new_party_members", False), ("5.5%", NONE, False),
        ("413名", "new_party_members", True), ("308名", "new_party_members", True),
    ],
    "2017年，全省发展党员3.12万名，比上年增加4100余名。在生产、工作一线发展1.86万名，占59.6%；35岁及以下的2.41万名。": [
        ("3.12万名", "new_party_members", False), ("4100余名", NONE, False), ("1.86万名", "new_party_members", True),
        ("59.6%", NONE, False), ("2.41万名", "new_party_members", True),
    ],
    "春季全市栽植苗木412.7万株。其中：荒山造林1.1万亩；完成“四旁”植树68万株；育苗1300亩。": [
        ("412.7万株", "trees_planted", False), ("1.1万亩", "afforested_area", False), ("68万株", "trees_planted", True),
        ("1300亩", NONE, False),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), COMPONENTS.items())
def test_what_a_whole_is_made_up_of(text: str, told: list[tuple[str, str, bool]]) -> None:
    found = read(text, "2017年党内统计公报")
    assert [(each.quote, each.indicator, each.part) for each in found] == told


# A text under "二〇〇三年甘谷县工会工作总结" → (quote, year) of its figures.
YEARS = {
    "1991年至1994年发展会员依次为203名、218名、1 187名和241名，四年共1849名。": [1991, 1992, 1993, 1994, None],
    "1991年至1994年发展会员依次为203名、218名和241名。": [None, None, None],
    # Half-width commas end clauses as others do.
    "2003年办班4期。\n\n2004年,将抓好普法宣传。计划举办文艺晚会2场、知识竞赛3次。": [2003, 2004, 2004],
    "2003年,办班4期,培训180人。": [2003, 2003],
    # What a number may not fall below does not date what stands behind it.
    "2003年,立案数不低于去年,培训教师120人次。": [2003],
}  # fmt: skip


@pytest.mark.parametrize(("text", "years"), YEARS.items())
def test_when_it_was(text: str, years: list[int | None]) -> None:
    assert [each.year for each in read(text, "二〇〇三年甘谷县工会工作总结")] == years


def test_the_next_year_goes_on_in_a_gazetteer() -> None:
    found = read("1981年发展党员255人，次年302人，预备党员转正241人。\n\n1990年底，有党员9 120人。", "甘谷县志")
    assert [each.year for each in found] == [1981, 1982, 1982, 1990]


def test_each_of_several_areas_has_its_own_number_in_turn() -> None:
    text = "1985年末，全市有会员15.24万人；昆山县、太仓县分别有会员8 940人、6 215人。"
    found = [(each.value, each.place) for each in read(text, "苏州市工会志")]
    assert found == [(152400, "苏州市"), (8940, "昆山县"), (6215, "太仓县")]


# A sentence of a report of 桦南县总工会 → the quotes of what one unit did.
UNITS = {
    "桦南林业局工会为患病职工募捐4.2万元。": ["4.2万元"],
    "县林业局工会为患病职工募捐4.2万元。": ["4.2万元"],
    "桦南县总工会为患病职工募捐4.2万元。": [],
    "红庙乡党委办护林员训练班1期，训练58人。": ["1期", "58人"],
    "县总工会办护林员训练班1期，训练58人。": [],
    "县教育局开展助学活动，该局党员捐款2.6万元。": ["2.6万元"],
    "县总工会开展助学活动，该县党员捐款2.6万元。": [],
    "大坪公社抓样板，写心得5200篇。": ["5200篇"],
    "全县各公社写心得5200篇。": [],
    "1958年街道妇女写心得5200篇。": [],
    "建立乡支部27个，现共有支部52个。": [],
    "市工人文化宫放映电影1 120场，办球类比赛26次，参加者近5 000人次。": ["1 120场", "26次", "近5 000人次"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "narrow"), UNITS.items())
def test_what_one_unit_did(text: str, narrow: list[str]) -> None:
    found = read(f"2014年，全县植树3万株。{text}", "桦南县总工会2014年工作总结")
    assert [each.quote for each in found if each.narrow] == narrow


# A text of a report on 2003 → the quotes of what is still to happen.
PLANS = {
    "县委当时提出，“九五”期间每年发展党员不少于150名。": ["不少于150名"],
    "县委召开会议，要求：三月底以前再植树20万株。": ["20万株"],
    "县委召开会议3次，表彰先进支部12个。": [],
    "〖2004年工作重点〗做好换届工作，组织调研8次以上。": ["8次以上"],
    "2004年，重点抓好案件质量，确保结案率97%以上，新建法庭2个。": ["97%以上", "2个"],
    "2003年，重点抓好案件质量，确保结案率97%以上，新建法庭2个。": [],
    "2004年安排:\n1.完成造林1万亩;2.办培训班不少于40期。": ["1万亩", "不少于40期"],
    "〖工作重点〗做好换届工作，组织调研8次以上。": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "plans"), PLANS.items())
def test_what_is_still_to_happen(text: str, plans: list[str]) -> None:
    assert [each.quote for each in read(text, "甘谷县2003年工作总结") if each.plan] == plans


def test_a_number_of_three_digits_that_a_scan_has_torn() -> None:
    told = [(each.quote, each.value) for each in read("任期届满的1 93个支部改选了支委会，见附表1 93个支部名单。")]
    assert told == [("1 93个", 193), ("93个", 93)]


def test_how_many_copies_were_printed_is_no_figure() -> None:
    assert [each.quote for each in read("全县植树3万株。\n\n（共印150份）")] == ["3万株"]
    assert [each.quote for each in read("编写教材，共印150份。")] == ["150份"]


MARKS = "2003年，全县“创先争优”活动中，“先进支部”评出12个；发展党员85名。县委召开会议3次。"


@pytest.mark.parametrize(
    "written",
    [
        MARKS.replace("，", ","),
        MARKS.replace("“", '"').replace("”", '"'),
        MARKS.replace("“", "「").replace("”", "」"),
        MARKS.replace("“", "‘").replace("”", "’"),
        MARKS.replace("。", "．"),
        MARKS.replace("；", ";").replace("，", ", "),
    ],
)
def test_marks_may_be_typed_in_other_ways(written: str) -> None:
    def told(text: str) -> list[tuple[str, str, int | None]]:
        return [(each.quote, each.indicator, each.year) for each in read(text)]

    assert told(written) == told(MARKS) != []


def test_a_body_that_took_part_is_not_the_one_that_reports() -> None:
    text = "1951年，举办建党训练班2期。1985年全面整党，参加整党的有1个县级机关党委、14个总支。"
    assert read(text, "凤阳县志 第二节 组织建设")[0].scope == ""
    text = "县级机关党委召开会议3次。"
    assert {each.scope for each in read(text)} == {"县直机关"}


def test_a_report_given_in_summer_says_this_year_from_then() -> None:
    head = "中共甘谷县纪律检查委员会工作报告\n——2016年8月24日在中国共产党甘谷县第八次代表大会上\n"
    text = "五年来，立案412件。\n2015年，立案117件。今年上半年，立案71件。\n去年处分98人。"
    assert [each.year for each in read(head + text)] == [None, 2015, 2016, 2015]


def test_a_total_beside_this_years_is_of_several_years() -> None:
    text = "2019年，累计投入扶贫资金3.6亿元，当年投入1.02亿元。累计发放救助金86万元，惠及群众312人。"
    assert [each.year for each in read(text)][:3] == [None, 2019, 2019]


def test_a_town_is_in_the_county_that_it_lies_in() -> None:
    text = "三坝镇2017年工作情况汇报\n\n三坝镇位于镇原县北部，辖16个村。现有党员163名。"
    assert {each.place for each in read(text, "三坝镇2017年工作情况汇报")} == {"镇原县"}
    assert {each.place for each in read("本厂2017年赴镇原县，慰问党员163名。")} != {"镇原县"}


def test_members_of_others_on_a_page_of_the_unions() -> None:
    text = "区总工会\n\n会员3.9万名。\n\n区红十字会\n\n会员2.9万名。"
    assert [each.indicator for each in read(text, "区总工会")] == ["union_members", NONE]


def test_a_chronicle_of_the_republic_is_of_no_one_year() -> None:
    text = "民国十五年（1926年）\n\n7月，党员9人。\n\n民国十六年（1927年）\n\n2月，党员48名。\n\n1952年\n\n“三反”中处分党员15人。"
    assert [each.year for each in read(f"附录一 甘谷县组织大事年表\n\n{text}", "附录一 甘谷县组织大事年表")] == [1926, 1927, 1952]


def test_the_line_of_a_book_above_its_chapter_tells_the_place() -> None:
    found = read("沭阳县人民医院院志\n\n第二章 党的建设\n\n1954年，党员9人。", "第二章 党的建设")
    assert [each.place for each in found] == ["沭阳县"]


def test_a_rank_beside_a_number_is_not_the_number() -> None:
    text = "信息被市委采用58条，名列全市第二。接待来信来访173件，办结168件。名列第2名。"
    assert [each.quote for each in read(text)] == ["58条", "173件", "168件"]


def test_every_reason_is_of_the_number_itself() -> None:
    reasons = tomllib.loads((Path(catalogue.__file__).parent / "reasons.toml").read_text(encoding="utf-8"))
    assert not [each for patterns in reasons.values() for each in patterns if not set("⟦⟧⦅⦆") & set(each)]


def test_who_gave_something_is_not_the_one_that_reports() -> None:
    text = "县慈善协会接收捐款1.36亿元。其中，中央国家机关工委转来捐款320万元。"
    assert read(text, "舟曲县慈善协会")[0].scope == ""


def test_a_slogans_ten_thousand_is_no_number() -> None:
    told = [each.quote for each in read("万名党员齐捐款。开展“千名干部下基层”活动，近千名干部和逾万户群众参加。")]
    assert told == ["近千名", "逾万户"]


def test_a_title_in_other_quotes_than_the_text_shows_where_it_stands() -> None:
    title = '甘谷县2003年"创先争优"总结'
    (figure,) = read(f"{title}\n\n全县“先进支部”标准不变，发展党员85名。", title)
    assert figure.year_told is not None
    assert (figure.year_told.start, figure.year_told.end) == (0, len(title))
