"""The catalogue: what each indicator is, how it is told, and every version of that."""

from __future__ import annotations

from pages.components import (
    access,
    cards,
    catalogue_entry,
    catalogue_files,
    catalogue_form,
    catalogue_list,
    catalogue_versions,
    links,
    notices,
    rereading,
    words,
)


def page() -> None:
    """One entry, a form for one, one version, or the list of all."""
    mine = access.may("curate")
    rereading.show(mine)
    if links.first("version"):
        catalogue_versions.one(links.number("version", 0), mine)
    elif mine and (links.first("new") or links.first("fig") or links.first("edit")):
        catalogue_form.show()
    elif links.first("code"):
        catalogue_entry.show(links.first("code"), mine)
    else:
        cards.heading("catalogue.title", "catalogue.lead")
        if not mine:
            notices.show("info", words.say("catalogue.not_yours"))
        catalogue_list.show(mine)
        catalogue_files.show(mine)
        catalogue_versions.listed()


if __name__ == "__main__":
    from app import main

    main()
