"""What several revisions do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def add_missing(table: str, **columns: str | None) -> None:
    """Add the columns that a table lacks: a word is the value of a text in every row so far, None that of a JSON."""
    known = {each["name"] for each in sa.inspect(op.get_bind()).get_columns(table)}
    for name, value in columns.items():
        if name in known:
            continue
        if value is None:
            op.add_column(table, sa.Column(name, sa.JSON))
        else:
            op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=value))
