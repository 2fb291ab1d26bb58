"""What pages of libraries, offices and papers brought to light; each turn of phrase beside one that only looks alike."""

from __future__ import annotations

import pytest

from tests.sentences import made, read

NONE = "other"


# A sentence → (quote, indicator) of its figures.
CODES = {
    # What is done with a proposal is no further proposal.
    "收到提案407件，立案381件，年末办复356件。": [("407件", "proposals_made"), ("381件", "proposals_made"), ("356件", NONE)],
    "对履责不力的7个党组织、19名党员干部予以问责。": [("7个", NONE), ("19名", NONE)],
    "全县有7个党组织、19个党支部。": [("7个", "party_organizations"), ("19个", "party_branches")],
    "已建党支部8个，正在建党支部2个。": [("8个", "party_branches"), ("2个", NONE)],
    # Committees of places, in the years when a county had districts.
    "同年底，县委辖区委9个、支部31个，党员412人。": [
        ("9个", "party_committees"), ("31个", "party_branches"), ("412人", "party_members"),
    ],
    "团县委辖区委9个。": [("9个", NONE)],
    "年底有党员2450名，编入区委16个、支部208个。": [
        ("2450名", "party_members"), ("16个", "party_committees"), ("208个", "party_branches"),
    ],
    "建有12个工会工作委员会，157个基层工会。": [("12个", "union_organizations"), ("157个", "union_organizations")],
    # People and goods told without a classifier.
    "为138万残疾人发放生活补贴。": [("138万", "people_aided")],
    "全省有138万残疾人。": [("138万", NONE)],
    "是年办民兵集训4期，训732人。": [("4期", "training_sessions"), ("732人", "training_participants")],
    "举办救护培训班31期，1874人考取救护员证。": [("31期", "training_sessions"), ("1874人", "training_participants")],
    "市委书记讲廉政党课9场，全市共开展730余场。": [("9场", "party_lectures"), ("730余场", "party_lectures")],
    "举办文艺演出9场，全市共开展730余场。": [("9场", "activities_held"), ("730余场", "activities_held")],
    "退赔粮食11240斤、现款4318.5元。": [("11240斤", NONE), ("4318.5元", "money_recovered")],
    "退回集体和个人的钱款48.6万元。": [("48.6万元", "money_recovered")],
    # Membership of another body under its own heading.
    "1963年，会员2301人，建立基层工会52个。": [("2301人", "union_members"), ("52个", "union_organizations")],
    "1963年，发展会员2301人，建立基层工会52个。": [("2301人", NONE), ("52个", "orgs_established")],
    "1952年发展团员2668人，建团支部211个、乡团总支27个。": [
        ("2668人", "new_league_members"), ("211个", "orgs_established"), ("27个", "orgs_established"),
    ],
    "1952年有团员2668人，团支部211个。": [("2668人", "league_members"), ("211个", "league_organizations")],
    "基层工会已达5624家、会员59.5万人，新发展基层工会197家。": [
        ("5624家", "union_organizations"), ("59.5万人", "union_members"), ("197家", "orgs_established"),
    ],
    "71个青年被评为县级建设积极分子。": [("71个", "people_awarded")],
    "71个单位被评为县级先进单位。": [("71个", "orgs_awarded")],
    "县级“女标兵”16个。": [("16个", "people_awarded")],
    # Relief by the name of its fund; for whom nothing was given.
    "为各镇划拨60万元临时救助储备金，发放困难群众过节费286.6万元。": [
        ("60万元", "aid_money"), ("286.6万元", "aid_money"),
    ],
    "为各镇划拨60万元道路养护资金。": [("60万元", NONE)],
    "对172名离休干部进行了慰问。对35名职工进行了考核。": [("172名", "people_aided"), ("35名", NONE)],
    "运用第一种形态批评教育帮助23.6万人次。": [("23.6万人次", NONE)],
    "为100个科技示范村、70个科技示范户免费订阅杂志。": [("100个", NONE), ("70个", NONE)],
    "表彰科技示范村100个。": [("100个", "orgs_awarded")],
    "提出市树市花各6个品种的推荐意见。": [("6个", NONE)],
    "筹款43.1万元，项目使用8个。": [("43.1万元", "donated_money"), ("8个", NONE)],
    "捐款43.1万元；棉被8床。": [("43.1万元", "donated_money"), ("8床", "donated_goods")],
    "应参加义务植树的人数237万人，实际参加植树人数225万人。": [
        ("237万人", NONE), ("225万人", "tree_planting_participants"),
    ],
    "市总工会筹资17万余元，对受灾困难职工进行慰问；筹资16万元，发放到困难职工手中；筹资30万元，修建会所。": [
        ("17万余元", "aid_money"), ("16万元", "aid_money"), ("30万元", NONE),
    ],
    "对收到的提案进行了认真审查，共立案279件，未立案的37件。": [("279件", "proposals_made"), ("37件", "proposals_made")],
    "每月集中学习不少于1次，全年集中学习12次。": [("不少于1次", NONE), ("12次", "study_sessions")],
    "帮助患病职工400人次。": [("400人次", "people_aided")],
    "审议通过法规12件、集中修改7件。": [("12件", "rules_adopted"), ("7件", "rules_adopted")],
    "提请审议法规10件，集中修改桥梁图纸9件。": [("10件", NONE), ("9件", NONE)],
    "开展专题学习42次，组织研讨交流12次。": [("42次", "study_sessions"), ("12次", "study_sessions")],
    "给予党政纪处分56件59人，移送司法机关5件5人。": [
        ("56件", NONE), ("59人", "people_disciplined"), ("5件", NONE), ("5人", NONE),
    ],
    "1996年退还“红包”63人次，计11450元。": [("63人次", NONE), ("11450元", "money_recovered")],
    "筹措扶贫资金185.2万元，其中救灾款41.5万元。": [("185.2万元", "aid_money"), ("41.5万元", "aid_money")],
    "争取扶贫资金130.31万元。": [("130.31万元", NONE)],
    "市工商联获全国征文大赛一等奖1项、三等奖2项。": [("1项", "orgs_awarded"), ("2项", "orgs_awarded")],
    "学生获全国技能大赛一等奖5项。": [("5项", NONE)],
    "农工党有党员352人，新一届班子成员共67人。": [("352人", "other_party_members"), ("67人", NONE)],
    "提案者表示满意或基本满意的291件，占94.8%。": [("291件", NONE), ("94.8%", "satisfaction_rate")],
}


