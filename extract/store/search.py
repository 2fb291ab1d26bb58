"""Words in the source text, from one character on: an index of pairs of characters says where to look.

A segment is indexed by its characters and pairs of them, taken from the cleaned text without its blanks, so that
traditional and simplified, full and half width, and words cut by a line's end are one. What the index finds is
looked up in the text itself. SQLite keeps the index in an FTS5 table, PostgreSQL as arrays of numbers under GIN.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import islice
from operator import add
from typing import Any

from sqlalchemy import Connection, Row, event, insert, select, text, update
from sqlalchemy.schema import DDL

from extract.clean import clean
from extract.errors import StoreError
from extract.models import Span
from extract.store.rows import run
from extract.store.schema import documents, meta, metadata, segments, texts

TABLES = {
    # Without the words themselves and their places in a segment: those are looked up, and are half of the size.
    "sqlite": [
        "CREATE VIRTUAL TABLE words USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')",
    ],
    "postgresql": [
        "CREATE TABLE words (segment INTEGER CONSTRAINT pk_words PRIMARY KEY"
        " CONSTRAINT fk_words_segment REFERENCES segments (id) ON DELETE CASCADE, grams INTEGER[] NOT NULL)",
        "CREATE INDEX words_by_gram ON words USING gin (grams)",
    ],
}
"""The index of words, which no SQLAlchemy table can describe for both."""

for _dialect, _statements in TABLES.items():
    for _statement in _statements:
        _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(metadata, "after_create", _ddl.execute_if(dialect=_dialect))

FILL = {
    "sqlite": "INSERT INTO words (rowid, grams) VALUES (?, ?)",
    "postgresql": "INSERT INTO words (segment, grams) VALUES (?, ?)",
}
ASK = {
    "sqlite": "SELECT rowid AS segment FROM words WHERE words MATCH :grams AND rowid > :after"
    " ORDER BY rowid LIMIT :most",
    "postgresql": "SELECT segment FROM words WHERE grams @> CAST(:grams AS INTEGER[]) AND segment > :after"
    " ORDER BY segment LIMIT :most",
}
EMPTY = {"sqlite": "INSERT INTO words (words) VALUES ('delete-all')", "postgresql": "TRUNCATE words"}

_RUN = re.compile(r"[^\W_]+")

CHUNK = 200
"""Segments that are looked up at a time."""

SHORT = 20_000
"""The texts of documents with fewer characters are read together, others one by one: a book takes megabytes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A segment that holds all the words asked for; `spans` are theirs, in text order, as offsets into the document.

    `segment` goes as `after` into the next search, which then goes on behind it.
    """

    document: str
    name: str
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    segment: int


def find(connection: Connection, words: str, most: int, after: int = 0) -> list[Hit]:
    """The first segments that hold every one of the words (parted by blanks), in the order of their import.

    Raises StoreError("search_empty") where no word has a letter, a digit or a character.
    """
    wanted = [_plain(word) for word in words.split()]
    asked = {gram for word in wanted for gram in _of_word(word)}
    if not asked:
        message = "There is nothing to search for: give words of Chinese characters, letters or digits."
        raise StoreError("search_empty", message)
    patterns = [re.compile(r"\s*".join(map(re.escape, word)), re.IGNORECASE) for word in wanted]
    return list(islice(_hits(connection, asked, patterns, after), most))


def _hits(connection: Connection, asked: set[str], patterns: Sequence[re.Pattern[str]], after: int) -> Iterator[Hit]:
    while rows := _candidates(connection, asked, after):
        kept, long = _texts(connection, {row.document for row in rows}), dict[str, tuple[str, str]]()
        for row in rows:
            if row.document not in kept and row.document not in long:
                long = {row.document: _text(connection, row.document)}
            name, whole = kept.get(row.document) or long[row.document]
            if spans := _spans(clean(whole[row.start : row.end]), patterns, row.start):
                yield Hit(row.document, name, row.start, row.end, whole[row.start : row.end], spans, row.id)
        if len(rows) < CHUNK:
            return
        after = rows[-1].id


def _candidates(connection: Connection, asked: set[str], after: int) -> Sequence[Row[int, str, int, int]]:
    """The next segments whose index holds all that was asked for."""
    dialect = connection.dialect.name
    found = connection.execute(
        text(ASK[dialect]), {"grams": _query(asked, dialect), "after": after, "most": CHUNK}
    ).scalars()
    columns = (segments.c.id, segments.c.document, segments.c.start, segments.c.end)
    wanted = select(*columns).where(segments.c.id.in_(found.all())).order_by(segments.c.id)
    return connection.execute(wanted).all()


def _texts(connection: Connection, some: Collection[str]) -> dict[str, tuple[str, str]]:
    """The names and texts of those of these documents that are short, in one question; many have one hit each."""
    asked = select(documents.c.id, documents.c.name, texts.c.text).join(texts, texts.c.document == documents.c.id)
    short = (documents.c.id.in_(sorted(some)), documents.c.characters < SHORT)
    return {row.id: (row.name, row.text) for row in connection.execute(asked.where(*short))}


def _text(connection: Connection, document: str) -> tuple[str, str]:
    """The name and the text of a document."""
    asked = select(documents.c.name, texts.c.text).join(texts, texts.c.document == documents.c.id)
    row = connection.execute(asked.where(documents.c.id == document)).one()
    return row.name, row.text


def _spans(cleaned: str, patterns: Sequence[re.Pattern[str]], start: int) -> tuple[Span, ...]:
    """Where the words stand; nothing where one is missing. Cleaning keeps the length, so the offsets are the text's."""
    found = [[match.span() for match in pattern.finditer(cleaned)] for pattern in patterns]
    if not all(found):
        return ()
    return tuple(sorted({(start + first, start + last) for each in found for first, last in each}))


