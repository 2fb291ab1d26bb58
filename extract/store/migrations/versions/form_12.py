"""Documents whose sentences wait to be looked for in others."""

import sqlalchemy as sa
from alembic import op

revision = "12"
down_revision = "11"


def upgrade() -> None:
    op.create_table(
        "uncompared",
        sa.Column("document", sa.Text, nullable=False),
        sa.Column(
            "sentences", sa.JSON, nullable=False, comment="figure, hash and year of each, as `sentences` will have them"
        ),
        sa.PrimaryKeyConstraint("document", name="pk_uncompared"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_uncompared_document", ondelete="CASCADE"),
        comment="documents whose sentences have not been looked for in others",
    )
