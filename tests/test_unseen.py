"""Ways of telling that other cities' books of other decades use, each with a sentence that only looks alike."""

from __future__ import annotations

import pytest

from extract.load import document
from extract.models import Document
from extract.pipeline import extract
from extract.segment import segment
from tests.sentences import read

# A report on 2016 → the quotes that a total before them holds.
TOTALS = {
    # A year's total opens; what follows, without more, is what it is made up of.
    "募集资金820万元，比上年增加36万元。\n\n网上募捐总额突破95万元。\n\n募集善款140万元，资助学生210名。": ["突破95万元", "140万元"],
    "全年共募集善款820万元。\n\n企业冠名捐款310万元。": ["310万元"],
    # The sentence tells of the year and of all who work at it; households are among the people whom all of it reached.
    "2016年，全县慈善系统募集资金820万元。\n\n网上募集95万元。": ["95万元"],
    "2016年，共募集善款820万元，受益群众9 200人次。\n\n慰问困难家庭260户，资助学生143名。": ["260户", "143名"],
    "2016年，共募集资金820万元，义诊患者9 200人次。\n\n慰问困难家庭260户。": [],
    "2016年，全县累计招募志愿者6万名，“一助一”结对服务6万对。\n\n资助学生143名。": [],
    "2016年，共募集善款820万元，受益困难家庭920户。\n\n资助学生143名。": [],
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
    "2009年有党员312人，当年新发展96人，年末实有401人。": [
        ("312人", "party_members"), ("96人", "new_party_members"), ("401人", "party_members"),
    ],
    "立案218件，信访举报342件。\n\n立案案件中，作风问题57件，违反规定问题31件。": [
        ("218件", "cases_filed"), ("342件", "complaints_handled"), ("57件", "cases_filed"), ("31件", "cases_filed"),
    ],
    "2009年，筹集资金86万元，走访慰问困难企业21家、困难职工412户。": [
        ("86万元", "aid_money"), ("21家", "other"), ("412户", "people_aided"),
    ],
    "2009年，共筹集送温暖资金86万元，慰问职工412户，发放慰问金74万元。": [
        ("86万元", "other"), ("412户", "people_aided"), ("74万元", "aid_money"),
    ],
    "2009年，报送社情民意信息96条，市政协采用21条。": [("96条", "proposals_made"), ("21条", "proposals_made")],
    "2009年，报送信息96条，市政协采用21条。": [("96条", "media_articles"), ("21条", "media_articles")],
    "2009年，筹集建设资金86万元，走访慰问困难职工412户。": [("86万元", "other"), ("412户", "people_aided")],
    "2009年，收集合理化建议870条，采用214条，完成技改项目65项。": [
        ("870条", "proposals_made"), ("214条", "proposals_made"), ("65项", "other"),
    ],
    "助困：2009年慰问困难家庭426户，每户1000元，计42.6万元。": [
        ("426户", "people_aided"), ("1000元", "other"), ("42.6万元", "aid_money"),
    ],
    "2009年，各级工会筹资86万元，走访特困职工412户。": [("86万元", "aid_money"), ("412户", "people_aided")],
    "2009年，第九届委员会召开全体会议1次、常委会议5次。": [("1次", "meetings_held"), ("5次", "meetings_held")],
    "2009年，第九届委员会七次、八次全会召开。": [],
    "2009年，评定五星级党支部42个、四星级118个。": [("42个", "orgs_awarded"), ("118个", "orgs_awarded")],
    "2009年，对67名低保家庭子女给予一次性助学20.1万元。": [("67名", "people_aided"), ("20.1万元", "aid_money")],
    "2009年，巡察党组织16个，新建党组织9个。": [("16个", "other"), ("9个", "orgs_established")],
    "2021年共发展党员2130名：2021年前5个多月1087名。": [("2130名", "new_party_members"), ("1087名", "new_party_members")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), CODES.items())
def test_what_is_counted(text: str, codes: list[tuple[str, str]]) -> None:
    assert [(each.quote, each.indicator) for each in read(text)] == codes


