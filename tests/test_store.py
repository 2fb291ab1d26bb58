"""The store gives back what went in, whole or not at all, to several readers and writers."""

from __future__ import annotations

import ast
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from conftest import FIRST, make_figure
from extract import version
from extract.errors import StoreError
from extract.models import Extraction, Figure
from extract.panel import cells
from extract.store import Store, open_store, writing
from extract.store.review_schema import decided
from extract.store.schema import figures, imports

Make = Callable[..., Extraction]


def test_everything_comes_back_equal(store: Store, extraction: Extraction) -> None:
    id = extraction.document.id
    assert store.add(extraction)
    assert store.document(id) == extraction.document
    assert tuple(store.segments(id)) == extraction.segments
    assert tuple(store.rejections(id)) == extraction.rejections
    assert tuple(store.figures(document=id)) == extraction.figures
    assert store.figure(extraction.figures[0].id) == extraction.figures[0]


@pytest.mark.parametrize("value", ["0.1", "1004.79", "123456789012345678901234567890.1", "0", "1.50", "3E+4"])
def test_decimals_are_exact(store: Store, extraction: Extraction, value: str) -> None:
    figure = replace(extraction.figures[0], value=Decimal(value), value_max=Decimal(value) + 1)
    store.add(replace(extraction, figures=(figure,)))
    found = store.figure(figure.id)
    assert found is not None and (found.value, found.value_max) == (figure.value, figure.value_max)
    assert str(found.value) == value


def test_adding_twice_changes_nothing(store: Store, extraction: Extraction) -> None:
    assert store.add(extraction)
    before = store.version()
    assert not store.add(extraction)
    assert store.version() == before
    assert len(store.documents()) == 1


def test_a_new_engine_replaces_the_figures(
    store: Store, extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(extraction)
    before = store.version()
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "next")
    assert not store.has(extraction.document.id)
    assert store.add(replace(extraction, figures=extraction.figures[:1], rejections=()))
    assert len(store.figures()) == 1
    assert store.rejections(extraction.document.id) == []
    assert store.version() != before


def test_a_document_is_written_whole_or_not_at_all(store: Store, made: Make) -> None:
    store.add(made())
    other = made(FIRST + "又记。", name="b.txt")
    before = store.version()
    with pytest.raises(StoreError):
        store.add(replace(other, figures=(other.figures[0], other.figures[0])))
    assert [each.name for each in store.documents()] == ["a.txt"]
    assert store.version() == before
    assert store.add(other)


def test_several_documents_are_written_at_once(store: Store, made: Make) -> None:
    first, second, third = (made(FIRST + "。" * number, name=f"{number}.txt") for number in range(3))
    batch = store.begin("a@b", [])
    assert store.add(first) == "added"
    changed = replace(second, document=replace(second.document, title="又"))
    entry = store.entry
    entries = [entry(first), entry(second, batch=batch), entry(third), entry(second), entry(changed, changed=True)]
    assert store.add_all(entries) == ["", "added", "added", "", ""]
    assert store.add_all([entry(second, changed=True), entry(changed)]) == ["", ""]
    assert store.add_all([entry(changed), entry(changed, changed=True)]) == ["", "replaced"]
    assert store.add_all([]) == []
    assert [each.title for each in store.documents()] == [first.document.title, "又", third.document.title]
    assert store.cells() == cells(store.figures()) and len(store.figures()) == 6
    with store._engine.connect() as connection:
        rows = connection.execute(select(imports.c.document, imports.c.action).order_by(imports.c.number)).all()
    ids = [each.document.id for each in (first, second, third, second)]
    assert [tuple(row) for row in rows] == list(zip(ids, ["added", "added", "added", "replaced"], strict=True))


def test_of_several_documents_only_those_refused_are_left_out(store: Store, made: Make) -> None:
    good = [made(FIRST + "。" * number, name=f"{number}.txt") for number in range(3)]
    bad = replace(good[1], figures=(good[1].figures[0], good[1].figures[0]))
    first, refused, third = store.add_all(list(map(store.entry, (good[0], bad, good[2]))))
    assert (first, third) == ("added", "added")
    assert isinstance(refused, StoreError) and refused.code == "store_refused"
    assert [each.name for each in store.documents()] == ["0.txt", "2.txt"]
    assert store.cells() == cells(store.figures())


