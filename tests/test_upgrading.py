"""A store that any earlier version has written is brought to today's form, with all that was in it.

The files of ``tests/forms`` are what the earlier versions wrote: their tables for both databases, and the rows of a
store with two documents; an empty index of words, which the upgrade then fills. A number with a word is a form of which
there were several under one number.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Engine, MetaData, create_engine, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from conftest import emptied
from extract.errors import StoreError
from extract.store import Store, open_store, opening, upgrade_store, upgrading
from extract.store.schema import SCHEMA, metadata

FORMS = Path(__file__).parent / "forms"
EARLIER = sorted(path.name.removesuffix(".sqlite.sql") for path in FORMS.glob("*.sqlite.sql"))
REVISIONS = sorted(int(path.stem.removeprefix("form_")) for path in (upgrading.MIGRATIONS / "versions").glob("form_*.py"))


def _sqlite_of(form: str, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as connection:
        connection.executescript((FORMS / f"{form}.sqlite.sql").read_text(encoding="utf-8"))
    connection.close()
    return str(path)


def _postgresql_of(form: str, url: str, folder: Path) -> str:
    """The tables as the earlier version had them there, and the rows of its SQLite file."""
    server, file = create_engine(url), create_engine(f"sqlite:///{_sqlite_of(form, folder / 'old.sqlite3')}")
    with server.begin() as target, file.connect() as source:
        target.exec_driver_sql((FORMS / f"{form}.postgresql.sql").read_text(encoding="utf-8"))
        tables = MetaData()
        tables.reflect(target)
        for table in (each for each in tables.sorted_tables if each.name != "words"):
            rows = source.execute(text(f"SELECT * FROM {table.name}")).mappings().all()
            for row in rows:
                target.execute(table.insert(), {name: _value(table.c[name].type, row[name]) for name in row})
    server.dispose()
    file.dispose()
    return url


def _value(kind: Any, value: Any) -> Any:
    if isinstance(kind, JSON):
        return None if value is None else json.loads(value)
    return bool(value) if isinstance(kind, Boolean) else value


@pytest.fixture(params=EARLIER)
def form(request: pytest.FixtureRequest) -> str:
    named: str = request.param
    return named


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, form: str, tmp_path: Path) -> str:
    """The URL of a store with two documents, as an earlier version has left it."""
    if request.param == "sqlite":
        return _sqlite_of(form, tmp_path / "old" / "figures.sqlite3")
    return _postgresql_of(form, request.getfixturevalue("postgresql_url"), tmp_path)


def _upgraded(url: str) -> Store:
    if "://" in url:
        done = upgrade_store(url)
        assert done and done.copy is None
    return open_store(url)


def test_each_earlier_form_is_there() -> None:
    assert REVISIONS[-1] == SCHEMA
    assert {int(form.split("-")[0]) for form in EARLIER} == set(REVISIONS[:-1])


def test_an_earlier_store_is_upgraded_with_all_that_is_in_it(old: str, form: str, tmp_path: Path) -> None:
    store = _upgraded(old)
    second, first = store.documents()
    assert (first.name, first.place, first.year, second.place) == ("甲", "中山市", 2011, None)
    found = store.figures(document=first.id)
    assert [figure.quote for figure in found] == ["17782人", "300人", "355名", "2000多株"]
    assert (first.figures, first.counted, first.undated, second.figures, second.undated) == (4, 3, 0, 2, 2)
    document = store.document(first.id)
    assert document and document.text[found[0].start : found[0].end] == found[0].quote
    assert found[0].place_told and found[0].indicator == "party_members" and found[1].part
    assert len(store.segments(first.id)) == 2 and [each.quote for each in store.rejections(first.id)][-1] == "528400"
    assert [hit.document for hit in store.search("繁荣")] == [first.id]
    assert (store.source(second.id) or b"").decode("gb18030").startswith("会议纪要")
    assert len(store.cells()) == 3
    assert store.remove(second.id) and not store.search("捐款")
    store.close()


def _described(engine: Engine) -> dict[str, Any]:
    """Everything that a database says of its tables, in an order of its own names."""
    seen = inspect(engine)
    described: dict[str, Any] = {}
    for table in sorted(seen.get_table_names()):
        if table.startswith("words_"):
            continue
        described[table] = {
            "columns": [{**each, "type": str(each["type"]), "comment": None} for each in seen.get_columns(table)],
            "key": seen.get_pk_constraint(table),
            "links": sorted(seen.get_foreign_keys(table), key=str),
            "checks": sorted(seen.get_check_constraints(table), key=str),
            "indexes": sorted(seen.get_indexes(table), key=str),
        }
    return described


def test_an_upgraded_store_is_as_a_new_one(old: str, tmp_path: Path) -> None:
    store = _upgraded(old)
    upgraded = _described(store._engine)
    with store._engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == str(SCHEMA)
    store.close()
    fresh = str(tmp_path / "fresh.sqlite3")
    if "://" in old:
        fresh = emptied(old)
    made = open_store(fresh)
    assert upgraded == _described(made._engine)
    made.close()


def test_from_nothing_the_revisions_make_what_a_new_store_has(url: str) -> None:
    """The first revision is the first form, so that what comes after has a beginning."""
    engine = opening.connect(url)
    with engine.connect() as connection, connection.begin():
        upgrading.run(connection, "1")
    columns = {each["name"] for each in inspect(engine).get_columns("documents")}
    engine.dispose()
    assert {"text", "place_told"} <= columns and "headings" not in columns


def test_a_copy_of_the_old_file_stays_beside_it(tmp_path: Path) -> None:
    place = Path(_sqlite_of("1", tmp_path / "figures.sqlite3"))
    store = open_store(str(place))
    assert store.upgraded and store.upgraded.copy == tmp_path / "figures.form-1.sqlite3"
    assert (store.upgraded.old, store.upgraded.new) == (1, SCHEMA)
    store.close()
    with sqlite3.connect(tmp_path / "figures.form-1.sqlite3") as copy:
        assert copy.execute("SELECT count(*) FROM figures").fetchone() == (6,)
        assert copy.execute("SELECT number FROM meta WHERE key = 'schema'").fetchone() == (1,)
    again = open_store(str(place))
    assert again.upgraded is None
    again.close()


def test_a_server_is_upgraded_by_a_person_only(postgresql_url: str, tmp_path: Path) -> None:
    _postgresql_of("3", postgresql_url, tmp_path)
    with pytest.raises(StoreError, match="extract store upgrade") as caught:
        open_store(postgresql_url)
    assert caught.value.code == "store_older"
    assert upgrade_store(postgresql_url)
    assert upgrade_store(postgresql_url) is None
    assert len(open_store(postgresql_url).documents()) == 2


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = _sqlite_of("2", tmp_path / "figures.sqlite3")
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE figures SET bound = 'nonsense' WHERE id = (SELECT min(id) FROM figures)")
        before = list(connection.iterdump())
    with pytest.raises(StoreError, match="could not be upgraded") as caught:
        open_store(place)
    assert caught.value.code == "store_not_upgraded"
    with sqlite3.connect(place) as connection:
        assert list(connection.iterdump()) == before


def test_two_programs_may_open_an_old_store_at_once(tmp_path: Path) -> None:
    place = _sqlite_of("1", tmp_path / "figures.sqlite3")
    code = "import sys; from extract.store import open_store; print(len(open_store(sys.argv[1]).documents()))"
    root = Path(__file__).parent.parent
    running = [
        subprocess.Popen([sys.executable, "-c", code, place], stdout=subprocess.PIPE, cwd=root) for _ in range(3)
    ]
    assert [each.communicate()[0] for each in running] == [b"2\n"] * 3


def test_a_change_of_the_tables_has_a_migration() -> None:
    """Today's tables are written down under their number; with a new one goes a revision, tested above.

    ``python tests/test_upgrading.py`` writes them down; never for a number that a release or main has had.
    """
    for dialect in DIALECTS:
        assert (FORMS / f"now-{SCHEMA}.{dialect}.ddl").read_text(encoding="utf-8") == _tables(dialect), (
            "The tables have changed: raise SCHEMA, write a revision and its tests, then run this file."
        )


DIALECTS = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}


def _tables(dialect: str) -> str:
    kind = DIALECTS[dialect]()
    made = [str(CreateTable(table).compile(dialect=kind)).strip() for table in metadata.sorted_tables]
    indexes = [
        each for table in metadata.sorted_tables for each in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    return ";\n".join([*made, *(str(CreateIndex(each).compile(dialect=kind)) for each in indexes)]) + ";\n"


if __name__ == "__main__":
    for dialect in DIALECTS:
        (FORMS / f"now-{SCHEMA}.{dialect}.ddl").write_text(_tables(dialect), encoding="utf-8")
