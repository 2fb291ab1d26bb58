"""What converted sites, bulletins of members and gazetteers on the web brought to light, beside what only looks alike."""

from __future__ import annotations

import pytest

from tests.sentences import made, read

NONE = "other"


def told(text: str) -> list[tuple[str, str]]:
    return [(each.quote, each.indicator) for each in read(text)]


# How a character is said stands behind it; a year is typed with a nought of another alphabet; a point is misread.
VALUES = {
    "義務(wù)植樹(shù)達(dá)355萬(wàn)人次。": [("355萬(wàn)人次", "3550000")],
    "黨員總數(shù)為七千三百三十六點(diǎn)三萬(wàn)名。": [("七千三百三十六點(diǎn)三萬(wàn)名", "73363000")],
    "全市党员（含预备党员）355人。": [("355人", "355")],
    "占党员总数的8。3%。": [("8。3%", "8.3")],
    "共有党员8。3%是妇女。": [("8。3%", "8.3")],
    "共发展8人。30%是妇女。": [("8人", "8"), ("30%", "30")],
    "占青年总数58,13%。": [("58,13%", "58.13")],
    "志愿服务6.9亿小时。": [("6.9亿", "690000000")],
    "值班24小时。": [],
    "811队捐款40850元。": [("40850元", "40850")],
    "参赛811队。": [("811队", "811")],
    "组织慈善万人行、百人包粽子大赛。": [],
    "参加者近万人。": [("近万人", "10000")],
    "甲县八家子大队造林3亩。": [("3亩", "3")],
    "甲县八家企业造林3亩。": [("八家", "8"), ("3亩", "3")],
    "每5个人中就有一个志愿者。": [],
    "凡有50名以上女职工的工会设女工委员会，不足50人的设女工委员。": [],
    "工会有50名以上女职工，培训50人。": [("50名以上", "50"), ("50人", "50")],
    "（2016年01月22日02版）本报讯": [],
    "当前版: 001版": [],
    "当年编印3版。": [("3版", "3")],
}


@pytest.mark.parametrize(("text", "values"), VALUES.items())
def test_numbers(text: str, values: list[tuple[str, str]]) -> None:
    assert [(each.quote, f"{each.value.normalize():f}") for each in read(text)] == values


@pytest.mark.parametrize(
    ("text", "year"),
    {
        "截至二00七年六月，全市党员3000名。": 2007,
        "二OO八年，全市发展党员300名。": 2008,
        "一九九0年，全市发展党员300名。": 1990,
        "二00人参加，发展党员300名。": None,
        "庆祝中国共产党成立95周年，7月1日发展党员12名。": 2016,
        "庆祝中国船厂成立95周年，7月1日发展党员12名。": None,
        # What has come of something since it was begun adds up years, where the text names a later one.
        "2002年实施该计划以来，已资助学生590名。2010年，全市发展党员12名。": None,
        "2009年实施该计划以来，已资助学生590名。2010年，全市发展党员12名。": 2009,
        "自甲市共青团成立以来，举办培训班16期。": None,
        "由2013年的4500人次增至2014年的5000人次，均为参训人次。": 2013,
        # The year of a founding is none of what is there now; that of a stock is.
        "民盟甲市委会成立于1987年9月，现有盟员215人。": None,
        "民盟甲市委会1987年底现有盟员215人。": 1987,
        "提前两年完成目标，1987年，全市发展党员12名。": 1987,
        # What is there as a book is written is of no year that was told before.
        "支部于1955年5月成立，有党员9名。1979年恢复活动。现有党员20名。": 1955,
    }.items(),
)
def test_the_year_of_the_first_figure(text: str, year: int | None) -> None:
    assert read(text)[0].year == year


def test_years_that_follow() -> None:
    grown = read("参训人次由2013年的4500人次增至2014年的5000人次。")
    assert [each.year for each in grown] == [2013, 2014]
    now = read("1955年，全县有党员9名。1979年，全县有党员30名。现有党员20名。全县1985年有党员40名。")
    assert [each.year for each in now] == [1955, 1979, None, 1985]
    held = read("1985年开办自学考试。至1986年，自学考试先后举行5次，到1987年有考生90人。")
    assert [each.year for each in held] == [None, 1987]


