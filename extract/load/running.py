"""Lines of pages → running text: what a column's width has cut is put together again, over columns and pages too.

A line that fills its column goes on in the next one unless that is set in, stands apart or is larger. Lines with wide
gaps are rows of a table and keep them; headings are told by their size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from statistics import median

from extract.load.front import RUNNING_HEAD
from extract.load.paper import Leaf, Line, furniture
from extract.load.source import Source
from extract.models import Heading, Page

HYPHEN = "\x02"
"""What pdfium gives for a hyphen at the end of a line."""

LARGE = 1.18
"""A heading is set so much larger than the text."""

SET_IN = 0.9
"""By so many characters, at the least, a paragraph's first line is set in."""

SHORT = 1.7
"""By so many characters a full line may be short, since no line opens with a mark."""

APART = 1.5
"""So many times the usual distance of two lines ends a paragraph."""

USUAL = 0.1
"""So large a share of the lines ends where a column ends."""

HEADING = 60

_ENDS = re.compile(r"[。！？；：!?;:”』」》…][）)]?$")
_LISTED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[、．）)]|\.(?!\d))|第[一二三四五六七八九十\d]{1,3}[章节条篇编]|[●■◆▲★○·•【—]"
)
_LETTER = re.compile(r"[A-Za-z]")
_BEFORE_LETTER = re.compile(r"[A-Za-z\d,.;:)]$")
_TOKEN = re.compile(r"[A-Za-z\d.,%]*")


def running_text(leaves: Sequence[Leaf], encoding: str) -> Source:
    """The text with its pages and headings; a running head that names a yearbook is the publisher."""
    paper = furniture(leaves)
    kept = [[line for line in leaf.lines if line not in paper] for leaf in leaves]
    setting = _Setting.of(kept)
    writer = _Writer(setting.level)
    last: Line | None = None
    for lines in kept:
        writer.starts.append(-1)
        lefts = setting.lefts(lines)
        for line, left in zip(lines, lefts, strict=True):
            writer.line(line, last is not None and setting.goes_on(last, line, left, last in lines))
            last = line
    heads = (part.strip() for leaf in leaves for line in leaf.lines if line in paper for part in line.words.split("  "))
    publisher = next((words for words in heads if len(words) <= 30 and RUNNING_HEAD.match(words)), "")
    return writer.source(leaves, encoding, publisher)


