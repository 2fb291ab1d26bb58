"""What two outputs of `figures` do not share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.__main__ import main
from extract.diff import compared

BASE: dict[str, Any] = {
    "doc": "a", "start": 10, "end": 14, "quote": "355名", "value": 355, "unit": "名", "bound": "eq",
    "indicator": "new_party_members", "year": 2011, "place": "中山市", "rules": ["number.digits"],
}  # fmt: skip


def figure(**changes: Any) -> dict[str, Any]:
    return BASE | changes


def written(path: Path, *records: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return str(path)


OTHER = figure(start=30, end=33, quote="20名", value=20, indicator="members_confirmed")

# old, new → gained, lost, fields of the changed, the same
CASES: list[tuple[list[dict[str, Any]], list[dict[str, Any]], tuple[int, int, list[tuple[str, ...]], int]]] = [
    ([BASE, OTHER], [OTHER, BASE], (0, 0, [], 2)),
    ([], [], (0, 0, [], 0)),
    ([BASE], [BASE, OTHER], (1, 0, [], 1)),
    ([BASE, OTHER], [OTHER], (0, 1, [], 1)),
    ([BASE], [figure(doc="b")], (1, 1, [], 0)),
    ([BASE], [figure(year=2010, rules=["x"])], (0, 0, [("year", "rules")], 0)),
    ([BASE], [figure(start=9, quote="近355名", bound="lt")], (0, 0, [("start", "quote", "bound")], 0)),
    ([BASE], [figure(start=14, end=16)], (1, 1, [], 0)),
    ([BASE], [figure(value_max=400)], (0, 0, [("value_max",)], 0)),
    ([BASE], [figure(value=355.0)], (0, 0, [], 1)),
    ([BASE, BASE], [BASE], (0, 1, [], 1)),
    ([figure(start=10, end=12), figure(start=12, end=14)], [figure(start=10, end=14)], (0, 1, [("end",)], 0)),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_compared(old: list[Any], new: list[Any], expected: tuple[Any, ...]) -> None:
    found = compared(old, new)
    assert (len(found.gained), len(found.lost), [change.fields for change in found.changed], found.same) == expected
    assert found.equal == (expected[:3] == (0, 0, []))


def test_the_summary_counts_by_indicator() -> None:
    found = compared([BASE, OTHER], [figure(indicator="other"), figure(start=50, end=54)])
    assert found.summary == {
        "members_confirmed": {"old": 1, "new": 0, "gained": 0, "lost": 1, "changed": 0},
        "new_party_members": {"old": 1, "new": 1, "gained": 1, "lost": 0, "changed": 0},
        "other": {"old": 0, "new": 1, "gained": 0, "lost": 0, "changed": 1},
    }


def test_exit_codes_and_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = written(tmp_path / "old.jsonl", BASE, OTHER), written(tmp_path / "new.jsonl", figure(year=2010))
    assert main(["diff", old, old]) == 0
    assert capsys.readouterr().out == "The same 2 figures.\n"
    assert main(["diff", old, new]) == 1
    out = capsys.readouterr().out
    assert "- a 30–33 “20名”  members_confirmed  2011  中山市\n" in out
    assert "~ a 10–14 “355名”\n    year: 2011 → 2010\n" in out
    assert out.endswith("0 gained, 1 lost, 1 changed, 0 the same.\n")


def test_json_keeps_numbers_exact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = written(tmp_path / "old.jsonl", BASE)
    new = tmp_path / "new.jsonl"
    new.write_text(json.dumps(BASE).replace('"value": 355', '"value": 1004.7900000000000000000000001'), encoding="utf-8")
    assert main(["diff", "--json", old, str(new)]) == 1
    out = capsys.readouterr().out
    assert '"value": [355, 1004.7900000000000000000000001]' in out
    found = json.loads(out)
    assert (found["equal"], found["same"], found["changed"][0]["quote"]) == (False, 0, "355名")


@pytest.mark.parametrize("line", ["no json", "[1]", '{"doc": "a"}', '{"doc": "a", "start": "1", "end": 2, "quote": ""}', "[" * 3000])
def test_what_is_no_output_of_figures_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    good = written(tmp_path / "good.jsonl", BASE)
    (tmp_path / "bad.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    assert main(["diff", good, str(tmp_path / "bad.jsonl")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "Line 2 of “bad.jsonl” is no figure" in err


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path / "none.jsonl"), str(tmp_path / "none.jsonl")]) == 2
    assert "does not exist" in capsys.readouterr().err


def test_a_folder_and_standard_input_twice_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 2
    assert f"“{tmp_path}” cannot be read (Is a directory)" in capsys.readouterr().err
    assert main(["diff", "-", "-"]) == 2
    assert "only one of the two" in capsys.readouterr().err
