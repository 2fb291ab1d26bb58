"""The words of the source behind one figure, or the figures behind one value of the panel."""

from __future__ import annotations

from pages.components import cards, data, evidence, links


def page() -> None:
    """The evidence of a figure or of a cell; a cell of one figure with nothing beside it shows that figure."""
    figure_id, cell_id = links.first("fig"), links.first("cell")
    cell = data.cell(cell_id) if cell_id and not figure_id else None
    alone = cell.figures[0] if cell and len(cell.figures) == 1 and not cell.others else ""
    figure = data.figure(figure_id or alone) if figure_id or alone else None
    document = data.document(figure.document) if figure else None
    if figure and document:
        evidence.figure(figure, document)
    elif cell:
        evidence.cell(cell)
    else:
        cards.heading("evidence.title", "evidence.lead")
        cards.nothing("evidence.unknown" if figure_id or cell_id else "evidence.none")


if __name__ == "__main__":
    from app import main

    main()
