"""An import that is killed loses and doubles nothing; programs share a store; what a new engine changes is told first."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select, text

from conftest import FIRST, make_extraction
from extract import keeper, stream
from extract.__main__ import main
from extract.batch import extract_files
from extract.errors import SourceError, StoreError
from extract.load import document
from extract.messages import ERRORS
from extract.models import Extraction
from extract.pipeline import extract
from extract.store import Entry, Prepared, Sought, Store, open_store
from extract.store import prepared as made
from extract.store.schema import documents, figures, imports, metadata, rejections, segments

ROOT = Path(__file__).parent.parent
TEXT = "石城县2003年工作总结\n　　全县发展党员{n}名，植树{n}00株。\n"
HTML = "<html><body><h1>石城县2003年</h1><p>发展党员<b>12名</b>。</p></body></html>".encode()

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process: exit code, stdout, stderr."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main([str(each) for each in arguments])
        return (code, *capsys.readouterr())

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty small documents."""
    made = tmp_path / "documents"
    made.mkdir()
    for number in range(10, 40):
        (made / f"{number}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    return made


def _whole(store: Store) -> set[str]:
    """The names of the documents, each of which has all of its parts."""
    with store._engine.connect() as connection:
        for row in connection.execute(select(documents)).all():
            for table, least in ((segments, 1), (figures, row.figures), (rejections, 0)):
                count = connection.execute(select(func.count()).where(table.c.document == row.id)).scalar_one()
                assert count >= least and (table is not figures or count == row.figures), row.name
    return {each.name for each in store.documents()}


def _content(store: Store) -> list[Any]:
    """All that does not depend on when and in which order documents came."""
    ids = sorted(each.id for each in store.documents())
    found = [(store.document(id), store.segments(id), store.figures(document=id), store.rejections(id)) for id in ids]
    return [found, store.cells(), sorted(hit.document for hit in store.search("党员", most=1000))]


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "extract", *map(str, arguments)]


# Killed


def test_an_import_that_is_killed_goes_on(url: str, folder: Path, tmp_path: Path) -> None:
    store = open_store(url)
    before: set[str] = set()
    for wanted in (1, 9, 17):
        running = subprocess.Popen(_command("import", folder, "--store", url, "--workers", 1), cwd=ROOT)
        while running.poll() is None and len(store.documents()) < wanted:
            time.sleep(0.005)
        running.kill()
        assert running.wait() == -signal.SIGKILL
        there = _whole(store)
        assert before <= there and len(there) >= wanted
        before = there
    done = subprocess.run(
        _command("import", folder, "--store", url, "--json"), cwd=ROOT, capture_output=True, check=True
    )
    report = json.loads(done.stdout)
    assert (report["there"], report["added"], report["failed"]) == (len(before), 30 - len(before), 0)
    assert [batch.until is None for batch in store.batches()] == [False, True, True, True]
    other = open_store(str(tmp_path / "other.sqlite3"))
    for path in sorted(folder.iterdir()):
        other.add(extract(document(path.stem, path.read_bytes())))
    assert _content(store) == _content(other)
    store.close()


DIES = """
import os, signal, sys
from sqlalchemy import event
from conftest import FIRST, make_extraction
from extract.store import open_store
store, last = open_store(sys.argv[1]), int(sys.argv[2])
count = 0
def counted(connection, cursor, statement, *rest):
    global count
    count += not statement.lstrip().startswith(("SELECT", "PRAGMA"))
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(store._engine, "after_cursor_execute", counted)
batch = store.begin("me", ["x"])
for number in (1, 2):
    store.add(make_extraction(FIRST + "又。" * number, name=f"{number}.txt"), b"<b>", batch)
store.finish(batch, {})
"""


def test_killed_at_every_write_a_document_is_there_whole_or_not_at_all(url: str) -> None:
    store = open_store(url)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    codes = []
    for last in range(1, 40, 3):
        running = subprocess.run([sys.executable, "-c", DIES, url, str(last)], cwd=ROOT, env=environment, check=False)
        codes.append(running.returncode)
        assert _whole(store) <= {"1.txt", "2.txt"}
    assert codes[0] == -signal.SIGKILL and codes[-1] == 0
    assert _whole(store) == {"1.txt", "2.txt"}
    with store._engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(imports)).scalar() == 2
    store.close()


