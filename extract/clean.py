"""Length-preserving cleaning: what is matched against, never what is quoted.

Every character is translated into exactly one, so that an offset into the cleaned text is an offset
into the text as it was written. What a converter has left inside a sentence (tags, entities, the number of a page)
becomes fillers: blank for every pattern that skips blanks, but neither a space nor the end of a line.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import opencc

FILLER = "\x1f"
"""Stands for a character that says nothing; ``str.isspace`` and ``\\s`` take it for a blank, ``[ \\n]`` does not."""

_KEPT = "，；：！？～（）"
"""Full-width marks that stay: between digits a half-width comma groups thousands, a full-width one rarely does."""

_TABLE: dict[int, str] = {0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0xFF01 + i) not in _KEPT}
_TABLE |= {ord(old): new for old, new in zip("();~〜﹪﹐﹒﹣［］−◯", "（）；～～%，.-[]-○", strict=True)}
_TABLE |= dict.fromkeys(map(ord, "\u3000\u00a0\t\u2002\u2003\u2009\u202f"), " ")
_TABLE |= dict.fromkeys(map(ord, "\r\u200b\u200c\u200d\u2060\u00ad\ufeff"), FILLER)

# Tags within a line; a paragraph's tag only where no sentence, clause or quantity ends before it.
_INLINE = r"</?(?:b|i|u|em|strong|span|font|a|sup|sub|small|big|wbr|o:p)\b[^<>]{0,200}>"
# What ends stands before the “<”, which comes first, since the matcher looks for that fast.
_ENDED = r"(?<![。；;！？!?：:，,、>\n ].)(?<!\d[^\d.].)(?<!\d[^\d.][^\d.].)"
_PARAGRAPH = r"/?(?:p|br)\b[^<>]{0,200}>"
_BROKEN = rf"<{_ENDED}{_PARAGRAPH}(?:<{_PARAGRAPH})*+(?=[^\s<。；，、：（])"
_ENTITY = r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"
_MARKUP = re.compile(rf"{_INLINE}|{_BROKEN}|{_ENTITY}")
_BOLD = re.compile(r"\*\*(?![*\s])([^*\n]{1,200})(?<!\s)\*\*(?!\*)")
"""What Markdown sets in bold: 植树**83 000**余株."""

# The number of a page, alone on its line, where the line before breaks off: —12—, [12], 第3页, ·123·
_N = "[0-9０-９]{1,4}"
_PAGE = re.compile(
    r"[\r\n](?<=[^\s。！？!?；;：:”）》…】>][\r\n])(?:(?<=\n)|(?<=\r)\n)[ \u3000\t]{0,40}"
    rf"(?:[-—–－·•]{{1,3}} ?{_N} ?[-—–－·•]{{1,3}}|[\[［〔【]{_N}[\]］〕】]|第 ?{_N} ?页)"
    r"[ \u3000\t]{0,40}(?:\r?\n)(?=[^\n])"
)

_PAGED = re.compile(r"\n[ \u3000\t]{0,40}[-—–－·•\[［〔【第]")
"""What every such line begins with."""

# Running text that a scan has set with a blank behind every character or two: 团 支 部 44 5 个 , 团 员 6 3 90 人
_APART = re.compile(r"(?:[^\s]{1,3}[ \u3000]){8,}[^\s]{1,3}(?!\S)")
_APART_LINE = re.compile(r"(?m)^(?:[^\s]{1,2}[ \u3000]){3,8}[^\s]{1,2}[ \u3000]*$")
"""A short line of such a text, where there are longer ones: 干 部 3 4 名 。"""
_BLANK = re.compile(r"[ \u3000]")

# A scan has read digits of a year as letters: l982年, 19O5年, 2OO8年.
_SCANNED = re.compile(
    r"[12lI](?<![A-Za-z0-9].)(?:(?<=[1lI])[89]|(?<=2)[0Oo])"
    r"(?:[0-9][lIOo]|[lIOo][0-9lIOo]|(?<=[lI].)[0-9]{2})(?=[ \u3000]?年)"
)
_MAY_BE_SCANNED = re.compile("[lIOo](?:(?<=[lI])(?=[89])|(?<=[29].)|(?<=8.))")
"""Every such year holds one of these letters beside one of these digits."""
_LETTERS = str.maketrans("lIOo", "1100")

_HAN = "一二三四五六七八九〇○零"
_MIXED = re.compile(
    rf"[一二](?=[九八七〇○零0０OoＯ][{_HAN}0０OoＯ]{{2}}[ \u3000]?年)[{_HAN}]*[0０OoＯ]+[{_HAN}0０OoＯ]*"
)
_MAY_BE_MIXED = tuple(f"{han}{nought}" for han in "二九〇" for nought in "0０OoＯ")
_NOUGHTS = str.maketrans("0０OoＯ", "〇〇〇〇〇")
"""A year in Chinese numerals, typed with another nought: 二00七年, 二OO八年, 一九九0年."""

_SQUARE = re.compile(
    r"方(?:(?<=[0-9０-９][.．][0-9０-９]方)|(?<=[0-9０-９][.．][0-9０-９]{2}方))(?=[株棵人元亩户名件斤册]|公斤)"
)
"""万 as a scan has read it, which no cubic metre is: 12.67方株."""

_PERCENT = re.compile(r"[0oO](?<=[0-9０-９][0oO])-?[/／][0oO](?=[ \u3000\r\n]*(?:[，。；、：）,;)\u4e00-\u9fff]|$))")
"""A percent sign as a scan has read it: 占78．40／0, 占总数700-/0."""

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SAID = re.compile(
    rf"[(（](?<=[\u4e00-\u9fff].)(?:[a-zü]{{0,4}}[{_TONES}][a-zü{_TONES}]{{0,3}}"
    r"|me|de|le|zhe|men|ge|zi|ma|ne|ba|guo|bo)[)）]"
)
"""How a character is said, as some sites set it behind each that they have converted: 355萬(wàn)人次."""

_POINT = re.compile(r"。(?<=[0-9０-９].)(?=[0-9０-９]{1,2}[%％])|,(?<=[0-9]{2}.)(?<![0-9]{3}.)(?=[0-9]{2}[%％])")
"""A decimal point as a scan has read it: 占8。3%, 占58,13%."""

_COMMA = re.compile(r",(?:(?<![0-9０-９lIOo].)|(?![ \u3000]?[0-9０-９lIOo]))")
"""A half-width comma that ends a clause, as some offices type it; between digits it groups thousands.

