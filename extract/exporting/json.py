"""JSON: one object with what there is to say, the values, the figures with their selectors, and the sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from extract.exporting.annotation import annotation, selectors
from extract.exporting.columns import TABLES, Record
from extract.exporting.rows import Export
from extract.exporting.survey import as_record
from extract.exporting.texts import number

LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
"""Characters that JSON allows in a text, though many readers end a line at them."""

QUOTED = ("EXACT", "PREFIX", "SUFFIX", "START", "END")


def write(export: Export, path: Path) -> None:
    """A row a line, so that even a large file can be looked at; numbers are exact."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{\n"about": ' + dumped(as_record(export.survey, export.selection, export.chinese)))
        for table in TABLES:
            stream.write(f',\n"{table}": ')
            write_list(stream, (shaped(table, row) for row in export.rows(table)))
        stream.write("\n}\n")


def shaped(table: str, row: Record) -> Record:
    """A figure has its words as W3C selectors, as annotations have."""
    if table != "figures":
        return row
    rest = {name: value for name, value in row.items() if name not in QUOTED}
    return {**rest, "selector": selectors(*(row[name] for name in QUOTED))}


def write_annotations(export: Export, stream: TextIO) -> None:
    """The figures as a W3C AnnotationPage."""
    known = {row["id"]: (row["sha256"], row["url"]) for row in export.moment.sources()}
    head = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage"}
    stream.write(dumped(head)[:-1] + ', "items": ')
    write_list(stream, (annotation(row, *known[row["DOCUMENT"]]) for row in export.rows("figures")))
    stream.write("}\n")


def write_list(stream: TextIO, rows: Iterator[Record]) -> None:
    stream.write("[")
    for place, row in enumerate(rows):
        stream.write((",\n" if place else "\n") + dumped(row))
    stream.write("\n]")


def dumped(value: object) -> str:
    """Any nesting of records, lists and texts; a float would change 1004.79, and a text would not be a number."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(name))}: {dumped(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(dumped, value)) + "]"
    if isinstance(value, Decimal):
        return number(value)
    return json.dumps(value, ensure_ascii=False).translate(LINE_ENDS)
