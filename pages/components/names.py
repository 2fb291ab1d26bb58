"""Names of what the catalogue and the rules know by a code, in the reader's language."""

from __future__ import annotations

import tomllib
from functools import cache

from extract.catalogue import HERE, catalogue
from extract.models import Cell, Figure
from extract.store import DocumentSummary
from pages.components import data, numbers, words

SCOPES = HERE / "scopes.toml"


def indicator(code: str) -> str:
    entry = data.indicator(code)
    return entry.zh if words.language() == "zh" else entry.en


def definition(code: str) -> str:
    entry = data.indicator(code)
    return entry.definition_zh if words.language() == "zh" else entry.definition_en


def family(code: str) -> str:
    zh, en = catalogue().families.get(code, (code, code))
    return zh if words.language() == "zh" else en


def scope(name: str) -> str:
    """A scope; in English with its Chinese name, which is what the sources call it."""
    if not name:
        return words.say("scope.none")
    english = _scopes().get(name) if words.language() == "en" else None
    return words.say("scope.both", name=name, english=english) if english else name


def scopes() -> list[str]:
    """The scopes that the catalogue knows."""
    return list(_scopes())


@cache
def _scopes() -> dict[str, str]:
    """Chinese name → English name, from the catalogue's table."""
    entries = tomllib.loads(SCOPES.read_text(encoding="utf-8"))["scope"]
    return {entry["name"]: entry["en"] for entry in entries}


def unit(name: str, code: str = "") -> str:
    """A unit, of an indicator by its code; in English with its Chinese name, which is what the sources call it."""
    english = numbers.named(name, code) if words.language() == "en" else ""
    return words.say("scope.both", name=name, english=english) if english not in ("", name) else name


def document(summary: DocumentSummary) -> str:
    return summary.title or summary.name


def where_and_when(figure: Figure) -> str:
    """“中山市（市直机关） · 2011”, with words for what could not be told; one scope is not to be taken for another."""
    place = figure.place or words.say("evidence.no_place")
    if figure.scope:
        place = words.say("common.scoped", place=place, scope=scope(figure.scope))
    return words.say("common.place_year", place=place, year=figure.year or words.say("evidence.no_year"))


def of_cell(cell: Cell) -> str:
    return words.say("common.place_year", place=cell.place, year=cell.year)


def rule(name: str) -> str:
    """A rule in words; one of the catalogue by its name there, which is where it can be looked up."""
    known = name.split(".")[0] in catalogue().indicators
    return words.say("rule.catalogue", name=name) if known else words.say_or(f"rule.{name}", name)


def reason(code: str) -> str:
    """Why a number is no figure."""
    return words.say_or(f"reason.{code}", code)
