"""Headings, paragraphs, furniture, sentences."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from conftest import make_document
from extract.clean import clean
from extract.lines import blocks
from extract.load import document, load
from extract.models import Segment
from extract.pipeline import extract
from extract.segment import segment, sentences

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(part.kind, text[part.start : part.end].strip()) for part in segment(make_document(text))]


HEADINGS = {
    "【组织建设】": "【组织建设】1988年末，全市有基层工会20个。",
    "组织建设】": "机关工作\n组织建设】 2011年，发展党员3名。",
    "（一）强学习。": "（一）强学习。全年中心组学习18次，开展宣讲92场。",
    "三、2023年打算": "三、2023年打算\n发展党员140名左右。",
    "第二节  党 员": "第二节  党 员\n1986年，全县有党员8214人。",
    "［募集］": "［募集］　“慈善一日捐”筹得５４２．８万元。",
    "一、抓学习，强思想": "一、抓学习，强思想 2004年，机关各级党组织把学习作为首要任务，成效明显。",
    "党员的年龄。": "党员的年龄。30岁及以下党员1243名，31至35岁党员1150名，其余党员另计，不在此列。",
}

NO_HEADINGS = [
    "一、新海市工会第一次代表大会1949年5月28日在新浦召开，出席代表145人。",
    "2011年，全市发展党员585人，办理转正438人。",
    "（王凤华供稿）",
    "二、深入推进“两学一做”，全市各级党组织书记讲党课4 216场，参学党员13.8万人次，查摆问题1 943个。",
    "**植树造林**：全年植树3万株，造林1 200亩。",
    "发展党员 140名左右，其中一线工人不低于六成，女党员不少于三成，力争全面完成任务。",
    "承办全国性会议12次，接待代表3 200人。",
    "阅读推广活动开展46场，1.2万人次参加，比上年增加3场。",
    "开展主题团日活动460余场次；新媒体平台推送图文2 300余条，阅读量超百万，点击率居全省第一。",
    "1.植树4 216株，栽花3 820盆，新增绿地86公顷，全市各级机关都参加了这一活动。",
]


@pytest.mark.parametrize(("heading", "text"), HEADINGS.items())
def test_headings(heading: str, text: str) -> None:
    assert ("heading", heading) in kinds(text)


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_no_headings(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} == {"paragraph"}


@pytest.mark.parametrize(
    "line",
    ["您的当前位置:", "【作者】编委会 【点击率】1402次", "上一篇: 保密工作(2011) 【关闭窗口】", "Original URL: http://a.cn", "2024-11-25下载文档一键复制全文"],
)
def test_furniture(line: str) -> None:
    assert kinds(f"标题\n{line}\n2011年，全市发展党员585人，办理转正438人。")[1] == ("furniture", line)


def test_hard_wraps_are_joined() -> None:
    line = "  2009年,地直机关工委主动服从服务于地委中心工作,营造机关良好政务环境,提高党员干部素"
    text = "\n".join([line, "质,实现机关工作创新。开展优化经济发展环境活动,制发实施意见,确定八个方面的重点工作,提请"] * 4)
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 4


def test_a_short_line_of_a_cut_text_that_ends_within_a_sentence_goes_on() -> None:
    line = "1961年以后,各乡镇党委举办党员培训班,讲党课,学习农村工作条例,组织党员到先进地区参"
    rest = "观学习,党的基层组织得到整顿。1963年,全县抽调"
    text = "\n".join([line, line, rest, "58名干部,对319个支部进行整顿。", line, line, "1964年,有支部41个。"])
    found = extract(document("a", text.encode())).figures
    assert [(figure.quote, figure.year) for figure in found] == [("58名", 1963), ("319个", 1963), ("41个", 1964)]
    heading = text.replace(rest, "观学习。\n党的基层组织")
    assert ("heading", "党的基层组织") in kinds(heading)


def test_a_word_that_a_scan_has_set_apart_is_no_caption() -> None:
    text = "全县有工会会员3200人，分布在机关和企业里，其中女会\n员\n900人，青年会员1200人。\n工会工作\n会员3200人，干部30人。"
    found = extract(document("a", text.encode())).figures
    assert [figure.quote for figure in found if figure.part] == ["900人", "1200人"]
    assert ("heading", "工会工作") in kinds(text)


def test_nothing_has_no_segments() -> None:
    assert list(blocks("")) == list(blocks("\n\n", 1, 1)) == []


def test_a_page_without_line_breaks_is_cut_at_its_marks() -> None:
    text = "机关党建工作取得成绩。 一、理论武装 " + "2004年，各级党组织认真学习。" * 15 + " 二、组织建设 " + "2004年，健全组织。" * 15
    assert [words for kind, words in kinds(text) if kind == "heading"] == ["一、理论武装", "二、组织建设"]


def test_headings_stand_above() -> None:
    text = "年鉴\n【党建】\n（一）组织。2011年，全市发展党员585人，转正438人。\n【团建】\n2011年，发展团员60人，离团160人。"
    parts = {text[part.start : part.end].strip(): part for part in segment(make_document(text))}
    assert parts["2011年，全市发展党员585人，转正438人。"].headings == ("年鉴", "党建", "（一）组织")
    assert parts["2011年，发展团员60人，离团160人。"].headings == ("年鉴", "团建")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_segments_of_the_seeds(path: Path) -> None:
    document = load(path)
    parts: list[Segment] = list(segment(document))
    assert parts == sorted(parts, key=lambda part: part.start)
    assert all(one.end <= two.start for one, two in pairwise(parts))
    covered = "".join(document.text[part.start : part.end] for part in parts)
    assert sorted(covered.split()) == sorted(document.text.split()) or len("".join(covered.split())) == len(
        "".join(document.text.split())
    )
    assert max(part.end - part.start for part in parts) < 900  # what a person can read


def test_sentences() -> None:
    text = clean("发展党员3名。表彰“先进！”集体2个；转正1名！另有5名")
    spans = [text[start:end] for start, end in sentences(text, 0, len(text))]
    assert spans == ["发展党员3名。", "表彰“先进！”", "集体2个；转正1名！", "另有5名"]


# The quote of the one figure, the kinds of the segments; "|" stands for the end of a line.
WITHIN_A_SENTENCE = {
    "3|55名": ["2011年，全市共发展党员3|55名，表现良好。"],
    "近|355名": ["2011年，全市共发展党员近|355名，表现良好。"],
    "355|名": ["2011年，全市共发展党员355|名，表现良好。"],
    "355|余名": ["2011年，全市共发展党员355|余名，表现良好。"],
    "3|—12—|55名": ["2011年，全市各级党组织共发展党员3|—12—|55名，表现良好。"],
    "355|[12]|名": ["2011年，全市各级党组织共发展党员355|[12]|名，表现良好。"],
    "355</b>名": ["2011年，全市共发展党员<b>355</b>名，表现良好。"],
    "35<br/>5名": ["2011年，全市共发展党员35<br/>5名，表现良好。"],
    "355&nbsp;名": ["2011年，全市共发展党员355&nbsp;名，表现良好。"],
    "355名": ["2011年，全市共发展党</p><p>员355名，表现良好。", "工作总结|—12—|2011年，全市共发展党员355名。", "2011年工作总结2011|2011年，全市共发展党员355名。"],
}


@pytest.mark.parametrize(("quote", "text"), [(quote, text) for quote, texts in WITHIN_A_SENTENCE.items() for text in texts])
def test_what_breaks_a_sentence_does_not_end_it(quote: str, text: str) -> None:
    document = make_document(text.replace("|", "\n"))
    (figure,) = extract(document).figures
    assert (figure.quote, figure.value, figure.indicator) == (quote.replace("|", "\n"), 355, "new_party_members")


@pytest.mark.parametrize("line", ["—12—", "[12]", "第 3 页", "·123·"])
def test_a_page_number_between_paragraphs_is_furniture(line: str) -> None:
    assert ("furniture", line) in kinds(f"工作总结\n{line}\n2011年，全市发展党员585人，办理转正438人。")


def test_cleaning_keeps_the_length_whatever_it_masks() -> None:
    text = "捐款<b>5</b>万&nbsp;&amp;&nosuch;\r\n—12—\r\n元<br/>&#38;&#x1F600;&lt;\u200b\ufeff"
    assert len(clean(text)) == len(text)


CUT = {
    # Lines of no one width, cut within sentences of a text whose other lines are whole ones.
    "第三节 青年\n\n1957年，改称团县委。\n1958年，团县委辖32个基层团委、1585个团\n支部，共有团员22 240人，专职干部43人。\n1963年，学雷锋活动\n中，"
    "做好事三万余件。\n1964年，有团员9人。": [1958, 1958, 1958, 1958, 1963, 1964],
    # A list whose lines have no stop.
    "2011年\n发展党员12名，培训入党积极分子\n召开会议4次，培训200人\n走访群众，慰问老人\n2012年培训，教师": [2011, 2011, 2011],
}  # fmt: skip


@pytest.mark.parametrize(("text", "years"), CUT.items())
def test_a_line_that_ends_within_a_sentence_goes_on_in_the_next(text: str, years: list[int]) -> None:
    assert [figure.year for figure in extract(document("a", text.encode())).figures] == years
    assert any("\n" in words for _, words in kinds(text)) == ("团\n支部" in text)


@pytest.mark.parametrize("mark", ["（三）", "3. ", "(3)", "③", "● ", "◆", "第三，", "三是", "【概况】 ", "3）", "- "])
def test_no_mark_before_a_paragraph_costs_a_figure(mark: str) -> None:
    told = [path.read_text(encoding="utf-8") for path in SEEDS]
    told.append("全市各级党组织书记讲党课4 216场，参学党员13.8万人次，查摆问题1 943个，整改问题1 871个，成效明显。")
    lines = [line.strip() for text in told for line in text.splitlines()]
    paragraphs = [line for line in lines if len(line) > 60 and line.endswith("。") and line[0] not in "一二三四五六七八九十（第"]
    for each in paragraphs:
        plain, marked = (extract(make_document(f"临江市2012年工作总结\n{words}\n")) for words in (each, mark + each))
        assert [figure.quote for figure in marked.figures] == [figure.quote for figure in plain.figures], each


TORN = {
    "群众满意率为96\n.8%，比上年提高1.2个百分点。": "96.8%",
    "造血干细胞采样1\n12份，比上年多31份。": "112份",
    "讲廉政党课12\n6场，其中市级领导讲14场。": "126场",
    "为上年931万元的1\n.38倍；支出救助金698万元。": "1.38倍",
    "会上对12\n家爱心企业和8名爱心人士给予表彰。": "12家",
    "全市有工会2\nl46个，专职工会干部318人。": "2146",
}


@pytest.mark.parametrize(("text", "quote"), TORN.items())
def test_a_number_goes_on_in_the_next_line(text: str, quote: str) -> None:
    found = extract(make_document(f"临江市2012年工作总结\n全市各级各部门扎实推进工作，{text}\n")).figures
    assert quote in {"".join(figure.quote.split()) for figure in found} or quote in {f"{figure.value:f}" for figure in found}


def test_a_few_lines_of_one_width_were_cut() -> None:
    lines = "党员的入党时间，新中国成立前入党的9.6万名，新中国成立后\n至党的十一届三中全会前入党的1360.9万名，党的十八大以来\n入党的2380.5万名。"
    found = segment(make_document(f"党内统计公报\n{lines}\n"))
    assert [part.kind for part in found] == ["heading", "paragraph"]


COLUMN = (
    "　　全市红十字会年内向社会发出呼吁，募得款项316万元，其中机关干部和教师捐了98万元，企业捐了146万元。春节前夕走访慰问困难家庭"
    "1 930户，送去面粉、食用油和现金合计38万元；资助贫困大学新生84名，发放助学金16万元。全年举办救护员培训班53期，培训4 108人。"
)


@pytest.mark.parametrize("width", [14, 15, 17])
def test_a_narrow_column_of_print_is_read_as_it_was_before_it_was_cut(width: int) -> None:
    cut = "\n".join(COLUMN[start : start + width] for start in range(0, len(COLUMN), width))
    assert [each.kind for each in segment(document("", cut.encode()))] == ["paragraph"]
    whole, found = (extract(document("", text.encode())).figures for text in (COLUMN, cut))
    assert [(each.value, each.indicator) for each in found] == [(each.value, each.indicator) for each in whole]


def test_the_lines_of_a_list_are_no_column() -> None:
    lines = [f"市直机关第{number}党支部，党员{20 + place}名" for place, number in enumerate("一二三四五六七八九")]
    assert len(segment(document("", "\n".join(lines).encode()))) == len(lines)
