"""The charts of a selection: one, or small multiples each on its own scale, with what they are and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from statistics import median

import streamlit as st

from extract.models import Cell
from pages.components import (
    charts,
    data,
    links,
    marks,
    names,
    numbers,
    palette,
    pictures,
    tables,
    targets,
    telling,
    words,
)
from pages.components.selection import Selection

CHARTS = 12
APART = 50
"""A largest value so many times the middle one leaves the others at zero: a logarithmic scale is offered."""

SIGNS = {
    "circle": "●",
    "square": "■",
    "diamond": "◆",
    "triangle-up": "▲",
    "pentagon": "⬟",
    "star-triangle-down": "▼",
    "hexagon": "⬢",
    "star": "★",
}


def legend(look: marks.Style, cells: Sequence[Cell]) -> None:
    """The shapes of the scopes, what hollow and small marks mean, and that scopes are not to be compared."""
    signs = [f"<span><i>{SIGNS[look.shape(scope)]}</i> {escape(names.scope(scope))}</span>" for scope in look.scopes]
    hollow = f"<span><i>○</i> {escape(_hollow(look, cells))}</span>" if look.hollow else ""
    years = sorted({cell.year for cell in cells})
    small = f"<span>{escape(_small(years))}</span>" if len(years) == 2 else ""
    log = f"<span>{words.html('chart.log')}</span>" if look.log else ""
    warning = (
        words.say("chart.scopes", scopes=words.join([names.scope(scope) for scope in look.scopes]))
        if len(look.scopes) > 1
        else ""
    )
    rings = "".join(_ring(name) for name in (*marks.RINGS, "doubt") if any(marks.ring(cell) == name for cell in cells))
    st.html(
        f'<p class="legend shapes">{"".join(signs)}{hollow}{small}{log}{rings}</p>'
        + (f'<p class="note warn">{escape(warning)}</p>' if warning else "")
    )


def _small(years: Sequence[int]) -> str:
    """Of two years a small mark is of the first."""
    return words.say("chart.two_years", first=years[0], last=years[1])


def _ring(name: str) -> str:
    colour = palette.RINGS[name][palette.shade()]
    return f'<span><i style="color:{colour}">{marks.RING_SIGNS[name]}</i> {words.html(f"mark.ring_{name}")}</span>'


def _hollow(look: marks.Style, cells: Sequence[Cell]) -> str:
    """What a hollow mark says, and the stroke at it where any chart has strokes."""
    charted = [[cell for cell in cells if cell.indicator == code] for code in {cell.indicator for cell in cells}]
    stroked = any(marks.has_ends(charts.drawn(each, look), look) for each in charted)
    return words.say("chart.hollow" if stroked else "chart.hollow_only")


def _signs(look: marks.Style, cells: Sequence[Cell]) -> str:
    """The legend in a line, for a picture of the chart."""
    signs = [f"{SIGNS[look.shape(scope)]} {names.scope(scope)}" for scope in look.scopes]
    signs += [f"○ {_hollow(look, cells)}"] if look.hollow else []
    years = sorted({cell.year for cell in cells})
    signs += [_small(years)] if len(years) == 2 else []
    signs += [words.say("chart.log")] if look.log else []
    rings = [name for name in (*marks.RINGS, "doubt") if any(marks.ring(cell) == name for cell in cells)]
    return "\u3000".join([*signs, *(words.say(f"picture.ring_{name}") for name in rings)])


def unit(code: str, found: Selection, per: str) -> str:
    """The unit of what is shown: the indicator's own, or of a quotient “人 / 每百人（党员数）”."""
    own = names.unit(data.indicator(code).unit, code)
    if code not in found.per:
        return own
    below = data.indicator(per)
    per_unit = numbers.named(below.unit, per, one=found.per[code] == 1)
    return words.say("ratio.unit", unit=own, n=f"{found.per[code]:,}", below=per_unit, name=names.indicator(per))


