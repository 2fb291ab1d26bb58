"""Uploads: what becomes of each file, hostile ones among them; imports that are stopped, killed, waiting or undone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from extract.batch import extract_files
from extract.correcting import corrected
from extract.intake import __main__ as process
from extract.intake import bringing, manager, spool
from extract.intake.bringing import Bringing
from extract.intake.manager import Manager
from extract.intake.running import Running
from extract.intake.spool import Spool, safe_name
from extract.intake.teller import Teller
from extract.load import given as given_module
from extract.load.given import given_by, joined
from extract.models import Extraction
from extract.store import Store

ROOT = Path(__file__).parent.parent
TEXT = "石城县2003年工作总结\n　　全县发展党员{n}名，植树{n}00株。\n"
PATIENCE = 60


def text(n: int) -> bytes:
    return TEXT.format(n=n).encode()


def packed(files: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


# Names

NAMES = {
    "a.txt": "a.txt",
    "甲/乙.txt": "甲/乙.txt",
    "../../etc/passwd": "etc/passwd",
    "..\\..\\windows\\a.txt": "windows/a.txt",
    "/etc/a.txt": "etc/a.txt",
    "a\nb\0.txt": "a_b_.txt",
    "<b>a&b.txt": "<b>a&b.txt",
    "\ud800.txt": "?.txt",
    "": "file",
    "..": "file",
    "长" * 200 + ".txt": "长" * 58 + ".txt",
}


@pytest.mark.parametrize(("given", "known"), NAMES.items())
def test_a_name_cannot_lead_out_of_its_folder(given: str, known: str, tmp_path: Path) -> None:
    assert safe_name(given) == known
    kept = Spool(tmp_path)
    assert kept.add(given, b"1") == kept.add(given, b"2") == known
    assert [(path.read_bytes(), name) for path, name in kept.files()] == [(b"1", known), (b"2", known)]
    assert all(tmp_path in path.resolve().parents for path, _ in kept.files())


def test_a_file_and_a_folder_of_one_name(tmp_path: Path) -> None:
    kept = Spool(tmp_path)
    assert [kept.add(name, b"") for name in ("a", "a/b", "a")] == ["a", "a/b", "a"]
    assert [name for _, name in kept.files()] == ["a", "a", "a/b"]


def test_what_dead_processes_have_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    (tmp_path / f"shuchu-upload-{int(done.stdout)}-x").mkdir()
    mine = Spool()
    spool.sweep()
    assert list(tmp_path.iterdir()) == [mine.folder]


# What becomes of each file

Rows = dict[str, list[dict[str, Any]]]
Bring = Callable[..., Rows]


@pytest.fixture
def bring(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Brings files into the store as the process of an import does, but reads them in this one: rows by file."""
    monkeypatch.setattr(bringing, "extract_files", lambda jobs, workers, apart: extract_files(jobs))
    return lambda files, given=None: brought(store, tmp_path, files, given)


def brought(store: Store, folder: Path, files: dict[str, bytes], given: dict[str, str] | None = None) -> Rows:
    kept, said = Spool(Path(folder) / f"upload-{time.monotonic_ns()}"), []
    for name, data in files.items():
        kept.add(name, data)
    whole = given_by(given, "upload") if given else None
    Bringing(store, store.begin("tests", list(files)), whole, 1, said.append).run(kept)
    rows: Rows = {}
    for each in said:
        if "row" in each:
            rows.setdefault(each["row"]["file"], []).append(each["row"])
    assert {"total": sum(map(len, rows.values()))} in said
    return rows


def statuses(rows: Rows) -> dict[str, list[str]]:
    return {name: [row["status"] for row in found] for name, found in rows.items()}


def test_each_file_has_its_row(bring: Bring, store: Store) -> None:
    files = {"包.zip": packed({"一.txt": text(1), "坏.docx": b"PK\x03\x04 nonsense"}), "二.txt": text(2), ".DS_Store": b"\0"}
    rows = bring(files)
    assert statuses(rows) == {"包.zip/一.txt": ["added"], "包.zip/坏.docx": ["failed"], "二.txt": ["added"]}
    assert rows["二.txt"][0]["figures"] == 2 and rows["二.txt"][0]["warnings"] == []
    assert sorted(each.name for each in store.documents()) == ["二", "包.zip/一.txt"]
    assert statuses(bring(files)) == {"包.zip/一.txt": ["there"], "包.zip/坏.docx": ["failed"], "二.txt": ["there"]}


