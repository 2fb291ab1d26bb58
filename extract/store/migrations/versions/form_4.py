"""Texts and sources in tables of their own, imports with a report, checks, and an index of words.

Every table is made anew under named constraints and filled from the old one, which then goes.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Boolean, CheckConstraint, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, Text

revision = "4"
down_revision = "3"

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
JSON = sa.JSON(none_as_null=True)
OLD = ("meta", "imports", "documents", "segments", "rejections", "figures")
INDEXES = {
    "imports": ["ix_imports_document"],
    "segments": ["segments_of_document"],
    "rejections": ["rejections_of_document"],
    "figures": ["figures_of_document", "figures_of_indicator", "figures_of_place", "figures_counting"],
}

metadata = sa.MetaData(naming_convention=NAMES)


def _columns(kind: Any, *names: str, nullable: bool = False) -> list[Column[Any]]:
    return [Column(name, kind, nullable=nullable) for name in names]


def _document(primary: bool = False) -> Column[str]:
    link = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document", Text, link, nullable=False, primary_key=primary)


def _span(least: str = ">") -> CheckConstraint:
    return CheckConstraint(f'"start" >= 0 AND "end" {least} "start"', name="span")


Table("meta", metadata, Column("key", Text, primary_key=True), *_columns(Text, "value"), *_columns(Integer, "number"))
Table(
    "batches", metadata, Column("number", Integer, primary_key=True),
    *_columns(Text, "who"), *_columns(JSON, "what"), *_columns(Text, "engine", "since"),
    Column("until", Text), Column("report", JSON), sqlite_autoincrement=True,
)  # fmt: skip
Table(
    "imports", metadata, Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False, index=True), *_columns(Text, "engine", "action", "at"),
    Column("batch", Integer, ForeignKey("batches.number", ondelete="SET NULL"), index=True),
    CheckConstraint("action IN ('added', 'replaced', 'removed')", name="action"),
)  # fmt: skip
Table(
    "documents", metadata, Column("id", Text, primary_key=True),
    *_columns(Text, "name", "sha256", "encoding", "title", "publisher", "url"),
    *_columns(JSON, "place", "place_told", nullable=True), *_columns(Text, "scope"),
    Column("scope_told", JSON), Column("year", Integer), Column("year_told", JSON),
    *_columns(Integer, "characters", "figures", "attributed", "counted", "unplaced", "undated"),
    *_columns(Text, "engine", "imported_at"),
    CheckConstraint("characters >= 0 AND figures >= 0", name="counts"),
    Index("documents_by_name", "name", "id"), Index("documents_by_engine", "engine"),
)  # fmt: skip
Table("texts", metadata, _document(True), *_columns(Text, "text"), *_columns(JSON, "tables", "headings", nullable=True))
Table("sources", metadata, _document(True), *_columns(Integer, "size"), *_columns(LargeBinary, "data"))
Table(
    "segments", metadata, Column("id", Integer, primary_key=True), _document(),
    *_columns(Integer, "start", "end"), *_columns(Text, "kind"), *_columns(JSON, "headings"),
    *_columns(Integer, "level"),
    CheckConstraint("kind IN ('heading', 'paragraph', 'furniture', 'table')", name="kind"), _span(">="),
    Index("segments_of_document", "document", "start"), sqlite_autoincrement=True,
)  # fmt: skip
Table(
    "rejections", metadata, _document(), *_columns(Integer, "start", "end"), *_columns(Text, "quote", "reason"),
    _span(), Index("rejections_of_document", "document", "start"),
)  # fmt: skip
Table(
    "figures", metadata, Column("id", Text, primary_key=True), _document(), *_columns(Integer, "start", "end"),
    *_columns(Text, "quote", "value", "unit", "bound", "indicator"), Column("value_max", Text),
    Column("year", Integer), Column("place", Text), *_columns(Text, "place_code", "scope", "since", "until"),
    *_columns(Boolean, "part", "plan", "dup", "narrow"), *_columns(Text, "whole"), *_columns(Float(53), "confidence"),
    *_columns(JSON, "rules"), *_columns(Text, "concept"), *_columns(JSON, "sentence", "paragraph", "headings"),
    *_columns(JSON, "indicator_told", "year_told", "place_told", "scope_told", nullable=True),
    *_columns(Boolean, "counting"), _span(), CheckConstraint("bound IN ('eq', 'gt', 'lt', 'approx')", name="bound"),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
    Index("figures_of_document", "document", "start"),
    Index("figures_of_indicator", "indicator", "year", "place_code"),
    Index("figures_of_place", "place", "year"), Index("figures_of_code", "place_code", "year"),
    Index("figures_of_year", "year", "indicator"),
    Index("figures_counting", "counting", "place_code", "place", "year"),
)  # fmt: skip

COUNTS = """
    SELECT document, count(*) AS figures, sum(CASE WHEN indicator <> 'other' THEN 1 ELSE 0 END) AS attributed,
           sum(CASE WHEN counting THEN 1 ELSE 0 END) AS counted,
           sum(CASE WHEN place IS NULL THEN 1 ELSE 0 END) AS unplaced,
           sum(CASE WHEN year IS NULL THEN 1 ELSE 0 END) AS undated
    FROM old_figures GROUP BY document
"""
COUNTED = ("figures", "attributed", "counted", "unplaced", "undated")
WORDS = {
    "sqlite": [
        "CREATE VIRTUAL TABLE words USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')",
    ],
    "postgresql": [
        "CREATE TABLE words (segment INTEGER CONSTRAINT pk_words PRIMARY KEY"
        " CONSTRAINT fk_words_segment REFERENCES segments (id) ON DELETE CASCADE, grams INTEGER[] NOT NULL)",
        "CREATE INDEX words_by_gram ON words USING gin (grams)",
    ],
}


def upgrade() -> None:
    for table in OLD:
        for index in INDEXES.get(table, ()):
            op.drop_index(index, table)
        op.rename_table(table, f"old_{table}")
    metadata.create_all(op.get_bind(), checkfirst=False)
    for table in OLD:
        _copy(table)
    long = "text, tables, headings"
    op.execute(f"INSERT INTO texts (document, {long}) SELECT id, {long} FROM old_documents")
    for table in reversed(OLD):
        op.drop_table(f"old_{table}")
    for statement in WORDS[op.get_bind().dialect.name]:
        op.execute(statement)


def _copy(table: str) -> None:
    """Every row of the old table, in its order; what the new one has more is counted, or left empty."""
    bind = op.get_bind()
    known = {each["name"] for each in sa.inspect(bind).get_columns(f"old_{table}")}
    quote = bind.dialect.identifier_preparer.quote
    kept = [quote(column.name) for column in metadata.tables[table].c if column.name in known]
    source, values = f"old_{table}", list(kept)
    if table == "documents":
        source = f"old_documents LEFT JOIN ({COUNTS}) AS found ON found.document = old_documents.id"
        values = [f"old_documents.{each}" for each in kept] + [f"coalesce(found.{each}, 0)" for each in COUNTED]
        kept = [*kept, *COUNTED]
    order = ' ORDER BY document, "start"' if table == "segments" else ""
    op.execute(f"INSERT INTO {table} ({', '.join(kept)}) SELECT {', '.join(values)} FROM {source}{order}")
