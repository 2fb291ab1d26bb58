"""Document → headings, paragraphs and page furniture; paragraph → sentences.

Nothing is moved or changed: a segment is a span of the text. Lines that a printer's measure has cut are
put together again, and a page without line breaks is cut at its own list marks (一、 1、 一是).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.clean import clean
from extract.models import Document, Kind, Segment, Table

_HAN = "[一二三四五六七八九十百〇零]"

# Marks that open a heading, outermost level first. `ends` is where its words end.
_MARKS: tuple[tuple[int, str], ...] = (
    (1, rf"(?:第{_HAN}{{1,4}}|第\d{{1,3}})[编篇章部](?!门|分)"),
    (2, rf"(?:第{_HAN}{{1,4}}|第\d{{1,3}})节"),
    (1, r"#{1,6} "),
    (3, r"【[^【】\n]{1,40}】"),
    (3, r"(?:\[[^\[\]\n]{1,20}\]|〔[^〔〕\n\d]{1,20}〕|〖[^〖〗\n]{1,20}〗)"),
    (3, r"[◆●■★▲△◇○□☆※][^，。；：\n]{2,20}?(?= |\n|$)"),
    (3, r"(?<=\n)[^，。；：“”（）【】\n]{2,24}】"),
    (4, rf"{_HAN}{{1,3}}、"),
    (5, rf"（{_HAN}{{1,3}}）"),
    (6, r"\d{1,2}(?:、|．|\.(?!\d))"),
    (7, r"（\d{1,2}）"),
)
_MARKDOWN = 2
"""The row of Markdown's marks, whose number is their level."""

_MARK = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (_, pattern) in enumerate(_MARKS)))
# A class of characters stands first here and below, which the matcher looks for fast.
_CUT = re.compile(
    rf"[（\d{_HAN[1:-1]}](?<=[。！？；\s”）].)"
    rf"(?:(?<=（){_HAN}{{1,2}}）|(?<=\d)\d?、(?!\d)|(?<={_HAN})(?:{_HAN}?、|是(?=[^否])))"
)
_LONG = 300
"""From so many characters on a paragraph is cut at its list marks."""

