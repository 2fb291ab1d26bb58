"""A figure knows the figure that it is a part of."""

from extract.store.migrations.columns import add_missing

revision = "2"
down_revision = "1"


def upgrade() -> None:
    # Some stores that call themselves of form 1 have it already.
    add_missing("figures", whole="")
