"""The knowledge, as data: what each indicator is and which words state it.

``indicators.toml`` holds one entry an indicator, ``units.toml`` the units, ``lists.toml`` words that several rules
share. A catalogue of one's own (see `extract.chosen`) has the same entries, and tables ``[units]``, ``[lists]`` and
``[lexicon]`` with what it adds. Whatever is wrong in any of these files is told in one go as a CatalogueError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.catalogue.faults import Fault, complain
from extract.catalogue.reading import Source, choice, fields, pattern, read
from extract.catalogue.rules import Example, Rule, read_examples, read_rules
from extract.catalogue.units import Units, read_units
from extract.chosen import chosen
from extract.models import OTHER, Indicator

HERE = Path(__file__).parent

FAMILIES: dict[str, tuple[str, str]] = {
    "organisation": ("组织与成员", "Organisation"),
    "study": ("学习培训", "Study and training"),
    "activities": ("会议活动", "Meetings and events"),
    "giving": ("捐助帮扶", "Giving and aid"),
    "trees": ("植树绿化", "Tree planting"),
    "awards": ("表彰奖励", "Commendation"),
    "discipline": ("制度监督", "Rules and discipline"),
    "other": ("其他", "Other"),
}
"""Families of indicators in the order in which they are shown: code → (Chinese, English)."""

NATURES = ("stock", "flow", "rate")
TEXTS = ("zh", "en", "family", "unit", "nature", "definition_zh", "definition_en")
LISTS = ("tables", "rules", "examples")
ENTRY = {**dict.fromkeys(TEXTS, "text"), "plausible": "range", **dict.fromkeys(LISTS, "tables")}
"""The keys of an entry, and of which kind each is."""

TABLES = ("units", "lists", "lexicon")
"""What a catalogue of one's own may hold beside its indicators."""

ADDABLE = ("fillers", "predicates", "actions", "verbs", "part_words", "part_heads", "done")
"""The roles of lexicon.toml to which words can be added."""

_CODE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Indicators in their order (``other`` last), the rules that recognise them, and the units.

    `lexicon` are words that a catalogue of one's own adds to the roles of lexicon.toml, `mine` the codes that it
    adds or replaces.
    """

    indicators: dict[str, Indicator]
    rules: tuple[Rule, ...]
    examples: dict[str, tuple[Example, ...]]
    units: Units
    reasons: dict[str, list[str]]
    lexicon: dict[str, list[str]]
    mine: tuple[str, ...] = ()

    @property
    def families(self) -> dict[str, tuple[str, str]]:
        return FAMILIES

    def factor(self, code: str, unit: str) -> Fraction | None:
        """What a value in `unit` is multiplied by to be in the indicator's own unit; None where it cannot be."""
        return self.units.factor(self.indicators[code].unit, unit)


def catalogue() -> Catalogue:
    """The catalogue that ships with the program and those chosen beside it, loaded once; raises CatalogueError."""
    return _loaded(chosen())


@lru_cache(maxsize=2)
def _loaded(mine: tuple[Path, ...]) -> Catalogue:
    """By its files: who asks while another thread changes the choice must not be what others get after it."""
    return load(*mine)


def load(*mine: Path) -> Catalogue:
    """The catalogue with these files of one's own, each beating those before; raises CatalogueError."""
    found, faults = checked(*mine)
    complain(faults)
    return found


def checked(*mine: Path, doubted: bool = False) -> tuple[Catalogue, list[Fault]]:
    """The same, with all that is wrong in its files; the catalogue is of use only where nothing is.

    `doubted` checks the program's own files as thoroughly as the user's, which takes a little longer.
    """
    names = ("units", "lists", "reasons", "indicators")
    units, lists, reasons, own = (read(HERE / f"{name}.toml", doubted=doubted) for name in names)
    sources = [own, *(read(path, mine=True) for path in mine)]
    table = read_units([(units, (), units.table), *_parts(sources, "units")])
    shared = _patterns([(lists, (), lists.table), *_parts(sources, "lists")])
    entries: dict[str, _Entry] = {}
    for source in sources:
        source.lists = shared
        codes = [code for code in source.table if not (source.mine and code in TABLES)]
        entries |= {code: _entry(source, code, source.table[code], table) for code in codes}
    found = Catalogue(
        indicators={code: entry.indicator for code, entry in entries.items()}
        | {OTHER: Indicator(OTHER, "其他", "Other", "other", "", "none")},
        rules=_ranked(entries.values()),
        examples={code: entry.examples for code, entry in entries.items()},
        units=table,
        reasons=_patterns([(reasons, (), reasons.table)]),
        lexicon=_patterns(_parts(sources, "lexicon"), ADDABLE),
        mine=tuple(code for code, entry in entries.items() if entry.mine),
    )
    return found, [fault for source in (units, lists, reasons, *sources) for fault in source.faults.by_line()]


