"""Handing files over: from the browser to the disk, and to the process that reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from extract.intake.manager import Manager
from extract.intake.spool import Spool
from extract.store import Batch, DocumentSummary, Step
from pages.components import access, data

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

TURN = "imports.turn"
MOST = 2000
"""Documents of an import of the command line that its report lists."""


def manager() -> Manager:
    """The one manager of this process for the store that pages show."""
    return _manager(data.address())


@st.cache_resource(show_spinner=False)
def _manager(address: str) -> Manager:
    return Manager(data.store(), address)


def curator() -> tuple[Manager, str]:
    """The manager for somebody who may change what is in the store, and who they are; raises AccessError."""
    return manager(), access.require("curate").id


def key(name: str) -> str:
    """The key of a widget whose state ends when files are handed over."""
    return f"{name}.{st.session_state.get(TURN, 0)}"


def batch(number: int) -> Batch | None:
    """An import as the store has it now: an import that is going changes it without a new version of the store."""
    return data.store().batch(number)


def batches(most: int, before: int | None) -> list[Batch]:
    return data.store().batches(most, before)


def brought(number: int) -> list[tuple[str, str]]:
    """(id of a document, what was done) of an import."""
    return data.store().brought(number, most=MOST)


def history(document_id: str) -> list[Step]:
    """What was done to a document, the newest first."""
    return data.store().history(document_id)


def undoable(number: int) -> int:
    return data.store().undoable(number)


def renewed(number: int, report: Mapping[str, Any]) -> list[str]:
    """The documents that undoing an import would read again with what was said of them before it."""
    known = {row["document"] for row in report.get("files", ()) if "before" in row}
    return [id for id in data.store().renewed(number) if id in known] if known else []


def summaries(ids: Sequence[str]) -> dict[str, DocumentSummary]:
    """The documents of these ids that are there."""
    return {each.id: each for each in data.store().summaries(ids)} if ids else {}


def hand_over(files: Sequence[UploadedFile], given: Mapping[str, str]) -> int:
    """Put files on the disk and begin to import them; nothing of them stays in this session. The import's number."""
    acting, who = curator()
    spool = Spool()
    names = []
    try:
        for file in files:
            names.append(spool.add(file.name, file.getbuffer()))
            _forget(file)
    except BaseException:
        spool.clear()
        raise
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    return acting.bring(who, spool, names, given)


def _forget(file: UploadedFile) -> None:
    """Take the bytes out of the session: Streamlit keeps them until its end."""
    context = get_script_run_ctx()
    remove = getattr(context and context.uploaded_file_mgr, "remove_file", None)
    if context and remove:
        remove(context.session_id, file.file_id)
