"""What whole gazetteers and journals brought to light; each turn of phrase beside one that only looks alike."""

from __future__ import annotations

import pytest

from tests.sentences import made, read

NONE = "other"


# A sentence → (quote, indicator) of its figures.
CODES = {
    "救灾中，接收捐款58.9万元和价值10.48万元的物资。": [("58.9万元", "donated_money"), ("10.48万元", NONE)],
    "使用131.04万元救灾捐赠款帮助2711户灾民重建家园。": [("131.04万元", "aid_money"), ("2711户", "people_aided")],
    "民政部门将这批捐赠衣被分给221个乡、镇的3574个村14.85万户。": [
        ("221个", NONE), ("3574个", NONE), ("14.85万户", "people_aided"),
    ],
    "单独承包和随承包户走的45500人。": [("45500人", NONE)],
    "举行青年会计操作技术竞赛，参加竞赛556人。": [("556人", "event_participants")],
    "1.4万名市区党员干部参与基层治理。": [("1.4万名", NONE)],
    "1.4万名市区党员干部参加知识竞赛。": [("1.4万名", "event_participants")],
    "选取45名村党组织书记作为农村干部教育培训师资。": [("45名", NONE)],
    "选取30名村党组织书记参加“头雁提能示范班”。": [("30名", "training_participants")],
    "每年安排200名乡镇党委书记参加省委党校主体班次学习。": [("200名", "training_participants")],
    "在5.5万名即将毕业的学生党员中开展教育。": [("5.5万名", NONE)],
    "共审核各类案件110起，立案96起。": [("110起", NONE), ("96起", "cases_filed")],
    "共调整或取消361个班次，举办45个班次。": [("361个", NONE), ("45个", "training_sessions")],
    "举办培训班135期，对4488名党务工作者进行资格认证。": [("135期", "training_sessions"), ("4488名", NONE)],
    "摸底梳理，确定先进党支部224个。": [("224个", NONE)],
    "走访中发现党员592名。": [("592名", NONE)],
    "开展“云上课堂”学习1000余次。": [("1000余次", "study_sessions")],
    "立改废政府规章18项。": [("18项", "rules_adopted")],
    "中国大满贯等198项精品赛事叫好又叫座。": [("198项", "activities_held")],
    "表彰10个先进集体和100项“五小”优秀成果。": [("10个", "orgs_awarded"), ("100项", "orgs_awarded")],
    "创建各类青年活动队伍1200余支，有6支队伍受到团省委表彰。": [("1200余支", NONE), ("6支", "orgs_awarded")],
    "突击检查，查处单位32个，查处案件12起。": [("32个", NONE), ("12起", "cases_filed")],
    "查处违纪金额3474万元，挽回经济损失20万元。": [("3474万元", NONE), ("20万元", "money_recovered")],
    "有小学540所，教学班2517个。": [("540所", NONE), ("2517个", NONE)],
    "进行职称评定，评出医师112人、医士308人。": [("112人", NONE), ("308人", NONE)],
    "评出满意单位8个，基本满意单位5个。": [("8个", NONE), ("5个", NONE)],
    "受理批捕案件36起39人，决定起诉27起27人。": [("36起", "cases_filed"), ("39人", NONE), ("27起", NONE), ("27人", NONE)],
    "立案36起，处分39人。": [("36起", "cases_filed"), ("39人", "people_disciplined")],
    "筹募公债4.3万元，募捐1.2万元。": [("4.3万元", NONE), ("1.2万元", "donated_money")],
    "4人配上助听器，12人听讲座。": [("4人", NONE), ("12人", "event_participants")],
    "登记社团组织27个，建立团组织3个。": [("27个", NONE), ("3个", "orgs_established")],
    "楼上座位可容纳观众1800多人，到场观众900人。": [("1800多人", NONE), ("900人", "event_participants")],
    "全县联户经济组织发展到208个。": [("208个", NONE)],
    "推动54家链上企业获得人才自主评价资质。": [("54家", NONE)],
    "54家企业获得先进称号。": [("54家", "orgs_awarded")],
    "规划10条示范线、30个示范村。": [("10条", NONE), ("30个", NONE)],
    "汇聚15个县直单位合力，开展评网活动。": [("15个", NONE)],
    "评先进支部12个、优秀党员40名。": [("12个", "orgs_awarded"), ("40名", "people_awarded")],
    "做好考评纪实，精准勾勒620名科级领导干部。": [("620名", NONE)],
    "提拔重用优秀年轻干部84名。": [("84名", NONE)],
    "结对服务中，1名微网格长带领网格员，结对联系449个村。": [("1名", NONE), ("449个", NONE)],
    "组建10个党建领航专班，办10个培训班。": [("10个", NONE), ("10个", "training_sessions")],
    "明确2017名区管单位党员、干部作为“网格帮手”。": [("2017名", NONE)],
    "形成9000余条楼宇商圈基础信息，采用信息12条。": [("9000余条", NONE), ("12条", "media_articles")],
    "推送专题党课、视频讲座等相关资料2万余次。": [("2万余次", NONE)],
    "实行每周五集中学习制度，出版史志3集。": [("3集", NONE)],
    "建成3人制篮球场250个。": [("250个", NONE)],
    "全市共有5.6万名青工参加补课。": [("5.6万名", "training_participants")],
    "共开设67个专业，270个班，在校学生9299人。": [("67个", NONE), ("270个", NONE), ("9299人", NONE)],
    "对受处分的538人进行甄别，免于处分的189人。": [("538人", NONE), ("189人", NONE)],
    "可供下年造林苗木1200万株，植树300万株。": [("1200万株", NONE), ("300万株", "trees_planted")],
    "县汽车站日发班次44个。": [("44个", NONE)],
    "宣判刑事案件93件，立案刑事案件90件。": [("93件", NONE), ("90件", "cases_filed")],
    "吸纳800余名在职党员、新就业群体进网入格，发展党员12名。": [("800余名", NONE), ("12名", "new_party_members")],
    "全县确定“四星”党支部79个，共有党支部322个。": [("79个", NONE), ("322个", "party_branches")],
    "征订杂志12.6万份，在杂志发表稿件12篇。": [("12.6万份", NONE), ("12篇", "media_articles")],
    "公开招聘合同民警30名，经培训后编成两个治安队。": [("30名", NONE), ("两个", NONE)],
    "该年执结各类案件975件，受理各类案件990件。": [("975件", NONE), ("990件", "cases_filed")],
    "减开大型会议42场次。": [("42场次", NONE)],
    "两个部门联合出台加强新兴领域党建工作的意见。": [("两个", NONE)],
    "4.91万名灵活就业人员参与缴存公积金。": [("4.91万名", NONE)],
    # Members of one kind, whose whole is told only by their share of it, or not at all.
    "全省共有离退休干部党员29.08万名，占全省党员总数的12.7%。": [("29.08万名", NONE), ("12.7%", NONE)],
    "全市共有党员29.08万名，占全省党员总数的12.7%。": [("29.08万名", "party_members"), ("12.7%", NONE)],
    "目前，全省共有新就业群体党员3.6万名。": [("3.6万名", NONE)],
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), CODES.items())
def test_what_is_counted(text: str, told: list[tuple[str, str]]) -> None:
    assert [(each.quote, each.indicator) for each in read(text)] == told


