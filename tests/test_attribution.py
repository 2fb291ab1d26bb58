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
    "举办培训班5期，比上年同期7期少2期。": ["training_sessions", "training_sessions", "other"],
    "发展党员45名，较去年38名多7名。": ["new_party_members", "new_party_members", "other"],
    "立案41件，比2003年56件少15件。": ["cases_filed", "cases_filed", "other"],
    "举办培训班5期，比上年少2期。": ["training_sessions", "other"],
    "全县有9个团支部、14名支部书记和3名辅导员，被省命名为先进。": ["orgs_awarded", "people_awarded", "people_awarded"],
    "全厂共有2个车间和5名工人，先后被授予先进称号。": ["orgs_awarded", "people_awarded"],
    "校党支部有党员12名，被评为先进支部。": ["party_members"],
    "当地48名党员在反扫荡中，牺牲9名，仅剩党员三十九名。": ["party_members", "other", "party_members"],
    "48名党员在活动中，捐款9万元。": ["other", "donated_money"],
    "培训学员900人，其中党员520人，非党积极分子160人，后备干部90人。": ["training_participants"] * 4,
    "发展党员640人，其中女党员150人，占23.4%；团员入党210人，占32.8%；大专以上学历300人，占46.9%。": [
        "new_party_members", "new_party_members", "other", "new_party_members", "other", "new_party_members", "other",
    ],
    "培训劳力450人，转移劳力就业1200人。": ["training_participants", "other"],
    "先后培训团干部六批1240人。": ["training_sessions", "training_participants"],
    "接待来访群众1286批3942人次。": ["complaints_handled", "other"],
    "全年推荐优秀团员入党482人，有团员52人光荣入党。": ["other", "new_party_members"],
    "党员总数7446人，比上年增加3453人，其中城镇1139人，农村6307人。": ["party_members", "other", "party_members", "party_members"],
    "党员总数7446人，比上年增加345人，其中女119人。": ["party_members", "other", "other"],
    "全系统有8个班组、23名职工，荣获市级先进称号。": ["orgs_awarded", "people_awarded"],
    "群众举报村干部问题35件，上年同期62件。": ["complaints_handled", "complaints_handled"],
    "查处违纪案件23件，处理31人。": ["cases_filed", "people_disciplined"],
    "1987年发展党员4703人，35岁以下的2815人，占60%，高中以上文化程度2561人，占54%。": [
        "new_party_members", "new_party_members", "other", "new_party_members", "other",
    ],
    "受理信访206件，办结180件，占87.4%。": ["complaints_handled", "other", "other"],
    "全县吸收新党员864名，党员达到4281名。在新党员中，农业社干部520名，工人61名。": [
        "new_party_members", "party_members", "new_party_members", "new_party_members",
    ],
    "甲县党支部1208个、党员2.3万名；乙县1037个、1.9万名。": ["party_branches", "party_members"] * 2,
    "“一日捐”募得26.8万元，3940人次参加，比2003年的22.3万元、3412人次均有增长。": ["donated_money", "donation_participants"] * 2,
    "全年新建企业工会402家，累计达1013家。": ["orgs_established", "union_organizations"],
    "信访：受理来信763件，办结751件。": ["complaints_handled", "other"],
    "全县有党员63名，7月起秘密发展党员，年底达到148名。": ["party_members", "party_members"],
    "有工会会员3862人，其中女会员1790人，专职工会干部105人。": ["union_members", "union_members", "other"],
    "选出村委会成员1284人，其中党员706人。": ["other", "other"],
    "征文收到211篇，300人次参加；评出获奖者30名。": ["other", "event_participants", "people_awarded"],
    "处理信访23件，处理交通事故31人。": ["complaints_handled", "other"],
    "对37名犯错误的党员作了处理。": ["people_disciplined"],
    "“光明行动”为210名患者实施复明手术。": ["people_aided"],
    "县医院为210名患者实施手术。": ["other"],
    "扶持贫困村18个。": ["other"],
    "吸收新党员中，高中文化程度的120人。": ["new_party_members"],
    "到位善款18万元，冠名慈善基金到位资金26万元。": ["donated_money", "donated_money"],
    "道路工程到位资金26万元。": ["other"],
    "提出合理化建议867件，被采纳310件。": ["proposals_made"] * 2,
    "市民革有党员71人，发展新党员9名。": ["other_party_members", "other"],
    "处分8人，其中党内警告5人、严重警告2人、开除党籍1人。": ["people_disciplined"] * 4,
    "共收到提案197件，按内容分：经济建设89件，科教文卫108件。": ["proposals_made"] * 3,
    "全市有33个党委、总支72个、支部1118个。": ["party_committees", "general_branches", "party_branches"],
    "培训党务干部2万多，粉丝18万。": ["training_participants", "other"],
    "团县委组织4.1万青少年植树。": ["tree_planting_participants"],
    "甲县政协收到提案127件，乙县政协188件。": ["proposals_made"] * 2,
    "此案涉及3个单位，合并工会2个。": ["other"] * 2,
    "慰问困难职工300人。互助保险理赔62人次、18.3万元。": ["people_aided", "other", "other"],
    "组织青年2600人次，栽植杨树3.1万株。": ["tree_planting_participants", "trees_planted"],
    "整党中，共处理党员26名。": ["people_disciplined"],
    "信访处理党员26名的申诉。": ["other"],
    "派出所拘留17人、罚款44人、警告2人。": ["other", "other", "other"],
    "给予党内警告2人，撤职1人。": ["people_disciplined"] * 2,
    "破刑事案件43起，查处毁林案件12起。": ["other", "cases_filed"],
    "没收赌具37副、赌资4766元，罚款1589元。": ["other", "other", "other"],
    "初核线索31条，初核19件，立案7件。": ["other", "other", "cases_filed"],
    "在省里举办的征文活动中获得17个奖项，开展征文活动3次。": ["other", "activities_held"],
    "组织3次法律咨询、义诊、科技下乡活动，开展5次活动。": ["activities_held"] * 2,
    "网上募捐总额257万元，全市共有3926人参与其中。": ["donated_money", "donation_participants"],
    "全市共有3926人参与其中，张贴宣传画80张。": ["event_participants", "other"],
    "抽调400人参加整党办公室工作，300人参加誓师大会。": ["other", "event_participants"],
    "提出提案86件，其中被评为优秀提案7件。": ["proposals_made"] * 2,
    "表彰优秀提案7件。": ["orgs_awarded"],
    "173名个人和6个团队入选“英才”计划。": ["other", "other"],
    "有党支部20个、党员300人。同年共青团有总支12个、支部118个。": [
        "party_branches", "party_members", "league_organizations", "league_organizations",
    ],
    "绿化：党员认养树木340棵，义务植树410株。": ["other", "trees_planted"],
    "全县种植松、油桐、油茶林13.7万亩，种植水稻20万亩。": ["afforested_area", "other"],
    "全县受理来信来访2184件次，办结率90%。在2184件次中，甲县490件次，乙县381件次。": [
        "complaints_handled", "other", "complaints_handled", "complaints_handled",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), CARRIED.items())
