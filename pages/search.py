"""Words of the sources, and the figures beside them."""

from __future__ import annotations

from pages.components import cards


def page() -> None:
    cards.heading("search.title", "search.lead")


if __name__ == "__main__":
    from app import main

    main()
