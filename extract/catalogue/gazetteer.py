"""Administrative areas of China by name and year: places.csv and places_more.csv, looked up and found in text.

A name is looked up in the year of the text, since names and ranks change (襄樊市 until 2010, 襄阳市 since); where
none is in force in that year the nearest in time is meant. A name that several areas bear (朝阳区) is resolved
only by what stands around it. Nothing here guesses: an ambiguous name gives None.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extract.catalogue import HERE
from extract.catalogue.starts import Starts
from extract.clean import clean
from extract.errors import CatalogueError
from extract.models import Place

TABLES = ("places.csv", "places_more.csv")
MUNICIPALITIES = frozenset(("110000", "120000", "310000", "500000"))
SPLIT = {"50": "51", "46": "44"}
"""Provinces cut out of another, in whose years their areas bear its digits: 重庆 of 四川, 海南 of 广东."""

BEGINNING, STILL = 0, 9999
_PARTS = 4
"""So many classes of first characters: more make more kinds of characters, of which there are 256 (see `Starts`)."""


class Row(NamedTuple):
    """One name of one area, in force from `since` to `until` (both inclusive)."""

    code: str
    name: str
    level: str
    parent: str
    since: int
    until: int

    def distance(self, year: int) -> int:
        """Years between `year` and the span in force, 0 inside it and in the year of the change itself."""
        return max(self.since - year, year - self.until - 1, 0)


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of an area in a text; `rows` are the areas that it may mean, `short` where it stands without 市, 县 …

    `outer` is the name of an area that holds it, right before it (昆明市五华区), which settles what it means.
    """

    start: int
    end: int
    text: str
    rows: tuple[Row, ...]
    short: bool = False
    outer: Mention | None = None

    @property
    def chain(self) -> bool:
        """Whether it stands behind the name of an area that holds it."""
        return self.outer is not None


