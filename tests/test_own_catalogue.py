"""A catalogue of one's own: what is wrong in it is told by file and line, and what is right is used everywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from conftest import MINE
from extract.__main__ import main
from extract.batch import extract_files
from extract.catalogue import catalogue, load
from extract.catalogue.lexicon import lexicon
from extract.catalogue.positions import line_of
from extract.chosen import VARIABLE, choose, chosen
from extract.errors import CatalogueError
from extract.messages import sentence
from extract.models import Extraction
from extract.store import open_store
from extract.version import engine_version
from pages.components import first_run
from tests.test_pages import script

ROOT = Path(__file__).parent.parent
TEXT = "2011年，中山市新建图书室12个。全市有党员500名。"


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Path]:
    """A catalogue of one indicator; whatever a test chooses is let go of again."""
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    before = chosen()
    yield path
    choose(before)


def faults(path: Path, text: str, chinese: bool = False) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        load(path)
    return sentence(error.value, chinese).splitlines()


# What is wrong: (what is replaced, by what) → line, and words of the sentence in either language
WRONG = {
    "unknown key": ('nature = "flow"', 'nature = "flow"\ncolour = 1', 7, "colour is no key", "没有 colour 这一项"),
    "missing field": ('zh = "新建图书室"\n', "", 1, "zh is missing. Add it", "缺少 zh"),
    "wrong type": ('definition_zh = "当年新建成的图书室"', "definition_zh = 3", 7, "must be a text in quotation", "应当是引号里的文字"),
    "empty": ('en = "Reading rooms opened"', 'en = ""', 3, "en is empty", "en 是空的"),
    "family": ('"activities"', '"zoo"', 4, "none of: organisation, study", "不在可选之列"),
    "nature": ('"flow"', '"odd"', 6, "none of: stock, flow, rate", "不在可选之列"),
    "unit": ('unit = "个"', 'unit = "furlong"', 5, "“furlong” is not known", "不认识单位“furlong”"),
    "unit class": ('["body"]', '["body", "bodi"]', 12, "“bodi”, which is none of: area", "“bodi”"),
    "rank": ('name = "opened"', "rank = true", 11, "rank must be a whole number", "rank 应当是整数"),
    "regex": ("图书室|阅览室", "图书室|(阅览室", 13, "at character 5 of “图书室|(阅览室”", "第 5 个字符处"),
    "danger": ("新建|建成|建立", "(?:新*建*)*$", 14, "repetition that repeats", "重复之中又有重复"),
    "cubic": ("新建|建成|建立", "新.*(?:建.*成|立)", 14, "one behind the other", "前后有几处"),
    "list": ("新建|建成|建立", "{nobody}", 14, "“nobody”, which is not there. Write one of: other_parties", "没有这个名单"),
    "no condition": ('units = ["body"]\nhead = "图书室|阅览室"\nleft = "新建|建成|建立"', "", 10, "every number would state", "任何数都会"),
    "code": ("reading_rooms", "Reading-Rooms", 1, "small letters a–z, digits and _", "小写字母"),
    "other": ("reading_rooms", "other", 1, "The code other is taken", "代码 other 已另有用途"),
    "examples": ('figures = [["12个", "12"]]', "figures = []", 1, "no example of its figures", "没有正面的例句"),
    "lookalike": ("figures = []", 'figures = [["40个", "40"]]', 1, "looks alike", "看着像而其实不是"),
    "quote": ('["12个"', '["13个"', 18, "“13个” does not stand in the text", "例句里找不到“13个”"),
    "figures": ('"12"]]', "12]]", 18, 'must be a list of ["quote", "value"] pairs', "的列表，数值是数"),
    "rules": ("[[reading_rooms.rules]]", "[reading_rooms.rules]", 10, "each with its heading in double brackets", "双方括号"),
    "syntax": ('en = "Reading rooms opened"', "en = ", 3, "This is not TOML", "不合 TOML 的写法"),
    "nested": ("[reading_rooms]\n", "a = " + "[" * 5000 + "]" * 5000 + "\n", 1, "This is not TOML", "不合 TOML 的写法"),
    "not closed": ('figures = []\n', 'figures = ["""', 22, "This is not TOML", "不合 TOML 的写法"),
    "duplicate": ("figures = []\n", 'figures = []\n[reading_rooms]\nzh = "又"\n', 23, "there already, at line 1", "第 1 行已经有了"),
    "table": ("[reading_rooms]\n", 'units = 3\n[reading_rooms]\n', 1, "units must be a table", "units 应当是一个表"),
    "unit table": ("[reading_rooms]\n", '[units.classes]\nbody = "间"\n[reading_rooms]\n', 2, "must be a list of texts", "文字的列表"),
    "factor": ("[reading_rooms]\n", '[units.factors]\n"个" = { "0" = ["间"] }\n[reading_rooms]\n', 2, "no factor above zero", "不是大于零的倍数"),
    "lexicon": ("[reading_rooms]\n", '[lexicon]\nnouns = ["书"]\n[reading_rooms]\n', 2, "nouns is no key", "没有 nouns 这一项"),
    "table words": ("[[reading_rooms.rules]]\n", "[[reading_rooms.tables]]\nhead = '图书('\n[[reading_rooms.rules]]\n", 11, "head is no regular", "head 不是正则"),
    "table key": ("[[reading_rooms.rules]]\n", "[[reading_rooms.tables]]\nleft = '图书'\n[[reading_rooms.rules]]\n", 11, "left is no key", "没有 left 这一项"),
    "shared list": ("[reading_rooms]\n", '[lists]\nbooks = ["书", "("]\n[reading_rooms]\n', 2, "books is no regular", "books 不是正则"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_broken_entry_is_named(case: str, mine: Path) -> None:
    old, new, line, english, chinese = WRONG[case]
    assert old in MINE
    for asked, words in ((False, english), (True, chinese)):
        told = faults(mine, MINE.replace(old, new), chinese=asked)
        assert any(each.startswith(f"mine.toml:{line}: ") and words in each for each in told), told


def test_all_that_is_wrong_is_told_in_one_go(mine: Path) -> None:
    cases = ("unknown key", "missing field", "family", "unit", "unit class", "regex", "danger", "quote")
    text = MINE
    for old, new, *_ in (WRONG[case] for case in cases):
        text = text.replace(old, new)
    told = faults(mine, text)
    assert len(told) >= len(cases)
    assert all(any(WRONG[case][3] in each for each in told) for case in cases)
    lines = [int(each.split(":")[1]) for each in told]
    assert lines == sorted(lines)


@pytest.mark.parametrize(("data", "words"), [(None, "No such file"), (b"\xff\xfe\x00", "not UTF-8")])
def test_a_file_that_cannot_be_read(data: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CatalogueError, match=words):
        load(path)


def test_lines_are_found_in_any_writing() -> None:
    source = 'a.b = """\n[x]\ny = 1"""\n"c" = [ # [d]\n  1,\n]\n[[e]]\n[[e.f]]\n[[e]]\n[[e.f]]\ng = { h = "=" }\n'
    paths = {("a", "b"): 1, ("c",): 4, ("e", 0, "f", 0): 8, ("e", 1): 9, ("e", 1, "f", 0, "g", "h"): 11, ("z",): 0}
    assert {path: line_of(source, path) for path in paths} == paths


# What is right


def figures(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    assert main(["figures", *arguments]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [(row["quote"], row["indicator"]) for row in rows]


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_a_new_indicator_is_read(mine: Path, report: str, capsys: pytest.CaptureFixture[str]) -> None:
    members = ("500名", "party_members")
    assert figures(capsys, report, "--catalogue", str(mine)) == [("12个", "reading_rooms"), members]
    assert figures(capsys, report) == [("12个", "other"), members]
    assert main(["panel", report, "--catalogue", str(mine)]) == 0
    assert "中山市,442000,2011,reading_rooms,,12,个" in capsys.readouterr().out
    assert main(["explain", TEXT, "--catalogue", str(mine)]) == 0
    assert "reading_rooms 新建图书室 Reading rooms opened — by reading_rooms.opened" in capsys.readouterr().out


def test_a_later_catalogue_replaces_an_entry(mine: Path, report: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    more = tmp_path / "more.toml"
    more.write_text(MINE.replace("reading_rooms", "party_members").replace("图书室|阅览室", "图书室"), encoding="utf-8")
    found = figures(capsys, report, "--catalogue", str(mine), "--catalogue", str(more))
    assert found == [("12个", "party_members"), ("500名", "other")]
    known = load(mine, more)
    assert known.mine == ("party_members", "reading_rooms")
    assert [*known.indicators][:1] == ["party_members"] and [*known.indicators][-2:] == ["reading_rooms", "other"]


@pytest.mark.parametrize(("said", "code"), [("图书", "reading_rooms"), ("阅览", "other"), ("", "reading_rooms")])
def test_it_says_which_labels_of_a_table_are_believed(
    said: str, code: str, mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = f"[[reading_rooms.tables]]\nhead = '{said}'\n\n" if said else ""
    mine.write_text(MINE.replace("[[reading_rooms.rules]]", f"{tables}[[reading_rooms.rules]]", 1), encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("年份,新建图书室(个)\n2010,12\n2011,15\n", encoding="utf-8")
    assert figures(capsys, str(table), "--catalogue", str(mine)) == [("12", code), ("15", code)]


def test_units_lists_and_words_are_added(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added = '[units.classes]\nbody = ["爿"]\n[units.factors]\n"个" = { "2" = ["爿"] }\n[lists]\nshops = ["书铺", "书局"]\n[lexicon]\nverbs = ["盘下"]\n'
    mine.write_text(added + MINE.replace("图书室|阅览室", "{shops}"), encoding="utf-8")
    assert main(["panel", "/dev/null", "--catalogue", str(mine)]) == 1
    capsys.readouterr()
    choose([mine])
    assert catalogue().factor("reading_rooms", "爿") == 2
    assert lexicon().verbs.search("盘下")
    assert main(["explain", "2010年，全市新建书铺3爿。"]) == 0
    assert "reading_rooms" in capsys.readouterr().out


def test_the_worker_processes_use_it(mine: Path, report: str) -> None:
    choose([mine])
    found = [each for _, each in extract_files([Path(report)] * 3, workers=2)]
    assert [isinstance(each, Extraction) and each.figures[0].indicator for each in found] == ["reading_rooms"] * 3


def test_the_store_knows_which_catalogue_it_was_read_with(mine: Path, report: str, tmp_path: Path) -> None:
    before = engine_version()
    store = f"sqlite:///{tmp_path}/figures.sqlite3"
    for arguments in ([], ["--catalogue", str(mine)], []):
        assert main(["import", report, "--store", store, *arguments]) == 0
    choose([mine])
    assert engine_version() != before
    assert not open_store(store).has(open_store(store).documents()[0].id)
    assert main(["import", report, "--store", store]) == 0
    assert open_store(store).has(open_store(store).documents()[0].id)
    assert [cell.indicator for cell in open_store(store).cells()] == ["party_members", "reading_rooms"]
    mine.write_text(MINE + "# another comment\n", encoding="utf-8")
    choose([])
    assert engine_version() == before


def test_the_variable_and_a_mistake_in_it(mine: Path, report: str) -> None:
    def run(text: str, **more: str) -> subprocess.CompletedProcess[str]:
        mine.write_text(text, encoding="utf-8")
        environment = {**os.environ, VARIABLE: str(mine), "LC_ALL": "", "LANG": "C.UTF-8", **more}
        command = [sys.executable, "-m", "extract", "figures", report, report]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert '"reading_rooms"' in run(MINE).stdout
    broken = run(MINE.replace('"activities"', '"zoo"').replace('"个"', '"furlong"'), LANG="zh_CN.UTF-8")
    assert (broken.returncode, broken.stdout) == (1, "")
    assert [line.split(" ")[1] for line in broken.stderr.splitlines()] == ["mine.toml:4:", "mine.toml:5:"]
    assert "不认识单位" in broken.stderr


# The command `catalogue`


def test_the_examples_of_a_catalogue_are_run(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "check", str(mine)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 of 2 examples pass"
    mine.write_text(MINE.replace('"12"]]', '"13"]]'), encoding="utf-8")
    assert main(["catalogue", "check", str(mine)]) == 1
    first, wanted, read, *_, last = capsys.readouterr().out.splitlines()
    assert first == "FAILS   reading_rooms 1  2010年，全市新建图书室12个。"
    assert wanted.strip() == "the example gives: “12个” = 13" and read.strip() == "read in it: “12个” = 12"
    assert last == "1 of 2 examples pass"


def test_the_table_of_the_catalogue(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "--catalogue", str(mine)]) == 0
    head, first, *_, last = capsys.readouterr().out.splitlines()
    assert head.split() == ["code", "zh", "en", "unit", "family", "nature"]
    assert first.split() == ["party_members", "党员数", "Party", "members", "人", "organisation", "stock"]
    assert last.split() == ["reading_rooms+", "新建图书室", "Reading", "rooms", "opened", "个", "activities", "flow"]


# The dashboard


def page(name: str, **asked: str) -> str:
    """What a page shows at an address, as one text."""
    test = AppTest.from_function(script, args=(name,), default_timeout=60)
    test.query_params.update({key: [value] for key, value in asked.items()})
    test.run()
    assert not test.exception
    return "\n".join([element.proto.body for element in test.get("html")] + [str(box.options) for box in test.multiselect])


@pytest.fixture
def shown(tmp_path: Path, mine: Path, report: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that was filled with the catalogue of one's own in use, which the pages show."""
    monkeypatch.setenv("SHUCHU_STORE", str(tmp_path / "pages.sqlite3"))
    monkeypatch.setattr(first_run, "SEEDS", tmp_path / "nothing")
    choose([mine])
    assert main(["import", report]) == 0
    return mine


def test_the_pages_show_a_new_indicator(shown: Path) -> None:
    found = page("indicators", ind="reading_rooms")
    assert "新建图书室" in found and "当年新建成的图书室" in found
    assert "Reading rooms opened" in page("indicators", ind="reading_rooms", lang="en")
    assert "新建图书室" in page("overview") and "Reading rooms opened" in page("overview", lang="en")
    store = open_store()
    (figure,) = store.figures(indicators=["reading_rooms"])
    assert "新建图书室" in page("evidence", fig=figure.id) and "reading_rooms.opened" in page("evidence", fig=figure.id)
    assert "新建图书室" in page("documents", doc=figure.document)


def test_the_pages_go_on_without_an_indicator_that_is_gone(shown: Path) -> None:
    choose([])
    assert "reading_rooms" in page("documents", doc=open_store().documents()[0].id)
    assert "党员数" in page("overview")


@pytest.mark.parametrize(("language", "words"), [("zh", "不在可选之列"), ("en", "which is none of")])
def test_the_pages_say_what_is_wrong(shown: Path, language: str, words: str) -> None:
    choose([])
    shown.write_text(MINE.replace('"activities"', '"zoo"'), encoding="utf-8")
    choose([shown])
    found = page("overview", lang=language)
    assert "mine.toml:4: [reading_rooms]" in found and words in found
