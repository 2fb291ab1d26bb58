"""The store's own catalogue without the rest of the store: what is wrong in it keeps the store shut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from extract import chosen
from extract.catalogue import checked
from extract.catalogue.faults import Fault
from extract.errors import CatalogueError, StoreError
from extract.store import catalogues, writing
from extract.store.catalogues import Version
from extract.store.connected import Connected
from extract.store.opening import connect
from extract.store.schema import meta


class KeptCatalogue(Connected):
    """The versions of the catalogue that a store keeps; none of them is used here."""

    def versions(self) -> Iterator[Version]:
        """All of them, the newest first."""
        with self._reading() as connection:
            yield from catalogues.versions(connection, None, None)

    def version(self, number: int) -> Version:
        """Raises StoreError("no_such_version") where there is none of this number."""
        with self._reading() as connection:
            found = catalogues.version(connection, number)
        if found is None:
            message = f"The store keeps no catalogue with the number {number}: `store catalogue` lists them."
            raise StoreError("no_such_version", message, number=number)
        return found

    def take(self, text: str, who: str, why: str) -> Version:
        """Keep this text as the one that counts; raises CatalogueError with all that is wrong in it."""
        with self._writing(lasting=True) as connection:
            writing.change(connection)
            last = catalogues.last(connection)
            seen = last.number if last else 0
            return catalogues.save(connection, text, who, writing.now(), why, "", None, seen)


@contextmanager
def kept_catalogue(url: str) -> Iterator[KeptCatalogue]:
    """Open it; raises StoreError where there is no store, or one of before there were catalogues."""
    engine = connect(url)
    opened = KeptCatalogue(engine)
    try:
        with opened._reading() as connection:
            connection.execute(select(meta.c.number).limit(1))
        yield opened
    finally:
        opened.close()


HINT = (
    "This is the catalogue that the store keeps, and the store stays shut until it is mended: `python -m extract store "
    "catalogue` lists its versions, `--version NUMBER` shows one, and `--take FILE` keeps another in its place.",
    "这是库里保存的指标目录，改好之前库打不开：python -m extract store catalogue 列出它的各个版本，--version 编号 "
    "显示其中一版，--take 文件 换上改好的一版。",
)


def told(error: CatalogueError) -> CatalogueError:
    """The same error with what to do, where it is the store's own catalogue that is wrong."""
    own = chosen.kept()
    if own is None or not str(error).startswith(own.name):
        return error
    english, chinese = (f"{said}\n{hint}" for said, hint in zip((error, error.facts["faults"]), HINT, strict=True))
    return CatalogueError("catalogue", english, faults=chinese)


def faults_of(version: Version) -> list[Fault]:
    """What this program finds wrong in it."""
    return checked(chosen.written(version.text), *chosen.named())[1] if version.text else []