def test_what_is_carried_over(text: str, codes: list[str]) -> None:
    assert list(told(text).values()) == codes


# A second measure of one thing: sentence → the indicators in text order.
BESIDE: dict[str, list[str]] = {
    "全年办培训班4期360人次。": ["training_sessions", "training_participants"],
    "慰问特困户1265户、48万元。": ["people_aided", "aid_money"],
    "春季植树12万株、800亩。": ["trees_planted", "afforested_area"],
    "查办贪污案件14起16人。": ["cases_filed", "people_disciplined"],
    "演出戏剧27场（3.6万人次）。": ["activities_held", "event_participants"],
    "收到捐款86万元、2300人次。": ["donated_money", "donation_participants"],
    "有党员216名、12.6万元。": ["party_members", "other"],  # what money members are worth nobody says
}


@pytest.mark.parametrize(("text", "codes"), BESIDE.items())
def test_a_second_measure(text: str, codes: list[str]) -> None:
    assert list(told(text).values()) == codes


PARTS = {
    "有党员1267名（在职党员992名）。": ["992名"],
    "党员总数500名。其中女党员120名，占24%；少数民族党员28名。": ["120名", "28名"],
    "探访贫困家庭10户41人。": ["10户"],
    "捐款76.2万元，其中机关干部61.9万元、企业14.3万元。": ["61.9万元", "14.3万元"],
    "发出问卷3900份，向党代表发放1485份、向人大代表发放115份、向群众代表发放2300份。": ["1485份", "115份", "2300份"],
    "评出一等奖1人、二等奖3人、三等奖6人及优秀奖10人。": [],  # 1 + 3 + 6 is 10 by chance
    "一季度捐款100万元，二季度捐款200万元，三季度捐款300万元，四季度捐款50万元。": [],
    "1至6月发展党员30名，7至12月发展党员50名，全年发展党员80名。": ["30名", "50名"],
    "1993年接收新党员64名，1994年73名，1995年81名，3年合计218名。": [],
    "报送调研报告17篇，3篇获市级优秀成果奖。": ["3篇"],
    "认领微心愿1764个，兑现1702个。": ["1702个"],
    "普查妇女病8215人，治疗2603人。": ["2603人"],
    "验收基层工会120家，通过113家。": ["113家"],
    "抽查25个单位，发现学习记录不全的4个、未按时上报的3个。": ["4个", "3个"],
    "编发信息126条，市妇联采用58条。": ["58条"],
    "收到提案236件，经审查立案198件。": ["198件"],
    "讲党课8415堂，县处级以上领导讲736堂。": ["736堂"],
    "受赈灾民2750户、10800口。": ["2750户"],
    "接待来访488批1635人次。": [],
    "出席代表298人，35人列席。": [],
    "办培训班12期，开座谈会8次。": [],
    "植树5000株，200人参加。": [],
    "立案402件，其中科级干部案件31件，结案396件。": ["31件"],
    "表彰优秀团员80名；3人入选道德模范。": [],
    "受理信访206件，与去年同期的139件相比略有上升。": [],
    "发展党员21人，高中以上文化8人，占38%；国中以下文化13人，占62%。": ["8人", "13人"],
    "有党员200人，转出50人，占25%。": [],
    "文章被《联谊报》采用43篇，被《政协》杂志采用11篇。": [],
    "为1873名优抚对象发放抚恤金243万元；接收退役士兵312名，其中自谋职业186名。": ["186名"],
    "整党中，共处理党员153名，其中开除党籍18人，留党察看13人，不登记46人，缓登76人。": ["18人", "13人", "46人", "76人"],
    "全县发生赌博案181起，查处172起。": ["172起"],
    "全县查处赌博案181起，查处毁林案172起。": [],
    "受理来信来访2184件次，其中来信623件次，来访1561人次；集体上访41批890人次。": ["623件次", "1561人次", "41批", "890人次"],
    "受理来信来访2184件次，比上年来访1561人次有所上升。": [],
    "职工提合理化建议2960条，实施1420条。": ["1420条"],
    "接收捐款604.4万元，其中民政局接收捐款79.6万元，各社会组织接收捐款524.9万元。": ["79.6万元", "524.9万元"],
    "接收捐款604.4万元，其中民政局接收捐款79.6万元。红十字会接收捐款52.4万元。": ["79.6万元"],
    "提出提案88件，其中支部的1件集体提案和委员个人的6件提案获优秀提案奖。": ["1件", "6件"],
    "立案107件，大案要案31件。": ["31件"],
    "查处大案要案31件。": [],
    "立案107件，结案105件。107件中经济类61件。": ["61件"],
    "1927年，行业工会有会员1800人。1951年，全县有会员1342人，占职工总数的76%。": [],
    "党员总数7446人，比上年增加3453人。其中：城镇1139人，农村6307人。": ["1139人", "6307人"],
    "党员总数7446人，比上年增加3453人，其中城镇1139人，农村6307人。": ["1139人", "6307人"],
    "救助困难群众7446人，比上年增加3453人。其中：城镇1139人，比上年增加633人；农村6307人，比上年增加2820人。": ["1139人", "6307人"],
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
    "争取清华大学6名博士到校实践，争取发展党员20名。": ["20名"],
    "上级要结果的信访163件。": [],
    "明年，新建基层工会40个。": ["40个"],
    "力争全年发展党员100名，争取培训干部300人。": ["100名", "300人"],
    "要发展党员100名，主要培训干部200人。": ["100名", "200人"],
    "主要培训干部200人，召开重要会议3次。": [],
    "预计全年捐款30万元。": ["30万元"],
    "年初确定发展计划400名，实际发展417名，其中农村198名。": ["400名"],
    "培训2640人次，比年初下达的2000人次任务多。": ["2000人次"],
    "新建工会28家，完成全年任务50家的56%。": ["50家"],
    "把今年的10项具体目标任务按月排定。": ["10项"],
    "在上年立案94件的基础上，明年力争立案100件。": ["100件"],
    "力争使机关100%的党组织达标；机关95%的党员带头。": ["100%", "95%"],
    "下半年，发展党员150名。": [],
    "下半年目标：发展党员150名。": ["150名"],
    "1995年要求：培训党务干部400人。": ["400人"],
    "全市新增就业289万人，完成全年900万人目标的32%。": ["900万人"],
    "2017年预脱贫4382户，实际脱贫4410户。": ["4382户"],
    "发放“雨露计划”补助48万元。": [],
    "下步要求：各单位集中学习12次。": ["12次"],
    "按照下步要求，各单位集中学习12次。": [],
}


