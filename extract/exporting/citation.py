"""References to a document, or to one figure in it: GB/T 7714 and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SPECIAL = re.compile(r"[\\{}%&#$_~^]")
ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}

KINDS = (
    (re.compile("汇编|选编|文集"), "G"),
    (re.compile("年鉴|[省市县区州旗]志"), "M"),
    (re.compile("报告(?:[（(][^（）()]*[）)])?$|公报$"), "R"),
    (re.compile("[日晚早时]报$"), "N"),
)
"""Words of a name, and the mark of what bears them: collections, books, reports, newspapers. Other texts that are read
online are EB, those of a file Z."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference names. `address` is where it can be read, `accessed` the day (ISO) on which it was."""

    title: str
    publisher: str = ""
    address: str = ""
    page: int | None = None
    accessed: str = ""
    key: str = ""
    note: str = ""

    @property
    def container(self) -> str:
        """The book or newspaper that the document stands in, where its publisher is given as one: 《中山年鉴》."""
        name = self.publisher.strip()
        return name[1:-1] if name.startswith("《") and name.endswith("》") and name.count("《") == 1 else ""

    @property
    def kind(self) -> str:
        """Its mark by appendix B: of what it stands in, else of what its own title says that it is."""
        name = self.container or self.title
        return next((mark for words, mark in KINDS if words.search(name)), "EB" if self.address else "Z")


def cited(source: Mapping[str, Any], page: int | None = None, key: str = "", note: str = "") -> Cited:
    """What every reference to a document is made from, be it shown or exported: `source` is its row in the store.

    It was read where its own address leads to on the day of its import; a file without an address was not read online.
    """
    url, imported = source["url"], source["imported_at"]
    title = source["title"] or source["name"]
    return Cited(title, source["publisher"], url, page, imported[:10] if url else "", key, note)


def gb7714(cited: Cited) -> str:
    """A reference by GB/T 7714—2015, sections 4.1, 4.2 and 4.6: “出版者. 题名[R/OL]: 3[2026-11-22]. 网址.”

    Its kind is told from the names (see KINDS), its carrier by whether it has an address. The year that a report
    speaks of is not the year of its publication, so no date of publication is given; what is unknown is left out.
    """
    title = f"{cited.title}[{cited.kind}{'/OL' if cited.address else ''}]"
    if cited.container:
        title += f". {cited.container}" if cited.kind == "N" else f"//{cited.container}"
    page = f": {cited.page}" if cited.page else ""
    accessed = f"[{cited.accessed}]" if cited.accessed and cited.address else ""
    head = ". ".join(part for part in (cited.publisher.strip() * (not cited.container), title) if part)
    # Without a year or a page before it, the date stands by itself.
    dated = f"{head}{page}{accessed}" if page or not accessed else f"{head}. {accessed}"
    return ". ".join(part for part in (dated, cited.address.strip()) if part) + "."


def bibtex(cited: Cited) -> str:
    """An entry of the kind misc or incollection; signs that TeX would run are escaped."""
    kind = "incollection" if cited.container else "misc"
    fields = {
        "title": f"{{{escaped(cited.title)}}}",
        "booktitle": f"{{{escaped(cited.container)}}}" if cited.container else "",
        "author": f"{{{escaped(cited.publisher)}}}" if cited.publisher and not cited.container else "",
        "howpublished": f"\\url{{{_bare(cited.address)}}}" if cited.address else "",
        "urldate": cited.accessed,
        "pages": str(cited.page or ""),
        "note": escaped(cited.note),
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@{kind}{{{cited.key or 'source'},", *lines, "}"))


def escaped(text: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPES.get(found[0], f"\\{found[0]}"), " ".join(text.split()))


def _bare(address: str) -> str:
    """An address in \\url: braces would end it, a percent sign begin a comment where it stands in an argument."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")
