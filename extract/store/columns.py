"""The types of the tables' columns: how a value of the models is kept. The same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Dialect, Text, TypeDecorator

from extract.models import Heading, Page, Place, Span, Told
from extract.models import Table as Grid


class Exact(TypeDecorator[Decimal]):
    """A Decimal as its digits: SQLite has no exact numbers of its own, and a float would change 1004.79."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Folded(TypeDecorator[Any]):
    """A small value that is only ever read whole, as JSON. Nothing is NULL, not the JSON word null."""

    impl = JSON
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value


class Words(Folded):
    """A tuple of words or numbers: rule names, headings, the two ends of a span."""

    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> list[Any] | None:
        return None if value is None else list(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Any, ...] | None:
        return None if value is None else tuple(value)


class ToldType(Folded):
    """A `Told` as [rule, words, start, end]."""

    cache_ok = True

    def process_bind_param(self, value: Told | None, dialect: Dialect) -> list[Any] | None:
        return None if value is None else [value.rule, value.words, value.start, value.end]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Told | None:
        return None if value is None else Told(*value)


class PlaceType(Folded):
    """A `Place` as a list of its fields, in their order."""

    cache_ok = True

    def process_bind_param(self, value: Place | None, dialect: Dialect) -> list[Any] | None:
        if value is None:
            return None
        return [value.name, value.full_name, value.code, value.level, value.parent, value.since, value.until]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Place | None:
        return None if value is None else Place(*value)


class TablesType(Folded):
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


class HeadingsType(Folded):
    """The headings that a document's format marks, each as [start, end, level]."""

    cache_ok = True

    def process_bind_param(self, value: tuple[Heading, ...] | None, dialect: Dialect) -> list[Any] | None:
        return [[each.start, each.end, each.level] for each in value] if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Heading, ...]:
        return tuple(Heading(*each) for each in value or ())


class PagesType(Folded):
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
