"""Document → headings, paragraphs and page furniture; paragraph → sentences.

Nothing is moved or changed: a segment is a span of the text. Lines that a printer's measure has cut are
put together again, and a page without line breaks is cut at its own list marks (一、 1、 一是).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.clean import clean
from extract.lines import APART, BLANKS, HAN, MARK, MARKDOWN, MARKS, WHOLE, Block, blocks, is_caption
from extract.models import Document, Kind, Segment, Table

# A class of characters stands first here and below, which the matcher looks for fast.
_CUT = re.compile(rf"[。！？；{BLANKS}”）](?=（{HAN}{{1,2}}）|\d\d?、(?!\d)|{HAN}(?:{HAN}?、|是[^否]))")
"""The mark before such a list mark: there are fewer of those than of digits."""
_LONG = 300
"""From so many characters on a paragraph is cut at its list marks."""

# A paragraph's first sentence that only names its matter: 党员的年龄。 “走出去”实地研学。
# Not what says of a time what it was: 今年是贯彻落实十八大精神的开局之年。
_OPENING = re.compile(
    r"(?!(?:[今去明本当]年|过去|一年来)[^。]{0,20}。)[^，,。；：:！？\d\n]{4,20}。(?=\S[^\n]{20})"
)
# A paragraph that opens with its matter and a blank: 概况　2013年，区工会有会员9万人。
# One before a number that is no date belongs to it: 接受捐赠收入 1050985.26元.
_RUN_IN = re.compile(
    r"(?![、“（])[\u4e00-\u9fff、·“”]{2,14} {1,4}(?![\d ]*\d(?:\.\d+)?[余多近]?[万亿]?[^\d\s年月日.、—–~～至到/-])"
    r"(?=[^\s，。]{4}[^\n]{24})(?=[^\n]*。)"
)
# A numbered heading, up to its line's end or a blank that does not stand within a number (二、讲党课4 216场).
_TO_BLANK = re.compile(rf"[^。！？；\n]{{1,44}}?(?:。|$|\n|{APART}(?=\S{{8,}}))")
_TO_LINE_END = re.compile(rf"[^。！？；，,\n]{{1,44}}?(?:$|\n)| {{0,4}}[^\s，。]{{1,20}}(?={APART} *\S{{8,}})")
_COUNTS = re.compile(r"(?<=[.．])[ \u3000]+(?=\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_COUNTED = re.compile(r"\d{2,}|\d[个名人次件]")
_NO_TITLE = re.compile(r"[。；：，:]|https?|^\W*$|^（.*）$")
_LONGEST = 1000
"""A sentence of more characters is read in pieces."""

_SENTENCE_END = re.compile(r"[。！？!?][。！？!?]*[”’）》]*")

# What pages put around a document. Only lines are told; a paragraph that quotes such words is none.
_FURNITURE = re.compile(
    r"^\W*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s+(?:\d{1,2}:\d\d|来源|作者|责编)|^\W*(?:您的?(?:当前)?(?:的)?位置|当前位置|所在位置|首页|返回|上一[篇页条]|下一[篇页条]|公告[:：]|公告$|通知公告"
    r"|(?:相关|推荐|延伸)(?:链接|阅读|新闻)|责任编辑|(?:编辑|审核|校对|来源|作者|时间|日期|年度|年份|期数|板块|地址|电话|链接|标签|分类|栏目|关键词|字数|知识类型|内容出处|唯一号|颗粒名称|分类号|页数|页码|主题词)\x1f*[:：]|发布(?:时间|日期|人|者)|发文"
    r"|更新时间|浏览|阅读|点击|访问|分享|打印|下载|收藏|全屏|加大|还原|减小|字号|字体|关闭|版权|主办|承办|技术支持"
    r"|[-—–·•]{1,3} ?\d{1,4} ?[-—–·•]{1,3}$|[\[〔【]\d{1,4}[\]〕】]$|第 ?\d{1,4} ?页$"
    r"|邮编|copyright|ICP|Original URL|https?:|www\.|设为|加入收藏|[-=_*—]{3,}\W*$|\W*$)",
    re.IGNORECASE,
)
_READ_ON = re.compile(r"\W*(?:相关|推荐|延伸|更多|热门)(?:阅读|新闻|链接|文章|推荐)\W*")
_HEADLINE, _OFFERED = 60, 6
"""So many characters a headline has at the most, and so many of them stand below such words."""
_SAYS = re.compile(
    r"^\W*(?:相关(?:链接|阅读|新闻)[:：][^\n]{40}|发文|浏览|阅读|点击|访问|分享|打印|下载|收藏|主办|承办|返回|还原|设为|公告)(?![:：])"
)
"""A sentence may begin with these, too: 承办全国性会议12次，接待代表3200人. So may what a newspaper sets beside it."""
_FURNITURE_WITHIN = re.compile(
    r"[点下复加设关版浏阅查读本【](?:(?<=点)击(?:[率数量]|次数)|(?<=下)载文档|(?<=复)制全文|(?<=加)入收藏|(?<=设)为首页|(?<=关)闭窗口"
    r"|(?<=版)权所有|(?<=浏)览次数|(?<=阅)读(?:次数|量)|(?<=查)看次数|(?<=读)完约|(?<=本)篇文章\d+字|(?<=【)(?:字号|作者|文章来源))"
)
_TAGS = re.compile(r"<[^<>]{1,200}>")


def segment(document: Document, cleaned: str = "") -> tuple[Segment, ...]:
    """The document's segments in text order; blank text between them belongs to none.

    `cleaned` is ``clean(document.text)``, where the caller has it.
    """
    text = cleaned or clean(document.text)
    stack: list[tuple[int, str]] = []
    found: list[Segment] = []
    marked = False
    tables = {table.start: table for table in document.tables}
    titles = {heading.start: heading for heading in document.headings}
    for block in _outside(text, document.tables) if tables else blocks(text):
        if table := tables.get(block.start):
            found.append(Segment(table.start, table.end, "table", tuple(title for _, title in stack)))
            continue
        if heading := titles.get(block.start):
            marked = True
            _push(stack, heading.level, text[heading.start : heading.end], found, heading.start, heading.end)
            continue
        if _furniture(text[block.start : block.end].strip()) or _is_read_on(text, block, found):
            found.append(Segment(block.start, block.end, "furniture", tuple(title for _, title in stack)))
            continue
        for start, end, level in _pieces(text, block, marked):
            marked = marked or level > 2
            _push(stack, level, text[start:end], found, start, end)
    return tuple(_without_site_name(found))


def _is_read_on(text: str, block: Block, found: Sequence[Segment]) -> bool:
    """Whether a line is one of the headlines of other texts that a page offers below 推荐阅读."""
    above = [each for each in found[-_OFFERED:] if each.kind == "furniture"] if found else []
    if not above or above[-1] is not found[-1] or block.end - block.start > _HEADLINE:
        return False
    offered = any(_READ_ON.fullmatch(text[each.start : each.end].strip()) for each in above)
    return offered and "。" not in text[block.start : block.end]


def _push(stack: list[tuple[int, str]], level: int, words: str, found: list[Segment], start: int, end: int) -> None:
    """Notes a paragraph (level 0) or a heading, which closes those of its level and below."""
    while level and stack and stack[-1][0] >= level:
        stack.pop()
    kind: Kind = "heading" if level else "paragraph"
    found.append(Segment(start, end, kind, tuple(title for _, title in stack), level))
    if level:
        stack.append((level, _title(words)))


def _outside(text: str, tables: Sequence[Table]) -> Iterator[Block]:
    """The paragraphs, and each table as one block where it stands."""
    position = 0
    for table in tables:
        yield from blocks(text, position, table.start)
        yield Block(table.start, table.end)
        position = table.end
    yield from blocks(text, position, len(text))


def _without_site_name(found: list[Segment]) -> list[Segment]:
    """A bare line over the page's furniture, with the title below that, is the name of the site, not a heading."""
    body = next((i for i, each in enumerate(found) if each.kind == "paragraph"), len(found))
    titles = [i for i, each in enumerate(found[:body]) if each.kind == "heading" and each.level == 2]
    names = {i for i in titles[:-1] if found[i + 1].kind == "furniture" and i == titles[0]}
    return [replace(each, kind="furniture", level=0) if i in names else each for i, each in enumerate(found)]


