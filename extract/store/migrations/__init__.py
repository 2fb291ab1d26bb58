"""How a store of an older form becomes one of today's: a revision for each form, run by Alembic."""