@pytest.mark.parametrize(("text", "plans"), PLANS.items())
def test_plans(text: str, plans: list[str]) -> None:
    assert [quote for quote, figure in figures(text).items() if figure.plan] == plans


def test_a_year_that_has_not_come_is_planned() -> None:
    text = "机关工委2022年工作总结\n\n到2025年，建成党支部500个。截至2022年底，建成党支部90个。"
    assert [figure.plan for figure in figures(text, "机关工委2022年工作总结").values()] == [True, False]


def test_the_second_half_is_ahead_in_a_report_on_the_first() -> None:
    text = "发展党员60名。\n下半年，发展党员70名。"
    for title, plans in (("某市2011年上半年党建工作总结", [False, True]), ("某市2011年党建工作总结", [False, False])):
        assert [figure.plan for figure in figures(f"{title}\n\n{text}", title).values()] == plans


def test_a_section_of_plans() -> None:
    text = "一、2022年工作\n全年发展党员133名，培训干部282名。\n二、2023年打算\n发展党员140名左右，植树1万株以上。"
    assert [figure.plan for figure in figures(text).values()] == [False, False, True, True]
    assert [figure.year for figure in figures(text).values()][2:] == [2023, 2023]


SEVERAL = [*(f"石城县1986{dash}1990年党员情况" for dash in "-－—–~～至"), "石城县1986—90年党员情况", "# 石城县党员情况\n\n## 1986—1990年"]


