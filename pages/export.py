"""Taking values, figures and sources away, in a form for each use."""

from __future__ import annotations

from pages.components import cards, data, exports, notices, words


def page() -> None:
    """What is chosen, what there is to say of it, and a file of each kind."""
    cards.heading("export.title", "export.lead")
    if not data.totals()["documents"]:
        cards.empty("overview.empty")
        return
    selection, strange = exports.asked()
    if strange:
        notices.show("info", words.say("pick.unknown", names=words.join(strange)))
    exports.chosen(selection)
    figures = exports.count(selection)
    if not figures:
        cards.nothing("export.nothing")
        return
    found = exports.surveyed(selection, figures)
    exports.statement(found, figures)
    cards.section("export.files", "export.files_lead")
    exports.switch()
    exports.files(selection, found, figures)
    cards.section("export.preview", "export.preview_lead")
    exports.preview(selection)
    exports.command(selection)


if __name__ == "__main__":
    from app import main

    main()
