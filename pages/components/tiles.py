"""Places as tiles: the provinces where a map of China has them, and below each the places that it holds.

A tile grid keeps neighbours near each other and gives each the same room; it shows no borders and claims none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from extract.models import Cell
from pages.components import data, hierarchy, links, names, numbers, targets, words
from pages.components.choices import Choice
from pages.components.selection import Selection

GRID = (
    "00 00 00 00 00 00 23",
    "00 00 00 15 00 00 22",
    "65 62 64 14 11 12 21",
    "54 63 61 41 13 37 00",
    "00 51 50 42 34 32 31",
    "00 53 52 43 36 33 00",
    "00 00 45 44 35 00 71",
    "00 00 46 82 81 00 00",
)
"""The first two digits of each province's code, in rows from north to south; 00 is no tile."""

NOTHING = "000000"
STEPS, MOST, SHORT = 4, 400, 10_000


@dataclass(frozen=True, slots=True)
class Board:
    """What tiles are made of: the areas, the values by place, and whether they are of one indicator."""

    tree: hierarchy.Tree
    by_place: Mapping[str, Sequence[Cell]]
    single: bool

    def inside(self, id: str, own: bool = False) -> list[str]:
        """The places in an area that have values; only itself where its own are asked for."""
        return [place for place in ([id] if own else self.tree.below(id)) if place in self.by_place]

    def count(self, id: str, own: bool = False) -> int:
        return sum(len(self.by_place[place]) for place in self.inside(id, own))


def show(choice: Choice, found: Selection) -> None:
    """The provinces, or the places right below the area chosen; a tile leads down, the last one to its evidence."""
    tree = data.tree()
    area = choice.areas[-1] if choice.areas else ""
    here = area if not area or tree.under.get(area) else tree.areas[area].parent
    by_place: dict[str, list[Cell]] = {}
    for cell in found.cells:
        by_place.setdefault(cell.place_code or cell.place, []).append(cell)
    board = Board(tree, by_place, len(choice.indicators) == 1)
    st.html(_way(tree, here))
    if not here:
        _map(board)
        return
    own = [_tile(board, here, board.count(here, True), own=True)] if board.inside(here, own=True) else []
    st.html(f'<div class="tiles">{"".join(own + _tiles(board, tree.under[here][:MOST]))}</div>')


def _map(board: Board) -> None:
    codes = [code + "0000" for row in GRID for code in row.split()]
    tiles = "".join(
        tile if code != NOTHING else "<span></span>" for code, tile in zip(codes, _tiles(board, codes), strict=True)
    )
    st.html(f'<div class="tiles china">{tiles}</div>')
    others = [id for id in board.tree.under.get("", ()) if id not in codes or id == NOTHING]
    if others:
        lead, more = words.html("tiles.others"), "".join(_tiles(board, others))
        st.html(f'<p class="note">{lead}</p><div class="tiles">{more}</div>')


def _tiles(board: Board, ids: Sequence[str]) -> list[str]:
    most = max((board.count(id) for id in ids), default=1)
    return [_tile(board, id, most) for id in ids]


def _way(tree: hierarchy.Tree, here: str) -> str:
    way = [links.anchor(links.here(place=None, p=None), words.html("tiles.china"), "stay")]
    way += [links.anchor(links.here(place=id, p=None), escape(tree.areas[id].name), "stay") for id in tree.path(here)]
    label, lead = words.html("pick.way"), words.html("tiles.lead")
    return f'<nav class="trail" aria-label="{label}">{" › ".join(way)}</nav><p class="note">{lead}</p>'


def _tile(board: Board, id: str, most: int, own: bool = False) -> str:
    """A tile: its name, and its own latest value or how many places in it have one, shaded by how many values."""
    area = board.tree.areas.get(id) or hierarchy.unlisted(id)
    inside, leaf = board.inside(id, own), own or not board.tree.under.get(id)
    if not inside:
        title, dash = words.html("tiles.none", place=area.name), words.html("common.dash")
        name = escape(hierarchy.short(area))
        return f'<span class="tile none" title="{title}"><b>{name}</b><small>{dash}</small></span>'
    step = min(STEPS, 1 + board.count(id, own) * STEPS // (most + 1))
    if board.single and inside == [id]:
        return _value(area, board.by_place[id], step, leaf)
    count = board.count(id, own)
    title = words.say("tiles.tip", place=area.name, places=len(inside), values=count)
    said = words.html("tiles.values", n=count) if leaf else words.html("tiles.places", n=len(inside))
    target = links.here(place=id, tab=None, p=None) if leaf else links.here(place=id, p=None)
    return _link(target, area, said, title, f"s{step}" if leaf else f"s{step} stay")


def _value(area: hierarchy.Area, cells: Sequence[Cell], step: int, leaf: bool) -> str:
    """The latest value of a place; one alone leads to its evidence, several to their chart."""
    cell = max(cells, key=lambda cell: cell.year)
    value = numbers.short(cell.value) if cell.value >= SHORT else numbers.plain(cell.value)
    title = words.say("common.pair", name=names.of_cell(cell), value=numbers.of_cell(cell))
    target = targets.cell(cell) if len(cells) == 1 and leaf else links.here(place=area.id, tab=None, p=None)
    return _link(target, area, f"{escape(value)} <i>{cell.year}</i>", title, f"s{step}")


def _link(target: str, area: hierarchy.Area, said: str, title: str, css: str) -> str:
    content = f"<b>{escape(hierarchy.short(area))}</b><small>{said}</small>"
    return links.anchor(target, content, f"tile {css}", title, aria_label=title)
