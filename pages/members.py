"""Who has which role, for administrators of a shared installation."""

from __future__ import annotations

from pages.components import access, cards, members


def page() -> None:
    """The list of members and a form to give a role; a sentence for everybody else."""
    cards.heading("members.title", "members.lead")
    access.require("administer")
    members.roles()
    members.table()
    members.form()


if __name__ == "__main__":
    from app import main

    main()
