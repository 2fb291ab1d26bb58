"""The tables of what people decide, of what is in doubt, and of what was: the same on SQLite and PostgreSQL."""

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
    Table,
    Text,
)

from extract.store.schema import document_column, figures, metadata

PACKED = JSON(none_as_null=True)

# The log: rows are added, and neither changed nor deleted. It names documents and outlives them.
decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601, to the millisecond"),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, comment="what was decided on, whatever becomes of its document"),
    Column("figure", Text, nullable=False, comment="the id that it had then"),
    Column("document", Text, nullable=False),
    Column("name", Text, nullable=False, comment="of the document's file"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("before", PACKED),
    Column("after", PACKED, comment="NULL for no figure"),
    Column("machine", PACKED, comment="the engine's reading of that time; NULL where it had none"),
    Column("why", Text, nullable=False),
    Column("reverts", Integer, comment="the number of the decision that is taken back"),
    Column("bulk", Integer, comment="the first number of those that were taken together"),
    CheckConstraint("kind IN ('accept', 'correct', 'reject', 'add', 'revert')", name="kind"),
    CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    Index("decisions_of_subject", "subject", "number"),
    Index("decisions_of_person", "who", "number"),
    Index("decisions_of_bulk", "bulk"),
    sqlite_autoincrement=True,
)

standings = Table(
    "standings",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("figure", Text, comment="its id today; NULL where its words are not found any more"),
    Column("document", Text, nullable=False, comment="where it stands, or stood last"),
    Column("name", Text, nullable=False, comment="of that document's file"),
    Column("status", Text, nullable=False),
    Column("number", Integer, nullable=False, comment="of the last entry of the log about it"),
    Index("standings_of_figure", "figure", unique=True),
    Index("standings_of_document", "document"),
    Index("standings_of_name", "name"),
    Index("standings_by_status", "status"),
    comment="what the log comes to, one row for each figure that it speaks of",
)

# What people say of figures, laid over the machine's rows of the same id.
decided = Table(
    "decided",
    metadata,
    *(
        Column(each.name, each.type, primary_key=each.name == "id", nullable=each.nullable)
        if each.name != "document"
        else document_column()
        for each in figures.c
    ),
    Column("mark", Text, nullable=False),
    Index("decided_of_document", "document", "start"),
    Index("decided_of_indicator", "indicator", "year", "place_code"),
)

doubts = Table(
    "doubts",
    metadata,
    Column("figure", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    document_column(),
    Column("weight", Float(53), nullable=False),
    Column("indicator", Text, nullable=False),
    Column("place", Text, nullable=False, comment="its code, or its name where it has none"),
    Column("facts", JSON, nullable=False, comment="what the reason in words is filled with"),
    Column("open", Boolean, nullable=False, comment="nobody has decided on the figure"),
    Column("first", Boolean, nullable=False, comment="the gravest of its figure"),
    # Each part of the queue in its order, and counted by reasons, from an index alone.
    Index("doubts_first", "open", "first", "weight", "figure"),
    Index("doubts_by_reason", "open", "reason", "weight", "figure"),
    Index("doubts_of_indicator", "indicator", "open", "first", "weight", "figure", "reason"),
    Index("doubts_of_place", "place", "open", "first", "weight", "figure", "reason"),
    Index("doubts_of_series", "indicator", "place"),
    Index("doubts_of_document", "document"),
)

stale = Table(
    "stale",
    metadata,
    Column("indicator", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    comment="series that have changed since they were last compared",
)

# Apart from `sentences`, whose index by hash is touched all over: one row a document until many are added at once.
uncompared = Table(
    "uncompared",
    metadata,
    document_column(primary=True),
    Column("sentences", PACKED, nullable=False, comment="figure, hash and year of each, as `sentences` will have them"),
    comment="documents whose sentences have not been looked for in others",
)

sentences = Table(
    "sentences",
    metadata,
    Column("figure", Text, primary_key=True),
    document_column(),
    Column("hash", BigInteger, nullable=False, comment="of the words of its sentence"),
    Column("year", Integer, nullable=False),
    Index("sentences_by_hash", "hash"),
    Index("sentences_of_document", "document"),
)

past = Table(
    "past",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("since", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("until", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("figures", LargeBinary, nullable=False, comment="JSON, compressed by zlib"),
    Index("past_by_time", "since", "until"),
    sqlite_autoincrement=True,
    comment="the machine's figures of documents that were replaced or removed since",
)

frozen = Table(
    "frozen",
    metadata,
    Column("name", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False, comment="UTC, ISO 8601"),
    Column("as_of", Text, nullable=False, comment="the moment whose values these are"),
    Column("note", Text, nullable=False),
    Column("cells", Integer, nullable=False),
)

frozen_cells = Table(
    "frozen_cells",
    metadata,
    Column("name", Text, ForeignKey("frozen.name", ondelete="CASCADE"), primary_key=True),
    Column("indicator", Text, primary_key=True),
    Column("cells", LargeBinary, nullable=False, comment="JSON, compressed by zlib"),
)
