"""The first form: documents with their texts, segments, rejections and figures."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def _json(*names: str, nullable: bool = True) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.JSON, nullable=nullable) for name in names]


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _flags(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean, nullable=False) for name in names]


def _document() -> sa.Column[str]:
    return sa.Column("document", sa.Text, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    key = sa.Column("key", sa.Text, primary_key=True)
    op.create_table("meta", key, *_text("value"), *_whole("number"))
    number = sa.Column("number", sa.Integer, primary_key=True)
    op.create_table("imports", number, *_text("document", "engine", "action", "at"))
    op.create_index("ix_imports_document", "imports", ["document"])
    _documents()
    _parts()
    _figures()


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, primary_key=True),
        *_text("name", "text", "sha256", "encoding", "title", "publisher", "url"),
        *_json("place", "place_told"),
        *_text("scope"),
        *_json("scope_told"),
        sa.Column("year", sa.Integer),
        *_json("year_told"),
        *_whole("characters"),
        *_text("engine", "imported_at"),
    )


def _parts() -> None:
    headings = _json("headings", nullable=False)
    op.create_table("segments", _document(), *_whole("start", "end"), *_text("kind"), *headings, *_whole("level"))
    op.create_table("rejections", _document(), *_whole("start", "end"), *_text("quote", "reason"))
    for table in ("segments", "rejections"):
        op.create_index(f"{table}_of_document", table, ["document", "start"])


def _figures() -> None:
    op.create_table(
        "figures",
        sa.Column("id", sa.Text, primary_key=True),
        _document(),
        *_whole("start", "end"),
        *_text("quote", "value", "unit", "bound", "indicator"),
        *_text("value_max", nullable=True),
        sa.Column("year", sa.Integer),
        *_text("place", nullable=True),
        *_text("place_code", "scope"),
        *_flags("part", "plan", "dup", "narrow"),
        sa.Column("confidence", sa.Float(53), nullable=False),
        *_json("rules", nullable=False),
        *_text("concept"),
        *_json("sentence", "paragraph", "headings", nullable=False),
        *_json("indicator_told", "year_told", "place_told"),
        *_flags("counting"),
    )
    op.create_index("figures_of_document", "figures", ["document", "start"])
    op.create_index("figures_of_indicator", "figures", ["indicator", "year", "place"])
    op.create_index("figures_of_place", "figures", ["place", "year"])
    op.create_index("figures_counting", "figures", ["counting", "place_code", "place", "year"])
