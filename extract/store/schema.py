"""The tables, the same on SQLite and PostgreSQL; only the index of words is each one's own (`search`)."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from extract.store.columns import Exact, HeadingsType, PagesType, PlaceType, TablesType, ToldType, Words

SCHEMA = 12
"""Number of the tables' form, and of the last migration. A store with a higher one is a newer program's."""

# Names of constraints that do not depend on the database, so that a migration can speak of them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

metadata = MetaData(naming_convention=NAMES)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("number", Integer, nullable=False),
    comment="'schema': number of the tables' form; 'data': number of writes so far, value tells this store from "
    "others; 'search': how the words of the index were made; 'panel': by which rules and catalogue the cells were",
)

alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

batches = Table(
    "batches",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("who", Text, nullable=False, comment="user@machine"),
    Column("what", Words, nullable=False, comment="the paths that were named"),
    Column("engine", Text, nullable=False),
    Column("since", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("until", Text, comment="UTC, ISO 8601; NULL while it runs, and where it was cut short"),
    Column("report", JSON(none_as_null=True), comment="how many were added, there already and failed, and why"),
    sqlite_autoincrement=True,
)

members = Table(
    "members",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, comment="checked e-mail address, or the provider's number"),
    Column("role", Text, nullable=False, comment="empty: it was taken away"),
    Column("who", Text, nullable=False, comment="who gave it"),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601"),
    CheckConstraint("role IN ('', 'viewer', 'reviewer', 'curator', 'admin')", name="role"),
    Index("members_by_id", "id", "number"),
    sqlite_autoincrement=True,
)

# The store's own catalogue: rows are added, and neither changed nor deleted. The last one counts.
catalogues = Table(
    "catalogues",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False, comment="TOML; empty for none beside the built-in one"),
    Column("digest", Text, nullable=False, comment="SHA-256 of the text; empty for none"),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("why", Text, nullable=False),
    Column("indicator", Text, nullable=False, comment="the code that was changed; empty for several"),
    Column("restores", Integer, comment="the number of the version that was brought back"),
    sqlite_autoincrement=True,
)

imports = Table(
    "imports",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="the data version that the write made"),
    Column("document", Text, nullable=False, index=True),
    Column("engine", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("batch", Integer, ForeignKey("batches.number", ondelete="SET NULL"), index=True),
    CheckConstraint("action IN ('added', 'replaced', 'removed')", name="action"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
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
    Column("characters", Integer, nullable=False),
    Column("figures", Integer, nullable=False, comment="how many it has, as are the four below"),
    Column("attributed", Integer, nullable=False, comment="with an indicator"),
    Column("counted", Integer, nullable=False, comment="in the panel"),
    Column("unplaced", Integer, nullable=False),
    Column("undated", Integer, nullable=False),
    Column("engine", Text, nullable=False),
    Column("imported_at", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("place_name", Text, comment="the full name of the place, as its figures carry it"),
    Column("place_code", Text, nullable=False, server_default=""),
    Column("title_told", ToldType),
    Column("publisher_told", ToldType),
    Column("url_told", ToldType),
    Column("likeness", Text, comment="the same of texts that differ only in blanks and in how they are encoded"),
    CheckConstraint("characters >= 0 AND figures >= 0", name="counts"),
    Index("documents_by_name", "name", "id"),
    Index("documents_by_engine", "engine"),
    Index("documents_by_place", "place_code", "place_name", "name", "id"),
    Index("documents_by_year", "year", "name", "id"),
    Index("documents_by_figures", "figures", "name", "id"),
    Index("documents_by_size", "characters", "name", "id"),
    Index("documents_by_import", "imported_at", "name", "id"),
    # Which documents hold the n-th figure that lacks something is told from this index alone.
    Index("documents_lacking", "name", "id", "figures", "attributed", "undated", "unplaced"),
    Index("documents_by_likeness", "likeness"),
)


def document_column(primary: bool = False) -> Column[str]:
    """The document that a row belongs to, and goes with."""
    link = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document", Text, link, nullable=False, primary_key=primary)


# Apart from `documents`, so that a list of documents need not pass over their texts.
texts = Table(
    "texts",
    metadata,
    document_column(primary=True),
    Column("text", Text, nullable=False),
    Column("tables", TablesType),
    Column("headings", HeadingsType),
    Column("pages", PagesType),
)

sources = Table(
    "sources",
    metadata,
    document_column(primary=True),
    Column("size", Integer, nullable=False, comment="bytes before compression"),
    Column("data", LargeBinary, nullable=False, comment="the file as it was read, compressed by zlib"),
    comment="files that cannot be had back by encoding their text",
)

segments = Table(
    "segments",
    metadata,
    Column("id", Integer, primary_key=True),
    document_column(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("headings", Words, nullable=False),
    Column("level", Integer, nullable=False),
    CheckConstraint("kind IN ('heading', 'paragraph', 'furniture', 'table')", name="kind"),
    CheckConstraint('"start" >= 0 AND "end" >= "start"', name="span"),
    Index("segments_of_document", "document", "start"),
    sqlite_autoincrement=True,  # the index of words must never find a new segment under an old number
)

rejections = Table(
    "rejections",
    metadata,
    document_column(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    Index("rejections_of_document", "document", "start"),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Text, primary_key=True),
    document_column(),
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
    Column("counting", Boolean, nullable=False, comment="takes part in the panel"),
    Column("page", Integer, comment="counted from 1; NULL where the format has no pages"),
    CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    CheckConstraint("bound IN ('eq', 'gt', 'lt', 'approx')", name="bound"),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
    Index("figures_of_document", "document", "start"),
    # By place and year first: what one document says lies together, so that it is written at a few places of a large
    # store. What is asked of an indicator alone is asked of the cells.
    Index("figures_of_spot", "place_code", "year", "indicator"),
    Index("figures_of_place", "place", "year"),
)

# The panel and what is counted of it are kept beside the figures that they come from: `panel_rows` writes them.
cells = Table(
    "cells",
    metadata,
    Column("place_id", Text, nullable=False, comment="its code, or its name where it has none"),
    Column("year", Integer, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("place_code", Text, nullable=False),
    Column("position", Integer, nullable=False, comment="of the indicator in the catalogue"),
    Column("value", Exact, nullable=False),
    Column("size", Float(53), nullable=False, comment="the value, to sort by"),
    Column("unit", Text, nullable=False),
    Column("bound", Text, nullable=False),
    Column("figures", Words, nullable=False, comment="ids of those that the value is made of"),
    Column("others", Words, nullable=False, comment="ids of those that state the same cell elsewhere"),
    Column("disputed", Boolean, nullable=False),
    Column("mark", Text, nullable=False, server_default="", comment="what people have decided of its figures"),
    PrimaryKeyConstraint("place_id", "year", "indicator", "scope"),
    Index("cells_of_indicator", "indicator", "year", "place_id"),
    sqlite_with_rowid=False,  # in the order of the key, for the same reason
)

coverage = Table(
    "coverage",
    metadata,
    Column("place_id", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("place_code", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("place_id", "place", "year"),
    Index("coverage_of_place", "place"),
    comment="how many cells a place has in a year",
)

tallies = Table(
    "tallies",
    metadata,
    Column("what", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("what", "value"),
    comment="'indicator', 'scope', 'year', 'place' (code|name), 'family …' and 'disputed …' (place|year): how many "
    "cells each has; "
    "'documents': what their counts sum up to",
)