@pytest.mark.parametrize("title", SEVERAL)
def test_a_title_of_several_years_is_of_none(title: str) -> None:
    assert [figure.year for figure in figures(f"{title}\n\n全县发展党员12名，植树3万株。").values()] == [None, None]


@pytest.mark.parametrize("line", ["石城县委 2014年1月5日", "（2014年1月5日县委常委会通过）", "（2014年1月5日）"])
def test_the_day_on_which_a_text_was_signed_is_not_its_year(line: str) -> None:
    text = f"石城县2013年党员情况\n\n{line}\n\n全县发展党员12名，植树3万株。"
    assert [figure.year for figure in figures(text).values()] == [2013, 2013]


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
    "2011年，党员由155人增至437人。": [None, 2011],
    "2011年，党员从155人增加到437人。": [None, 2011],
    "2011年，党员从上年的155人上升到437人。": [2010, 2011],
    "2011年，支部由30个减少到25个。": [None, 2011],
    "2011年，党员由年初的155人发展到年末的437人。": [2011, 2011],
    "2011年，有党员4036人，比上年末3921人增加115人。": [2011, 2010, 2011],
    "2011年，党员较上年末的5207名多出111名。": [2010, 2011],
    "2011年办班16期，培训1143人，与上年13期、928人比较，分别多3期、215人。": [2011, 2011, 2010, 2010, 2011, 2011],
    "1959年、1960年、1961年分别造林4.2万亩、1.9万亩、0.6万亩。": [1959, 1960, 1961],
    "1951～1959年，提拔干部2811名。": [None],
    "1980年至1985年，受理来信1386件，1985年就有307件，查处案件28起。": [None, 1985, None],
    "到1987年，有文化宫7座；全年放映电影3960场。": [1987, 1987],
    "经过几年的努力，落实政策2842人。": [None],
    "1951～1954年，发展工作处于低潮。四年发展党员358人，全市党员达39425人。": [None, 1954],
    "19841985年，举办训练班21期。": [None],
    "1963年有委员20人。1966年以前召开常委会19次。": [1963, None],
    "1963年有委员20人。1979年以后，有53个单位建立制度。": [1963, None],
    "1980年有委员45人。第四届委员会期间，收到提案447件。": [1980, None],
    "1946年有党员60名。这期间，举办训练班31期。": [1946, None],
    "1947年秋土地改革中，发展党员312名。": [1947],
    "1949年有团员20名，1951年60名。抗美援朝期间，捐款46万元。": [1949, 1951, None],
    "1959年有委员45人，1963年60人。为庆祝建国30周年，举行座谈会，70人参加。": [1959, 1963, 1979],
    "1950年有会员20人。仅1960年就有3164人次得到救济，金额4.8万元。办起储金会39个。": [1950, 1960, 1960, None],
    "与一九五〇年底之二千八百九十名相比，一九五一年党员净增三百名。": [1950, 1951],
    "1961～1963年，举办轮训班4期。三县举办培训班45期，轮训干部1140人。1962年有党员300名。": [None, None, None, 1962],
    "1949年至1950年2月，全县连续受灾，机关、学校、企业和各乡镇的干部、职工、学生和群众都参加了救灾，县里成立了救灾委员会。3月1日，群众捐款4252元。": [1950],
    "1961～1963年，全县造林。有党员2100名，捐款200元。1964年捐款90元。": [1963, None, 1964],
    "1976年5月、1981年3月和1985年11月，又先后召开三次妇女代表大会。1985年有会员800人。": [None, 1985],
    "1957年、1958年，全县造林4200亩。1962年造林300亩。": [None, 1962],
    "1957年春、1958年春分别造林4200亩、3100亩。1962年造林300亩。": [1957, 1958, 1962],
    "民国20年（1931年），植树3400株。24年，植树5200株。1951年植树800株。": [1931, 1935, 1951],
    "民国20年（1931年），植树3400株。1952年植树800株。9年，栽桐300株。": [1931, 1952, 1952],
    "1931年植树3400株，24年，又植树5200株。1952年植树800株。": [1931, 1931, 1952],
    "机关捐款3200元，共处分党员19名，至1952年底基本结束。以后捐款60元。1956年捐款30元。": [None, None, 1952, 1956],
    "1955年有党员92名，1957年5月，全县开展整风运动，到1958年9月基本结束。机关、学校和企业都参加。处分党员32名。": [1955, None],
    "民国二十四年植树二万株，二十五年度植树三万株。十五年度无植树。": [1935, 1936],
    "2014年，市慈善会募集善款353万元，累计募集善款5530万元；全市慈善机构募集善款6130万元。": [2014, None, 2014],
    "2014年，自1979年设立植树节以来，全市植树515万株。今年植树19万株。": [None, 2014],
    "至1950年，全县有党员2959人，其中，新发展党员130人。1951年发展党员12人。": [1950, 1950, 1951],
    "三年中，全县累计捐款150万元。2015年捐款30万元。": [None, 2015],
    "1985年1月至1985年9月，机关、学校、企业和各乡镇的团员都参加了植树，表扬340人。1986年表扬4人。": [1985, 1986],
}


