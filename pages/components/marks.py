"""The marks of a chart: colour by place, shape by scope, hollow and open-ended where the source gives a bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import Any

from extract.models import Cell
from extract.store import Said
from pages.components import data, names, numbers, palette, ratios, spans, words

SHAPES = ("circle", "square", "diamond", "triangle-up", "pentagon", "star-triangle-down", "hexagon", "star")
SIZE = 13
SMALL = 8
DENSE = 9
"""Of a line of many years the marks are smaller, so that the line and its gaps are seen between them."""
ROOM = 8
"""How much wider than its mark a ring is."""
OPEN_END = 0.03
"""How far the open end of a bound reaches, as a share of the axis."""

MARKS, SHARED = 300, 120
"""So many marks over several years are drawn in a chart, and so many where others stand beside it."""

FEW = 60
"""Of more marks the bounds are told by hollow marks alone."""

WIDE = 30
"""Characters of a clause in one line of a tip."""

CLOSING, OPENING = frozenset("，。、；：！？）】〕》〉」』”’％%…,.;:!?)]}"), frozenset("（【〔《〈「『“‘([{")
"""Signs that never begin a line, nor a clause, and those that never end a line."""

TAGS, NUMBER = ("<b>", "</b>"), frozenset("0123456789.,")

UPRIGHT = 0.07
"""As OPEN_END, of an axis upwards, which is much shorter: the end is seen beyond the mark itself."""


@dataclass(frozen=True, slots=True)
class Style:
    """How marks are told apart on one page. A place without a number of its own is drawn in grey.

    `parts` are the two cells of each quotient; `log` draws dots on a logarithmic axis. `most` marks are drawn.
    """

    colours: Mapping[str, int]
    all_scopes: tuple[str, ...]
    scopes: tuple[str, ...]
    hollow: bool
    log: bool = False
    parts: Mapping[str, ratios.Ratio] = field(default_factory=dict)
    most: int = MARKS

    def colour(self, cell: Cell) -> str:
        number = self.colours.get(cell.place_code or cell.place, -1)
        return palette.MUTED[palette.shade()] if number < 0 else palette.of_place(number)

    def named(self, cell: Cell) -> bool:
        """Whether the place has a colour of its own."""
        return self.colours.get(cell.place_code or cell.place, -1) >= 0

    def shape(self, scope: str) -> str:
        return SHAPES[self.all_scopes.index(scope) % len(SHAPES)]


def style(
    cells: Sequence[Cell], log: bool = False, parts: Mapping[str, ratios.Ratio] | None = None, shared: bool = False
) -> Style:
    """The style for all charts; whatever is chosen, a scope keeps its shape, a place its colour where it is free.

    `shared`: several charts stand together, and each has fewer marks.
    """
    shown = {cell.scope for cell in cells}
    known = tuple(data.scopes())
    hollow = any(cell.bound in numbers.OPEN for cell in cells)
    colours = _colours(list(data.places()), set(_most(cells)[: len(palette.PLACES)]))
    most = SHARED if shared else MARKS
    return Style(colours, known, tuple(scope for scope in known if scope in shown), hollow, log, parts or {}, most)


def _most(cells: Sequence[Cell]) -> list[str]:
    """Places by how many values they have, of those with as many the one with the largest first."""
    count = Counter(cell.place_code or cell.place for cell in cells)
    top: dict[str, Decimal] = {}
    for cell in cells:
        place = cell.place_code or cell.place
        top[place] = max(cell.value, top.get(place, cell.value))
    return sorted(count, key=lambda place: (-count[place], -top[place]))


def _colours(known: Sequence[str], shown: Set[str]) -> dict[str, int]:
    """Place → number of its colour: that of its position among all, else the next that no place shown before has."""
    count = len(palette.PLACES)
    found: dict[str, int] = {}
    free = set(range(count))
    for position, place in enumerate(known):
        if place in shown and free:
            near = (each % count for each in range(position, position + count))
            found[place] = next(each for each in near if each in free)
            free.discard(found[place])
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """Cells with where they stand, their labels and where those stand, and the size of each mark."""

    cells: Sequence[Cell]
    x: Sequence[Any]
    y: Sequence[Any]
    labels: Sequence[str]
    where: Sequence[str]
    sizes: Sequence[int] = ()


def trace(at: Placed, look: Style, across: bool) -> dict[str, Any]:
    """One trace for all marks, so that a click tells the cell whatever its place and scope.

    `across`: values stand on the horizontal axis.
    """
    said = data.quoted(id for cell in at.cells for id in cell.figures[:2])
    read = data.machine_values(cell for cell in at.cells if cell.id not in look.parts)
    return dict(
        type="scatter",
        x=list(at.x),
        y=list(at.y),
        mode="markers+text",
        text=list(at.labels),
        textposition=list(at.where),
        customdata=[cell.id for cell in at.cells],
        hovertext=[tip(cell, look, said, read) for cell in at.cells],
        hoverinfo="text",
        cliponaxis=False,
        showlegend=False,
        zorder=2,
        marker=_marker(at, look),
        textfont={"color": palette.INK[palette.shade()], "size": 13},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        **_ends(at.cells, look, across),
    )


def _marker(at: Placed, look: Style) -> dict[str, Any]:
    """Shape and colour of each mark; hollow ones are filled with the ground, so that nothing shows through them."""
    colours, ground = [look.colour(cell) for cell in at.cells], palette.GROUND[palette.shade()]
    filled = [ground if cell.bound in numbers.OPEN else colour for cell, colour in zip(at.cells, colours, strict=True)]
    return {
        "size": list(at.sizes) or SIZE,
        "symbol": [look.shape(cell.scope) for cell in at.cells],
        "color": filled,
        "opacity": 1,
        "line": {"width": 2.5, "color": colours},
    }


def has_ends(cells: Sequence[Cell], look: Style) -> bool:
    """Whether bounds are drawn with an open end: strokes of many marks would hide each other."""
    return look.hollow and not look.log and len(cells) <= FEW


def _ends(cells: Sequence[Cell], look: Style, across: bool) -> dict[str, Any]:
    """Where the true value may lie beyond a bound: a short stroke without an end, on the side that is open."""
    if not has_ends(cells, look):
        return {}
    reach = (OPEN_END if across else UPRIGHT) * float(max((cell.value for cell in cells), default=Decimal(1)))
    more = [reach if cell.bound in ("gt", "approx") else 0 for cell in cells]
    less = [min(reach, float(cell.value)) if cell.bound in ("lt", "approx") else 0 for cell in cells]
    bar = {"type": "data", "array": more, "arrayminus": less, "symmetric": False, "width": 0, "thickness": 2}
    return {"error_x" if across else "error_y": bar | {"color": palette.MUTED[palette.shade()]}}


RINGS = {
    "checked": ("checked",),
    "corrected": ("corrected", "added"),
    "contested": ("contested",),
}
"""Rings around marks → what people have decided of their values."""


RING_SHAPES = {"checked": "", "corrected": "", "contested": "diamond-wide-open", "doubt": "triangle-up-open"}
"""What a ring looks like whatever its colour; “” for the shape of its mark, in bold for what was corrected."""

RING_SIGNS = {"checked": "○", "corrected": "<b>◯</b>", "contested": "◇", "doubt": "△"}
"""The same in a legend."""


def ring(cell: Cell) -> str:
    """The ring around a mark: what people have decided, else “doubt” where documents disagree; “” for none."""
    decided = next((name for name, marked in RINGS.items() if cell.mark in marked), "")
    return decided or ("doubt" if cell.disputed else "")


def rings(at: Placed, look: Style) -> list[dict[str, Any]]:
    """One trace for each kind of ring, around the marks and below them; nothing to click on."""
    found = []
    for name in (*RINGS, "doubt"):
        some = [number for number, cell in enumerate(at.cells) if ring(cell) == name]
        if not some:
            continue
        sizes = list(at.sizes) or [SIZE] * len(at.cells)
        marker = {
            "size": [sizes[number] + ROOM for number in some],
            "symbol": [RING_SHAPES[name] or f"{look.shape(at.cells[number].scope)}-open" for number in some],
            "color": palette.RINGS[name][palette.shade()],
            "line": {"width": 3 if name == "corrected" else 1.5},
        }
        about = {"type": "scatter", "mode": "markers", "hoverinfo": "skip", "showlegend": False, "zorder": 1}
        x, y = ([values[number] for number in some] for values in (at.x, at.y))
        found.append(about | {"name": name, "x": x, "y": y, "marker": marker, "cliponaxis": False})
    return found


def decided(cell: Cell, read: Mapping[str, Cell]) -> list[str]:
    """What people have decided of a value, and what the machine reads in its place where that is another."""
    if not cell.mark:
        return []
    own = read.get(cell.id)
    told = [words.html(f"mark.{cell.mark}")]
    if own is None:
        told.append(words.html("mark.machine_none"))
    elif (own.value, own.bound) != (cell.value, cell.bound):
        told.append(words.html("mark.machine", value=numbers.of_cell(own)))
    return [words.join(told)]


def tip(cell: Cell, look: Style, said: Mapping[str, Said], read: Mapping[str, Cell] | None = None) -> str:
    """What stands over a mark: the value, the place, what was decided of it, its clause as written, the document."""
    unit = "" if cell.id in look.parts else None
    lines = [f"<b>{escape(numbers.of_cell(cell))}</b>", escape(names.of_cell(cell)), escape(names.scope(cell.scope))]
    if unit is not None:
        ratio = look.parts[cell.id]
        lines.append(escape(" ÷ ".join(numbers.of_cell(each) for each in (ratio.above, ratio.below))))
    for id in cell.figures[:2]:
        lines += clause(said[id]) if id in said else []
    if len(cell.figures) > 1:
        lines.append(words.html("chart.sum", n=len(cell.figures)))
    lines += decided(cell, read or {}) if unit is None else []
    if cell.disputed:
        lines.append(words.html("chart.disputed"))
    return "<br>".join([*lines, f"<i>{words.html('chart.click')}</i>"])


def clause(said: Said) -> list[str]:
    """The words around a figure, escaped and broken into lines, and the document that they stand in."""
    before, quote, after = spans.in_a_line(said.before, said.quote, said.after)
    before = ("…" if said.cut[0] or len(before) > WIDE else "") + before[-WIDE:].lstrip("".join(CLOSING) + " ")
    after = after[:WIDE] + ("…" if said.cut[1] or len(after) > WIDE else "")
    text = f"“{escape(before)}<b>{escape(quote)}</b>{escape(after)}”"
    return ["", *_broken(text), escape(said.title)]


def _broken(text: str) -> list[str]:
    """Lines of some WIDE characters; no tag and no escaped sign is torn, no line begins with a closing sign."""
    lines, line, width = [], "", 0
    for sign in _signs(text):
        if width >= WIDE and not _together(line[-1], sign):
            lines, line, width = [*lines, line], "", 0
        line += sign
        width += sign not in TAGS
    return [*lines, line] if line else lines


def _together(last: str, sign: str) -> bool:
    """Whether a sign stays in the line of the one before it."""
    return sign in CLOSING or sign in TAGS or last in OPENING or (last in NUMBER and sign in NUMBER)


def _signs(text: str) -> Iterator[str]:
    """The signs of a line of HTML: a tag and an escaped sign are one."""
    at = 0
    while at < len(text):
        end = text.find({"<": ">", "&": ";"}[text[at]], at) + 1 if text[at] in "<&" else at + 1
        yield text[at:end]
        at = end
