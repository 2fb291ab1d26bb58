"""The head of every page, the ways on in it: drawn by the page itself, and before it by what is served first."""

from __future__ import annotations

from pages.components import links, words

WAYS = ("overview", "indicators", "places", "documents", "search", "review")
LATER = ("imports", "catalogue", "export", "about")
"""Ways that lead on from reading to the rest, shown lighter."""
OWN = ("members",)
"""Ways of administrators alone."""


def title(page: str) -> str:
    """The title of a page in the browser's tab."""
    return f"{words.say(f'nav.{page}')} · {words.say('app.name')}"


def other() -> str:
    """The language that the switch leads to."""
    return next(language for language in words.LANGUAGES if language != words.language())


def html(switch: str, ways: str, behind: str = "") -> str:
    """The head: `switch` is this page's address in the other language, `ways` and what stands `behind` are HTML."""
    mark = words.HTML_LANGUAGE[other()]
    brand = links.anchor(links.href(links.HOME), f"<b>{words.html('app.name')}</b>", "brand")
    motto = f'<span class="motto">{words.html("app.motto")}</span>'
    spoken = links.anchor(switch, words.html("app.switch"), hreflang=mark, lang=mark)
    return (
        f'<header class="head">{brand}{motto}<nav aria-label="{words.html("nav.label")}">{ways}</nav>'
        f'<span class="lang">{spoken}</span>{behind}</header>'
    )


def ways(current: str, administers: bool = False) -> str:
    """The links to the pages, with a gap before those that come later."""
    first = "".join(_way(page, page == current) for page in WAYS)
    later = "".join(_way(page, page == current, "way later") for page in (*LATER, *(OWN if administers else ())))
    return f'{first}<span class="apart" aria-hidden="true"></span>{later}'


def _way(page: str, current: bool, css: str = "way") -> str:
    return links.anchor(links.href(page), words.html(f"nav.{page}"), css, aria_current="page" if current else "")
