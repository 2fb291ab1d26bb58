"""The documents, and a reader that shows one of them whole."""

from __future__ import annotations

from pages.components import cards, data, links, reader, tables


def page() -> None:
    """The list of documents, or the reader of one."""
    document_id = links.first("doc")
    document = data.document(document_id) if document_id else None
    if document:
        reader.show(document)
        return
    cards.heading("documents.title", "documents.lead")
    if document_id:
        cards.nothing("documents.unknown")
    if data.totals()["documents"]:
        tables.documents()
    else:
        cards.empty("overview.empty")


if __name__ == "__main__":
    from app import main

    main()