# Together


ADDS = """
import sys
from conftest import FIRST, make_extraction
from extract.store import open_store
store = open_store(sys.argv[1])
for number in range(40):
    assert store.add(make_extraction(FIRST + sys.argv[2] + str(number) + "。", name=f"{sys.argv[2]}{number}"))
"""


def test_two_programs_write_while_a_third_reads(url: str) -> None:
    store = open_store(url)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    running = [
        subprocess.Popen([sys.executable, "-c", ADDS, url, word], cwd=ROOT, env=environment) for word in ("甲", "乙")
    ]
    seen = 0
    while any(each.poll() is None for each in running):
        seen = max(seen, len(_whole(store)))
    assert [each.returncode for each in running] == [0, 0]
    assert len(_whole(store)) == 80 and store.version().endswith("-80")
    store.close()


# What a page asks


def _asked(store: Store, ask: Callable[[Store], object]) -> list[tuple[str, Any]]:
    """The statements of a question, with their values."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            heard.append((statement, values))

    event.listen(store._engine, "before_cursor_execute", hear)
    ask(store)
    event.remove(store._engine, "before_cursor_execute", hear)
    return heard


ID = make_extraction().document.id
FIGURE = make_extraction().figures[0].id
CLICKS: list[Callable[[Store], object]] = [
    lambda store: store.has(ID),
    lambda store: store.document(ID),
    lambda store: store.source(ID),
    lambda store: store.segments(ID),
    lambda store: store.rejections(ID),
    lambda store: store.figures(document=ID),
    lambda store: store.figure(FIGURE),
    lambda store: store.neighbours(FIGURE),
    lambda store: store.cell("442000|2011|party_members|"),
    lambda store: store.cells(indicators=["party_members", "new_party_members"]),
    lambda store: store.cells(places=["442000"]),
    lambda store: store.cells(years=[2011]),
    lambda store: store.cells(indicators=["party_members"], places=["442000"], years=[2011]),
    lambda store: store.search("党员"),
    lambda store: store.search("党"),
    lambda store: store.documents(start=5, most=5),
    lambda store: store.documents(sort="year", descending=True, most=5),
    lambda store: store.documents(Sought(place="442000"), sort="figures", most=5),
    lambda store: store.summary(ID),
    lambda store: store.words(ID, 3, 8),
    lambda store: store.lacking("year", 0, 5),
    lambda store: store.cells_of(ID),
    lambda store: store.count_cells(indicators=["party_members"]),
    lambda store: store.indicators(),
    lambda store: store.places(),
    lambda store: store.years_with("family", "organisation"),
    lambda store: store.years_with("disputed"),
    lambda store: store.squares(["party_members"], ["442000"], [2011], ""),
    lambda store: store.series(["442000"], 2),
    lambda store: store.counts(indicators=["party_members"], years=[2011]),
    lambda store: store.latest("party_members", years=[2011]),
    lambda store: store.disputed(5),
    lambda store: store.dimensions([ID]),
]


@pytest.mark.parametrize("number", range(len(CLICKS)))
def test_a_click_scans_no_table(store: Store, number: int) -> None:
    for each in range(20):
        store.add(make_extraction(FIRST + "又。" * each))
    statements = _asked(store, CLICKS[number])
    assert statements and not _scans(store, statements)


def test_a_scan_is_seen(store: Store) -> None:
    assert _scans(store, [("SELECT id FROM figures WHERE quote = 'x'", ())])


def _scans(store: Store, statements: list[tuple[str, Any]]) -> list[str]:
    """The lines of the plans that read a whole table."""
    with store._engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # a table of twenty rows is read whole unless that is forbidden
            connection.execute(text("SET enable_seqscan = off"))
        word = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        plans = [connection.exec_driver_sql(f"{word} {statement}", values).all() for statement, values in statements]
    lines = [" ".join(map(str, row)) for plan in plans for row in plan]
    return [line for line in lines if re.search(r"\bSCAN (?!words|anon_|\(|\d* ?CONSTANT)(?!.*USING)|Seq Scan", line)]


def test_a_list_of_documents_reads_no_text_and_counts_nothing(store: Store) -> None:
    statements = " ".join(statement for statement, _ in _asked(store, lambda store: store.documents()))
    assert "texts" not in statements and "FROM figures" not in statements and "count(" not in statements


# Rules of the tables


@pytest.mark.parametrize(
    "broken",
    ["figures SET bound = 'x'", "figures SET confidence = 2", 'figures SET "end" = "start"', "segments SET kind = 'x'"],
)
def test_the_store_checks_what_it_keeps(store: Store, extraction: Extraction, broken: str) -> None:
    store.add(extraction)
    with pytest.raises(StoreError) as caught, store._writing() as connection:
        connection.execute(text(f"UPDATE {broken}"))
    assert caught.value.code == "store_refused"


def test_nothing_belongs_to_no_document(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    with store._writing() as connection:
        connection.execute(text("DELETE FROM documents"))
    with store._engine.connect() as connection:
        for table in metadata.sorted_tables:
            if "document" in table.c and table.name != "imports":
                assert connection.execute(select(func.count()).select_from(table)).scalar() == 0, table.name


# Import


def test_an_import_reports(run: Run, url: str, folder: Path) -> None:
    (folder / "x.html").write_bytes(HTML)
    (folder / "y.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    code, out, err = run("import", folder, "--store", url, "--json", "--workers", 1)
    report = json.loads(out)
    assert code == 1 and "31 of 32 imported with 61 figures" in err
    counts = {name: report[name] for name in ("total", "added", "replaced", "there", "failed", "figures")}
    assert counts == {"total": 32, "added": 31, "replaced": 0, "there": 0, "failed": 1, "figures": 61}
    first, failed = (
        next(each for each in report["files"] if each["status"] == status) for status in ("added", "failed")
    )
    assert (first["file"], first["place"], first["year"]) == (str(folder / "10.txt"), "石城县", 2003)
    assert failed["file"].endswith("y.txt") and "binary" in failed["error"]
    code, out, _ = run("import", folder / "x.html", "--store", url, "--json")
    assert code == 0 and [each["status"] for each in json.loads(out)["files"]] == ["there"]
    _, out, _ = run("store", "imports", "--store", url)
    last, begun = (json.loads(line) for line in out.splitlines())
    assert begun["what"] == [str(folder)] and begun["failed"] == 1 and "binary" in begun["errors"][0][1]
    assert "@" in begun["who"] and begun["until"] and last["there"] == 1
    store = open_store(url)
    code, _, err = run("remove", "--import", begun["import"], "--store", url)
    assert (code, err) == (0, "31 documents removed.\n") and store.documents() == []
    store.close()


def test_remove_says_what_is_not_there(run: Run, url: str, folder: Path) -> None:
    run("import", folder / "10.txt", folder / "11.txt", "--store", url)
    store = open_store(url)
    code, _, err = run("remove", store.documents()[0].id, "unknown", "--store", url)
    assert code == 1 and "no document “unknown”" in err and "1 documents removed." in err
    assert [each.name for each in store.documents()] == ["11"]
    store.close()


def name_of(entry: Entry) -> str:
    return str(dict(zip(made.DOCUMENT, entry.prepared.document, strict=True))["name"])


def test_a_document_that_the_store_refuses_fails_alone(
    run: Run, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Store.add_all

    def broken(entry: Entry) -> Entry:
        row = entry.prepared.figures[0]
        lone = tuple("\ud800" if name == "quote" else value for name, value in zip(made.FIGURE, row, strict=True))
        figures = {"12": [row, row], "13": [lone]}.get(name_of(entry), entry.prepared.figures)
        return replace(entry, prepared=replace(entry.prepared, figures=figures))

    monkeypatch.setattr(Store, "add_all", lambda self, entries: real(self, list(map(broken, entries))))
    code, _, err = run("import", folder, "--store", url, "--workers", 1)
    assert code == 1 and "28 of 30 imported" in err and "2 failed" in err
    assert err.count("does not take this document") == 2
    assert len(_whole(open_store(url))) == 28


def test_a_store_that_goes_away_stops_the_import_and_it_can_go_on(
    run: Run, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = Store.add_all, []

    def add(self: Store, entries: Sequence[Entry]) -> list[str | StoreError]:
        calls.append(list(map(name_of, entries)))
        if len(calls) > 5:
            raise StoreError("store_broken", "The store x cannot be used: gone.", store="x", reason="gone")
        return real(self, entries)

    monkeypatch.setattr(keeper, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(keeper, "DOCUMENTS", 2)
    monkeypatch.setattr(Store, "add_all", add)
    code, _, err = run("import", folder, "--store", url, "--workers", 1)
    assert code == 1 and "stopped at “19.txt”" in err and "9 documents are in the store" in err
    assert calls[5:] == [["19", "20"]] * 3
    monkeypatch.setattr(Store, "add_all", real)
    code, _, err = run("import", folder, "--store", url, "--workers", 1)
    assert code == 0 and "21 of 30 imported" in err and "9 there already" in err


def test_only_two_slow_writes_in_a_row_make_them_smaller(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that ends with SQLite's log going to its places keeps nobody from writing."""
    kept = keeper.Keeper(store, 1, lambda *told: None)
    found = rooms(kept, (0.1, 0.1, 2 * keeper.HELD, 0.1, 2 * keeper.HELD, 2 * keeper.HELD, 0.1), monkeypatch)
    assert found == [2, 4, 4, 8, 8, 4, 8]


