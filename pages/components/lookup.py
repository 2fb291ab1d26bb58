"""What a reader may type to find an indicator or a place: Chinese, English, pinyin whole or by its first letters."""

from __future__ import annotations

from functools import cache, lru_cache

from extract.catalogue import catalogue
from pages.components import data, hierarchy

BREAKS = frozenset("\t\n\r")
"""Signs that the list of places parts its rows with; a name that holds one is found by the way down only."""

HAN = range(0x4E00, 0xA000)


@cache
def spelled(name: str) -> str:
    """A Chinese name in pinyin, whole and by its first letters: 党员数 → “dangyuanshu dys”; “” for one without."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes a moment, and only who chooses needs it

    own = "".join(char for char in name if ord(char) in HAN)
    if not own:
        return ""
    return "".join(lazy_pinyin(own)) + " " + "".join(lazy_pinyin(own, style=Style.FIRST_LETTER))


def indicator(code: str) -> tuple[str, str]:
    """What an indicator is called (first), and the other words that its entry knows it by."""
    entry, (family, english) = data.indicator(code), catalogue().families.get(data.indicator(code).family, ("", ""))
    named = " ".join((entry.zh, entry.en, code, spelled(entry.zh)))
    other = " ".join((family, english, spelled(family), entry.definition_zh, entry.definition_en, *synonyms(code)))
    return named.lower(), other.lower()


@cache
def synonyms(code: str) -> tuple[str, ...]:
    """The Chinese words by which the rules of an entry know what is counted, in the order of the rules."""
    patterns = [
        condition.pattern.pattern
        for rule in catalogue().rules
        if rule.code == code
        for condition in rule.conditions
        if condition.wanted and condition.field == "head"
    ]
    runs = "".join(char if ord(char) in HAN else " " for char in " ".join(patterns)).split()
    return tuple(dict.fromkeys(run for run in runs if len(run) > 1))


def place(tree: hierarchy.Tree, id: str) -> str:
    """What a place is called, with the names of the areas that hold it behind."""
    own, *above = [tree.areas[each].name for each in reversed(tree.path(id))]
    return " ".join((own, spelled(own), id, *above)).lower()


def places() -> list[tuple[str, str, str]]:
    """Every area by its code: id, name, and what it is found by."""
    return _places(data.version())


@lru_cache(maxsize=2)
def _places(version: str) -> list[tuple[str, str, str]]:
    tree = data.tree()
    rows = ((id, area.name, place(tree, id)) for id, area in sorted(tree.areas.items()))
    return [row for row in rows if not BREAKS & set("".join(row))]
