"""docx → text: paragraphs, headings by their styles, tables with merged cells; not what is deleted or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.load.container import Container
from extract.load.source import Cell, Sheet, Source

KIND = "a Word document (docx)"
BODY = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}tbl", FALLBACK}
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
NAMED = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
BREAKS = re.compile(r"\n+")
INSIDE = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}


def read_docx(data: bytes, shown: str) -> Source:
    """The document's text; raises SourceError with the code damaged, too_large or too_many_cells."""
    container = Container(data, shown, KIND)
    body = container.xml(BODY).find(f"{W}body")
    levels = _levels(container.xml("word/styles.xml")) if container.holds("word/styles.xml") else {}
    sheet = Sheet(shown)
    for block in _blocks(body) if body is not None else ():
        if block.tag == f"{W}p":
            _paragraph(block, levels, sheet)
        else:
            _table(block, levels, sheet)
    titles = [sheet.text[each.start : each.end] for each in sheet.headings if each.level == 1]
    return sheet.source("docx", titles[0] if len(titles) == 1 else "")


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those inside fields and marked insertions, too."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in INSIDE:
            waiting += reversed(element)


def _paragraph(paragraph: Any, levels: dict[str, int], sheet: Sheet) -> None:
    words = _words(paragraph)
    level = _level(paragraph, levels)
    if level:
        words = BREAKS.sub(" ", words)
    for line in words.split("\n"):
        if line.strip(" \t\u3000\u00a0"):
            sheet.line(line, level)


def _words(parent: Any) -> str:
    """The words of a paragraph or a cell as a reader sees them."""
    pieces: list[str] = []
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag in SIGNS:
            pieces.append(SIGNS[element.tag])
        elif element.tag not in LEFT_OUT and not (element.tag == f"{W}r" and _hidden(element)):
            waiting += reversed(element)
            if element.tag == f"{W}p" and pieces:
                pieces.append("\n")
    return "".join(pieces)


def _hidden(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false")


def _table(table: Any, levels: dict[str, int], sheet: Sheet) -> None:
    """A table, or what stands in its cells where it only lays the page out."""
    rows = [list(_of(row, "tc")) for row in _of(table, "tr")]
    inner = any(cell.find(f".//{W}tbl") is not None for row in rows for cell in row)
    if not inner and sum(1 for row in rows if row) > 0 and max(map(len, rows), default=0) > 1:
        marks = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in _of(table, "tr")]
        head = next((number for number, marked in enumerate(marks) if not marked), len(marks))
        sheet.table(_merged([[_cell(each) for each in row] for row in rows]), head)
        return
    for cell in (cell for row in rows for cell in row):
        for block in _blocks(cell):
            if block.tag == f"{W}p":
                _paragraph(block, levels, sheet)
            else:
                _table(block, levels, sheet)


def _of(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those inside fields, too."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in INSIDE:
            waiting += reversed(element)


def _cell(cell: Any) -> tuple[str, int, str]:
    """Words, columns covered, and “restart” or “continue” where it is merged with cells above or below."""
    wide = cell.find(f"{W}tcPr/{W}gridSpan")
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    value = wide.get(f"{W}val", "1") if wide is not None else "1"
    down = "" if merge is None else merge.get(f"{W}val", "continue")
    return _words(cell), max(1, int(value)) if value.isdigit() and len(value) < 6 else 1, down


def _merged(rows: list[list[tuple[str, int, str]]]) -> list[list[Cell]]:
    """Word merges downward by marking the cells below; here the first one covers them."""
    tall: dict[tuple[int, int], int] = {}
    above: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        column = 0
        for place, (_, wide, down) in enumerate(row):
            if down == "continue" and column in above:
                tall[above[column]] += 1
            else:
                above[column] = (number, place)
                tall[number, place] = 1
            column += wide
    return [
        [
            Cell(row[place][0], tall[number, place], row[place][1])
            for place in range(len(row))
            if (number, place) in tall
        ]
        for number, row in enumerate(rows)
    ]


def _level(paragraph: Any, levels: dict[str, int]) -> int:
    outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None:
        return _number(outline)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return levels.get(style.get(f"{W}val", ""), 0) if style is not None else 0


def _number(outline: Any) -> int:
    """An outline level as 1 to 9; 9 stands for body text there."""
    value = outline.get(f"{W}val", "9")
    return int(value) + 1 if value in "012345678" and value else 0


def _levels(styles: Any) -> dict[str, int]:
    """Style → its level as a heading: by its name, by its outline level, or by the style that it is based on."""
    found: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        name, outline, base = (style.find(path) for path in (f"{W}name", f"{W}pPr/{W}outlineLvl", f"{W}basedOn"))
        words = name.get(f"{W}val", "") if name is not None else ""
        if match := NAMED.fullmatch(words.strip()):
            found[key] = int(match[1])
        elif words.strip().lower() in ("title", "标题"):
            found[key] = 1
        elif outline is not None:
            found[key] = _number(outline)
        elif base is not None:
            based[key] = base.get(f"{W}val", "")
    for key in based:
        last, steps = key, 0
        while last in based and steps < 20:
            last, steps = based[last], steps + 1
        found[key] = found.get(last, 0)
    return found
