"""A Word document of the few kinds of paragraphs that a booklet has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from extract.exporting.texts import legal
from extract.spans import in_one_line

MUTED = RGBColor(0x5A, 0x64, 0x75)
INK = RGBColor(0x1B, 0x23, 0x30)
BLUE = RGBColor(0x0B, 0x5C, 0xAD)
LATIN, CHINESE = "Calibri", "宋体"
SHORT = 20
"""Rows of a table that are kept on one page with their reference."""
SIZES = {"Normal": 10.5, "Title": 22, "Heading 1": 15, "Heading 2": 12}


class Paper:
    """Signs that XML cannot hold are replaced, and the hard wraps of a quotation joined."""

    def __init__(self, title: str) -> None:
        self._document = docx.Document()
        self._document.core_properties.title = title
        self._document.core_properties.author = ""
        for name, size in SIZES.items():
            _font(self._document.styles[name], size)
        _language(self._document.styles)
        for section in self._document.sections:
            self._number(section.footer.paragraphs[0])
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2.5)

    def save(self, path: Path) -> None:
        self._document.save(str(path))

    def title(self, text: str) -> None:
        self._document.add_paragraph(legal(text), style="Title")

    def heading(self, text: str, level: int) -> None:
        self._document.add_heading(legal(text), level)

    def note(self, text: str, leads: bool = False) -> None:
        """A line in grey; one that `leads` stands on the page of what follows."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = leads
        self._run(paragraph, text, MUTED)

    def quotation(self, pieces: Sequence[tuple[str, str]]) -> None:
        """The words of a source, set in; the figure is marked, its sentence dark."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.75)
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.keep_together = paragraph.paragraph_format.keep_with_next = True
        for text, kind in pieces:
            if text:
                self._piece(paragraph, text, kind)

    def table(self, rows: Sequence[Sequence[tuple[str, str]]]) -> None:
        made = self._document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        for row, cells in zip(made.rows, rows, strict=True):
            for cell, (text, kind) in zip(row.cells, cells, strict=False):
                cell.paragraphs[0].paragraph_format.keep_with_next = len(rows) <= SHORT
                self._piece(cell.paragraphs[0], text, kind)

    def reference(self, text: str, address: str) -> None:
        """A citation, and below it where the page of the evidence stands."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.75)
        paragraph.paragraph_format.space_after = Pt(10)
        paragraph.paragraph_format.keep_together = True
        self._run(paragraph, text + " ", MUTED, 9)
        self._link(paragraph, address)

    def _piece(self, paragraph: Any, text: str, kind: str) -> None:
        run = self._run(paragraph, in_one_line(text), INK if kind else MUTED)
        if kind == "figure":
            run.font.bold = True
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _run(self, paragraph: Any, text: str, colour: RGBColor, size: float = 0) -> Any:
        run = paragraph.add_run(legal(text))
        run.font.color.rgb = colour
        if size:
            run.font.size = Pt(size)
        return run

    def _link(self, paragraph: Any, address: str) -> None:
        """python-docx has no links of its own: one is a relationship, and an element around its run."""
        relation = paragraph.part.relate_to(legal(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        run = self._run(paragraph, address, BLUE, 9)
        run.font.underline = True
        link.append(run._element)
        paragraph._element.append(link)


    def _number(self, paragraph: Any) -> None:
        """The number of the page, which Word counts itself."""
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        field.append(self._run(paragraph, "1", MUTED, 9)._element)
        paragraph._element.append(field)


def _language(styles: Any) -> None:
    """Chinese as it is written on the mainland: without it punctuation may be set as in Taiwan or Japan."""
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _font(style: Any, size: float) -> None:
    """A Latin and a Chinese font: without the second Word takes one that has no Chinese characters."""
    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for each in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(each), None)
    fonts.set(qn("w:eastAsia"), CHINESE)
