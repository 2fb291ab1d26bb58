"""What a person says of a document, which goes before all that its text tells: a manifest, or a file beside it.

A manifest is a table (csv, xlsx) with a row a document; what stands beside a document is ``report.meta.toml`` or
``report.meta.json``. Both know their fields by Chinese and English names.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import Any

from extract.catalogue.gazetteer import gazetteer
from extract.clean import clean
from extract.errors import SourceError
from extract.load.csv import csv_table
from extract.load.readers import read_source
from extract.models import Document, Place, Told

FIELDS = {
    "file": ("文件名", "文件", "文档", "文件名称", "file", "filename", "file name", "name", "path"),
    "place": ("地区", "地方", "地名", "行政区", "place", "area", "region", "ref_area"),
    "year": ("年份", "年度", "年", "year", "time_period"),
    "source": ("来源", "来源地址", "网址", "链接", "source", "url", "address", "link"),
    "title": ("标题", "题名", "名称", "篇名", "title"),
    "scope": ("范围", "口径", "统计范围", "scope"),
    "publisher": ("出版者", "出版单位", "发布单位", "发布机构", "出版社", "publisher"),
}
"""Each field → the names that it may go by."""

NAMES = {name: field for field, names in FIELDS.items() for name in names}
RULES = ("upload", "sidecar", "manifest", "person")
"""The rules of what a person has given: of all files of an upload, beside a document, in a table, in the reader."""

GIVEN = ("title", "place", "scope", "year", "publisher", "url")
"""What a person can say of a document."""

SIDECARS = (".meta.toml", ".meta.json")
LARGEST = 1 << 20
"""A file beside a document that is larger is none of ours."""

_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)(?:\.0)?\s*年?(?:度|鉴)?")
_YEARS = re.compile(r"((?:1[5-9]|20)\d\d)\s*年?\s*(?:[-—–~～至到/]+)\s*((?:1[5-9]|20)\d\d)\s*年?")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """What was given of a document; None and “” for what was not. `years` instead of one year: it has no one year.

    `rule` is that of RULES by which it was given, `rules` those of single fields of GIVEN that were given otherwise.
    """

    rule: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    scope: str | None = None
    place: Place | None = None
    place_words: str = ""
    year: int | None = None
    year_words: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether a field of GIVEN was given."""
        value = self.year_words if name == "year" else getattr(self, name)
        return value is not None if name in ("place", "scope") else bool(value)

    def rule_of(self, name: str) -> str:
        return self.rules.get(name, self.rule)

    def told(self, name: str) -> Told:
        """How a field that was given was told."""
        words = {"place": self.place_words, "year": self.year_words}
        return Told(self.rule_of(name), words[name] if name in words else str(getattr(self, name)))


def joined(first: Given | None, over: Given | None) -> Given | None:
    """Both together; what is in `over` goes before what is in `first`."""
    if first is None or over is None:
        return over or first
    names = [name for name in GIVEN if over.has(name)]
    values = {part: getattr(over, part) for name in names for part in PARTS.get(name, (name,))}
    rules = {name: (over if name in names else first).rule_of(name) for name in GIVEN}
    return replace(first, **values, rules={name: rule for name, rule in rules.items() if rule != first.rule})


def only(given: Given | None, rule: str) -> Given | None:
    """What was given by one rule; None for nothing."""
    names = [name for name in GIVEN if given and given.has(name) and given.rule_of(name) == rule]
    if given is None or not names:
        return None
    return Given(rule, **{part: getattr(given, part) for name in names for part in PARTS.get(name, (name,))})


PARTS = {"place": ("place", "place_words"), "year": ("year", "year_words")}
"""The fields of Given that belong to one of GIVEN, where it is not one of the same name."""


def with_given(document: Document, given: Given) -> Document:
    """The document with what was given of it; that is then not told from its text any more."""
    values: dict[str, Any] = {}
    for name in GIVEN:
        if given.has(name):
            values |= {name: getattr(given, name), f"{name}_told": given.told(name)}
    return replace(document, **values)


def given_of(document: Document) -> Given | None:
    """What was given of a document when it was read; None where nothing was.

    Of a document that was read before it was kept who told its title, publisher and url, they are taken for given
    where anything else was.
    """
    rules = {name: told.rule for name in GIVEN if (told := _told(document, name)) and told.rule in RULES}
    if not rules:
        return None
    first = next(iter(rules.values()))
    old = [name for name in ("title", "publisher", "url") if _told(document, name) is None]
    rules |= {name: first for name in old if getattr(document, name)}
    values: dict[str, Any] = {name: getattr(document, name) for name in rules}
    for name in ("place", "year"):
        if name in rules:
            values[f"{name}_words"] = (_told(document, name) or Told("")).words
    return Given(first, rules={name: rule for name, rule in rules.items() if rule != first}, **values)


def packed(given: Given | None) -> dict[str, Any]:
    """What was given as JSON can keep it, {} for nothing; `unpacked` makes it of that again."""
    if given is None:
        return {}
    kept = ("rule", "title", "publisher", "url", "scope", "place_words", "year", "year_words")
    return {name: getattr(given, name) for name in kept} | {"rules": dict(given.rules)}


def unpacked(row: Mapping[str, Any]) -> Given | None:
    """What `packed` was given; raises SourceError("given") where a place is not known any more."""
    if not row:
        return None
    try:
        return Given(**row, place=_place(row["place_words"], row["year"]))
    except _FaultError as fault:
        message = f"What was given {fault}: mend it."
        raise SourceError("given", message, field="place", what=fault.chinese, english=str(fault)) from fault