@dataclass(slots=True)
class _Setting:
    """How the text is set: the width of its characters, the distance of its lines, where its columns end."""

    em: float
    pitch: float
    rights: list[float]
    usual_lefts: list[float]
    levels: dict[int, int]

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]]) -> _Setting:
        lines = list(chain.from_iterable(pages))
        sizes: Counter[int] = Counter()
        for line in lines:
            sizes[_size(line)] += len(line.words) if line.em else 0
        body = max(sizes, key=lambda size: sizes[size], default=0) / 2 or 10.0
        steps = [
            above.bottom - below.bottom
            for page in pages
            for above, below in pairwise(page)
            if 0 < above.bottom - below.bottom < 4 * body and _overlap(above, below)
        ]
        pitch = median(steps) if steps else 1.5 * body
        prose = [line for line in lines if line.cells == 1]
        rights, lefts = (_common(prose, body, side) for side in (lambda line: line.right, lambda line: line.left))
        large = sorted((size for size, count in sizes.items() if count and size / 2 > LARGE * body), reverse=True)
        titles = sum(_size(line) in large for line in lines)
        levels = {size: min(number, 6) for number, size in enumerate(large, 1)} if titles * 4 <= len(lines) + 4 else {}
        return cls(body, pitch, rights, lefts, levels)

    def level(self, line: Line) -> int:
        """The level of a heading, 0 for other lines."""
        return self.levels.get(_size(line), 0) if line.em and line.cells == 1 and len(line.words) <= HEADING else 0

    def lefts(self, lines: Sequence[Line]) -> list[float]:
        """For each line of a page where its column begins."""
        often = Counter(round(2 * line.left / self.em) for line in lines if line.cells == 1)
        known = [line.left for line in lines if line.cells == 1 and often[round(2 * line.left / self.em)] > 1]
        known += self.usual_lefts if len(lines) < 6 else []
        return [
            min((left for left in known if line.left - 3.2 * self.em <= left <= line.left), default=line.left)
            for line in lines
        ]

    def goes_on(self, last: Line, line: Line, left: float, same_page: bool) -> bool:
        """Whether `line` goes on with the paragraph or the heading that `last` belongs to."""
        level = self.level(last)
        if max(last.cells, line.cells) > 1 or level != self.level(line):
            return False
        if level:
            centred = abs(last.left + last.right - line.left - line.right) < 2 * line.em
            return same_page and centred and self._follows(last, line) and line.bottom < last.bottom
        if abs((last.em or self.em) - (line.em or self.em)) > 0.08 * self.em:
            return False
        if same_page and not self._follows(last, line):
            return False
        return self._is_full(last, line) and not self._opens(last, line, left)

    def _follows(self, last: Line, line: Line) -> bool:
        """Whether a line is the next one below another, or stands in a column to the right of it."""
        if line.bottom < last.bottom and _overlap(last, line):
            return last.bottom - line.bottom <= APART * max(self.pitch, 1.15 * line.em)
        return line.left > last.right - self.em

    def _opens(self, last: Line, line: Line, left: float) -> bool:
        """Whether a line opens a paragraph: it is set in, or is the next one of a list."""
        ended = _ENDS.search(last.words.rstrip()) is not None
        if ended and _LISTED.match(line.words):
            return True
        hanging = not ended and _LISTED.match(last.words) and last.left < line.left
        return line.left - left > SET_IN * self.em and not hanging

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether a line reaches the end of its column, or would with the first word of the next."""
        edge = min((right for right in self.rights if right >= last.right - self.em / 2), default=last.right)
        for right in self.rights:  # ends that are one character from each other are one
            edge = right if edge < right <= edge + 1.5 * self.em else edge
        word = _TOKEN.match(line.words)
        return edge - last.right <= (SHORT + 0.6 * len(word[0] if word else "")) * self.em


def _size(line: Line) -> int:
    """The size of a line in half points."""
    return round(line.em * 2)


def _overlap(one: Line, other: Line) -> bool:
    return one.left < other.right and other.left < one.right


def _common(lines: Sequence[Line], em: float, side: Callable[[Line], float]) -> list[float]:
    """Where many lines begin, or end: from left to right."""
    counts = Counter(round(side(line) / em) for line in lines)
    usual = {place for place, count in counts.items() if count >= max(2, USUAL * len(lines))}
    ends: dict[int, float] = {}
    for line in lines:
        place = round(side(line) / em)
        if place in usual:
            ends[place] = max(ends.get(place, 0.0), side(line))
    return [ends[place] for place in sorted(ends)]


@dataclass(slots=True)
class _Writer:
    """The text as far as it is written; `starts` is where each page begins, -1 for one without words."""

    level: Callable[[Line], int]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)

    def line(self, line: Line, goes_on: bool) -> None:
        """A line of a page, behind the one before it or below it."""
        words = line.words
        self._put(self._glue(words) if goes_on else "\n" if self.pieces else "")
        start = self.length
        if self.starts[-1] < 0:
            self.starts[-1] = start
        self._put(words)
        if level := self.level(line):
            begin = self.headings.pop().start if goes_on and self.headings else start
            self.headings.append(Heading(begin, self.length, level))

    def _glue(self, words: str) -> str:
        """What joins two lines: a blank between words of letters, nothing elsewhere; a hyphen is taken out."""
        last = self.pieces[-1]
        if last.endswith(HYPHEN) or (last.endswith("-") and _LETTER.match(last[-2:-1]) and words[:1].islower()):
            self.pieces[-1] = last[:-1]
            self.length -= 1
            return ""
        return " " if _BEFORE_LETTER.search(last) and _LETTER.match(words) else ""

    def _put(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)

    def source(self, leaves: Sequence[Leaf], encoding: str, publisher: str) -> Source:
        self._put("\n")
        text = "".join(self.pieces).replace(HYPHEN, "-")
        end, pages = len(text), []
        for start, leaf in zip(reversed(self.starts), reversed(leaves), strict=True):
            start = end if start < 0 else start
            pages.append(Page(start, end, leaf.ocr))
            end = start
        titles = [each for each in self.headings if each.level == 1]
        title = text[titles[0].start : titles[0].end] if len(titles) == 1 else ""
        return Source(text, encoding, title, publisher, headings=tuple(self.headings), pages=tuple(reversed(pages)))
