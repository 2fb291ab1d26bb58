"""Names of what the catalogue and the rules know by a code, in the reader's language."""

from __future__ import annotations

from extract.catalogue import catalogue
from extract.models import Cell, Figure
from extract.store import DocumentSummary
from pages.components import data, words


def indicator(code: str) -> str:
    entry = data.indicator(code)
    return entry.zh if words.language() == "zh" else entry.en


def definition(code: str) -> str:
    entry = data.indicator(code)
    return entry.definition_zh if words.language() == "zh" else entry.definition_en


def family(code: str) -> str:
    zh, en = catalogue().families.get(code, (code, code))
    return zh if words.language() == "zh" else en


def scope(code: str) -> str:
    return words.say_or(f"scope.{code}", code) if code else words.say("scope.none")


def document(summary: DocumentSummary) -> str:
    return summary.title or summary.name


def where_and_when(figure: Figure) -> str:
    """“中山市 · 2011”, with words for what could not be told."""
    place = figure.place or words.say("evidence.no_place")
    return words.say("common.place_year", place=place, year=figure.year or words.say("evidence.no_year"))


def of_cell(cell: Cell) -> str:
    return words.say("common.place_year", place=cell.place, year=cell.year)


def rule(name: str) -> str:
    """A rule in words, or its own name where the tables do not know it."""
    return words.say_or(f"rule.{name}", name)
