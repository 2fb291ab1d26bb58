"""The panel's cells and what is counted of them are kept; documents can be listed by what they hold.

The new tables are left empty here, and the rules that filled them unsaid: the store fills them when it is opened.
"""

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"

GONE = ("figures_of_indicator", "figures_of_year", "figures_counting")
INDEXES = {
    "figures_of_cell": ("figures", "indicator", "year", "place_code", "place"),
    "documents_by_place": ("documents", "place_code", "place_name", "name", "id"),
    "documents_by_year": ("documents", "year", "name", "id"),
    "documents_by_figures": ("documents", "figures", "name", "id"),
    "documents_by_size": ("documents", "characters", "name", "id"),
    "documents_by_import": ("documents", "imported_at", "name", "id"),
    "documents_lacking": ("documents", "name", "id", "figures", "attributed", "undated", "unplaced"),
}
PLACE = {
    "sqlite": "json_extract(place, '$[{}]')",
    "postgresql": "place ->> {}",
}


def _columns(kind: type, *names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def upgrade() -> None:
    op.add_column("documents", sa.Column("place_name", sa.Text))
    op.add_column("documents", sa.Column("place_code", sa.Text, nullable=False, server_default=""))
    part = PLACE[op.get_bind().dialect.name]
    values = f"place_name = {part.format(1)}, place_code = coalesce({part.format(2)}, '')"
    op.execute(f"UPDATE documents SET {values} WHERE place IS NOT NULL")
    for name in GONE:
        op.drop_index(name, "figures")
    for name, (table, *columns) in INDEXES.items():
        op.create_index(name, table, columns)
    _tables()


def _tables() -> None:
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
        sa.PrimaryKeyConstraint("place_id", "year", "indicator", "scope", name="pk_cells"),
    )
    op.create_index("cells_of_indicator", "cells", ["indicator", "year", "place_id"])
    op.create_index("cells_of_year", "cells", ["year", "indicator"])
    op.create_table(
        "coverage",
        *_columns(sa.Text, "place_id", "place", "place_code"),
        *_columns(sa.Integer, "year"),
        *_columns(sa.BigInteger, "number"),
        sa.PrimaryKeyConstraint("place_id", "place", "year", name="pk_coverage"),
    )
    op.create_index("coverage_of_place", "coverage", ["place"])
    op.create_table(
        "tallies",
        *_columns(sa.Text, "what", "value"),
        *_columns(sa.BigInteger, "number"),
        sa.PrimaryKeyConstraint("what", "value", name="pk_tallies"),
    )
