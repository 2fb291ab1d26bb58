"""What a person says of a document, which goes before all that its text tells; fields have Chinese and English names.

It comes from a table (`manifest`), from a file beside the document (`sidecar`) or from a form of the reader.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from extract.catalogue.gazetteer import gazetteer
from extract.clean import clean
from extract.errors import SourceError
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
    except FaultError as fault:
        message = f"What was given {fault}: mend it."
        raise SourceError("given", message, field="place", what=fault.chinese, english=str(fault)) from fault


def _told(document: Document, name: str) -> Told | None:
    told: Told | None = getattr(document, f"{name}_told")
    return told


class FaultError(ValueError):
    """What is wrong with a field, in English and in Chinese; whoever asked for it says where it stands."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


def _fault(english: str, chinese: str) -> FaultError:
    return FaultError(english, chinese)


def given_by(record: Mapping[str, str], rule: str) -> Given:
    """What a form says: field of FIELDS → words; raises SourceError("given"), which names the field that is wrong."""
    for name, words in record.items():
        try:
            of_record({name: words, **({"year": record.get("year", "")} if name == "place" else {})}, rule)
        except FaultError as fault:
            message = f"What you give {fault}: mend it."
            raise SourceError("given", message, field=name, what=fault.chinese, english=str(fault)) from fault
    return of_record(record, rule)


def of_record(record: Mapping[str, str], rule: str) -> Given:
    """What a row, a file or a form gives: field of FIELDS → words; raises FaultError for the first that is wrong."""
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


def heading(words: str) -> str:
    """The name of a field as NAMES has it."""
    return unicodedata.normalize("NFKC", words).strip("\ufeff \t*：:").lower()


def written(value: object) -> str:
    """A value of TOML or JSON as words; two years as a span."""
    return "—".join(map(str, value)) if isinstance(value, list) else str(value).strip()