# A paragraph's first sentence that only names its matter: 党员的年龄。 “走出去”实地研学。
_OPENING = re.compile(r"[^，,。；：:！？\d\n]{4,20}。(?=\S[^\n]{20})")
# A paragraph that opens with its matter and a blank: 概况　2013年，区工会有会员9万人。
_RUN_IN = re.compile(r"(?![、“（])[\u4e00-\u9fff、·“”]{2,14} {1,4}(?=[^\s，。]{4}[^\n]{24})(?=[^\n]*。)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_LONGEST = 1000
"""A sentence of more characters is read in pieces."""

_ENDS = re.compile(r"[。！？!?；：”》）…]\s*$")
_SENTENCE_END = re.compile(r"[。！？!?][。！？!?]*[”’）》]*")

# What pages put around a document. Only lines are told; a paragraph that quotes such words is none.
_FURNITURE = re.compile(
    r"^\W*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s+(?:\d{1,2}:\d\d|来源|作者|责编)|^\W*(?:您的?(?:当前)?(?:的)?位置|当前位置|所在位置|首页|返回|上一[篇页条]|下一[篇页条]|公告[:：]|公告$|通知公告"
    r"|相关(?:链接|阅读|新闻)|责任编辑|(?:编辑|审核|校对|来源|作者|时间|地址|电话)[:：]|发布(?:时间|日期|人|者)|发文"
    r"|更新时间|浏览|阅读|点击|访问|分享|打印|下载|收藏|全屏|加大|还原|减小|字号|字体|关闭|版权|主办|承办|技术支持"
    r"|[-—–·•]{1,3} ?\d{1,4} ?[-—–·•]{1,3}$|[\[〔【]\d{1,4}[\]〕】]$|第 ?\d{1,4} ?页$"
    r"|邮编|copyright|ICP|Original URL|https?:|www\.|设为|加入收藏|>?\s*\*\*[^*]{1,6}\*\*[:：]|[-=_*—]{3,}\W*$|\W*$)",
    re.IGNORECASE,
)
_FURNITURE_WITHIN = re.compile(
    r"[点下复加设关版浏阅查读本【](?:(?<=点)击(?:[率数量]|次数)|(?<=下)载文档|(?<=复)制全文|(?<=加)入收藏|(?<=设)为首页|(?<=关)闭窗口"
    r"|(?<=版)权所有|(?<=浏)览次数|(?<=阅)读(?:次数|量)|(?<=查)看次数|(?<=读)完约|(?<=本)篇文章\d+字|(?<=【)(?:字号|作者|文章来源))"
)
_TAGS = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int


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
    for block in _outside(text, document.tables) if tables else _blocks(text):
        if table := tables.get(block.start):
            found.append(Segment(table.start, table.end, "table", tuple(title for _, title in stack)))
            continue
        if heading := titles.get(block.start):
            marked = True
            _push(stack, heading.level, text[heading.start : heading.end], found, heading.start, heading.end)
            continue
        if _furniture(text[block.start : block.end].strip()):
            found.append(Segment(block.start, block.end, "furniture", tuple(title for _, title in stack)))
            continue
        for start, end, level in _pieces(text, block, marked):
            marked = marked or level > 2
            _push(stack, level, text[start:end], found, start, end)
    return tuple(_without_site_name(found))


def _push(stack: list[tuple[int, str]], level: int, words: str, found: list[Segment], start: int, end: int) -> None:
    """Notes a paragraph (level 0) or a heading, which closes those of its level and below."""
    while level and stack and stack[-1][0] >= level:
        stack.pop()
    kind: Kind = "heading" if level else "paragraph"
    found.append(Segment(start, end, kind, tuple(title for _, title in stack), level))
    if level:
        stack.append((level, _title(words)))


def _outside(text: str, tables: Sequence[Table]) -> Iterator[_Block]:
    """The paragraphs, and each table as one block where it stands."""
    position = 0
    for table in tables:
        yield from _blocks(text, position, table.start)
        yield _Block(table.start, table.end)
        position = table.end
    yield from _blocks(text, position, len(text))


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
    return len(words) < 400 and bool(_FURNITURE.match(head) or _FURNITURE_WITHIN.search(head))


_LINE = re.compile(r"[^\n]+")


def _blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[_Block]:
    """Paragraphs as they were set: lines, or runs of lines where a printer's measure has cut them."""
    stop = len(text) if end is None else end
    lines = [_Block(match.start(), match.end()) for match in _LINE.finditer(text, start, stop)]
    measure = _measure(text, lines)
    indent = _indent(text, lines)
    closed = _closes(text, lines)
    current: _Block | None = None
    for line in lines:
        if current and (_continues(text, current, line, measure, indent) or (closed and _open(text, current, line))):
            current = _Block(current.start, line.end)
            continue
        if current and text[current.start : current.end].strip():
            yield current
        current = line
    if current and text[current.start : current.end].strip():
        yield current


def _measure(text: str, lines: list[_Block]) -> int:
    """The width in characters to which the text's lines were cut; 0 where they were not.

    A cut text has many lines of nearly one width that end within a sentence.
    """
    widths = [_width(text[line.start : line.end].strip()) for line in lines]
    counted = sorted(width for width in widths if width >= 40)
    if len(counted) < 4:
        return 0
    measure = counted[int(len(counted) * 0.6)]
    near = [i for i, width in enumerate(widths) if abs(width - measure) <= 6]
    open_ended = [i for i in near if not _ENDS.search(text[lines[i].start : lines[i].end])]
    return measure if len(near) >= len(counted) * 0.5 and len(open_ended) >= len(near) * 0.6 and measure <= 160 else 0


def _width(line: str) -> int:
    return 2 * len(line) - len(line.encode("latin-1", "ignore"))


def _indent(text: str, lines: list[_Block]) -> int:
    """By how many blanks the lines are set in, where all are; a paragraph's first line is set in further."""
    blanks = Counter(_leading(text[line.start : line.end]) for line in lines)
    return min((count for count, times in blanks.items() if times >= len(lines) / 4), default=0)


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# A line's end within a quantity: behind a bound or a digit that no year ends with, before what goes on with it.
_TORN_LEFT = re.compile(r"(?:^|[^\d])(?:(?!(?:19|20)\d\d\Z)[\d.]{1,9}[万亿千百余多]{0,2}|[近约逾])[ \x1f]*\Z")
_TORN_RIGHT = re.compile(
    r"[ \x1f]*(?:[余多万亿千百%]|\d{0,8}(?:\.\d{1,4})?[余多万亿千百]{0,2}(?:[名人个次件元户株棵亩篇条项场期]|公顷))"
)
_SENTENCE_LIKE = re.compile(r"[，；。、][^\n]*\Z|[^\n]{20}\Z")


def _torn(text: str, current: _Block, line: _Block) -> bool:
    """Whether a quantity of running text goes on in the next line, whatever the text's measure is."""
    ahead = text[max(current.start, current.end - 100) : current.end]
    torn = _TORN_RIGHT.match(text, line.start, line.end) and _TORN_LEFT.search(ahead[-16:])
    return bool(torn) and _SENTENCE_LIKE.search(ahead) is not None


# A line of running text that ends within a sentence, and one that goes on with it.
_RUNNING = re.compile(
    r"[^\n]*[，。；][^\n]{0,60}(?<=[\u4e00-\u9fff，、])(?<![\d%名人次件元户株棵亩篇条项场期])[ \x1f]*\Z"
)
_RUNS_ON = re.compile(r"(?! )(?!\d{1,2}[.、．])[\u4e00-\u9fff\d][^\n]{0,60}?[，。；]")


def _closes(text: str, lines: list[_Block]) -> bool:
    """Whether lines that hold commas or stops end with a stop, most of them: one that does not was cut."""
    ends = [bool(_ENDS.search(words)) for words in (text[each.start : each.end] for each in lines) if "，" in words]
    return 2 * sum(ends) > len(ends)


def _open(text: str, current: _Block, line: _Block) -> bool:
    """Whether a sentence goes on in the next line, in a text whose other lines are whole sentences."""
    if line.start - current.end > 1 or _MARK.match(text, line.start, line.end):
        return False
    last = text.rfind("\n", current.start, current.end) + 1 or current.start
    runs = _RUNNING.match(text, max(last, current.end - 100), current.end)
    return runs is not None and _RUNS_ON.match(text, line.start, line.end) is not None


_HEADED = re.compile(r" *(?:【|[^，。；“”【】\n]{2,24}】)")


def _continues(text: str, current: _Block, line: _Block, measure: int, indent: int) -> bool:
    if line.start - current.end > 1:
        return False
    if _torn(text, current, line):
        return True
    if not measure:
        return False
    words = text[line.start : line.end]
    if _leading(words) > indent or _HEADED.match(words):
        return False
    last = text[text.rfind("\n", current.start, current.end) + 1 or current.start : current.end].rstrip()
    return _width(last.strip()) >= measure - 12 or _open(text, current, line)


def _pieces(text: str, block: _Block, marked: bool) -> Iterator[tuple[int, int, int]]:
    """(start, end, heading level or 0) of what a block holds: its heading, and the text below it."""
    cuts = [block.start]
    if block.end - block.start > _LONG:
        cuts += [match.start() for match in _CUT.finditer(text, block.start, block.end)]
    for start, end in zip(cuts, [*cuts[1:], block.end], strict=True):
        yield from _headed(text, start, end, marked)


def _headed(text: str, start: int, end: int, marked: bool) -> Iterator[tuple[int, int, int]]:
    first = next((i for i in range(start, end) if not text[i].isspace()), None)
    if first is None:
        return
    match = _MARK.match(text, first, end)
    if match is None and (opening := _OPENING.match(text, first, end) or _RUN_IN.match(text, first, end)):
        yield first, opening.end(), 9
        yield opening.end(), end, 0
        return
    if match is None:
        # Among headings with marks a bare line is a caption or a title of its own little text, not a chapter.
        level = (8 if marked else 2) if _is_title(text[first:end].strip()) else 0
        yield first, end, level
        return
    index = int(str(match.lastgroup)[1:])
    stop = match.end() if index in (3, 4, 5, 6) else _heading_end(text, match.end(), end, blanks=index > 2)
    level = text.count("#", first, match.end()) if index == _MARKDOWN else _MARKS[index][0]
    if stop is None:
        yield first, end, 0
        return
    yield first, stop, level
    if text[stop:end].strip():
        below = next(i for i in range(stop, end) if not text[i].isspace())
        yield below, end, 0


def _heading_end(text: str, start: int, end: int, blanks: bool) -> int | None:
    """Where a numbered heading ends: with a short line or sentence, or (`blanks`) at a blank; None if it is none."""
    if blanks:
        match = re.match(r"[^。！？；\n]{1,44}?(?:。|$|\n| (?=\S{8,}))", text[start:end])
    else:
        match = re.match(r"[^。！？；，,\n]{1,44}?(?:$|\n)| {0,4}[^\s，。]{1,20}(?= +\S{8,})", text[start:end])
    if match is None or re.search(r"\d{2,}|\d[个名人次件]", _YEAR.sub("", match[0]).replace(" ", "")):
        return None
    return start + match.end()


def _is_title(words: str) -> bool:
    """A short line without a sentence's punctuation."""
    return len(words) <= 40 and not re.search(r"[。；：，:]|https?|^\W*$|^（.*）$", words)
