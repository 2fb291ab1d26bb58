"""How many names of areas resolve to their code in each year of their life, by a table of GB/T 2260 that you have.

    python benchmarks/places.py CSV

CSV has the columns 代码, 一级行政区, 二级行政区, 名称, 级别, 启用时间 and 变更/弃用时间 (empty: still in force). Each
name is looked up as a document would write it, after its province and prefecture, in each year from its first to the
last whole one; then bare, where no other area of the CSV bears it in that year, and where several do. Prints the shares
and the names that were missed in most years.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parent.parent)]

from extract.catalogue.gazetteer import gazetteer  # noqa: E402

LAST, TELLING = 2025, 20


class Area(NamedTuple):
    """One line of the CSV: `full_name` as documents write it, `years` those in which it was in force."""

    code: str
    name: str
    full_name: str
    level: str
    years: range


class Look(NamedTuple):
    """One name looked up in one year; `got` is "" where it was left unset."""

    area: Area
    year: int
    got: str

    @property
    def right(self) -> bool:
        return self.got == self.area.code


def areas(path: Path) -> list[Area]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [area(row) for row in csv.DictReader(file)]


def area(row: dict[str, str]) -> Area:
    """Names above one's own are written before it, but for 直辖 and one's own again."""
    parts = dict.fromkeys((row["一级行政区"], row["二级行政区"], row["名称"]))
    full_name = "".join(part for part in parts if part != "直辖")
    since, until = int(row["启用时间"]), int(row["变更/弃用时间"] or LAST + 1)
    return Area(row["代码"], row["名称"], full_name, row["级别"], range(since, max(until, since + 1)))


def looks(found: Iterable[Area], name: str) -> list[Look]:
    """Each area looked up in each of its years by its attribute `name`."""
    table = gazetteer()
    taken: list[Look] = []
    for item in found:
        written: str = getattr(item, name)
        for year in item.years:
            place = table.resolve(written, year)
            taken.append(Look(item, year, place.code if place else ""))
    return taken


def shared(found: list[Area]) -> set[tuple[str, int]]:
    """The names that several areas bear in one year, with the year."""
    bearers: dict[tuple[str, int], set[str]] = defaultdict(set)
    for item in found:
        for year in item.years:
            bearers[item.name, year].add(item.full_name)
    return {key for key, names in bearers.items() if len(names) > 1}


def share(taken: list[Look]) -> str:
    right = sum(look.right for look in taken)
    return f"{right / max(1, len(taken)):7.2%}  {right} of {len(taken)}"


def by(taken: list[Look], key: str) -> dict[str, list[Look]]:
    groups: dict[str, list[Look]] = defaultdict(list)
    for look in taken:
        groups[str(look.year) if key == "year" else look.area.level].append(look)
    return dict(sorted(groups.items()))


def misses(taken: list[Look]) -> None:
    """The names missed in most years, with what was found in their stead."""
    years: Counter[Area] = Counter(look.area for look in taken if not look.right)
    got = {look.area: look.got or "unset" for look in taken if not look.right}
    for item, count in years.most_common(TELLING):
        missed = sorted(look.year for look in taken if look.area == item and not look.right)
        print(f"  {item.full_name} {item.code}, {count} years ({missed[0]}–{missed[-1]}): {got[item]}")


def main(path: Path) -> None:
    found = areas(path)
    full, several = looks(found, "full_name"), shared(found)
    bare = looks(found, "name")
    alone = [look for look in bare if (look.area.name, look.year) not in several]
    many = [look for look in bare if (look.area.name, look.year) in several]
    wrong = [look for look in many if look.got]
    whole = {look.area for look in full} - {look.area for look in full if not look.right}
    print(f"full names, each year     {share(full)}")
    print(f"full names, all years     {len(whole) / len(found):7.2%}  {len(whole)} of {len(found)}")
    for key in ("level", "year"):
        for group, part in by(full, key).items():
            print(f"  {group:22s}  {share(part)}")
    print(f"bare names of one area    {share(alone)}")
    print(f"bare names of several     {1 - len(wrong) / max(1, len(many)):7.2%}  {len(wrong)} of {len(many)} not unset")
    print("most missed, full name:")
    misses(full)
    print("most missed, bare:")
    misses(alone)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
