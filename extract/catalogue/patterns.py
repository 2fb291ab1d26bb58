"""The regular expressions of the catalogue: lists filled in, slow ones rewritten, dangerous ones refused.

``A[^；。]*$`` asks whether A stands in the last stretch without ； or 。, but a backtracking engine walks to the end
from every A, which takes quadratic time where A is repeated. `steady` rewrites such an alternative so that it goes to
the last stretch at once and looks for A there; the same for ``A[^；。]*B``, ``A[^；。]*B[^；。]*$``, ``A.*B`` and so
on. What A and B consume must not hold one of the stops themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LIST = re.compile(r"\{([a-z][a-z_]*)\}")
_GAP = re.compile(r"(?:\[\^([^\]\\^]+)\]|(?<!\\)\.)\*(?![?+])")
_CLASS = re.compile(r"\[\^[^\]]*\]")
_ENDLESS = re.compile(r"(?<!\\)(?:[*+](?!\+)|\{\d+,\})")

Node = tuple[Any, Any]


class UnknownListError(KeyError):
    """A pattern refers to a list that is not there."""


def filled(pattern: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The pattern with each ``{name}`` replaced by the words of that list as alternatives."""

    def words(match: re.Match[str]) -> str:
        if match[1] not in lists:
            raise UnknownListError(match[1])
        return "(?:" + "|".join(lists[match[1]]) + ")"

    return _LIST.sub(words, pattern) if "{" in pattern else pattern


def steady(pattern: str) -> str:
    """A pattern that is found in the same texts, in linear time where an alternative has the shape told above.

    Where it is found may differ: it is for asking whether it is found at all.
    """
    return "|".join(map(_steady, alternatives(pattern))) if "]*" in pattern or ".*" in pattern else pattern


def alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern that stand outside all brackets."""
    begin, depth, inside, position = 0, 0, False, 0
    while position < len(pattern):
        char = pattern[position]
        position += 2 if char == "\\" else 1
        if inside:
            inside = char != "]"
        elif char == "[":
            inside = True
            position += len(re.match(r"\^?\]?", pattern[position:])[0])  # type: ignore[index]
        else:
            depth += (char == "(") - (char == ")")
        if char == "|" and not inside and not depth:
            yield pattern[begin : position - 1]
            begin = position
    yield pattern[begin:]


def _steady(alternative: str) -> str:
    gap = _GAP.search(alternative)
    if gap is None or alternative.startswith(("^", "\\A")):
        return alternative
    stops, ends = gap[1] or "", alternative.endswith("$")
    pieces = alternative.removesuffix("$").split(gap[0])
    if not all(pieces[:-1]) or not all(_is_plain(piece, stops) for piece in pieces):
        return alternative
    last = pieces.pop() if ends else ""
    looked_for = "".join(f"(?>{gap[0]}?(?:{piece}))" for piece in pieces)
    begin = rf"(?s:\A(?:.*[{stops}])?+)" if ends else rf"(?:\A|[{stops}])"
    if not stops:  # A.*B: one stretch from the beginning on
        begin = r"\A"
    return begin + looked_for + (f"{gap[0]}(?:{last})$" if last else "")


def _is_plain(piece: str, stops: str) -> bool:
    """Whether a piece is a whole expression with an end, which consumes none of the stops."""
    bare = _CLASS.sub("", piece)
    return bare.count("(") == bare.count(")") and not _ENDLESS.search(bare) and not set(bare) & set(stops)


# What a pattern of somebody else may cost


def danger(pattern: str) -> tuple[str, str] | None:
    """Why a pattern may take very long: ("danger", the words at fault), ("open_ended", ""), or None.

    A repetition whose body can be divided in several ways takes exponential time, two repetitions without an end one
    behind the other take cubic time. What is atomic or possessive is safe.
    """
    tree = _parser.parse(pattern)
    universe = {chr(value) for value in _literals(tree)} | set("x0 中，⟦\n")
    for _, (_, high, body) in _repeats(tree):
        if high > 1 and _divisible(list(body), universe):
            return "danger", _written(pattern)
    return ("open_ended", "") if _endless(tree) > 1 else None


def _written(pattern: str) -> str:
    """The part of a pattern that a person looks for: the first group that is repeated."""
    match = re.search(r"\([^()]*(?:\([^()]*\)[^()]*)*\)(?:[*+]|\{\d*,\d*\})", pattern)
    return match[0] if match else pattern


def _children(node: Node) -> Iterator[Any]:
    """The sequences inside one node of a parsed pattern."""
    kind, value = node
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        yield value[2]
    elif kind is sre.SUBPATTERN:
        yield value[3]
    elif kind is sre.BRANCH:
        yield from value[1]
    elif kind in (sre.ASSERT, sre.ASSERT_NOT):
        yield value[1]
    elif kind in (sre.ATOMIC_GROUP, sre.POSSESSIVE_REPEAT):
        yield value if kind is sre.ATOMIC_GROUP else value[2]


def _nodes(tree: Any) -> Iterator[Node]:
    for node in tree:
        yield node
        for child in _children(node):
            yield from _nodes(child)


def _repeats(tree: Any) -> Iterator[Node]:
    return (node for node in _nodes(tree) if node[0] in (sre.MAX_REPEAT, sre.MIN_REPEAT))


def _literals(tree: Any) -> Iterator[int]:
    for kind, value in _nodes(tree):
        if kind in (sre.LITERAL, sre.NOT_LITERAL):
            yield value
        elif kind is sre.IN:
            yield from (each for name, each in value if name is sre.LITERAL)


def _endless(tree: Any) -> int:
    """How many repetitions without an end may follow each other on one way through the pattern."""
    total = 0
    for node in tree:
        kind, value = node
        if kind in (sre.ATOMIC_GROUP, sre.POSSESSIVE_REPEAT):
            continue
        inner = max((_endless(child) for child in _children(node)), default=0)
        endless = kind in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[1] is sre.MAXREPEAT
        total += max(inner, 1) if endless else inner
    return total


def _divisible(body: list[Node], universe: set[str]) -> bool:
    """Whether one text may be divided into turns of a repeated `body` in several ways, as far as can be told."""
    while len(body) == 1 and body[0][0] is sre.SUBPATTERN:
        body = list(body[0][1][3])
    if len(body) == 1 and body[0][0] is sre.BRANCH:
        rows = [list(row) for row in body[0][1][1]]
        firsts = [_chars(row[:1], universe) if row else set(universe) for row in rows]
        if any(one & other for one, other in combinations(firsts, 2)):
            return True
        return any(_divisible(row, universe) for row in rows)
    loose = [node for node in body if not _is_fixed(node)]
    if not loose:
        return not body
    firm = [_chars([node], universe) for node in body if _is_fixed(node)]
    sets = [_chars([node], universe) for node in loose]
    if any(one & other for one, other in combinations(sets, 2)):
        return True
    return not all(any(not each & other for other in firm) for each in sets)


def _is_fixed(node: Node) -> bool:
    """Whether a node always takes the same number of characters, in one way."""
    kind, value = node
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return bool(value[0] == value[1]) and all(map(_is_fixed, value[2]))
    if kind is sre.SUBPATTERN:
        return all(map(_is_fixed, value[3]))
    return kind in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY, sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def _chars(tree: Sequence[Node], universe: set[str]) -> set[str]:
    """Which characters of `universe` any part of a pattern may take."""
    found: set[str] = set()
    for node in _nodes(tree):
        kind, value = node
        if kind is sre.LITERAL:
            found.add(chr(value))
        elif kind is sre.NOT_LITERAL:
            found |= universe - {chr(value)}
        elif kind is sre.ANY:
            found |= universe
        elif kind is sre.IN:
            found |= _of_class(value, universe)
    return found


def _of_class(items: Sequence[Node], universe: set[str]) -> set[str]:
    negated = bool(items) and items[0][0] is sre.NEGATE
    taken: set[str] = set()
    for kind, value in items:
        if kind is sre.LITERAL:
            taken.add(chr(value))
        elif kind is sre.RANGE:
            taken |= {char for char in universe if value[0] <= ord(char) <= value[1]}
        elif kind is sre.CATEGORY:
            taken |= universe if not negated else set()
    return universe - taken if negated else taken & universe