# A sentence → (quote, value, unit): a row of numbers has the unit of the last, where 分别 says that they are a row.
ROWS = {
    "甲、乙、丙三县分别发展党员12、15、18名。": [("12", 12, "名"), ("15", 15, "名"), ("18名", 18, "名")],
    "占比分别提高13.2、5.6、0.7个百分点。": [
        ("13.2", 13.2, "个百分点"), ("5.6", 5.6, "个百分点"), ("0.7个百分点", 0.7, "个百分点"),
    ],
    "两年分别捐款12和15万元。": [("12", 120_000, "元"), ("15万元", 150_000, "元")],
    "5、6月份发展党员18名。": [("18名", 18, "名")],
    "1、2、3号楼有党员18名。": [("18名", 18, "名")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), ROWS.items())
def test_a_row_of_numbers_shares_its_unit(text: str, told: list[tuple[str, float, str]]) -> None:
    assert [(each.quote, float(each.value), each.unit) for each in read(text)] == told


def test_names_and_numbers_in_their_turn() -> None:
    rates = read("诉求解决率、满意率分别达97.3%和97.7%。")
    assert [each.indicator for each in rates] == [NONE, "satisfaction_rate"]


def test_a_paragraph_that_opens_with_a_month_is_of_the_year_before_it() -> None:
    first = f"1927年3月，建立工会，会址设在城内，{'由商会拨给房屋数间，' * 5}有会员400人。"
    text = f"某县志\n\n{first}\n\n4月上旬，有会员600人。\n\n1931年，有会员90人。\n\n{{}}有会员30人。\n"
    assert [each.year for each in read(text.format("5月，"), "某县志")] == [1927, 1927, 1931, 1931]
    assert read(text.format("后来"), "某县志")[-1].year is None
    headed = f"某县志\n\n{first}\n\n1931年，有会员90人。\n\n第二节 妇女\n\n4月，有会员600人。\n"
    assert [each.year for each in read(headed, "某县志")] == [1927, 1931, None]


