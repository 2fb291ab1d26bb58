"""Files → Documents. A reader for each format is told by the file's content, never by its name.

Offsets are fixed here, once: ``Document.text`` of a plain text is what its bytes decode to, with line breaks and a
byte order mark kept, so that offsets equal those of ``bytes.decode``. Of HTML, docx, xlsx and PDF it is what a reader
sees, a paragraph or a row of a table on each line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from extract.errors import SourceError
from extract.load.archive import is_archive, members, read
from extract.load.captions import settled
from extract.load.front import front_matter
from extract.load.layout import layout_tables
from extract.load.limits import limits
from extract.load.readers import ENDINGS, LEGACY, read_source
from extract.load.source import too_long
from extract.load.stacked import stacked_tables
from extract.load.told import told
from extract.models import Document, Table

__all__ = ["ENDINGS", "LEGACY", "digest", "document", "documents", "limits", "load", "read_bytes"]

_SURROGATES = re.compile("[\ud800-\udfff]")


def load(path: Path | str, *, limit: int | None = None) -> Document:
    """Read one file of at most `limit` bytes as a Document, without place, scope and year.

    Raises SourceError with the code missing, unreadable, too_large, too_long, empty, binary, undecodable, damaged,
    encrypted, legacy, bomb, too_many_cells, too_many_pages or no_text_layer.
    """
    path = Path(path)
    return document(path.stem, read_bytes(path, limit), shown=path.name)


def document(name: str, data: bytes, shown: str = "") -> Document:
    """The Document of bytes that came from somewhere else, such as an upload; errors as in `load`."""
    shown = shown or name
    most = limits()
    if not data.strip():
        raise SourceError("empty", f"“{shown}” is empty: there is nothing to read in it.", file=shown, size=len(data))
    if len(data) > most.bytes:
        raise too_large(shown, len(data), most.bytes)
    source = read_source(data, shown)
    text = source.text
    if len(text) > most.characters:
        raise too_long(shown, most.characters)
    if _SURROGATES.search(text):  # halves of a character that no encoding can write
        text = _SURROGATES.sub("\ufffd", text)
    if not text.strip("\ufeff \t\r\n\u3000\u00a0"):
        raise SourceError("empty", f"“{shown}” holds nothing but blanks.", file=shown, size=len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    known = source.tables or stacked_tables(text)
    tables = settled(text, _in_order(known, layout_tables(text, known)))
    front = front_matter(_prose(text, tables) if tables else text)
    title_told, publisher_told, url_told = (told(field, source, front, text) for field in ("title", "publisher", "url"))
    return Document(
        id=sha256[:12], name=name, text=text, sha256=sha256, encoding=source.encoding,
        title=source.title or front.title, title_told=title_told,
        publisher=source.publisher or front.publisher, publisher_told=publisher_told,
        url=front.url, url_told=url_told,
        tables=tables, headings=source.headings, pages=source.pages,
    )  # fmt: skip


def documents(name: str, data: bytes) -> Iterator[Document | SourceError]:
    """Every Document of an upload: of an archive each of its documents, of anything else the one that it is."""
    found = members(data, name, (*ENDINGS, *LEGACY)) if is_archive(data[:8192], data) else iter((None,))
    for each in found:
        if isinstance(each, SourceError):
            yield each
            continue
        try:
            yield document(each.shown, read(each)) if each else document(Path(name).stem, data, shown=name)
        except SourceError as error:
            yield error


def _in_order(marked: Sequence[Table], laid: Sequence[Table]) -> list[Table]:
    return sorted((*marked, *laid), key=lambda table: table.start)


def _prose(text: str, tables: Sequence[Table]) -> str:
    """The text without its tables, whose rows are neither title nor publisher."""
    ends = [0, *(table.end for table in tables)]
    starts = [*(table.start for table in tables), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def digest(path: Path, limit: int | None = None) -> str:
    """The document id of a file without reading it as text; “” where it cannot be read or is over `limit`."""
    try:
        return hashlib.sha256(read_bytes(path, limit)).hexdigest()[:12]
    except SourceError:
        return ""


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """The bytes of a file that exists, is a file, may be read and is not over `limit` (that of one document)."""
    shown = (path.name or str(path)).encode(errors="replace").decode()
    most = limits().bytes if limit is None else limit
    try:
        if path.is_dir():
            message = f"“{shown}” is a folder: name the files in it."
            raise SourceError("unreadable", message, file=shown, reason="folder")
        size = path.stat().st_size
        if size > most:
            raise too_large(shown, size, most)
        with path.open("rb") as stream:
            return read_stream(stream, shown, most)
    except FileNotFoundError as error:
        message = f"“{shown}” does not exist: check the path {path}."
        raise SourceError("missing", message, file=shown, path=str(path)) from error
    except (OSError, ValueError) as error:  # a ValueError for a path with a null byte in it
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        message = f"“{shown}” cannot be read ({reason}): check that you may open it."
        raise SourceError("unreadable", message, file=shown, reason=reason) from error


def read_stream(stream: BinaryIO, shown: str, limit: int) -> bytes:
    """All of a stream, which may have no end, as long as it is not over `limit`."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(shown, len(data), limit)
    return data


def too_large(shown: str, size: int, limit: int) -> SourceError:
    """The error of a file that is larger than any document."""
    message = f"“{shown}” has {size:,} bytes, more than the limit of {limit:,}: split it into smaller files."
    return SourceError("too_large", message, file=shown, size=size, limit=limit)
