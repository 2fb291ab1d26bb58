"""Where the words stand that tell a document's title, publisher and address."""

from __future__ import annotations

from extract.load.front import FRONT, Front
from extract.load.source import Source
from extract.models import Told
from extract.spans import stretched

TAIL = 200
"""Characters at the end of the text, where the body signs that publishes it."""


def told(field: str, source: Source, front: Front, text: str) -> Told | None:
    """How `field` (title, publisher or url) was told: by the file's own format or by its lines; None for “”."""
    formal = getattr(source, field, "")
    words = formal or getattr(front, field)
    if not words:
        return None
    rule = f"{'format' if formal else 'front'}.{field}"
    start, end = _where(words, text)
    return Told(rule, text[start:end] if end > 0 else words, start, end)


def _where(words: str, text: str) -> tuple[int, int]:
    """The first place of the words among the opening lines, else the one at the end; (-1, -1) for none.

    Blanks may stand between their characters: a title that is stretched (党 校 教 育) is told without them.
    """
    start, end = stretched(words, text, min(FRONT, len(text)))
    return (start, end) if start >= 0 else stretched(words, text, start=max(0, len(text) - TAIL))
