"""The values of a workbook as people lay them out: a row for a place, a column for a year, each number a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extract.exporting.columns import Record
from extract.exporting.rows import Export
from extract.exporting.words import say

MOST, YEARS = 20_000, 200
"""With more values or years there is no such sheet: nobody would read it."""

NAMED = 3
"""So many documents of a row are named."""

LINE = ("INDICATOR_LABEL", "UNIT_MEASURE", "REF_AREA_LABEL", "SCOPE")
HEADS = ("laid_indicator", "laid_unit", "laid_place", "laid_scope")
WIDTHS = ((16, 30), (7, 10), (18, 26), (12, 20))
"""The least and the most characters that are as wide as these columns."""
VALUE, SOURCE = (11, 40), 60

BOUNDS = ("gt", "lt", "approx")
DOUBT = "U"
"""OBS_STATUS of a value that is in doubt."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The years, and the rows: LINE → year → value (a row of the cells)."""

    years: tuple[int, ...]
    lines: Mapping[tuple[str, ...], Mapping[int, Record]] = field(default_factory=dict)


def laid_out(export: Export) -> LaidOut | None:
    """None for a selection that is too large."""
    if not 0 < export.count("cells") <= MOST:
        return None
    lines: dict[tuple[str, ...], dict[int, Record]] = defaultdict(dict)
    for row in export.rows("cells"):
        lines[tuple(str(row[name]) for name in LINE)][int(str(row["TIME_PERIOD"]))] = row
    years = tuple(sorted({year for line in lines.values() for year in line}))
    first = {name: place for place, name in enumerate(dict.fromkeys(line[0] for line in lines))}
    ordered = sorted(lines, key=lambda line: first[line[0]])  # of an indicator together; the places as they come
    return LaidOut(years, {line: lines[line] for line in ordered}) if len(years) <= YEARS else None


def write(sheet: Any, export: Export, found: LaidOut) -> None:
    """Fill a `Sheet`: heads, a row for each line, and what the signs mean."""
    chinese = export.chinese
    heads = [say(name, chinese) for name in HEADS]
    widths = [_width((line[place] for line in found.lines), *limits) for place, limits in enumerate(WIDTHS)]
    for year in found.years:
        shown = (_shown(values[year], chinese) for values in found.lines.values() if year in values)
        widths.append(_width(shown, *VALUE))
    sheet.heads([*heads, *found.years, say("source", chinese)], [*widths, SOURCE], len(HEADS))
    titles = {str(row["DOCUMENT"]): str(row["TITLE"] or row["NAME"]) for row in export.rows("sources")}
    for line, values in found.lines.items():
        for place, text in enumerate(line):
            sheet.words(place, text)
        for place, year in enumerate(found.years, len(HEADS)):
            if year in values:
                _value(sheet, place, values[year], titles, chinese)
        sheet.words(len(HEADS) + len(found.years), _sources(values.values(), titles, chinese))
        sheet.next()
    sheet.next()
    sheet.words(0, say("laid_note", chinese))


def _value(sheet: Any, place: int, row: Record, titles: Mapping[str, str], chinese: bool) -> None:
    sign = _sign(row, chinese)
    tip = f"“{row['QUOTE']}” {_sources([row], titles, chinese)}"
    sheet.linked(place, row["OBS_VALUE"], str(row["LINK"]), sign, row["OBS_STATUS"] == DOUBT, tip)


def _sign(row: Record, chinese: bool) -> str:
    return say(str(row["BOUND"]), chinese, number="") if row["BOUND"] in BOUNDS else ""


def _shown(row: Record, chinese: bool) -> str:
    """A value as the sheet shows it, for its width: what has no room is shown as ###."""
    return f"{_sign(row, chinese)}{Decimal(str(row['OBS_VALUE'])):,f}"


def _width(texts: Iterable[str], least: int, most: int) -> int:
    """The characters that a column is wide; Chinese ones count twice."""
    wide = max((sum(2 if char > "\u2e80" else 1 for char in text) for text in texts), default=0)
    return min(most, max(least, wide + 2))


def _sources(rows: Iterable[Record], titles: Mapping[str, str], chinese: bool) -> str:
    """The documents of some values by their titles, each once."""
    ids: dict[str, None] = {}
    for row in rows:
        documents = row["DOCUMENTS"]
        ids.update(dict.fromkeys(documents if isinstance(documents, tuple) else ()))
    named = list(dict.fromkeys(titles.get(id, id) for id in ids))
    more = say("laid_more", chinese, n=len(named)) if len(named) > NAMED else ""
    return say("semicolon", chinese).join(named[:NAMED]) + more