def chart(code: str, found: Selection, look: marks.Style, per: str) -> None:
    """One indicator: what it is, its chart, what the chart says, and the step to the evidence of a clicked mark."""
    cells = found.of(code)
    entry, unit_said = data.indicator(code), unit(code, found, per)
    nature = words.say_or(f"nature.{entry.nature}", entry.nature)
    years = {cell.year for cell in cells}
    year = f" · {cells[0].year}" if len(years) == 1 else ""
    over = words.html("ratio.over", name=names.indicator(per)) if found.parts else ""
    told = words.say("chart.about", definition=names.definition(code), unit=unit_said, nature=nature)
    st.html(f'<div class="about"><h2>{escape(names.indicator(code))}{over}{year}</h2><p>{escape(told)}</p></div>')
    clicked = charts.indicator(cells, look, code, unit_said)
    said = telling.joined([escape(telling.summary(cells, unit_said)), *_left(cells, look)])
    st.html(f'{_places(cells, look)}<p class="note says">{said}</p>')
    quotient = words.say("ratio.over", name=names.indicator(per)) if found.parts else ""
    title = f"{names.indicator(code)}{quotient}{year} · {unit_said}"
    keys = [(look.colour(cell), cell.place) for cell in _keyed(cells, look)]
    pictures.of_chart(charts.key(code), title, cells, _signs(look, cells), keys)
    if clicked:
        _open(clicked, found)


def _open(clicked: str, found: Selection) -> None:
    """A value leads to its evidence, a quotient to its two parts."""
    if clicked in found.parts:
        if links.first("at") != clicked:
            links.go(links.here(at=clicked))
        return
    cell = data.cell(clicked)
    if cell:
        links.go(targets.cell(cell))


def _left(cells: Sequence[Cell], look: marks.Style) -> list[str]:
    """How many values the chart leaves out, and why; HTML."""
    shown = [cell for cell in cells if cell.value > 0] if look.log else list(cells)
    said = [words.html("chart.not_positive", n=len(cells) - len(shown))] if len(shown) < len(cells) else []
    left = len(shown) - len(charts.drawn(cells, look))
    said += [words.html("chart.rows", n=f"{left:,}")] if left else []
    if not look.log and cells and max(each.value for each in cells) > APART * median(each.value for each in cells) > 0:
        said.append(links.anchor(links.here(scale="log", at=None), words.html("chart.apart"), "stay"))
    return said


def _keyed(cells: Sequence[Cell], look: marks.Style) -> list[Cell]:
    """A cell of each place that has a colour, where marks of many years cannot all be labelled."""
    places = {cell.place_code or cell.place: cell for cell in cells}
    if len({cell.year for cell in cells}) <= 2 or not len(places) > 1:
        return []
    return sorted((cell for cell in places.values() if look.named(cell)), key=lambda cell: cell.place_code)


def _places(cells: Sequence[Cell], look: marks.Style) -> str:
    """The colours of the places, each a link to its place alone."""
    shown = _keyed(cells, look)
    if not shown:
        return ""
    rest = len({cell.place_code or cell.place for cell in cells}) - len(shown)
    chips = "".join(
        links.anchor(
            links.here(place=cell.place_code or cell.place, p=None, at=None),
            f'<span class="dot" style="background:{look.colour(cell)}"></span>{escape(cell.place)}', "stay key",
        )
        for cell in shown
    )  # fmt: skip
    grey = f'<span class="dot" style="background:{palette.MUTED[palette.shade()]}"></span>'
    more = f"<span>{grey}{words.html('chart.grey', n=rest)}</span>" if rest > 0 else ""
    return f'<p class="legend keys">{chips}{more}</p>'


def pair(found: Selection) -> None:
    """The two values of the quotient that was clicked, both leading to their evidence."""
    ratio = found.parts.get(links.first("at"))
    if not ratio:
        return
    parts = "".join(
        f"<dt>{escape(names.indicator(cell.indicator))}</dt><dd>{tables.part(cell)}</dd>"
        for cell in (ratio.above, ratio.below)
    )
    title = words.html("ratio.pair", place=ratio.cell.place, year=ratio.cell.year, value=numbers.of_cell(ratio.cell))
    st.html(f'<section class="reading pair" role="status"><h2>{title}</h2><dl>{parts}</dl></section>')


def grid(codes: Sequence[str], found: Selection, look: marks.Style, per: str) -> None:
    """Small multiples, each on its own scale: a stock and a flow never share one."""
    drawn = [code for code in codes if found.of(code)][:CHARTS]
    for first in range(0, len(drawn), 2):
        for column, code in zip(st.columns(2, gap="large"), drawn[first : first + 2], strict=False):
            with column:
                chart(code, found, look, per)
    if len(codes) > CHARTS:
        st.html(f'<p class="note">{words.html("chart.too_many", n=CHARTS)}</p>')