# A paragraph → the quotes of those figures that are components.
PARTS = {
    "立案218件，信访举报342件。\n\n立案案件中，作风问题57件，违反规定问题31件。": ["57件", "31件"],
    "信访举报342件。\n\n来访人员中，作风问题57件，违反规定问题31件。": [],
    "处分88人，其中科级12人；开除党籍23人，移送司法6人。": ["12人", "23人"],
    "处分116人，乡科级14人。": ["14人"],
    "立案113件，结案97件。镇区纪委自办案件78件。": ["78件"],
    "1951年处分党员186人，1952年开除党籍20人。": [],
    "发展党员912名，35岁以下640名，占70.2%；女性233名。": ["640名", "233名"],
    "发展党员912名，35岁以下640名，占70.2%；评出先进64名。": ["640名"],
    "受理各类案件2 914件。\n\n一、刑事审判\n\n受理刑事案件163件。": ["163件"],
    "受理各类案件2 914件。\n\n一、队伍建设\n\n受理刑事案件163件。": [],
    "1979年来信来访386件。1985年，受理检举控告164件。": [],
    "1956年吸收新党员904人。1960年接收预备党员312人。": [],
    "收到信访举报542件。\n\n从方式看，来信186件；来访97件；网络191件；办结201件。": ["186件", "97件", "191件"],
    "接到来信来访和电话举报5 216件，属检举控告的4 873件，申诉76件。": ["4 873件", "76件"],
    "接到来信来访516件，立案87件，其中万元以上案件9件。": ["9件"],
    "立案87件，结案81件，挽回损失21万元。查处万元以上案件14件。": ["14件"],
    "1975年团员3 199名。1985年团员1 447名，占青年总数的38.6%。": [],
    "提合理化建议3 260条，实现1 860条。": ["1 860条"],
}


@pytest.mark.parametrize(("text", "parts"), PARTS.items())
def test_what_a_component_is(text: str, parts: list[str]) -> None:
    assert [each.quote for each in read(text, "2005年甘谷县工作总结") if each.part] == parts


# The head of a report → the years of the figures behind it, all of 甘谷县.
REPORT = "全县植树5万株。"
HEADS = {
    # Under the title stands where, and when, the report was given.
    f"政府工作报告\n\n——2008年1月9日在甘谷县第十六届人民代表大会第二次会议上\n\n各位代表：\n\n{REPORT}": [2007],
    f"工作报告\n——在甘谷县工会第十五次代表大会上\n（2012年5月8日）\n2011年，{REPORT}": [2011],
    f"1993年政府工作报告\n\n——1994年3月在甘谷县第十二届人大二次会议上\n\n{REPORT}": [1993],
    f"甘谷县2003年统计公报\n\n甘谷县统计局\n\n2004年3月10日\n\n{REPORT}": [2003],
    # A plan for the next year is no vote for it; a title of a five-year plan's years is of no one year.
    f"甘谷县妇联撑起半边天\n\n近年来，工作实现新跨越。\n\n2015年，{REPORT}\n\n{REPORT}\n\n2016年，县妇联计划植树6万株。": [
        2015, 2015, 2016,
    ],
    f"甘谷县“十四五”工作综述\n\n“十四五”以来，{REPORT}\n\n2024年，{REPORT}": [None, 2024],
    f"甘谷县人民政府工作报告\n\n（1998年1月15日在甘谷县第十三届人民代表大会第一次会议上）\n\n1997年，{REPORT}\n\n{REPORT}\n\n二、1998年的任务\n\n{REPORT}": [
        1997, 1997, 1998,
    ],
    f"甘谷县“十四五”规划2024年实施情况\n\n{REPORT}": [2024],
}  # fmt: skip


@pytest.mark.parametrize(("text", "years"), HEADS.items())
def test_where_and_when_a_report_was_given(text: str, years: list[int | None]) -> None:
    found = read(text, text.partition("\n")[0])
    assert [each.year for each in found] == years
    assert {each.place and each.place[-3:] for each in found} == {"甘谷县"}


@pytest.mark.parametrize(
    "line", ["——记在甘谷县挂职的干部", "2008年1月9日，代表团到甘谷县考察，参加了第十六届洽谈会议。", "在全市第十六次会议上"]
)
def test_an_area_that_is_not_the_occasion(line: str) -> None:
    found = read(f"政府工作报告\n{line}\n2007年，全县植树5万株。", "政府工作报告")
    assert [each.place for each in found] == [None]


@pytest.mark.parametrize(
    ("text", "plans"),
    {
        "植树2万株。今后五年，植树15万株。": ["15万株"],
        "过去五年，植树15万株。": [],
        "争取当年植树15万株。": ["15万株"],
        "二、2006年主要任务\n\n植树15万株。": ["15万株"],
        "二、2006年主要任务完成情况\n\n植树15万株。": [],
        "二、2006年重点工作\n\n植树15万株。": ["15万株"],
        "一、2005年重点工作\n\n植树15万株。": [],
    }.items(),
)
def test_what_is_still_to_happen(text: str, plans: list[str]) -> None:
    found = read(f"甘谷县2005年工作总结\n\n{text}", "甘谷县2005年工作总结")
    assert [each.quote for each in found if each.plan] == plans