@dataclass(frozen=True)
class Gazetteer:
    """The table with its look-ups. Build it with `gazetteer()`, once.

    `common` are names that are ordinary words, too (市区, 解放区, 朝阳): read only behind the name of their city.
    `things` stand behind a short name that is part of another name: of a street, a school, a firm. `opening` is where
    a name may begin: before a second character that some name has, a first one that some name has; `openings` are the
    first two characters of every name, with the lengths that names with them have, longest first. `by_code` are all
    names that each code has had.
    """

    rows: tuple[Row, ...]
    words: dict[str, list[str]]
    full: dict[str, tuple[Row, ...]] = field(init=False)
    short: dict[str, tuple[Row, ...]] = field(init=False)
    common: frozenset[str] = field(init=False)
    things: re.Pattern[str] = field(init=False)
    opening: Starts = field(init=False)
    openings: dict[str, tuple[int, ...]] = field(init=False)
    by_code: dict[str, tuple[Row, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Index the rows by their full and their short names."""
        full: dict[str, list[Row]] = {}
        for row in self.rows:
            full.setdefault(row.name, []).append(row)
        never = set(self.words["common_words"])
        common = set(self.words["common_names"])
        short: dict[str, list[Row]] = {}
        for name, rows in full.items():
            stem = "" if name in common else self.stem(name)
            if len(stem) >= 2 and stem not in never:
                short.setdefault(stem, []).extend(rows)
        for alias, rows in self._aliases(full).items():
            full.setdefault(alias, rows)
        for index in (full, short):  # texts are read with each character simplified by itself (乾县 as 干县)
            for name in [name for name in index if clean(name) != name]:
                index.setdefault(clean(name), index[name])
        object.__setattr__(self, "full", {name: tuple(rows) for name, rows in full.items()})
        object.__setattr__(self, "short", {name: tuple(rows) for name, rows in short.items() if name not in full})
        for name, made in self._ready().items():
            object.__setattr__(self, name, made)

    def _aliases(self, full: dict[str, list[Row]]) -> dict[str, list[Row]]:
        """Autonomous areas as they are called for short (丽江县 for 丽江纳西族自治县, 凉山州 for 凉山彝族自治州), and
        the 地区 as the 专区 that they were until about 1970."""
        found: dict[str, list[Row]] = {}
        for name, rows in full.items():
            suffix = next((suffix for suffix in ("自治县", "自治州", "自治旗") if name.endswith(suffix)), "")
            stem = self.stem(name) if suffix else ""
            if len(stem) >= 2 and stem != name.removesuffix(suffix):
                found.setdefault(stem + suffix[-1], []).extend(rows)
            if banner := _BANNER.fullmatch(name):
                found.setdefault("".join(filter(None, banner.groups())), []).extend(rows)
            if name.endswith("地区"):
                found[name.removesuffix("地区") + "专区"] = rows
        return found

    def _ready(self) -> dict[str, object]:
        """What a text is looked through with, made of the names."""
        names = (*self.full, *self.short)
        lengths: dict[str, set[int]] = {}
        for name in names:
            lengths.setdefault(name[:2], set()).add(len(name))
        codes: dict[str, list[Row]] = {}
        for row in self.rows:
            codes.setdefault(row.code, []).append(row)
        return {
            "common": frozenset((*self.words["common_names"], *self.words["chained_words"])),
            "things": re.compile("|".join(self.words["things"])),
            "opening": Starts(_openings(names)),
            "openings": {opening: tuple(sorted(found, reverse=True)) for opening, found in lengths.items()},
            "by_code": {code: tuple(rows) for code, rows in codes.items()},
        }

    def stem(self, name: str) -> str:
        """The short form of a full name: 潍坊市 → 潍坊, 凉山彝族自治州 → 凉山; “” where there is none."""
        suffix = next((suffix for suffix in self.words["suffixes"] if name.endswith(suffix)), "")
        stem = name[: len(name) - len(suffix)] if suffix else ""
        cut = suffix.startswith("自治")
        while cut:
            people = next((p for p in self.words["peoples"] if stem.endswith(p) and stem != p), "")
            if stem[: len(stem) - len(people)] in ("", "内") or not people:
                break
            stem = stem[: len(stem) - len(people)]
        return stem

    def find(self, text: str) -> list[Mention]:
        """Every name in `text`, longest first at each position, in text order; chains are one mention. Those that are
        ordinary words too (城区) are among them: `is_common` tells."""
        mentions: list[Mention] = []
        for start, end in self._spans(text):
            name = text[start:end]
            rows = self.full.get(name)
            if rows is None and self.things.match(text, end):
                continue
            mention = Mention(start, end, name, rows or self.short[name], rows is None)
            if mentions and mentions[-1].end == start and (chain := self._chained(mentions[-1], mention, text)):
                mentions[-1] = chain
            else:
                mentions.append(mention)
        return mentions

    def is_common(self, mention: Mention) -> bool:
        """Whether a name is an ordinary word, too, and no name of its city stands before it."""
        return mention.outer is None and mention.text in self.common

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of the names: a set of characters finds where one may begin, a dictionary knows the rest."""
        full, short, openings, after = self.full, self.short, self.openings, 0
        places = self.opening.likely(text, 0, len(text))
        for start in [place for place in places if text[place : place + 2] in openings]:  # one of twenty
            if start < after:
                continue
            for length in openings[text[start : start + 2]]:
                name = text[start : start + length]
                if (name in full or name in short) and (name[0] != "共" or text[start - 1 : start] != "中"):
                    after = start + len(name)
                    yield start, after
                    break

    def _chained(self, outer: Mention, inner: Mention, text: str) -> Mention | None:
        """The two as one where one of inner's areas lies in one of outer's."""
        rows = tuple(row for row in inner.rows if any(self.contains(area, row) for area in outer.rows))
        if not rows:
            return None
        return Mention(outer.start, inner.end, text[outer.start : inner.end], rows, inner.short, outer)

    def meant(self, mention: Mention, year: int | None) -> tuple[Row, ...]:
        """The areas that a name may mean in `year`: of a chain those in what its first part meant then (鹤壁市郊区
        is not the 郊区 of the city that had 鹤壁's code before), and of those the one right under it."""
        if mention.outer is None:
            return mention.rows
        above = in_force(self.meant(mention.outer, year), year)
        rows = tuple(row for row in mention.rows if any(self.contains(area, row) for area in above))
        codes, when = {area.code for area in above}, year or STILL
        under = tuple(row for row in rows if row.parent in codes and row.since <= when <= row.until)
        return under or rows or mention.rows

    def contains(self, outer: Row | Place, inner: Row | Place) -> bool:
        """Whether `inner` lies in `outer`, by the code and by the parent that the table names."""
        if outer.level == "nation":
            return inner.level != "nation"
        if outer.level == "province":
            return inner.level not in ("nation", "province") and (
                outer.code[:2] == inner.code[:2] or SPLIT.get(outer.code[:2]) == inner.code[:2]
                or outer.code == inner.parent
            )  # fmt: skip
        inside = outer.code[:4] == inner.code[:4] or outer.code == inner.parent
        return outer.level == "prefecture" and inner.level == "county" and inside

    def place(self, row: Row, year: int | None = None) -> Place:
        """The row as a Place; a district's full name has its city before it (昆明市五华区)."""
        full_name = row.name
        if row.level == "county" and row.name.endswith("区") and (city := self._city(row, year)):
            full_name = city + row.name
        since, until = row.since or None, None if row.until == STILL else row.until
        return Place(row.name, full_name, row.code, row.level, row.parent, since, until)

    def _city(self, row: Row, year: int | None) -> str:
        """The name that the city above a district bore in `year` (without one, when the district was last in force)."""
        parents = [
            up for up in self.by_code.get(row.parent, ()) if up.level == "prefecture" or up.code in MUNICIPALITIES
        ]
        when = min(max(year or STILL, row.since), row.until)
        nearest = min(parents, key=lambda up: (up.distance(when), -up.since), default=None)
        return nearest.name if nearest else ""

    def resolve(self, name: str, year: int | None = None, within: Place | None = None) -> Place | None:
        """The area of this name, chained names and short forms included; None for none or several.

        A name that is an ordinary word, too (东区), is resolved only within an area.
        """
        mention = next((m for m in self.find(clean(name)) if (m.start, m.end) == (0, len(name))), None)
        if mention is None or (within is None and self.is_common(mention)):
            return None
        return self.choose(self.meant(mention, year), year, within)

    def choose(self, rows: Sequence[Row], year: int | None = None, within: Place | None = None) -> Place | None:
        """The one area that `rows` can mean in that year, within that area; None where several are left."""
        row = self.choose_row(rows, year, within)
        return self.place(row, year) if row else None

    def choose_row(self, rows: Sequence[Row], year: int | None = None, within: Place | None = None) -> Row | None:
        """As `choose`, the row of the table."""
        held = [row for row in rows if within is None or row.code == within.code or self.contains(within, row)]
        near = in_force(held, year)
        if len({area_of(row) for row in near}) != 1:
            return None
        return max(near, key=lambda row: (row.since, row.until))


_BANNER = re.compile("(.).{2,}([左右])翼([前中后]?旗)|(.).{2,}([左右前中后]旗)")  # 科尔沁左翼中旗 is 科左中旗, too


def in_force(rows: Sequence[Row], year: int | None) -> list[Row]:
    """Those of `rows` in force in a year (None: today), else the nearest in time: an area without a code of its own for
    some years bears the next one."""
    when = year or STILL
    later = {area_of(row) for row in rows if row.since > when}
    held = [row for row in rows if row.until + 1 >= when or area_of(row) not in later]
    least = min((row.distance(when) for row in held), default=0)
    near = [row for row in held if row.distance(when) == least]
    return [row for row in near if row.since <= when <= row.until] or near


def area_of(row: Row) -> tuple[str, ...]:
    """What tells areas of one name apart: districts by their city, all others by their province and rank."""
    home = row.parent if row.name.endswith("区") else SPLIT.get(row.code[:2], row.code[:2])
    return (row.name, home, row.level)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the tables in this folder, read once. Raises CatalogueError for a broken row."""
    words = tomllib.loads((HERE / "place_words.toml").read_text(encoding="utf-8"))
    return Gazetteer(tuple(row for table in TABLES for row in _read(HERE / table)), words)


def _openings(names: Iterable[str]) -> dict[str, str]:
    """Classes of first characters and of what stands behind them: a class for each of a few parts of the names.

    One for all would take every first character of a name with the second one of any other.
    """
    firsts, seconds = ([set[str]() for _ in range(_PARTS)] for _ in range(2))
    for name in names:
        firsts[ord(name[0]) % _PARTS].add(name[0])
        seconds[ord(name[0]) % _PARTS].add(name[1])
    rows = zip(firsts, seconds, strict=True)
    return {re.escape("".join(first)): f"[{re.escape(''.join(second))}]" for first, second in rows if first}


def _read(path: Path) -> Iterator[Row]:
    """The rows of one table; empty years are as far back as it goes, and still in force."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for number, fields in enumerate(lines, 2):
            try:
                code, name, level, parent, since, until = fields
                yield Row(code, name, level, parent, int(since or BEGINNING), int(until or STILL))
            except ValueError as error:
                message = f"{path.name}, line {number}: six fields with whole years are needed ({error})."
                raise CatalogueError("place_row", message, file=path.name, line=number) from error