def test_the_year_of_a_text() -> None:
    yearbook = "救助\n江苏年鉴 2018年0期\n【救助】 2017年，全省救助学生300名。全年发放救助金5万元。"
    assert [each.year for each in made(yearbook).figures] == [2017, 2017]
    paper = "青年报/2024 年/1 月/11 日/第 4 版\n刚刚过去的2023年，甲县团委救助学生300名。"
    assert made(paper).document.year == 2023
    plan = "提案工作报告\n一年来，共收到提案134件。截至2019年底，提案全部办复。\n2020年提案工作安排\n2020年，提案工作要办好。"
    assert made(plan).document.year == 2019


def test_a_text_of_a_year_that_is_over_calls_it_last_year() -> None:
    text = "省红十字会去年募捐1200万元\n2005年，省红十字会共募得1200万元。去年，救助群众4万户。"
    assert {each.year for each in made(text).figures} == {2005}
    page = "中纪委：去年处分36人\n2022-01-21\n作者：甲\n2021年，全国立案63万件，处分62万人。去年处分省部级干部36人。"
    assert {each.year for each in made(page).figures} == {2021}
    assert {each.year for each in made(page.replace("2022-01-21\n", "")).figures} == {2020, 2021}


def test_a_page_that_names_its_source_tells_its_day() -> None:
    page = "全总：新建工会\n\nhttp://a.b.cn 2011-11-01 12:08 来源：财经网\n\n今年前9个月，全国新建工会98万家。"
    assert made(page).figures[0].year == 2011
    assert made(page.replace("2011-11-01 12:08 来源：财经网", "2011-11")).figures[0].year is None


ELSEWHERE = {
    # A text on a city tells of its province, and a district's of its city.
    "太原市受表彰\n太原市有19名党员受到表彰。全省共有197名党员受到表彰。": ["太原市", "山西省"],
    "太原市受表彰\n太原市有19名党员受到表彰，居全省第一，发放奖金7万元。": ["太原市", "太原市"],
    "昆明市五华区工会\n五华区慰问职工800名。全市共慰问职工9000名。": ["昆明市五华区", "昆明市"],
    "罗平县工会\n罗平县慰问职工800名。全市共慰问职工9000名。": ["罗平县", "罗平县"],
}


@pytest.mark.parametrize(("text", "places"), ELSEWHERE.items())
def test_areas_that_hold_the_texts_own(text: str, places: list[str]) -> None:
    assert [each.place for each in made(text).figures] == places


def test_one_of_a_citys_counties_opens_a_clause() -> None:
    text = "中卫市植树\n中卫市植树9万株。{}，来自全县83个机关的志愿者植树2万株。"
    assert [each.place for each in made(text.format("在中宁县南山公园")).figures] == ["中卫市", "中宁县", "中宁县"]
    assert {each.place for each in made(text.format("在南山公园")).figures} == {"中卫市"}


@pytest.mark.parametrize(
    ("text", "place"),
    {
        # The city of the one district that is named, where the text calls itself a city's.
        "红十字会工作\n全市募捐9万元。市委、市政府重视。基地落户滨州，在滨城区建样板村2个。": "滨州市",
        "红十字会工作\n全县募捐9万元。县委、县政府重视。基地落户滨州，在滨城区建样板村2个。": None,
        # Where a page says to lie.
        "首页 > 全州志 > 第七卷 林业\n第二节 造林\n全县造林590亩。": "全州县",
        "首页 > 全州要闻 > 林业\n第二节 造林\n全县造林590亩。": None,
        # Places that people went to see.
        "第四节 造林\n全县造林476亩。干部分别前往湖北省广济县、浙江省临安县和湖南省株州参观取经。": None,
        "第四节 造林\n湖北省广济县造林476亩。": "广济县",
        # So many provinces are counted by the nation alone.
        "社员总数为175908人。在30个省、自治区、直辖市建立了省级委员会。": "全国",
        "全市社员总数为175人。全市接待了30个省、自治区、直辖市的来宾，市委书记会见。": None,
        # The province above a county that a text speaks of throughout.
        "救灾\n1963年，全县塌房20间，县委、县政府慰问，我县救灾，全县复产。东明交界处地震，山东省人民政府视察。山东省拨款3元。": "东明县",
        "救灾\n1963年，全省塌房20间，省委慰问，我省救灾。东明交界处地震，山东省人民政府视察。山东省拨款3元。": "山东省",
        # A slogan, and the county of that name.
        "工作报告\n统筹实施工业强县、和谐兴县战略。全县造林30亩，县委、县政府重视，我县增收。": None,
        "工作报告\n中共兴县委员会向山西省兴县拨款。全县造林30亩，县委、县政府重视，我县增收。": "兴县",
        # From where a paper writes of 我省.
        "支援灾区\n我省各界捐款90万元\n本报海口6月2日讯 我省各界捐款90万元，全省踊跃。": "海南省",
        "支援灾区\n我市各界捐款90万元\n本报海口6月2日讯 我市各界捐款90万元，全市踊跃。": "海口市",
        "支援灾区\n我省各界捐款90万元\n本报讯 我省各界捐款90万元，全省踊跃。": None,
        # A farm that bears a county's name, below a heading that ends like praise.
        "第一节 工会\n\n  一、组织建设\n\n  东明牧场1961年建立工会，全县会员400名，县委重视，县政府支持。": None,
    }.items(),
)
def test_the_area_of_a_text(text: str, place: str | None) -> None:
    found = made(text).document.place
    assert (found.full_name if found else None) == place


