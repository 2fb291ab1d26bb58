"""Documents in: files from the reader's computer, what became of each, and what was brought in before."""

from __future__ import annotations

from pages.components import access, cards, import_list, import_report, links, notices, upload_form, uploads, words


def page() -> None:
    """One import, or the way to a new one and the list of those before."""
    number = links.number("import", 0)
    batch = uploads.batch(number) if number else None
    if batch:
        import_report.show(batch)
        return
    cards.heading("imports.title", "imports.lead")
    if links.first("import"):
        cards.nothing("imports.unknown")
    if access.may("curate"):
        upload_form.show()
    else:
        notices.show("info", words.say("imports.not_yours"))
    import_list.show()


if __name__ == "__main__":
    from app import main

    main()
