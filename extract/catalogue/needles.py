"""What a regular expression cannot do without: pairs of characters that each of its matches holds.

Most rules fail on most clauses. One look at the clause's pairs of characters tells which rules can hold at
all, and only those are tried. The method is that of trigram indexes for code search (Cox 2012), with pairs,
since words in Chinese are mostly two characters long.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from extract.native import installed

_MOST = 1200
"""So many strings are followed at once; a pattern with more ways to go on is cut there."""

MARKS = frozenset("⟦⟧⦅⦆")
"""Stand for numbers, or around one, in the texts that rules are written for."""

_FEW = 3
"""So many repetitions are written out."""

_STEPS = 6
"""So many pairs are looked at from either end of a string."""

_ZERO = (op.AT, op.ASSERT, op.ASSERT_NOT)
"""What takes no room: the characters before and behind it are neighbours."""

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


@cache
def needles(pattern: str, without: str = "") -> frozenset[str] | None:
    """Strings of one or two characters, one of which every match of `pattern` holds; None where none is sure.

    None of them holds a character of `without`: of marks that the text to be searched may write in another way.
    """
    marks = str.maketrans("", "", without)
    rows = (frozenset(each.translate(marks) for each in found) for found in every(pattern))
    return _best(found for found in rows if "" not in found)


@cache
def every(pattern: str) -> tuple[frozenset[str], ...]:
    """All such sets of strings that are found, of each of which every match of `pattern` holds one."""
    try:
        tree = parser.parse(pattern)
    except RecursionError:  # nested deeper than any rule that a person writes
        return ()
    return () if tree.state.flags & re.IGNORECASE else tuple(_candidates(tree))


def _best(candidates: Iterable[frozenset[str]]) -> frozenset[str] | None:
    """The candidate that fewest texts hold: of pairs rather than single characters, and few of them."""
    return min(candidates, key=lambda found: (max(map(_common, found)), len(found)), default=None)


def _common(needle: str) -> int:
    """How common a needle is at a guess: pairs are rare but for those of digits, marks of numbers are everywhere."""
    if len(needle) < 2:
        return 3 if needle in MARKS else 2
    return 1 if needle.isdigit() or (needle[0] in MARKS and needle[1].isdigit()) else 0


def _candidates(tree: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    run = frozenset({""})
    for node in tree:
        exact, inside = _read(*node)
        found += inside
        if exact and len(run) * len(exact) <= _MOST:
            run = _joined(run, exact)
            continue
        found += _grams(run)
        run = exact or frozenset({""})
    return found + _grams(run)


def _joined(run: frozenset[str], exact: frozenset[str]) -> frozenset[str]:
    return frozenset(old + new for old in run for new in exact)


def _grams(run: frozenset[str]) -> list[frozenset[str]]:
    """One pair of each string of a run, from either end, or its only character; nothing where a string may be empty."""
    shortest = min(map(len, run))
    if shortest < 2:
        ends = frozenset(each[:2] for each in run), frozenset(each[-2:] for each in run)
        return [_least(found) for found in ends] if shortest else []
    places = [*range(min(shortest - 1, _STEPS)), *range(-2, -min(shortest, _STEPS) - 1, -1)]
    return list(dict.fromkeys(frozenset(each[place:][:2] for each in run) for place in places))


def _least(found: frozenset[str]) -> frozenset[str]:
    """Those that hold no other: where 仅 is looked for, ，仅 need not be."""
    return frozenset(each for each in found if len(each) < 2 or not (each[0] in found or each[1] in found))


def _read(code: Any, value: Any) -> tuple[frozenset[str], list[frozenset[str]]]:
    """All strings that one node can match (empty where they are not few), and candidates from inside it."""
    if code is op.LITERAL:
        return frozenset({chr(value)}), []
    if code is op.IN:
        return _chars(value), []
    if code in _ZERO:
        return frozenset({""}), []
    if code is op.SUBPATTERN:
        return _group(value[-1])
    if code is op.ATOMIC_GROUP:
        return _group(value)
    if code is op.BRANCH:
        return _branch(value[1])
    if code in _REPEATS:
        return _repeat(*value)
    return frozenset(), []


def _chars(items: Sequence[tuple[Any, Any]]) -> frozenset[str]:
    found: set[str] = set()
    for code, value in items:
        if code is op.LITERAL:
            found.add(chr(value))
        elif code is op.RANGE and value[1] - value[0] < 40:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return frozenset()
    return frozenset(found)


def _group(tree: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], list[frozenset[str]]]:
    """The strings of a sequence, where all of its nodes have few; else what its own runs hold."""
    nodes = list(tree)
    strings = frozenset({""})
    for node in nodes:
        exact, _ = _read(*node)
        strings = _joined(strings, exact) if len(strings) * len(exact) <= _MOST else frozenset()
        if not strings:
            return frozenset(), _candidates(nodes)
    return strings, []


def _branch(branches: Sequence[Any]) -> tuple[frozenset[str], list[frozenset[str]]]:
    read = [_group(branch) for branch in branches]
    strings = frozenset().union(*(exact for exact, _ in read))
    if all(exact for exact, _ in read) and len(strings) <= _MOST:
        return strings, []
    # Some branch has no end of strings: one pair of each branch, where every branch has one.
    best = [_best(inside + _grams(exact) if exact else inside) for exact, inside in read]
    return frozenset(), [frozenset().union(*(each for each in best if each))] if all(best) else []


def _repeat(least: int, most: int, tree: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], list[frozenset[str]]]:
    exact, inside = _group(tree)
    if exact and most <= _FEW and len(exact) ** most <= _MOST:
        times = frozenset({""})
        found = times if least == 0 else frozenset()
        for count in range(1, most + 1):
            times = _joined(times, exact)
            found |= times if count >= least else frozenset()
        return found, []
    return frozenset(), (inside + _grams(exact) if exact else inside) if least else []


_QUICK = 8
"""So many strings are looked for one by one before a pattern is tried; of more, that takes as long as the pattern."""


@cache
def few(pattern: str) -> tuple[str, ...]:
    """The needles of a pattern, where they are few; none where they are many or not sure."""
    found = needles(pattern) or frozenset()
    return tuple(sorted(found)) if len(found) <= _QUICK else ()


def stands(found: tuple[str, ...], text: str) -> bool:
    """Whether one of a few needles stands in a text; True where there are none."""
    for each in found:
        if each in text:
            return True
    return not found


def first_characters(pattern: str) -> str:
    """The inside of a class of the characters with which a match of `pattern` begins, which is never empty."""
    return "".join(sorted(_first(parser.parse(pattern))))


def _first(tree: Iterable[tuple[Any, Any]]) -> set[str]:
    """Those of a sequence: of its first node, and of the next ones as long as those before may be empty."""
    found: set[str] = set()
    for code, value in tree:
        if code is op.BRANCH:
            return found.union(*map(_first, value[1]))
        if code is op.SUBPATTERN:
            return found | _first(value[-1])
        if code is op.LITERAL or code is op.IN:
            return found | set(map(as_written, value if code is op.IN else [(code, value)]))
        if code in _REPEATS:
            found |= _first(value[2])
            if value[0]:
                return found
        elif code not in _ZERO:
            raise ValueError(f"{code} is not followed here")
    raise ValueError("a match may be empty")


_CATEGORIES = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}


def as_written(item: tuple[Any, Any]) -> str:
    """One character, range or category of a class as it is written in one; raises KeyError for “not any of”."""
    code, value = item
    if code is op.NEGATE:
        raise KeyError(code)
    if code is op.CATEGORY:
        return _CATEGORIES[value]
    return "-".join(re.escape(chr(char)) for char in (value if code is op.RANGE else (value,)))


class Sieve:
    """Many patterns at once: which of them can be found in a text at all, as the bits of one number."""

    def __init__(self, patterns: Iterable[str | None], without: str = "") -> None:
        self.always = 0
        pairs: dict[int, int] = {}
        single: dict[str, int] = {}
        for i, pattern in enumerate(patterns):
            found = needles(pattern, without) if pattern is not None else None
            if found is None:
                self.always |= 1 << i
            for each in found or ():
                if len(each) == 2:
                    pairs[_number(each)] = pairs.get(_number(each), 0) | 1 << i
                else:
                    single[each] = single.get(each, 0) | 1 << i
        self._pairs, self._single = pairs.get, single
        self._one = re.compile(f"[{re.escape(''.join(single))}]" if single else "(?!)")
        self._known, self._kinds = {**pairs, **{ord(each): bits for each, bits in single.items()}}, b""
        if installed():
            self._kinds = _kinds(pairs, single)

    def candidates(self, text: str) -> int:
        """A bit for every pattern that may be found in `text`, and none for those that cannot."""
        found = self.always
        if self._kinds and (read := self._read(text)) is not None:
            return found | read
        for bits in filter(None, map(self._pairs, _pairs(text))):
            found |= bits
        for char in set(self._one.findall(text)):
            found |= self._single[char]
        return found


    def _read(self, text: str) -> int | None:
        """The same, character by character: compiled, that takes half the time; None for a text of wide characters."""
        found = before = 0
        kinds, known = self._kinds, self._known
        for place in range(len(text)):
            char = ord(text[place])
            if char > _LAST:
                return None
            kind = kinds[char]
            if before and kind & _SECOND and (bits := known.get(char << 16 | before)):
                found |= bits
            if kind & _ALONE:
                found |= known[char]
            before = char if kind & _FIRST else 0
        return found


_LAST = 0xFFFF
"""Characters of more than sixteen bits stand in two places of a text in UTF-16."""

_FIRST = 1
_SECOND = 2
_ALONE = 4
"""What a character may be: the first of a pair that is looked for, the second of one, or looked for by itself.

Each by itself: constants assigned in one go are looked up by name at every use when they are compiled.
"""


def _kinds(pairs: Iterable[int], single: Iterable[str]) -> bytes:
    """What each character may be."""
    kinds = bytearray(0x10000)
    for pair in pairs:
        kinds[pair & 0xFFFF] |= _FIRST
        kinds[pair >> 16] |= _SECOND
    for each in single:
        kinds[ord(each) & 0xFFFF] |= _ALONE
    return bytes(kinds)


def _number(pair: str) -> int:
    """A pair of characters as one number, as `_pairs` has them."""
    return int(_pairs(pair)[0])


def _pairs(text: str) -> Sequence[int]:
    """All pairs of characters that stand side by side, as numbers: those at even places, then those at odd ones.

    Numbers of 32 bits, which the processor reads out of the text, are made and looked up twice as fast as strings.
    """
    data = text.encode("utf-16-le", "surrogatepass")
    last = len(data) & ~3
    found = array("I", data[:last])
    found.frombytes(data[2 : last + 2 - (len(data) == last) * 4])
    return found


def lowest_first(bits: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first: the patterns in their order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