def _told(document: Document, name: str) -> Told | None:
    told: Told | None = getattr(document, f"{name}_told")
    return told


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest by the file that each names, and what is wrong in the others."""

    rows: Mapping[str, Given]
    faults: tuple[SourceError, ...] = ()

    def of(self, path: str) -> Given | None:
        """What is given of a file: the row that names most of its path, with or without its ending."""
        parts = _normal(path).split("/")
        for first in range(len(parts)):
            for name in ("/".join(parts[first:]), re.sub(r"\.[^./]{1,8}$", "", "/".join(parts[first:]))):
                if name in self.rows:
                    return self.rows[name]
        return None


def read_manifest(path: PurePath, data: bytes) -> Manifest:
    """The manifest in these bytes; raises SourceError("manifest") where it has no table that names files."""
    source = read_source(data, path.name)
    rows: dict[str, Given] = {}
    faults: list[SourceError] = []
    # Names and places alone are a manifest, though a document without a number has no table of figures.
    alone = csv_table(source.text, path.name, numbers=False) if not source.tables else None
    tables = [table.rows for table in (*source.tables, *([alone] if alone else ()))]
    for number, record in _records(source.text, tables, path.name):
        try:
            rows[_normal(record["file"])] = _given(record, "manifest")
        except _FaultError as fault:
            message = f"Row {number} of the manifest “{path.name}” {fault}: mend it; the row is left out."
            facts = {"file": path.name, "row": number, "what": fault.chinese, "english": str(fault)}
            faults.append(SourceError("manifest_row", message, **facts))
    return Manifest(rows, tuple(faults))


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
    known = {NAMES.get(_head(str(name)), ""): _words(value) for name, value in record.items()}
    try:
        return _given(known, "sidecar")
    except _FaultError as fault:
        raise _sidecar_error(path, str(fault), fault.chinese) from fault


def _sidecar_error(path: PurePath, what: str, chinese: str) -> SourceError:
    message = f"“{path.name}”, which says what its document is, {what}: mend it or take it away."
    return SourceError("sidecar", message, file=path.name, what=chinese, english=what)


class _FaultError(ValueError):
    """What is wrong with a field, in English and in Chinese."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


def _fault(english: str, chinese: str) -> _FaultError:
    return _FaultError(english, chinese)


def _records(
    text: str, tables: Sequence[Sequence[Sequence[tuple[int, int]]]], shown: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """(number of the row, its fields) of the first table that has a head with file names."""
    for table in tables:
        lines = [[text[start:end].strip() for start, end in row] for row in table]
        heads = [NAMES.get(_head(words), "") for words in lines[0]] if lines else []
        if "file" not in heads:
            continue
        for number, line in enumerate(lines[1:], 2):
            record = {head: words.replace('""', '"') for head, words in zip(heads, line, strict=True) if head}
            if any(record.values()):
                yield number, record
        return
    message = f"The manifest “{shown}” has no column of file names: a head of its first row must be “文件名” or “file”."
    raise SourceError("manifest", message, file=shown)


def given_by(record: Mapping[str, str], rule: str) -> Given:
    """What a form says: field of FIELDS → words; raises SourceError("given"), which names the field that is wrong."""
    for name, words in record.items():
        try:
            _given({name: words, **({"year": record.get("year", "")} if name == "place" else {})}, rule)
        except _FaultError as fault:
            message = f"What you give {fault}: mend it."
            raise SourceError("given", message, field=name, what=fault.chinese, english=str(fault)) from fault
    return _given(record, rule)


def _given(record: Mapping[str, str], rule: str) -> Given:
    source = record.get("source", "")
    publisher = record.get("publisher", "")
    year, year_words = _year(record.get("year", ""))
    if rule == "manifest" and not record.get("file"):
        raise _fault("names no file", "没有写文件名")
    return Given(
        rule,
        title=record.get("title", ""),
        publisher=publisher or ("" if _ADDRESS.match(source) else source),
        url=source if _ADDRESS.match(source) else "",
        scope=_scope(record.get("scope", "")),
        place=_place(record.get("place", ""), year),
        place_words=record.get("place", ""),
        year=year,
        year_words=year_words,
    )


def _year(words: str) -> tuple[int | None, str]:
    if not words:
        return None, ""
    plain = clean(words).strip()
    if match := _YEAR.fullmatch(plain):
        return int(match[1]), words
    if _YEARS.fullmatch(plain):
        return None, words
    raise _fault(f"has “{words}” for a year", f"的年份“{words}”不是年份")


def _scope(words: str) -> str | None:
    """“” (the whole area) where that is what is written, None where nothing is."""
    return None if not words else "" if words in ("全域", "全市", "全县", "全区", "全省", "whole area") else words


def _place(words: str, year: int | None) -> Place | None:
    """The area of a name, a short name, a chain of names (山东省潍坊市) or a code; None for no words."""
    plain = clean(words).replace(" ", "").strip()
    if not plain:
        return None
    table = gazetteer()
    code = table.by_code.get(plain, ())
    if found := table.choose(code, year) if code else table.resolve(plain, year):
        return found
    if any((each.start, each.end) == (0, len(plain)) for each in table.find(plain)):
        raise _fault(
            f"has the place “{words}”, which several areas are called", f"的地区“{words}”不止一个，请写全称或代码"
        )
    raise _fault(f"has the place “{words}”, which is not known", f"的地区“{words}”查无此地")


def _head(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip("\ufeff \t*：:").lower()


def _words(value: object) -> str:
    return "—".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def _normal(path: str) -> str:
    """A path as it is compared: composed characters, slashes, nothing before its names."""
    return unicodedata.normalize("NFC", path).replace("\\", "/").removeprefix("./").strip("/ ")
