"""The evidence for a document's area: each name in it, and what the words around it make it worth."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.catalogue.gazetteer import Mention, Row, area_of, gazetteer, in_force
from extract.clean import clean
from extract.models import Document
from extract.spans import stretched

Span = tuple[int, int]
FRONT = 4000
HEAD_LINE = 60
"""So many characters a line under the title has at the most that tells where a speech was held."""

WEIGHTS = {
    "signature": 8.0,
    "title": 6.0,
    "title_short": 2.5,
    "session": 4.0,
    "publication": 4.0,
    "newspaper": 1.5,
    "file_name": 3.0,
    "opening": 2.5,
    "body": 1.5,
    "own_phrase": 1.5,
    "mention": 0.5,
    "holds": 0.3,
    "elsewhere": 0.1,
    "furniture": 0.05,
}
CAPS = {
    "body": 6.0,
    "own_phrase": 6.0,
    "mention": 3.0,
    "holds": 1.5,
    "opening": 2.5,
    "session": 4.0,
    "publication": 6.0,
    "furniture": 0.2,
}

ELSEWHERE = re.compile(
    r"(?:赴|到|去|往|至|今|来自|抵达?|在|为|向|给|对|从|由|于|与|和|同|及|经|邀请|联合|学习|感受|研习|考察|支援|援助|援建|对口|资助|如|比|等)"
    r"(?:中共|原)?$"
)
PARAGRAPH = re.compile(r"\n\s")
"""A line that is indented, or stands below a blank one, goes on with nothing."""
SENT = re.compile(r"[到赴去往][^，。；\n]{2,40}\Z")
VISITED = re.compile(r"[^，。；\n]{0,24}?(?:参观|考察|取经|观摩|走访|访问)")
"""One of several places that people went to see: 先后到甲省乙县、丙省丁县和戊省参观学习."""
LOCATED = re.compile(r"(?:位于|地处|坐落于|坐落在|隶属于?|处于)$")
"""孟坝镇位于镇原县北部: the area of what reports."""
DISASTER = re.compile(r"[^，。；、]{0,4}(?:发生|遭受|遭遇)?[^，。；、]{0,10}(?:地震|海啸|泥石流)|(?:重?灾|震)区")
"""A place that the text may only have sent its help to: 四川汶川县发生8.0级地震, 我局干部捐款."""
BODY = re.compile(
    r"(?:各级|市|县|区|州|盟|旗|省)?(?:直属|直机关|区级|市级|县级|级机关|机关|委|人民政府|政府|人大|政协|总工会|工会|慈善|红十字|妇联|团委|纪|党校|党组"
    r"|教育|公安|财政|民政|[^，。；、\s\d]{2,8}(?:局|委员会|办公室|协会|联合会|总会|中心))"
)
LETTERHEAD = re.compile(
    r"[^\w]*[\u4e00-\u9fff]{4,30}(?:委员会|[县市区]委|总工会|联合会|妇联|工商联|残联|侨联|文联|科协|党工委|工委|办公室|纪委|政协|人大|[^会]局)[^\w]*"
)
PARTY = re.compile(r"(?:中共|中国共产党|民革|民盟|民建|民进|农工党|致公党|九三学社|中国国民党革命委员会)$")
PUBLICATION = re.compile(r"[^《》，。；]{0,8}(?:年鉴|统计公报|统计资料|[市县区省州]?志)[^《》，。；]{0,8}")
NEWSPAPER = re.compile(r"[^《》，。；]{0,4}(?:日报|晚报|时报|晨报|都市报|新闻网|电视台)")
NEWSPAPER_SAID = re.compile(
    r"(?:日报|晚报|时报|晨报|都市报|新闻网)(?:[\s,，]{0,3}(?:\d{4}[-年]|\d{1,2}月|记者|讯|消息|客户端|报道)|$)"
)
"""A paper without its marks, where news begins: 重庆日报  2018-12-21, 重庆日报记者了解到."""
OWN_PERIODICAL = re.compile(r"[^《》，。；]{0,6}(?:党建|机关|工作|通讯|简报|信息|网|先锋)[^《》，。；]{0,4}》")
STATES = re.compile(r"(?:现|共|设|已)?有|共|达|\d")
"""Right behind an area's name: it is spoken of itself, not one of its people or firms (乙市某公司捐款)."""
OWN_BEFORE = re.compile(
    r"(?:信用|诚信|平安|文明|数字|法治|美丽|效能|和谐|幸福|健康|绿色|创新|活力|魅力|生态|智慧|清廉|善治|实力|富裕|现代|大美|红色|爱心|书香|建设|宜居|开放)[“”\s]*$"
)
BOUNDARY = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|加快|推动|推进|促进|围绕|突出|弘扬|优化|建设|体现|展示|彰显|服务|宣传|繁荣|振兴|实现|助力|展现|讲好|发展|的|在|了|是|以|把|为)$"
)
OWN_AFTER = re.compile(
    r"(?:发展|精神|特点|特色|速度|模式|先锋|人民|大地|篇章|机关|党建|电视台|广播|军分区|监狱|商检|出入境|海关|火车站|供电|电力|移动|电信|邮政|调查队"
    r"|全[省市县区州旗盟]|各界|儿女|干部|青年|职工|总工会|红十字|慈善)"
)
SIGNED = re.compile(
    r"[（(][^（）()\n]{2,40}[）)]\s*$|\n[^\n。，；]{4,40}\n[\s\u3000]*(?:\d{4}|[一二○〇零九]{4})年[^\n]{2,8}日?\s*$"
)
OCCASION = re.compile(
    r"[\s—–\-（(]*(?:[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)?"
    r"[，\s]*[在于][^，。；\d]{0,14}\Z"
)
"""What stands before that name in its line: a dash, a day, 在."""
SESSION = re.compile(
    r"[^，。；\n]{0,16}?第\s?[一二三四五六七八九十百\d]{1,4}\s?[届次][^，。；\n]{0,24}(?:大会|会议|全会|代会)"
    r"|[^，。；\n]{1,16}(?:大会|会议|全会)上"
)
"""Behind an area's name in a line under the title: whom a report was given to (在甲县第十六届人大二次会议上)."""
BOOK_LINE = re.compile(
    r"[^\n，。；：]{2,24}(?:[志史]|年鉴|大事记|年表|概况|公报|汇编|纪略)》?(?:[·\s　（(第卷][^\n，。；]{0,20})?\n"
)
"""A line that names a book: 甲县人民医院院志."""
PAGE = re.compile(r"返回|设为|加入收藏|当前位置|公告|招聘|首页|登录|导航|网站")
"""What marks the lines above a title as a web page's, not as the letterhead or the running head of the document."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One name, the areas that it may mean in the document's year, and the rule that weighs it."""

    rule: str
    start: int
    end: int
    rows: tuple[Row, ...]
    factor: float = 1.0

    @property
    def weight(self) -> float:
        """What it adds to each of its areas."""
        return WEIGHTS[self.rule] * self.factor


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a document stand that decide what a name is worth."""

    text: str
    title: Span
    opening: Span
    signature: Span
    furniture: tuple[Span, ...]
    tables: tuple[Span, ...] = ()

    @classmethod
    def of(cls, document: Document, furniture: Sequence[Span] = ()) -> Layout:
        """Find the title and the signature; what stands before the title is furniture."""
        text = document.text
        start, end = title_span(document)
        signed = SIGNED.search(text, max(0, len(text) - 80))
        page = [(0, start)] if PAGE.search(text, 0, start) else []
        spans = tuple(sorted(span for span in [*page, *furniture] if span[1] <= start or span[0] >= end))
        tables = tuple((table.start, table.end) for table in document.tables)
        return cls(text, (start, end), (end, end + 200), signed.span() if signed else (-1, -1), spans, tables)

    @property
    def is_letterhead(self) -> bool:
        """Whether the title is but the name of a body: 中国农工民主党杭州市桐庐县基层委员会."""
        return LETTERHEAD.fullmatch("".join(self.text[slice(*self.title)].split())) is not None

    def holds(self, span: Span, position: int) -> bool:
        """Whether a position lies in a span."""
        return span[0] <= position < span[1]

    def heads_book(self, position: int) -> bool:
        """Whether a position opens a line above the title that names the book: 甲县人民医院院志."""
        opens = position == 0 or self.text[position - 1] in "\n \u3000《"
        return position < self.title[0] and opens and BOOK_LINE.match(self.text, position) is not None

    def opens(self, position: int) -> bool:
        """Whether a position lies in the opening sentences; the first row of a table is one among equals."""
        if not self.holds(self.opening, position) or any(self.holds(span, position) for span in self.tables):
            return False
        return self.text.count("。", self.title[1], position) <= 1

    def is_head(self, position: int) -> bool:
        """Whether a position lies in a short line that is no sentence: under a title, the occasion of a speech."""
        start, end = self.text.rfind("\n", 0, position) + 1, self.text.find("\n", position)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return len(line) <= HEAD_LINE and "。" not in line and OCCASION.match(self.text, start, position) is not None

    def in_furniture(self, position: int) -> bool:
        """Whether a position lies in page furniture; the spans do not overlap but for the first."""
        index = bisect_right(self.furniture, (position, len(self.text))) - 1
        spans = self.furniture[max(index, 0) : index + 1] + self.furniture[:1]
        return any(self.holds(span, position) for span in spans)


def title_span(document: Document) -> Span:
    """Where the title stands, whatever blanks it was stretched with; (0, 0) where it cannot be found."""
    start, end = stretched(document.title[:12], document.text, FRONT)
    if start < 0:
        return 0, 0
    line_end = document.text.find("\n", start)
    return start, len(document.text) if line_end < 0 else max(line_end, end)


def gather(document: Document, mentions: Sequence[Mention], year: int | None, layout: Layout) -> list[Evidence]:
    """The evidence of all names in the text, the publisher and the file name."""
    found: list[Evidence] = []
    first: tuple[Row, ...] = ()
    peers = are_peers(mentions, year, layout)
    for mention in mentions:
        rule, rows = rule_of(mention, layout), in_year(gazetteer().meant(mention, year), year)
        if rule == "opening" and peers:
            rule = "mention"
        elif rule == "opening":
            first = first or rows
            rule = rule if rows == first else "body" if BODY.match(layout.text, mention.end) else "mention"
        if rule:
            found.append(Evidence(rule, mention.start, mention.end, rows))
            found += holders(mention, rows, rule)
    for words, rule in ((document.publisher, publisher_rule(document)), (clean(document.name), "file_name")):
        found += [
            Evidence(rule, -1, -1, in_year(gazetteer().meant(mention, year), year), 0.5 if mention.short else 1.0)
            for mention in areas_in(words)
        ]
    torn = not any(item.rule.startswith("title") for item in found)
    return found + stretched_title(document, year) if torn else found


def areas_in(words: str) -> list[Mention]:
    """The names in a few words, without the nation's and without ordinary words."""
    table = gazetteer()
    return [item for item in table.find(words) if item.rows[0].level != "nation" and not table.is_common(item)]


