"""Parquet: one table with exact decimals; what there is to say stands in the metadata of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from extract.errors import ExportError
from extract.exporting.columns import MACHINE, Column, Record
from extract.exporting.json import dumped
from extract.exporting.rows import Export
from extract.exporting.survey import as_record

GROUP = 20_000
"""Rows of a group, which is all that is held in memory."""

WIDTHS = (38, 76)
"""Digits of Parquet's two kinds of exact numbers."""


def write(export: Export, path: Path, table: str = "cells") -> None:
    """One of TABLES. The numbers have the fewest digits that hold every one of them."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        message = "Parquet needs the package pyarrow: pip install pyarrow."
        raise ExportError("no_pyarrow", message) from error
    decimals = pa_decimal(pa, _numbers(export, table))
    about = dumped(as_record(export.survey, export.selection, export.chinese))
    types = [(column.name, _type(pa, column, decimals)) for column in export.columns(table)]
    schema = pa.schema(types, metadata={"shuchu": about.encode(), **_headings(export, table)})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _groups(export.rows(table)):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _headings(export: Export, table: str) -> dict[str, bytes]:
    zh = export.chinese
    return {each.name: f"{each.heading(zh)}: {each.holds(zh)}".encode() for each in export.columns(table)}


def _groups(rows: Iterator[Record]) -> Iterator[list[Record]]:
    while group := list(islice(rows, GROUP)):
        yield group


def _numbers(export: Export, table: str) -> Iterator[Decimal]:
    choice = export.selection.choice
    if table == "cells":
        yield from export.moment.cell_values(choice)
    elif table == "figures":
        yield from (each for pair in export.moment.values(choice) for each in pair if each is not None)
    if export.machine and table in MACHINE:
        yield from (each for row in export.rows(table) if isinstance(each := row["MACHINE_VALUE"], Decimal))


def pa_decimal(pa: Any, numbers: Iterable[Decimal]) -> Any:
    """The type that holds them all. Raises ExportError("too_many_digits") where there is none."""
    whole, behind = 1, 0
    for each in numbers:
        whole = max(whole, each.adjusted() + 1)
        behind = max(behind, -int(each.as_tuple().exponent))
    if whole + behind > WIDTHS[1]:
        message = f"Parquet holds numbers of {WIDTHS[1]} digits, and this selection needs more: choose csv or json."
        raise ExportError("too_many_digits", message, limit=WIDTHS[1])
    return pa.decimal128(WIDTHS[0], behind) if whole + behind <= WIDTHS[0] else pa.decimal256(WIDTHS[1], behind)


def _type(pa: Any, column: Column, decimals: Any) -> Any:
    kinds = {
        "list": pa.list_(pa.string()),
        "integer": pa.int64(),
        "year": pa.int32(),
        "number": decimals,
        "share": pa.float64(),
        "boolean": pa.bool_(),
    }
    return kinds.get(column.kind, pa.string())