@pytest.mark.parametrize(
    ("text", "narrow"),
    {
        "举办镇乡干部培训班1期，58人参训。": [],
        "科技下乡培训农民4.2万人次。": [],
        "新增城镇就业2 650人，举办培训班9期。": [],
        "大石镇培训农民120人次。": ["120人次"],
        "固镇县培训农民120人次。": [],
    }.items(),
)
def test_what_is_of_one_unit(text: str, narrow: list[str]) -> None:
    found = read(f"甘谷县2005年工作总结\n\n{text}", "甘谷县2005年工作总结")
    assert [each.quote for each in found if each.narrow] == narrow


@pytest.mark.parametrize(
    ("cut", "codes"),
    {
        # A line that holds a list only runs on in the next; a heading of several things does not.
        "表彰先进党组织40个、优秀共产党员80名、优秀党务工作\n者30名；办班3期。": ["orgs_awarded", "people_awarded", "people_awarded"],
        "组织、宣传、党务工作\n者30名，办班3期。": ["other"],
    }.items(),
)  # fmt: skip
def test_a_list_that_a_line_has_cut(cut: str, codes: list[str]) -> None:
    found = read(f"甘谷县2005年工作总结\n\n全年召开会议9次，讲党课8次。\n{cut}", "甘谷县2005年工作总结")
    assert [each.indicator for each in found][2:-1] == codes


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


# The words of a text of many years → the years of its figures.
WHEN = {
    "1950一1953年，群众捐献大米2350公斤。1954年捐款90元。": [None, 1954],
    "1950年捐献大米一百公斤。1953年捐款90元。": [1950, 1953],
    "1958年冬、1959年春，机关和公社的干部、社员都上山。据统计，全县造林8873亩。1962年造林300亩。": [None, 1962],
    "1959年春，机关和公社的干部、社员都上山。据统计，全县造林8873亩。1962年造林300亩。": [1959, 1962],
    "1979年大旱，机关捐款9万元。从1950～1990年，全区接收捐款29万元。": [1979, None],
    "1991～2000年，直接经济损失共达6632万元。1995年捐款12万元。": [None, 1995],
    "1949年有团员90名。1952年召开代表大会。从1956年始，办夜校、民校，组织开荒队90支。1958年有团员1200名。": [1949, 1956, 1958],
}


@pytest.mark.parametrize(("text", "years"), WHEN.items())
def test_when_in_a_text_of_many_years(text: str, years: list[int | None]) -> None:
    assert [each.year for each in read(text)] == years


@pytest.mark.parametrize(
    ("head", "years"),
    {
        "本报海州2018年2月6日电 ": [2017, 2017],
        "2018-02-06 09:12 海州网\n": [2017, 2017],
        "": [2017, 2017],  # no day of writing, and 2017 is over
    }.items(),
)
def test_news_says_last_year_from_the_day_it_was_written(head: str, years: list[int]) -> None:
    text = f"{head}2017年，协会共募集善款886万元，2017年末有会员单位40家。去年，共发放救助金600万元。"
    assert [each.year for each in read(text) if each.indicator != "other"] == years


def test_a_text_without_a_day_says_last_year_from_the_year_that_it_is_of() -> None:
    text = "2017年，协会共募集善款886万元，2016年末有会员单位40家。去年，共发放救助金600万元。"
    assert [each.year for each in read(text) if each.indicator != "other"] == [2017, 2016]


def test_a_page_of_one_minute_reports_on_its_own_day() -> None:
    assert [each.year for each in read("2015年01月22日14:59 海州网\n活动昨日启动，募集善款190万元。")] == [2015]
    assert [each.year for each in read("2015年1月\n全年募集善款190万元。")] == [2014]


@pytest.mark.parametrize(
    ("text", "parts"),
    {
        # Kinds that end in one word go on behind a semicolon; another kind of thing does not.
        "全县共造林162万亩。其中用材林137万亩；经济林8万亩；其他林14万亩。": ["137万亩", "8万亩", "14万亩"],
        "全县共造林162万亩。其中用材林137万亩；育苗8万亩；封山14万亩。": ["137万亩"],
        "全县优待烈军属5447户。其中：烈属576户，户均106元；军属3742户，户均86元。": ["576户", "3742户"],
        "表彰先进工作者30名，其中女先进工作者5名；先进生产者20名。": ["5名"],
        "编写教材12种，发表论文19篇，获省级奖3篇。": ["3篇"],
        # One set, told in households and in people.
        "救济了6811户的20628名灾民。": ["6811户"],
    }.items(),
)
def test_what_a_list_goes_on_with(text: str, parts: list[str]) -> None:
    assert [each.quote for each in read(f"1985年，{text}") if each.part] == parts


