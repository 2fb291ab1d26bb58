"""The command `export`: figures with their sources, out of the store and into a file."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.catalogue import catalogue
from extract.errors import ExportError
from extract.messages import in_chinese
from extract.run import complain

if TYPE_CHECKING:
    from extract.exporting import Selection

FORMATS = ("csv", "xlsx", "parquet", "json", "datapackage", "docx")
TABLES = ("cells", "figures", "sources")
YEARS = re.compile(r"(\d{4})(?:\s*[-–—]\s*(\d{4}))?")
STDOUT = Path("-")


def export(arguments: argparse.Namespace) -> int:
    """Write what is chosen to a file, and say what it is."""
    from extract.exporting import HOME, export, format_of
    from extract.exporting.survey import told
    from extract.keeping import opened

    asked = _selection(arguments)
    to_stdout = arguments.target == STDOUT
    format = arguments.format or ("csv" if to_stdout else format_of(arguments.target))
    settings = {"table": arguments.table, "chinese": in_chinese(), "home": arguments.link or HOME}
    settings["machine"] = arguments.machine
    store = opened(arguments)
    if to_stdout:
        found = _printed(store, format, asked, settings)
    else:
        found = export(store, arguments.target, format, asked, **settings)
    for line in told(found, asked, in_chinese()):
        complain(line)
    return 0


def _printed(store: Any, format: str, asked: Selection, settings: dict[str, Any]) -> Any:
    """Standard output gets the file when it is whole."""
    from extract.exporting import export

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        found = export(store, path, format, asked, **settings)
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                sys.stdout.buffer.write(chunk)
    return found


def _selection(arguments: argparse.Namespace) -> Selection:
    from extract.exporting import Selection

    return Selection(
        indicators=tuple(map(_indicator, arguments.indicator)) or None,
        places=tuple(arguments.place) or None,
        years=tuple(_years(arguments.year)) or None,
        scopes=tuple(arguments.scope) or None,
    )


def _indicator(name: str) -> str:
    """The code of an indicator that is named by its code or in either language."""
    for code, each in catalogue().indicators.items():
        if name in (code, each.zh) or name.lower() == each.en.lower():
            return code
    message = f"There is no indicator “{name}”: `catalogue` lists them."
    raise ExportError("no_such_indicator", message, name=name)


def _years(texts: Iterable[str]) -> list[int]:
    """2009 and 2005-2010 as years."""
    years: dict[int, None] = {}
    for text in texts:
        found = YEARS.fullmatch(text.strip())
        if not found:
            message = f"“{text}” is no year: write 2009, or 2005-2010."
            raise ExportError("no_year", message, text=text)
        first, last = int(found[1]), int(found[2] or found[1])
        years |= dict.fromkeys(range(min(first, last), max(first, last) + 1))
    return list(years)


def _list(help: str, metavar: str) -> dict[str, Any]:
    return {"action": "append", "default": [], "metavar": metavar, "help": f"{help}; may be repeated"}


TABLE_HELP = "what csv and parquet hold; default: cells"
FILE_HELP = "is replaced where it exists; - for standard output"
MACHINE_HELP = "beside each value what the program alone reads, whatever people have decided"
LINK_HELP = "address of the dashboard that links lead to; default: http://localhost:8501"

ARGUMENTS: list[tuple[str, str, dict[str, Any]]] = [
    ("export", "--format", {"choices": FORMATS, "help": "default: as FILE ends (.zip: datapackage)"}),
    ("export", "--table", {"choices": TABLES, "default": TABLES[0], "help": TABLE_HELP}),
    ("export", "--indicator", _list("code or name", "NAME")),
    ("export", "--place", _list("code or name", "NAME")),
    ("export", "--year", _list("a year, or years as 2005-2010", "YEAR")),
    ("export", "--scope", _list("scope as the sources call it, '' for none", "NAME")),
    ("export", "--machine", {"action": "store_true", "help": MACHINE_HELP}),
    ("export", "--link", {"metavar": "URL", "help": LINK_HELP}),
    ("export", "target", {"type": Path, "metavar": "FILE", "help": FILE_HELP}),
]
