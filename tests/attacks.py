"""Hostile texts for a pattern, made from its own alphabet, and how its time grows on them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser
from typing import Any

SIZE = 480
"""Characters of the shortest text; the others are twice and four times as long."""

STEEP = 2.9
"""Twice the text takes twice the time where it is linear, four times where it is quadratic."""


def grows(pattern: re.Pattern[str]) -> str:
    """The piece whose repetition takes more than linear time, “” where none does.

    Each piece is timed once at two lengths; a suspect again, the best of several runs, and only then at a third
    length, so that neither a pause of the machine counts nor a cubic pattern takes minutes.
    """
    for piece, tail in attacks(pattern.pattern):
        if _ratio(pattern, piece, tail, 1, 1) > STEEP and _is_steep(pattern, piece, tail):
            return f"{piece} × n + {tail}"
    return ""


def _is_steep(pattern: re.Pattern[str], piece: str, tail: str) -> bool:
    for factor in (1, 2, 1, 2):
        if _ratio(pattern, piece, tail, factor, 9) <= STEEP:
            return False
        time.sleep(0.1)  # a burst of other work on the machine is over by then
    return True


def _ratio(pattern: re.Pattern[str], piece: str, tail: str, factor: int, repeats: int) -> float:
    """How many times as long twice the text takes: the best of several runs, by turns, so that both meet the same load."""
    runs = [[_seconds(pattern, piece, tail, each) for each in (factor, 2 * factor)] for _ in range(repeats)]
    one, two = map(min, zip(*runs, strict=True))
    return two / one


def _seconds(pattern: re.Pattern[str], piece: str, tail: str, factor: int) -> float:
    text = piece * (SIZE * factor // len(piece)) + tail
    start = time.thread_time()  # time in which another program had the processor does not count
    pattern.search(text)
    return max(time.thread_time() - start, 1e-7)


def attacks(pattern: str) -> Iterator[tuple[str, str]]:
    """Pieces to repeat, and tails that keep the whole from matching."""
    tree = _parser.parse(pattern)
    words = sorted({word for word in _words(tree) if word})
    sample = _sample(tree)
    mixtures = ["".join(words), "".join(words[::-1]), sample, sample[:-1], sample[1:], *(f"{word}⟦" for word in words)]
    stops = "".join(sorted(_stops(tree)))
    for piece in dict.fromkeys(each for each in [*words, *mixtures, "⟦", "，", "x"] if each):
        for tail in dict.fromkeys(("", stops[:12], "x")):
            yield piece[:SIZE], tail


def _children(value: Any) -> Iterator[Any]:
    """The sequences of nodes inside the value of a node."""
    if isinstance(value, _parser.SubPattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _children(each)


def _words(tree: Any) -> Iterator[str]:
    """The runs of literal characters."""
    word = ""
    for kind, value in tree:
        if kind is sre.LITERAL:
            word += chr(value)
            continue
        yield word
        word = ""
        if kind is sre.IN:
            yield from (chr(each) for name, each in value if name is sre.LITERAL and value[0][0] is not sre.NEGATE)
        for child in _children(value):
            yield from _words(child)
    yield word


def _stops(tree: Any) -> set[str]:
    """What the negated classes exclude."""
    found: set[str] = set()
    for kind, value in tree:
        if kind is sre.IN and value[0][0] is sre.NEGATE:
            found |= {chr(each) for name, each in value if name is sre.LITERAL}
        for child in _children(value):
            found |= _stops(child)
    return found


def _sample(tree: Any) -> str:
    """One text that the pattern takes, or nearly: first alternatives, two turns where there may be several."""
    found = ""
    for kind, value in tree:
        if kind is sre.LITERAL:
            found += chr(value)
        elif kind is sre.IN:
            found += "中" if value[0][0] is sre.NEGATE else next((chr(each) for name, each in value if name is sre.LITERAL), "1")
        elif kind is sre.ANY:
            found += "中"
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            found += _sample(value[2]) * max(value[0], min(2, value[1]))
        elif kind is sre.BRANCH:
            found += _sample(value[1][0])
        elif kind not in (sre.ASSERT, sre.ASSERT_NOT):
            found += "".join(map(_sample, _children(value)))
    return found