The comma comes first, since the matcher looks for that fast.
"""

_QUOTES = '"＂「‘'
_QUOTED = re.compile(r'["＂「‘]([^"＂「」‘’“”\n]{0,80}\n?[^"＂「」‘’“”\n]{1,80})["＂」’]')
"""Words quoted by other marks than the usual ones, where a text has none of those."""

_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff％%）”》])(?<![\n \u3000][一二三四五六七八九十])(?<!^[一二三四五六七八九十])[．.]"
    r"(?=[ \u3000\r\n]*(?:[\u4e00-\u9fff“《（0-9０-９]|$))"
)
"""A point where a sentence ends, as journals and scans have set it."""

_LINE = 20
"""A line of so many characters, or with a mark within, is a sentence's and no caption."""


@cache
def _table() -> dict[int, str]:
    """The marks above, and every traditional character as its simplified one, character by character."""
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {ord(old): new for old, new in zip(han, simple, strict=True) if old != new} | _TABLE


@cache
def _odd() -> re.Pattern[str]:
    """Runs of characters that are translated: most of a text is not, and is passed over at once."""
    odd = f"[{''.join(map(re.escape, map(chr, _table())))}]"
    return re.compile(f"{odd}{odd}*")  # the matcher looks for one character faster than for one or more


def clean(text: str) -> str:
    """`text` in simplified characters, full-width digits and letters as ASCII; ``len`` stays the same."""
    if "\n" in text or "\r" in text:
        text = _PAGE.sub(_joined, text) if _PAGED.search(text) else text
        text = text.replace("\r\n", f"{FILLER}\n").replace("\r", "\n")
    if text.count(" ") + text.count("\u3000") > len(text) / 50:
        closed = _APART.sub(_closed, text)
        text = _APART_LINE.sub(_closed, closed) if closed != text else text
    if "<" in text or "&" in text:
        text = _MARKUP.sub(_masked, text)
    if "à" in text or "ì" in text or "è" in text:
        text = _SAID.sub(_masked, text)
    if "**" in text:
        text = _BOLD.sub(lambda match: f"{FILLER * 2}{match[1]}{FILLER * 2}", text)
    text = _misread(text)
    if "," in text:
        text = _COMMA.sub("，", text)
    if "“" not in text and any(map(text.__contains__, _QUOTES)):
        text = _QUOTED.sub(r"“\1”", text)
    if 20 * text.count("。") < text.count("．") + text.count("."):
        text = _stopped(text)
    table = _table()
    return _odd().sub(lambda run: run[0].translate(table), text)


def _misread(text: str) -> str:
    """With digits, 万 and percent signs where a scan has read something else."""
    if _MAY_BE_SCANNED.search(text):
        text = _SCANNED.sub(lambda match: match[0].translate(_LETTERS), text)
    if any(map(text.__contains__, _MAY_BE_MIXED)):
        text = _MIXED.sub(lambda match: match[0].translate(_NOUGHTS), text)
    if "方" in text:
        text = _SQUARE.sub("万", text)
    if "%" in text or "％" in text:
        text = _POINT.sub(".", text)
    if "/" in text or "／" in text:
        text = _PERCENT.sub(lambda match: f"{FILLER * (len(match[0]) - 1)}%", text)
    return text


def _stopped(text: str) -> str:
    """With the points that end sentences as full stops, in a text that has no other: a scan takes commas for points."""
    points = len(_STOP.findall(text))
    return _STOP.sub("。", text) if points > 1 and points > 20 * text.count("。") else text


def _joined(match: re.Match[str]) -> str:
    """Fillers where the page ended within a sentence; a caption above a page's number goes on with nothing."""
    line = match.string[max(match.string.rfind("\n", 0, match.start()) + 1, match.start() - _LINE) : match.start()]
    broken = len(line) >= _LINE or re.search(r"[，、。；]", line)
    return FILLER * len(match[0]) if broken else match[0]


def _closed(match: re.Match[str]) -> str:
    """Fillers for the blanks between single characters; a row of a table has words or numbers between its blanks."""
    pieces = match[0].split()
    single = sum(len(piece) == 1 and ("\u4e00" <= piece <= "\u9fff" or piece in "，。、；：") for piece in pieces)
    return _BLANK.sub(FILLER, match[0]) if single * 2 > len(pieces) else match[0]


def _masked(match: re.Match[str]) -> str:
    """A tag, or how a character is said, as fillers; an entity as its character and fillers, or as it stands."""
    written = match[0]
    if written[0] != "&":
        return FILLER * len(written)
    char = unescape(written)
    return char + FILLER * (len(written) - 1) if len(char) == 1 else written
