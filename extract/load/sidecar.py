"""A file beside a document that says what it is: ``report.meta.toml`` or ``report.meta.json``."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path, PurePath
from stat import S_ISREG

from extract.errors import SourceError
from extract.load.given import NAMES, FaultError, Given, heading, of_record, written

SIDECARS = (".meta.toml", ".meta.json")
LARGEST = 1 << 20
"""A file beside a document that is larger is none of ours."""


def beside(path: Path) -> Given | None:
    """What a file beside a document gives of it, None where there is none; raises SourceError("sidecar")."""
    whole = str(path)
    for ending in SIDECARS:
        for place in (whole + ending, whole.removesuffix(path.suffix) + ending):
            try:
                if _is_file(place):
                    return _sidecar(Path(place))
            except OSError as error:
                raise _sidecar_error(Path(place), error.strerror or "", "无法打开") from error
    return None


def _is_file(place: str) -> bool:
    """As Path.is_file, for each of the names that a file beside each document might have."""
    try:
        return S_ISREG(os.stat(place).st_mode)  # noqa: PTH116 (a Path takes longer to make than to ask)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False


def _sidecar(path: Path) -> Given:
    with path.open("rb") as stream:
        return sidecar(path, stream.read(LARGEST))


def sidecar(path: PurePath, data: bytes) -> Given:
    """What the file beside a document gives of it by its bytes; raises SourceError("sidecar")."""
    try:
        words = data.decode("utf-8-sig")
        record = tomllib.loads(words) if path.suffix == ".toml" else json.loads(words)
    except (ValueError, RecursionError) as error:
        raise _sidecar_error(path, f"is no {path.suffix[1:].upper()} ({error})", "格式有误") from error
    if not isinstance(record, dict):
        raise _sidecar_error(path, "holds no fields", "没有字段")
    known = {NAMES.get(heading(str(name)), ""): written(value) for name, value in record.items()}
    try:
        return of_record(known, "sidecar")
    except FaultError as fault:
        raise _sidecar_error(path, str(fault), fault.chinese) from fault


def _sidecar_error(path: PurePath, what: str, chinese: str) -> SourceError:
    message = f"“{path.name}”, which says what its document is, {what}: mend it or take it away."
    return SourceError("sidecar", message, file=path.name, what=chinese, english=what)