def stretched_title(document: Document, year: int | None) -> list[Evidence]:
    """The names in a title that is written with blanks between its characters (潍 坊 市), which the text has torn."""
    if document.title in document.text:
        return []
    return [
        Evidence(
            "title_short" if mention.short else "title",
            *stretched(mention.text, document.text),
            in_year(gazetteer().meant(mention, year), year),
        )
        for mention in areas_in(document.title)
    ]


def are_peers(mentions: Sequence[Mention], year: int | None, layout: Layout) -> bool:
    """Whether the opening states figures of several areas one after the other (甲市有党员…，乙市有党员…): none of them
    is the document's own."""
    stated = {
        in_year(gazetteer().meant(mention, year), year)
        for mention in mentions
        if layout.holds(layout.opening, mention.start) and not mention.short and STATES.match(layout.text, mention.end)
    }
    return len(stated) > 1 and len({row.level for rows in stated for row in rows}) == 1


def publisher_rule(document: Document) -> str:
    """What the publisher's name is worth: a paper prints news of other areas than its own, a yearbook does not."""
    return "newspaper" if NEWSPAPER.search(document.publisher) else "publication"


@lru_cache(maxsize=1024)
def in_year(rows: tuple[Row, ...], year: int | None) -> tuple[Row, ...]:
    """The rows in force in a year, the nearest in time where none is; one for each area."""
    latest = sorted(in_force(rows, year), key=lambda row: row.since)
    return tuple({area_of(row): row for row in latest}.values())