def test_the_same_bytes_and_the_same_text_are_not_doubled(bring: Bring, store: Store) -> None:
    other = text(1).decode().replace("\n", "\r\n").encode("gb18030")
    rows = bring({"a.txt": text(1), "b.txt": text(1), "c.txt": other})
    assert statuses(rows) == {"a.txt": ["added"], "b.txt": ["twin"], "c.txt": ["same"]}
    assert rows["b.txt"][0]["twin"] == "a.txt"
    (document,) = store.documents()
    assert {rows[name][0]["document"] for name in rows} == {document.id}


def test_the_same_words_of_two_places_are_two_documents(bring: Bring, store: Store) -> None:
    words = "全年发展党员45名，举办培训班6期，植树1200株，慰问困难群众300户。"
    manifest = "文件名,地区,年份\na.txt,石城县,2003\nb.txt,瑞金市,2003\n".encode()
    rows = bring({"a.txt": words.encode(), "b.txt": words.encode("gb18030"), "清单.csv": manifest})
    assert statuses(rows) == {"a.txt": ["added"], "b.txt": ["added"], "清单.csv": ["manifest"]}
    assert sorted(each.place or "" for each in store.documents()) == ["瑞金市", "石城县"]


def test_who_goes_before_whom(bring: Bring, store: Store) -> None:
    """All files of the upload, then what is beside a document, then the manifest."""
    sheet = "文件名,地区,年份\nc.txt,石城县,\n坏.txt,无此市,\n".encode()
    files = {"a.txt": b"", "b.txt": b"", "b.meta.toml": b'year = "2001"', "c.txt": b"", "c.meta.toml": 'place = "瑞金市"'.encode()}
    files = {name: data or f"发展党员45名，培训{name}。".encode() for name, data in files.items()}
    rows = bring(files | {"清单.csv": sheet}, {"place": "昆明市", "year": "2010", "publisher": "甲"})
    found = {each.name: each for each in store.documents()}
    assert [(found[name].place, found[name].year) for name in "abc"] == [("昆明市", 2010), ("昆明市", 2001), ("石城县", 2010)]
    assert [found[name].place_told.rule for name in "ac"] == ["upload", "manifest"]
    assert {each.publisher for each in found.values()} == {"甲"}
    (row,) = rows["清单.csv"]
    assert row["count"] == 1 and [each["code"] for each in row["faults"]] == ["manifest_row"]
    assert set(statuses(rows)) == {"a.txt", "b.txt", "c.txt", "清单.csv"}


