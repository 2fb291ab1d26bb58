"""The store's own catalogue: every version of it that was ever saved, the last of which everybody reads with.

Rows are added and never changed, so that they also say who changed what, when and why. To restore an earlier version is
to save its text once more.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, select

from extract import chosen
from extract.catalogue import catalogue, checked
from extract.catalogue.faults import complain
from extract.errors import StoreError
from extract.store import panel_rows
from extract.store.schema import catalogues


@dataclass(frozen=True, slots=True)
class Version:
    """A catalogue that was saved, as TOML; “” is none beside the built-in one. `at` is UTC, ISO 8601.

    `indicator` is the code that this version changed, “” where it changed several; `restores` the number of the
    earlier version that it brought back.
    """

    number: int
    text: str
    who: str
    at: str
    why: str
    indicator: str
    restores: int | None


Meaning = dict[str, tuple[int, str, str, str, str]]
"""Code → its place among the others, its unit, what sums up, and the units that convert into it."""


def last(connection: Connection) -> Version | None:
    """The version that counts; None where none was ever saved."""
    found = _versions(connection, 1)
    return found[0] if found else None


def versions(connection: Connection, most: int | None, before: int | None) -> list[Version]:
    """The last ones, the newest first; those under the number `before` where it is given."""
    return _versions(connection, most, *([] if before is None else [catalogues.c.number < before]))


def version(connection: Connection, number: int) -> Version | None:
    found = _versions(connection, 1, catalogues.c.number == number)
    return found[0] if found else None


def _versions(connection: Connection, most: int | None, *where: ColumnElement[bool]) -> list[Version]:
    asked = select(catalogues).where(*where).order_by(catalogues.c.number.desc()).limit(most)
    return [Version(**{name: row[name] for name in Version.__slots__}) for row in connection.execute(asked).mappings()]


def adopt(connection: Connection) -> None:
    """Read with the store's catalogue from now on, in this process and in those that it starts."""
    digest = connection.execute(select(catalogues.c.digest).order_by(catalogues.c.number.desc()).limit(1)).scalar()
    now = chosen.kept()
    if (now.stem if now else "") == (digest or "")[:16] and (now is None or now.is_file()):
        return
    found = last(connection)
    chosen.adopt(found.text if found else "")


def save(
    connection: Connection, text: str, who: str, at: str, why: str, indicator: str, restores: int | None, seen: int
) -> Version:
    """Add a version. `seen` is the number of the last one that the person has seen, 0 for none.

    Raises CatalogueError with all that is wrong in the text, and StoreError("catalogue_overtaken") where somebody
    else has saved one meanwhile.
    """
    before = last(connection)
    if before and before.number != seen:
        message = f"{before.who} has saved another version meanwhile ({before.at}): look at it, then save yours again."
        raise StoreError("catalogue_overtaken", message, who=before.who, at=before.at)
    if text:
        complain(checked(chosen.written(text), *chosen.named())[1])
    row = {"text": text, "digest": chosen.digest(text) if text else "", "who": who, "at": at, "why": why}
    added = connection.execute(insert(catalogues).values(**row, indicator=indicator, restores=restores))
    number = int(added.inserted_primary_key[0])  # type: ignore[index]
    return Version(number, text, who, at, why, indicator, restores)


def meaning() -> Meaning:
    """All that the cells of the panel depend on in the catalogue that is in use."""
    known = catalogue()
    units = repr(known.units.factors)
    return {
        code: (place, each.unit, each.nature, each.family, units)
        for place, (code, each) in enumerate(known.indicators.items())
    }


def agree(connection: Connection, before: Meaning) -> None:
    """Bring the panel to the catalogue in use: no cell changes where only patterns, words or ranges did."""
    now = meaning()
    if before.items() - now.items() - {("other", before.get("other", ()))}:
        panel_rows.agree(connection)
    else:
        panel_rows.stamp(connection)