@pytest.mark.parametrize(
    ("text", "goods"),
    {
        "捐献现金8700元（旧币）；大米2350公斤，猪28头；发出慰问信210封。": ["2350公斤", "28头"],
        "捐款3万元，购图书200册；种柏树300棵；招待群众120人。": [],
    }.items(),
)
def test_a_list_of_gifts_goes_on_behind_a_semicolon(text: str, goods: list[str]) -> None:
    assert [each.quote for each in read(f"1951年，全县{text}") if each.indicator == "donated_goods"] == goods


def test_gifts_under_their_heading() -> None:
    text = "第四节 募捐\n1985年秋，干部职工为灾区捐款捐物。计现金6.8万元，衣被1.9万件。"
    assert [each.indicator for each in read(text)] == ["donated_money", "donated_goods"]
    other = "第四节 财务\n1985年秋，全社清点。计现金6.8万元，衣被1.9万件。"
    assert [each.indicator for each in read(other)] == ["other", "other"]


@pytest.mark.parametrize(
    ("heading", "code"), {"第二节 造林": "other", "第二节 救济": "aid_money", "第二节 民政": "aid_money"}.items()
)
def test_subsidies_for_forests_are_no_aid(heading: str, code: str) -> None:
    assert [each.indicator for each in read(f"{heading}\n1986年，经检查合格，共发补助款31.5万元。")] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "县政府当时拨款5万元，及时解决受灾户的困难。": "aid_money",
        "县政府呈请上级拨款15万元，以工代赈。": "other",
        "县政府拨款5万元修建敬老院。": "other",
    }.items(),
)
def test_grants_for_relief(text: str, code: str) -> None:
    assert [each.indicator for each in read(f"第二章 社会救济\n1981年，{text}")] == [code]


@pytest.mark.parametrize(
    ("text", "planned"),
    {
        "民政局将这些衣被分发给8个县的群众。": False,
        "民政部门将捐款和物资分送灾区，帮助1877户修房。": False,
        "民政局将向8个县的群众发放衣被。": True,
        "年内将培训党员1877名。": True,
        "将五县生产教养院收容的250名儿童移入儿童教养院。": False,
    }.items(),
)
def test_what_is_handed_on_is_no_plan(text: str, planned: bool) -> None:
    assert [each.plan for each in read(f"1994年，全区受灾。{text}")] == [planned]


@pytest.mark.parametrize(
    ("text", "narrow"),
    {"1956年撤区并乡后，建立团支部664个。": False, "1956年，李庄乡有团支部6个。": True}.items(),
)
def test_townships_that_were_merged_are_no_unit(text: str, narrow: bool) -> None:
    assert [each.narrow for each in read(f"全县有团员900名。{text}")][-1] is narrow


@pytest.mark.parametrize(
    ("text", "quotes"),
    {
        "14户中5户外逃，1户迁往外县。": ["5户"],
        "全县有5户外籍华人。": [],
        "扩建义冢4处：1处在县城东门外，占地3亩。": ["4处", "1处", "3亩"],
        "县4套班子领导到场。": [],
        "捐衣服4套，班子成员都参加。": ["4套"],
    }.items(),
)
def test_units_that_other_words_go_on_with(text: str, quotes: list[str]) -> None:
    assert [each.quote for each in read(text) if each.quote in ("5户", "4处", "1处", "3亩", "4套")] == quotes


def test_a_blank_before_a_number_cuts_off_no_heading() -> None:
    first, *_ = read("本年度总会接受捐赠收入 1050985.26元，全部用于救助困难群众和贫困学生的各个项目。")
    assert first.indicator == "donated_money"
    text = "概况 2013年，区工会有会员9万人，各街道和企业都建立了工会组织，职工入会率逐年上升。"
    assert [each.indicator for each in read(text)] == ["union_members"]
    for date in ("5～7月全", "5月上旬全", "1985年全", "1985—1987年全", "3、4月间全"):
        text = f"义务植树 {date}县组织机关干部、学校师生和驻军官兵上山，共出动2300人，栽种1.2万株。"
        assert read(text)[-1].indicator == "trees_planted", date
        assert [each.headings for each in segment(Document(id="a", name="a", text=text, sha256=""))][-1] == ("义务植树",)


