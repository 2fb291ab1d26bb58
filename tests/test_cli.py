"""The command line: data on stdout, the rest on stderr, exit codes, and what bad input says."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import readme
from conftest import make_extraction, make_figure
from extract.__main__ import main
from extract.batch import _extract as batch_extract
from extract.batch import extract_files
from extract.catalogue import catalogue
from extract.catalogue import load as load_catalogue
from extract.errors import SourceError
from extract.explain import explained
from extract.messages import ERRORS, REASONS, in_chinese, sentence
from extract.models import FLAGS, Extraction
from extract.output import comma_separated, figure_records, figure_table, jsonl
from extract.progress import Progress
from extract.store import Store, open_store

ROOT = Path(__file__).parent.parent

GUIDE = {"start", "end", "quote", "value", "unit", "bound", "indicator", "year", "place", *FLAGS}

TEXT = "中山市2011年党的工作总结\n2011年底，中山市有中共党员17782人。全年发展党员585名，植树2000多株。邮编528403。\n"

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
def text(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def shell(line: str, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """A line of bash with $PYTHON, in the project's root."""
    environment = {**os.environ, "PYTHON": sys.executable}
    return subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, env=environment, check=False, **settings)


# Formats


def test_jsonl_has_the_fields_of_the_gold_labels(run: Run, text: Path) -> None:
    code, out, _ = run("figures", text)
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert {"17782人", "585名"} <= {record["quote"] for record in records}
    for record in records:
        assert set(record) - {"value_max", "since", "until"} == GUIDE | {"doc", "confidence", "rules", "sentence"}
        assert TEXT[record["start"] : record["end"]] == record["quote"]
        assert record["quote"] in record["sentence"]
        assert record["doc"] == "good"


@pytest.mark.parametrize(("expected", "value"), [("83000", "8.3E+4"), ("1004.79", "1004.790"), ("0.1", "0.1")])
def test_values_are_exact_numbers(expected: str, value: str) -> None:
    made = make_extraction()
    figure = make_figure(made.document, "355名", value, "other", value_max=Decimal(value))
    stream = io.StringIO()
    jsonl(stream, [])(figure_records(Extraction(made.document, figures=(figure,))))
    assert f'"value": {expected}, "value_max": {expected}, ' in stream.getvalue()


