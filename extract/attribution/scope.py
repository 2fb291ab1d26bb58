"""Whose figures a document holds: the offices of a city, a district, a county … or, “”, the whole area."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from extract import catalogue
from extract.models import Document, Told
from extract.spans import stretched

FRONT = 800
OFTEN = 3
"""So many bodies of one scope among the front lines, or this often in all, and the report is theirs."""


@cache
def scopes() -> dict[str, str]:
    """Every spelling → the name of the scope that it means."""
    path = Path(catalogue.__file__).parent / "scopes.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["scope"]
    return {written: entry["name"] for entry in entries for written in entry["written"]}


@cache
def _pattern() -> re.Pattern[str]:
    """All spellings, the longest first."""
    written = sorted(scopes(), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, written)) + ")")


_CLAUSE = re.compile(r"[，；：。,;:]")
_WHOLE = re.compile(r"全[市县区州盟旗省]|全地区")
_OFFICES = re.compile(r"机关|直属|[市县区州地省]直")


@cache
def _body() -> re.Pattern[str]:
    """The body that leads such offices, as it calls itself (中共甲市直属机关工作委员会)."""
    return re.compile(f"(?P<scope>{_pattern().pattern})(?:工作)?(?:委员会|工委|党工委|党委)")


def document_scope(document: Document) -> tuple[str, Told | None]:
    """The scope's name and how it was told; (“”, None) where the report is of the whole area."""
    if match := _pattern().search(document.title):
        return scopes()[match.group()], Told("scope.title", match.group(), *stretched(match.group(), document.text))
    text = document.text
    if match := _body().search(text, 0, FRONT):
        return scopes()[match["scope"]], Told("scope.body", match["scope"], *match.span("scope"))
    bodies = list(_body().finditer(text))
    names = [scopes()[match["scope"]] for match in bodies]
    if len(names) >= OFTEN and len(set(names)) == 1:
        return names[0], Told("scope.body", bodies[0]["scope"], *bodies[0].span("scope"))
    return "", None


def figure_scope(scope: str, cleaned: str, sentence: int, start: int, end: int) -> str:
    """The scope of the figure at ``cleaned[start:end]``: the document's, unless its own clause names another.

    市直机关有党员2.5万名, 全市有党员30万名 are two populations, whichever of them the report is about.
    """
    clause = _CLAUSE.split(cleaned[sentence:start])[-1]
    named = _pattern().search(clause)
    if named and not scope:
        return scopes()[named.group()]
    behind = _CLAUSE.split(cleaned[end : end + 24])[0]
    if scope and _WHOLE.search(clause) and not _OFFICES.search(clause + behind):
        return ""
    return scope
