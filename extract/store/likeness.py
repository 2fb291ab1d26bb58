"""By what a text is recognised in another file: another format, another encoding, other line breaks."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
"""Blanks of any width, and characters without a shape."""

LEAST = 20
"""A text of fewer characters (“发展党员45名。”) may well stand in two documents that are not the same."""


def likeness(text: str) -> str | None:
    """A digest of the words of a text without its blanks, full-width characters as plain ones; None of a short one."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return sha256(plain.encode(errors="replace")).hexdigest()[:32] if len(plain) >= LEAST else None
