"""A store whose values are all made anew: who has it open reads on, who comes meanwhile is told what goes on."""

# ruff: noqa: F811 (the fixtures of another file are arguments here)
from __future__ import annotations

import threading
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.models import Extraction
from extract.store import Order, Store, open_store, panel_rows
from extract.store import opening as opening_of_stores
from pages.components import opening, retrying
from tests.test_pages import Show, filled, show  # noqa: F401


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An SQLite store that others wait for no longer than a moment."""
    monkeypatch.setattr(opening_of_stores, "BUSY_SECONDS", 0.2)
    return str(tmp_path / "figures.sqlite3")


def test_who_opens_a_store_while_its_values_are_made_anew(
    place: str, extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(place)
    store.add(extraction)
    cells = store.cells()
    monkeypatch.setattr(panel_rows, "rules", lambda: "other-rules")
    with store._engine.execution_options(writing=True).begin() as connection:  # somebody else makes them anew
        with pytest.raises(StoreError) as told:
            open_store(place)
        assert told.value.code == "store_remade" and "made anew" in str(told.value)
        assert store.cells() == cells  # who has it open reads on
        with pytest.raises(StoreError) as told:
            store.decide("甲", [Order(store.figures()[0].id, "accept")])
        assert told.value.code == "store_busy" and "Nothing was written" in str(told.value)
        panel_rows.agree(connection)
    assert open_store(place).cells() == cells and store.decisions() == []


def test_opening_a_store_waits_for_no_writer(place: str, extraction: Extraction) -> None:
    store = open_store(place)
    store.add(extraction)
    with store._engine.execution_options(writing=True).begin():
        assert open_store(place).cells() == store.cells()


def test_a_page_says_that_the_store_is_made_ready(
    show: Show, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, count = threading.Event(), list[int]()

    def slow(url: str | None) -> Store:
        count.append(1)
        assert ready.wait(30)
        return open_store(url)

    monkeypatch.setattr(opening, "open_store", slow)
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    for _ in range(2):
        assert "数据库正在准备" in show("overview").html
    assert not retrying.answers()
    ready.set()
    monkeypatch.setattr(opening, "PATIENCE", 30)
    assert "数据库正在准备" not in show("overview").html and retrying.answers()
    assert count == [1]  # it is opened once, however often pages ask


def test_a_store_that_cannot_be_opened_is_tried_again(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(url: str | None) -> Store:
        raise StoreError("store_unopened", "The store x cannot be opened: gone.", store="x", reason="gone")

    with monkeypatch.context() as broken:
        broken.setattr(opening, "open_store", failing)
        assert "数据库打不开" in show("overview").html
    assert "数据库打不开" not in show("overview").html
