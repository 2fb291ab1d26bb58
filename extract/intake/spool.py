"""Uploaded files on the disk until they are read, under names that cannot lead out of their folder."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

PREFIX = "shuchu-upload-"
ODD = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
LONGEST = 180
"""Bytes of one part of a name; file systems take 255."""

PARTS = 8
"""Folders that are kept of a name, the innermost ones."""


class Spool:
    """A folder of uploaded files. Two of one name stand beside each other."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))

    def add(self, name: str, data: bytes | memoryview) -> str:
        """Write a file; the name by which it is known from now on."""
        known = safe_name(name)
        number = 0
        while True:
            path = self.folder / str(number) / known
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    file.write(data)
                return known
            except (FileExistsError, NotADirectoryError, IsADirectoryError):  # a/b where a is a file
                number += 1

    def files(self) -> Iterator[tuple[Path, str]]:
        """(where it is, its name) of every file, by name."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        named = ((path, path.relative_to(self.folder).as_posix().split("/", 1)[1]) for path in found)
        yield from sorted(named, key=lambda each: (each[1], each[0]))

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """A relative path without steps upwards, control characters, halves of characters or parts that are too long."""
    plain = ODD.sub("_", name.encode(errors="replace").decode()).replace("\\", "/")
    parts = [part.strip() for part in PurePosixPath(plain).parts if part.strip() not in ("", ".", "..", "/")]
    return "/".join(_cut(part) for part in parts[-PARTS:]) or "file"


def _cut(part: str) -> str:
    """A name short enough for every file system, its ending kept."""
    if len(part.encode()) <= LONGEST:
        return part
    ending = Path(part).suffix if len(Path(part).suffix.encode()) < 16 else ""
    return part.encode()[: LONGEST - len(ending.encode())].decode(errors="ignore") + ending


def sweep() -> None:
    """Take away what uploads of processes that are gone have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        number = folder.name.removeprefix(PREFIX).split("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is another user's
        return True
    return True
