"""Makes a full store of a small one: each document again under other places and years, table by table in the database.

The rows are those that the engine has read, but for document, place and year; only their texts keep the old names. The
cells are then made from all figures by the store itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import corpus
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    update,
)

from extract.store import Store, panel_rows, search
from extract.store.copying import _count_on
from extract.store.rows import run
from extract.store.schema import documents, figures, meta, rejections, segments, texts

copied = Table(
    "copied",
    MetaData(),
    Column("old", Text, primary_key=True),
    *(Column(name, Text) for name in ("new", "name", "place", "code")),
    Column("years", Integer),
    prefixes=["TEMPORARY"],
)


def multiply(store: Store, times: int) -> None:
    """Write every document so many times more."""
    with store._writer.begin() as connection:
        copied.create(connection)
        d = documents.c
        base = connection.execute(select(d.id, d.name, d.place_code, d.year)).all()
        last = connection.execute(select(func.max(segments.c.id))).scalar_one()
        words = _words(connection)
        for number in range(1, times + 1):
            connection.execute(delete(copied))
            connection.execute(insert(copied), list(_moved(base, number)))
            _copy(connection, number, last)
            _index(connection, words, number * last)
        copied.drop(connection)
        connection.execute(update(meta).where(meta.c.key == "data").values(number=meta.c.number + 1))
        if connection.dialect.name == "postgresql":
            _count_on(connection)


def made_anew(store: Store) -> None:
    """The cells from all figures."""
    with store._writer.begin() as connection:
        connection.execute(update(meta).where(meta.c.key == "panel").values(value=""))
        panel_rows.agree(connection)


def _moved(base: Any, number: int) -> Iterator[dict[str, Any]]:
    """The documents of one round: another id, and a place and a year further on in the lists of the corpus."""
    places, (first, last) = corpus.places(), corpus.YEARS
    at = {code: position for position, (_, code) in enumerate(places)}
    for row in base:
        name, code = places[(at.get(row.place_code, 0) + 57 * number) % len(places)]
        year = row.year if row.year is not None else first
        years = (year - first + 7 * number) % (last - first + 1) + first - year
        new = sha256(f"{number} {row.id}".encode()).hexdigest()[:12]
        yield {"old": row.id, "new": new, "name": f"{row.name}-{number}", "place": name, "code": code, "years": years}


def _copy(connection: Connection, number: int, last: int) -> None:
    c = copied.c
    document = {"id": c.new, "name": c.name, "place_name": c.place, "place_code": c.code}
    document["year"] = documents.c.year + c.years
    figure = {
        "id": c.new + "-" + cast(figures.c.start, Text), "document": c.new,
        "place": c.place, "place_code": c.code, "year": figures.c.year + c.years,
    }  # fmt: skip
    changed: list[tuple[Table, Column[Any], dict[str, Any]]] = [
        (documents, documents.c.id, document),
        (texts, texts.c.document, {"document": c.new}),
        (segments, segments.c.document, {"document": c.new, "id": segments.c.id + literal(number * last)}),
        (rejections, rejections.c.document, {"document": c.new}),
        (figures, figures.c.document, figure),
    ]
    for table, link, new in changed:
        columns = [new.get(column.name, column) for column in table.c]
        asked = select(*columns).join_from(table, copied, link == c.old)
        connection.execute(insert(table).from_select(list(table.c.keys()), asked, include_defaults=False))


def _words(connection: Connection) -> list[tuple[int, Any]]:
    """What the index of words holds of each segment; SQLite's cannot be asked for it."""
    if connection.dialect.name == "postgresql":
        return []
    kept = dict(connection.execute(select(texts.c.document, texts.c.text)).all())
    return [
        (number, search._kept(search._grams(search._plain(words)), "sqlite"))
        for number, words in search.segments_of(connection, kept)
    ]


def _index(connection: Connection, words: list[tuple[int, Any]], by: int) -> None:
    if words:
        run(connection, search.FILL["sqlite"], [(number + by, grams) for number, grams in words])
        return
    whole = "SELECT w.segment + :by, w.grams FROM words w JOIN segments s ON s.id = w.segment"
    connection.execute(text(f"INSERT INTO words {whole} JOIN copied c ON c.old = s.document"), {"by": by})