def test_an_empty_line_within_a_sentence_of_a_page() -> None:
    """The text under the picture of a page has empty lines where its lines stand far apart."""
    row = " " * 12
    lines = [
        f"{row}     1991年，全地区遭受严重风雹和洪涝灾害，地区及各县干部、职工和群众捐赠款五十八万元，共接收各界捐赠的各",
        f"{row}种物资，地、县民政部门把捐款和物资分送到灾区，帮助受灾群众新建房屋，各县机关、学校、企业和部队都派人到灾",
        f"{row}区去，帮助群众抢种补种玉米和其他作物，派出医疗队为灾民防病治病，修复被洪水冲毁的堤坝、公路和桥梁，全区共",
        f"{row}接收捐款29.1万元，粮食472吨。",
        f"{row}     1994年，遭受严重自然灾害，邻近地区向本地区捐送衣被，地县民政局把这些衣被分发到各个县市的乡镇和村，使",
        f"{row}灾民安全过冬。",
    ]
    whole = "\n".join((lines[0], "", *lines[1:]))
    assert ("29.1万元", 1991) in [(each.quote, each.year) for each in read(whole)]
    assert all(each.year != 1991 for each in read("\n".join((f"{lines[0]}。", "", *lines[1:]))) if each.quote == "29.1万元")


@pytest.mark.parametrize(
    ("text", "places"),
    {
        # A county that has long been merged reports beside the one that the text is about.
        "1945年，邹平县党员总数112人，齐东县39人。": ["邹平县", "齐东县"],
        "1945年，邹平县党员总数112人，全县39人。": ["邹平县", "邹平县"],
        "1945年，齐东县当年植树1640株。": ["齐东县"],
        # 全国级 is a grade, whatever line it breaks over.
        "评出红旗手210名，其中全\n国级2名，省级20名。": ["邹平县"] * 3,
    }.items(),
)
def test_whose_figures_they_are(text: str, places: list[str]) -> None:
    found = read(f"邹平县志\n\n{text}", "邹平县志")
    assert [each.place for each in found] == places


@pytest.mark.parametrize(
    ("heading", "codes"),
    {
        "第二节 青年团": ["league_organizations", "league_organizations", "league_members"],
        "第二节 党员和党组织": ["party_branches", "party_branches", "league_members"],
    }.items(),
)
def test_bare_branches_are_of_whom_the_heading_names(heading: str, codes: list[str]) -> None:
    text = f"{heading}\n1950年，支部增加到84个。1952年，全县有支部231个，团员5386名。"
    assert [each.indicator for each in read(text)] == codes


@pytest.mark.parametrize(
    ("text", "years"),
    {
        # What a body counts from is not the year it reports on; the day and the month may stand between.
        "本报讯 2019年4月21日，仪式举行。\n协会自2005年成立以来，共计募集善款1532万元。全县现有会员8900人。": [None, 2019],
        "本报讯 2019年4月21日，仪式举行。\n协会自2005年11月2日成立以来，共计募集善款1532万元。全县现有会员8900人。": [None, 2019],
        "协会2005年成立，募集善款1532万元。": [2005],
    }.items(),
)
def test_since_it_was_founded(text: str, years: list[int | None]) -> None:
    assert [each.year for each in read(text)] == years


def test_hours_of_service_are_a_measure_and_those_of_a_day_none() -> None:
    assert [each.quote for each in read("志愿服务3.2万小时，累计21万余小时，每天8小时。")] == ["3.2万", "21万余"]


REPORT = "甘谷县2005年工作总结"


@pytest.mark.parametrize(
    ("text", "plans"),
    {
        # A plan of a time to come holds to the end of its sentence, half-width commas and list marks or not.
        "2006年计划造林3万亩,其中经济林1万亩;义务植树70万株,培训骨干80人。": ["3万亩", "1万亩", "70万株", "80人"],
        "下一步,2006年计划造林3万亩;义务植树70万株。": ["3万亩", "70万株"],
        "(五)2006年目标:募集善款60万元,救助群众900人次。": ["60万元", "900人次"],
        "新的一年,要发放小额贷款3万元;资助女童70名。": ["3万元", "70名"],
        # … but not to what has been done, nor where the year is over.
        "2006年计划造林3万亩;2005年的70万株已全部成活。": ["3万亩"],
        "2005年计划造林3万亩;义务植树70万株。": ["3万亩"],
        "植树46.2万株，超额完成年初确定的40万株任务。": ["40万株"],
        "植树46.2万株，超额完成任务。": [],
        # Under a heading of plans, what is there already is none.
        "三、存在问题和2006年打算\n我县尚有特困户900户。救助特困群众1200人次。": ["1200人次"],
    }.items(),
)
def test_how_far_a_plan_goes(text: str, plans: list[str]) -> None:
    assert [each.quote for each in read(f"{REPORT}\n\n{text}", REPORT) if each.plan] == plans


