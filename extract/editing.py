"""An entry of the catalogue as a person edits it: its facts one by one, its rules and examples as TOML, and back.

In the part that is TOML the headings are short, ``[[rules]]`` and ``[[examples]]``; tables that the entry needs beside
itself, such as ``[units.classes]``, may stand there, too. Line for line it is what a file of a catalogue would hold.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from extract.catalogue import HERE, TABLES, TEXTS, checked
from extract.catalogue.faults import Fault
from extract.chosen import chosen
from extract.errors import CatalogueError
from extract.models import Nature

OWN = ("tables", "rules", "examples")
_HEADING = re.compile(r"\s*\[{1,2}\s*([A-Za-z0-9_]+)")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says. `low` and `high` are the ends of its plausible range, "" for none; `body` is TOML."""

    code: str
    zh: str = ""
    en: str = ""
    family: str = "other"
    unit: str = ""
    nature: Nature = "stock"
    definition_zh: str = ""
    definition_en: str = ""
    low: str = ""
    high: str = ""
    body: str = ""

    @property
    def words(self) -> list[str]:
        """Words of two and more characters that its rules ask for: what to look for in documents."""
        lines = (line for line in self.body.splitlines() if line.lstrip().startswith(("head", "left", "lead", "right")))
        return list(dict.fromkeys(word for line in lines for word in _WORD.findall(line)))


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault of an entry. `line` counts in its body from 1, 0 for what stands above; `text` is that line."""

    line: int
    text: str
    english: str
    chinese: str


def entry(code: str) -> Entry | None:
    """The entry as it is in use: of a catalogue of one's own, the last going first, else the built-in one."""
    files = (*reversed(chosen()), HERE / "indicators.toml")
    return next((found for each in files if (found := entry_of(code, each.read_text(encoding="utf-8-sig")))), None)


def built_in(code: str) -> Entry | None:
    """The entry that ships with the program, whatever has been made of it."""
    return entry_of(code, (HERE / "indicators.toml").read_text(encoding="utf-8"))


def entry_of(code: str, text: str) -> Entry | None:
    """The entry of this code in a file; None where there is none, or the file is no TOML."""
    table = _table(text)
    row = table.get(code)
    if code in TABLES or not isinstance(row, dict):
        return None
    facts = {name: str(row.get(name, "")) for name in TEXTS}
    low, high = row.get("plausible") or ("", "")
    body = "\n".join(_body(code, text.splitlines())).strip("\n")
    own = table.get("units", {}).get("classes", {}).get(code)
    units = f"\n\n[units.classes]\n{code} = {json.dumps(own, ensure_ascii=False)}" if own else ""
    return Entry(code=code, **facts, low=low, high=high, body=f"{body}{units}\n")  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def _table(text: str) -> dict[str, Any]:
    """What a file holds, nothing where it is no TOML; not to be changed."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _body(code: str, lines: Sequence[str]) -> Iterator[str]:
    """The lines of the entry's rules and examples, with the short headings."""
    inside = False
    kept: list[str] = []  # comments and blanks go with the heading below them
    for line in lines:
        if heading := _HEADING.match(line):
            inside = heading[1] == code and line.lstrip().startswith("[[")
            kept = kept if inside else []
        if inside:
            yield from kept
            kept = []
            if line.strip() and not line.lstrip().startswith("#"):
                yield line.replace(f"[[{code}.", "[[", 1) if heading else line
            else:
                kept = [line]


def composed(entry: Entry) -> tuple[str, int]:
    """The entry as a file of its own, and how many lines stand above its body."""
    texts = [(name, _text(value)) for name in TEXTS if (value := getattr(entry, name))]
    ends = f"[{_text(entry.low)}, {_text(entry.high)}]"
    rows = [*texts, *([("plausible", ends)] if entry.low or entry.high else [])]
    head = [f"[{entry.code}]", *(f"{name} = {value}" for name, value in rows), ""]
    body = [_long(line, entry.code) for line in entry.body.replace("\r\n", "\n").split("\n")]
    return "\n".join([*head, *body]).rstrip("\n") + "\n", len(head)


def _long(line: str, code: str) -> str:
    for name in OWN:
        if line.replace(" ", "").startswith(f"[[{name}]]"):
            return f"[[{code}.{name}]]"
    return line


def _text(text: str) -> str:
    """A text in quotation marks; JSON's are TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def wrong(entry: Entry) -> list[Wrong]:
    """All that is wrong in the entry, beside the catalogues that are in use."""
    text, above = composed(entry)
    lines = text.split("\n")
    found = []
    for fault in faults_of(text):
        line = fault.line - above
        told = lines[fault.line - 1].strip() if 0 < fault.line <= len(lines) else ""
        found.append(Wrong(max(line, 0), told, fault.sentence(False), fault.sentence(True)))
    return found


def faults_of(text: str) -> list[Fault]:
    """What is wrong in a catalogue of one's own beside those in use."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "entry.toml"
        path.write_text(text, encoding="utf-8")
        return [each for each in checked(*chosen(), path)[1] if each.file == path.name]


# The whole catalogue of a store


def merged(text: str, entry: Entry) -> str:
    """The catalogue `text` with this entry in it, in the place of the one of its code; all else as it is written.

    Raises CatalogueError where either is no TOML.
    """
    return added(text, composed(entry)[0])


def added(text: str, new: str) -> str:
    """The catalogue `text` with all that another one holds, which goes first."""
    whole, one = _parsed(text), _parsed(new)
    codes = [name for name in one if name not in TABLES]
    for name, item in one.items():
        if name in TABLES:
            _into(whole, name, item.unwrap())
        elif name in whole:
            whole[name] = item
        else:
            if whole.as_string().strip():
                whole.add(tomlkit.nl())
            whole.add(name, item)
    return _same(whole, {**_plain(text, codes), **{code: one[code].unwrap() for code in codes}})


def without(text: str, code: str) -> str:
    """The catalogue without this entry, and without the class of units that is called after it."""
    whole = _parsed(text)
    whole.pop(code, None)
    classes: Any = whole.get("units", {}).get("classes", {})
    classes.pop(code, None)
    return _same(whole, _plain(text, [code]))


def codes_of(text: str) -> list[str]:
    """The codes of the indicators that a catalogue of one's own has."""
    return [code for code in _parsed(text) if code not in TABLES]


def _parsed(text: str) -> Any:
    try:
        return tomlkit.parse(text)
    except (TOMLKitError, ValueError) as error:
        chinese = f"这里不合 TOML 的写法：{error}。"
        raise CatalogueError("catalogue", f"This is not TOML: {error}.", faults=chinese) from error


def _plain(text: str, but: Sequence[str]) -> dict[str, Any]:
    return {name: each for name, each in tomllib.loads(text).items() if name not in (*but, *TABLES)}


def _same(whole: Any, wanted: Mapping[str, Any]) -> str:
    """The text of the catalogue, which must say of its indicators what was put into it."""
    told = str(tomlkit.dumps(whole))
    made = {name: each for name, each in tomllib.loads(told).items() if name not in TABLES}
    if made != wanted:
        raise CatalogueError("catalogue", "The catalogue could not be put together.", faults="指标目录没能合并。")
    return told


def _into(table: Any, name: str, new: Any) -> None:
    """Put what a table holds into another, key by key."""
    if isinstance(new, dict) and name in table:
        for key, value in new.items():
            _into(table[name], key, value)
    else:
        table[name] = new
