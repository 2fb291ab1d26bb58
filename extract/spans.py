"""Spans of a text, looked up by position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


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
