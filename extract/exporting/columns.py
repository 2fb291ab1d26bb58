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


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its headings for people, what it holds, and its width in characters."""

    name: str
    kind: Kind
    width: int
    zh: str
    en: str
    about: str

    def heading(self, chinese: bool) -> str:
        return self.zh if chinese else self.en


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of one of TABLES, in their order."""
    return tuple(Column(**each) for each in _read()[table])


@cache
def _read() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