CODES = {
    "党员队伍中，工人（工勤人员）49万名，农牧渔民116万名，学生17万名。": [
        ("49万名", "party_members"), ("116万名", "party_members"), ("17万名", "party_members"),
    ],
    "团员队伍中，工人49万名，农牧渔民116万名。": [("49万名", NONE), ("116万名", NONE)],
    "出席代表139人，代表全社党员763人。": [("139人", "event_participants"), ("763人", "party_members")],
    "社区党组织有410名党员。": [("410名", "party_members")],
    "社区组织410名党员上街。": [("410名", "event_participants")],
    "出党的党员有32名。": [("32名", NONE)],
    "首届委员会由47名委员组成（中共党员8名；工会1名）。": [("47名", NONE), ("8名", NONE), ("1名", NONE)],
    "全厂有职工47名，其中中共党员8名。": [("47名", NONE), ("8名", "party_members")],
    "牧场只有5个党的支部委员会。": [("5个", "party_branches")],
    "党员121人，其中新发展8人。": [("121人", "party_members"), ("8人", "new_party_members")],
    "会议正式代表94人，出席会议代表87人，因病缺席7人。": [
        ("94人", NONE), ("87人", "event_participants"), ("7人", NONE),
    ],
    # People who plant, told before the clause that says so.
    "2500余名机关干部，在河边开展义务植树活动，栽植桂花8000余株。": [
        ("2500余名", "tree_planting_participants"), ("8000余株", "trees_planted"),
    ],
    "2500余名机关干部，在河边开展歌咏活动。": [("2500余名", NONE)],
    "26个乡镇开展了义务植树活动，共有5000多名干部群众参加。": [
        ("26个", NONE), ("5000多名", "tree_planting_participants"),
    ],
    "26个乡镇开展了歌咏活动，共有5000多名干部群众参加。": [("26个", NONE), ("5000多名", "event_participants")],
    "植树节当天，1.7万余人添绿3万余株。": [("1.7万余人", "tree_planting_participants"), ("3万余株", "trees_planted")],
    # Courses.
    "在职干部入学人数为4343人。": [("4343人", "training_participants")],
    "小学入学人数为4343人。": [("4343人", NONE)],
    "共有699人取得了救护培训合格证。": [("699人", "training_participants")],
    "共有699人取得了驾驶证。": [("699人", NONE)],
    "组织14名乡镇书记、16名乡镇领导、24名组织委员赴外培训。": [
        ("14名", "training_participants"), ("16名", "training_participants"), ("24名", "training_participants"),
    ],
    "有176名科级领导参加在党校举办的研修班学习。": [("176名", "training_participants")],
    # Names of honour that are made public.
    "当天发布60名“甲市最美志愿者”、55个“甲市最佳志愿服务组织”。": [
        ("60名", "people_awarded"), ("55个", "orgs_awarded"),
    ],
    "当天发布60条“甲市最美路线”。": [("60条", NONE)],
    "7人分别被省红十字会授予奖章。": [("7人", "people_awarded")],
    # Money and help.
    "首批发放107万元爱心善款。": [("107万元", "aid_money")],
    "首批收到107万元爱心善款。": [("107万元", "donated_money")],
    "帮助395名职工偿还欠债。": [("395名", "people_aided")],
    "为382名村民进行义务诊治。": [("382名", "people_aided")],
    "为382名村民进行登记。": [("382名", NONE)],
    "扶持了45个示范基地。": [("45个", NONE)],
    "扶持了45户贫困户。": [("45户", "people_aided")],
    "与148名农民工子女结对。": [("148名", "people_aided")],
    "集中慰问了130名绿化工人、50名新就业劳动者和565名环卫工，送去毛毯。": [
        ("130名", "people_aided"), ("50名", "people_aided"), ("565名", "people_aided"),
    ],
    "书记带头缴纳6000元。全院缴纳特殊党费45万元，院长又补缴1500元。": [
        ("6000元", "donated_money"), ("45万元", "donated_money"), ("1500元", "donated_money"),
    ],
    "书记带头缴纳6000元。全院缴纳电费45万元，院长又补缴1500元。": [("6000元", NONE), ("45万元", NONE), ("1500元", NONE)],
    "全年助学5603人次，金额达560余万元；助医5856人次，支出金额达1035余万元。": [
        ("5603人次", "people_aided"), ("560余万元", "aid_money"),
        ("5856人次", "people_aided"), ("1035余万元", "aid_money"),
    ],
    "全年培训5603人次，金额达560余万元。": [("5603人次", "training_participants"), ("560余万元", NONE)],
    "红十字会投入资金153万元，为917名贫困患者实施免费手术。": [("153万元", "aid_money"), ("917名", "people_aided")],
    "水利局投入资金153万元，为917名职工更换设备。": [("153万元", NONE), ("917名", NONE)],
    "全州有24个集体和34名个人被评选为“全国先进”。": [("24个", "orgs_awarded"), ("34名", "people_awarded")],
    # People who are counted like things; what was there at a founding; those who hold an office.
    "镇党委下设65个党支部、2418个党员。": [("65个", "party_branches"), ("2418个", "party_members")],
    "农业社中有党员的391个。": [("391个", NONE)],
    "1995年成立党委，成立之初共有4个党支部，48名党员。": [("4个", "party_branches"), ("48名", "party_members")],
    "1995年成立党委，新成立4个党支部。": [("4个", "orgs_established")],
    "民盟有盟员113人，其中8人担任市人大代表。": [("113人", "other_party_members"), ("8人", NONE)],
    "民盟有盟员113人，其中女性38人。": [("113人", "other_party_members"), ("38人", "other_party_members")],
    # A headline in pieces.
    "青岛新组建企业工会310家 发展会员25600名": [("310家", "orgs_established"), ("25600名", NONE)],
    "山东共有党员518.3万名 党的基层组织30.6万个": [("518.3万名", "party_members"), ("30.6万个", "party_organizations")],
    "52.3万人次 148.6万株 岭南义务植树": [("52.3万人次", "tree_planting_participants"), ("148.6万株", "trees_planted")],
    # Woods.
    "1985年营造2.7万亩，其中农防林2.1万亩。": [("2.7万亩", "afforested_area"), ("2.1万亩", "afforested_area")],
    "1985年经营2.7万亩，其中水田2.1万亩。": [("2.7万亩", NONE), ("2.1万亩", NONE)],
    "完成防护林封育4.5万亩、灌木造林2.6万亩。": [("4.5万亩", "afforested_area"), ("2.6万亩", "afforested_area")],
    "合力播绿38.6万株。": [("38.6万株", "trees_planted")],
    # What is filed of proposals, a sentence later.
    "市政协收到提案388件。经审查，立案384件。": [("388件", "proposals_made"), ("384件", "proposals_made")],
    "纪委收到举报388件。经审查，立案384件。": [("388件", "complaints_handled"), ("384件", "cases_filed")],
    "市政协提案工作总结\n监察机关查处违纪案件43件。": [("43件", "cases_filed")],
    "信访情况\n群众到市走访110批。": [("110批", "complaints_handled")],
    "慰问情况\n干部走访110批。": [("110批", NONE)],
    "共表彰“优秀女法官”5名、“十佳好婆婆”10名，“百户文明示范家庭”100户。": [
        ("5名", "people_awarded"), ("10名", "people_awarded"), ("100户", "orgs_awarded"),
    ],
    "窗口接待“优秀女法官”5名。": [("5名", NONE)],
    "镇纪委立案查处村干部3名。": [("3名", "people_disciplined")],
    "信访处理党员26名的申诉。": [("26名", NONE)],
    "动员2.4万人参与无偿献血。": [("2.4万人", NONE)],
    "第三期培训地、县有关机关分管宣传的科级干部147人。": [("147人", "training_participants")],
    # Others.
    "工会举办5次县直单位单项比赛。": [("5次", "activities_held")],
    "工会举办5次县直单位座谈会。": [("5次", "meetings_held")],
    "整党运动中共查处了1015人。": [("1015人", "people_disciplined")],
    "全市共查处了1015起案件。": [("1015起", "cases_filed")],
    "完成省委党校调研课题6个。": [("6个", "research_reports")],
    "申报省委党校调研课题6个。": [("6个", NONE)],
    "1991年，市民革有支部18个，16个支部进行了改选换届。": [("18个", NONE), ("16个", "orgs_reelected")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), CODES.items())
