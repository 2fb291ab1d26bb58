"""What holds for any text: nothing crashes or stalls, offsets are right, and the way a number is written says nothing else."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from conftest import make_document
from extract.clean import clean
from extract.models import Quantity
from extract.pipeline import extract
from extract.quantities import read

settings.register_profile(
    "quick", derandomize=True, max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("quick")

# Any Unicode, and what a reader of numbers is likeliest to stumble over.
PIECES = st.sampled_from(
    "发展党员 捐款 近 约 不少于 3 55 1，234 8\n6 l0 O 3.5 · . , — - ～ 至 到 万 亿 千 百 十 三 廿 零 ○ 余 多 名 个 元 % 成 番 分之 百分之 年 月 日 时 第 "
    "（ ） “ ” 《 》 ； 。 <b> </p> <br/> &nbsp; &#51; \n —12— 2011年 其中 全市 １２ 億 萬 \u3000 \x1f \x00 \ufeff \U0001f600".split(" ")
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join))

WHOLE = st.integers(min_value=2, max_value=99_999_999)
SENTENCES = ("2011年，全市发展党员{}名。", "2011年，全市植树{}株。", "2011年，全市表彰优秀共产党员{}名。", "2011年，全市收到提案{}件。")


def quantities(text: str) -> list[Quantity]:
    return [each.quantity for each in read(text, clean(text), 0, len(text)) if each.quantity]


@given(TEXTS)
@example("近")
@example("3\n—12—\n5万\x1f元")
def test_any_text_is_read_and_every_quote_is_of_it(text: str) -> None:
    assert len(clean(text)) == len(text)
    found = extract(make_document(f"{text}\n。"))
    for each in (*found.figures, *found.rejections):
        assert each.start < each.end
        assert found.document.text[each.start : each.end] == each.quote


@given(TEXTS)
def test_numbers_stand_one_behind_the_other(text: str) -> None:
    ends = [0]
    for each in read(text, clean(text), 0, len(text)):
        assert ends[-1] <= each.start < each.end <= len(text)
        ends.append(each.end)


HOSTILE = ["1,", "1 ", "3\n", "万", "一", "百分之", "1.", "-", "近", "1-", "l", "&nbsp;", "<b>", "“", "（", "1/2", "\n—1—\n", "\x1f", " ", "1\x1f", "5<b>"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_piece_stalls_the_reading_of_numbers(piece: str) -> None:
    """Four times the text takes some four times the time, not sixteen."""

    def seconds(count: int) -> float:
        text = piece * count + "5"
        start = time.process_time()
        quantities(text)
        return time.process_time() - start

    seconds(100)
    small, large = (min(seconds(count) for _ in range(3)) for count in (2000, 8000))
    assert large < 10 * small + 0.03


def full_width(digits: str) -> str:
    return digits.translate({ord(str(i)): chr(0xFF10 + i) for i in range(10)})


def grouped(digits: str) -> str:
    return f"{int(digits):,}"


def in_chinese(digits: str) -> str:
    """Chinese numerals by place value: 10203 is 一万零二百零三."""
    low = int(digits) % 10_000
    high = int(digits) // 10_000
    if not high:
        return _section(low)
    gap = "零" if 0 < low < 1000 else ""
    return f"{_section(high)}万{gap}{_section(low) if low else ''}"


def _section(value: int) -> str:
    written = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            written += "零一二三四五六七八九"[digit] + unit
        elif written and value % place and not written.endswith("零"):
            written += "零"
    return written


@given(WHOLE, st.sampled_from(SENTENCES))
@example(10203, SENTENCES[0])
@example(20, SENTENCES[1])
@example(10000010, SENTENCES[2])
def test_however_it_is_written_it_states_the_same(value: int, sentence: str) -> None:
    digits = str(value)
    told = set()
    for written in (digits, full_width(digits), grouped(digits), in_chinese(digits)):
        (figure,) = extract(make_document(f"中山市2011年党的工作\n{sentence.format(written)}")).figures
        told.add((figure.value, figure.indicator, figure.year, figure.bound))
    assert {value for value, *_ in told} == {Decimal(value)}
    assert len(told) == 1


BROKEN = (
    "全市发展党员3834名，转正1，234名，近20%为青年，捐款5.21万余元，每组10—20余人。",
    "不少于600名，一百二十八人，三分之二以上，百分之九十五，1亿2千万元，超过83 000株，140人次左右。",
)


@given(st.sampled_from(BROKEN), st.sets(st.integers(min_value=1, max_value=60)), st.sampled_from(["\n", "\r\n", "\n　　"]))
def test_line_breaks_between_characters_change_no_quantity(text: str, places: set[int], wrap: str) -> None:
    cuts = [place for place in sorted(places) if place < len(text)]
    pieces = [text[one:two] for one, two in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assume(all(piece.strip() for piece in pieces))  # a line that holds but a blank ends a paragraph
    broken = wrap.join(pieces)
    assert [facts(each) for each in quantities(broken)] == [facts(each) for each in quantities(text)]


def facts(each: Quantity) -> tuple[object, ...]:
    return each.value, each.value_max, clean(each.unit), each.bound


LINES = (
    "2011年全市各级党组织认真贯彻上级党委的工作部署，切实加强基层组织建设，共发展党员3834名，按期转为正式党员的预备党员1，234名，"
    "组织广大党员干部开展义务植树活动，共计植树83 000余株，并且为灾区群众捐款5.21万余元，评选表彰优秀共产党员一百二十八名，"
    "举办各类培训班不少于60期，参加培训的党员干部达到9800余人次，有力推动了各项工作的顺利开展。"
)


@given(st.integers(min_value=24, max_value=40))
def test_a_printers_measure_changes_no_figure(width: int) -> None:
    wrapped = "\n".join(LINES[i : i + width] for i in range(0, len(LINES), width))
    found, told = (extract(make_document(f"中山市党的工作\n{text}")).figures for text in (wrapped, LINES))
    assert [(f.value, f.indicator, f.bound) for f in found] == [(f.value, f.indicator, f.bound) for f in told]
