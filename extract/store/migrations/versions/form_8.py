"""What told a document's title, publisher and address, and by what another file with the same text is recognised."""

import sqlalchemy as sa
from alembic import op

from extract.store.likeness import likeness

revision = "8"
down_revision = "7"

MANY = 100
"""Texts that are in memory at a time."""


def upgrade() -> None:
    for name in ("title_told", "publisher_told", "url_told"):
        op.add_column("documents", sa.Column(name, sa.JSON))
    op.add_column("documents", sa.Column("likeness", sa.Text))
    op.create_index("documents_by_likeness", "documents", ["likeness"])
    bind = op.get_bind()
    ids = bind.execute(sa.text("SELECT id FROM documents ORDER BY id")).scalars().all()
    asked = sa.text("SELECT document, text FROM texts WHERE document IN :ids").bindparams(
        sa.bindparam("ids", expanding=True)
    )
    write = sa.text("UPDATE documents SET likeness = :likeness WHERE id = :id")
    for first in range(0, len(ids), MANY):
        found = bind.execute(asked, {"ids": ids[first : first + MANY]}).all()
        bind.execute(write, [{"id": row.document, "likeness": likeness(row.text)} for row in found])
