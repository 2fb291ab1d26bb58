"""Fewer indexes, and those by place and year first: what one document says lies together in them."""

import sqlalchemy as sa
from alembic import op

revision = "11"
down_revision = "10"

NAMES = (
    "place_id, year, indicator, scope, place, place_code, position, value, size, unit, bound, figures, others, "
    "disputed, mark"
)


def upgrade() -> None:
    op.drop_index("figures_of_cell", "figures")
    op.drop_index("figures_of_code", "figures")
    op.create_index("figures_of_spot", "figures", ["place_code", "year", "indicator"])
    op.drop_index("cells_of_year", "cells")
    if op.get_bind().dialect.name == "sqlite":
        _in_order()


def _in_order() -> None:
    """The cells of SQLite in the order of their key instead of that in which they came."""
    op.rename_table("cells", "cells_before")
    op.create_table(
        "cells",
        *_columns(sa.Text, "place_id"),
        *_columns(sa.Integer, "year"),
        *_columns(sa.Text, "indicator", "scope", "place", "place_code"),
        *_columns(sa.Integer, "position"),
        *_columns(sa.Text, "value"),
        sa.Column("size", sa.Float(53), nullable=False),
        *_columns(sa.Text, "unit", "bound"),
        *_columns(sa.JSON, "figures", "others"),
        *_columns(sa.Boolean, "disputed"),
        sa.Column("mark", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("place_id", "year", "indicator", "scope", name="pk_cells"),
        sqlite_with_rowid=False,
    )
    ordered = "ORDER BY place_id, year, indicator, scope"
    op.execute(f"INSERT INTO cells ({NAMES}) SELECT {NAMES} FROM cells_before {ordered}")
    op.drop_table("cells_before")
    op.create_index("cells_of_indicator", "cells", ["indicator", "year", "place_id"])


def _columns(kind: type, *names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, kind, nullable=False) for name in names]