GROWTH = ["增至", "增加到", "上升到", "发展到", "减少到", "下降到", "壮大到", "发展为", "降至", "增长到", "扩大为", "猛增到"]


@pytest.mark.parametrize("verb", GROWTH)
@pytest.mark.parametrize("start", ["由", "从"])
def test_what_something_grew_from_is_of_an_earlier_year(start: str, verb: str) -> None:
    found = figures(f"2011年，全市党员{start}上年的155人{verb}437人。党支部{start}30个{verb}25个。").values()
    told = [(figure.quote, figure.indicator, figure.year) for figure in found]
    assert told == [
        ("155人", "party_members", 2010),
        ("437人", "party_members", 2011),
        ("30个", "party_branches", None),
        ("25个", "party_branches", 2011),
    ]


@pytest.mark.parametrize(("text", "years"), YEARS.items())
def test_years(text: str, years: list[int | None]) -> None:
    assert [figure.year for figure in figures(text).values()] == years


TASKS = {
    ("2020年政府工作报告", "二、2020年工作安排"): 2019,
    ("2020年政府工作报告", "二、下一步工作"): 2019,
    ("2020年政府工作报告", "2021年主要目标：植树5万株。"): 2020,
    ("妇联2020年工作报告", "二、2020年工作打算"): 2019,
    ("妇联2020年工作总结", "二、2021年工作打算"): 2020,
    ("妇联2020年工作总结", "二、2020年主要任务完成情况"): 2020,
    ("妇联2020年工作要点", "二、2020年工作安排"): 2020,
}