def test_csv_reads_back(run: Run, text: Path) -> None:
    _, out, _ = run("figures", text, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    records = [json.loads(line) for line in run("figures", text)[1].splitlines()]
    assert [row["quote"] for row in rows] == [record["quote"] for record in records]
    assert rows[0]["dup"] in ("true", "false")


def test_csv_of_nothing_has_its_header() -> None:
    stream = io.StringIO()
    comma_separated(stream, ["doc", "value"])([])
    assert stream.getvalue() == "doc,value\n"


def test_the_columns_of_a_table_stand_below_each_other() -> None:
    stream = io.StringIO()
    figure_table(stream, [])(figure_records(make_extraction()))
    name, head, first, second = stream.getvalue().splitlines()
    assert name == "a.txt"
    wide = [line.encode("gb18030") for line in (head, first, second)]  # two bytes where the screen has two columns
    assert len({line.index(mark) for line, mark in zip(wide, [b"year", b"2011", b"2011"], strict=True)}) == 1


def test_panel(run: Run, text: Path) -> None:
    code, out, _ = run("panel", text, "--format", "json")
    cells = {cell["indicator"]: cell for cell in json.loads(out)}
    assert code == 0
    members = cells["party_members"]
    assert (members["place"], members["place_code"], members["year"]) == ("中山市", "442000", 2011)
    assert (members["value"], members["unit"], members["bound"], members["figures"]) == (17782, "人", "eq", 1)
    head = run("panel", text)[1].splitlines()[0]
    assert head == "place,place_code,year,indicator,scope,value,unit,bound,figures,which,others,disputed"
    assert "17782 人" in run("panel", text, "--format", "table")[1]


@pytest.mark.parametrize("format", ["csv", "json", "table"])
def test_panel_of_nothing(run: Run, tmp_path: Path, format: str) -> None:
    (tmp_path / "plain.txt").write_text("没有数字的一句话。", encoding="utf-8")
    code, out, _ = run("panel", tmp_path / "plain.txt", "--format", format)
    assert code == 0
    assert "\n" not in out.strip()


def test_explain(run: Run) -> None:
    code, out, _ = run("explain", "2011年底，中山市有中共党员17782人。邮编528403。")
    assert code == 0
    assert "party_members 党员数" in out
    assert "17782 人 (exactly, eq)" in out
    assert "“528403”" in out and "no figure: " in out


def test_explain_in_chinese() -> None:
    lines = list(explained(make_extraction(), chinese=True))
    assert any("指标" in line and "party_members 党员数" in line for line in lines)


def test_explain_without_a_number(run: Run) -> None:
    assert run("explain", "没有数字。")[:2] == (0, "There is no number in this text.\n")


def test_explain_tells_the_whole_reading_in_order(run: Run) -> None:
    text = "中山市党的工作\n2011年，全市發展黨員3\r\n55名，募集善款計劃近1.2萬元，評選優質服務項目30項。"
    out = run("explain", text)[1]
    assert "“3⏎55名”" in out and "“近1.2萬元”" in out
    labels = ["value       355 名 (exactly, eq) — by number.digits", "indicator", "place       中山市", "year        2011", "confidence"]
    assert [out.index(label) for label in labels] == sorted(out.index(label) for label in labels)
    assert "(less than, lt)" in out
    assert "counts      评选/优质服务项目" in out


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_explain_of_no_text_is_told(run: Run, text: str) -> None:
    code, out, err = run("explain", text)
    assert (code, out) == (1, "")
    assert err == "extract: There is no text to explain: give a sentence, or - to read standard input.\n"


def test_every_reason_has_plain_words() -> None:
    assert {*catalogue().reasons, "furniture", "unit", "set"} <= set(REASONS)


# Files


BAD: list[tuple[str, bytes | None, str]] = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \r\n\t\n", "is empty"),
    ("binary.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "PNG"),
    ("noise.txt", bytes(range(256)) * 40, "a binary file"),
    ("missing.txt", None, "does not exist"),
]


@pytest.mark.parametrize(("name", "data", "said"), BAD, ids=[name for name, _, _ in BAD])
@pytest.mark.parametrize("command", ["figures", "panel"])
def test_a_bad_file_is_told_and_the_rest_goes_on(
    run: Run, text: Path, tmp_path: Path, command: str, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    code, out, err = run(command, tmp_path / name, text)
    assert code == 1
    assert out == run(command, text)[1]
    assert err.startswith("extract: ") and name in err and said in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_other_encodings_say_the_same(run: Run, text: Path, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "other.txt").write_bytes(TEXT.encode(encoding))
    code, out, err = run("figures", tmp_path / "other.txt")
    assert (code, err) == (0, "")
    expected = [json.loads(line)["quote"] for line in run("figures", text)[1].splitlines()]
    assert [json.loads(line)["quote"] for line in out.splitlines()] == expected


def test_no_place_and_no_year_leave_them_unset(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text("全年发展党员585名。", encoding="utf-8")
    code, out, _ = run("figures", tmp_path / "bare.txt")
    (record,) = map(json.loads, out.splitlines())
    assert code == 0
    assert (record["value"], record["place"], record["year"]) == (585, None, None)
    assert run("panel", tmp_path / "bare.txt")[1].count("\n") == 1


def test_a_folder_stands_for_its_texts(run: Run, text: Path, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.TXT").write_text(TEXT + "又。", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_bytes(b"")
    (tmp_path / "notes.png").write_bytes(b"\x89PNG")
    code, out, err = run("figures", tmp_path)
    assert (code, err) == (0, "")
    assert {json.loads(line)["doc"] for line in out.splitlines()} == {"good", "b"}


def test_a_folder_without_texts_is_told(run: Run, tmp_path: Path) -> None:
    code, out, err = run("figures", tmp_path)
    assert (code, out) == (1, "")
    assert "no documents" in err


def test_processes_find_the_same_in_the_same_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(7)]
    for number, path in enumerate(paths):
        path.write_text("" if number == 3 else TEXT.replace("585", str(number + 100)), encoding="utf-8")
    alone, together = list(extract_files(paths)), list(extract_files(iter(paths), workers=2))
    assert [path for path, _ in together] == paths
    for (_, one), (_, other) in zip(alone, together, strict=True):
        assert str(one) == str(other) if isinstance(one, SourceError) else one == other
    assert isinstance(together[3][1], SourceError) and together[3][1].code == "empty"


def dies_on_three(path: Path) -> object:
    """A worker that a file kills, as one too large for the memory would."""
    if path.name == "3.txt":
        os._exit(9)
    return batch_extract(path)


def test_a_worker_that_dies_fails_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(12)]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("extract.batch._extract", dies_on_three)
    found = list(extract_files(iter(paths), workers=2))
    assert [path for path, _ in found] == paths
    failed = [path.name for path, each in found if isinstance(each, SourceError)]
    assert failed == ["3.txt"]


def test_an_unforeseen_error_fails_one_file(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("extract.batch.extract", broken)
    ((_, error),) = extract_files([text])
    assert isinstance(error, SourceError) and error.code == "unreadable"
    assert "KeyError" in str(error)


# Import


def test_import_twice(run: Run, text: Path, tmp_path: Path) -> None:
    store = tmp_path / "deep" / "store.sqlite3"
    code, out, err = run("import", text, tmp_path / "missing.txt", "--store", store)
    assert (code, out) == (1, "")
    assert "1 of 2 imported" in err and "1 failed" in err
    assert [each.name for each in open_store(str(store)).documents()] == ["good"]
    code, _, err = run("import", text, "--store", store)
    assert code == 0
    assert "0 of 1 imported with 0 figures, 1 there already" in err


def test_import_takes_the_store_of_the_environment(
    run: Run, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUCHU_STORE", str(tmp_path / "s.sqlite3"))
    assert run("import", text)[0] == 0
    assert open_store(str(tmp_path / "s.sqlite3")).cells()


def test_what_documents_count_is_told_when_asked_for(run: Run, tmp_path: Path) -> None:
    """An import leaves it to the dashboard, which does it beside its pages: it takes as long as the import."""
    text, store = tmp_path / "灯.txt", tmp_path / "s.sqlite3"
    text.write_text("中山市2011年工作\n2011年，中山市安装路灯45盏。", encoding="utf-8")
    assert run("import", text, "--store", store)[2].count("\n") == 1
    opened = open_store(str(store))
    assert (opened.told_concepts(), opened.changed_series()) == (0, 0)
    code, _, err = run("store", "concepts", "--store", store)
    assert (code, opened.told_concepts()) == (0, 1) and "Ctrl-C" in err and "Told in 1 documents" in err
    assert [each.concept for each in opened.concepts(["路灯"])] == ["安装/路灯"]
    assert run("store", "concepts", "--store", store)[2].count("\n") == 1


def test_who_ends_the_telling_leaves_it_to_the_dashboard(
    run: Run, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> int:
        raise KeyboardInterrupt

    run("import", text, "--store", tmp_path / "s.sqlite3")
    monkeypatch.setattr(Store, "tell_concepts", ended)
    code, _, err = run("store", "concepts", "--store", tmp_path / "s.sqlite3")
    assert code == 0 and "the dashboard does the rest" in err.splitlines()[-1]


def test_a_store_that_cannot_be_opened(run: Run, text: Path, tmp_path: Path) -> None:
    code, _, err = run("import", text, "--store", tmp_path)
    assert code == 1
    assert "cannot be opened" in err and len(err.splitlines()) == 1


def test_a_store_of_another_kind_is_refused_by_its_name(run: Run, text: Path) -> None:
    code, _, err = run("import", text, "--store", "mysql://reader:secret@host/figures")
    assert code == 1
    assert "mysql is neither SQLite nor PostgreSQL" in err and "secret" not in err


def test_import_and_help_speak_chinese_to_those_who_ask(
    run: Run, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("import", text, "--store", tmp_path / "s.sqlite3")[2] == "导入 1/1 份文档，3 条数据；已有 0 份，失败 0 份。\n"
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "列出文档里的每一条数据" in capsys.readouterr().out


def test_errors_in_a_folder_name_the_path(run: Run, text: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").touch()
    code, _, err = run("figures", tmp_path)
    assert code == 1
    assert [line.split(": ")[1] for line in err.splitlines()] == [f"{tmp_path}/{name}/a.txt" for name in ("one", "two")]


# A text that a spreadsheet would run → what the CSV has for it; a quote with a sign stays as it is.
FORMULAS = {"=1+2": "'=1+2", "@SUM(1)": "'@SUM(1)", "+1": "'+1", "-2+3": "'-2+3", "-a": "'-a", "-5元": "-5元", "-1,234.5万元": "-1,234.5万元", "5": "5"}


@pytest.mark.parametrize(("written", "shown"), FORMULAS.items())
def test_csv_holds_no_formulas(written: str, shown: str) -> None:
    stream = io.StringIO()
    comma_separated(stream, ["quote"])([{"quote": written}])
    assert [row["quote"] for row in csv.DictReader(io.StringIO(stream.getvalue()))] == [shown]


def test_a_json_line_is_one_line_for_every_reader(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("2011年，全市发展党员12名\u2028。\n", encoding="utf-8")
    _, out, _ = run("figures", path)
    assert len(out.splitlines()) == 1
    assert "12名\u2028" in json.loads(out)["sentence"]


# A good neighbour on the shell


@pytest.mark.parametrize("line", ["", "nonsense", "figures", "figures x --format xml", "panel x --workers 0"])
def test_usage_errors_are_code_two(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(line.split())
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == "" and "usage: " in err


def test_a_reader_that_leaves_is_no_error() -> None:
    done = shell("set -o pipefail; $PYTHON -m extract figures seeds seeds seeds | head -n 1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_output_is_utf8_in_any_locale(text: Path) -> None:
    line = f"LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 $PYTHON -m extract figures {text} missing.txt"
    done = shell(line)
    assert "17782人" in done.stdout.decode()
    assert "“missing.txt”" in done.stderr.decode()
    assert done.returncode == 1


def test_standard_input(text: Path) -> None:
    done = shell("$PYTHON -m extract figures -", input=TEXT.encode("gb18030"))
    assert done.returncode == 0
    assert {json.loads(line)["doc"] for line in done.stdout.decode().splitlines()} == {"stdin"}
    assert "17782 人" in shell("$PYTHON -m extract explain -", input=TEXT.encode()).stdout.decode()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "bar"), [(io.StringIO(), False), (Terminal(), True)])
def test_a_bar_is_only_for_a_terminal(stream: io.StringIO, bar: bool) -> None:
    with Progress(stream, 2) as progress:
        progress.step()
        progress.say("extract: a line")
    assert ("1/2" in stream.getvalue()) == bar
    assert "extract: a line\n" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[K" if bar else "\n")


# The documentation


@pytest.mark.parametrize("path", readme.READMES, ids=lambda path: path.name)
def test_the_readme_shows_what_is_printed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(readme.BLOCK.findall(text)) >= 5
    assert readme.renewed(path) == text, "run: python tests/readme.py"


@pytest.mark.parametrize("path", readme.READMES, ids=lambda path: path.name)
def test_the_indicator_of_the_readme_works(path: Path, tmp_path: Path) -> None:
    (entry,) = re.findall(r"```toml\n(.+?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "mine.toml").write_text(entry, encoding="utf-8")
    known = load_catalogue(tmp_path / "mine.toml")
    assert known.mine == ("reading_rooms",)
    assert main(["catalogue", "check", str(tmp_path / "mine.toml")]) == 0
    assert [len(example.figures) for example in known.examples["reading_rooms"]] == [1, 0]


# Two languages


@pytest.mark.parametrize(
    ("chinese", "environment"),
    [
        (True, {"LANG": "zh_CN.UTF-8"}),
        (True, {"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}),
        (False, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}),
        (False, {}),
    ],
)
def test_the_language_of_the_terminal(chinese: bool, environment: dict[str, str]) -> None:
    assert in_chinese(environment) is chinese


def test_errors_in_chinese(tmp_path: Path) -> None:
    for name, data, said in BAD:
        if data is not None:
            (tmp_path / name).write_bytes(data)
        ((_, error),) = extract_files([tmp_path / name])
        assert isinstance(error, SourceError)
        told = sentence(error, chinese=True)
        assert said in told and "。" in told
        assert sentence(error, chinese=False) == str(error)


def test_an_error_without_its_facts_still_has_a_sentence() -> None:
    assert "missing" in ERRORS
    assert sentence(SourceError("missing", "It is missing."), chinese=True) == "It is missing."


def test_no_command_shows_a_traceback(run: Run, text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise ArithmeticError("no\nnumber")

    monkeypatch.setattr("extract.__main__.cells", fail)
    code, _, errors = run("panel", text)
    assert code == 1
    assert [line for line in errors.splitlines() if "ArithmeticError: no number" in line]
    assert "Traceback" not in errors


@pytest.mark.parametrize("number", ["9" * 30, "1亿亿亿", "0.00000000000000000001", "9" * 15 + "万亿", "1e999", "一亿亿亿亿亿"])
def test_the_panel_of_odd_numbers(run: Run, tmp_path: Path, number: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(f"中山市2011年党的工作\n2011年，全市发展党员{number}名，发展党员3名。植树造林{number}亩。", encoding="utf-8")
    code, out, errors = run("panel", path)
    assert (code, "Traceback" in errors) == (0, False)
    assert "new_party_members" in out
