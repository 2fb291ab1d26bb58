"""How figures are read, what the signs mean, how right they are as measured, and of which version all this is."""

from __future__ import annotations

from pages.components import about, cards


def page() -> None:
    """The method, with an example from the store."""
    cards.heading("about.title", "about.lead")
    about.steps()
    about.example()
    about.signs()
    about.confidence()
    about.accuracy()
    about.versions()
    about.rights()


if __name__ == "__main__":
    from app import main

    main()
