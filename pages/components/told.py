"""By which rule and which words something was told of a document, leading to where they stand."""

from __future__ import annotations

from extract.models import Told
from pages.components import links, names, spans, targets, words


def html(document_id: str, told: Told | None) -> str:
    """“依据：标题里的地名 “潍坊市””; “” where nothing told it."""
    if told is None:
        return ""
    quoted = words.html("common.quoted", text=spans.words_of(told.words)) if told.words else ""
    if quoted and 0 <= told.start < told.end:
        quoted = links.anchor(targets.document(document_id, told.start, told.end), quoted)
    return f'<small class="how">{words.html("evidence.told", rule=names.rule(told.rule))} {quoted}</small>'