def test_what_is_counted(text: str, codes: list[tuple[str, str]]) -> None:
    assert told(text) == codes


@pytest.mark.parametrize(
    ("text", "plans"),
    {
        "2012年某区政府工作报告\n预计2011年，全区造林14亩；明年计划造林20亩。": [False, True],
        "2012年某区工作总结\n预计2013年，全区造林14亩。": [True],
        "将年龄扩大到20周岁，为28名患儿实施手术。": [False],
        "将为28名患儿实施手术。": [True],
        "将书签发放至全市4万余名团员手中。": [False],
        "县委有计划地发展林业，先后造林23亩。": [False],
        "县委计划发展林业，造林23亩。": [True],
        "将义务植树与农民增收相结合，营造经济林420亩。": [False],
        "将营造经济林420亩。": [True],
        "将分散农户组织起来，造林450亩。": [False],
        "将评分内容细化成111个小项。": [False],
        "“天使救心”计划取得进展，救助患儿28名。": [False],
        "计划取得捐款28元。": [True],
        "多方努力争取到资助金额374元。": [False],
        "力争资助金额374元。": [True],
        "造林任务共206971亩。": [True],
        "完成造林任务共206971亩。": [False],
        "每人每年义务植树3棵。": [True],
        "每人植树3棵。": [False],
    }.items(),
)
def test_what_is_still_to_happen(text: str, plans: list[bool]) -> None:
    assert [each.plan for each in made(text).figures] == plans


