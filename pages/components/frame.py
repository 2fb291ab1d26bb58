"""What surrounds every page: the head with the ways on, the language, the first import, one net for errors."""

from __future__ import annotations

import logging
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from extract.errors import ExtractError
from pages.components import first_run, links, styles, words

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

SCRIPT = (Path(__file__).parent / "frame.js").read_text(encoding="utf-8")
WAYS = ("overview", "indicators", "documents")
ICON = "📑"
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
        st.error(words.say_or(f"error.{error.code}", str(error), **error.facts))
    except Exception:
        # The boundary of the whole interface: details go to the log, the reader gets a way on.
        LOG.exception("page %s failed", page.url_path or links.HOME)
        st.error(words.say("error.page"))
        st.html(links.anchor(links.href("overview"), escape(words.say("error.way_on"))))
    _foot()


def _script() -> None:
    language = words.HTML_LANGUAGE[words.language()]
    st.html(f"<script>document.documentElement.lang = '{language}';\n{SCRIPT}</script>", unsafe_allow_javascript=True)


def _head(current: str) -> None:
    ways = "".join(_way(page, page == current) for page in WAYS)
    other = next(language for language in words.LANGUAGES if language != words.language())
    switch = links.anchor(
        links.here(lang=None if other == words.LANGUAGES[0] else other),
        escape(words.say("app.switch")),
        "stay",
        hreflang=words.HTML_LANGUAGE[other],
        lang=words.HTML_LANGUAGE[other],
    )
    brand = links.anchor(links.href(links.HOME), f"<b>{escape(words.say('app.name'))}</b>", "brand")
    motto = f'<span class="motto">{escape(words.say("app.motto"))}</span>'
    label = escape(words.say("nav.label"))
    st.html(
        f'<header class="head">{brand}{motto}<nav aria-label="{label}">{ways}</nav><span class="lang">{switch}</span></header>'
    )


def _way(page: str, current: bool) -> str:
    return links.anchor(
        links.href(page), escape(words.say(f"nav.{page}")), "way", aria_current="page" if current else ""
    )


def _foot() -> None:
    st.html(f'<footer class="foot">{escape(words.say("app.foot"))}</footer>')


def _log_to_stderr() -> None:
    if not LOG.handlers:
        LOG.addHandler(logging.StreamHandler(sys.stderr))
        LOG.propagate = False


_log_to_stderr()
