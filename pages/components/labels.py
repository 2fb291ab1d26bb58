"""Where the labels of marks stand, so that none touches another: each takes the first free side, or is left to the tip.

Reckoned for a plot of WIDTH × HEIGHT; on a wider one there is more room than needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 470.0, 290.0
LINE, HALF, FULL = 17.0, 7.6, 13.5
AWAY = 8.0
SIDES = ("top center", "bottom center", "middle right", "top right", "bottom right", "middle left", "top left")
INSIDE = ("top center", "bottom center")
"""Sides of a mark in the middle of its line."""

EDGE = ("middle right", "top right", "bottom right")
"""Sides of a label with a place's name: away from its own line."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label: its mark's place in the plot (0 to 1 each way, from the lower left), its text, lines parted by <br>.

    `first` says which are placed before others, lowest first; `sides` which are tried.
    """

    x: float
    y: float
    text: str
    first: tuple[float, ...]
    sides: Sequence[str] = SIDES


def placed(wanted: Sequence[Wanted]) -> list[str]:
    """The side of each label, “” for one that has no room."""
    marks = [_around(each.x * WIDTH, each.y * HEIGHT) for each in wanted]
    taken: list[Box] = []
    found = [""] * len(wanted)
    for number in sorted(range(len(wanted)), key=lambda number: wanted[number].first):
        each = wanted[number]
        others = [box for place, box in enumerate(marks) if place != number]
        for side in each.sides if each.text else ():
            box = _box(each, side)
            if box[1] >= 0 and box[0] >= -AWAY and not any(_touch(box, other) for other in (*taken, *others)):
                found[number] = side
                taken.append(box)
                break
    return found


def _around(x: float, y: float) -> Box:
    return x - AWAY + 2, y - AWAY + 2, x + AWAY - 2, y + AWAY - 2


def _box(each: Wanted, side: str) -> Box:
    lines = [_plain(line) for line in each.text.split("<br>")]
    width = max(sum(FULL if ord(char) > 255 else HALF for char in line) for line in lines)
    height = LINE * len(lines)
    up, across = side.split()
    x, y = each.x * WIDTH, each.y * HEIGHT
    left = {"center": x - width / 2, "right": x + AWAY, "left": x - AWAY - width}[across]
    low = {"top": y + AWAY, "middle": y - height / 2, "bottom": y - AWAY - height}[up]
    if up != "middle" and across != "center":
        left += -AWAY if across == "right" else AWAY
    return left, low, left + width, low + height


def _plain(text: str) -> str:
    """What is seen of a label: no tags, each escaped sign as one."""
    seen, inside = "", ""
    for char in text:
        if not inside and char in "<&":
            inside = char
            seen += "&" if char == "&" else ""
        elif inside:
            inside = "" if char == {"<": ">", "&": ";"}[inside] else inside
        else:
            seen += char
    return seen


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
