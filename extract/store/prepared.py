"""A document as the rows that it becomes: all that can be made of it without asking the store.

The processes that read do this too, so that the one that writes has little left but to write.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from itertools import compress
from operator import attrgetter
from typing import Any

from sqlalchemy import Dialect, make_url

from extract.counting import takes_part
from extract.models import OTHER, Document, Extraction, Figure, Rejection, Segment
from extract.store import doubting, panel_rows, search
from extract.store.doubting import Looked
from extract.store.likeness import likeness
from extract.store.opening import JSON
from extract.store.questions import encoded
from extract.store.rows import Packed, packed
from extract.store.schema import SCHEMA, documents, figures, rejections, segments, texts

LONG = ("text", "tables", "headings", "pages")
"""Fields of a document that stand in `texts`."""

_NAMES: dict[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind) if each.name != "mark")  # a person's; these are the machine's
    for kind in (Document, Segment, Rejection, Figure)
}
SHORT = tuple(name for name in _NAMES[Document] if name not in LONG)
COUNTS = ("characters", "figures", "attributed", "counted", "unplaced", "undated")
"""What `documents` keeps of its figures, so that a list of documents counts nothing."""

DOCUMENT = (*SHORT, "likeness", "place_name", "place_code", *COUNTS)
"""Columns of `documents`, but for `engine` and `imported_at`, which are known when it is written."""

TEXT = ("document", *LONG)
SOURCE = ("document", "size", "data")
SEGMENT = ("document", *_NAMES[Segment])
REJECTION = _NAMES[Rejection]
FIGURE = (*_NAMES[Figure], "counting")

_short, _long, _segment, _rejection, _figure = (
    attrgetter(*names) for names in (SHORT, LONG, _NAMES[Segment], REJECTION, _NAMES[Figure])
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One document; each list holds packed rows of the table of its name, in the order of the names above.

    `place` is its full name. `source` is a row of `sources`, None where the text tells the file's bytes. `index` are
    the grams of its segments, `cells` what its figures make by themselves. `whole` is the document itself, where it
    has to be compared with the one that is there. `form` says by which tables and rules it was made.
    """

    id: str
    place: str | None
    year: int | None
    counts: dict[str, int]
    document: Packed
    text: Packed
    source: Packed | None
    segments: list[Packed]
    index: list[Any]
    rejections: list[Packed]
    figures: list[Packed]
    looked: Looked
    cells: list[Packed]
    whole: Document | None
    form: str

    @property
    def size(self) -> int:
        """Characters and bytes that are to be written of it."""
        return self.counts["characters"] + (len(self.source[2]) if self.source else 0)


def form() -> str:
    """Changes with the tables, and with the rules by which cells are made."""
    return f"{SCHEMA}-{panel_rows.rules()}"


def prepare(found: Extraction, kind: str, source: Callable[[], bytes | None], whole: bool = False) -> Prepared:
    """The rows of a document for a store of this kind, "sqlite" or "postgresql"; `source` reads its file again."""
    document, dialect = found.document, _dialect(kind)
    counting = [takes_part(figure) for figure in found.figures]
    counts = _counts(found, counting)
    place = document.place
    row = (*_short(document), likeness(document.text), place and place.full_name, place.code if place else "")
    parts = [(document.id, *_segment(each)) for each in found.segments]
    own = [(*_figure(each), takes) for each, takes in zip(found.figures, counting, strict=True)]
    return Prepared(
        id=document.id,
        place=place.full_name if place else None,
        year=document.year,
        counts=counts,
        document=_packed(dialect, documents, DOCUMENT, (*row, *counts.values())),
        text=_packed(dialect, texts, TEXT, (document.id, *_long(document))),
        source=_source(document, source),
        segments=packed(dialect, segments, SEGMENT, parts),
        index=[search.index(document.text[each.start : each.end], kind) for each in found.segments],
        rejections=packed(dialect, rejections, REJECTION, map(_rejection, found.rejections)),
        figures=packed(dialect, figures, FIGURE, own),
        looked=doubting.look(dialect, document, found.figures),
        cells=panel_rows.made(dialect, compress(found.figures, counting)),
        whole=document if whole else None,
        form=form(),
    )


@cache
def _dialect(kind: str) -> Dialect:
    driver = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}[kind]
    made: Dialect = make_url(f"{driver}://").get_dialect()(**JSON)
    return made


def _packed(dialect: Dialect, table: Any, names: Sequence[str], row: Packed) -> Packed:
    return packed(dialect, table, names, [row])[0]


def _counts(found: Extraction, counting: Sequence[bool]) -> dict[str, int]:
    return {
        "characters": len(found.document.text),
        "figures": len(found.figures),
        "attributed": sum(each.indicator != OTHER for each in found.figures),
        "counted": sum(counting),
        "unplaced": sum(each.place is None for each in found.figures),
        "undated": sum(each.year is None for each in found.figures),
    }


def _source(document: Document, source: Callable[[], bytes | None]) -> Packed | None:
    """The file's bytes, compressed; nothing where the text, encoded again, is the same bytes, as of a plain text."""
    again = encoded(document.text, document.encoding)
    if again is not None and sha256(again).hexdigest() == document.sha256:
        return None
    data = source()
    if data is None or sha256(data).hexdigest() != document.sha256:  # changed while it was being read
        return None
    return document.id, len(data), zlib.compress(data)
