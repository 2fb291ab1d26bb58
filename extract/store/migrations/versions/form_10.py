"""The catalogues that were saved in the store, every version of them."""

import sqlalchemy as sa
from alembic import op

revision = "10"
down_revision = "9"


def upgrade() -> None:
    op.create_table(
        "catalogues",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False, comment="TOML; empty for none beside the built-in one"),
        sa.Column("digest", sa.Text, nullable=False, comment="SHA-256 of the text; empty for none"),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("indicator", sa.Text, nullable=False, comment="the code that was changed; empty for several"),
        sa.Column("restores", sa.Integer, comment="the number of the version that was brought back"),
        sa.PrimaryKeyConstraint("number", name="pk_catalogues"),
        sqlite_autoincrement=True,
    )