def test_undoing_brings_back_what_was_said_of_a_document(
    bring: Bring, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one that an upload has renewed, as far as nobody has said something else since."""
    monkeypatch.setattr(process, "extract_files", lambda jobs, apart: extract_files(jobs))
    files = {"a.txt": text(1), "b.txt": text(2)}
    bring(files, {"year": "1995", "place": "潍坊市", "publisher": "甲"})
    earlier = {each.id: store.document(each.id) for each in store.documents()}
    rows = bring(files | {"c.txt": text(3)}, {"year": "1996", "title": "另题"})
    assert statuses(rows) == {"a.txt": ["replaced"], "b.txt": ["replaced"], "c.txt": ["added"]}
    (number, _), (_, second) = ((each.number, each) for each in store.batches()[:2])
    assert rows["a.txt"][0]["changes"].keys() >= {"year", "title"}
    ids = {name: row[0]["document"] for name, row in rows.items()}
    before = {ids[name]: json.loads(json.dumps(rows[name][0]["before"])) for name in files}
    edited = corrected(store, ids["b.txt"], {"year": "1997"})
    ((_, found),) = extract_files([edited])
    store.add(found, None, second.number, True)  # type: ignore[arg-type]
    assert store.renewed(number) == [ids["a.txt"]] and store.undoable(number) == 1
    said: list[dict[str, Any]] = []
    for _ in range(2):
        process.undo(store, {"of": number, "before": before}, said.append)
    assert said == [{"undone": 1, "restored": 1}, {"undone": 0, "restored": 0}]
    assert store.document(ids["a.txt"]) == earlier[ids["a.txt"]]
    changed = store.document(ids["b.txt"])
    assert changed and changed.year == 1997 and store.document(ids["c.txt"]) is None


@pytest.mark.parametrize("given", [{}, {"year": "2006-2010", "scope": "全市"}, {"place": "潍坊市", "source": "http://a.b"}])
def test_what_was_given_is_kept_and_made_again(given: dict[str, str]) -> None:
    one = given_by(given, "upload") if given else None
    both = joined(one, given_by({"title": "甲"}, "person")) if given else None
    for each in (one, both):
        assert given_module.unpacked(json.loads(json.dumps(given_module.packed(each)))) == each


def test_a_table_that_names_no_file_is_a_document(bring: Bring) -> None:
    table = "名称,2008年,2009年\n党员,41,43\n".encode()
    assert statuses(bring({"表.csv": table, "a.txt": text(1)})) == {"表.csv": ["added"], "a.txt": ["added"]}


def test_what_could_not_be_told_is_said(bring: Bring) -> None:
    rows = bring({"a.txt": "没有一个数的文字。".encode(), "b.txt": "全年发展党员45名。".encode()})
    assert rows["a.txt"][0]["warnings"] == [["no_figures", 0]]
    assert rows["b.txt"][0]["warnings"] == [["no_place", 0], ["no_year", 0]]


# Hostile files


def bomb() -> bytes:
    return packed({"b.txt": bytes(64 << 20)})


def declared(size: int) -> bytes:
    """An archive whose one file says that it is so large."""
    data = bytearray(packed({"b.txt": text(1)}))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = size.to_bytes(4, "little")
    return bytes(data)


HOSTILE = [
    ("bomb.zip", bomb(), "bomb"),
    ("large.zip", declared(2 << 30), "bomb"),
    ("climbs.zip", packed({"../../b.txt": text(1)}), "climbs"),
    ("nul.txt", text(1) + b"\0", "binary"),
    ("halves.txt", "\ud800".encode("utf-8", "surrogatepass") + text(1), "undecodable"),
    ("broken.pdf", b"%PDF-1.4 nothing", "damaged"),
    ("empty.txt", b"  \n", "empty"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "legacy"),
    ("<img src=x onerror=alert(1)>\n.rar", b"Rar!\x1a\x07\0", "binary"),
]


def test_hostile_files_cost_a_sentence_each(bring: Bring, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = bring({name: data for name, data, _ in HOSTILE} | {"good.txt": text(1)})
    failed = {name.split("/")[0]: row["error"] for name, (row,) in rows.items() if row["status"] == "failed"}
    assert {name: each["code"] for name, each in failed.items()} == {safe_name(name): code for name, _, code in HOSTILE}
    assert all(each["message"].endswith((".", "。")) for each in failed.values())
    assert [each.name for each in store.documents()] == ["good"]


def test_the_limits_hold(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUCHU_MAX_BYTES", "1K")
    monkeypatch.setenv("SHUCHU_MAX_MEMBERS", "2")
    rows = bring({"a.txt": text(1) * 20, "b.zip": packed({f"{n}.txt": text(n) for n in range(3)}), "c.txt": text(1)})
    assert [rows[name][0].get("error", {}).get("code") for name in ("a.txt", "b.zip", "c.txt")] == ["too_large", "too_many_members", None]


# Processes


@pytest.fixture
def managed(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> Manager:
    """A manager of a store in a file; concepts are told where a test asks for it."""
    monkeypatch.setattr(Teller, "begin", lambda _: False)
    return Manager(sqlite_store, str(sqlite_store._engine.url.database))


def filled(count: int) -> Spool:
    made = Spool()
    for number in range(count):
        made.add(f"{number}.txt", text(number + 10))
    return made


def ended(running: Running | None) -> Running:
    assert running
    for _ in range(PATIENCE * 20):
        if not running.going:
            return running
        time.sleep(0.05)
    pytest.fail(f"import {running.number} does not end: {running}")


def begun(running: Running | None, rows: int = 1) -> Running:
    assert running
    for _ in range(PATIENCE * 100):
        if running.done >= rows:
            return running
        time.sleep(0.01)
    pytest.fail(f"import {running.number} does not begin: {running}")


def test_an_upload_from_beginning_to_undo(managed: Manager, sqlite_store: Store) -> None:
    made = Spool()
    made.add("包.zip", packed({"一.txt": text(1), "坏.docx": b"PK\x03\x04 nonsense"}))
    number = managed.bring("甲", made, ["包.zip"], {"publisher": "乙"})
    assert ended(managed.running(number)).state == "done"
    assert not made.folder.exists()
    batch = sqlite_store.batch(number)
    assert batch and batch.report and batch.until and managed.state_of(batch) == "done"
    counts = {name: batch.report[name] for name in ("total", "added", "failed", "figures")}
    assert counts == {"total": 2, "added": 1, "failed": 1, "figures": 2}
    assert Manager(sqlite_store, "").state_of(batch) == "done"
    ((id, _),) = sqlite_store.brought(number)

    edit = managed.edit("丙", id, "一", {"year": "2010"}, [])
    assert ended(managed.running(edit)).state == "done"
    assert [figure.year for figure in sqlite_store.figures(document=id)] == [2003, 2003]  # the title says so in words
    document = sqlite_store.document(id)
    assert document and document.year == 2010 and document.publisher_told and document.publisher_told.rule == "upload"
    assert [(step.action, step.batch and step.batch.who) for step in sqlite_store.history(id)] == [("replaced", "丙"), ("added", "甲")]
    assert sqlite_store.undoable(number) == 0

    sqlite_store.remove(id)
    again = managed.bring("甲", filled(1), ["0.txt"], {})
    assert ended(managed.running(again)).state == "done"
    managed.undo(again, "丁")
    assert ended(managed.running(again)).undone == 1
    undone = sqlite_store.batch(again)
    assert undone and undone.report and (undone.report["undone"]["who"], undone.report["undone"]["count"]) == ("丁", 1)
    assert sqlite_store.documents() == []


def whole(store: Store) -> int:
    """How many documents there are, each with all its figures."""
    found = store.documents()
    assert all(len(store.figures(document=each.id)) == each.figures == 2 for each in found)
    return len(found)


def test_an_import_that_is_killed_is_shown_as_cut_short_and_goes_on(managed: Manager, sqlite_store: Store) -> None:
    number = managed.bring("甲", filled(150), [f"{n}.txt" for n in range(150)], {})
    running = begun(managed.running(number))
    assert running.process
    running.process.kill()
    assert ended(running).state == "broken"
    batch = sqlite_store.batch(number)
    assert batch and batch.until is None and managed.state_of(batch) == "broken"
    assert 1 <= whole(sqlite_store) < 150
    many = 1500  # so many that it is not done before it is cancelled
    again = managed.bring("甲", filled(many), [f"{n}.txt" for n in range(many)], {})
    managed.cancel(again + 1)  # there is none
    begun(managed.running(again), 200)
    managed.cancel(again)
    assert ended(managed.running(again)).state == "cancelled"
    stopped = sqlite_store.batch(again)
    assert stopped and stopped.until and managed.state_of(stopped) == "cancelled"
    whole(sqlite_store)


KILLED = """
import sys, time
from extract.intake.manager import Manager
from extract.store import open_store
sys.path.insert(0, "tests")
from test_intake import begun, filled
store = open_store(sys.argv[1])
managed = Manager(store, sys.argv[1])
running = begun(managed.running(managed.bring("甲", filled(150), ["many"], {})))
print(running.process.pid, flush=True)
time.sleep(60)
"""


def test_the_app_is_killed(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the import ends with it; the import is told as cut short, what is in is whole."""
    address = str(sqlite_store._engine.url.database)
    app = subprocess.Popen([sys.executable, "-c", KILLED, address], stdout=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert app.stdout
    child = int(app.stdout.readline())
    app.send_signal(signal.SIGKILL)
    app.wait()
    for _ in range(PATIENCE * 10):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the import goes on without anybody who could stop it")
    monkeypatch.setattr(manager, "SILENT", 0)
    (batch,) = sqlite_store.batches()
    assert batch.until is None and Manager(sqlite_store, address).state_of(batch) == "broken"
    assert 1 <= whole(sqlite_store) < 150


@pytest.mark.parametrize(
    ("report", "until", "state"),
    [
        (None, None, "broken"),
        ({"seen": "2001-01-01T00:00:00+00:00"}, None, "broken"),
        ({"seen": "nonsense"}, None, "broken"),
        ({"seen": "now"}, None, "running"),
        ({}, "2026-01-01T00:00:00+00:00", "done"),
        ({"cancelled": True}, "2026-01-01T00:00:00+00:00", "cancelled"),
    ],
)
def test_the_state_of_an_import_of_another_process(
    report: dict[str, Any] | None, until: str | None, state: str, sqlite_store: Store
) -> None:
    from extract.store import Batch

    if report and report.get("seen") == "now":
        report = {"seen": datetime.now(UTC).isoformat()}
    batch = Batch(7, "甲", ("a",), "e", "2026-01-01T00:00:00+00:00", until, report)
    assert Manager(sqlite_store, "").state_of(batch) == state


def told(store: Store, teller: Teller) -> list[tuple[str, int]]:
    """What is counted in the store, once nobody tells any more."""
    for _ in range(PATIENCE * 20):
        if not teller.going:
            return [(each.concept, each.number) for each in store.concepts(["路灯"])]
        time.sleep(0.05)
    pytest.fail("telling concepts does not end")


def test_what_an_import_brings_is_told_without_a_command(sqlite_store: Store) -> None:
    managed = Manager(sqlite_store, str(sqlite_store._engine.url.database))
    made = Spool()
    made.add("灯.txt", "中山市2011年工作\n2011年，中山市安装路灯45盏。".encode())
    assert ended(managed.running(managed.bring("甲", made, ["灯.txt"], {}))).state == "done"
    assert told(sqlite_store, managed.teller) == [("安装/路灯", 1)]
    assert sqlite_store.told_concepts() == 1


def test_what_an_import_brings_is_compared_without_a_visit(sqlite_store: Store) -> None:
    managed = Manager(sqlite_store, str(sqlite_store._engine.url.database))
    made = Spool()
    made.add("员.txt", "中山市2011年工作\n2011年底，中山市有党员17782人。".encode())
    assert ended(managed.running(managed.bring("甲", made, ["员.txt"], {}))).state == "done"
    told(sqlite_store, managed.teller)
    assert sqlite_store.changed_series() == 0


def test_telling_waits_for_imports_and_is_not_tried_at_once_again(
    sqlite_store: Store, extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_store.add(extraction)
    importing, followed = [True, True, False], []
    monkeypatch.setattr("extract.intake.teller.PAUSE", 0.01)
    monkeypatch.setattr(Teller, "_follow", lambda _: followed.append(list(importing)))
    teller = Teller(sqlite_store, "", lambda: bool(importing and importing.pop(0)))
    assert teller.begin()
    told(sqlite_store, teller)
    assert followed == [[]] and not teller.begin()
    monkeypatch.setattr("extract.intake.teller.PATIENCE", 0.0)
    monkeypatch.setattr(Teller, "_follow", lambda _: sqlite_store.tell_concepts())
    assert teller.begin()
    told(sqlite_store, teller)
    assert teller.begin() and sqlite_store.told_concepts() == 1


def test_imports_take_their_turns(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at a time; the third waits, and begins when one ends; one that waits can be stopped."""
    may_end: set[int] = set()

    def said(self: Manager, running: Running, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        while running.number not in may_end:
            time.sleep(0.01)
        yield {"end": True}

    monkeypatch.setattr(Manager, "_said", said)
    monkeypatch.setattr(manager, "BEAT", 0.01)
    managed = Manager(sqlite_store, "")
    numbers = [managed.bring(who, filled(1), ["a"], {}) for who in "甲乙丙丁"]
    running = [managed.running(number) for number in numbers]
    for _ in range(500):
        if [each and each.state for each in running] == ["running", "running", "waiting", "waiting"]:
            break
        time.sleep(0.01)
    assert [each and each.state for each in running] == ["running", "running", "waiting", "waiting"]
    assert [managed.ahead(number) for number in numbers] == [0, 0, 0, 1]
    managed.cancel(numbers[2])
    assert ended(running[2]).state == "cancelled"
    may_end |= {numbers[1], numbers[3]}
    assert ended(running[3]).state == "done"
    assert running[0] and running[0].state == "running"
    may_end.add(numbers[0])
    assert ended(running[0]).state == "done"


def test_the_uploader_takes_what_a_document_may_have() -> None:
    import tomllib

    from extract.load.limits import Limits

    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["maxUploadSize"] << 20 >= Limits().bytes


def test_a_likeness_is_of_the_words() -> None:
    from extract.store.likeness import likeness

    words = text(1).decode()
    assert likeness(words) == likeness(words.replace("\n", "\r\n\u3000")) == likeness("\ufeff" + words) != likeness(words + "1")
    assert likeness("发展党员45名。") is None
