"""References to a document, or to one figure in it: GB/T 7714 and BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

SPECIAL = re.compile(r"[\\{}%&#$_~^]")
ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference names. `address` is where it can be read, `accessed` the day (ISO) on which it was."""

    title: str
    publisher: str = ""
    address: str = ""
    year: int | None = None
    page: int | None = None
    accessed: str = ""
    key: str = ""
    note: str = ""

    @property
    def container(self) -> str:
        """The book or newspaper that the document stands in, where its publisher is given as one: 《中山年鉴》."""
        name = self.publisher.strip()
        return name[1:-1] if name.startswith("《") and name.endswith("》") and name.count("《") == 1 else ""


def gb7714(cited: Cited) -> str:
    """“出版者. 题名[EB/OL]. [2026-11-22]. 网址.”: the form of an electronic document; what is unknown is left out.

    The year that a report speaks of is not the year of its publication, so no date of publication is given.
    """
    online = bool(cited.address)
    title = f"{cited.title}{'[EB/OL]' if online else '[Z]'}"
    parts = [f"{title}//{cited.container}"] if cited.container else [cited.publisher, title]
    parts.append(f"第 {cited.page} 页" if cited.page else "")
    parts.append(f"[{cited.accessed}]" if cited.accessed and online else "")
    parts += [cited.address, cited.note]
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip()) + "."


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
