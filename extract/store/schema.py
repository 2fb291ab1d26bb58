"""The tables, and the types of their columns. The same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from extract.models import Heading, Page, Place, Span, Told
from extract.models import Table as Grid

SCHEMA = 4
"""Raised with every change of the tables; a store with a higher number was written by a newer program."""


class Exact(TypeDecorator[Decimal]):
    """A Decimal as its digits: SQLite has no exact numbers of its own, and a float would change 1004.79."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class _Packed(TypeDecorator[Any]):
    """A small value that is only ever read whole, as JSON. Nothing is NULL, not the JSON word null."""

    impl = JSON
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)


class Words(_Packed):
    """A tuple of words or numbers: rule names, headings, the two ends of a span."""

    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> list[Any] | None:
        return None if value is None else list(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Any, ...] | None:
        return None if value is None else tuple(value)


class ToldType(_Packed):
    """A `Told` as [rule, words, start, end]."""

    cache_ok = True

    def process_bind_param(self, value: Told | None, dialect: Dialect) -> list[Any] | None:
        return None if value is None else [value.rule, value.words, value.start, value.end]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Told | None:
        return None if value is None else Told(*value)


class PlaceType(_Packed):
    """A `Place` as a list of its fields, in their order."""

    cache_ok = True

    def process_bind_param(self, value: Place | None, dialect: Dialect) -> list[Any] | None:
        if value is None:
            return None
        return [value.name, value.full_name, value.code, value.level, value.parent, value.since, value.until]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Place | None:
        return None if value is None else Place(*value)


class TablesType(_Packed):
    """The tables of a document, each as [start, end, rows, head, captions]; a row as its cells' ends in one list."""

    cache_ok = True

    def process_bind_param(self, value: tuple[Grid, ...] | None, dialect: Dialect) -> list[Any] | None:
        if not value:
            return None
        return [
            [each.start, each.end, [_flat(row) for row in each.rows], each.head, _flat(each.captions)] for each in value
        ]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Grid, ...]:
        return tuple(
            Grid(start, end, tuple(map(_paired, rows)), head, _paired(captions))
            for start, end, rows, head, captions in value or ()
        )


class HeadingsType(_Packed):
    """The headings that a document's format marks, each as [start, end, level]."""

    cache_ok = True

    def process_bind_param(self, value: tuple[Heading, ...] | None, dialect: Dialect) -> list[Any] | None:
        return [[each.start, each.end, each.level] for each in value] if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Heading, ...]:
        return tuple(Heading(*each) for each in value or ())


class PagesType(_Packed):
    """The pages of a document, each as [start, end, ocr]."""

    cache_ok = True

    def process_bind_param(self, value: tuple[Page, ...] | None, dialect: Dialect) -> list[Any] | None:
        return [[each.start, each.end, each.ocr] for each in value] if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Page, ...]:
        return tuple(Page(*each) for each in value or ())


def _flat(spans: Sequence[Span]) -> list[int]:
    return [end for span in spans for end in span]


def _paired(ends: Sequence[int]) -> tuple[Span, ...]:
    return tuple(zip(ends[::2], ends[1::2], strict=True))


metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("number", Integer, nullable=False),
    comment="'schema': number of the tables' form; 'data': number of writes so far, value tells this store from others",
)

imports = Table(
    "imports",
    metadata,
    Column("number", Integer, primary_key=True, comment="the data version that the write made"),
    Column("document", Text, nullable=False, index=True),
    Column("engine", Text, nullable=False),
    Column("action", Text, nullable=False, comment="added, replaced or removed"),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("place", PlaceType),
    Column("place_told", ToldType),
    Column("scope", Text, nullable=False),
    Column("scope_told", ToldType),
    Column("year", Integer),
    Column("year_told", ToldType),
    Column("tables", TablesType),
    Column("headings", HeadingsType),
    Column("pages", PagesType),
    Column("characters", Integer, nullable=False),
    Column("engine", Text, nullable=False),
    Column("imported_at", Text, nullable=False, comment="UTC, ISO 8601"),
)


def _document() -> Column[str]:
    return Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)


segments = Table(
    "segments",
    metadata,
    _document(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("headings", Words, nullable=False),
    Column("level", Integer, nullable=False),
    Index("segments_of_document", "document", "start"),
)

rejections = Table(
    "rejections",
    metadata,
    _document(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("rejections_of_document", "document", "start"),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Text, primary_key=True),
    _document(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("value", Exact, nullable=False),
    Column("unit", Text, nullable=False),
    Column("bound", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("value_max", Exact),
    Column("year", Integer),
    Column("place", Text),
    Column("place_code", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("since", Text, nullable=False, comment="first day of the part of the year, MM-DD"),
    Column("until", Text, nullable=False, comment="last day of the part of the year, MM-DD"),
    Column("part", Boolean, nullable=False),
    Column("plan", Boolean, nullable=False),
    Column("dup", Boolean, nullable=False),
    Column("narrow", Boolean, nullable=False),
    Column("whole", Text, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("rules", Words, nullable=False),
    Column("concept", Text, nullable=False),
    Column("sentence", Words, nullable=False),
    Column("paragraph", Words, nullable=False),
    Column("headings", Words, nullable=False),
    Column("indicator_told", ToldType),
    Column("year_told", ToldType),
    Column("place_told", ToldType),
    Column("scope_told", ToldType),
    Column("page", Integer),
    Column("counting", Boolean, nullable=False, comment="takes part in the panel"),
    Index("figures_of_document", "document", "start"),
    Index("figures_of_indicator", "indicator", "year", "place"),
    Index("figures_of_place", "place", "year"),
    Index("figures_counting", "counting", "place_code", "place", "year"),
)
