"""Which year a whole document is of, and what that makes of its headings, 今年 and 去年."""

from __future__ import annotations

from hashlib import sha256

import pytest

from extract.models import Document, Figure
from extract.pipeline import extract


def figures(text: str, title: str) -> list[Figure]:
    digest = sha256(text.encode()).hexdigest()
    return list(extract(Document(id=digest[:12], name="a", text=text, sha256=digest, title=title)).figures)


SPEECH = "在市直机关工作会议上的讲话"
REPORT = "某省2026年政府工作报告"

# Title, text → the years of its figures.
DATED: dict[tuple[str, str], list[int | None]] = {
    (
        SPEECH,
        f"{SPEECH}\n（2010年3月5日）\n\n一、去年干了什么\n全年发展党员512名。到去年底，有支部846个。2008年底有党员1500名。"
        "全年植树300株。\n\n二、今年怎么办\n发展党员500名左右。",
    ): [2009, 2009, 2008, 2009, 2010],
    (SPEECH, f"{SPEECH}\n（2010年9月5日）\n\n今年1至8月，受理信访206件，立案47件，与去年同期的39件、41件相比略有上升。"): [
        2010, 2010, 2009, 2009,
    ],
    ("晚间新闻 2010-04-24", "晚间新闻 2010-04-24\n\n截至目前，完成造林408万亩。"): [2010],
    ("某区党建提质增效（2019年1月）", "某区党建提质增效（2019年1月）\n\n截至2018年底，有党员7650名。\n\n发展党员312名。"): [2018, 2018],
    ("献爱心", "献爱心\n\n本报讯　2018年1月24日，市红十字会表彰8名个人。去年收到捐款428万元。今年计划培训1500名。"): [2018, 2017, 2018],
    ("某局工作总结", "某局工作总结\n（2018年1月24日）\n\n植树428万株。今年植树1500株，去年植树300株。"): [2017, 2018, 2017],
    ("2013年党建工作", "2013年党建工作\n\n提交提案47件。\n\n2014年目标\n提案在2013年47件的基础上争取达到50件。"): [2013, 2013, 2014],
    ("2012年党建工作", "2012年党建工作\n\n捐款20万元。\n\n六、2013年思路\n捐款在上年20万元基础上力争25万元。"): [2012, 2012, 2013],
    ("2023年党建工作", "2023年党建工作\n\n发展党员90名。\n\n明年怎么干？工委开列清单：发展党员100名，讲党课700堂。"): [2023, 2024, 2024],
    (REPORT, f"{REPORT}\n\n“十四五”时期工作回顾\n植树造林2000万亩。森林覆盖率达到30%。"): [None, 2025],
    (REPORT, f"{REPORT}\n\n这五年，我们走生态优先之路。\n完成营造林2027万亩。\n\n一年来，我们真抓实干。\n植树造林300万亩。"): [None, 2025],
    (
        "全市森林覆盖率达37.1%",
        "某地网\n\n发表于 2015-11-28 18:46:50 | 阅读模式\n全市森林覆盖率达37.1%\n\n截至2014年底，有林地911万亩。\n\n截至今年10月底，植树30万株。\n\n2011年至2015年，造林9万亩。",
    ): [2015, 2014, 2015, None],
    ("慈善事业", "慈善事业\n\n截至2014年底，全国有慈善超市3万个。2013年接收捐款566亿元，2012年为572亿元。\n\n全年销售彩票2059亿元。"): [
        2014, 2013, 2012, 2014,
    ],
    ("某县人民政府工作报告", "某县人民政府工作报告\n——2000年1月19日在某县第十四届人民代表大会第二次会议上\n\n造林11万亩。\n\n2000年的主要预期目标：植树20万株。"): [
        1999, 2000,
    ],
    ("农场志", "农场志\n\nl982年底，有党员1 814名。\n\n19O5年，有会员20人。"): [1982, 1905],
    ("造林绿化", "造林绿化\n\n2013年，植树30万株。2019年，植树40万株。\n\n今年，植树50万株。"): [2013, 2019, None],
}  # fmt: skip


@pytest.mark.parametrize(("words", "years"), DATED.items())
def test_years_of_whole_documents(words: tuple[str, str], years: list[int | None]) -> None:
    title, text = words
    assert [figure.year for figure in figures(text, title)] == years


# An event or a group within the total of the year → the quotes that are parts.
WITHIN = {
    "全市参加义务植树156万人次，植树712万株。3月12日，机关2150人植树8600株。": ["2150人", "8600株"],
    "全年接收捐款63.2万元。5月8日，举办义演1场，现场募得捐款1.8万元。": ["1.8万元"],
    "全年募捐63.2万元。党员交纳特殊党费8万元。": [],
    "植树5000株。9月植树8000株。": [],
    "全年植树712万株。\n\n城东镇植树12万株。": ["12万株"],
    "经审查立案428件。\n\n委员个人提出的351件，各党派提出的54件，团体提出的23件。": ["351件", "54件", "23件"],
    "经审查立案428件。\n\n甲县351件，乙县54件，丙县23件。": [],
}


@pytest.mark.parametrize(("text", "parts"), WITHIN.items())
def test_what_a_total_of_the_document_holds(text: str, parts: list[str]) -> None:
    title = "2005年提案工作" if "立案" in text else "2005年绿化与募捐"
    assert [figure.quote for figure in figures(f"{title}\n\n{text}", title) if figure.part] == parts
