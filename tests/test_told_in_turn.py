"""What totals hold, which year goes on, and whose figure it is, as books of other cities and decades tell it."""

from __future__ import annotations

import pytest

from extract.load import document
from extract.pipeline import extract
from tests.sentences import read

# Text → the quotes that another figure holds.
PARTS = {
    # A total behind what it is made up of, in one sentence or at the end of the year.
    "1991年，河口镇捐款2.1万元；县直机关捐款4.3万元，全县合计捐款8.8万元。": ["2.1万元", "4.3万元"],
    "1991年，河口镇捐款2.1万元；县直机关捐款4.3万元，乡镇企业捐款8.8万元。": [],
    "2014年，春节救助老人120名。8月，救助学生90名。全年共救助困难群众2600人次。": ["120名", "90名"],
    "2014年，春节救助老人120名。8月，救助学生90名。当月救助困难群众2600人次。": [],
    # All courses and events of a year hold those told behind; those of one kind do not, nor does a sum that is full.
    "2009年，全市共举办各类培训班64期，培训5100人次。\n\n3月，举办科级干部班2期，培训130人。": ["2期", "130人"],
    "2009年，全市共举办妇女干部培训班64期，培训5100人次。\n\n3月，举办科级干部班2期，培训130人。": [],
    "2009年，全市共开展活动90次。\n\n5月，举办歌咏比赛2场。": ["2场"],
    "2009年，全市共开展慰问活动90次。\n\n5月，举办歌咏比赛2场。": [],
    # The second measure goes with the first.
    "1988年，办班22期，培训1430人次，其中财会班3期、96人，统计班2期，60人。": ["3期", "96人", "2期", "60人"],
    "1988年，办班22期，培训1430人次，其中财会班3期。召开会议4次，96人参加。": ["3期"],
    # 其中 is believed below fifty where all adds up; a list ends with another year.
    "1963年，处分党员31人，其中，开除党籍6人、留党察看9人、撤销党内职务5人，严重警告8人、警告3人。": [
        "6人", "9人", "5人", "8人", "3人",
    ],
    "1985年，处分党员90人，其中开除党籍20人、警告60人；1986年立案70件，处分党员66人。": ["20人", "60人"],
    "1990年，接到申诉300件，其中不服处分的120件。1991年比上年下降4%，为288件。": ["120件"],
    # Behind a semicolon another whole is taken apart.
    "七年来，评出市以上劳动模范95名，其中省级9名；市以上女能手60名，其中省级5名。": ["9名", "5名"],
    "2001年，收到提案220件，立案200件。立案提案中，委员提案180件，团体提案20件。": ["200件", "180件", "20件"],
    "2003年5月，市直机关干部1200名到南山栽柏树5600株，补植500株。": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), PARTS.items())
def test_what_another_figure_holds(text: str, parts: list[str]) -> None:
    assert [each.quote for each in read(text) if each.part] == parts


def test_equal_parts_of_two_wholes_are_not_said_twice() -> None:
    text = "七年来，评出劳动模范95名，其中全国级2名，省级9名；女状元60名，其中省级5名，全国级2名。"
    assert not any(each.dup for each in read(text))


REPORT = "在安丘市工会第六次代表大会上的报告"

