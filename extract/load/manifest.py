"""A manifest: a table (csv, xlsx) with a row a document, which says what its file does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from extract.errors import SourceError
from extract.load.csv import csv_table
from extract.load.given import NAMES, FaultError, Given, heading, of_record
from extract.load.readers import read_source


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
            rows[_normal(record["file"])] = of_record(record, "manifest")
        except FaultError as fault:
            message = f"Row {number} of the manifest “{path.name}” {fault}: mend it; the row is left out."
            facts = {"file": path.name, "row": number, "what": fault.chinese, "english": str(fault)}
            faults.append(SourceError("manifest_row", message, **facts))
    return Manifest(rows, tuple(faults))


def _records(
    text: str, tables: Sequence[Sequence[Sequence[tuple[int, int]]]], shown: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """(number of the row, its fields) of the first table that has a head with file names."""
    for table in tables:
        lines = [[text[start:end].strip() for start, end in row] for row in table]
        heads = [NAMES.get(heading(words), "") for words in lines[0]] if lines else []
        if "file" not in heads:
            continue
        for number, line in enumerate(lines[1:], 2):
            record = {head: words.replace('""', '"') for head, words in zip(heads, line, strict=True) if head}
            if any(record.values()):
                yield number, record
        return
    message = f"The manifest “{shown}” has no column of file names: a head of its first row must be “文件名” or “file”."
    raise SourceError("manifest", message, file=shown)


def _normal(path: str) -> str:
    """A path as it is compared: composed characters, slashes, nothing before its names."""
    return unicodedata.normalize("NFC", path).replace("\\", "/").removeprefix("./").strip("/ ")
