"""The page of imports and the section on a document, without a browser and without processes."""

# ruff: noqa: F811 (the fixture of another file is an argument here)
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from test_pages import HOSTILE, Show, Shown, show  # noqa: F401

from extract.access import Person
from extract.intake.bringing import as_facts
from extract.intake.manager import Manager
from extract.intake.running import Running
from extract.intake.spool import Spool
from extract.load import document as load_bytes
from extract.load.manifest import read_manifest
from extract.models import Extraction
from extract.pipeline import extract
from extract.store import Store, open_store
from pages.components import access

Follow = Callable[[Running, dict[str, Any]], Iterator[dict[str, Any]]]


@pytest.fixture
def store(show: Show, tmp_path: Path) -> Store:
    """The store that the pages show."""
    return open_store(str(tmp_path / "pages.sqlite3"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What processes would have been asked for; with the names of the files that a spool holds at that moment."""
    found: list[dict[str, Any]] = []

    def said(self: Manager, running: Running, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        names = [name for _, name in Spool(Path(asked["folder"])).files()] if "folder" in asked else []
        found.append(asked | {"names": names})
        yield {"total": len(names)}
        yield from ({"row": {"file": name, "status": "failed", "error": BROKEN}} for name in names)
        yield {"end": True}

    monkeypatch.setattr(Manager, "_said", said)
    return found


BROKEN = {"code": "damaged", "message": "“x” is damaged.", "facts": {"file": "x", "kind": "a ZIP archive"}}

FILES: list[dict[str, Any]] = [
    {"file": HOSTILE, "status": "failed", "error": {"code": "new", "message": HOSTILE, "facts": {"file": HOSTILE}}},
    {"file": "b.txt", "status": "failed", "error": BROKEN},
    {"file": "c.txt", "status": "added", "document": "DOCUMENT", "figures": 2, "warnings": [["undated", 3]]},
    {"file": "d.txt", "status": "twin", "document": "DOCUMENT", "twin": HOSTILE},
    {"file": "e.txt", "status": "same", "document": "DOCUMENT"},
    {"file": "f.txt", "status": "added", "document": "gone", "figures": 1, "warnings": []},
    {"file": "m.csv", "status": "manifest", "count": 2, "faults": [BROKEN]},
]


@pytest.fixture
def reported(store: Store, made: Callable[..., Extraction]) -> int:
    """An import with every kind of row."""
    extraction = made()
    number = store.begin("甲", ["c.txt", HOSTILE])
    store.add(extraction, batch=number)
    files = [row | ({"document": extraction.document.id} if row.get("document") == "DOCUMENT" else {}) for row in FILES]
    counts = {"total": 7, "added": 2, "there": 1, "same": 1, "failed": 2, "figures": 3}
    store.finish(number, counts | {"errors": [], "files": files, "task": "import"})
    return number


def until(what: Callable[[], object]) -> None:
    for _ in range(500):
        if what():
            return
        time.sleep(0.02)
    pytest.fail("it does not come about")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_says_what_became_of_each_file(
    language: str, reported: int, show: Show, store: Store
) -> None:
    shown = show("imports", lang=language, **{"import": str(reported)})
    (document,) = store.documents()
    assert 'class="notice error"' not in shown.html
    assert shown.html.count(f'href="documents?doc={document.id}') >= 3
    for status, count in (("failed", 2), ("added", 2), ("twin", 1), ("same", 1), ("manifest", 1)):
        assert shown.html.count(f'class="outcome {status}"') == count + 1  # and in the choice above
    assert "中山市" in shown.html and ("依据：" in shown.html) == (language == "zh")
    assert ("文件已损坏" in shown.html) == (language == "zh") != ("Open it in its own program" in shown.html)
    assert not {"script", "img"} & set(shown.parsed.tags)
    one = show("imports", show="same", **{"import": str(reported)}).html
    assert "e.txt" in one and "c.txt" not in one


def test_an_import_of_the_command_line_is_shown_too(show: Show, store: Store, made: Callable[..., Extraction]) -> None:
    number = store.begin("甲", ["folder"])
    store.add(made(), batch=number)
    store.finish(number, {"total": 2, "added": 1, "failed": 1, "figures": 2, "errors": [["x.pdf", "It is broken."]]})
    shown = show("imports", **{"import": str(number)})
    assert "It is broken." in shown.html and "x.pdf" in shown.html and "a.txt" in shown.html


def test_files_are_handed_over_and_forgotten(show: Show, store: Store, asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "person", lambda: Person("甲", "甲", "admin"))
    test = show("imports").test
    choose(test, {"../a.txt": b"1", "b.zip": b"2"})
    test.run()
    fill(test, year="2010", source="http://example.cn")
    button(test, "开始导入").click().run()
    assert not test.exception
    until(lambda: asked)
    assert asked[0]["names"] == ["a.txt", "b.zip"]
    assert asked[0]["given"] == {"year": "2010", "source": "http://example.cn"}
    (batch,) = store.batches()
    assert (batch.who, batch.what) == ("甲", ("a.txt", "b.zip"))
    until(lambda: (found := store.batch(batch.number)) and found.until)
    test.run()
    assert not test.file_uploader[0].value  # what was handed over is not chosen any more
    assert "b.zip" in Shown(test).html and 'class="state done"' in Shown(test).html


@pytest.mark.parametrize(
    ("name", "value", "said"), [("year", "十二年前", "年份"), ("source", "ftp//x", "http"), ("source", "javascript:x", "http")]
)
def test_what_cannot_be_is_said_before_anything_begins(name: str, value: str, said: str, show: Show, store: Store, asked: list[dict[str, Any]]) -> None:
    test = show("imports").test
    choose(test, {"a.txt": b"1"})
    test.run()
    fill(test, **{name: value})
    button(test, "开始导入").click().run()
    html = Shown(test).html
    assert 'class="notice error"' in html and said in html
    assert store.batches() == [] and asked == []


def choose(test: Any, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        test.file_uploader[0].upload(name, data)


def fill(test: Any, **values: str) -> None:
    for name, value in values.items():
        next(box for box in test.text_input if box.key and f".{name}" in f".{box.key.split('.', 1)[1]}").set_value(value)


def button(test: Any, label: str) -> Any:
    return next(each for each in test.button if each.label.startswith(label))


def test_an_import_that_is_going_shows_how_far_it_is(show: Show, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    may_end = []

    def said(self: Manager, running: Running, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield {"total": 4}
        yield {"row": {"file": "a.txt", "status": "failed", "error": BROKEN}}
        while not may_end:
            time.sleep(0.01)

    monkeypatch.setattr(Manager, "_said", said)
    test = show("imports").test
    choose(test, {"a.txt": b"1"})
    test.run()
    button(test, "开始导入").click().run()
    (batch,) = store.batches()
    test.query_params["import"] = str(batch.number)
    until(lambda: "已完成 1 / 4" in Shown(test.run()).html)
    assert '<progress value="1" max="4">' in Shown(test).html and "a.txt" in Shown(test).html
    button(test, "停止").click().run()
    may_end.append(True)
    until(lambda: (found := store.batch(batch.number)) and found.until)
    assert "这次导入中途停止" in Shown(test.run()).html


def test_an_import_is_undone_after_a_question(reported: int, show: Show, store: Store, asked: list[dict[str, Any]]) -> None:
    shown = show("imports", **{"import": str(reported)})
    assert {"import": [str(reported)], "undo": ["1"]} in shown.links_to("")
    test = show("imports", undo="1", **{"import": str(reported)}).test
    assert "移除这次读入的 1 份文档" in Shown(test).html and "另有 1 份" in Shown(test).html
    button(test, "撤销，移除 1 份").click().run()
    until(lambda: asked)
    assert (asked[0]["task"], asked[0]["of"]) == ("undo", reported)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_undoing_does_not_bring_back_is_said_before_and_after(
    language: str, show: Show, store: Store, made: Callable[..., Extraction]
) -> None:
    """A document that was there before is only read again: the store has no earlier reading of it."""
    store.add(made())
    number = store.begin("甲", ["a.txt", "b.txt"])
    store.add(made(year=2010), batch=number, changed=True)
    report = {"total": 1, "added": 0, "replaced": 1, "failed": 0, "figures": 2, "errors": [], "files": [], "task": "import"}
    store.finish(number, report)
    said = {"zh": "有 1 份文档在这次导入之前就在库里", "en": "only read again: 1 of the documents"}[language]
    asked: dict[str, str] = {"import": str(number), "lang": language}
    shown = show("imports", **asked)
    assert said in shown.html and "undo=1" not in shown.html  # there is nothing that could be taken out
    store.add(made("中山市2011年党的工作二\n2011年底，全市有党员17782人，发展党员355名。邮编528400。"), batch=number)
    store.finish(number, report | {"total": 2, "added": 1})
    shown = show("imports", **asked)
    assert said not in shown.html and "undo=1" in shown.html
    assert said in show("imports", undo="1", **asked).html
    assert store.undo(number) == 1
    store.note(number, report | {"added": 1, "undone": {"who": "甲", "at": "2026-01-01T00:00:00+00:00", "count": 1}})
    assert said in show("imports", **asked).html
    assert len(store.documents()) == 1


def test_undoing_offers_to_bring_back_what_was_said(
    show: Show, store: Store, made: Callable[..., Extraction], asked: list[dict[str, Any]]
) -> None:
    """Also where the import has brought nothing new."""
    extraction = made()
    store.add(extraction)
    number = store.begin("甲", ["a.txt"])
    store.add(made(year=2010), batch=number, changed=True)
    row = {"file": "a.txt", "status": "replaced", "document": extraction.document.id, "figures": 2}
    row |= {"changes": {"year": ["2011", "2010"]}, "before": {}}
    report = {"total": 1, "added": 0, "replaced": 1, "failed": 0, "figures": 2, "errors": [], "files": [row]}
    store.finish(number, report | {"task": "import"})
    assert "undo=1" in show("imports", **{"import": str(number)}).html
    shown = show("imports", undo="1", **{"import": str(number)})
    assert "另有 1 份在这次导入之前就在库里，撤销后按从前的说明重读" in shown.html and "这次只是重读" not in shown.html
    button(shown.test, "撤销，恢复 1 份").click().run()
    until(lambda: asked)
    assert asked[0]["before"] == {extraction.document.id: {}}
    undone = {"who": "甲", "at": "2026-01-01T00:00:00+00:00", "count": 0, "restored": 1}
    store.note(number, report | {"task": "import", "undone": undone})
    html = show("imports", **{"import": str(number)}).html
    assert "1 份此前就在库里的文档，已按从前的说明重读" in html and "这次只是重读" not in html


def test_the_year_of_a_field_is_said_in_words(show: Show, store: Store) -> None:
    number = store.begin("甲", ["f.md"])
    found = extract(load_bytes("f.md", "# 中山市年鉴\n\n**年度**: 2024\n**来源**: 中山年鉴\n\n全市有党员100名。".encode()))
    store.add(found, batch=number)
    store.finish(number, {"total": 1, "added": 1, "failed": 0, "figures": 1, "errors": []})
    html = show("imports", **{"import": str(number)}).html
    assert "“年度”一栏写的是 2024" in html and "**" not in html.partition("<table")[2]
    evidence = show("evidence", fig=store.figures()[0].id).html
    assert evidence.count("“年度”一栏写的是 2024") == 2


def test_an_import_that_was_cut_short_says_what_to_do(show: Show, store: Store) -> None:
    number = store.begin("甲", ["a.txt"])
    assert "再导入一次" in show("imports", **{"import": str(number)}).html
    assert 'class="state broken"' in show("imports").html
    assert "没有这一次导入" in show("imports", **{"import": "99"}).html


def test_what_a_document_is_can_be_said_otherwise(show: Show, store: Store, made: Callable[..., Extraction], asked: list[dict[str, Any]]) -> None:
    extraction = made()
    store.add(extraction)
    id = extraction.document.id
    shown = show("documents", doc=id)
    assert "关于本文档" in shown.html and {"doc": [id], "edit": ["1"]} in shown.links_to("")
    assert {"doc": [id], "at": ["0"], "to": ["3"]} in shown.links_to("documents")  # what told the place
    test = show("documents", doc=id, edit="1").test
    button(test, "保存并重读").click().run()
    assert "没有改动" in Shown(test).html and asked == []
    fill(test, year="十二")
    button(test, "保存并重读").click().run()
    assert "不是年份" in Shown(test).html and asked == []
    fill(test, year="2012", title="")
    button(test, "保存并重读").click().run()
    until(lambda: asked)
    assert (asked[0]["document"], asked[0]["given"], asked[0]["restored"]) == (id, {"year": "2012"}, ["title"])


def test_what_is_wrong_with_a_manifest_is_said_in_the_readers_language(show: Show, store: Store) -> None:
    (fault,) = read_manifest(Path("清单.csv"), "文件名,地区\na.txt,无此市\nb.txt,石城县\n".encode()).faults
    number = store.begin("甲", ["清单.csv"])
    row = {"file": "清单.csv", "status": "manifest", "count": 1, "faults": [as_facts(fault)]}
    store.finish(number, {"total": 1, "files": [row]})
    for language, said, other in (("zh", "查无此地", "not known"), ("en", "not known", "查无此地")):
        html = show("imports", lang=language, **{"import": str(number)}).html
        assert said in html and other not in html


def test_moments_are_in_the_readers_time() -> None:
    from pages.components import moments

    assert moments.html("<b>") == '<time datetime="&lt;b&gt;">&lt;b&gt;</time>'
    assert len(moments.local("2026-01-01T00:00:00+00:00")) == len("2026-01-01 00:00")