def holders(mention: Mention, rows: Sequence[Row], rule: str) -> list[Evidence]:
    """A county in the text speaks a little for the prefecture and the province that hold it."""
    if mention.short or rule in ("furniture", "elsewhere") or len(rows) != 1:
        return []
    by_code = gazetteer().by_code
    above: list[Row] = []
    row = rows[0]
    while row.parent and (ups := by_code.get(row.parent)):
        row = max(ups, key=lambda up: up.until)
        above.append(row)
    return [Evidence("holds", mention.start, mention.end, (up,)) for up in above]


def rule_of(mention: Mention, layout: Layout) -> str:
    """What a name is there for: the rule that weighs it, “” where it is worth nothing."""
    text, start = layout.text, mention.start
    if mention.rows[0].level == "nation":
        return ""
    if layout.in_furniture(start):
        return "" if mention.short else "furniture"
    before = PARAGRAPH.split(text[max(0, start - 12) : start])[-1].replace("\n", "")
    after = text[mention.end : mention.end + 16].replace("\n", "")
    if mention.short and not mention.chain:
        return short_rule(mention, layout, before, after)
    if layout.holds(layout.title, start) or layout.heads_book(start):
        return "title"
    if layout.holds(layout.signature, start):
        return "signature"
    if "《" in before[-6:] and (printed := periodical(after)):
        return printed
    if layout.holds(layout.opening, start) and SESSION.match(text, mention.end) and layout.is_head(start):
        return "session"
    if is_elsewhere(mention, text, before, after):
        return "elsewhere"
    if layout.opens(start):
        return "opening"
    return "body" if BODY.match(after) or PARTY.search(before) else "mention"


