"""Decisions and what they come to, doubts, what was, and frozen states."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

revision = "7"
down_revision = "6"

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
JSON = sa.JSON(none_as_null=True)

metadata = sa.MetaData(naming_convention=NAMES)


def _columns(kind: Any, *names: str, nullable: bool = False) -> list[Column[Any]]:
    return [Column(name, kind, nullable=nullable) for name in names]


def _document() -> Column[str]:
    return Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)


def _key(*names: str) -> list[Column[str]]:
    return [Column(name, Text, primary_key=True) for name in names]


Table("documents", metadata, Column("id", Text, primary_key=True))
Table(
    "decisions", metadata, Column("number", Integer, primary_key=True),
    *_columns(Text, "at", "who", "kind", "subject", "figure", "document", "name"), *_columns(Integer, "start", "end"),
    *_columns(Text, "quote", "prefix", "suffix"), *_columns(JSON, "before", "after", "machine", nullable=True),
    *_columns(Text, "why"), *_columns(Integer, "reverts", "bulk", nullable=True),
    CheckConstraint("kind IN ('accept', 'correct', 'reject', 'add', 'revert')", name="kind"),
    CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    Index("decisions_of_subject", "subject", "number"), Index("decisions_of_person", "who", "number"),
    Index("decisions_of_bulk", "bulk"), sqlite_autoincrement=True,
)  # fmt: skip
Table(
    "standings", metadata, *_key("subject"), Column("figure", Text), *_columns(Text, "document", "name", "status"),
    *_columns(Integer, "number"), Index("standings_of_figure", "figure", unique=True),
    Index("standings_of_document", "document"), Index("standings_of_name", "name"),
    Index("standings_by_status", "status"),
)  # fmt: skip
Table(
    "decided", metadata, *_key("id"), _document(), *_columns(Integer, "start", "end"),
    *_columns(Text, "quote", "value", "unit", "bound", "indicator"), Column("value_max", Text),
    Column("year", Integer), Column("place", Text), *_columns(Text, "place_code", "scope", "since", "until"),
    *_columns(Boolean, "part", "plan", "dup", "narrow"), *_columns(Text, "whole"), *_columns(Float(53), "confidence"),
    *_columns(JSON, "rules"), *_columns(Text, "concept"), *_columns(JSON, "sentence", "paragraph", "headings"),
    *_columns(JSON, "indicator_told", "year_told", "place_told", "scope_told", nullable=True),
    *_columns(Boolean, "counting"), Column("page", Integer), *_columns(Text, "mark"),
    Index("decided_of_document", "document", "start"),
    Index("decided_of_indicator", "indicator", "year", "place_code"),
)  # fmt: skip
Table(
    "doubts", metadata, *_key("figure", "reason"), _document(), *_columns(Float(53), "weight"),
    *_columns(Text, "indicator", "place"), *_columns(sa.JSON, "facts"), *_columns(Boolean, "open", "first"),
    Index("doubts_first", "open", "first", "weight", "figure"),
    Index("doubts_by_reason", "open", "reason", "weight", "figure"),
    Index("doubts_of_indicator", "indicator", "open", "first", "weight", "figure", "reason"),
    Index("doubts_of_place", "place", "open", "first", "weight", "figure", "reason"),
    Index("doubts_of_series", "indicator", "place"),
    Index("doubts_of_document", "document"),
)  # fmt: skip
Table("stale", metadata, *_key("indicator", "place"))
Table(
    "sentences", metadata, *_key("figure"), _document(), *_columns(BigInteger, "hash"), *_columns(Integer, "year"),
    Index("sentences_by_hash", "hash"), Index("sentences_of_document", "document"),
)  # fmt: skip
Table(
    "past", metadata, Column("number", Integer, primary_key=True),
    *_columns(Text, "document", "name", "since", "until"), *_columns(LargeBinary, "figures"),
    Index("past_by_time", "since", "until"), sqlite_autoincrement=True,
)  # fmt: skip
Table("frozen", metadata, *_key("name"), *_columns(Text, "who", "at", "as_of", "note"), *_columns(Integer, "cells"))
Table(
    "frozen_cells", metadata,
    Column("name", Text, ForeignKey("frozen.name", ondelete="CASCADE"), primary_key=True),
    *_key("indicator"), *_columns(LargeBinary, "cells"),
)  # fmt: skip


def upgrade() -> None:
    op.add_column("cells", Column("mark", Text, nullable=False, server_default=""))
    made = [table for name, table in metadata.tables.items() if name != "documents"]
    metadata.create_all(op.get_bind(), tables=made, checkfirst=False)