# Title, text → the years of its figures.
YEARS: dict[tuple[str, str], list[int | None]] = {
    ("甘谷县2018年慈善动态", "2018年1月，县慈善会举行仪式。去年募集善款428万元，惠及880人。全年共发放救助金53万元。"): [2017, 2017, 2017],
    ("甘谷县2018年慈善动态", "2018年1月，县慈善会举行仪式。上年结转善款428万元。全年共发放救助金53万元。"): [2017, 2018],
    ("甘谷县2010年组织工作", "2010年，发展党员412名，2009年为398名；预备党员转正377名。"): [2010, 2009, 2010],
    ("甘谷县2010年组织工作", "2010年，发展党员412名，2009年为398名，其中女党员90名；预备党员转正377名。"): [2010, 2009, 2009, 2010],
    ("红十字会晒账单", "红十字会晒账单\n2019-03-15 17:34:30\n今天，市红十字会开会。\n过去的一年，工作有成效。全年培训1.2万人；接收捐款306万元。"): [2018, 2018],
    ("2018年市红十字会工作总结", "2018年市红十字会工作总结\n\n过去的一年，工作有成效。全年培训1.2万人。"): [2018],
    ("1952年造林计划", "1952年造林计划\n\n一、全县造林九千亩。\n二、1951年全县造林七千亩。城关造林八百亩。"): [1952, 1951, 1951],
    ("1952年造林计划", "1952年造林计划\n\n一、全县造林九千亩。\n1951年，林场成立。城关造林八百亩。"): [1952, 1952],
    (REPORT, f"{REPORT}\n（2016年9月2日）\n\n五年来，新建工会402个。\n素质工程见成效。累计举办培训班315期。2015年培训6100人次。\n今后五年，新建工会300个。"): [
        None, None, 2015, None,
    ],
    (REPORT, f"{REPORT}\n（2016年9月2日）\n\n五年来，新建工会402个。\n——存在不足：仍有企业60家未建会。"): [None, 2016],
    ("", "1952年至1956年，安置失业工人，至1956年底，共介绍1951人就业，组织520人修路。1957年底有待业者300人。"): [None, None, 1957],
    ("", "1989年全县发展党员200人。至1993年底，发展党员1200人，其中女党员300人，占25%。1994年发展党员150人，占申请人数的30%。"): [
        1989, None, None, None, 1994, 1994,
    ],
}  # fmt: skip


@pytest.mark.parametrize(("told", "years"), YEARS.items())
def test_which_year_goes_on(told: tuple[str, str], years: list[int | None]) -> None:
    assert [each.year for each in read(told[1], told[0])] == years


def test_several_years_that_are_not_named_end_with_the_next_matter() -> None:
    title = "某省2026年政府工作报告"
    named = f"{title}\n\n五年来，脱贫成果巩固。\n改革开放走深走实。新增经营主体37万户，植树造林65万亩，生态环境持续改善。"
    assert [each.year for each in read(named, title)] == [None, None]
    assert [each.year for each in read(named.replace("五年来", "近几年"), title)] == [2025, 2025]


# Text → the codes of its figures.
CODES = {
    "1982年，纠正冤假错案260件，涉及党员190人。": ["other", "other"],
    "1982年，全县有党员190人。": ["party_members"],
    "1990年底，全县有妇女党员640人，占9.8%。": ["other", "other"],
    "1990年底，全县有党员6500人。妇女党员640人，占9.8%。": ["party_members", "party_members", "other"],
    "1987年起，对2100户困难家庭给予救济。": ["people_aided"],
    "1987年起，对2100户养猪专业户给予补助。": ["other"],
    "1999年，举办入党积极分子培训班20期，培训1850人。": ["training_sessions", "party_activists"],
    "1999年，举办财会人员培训班20期，培训1850人。": ["training_sessions", "training_participants"],
    "2016年，受理法律援助案件430件，受援群众510人。": ["other", "people_aided"],
    "2016年，受理违纪案件430件。": ["cases_filed"],
    "2012年，提高医保标准，覆盖31万人。": ["other"],
    "2012年，开展宣讲80场，覆盖31万人。": ["activities_held", "event_participants"],
    "2012年，发放高龄补贴310万元。": ["other"],
    "2012年，发放困难补助310万元。": ["aid_money"],
    "2012年，发放捐助款310万元。": ["aid_money"],
    "1956年，组织310人参加生产自救。": ["other"],
    "1956年，组织310人参加歌咏比赛。": ["event_participants"],
    "1992年，有8600人次提合理化建议9100条。": ["other", "proposals_made"],
    "1952年，全县8个区均设工会组织。": ["other"],
    "2004年，收到提案180件。\n\n到年底，166件提案已全部办复。": ["proposals_made", "other"],
    "2004年，180件提案已全部办复。": ["proposals_made"],
    "1953年，第三次团代会召开，正式代表260人。": ["event_participants"],
    "1953年，选出正式代表260人。": ["other"],
    "1961年，对受处分的420人进行甄别。": ["other"],
    "1995年，培训妇女2100人次，有150名妇女领取绿色证书。": ["training_participants", "other"],
    "2010年，造农田林网2.6万亩。": ["afforested_area"],
    "1958年，全县有失业者310人，到年底增至460人，1959年达720人。": ["other", "other", "other"],
    "1994年，办党员培训班，3期480人。": ["training_sessions", "training_participants"],
    "1965年团员800人、团支部60个，1978年依次为1200人和90个。": [
        "league_members", "league_organizations", "league_members", "league_organizations",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), CODES.items())
