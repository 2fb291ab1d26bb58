"""Files → Documents. A reader for each format is told by the file's content, never by its name.

Offsets are fixed here, once: ``Document.text`` is what the bytes decode to, with line breaks and a byte order
mark kept, so that offsets equal those of ``bytes.decode``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.errors import SourceError
from extract.load.front import front_matter
from extract.load.kinds import refuse_binary
from extract.load.text import decode
from extract.models import Document

LIMIT = 64 * 1024 * 1024
"""The largest file that is read unless the caller says otherwise, in bytes."""


def load(path: Path | str, *, limit: int = LIMIT) -> Document:
    """Read one file as a Document, without place, scope and year.

    Raises SourceError with the code missing, unreadable, too_large, empty, binary or undecodable.
    """
    path = Path(path)
    return document(path.stem, read_bytes(path, limit), shown=path.name)


def document(name: str, data: bytes, shown: str = "") -> Document:
    """The Document of bytes that came from somewhere else, such as an upload; errors as in `load`."""
    shown = shown or name
    if not data.strip():
        raise SourceError("empty", f"“{shown}” is empty: there is nothing to read in it.", file=shown, size=len(data))
    refuse_binary(data, shown)
    text, encoding = decode(data, shown)
    if not text.strip("\ufeff \t\r\n\u3000\u00a0"):
        raise SourceError("empty", f"“{shown}” holds nothing but blanks.", file=shown, size=len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    front = front_matter(text)
    return Document(
        id=sha256[:12], name=name, text=text, sha256=sha256, encoding=encoding,
        title=front.title, publisher=front.publisher, url=front.url,
    )  # fmt: skip


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