# The index


def index(words: str, kind: str) -> Any:
    """What a store of this kind keeps of a segment with these words, as the document has them."""
    return _kept(_grams(_plain(words)), kind)


def fill(connection: Connection, rows: Iterable[tuple[int, Any]]) -> None:
    """Put segments into the index: their numbers, and what `index` gives of their words."""
    run(connection, FILL[connection.dialect.name], rows)


def numbered(connection: Connection, found: Mapping[str, Sequence[Any]]) -> Iterator[tuple[int, Any]]:
    """What is given for the segments of documents in their order, each with the number that the store gave it."""
    asked = select(segments.c.id, segments.c.document).where(segments.c.document.in_(found)).order_by(segments.c.id)
    left = {document: iter(each) for document, each in found.items()}
    yield from ((id, next(left[document])) for id, document in connection.execute(asked).all())


def drop(connection: Connection, document: str) -> None:
    """Take the segments of a document out of the index; before they, and its text, are deleted."""
    if connection.dialect.name != "sqlite":  # there, a foreign key does it
        return
    # An index without content must be told what it held; `agree` sees to it that this is what is made here.
    forget = text("INSERT INTO words (words, rowid, grams) VALUES ('delete', :segment, :grams)")
    rows = [
        {"segment": n, "grams": index(words, "sqlite")}
        for n, words in segments_of(connection, {document: _text(connection, document)[1]})
    ]
    if rows:
        connection.execute(forget, rows)


def agree(connection: Connection) -> None:
    """Make the index anew where it was made by other rules of cleaning, or not at all."""
    known = connection.execute(select(meta.c.value).where(meta.c.key == "search")).scalar()
    if known == _rules():
        return
    connection.execute(text(EMPTY[connection.dialect.name]))
    for document in connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars().all():
        found = segments_of(connection, {document: _text(connection, document)[1]})
        fill(connection, ((number, index(words, connection.dialect.name)) for number, words in found))
    row = {"value": _rules(), "number": 0}
    if known is None:
        connection.execute(insert(meta), {"key": "search", **row})
    else:
        connection.execute(update(meta).where(meta.c.key == "search").values(**row))


def segments_of(connection: Connection, whole: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The segments of documents that are in the store, and their words; `whole` are their texts by their ids."""
    columns = (segments.c.id, segments.c.document, segments.c.start, segments.c.end)
    asked = select(*columns).where(segments.c.document.in_(whole)).order_by(segments.c.id)
    yield from ((row.id, whole[row.document][row.start : row.end]) for row in connection.execute(asked).all())


@cache
def _rules() -> str:
    """Changes with the cleaning of characters and with what is made of them here."""
    known = clean("\n".join(map(chr, range(0x20, 0x10000))).encode(errors="replace").decode())
    return "1-" + sha256(known.encode()).hexdigest()[:12]


def _plain(words: str) -> str:
    """Cleaned, in small letters and without blanks, so that a line's end parts no word."""
    return "".join(clean(words).lower().split())


def _grams(plain: str) -> set[str]:
    """The characters and the pairs of neighbours; marks are in none, as nobody looks for them."""
    found: set[str] = set()
    for words in _RUN.findall(plain):
        found.update(words, map(add, words, words[1:]))
    return found


def _of_word(plain: str) -> set[str]:
    """What a segment must have to hold a word: its pairs, and the characters that are in none."""
    found = _grams(plain)
    paired = {char for gram in found if len(gram) == 2 for char in gram}
    return {gram for gram in found if len(gram) == 2 or gram not in paired}


def _kept(grams: set[str], dialect: str) -> str | list[int]:
    return " ".join(grams) if dialect == "sqlite" else [_number(gram) for gram in grams]


def _query(grams: set[str], dialect: str) -> str | list[int]:
    return " ".join(f'"{gram}"' for gram in sorted(grams)) if dialect == "sqlite" else [_number(gram) for gram in grams]


def _number(gram: str) -> int:
    """A gram in 32 bits; rare characters may share a number with others, and the text tells them apart."""
    number = ord(gram[0]) if len(gram) == 1 else (ord(gram[0]) << 16 ^ ord(gram[1]))
    return (number & 0xFFFFFFFF) - ((number & 0x80000000) << 1)
