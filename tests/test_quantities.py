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

# value, unit, bound (and the upper end) — then sentences of which each states just this.
SPELLINGS: dict[tuple[str, ...], list[str]] = {
    ("3834", "条", "eq"): [
        "修订条文3834条。", "修订条文３８３４条。", "修订条文3,834条。", "修订条文3 834条。", "修订条文3，834条。",
        "修订条文三千八百三十四条。", "修订条文叁仟捌佰叁拾肆条。", "修訂條文三千八百三十四條。", "修订条文38\n34条。", "修订条文38\r\n34条。",
        "修订条文3834\n条。", "修订条文3834\n　　条。", "修订条文三千八百\n三十四条。", "修订条文3&nbsp;834条。", "修订条文3&#160;834条。",
        "修订条文<b>3834</b>条。", "修订条文**3834**条。", "**修订条文3834条**。", "修订条文38<span class='x'>34</span>条。", "修订条文3834<br/>条。", "修订条文38</p><p>34条。", "修订条文38\u200b34条。",
        "修订的条文共有若干处，总计38\n—12—\n34条。", "修订的条文共有若干处，总计3834\n[12]\n条。", "修订的条文共有若干处，总计38\r\n第3页\r\n34条。",
        "修订的条文共有若干处，总计38\n·123·\n34条。",
    ],
    ("100", "人", "eq"): ["参加1O0人。", "参加l00人。", "参加I0O人。", "参加一百人。", "参加壹佰人。", "参加百人。"],
    ("30", "%", "eq"): ["占3O%。", "占30%。", "占百分之三十。", "占百分之30。"],
    ("15", "名", "eq"): ["表彰I5名。", "表彰十五名。", "表彰拾伍名。", "表彰１５名。"],
    ("2146", "个", "eq"): ["基层工会2 l46个。", "基层工会2l46个。"],
    ("513000", "元", "eq"): [
        "捐款5l.3万元。", "捐款51.3万元。", "捐款51·3万元。", "捐款５１．３万元。", "捐款51．3\n万元。", "捐款51.3万\n元。",
        "捐款五十一万三千元。", "捐款五十一点三万元。", "捐款51万3千元。",
    ],
    ("35000", "元", "eq"): ["捐款3·5万元。", "捐款３．５万元。", "捐款3•5万元。", "捐款三点五万元。", "捐款3\n.5万元。"],
    ("1000000", "元", "eq"): ["捐款百\n万元。", "捐款1百\n万元。", "捐款一百万元。"],
    ("120000000", "元", "eq"): ["投资1亿2千万元。", "投资1.2亿元。", "投资一亿二千万元。", "投资12000万元。"],
    ("350000000", "元", "gt"): ["投资3.5亿多元。", "投资3亿5千万余元。", "投资超3.5亿元。", "投资3.5亿元以上。", "投资逾3.5亿元。"],
    ("13000", "人", "gt"): ["受益群众1万3千余人。", "受益群众1.3万余人。", "受益群众1万3千多人。", "受益群众一万三千余人。"],
    ("2000", "株", "gt"): ["植树2千多株。", "植树2000多株。", "植树两千余株。", "植树2000余\n株。"],
    ("300000", "人", "gt"): ["三十余万人受益。", "30余万人受益。", "30多万人受益。"],
    ("100000", "元", "gt"): ["捐款十几万元。", "捐款10几万元。"],
    ("23", "个", "eq"): ["设支部廿三个。", "设支部二十三个。", "设支部贰拾叁个。"],
    ("31", "个", "eq"): ["设支部卅一个。"],
    ("150", "人", "eq"): ["到会百五十人。", "到会一百五十人。", "到会一百五人。"],
    ("2", "个", "eq"): ["设支部两个。", "设支部二个。", "设支部2个。", "设支部贰个。"],
    ("2000", "户", "eq"): ["共二〇〇〇户。", "共二○○○户。", "共二零零零户。", "共二千户。"],
    ("-5", "元", "eq"): ["捐款-5元。", "捐款－5元。", "捐款−5元。"],
    ("-3", "℃", "eq"): ["平均气温-3℃。", "平均气温为负3℃。", "气温零下3℃。"],
    ("5", "元", "eq"): ["- 5元", "-5元", "捐款—5元。", "捐款——5元。"],
    ("0.5", "", "eq"): ["占1/2。", "占二分之一。"],
    ("0.1", "", "eq"): ["占十分之一。", "占1/10。"],
    ("0.75", "", "gt"): ["占3/4以上。", "占四分之三以上。", "超过3/4。", "超过四分之三。"],
    ("95", "%", "eq"): ["占百分之九十五。", "占95%。", "占百分之95。", "占百\n分之九十五。"],
    ("95.6", "%", "eq"): ["占百分之九十五点六。", "占95.6%。"],
    ("3", "‰", "eq"): ["出生率千分之三。", "出生率3‰。"],
    ("5", "‱", "eq"): ["发病率万分之五。"],
    ("8", "成", "eq"): ["占八成。", "占8成。"],
    ("7.5", "成", "eq"): ["占七成五。", "占7成5。", "占7.5成。"],
    ("8", "成", "gt"): ["八成以上党员参加。", "占八成多。"],
    ("2.5", "倍", "eq"): ["为上年的2.5倍。", "为上年的两点五倍。"],
    ("1", "番", "eq"): ["产值翻一番。", "产值翻了一番。"],
    ("2", "番", "eq"): ["产值翻两番。", "产值翻了2番。"],
    ("3.2", "个百分点", "eq"): ["提高3.2个百分点。", "提高３．２个百分点。"],
    ("2", "百分点", "eq"): ["提高2百分点。"],
    ("500", "人", "lt"): [
        "近500人参加。", "将近500人参加。", "不足500人参加。", "不到500人参加。", "最多500人参加。", "接近500人参加。", "不超过500人参加。", "500人以内。", "近五百人参加。",
    ],
    ("500", "人", "gt"): [
        "逾500人参加。", "超500人参加。", "超过500人参加。", "至少500人参加。", "500多人参加。", "500余人参加。", "500人以上。", "500人有余。", "不少于500人。",
        "突破500人。", "超\n过500人参加。", "超过\n500人参加。", "500人出头。", "五百余人参加。", "损失逾500人。", "超过<b>500</b>人。",
    ],
    ("500", "人", "approx"): [
        "约500人参加。", "500人上下。", "500人左右。", "大约500人参加。", "500来人参加。", "500许人参加。", "五百来人参加。", "损失约500人。",
    ],
    ("500", "人", "eq"): ["达500人。", "高达500人。", "多达500人参加。", "500人参加。"],
    ("10", "人", "eq", "20"): [
        "每组10—20人。", "每组10-20人。", "每组10～20人。", "每组10~20人。", "每组10至20人。", "每组10到20人。", "每组10–20人。", "每组10－20人。",
        "每组10──20人。", "每组10一20人。", "每组10——20人。", "每组10人至20人。", "每组10人—20人。", "每组十至二十人。", "每组10\n—20人。", "每组10—\n20人。",
        "每组１０－２０人。", "每组10−20人。", "每组10人-20人。",
    ],
    ("30", "人", "eq", "40"): ["邀请三四十人。", "邀请30—40人。"],
    ("500", "人", "eq", "600"): ["到会五六百人。", "到会500—600人。"],
    ("7", "个", "eq", "8"): ["设支部七八个。"],
    ("17", "个", "eq", "18"): ["设支部十七八个。"],
    ("200000", "元", "eq", "300000"): [
        "捐款二三十万元。", "捐款20—30万元。", "捐款20万—30万元。", "捐款20万元—30万元。", "捐款20万元至30万元。", "捐款20万元\n—30万元。",
    ],
    ("8000", "元", "eq", "10000"): ["每户8000元至1万元。", "每户8000—1万元。"],
    ("30", "%", "eq", "40"): ["占30%—40%。", "占30—40%。", "占百分之三十至四十。", "占百分之三十至百分之四十。"],
    ("10", "人", "approx", "20"): ["约10—20人参加。", "近10—20余人参加。", "10—20人左右。"],
    ("10", "人", "gt", "20"): ["每组10—20余人。", "每组10余—20人。", "每组10余人至20余人。", "超过10—20人。"],
    ("10", "人", "lt", "20"): ["近10—20人参加。"],
}  # fmt: skip

