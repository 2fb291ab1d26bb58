"""By which rule and which words something was told of a document, leading to where they stand."""

from __future__ import annotations

from extract.models import Told
from extract.spans import labelled
from pages.components import links, names, spans, targets, words

OF_FIELDS = ("period.metadata",)
"""Rules that are told by a field which a document brings with it."""


def html(document_id: str, told: Told | None) -> str:
    """“依据：标题里的地名 “潍坊市””; “” where nothing told it."""
    if told is None:
        return ""
    quoted = quote(told)
    if quoted and 0 <= told.start < told.end:
        quoted = links.anchor(targets.document(document_id, told.start, told.end), quoted)
    return f'<small class="how">{words.html("evidence.told", rule=names.rule(told.rule))} {quoted}</small>'


def quote(told: Told) -> str:
    """The words that told it, as HTML; of a line of fields (**年度**: 2024) its name and what it says."""
    field = labelled(told.words) if told.rule in OF_FIELDS else None
    if field:
        return words.html("evidence.told_field", name=field[0], value=field[1])
    return words.html("common.quoted", text=spans.words_of(told.words)) if told.words else ""
