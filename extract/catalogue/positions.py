"""Where the tables and keys of a TOML source stand: tomllib reads the values, this finds their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Path = tuple[str | int, ...]
"""Keys, and positions in arrays of tables: ("reading_rooms", "rules", 0, "units")."""

_TOKEN = re.compile(
    r'"""(?s:.*?)(?<!\\)"""|\'\'\'(?s:.*?)\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}=\n]|[^\[\]{}=\n"\'#]+|.'
)
_KEY = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[^.\s]+')


def line_of(source: str, path: Path) -> int:
    """The line, from 1 on, of a value or of the nearest table around it; 0 where nothing of it is written."""
    known = positions(source)
    while path and path not in known:
        path = path[:-1]
    return known[path][0] if path else 0


@lru_cache(maxsize=8)
def positions(source: str) -> dict[Path, list[int]]:
    """Every table and key → the lines on which it is written: more than one where it is written twice."""
    found: dict[Path, list[int]] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for line, words in _statements(source):
        if words.startswith("["):
            table = _table(words, counts)
            found.setdefault(table, []).append(line)
        else:
            keys = _keys(words)
            for length in range(1, len(keys) + 1):
                found.setdefault((*table, *keys[:length]), []).append(line)
    return found


def _table(heading: str, counts: dict[Path, int]) -> Path:
    """The path of a heading, the number of its table included where it is one of several."""
    path: Path = ()
    *outer, last = _keys(heading.strip("[] \t"))
    for key in outer:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path] - 1)
    path = (*path, last)
    if heading.startswith("[["):
        counts[path] = counts.get(path, 0) + 1
        path = (*path, counts[path] - 1)
    return path


def _keys(words: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in _KEY.findall(words))


def _statements(source: str) -> Iterator[tuple[int, str]]:
    """The line of each heading or key = value, and the heading or the key."""
    line, begun, depth, words, value = 1, 0, 0, "", False
    for match in _TOKEN.finditer(source):
        token = match[0]
        if token == "\n" and depth == 0:
            if words.strip():
                yield begun, words.strip()
            words, value = "", False
        elif token == "=" and depth == 0:
            value = True
        elif value:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
        elif not token.startswith("#"):
            begun = begun if words.strip() else line
            words += token
        line += token.count("\n")
    if words.strip():
        yield begun, words.strip()
