"""What pages ask of the store, and how often: a click must not read again what nobody has changed."""

# ruff: noqa: F811 (the fixtures of another file are arguments here)
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from conftest import make_document, make_figure
from extract.decisions.models import said_of
from extract.models import Cell, Extraction, Segment
from extract.store import Choice, Order, Sought, Store, search
from pages.components import charts, data, marks, telling
from tests.test_pages import Show, filled, show  # noqa: F401


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each question came to the store."""
    count: Counter[str] = Counter()

    def counting(name: str, kept: Callable[..., object]) -> Callable[..., object]:
        def ask(self: Store, *given: object, **named: object) -> object:
            count[name] += 1
            return kept(self, *given, **named)

        return ask

    for name in ("machine_figures", "decided_figures", "document", "quoted", "search", "totals"):
        monkeypatch.setattr(Store, name, counting(name, getattr(Store, name)))
    return count


def test_figures_are_what_the_store_says_whatever_is_decided(filled: Store, asked: Counter[str]) -> None:
    document = next(each.id for each in filled.documents() if each.name == "b.txt")
    first, second, third, _ = filled.figures(document=document)

    def same() -> None:
        assert data.figures(document) == filled.figures(document=document)

    same()
    filled.decide("甲", [Order(first.id, "accept"), Order(second.id, "reject")])
    same()
    filled.decide("甲", [Order(third.id, "correct", 0, replace(said_of(third), value=Decimal(9)))])
    same()
    at = data.document(document).text.index("2010")  # type: ignore[union-attr]
    filled.add_figure("甲", document, (at, at + 4), replace(said_of(first), value=Decimal(2010)))
    same()
    assert [each.mark for each in data.figures(document)] == ["added", "checked", "rejected", "corrected", ""]
    filled.revert("甲", [1])
    same()
    assert asked["machine_figures"] == 1 and asked["decided_figures"] == 5
    filled.remove(document)
    assert data.figures(document) == []


def test_a_decision_makes_nobody_read_documents_again(show: Show, filled: Store, asked: Counter[str]) -> None:
    figure = filled.figures()[0]
    pages = (("documents", {"doc": figure.document}), ("evidence", {"fig": figure.id}), ("search", {"q": "党员"}))
    for name, query in pages:
        show(name, **query)
    filled.decide("甲", [Order(figure.id, "accept")])
    asked.clear()
    for name, query in pages:
        assert "notice error" not in show(name, **query).html
    assert asked["machine_figures"] == asked["document"] == asked["search"] == asked["totals"] == 0
    assert asked["decided_figures"]


def test_quotients_are_quoted_in_one_question(show: Show, filled: Store, asked: Counter[str]) -> None:
    places = [(code, name) for code, name in (("442000", "中山市"), ("530102", "五华区"), ("510107", "武侯区"))]
    for number, (code, name) in enumerate(places):
        document = make_document(f"{name}\n2001年有党员{900 + number}人，发展党员{30 + number}名。", name=f"q{number}.txt")
        facts = {"year": 2001, "place": name, "place_code": code}
        own = (make_figure(document, f"{900 + number}人", str(900 + number), "party_members", **facts),
               make_figure(document, f"{30 + number}名", str(30 + number), "new_party_members", **facts))  # fmt: skip
        filled.add(Extraction(document, (), own))
    shown = show("indicators", ind="new_party_members", per="party_members", year="2001", tab="table")
    assert "902人" in shown.html and "32名" in shown.html
    assert asked["quoted"] == 1


def test_documents_of_a_place_are_those_of_its_code_or_its_name(store: Store) -> None:
    for number in range(6):
        document = make_document(f"第{number}份\n2001年有党员9人。", name=f"{number}.txt", year=2000 + number // 2)
        store.add(Extraction(document if number % 2 else replace(document, place=None)))
    place = next(each for each in store.documents() if each.place_code)
    for sort in ("name", "year"):
        every = store.documents(sort=sort)
        for asked in (place.place_code, str(place.place), "nowhere"):
            wanted = [each for each in every if asked in (each.place_code, each.place)]
            assert store.documents(Sought(place=asked), sort=sort) == wanted
            assert store.documents(Sought(place=asked), sort=sort, start=1, most=1) == wanted[1:2]
            assert store.count_documents(Sought(place=asked)) == len(wanted)
    assert wanted == [] and len(store.documents(Sought(place=place.place_code))) == 3


def test_documents_that_another_engine_read_are_counted(
    store: Store, extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(extraction)
    assert store.count_outdated() == 0
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "next")
    store.add(Extraction(make_document("别的\n2001年。", name="z.txt")))
    assert store.count_outdated() == len(store.outdated()) == 1


def test_a_search_finds_the_same_in_long_documents(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        text = "\n".join(f"第{part}段，植树{part}株。" for part in range(1 + 40 * number))
        document = make_document(text, name=f"{number}.txt")
        lines = text.split("\n")
        starts = [sum(len(each) + 1 for each in lines[:at]) for at in range(len(lines))]
        parts = [Segment(at, at + len(line), "paragraph") for at, line in zip(starts, lines, strict=True)]
        store.add(Extraction(document, tuple(parts)))
    found = []
    for short in (0, 200, 10**6):
        monkeypatch.setattr(search, "SHORT", short)
        found.append(store.search("植树", 500))
    assert len(found[0]) == 1 + 41 + 81 and found[0] == found[1] == found[2]


def test_addresses_are_written_as_everybody_writes_them() -> None:
    def run() -> None:
        import streamlit as st

        from pages.components import links

        for query in st.session_state["queries"]:
            st.text(links.href("search", **query))

    queries: list[dict[str, object]] = [
        {"q": "党员 100%&a=b", "ind": ["a", "b|c"], "year": 2001, "none": None, "empty": ""},
        {"place": ("中山市", "x+y"), "p": 0},
    ]
    test = AppTest.from_function(run)
    test.session_state["queries"] = queries
    told = [each.value for each in test.run().text]
    kept = [{name: value for name, value in each.items() if value not in (None, "")} for each in queries]
    assert told == [f"search?{urlencode(each, doseq=True)}" for each in kept]


def cell(place: str, year: int, value: int = 1) -> Cell:
    return Cell(place, "", year, "party_members", "", Decimal(value), "人", "eq")


def test_charts_that_stand_together_share_their_marks(show: Show, filled: Store) -> None:
    cells = [cell(f"地{number}", year, number + 1) for number in range(40) for year in range(2000, 2010)]
    look = marks.Style({}, ("",), ("",), False)
    assert len(charts.drawn(cells, look)) == marks.MARKS
    assert len(charts.drawn(cells, replace(look, most=marks.SHARED))) == marks.SHARED


def test_gaps_are_told_by_place_and_years() -> None:
    cells = [cell("甲", 2001), cell("甲", 2004), cell("乙", 2001), cell("乙", 2002), cell("丙", 2009), cell("丙", 2007)]
    assert telling.gaps(cells) == [("甲", "", [2002, 2003]), ("丙", "", [2008])]


def test_cells_come_as_the_columns_say(store: Store, extraction: Extraction) -> None:
    """Digits and lists are read beside the columns' own types, on either database."""
    store.add(extraction)
    for each in store.cells():
        assert type(each.value) is Decimal and type(each.figures) is type(each.others) is tuple
        assert type(each.disputed) is bool and all(type(id) is str for id in each.figures)
    with store.moment() as moment:
        sure = list(moment.sure(Choice()))
        ids = [id for cells, _ in sure for each in cells for id in each.figures]
        told = {id: each.confidence for id, each in moment.stated(ids).items()}
        assert {id: value for _, part in sure for id, value in part.items()} == told != {}
