"""What surrounds every page: the head with the ways on, the language, the first import, one net for errors."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from extract.access import Person
from extract.errors import ExtractError
from pages.components import access, data, first_run, head, links, notices, retrying, sign_in, styles, words

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

SCRIPT = (Path(__file__).parent / "frame.js").read_text(encoding="utf-8")
ICON = "📑"
LONGEST = 60
"""Characters of a strange name that are repeated."""
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
    "file upload": "upload",
    "Choose date": "date",
    "Choose an option": "option",
    "Shortcut": "shortcut",
    "Help for": "help",
    "year,": "year",
    "month,": "month",
    "day,": "day",
}
"""What Streamlit says in English whatever the page's language → keys below ``chrome.``."""
LEADS = ("Remove", "Shortcut", "Help for", "year,", "month,", "day,")
"""Those of them that stand before a name."""

LOG = logging.getLogger("shuchu")


def show(page: StreamlitPage) -> None:
    """Run one page inside its frame, for those who may see it; whatever goes wrong in it becomes a sentence."""
    st.set_page_config(page_title=page.title, page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    path = page.url_path or links.HOME
    with words.reading(), _net(path):
        person = _person(path)
        admitted = person is not None and person.may("see")
        _script(admitted)
        _head(path, person if access.hosted() else None, admitted)
        if person is None:
            sign_in.ask()
        elif not admitted:
            sign_in.refuse(person)
        else:
            _astray(path)
            data.adopt()  # somebody may have saved another catalogue, in another process
            first_run.ensure()
            with data.looking():
                page.run()
    _foot()


def _person(path: str) -> Person | None:
    """Who is at the page; where that cannot be told now, the head stands all the same, without ways."""
    try:
        return access.person()
    except ExtractError:
        _head(path, None, False)
        raise


@contextmanager
def _net(path: str) -> Iterator[None]:
    """The boundary of the whole interface: details go to the log, the reader gets a sentence and a way on."""
    try:
        yield
    except ExtractError as error:
        LOG.warning("%s: %s", error.code, error)
        notices.show("error", notices.of(error))
        if error.code in retrying.PASSING:
            retrying.wait()
    except Exception:
        LOG.exception("page %s failed", path)
        notices.show("error", words.say("error.page"))
        st.html(links.anchor(links.href("overview"), words.html("error.way_on")))


def _script(admitted: bool) -> None:
    said = {english: words.say(f"chrome.{key}") for english, key in CHROME.items()}
    size = st.get_option("server.maxUploadSize")
    said[f"{size}MB per file"] = words.say("chrome.per_file", n=size)
    facts = {"lang": words.HTML_LANGUAGE[words.language()], "words": said, "leads": LEADS}
    facts |= {"admitted": admitted, "home": links.HOME, "sheet": styles.version()}
    told = json.dumps(facts).replace("<", "\\u003c")
    with st.container(key="script"):  # takes no room from the first moment on
        st.html(f"<script>({SCRIPT})({told})</script>", unsafe_allow_javascript=True)


def _head(current: str, person: Person | None, admitted: bool) -> None:
    other = head.other()
    switch = links.here(lang=None if other == words.LANGUAGES[0] else other)
    ways = head.ways(current, person is not None and person.may("administer")) if admitted else ""
    st.html(head.html(switch, ways, sign_in.leave(person) if person else ""))


def _astray(path: str) -> None:
    """Where an address named no page (see frame.js): what it named, the page that may be meant, and the way back."""
    name = links.first("astray")
    if not name or path != links.HOME:
        return
    known = {title: page for page in (*head.WAYS, *head.LATER) for title in (page, words.say(f"nav.{page}").lower())}
    near = next((known[each] for each in get_close_matches(name.lower(), known, 1)), "")
    ways = [links.anchor(links.here(astray=None), words.html("astray.stay"), "button stay")]
    if near and near != links.HOME:
        meant = words.html("astray.meant", name=words.say(f"nav.{near}"))
        ways.insert(0, links.anchor(links.href(near), meant, "button"))
    said = words.html("astray.said", name=name[:LONGEST])
    st.html(f'<div class="notice warning" role="status">{said}<p class="on">{" ".join(ways)}</p></div>')


def _foot() -> None:
    st.html(f'<footer class="foot">{words.html("app.foot")}</footer>')


def _log_to_stderr() -> None:
    if not LOG.handlers:
        LOG.addHandler(logging.StreamHandler(sys.stderr))
        LOG.propagate = False


_log_to_stderr()