def is_elsewhere(mention: Mention, text: str, before: str, after: str) -> bool:
    """Whether a name is that of a destination, a comparison or a disaster."""
    if not LOCATED.search(before) and (ELSEWHERE.search(before) or DISASTER.match(after)):
        return True
    went = VISITED.match(text, mention.end) and SENT.search(text, max(0, mention.start - 44), mention.start)
    return went is not None


def periodical(after: str) -> str:
    """Whether a name behind 《 opens the name of a yearbook or of a paper; “” for neither."""
    return "publication" if PUBLICATION.match(after) else "newspaper" if NEWSPAPER.match(after) else ""


def short_rule(mention: Mention, layout: Layout, before: str, after: str) -> str:
    """A short name counts in a title, a publication, and where an area speaks of itself."""
    if before.endswith("《") and (printed := periodical(after)):
        return printed
    if NEWSPAPER_SAID.match(after) and layout.opens(mention.start):
        return "newspaper"
    if before.endswith(("《", "“", "”")) and OWN_PERIODICAL.match(after):
        return "own_phrase"
    bounded = bool(BOUNDARY.search(before))
    if layout.holds(layout.title, mention.start):
        return "title_short" if bounded or OWN_BEFORE.search(before) else ""
    if mention.text in gazetteer().words["spirits"] and after.startswith(("精神", "模式", "速度", "发展")):
        return ""
    if OWN_BEFORE.search(before) or (bounded and OWN_AFTER.match(after)):
        return "own_phrase"
    return "mention" if bounded and mention.rows[0].level == "province" else ""
