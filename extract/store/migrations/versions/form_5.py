"""The pages of a document, and the page that a figure begins on."""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    op.add_column("texts", sa.Column("pages", sa.JSON))
    op.add_column("figures", sa.Column("page", sa.Integer))
