"""Text → the blocks in which it was set: lines, or runs of lines where a printer's measure or a scan has cut them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

HAN = "[一二三四五六七八九十百〇零]"

BLANKS = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What `\\s` stands for, as the inside of a class: of characters alone, which the matcher looks up at once."""

APART = r"(?:(?<![\dlIOo]) | (?![\dlIO.．]))"
"""A blank that does not stand within a number: 讲党课4 216场, 工会2 l46个."""

# Marks that open a heading, outermost level first. `ends` is where its words end.
MARKS: tuple[tuple[int, str], ...] = (
    (1, rf"(?:第{HAN}{{1,4}}|第\d{{1,3}})[编篇章部](?!门|分)"),
    (2, rf"(?:第{HAN}{{1,4}}|第\d{{1,3}})节"),
    (1, r"#{1,6} "),
    (3, r"【[^【】\n]{1,40}】"),
    (3, r"(?:\[[^\[\]\n]{1,20}\]|〔[^〔〕\n\d]{1,20}〕|〖[^〖〗\n]{1,20}〗)"),
    (3, rf"[◆●■★▲△◇○□☆※][^，,。；：\n]{{2,20}}?(?={APART}|\n|$)"),
    (3, r"(?<=\n)[^，。；：“”（）【】\n]{2,24}】"),
    (4, rf"{HAN}{{1,3}}、"),
    (5, rf"（{HAN}{{1,3}}）"),
    (6, r"\d{1,2}(?:、|．|\.(?!\d))"),
    (7, r"（\d{1,2}）"),
    (
        3,
        r"(?:(?:19|20)\d\d年度?|明年|来年|今后|下一?步)的?(?:工作|主要|重点){0,2}"
        r"(?:安排|打算|计划|目标|任务|要点|设想|思路)[：:](?=\s*$)",
    ),
)
WHOLE = frozenset((3, 4, 5, 6, 11))
"""The rows that hold all of a heading."""

MARKDOWN = 2
"""The row of Markdown's marks, whose number is their level."""

MARK = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (_, pattern) in enumerate(MARKS)))
_ENDS = frozenset("。！？!?；：”》）…")


@dataclass(frozen=True, slots=True)
class Block:
    start: int
    end: int


_LINE = re.compile(r"[^\n]+")


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Block]:
    """Paragraphs as they were set: lines, or runs of lines where a printer's measure has cut them."""
    stop = len(text) if end is None else end
    lines = [Block(match.start(), match.end()) for match in _LINE.finditer(text, start, stop)]
    measure = _measure(text, lines)
    indent = _indent(text, lines)
    closed = _closes(text, lines)
    current: Block | None = None
    owed = False
    for line, after in zip_longest(lines, lines[1:]):
        rest = current is not None and not owed and _is_rest(text, current, line, after)
        if current and not is_caption(text, line.start, line.end) and (
            owed or rest or _continues(text, current, line, measure, indent) or (closed and _open(text, current, line))
        ):
            current, owed = Block(current.start, line.end), rest
            continue
        if current and text[current.start : current.end].strip():
            yield current
        current = line
    if current and text[current.start : current.end].strip():
        yield current


def is_caption(text: str, start: int, end: int) -> bool:
    """Whether a line stands as the name of a body over its entries: 区妇联 ⏎ 【维权】接待来信…."""
    if end - start > _NAME or not _ENTRY.match(text, end):
        return False
    return _BARE.fullmatch(text, start, end) is not None


_NAME = 24
_ENTRY = re.compile(r"[ \x1f]*\n\s*【")
_BARE = re.compile(
    r"[ \u3000\x1f]*[\u4e00-\u9fff][\u4e00-\u9fff、· \u3000]{1,20}[会委部局办院府团盟社联室庭党中校][ \u3000\x1f]*"
)


def _ended(words: str) -> bool:
    """Whether the last mark is one with which a sentence, a quotation or a bracket ends."""
    return words.rstrip()[-1:] in _ENDS


def _measure(text: str, lines: list[Block]) -> int:
    """The width in characters to which the text's lines were cut; 0 where they were not.

    A cut text has many lines of nearly one width that end within a sentence.
    """
    widths = [_width(text[line.start : line.end].strip()) for line in lines]
    counted = sorted(width for width in widths if width >= 40)
    if len(counted) < 4:
        return _measure_of_few(text, lines, widths) or _measure_of_column(text, lines, widths)
    measure = counted[int(len(counted) * 0.6)]
    near = [i for i, width in enumerate(widths) if abs(width - measure) <= 6]
    open_ended = [i for i in near if not _ended(text[lines[i].start : lines[i].end])]
    return measure if len(near) >= len(counted) * 0.5 and len(open_ended) >= len(near) * 0.6 and measure <= 160 else 0


