"""Why a number is none: the patterns of reasons.toml on the words around it.

Most numbers are quantities. The four characters beside a number and its ends rule out almost every pattern, so that the
words around it are put together for few.
"""

from __future__ import annotations

import re
from functools import cache

from extract.catalogue import catalogue
from extract.catalogue.needles import every, lowest_first, needles

_AHEAD = 14
_BEHIND = 12
"""So many characters before and behind a number are looked at."""

_LETTERS = str.maketrans("lIOo", "1100")
_SCANNED = {"1": "1lI", "0": "0Oo"}
_MARKS = "⟦⟧", "⦅⦆"
"""Around a number in digits, and around one in Chinese characters."""


class _Side:
    """The patterns that one character beside a number leaves: by that character, and by any other."""

    def __init__(self, everything: int) -> None:
        self.other = everything
        self.by: dict[str, int] = {}

    def need(self, bit: int, chars: str) -> None:
        """Notes that a pattern needs one of some characters there."""
        before, self.other = self.other, self.other & ~bit
        for char in self.by.keys() | set(chars):
            left = self.by.get(char, before)
            self.by[char] = left if char in chars else left & ~bit


class _Beside:
    """The patterns that the characters beside one kind of number leave, and those that its ends leave."""

    def __init__(self, patterns: list[str], marks: str) -> None:
        everything = (1 << len(patterns)) - 1
        self.sides = {side: _Side(everything) for side in ("before", "first", "last", "behind")}
        for i, pattern in enumerate(patterns):
            for found in every(pattern):
                self._need(1 << i, found, marks)
        self.before, self.first, self.last, self.behind = self.sides.values()

    def _need(self, bit: int, found: frozenset[str], marks: str) -> None:
        """Takes a pattern off where one of `found` must stand and cannot, if all of those are beside a mark."""
        sides = {side for each in found for side in (_side(each, pair) for pair in _MARKS) if side}
        if len(sides) != 1 or not all(any(_side(each, pair) for pair in _MARKS) for each in found):
            return
        side = sides.pop()
        chars = "".join(each.strip(marks) for each in found if _side(each, marks))
        self.sides[side].need(bit, "".join(_SCANNED.get(char, char) for char in chars))


def _side(needle: str, marks: str) -> str:
    """On which side of a mark the other character of a pair stands; “” where it holds none."""
    places = {(1, marks[0]): "before", (0, marks[0]): "first", (1, marks[1]): "last", (0, marks[1]): "behind"}
    found = [places[place] for place in enumerate(needle) if place in places] if len(needle) == 2 else []
    return found[0] if len(found) == 1 else ""


class _Reasons:
    """All patterns in their order, each with its reason, and what they cannot do without."""

    def __init__(self) -> None:
        self.rows = [(re.compile(each), reason) for reason, rows in catalogue().reasons.items() for each in rows]
        patterns = [pattern.pattern for pattern, _ in self.rows]
        self.beside = [_Beside(patterns, marks) for marks in _MARKS]
        self.free = 0
        words: set[str] = set()
        for i, pattern in enumerate(patterns):
            if all(side.other >> i & 1 for beside in self.beside for side in beside.sides.values()):
                self.free |= 1 << i
                words |= needles(pattern) or {""}
        self.words = re.compile("|".join(r"\s*".join(map(re.escape, each)) for each in sorted(words)) or "(?!)")
        # The last character of a word is seldom there without it; many begin with one that stands beside every number.
        lasts = "".join(sorted({each[-1:] for each in words}))
        self.lasts = re.compile(f"[{re.escape(lasts)}]" if "" not in words and lasts else "")


@cache
def _reasons() -> _Reasons:
    return _Reasons()


def reason_of(cleaned: str, number: tuple[int, int], chinese: bool, start: int, end: int) -> str:
    """Why the number at ``cleaned[slice(*number)]`` of the stretch ``cleaned[start:end]`` is none; “” for a number."""
    begin, stop = number
    low, high = begin - _AHEAD if begin - _AHEAD > start else start, stop + _BEHIND if stop + _BEHIND < end else end
    reasons = _reasons()
    beside = reasons.beside[chinese]
    before, behind = cleaned[begin - 1] if begin > low else "", cleaned[stop] if stop < high else ""
    if before.isspace() or behind.isspace():
        before, behind = "".join(cleaned[low:begin].split())[-1:], "".join(cleaned[stop:high].split())[:1]
    left = beside.before.by.get(before, beside.before.other) & beside.behind.by.get(behind, beside.behind.other)
    left &= beside.first.by.get(cleaned[begin], beside.first.other)
    left &= beside.last.by.get(cleaned[stop - 1], beside.last.other)
    if not reasons.lasts.search(cleaned, low, high) or not reasons.words.search(cleaned, low, high):
        left &= ~reasons.free
    return _first(reasons, left, _around(cleaned, number, chinese, low, high)) if left else ""


def _first(reasons: _Reasons, left: int, around: str) -> str:
    """The reason of the first of these patterns that holds."""
    for each in lowest_first(left):
        pattern, reason = reasons.rows[each]
        if pattern.search(around):
            return reason
    return ""


def _around(cleaned: str, number: tuple[int, int], chinese: bool, low: int, high: int) -> str:
    """The number and the words around it, without blanks, the number between its marks."""
    begin, stop = number
    words = "".join(cleaned[begin:stop].split())
    if "l" in words or "I" in words or "O" in words or "o" in words:
        words = words.translate(_LETTERS)
    marked = f"{_MARKS[chinese][0]}{words}{_MARKS[chinese][1]}"
    return "".join(cleaned[low:begin].split()) + marked + "".join(cleaned[stop:high].split())
