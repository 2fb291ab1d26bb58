"""What a person should look at, one figure after the other; and what people have decided."""

from __future__ import annotations

from pages.components import batch, cards, decided, links, marking, queue

VIEWS = {
    "queue": queue.show,
    "bulk": batch.show,
    "add": marking.show,
    "mine": decided.mine,
    "contested": decided.contested,
    "orphans": decided.orphans,
    "agreement": decided.agreement,
    "frozen": decided.frozen,
}


def page() -> None:
    """The queue, or the view that the address names."""
    view = links.first("view")
    view = view if view in VIEWS else "queue"
    if view != "bulk":
        batch.leave()
    cards.heading("review.title", "review.lead")
    queue.views(view)
    VIEWS[view]()


if __name__ == "__main__":
    from app import main

    main()
