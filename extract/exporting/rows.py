"""The rows of an export: values, figures and sources, as records with exact numbers, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from sqlalchemy import RowMapping

from extract.catalogue import catalogue
from extract.counting import plain, takes_part
from extract.exporting.annotation import context
from extract.exporting.citation import cited, gb7714
from extract.exporting.columns import Column, Record, columns
from extract.exporting.status import review_of, standing
from extract.exporting.survey import Selection, Survey, told
from extract.exporting.words import say
from extract.models import FLAGS, OTHER, Cell, Figure
from extract.store import Moment

HOME = "http://localhost:8501"
"""Where the dashboard stands, when nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that a format needs to write itself: rows, what there is to say, the language, where links lead."""

    moment: Moment
    selection: Selection
    survey: Survey
    chinese: bool
    home: str = HOME
    machine: bool = False

    def columns(self, table: str) -> tuple[Column, ...]:
        """The columns of one of TABLES; with what the machine alone reads where that is asked for."""
        return columns(table, self.machine)

    def rows(self, table: str) -> Iterator[Record]:
        """The rows of one of TABLES; their keys are the names of its columns."""
        return ROWS[table](self)

    def count(self, table: str) -> int:
        return int(getattr(self.survey, table))

    def about(self) -> list[str]:
        return told(self.survey, self.selection, self.chinese)

    def label(self, indicator: str) -> str:
        """The name of an indicator; a code that the catalogue has lost stands for itself."""
        known = catalogue().indicators.get(indicator)
        return indicator if known is None else known.zh if self.chinese else known.en

    def link(self, page: str, **asked: str) -> str:
        language = {} if self.chinese else {"lang": "en"}
        return f"{self.home.rstrip('/')}/{page}?{urlencode({**asked, **language})}"


def _cells(export: Export) -> Iterator[Record]:
    for cells, figures in export.moment.panel(export.selection.choice):
        read = export.moment.machine_values(cells) if export.machine else {}
        for cell in cells:
            yield _cell(export, cell, figures) | _beside(export, read.get(cell.id))


def _beside(export: Export, read: Decimal | None) -> Record:
    return {"MACHINE_VALUE": None if read is None else plain(read)} if export.machine else {}


def _cell(export: Export, cell: Cell, figures: Mapping[str, Figure]) -> Record:
    found = standing(cell, figures, export.survey.usual)
    made = [figures[each] for each in cell.figures if each in figures]
    return {
        "CELL": cell.id,
        "REF_AREA": cell.place_code or cell.place,
        "REF_AREA_LABEL": cell.place,
        "TIME_PERIOD": cell.year,
        "INDICATOR": cell.indicator,
        "INDICATOR_LABEL": export.label(cell.indicator),
        "SCOPE": cell.scope,
        "OBS_VALUE": plain(cell.value),
        "UNIT_MEASURE": cell.unit,
        "BOUND": cell.bound,
        "OBS_STATUS": found.code,
        "OBS_COMMENT": say("semicolon", export.chinese).join(say(doubt, export.chinese) for doubt in found.doubts),
        "REVIEW": found.review,
        "CONFIDENCE": found.confidence,
        "DISPUTED": cell.disputed,
        "FIGURES": cell.figures,
        "OTHERS": cell.others,
        "QUOTE": " + ".join(each.quote for each in made),
        "DOCUMENTS": tuple(dict.fromkeys(each.document for each in made)),
        "LINK": export.link("evidence", cell=cell.id),
    }


def _figures(export: Export) -> Iterator[Record]:
    document, text = "", ""
    read = export.moment.machine_figures(export.selection.choice) if export.machine else {}
    for figure in export.moment.figures(export.selection.choice):
        if figure.document != document:
            document, text = figure.document, export.moment.text(figure.document)
        yield _figure(export, figure, text) | _beside(export, read.get(figure.id) if figure.mark else figure.value)


def _figure(export: Export, figure: Figure, text: str) -> Record:
    counts = takes_part(figure)
    prefix, suffix = context(figure, text)
    return {
        "FIGURE": figure.id,
        "CELL": cell_id(figure) if counts else "",
        "ROLE": "apart" if not counts else "other" if figure.id in export.survey.others else "value",
        "WHY": () if counts else why(figure),
        "REF_AREA": figure.place_code or figure.place or "",
        "REF_AREA_LABEL": figure.place or "",
        "TIME_PERIOD": figure.year,
        "SINCE": figure.since,
        "UNTIL": figure.until,
        "INDICATOR": figure.indicator,
        "INDICATOR_LABEL": export.label(figure.indicator),
        "SCOPE": figure.scope,
        "OBS_VALUE": plain(figure.value),
        "VALUE_MAX": None if figure.value_max is None else plain(figure.value_max),
        "UNIT_MEASURE": figure.unit,
        "BOUND": figure.bound,
        "REVIEW": review_of(figure),
        "CONFIDENCE": figure.confidence,
        "RULES": figure.rules,
        "DOCUMENT": figure.document,
        "PAGE": figure.page,
        "EXACT": figure.quote,
        "PREFIX": prefix,
        "SUFFIX": suffix,
        "START": figure.start,
        "END": figure.end,
        "SENTENCE": text[slice(*figure.sentence)],
        "LINK": export.link("evidence", fig=figure.id),
    }


def cell_id(figure: Figure) -> str:
    """`Cell.id` of the cell that a figure states."""
    return "|".join((figure.place_code or figure.place or "", str(figure.year), figure.indicator, figure.scope))


def why(figure: Figure) -> tuple[str, ...]:
    """Why a figure takes no part in the panel."""
    lacks = {"indicator": figure.indicator == OTHER, "year": figure.year is None, "place": figure.place is None}
    if figure.refused:
        return (figure.mark,)
    found = [flag for flag in FLAGS if getattr(figure, flag)] + [name for name, lacking in lacks.items() if lacking]
    return tuple(found or ["unit"])


def _sources(export: Export) -> Iterator[Record]:
    for row in export.moment.sources():
        if row["id"] in export.survey.documents:
            yield _source(export, row)


def _source(export: Export, row: RowMapping) -> Record:
    place = row["place"]
    link = export.link("documents", doc=row["id"])
    return {
        "DOCUMENT": row["id"],
        **{name.upper(): row[name] for name in ("name", "title", "publisher", "url")},
        "REF_AREA": (place.code or place.full_name) if place else "",
        "REF_AREA_LABEL": place.full_name if place else "",
        "TIME_PERIOD": row["year"],
        **{name.upper(): row[name] for name in ("scope", "sha256", "encoding", "characters", "figures", "engine")},
        "IMPORTED_AT": row["imported_at"],
        "CITATION": gb7714(cited(dict(row))),
        "LINK": link,
    }


ROWS: dict[str, Callable[[Export], Iterator[Record]]] = {"cells": _cells, "figures": _figures, "sources": _sources}