def test_a_war_that_begins_is_another_time() -> None:
    text = "1928年，全县有党员9人。卢沟桥事变前夕，全县有党员120余名。1949年，全县有党员500名。"
    assert [each.year for each in read(text, "某县志")] == [1928, None, 1949]


JOURNAL = "# 党员队伍\n\n> **来源**: 来源：《党建研究》2022年第7期\n\n---\n\n{}，全市党员3万名。基层党组织1200个。\n"


@pytest.mark.parametrize(("opening", "year"), [("截至2021年底", 2021), ("截至2022年6月底", 2022), ("目前", 2022)])
def test_a_journals_issue_is_of_the_year_that_its_text_is_of(opening: str, year: int) -> None:
    told = made(JOURNAL.format(opening), "a.md")
    assert {each.year for each in told.figures} == {year} and told.document.title == "党员队伍"


def test_the_address_of_a_page_is_no_publisher() -> None:
    text = "# 统计公报\n\n**来源**：https://a.example/2026/07/22/A.shtml\n\n截至2025年底，全市党员3万名，比上年净增20名。\n"
    told = made(text, "a.md")
    assert told.document.publisher == "" and {each.year for each in told.figures} == {2025}


def test_a_firm_that_speaks_of_the_nation_counts_its_own() -> None:
    words = "我国国有企业要坚持全国一盘棋。"
    firm = made(f"油田党建\n\n{words}油田获全国先进称号，2021年举办培训班12期，培训党员300名。\n")
    assert {each.place for each in firm.figures} == {None}
    nation = made(f"党内统计公报\n\n{words}2021年，全国共有党员9671万名，基层党组织493万个。\n")
    assert {each.place for each in nation.figures} == {"全国"}


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        ("摸底排查，目前全村党员62名。", True),
        ("村党总支下辖3个党支部，共有党员116名。", True),
        ("全县农村党员大会召开，全县共有党员62名。", False),
    ],
)
def test_a_village_speaks_for_itself(text: str, narrow: bool) -> None:
    assert {each.narrow for each in read(text, "河南省党建研究") if each.unit == "名"} == {narrow}


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("实施党务工作者能力素质提升计划，举办培训班260期。", False),
        ("计划举办培训班260期。", True),
        ("每个村至少培养2名入党积极分子。", True),
        ("全年培养2名入党积极分子。", False),
        ("每个培训班原则上培训50人。", True),
    ],
)
def test_a_programme_under_way_and_a_demand(text: str, plan: bool) -> None:
    assert [each.plan for each in read(text)] == [plan]


def test_short_lines_of_a_scan_set_apart() -> None:
    text = "某 县 志 一 九 八 四 年 区 镇 乡 共\n团 支 部 7 9 1 个 。 团 员 1 5 2 5 3 名 。 专 职 团\n干 部 3 4 名 。\n"
    assert [int(each.value) for each in read(text)] == [791, 15253, 34]


BOX = """某县志

                 某县党员状况统计表
┏━━━━━━┯━━━━━━━┯━━━━━━━━━━━━━━━┓
┃    年份    │   党员人数   │             其中             ┃
┃            │              ├───────┬───────┨
┃            │              │      男      │      女      ┃
┠──────┼───────┼───────┼───────┨
┃    1953    │     2988     │     2687     │     301      ┃
┠──────┼───────┼───────┼───────┨
┃    1 959   │     5896     │     4939     │     957      ┃
┠──────┼───────┼───────┼───────┨
┃    1965    │     6859     │     5902     │     957      ┃
┗━━━━━━┷━━━━━━━┷━━━━━━━┷━━━━━━━┛
"""


def test_a_box_of_heavy_and_light_bars_is_a_table() -> None:
    told = [(int(each.value), each.indicator, each.year, each.part) for each in made(BOX).figures]
    wholes = [row for row in told if not row[3]]
    assert wholes == [(2988, "party_members", 1953, False), (5896, "party_members", 1959, False), (6859, "party_members", 1965, False)]
    assert len(told) == 9


PUNISHED = """某县志

1986～1988年某县纪委处分党员情况表
单位：人
| 年度 | 总人数 | 开除党籍 | 留党察看 | 严重警告 |
| --- | --- | --- | --- | --- |
| 1986 | 31 | 4 | 11 | 16 |
| 1987 | 26 | 3 | 13 | 10 |
| 1988 | 24 | 6 | 11 | 7 |
"""


def test_what_stands_beside_a_total_is_part_of_it() -> None:
    told = [each for each in made(PUNISHED, "a.md").figures if each.indicator == "people_disciplined"]
    assert [int(each.value) for each in told if not each.part] == [31, 26, 24]