@pytest.mark.parametrize(("words", "year"), TASKS.items())
def test_a_report_on_tasks_ahead_is_of_the_year_before_them(words: tuple[str, str], year: int) -> None:
    title, chapter = words
    assert next(iter(figures(f"宜兴市{title}\n一、工作回顾\n发展党员45名。\n{chapter}\n").values())).year == year


def test_components_are_of_the_year_of_what_they_are_of() -> None:
    report = "临江市2003年工作总结\n2001年，全市有党员7446人，比上年增加53人。其中：女党员1139人。发展党员20人。"
    assert [figure.year for figure in figures(report).values()] == [2001, 2001, 2001, 2003]


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


def test_a_later_paragraph_takes_a_flow_apart() -> None:
    text = (
        "全年受理信访举报620件，比上年同期847件少227件。\n\n"
        "从反映对象看，反映科级干部86件，比上年同期90件少4件；反映村组人员131件。"
    )
    told = [(figure.quote, figure.indicator, figure.part) for figure in figures(text).values()]
    case = "complaints_handled"
    assert told == [
        ("620件", case, False), ("847件", case, False), ("227件", "other", False),
        ("86件", case, True), ("90件", case, True), ("4件", "other", False), ("131件", case, True),
    ]


def test_what_is_not_split_is_no_part_of_an_earlier_paragraph() -> None:
    text = "全年受理信访举报620件。\n\n安装路灯86件，发放资料131件。"
    assert [figure.part for figure in figures(text).values()] == [False, False, False]


def test_the_total_of_a_sector_is_a_part() -> None:
    text = "全国团员总数为7200万名。\n\n全国农村发展团员210万名，团员总数为2100万名。"
    assert [figure.part for figure in figures(text).values()] == [False, False, True]