@pytest.mark.parametrize(
    ("text", "narrow"),
    {
        "县卫生局党委组织义诊6次，送药价值3200元。": ["6次", "3200元"],
        "县法院机关党委自办书画展2次。": ["2次"],
        "县财政局党总支结对帮扶贫困户68户，捐款2.1万元。": ["68户", "2.1万元"],
        "各局党委组织义诊6次。": [],
        "县直机关工委党支部组织义诊6次。": [],
        "县卫生局党委等3个单位组织义诊6次。": [],
        "乡镇中大石镇募集最多，为41.8万元。": ["41.8万元"],
        "乡镇募集最多，为41.8万元。": [],
        "组织县乡两级党校办班12期，培训党员860人次。": [],
        "新造林800亩，其中国营林场造林200亩。": [],
    }.items(),
)
def test_a_bureau_and_a_town_are_units(text: str, narrow: list[str]) -> None:
    found = read(f"{REPORT}\n\n全县工作取得成绩。{text}", REPORT)
    assert [each.quote for each in found if each.narrow] == narrow


@pytest.mark.parametrize(
    ("text", "parts"),
    {
        "发展女党员412名，占同期发展党员总数1530名的26.9%。": ["412名"],
        "发展女党员412名，占同期发展党员总数1530名的86.9%。": [],
        "调研文章85篇，评出一等奖3篇、二等奖6篇。": ["3篇", "6篇"],
        "调研文章85篇。评出一等奖3篇。": [],
        "资助大学生264人，每人5000元，助学金132万元。": [],
        "完成造林1860亩，占年计划1700亩的109.4%。其中人工造林1320亩，飞播造林540亩。": ["1320亩", "540亩"],
        "共有委员213名，其中中共党员84名，民主党派成员31名。": ["84名", "31名"],
        "给予党纪处分241人。\n查处违反八项规定精神问题31起，处分27人。": ["27人"],
        "给予党纪处分241人。\n全年处分27人。": [],
        "给予党纪处分188人、政纪处分61人，双重处分13人。": ["13人"],
        "完成植树46.2万株。各乡镇共植树19.8万株。": ["19.8万株"],
        "完成植树46.2万株。补植树木19.8万株。": [],
    }.items(),
)
def test_what_is_held_by_a_whole(text: str, parts: list[str]) -> None:
    assert [each.quote for each in read(f"{REPORT}\n\n全县工作取得成绩。{text}", REPORT) if each.part] == parts


def test_the_plan_that_work_is_measured_by_is_no_whole() -> None:
    found = read("2007年，全县完成造林面积1860公顷，占年计划1700公顷的109.4%。其中人工造林1320公顷。")
    wholes = {each.id: each.quote for each in found}
    assert wholes[found[-1].whole] == "1860公顷"


@pytest.mark.parametrize(
    ("text", "told"),
    {
        # An area inside the document's states a value of its own, which its whole does not hold twice.
        "各县造林面积：秦安县6万亩，武山县5万亩，其余2县20.2万亩。": [
            ("秦安县", False), ("武山县", False), ("天水市", True),
        ],
        "其中秦安县6万亩，武山县5万亩。": [("秦安县", False), ("武山县", False)],
        "其中秦安县林业局机关6万亩。": [("秦安县", True)],
        "其中经济林6万亩，用材林5万亩。": [("天水市", True), ("天水市", True)],
    }.items(),
)  # fmt: skip
def test_an_area_that_states_its_own(text: str, told: list[tuple[str, bool]]) -> None:
    found = read(f"天水市2021年林业情况\n\n2021年，天水市造林31.2万亩。{text}", "天水市2021年林业情况")[1:]
    assert [(each.place, each.part) for each in found if each.unit != "县"] == told