def _measure_of_few(text: str, lines: list[Block], widths: list[int]) -> int:
    """The same of a few lines: the widest, several of one width, hold marks and end within a sentence."""
    most = max(widths, default=0)
    near = [text[line.start : line.end] for line, width in zip(lines, widths, strict=True) if width >= most - 2]
    cut = [each for each in near if _MARKED.search(each) and not _ended(each)]
    return most if len(cut) > 1 and len(cut) >= 0.6 * len(near) and _LEAST <= most <= 160 else 0


def _measure_of_column(text: str, lines: list[Block], widths: list[int]) -> int:
    """The same of a narrow column: nearly all of its many lines have one width and end within a sentence."""
    counted = sorted(width for width in widths if width >= _COLUMN)
    if len(counted) < _MANY:
        return 0
    measure = counted[int(len(counted) * 0.6)]
    near = [text[line.start : line.end] for line, width in zip(lines, widths, strict=True) if abs(width - measure) <= 4]
    cut = [each for each in near if not _ended(each)]
    ended = [each for each in cut if _ENDED.search(each)]
    even = len(near) >= 0.6 * len(lines)
    return measure if even and len(cut) >= 0.75 * len(near) and len(ended) >= 0.15 * len(near) else 0


_MARKED = re.compile("[，。；、]")
_LEAST = 50
"""So wide are a few lines at least that were cut."""
_COLUMN = 24
_MANY = 8
"""So wide is a column of print at least, and so many lines it has."""
_ENDED = re.compile(r"[。；]\S")
"""A sentence ends within a line; the lines of a list are no longer than one."""


def _width(line: str) -> int:
    return 2 * len(line) - len(line.encode("latin-1", "ignore"))


def _indent(text: str, lines: list[Block]) -> int:
    """By how many blanks the lines are set in, where all are; a paragraph's first line is set in further."""
    blanks = Counter(_leading(text[line.start : line.end]) for line in lines)
    return min((count for count, times in blanks.items() if times >= len(lines) / 4), default=0)


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# A line's end within a quantity: behind a bound or a digit that no year ends with, before what goes on with it; or
# between two digits of one, which a scan may have read as letters (占5 ⏎ 1.4%, 工会2 ⏎ l46个).
_UNIT = "名人个次件元户株棵亩篇条项场期起份册套家处间所座张台辆支部本幅宗例倍吨斤米%‰"
_UNITS = f"[{_UNIT}]|公[顷斤里]"
_TORN_LEFT = re.compile(r"(?:^|[^\d])(?:(?!(?:19|20)\d\d\Z)[\d.]{1,9}[万亿千百余多]{0,2}|[近约逾])[ \x1f]*\Z")
_TORN_RIGHT = re.compile(
    rf"[ \x1f]*(?:[余多万亿千百%]|\d{{0,8}}(?:\.\d{{1,4}})?[余多万亿千百]{{0,2}}(?:{_UNITS}))"
)
_CUT_LEFT = re.compile(r"\d[\dlIO]?[.,]?[ \x1f]*\Z")
_CUT_RIGHT = re.compile(
    rf"[ \x1f]*(?:\.\d|(?:\d|[.,]?[lIO](?![A-HJ-NP-Za-km-z]))[\dlIO.,]{{0,9}} ?[余多万亿千百]{{0,3}}(?:{_UNITS}))"
)
# 会员三千 ⏎ 五百名; not 之一, 第一, 统一.
_NUMERAL = "[一二两三四五六七八九十百千万亿零〇○]"
_HAN_LEFT = re.compile(rf"(?<![之第其统同唯万{_NUMERAL[1:-1]}]){_NUMERAL}{{1,12}}[ \x1f]*\Z")
_HAN_RIGHT = re.compile(rf"[ \x1f]*{_NUMERAL}{{1,8}}[余多]?(?:{_UNITS})")
_HAN_WHOLE = re.compile(r"(?:[十百千万]|[十百千][零〇]?[一二三四五六七八九])[ \x1f]*\Z")
_HAN_UNIT = re.compile(r"[ \x1f]*(?:[余多](?:名|人|个|件|户|株|亩)|名|人次|户|株|亩)")
_YEAR_LEFT = re.compile(r"(?<!\d)(?:1|19|19\d|2|20|20\d)\Z")
_YEAR_RIGHT = re.compile(r"\d{1,3}(?= ?年)")
_RIGHT = re.compile(rf"[ \x1f]*[\d.,lIO余多%{_UNIT}公{_NUMERAL[1:-1]}]")
"""What all of the second ones begin with: most lines begin with none of it."""
_SENTENCE_LIKE = re.compile(r"[，；。、][^\n]*\Z|[^\n]{20}\Z")


