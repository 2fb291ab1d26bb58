"""The words of lexicon.toml, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One pattern a role in the sentence; see the comments in lexicon.toml."""

    fillers: re.Pattern[str]
    predicates: re.Pattern[str]
    actions: re.Pattern[str]
    verbs: re.Pattern[str]
    part_words: re.Pattern[str]
    part_heads: re.Pattern[str]
    breakdowns: re.Pattern[str]
    splits: re.Pattern[str]
    sides: re.Pattern[str]
    differences: re.Pattern[str]
    empty_heads: re.Pattern[str]
    plans: re.Pattern[str]
    plan_sections: re.Pattern[str]
    plan_ahead: re.Pattern[str]
    done: re.Pattern[str]
    narrow_units: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the program; raises CatalogueError where a pattern is broken."""
    table = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
    table["fillers"] = f"(?:{table['fillers']})$"
    try:
        return Lexicon(**{name: re.compile(pattern) for name, pattern in table.items()})
    except re.error as error:
        raise CatalogueError("catalogue_syntax", f"lexicon.toml: {error}. Mend the pattern and start again.") from error