def test_kinds_of_a_distribution_are_parts() -> None:
    text = "某县志\n\n某县党员分布状况统计表\n| 类别 | 1963年党员人数 | 1973年党员人数 |\n| --- | --- | --- |\n| 工业系统 | 36 | 494 |\n| 农业系统 | 46 | 155 |\n"
    told = made(text, "a.md").figures
    assert [int(each.value) for each in told] == [36, 494, 46, 155] and all(each.part for each in told)


def test_a_caption_names_no_column_that_has_a_name_of_its_own() -> None:
    text = "某县志\n\n2005年某县伤残优抚对象抚恤情况表\n| 残废等级 | 残废性质 | 抚恤标准（元） |\n| --- | --- | --- |\n| 一级 | 因战 | 11536 |\n| 二级 | 因公 | 9296 |\n"
    assert {each.indicator for each in made(text, "a.md").figures} <= {NONE}


def test_congresses_numbered_in_chinese_are_no_numbers() -> None:
    text = "某县志\n\n某县团代会一览表\n| 届次 | 出席代表人数 |\n| --- | --- |\n| 十一 | 210 |\n| 十二 | 224 |\n"
    assert [each.quote for each in made(text, "a.md").figures] == ["210", "224"]


def test_what_a_chapter_of_lives_counts_is_one_persons() -> None:
    text = "# 某县志\n\n## 第三十编 人物\n\n张某，在刊物上发表论文90多篇。\n\n## 第十二编 科技\n\n1999年，全县科技人员发表论文90多篇。\n"
    assert [each.narrow for each in made(text, "a.md").figures] == [True, False]


def test_a_section_on_people_commended_is_no_chapter_of_lives() -> None:
    text = "# 某县年鉴2012\n\n## 先进人物\n\n全年表彰优秀党员120名。\n"
    assert [each.narrow for each in made(text, "a.md").figures if each.unit == "名"] == [False]


def test_a_book_has_no_scope_that_it_names_in_passing() -> None:
    filler = "县境内多平原，物产丰富，交通便利。" * 2000
    passing = "县直机关党委开展评议。" * 4
    assert made(f"某县志\n\n{passing}\n\n1999年，党员120名。\n").document.scope == "县直机关"
    assert made(f"某县志\n\n{filler}{passing}\n\n1999年，党员120名。\n").document.scope == ""


@pytest.mark.parametrize(
    ("caption", "head", "code"),
    [
        ("某县植树造林统计表", "植树（万株）", "trees_planted"),
        ("某县耕作制度演变情况表", "复种指数", NONE),
        ("某县干部基本情况表", "党员", NONE),
        ("某县党员情况表", "党员", "party_members"),
        ("某县地方财政收入情况表", "罚没收入（万元）", NONE),
        ("某县教师来源情况表", "转正", NONE),
        ("某县重大案件审结情况统计表", "盗窃案", NONE),
        ("某县案件情况统计表", "立案件数", "cases_filed"),
        ("某县国民经济主要指标", "造林面积（亩）", "afforested_area"),
        ("某县慈善资金收支情况表", "捐款（元）", "donated_money"),
        ("某县工会再就业培训情况表", "培训人数", "training_participants"),
    ],
)
def test_what_a_head_only_sounds_like(caption: str, head: str, code: str) -> None:
    text = f"某县志\n\n{caption}\n| 年份 | {head} |\n| --- | --- |\n| 1963 | 36 |\n| 1964 | 46 |\n"
    assert {each.indicator for each in made(text, "a.md").figures} == {code}


def test_the_first_line_of_a_paragraph_cut_at_the_page_is_no_title() -> None:
    body = "1980年，根据国务院《关于中等教育结构改革的报告》精神，为培养合格的劳动后\n备力量，市劳动局与市教育局商定招生。"
    told = made(f"某市\n{body}到1990年，全市有党员1200人。\n")
    assert told.document.title != body.split("\n")[0]
    assert [(each.year, each.plan) for each in told.figures if each.unit == "人"] == [(1990, False)]


def test_years_whose_dash_a_scan_has_lost() -> None:
    text = "某县志\n\n1993年，处分10人。19941997 年，共处分43人。1998年，处分12人。\n"
    assert [each.year for each in read(text, "某县志")] == [1993, None, 1998]


def test_ten_thousand_scanned_as_a_square() -> None:
    told = [(each.quote, float(each.value), each.unit) for each in read("植树12.67方株，运土12.67方。")]
    assert told == [("12.67方株", 126_700, "株")]


def test_errands_of_this_year_are_plans() -> None:
    listed = "（1）培训妇女300人；（2）植树900株。"
    assert {each.plan for each in read(f"今年要继续办好“十件民生实事”。{listed}")} == {True}
    assert {each.plan for each in read(f"去年办好了“十件民生实事”。{listed}")} == {False}
