"""The readers, one for each format, in the order in which they are asked whether a file is theirs.

A format is told by the bytes of a file, never by its name. A new reader is one row here: what its files are told
by, and a function that makes a Source of them, imported when the first such file comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from extract.load.kinds import is_ole, is_pdf, office_kind, refuse_binary
from extract.load.source import Source
from extract.load.text import charset, decode


@dataclass(frozen=True, slots=True)
class Reader:
    """`claims` says of a file's bytes whether they are of this format; `where` is the ``module:function`` to read it.

    The function takes the bytes and the name to show in errors, and raises SourceError.
    """

    name: str
    claims: Callable[[bytes], bool]
    where: str

    def read(self, data: bytes, shown: str) -> Source:
        module, function = self.where.split(":")
        source: Source = getattr(import_module(f"extract.load.{module}"), function)(data, shown)
        return source


def _is(kind: str) -> Callable[[bytes], bool]:
    return lambda data: office_kind(data) == kind


READERS: tuple[Reader, ...] = (
    Reader("docx", _is("docx"), "docx:read_docx"),
    Reader("xlsx", _is("xlsx"), "xlsx:read_xlsx"),
    Reader("pdf", is_pdf, "pdf:read_pdf"),
    Reader("legacy", is_ole, "kinds:refuse_legacy"),
    Reader("text", lambda data: True, "readers:read_text"),
)

ENDINGS = (".txt", ".md", ".markdown", ".htm", ".html", ".xhtml", ".docx", ".xlsx", ".xlsm", ".csv", ".tsv", ".pdf")
"""Files of a folder that are worth opening; what they are is told by their content."""


ARCHIVES = (".zip",)
LEGACY = (".doc", ".xls", ".wps", ".et")
"""Such files of a folder are opened, too: archives for what is in them, old formats to say what to do."""


def read_source(data: bytes, shown: str) -> Source:
    """The Source of a file's bytes; raises SourceError where no reader can make sense of them."""
    return next(reader for reader in READERS if reader.claims(data)).read(data, shown)


def read_text(data: bytes, shown: str) -> Source:
    """Text in any encoding: HTML, comma-separated, or plain with the headings and tables that its layout shows."""
    refuse_binary(data, shown)
    text, encoding = decode(data, shown, charset(data))
    if text.lstrip("\ufeff \t\r\n")[:1] == "<":
        from extract.load.html import is_html, read_html

        if is_html(text):
            return read_html(text, encoding, shown)
    from extract.load.csv import csv_table

    table = csv_table(text, shown)
    return Source(text, encoding, tables=(table,) if table else ())
