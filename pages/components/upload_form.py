"""Choosing files, saying what is known of them all, and beginning to read them."""

from __future__ import annotations

import streamlit as st

from extract.load import limits
from pages.components import given_form, links, notices, uploads, words

MEGA = 1 << 20


def show() -> None:
    """The uploader; it leads to the import as soon as that has begun."""
    limits()  # a limit that is no number is told before files are chosen
    folder = _whole_folder()
    files = st.file_uploader(
        words.say("imports.files"),
        accept_multiple_files="directory" if folder else True,
        key=uploads.key(f"imports.{'folder' if folder else 'files'}"),
        label_visibility="collapsed",
    )
    _about_files(len(files))
    with st.expander(words.say("imports.more")):
        st.html(f'<p class="note">{words.html("imports.more_lead")}</p>')
        given = given_form.fields(uploads.key("imports.given"), {}, title=False)
    label = words.say("imports.begin_n", n=len(files)) if files else words.say("imports.begin")
    if not st.button(label, type="primary", disabled=not files, key=uploads.key("imports.begin")):
        return
    wrong = given_form.fault(given)
    if wrong:
        notices.show("error", wrong)
        return
    links.go(links.href("imports", **{"import": str(uploads.hand_over(files, given))}))


def _whole_folder() -> bool:
    """Whether a folder is chosen instead of files: browsers ask for one or the other."""
    chosen = st.segmented_control(
        words.say("imports.which"),
        ["files", "folder"],
        default="files",
        format_func=lambda each: words.say(f"imports.{each}_short"),
        key="imports.which",
        label_visibility="collapsed",
    )
    return chosen == "folder"


def _about_files(chosen: int) -> None:
    """What may be chosen; said as long as nothing is."""
    size = st.get_option("server.maxUploadSize")
    document = limits().bytes // MEGA
    formats = words.html("imports.formats")
    sizes = words.html("imports.sizes", size=f"{size:,}", document=f"{document:,}")
    if not chosen:
        st.html(f'<p class="note">{formats}<br>{sizes}</p>')
