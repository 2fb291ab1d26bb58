"""Who has which role in a shared installation."""

import sqlalchemy as sa
from alembic import op

revision = "9"
down_revision = "8"


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False, comment="checked e-mail address, or the provider's number"),
        sa.Column("role", sa.Text, nullable=False, comment="empty: it was taken away"),
        sa.Column("who", sa.Text, nullable=False, comment="who gave it"),
        sa.Column("at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
        sa.CheckConstraint("role IN ('', 'viewer', 'reviewer', 'curator', 'admin')", name=op.f("ck_members_role")),
        sa.PrimaryKeyConstraint("number", name="pk_members"),
        sqlite_autoincrement=True,
    )
    op.create_index("members_by_id", "members", ["id", "number"])
