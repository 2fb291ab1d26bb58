"""What a person says of a document is kept: read again with it, taken back, and never forgotten by another reading."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from extract.__main__ import main
from extract.batch import extract_files
from extract.correcting import corrected, differences
from extract.errors import ExtractError
from extract.jobs import bytes_of
from extract.load import document
from extract.load.given import GIVEN, Given, given_by, given_of, joined, only, with_given
from extract.models import Extraction
from extract.pipeline import extract
from extract.store import Store, open_store

TEXT = "宁都县2004年工作总结\n来源：宁都年鉴\n　　全年发展党员52名。\n"


def put(store: Store, text: str = TEXT, name: str = "a") -> str:
    extraction = extract(document(name, text.encode()))
    store.add(extraction, text.encode())
    return extraction.document.id


def correct(store: Store, id: str, record: dict[str, str], restored: tuple[str, ...] = ()) -> Extraction:
    job = corrected(store, id, record, restored)
    ((_, found),) = extract_files([job])
    assert isinstance(found, Extraction), found
    assert store.add(found, bytes_of(job), changed=True) == "replaced"
    return found


def facts(store: Store, id: str) -> dict[str, Any]:
    """Each field with the rule that told it."""
    found = store.document(id)
    assert found
    told = {name: getattr(found, f"{name}_told") for name in GIVEN}
    values = {name: getattr(found, name) for name in GIVEN} | {"place": found.place and found.place.full_name}
    return {name: (values[name], told[name].rule if told[name] else None) for name in GIVEN}


def test_what_told_title_publisher_and_address_is_kept_with_its_place(store: Store) -> None:
    text = "党 校 教 育\n来源：中山年鉴\nhttp://example.cn/a\n正文发展党员5名。\n"
    id = put(store, text)
    found = store.document(id)
    assert found
    for name, words in (("title", "党 校 教 育"), ("publisher", "中山年鉴"), ("url", "http://example.cn/a")):
        told = getattr(found, f"{name}_told")
        assert (told.rule, told.words, found.text[told.start : told.end]) == (f"front.{name}", words, words)
    html = document("b", "<html><head><title>网页的标题</title></head><body><p>正文，发展党员5名。</p></body></html>".encode())
    assert html.title_told and (html.title_told.rule, html.title_told.start) == ("format.title", -1)


def test_a_person_says_otherwise_and_takes_it_back(store: Store) -> None:
    id = put(store)
    before = facts(store, id)
    assert before["place"] == ("宁都县", "place.title") and before["title"][1] == "front.title"
    found = correct(store, id, {"place": "360781", "title": "新题", "source": "http://example.cn/b"})
    now = facts(store, id)
    assert now["place"] == ("瑞金市", "person") and now["title"] == ("新题", "person")
    assert now["url"] == ("http://example.cn/b", "person") and now["year"] == before["year"]
    assert {figure.place for figure in found.figures} == {"瑞金市"}
    correct(store, id, {"year": "2006—2010"})
    assert facts(store, id) == now | {"year": (None, "person")}
    correct(store, id, {}, ("place", "title", "year", "url"))
    assert facts(store, id) == before


def test_what_changed_is_told_in_words() -> None:
    old = document("a", TEXT.encode())
    new = with_given(old, given_by({"title": "新题", "year": "2006—2010"}, "person"))
    assert differences(old, new) == {"title": ["宁都县2004年工作总结", "新题"], "year": ["", "2006—2010"]}


@pytest.mark.parametrize(
    ("record", "field"), [({"place": "无此市"}, "place"), ({"place": "朝阳区"}, "place"), ({"year": "十二"}, "year")]
)
def test_what_cannot_be_is_refused(record: dict[str, str], field: str) -> None:
    with pytest.raises(ExtractError) as caught:
        given_by(record, "person")
    assert (caught.value.code, caught.value.facts["field"]) == ("given", field)


def test_a_document_whose_file_was_not_kept_says_so(store: Store) -> None:
    with pytest.raises(ExtractError) as caught:
        corrected(store, "nothing", {"year": "2001"})
    assert caught.value.code == "no_such_document"


def test_joined_keeps_who_gave_what() -> None:
    first = Given("manifest", title="甲", url="http://a", year=2001, year_words="2001")
    both = joined(first, Given("person", title="乙", scope=""))
    assert both and {name: both.rule_of(name) for name in GIVEN if both.has(name)} == {
        "title": "person", "scope": "person", "year": "manifest", "url": "manifest",
    }  # fmt: skip
    mine = only(both, "person")
    assert mine and (mine.title, mine.scope, mine.year, mine.url) == ("乙", "", None, "")
    assert joined(None, first) is first is joined(first, None)
    read = with_given(document("a", TEXT.encode()), both)
    again = given_of(read)
    assert again and {name: again.rule_of(name) for name in GIVEN if again.has(name)} == {
        name: both.rule_of(name) for name in GIVEN if both.has(name)
    }


@pytest.mark.parametrize("field", ["title", "publisher", "source"])
def test_a_new_reading_forgets_nothing(field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where only title, publisher or address was given, and nothing else."""
    url, words = str(tmp_path / "s.sqlite3"), {"title": "甲", "publisher": "乙年鉴", "source": "http://example.cn/c"}[field]
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "m.csv").write_text(f"file,{field}\na.txt,{words}\n", encoding="utf-8")
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "old")
    assert main(["import", str(tmp_path / "a.txt"), "--store", url, "--manifest", str(tmp_path / "m.csv")]) == 0
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "new")
    assert main(["refresh", "--yes", "--store", url]) == 0
    store = open_store(url)
    (found,) = store.documents()
    assert store.outdated() == [] and getattr(found, "url" if field == "source" else field) == words
    store.close()


def test_an_import_does_not_take_back_what_a_person_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = str(tmp_path / "s.sqlite3")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.txt", TEXT)
    (tmp_path / "m.csv").write_text("file,place,year\nb.txt,大理市,2011\n", encoding="utf-8")
    command = ["import", str(tmp_path / "a.zip"), "--store", url, "--manifest", str(tmp_path / "m.csv")]
    assert main(command) == 0
    store = open_store(url)
    (found,) = store.documents()
    correct(store, found.id, {"place": "瑞金市"})
    assert main(command) == 0
    assert "0 of 1 imported" in capsys.readouterr().err
    assert facts(store, found.id)["place"] == ("瑞金市", "person")
    (tmp_path / "m.csv").write_text("file,place,year\nb.txt,大理市,2012\n", encoding="utf-8")
    assert main(command) == 0
    assert facts(store, found.id)["place"] == ("瑞金市", "person") and facts(store, found.id)["year"] == (2012, "manifest")
    store.close()


def test_a_file_beside_that_is_gone_gives_nothing_any_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url, beside = str(tmp_path / "s.sqlite3"), tmp_path / "a.meta.toml"
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    beside.write_text('place = "大理市"', encoding="utf-8")
    said = []
    for words in ("大理市", "宁都县", "宁都县"):
        assert main(["import", str(tmp_path / "a.txt"), "--store", url]) == 0
        said.append(capsys.readouterr().err.split(" imported")[0].strip())
        store = open_store(url)
        assert [each.place for each in store.documents()] == [words]
        store.close()
        beside.unlink(missing_ok=True)
    assert said == ["1 of 1", "1 of 1", "0 of 1"]