Part = tuple[Source, tuple[str, ...], dict[str, Any]]
"""A table with the file that it stands in, and where."""


def _parts(sources: Sequence[Source], name: str) -> list[Part]:
    """The tables of this name in the users' files, each with its source and place."""
    found: list[Part] = []
    for source in sources:
        if source.mine and name in source.table:
            table = fields(source, (), {name: source.table[name]}, {name: "table"})
            found.append((source, (name,), table.get(name, {})))
    return found


def _patterns(tables: Sequence[Part], known: Sequence[str] = ()) -> dict[str, list[str]]:
    """Name → patterns of several files together; each is tried by itself here, so that a broken one is named."""
    found: dict[str, list[str]] = {}
    for source, where, table in tables:
        for name, words in fields(source, where, table, dict.fromkeys(known or table, "texts")).items():
            for each in words if source.doubted else ():
                pattern(source, (*where, name), each)
            found.setdefault(name, []).extend(words)
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    """One indicator with all that its entry says."""

    indicator: Indicator
    rules: list[Rule]
    examples: tuple[Example, ...]
    mine: bool


def _ranked(entries: Iterable[_Entry]) -> tuple[Rule, ...]:
    """All rules in the order in which they are tried; among those of one rank the user's come first."""
    mine_first = sorted(entries, key=lambda entry: not entry.mine)
    return tuple(sorted((rule for entry in mine_first for rule in entry.rules), key=lambda rule: rule.rank))


def _entry(source: Source, code: str, row: Any, units: Units) -> _Entry:
    add = source.faults.add
    if not _CODE.fullmatch(code):
        add((code,), "code", name=f"[{code}]")
    if code in (OTHER, *TABLES):
        add((code,), "reserved", name=code)
    row = fields(source, (), {code: row}, {code: "table"}).get(code, {})
    values = fields(source, (code,), row, ENTRY, needed=TEXTS)
    choice(source, (code, "family"), values, FAMILIES)
    choice(source, (code, "nature"), values, NATURES)
    if "unit" in values and values["unit"] not in units:
        add((code, "unit"), "unit", value=values["unit"])
    examples = read_examples(source, code, values.get("examples", []))
    _check_filled(source, code, row, examples)
    return _Entry(
        Indicator(
            code,
            **{name: values.get(name, "") for name in TEXTS},
            plausible=_range(values.get("plausible")),
            table_head=_table_head(source, code, values.get("tables", [])),
        ),
        read_rules(source, code, values.get("rules", []), units.names),
        examples,
        source.mine,
    )


def _table_head(source: Source, code: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The patterns of an entry's `tables` in one; “” where it has none."""
    found = []
    for number, row in enumerate(rows):
        where = (code, "tables", number)
        head = fields(source, where, row, {"head": "pattern"}, needed=("head",)).get("head", "")
        found.append(pattern(source, (*where, "head"), head) if head else None)
    return "|".join(filter(None, found))


def _range(ends: list[str] | None) -> tuple[Decimal, Decimal] | None:
    return (Decimal(ends[0]), Decimal(ends[1])) if ends else None


def _check_filled(source: Source, code: str, row: Mapping[str, Any], examples: Sequence[Example]) -> None:
    """A fault for an entry without rules, or without examples for and against."""
    add = source.faults.add
    if not row.get("rules"):
        add((code,), "no_rules", name=code)
    if not any(example.figures for example in examples):
        add((code,), "no_examples", name=code)
    if all(example.figures for example in examples):
        add((code,), "no_lookalike", name=code)
