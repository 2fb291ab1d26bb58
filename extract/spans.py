"""Spans of a text, looked up by position."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable


def stretched(words: str, text: str, end: int | None = None, start: int = 0) -> tuple[int, int]:
    """Where `words` stand first in ``text[start:end]``, whatever blanks either is stretched with; else (-1, -1)."""
    letters = [re.escape(letter) for letter in words if not letter.isspace()]
    stop = len(text) if end is None else end
    match = re.compile(r"\s*".join(letters)).search(text, start, stop) if letters else None
    return match.span() if match else (-1, -1)


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
