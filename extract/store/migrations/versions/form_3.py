"""Parts of a year, what told a scope, and the tables and headings of documents."""

from extract.store.migrations.columns import add_missing

revision = "3"
down_revision = "2"


def upgrade() -> None:
    # Form 3 came in two halves, and there are stores of either.
    add_missing("figures", since="", until="", scope_told=None)
    add_missing("documents", tables=None, headings=None)
