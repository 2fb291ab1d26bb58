"""A Frictionless Data Package: three tables as CSV with their schema, and the figures as W3C annotations, in a zip."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path
from typing import IO, Any, cast

from extract.exporting.columns import TABLES, Column, Record
from extract.exporting.csv import write_rows
from extract.exporting.json import dumped, write_annotations
from extract.exporting.rows import Export
from extract.exporting.survey import as_record
from extract.exporting.words import say

TYPES = {"integer": "integer", "year": "year", "number": "number", "share": "number", "boolean": "boolean"}
KEYS: dict[str, Record] = {
    "cells": {"primaryKey": ["CELL"]},
    "figures": {
        "primaryKey": ["FIGURE"],
        "foreignKeys": [
            {"fields": ["CELL"], "reference": {"resource": "cells", "fields": ["CELL"]}},
            {"fields": ["DOCUMENT"], "reference": {"resource": "sources", "fields": ["DOCUMENT"]}},
        ],
    },
    "sources": {"primaryKey": ["DOCUMENT"]},
}
REQUIRED = {"FIGURE", "DOCUMENT", "INDICATOR", "OBS_VALUE", "BOUND", "OBS_STATUS", "REVIEW", "SHA256", "EXACT"}
PROFILE = "tabular-data-package"


def write(export: Export, path: Path) -> None:
    """The tables first and the descriptor last, as it names their sizes and digests."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        resources = [_table(archive, export, table) for table in TABLES]
        with Member(archive, "annotations.json") as member:
            write_annotations(export, member.stream)
        archive.writestr("datapackage.json", dumped(_descriptor(export, resources, member)) + "\n")
        archive.writestr("README.txt", "\n".join((say("title", export.chinese), "", *export.about(), "")))


class Member:
    """A text file of the archive, written as it comes; knows its size and digest when it is closed."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        self._raw = archive.open(name, "w", force_zip64=True)
        self._counted = Counted(self._raw)
        self.stream = io.TextIOWrapper(cast(IO[bytes], self._counted), encoding="utf-8", newline="", write_through=True)

    def __enter__(self) -> Member:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.flush()
        self.stream.detach()
        self._raw.close()

    def facts(self) -> Record:
        return {"bytes": self._counted.size, "hash": f"sha256:{self._counted.digest.hexdigest()}"}


class Counted(io.BufferedIOBase):
    """Passes bytes on, and counts them."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.size = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        self.digest.update(data)
        return self._target.write(data)


def _table(archive: zipfile.ZipFile, export: Export, table: str) -> Record:
    with Member(archive, f"{table}.csv") as member:
        write_rows(member.stream, export.columns(table), export.rows(table))
    fields = [_field(column, export.chinese) for column in export.columns(table)]
    return {
        "name": table,
        "title": say(table, export.chinese),
        "path": member.name,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **member.facts(),
        "dialect": {"delimiter": ",", "doubleQuote": True},
        "schema": {"fields": fields, "missingValues": [""], **KEYS[table]},
    }


def _field(column: Column, chinese: bool) -> Record:
    text = column.kind in ("string", "list", "link")
    about = [column.holds(chinese)]
    about += [say("parted", chinese)] if column.kind == "list" else []
    about += [say("defused", chinese)] if text else []
    field: Record = {
        "name": column.name,
        "type": TYPES.get(column.kind, "string"),
        "title": column.heading(chinese),
        "description": ("；" if chinese else "; ").join(about),
    }
    return {**field, "constraints": {"required": True}} if column.name in REQUIRED else field


def _descriptor(export: Export, resources: list[Record], annotations: Member) -> Record:
    survey = export.survey
    return {
        "profile": PROFILE,
        "name": "shuchu-" + re.sub(r"[^a-z0-9.-]", "-", survey.store.lower()),
        "title": say("title", export.chinese),
        "description": " ".join(export.about()),
        "created": survey.at,
        "version": survey.store,
        "shuchu": as_record(survey, export.selection, export.chinese),
        "resources": resources,
        "annotations": {"path": annotations.name, "conformsTo": "http://www.w3.org/ns/anno", **annotations.facts()},
    }
