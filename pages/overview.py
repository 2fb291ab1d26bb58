"""What is loaded, where it has values, and what could not be told."""

from __future__ import annotations

from pages.components import cards, data, links, tables, words

SHOWN = 12


def page() -> None:
    """Coverage, headline figures, and what is in doubt."""
    documents, count = data.documents(most=SHOWN), data.totals()
    cards.heading("overview.title", "overview.lead")
    if not documents:
        cards.empty("overview.empty")
        return
    cards.metrics(count, data.places(), data.years())

    cards.section("overview.coverage", "overview.coverage_lead")
    tables.coverage()

    cards.section("overview.headlines", "overview.headlines_lead")
    for document in documents:
        cards.headlines(document, data.headlines(document.id))
    cards.more(count["documents"] - SHOWN, links.href("documents"))

    cards.section("overview.open", "overview.open_lead")
    counts = data.unattributed()
    reason = cards.reasons(counts)
    start = tables.start(counts[reason], "open", tables.FEW)
    found = data.unattributed_figures(reason, start, tables.FEW)
    tables.figures(found, words.say("overview.open_caption", n=counts[reason]))
    tables.pager(counts[reason], "open", tables.FEW)


if __name__ == "__main__":
    from app import main

    main()
