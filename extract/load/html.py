"""HTML → text: what a page says, without its scripts and ways on; headings and tables as it marks them.

The parser (libxml2) hands over one tag after the other and keeps no tree, so that nesting of any depth costs
neither stack nor time. A table that holds tables, running text or a single column only lays the page out: what
stands in its cells are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from extract.load.source import Cell, Sheet, Source, one_line

SKIPPED = frozenset("script style noscript template nav footer aside select button svg iframe object textarea".split())
BLOCKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table caption tr td th blockquote pre figure"
    " figcaption hr form fieldset center address br body".split()
)
MAIN = frozenset(("main", "article"))
HEADING = re.compile(r"h([1-6])")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SITE_NAME = re.compile(r"[_|｜].*|\s[-–—]\s.*|[-–—]+(?=[^-–—]*(?:网|政府|门户|平台)[^-–—]*$).*", re.DOTALL)
OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|table|article|main|center)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
CLOSING = re.compile(r"</(?:html|head|body|div|table|article|main|center)>|<html", re.IGNORECASE)

LONG = 300
"""A cell of more characters is running text."""

LINKS = 3
"""So many links in a row, with nothing else beside them, are ways on and not the page's own text."""


@dataclass(slots=True)
class _Line:
    """A line of the page: its words, its level as a heading, and how many of its characters are links."""

    words: str = ""
    level: int = 0
    linked: int = 0
    links: int = 0

    @property
    def is_way(self) -> bool:
        size = len(self.words) - self.words.count(" ")
        return not self.level and self.links > 0 and self.linked >= 0.8 * size and "。" not in self.words


@dataclass(slots=True)
class _Box:
    """What is being filled: the page, or one cell of a table."""

    items: list[_Line | _Table] = field(default_factory=list)
    rows: int = 1
    columns: int = 1

    @property
    def words(self) -> str:
        return " ".join(item.words for item in self.items if isinstance(item, _Line))


@dataclass(slots=True)
class _Table:
    caption: _Box | None = None
    rows: list[list[_Box]] = field(default_factory=list)
    head: int = 0
    in_head: bool = False

    @property
    def lays_out(self) -> bool:
        """Whether it only arranges the page."""
        cells = [cell for row in self.rows for cell in row]
        if (
            len([row for row in self.rows if row]) < 2
            or max(sum(cell.columns for cell in row) for row in self.rows) < 2
        ):
            return True
        return any(len(cell.words) > LONG or any(_is_block(item) for item in cell.items) for cell in cells)


def _is_block(item: _Line | _Table) -> bool:
    return isinstance(item, _Table) or item.level > 0


def is_html(text: str) -> bool:
    """Whether a text opens with a tag that lays out a page, and closes one; words in mere <p> are a text with tags."""
    head = text[:4000].lstrip("\ufeff \t\r\n")
    return head.startswith("<") and OPENING.match(head) is not None and CLOSING.search(text) is not None


def read_html(text: str, encoding: str, shown: str) -> Source:
    """The page's text with its headings and tables; raises SourceError("too_many_cells")."""
    page = _Page()
    if text.strip():
        etree.fromstring(
            text.encode("utf-8", "replace"), etree.HTMLParser(target=page, huge_tree=True, encoding="utf-8")
        )
    sheet = Sheet(shown)
    for item in page.items():
        if isinstance(item, _Line):
            sheet.line(item.words, item.level)
            continue
        if item.caption and item.caption.words:
            sheet.line(item.caption.words)
        sheet.table([[Cell(box.words, box.rows, box.columns) for box in row] for row in item.rows], item.head)
    return sheet.source(encoding, page.named(), page.meta.get("contentsource", ""))


