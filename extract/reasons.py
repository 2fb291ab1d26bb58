"""Why a number is none: the patterns of reasons.toml on the words around it.

Most numbers are quantities. The four characters beside a number and its ends rule out almost every pattern, so that the
words around it are put together for few.
"""

from __future__ import annotations

import re
from functools import cache

from extract.catalogue import catalogue
from extract.catalogue.needles import Sieve, lowest_first

_AHEAD, _BEHIND = 14, 12
"""So many characters before and behind a number are looked at."""

_LETTERS = str.maketrans("lIOo", "1100")
_SCANNED = {"1": "lI", "0": "Oo"}
_MARKS = "⟦⟧", "⦅⦆"
"""Around a number in digits, and around one in Chinese characters."""


class _Beside:
    """The patterns that the characters beside one kind of number leave: a bit each, by the character and its side."""

    def __init__(self, sieve: Sieve, marks: str) -> None:
        self.before: dict[str, int] = {}
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        self.behind: dict[str, int] = {}
        for pair, bits in sieve.pairs.items():
            if pair[1] == marks[0]:
                self.before[pair[0]] = bits
            elif pair[0] == marks[0]:
                self.first.update(dict.fromkeys(pair[1] + _SCANNED.get(pair[1], ""), bits))
            elif pair[1] == marks[1]:
                self.last.update(dict.fromkeys(pair[0] + _SCANNED.get(pair[0], ""), bits))
            elif pair[0] == marks[1]:
                self.behind[pair[1]] = bits


class _Reasons:
    """All patterns in their order, each with its reason, and what they cannot do without."""

    def __init__(self) -> None:
        self.rows = [(re.compile(each), reason) for reason, rows in catalogue().reasons.items() for each in rows]
        self.sieve = Sieve(pattern.pattern for pattern, _ in self.rows)
        self.beside = [_Beside(self.sieve, marks) for marks in _MARKS]
        own = frozenset("".join(_MARKS))
        words = sorted(each for each in (*self.sieve.pairs, *self.sieve.single) if not own & set(each))
        self.words = re.compile("|".join(r"\s*".join(map(re.escape, each)) for each in words) or "(?!)")


@cache
def _reasons() -> _Reasons:
    return _Reasons()


def reason_of(cleaned: str, number: tuple[int, int], chinese: bool, start: int, end: int) -> str:
    """Why the number at ``cleaned[slice(*number)]`` of the stretch ``cleaned[start:end]`` is none; “” for a number."""
    begin, stop = number
    reasons, low, high = _reasons(), max(start, begin - _AHEAD), min(end, stop + _BEHIND)
    beside = reasons.beside[chinese]
    before, behind = cleaned[begin - 1] if begin > low else "", cleaned[stop] if stop < high else ""
    if before.isspace() or behind.isspace() or reasons.words.search(cleaned, low, high):
        around = _around(cleaned, number, chinese, low, high)
        left = reasons.sieve.candidates(around)
    else:
        left = reasons.sieve.always | beside.before.get(before, 0) | beside.first.get(cleaned[begin], 0)
        left |= beside.last.get(cleaned[stop - 1], 0) | beside.behind.get(behind, 0)
        if not left:
            return ""
        around = _around(cleaned, number, chinese, low, high)
    for each in lowest_first(left):
        pattern, reason = reasons.rows[each]
        if pattern.search(around):
            return reason
    return ""


def _around(cleaned: str, number: tuple[int, int], chinese: bool, low: int, high: int) -> str:
    """The number and the words around it, without blanks, the number between its marks."""
    begin, stop = number
    words = "".join(cleaned[begin:stop].split()).translate(_LETTERS)
    marked = f"{_MARKS[chinese][0]}{words}{_MARKS[chinese][1]}"
    return "".join(cleaned[low:begin].split()) + marked + "".join(cleaned[stop:high].split())
