"""The picture of a page → its lines, by a text recognition that is installed beside (requirements-ocr.txt)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import Any

from extract.load.paper import Leaf, Line

ENGINE = "rapidocr_onnxruntime"
RESOLUTION = 200
"""Dots an inch: enough for 9-point type."""

PIXELS = 30_000_000
"""A page is rendered with so many pixels at the most, however large it says it is."""

NEAR = 0.25
"""Sizes that differ by no more than this are one."""

SURE = 0.5
"""Lines of which the recognition is less sure are dirt."""


def installed() -> bool:
    """Whether pictures of pages can be read here."""
    return find_spec(ENGINE) is not None


@cache
def _engine() -> Any:
    return import_module(ENGINE).RapidOCR()


def leaf(page: Any) -> Leaf:
    """The lines of a page from its picture, from top to bottom."""
    width, height = page.get_size()
    scale = min(RESOLUTION / 72, (PIXELS / max(1.0, width * height)) ** 0.5)
    found, _ = _engine()(page.render(scale=scale).to_numpy())
    lines = [_line(box, words, height, scale) for box, words, sure in found or () if float(sure) >= SURE and words]
    return Leaf(_rows(_evened(lines)), height, ocr=True)


def _evened(lines: list[Line]) -> list[Line]:
    """The lines with one size for all of about that size: the boxes of a recognition are not exact."""
    usual = median(line.em for line in lines) if lines else 0.0
    for line in lines:
        line.em = usual if abs(line.em - usual) <= NEAR * usual else line.em
    return lines


def _line(box: Any, words: str, height: float, scale: float) -> Line:
    """A recognised line, in points from the lower left; a character is a little narrower than the box is high."""
    across = [float(corner[0]) / scale for corner in box]
    down = [height - float(corner[1]) / scale for corner in box]
    wide = sum(2 if char >= "\u2e80" else 1 for char in words) / 2
    return Line(words, min(across), max(across), min(down), max(down), (max(across) - min(across)) / max(1.0, wide))


def _rows(lines: list[Line]) -> list[Line]:
    """Lines on one height are the cells of one row."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        last = rows[-1] if rows else None
        middle = (line.bottom + line.top) / 2
        if last and last.bottom < middle < last.top and line.left >= last.right - line.em:
            gap = (line.left - last.right) / (last.em or line.em or 1.0)
            last.words += " " * max(2, min(40, round(2 * gap))) + line.words
            last.right, last.cells = line.right, last.cells + 1
        else:
            rows.append(line)
    return rows