@pytest.mark.parametrize("sentence", CODES, ids=range(len(CODES)))
def test_what_is_counted(sentence: str) -> None:
    assert [(each.quote, each.indicator) for each in read(sentence)] == CODES[sentence]


# A sentence → quotes of its figures.
NUMBERS = {
    "改造25个标准化养老机构，执行每人2300元标准。": ["25个"],
    "为100所海拔1500米以上农村小学供暖，修渠1500米以上。": ["100所", "1500米以上"],
    "捐款（万元）、提案（件）合计3万元。": ["3万元"],
    "第1页共12页，全册共12页。": ["12页"],
    "提高到1个新水平，坚持16字方针，建设四个现代化，建成1个水库、四个林场。": ["1个", "四个"],
    "推出科技服务项目12大类。": ["12大类"],
    "合并处理11件（其中2案并1案的5件，3案并1案的3件）。": ["11件", "5件", "3件"],
    "贯彻二十届历次全会精神，在十四届七次委员会议上，先后召开七次委员会议。": ["七次"],
    "引进亿元以上项目12个，捐款1亿元以上。": ["12个", "1亿元以上"],
    "实施千村万户培训工程，走访千户。": ["千户"],
    "轮训党员四批988人，分四批轮训。": ["四批", "988人"],
}


@pytest.mark.parametrize("sentence", NUMBERS, ids=range(len(NUMBERS)))
def test_what_is_a_figure(sentence: str) -> None:
    assert [each.quote for each in read(sentence)] == NUMBERS[sentence]


def test_a_percent_sign_is_read_as_a_scan_has_read_it() -> None:
    told = [(each.quote, str(each.value), each.unit) for each in read("占78．40／0，约占27o／o，占总数700-/0。")]
    assert told == [("78．40／0", "78.4", "%"), ("27o／o", "27", "%"), ("700-/0", "70", "%")]


def test_a_report_plans_for_the_year_in_which_it_is_given() -> None:
    text = "2026年甲省政府工作报告\n一年来，新建学校50所。\n今年要继续办好“十件民生实事”。（1）开展技能培训30万人次；（2）新建学校60所。\n"
    assert [(each.quote, each.year, each.plan) for each in made(text).figures] == [
        ("50所", 2025, False), ("30万人次", 2026, True), ("60所", 2026, True),
    ]


def test_what_each_year_of_several_had_is_of_none_of_them() -> None:
    told = [each.year for each in read("1986～1988年，每年参训率都达95%以上。1986～1988年，参训率达到95%。")]
    assert told == [None, 1988]


def test_a_terms_sum_is_of_no_one_year() -> None:
    assert [each.year for each in read("1991—1993年收到提案699件。任期内共收到提案1569件。")] == [None, None]


def test_a_plans_years_so_far_are_several() -> None:
    told = [each.year for each in read("“十三五”以来，全省植树9810万株。2021年，植树1910万株。")]
    assert told == [None, 2021]


