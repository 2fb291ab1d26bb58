"""What surrounds every page: the head with the ways on, the language, the first import, one net for errors."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from extract.errors import ExtractError
from pages.components import first_run, links, notices, styles, words

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

SCRIPT = (Path(__file__).parent / "frame.js").read_text(encoding="utf-8")
WAYS = ("overview", "indicators", "places", "documents", "search", "review")
LATER = ("imports", "export", "about")
"""Ways that lead on from reading to the rest, shown lighter."""
ICON = "📑"
CHROME = {
    "Select all": "select_all",
    "No results": "no_results",
    "Clear all": "clear_all",
    "Open": "open",
    "Dismiss": "dismiss",
    "Selected values": "selected",
    "Remove": "remove",
    "Skip to main content": "skip",
    "Copy to clipboard": "copy",
    "Copied": "copied",
    "Copied!": "copied",
    "Close": "close",
    "Failed to generate file for download": "not_made",
    "Upload": "upload",
    "Upload files": "upload",
    "Page not found": "not_found",
    "The page that you have requested does not seem to exist. Running the app's main page.": "no_such_page",
}
"""What Streamlit says in English whatever the page's language → keys below ``chrome.``."""

LOG = logging.getLogger("shuchu")


def title(page: str) -> str:
    """The title of a page in the browser's tab."""
    return f"{words.say(f'nav.{page}')} · {words.say('app.name')}"


def show(page: StreamlitPage) -> None:
    """Run one page inside its frame; whatever goes wrong in it becomes a sentence."""
    st.set_page_config(page_title=page.title, page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    styles.apply()
    _script()
    _head(page.url_path or links.HOME)
    try:
        first_run.ensure()
        page.run()
    except ExtractError as error:
        LOG.warning("%s: %s", error.code, error)
        notices.show("error", notices.of(error))
    except Exception:
        # The boundary of the whole interface: details go to the log, the reader gets a way on.
        LOG.exception("page %s failed", page.url_path or links.HOME)
        notices.show("error", words.say("error.page"))
        st.html(links.anchor(links.href("overview"), words.html("error.way_on")))
    _foot()


def _script() -> None:
    said = {english: words.say(f"chrome.{key}") for english, key in CHROME.items()}
    size = st.get_option("server.maxUploadSize")
    said[f"{size}MB per file"] = words.say("chrome.per_file", n=size)
    facts = json.dumps({"lang": words.HTML_LANGUAGE[words.language()], "words": said}).replace("<", "\\u003c")
    st.html(f"<script>({SCRIPT})({facts})</script>", unsafe_allow_javascript=True)


def _head(current: str) -> None:
    ways = "".join(_way(page, page == current) for page in WAYS)
    ways += '<span class="apart" aria-hidden="true"></span>'
    ways += "".join(_way(page, page == current, "way later") for page in LATER)
    other = next(language for language in words.LANGUAGES if language != words.language())
    switch = links.anchor(
        links.here(lang=None if other == words.LANGUAGES[0] else other),
        words.html("app.switch"),
        hreflang=words.HTML_LANGUAGE[other],
        lang=words.HTML_LANGUAGE[other],
    )
    brand = links.anchor(links.href(links.HOME), f"<b>{words.html('app.name')}</b>", "brand")
    motto = f'<span class="motto">{words.html("app.motto")}</span>'
    label = words.html("nav.label")
    st.html(
        f'<header class="head">{brand}{motto}<nav aria-label="{label}">{ways}</nav>'
        f'<span class="lang">{switch}</span></header>'
    )


def _way(page: str, current: bool, css: str = "way") -> str:
    return links.anchor(links.href(page), words.html(f"nav.{page}"), css, aria_current="page" if current else "")


def _foot() -> None:
    st.html(f'<footer class="foot">{words.html("app.foot")}</footer>')


def _log_to_stderr() -> None:
    if not LOG.handlers:
        LOG.addHandler(logging.StreamHandler(sys.stderr))
        LOG.propagate = False


_log_to_stderr()
