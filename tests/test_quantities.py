"""Numbers in sentences: what is a quantity, and why the others are none."""

from __future__ import annotations

import pytest

from extract.clean import clean
from extract.quantities import Reading, read

# quote, value, unit, bound — then the sentences that hold it.
QUANTITIES: list[tuple[tuple[str, str, str, str], list[str]]] = [
    (("355名", "355", "名", "eq"), ["全年发展党员355名。", "发展党员达355名，预备党员转正"]),
    (("83 000余株", "83000", "株", "gt"), ["植树83 000余株。"]),
    (("3200\n余人", "3200", "人", "gt"), ["3200\n余人参加义务植树"]),
    (("8\n6名", "86", "名", "eq"), ["绿化劳动模范8\n6名"]),
    (("2 15\n0人", "2150", "人", "eq"), ["67个部门2 15\n0人到邛海"]),
    (("36万多元", "360000", "元", "gt"), ["投入36万多元资金"]),
    (("113.7万余元", "1137000", "元", "gt"), ["清理公款113.7万余元。"]),
    (("近3万件", "30000", "件", "lt"), ["日用品近3万件"]),
    (("约900人", "900", "人", "approx"), ["80个单位约900人参加"]),
    (("超过1亿元", "100000000", "元", "gt"), ["投入超过1亿元"]),
    (("不少于600名", "600", "名", "gt"), ["培训救护员不少于600名"]),
    (("140名左右", "140", "名", "approx"), ["发展党员140名左右"]),
    (("90%以上", "90", "%", "gt"), ["成活率90%以上;"]),
    (("１２８６．５万元", "12865000", "元", "eq"), ["募集善款１２８６．５万元，"]),
    (("2 l46个", "2146", "个", "eq"), ["基层工会2 l46个．"]),
    (("l9.8万株", "198000", "株", "eq"), ["植树l9.8万株"]),
    (("1，306期", "1306", "期", "eq"), ["培训班1，306期"]),
    (("一百二十八名", "128", "名", "eq"), ["表彰优秀党员一百二十八名"]),
    (("两次", "2", "次", "eq"), ["举行研讨会两次"]),
    (("1亿2千万元", "120000000", "元", "eq"), ["完成投资1亿2千万元"]),
    (("百分之九十五", "95", "%", "eq"), ["参加的占百分之九十五。"]),
    (("四分之一", "0.25", "", "eq"), ["占年度计划的四分之一。"]),
    (("三成", "3", "成", "eq"), ["占三成，"]),
    (("1.38倍", "1.38", "倍", "eq"), ["为上年的1.38倍；"]),
    (("21件(次)", "21", "件(次)", "eq"), ["来信来访21件(次)。"]),
    (("5千米", "5", "千米", "eq"), ["全长5千米。"]),
    (("5千余人次", "5000", "人次", "gt"), ["参加者5千余人次"]),
    (("超万亿元", "1000000000000", "元", "gt"), ["完成投资超万亿元。"]),
    (("千名", "1000", "名", "eq"), ["组织千名党员参加"]),
]

NEIGHBOURS = {"党员六七人": ("6", "7"), "青年三四十人": ("30", "40"), "学生二三百人": ("200", "300"), "十五六人": ("15", "16")}

RANGES = [
    ("每期40~50人", "40", "50", "人"),
    ("每名1万—3万元不等", "10000", "30000", "元"),
    ("每周1至2个晚上", "1", "2", "个"),
    ("专职干部3～4人", "3", "4", "人"),
    ("每组10－20人", "10", "20", "人"),
]

REJECTED = {
    "date": ["2011年", "2010-08-19发布", "12月3日", "1988—1993年", "80年代中期", "民国37年", "7月1日至9月2日", "89年"],
    "time": ["下午3:30", "上午9时"],
    "ordinal": ["第21届运动会", "第3批", "列全球前1‰学科"],
    "anniversary": ["建党88周年"],
    "duration": ["为期3天", "24小时值班", "三年内用了36个月", "学制4个月"],
    "age": ["35岁以下者"],
    "threshold": ["1000元以上者64人", "收益10万元以上的村"],
    "address": ["松苑路1号", "大楼8楼", "见http://a.cn/d70&A=11"],
    "number": ["电话：86543210", "邮编528403"],
    "document_number": ["琼红〔2015〕通知"],
    "name": ["5G产业", "开展“3个一批”活动", "《8个方面意见》", "“1+5+N”体系", "T1000"],
    "list": ["1、精心组织", "（2）落实"],
    "unit": ["824电台", "健全“135”机制"],
}


def readings(text: str) -> list[Reading]:
    return list(read(text, clean(text), 0, len(text)))


@pytest.mark.parametrize(("expected", "text"), [(row, text) for row, texts in QUANTITIES for text in texts])
def test_quantities(expected: tuple[str, str, str, str], text: str) -> None:
    found = [reading.quantity for reading in readings(text) if reading.quantity]
    assert expected in [
        (q.quote, format(q.value.normalize(), "f"), q.unit.replace("（", "(").replace("）", ")"), q.bound) for q in found
    ]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    (quantity,) = [reading.quantity for reading in readings(text) if reading.quantity]
    assert (str(quantity.value), str(quantity.value_max), quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(("text", "ends"), NEIGHBOURS.items())
def test_neighbouring_numerals_are_a_range(text: str, ends: tuple[str, str]) -> None:
    (quantity,) = [reading.quantity for reading in readings(text) if reading.quantity]
    assert (str(quantity.value), str(quantity.value_max)) == ends


def test_from_to_is_no_range() -> None:
    found = [reading.quantity.quote for reading in readings("由155人增至437人，从20人到30人") if reading.quantity]
    assert found == ["155人", "437人", "20人", "30人"]


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in REJECTED.items() for text in texts])
def test_what_is_no_quantity(reason: str, text: str) -> None:
    assert reason in {reading.reason for reading in readings(text) if not reading.quantity}


@pytest.mark.parametrize("text", ["三个代表", "“五比五创”", "十佳公仆", "数百名", "几十人", "成千上万", "中纪委二次全会", "第三批"])
def test_words_that_hold_numerals(text: str) -> None:
    assert [reading.quantity.quote for reading in readings(f"学习{text}精神") if reading.quantity] in ([], ["三个"])


def test_words_that_end_like_a_bound() -> None:
    quotes = [reading.quantity.quote for reading in readings("附近3个村，签约5个项目，近3个村") if reading.quantity]
    assert quotes == ["3个", "5个", "近3个"]


def test_offsets_are_of_the_text_as_written() -> None:
    text = "全市有２．３万　名党员\r\n，约９００\n人参加。"
    for reading in readings(text):
        assert reading.quantity is None or text[reading.start : reading.end] == reading.quantity.quote