NEIGHBOURS = {"党员六七人": ("6", "7"), "青年三四十人": ("30", "40"), "学生二三百人": ("200", "300"), "十五六人": ("15", "16")}

RANGES = [
    ("每期40~50人", "40", "50", "人"),
    ("每名1万—3万元不等", "10000", "30000", "元"),
    ("每周1至2个晚上", "1", "2", "个"),
    ("专职干部3～4人", "3", "4", "人"),
    ("每组10－20人", "10", "20", "人"),
]

REJECTED = {
    "date": ["20世纪90年代", "1988.10.1", "88年", "2005年10月", "10月1日", "1998/10/1", "二00三","1O月", "2011年", "2010-08-19发布", "12月3日", "1988—1993年", "80年代中期", "民国37年", "7月1日至9月2日", "89年"],
    "time": ["8时30分", "8:30", "8：30", "上午8时许", "8:30—11:00", "8点30分", "下午3:30", "上午9时"],
    "ordinal": ["第3—5名", "第3", "第3名", "名列第2", "第21届运动会", "第3批", "列全球前1‰学科"],
    "anniversary": ["建党88周年"],
    "duration": ["为期3天", "24小时值班", "三年内用了36个月", "学制4个月"],
    "age": ["60岁以上", "满18周岁", "年满60周岁", "35岁以下者"],
    "threshold": ["5人以上10人以下的企业", "凡50人以上的单位", "党员不足3人的支部", "党员超过50人的单位", "1000元以上者64人", "收益10万元以上的村"],
    "address": ["中山路88号", "3楼", "5单元", "人民路88号3楼", "松苑路1号", "大楼8楼", "见http://a.cn/d70&A=11"],
    "number": ["13800138000", "0760-88321234", "电话：86543210", "邮编528403"],
    "document_number": ["〔2005〕12号", "[2005]12号", "（2005）12号", "琼红〔2015〕通知"],
    "ratio": ["3:2", "比分3比2", "按1：3配套", "1∶3"],
    "name": ["系统2.0版", "GB2312", "CRH380A", "“7·23”事故", "5·12地震", "9·18事变", "Windows 10", "5G产业", "开展“3个一批”活动", "《8个方面意见》", "“1+5+N”体系", "T1000"],
    "list": ["（1）抓学习", "1.抓学习", "1．抓学习", "1、精心组织", "（2）落实"],
    "unit": ["10 20", "歼-20", "824电台", "健全“135”机制"],
}