NARROW: dict[str, bool | list[bool]] = {
    "市第一医院按每人每年100元核拨经费。": True,
    "城东镇发动义卖筹款1.2万元。": True,
    "全市各镇共筹款1.2万元。": False,
    "到城东镇植树1200株。": False,
    "命名文明村镇11个。": False,
    "1933年，下亮子党小组建立，有党员7人。": True,
    "机关党支部有党员23人。": False,
    "处分干部11人，其中镇村干部9人。": [False, False],
    "电业局与大学联合办班，在读学员200人。": True,
    "招收学员2316人，其中会泽分校学员391人，宣威分校学员428人。": [False, True, True],
    "区委统战部会同区社会主义学院举办培训班5期。": False,
    "大连造船厂工会设互助会36个。": True,
    "城东镇推荐的1名候选人当选。": False,
    "城东镇柳位村612户领到救助金107万元。": [True, True],
    "仅市人民委员会机关就下放228名。": True,
    "仅1985年就下放228名。": False,
    "市场监管局党委单家捐了8.6万元。": True,
    "创办中山业余学校，开办培训班153个。": True,
    "成立志愿服务队，开展活动30次。": False,
    "受灾最重的为港口区的洋桥镇死亡43人。": True,
    "栽果树100株；三工河哈萨克族乡栽果树5200株。": [False, True],
    "城东镇、柳河街道两处联系点得到捐赠图书4600册。": False,
    "反映乡科级干部36件。": False,
    "新修乡道12条。": False,
    "清扫街道，植树200株。": False,
    "帮助柳河乡修路3公里。": False,
    "主要街道植树1200株。": False,
    "中小学校开展活动35次。": False,
    "国有企业集团公司有党员300名。": False,
    "边远山乡发展党员12名。": False,
    "城东镇植树800株，全县共植树3万株。": [True, False],
    "城东镇植树800株，种草30亩。": [True, True],
    "据统计，第三区有党员41名。": True,
    "全县有三个区，党员41名。": [False, False],
}


@pytest.mark.parametrize(("text", "narrow"), NARROW.items())
def test_narrow(text: str, narrow: bool | list[bool]) -> None:
    wanted = narrow if isinstance(narrow, list) else [narrow]
    assert [figure.narrow for figure in figures(text).values()] == wanted


def test_what_is_said_again_is_dup() -> None:
    text = "131个单位3200人参加义务植树，植树83000株。\n开展植树周活动，131个单位3200人参加义务植树，植树83000株。"
    digest = sha256(text.encode()).hexdigest()
    flags = [figure.dup for figure in extract(Document(id="a", name="a", text=text, sha256=digest)).figures]
    assert flags == [False, False, False, True, True, True]


# Sentences in 2011 → the quotes that say again what has been said.
REPEATS = {
    "全市捐款1234567元。活动中，全市捐款123万余元。": ["123万余元"],
    "全市捐款123万余元。活动中，全市捐款1234567元。": ["123万余元"],
    "捐赠衣物29876件。全年共捐赠衣物近3万件。": ["近3万件"],
    "捐赠衣物29876件。全年共捐赠衣物约3万件。": ["约3万件"],
    "捐赠衣物29876件。全年共捐赠衣物逾3万件。": [],
    "捐赠衣物30123件。全年共捐赠衣物近3万件。": [],
    "捐款123.46万元。全市捐款1234567元。": ["123.46万元"],
    "培训干部1234人。各部门培训干部1200人。": [],
    "培训干部1234人。各部门培训干部1200余人。": ["1200余人"],
    "计划发展党员120名。全年发展党员120名。": [],
    "甲系统发展党员20名，乙系统发展党员20名。": [],
    "甲县培训干部1234人，乙县培训干部1234人。": [],
    "第一期培训干部1234人，第二期培训干部1234人。": [],
    "3月培训干部1234人，9月培训干部1234人。": [],
    "农业系统发展党员21名、转正35名，交通系统发展党员21名、转正35名。": [],
    "市直机关发展党员1234名。全市发展党员1234名。": [],
    "表彰优秀党员25名、优秀党务工作者25名。": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "repeated"), REPEATS.items())
def test_what_is_said_twice(text: str, repeated: list[str]) -> None:
    digest = sha256(text.encode()).hexdigest()
    found = extract(Document(id="a", name="a", text=f"2011年党的工作\n\n{text}", sha256=digest)).figures
    assert [figure.quote for figure in found if figure.dup] == repeated


