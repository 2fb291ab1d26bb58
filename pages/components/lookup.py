"""What a reader may type to find an indicator or a place: Chinese, English, pinyin whole or by its first letters."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path

from extract.catalogue import catalogue
from pages.components import data, hierarchy

BREAKS = frozenset("\t\n\r")
"""Signs that the list of places parts its rows with; a name that holds one is found by the way down only."""

PINYIN = Path(__file__).parent / "pinyin.csv"

HAN = range(0x4E00, 0xA000)


@cache
def spelled(name: str) -> str:
    """A Chinese name in pinyin, whole and by its first letters: 党员数 → “dangyuanshu dys”; “” for one without."""
    own = "".join(char for char in name if ord(char) in HAN)
    return (_known().get(own) or worked_out(own)) if own else ""


def sounded(name: str) -> str:
    """The same of a place; one that the gazetteer does not hold is read character by character."""
    own = "".join(char for char in name if ord(char) in HAN)
    known = _known()
    if own in known or not all(char in known for char in own):
        return spelled(name)
    syllables = [known[char].split()[0] for char in own]
    return "".join(syllables) + " " + "".join(syllable[0] for syllable in syllables) if own else ""


@cache
def _known() -> dict[str, str]:
    """The names of the catalogue and the gazetteer, and the characters of these; `tests/pinyin.py` writes them down."""
    with PINYIN.open(encoding="utf-8", newline="") as file:
        return dict(csv.reader(file))


def worked_out(own: str) -> str:
    """The pinyin of Chinese characters that nobody has written down."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes longer to load than all else of a page

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
    return " ".join((own, sounded(own), id, *above)).lower()


def places() -> list[tuple[str, str, str]]:
    """Every area by its code: id, name, and what it is found by."""
    return _places(data.listed())


@lru_cache(maxsize=2)
def _places(known: tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    tree = hierarchy.grown(dict(known))
    rows = ((id, area.name, place(tree, id)) for id, area in sorted(tree.areas.items()))
    return [row for row in rows if not BREAKS & set("".join(row))]
