"""A few words, read by the engine as a text of their own."""

from __future__ import annotations

from hashlib import sha256

from extract.load import document
from extract.models import Document, Figure
from extract.pipeline import Extraction, extract


def made(text: str, name: str = "a.txt") -> Extraction:
    """What a file of these words holds, its title and place told by its own first lines."""
    return extract(document(name, text.encode()))


def read(text: str, title: str = "") -> tuple[Figure, ...]:
    """The figures of the words under that title alone, which no first line is taken for."""
    digest = sha256(text.encode()).hexdigest()
    return extract(Document(id="a", name="a", text=text, sha256=digest, title=title)).figures
