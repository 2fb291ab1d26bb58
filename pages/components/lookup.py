"""What a reader may type to find an indicator or a place: Chinese, English, pinyin whole or by its first letters."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extract.catalogue import catalogue
from pages.components import data, hierarchy

BREAKS = frozenset("\t\n\r")
"""Signs that the list of places parts its rows with; a name that holds one is found by the way down only."""

PINYIN = Path(__file__).parent / "pinyin.csv"
SYNONYMS = Path(__file__).parent / "synonyms.toml"

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


def named(asked: str) -> list[str]:
    """The indicators with values that are called by these words, all of them, be it in their definitions."""
    wanted = asked.lower().split()
    found = [(code, *indicator(code)) for code in data.indicators()] if wanted else []
    by_name = [code for code, own, _ in found if all(word in own for word in wanted)]
    return by_name or [code for code, own, other in found if all(word in f"{own} {other}" for word in wanted)]


def indicator(code: str) -> tuple[str, str]:
    """What an indicator is called (first), and the other words that its entry knows it by."""
    entry, (family, english) = data.indicator(code), catalogue().families.get(data.indicator(code).family, ("", ""))
    named = " ".join((entry.zh, entry.en, code, spelled(entry.zh)))
    other = " ".join((family, english, spelled(family), entry.definition_zh, entry.definition_en, *synonyms(code)))
    return named.lower(), other.lower()


@cache
def synonyms(code: str) -> tuple[str, ...]:
    """What people call an indicator beside its name; of an entry that nobody has written such words for, the words
    that its rules ask for, as far as they are words."""
    return tuple(_written()["words"].get(code, ())) or tuple(dict.fromkeys(_asked_for(code)))


def _asked_for(code: str) -> Iterator[str]:
    """路灯 and 灯杆 of a rule that asks for 路灯|灯杆; nothing of a pattern that is more than words."""
    for rule in (each for each in catalogue().rules if each.code == code):
        for condition in (each for each in rule.conditions if each.wanted and each.field == "head"):
            parts = condition.pattern.pattern.split("|")
            if all(ord(char) in HAN for part in parts for char in part):
                yield from (part for part in parts if len(part) > 1)


def fillers() -> tuple[list[str], list[str]]:
    """What may be left out before and behind the words for an indicator: “number of ”, 人数."""
    return _written()["before"], _written()["behind"]


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))


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
