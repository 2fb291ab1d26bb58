"""Trials of entries of the catalogue: they come in portions, wait for their turn, and end when nobody looks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import StoreError
from pages.components import trials
from tests.test_pages import Shown


def whole(shown: Shown) -> Shown:
    """The page when its trial has come to an end; it asks for it by itself in a browser."""
    until = time.monotonic() + 60
    while "importing" in shown.html and time.monotonic() < until:
        time.sleep(0.1)
        shown = Shown(shown.test.run())
    return shown


def stub(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that tells a line for each file `go-N` that comes to be, in the place of a trial."""
    told = "import json,pathlib,sys,time\nfacts=json.load(sys.stdin)\n"
    told += "for n in range(3):\n    go=pathlib.Path(facts['folder'],f'go-{n}')\n"
    told += "    while not go.exists(): time.sleep(0.02)\n    print(json.dumps({'n':n}),flush=True)\n"
    (folder / "stub_trial.py").write_text(told, encoding="utf-8")
    monkeypatch.setattr(trials, "ROOT", folder)
    monkeypatch.setattr(trials, "EVERY", 0.05)
    monkeypatch.setattr(trials, "_trials", {})
    return folder


def until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.02)


def test_a_trial_comes_in_portions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = stub(tmp_path, monkeypatch)

    def ask(version: str = "1") -> trials.Trial:
        return trials.trial("key", version, "stub_trial", lambda: {"documents": ["a", "b"], "folder": str(folder)}, 30)

    going = ask()
    assert going.told() == [] and going.going and ask() is going
    (folder / "go-0").touch()
    until(lambda: going.told() == [{"n": 0}])
    (folder / "go-1").touch()
    until(lambda: len(going.told()) == 2)
    with monkeypatch.context() as chinese:
        chinese.setattr(trials.words, "html", lambda key, **facts: f"{key} {facts['n']}/{facts['all']}")
        assert "trial.going 1/2" in trials.progress(going) and 'value="1" max="2"' in trials.progress(going)
    assert ask("2") is going  # somebody writes to the store meanwhile: who waits is not sent back to the start
    (folder / "go-2").touch()
    until(lambda: not going.going)
    assert ask("2") is going and len(going.told()) == 3 and not going.late
    assert ask("1") is going and ask("2") is not going  # it was seen: of another state of the store it is tried anew


def test_a_trial_that_nobody_looks_at_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = stub(tmp_path, monkeypatch)
    monkeypatch.setattr(trials, "AWAY", 1.5)
    monkeypatch.setattr(trials, "_slots", threading.BoundedSemaphore(1))

    def ask(key: str) -> trials.Trial:
        return trials.trial(key, "1", "stub_trial", lambda: {"documents": ["a"], "folder": str(folder)}, 30)

    first = ask("first")
    until(lambda: first.begun)
    second = ask("second")
    assert not second.begun  # there is one place
    until(lambda: bool(second.told() or second.begun))  # the first one was left, and gives its place
    assert not first.going and first.late and ask("first") is not first
    (folder / "go-0").touch(), (folder / "go-1").touch(), (folder / "go-2").touch()
    until(lambda: bool(second.told()) and not second.going)
    assert len(second.told()) == 3


def test_a_trial_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub(tmp_path, monkeypatch)
    (tmp_path / "stub_trial.py").write_text("raise SystemExit('no such entry')", encoding="utf-8")
    going = trials.trial("key", "1", "stub_trial", lambda: {"documents": []}, 30)
    until(lambda: not going.going)
    with pytest.raises(StoreError) as failed:
        going.told()
    assert failed.value.facts["reason"] == "no such entry"
