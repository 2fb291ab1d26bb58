"""The engine compiled ahead of time (`make native`), where it was built from these very sources.

A folder holds a binary for each compiled module and the checksums of the files that they were made of. Where one of
those has changed since, or nothing was built, everything is read from its .py, which is the same but slower.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent

VARIABLE = "SHUCHU_NATIVE"
"""Names another folder than the default; “off” for none."""

DEFAULT = ROOT / ".venv" / "native"

SUMS = "sources.sha256"
"""The checksums in that folder, as sha256sum writes them: one file of the sources a line."""

TOGETHER = "shuchu_native__mypyc"
"""The binary that holds all modules; those named after them only ask it for their part."""


def folder() -> Path | None:
    """Where the binaries are looked for; None where they are not wanted."""
    named = os.environ.get(VARIABLE, "")
    return None if named == "off" else Path(named or DEFAULT)


def fits(built: Path) -> bool:
    """Whether the binaries in a folder were made of the sources as they are now."""
    try:
        rows = (built / SUMS).read_text(encoding="utf-8").splitlines()
        told = (row.split("  ", 1) for row in rows)
        return bool(rows) and all(sha256((ROOT / name).read_bytes()).hexdigest() == digest for digest, name in told)
    except (OSError, ValueError):
        return False


def binaries(built: Path) -> dict[str, Path]:
    """Module → its binary, for this very Python; empty where they were built for another one."""
    ending = EXTENSION_SUFFIXES[0]
    found = (path.relative_to(built).as_posix() for path in built.rglob(f"*{ending}"))
    return {name.removesuffix(ending).replace("/", "."): built / name for name in found}


class _Finder(MetaPathFinder):
    """Finds the compiled modules before their sources are looked for."""

    def __init__(self, found: Mapping[str, Path]) -> None:
        self.found = found

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The binary of a module; None for one that is read from its source."""
        binary = self.found.get(fullname)
        return spec_from_file_location(fullname, binary) if binary else None


def install() -> None:
    """Have the compiled modules imported where they fit; called before any of them is."""
    built = folder()
    if built is None or not fits(built):
        return
    finder = _Finder(binaries(built))
    sys.meta_path.insert(0, finder)
    try:
        import_module(TOGETHER)
    except ImportError:  # built for another Python, or another system
        sys.meta_path.remove(finder)


def installed() -> bool:
    """Whether the compiled engine is in use."""
    return TOGETHER in sys.modules