# Sentences of a report on 市直机关 → the scopes of its figures, and the words that told them.
SCOPES: dict[str, list[tuple[str, str]]] = {
    "发展党员20名。": [("市直机关", "市直机关")],
    "全市有党员17782名，发展党员585名。": [("", "全市"), ("", "全市")],
    "2011年底，全市有党员17782名，其中女党员900名；发展党员585名。": [("", "全市")] * 3,
    "全市有党员17782名，机关工委发展党员20名，转正30名。": [("", "全市"), ("市直机关", "市直机关"), ("市直机关", "市直机关")],
    "全市有党员17782名。发展党员20名。": [("", "全市"), ("市直机关", "市直机关")],
    "在全市信息平台播放450次，发展党员20名。": [("市直机关", "市直机关")] * 2,
    "市直机关有党员100名（全市500名），发展党员20名。": [("市直机关", "市直机关"), ("", "全市"), ("市直机关", "市直机关")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "scopes"), SCOPES.items())
def test_a_scope_holds_for_the_clauses_behind_it(text: str, scopes: list[tuple[str, str]]) -> None:
    found = figures(f"市直机关2011年工作\n\n{text}", "市直机关2011年工作").values()
    assert [(each.scope, each.scope_told.words if each.scope_told else None) for each in found] == scopes


def test_a_scope_that_is_named_holds_in_a_report_on_the_whole_city() -> None:
    found = figures("2011年，市直机关有党员1000名，发展党员20名。全市发展党员500名。")
    assert [each.scope for each in found.values()] == ["市直机关", "市直机关", ""]
    told = [each.scope_told.rule for each in found.values() if each.scope_told]
    assert told == ["scope.clause", "scope.carried", "scope.clause"]


# Changes: sentence → indicators in text order; what changed by so much is no size of anything.
CHANGES = {
    "发展党员585名，比上年增长12%。": ["new_party_members", "other"],
    "发展党员585名，增长1.2倍，满意率下降3个百分点。": ["new_party_members", "other", "other"],
    "群众满意率98%，比上年提高3个百分点，增幅3.2%。": ["satisfaction_rate", "other", "other"],
    "群众满意率同比上升2.1%。": ["other"],
    "群众满意率比上年提高了3%。": ["other"],
    "党员净增120名，植树比上年多2万株。": ["other", "other"],
    "捐款额增长1.2倍，植树面积下降12%。": ["other", "other"],
}


@pytest.mark.parametrize(("text", "codes"), CHANGES.items())
def test_a_change_is_no_stock_no_flow_and_no_rate(text: str, codes: list[str]) -> None:
    assert list(told(text).values()) == codes


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


def test_what_one_body_did_is_a_part_of_what_all_did() -> None:
    text = "2014年，市慈善总会募集善款353万元；全市慈善机构募集善款6130万元。市慈善总会救助300人；全市救助9000人。"
    assert [figure.quote for figure in figures(text).values() if figure.part] == ["353万元"]


KINDS = "甲县法院工作\n\n2015年，全院受理各类案件5200件。\n\n{}。新收610件，审结580件。\n\n全院干警90人。"


def test_a_kind_of_the_cases_above_is_a_part_of_them() -> None:
    found = figures(KINDS.format("1.刑事案件"))
    assert [(quote, figure.indicator, figure.part) for quote, figure in found.items()][:3] == [
        ("5200件", "cases_filed", False), ("610件", "cases_filed", True), ("580件", "other", False),
    ]  # fmt: skip
    assert not figures(KINDS.format("1.来信来访"))["610件"].part


def test_a_slogan_holds_no_figure() -> None:
    assert list(figures("县委提出“社社造百亩千亩万亩林，户户植十株百株千株树”的口号，造林300亩。")) == ["300亩"]
    assert list(figures("他说：“全社今年造林一百三十亩，户均植树十二株，比去年多得多。”")) == ["一百三十亩", "十二株"]
