"""The ZIP archive inside a docx or xlsx file, opened with care: sizes are checked before anything is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from extract.errors import SourceError
from extract.load.archive import refuse_bomb
from extract.load.limits import limits
from extract.load.source import damaged, encrypted


class Container:
    """The parts of an Office file; `kind` is what an error calls it."""

    def __init__(self, data: bytes, shown: str, kind: str) -> None:
        self.shown, self.kind = shown, kind
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
            parts = self.archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise damaged(shown, kind) from error
        size, most = sum(part.file_size for part in parts), limits().unpacked
        if size > most:
            message = f"“{shown}” unpacks to {size:,} bytes, more than the limit of {most:,}: split it."
            raise SourceError("too_large", message, file=shown, size=size, limit=most)
        for part in parts:
            if part.flag_bits & 1:
                raise encrypted(shown, kind)
            refuse_bomb(part, shown)

    def holds(self, name: str) -> bool:
        return name in self.archive.NameToInfo

    def read(self, name: str) -> bytes:
        """The bytes of one part, never more than its entry promised; raises SourceError("damaged")."""
        try:
            return self.archive.read(name)
        except Exception as error:  # a broken stream ends in many ways: zlib.error, BadZipFile, EOFError, KeyError
            raise damaged(self.shown, self.kind) from error

    def xml(self, name: str) -> Any:
        """The root of one part; entities are not expanded and nothing is fetched."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise damaged(self.shown, self.kind) from error
        if root.getroottree().docinfo.doctype:  # no Office program writes one: only a hostile file has entities
            raise damaged(self.shown, self.kind)
        return root
