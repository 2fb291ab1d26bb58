"""Questions about documents and the files they were read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import streamlit as st

from extract.load.kinds import ending_of
from extract.models import Document, Rejection, Segment
from extract.store import Dimensions, DocumentSummary, Sought, Step
from pages.components.data.kept import ask, store


def documents(start: int = 0, most: int | None = None) -> list[DocumentSummary]:
    """Documents by the name of their files, `most` of them from the `start`-th on."""
    return cast(list[DocumentSummary], ask("documents", start=start, most=most))


def newest(most: int) -> list[DocumentSummary]:
    """The documents that came last."""
    return cast(list[DocumentSummary], ask("documents", sort="imported", descending=True, most=most))


def at_place(place: str) -> list[DocumentSummary]:
    """The documents of a place (its code, or its full name), by year."""
    return cast(list[DocumentSummary], ask("documents", sought=Sought(place=place), sort="year"))


def totals() -> dict[str, int]:
    """How many documents there are, and what their figures sum up to; see `Store.totals`."""
    return cast(dict[str, int], ask("totals"))


def summary(document_id: str) -> DocumentSummary | None:
    return cast(DocumentSummary | None, ask("summary", id=document_id))


def text(document_id: str, start: int, end: int) -> str:
    """The words of a document from `start` to `end`."""
    return cast(str, ask("words", id=document_id, start=start, end=end))


def document(document_id: str) -> Document | None:
    return cast(Document | None, ask("document", id=document_id))


def source(document_id: str) -> bytes:
    """The file of a document as it was read; its text in UTF-8 where the file was not kept."""
    whole = document(document_id)
    kept = store().source(document_id)
    return kept if kept is not None else (whole.text if whole else "").encode()


@st.cache_resource(max_entries=256, show_spinner=False)
def ending(document_id: str) -> str:
    """The ending of a document's file, as its bytes tell it; an id stands for the same bytes always."""
    return ending_of(source(document_id))


def segments(document_id: str) -> list[Segment]:
    return cast(list[Segment], ask("segments", id=document_id))


def rejections(document_id: str) -> list[Rejection]:
    return cast(list[Rejection], ask("rejections", id=document_id))


def history(document_id: str) -> list[Step]:
    """What was done to a document, the newest first."""
    return cast(list[Step], ask("history", id=document_id))


def summaries(documents: Iterable[str]) -> dict[str, DocumentSummary]:
    """Documents by id, in one question."""
    found = cast(list[DocumentSummary], ask("summaries", ids=tuple(dict.fromkeys(documents))))
    return {each.id: each for each in found}


def dimensions(documents: Iterable[str]) -> dict[str, list[Dimensions]]:
    """What the figures of documents are of, by document, in one question."""
    wanted = tuple(dict.fromkeys(documents))
    found: dict[str, list[Dimensions]] = {each: [] for each in wanted}
    for row in cast(list[Dimensions], ask("dimensions", documents=wanted)):
        found[row.document].append(row)
    return found
