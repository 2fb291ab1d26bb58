"""What is loaded, where it has values, and what could not be told."""

from __future__ import annotations

from pages.components import cards, data, links, tables, words

SHOWN = 12


def page() -> None:
    """总览."""
    documents = data.documents()
    cards.heading("overview.title", "overview.lead")
    if not documents:
        cards.empty("overview.empty")
        return
    cards.metrics(documents, data.places(), data.years())

    cards.section("overview.coverage", "overview.coverage_lead")
    tables.coverage(data.coverage())

    cards.section("overview.headlines", "overview.headlines_lead")
    for document in documents[:SHOWN]:
        cards.headlines(document, data.headlines(document.id))
    cards.more(len(documents) - SHOWN, links.href("documents"))

    cards.section("overview.open", "overview.open_lead")
    reason = cards.reasons({each: len(data.unattributed(each)) for each in data.REASONS})
    found = data.unattributed(reason)
    cards.explain(reason)
    tables.figures(tables.slice_of(found, "open", tables.FEW), words.say("overview.open_caption", n=len(found)))
    tables.pager(len(found), "open", tables.FEW)


if __name__ == "__main__":
    from app import main

    main()
