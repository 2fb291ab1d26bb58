"""Spans of a text, looked up by position; and stretches of it set in one line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

WRAP = re.compile(r"(?:(?<=([0-9A-Za-z]))|)[ \t\u3000]*[\r\n][\s\u3000]*(?=([0-9A-Za-z])|)")


def in_one_line(text: str) -> str:
    """The text in one line: a hard wrap vanishes beside Chinese characters, and is a blank between words."""
    return WRAP.sub(lambda found: " " if found[1] and found[2] else "", text)


def stretched(words: str, text: str, end: int | None = None, start: int = 0) -> tuple[int, int]:
    """Where `words` stand first in ``text[start:end]``, whatever blanks either is stretched with; else (-1, -1)."""
    letters = [letter for letter in words if not letter.isspace()]
    stop = len(text) if end is None else end
    first = text.find(letters[0], start, stop) if letters else -1
    while first >= 0:
        if (last := _spelled(letters, text, first, stop)) >= 0:
            return first, last
        first = text.find(letters[0], first + 1, stop)
    return -1, -1


def _spelled(letters: Sequence[str], text: str, place: int, stop: int) -> int:
    """Where the letters end that stand from a place on, with blanks between them; -1 where they do not."""
    for letter in letters:
        while place < stop and text[place].isspace():
            place += 1
        if place >= stop or text[place] != letter:
            return -1
        place += 1
    return place


def places_of(marks: tuple[str, ...], text: str, start: int, end: int) -> list[int]:
    """Where one of some marks stands in ``text[start:end]``, in order: in a sentence, faster than the matcher."""
    found: list[int] = []
    for mark in marks:
        place = text.find(mark, start, end)
        while place >= 0:
            found.append(place)
            place = text.find(mark, place + 1, end)
    found.sort()
    return found


LABELLED = re.compile(r"\W*(\w{1,8}?)\W*[:：|]\W*(\w.*?)\W*", re.DOTALL)


def labelled(words: str) -> tuple[str, str] | None:
    """The name of a field and what it says, without what sets them off: **年度**: 2024; None for other words."""
    match = LABELLED.fullmatch(words)
    return (match[1], match[2]) if match else None


class Spans:
    """Half-open spans in text order that do not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = list(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def hold(self, start: int, end: int | None = None) -> bool:
        """Whether one span holds the position `start`, or all of ``[start, end)``."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and (start < self._ends[index] if end is None else end <= self._ends[index])