@pytest.mark.parametrize(
    ("text", "years"),
    {
        "1956年植树612万株，为1950年的15.9倍。": [1956, 1956],
        "1956年植树612万株，比1950年的38万株增加。": [1956, 1950],
        "2019年、2020年参加人数分别为171万人次、162万人次，植树702万株和665万株。": [2019, 2020, 2019, 2020],
        "2019年、2020年参加人数分别为171万人次、162万人次，植树702万株。": [2019, 2020, 2020],
        "1983年、1984年和1985年植树分别为51万株、48万株、60万株。": [1983, 1984, 1985],
        "1983、1984、1985年分别植树51万株、48万株、60万株。": [1983, 1984, 1985],
        "1998年与1997年相比，植树8万株。": [1998],
        "1950年有会员1236名。“大跃进”时期，会员猛增至8450名。1962年有会员5210名。": [1950, None, 1962],
        "1950年有会员1236名。开展“大跃进时期”征文。会员达1450名。": [1950, 1950],
    }.items(),
)
def test_years_in_their_turn(text: str, years: list[int | None]) -> None:
    assert [each.year for each in read(text)] == years


def test_what_came_over_from_last_year_is_this_years() -> None:
    assert [each.year for each in read("2016年，立案249件（含上年结转18件），上年为187件。")] == [2016, 2016, 2015]


def test_the_years_total_of_an_area_holds_what_later_paragraphs_tell() -> None:
    title = "十堰市慈善总会2013年工作报告"
    opens = "2013年，全市共募集款物2386万元。全市实施救助项目41个，支出善款2014万元。"
    parts = [each.quote for each in read(f"{title}\n\n{opens}\n\n二、发放助学金186万元。", title) if each.part]
    assert parts == ["186万元"]
    more = [each.quote for each in read(f"{title}\n\n{opens}\n\n二、发放助学金2186万元。", title) if each.part]
    assert more == []


def test_what_somebody_says_is_no_name_and_what_stands_beside_news_is_read() -> None:
    said = "林场场长说：“今年栽树2600亩，明天就能收尾。”"
    assert "2600亩" in [figure.quote for figure in read(said)]
    assert read("全县唱响“栽下1棵树、绿化一方土”的口号。") == ()
    beside = "相关链接：1989年以来，全县干部职工春秋两季参加义务劳动，三十多年累计义务植树1.1亿株，受到上级的多次肯定。"
    found = read(f"2022年，全县植树213万株，造林工作取得了新的成绩。\n{beside}\n")
    assert [figure.quote for figure in found] == ["213万株", "1.1亿株"]


def test_a_place_that_is_named_by_a_number_is_no_figure() -> None:
    assert read("2011年，先后派人到呼玛县、十八站林场扑火。") == ()


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("2019年，修订各项制度六项，使工作有章可循。", ["六项"]),
        ("2019年，提出建议六条；建立制度两项、修订九项。", ["六条", "两项", "九项"]),
        ("2019年，落实三项制度，健全六项机制，考核列全市前三位。", []),
        ("2019年，修订了六项制度中的部分条款。", []),
        ("2019年，工作分为三类，经验有两条。", []),
    ],
)
def test_a_small_numeral_at_the_end_of_its_clause_counts_what_stands_before_it(text: str, quotes: list[str]) -> None:
    assert [each.quote for each in read(text)] == quotes


SAID_BY_THE_WAY = {
    "2016年，市慈善总会全年支出善款3860万元。": [("3860万元", "aid_money")],
    "2016年，全市共募集善款善物折合2.46亿元，其中本级接收4127.6万元。": [("2.46亿元", "donated_money"), ("4127.6万元", "donated_money")],
    "2016年，各中心组平均集中学习8.5次，人均捐款120元。": [("8.5次", "other"), ("120元", "other")],
    "2016年，依托微信公众号，推送原创文章312篇，撰写调研文章6篇。": [("312篇", "media_articles"), ("6篇", "research_reports")],
    "2016年，举办再就业培训班21期，经培训重新上岗872人。": [("21期", "training_sessions"), ("872人", "other")],
    "2016年，慰问困难职工1240户、劳模86人、环卫工人300名。": [("1240户", "people_aided"), ("86人", "people_aided"), ("300名", "people_aided")],
    "1958年，全县建公社党委13个、大队总支87个、支部402个。": [("13个", "party_committees"), ("87个", "general_branches"), ("402个", "party_branches")],
    "2016年，工会新建12家，吸纳会员800人。工会会员达5.2万人。": [("12家", "orgs_established"), ("800人", "other"), ("5.2万人", "union_members")],
    "2016年，电话回访中，97.2%的农户表示满意，投满意票的93.4%，“基本满意”的6.8%。": [("97.2%", "satisfaction_rate"), ("93.4%", "satisfaction_rate"), ("6.8%", "other")],
    "2016年，毁林的举报收到23件，被送到省、市院校进修的干部37人，见诸报刊的稿子46篇。": [("23件", "complaints_handled"), ("37人", "training_participants"), ("46篇", "media_articles")],
    "2016年，三县植树96万株，位居前两名。千人签名，万人评机关。": [("96万株", "trees_planted")],
}


