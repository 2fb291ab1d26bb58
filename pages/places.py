"""The places by hierarchy, and all that is known of one of them."""

from __future__ import annotations

from pages.components import cards, links, placelist, profile, survey


def page() -> None:
    """The list of places, or the one that the address names."""
    place = links.first("place")
    if place and place in survey.places():
        profile.show(survey.places()[place])
        return
    if place and survey.inside(place):
        placelist.within(place)
        return
    cards.heading("places.title", "places.lead")
    if not survey.places():
        cards.empty("overview.empty")
        return
    if place:
        cards.nothing("places.unknown")
    placelist.show()


if __name__ == "__main__":
    from app import main

    main()
