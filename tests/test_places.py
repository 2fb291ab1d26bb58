"""Places: a document's area and scope, and the area of one figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.attribution.mentions import names_in
from extract.attribution.place import document_place
from extract.attribution.place_of_figure import PlaceReader
from extract.attribution.scope import document_scope
from extract.load import document
from extract.models import Document


def read(text: str, name: str = "a") -> Document:
    """A document with its place, as the pipeline reads it."""
    found = document(name, text.encode())
    place, told = document_place(found)
    return replace(found, place=place, place_told=told)


PLACES = [
    # a name that is an ordinary word elsewhere is that of the county that has the book
    ("无极县", "无极年鉴（1996）·纪检监察\n\n【信访】1995年，县纪委受理群众来信638件。"),
    ("天津市南开区", "南开年鉴2010\n\n【信访】区纪委受理群众来信638件。"),
    # what the text calls itself
    (
        "潍坊市",
        "市直机关党的工作\n\n2002年,市直机关按照市委“深化诚信教育、建设信用潍坊”的要求,组织党员学习。年内发展党员12名。",
    ),
    (
        "莆田市",
        "市直机关总结\n2004年，市直机关为加快莆田发展作出贡献。开通了《莆田机关党建》网站。市委表彰了先进单位。组织学习谷文昌精神。",
    ),
    (
        "大兴安岭地区",
        "地直机关党务工作\n\n2009年,地直机关弘扬大兴安岭精神,在《大兴安岭日报》发表文章。工委负责人到松岭区检查,16人到呼玛县扑火。",
    ),
    ("通化市", "机关党组织\n\n1986年,中共通化市直属机关委员会有党员913名。"),
    ("启东市", "２００８年，启东市慈善会共募集善款１２万元。全市有２０人捐款。"),
    # the more specific area is meant
    (
        "昆明市五华区",
        "突出五华特点 推动创先争优\n中共五华区区级机关工作委员会有党员67名。区委表彰。1人参与昆明市第二届标兵评选。",
    ),
    ("绵阳市涪城区", "四川省绵阳市涪城区激活产业链\n\n全区有党支部12个。\n（中共绵阳市涪城区委组织部）"),
    (
        "来凤县",
        "# 湖北省来凤县推动党员轮训\n\n县委常委会研究，全县党员轮训。\n（中共恩施土家族苗族自治州来凤县委组织部）",
    ),
    ("重庆市黔江区", "重庆市黔江区直机关工委2022年工作总结\n\n区委常委会研究机关党建。"),
    # a county of the city does not take the city's report
    (
        "安阳市",
        "党校教育\n\n1996年,中共安阳市委党校有教职工94人。滑县县委党校办班11期;林州市委党校办班9期。为内黄县小学捐款。",
    ),
    ("宝鸡市", "全市选派干部赴杭州、湖州，感受浙江发展，研习浙江经验。全市办班3期。\n（中共宝鸡市委组织部 张某某）"),
    (
        "中山市",
        "中山市2011年工作\n50名妇女干部赴广州市南沙区学习。中共惠州市委主办的研讨会在惠州召开。中共中山市委党校办班1期。",
    ),
    # a heap of districts: their city
    ("连云港市", "1990年底，新浦区有工会65个；海州区有工会65个；云台区有工会61个；连云区有工会85个。各区均有总工会。"),
    # names that run into the words before them
    ("和县", "工作总结\n中共和县委员会有党员67名。全县发展党员12名，县委表彰3人。"),
    ("天门市", "湖北省天门市推动党员轮训\n全市办班12期。"),
    # provinces and the nation
    ("山西省", "2026年山西省政府工作报告\n来源：山西日报\n各位代表：全省办班3期。"),
    ("西藏自治区", "自治区政府投入187万元。建设美丽西藏。全区环境良好，我区健儿获奖11枚。"),
    ("全国", "截至2022年底，中国共产党党员总数为9804万名。全国共有党委3198个，全国社区都建立了党组织，全国表彰100名。"),
    (
        "全国",
        "植树造林建设美丽中国\n\n我国植树造林取得成就，全国造林10亿亩。在北京丰台，一棵树高6米。我国森林面积2亿公顷。全国绿化面积增长。",
    ),
    # letterhead, signature without brackets, running head
    ("抚顺市", "中共抚顺市委员会文件\n\n关于2009年机关党建工作总结\n全年发展党员12名。"),
    ("淮南市", "工作总结\n全年办班12期，发展党员30名。\n中共淮南市直属机关工作委员会\n2009年12月30日"),
    ("启东市", "启东年鉴（2009）·社会生活\n\n慈善募捐\n\n2008年募集善款12万元。"),
    # several areas that each state their own: the province that holds them, if any does
    ("山东省", "各市情况\n2005年，济南市有党员30万名，青岛市有党员40万名，烟台市有党员25万名。"),
    (None, "各市情况\n2005年，济南市有党员30万名，郑州市有党员40万名。"),
    # a text that never gives the full name of its county: the short one that its clauses begin with
    ("霍邱县", "救灾\n霍邱是多灾县，全县有37个乡镇受灾。1953年，霍邱遭旱灾，县委组织生产自救，发放救济款3万元。"),
    ("广昌县", "救灾\n1991～2000年，广昌常遇洪涝。全县组织抗洪，县直单位捐款，全县发放救灾款3万元。"),
    (None, "救灾\n霍邱是多灾县，郎溪也是。1953年，霍邱遭旱灾，郎溪大水，全县生产自救，县委发放救济款3万元。"),
    (None, "救灾\n1953年，干部到霍邱参观，向霍邱学习，全县生产自救，县委发放救济款3万元，全县捐款2万元。"),
    (None, "救灾\n1953年全县大水。全县发放救济款3万元，全县捐款。\n后来学习霍邱的经验，县委作了布置。霍邱来人介绍。"),
    # what lies elsewhere: where a quake was, what a place is called today; 县内 speaks of the county itself
    (None, "捐款\n四川汶川县发生8.0级强烈地震，我局捐款。汶川县地震牵动人心，全局捐款25万元。"),
    (None, "造林\n率乡民自黄沙河至界首（今兴安县属）驿道植松。今兴安县属地造林。全乡造林30亩。"),
    ("邹平县", "党员\n1927年春，山东省党组织建立支部。1941年，邹平县有党员1611人。1943年，邹平县有党员766人。县内党员分布在县内各区，县委整顿。"),
    # streets, schools, firms and people are no areas
    (None, "北京路小学2010年工作总结\n全校有党员20名。"),
    (None, "青岛啤酒集团2010年工作总结\n集团有党员1200名。"),
    (None, "长江实业2010年工作总结\n有党员200名。"),
    (None, "王海南同志先进事迹\n王海南同志捐款2000元。"),
    (None, "中山路街道2010年工作\n街道有党员2000名。"),
    ("上海市", "上海南京路小学2010年工作总结\n全校有党员20名。"),
    # none
    (None, "第二节  党 员\n\n1986年,全县有党员8214人。县化肥厂党委有9个支部。"),
    (None, "在全场177个党支部中评选先进党支部20个。场组织学习胡锦涛同志考察西柏坡时的讲话，学习谷文昌。"),
    (None, "弘扬延安精神、井冈山精神，学习孙中山。全市发展党员12名。"),
    (None, "甲队来自西昌市，乙队来自滑县，共有20人参赛。"),
]


@pytest.mark.parametrize(("full_name", "text"), PLACES)
def test_the_area_of_a_document(full_name: str | None, text: str) -> None:
    found = read(text)
    assert (found.place.full_name if found.place else None) == full_name
    told = found.place_told
    if told and told.start >= 0:
        assert found.text[told.start : told.end] == told.words


def test_page_furniture_is_no_place() -> None:
    page = "彩票之家\n\n返回彩票之家设为首页加入收藏\n公告: . 昆明市招聘公示 昆明市考核公示 昆明市遴选公示\n"
    text = "机关党建工作总结\n发布时间:2010-08-19\n全区党员学习。区委表彰12人。\n中共五华区委员会有党员67名。"
    found = read(page + text)
    assert found.place is not None
    assert found.place.full_name == "昆明市五华区"


def test_the_file_name_helps_where_nothing_else_does() -> None:
    found = read("全市发展党员12名。", name="2009年滁州市统计")
    assert found.place is not None
    assert (found.place.name, found.place_told and found.place_told.start) == ("滁州市", -1)


SCOPES = [
    ("市直机关", "市直机关党的工作\n正文。"),
    ("市直机关", "市直属机关工作(2011)\n正文。"),
    ("地直机关", "地直机关党务工作\n正文。"),
    ("区级机关", "突出五华特点\n——中共五华区区级机关工作委员会开展活动侧记\n正文。"),
    ("区级机关", "重庆市黔江区直机关工委2022年工作总结\n正文。"),
    ("", "绿化\n全州植树712万株。州级机关67个部门2150人栽树。"),
    ("", "党校教育\n受市直工委之托,办学习班二期。"),
]


@pytest.mark.parametrize(("scope", "text"), SCOPES)
def test_scope(scope: str, text: str) -> None:
    assert document_scope(document("a", text.encode()))[0] == scope


CITY = "凉山彝族自治州绿化\n2005年,全州植树712万株。"
NATION = "我国植树造林。全国造林90万亩。我国绿化。全国完成。"
FIGURES = [
    # a clause whose subject is another area
    ("西昌市", CITY, "西昌市植树<96.5万株>,会理县58万余株。"),
    ("会理县", CITY, "西昌市植树96.5万株,会理县<58万余株>,昭觉县41万株。"),
    ("西昌市", CITY, "2005年底，西昌市委党校办班11期,受训<2 035人次>;州级机关办班3期。"),
    ("会理县", CITY, "向灾区拨粮3吨，拨给会理县<2吨>。"),
    ("凉山彝族自治州高新区", CITY, "西昌市有工会65个；高新区有工会<6个>。"),
    ("凉山彝族自治州", CITY, "西昌市有工会65个，会理、德昌、昭觉三县合计<31个>。"),
    ("陕西省", CITY, "目前，陕西全省<736户>企业停工。"),
    ("科尔沁左翼中旗", "通辽市2010年党员统计\n", "科尔沁区有支部1642个；科左中旗有支部<1208个>。"),
    # the whole area again
    ("凉山彝族自治州", CITY, "西昌市植树96.5万株;州级机关67个部门<2150人>栽树。"),
    ("凉山彝族自治州", CITY, "西昌市植树96万株,全州共植树<712万株>。"),
    ("凉山彝族自治州", CITY, "西昌市植树96万株。3月12日,<67个>部门栽树。"),
    # destinations, objects, lists, names inside names, areas above
    ("凉山彝族自治州", CITY, "组织<50名>干部赴广州市南沙区学习,参加<20人>。"),
    ("凉山彝族自治州", CITY, "教职工为会理县农村小学捐款<9 850元>。"),
    ("凉山彝族自治州", CITY, "先后<5次>到西昌市检查。"),
    ("凉山彝族自治州", CITY, "西昌市、会理县、昭觉县共<3个>县调出。"),
    ("凉山彝族自治州", CITY, "四川省表彰<3名>个人。"),
    ("凉山彝族自治州", CITY, "郑州市某公司捐款<10万元>。"),
    ("凉山彝族自治州", CITY, "在西昌市路边,<20人>栽树。"),
    ("宣城市", CITY, "宣城市有党员<600名>。"),
    # what leads up to the subject
    ("西昌市", CITY, "凉山彝族自治州下辖的西昌市有党员<65名>，会理县58名。"),
    ("会理县", CITY, "所辖西昌市植树96万株、会理县植树<58万株>。"),
    ("西昌市", CITY, "植树最多的是西昌市，植树<96万株>。"),
    ("凉山彝族自治州", CITY, "最后到西昌市，植树<96株>。"),
    # lists with 分别, as many numbers of one unit as names
    ("西昌市", CITY, "西昌市、会理县、昭觉县分别有党员<11名>、12名、13名。"),
    ("昭觉县", CITY, "西昌市、会理县和昭觉县分别植树11万株、12万株和<13万株>。"),
    ("凉山彝族自治州", CITY, "西昌市、会理县分别有党员11名、支部<2个>。"),
    ("凉山彝族自治州", CITY, "西昌市、会理县分别有党员11名、12名，全州有党员<99名>。"),
    ("凉山彝族自治州", CITY, "干部赴西昌市、会理县分别学习<2次>、3次。"),
    # several in one paragraph
    ("济南市", "山东省2005年党员统计\n", "2005年，济南市有党员<30万名>，青岛市有党员40万名，烟台市25万名。"),
    ("青岛市", "山东省2005年党员统计\n", "2005年，济南市有党员30万名，青岛市有党员<40万名>，烟台市25万名。"),
    ("烟台市", "山东省2005年党员统计\n", "2005年，济南市有党员30万名，青岛市有党员40万名，烟台市<25万名>。"),
    # names that are ordinary words, where the document's city has such a district in its year
    ("攀枝花市东区", "攀枝花市2000年党建\n", "东区有党员<300名>，西区有党员200名。"),
    ("攀枝花市西区", "攀枝花市2000年党建\n", "东区有党员300名，西区有党员<200名>。"),
    ("大同市城区", "大同市1995年绿化\n", "城区植树<3万株>，矿区植树2万株。"),
    ("大同市", "大同市2021年绿化\n", "城区植树<3万株>，郊区植树2万株。"),
    ("潍坊市", "潍坊市2000年绿化\n", "城区植树<3万株>，东区植树2万株。"),
    # counties that no gazetteer knows
    ("西刁县", "林口县1950年党史\n", "1947年初，西刁县有党员<46人>；林口县有党员492人。"),
    ("林口县", "林口县1950年党史\n", "1947年初，西刁县有党员46人；林口县有党员<492人>。"),
    ("西刁县", "林口县1950年党史\n", "1951年4月，西刁县召开工会大会，辖工会66个，会员<313人>。"),
    ("林口县", "林口县1950年党史\n", "1951年4月，到西刁县有事，发展会员<313人>。"),
    ("林口县", "林口县1950年党史\n", "年底全县有党员46人，贫困县有支部<6个>。"),
    # no area of the document's own
    (None, "2000年绿化\n", "东区植树<3万株>，朝阳区植树2万株。"),
    ("滑县", "全年情况。", "滑县有工会<65个>，会员4722人。"),
    (None, "全年情况。", "有工会<65个>。"),
    # headings
    ("新海市", "新海连市工会代表大会\n新海连市工会换届。", "\n\n一、新海市工会第一次代表大会在新浦召开。代表<145人>。"),
    (
        "新海连市",
        "新海连市工会代表大会\n新海连市工会换届。",
        "\n\n一、新海市工会大会召开。代表45人。\n\n二、工会大会召开。代表<127人>。",
    ),
    # inside a national text
    ("准格尔旗", NATION, "内蒙古准格尔旗种下樟子松，今年植树<32万亩>。"),
    ("全国", NATION, "内蒙古准格尔旗种下樟子松。我国造林<99万亩>。"),
    ("三明市", NATION, "\n在福建三明，春意盎然。今年造林<12万亩>。"),
    ("河北省", NATION, "\n在福建三明，造林12万亩。\n河北塞罕坝造林<115万亩>。"),
    ("全国", NATION, "\n四川、云南等地造林<30万亩>。"),
    ("全国", NATION, "\n在福建三明，造林12万亩。我国森林面积<2亿公顷>。"),
]


@pytest.mark.parametrize(("full_name", "before", "text"), FIGURES)
def test_the_area_of_a_figure(full_name: str | None, before: str, text: str) -> None:
    position = (before + text).rindex("<")
    found = read((before + text).replace("<", "").replace(">", ""))
    position -= (before + text)[:position].count("<") + (before + text)[:position].count(">")
    start = max(found.text.rfind(mark, 0, position) for mark in "。\n") + 1
    end = found.text.find("。", position) + 1 or len(found.text)
    place, _ = PlaceReader(found).place_at(position, start, end)
    assert (place.full_name if place else None) == full_name


def test_the_end_of_a_word_is_no_county() -> None:
    assert names_in("1978年恢复县委党校，培训党员120人。") == ()
    assert [each.text for each in names_in("1978年，复县培训党员120人。")] == ["复县"]
    assert names_in("2018年，全市新增城市绿地86公顷。") == ()
    assert [each.text for each in names_in("2008年，增城市新增绿地86公顷。")] == ["增城市"]
    assert names_in("中共县委（以下简称县委）和县人民政府") == ()
    assert [each.text for each in names_in("1978年，和县人民政府")] == ["和县"]