def _torn(text: str, current: Block, line: Block) -> bool:
    """Whether a quantity of running text goes on in the next line, whatever the text's measure is."""
    if not _RIGHT.match(text, line.start, line.end):
        return False
    ahead = text[max(current.start, current.end - 100) : current.end]
    cuts = (
        (_TORN_LEFT, _TORN_RIGHT), (_CUT_LEFT, _CUT_RIGHT), (_HAN_LEFT, _HAN_RIGHT), (_HAN_WHOLE, _HAN_UNIT),
    )  # fmt: skip
    torn = any(right.match(text, line.start, line.end) and left.search(ahead[-16:]) for left, right in cuts)
    return (torn or _is_year(ahead[-4:], text, line)) and _SENTENCE_LIKE.search(ahead) is not None


def _is_year(ahead: str, text: str, line: Block) -> bool:
    """至20 ⏎ 11年1月."""
    left, right = _YEAR_LEFT.search(ahead), _YEAR_RIGHT.match(text, line.start, line.end)
    return left is not None and right is not None and len(left[0]) + len(right[0]) == 4


# A line of running text that ends within a sentence, and one that goes on with it.
_RUNNING = re.compile(
    r"[^\n]*(?:[，。；]|\d[名人次个件元户株棵亩篇条项场期]、)[^\n]{0,60}(?<=[\u4e00-\u9fff，、；])"
    r"(?<![\d%名人次件元户株棵亩篇条项场期])[ \x1f]*\Z"
)
_RUNS_ON = re.compile(r"(?! )(?!\d{1,2}[.、．])[\u4e00-\u9fff\d][^\n]{0,60}?[，。；]")


def _closes(text: str, lines: list[Block]) -> bool:
    """Whether lines that hold commas or stops end with a stop, most of them: one that does not was cut."""
    ends = [_ended(words) for words in (text[each.start : each.end] for each in lines) if "，" in words]
    return 2 * sum(ends) > len(ends)


def _open(text: str, current: Block, line: Block) -> bool:
    """Whether a sentence goes on in the next line, in a text whose other lines are whole sentences."""
    if line.start - current.end > 1 or MARK.match(text, line.start, line.end):
        return False
    last = text.rfind("\n", current.start, current.end) + 1 or current.start
    runs = _RUNNING.match(text, max(last, current.end - 100), current.end)
    return runs is not None and _RUNS_ON.match(text, line.start, line.end) is not None


# 其中农 ⏎ 村支部 ⏎ 210个，…: what stands alone between an open sentence and a number is no caption.
_OPEN_END = re.compile(r"[^\n]*[，；][^\n，。；：]{0,24}[\u4e00-\u9fff、，][ \x1f]*\Z")
_SHORT = 12
_REST = re.compile(r"[\u4e00-\u9fff]{1,10}[ \x1f]*\Z")
_COUNTS = re.compile(r"\d[\d,.]*[万亿]?[余多]?(?:[名人个次件元户株棵亩篇项场期起]|公顷)[，。；、（]")


def _is_rest(text: str, current: Block, line: Block, after: Block | None) -> bool:
    """Whether a line is the rest of a word that a scan has set apart, before the number that it leads to."""
    if line.end - line.start > _SHORT or after is None or line.start - current.end > 1 or after.start - line.end > 1:
        return False
    if not _COUNTS.match(text, after.start, after.end) or not _REST.match(text, line.start, line.end):
        return False
    return _OPEN_END.match(text, max(current.start, current.end - 100), current.end) is not None


_UNENDED = ("；", ";", "，", "、")
"""Marks with which no paragraph of a cut text ends, however short its last line is."""
_HEADED = re.compile(r" *(?:【|[^，。；“”【】\n]{2,24}】)")


def _continues(text: str, current: Block, line: Block, measure: int, indent: int) -> bool:
    gap = line.start - current.end
    if gap > 2 or (gap == 2 and _ended(text[max(current.start, current.end - 8) : current.end])):
        return False
    if gap == 1 and _torn(text, current, line):
        return True
    if not measure:
        return False
    words = text[line.start : line.end]
    if _leading(words) > indent or _HEADED.match(words):
        return False
    last = text[text.rfind("\n", current.start, current.end) + 1 or current.start : current.end].rstrip()
    if gap == 2:  # the layer under a page's picture has an empty line where its lines stand far apart
        return _width(last.strip()) >= measure - 12 and _leading(words) == indent > 0
    return last.endswith(_UNENDED) or _width(last.strip()) >= measure - 12 or _open(text, current, line)
