"""What the figures of no indicator count, for the search over the whole store: told document by document.

Tagging words takes half as long as reading a document, so that no import waits for it: `waiting` says which documents
nobody has told yet, and the dashboard has them told when nothing else is done (`extract.intake.teller`). A row of
`tallies` is a figure: its id, its concept and its unit between bars.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, func, insert, select

from extract.clean import clean
from extract.models import Figure
from extract.store.schema import documents, tallies

CONCEPT, TOLD = "concept", "told"
KEPT = (CONCEPT, TOLD)
"""What of `tallies` is not counted of the panel, and stays when that is made anew."""

BAR = "|"


@dataclass(frozen=True, slots=True)
class Counted:
    """A concept (verb/head) in a unit: how many figures count it, and the first of them."""

    concept: str
    unit: str
    number: int
    figure: str


def waiting(connection: Connection, most: int) -> list[str]:
    """Documents that nobody has told yet, by name."""
    told = exists().where(tallies.c.what == TOLD, tallies.c.value == documents.c.id)
    asked = select(documents.c.id).where(~told).order_by(documents.c.name, documents.c.id).limit(most)
    return list(connection.execute(asked).scalars())


def told(connection: Connection) -> int:
    """How many documents have been told."""
    return int(connection.execute(select(func.count()).where(tallies.c.what == TOLD)).scalar_one())


def tell(connection: Connection, document: str, found: Iterable[Figure]) -> None:
    """Write down the concepts of a document's figures; nothing where it is gone, or was told meanwhile."""
    there = connection.execute(select(documents.c.id).where(documents.c.id == document)).first()
    known = select(tallies.c.value).where(tallies.c.what == TOLD, tallies.c.value == document)
    if there is None or connection.execute(known).first():
        return
    values = [BAR.join((each.id, each.concept, clean(each.unit))) for each in found if each.concept]
    rows = [{"what": TOLD, "value": document, "number": 1}]
    rows += [{"what": CONCEPT, "value": value, "number": 1} for value in values]
    connection.execute(insert(tallies), rows)


def drop(connection: Connection, document: str) -> None:
    """Forget a document that is taken out, or read anew."""
    c = tallies.c
    own = c.value.between(f"{document}-", f"{document}-{chr(0x10FFFF)}")
    connection.execute(delete(tallies).where(c.what == CONCEPT, own))
    connection.execute(delete(tallies).where(c.what == TOLD, c.value == document))


def find(connection: Connection, words: Sequence[str], most: int) -> list[Counted]:
    """The concepts that hold one of these words, the most frequent first."""
    wanted = [clean(word) for word in words if clean(word)]
    found: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for word in wanted:
        holds = tallies.c.value.contains(word, autoescape=True)
        asked = select(tallies.c.value).where(tallies.c.what == CONCEPT, holds)
        for value in connection.execute(asked.order_by(tallies.c.value)).scalars():
            figure, concept, unit = value.split(BAR, 2)
            key = concept, unit
            if word not in concept or any(other in concept for other in wanted[: wanted.index(word)]):
                continue
            found[key] += 1
            first.setdefault(key, figure)
    ranked = sorted(found, key=lambda key: (-found[key], key))[:most]
    return [Counted(*key, found[key], first[key]) for key in ranked]