def test_remove(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    before = store.version()
    assert store.remove(extraction.document.id)
    assert not store.remove(extraction.document.id)
    assert store.version() != before
    assert (store.documents(), store.figures(), store.cells(), store.places()) == ([], [], [], [])
    assert store.document(extraction.document.id) is None


def test_summaries_count(store: Store, made: Make) -> None:
    found = made()
    document = found.document
    loose = make_figure(document, "2011年", "2011", "other", year=None, place=None, start=3)
    store.add(replace(found, figures=(loose, *found.figures)))
    store.add(Extraction(replace(document, id="f" * 12, name="b.txt", place=None, place_told=None)))
    first, second = store.documents()
    assert (first.figures, first.attributed, first.counted, first.unplaced, first.undated) == (3, 2, 2, 1, 1)
    assert (first.place, first.place_code, first.characters) == ("中山市", "442000", len(FIRST))
    assert first.place_told == document.place_told
    assert (second.figures, second.place, second.place_code) == (0, None, "")


def test_figures_are_filtered(store: Store, made: Make) -> None:
    found = made()
    flagged = replace(found.figures[1], dup=True)
    store.add(replace(found, figures=(found.figures[0], flagged)))
    assert len(store.figures()) == 2
    assert store.figures(counting=True) == [found.figures[0]]
    assert store.figures(indicators=["new_party_members"]) == [flagged]
    assert store.figures(places=["潍坊市"]) == store.figures(years=[1999]) == store.figures(indicators=[]) == []
    assert len(store.figures(places=["中山市"], years=[2011], document=found.document.id)) == 2


def test_neighbours(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    first, second = extraction.figures
    assert store.neighbours(first.id) == (None, second)
    assert store.neighbours(second.id) == (first, None)
    assert store.neighbours("unknown-1") == (None, None)


def test_cells_are_the_panel_of_the_figures(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    assert store.cells() == cells(extraction.figures)
    assert [store.cell(each.id) for each in store.cells()] == store.cells()
    assert [each.indicator for each in store.cells(indicators=["party_members"])] == ["party_members"]
    assert store.places() == [("442000", "中山市")]
    assert store.years() == [2011]


@pytest.mark.parametrize("id", ["", "442000", "442000|x|party_members|", "442000|2012|party_members|", "a|b|c|d|e"])
def test_an_unknown_cell_is_none(store: Store, extraction: Extraction, id: str) -> None:
    store.add(extraction)
    assert store.cell(id) is None


def test_reading_and_writing_in_threads(store: Store, made: Make) -> None:
    found = [made(FIRST + "。" * number, name=f"{number}.txt") for number in range(1, 25)]

    def write_and_read(extraction: Extraction) -> tuple[str, int]:
        return store.add(extraction), len(store.figures(document=extraction.document.id))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(write_and_read, found)) == [("added", 2)] * len(found)
    assert len(store.documents()) == len(found)
    assert store.version().endswith(f"-{len(found)}")


def test_two_stores_on_one_file(sqlite_store: Store, made: Make, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path}/new/figures.sqlite3")
    sqlite_store.add(made())
    other.add(made(FIRST + "又。", name="b.txt"))
    assert sqlite_store.version() == other.version()
    assert len(sqlite_store.documents()) == len(other.documents()) == 2


def test_sqlite_runs_in_wal_with_foreign_keys(sqlite_store: Store) -> None:
    with sqlite_store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_environment_names_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUCHU_STORE", str(tmp_path / "deep" / "er" / "x.sqlite3"))
    open_store()
    assert (tmp_path / "deep" / "er" / "x.sqlite3").exists()


def test_a_newer_store_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "new" / "figures.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET number = 99 WHERE key = 'schema'")
    with pytest.raises(StoreError, match="newer version of this program") as caught:
        open_store(str(path))
    assert caught.value.code == "store_newer"


def _no_database(folder: Path) -> str:
    (folder / "notes.txt").write_text("These are notes, and far from being a database. " * 50)
    return str(folder / "notes.txt")


def _file_as_folder(folder: Path) -> str:
    (folder / "file").touch()
    return str(folder / "file" / "x.sqlite3")


@pytest.mark.parametrize(
    "place",
    [
        str,
        _no_database,
        _file_as_folder,
        lambda _: "nonsense://x",
        lambda _: "sqlite+x:///y",
        lambda _: "postgresql://",
    ],
    ids=["a folder", "no database", "below a file", "unknown kind", "unknown driver", "no server"],
)
def test_what_cannot_be_opened_says_so(tmp_path: Path, place: Callable[[Path], str]) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        open_store(place(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_password_stays_secret() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://reader:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value)


def test_what_a_figure_holds_is_what_its_table_holds() -> None:
    columns, named = set(figures.c.keys()), {each.name for each in fields(Figure)}
    assert columns - named == {"counting"} and named - columns == {"mark"}
    assert set(decided.c.keys()) == columns | {"mark"}


def test_all_that_decides_what_is_stored_is_part_of_the_engine_version() -> None:
    """A document is read again where the code changes that says which figures count."""
    tree = ast.parse(Path(writing.__file__).read_text(encoding="utf-8"))
    modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    asked = {name.removeprefix("extract.") for name in modules if name.startswith("extract.")}
    known = {path.relative_to(version.ROOT).with_suffix("").as_posix() for path in version.engine_files()}
    assert {name for name in asked if not name.startswith("store")} <= known
    assert "counting" in known and "attribution/interval" in known


def test_places_of_one_name_are_told_apart_by_their_codes(store: Store, made: Make) -> None:
    found = made()
    figure = found.figures[1]
    other = replace(figure, id=f"{found.document.id}-0", start=0, place_code="320106")
    store.add(replace(found, figures=(figure, other)))
    assert [cell.place_code for cell in store.cells(places=["442000"])] == ["442000"]
    assert store.figures(places=["320106"]) == [other]
    assert len(store.cells(places=["中山市"])) == 2


def test_the_words_around_figures_come_without_their_texts(store: Store, extraction: Extraction) -> None:
    """Cut to the sentence, the first figure of a text and ids that are not there included."""
    store.add(extraction)
    first, second = extraction.figures
    found = store.quoted([first.id, second.id, "nobody-1", first.id])
    assert set(found) == {first.id, second.id}
    said = found[first.id]
    assert (said.before, said.quote, said.after) == ("2011年底，全市有党员", "17782人", "，发展党员355名。邮编528400。")
    assert (said.title, said.cut, said.confidence) == ("中山市2011年党的工作", (False, False), 0.9)
    assert (found[second.id].before, found[second.id].after) == ("", "")  # its sentence is not known
    assert store.quoted([]) == {}
