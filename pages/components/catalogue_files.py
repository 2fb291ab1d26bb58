"""The store's own catalogue as a file, and the indicators of a file into it."""

from __future__ import annotations

import streamlit as st

from extract.editing import added, codes_of, faults_of
from pages.components import cards, keeping, links, notices, words

LARGEST = 2
"""Megabytes of a catalogue."""


def show(mine: bool) -> None:
    """A file to take away, and for curators a file to bring."""
    text = keeping.text()
    cards.section("catalogue.files", "catalogue.files_lead")
    st.download_button(words.say("catalogue.download"), text, "catalogue.toml", "application/toml",
                       disabled=not text, on_click="ignore", key="catalogue.download")  # fmt: skip
    if not mine:
        return
    number = keeping.seen()
    file = st.file_uploader(words.say("catalogue.upload"), type=["toml"], max_upload_size=LARGEST,
                            help=words.say("catalogue.upload_help"), key=f"catalogue.upload.{number}")  # fmt: skip
    if file:
        _taken(file.name, file.getvalue(), text, number)


def _taken(name: str, data: bytes, text: str, number: int) -> None:
    try:
        brought = data.decode("utf-8-sig").replace("\r\n", "\n")
        faults = faults_of(brought)
    except UnicodeDecodeError:
        notices.show("error", words.say("catalogue.not_utf8", name=name))
        return
    if faults:
        chinese = words.language() == "zh"
        notices.show("warning", words.say("catalogue.wrong_file"))
        for fault in faults:
            notices.show("warning", f"{name}:{fault.line} {fault.sentence(chinese)}")
        return
    if st.button(words.say("catalogue.import_yes", n=len(codes_of(brought))), type="primary", key="catalogue.import"):
        keeping.take(added(text, brought), words.say("catalogue.import_why", file=name), number)
        links.go(links.href("catalogue"))