def readings(text: str) -> list[Reading]:
    return list(read(text, clean(text), 0, len(text)))


@pytest.mark.parametrize(("expected", "text"), [(row, text) for row, texts in QUANTITIES for text in texts])
def test_quantities(expected: tuple[str, str, str, str], text: str) -> None:
    found = [reading.quantity for reading in readings(text) if reading.quantity]
    assert expected in [
        (q.quote, format(q.value.normalize(), "f"), q.unit.replace("（", "(").replace("）", ")"), q.bound) for q in found
    ]


@pytest.mark.parametrize(("expected", "text"), [(row, text) for row, texts in SPELLINGS.items() for text in texts])
def test_every_spelling_reads_the_same(expected: tuple[str, ...], text: str) -> None:
    (quantity,) = [reading.quantity for reading in readings(text) if reading.quantity]
    ends = [quantity.value, *([] if quantity.value_max is None else [quantity.value_max])]
    low, *high = [format(end.normalize(), "f") for end in ends]
    assert (low, clean(quantity.unit), quantity.bound, *high) == expected
    assert text[quantity.start : quantity.end] == quantity.quote


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


WORDS = (
    "三个代表 “五好” 三八妇女节 八一路 一二·九运动 二○○○年 二〇〇〇年 二零零零年 一九八八年 一九五八年五月 十月 十八大 三中全会 一等奖 二十世纪九十年代 八五普法 "
    "三五个 一一落实 两学一做 四个全面 两个维护 数百名 几十人 上百人 成千上万 ①抓学习 —12— 三番五次 坚持不懈 百家争鸣 千人计划 万人评议 三十五六岁 第三至五名 第3—5名 5人以上10人以下 第三名 三严三实"
).split()


@pytest.mark.parametrize("text", WORDS)
def test_words_that_hold_numerals_state_nothing(text: str) -> None:
    found = [*readings(f"{text}，"), *readings(f"学习{text}精神")]
    assert [reading.quantity.quote for reading in found if reading.quantity] == []


def test_blanks_do_not_make_a_range() -> None:
    assert [(r.quantity.quote if r.quantity else r.reason) for r in readings("10 20人")] == ["unit", "20人"]


@pytest.mark.parametrize("written", ["5l份矿泉水", "lO人", "3O", "2O0l"])
def test_letters_are_digits_only_in_a_number_with_a_unit(written: str) -> None:
    assert [r.quantity.unit for r in readings(f"共{written}，") if r.quantity] in ([], ["份"])


@pytest.mark.parametrize("text", ["近500人", "约500人", "逾500人", "超500人"])
def test_a_bound_may_open_the_text(text: str) -> None:
    (reading,) = readings(text)
    assert reading.quantity and (reading.start, reading.quantity.bound) == (0, {"近": "lt", "约": "approx"}.get(text[0], "gt"))


def test_many_digits_are_exact() -> None:
    (reading,) = readings("投入1.2345678901234567890123456789012345万元")
    assert reading.quantity and str(reading.quantity.value) == "12345.6789012345678901234567890123450000"


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


def test_text_set_apart_by_a_scan_is_closed_again() -> None:
    apart = "1 9 63 年 , 各 公 社 均 成 立 团 委 , 有 团 支 部 44 5 个 , 团 员 6 3 90 人 。"
    found = [each.quantity for each in read(apart, clean(apart), 0, len(apart)) if each.quantity]
    assert [(str(each.value), each.quote) for each in found] == [("445", "44 5 个"), ("6390", "6 3 90 人")]


@pytest.mark.parametrize("row", ["1 2 3 4 5 6 7 8 9 10 11 12", "单位 党员 支部 总支 党委 小组 男 女 计", "甲 12 3 1 1 4 8 4 12 3"])
def test_a_row_of_a_table_keeps_its_blanks(row: str) -> None:
    assert clean(row) == row
