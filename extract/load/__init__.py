"""Files → Documents. A reader for each format is told by the file's content, never by its name.

Offsets are fixed here, once: ``Document.text`` of a plain text is what its bytes decode to, with line breaks and a
byte order mark kept, so that offsets equal those of ``bytes.decode``. Of HTML, docx and xlsx it is what a reader
sees, a paragraph or a row of a table on each line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from extract.errors import SourceError
from extract.load.captions import settled
from extract.load.front import front_matter
from extract.load.layout import layout_tables
from extract.load.readers import ENDINGS, read_source
from extract.models import Document, Table

__all__ = ["ENDINGS", "LIMIT", "digest", "document", "load"]

LIMIT = 64 * 1024 * 1024
"""The largest file that is read unless the caller says otherwise, in bytes."""


def load(path: Path | str, *, limit: int = LIMIT) -> Document:
    """Read one file as a Document, without place, scope and year.

    Raises SourceError with the code missing, unreadable, too_large, empty, binary, undecodable, damaged or
    too_many_cells.
    """
    path = Path(path)
    return document(path.stem, read_bytes(path, limit), shown=path.name)


def document(name: str, data: bytes, shown: str = "") -> Document:
    """The Document of bytes that came from somewhere else, such as an upload; errors as in `load`."""
    shown = shown or name
    if not data.strip():
        raise SourceError("empty", f"“{shown}” is empty: there is nothing to read in it.", file=shown, size=len(data))
    source = read_source(data, shown)
    text = source.text
    if not text.strip("\ufeff \t\r\n\u3000\u00a0"):
        raise SourceError("empty", f"“{shown}” holds nothing but blanks.", file=shown, size=len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    tables = settled(text, _in_order(source.tables, layout_tables(text, source.tables)))
    front = front_matter(_prose(text, tables) if tables else text)
    return Document(
        id=sha256[:12], name=name, text=text, sha256=sha256, encoding=source.encoding,
        title=source.title or front.title, publisher=source.publisher or front.publisher, url=front.url,
        tables=tables, headings=source.headings,
    )  # fmt: skip


def _in_order(marked: Sequence[Table], laid: Sequence[Table]) -> list[Table]:
    return sorted((*marked, *laid), key=lambda table: table.start)


def _prose(text: str, tables: Sequence[Table]) -> str:
    """The text without its tables, whose rows are neither title nor publisher."""
    ends = [0, *(table.end for table in tables)]
    starts = [*(table.start for table in tables), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def digest(path: Path, limit: int = LIMIT) -> str:
    """The document id of a file without reading it as text; “” where it cannot be read or is over `limit`."""
    try:
        return hashlib.sha256(read_bytes(path, limit)).hexdigest()[:12]
    except SourceError:
        return ""


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a file that exists, is a file, may be read and is not over `limit`."""
    shown = path.name or str(path)
    try:
        if path.is_dir():
            message = f"“{shown}” is a folder: name the files in it."
            raise SourceError("unreadable", message, file=shown, reason="folder")
        size = path.stat().st_size
        if size > limit:
            raise SourceError(
                "too_large",
                f"“{shown}” has {size:,} bytes, more than the limit of {limit:,}: split it into smaller files.",
                file=shown, size=size, limit=limit,
            )  # fmt: skip
        return path.read_bytes()
    except FileNotFoundError as error:
        message = f"“{shown}” does not exist: check the path {path}."
        raise SourceError("missing", message, file=shown, path=str(path)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"“{shown}” cannot be read ({reason}): check that you may open it."
        raise SourceError("unreadable", message, file=shown, reason=reason) from error