@pytest.mark.parametrize(
    ("text", "narrow"),
    {
        "甲市绿化\n市经信局组织干部职工来到乡下，栽植树木500棵。": [True],
        "甲市绿化\n市里组织干部职工来到乡下，栽植树木500棵。": [False],
        "甲市经信局绿化\n市经信局组织干部职工来到乡下，栽植树木500棵。": [False],
        "甲市党建\n卫生局的380名在职党员参加活动20次。": [True, True],
        "甲市党建\n教育局组织教师培训500人。": [False],
        "党群工作\n甲县矿业公司在全公司3个党委、5个党支部中开展活动。": [False, False],
        "党群工作\n甲县矿业公司培训职工30名。": [True],
    }.items(),
)
def test_a_bureaus_own_people(text: str, narrow: list[bool]) -> None:
    assert [each.narrow for each in made(text).figures] == narrow


def test_a_course_for_activists() -> None:
    text = "入党积极分子培训班结业\n本期培训班共有参训学员284名，283名学员顺利结业。"
    assert {each.indicator for each in made(text).figures} == {"party_activists"}
    assert {each.indicator for each in made(text.replace("入党积极分子", "妇女干部")).figures} == {"training_participants"}


def test_headlines_of_other_texts_are_furniture() -> None:
    page = "甲省植树\n2012年，全省植树8537株。\n\n推荐阅读：\n\n湖北：麻城植树340.8万株\n\n重庆：植树6株\n"
    assert [each.quote for each in made(page).figures] == ["8537株"]
    assert [each.quote for each in made(page.replace("推荐阅读：", "各地植树：")).figures] == ["8537株", "340.8万株", "6株"]