class _Page:
    """Takes the tags of a page in their order (a target of lxml's parser)."""

    def __init__(self) -> None:
        self.body = _Box()
        self.boxes = [self.body]
        self.tables: list[_Table] = []
        self.line = _Line()
        self.pieces: list[str] = []  # of the line: the parser hands over each entity and each stray < alone
        self.skipped: list[str] = []
        self.link = self.pre = self.main = 0
        self.title: list[str] = []
        self.titled = False
        self.meta: dict[str, str] = {}
        self.mains: list[tuple[int, int]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipped:
            self.skipped += [tag] if tag == self.skipped[0] else []
        elif tag in SKIPPED or "hidden" in attributes or HIDDEN.search(attributes.get("style", "")):
            if tag not in ("br", "hr", "img", "input", "meta", "link"):
                self.skipped = [tag]
        elif tag == "title":
            self.titled = True
        elif tag == "meta":
            self.meta[attributes.get("name", "").lower()] = attributes.get("content", "").strip()
        elif tag == "a":
            self.link += 1
            self.line.links += 1
        elif tag in BLOCKS:
            self._open(tag, attributes)

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._break()
        if level := HEADING.fullmatch(tag):
            self.line.level = int(level[1])
        elif tag == "pre":
            self.pre += 1
        elif tag in MAIN and len(self.boxes) == 1:
            self.main += 1
            if self.main == 1:
                self.mains.append((len(self.body.items), -1))
        elif tag == "table":
            self.tables.append(_Table())
        elif self.tables:
            self._open_in_table(tag, attributes)

    def _open_in_table(self, tag: str, attributes: Mapping[str, str]) -> None:
        table = self.tables[-1]
        if tag == "tr":
            table.rows.append([])
        elif tag == "caption":
            table.caption = _Box()
            self.boxes.append(table.caption)
        elif tag in ("td", "th"):
            box = _Box(rows=_span(attributes, "rowspan") or 65534, columns=_span(attributes, "colspan") or 1)
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(box)
            self.boxes.append(box)
            if tag == "th" and len(table.rows[-1]) > 1 and table.head >= len(table.rows) - 1:
                table.head = len(table.rows)
            elif tag == "td" and table.head == len(table.rows) and len(table.rows[-1]) > 1:
                table.head = len(table.rows) - 1  # a row of th and td: its th is a stub

    def end(self, tag: str) -> None:
        if self.skipped:
            if tag == self.skipped[0]:
                self.skipped.pop()
        elif tag == "title":
            self.titled = False
        elif tag == "a":
            self.link = max(0, self.link - 1)
        elif tag in BLOCKS:
            self._close(tag)

    def _close(self, tag: str) -> None:
        self._break()
        if tag in ("td", "th", "caption") and len(self.boxes) > 1:
            self.boxes.pop()
        elif tag == "table" and self.tables:
            table = self.tables.pop()
            self.boxes[-1].items += _flat(table) if table.lays_out else [table]
        elif tag == "pre":
            self.pre = max(0, self.pre - 1)
        elif tag in MAIN and len(self.boxes) == 1 and self.main:
            self.main -= 1
            if not self.main:
                self.mains[-1] = (self.mains[-1][0], len(self.body.items))

    def data(self, words: str) -> None:
        if self.titled:
            self.title.append(words)
        elif not self.skipped:
            lines = words.split("\n") if self.pre else [words]
            for number, piece in enumerate(lines):
                if number:
                    self._break()
                self.pieces.append(piece)
                self.line.linked += len(piece.strip()) if self.link else 0

    def comment(self, words: str) -> None:
        """Comments say nothing."""

    def close(self) -> _Page:
        self._break()
        while self.tables:
            self._close("table")
        return self

    def _break(self) -> None:
        """Ends the line that is being filled, if there is anything in it."""
        written = "".join(self.pieces)
        self.pieces = []
        words = written.rstrip() if self.pre else one_line(written)
        if words.strip(" \u3000"):
            self.line.words = words
            self.boxes[-1].items.append(self.line)
            self.line = _Line(level=0)
        else:
            self.line = _Line(level=self.line.level)

    def named(self) -> str:
        """The title: as the page's own fields give it, its one first heading, or that of the window."""
        firsts = [item.words for item in self.body.items if isinstance(item, _Line) and item.level == 1]
        return self.meta.get("articletitle", "") or (firsts[0] if len(firsts) == 1 else "") or self._window()

    def _window(self) -> str:
        title = one_line(SITE_NAME.sub("", "".join(self.title)))
        return title if 4 <= len(title) <= 60 else ""

    def items(self) -> list[_Line | _Table]:
        """The page's own lines and tables: of its main part where it marks one, without the ways on."""
        whole = self.body.items
        main = [item for start, end in self.mains for item in whole[start : end if end >= 0 else len(whole)]]
        items = main if sum(map(_size, main)) * 2 >= sum(map(_size, whole)) > 0 else whole
        kept: list[_Line | _Table] = []
        ways: list[_Line | _Table] = []
        for item in items:
            if isinstance(item, _Line) and item.is_way:
                ways.append(item)
                continue
            kept += ways if sum(each.links for each in ways if isinstance(each, _Line)) < LINKS else []
            kept.append(item)
            ways = []
        return kept + (ways if len(kept) == 0 else [])


def _flat(table: _Table) -> list[_Line | _Table]:
    boxes = [*([table.caption] if table.caption else []), *(cell for row in table.rows for cell in row)]
    return [item for box in boxes for item in box.items]


def _size(item: _Line | _Table) -> int:
    return len(item.words) if isinstance(item, _Line) else sum(len(cell.words) for row in item.rows for cell in row)


def _span(attributes: Mapping[str, str], name: str) -> int:
    """How many rows or columns a cell says it covers; what is no number is one."""
    value = attributes.get(name, "1").strip()
    return min(int(value), 65534) if value.isascii() and value.isdigit() and len(value) < 9 else 1
