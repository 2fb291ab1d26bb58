"""PDF → text: what its text layer says, page by page; a page that is only a picture is read where that can be done.

pdfium gives the characters in the order in which the file draws them, each with its box; that order is kept, so that
columns are read as far as the file itself sets one after the other.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from typing import Any

from extract.errors import SourceError
from extract.load.aligned import aligned
from extract.load.limits import limits
from extract.load.paper import Leaf, Line
from extract.load.running import HYPHEN, running_text
from extract.load.source import Source, damaged, encrypted, too_long

KIND = "a PDF document"
GAP = 1.1
"""A gap of so many characters sets two cells apart."""

BLANK, NARROW = 0.45, 0.12
"""A gap of so many characters is a blank, whether the file draws one or not; between letters a smaller one is."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺎⺏⺐⺟⻑⻒⻖⻇⻈⻊⻌",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟兀尣尢母長長阝角讠足辶",
)
"""Radicals that fonts give for the characters they are, and that have no compatibility mapping."""

_UNREADABLE = 0.3
"""A page of which this share of characters means nothing has no text layer that could be read."""


def read_pdf(data: bytes, shown: str) -> Source:
    """The text with its pages; raises SourceError with the code damaged, encrypted, too_many_pages or no_text_layer."""
    import pypdfium2 as pdfium  # a tenth of a second that only PDF files need

    try:
        with closing(pdfium.PdfDocument(data)) as file:
            return running_text(_leaves(file, shown), "pdf")
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD:
            raise encrypted(shown, KIND) from error
        raise damaged(shown, KIND) from error


def _leaves(file: Any, shown: str) -> list[Leaf]:
    most = limits()
    if len(file) > most.pages:
        message = f"“{shown}” has {len(file):,} pages, more than the limit of {most.pages:,}: split it."
        raise SourceError("too_many_pages", message, file=shown, size=len(file), limit=most.pages)
    leaves: list[Leaf] = []
    bare: list[int] = []
    length = 0
    for number in range(len(file)):
        with closing(file[number]) as page:
            lines = aligned(list(page_lines(page)))
            leaves.append(Leaf(lines, _height(page)))
        length += sum(len(line.words) for line in lines)
        if length > most.characters:
            raise too_long(shown, most.characters)
        if not lines or not _readable(lines):
            bare.append(number)
    return _with_pictures(file, shown, leaves, bare)


def _with_pictures(file: Any, shown: str, leaves: list[Leaf], bare: list[int]) -> list[Leaf]:
    """The pages, those without a text layer read from their pictures where the engine for that is installed."""
    from extract.load import ocr

    if bare and ocr.installed():
        for number in bare:
            with closing(file[number]) as page:
                leaves[number] = ocr.leaf(page)
    elif len(bare) == len(leaves):
        message = (
            f"“{shown}” has no text layer, only pictures of its pages: install requirements-ocr.txt to have them read, "
            "or run a text recognition over it and read its result."
        )
        raise SourceError("no_text_layer", message, file=shown, size=len(leaves))
    else:
        for number in bare:
            leaves[number].lines.clear()
    return leaves


def _readable(lines: list[Line]) -> bool:
    words = "".join(line.words for line in lines)
    odd = sum(unicodedata.category(char) in ("Co", "Cn", "Cc") or char == "\ufffd" for char in words)
    return odd <= _UNREADABLE * len(words)


def _height(page: Any) -> float:
    width, height = page.get_size()
    return float(height or width)


def page_lines(page: Any) -> Iterator[Line]:
    """The lines of a page in the order of the file; what it draws on one height is one line."""
    run: list[tuple[str, Box]] = []
    bottom = top = 0.0
    for char, box in _characters(page):
        if run and not (_on_height(bottom, top, box) and box[0] >= run[-1][1][0] - 0.3 * (top - bottom)):
            yield from _line(run)
            run = []
        bottom, top = (min(bottom, box[1]), max(top, box[3])) if run else (box[1], box[3])
        run.append((char, box))
    yield from _line(run)


def _on_height(bottom: float, top: float, box: Box) -> bool:
    """Whether a character stands on the height of a line; some fonts give 一 a box as flat as it is."""
    return bottom <= (box[1] + box[3]) / 2 <= top or box[1] <= (bottom + top) / 2 <= box[3]


def _characters(page: Any) -> Iterator[tuple[str, Box]]:
    """Each character that is drawn, and its box as the page is shown; blanks are told by the gaps they leave."""
    from pypdfium2 import raw

    turned = _turn(page)
    with closing(page.get_textpage()) as text:
        box = raw.FS_RECTF()
        pointer = ctypes.byref(box)
        high = 0
        for index in range(raw.FPDFText_CountChars(text.raw)):
            code = raw.FPDFText_GetUnicode(text.raw, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            char = _char(code, high)
            high = 0
            if char and raw.FPDFText_GetLooseCharBox(text.raw, index, pointer):
                yield char, turned(box.left, box.bottom, box.right, box.top)


def _char(code: int, high: int) -> str:
    """The character as it is used in text, “” for none that is drawn."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00) if high else "\ufffd"
    if code == 2:
        return HYPHEN
    if code < 33 or 0x7F <= code <= 0xA0 or code in (0x3000, 0xFEFF, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return ""
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00:
        plain = unicodedata.normalize("NFKC", chr(code)).translate(RADICALS)
        return plain if len(plain) == 1 else chr(code)
    return chr(code)


def _turn(page: Any) -> Any:
    """How a box of the page's own space stands when the page is shown."""
    turn = page.get_rotation()
    width, height = page.get_size()  # as it is shown

    def turned(left: float, bottom: float, right: float, top: float) -> Box:
        if turn == 90:
            return bottom, height - right, top, height - left
        if turn == 180:
            return width - right, height - top, width - left, height - bottom
        if turn == 270:
            return width - top, left, width - bottom, right
        return left, bottom, right, top

    return turned


def _line(run: list[tuple[str, Box]]) -> Iterator[Line]:
    """The line of one run of characters, wide gaps as blanks so that columns stay columns."""
    if not run:
        return
    wide = sorted(box[2] - box[0] for char, box in run if "\u2e80" <= char <= "\uffef")
    height = sorted(box[3] - box[1] for _, box in run)[len(run) // 2]
    em = wide[len(wide) // 2] if wide else 0.0
    unit = em or 0.9 * height or 1.0
    words, parts = run[0][0], [(run[0][1][0], run[0][0])]
    for (before, (_, _, right, _)), (char, (left, _, _, _)) in pairwise(run):
        gap = (left - right) / unit
        if gap > GAP:
            words += " " * max(2, min(40, round(2 * gap))) + char
            parts.append((left, char))
            continue
        piece = " " + char if gap > (BLANK if max(before, char) >= "\u2e80" else NARROW) else char
        words += piece
        parts[-1] = (parts[-1][0], parts[-1][1] + piece)
    boxes = [box for _, box in run]
    yield Line(
        words, boxes[0][0], max(box[2] for box in boxes), min(box[1] for box in boxes),
        max(box[3] for box in boxes), em, len(parts), parts,
    )  # fmt: skip