def sentences(cleaned: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of ``cleaned[start:end]``, each with its closing mark."""
    position = start
    for match in _SENTENCE_END.finditer(cleaned, start, end):
        if match.end() - position > _LONGEST:
            yield from _short(cleaned, position, match.end())
        else:
            yield position, match.end()
        position = match.end()
    if cleaned[position:end].strip():
        yield from _short(cleaned, position, end)


def _short(cleaned: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut at its commas where it is so long that it must be a list (or a hostile file)."""
    while end - start > _LONGEST:
        cut = max(cleaned.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in "；;，,、 \n")
        stop = cut + 1 if cut >= 0 else start + _LONGEST
        yield start, stop
        start = stop
    yield start, end


def _title(words: str) -> str:
    return "".join(_TAGS.sub("", words).split()).strip("【】[]#*。：；")


def _furniture(words: str) -> bool:
    head = words[:200]
    if len(words) >= 400 or ("。" in words and _SAYS.match(head)):
        return False
    # 推送图文2300余条，阅读量超百万。 is a sentence
    return bool(_FURNITURE.match(head) or ("。" not in words and _FURNITURE_WITHIN.search(head)))


def _pieces(text: str, block: Block, marked: bool) -> Iterator[tuple[int, int, int]]:
    """(start, end, heading level or 0) of what a block holds: its heading, and the text below it."""
    cuts = [block.start]
    if block.end - block.start > _LONG:
        cuts += [match.end() for match in _CUT.finditer(text, block.start, block.end)]
    for start, end in zip(cuts, [*cuts[1:], block.end], strict=True):
        yield from _headed(text, start, end, marked)


def _headed(text: str, start: int, end: int, marked: bool) -> Iterator[tuple[int, int, int]]:
    first = start
    while first < end and text[first].isspace():
        first += 1
    if first == end:
        return
    match = MARK.match(text, first, end)
    if match is None and (opening := _OPENING.match(text, first, end) or _RUN_IN.match(text, first, end)):
        yield first, opening.end(), 9
        yield opening.end(), end, 0
        return
    if match is None:
        # Among headings with marks a bare line is a caption or a title of its own little text, not a chapter.
        level = (8 if marked and not is_caption(text, first, end) else 2) if _is_title(text[first:end].strip()) else 0
        yield first, end, level
        return
    index = int(str(match.lastgroup)[1:])
    stop = match.end() if index in WHOLE else _heading_end(text, match.end(), end, blanks=index > 2)
    level = text.count("#", first, match.end()) if index == MARKDOWN else MARKS[index][0]
    if stop is None:  # 1. 96个支部换届: a mark and a number are not one number
        yield match.end() if _COUNTS.match(text, match.end(), end) else first, end, 0
        return
    yield first, stop, level
    if text[stop:end].strip():
        below = next(i for i in range(stop, end) if not text[i].isspace())
        yield below, end, 0


def _heading_end(text: str, start: int, end: int, blanks: bool) -> int | None:
    """Where a numbered heading ends: with a short line or sentence, or (`blanks`) at a blank; None if it is none."""
    match = (_TO_BLANK if blanks else _TO_LINE_END).match(text[start:end])
    if match is None or _COUNTED.search(_YEAR.sub("", match[0]).replace(" ", "")):
        return None
    return start + match.end()


def _is_title(words: str) -> bool:
    """A short line without a sentence's punctuation."""
    return len(words) <= 40 and not _NO_TITLE.search(words)
