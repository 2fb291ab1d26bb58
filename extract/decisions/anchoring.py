"""Finds the words of a decision again in a document that was read by other rules, or is a new version.

As Hypothesis does it: what stands on either side counts most, the position a little. But the quote itself must be the
same but for blanks, digit by digit, and no part of a longer number; what is doubtful is not found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from extract.decisions.models import AROUND, Anchor
from extract.models import Span

ENOUGH = 0.5
"""How like the words on either side must be, on average of the two, from 0 to 1."""

SURE = 0.7
"""The same in another document, which only bears the same name."""

POSITION = 0.05
"""What the position is worth beside the words: it tells two places apart whose words are the same."""

_BLANK = re.compile(r"\s+")
_NUMERAL = re.compile(r"[^0-9０-９〇○零一二两三四五六七八九十百千万亿．.%％]+")
_DIGITS = "0123456789０１２３４５６７８９.．"


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without its blanks; `at[i]` is where character i stands in the text itself."""

    text: str
    words: str
    at: list[int]


def squeezed(text: str) -> Squeezed:
    """The text without blanks and line breaks, which a new version may set otherwise."""
    at = [place for place, char in enumerate(text) if not char.isspace()]
    return Squeezed(text, "".join(text[place] for place in at), at)


def find(anchor: Anchor, found: Squeezed, taken: Collection[Span] = (), other: bool = False) -> Span | None:
    """Where the words of the anchor stand now, None where that cannot be said; `taken` are others' places.

    `other`: the text is that of another version.
    """
    text = found.text
    here = (anchor.start, anchor.end)
    if here not in taken and text[slice(*here)] == anchor.quote and _around(anchor, text) and not _longer(text, *here):
        return here
    ranked = sorted(
        ((_likeness(anchor, found, first, last), span) for first, last, span in _candidates(anchor, found)),
        reverse=True,
    )
    best = next(((score, span) for score, span in ranked if span not in taken), None)
    return best[1] if best and best[0] >= (SURE if other else ENOUGH) else None


def _around(anchor: Anchor, text: str) -> bool:
    """Whether the same words stand on either side, at the place of the anchor."""
    before = text[max(0, anchor.start - len(anchor.prefix)) : anchor.start]
    return before == anchor.prefix and text.startswith(anchor.suffix, anchor.end)


def _candidates(anchor: Anchor, found: Squeezed) -> Iterator[tuple[int, int, Span]]:
    quote = _BLANK.sub("", anchor.quote)
    first = found.words.find(quote) if quote else -1
    while first >= 0:
        last = first + len(quote)
        if not _longer(found.words, first, last):
            yield first, last, (found.at[first], found.at[last - 1] + 1)
        first = found.words.find(quote, first + 1)


def _longer(text: str, start: int, end: int) -> bool:
    """Whether the number goes on where the words begin or end: 355名 stands not in 1355名."""
    before = start > 0 and text[start] in _DIGITS and text[start - 1] in _DIGITS
    return before or (end < len(text) and text[end - 1] in _DIGITS and text[end] in _DIGITS)


def _likeness(anchor: Anchor, found: Squeezed, first: int, last: int) -> float:
    """From 0 to 1 and a little more for the position."""
    before, after = _BLANK.sub("", anchor.prefix), _BLANK.sub("", anchor.suffix)
    near = found.words[max(0, first - len(before)) : first], found.words[last : last + len(after)]
    sides = (_alike(before[::-1], near[0][::-1]), _alike(after, near[1]))
    apart = abs(found.at[first] - anchor.start) / max(1, len(found.text))
    return sum(sides) / 2 + POSITION * (1 - min(1.0, apart))


def _alike(one: str, other: str) -> float:
    """How like two stretches are that begin at the quote: from their first characters on, or as a whole."""
    if not one and not other:
        return 1.0
    shared = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    length = min(len(one), len(other)) if shared is None else shared
    whole = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(length / max(len(one), len(other), 1), whole, min(1.0, 2 * length / AROUND) * 0.9)


def reach(text: str, start: int, quote: str) -> int:
    """Where the words of a quote end that begin at `start`, whatever blanks stand among them now."""
    end = start
    for _ in _BLANK.sub("", quote):
        while end < len(text) and text[end].isspace():
            end += 1
        end = min(end + 1, len(text))
    return end


def numerals(words: str) -> str:
    """The digits and numerals of a quote, by which two readings of the same number are told: 近3万件 → 3万."""
    return _NUMERAL.sub("", words)
