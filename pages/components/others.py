"""What else is said of the same: by other documents, by other figures of the cell; and what befell the document."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from extract.models import Cell, Figure
from extract.panel import Statement, statements
from pages.components import data, links, names, numbers, spans, tables, targets, words


def show(each: Figure) -> None:
    """The other documents and figures of the figure's cell; nothing where it is alone in it."""
    cell = data.cell_of(each)
    if cell:
        of_cell(cell, each)


def of_cell(cell: Cell, but: Figure | None = None) -> None:
    """What each document says of a cell, and the figures of it one by one; without the figure that is shown already."""
    found = data.found((*cell.figures, *cell.others))
    said = statements(found)
    documents = {each.document for each in said}
    if len(documents) > 1:
        columns = [tables.Column(f"others.{key}") for key in ("verdict", "document")]
        columns += [tables.Column("table.value", "num"), tables.Column("table.words", "quote")]
        rows = [_row(each, cell, found) for each in said]
        tables.show(columns, rows, words.say("others.documents", n=len(documents)))
    left = [each for each in found if but is None or (each.id != but.id and each.document == but.document)]
    if but is not None and left:
        tables.figures(left, words.say("others.figures", n=len(left)))


def _row(each: Statement, cell: Cell, figures: Sequence[Figure]) -> list[str]:
    own = [figure for figure in figures if figure.id in each.figures]
    summary = data.summary(each.document)
    value = escape(numbers.bounded(each.value, each.bound, cell.unit, code=cell.indicator))
    target = targets.figure(own[0].id) if own else links.href("evidence", cell=cell.id)
    return [
        _verdict(each, cell),
        escape(names.document(summary) if summary else each.document),
        links.anchor(target, value, "row", words.say("table.to_evidence")),
        " + ".join(f'<span class="said">{escape(spans.words_of(figure.quote))}</span>' for figure in own),
    ]


def _verdict(each: Statement, cell: Cell) -> str:
    """Whether the cell rests on it, it agrees, disagrees, or speaks of another day or period."""
    if set(each.figures) & set(cell.figures):
        key = "taken"
    elif each.agrees is None:
        key = "apart"
    else:
        key = "agrees" if each.agrees else "differs"
    days = "–".join(filter(None, (each.since, each.until))) if key == "apart" else ""
    sign = {"taken": "●", "agrees": "✓", "differs": "≠", "apart": "◷"}[key]
    css = "flag" if key == "differs" else "verdict"
    told = f'<span aria-hidden="true">{sign}</span> {words.html(f"others.{key}")}'
    return f'<span class="{css}">{told}</span> {escape(days)}'


def history(document: str) -> None:
    """What imports did to the document, the newest first."""
    steps = data.history(document)
    if not steps:
        return
    keys = ("at", "action", "engine", "who")
    rows = [
        [escape(_when(each.at)), words.html(f"history.{each.action}"), escape(each.engine), escape(who)]
        for each in steps
        for who in [each.batch.who if each.batch else ""]
    ]
    tables.show([tables.Column(f"history.{key}") for key in keys], rows, words.say("history.caption", n=len(steps)))


def _when(at: str) -> str:
    """2026-11-22T19:29:45+00:00 → 2026-11-22 19:29 UTC."""
    return f"{at[:10]} {at[11:16]} UTC"
