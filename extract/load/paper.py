"""Lines as they stand on pages, and which of them belong to the paper: running heads and feet, page numbers.

What stands at the edge of page after page, and the numbers that count the pages, say nothing of what a page reports.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

EDGE = 0.14
"""Running heads and feet stand within this share of the page's height from its edges."""

OUTER = 4
"""So many lines at each edge are looked at."""

APART = 1.35
"""A running head is so many times the usual distance of two lines from the text."""

OFTEN = 3
"""A line that so many pages repeat is a running head; in a document of a few pages, two."""

FEW = 5

_NUMBER = re.compile(r"\W*(?:第\s*)?(\d{1,4})\s*页?(?:\W{0,3}共?\s*\d{1,4}\s*页?)?\W*")
_AT_END = re.compile(r"^\W*(\d{1,4})(?![\d/])|(?<![\d/])(\d{1,4})(?: ?/ ?\d{1,4})?\W*$")
_WORDS = re.compile(r"[^\W\d_]")
_BLANKS = re.compile(r"\s+")


@dataclass(slots=True, eq=False)
class Line:
    """A line on its page, in points from the lower left.

    `em` is the width of a full character, 0 where the line has none; `cells` how many parts with wide gaps it has,
    `parts` where each begins and its words.
    """

    words: str
    left: float
    right: float
    bottom: float
    top: float
    em: float
    cells: int = 1
    parts: list[tuple[float, str]] = field(default_factory=list)


@dataclass(slots=True)
class Leaf:
    """The lines of one page in reading order, and its height in points; `ocr`: they were told from a picture."""

    lines: list[Line]
    height: float
    ocr: bool = False


def furniture(leaves: Sequence[Leaf]) -> set[Line]:
    """The running heads, running feet and page numbers of a document."""
    edges = [list(_edges(leaf)) for leaf in leaves]
    offset = _offset(edges)
    found: set[Line] = set()
    pages: dict[str, set[int]] = defaultdict(set)
    for index, lines in enumerate(edges):
        for line in lines:
            if _is_number(line, index, offset, len(leaves)):
                found.add(line)
            else:
                pages[_key(line, index, offset)].add(index)
    least = 2 if len(leaves) <= FEW else OFTEN
    for index, lines in enumerate(edges):
        found.update(line for line in lines if len(pages.get(_key(line, index, offset), ())) >= least)
    return found


def _edges(leaf: Leaf) -> Iterator[Line]:
    """The lines at both edges of a page that stand apart from its text, as the head of a table does not."""
    lines = sorted(leaf.lines, key=lambda line: line.bottom)
    steps = [step for below, above in pairwise(lines) if (step := above.bottom - below.bottom) > 0.5 * _height(below)]
    usual = median(steps) if len(steps) > 3 else 2 * _height(lines[0]) if lines else 0.0
    low, high = EDGE * leaf.height, (1 - EDGE) * leaf.height
    yield from _apart([line for line in lines if line.bottom < low], lines, APART * usual)
    yield from _apart([line for line in reversed(lines) if line.top > high], lines[::-1], APART * usual)


def _apart(edge: Sequence[Line], lines: Sequence[Line], gap: float) -> Iterator[Line]:
    """The first lines from an edge on, up to the last of some with a gap behind it; none where there is no gap."""
    found = 0
    for number in range(1, min(len(edge), OUTER) + 1):
        if number == len(lines) or abs(lines[number].bottom - lines[number - 1].bottom) > gap:
            found = number
    yield from edge[:found]


def _height(line: Line) -> float:
    return line.top - line.bottom


def _offset(edges: Sequence[Sequence[Line]]) -> int | None:
    """What the printed number of a page is more than its place in the file; None where pages bear no numbers."""
    votes: Counter[int] = Counter()
    for index, lines in enumerate(edges):
        votes.update({number - index for line in lines for number in _numbers(line)})
    best, count = votes.most_common(1)[0] if votes else (0, 0)
    return best if count >= max(2, 0.4 * len(edges)) else None


def _numbers(line: Line) -> Iterator[int]:
    if match := _NUMBER.fullmatch(line.words):
        yield int(match[1])
        return
    for match in _AT_END.finditer(line.words):
        yield int(match[1] or match[2])


def _is_number(line: Line, index: int, offset: int | None, pages: int) -> bool:
    """Whether a line counts the pages; of a single page it must be dressed as such a number is: — 12 —, 第3页."""
    match = _NUMBER.fullmatch(line.words)
    if match is None:
        return False
    if offset is not None:
        return int(match[1]) - index == offset
    return pages <= FEW and line.words.strip() != match[1]


def _key(line: Line, index: int, offset: int | None) -> str:
    """The words of a line without the page's number and without blanks; “” for one that has no words."""
    words = line.words
    if offset is not None:
        own = str(index + offset)
        words = _AT_END.sub(lambda match: "" if (match[1] or match[2]) == own else match[0], words)
    words = _BLANKS.sub("", words)
    return words if _WORDS.search(words) else f"\0{id(line)}"
