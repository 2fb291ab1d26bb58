"""Text → the blocks in which it was set: lines, or runs of lines where a printer's measure or a scan has cut them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

HAN = "[一二三四五六七八九十百〇零]"

# Marks that open a heading, outermost level first. `ends` is where its words end.
MARKS: tuple[tuple[int, str], ...] = (
    (1, rf"(?:第{HAN}{{1,4}}|第\d{{1,3}})[编篇章部](?!门|分)"),
    (2, rf"(?:第{HAN}{{1,4}}|第\d{{1,3}})节"),
    (1, r"#{1,6} "),
    (3, r"【[^【】\n]{1,40}】"),
    (3, r"(?:\[[^\[\]\n]{1,20}\]|〔[^〔〕\n\d]{1,20}〕|〖[^〖〗\n]{1,20}〗)"),
    (3, r"[◆●■★▲△◇○□☆※][^，。；：\n]{2,20}?(?= |\n|$)"),
    (3, r"(?<=\n)[^，。；：“”（）【】\n]{2,24}】"),
    (4, rf"{HAN}{{1,3}}、"),
    (5, rf"（{HAN}{{1,3}}）"),
    (6, r"\d{1,2}(?:、|．|\.(?!\d))"),
    (7, r"（\d{1,2}）"),
)
MARKDOWN = 2
"""The row of Markdown's marks, whose number is their level."""

MARK = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (_, pattern) in enumerate(MARKS)))
_ENDS = re.compile(r"[。！？!?；：”》）…]\s*$")


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
        if current and (
            owed or rest or _continues(text, current, line, measure, indent) or (closed and _open(text, current, line))
        ):
            current, owed = Block(current.start, line.end), rest
            continue
        if current and text[current.start : current.end].strip():
            yield current
        current = line
    if current and text[current.start : current.end].strip():
        yield current


def _measure(text: str, lines: list[Block]) -> int:
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


def _indent(text: str, lines: list[Block]) -> int:
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


def _torn(text: str, current: Block, line: Block) -> bool:
    """Whether a quantity of running text goes on in the next line, whatever the text's measure is."""
    ahead = text[max(current.start, current.end - 100) : current.end]
    torn = _TORN_RIGHT.match(text, line.start, line.end) and _TORN_LEFT.search(ahead[-16:])
    return bool(torn) and _SENTENCE_LIKE.search(ahead) is not None


# A line of running text that ends within a sentence, and one that goes on with it.
_RUNNING = re.compile(
    r"[^\n]*[，。；][^\n]{0,60}(?<=[\u4e00-\u9fff，、；])(?<![\d%名人次件元户株棵亩篇条项场期])[ \x1f]*\Z"
)
_RUNS_ON = re.compile(r"(?! )(?!\d{1,2}[.、．])[\u4e00-\u9fff\d][^\n]{0,60}?[，。；]")


def _closes(text: str, lines: list[Block]) -> bool:
    """Whether lines that hold commas or stops end with a stop, most of them: one that does not was cut."""
    ends = [bool(_ENDS.search(words)) for words in (text[each.start : each.end] for each in lines) if "，" in words]
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
    return last.endswith(_UNENDED) or _width(last.strip()) >= measure - 12 or _open(text, current, line)
