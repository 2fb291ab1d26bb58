"""Where an expression may begin: at one of some characters, before another that those expressions go on with.

A pattern of many alternatives takes long to fail, and one that begins with common characters is tried at every fifth
place. Interpreted, a class of characters finds the places; compiled, a loop over the text is three times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from extract.catalogue.needles import first_characters
from extract.native import installed

_KINDS = 256
"""Characters that stand in the same classes are of one kind, and there are no more kinds than a byte can tell."""

_LAST = 0xFFFF
"""The kind of a character is told by its last sixteen bits: what two have in common is found once too often."""


_ZERO = 48
_NINE = 57
"""The digits by their numbers, which compiled code compares faster than strings."""


class Starts:
    """Where an expression may begin, by rows of a class of first characters and a pattern of what follows.

    No expression is of digits alone: `behind` is a class of what may follow the digits of one that begins with them.
    Compiled, of a number that something else follows no digit is tried.
    """

    def __init__(self, rows: Mapping[str, str], behind: str = "") -> None:
        pairs = [(chars, first_characters(rest)) for chars, rest in rows.items()]
        each = "|".join(f"(?<=[{chars}])(?={rest})" for chars, rest in rows.items())
        second = "".join(chars for _, chars in pairs)
        self._pattern = re.compile(f"[{''.join(rows)}](?=[{second}])" + (f"(?:{each})" if len(rows) > 1 else ""))
        self._kinds, self._beside, found = _tables(pairs) if installed() else (b"", b"", [])
        self._behind = frozenset(re.findall(f"[{behind}]", _characters())) if installed() and behind else None
        going_on = list(rows.values())
        self._rests = [re.compile("|".join(going_on[number] for number in numbers)) for numbers in found]

    def places(self, text: str, start: int, end: int) -> list[int]:
        """Those of ``text[start:end]`` in order."""
        likely, kinds, rests = self.likely(text, start, end), self._kinds, self._rests
        if not kinds:
            return likely
        found: list[int] = []
        digits, idle, behind = start, False, self._behind
        for place in likely:
            if behind is not None and place >= digits:  # behind the last number
                digits = _digits(text, place, end)
                idle = place < digits < end and ord(text[digits]) <= _LAST and text[digits] not in behind
            if not (idle and place < digits) and rests[kinds[ord(text[place]) & _LAST]].match(text, place + 1, end):
                found.append(place)
        return found

    def likely(self, text: str, start: int, end: int) -> list[int]:
        """Where two characters stand side by side with which an expression may begin."""
        if not self._kinds:
            return [match.start() for match in self._pattern.finditer(text, start, end)]
        found: list[int] = []
        kinds, beside, window = self._kinds, self._beside, text[start:end]
        before = 0
        for place in range(len(window)):  # compiled, the places of a text of its own take a third less time
            kind = kinds[ord(window[place]) & _LAST]
            if kind and before and beside[before * _KINDS + kind]:  # most characters are of no kind
                found.append(start + place - 1)
            before = kind
        return found


class Finder:
    """All matches of a pattern, as its own `finditer` finds them.

    Compiled, it is tried only where a character of `first` stands before one of `second`, as in each of its matches.
    """

    def __init__(self, pattern: str, first: str, second: str) -> None:
        self._pattern = re.compile(pattern)
        self._starts = Starts({first: f"[{second}]"}) if installed() else None

    def all(self, text: str, start: int, end: int) -> Iterable[re.Match[str]]:
        """Those in ``text[start:end]`` in order."""
        if self._starts is None:
            return self._pattern.finditer(text, start, end)
        found: list[re.Match[str]] = []
        for place in self._starts.likely(text, start, end):
            match = self._pattern.match(text, place, end) if place >= start else None
            if match is not None:
                found.append(match)
                start = match.end()
        return found


def _digits(text: str, start: int, end: int) -> int:
    """Where the digits end that stand from `start` on."""
    while start < end and _ZERO <= ord(text[start]) <= _NINE:
        start += 1
    return start


@cache
def _characters() -> str:
    """All characters of sixteen bits."""
    return "".join(map(chr, range(_LAST + 1)))


def _tables(pairs: list[tuple[str, str]]) -> tuple[bytes, bytes, list[list[int]]]:
    """The kind of each character; for each kind behind each other one whether an expression may begin with them; and
    the rows of which each kind is first."""
    classes = [chars for pair in pairs for chars in pair]  # bit 6 tells the first characters of row 3, bit 7 the second
    union = "".join(classes)
    known = "".join(re.findall(f"[{union}]", _characters())) + "".join(char for char in union if ord(char) > _LAST)
    rows: dict[int, int] = {}
    for number, chars in enumerate(classes):
        for char in set(re.findall(f"[{chars}]", known)):
            rows[ord(char) & _LAST] = rows.get(ord(char) & _LAST, 0) | 1 << number
    numbers = {row: number for number, row in enumerate(sorted({0, *rows.values()}))}
    if len(numbers) > _KINDS:
        raise ValueError("these classes make too many kinds of characters")
    kinds, beside = bytearray(_LAST + 1), bytearray(_KINDS * _KINDS)
    for place, row in rows.items():
        kinds[place] = numbers[row]
    first = sum(1 << number for number in range(0, len(classes), 2))
    for row, kind in numbers.items():
        for behind, other in numbers.items():
            beside[kind * _KINDS + other] = bool(row & first & behind >> 1)
    begun = [[number for number in range(len(pairs)) if row >> 2 * number & 1] for row in numbers]
    return bytes(kinds), bytes(beside), begun
