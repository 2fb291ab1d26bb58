"""A backup holds the whole store, and a restored store equals the first, on either database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from conftest import FIRST, emptied
from extract.errors import StoreError
from extract.load import document
from extract.models import Extraction
from extract.pipeline import extract
from extract.store import Store, open_store
from extract.store.schema import metadata

HTML = "<html><body><h1>石城县2003年</h1><p>发展党员<b>12名</b>，植树300株。</p></body></html>".encode()
TABLE = "石城县2003年\n\n单位：人\n\n| 指标 | 2002年 | 2003年 |\n|---|---|---|\n| 党员 | 1,234 | 1,300 |\n".encode()

NOT_KEPT = {"alembic_version", "meta"}


def _rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with store._engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=str)
            for table in metadata.sorted_tables
            if table.name not in NOT_KEPT
        }


def _filled(store: Store, seeds: list[Path]) -> Store:
    """A store with documents of several kinds, an import, and one document taken out."""
    batch = store.begin("a@b", ["seeds", "网页"])
    for name, data in (("网页", HTML), ("表", TABLE), *((path.stem, path.read_bytes()) for path in seeds[:2])):
        assert store.add(extract(document(name, data)), data, batch) == "added"
    store.finish(batch, {"added": 4, "errors": [["x", "y"]]})
    assert store.remove(store.documents()[0].id)
    return store


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, store: Store, tmp_path: Path) -> Callable[[], Store]:
    """Opens an empty store to restore into, of each kind; the first one on the same server is gone by then."""

    def opened() -> Store:
        if request.param == "sqlite":
            return open_store(str(tmp_path / "other.sqlite3"))
        return open_store(emptied(request.getfixturevalue("postgresql_server")))

    return opened


def test_a_restored_store_equals_the_first(
    store: Store, other: Callable[[], Store], seeds: list[Path], tmp_path: Path
) -> None:
    _filled(store, seeds)
    rows, cells, documents = _rows(store), store.cells(), store.documents()
    found = [hit for word in ("党", "党员", "植树") for hit in store.search(word)]
    path = tmp_path / "copies" / "backup.sqlite3"
    store.backup(path)
    assert [each.name for each in path.parent.iterdir()] == ["backup.sqlite3"]
    version = store.version()
    store.close()
    second = other()
    second.restore(path)
    assert _rows(second) == rows and len(rows["figures"]) > 50 and len(rows["sources"]) == 1
    assert (second.cells(), second.documents()) == (cells, documents)
    assert [hit for word in ("党", "党员", "植树") for hit in second.search(word)] == found
    assert second.version().split("-")[1] == version.split("-")[1] and second.version() != version
    assert second.add(extract(document("新", FIRST.encode()))) == "added"
    assert second.begin("a@b", []) == 2
    second.close()


def test_a_restored_store_can_be_backed_up_again(store: Store, seeds: list[Path], tmp_path: Path) -> None:
    _filled(store, seeds).backup(tmp_path / "one.sqlite3")
    middle = open_store(str(tmp_path / "middle.sqlite3"))
    middle.restore(tmp_path / "one.sqlite3")
    middle.backup(tmp_path / "two.sqlite3")
    last = open_store(str(tmp_path / "last.sqlite3"))
    last.restore(tmp_path / "two.sqlite3")
    assert _rows(last) == _rows(store)
    for each in (middle, last):
        each.close()


def test_a_file_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite3"
    path.write_text("mine")
    with pytest.raises(StoreError) as caught:
        store.backup(path)
    assert caught.value.code == "backup_exists" and path.read_text() == "mine"


def test_a_store_with_documents_is_not_restored_into(store: Store, extraction: Extraction, tmp_path: Path) -> None:
    store.add(extraction)
    store.backup(tmp_path / "b.sqlite3")
    before = _rows(store)
    with pytest.raises(StoreError) as caught:
        store.restore(tmp_path / "b.sqlite3")
    assert caught.value.code == "not_empty" and _rows(store) == before


@pytest.mark.parametrize("content", [None, b"", b"no database at all, only words " * 100])
def test_what_is_no_backup_says_so(store: Store, content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match="is no backup") as caught:
        store.restore(path)
    assert caught.value.code == "no_backup" and store.documents() == []