def test_writes_grow_until_they_take_nearly_as_long_as_they_may(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = keeper.Keeper(store, 1, lambda *told: None)
    monkeypatch.setattr(kept, "_room", 256)
    assert rooms(kept, (0.6 * keeper.HELD, 0.79 * keeper.HELD, 0.9 * keeper.HELD), monkeypatch) == [341, 345, 345]
    assert rooms(kept, (0.3 * keeper.HELD, 0.3 * keeper.HELD), monkeypatch) == [keeper.DOCUMENTS] * 2


def rooms(kept: keeper.Keeper, took: Sequence[float], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents are written together after each of full writes that took so long."""
    found = []
    for seconds in took:
        monkeypatch.setattr(kept, "_waiting", [None] * kept._room)
        kept._adapt(seconds)
        found.append(kept._room)
    return found


# Sources and refreshing


def test_the_file_of_every_document_can_be_had_back(store: Store) -> None:
    for name, data in (("页", HTML), ("文", FIRST.encode("gb18030")), ("标", b"\xef\xbb\xbf" + FIRST.encode())):
        found = extract(document(name, data))
        store.add(found, data)
        assert store.source(found.document.id) == data
    with store._engine.connect() as connection:  # a plain text is its own source
        assert connection.execute(text("SELECT count(*) FROM sources")).scalar() == 1
    assert store.source("unknown") is None


def test_bytes_that_are_not_the_document_s_are_not_kept(store: Store) -> None:
    found = extract(document("页", HTML))
    store.add(found, HTML + b" ")
    assert store.source(found.document.id) is None


def test_refresh_tells_what_it_would_change_and_then_changes_it(
    run: Run, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "x.html").write_bytes(HTML)
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "old")
    real = extract_in_batch(monkeypatch, lambda found: replace(found, figures=found.figures[:1]))
    run("import", folder / "10.txt", folder / "x.html", "--store", url)
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "new")
    monkeypatch.setattr("extract.batch.extract", real)
    store = open_store(url)
    before = store.version()
    code, out, err = run("refresh", "--store", url)
    assert code == 0 and "+ 10" in out and "1 gained, 0 lost, 0 changed, 2 the same." in out and "add --yes" in err
    assert store.version() == before and len(store.outdated()) == 2
    code, out, _ = run("refresh", "--store", url, "--yes", "--json")
    assert code == 0 and [each["quote"] for each in json.loads(out)["gained"]] == ["1000株"]
    assert store.outdated() == [] and len(store.figures()) == 3
    assert {store.source(each.id) is not None for each in store.documents()} == {True}
    assert run("refresh", "--store", url)[0] == 0
    store.close()


def extract_in_batch(monkeypatch: pytest.MonkeyPatch, change: Callable[[Extraction], Extraction]) -> Any:
    """Lets imports of this process find something else; gives back what they found before."""
    from extract import batch

    real = batch.extract
    monkeypatch.setattr(batch, "extract", lambda document: change(real(document)))
    return real


def test_a_document_without_its_file_is_not_refreshed(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(url)
    store.add(extract(document("页", HTML)))
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "new")
    code, _, err = run("refresh", "--yes", "--store", url)
    assert code == 1 and "“页” cannot be read again" in err
    assert len(store.outdated()) == 1 and len(store.figures()) == 1
    store.close()


# Search, backup, restore on the command line


def test_search_on_the_command_line(run: Run, url: str, folder: Path) -> None:
    run("import", folder / "10.txt", folder / "11.txt", "--store", url)
    code, out, _ = run("search", "黨", "--store", url)
    assert code == 0 and [line.split("  ")[1:3] for line in out.splitlines()] == [["10", "19"], ["11", "19"]]
    assert "全县发展党员10名" in out
    code, out, _ = run("search", "发展", "植树1", "--store", url, "--json", "--top", 1)
    hit = json.loads(out)
    assert hit["text"][slice(*(place - hit["start"] for place in hit["spans"][0]))] == "发展"
    code, out, err = run("search", "没有", "--store", url)
    assert (code, out) == (1, "") and "nowhere" in err


def test_backup_and_restore_on_the_command_line(run: Run, url: str, folder: Path, tmp_path: Path) -> None:
    run("import", folder / "10.txt", "--store", url)
    assert run("backup", tmp_path / "b.sqlite3", "--store", url)[0] == 0
    code, _, err = run("restore", tmp_path / "b.sqlite3", "--store", tmp_path / "r.sqlite3")
    assert code == 0 and "1 documents came back" in err
    assert [each.name for each in open_store(str(tmp_path / "r.sqlite3")).documents()] == ["10"]


def test_upgrade_on_the_command_line(run: Run, url: str, tmp_path: Path) -> None:
    assert "has the form of this program already" in run("store", "upgrade", "--store", url)[2]


def test_every_error_of_the_store_has_its_chinese() -> None:
    sources = [*(ROOT / "extract" / "store").glob("*.py"), ROOT / "extract" / "keeping.py"]
    codes = {
        code for path in sources for code in re.findall(r'StoreError\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert len(codes) > 10 and codes <= set(ERRORS)


def test_rows_of_other_tables_or_rules_are_not_taken(url: str, folder: Path) -> None:
    path = sorted(folder.iterdir())[0]
    own = keeper.Preparing.of(open_store(url))
    ((_, prepared),) = extract_files([path], then=own)
    assert isinstance(prepared, Prepared) and prepared.form == own.form
    ((_, refused),) = extract_files([path], then=replace(own, form="older"))
    assert isinstance(refused, SourceError) and refused.code == "other_engine"


def test_few_large_files_are_under_way_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the files counts for as much as may be under way: no more are begun than there are workers."""
    paths, begun = sorted(folder.iterdir())[:12], []

    def jobs() -> Iterator[Path]:
        for path in paths:
            begun.append(path)
            yield path

    def at_most(size: int) -> list[int]:
        begun.clear()
        monkeypatch.setattr(stream, "AHEAD_BYTES", size)
        return [len(begun) - done for done, _ in enumerate(extract_files(jobs(), workers=2))]

    assert max(at_most(1)) == 3  # one that is being written, and two
    assert max(at_most(1 << 30)) > 4
