"""The words of lexicon.toml, compiled once."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.catalogue import HERE, catalogue
from extract.catalogue.faults import complain
from extract.catalogue.gate import Gate
from extract.catalogue.reading import fields, plain, read


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
    kinds: re.Pattern[str]
    differences: re.Pattern[str]
    empty_heads: re.Pattern[str]
    plans: re.Pattern[str]
    plan_sections: re.Pattern[str]
    plan_ahead: re.Pattern[str]
    done: re.Pattern[str]
    narrow_units: re.Pattern[str]
    people: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon with the words that the chosen catalogues add; raises CatalogueError where one is broken."""
    source = read(HERE / "lexicon.toml")
    roles = [each.name for each in dataclasses.fields(Lexicon)]
    table = fields(source, (), source.table, dict.fromkeys(roles, "text"), needed=roles)
    for role, words in catalogue().lexicon.items():
        table[role] = "|".join([table[role], *words])
    table["fillers"] = f"(?:{table.get('fillers', '')})$"
    # Where a word stands matters here: the patterns are taken as they are written, not steadied.
    ready = {role: regex for role, text in table.items() if (regex := plain(source, (role,), text))}
    complain(source.faults.found)
    return Lexicon(**ready)


@cache
def gated(role: str) -> Gate:
    """The pattern of a role that is searched for often and found seldom."""
    return Gate(getattr(lexicon(), role))


@lru_cache(maxsize=64)
def announces(heading: str) -> bool:
    """Whether a heading announces what is to come; asked of every paragraph below it."""
    return lexicon().plan_sections.search(heading) is not None
