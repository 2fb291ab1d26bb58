"""ZIP archives of documents: each file in one is a document of its own, “archive.zip/report.docx”.

Nothing is unpacked to disk and nothing larger than one document to memory. What a hostile archive tries (bombs, names
that climb out, archives without end) costs one sentence and leaves the other files alone.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from extract.errors import SourceError
from extract.load.kinds import HEAD, OFFICE, office_kind, zipped
from extract.load.limits import limits
from extract.load.source import damaged, encrypted

KIND = "a ZIP archive"
NESTED = ".zip"
_CLIMBS = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_HIDDEN = re.compile(r"(?:^|/)(?:\.(?!\./)|__MACOSX/|~\$)")
_BROKEN = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, KeyError)

_ONE_DOCUMENT = {*OFFICE, "[Content_Types].xml", "mimetype"}
"""A file with one of these entries is one document, and not an archive of several."""

RATIO_FROM = 1 << 20
"""From so many bytes on it is asked how far a part was packed together; a short one of blanks is no bomb."""

Outer = Path | bytes
"""Where an archive is: a file, or its bytes."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive: `inside` are the numbers of the entries that lead to it, `shown` its name."""

    outer: Outer
    inside: tuple[int, ...]
    shown: str


def is_archive(head: bytes, outer: Outer) -> bool:
    """Whether a file is an archive of documents, by its first bytes and, where these allow it, by what is in it."""
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(_stream(outer)) as archive:
            return not _ONE_DOCUMENT.intersection(archive.namelist())
    except _BROKEN:
        return zipped(head[:HEAD]) == KIND


def members(outer: Outer, shown: str, endings: tuple[str, ...]) -> Iterator[Member | SourceError]:
    """The documents of an archive in its order, archives within it opened, too; hidden files are left out.

    `endings` are those of documents, in small letters. What cannot be read is an error of its own.
    """
    walk = _Walk(outer, endings)
    try:
        found = list(walk.down(_opened(outer, shown), shown, ()))
    except SourceError as error:
        yield error
        return
    if not found:
        message = f"There are no documents in “{shown}”."
        yield SourceError("no_documents", message, file=shown)
    yield from found


def read(member: Member) -> bytes:
    """The bytes of one document; raises SourceError with the code damaged, encrypted, too_large or bomb."""
    stamp = member.outer.stat().st_mtime_ns if isinstance(member.outer, Path) else 0
    stream = _nested(member.outer, member.inside[:-1], member.shown, stamp)
    archive = _opened(stream, member.shown)
    with archive:
        return _bytes(archive, archive.infolist()[member.inside[-1]], member.shown)


@lru_cache(maxsize=1)
def _nested(outer: Outer, inside: tuple[int, ...], shown: str, stamp: int) -> Outer:
    """The archive that a document is in; the last one is kept, since its documents are read one after the other."""
    for number in inside:
        with _opened(outer, shown) as archive:
            outer = _bytes(archive, archive.infolist()[number], shown)
    return outer


def _opened(outer: Outer, shown: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(_stream(outer))
    except _BROKEN as error:
        raise damaged(shown, KIND) from error


def _stream(outer: Outer) -> Path | BytesIO:
    return outer if isinstance(outer, Path) else BytesIO(outer)


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> bytes:
    """What an entry unpacks to, never more than the limit of one document."""
    most = limits().bytes
    if entry.flag_bits & 1:
        raise encrypted(shown, "a file in a ZIP archive")
    refuse_bomb(entry, shown)
    if entry.file_size > most:
        message = f"“{shown}” has {entry.file_size:,} bytes, more than the limit of {most:,}: split it."
        raise SourceError("too_large", message, file=shown, size=entry.file_size, limit=most)
    try:
        with archive.open(entry) as stream:
            return stream.read(most)
    except Exception as error:  # a broken stream ends in many ways: zlib.error, BadZipFile, RuntimeError
        raise damaged(shown, KIND) from error


class _Walk:
    """One pass over an archive and those within it, counting what it finds against the limits."""

    def __init__(self, outer: Outer, endings: tuple[str, ...]) -> None:
        self.outer, self.endings, self.limits = outer, endings, limits()
        self.count = self.size = 0

    def down(self, archive: zipfile.ZipFile, shown: str, inside: tuple[int, ...]) -> Iterator[Member | SourceError]:
        with archive:
            for number, entry in enumerate(archive.infolist()):
                self._counted(entry, shown)
                name = member_name(entry)
                if not entry.is_dir() and not _HIDDEN.search(name):
                    yield from self._member(archive, entry, f"{shown}/{name}", (*inside, number))

    def _counted(self, entry: zipfile.ZipInfo, shown: str) -> None:
        self.count, self.size = self.count + 1, self.size + entry.file_size
        if self.count > self.limits.members:
            message = f"“{shown}” holds more than {self.limits.members:,} files: split it into smaller archives."
            raise SourceError("too_many_members", message, file=shown, limit=self.limits.members)
        if self.size > self.limits.archive:
            message = f"“{shown}” unpacks to more than {self.limits.archive:,} bytes: split it into smaller archives."
            raise SourceError("too_large", message, file=shown, size=self.size, limit=self.limits.archive)

    def _member(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str, inside: tuple[int, ...]
    ) -> Iterator[Member | SourceError]:
        name = shown.lower()
        if not name.endswith((NESTED, *self.endings)):
            return
        try:
            if _CLIMBS.search(member_name(entry)):
                message = f"“{shown}” climbs out of its archive by its name, and is left out: pack it anew."
                raise SourceError("climbs", message, file=shown)
            if not name.endswith(NESTED):
                yield Member(self.outer, inside, shown)
                return
            data = _bytes(archive, entry, shown)
            if office_kind(data):  # an Office file by the wrong name
                yield Member(self.outer, inside, shown)
                return
            if len(inside) >= self.limits.depth:
                message = f"“{shown}” is an archive within {len(inside)} others, the most that are opened: unpack it."
                raise SourceError("too_deep", message, file=shown, limit=self.limits.depth)
            yield from self.down(_opened(data, shown), shown, inside)
        except SourceError as error:
            if error.code == "too_many_members" or (error.code == "too_large" and self.size > self.limits.archive):
                raise
            yield error


def member_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; one that is not marked as UTF-8 is as its packer wrote it, mostly in GBK."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        written = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = written.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/").encode(errors="replace").decode()


def refuse_bomb(part: zipfile.ZipInfo, shown: str) -> None:
    """Raise SourceError("bomb") for what unpacks to far more than any document does."""
    most = limits().ratio
    if part.file_size > RATIO_FROM and part.file_size > most * max(1, part.compress_size):
        message = (
            f"“{shown}” is packed more than {most} to 1, as a file made to fill the memory is: "
            "pack its documents anew if they are what they should be."
        )
        raise SourceError("bomb", message, file=shown, limit=most, size=part.file_size)