PARTS = {
    # A sentence → which of its figures are components.
    "立案236件，其中自办大要案21件、查处科级干部案件14件；追回资金3万元。": [False, True, True, False],
    "培训58200人。其中1988年培训14100人，1991年培训11350人。": [False, True, True],
    "书记讲党课734堂，占全年党课总数1260堂的一半以上。": [True, False],
    "提案184件，立案169件。其中，涉及经济方面提案66件，占立案总数的39%。": [False, True, True, False],
    "区、镇、乡团委36个，机关、学校团委19个。": [False, False],
}


@pytest.mark.parametrize("sentence", PARTS, ids=range(len(PARTS)))
def test_what_is_a_component(sentence: str) -> None:
    assert [each.part for each in read(sentence)] == PARTS[sentence]


def test_a_share_is_said_again_as_its_number_is() -> None:
    told = made("甲县2020年工作总结\n违反廉洁纪律行为132件，占34%；违反群众纪律行为130件，占34%。\n").figures
    assert [each.dup for each in told] == [False] * 4


def test_towns_in_general_do_not_speak_for_themselves() -> None:
    text = "甲县2020年工作总结\n联合镇（街）开展走访慰问，慰问残疾人100户。联合镇青年捐款3万元。\n"
    assert [each.narrow for each in made(text).figures][:1] == [False]


def test_a_document_that_is_nothing_but_a_plan() -> None:
    plan = made("乙县2016年发展党员工作计划\n机关、事业单位发展党员1名，农牧民发展党员7名。\n").figures
    pattern = made("乙县2016年发展党员工作计划范文\n机关、事业单位发展党员1名，农牧民发展党员7名。\n").figures
    assert [each.plan for each in pattern] == [True, True]
    done = made("乙县2016年发展党员工作总结\n机关、事业单位发展党员1名，农牧民发展党员7名。\n").figures
    assert [each.plan for each in (*plan, *done)] == [True, True, False, False]


def test_a_paper_tells_the_area_of_its_news() -> None:
    found = made("慈善总会募集善款5.92亿元\n重庆日报  2018-12-21 13:39:11\n市慈善总会募集善款5.92亿元，惠及群众51万人次。\n")
    assert [each.place for each in found.figures][-1] == "重庆市"


def test_what_has_come_meanwhile_is_no_plan() -> None:
    told = read("将每周一定为接待日，半年来，接待来访60余人次。将每周一定为接待日，年内拟接待来访60余人次。")
    assert [each.plan for each in told] == [False, True]


def test_a_body_named_over_its_entries_is_a_heading() -> None:
    text = (
        "江岸年鉴\n区总工会\n【概况】1998年底，武汉市江岸区有基层工会728个，会员8.96万人。\n"
        "区红十字会\n【募捐】接收捐款58.6万元。会员2.9万名，遍布学校和街道。\n"
        "区妇联\n【维权】接待来信来访536件次。\n"
    )
    found = made(text)
    assert [each.headings[:1] for each in found.figures] == [
        ("区总工会",), ("区总工会",), ("区红十字会",), ("区红十字会",), ("区妇联",),
    ]
    assert [each.indicator for each in found.figures][1::2] == ["union_members", NONE]


@pytest.mark.parametrize(
    ("front", "place", "year"),
    [
        ("中国农工民主党杭州市桐庐县基层委员会", "桐庐县", 2021),
        ("农工党杭州市委会到桐庐县调研", "杭州市", 2021),
    ],
)
def test_a_title_that_is_a_bodys_name_is_of_its_area(front: str, place: str, year: int) -> None:
    text = f"{front}\n2021年，被杭州市委会评为先进。杭州市委会充分肯定，市委会班子召开市级会议6次。全市有党员83人，市委会表彰5人。"
    found = made(text)
    assert found.document.place is not None
    assert (found.document.place.full_name, found.document.year) == (place, year)


def test_a_line_that_a_printer_has_cut_is_no_title() -> None:
    lines = (
        "第三节 青少年团体\n",
        "组织沿革1927年在桓台县小学校任教的共产党员苏某介绍山东省立第四\n",
        "中学学生邵某加入中国共产主义青年团,这是境内早期的共青团员,其后渐多\n起来。\n",
        "1950年6月，召开第一次团员代表大会，出席代表128人。1955年，出席代表390人。\n",
    )
    found = made("".join(lines))
    assert found.document.title == "第三节 青少年团体"
    assert [(each.quote, each.year) for each in found.figures] == [("128人", 1950), ("390人", 1955)]
    assert made("关于全县机关党组织建设和党员教育管理工作开展情况的报告\n全县有党员500名。\n").document.title.startswith("关于")


def test_a_librarys_page_names_the_book_that_it_is_from() -> None:
    front = "广饶县科协\n\n知识类型: 析出资源\n内容出处: 《广饶年鉴2006》 图书\n唯一号: 151320020220000734\n页数: 2\n页码: 293-294\n"
    found = made(f"{front}\n举办培训班51期。\n")
    assert [(each.quote, each.year, each.place) for each in found.figures] == [("51期", 2005, "广饶县")]