def test_what_is_counted_and_what_only_looks_alike(text: str, codes: list[str]) -> None:
    assert [each.indicator for each in read(text)] == codes


# Text → (quote, place, narrow) of its figures, in a book on 贵阳市.
WHOSE = {
    "清镇市有团员2.1万人，开阳县有团员1.8万人。": [("2.1万人", "清镇市", False), ("1.8万人", "开阳县", False)],
    "乌当区东风镇团委等4个单位受到表彰。": [("4个", "贵阳市", False)],
    "乌当区有团支部210个。": [("210个", "贵阳市乌当区", False)],
    "市林业局纪委当年自办案件7件。": [("7件", "贵阳市", True)],
}


@pytest.mark.parametrize(("text", "whose"), WHOSE.items())
def test_whose_figure_it_is(text: str, whose: list[tuple[str, str, bool]]) -> None:
    found = read(f"贵阳市共青团工作\n\n1997年，贵阳市共青团工作有新进展。{text}", "贵阳市共青团工作")
    assert [(each.quote, each.place, each.narrow) for each in found] == whose


@pytest.mark.parametrize(
    ("text", "places"),
    {
        "1985年，榆林县造林300亩。1986年全县植树20万株。1988年撤县设榆林市，当年造林900亩。1989年植树30万株。": [
            "榆林县", "榆林县", "榆林市", "榆林市",
        ],
        "1985年，榆林县造林300亩。1986年全县植树20万株。1988年撤区并乡，当年造林900亩。": ["榆林县", "榆林县", "榆林县"],
    }.items(),
)  # fmt: skip
def test_an_area_bears_the_name_of_its_time(text: str, places: list[str]) -> None:
    assert [each.place for each in read(f"第二节 造林\n\n{text}")] == places


@pytest.mark.parametrize(
    ("text", "quotes"),
    {
        "植树人员在河边栽柳2 l.4万株，造林1 6.5万亩。": ["2 l.4万株", "1 6.5万亩"],
        "见附表1 6.5万亩林地已成林。": ["6.5万亩"],
        "四年办短训班38期，其中1982年12期、1300人次。": ["38期", "12期", "1300人次"],
        "论文载《学习》1982年12期。": [],
        "提案150件，其中3人以上联名12件。": ["150件", "12件"],
    }.items(),
)
def test_numbers_that_are_and_that_are_none(text: str, quotes: list[str]) -> None:
    assert [each.quote for each in read(text)] == quotes


def test_a_line_that_ends_with_a_semicolon_ends_no_paragraph() -> None:
    text = "团代会　1950年6月，第一次团代会召开，出席代表128人；\n列席代表32人。1951年发展团员80人。\n工作有了进展。"
    assert [each.year for each in read(text)] == [1950, 1950, 1951]


TABLE = "阳信县历次团员代表大会\n\n| 届次 | {head} | 出席代表（人） | 团员总数（人） |\n|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("head", "years"), {"召开时间": [1952, 1952, 1955, 1955], "成立时间": [None] * 4, "会期": [1952, 1952, 1955, 1955]}.items()
)
def test_a_row_is_of_the_day_on_which_it_was_held(head: str, years: list[int | None]) -> None:
    rows = "| 第一次 | 1952.11 | 155 | 2668 |\n| 第二次 | 1955.5.17-21 | 221 | 6572 |\n"
    found = extract(document("a.md", f"{TABLE.format(head=head)}{rows}".encode())).figures
    assert [each.year for each in found] == years
