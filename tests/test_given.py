"""What a person says of a document: a manifest, and a file beside it, before all that the text tells."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from extract.__main__ import main
from extract.batch import extract_files
from extract.errors import SourceError
from extract.load.manifest import read_manifest
from extract.load.sidecar import beside
from extract.messages import sentence
from extract.models import Extraction
from extract.store import open_store

TEXT = "2009年，潍坊市市直机关发展党员355名。\n"
CSV = "文件名,地区,年份,来源,标题,范围,出版者\na.txt,昆明市,2012,http://example.cn/a,某某报告,全市,甲市年鉴\n"


def rows(words: str, encoding: str = "utf-8") -> object:
    return read_manifest(Path("清单.csv"), words.encode(encoding))


HEADS = [
    CSV,
    CSV.replace("文件名,地区,年份,来源,标题,范围,出版者", "File name,Place,Year,Source,Title,Scope,Publisher"),
    CSV.replace(",", ";"),
    CSV.replace("昆明市", "530100"),
    CSV.replace("昆明市", "云南省昆明市"),
    CSV.replace("2012", "2012年"),
    CSV.replace("a.txt", "a"),
]


@pytest.mark.parametrize("words", HEADS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_manifest_in_any_make(words: str, encoding: str) -> None:
    found = rows(words, encoding).of("some/folder/a.txt")
    assert (found.place.full_name, found.year, found.url) == ("昆明市", 2012, "http://example.cn/a")
    assert (found.title, found.scope, found.publisher) == ("某某报告", "", "甲市年鉴")


def test_a_manifest_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    for row in (line.split(",") for line in CSV.splitlines()):
        book.active.append([int(each) if each.isdecimal() else each for each in row])
    written = BytesIO()
    book.save(written)
    found = read_manifest(Path("清单.xlsx"), written.getvalue()).of("a.txt")
    assert found and (found.place.full_name, found.year, found.title) == ("昆明市", 2012, "某某报告")


def test_the_longest_path_goes_first() -> None:
    found = rows("file,year\na.txt,2001\nb/a.txt,2002\nall.zip/a.txt,2003\n")
    assert [found.of(path).year for path in ("x/a.txt", "x/b/a.txt", "all.zip/a.txt")] == [2001, 2002, 2003]
    assert found.of("c.txt") is None


FAULTS = [
    ("无此市", "a.txt,无此市,2012", "查无此地"),
    ("several", "a.txt,朝阳区,2012", "不止一个"),
    ("for a year", "a.txt,昆明市,十二", "不是年份"),
    ("names no file", ",昆明市,2012", "没有写文件名"),
]


@pytest.mark.parametrize(("said", "row", "chinese"), FAULTS)
def test_a_broken_row_is_told_by_its_number(said: str, row: str, chinese: str) -> None:
    found = rows(f"文件名,地区,年份\nb.txt,昆明市,2011\n{row}\nc.txt,昆明市,2013\n")
    assert [found.of(name).year for name in ("b.txt", "c.txt")] == [2011, 2013]
    (fault,) = found.faults
    assert said in str(fault) and "Row 3" in str(fault)
    assert "第 3 行" in sentence(fault, True) and chinese in sentence(fault, True)


@pytest.mark.parametrize("words", ["地区,年份\n昆明市,2012\n昆明市,2013\n", "只是一段话。"])
def test_a_manifest_without_file_names_is_refused(words: str) -> None:
    with pytest.raises(SourceError) as caught:
        rows(words)
    assert caught.value.code == "manifest"


def one(path: Path) -> Extraction:
    ((_, found),) = extract_files([path])
    assert isinstance(found, Extraction), found
    return found


SIDECARS = {
    "a.meta.toml": 'place = "昆明市"\nyear = 2012\nsource = "http://example.cn/a"\nscope = "市直机关"\n',
    "a.txt.meta.toml": '"地区" = "昆明市"\n"年份" = "2012年"\n"来源" = "http://example.cn/a"\n"范围" = "市直机关"\n',
    "a.meta.json": '{"place": "昆明市", "year": 2012, "url": "http://example.cn/a", "scope": "市直机关"}',
}


@pytest.mark.parametrize("name", SIDECARS)
def test_what_stands_beside_a_document(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("全年发展党员355名。", encoding="utf-8")
    (tmp_path / name).write_text(SIDECARS[name], encoding="utf-8")
    found = one(tmp_path / "a.txt")
    assert (found.document.year, found.document.url, found.document.scope) == (2012, "http://example.cn/a", "市直机关")
    (figure,) = found.figures
    assert (figure.place, figure.year, figure.scope) == ("昆明市", 2012, "市直机关")
    assert figure.place_told and (figure.place_told.rule, figure.place_told.words) == ("sidecar", "昆明市")
    assert figure.counts


def test_several_years_are_no_one_year(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2009年工作总结\n全年发展党员355名。", encoding="utf-8")
    assert one(tmp_path / "a.txt").document.year == 2009
    (tmp_path / "a.meta.toml").write_text('year = "2006—2010"', encoding="utf-8")
    assert one(tmp_path / "a.txt").document.year is None


@pytest.mark.parametrize("words", ["place = ", 'place = "无此市"', 'year = "x"', "\0"])
def test_a_broken_file_beside_fails_its_document_alone(tmp_path: Path, words: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.meta.toml").write_text(words, encoding="utf-8")
    (_, bad), (_, good) = extract_files([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(bad, SourceError) and bad.code == "sidecar" and "a.meta.toml" in str(bad)
    assert isinstance(good, Extraction)


def test_nothing_beside(tmp_path: Path) -> None:
    assert beside(tmp_path / "a.txt") is None


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_manifest_of_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], workers: str) -> None:
    (tmp_path / "a.txt").write_text("全年发展党员355名。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.meta.toml").write_text('place = "大理市"\ntitle = "甲"', encoding="utf-8")
    (tmp_path / "m.csv").write_text(CSV + "b.txt,无此市,2012,,,,\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    code = main(["figures", *files, "--manifest", str(tmp_path / "m.csv"), "--workers", workers])
    told = capsys.readouterr()
    assert code == 1 and "Row 3" in told.err
    assert [(each["year"], each["place"]) for each in map(json.loads, told.out.splitlines())] == [
        (2012, "昆明市"),
        (2009, "潍坊市"),
    ]


def test_an_import_takes_what_has_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT.replace("2009年，", ""), encoding="utf-8")
    url, sheet = str(tmp_path / "s.sqlite3"), tmp_path / "m.csv"
    steps = [("", None, "1 of 1"), ("2011", 2011, "1 of 1"), ("2011", 2011, "0 of 1"), ("2012", 2012, "1 of 1")]
    for words, year, said in steps:
        sheet.write_text(f"file,year\na.txt,{words}\nb.txt,{words}\n", encoding="utf-8")
        more = ["--manifest", str(sheet)] if words else []
        assert main(["import", str(tmp_path / "a.txt"), "--store", url, *more]) == 0
        assert said in capsys.readouterr().err
        store = open_store(url)
        assert [document.year for document in store.documents()] == [year]
        assert [figure.year for figure in store.figures()] == [year]
        store.close()


def test_what_was_given_stays_when_a_document_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = str(tmp_path / "s.sqlite3")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.html", "<html><body><p>全年发展党员355名。</p></body></html>")
    (tmp_path / "m.csv").write_text("file,place,year,title\nb.html,大理市,2011,甲\n", encoding="utf-8")
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "old")
    assert main(["import", str(tmp_path / "a.zip"), "--store", url, "--manifest", str(tmp_path / "m.csv")]) == 0
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "new")
    assert main(["refresh", "--yes", "--store", url]) == 0
    store = open_store(url)
    ((document,), (figure,)) = store.documents(), store.figures()
    assert store.outdated() == [] and store.source(document.id) is not None
    assert (document.name, document.title, document.year, document.place) == ("a.zip/b.html", "甲", 2011, "大理市")
    assert (figure.year, figure.place) == (2011, "大理市")
    store.close()


def test_a_fault_of_the_manifest_is_no_document_that_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "m.csv").write_text("file,place\na.txt,无此市\n", encoding="utf-8")
    more = ["--store", str(tmp_path / "s.sqlite3"), "--manifest", str(tmp_path / "m.csv")]
    assert main(["import", str(tmp_path / "a.txt"), *more]) == 1
    told = capsys.readouterr().err
    assert "Row 2" in told and "1 of 1 imported" in told and "0 there already, 0 failed" in told


def test_the_help_of_the_manifest_is_in_both_languages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, words in (("en_US.UTF-8", "table with a row"), ("zh_CN.UTF-8", "每份文档一行")):
        monkeypatch.setenv("LC_ALL", language)
        with pytest.raises(SystemExit):
            main(["figures", "--help"])
        assert words in " ".join(capsys.readouterr().out.split())