@pytest.mark.parametrize(("text", "told"), SAID_BY_THE_WAY.items())
def test_what_is_counted_is_told_by_the_words_around(text: str, told: list[tuple[str, str]]) -> None:
    assert [(each.quote, each.indicator) for each in read(text)] == told


def test_a_sentence_about_a_year_is_no_heading_and_its_section_is_a_plan() -> None:
    text = (
        "甘谷县纪委工作报告\n\n（2013年2月26日）\n\n一、2012年工作回顾\n\n全县立案33件，县领导讲党课21场，全县各级共上党课163场。\n\n"
        "二、2013年主要任务\n\n今年是贯彻落实党的十八大精神的开局之年。要抓好源头治理，领导带头讲党课20场，轮训村干部139人。"
    )
    found = read(text)
    assert [(each.quote, each.year, each.plan) for each in found if each.year != 2012] == [("20场", 2013, True), ("139人", 2013, True)]
    assert [each.quote for each in found if each.part] == ["21场"]


def test_a_year_that_something_follows_is_not_the_year_of_it() -> None:
    found = read("甘谷县2003年造林绿化\n\n继2002年甘谷县获环境奖之后，是年又有2个乡镇被评为全国绿化先进乡镇。")
    assert [(each.quote, each.year) for each in found] == [("2个", 2003)]


def test_what_was_asked_for_is_no_result_and_an_institute_speaks_for_itself() -> None:
    planned = [each.quote for each in read("2014年，新建团组织63个，超额完成团市委下达的50个目标。") if each.plan]
    assert planned == ["50个"]
    text = "全省水利系统植树3万株。省水利水电勘测设计研究院党委组织210人植树650株。"
    assert [each.quote for each in read(text, "甘肃省水利厅2019年工作总结") if each.narrow] == ["210人", "650株"]


def test_annals_without_a_name_are_of_as_many_years_as_they_head() -> None:
    text = "大事记\n\n1958年\n2月 植树214万株。\n\n1961年\n7月 表彰优秀党员64名。\n是年 处分党员112人。\n"
    found = extract(document("a.txt", text.encode()))
    assert found.document.year is None
    assert [(each.quote, each.year) for each in found.figures] == [("214万株", 1958), ("64名", 1961), ("112人", 1961)]


@pytest.mark.parametrize(
    ("heading", "planned"),
    [("春蕾计划", False), ("“雨露计划”", False), ("村镇规划", False), ("就业安排", False), ("工作计划", True), ("下一步安排", True), ("计划", True)],
)
def test_a_programme_is_no_section_of_plans(heading: str, planned: bool) -> None:
    (found,) = read(f"德清县2010年妇女工作\n\n【概况】2010年，工作取得成绩。\n\n【{heading}】资助女童326名。")
    assert found.plan == planned


AMONG = {
    "受到处分的92人中，党员71人，余下21人为监察对象。": [("92人", "people_disciplined", False), ("71人", "people_disciplined", True), ("21人", "people_disciplined", True)],
    "参训的150人中，党员90人。": [("150人", "training_participants", False), ("90人", "training_participants", True)],
    "全县党员12400人中，女党员3100人。": [("12400人", "party_members", False), ("3100人", "party_members", True)],
    "选出委员25人中，党员18人。": [("25人", "other", False), ("18人", "other", True)],
    "5200名职工中有党员320名。": [("5200名", "other", False), ("320名", "party_members", False)],
}


@pytest.mark.parametrize(("text", "told"), AMONG.items())
def test_a_kind_behind_the_number_that_is_taken_apart_is_a_part_of_it(text: str, told: list[tuple[str, str, bool]]) -> None:
    assert [(each.quote, each.indicator, each.part) for each in read(f"甘谷县1995年工作总结\n\n{text}")] == told


def test_news_is_of_the_year_of_its_dateline_and_a_speech_of_the_year_it_looks_back_to() -> None:
    news = read("甘谷：又添一片绿\n\n天水日报2024年4月13日讯 4月12日，全县植树3.6万株，去年同期为2.8万株。从1974年算起，已有固沙林1.4万亩。")
    assert [each.year for each in news[:2]] == [2024, 2023]
    speech = "在甘谷县会议上的讲话\n（2010年3月5日）\n\n到去年底，党员1.2万名。去年发展党员300名，去年成绩不小。党支部736个。今年要发展党员200名。"
    assert [each.year for each in read(speech, "在甘谷县会议上的讲话")] == [2009, 2009, 2009, 2010]
