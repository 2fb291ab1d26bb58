"""Figures with their sources, out of the store and into files: for spreadsheets, for programs, and to read.

Everything is written a few rows at a time, from the store as it is at one moment, into a file beside the one that is
asked for; that one is replaced when the new one is whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from extract.errors import ExportError
from extract.exporting.columns import TABLES
from extract.exporting.rows import HOME, Export
from extract.exporting.survey import Selection, Survey, survey
from extract.store import Store

__all__ = ["FORMATS", "HOME", "TABLES", "Format", "Selection", "Survey", "export", "format_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a kind of file ends, what it is to a browser, and whether it holds one table of the three or all."""

    module: str
    ending: str
    mime: str
    one_table: bool = False

    @property
    def write(self) -> Callable[..., None]:
        """The function that writes it; its library is loaded only now."""
        found: Callable[..., None] = import_module(f"{__name__}.{self.module}").write
        return found


FORMATS = {
    "csv": Format("csv", ".csv", "text/csv", one_table=True),
    "xlsx": Format("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": Format("parquet", ".parquet", "application/vnd.apache.parquet", one_table=True),
    "json": Format("json", ".json", "application/json"),
    "datapackage": Format("package", ".zip", "application/zip"),
    "docx": Format("booklet", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def format_of(path: Path) -> str:
    """The format that the ending of a file names. Raises ExportError("no_format") where it names none."""
    for name, each in FORMATS.items():
        if path.name.lower().endswith(each.ending):
            return name
    endings = ", ".join(each.ending for each in FORMATS.values())
    message = f"“{path.name}” does not say which format is meant: add --format, or end it in one of {endings}."
    raise ExportError("no_format", message, file=path.name, endings=endings)


def export(
    store: Store,
    path: Path,
    format: str,
    selection: Selection | None = None,
    *,
    table: str = "cells",
    chinese: bool = False,
    home: str = HOME,
    machine: bool = False,
) -> Survey:
    """Write what is chosen to `path` in one of FORMATS, and say what it is.

    `table` is the one that a format of a single table holds; headings and sentences are in Chinese or English; `home`
    is the address of the dashboard that links lead to; `machine` puts what the machine alone reads beside each value.
    Raises ExportError where nothing is chosen or the format or the disk cannot take it, and StoreError where the store
    cannot be read; `path` is then what it was.
    """
    asked = selection or Selection()
    begun = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with store.moment() as moment:
            found = survey(moment, asked)
            which: dict[str, Any] = {"table": table} if FORMATS[format].one_table else {}
            _write(Export(moment, asked, found, chinese, home, machine), format, begun, which)
        _settle(begun, path)
    finally:
        begun.unlink(missing_ok=True)
    return found


def _write(job: Export, format: str, path: Path, which: dict[str, Any]) -> None:
    try:
        FORMATS[format].write(job, path, **which)
    except OSError as error:
        raise _unwritten(path, error) from error


def _settle(begun: Path, path: Path) -> None:
    try:
        begun.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> ExportError:
    reason = error.strerror or type(error).__name__
    message = f"“{path.parent}” does not take the file: {reason}. See that the folder is there and has room."
    return ExportError("export_not_written", message, path=str(path.parent), reason=reason)
