"""What a file is, told by its bytes: formats that are no plain text get a sentence, not a page of noise."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import NoReturn

from extract.errors import SourceError
from extract.load.source import encrypted

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"{\\rtf", "an RTF document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"CAJ\x00", "a CAJ document"),
    (b"KDH ", "a KDH document"),
    (b"HN\x00\x00", "a CAJ document"),
)

INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (docx)"),
    (b"xl/", "an Excel workbook (xlsx)"),
    (b"ppt/", "a PowerPoint file (pptx)"),
    (b"mimetypeapplication/epub", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LEGACY: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "an Office document (docx or xlsx)"),
    ("WordDocument", "an old Word document (doc)"),
    ("Workbook", "an old Excel workbook (xls)"),
    ("Book", "an old Excel workbook (xls)"),
    ("PowerPoint Document", "an old PowerPoint file (ppt)"),
    ("Root Entry", "an old Office document (doc, xls or ppt)"),
)
"""The stream that such a file has in its container → what the file is."""

OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
HEAD = 8192
CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
"""Bytes that a text in any of the encodings read here (UTF-16 apart) never holds."""


def refuse_binary(data: bytes, shown: str) -> None:
    """Raise SourceError("binary") where the bytes are of a known format or cannot be text."""
    kind = recognise(data)
    if not kind:
        return
    message = f"“{shown}” is {kind}, which cannot be read: save it as plain text (UTF-8) and read that."
    raise SourceError("binary", message, file=shown, kind=kind, size=len(data))


def recognise(data: bytes) -> str:
    """The kind of a binary file in words, “” for what may be text."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return zipped(data) if kind == "a ZIP archive" else kind
    head = data[:HEAD]
    if data.startswith(WIDE_MARKS) or not has_controls(data) or (b"\x00" in head and looks_like_utf16(head)):
        return ""
    return "a binary file"


def zipped(data: bytes) -> str:
    """What a ZIP archive holds, by the names in it."""
    return next((kind for mark, kind in INSIDE_ZIP if mark in data), "a ZIP archive")


def office_kind(data: bytes) -> str:
    """“docx” or “xlsx” by the part that every such file has; “” for what is neither."""
    if not data.startswith(b"PK\x03\x04"):
        return ""
    try:
        return zip_kind(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):  # its reader says that it is damaged
        return next((kind for part, kind in OFFICE.items() if part.encode() in data), "")


def zip_kind(stream: BytesIO | Path) -> str:
    """As `office_kind`, of a ZIP archive; raises what `zipfile` raises for a broken one."""
    with zipfile.ZipFile(stream) as archive:
        names = set(archive.namelist())
    return next((kind for part, kind in OFFICE.items() if part in names), "")


def is_pdf(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-")


def ending_of(data: bytes) -> str:
    """The ending that a file of these bytes bears (“.docx”); “.txt” for whatever is text."""
    kind = office_kind(data)
    if kind or is_pdf(data):
        return f".{kind or 'pdf'}"
    return ".html" if data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" else ".txt"


def is_ole(data: bytes) -> bool:
    return data.startswith(OLE)


def refuse_legacy(data: bytes, shown: str) -> NoReturn:
    """Raise the sentence for an Office file of before 2007, or an encrypted newer one in a container of that time."""
    stream, kind = next((row for row in LEGACY if row[0].encode("utf-16-le") in data), LEGACY[-1])
    if stream == "EncryptedPackage":
        raise encrypted(shown, kind)
    way = "open it in Word, WPS or LibreOffice and save it as docx or xlsx"
    message = f"“{shown}” is {kind}, which cannot be read: {way}."
    raise SourceError("legacy", message, file=shown, kind=kind, size=len(data))


def has_controls(data: bytes) -> bool:
    """Whether it holds a NUL anywhere, or more other control bytes than a scan's dirt would be."""
    if b"\x00" in data:
        return True
    return any(
        len(part) - len(part.translate(None, CONTROLS)) > len(part) // 100
        for part in (data[:HEAD], data[len(data) // 2 :][:HEAD], data[-HEAD:])
    )


def looks_like_utf16(head: bytes) -> bool:
    """UTF-16 without its mark: line breaks and digits put NULs on one side only, the even or the odd bytes."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    lines = head.count(b"\x0a\x00" if odd > even else b"\x00\x0a")
    return lines > 0 and min(even, odd) <= max(even, odd) // 20
