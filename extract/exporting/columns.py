"""The tables of an export and their columns; what they are called and hold stands in columns.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["string", "list", "integer", "year", "number", "share", "boolean", "link"]
TABLES = ("cells", "figures", "sources")
Record = dict[str, object]
MACHINE = ("cells", "figures")
"""Those with values, beside which the machine's own can stand."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its headings for people, what it holds, and its width in characters."""

    name: str
    kind: Kind
    width: int
    zh: str
    en: str
    about: str
    about_zh: str

    def heading(self, chinese: bool) -> str:
        return self.zh if chinese else self.en

    def holds(self, chinese: bool) -> str:
        """What stands in it, in words."""
        return self.about_zh if chinese else self.about


@cache
def columns(table: str, machine: bool = False) -> tuple[Column, ...]:
    """The columns of one of TABLES, in their order; `machine` puts what the machine reads behind the value."""
    found = [Column(**each) for each in _read()[table]]
    if machine and table in MACHINE:
        behind = [each.name for each in found].index("OBS_VALUE") + 1
        found[behind:behind] = [Column(**each) for each in _read()["machine"]]
    return tuple(found)


@cache
def _read() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
