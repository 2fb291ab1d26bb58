"""Where figures, cells and documents are shown: one link for each, used by tables, charts and texts alike."""

from __future__ import annotations

from extract.models import Cell, Figure
from pages.components import links


def figure(figure_id: str) -> str:
    return links.href("evidence", fig=figure_id)


def cell(each: Cell) -> str:
    """The evidence of a cell; of its one figure at once where nothing has to be chosen."""
    alone = len(each.figures) == 1 and not each.others
    return figure(each.figures[0]) if alone else links.href("evidence", cell=each.id)


def document(document_id: str, at: int | None = None, to: int | None = None) -> str:
    """The reader, with the words from offset `at` in view; `to` is their end where they are no figure."""
    return links.href(
        "documents", doc=document_id, at=None if at is None else str(at), to=None if to is None else str(to)
    )


def indicator(code: str, place: str = "", year: int | None = None) -> str:
    return links.href("indicators", ind=code, place=place, year=None if year is None else str(year))


def entry(code: str) -> str:
    """The catalogue's entry of an indicator."""
    return links.href("catalogue", code=code)


def entry_of(figure_id: str) -> str:
    """A new entry of the catalogue, drafted from a figure."""
    return links.href("catalogue", fig=figure_id)


def place(place_id: str) -> str:
    return links.href("places", place=place_id)


def of_figure(each: Figure) -> str:
    return figure(each.id)
