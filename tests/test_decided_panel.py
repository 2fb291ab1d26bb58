"""Cells, decisions and the past stay right together, whatever comes, goes, is decided and taken back."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from test_panel_rows import assert_right

from conftest import FIRST, make_document, make_extraction, make_figure
from extract.__main__ import main
from extract.decisions.effective import effective
from extract.decisions.models import said_of
from extract.decisions.standing import standing
from extract.errors import DecisionError
from extract.models import Extraction, Figure
from extract.store import Order, Store, history, laid, log, open_store
from extract.store.review_schema import standings

HEADS = ("甲乡", "乙镇", "丙街", "丁村", "戊局", "己委")
TEXT = "中山市2011年党的工作\n2011年底，全市有党员17782人，发展党员355名，又发展党员12名。邮编528400。"


def drawn(draw: random.Random, number: int) -> Extraction:
    """Few files, each in some versions; the same text is read otherwise each time."""
    own = random.Random(number)
    parts = [f"{head}发展党员{own.choice((12, 355, 80, 7))}名" for head in HEADS[: own.randrange(2, 7)]]
    text = "文件\n" + "，".join(parts) + ("。修订" if number % 2 else "。")
    document = make_document(text, name=f"{number % 3}.txt")
    starts = [text.index(part) + 6 for part in parts]
    found = [_figure(draw, document.id, start, part[6:]) for start, part in zip(starts, parts, strict=True)]
    return Extraction(document, (), tuple(each for each in found if draw.random() > 0.2))


def _figure(draw: random.Random, document: str, start: int, quote: str) -> Figure:
    place, code = draw.choice((("中山市", "442000"), ("惠州市", "441300"), (None, "")))
    indicator = draw.choice(("new_party_members", "party_members"))
    year, dup = draw.choice((2010, 2011, None)), draw.random() < 0.1
    facts = {"place": place, "place_code": code, "year": year, "dup": dup, "unit": "名"}
    return make_figure(document, quote, quote[:-1], indicator, start=start, **facts)


def assert_decided(store: Store) -> None:
    """Each figure stands as the log about it says, in one place, and the panel is made of these."""
    with store._reading() as connection:
        logs = {known[-1].subject: known for known in log.logs(connection)}
        spots = {row.subject: row for row in connection.execute(standings.select())}
        assert spots.keys() == logs.keys()
        for subject, spot in spots.items():
            stands = standing(logs[subject])
            assert (spot.status, spot.number) == (stands.status, stands.number)
            shown, machine = (laid.figure_of(connection, str(spot.figure), alone) for alone in (False, True))
            if spot.figure and (blank := machine or shown):
                expected = effective(stands, machine, blank)
                assert shown == (expected or machine)
    assert_right(store)


@pytest.mark.parametrize("seed", (2, 19))
def test_whatever_comes_and_goes_and_is_decided(store: Store, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, engine = random.Random(seed), [0]
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: str(engine[0]))
    batch = store.begin("a@b", [])
    for step in range(60):
        _act(store, draw, engine, batch)
        if step % 6 == 5:
            assert_decided(store)
    now = store.cells()
    monkeypatch.setattr(history, "_is_now", lambda *_: False)  # which would answer with what is kept
    assert store.cells_as_of("9999-12-31") == now
    for name in ("indicator", "place", "year"):
        for value in {getattr(cell, name) for cell in now}:
            wanted = [cell for cell in now if getattr(cell, name) == value]
            assert store.cells_as_of("9999-12-31", **{f"{name}s": [value]}) == wanted
    store.undo(batch)
    assert_decided(store)


def _act(store: Store, draw: random.Random, engine: list[int], batch: int) -> None:
    act, figures, known = draw.random(), store.figures(), store.decisions(most=None)
    try:
        if act < 0.3 or not figures:
            store.add(drawn(draw, draw.randrange(8)), batch=batch if draw.random() < 0.3 else None)
        elif act < 0.37:
            engine[0] += 1  # what is added from now on replaces
        elif act < 0.42:
            store.remove(draw.choice(store.documents()).id)
        elif act < 0.8 or not known:
            some = draw.sample(figures, min(len(figures), draw.choice((1, 1, 1, 3))))
            store.decide(draw.choice("甲乙丙"), [_order(store, draw, each) for each in some])
        else:
            store.revert(draw.choice("甲乙"), [draw.choice(known).number])
    except DecisionError:  # it was taken back already
        return


def _order(store: Store, draw: random.Random, figure: Figure) -> Order:
    stands, said = store.standing(figure.id), replace(said_of(figure), year=draw.choice((2009, 2010, 2011, None)))
    kind, seen = draw.choice(("accept", "reject", "correct")), stands.number if stands else 0
    return Order(figure.id, kind, seen, said if kind == "correct" else None)  # type: ignore[arg-type]


def members(store: Store) -> Figure:
    return store.figures(indicators=["new_party_members"])[0]


@pytest.mark.parametrize(("indicator", "unit"), [("party_members", "人"), ("donated_money", "元")])
def test_what_people_accept_settles_what_documents_tell_differently(store: Store, indicator: str, unit: str) -> None:
    for name, value, sure in (("a", "900", 0.95), ("b", "950", 0.6)):
        document = make_document(f"中山市2011年{name}\n{value}{unit}", name=f"{name}.txt")
        made = make_figure(document, f"{value}{unit}", value, indicator, confidence=sure)
        store.add(Extraction(document, (), (made,)))

    def told() -> tuple[int, str, bool]:
        (cell,) = store.cells()
        return int(cell.value), cell.mark, cell.disputed

    figures = {int(each.value): each.id for each in store.figures()}
    assert told() == (900, "", True)
    store.decide("甲", [Order(figures[950], "accept")])
    assert told() == (950, "checked", False)
    assert store.cells()[0].others == (figures[900],)  # what the other document says is kept and shown
    store.decide("甲", [Order(figures[900], "accept")])
    assert told() == (900, "checked", True)  # both cannot be right
    store.revert("甲", store.to_undo("甲"))
    store.decide("甲", [Order(figures[900], "reject", store.standing(figures[900]).number)])
    assert told() == (950, "checked", False)


def test_what_is_brought_back_stands_where_its_words_stand_now(store: Store) -> None:
    """In a new version the words stand elsewhere, and the machine reads nothing there."""
    old, new = make_extraction(), make_extraction("编者按：略。\n" + FIRST)
    store.add(old)
    store.decide("甲", [Order(members(store).id, "correct", 0, replace(said_of(members(store)), year=2010))])
    store.add(replace(new, figures=()))
    store.remove(old.document.id)
    store.revert("甲", [1])
    assert store.figures() == []
    store.revert("甲", [2])
    assert [(each.quote, each.year, each.mark) for each in store.figures()] == [("355名", 2010, "added")]
    figure = store.figures()[0]
    assert new.document.text[figure.start : figure.end] == "355名" and store.standing(figure.id)


def test_the_panel_of_today_is_that_which_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decisions that a new version has taken over stand in the panel of a day, too."""
    old, new = make_extraction(), make_extraction("编者按：略。\n" + FIRST)
    store.add(old)
    store.decide("甲", [Order(members(store).id, "correct", 0, replace(said_of(members(store)), year=2010))])
    store.add(new)
    store.remove(old.document.id)
    assert [cell.year for cell in store.cells(indicators=["new_party_members"])] == [2010]
    assert store.cells_as_of("9999-12-31") == store.cells()
    before, moment = store.cells(), "9999-01-01"
    monkeypatch.setattr(log, "moment", lambda: "9999-06-01")
    store.decide("乙", [Order(members(store).id, "reject", 1)])
    assert store.cells_as_of(moment) == before != store.cells() == store.cells_as_of("9999-12-31")


def test_a_cell_of_a_document_is_told_once(store: Store) -> None:
    """Though only one of its two figures there was decided on."""
    found = make_extraction(TEXT)
    second = make_figure(found.document, "12名", "12", "new_party_members")
    store.add(replace(found, figures=(*found.figures, second)))
    store.decide("甲", [Order(second.id, "accept")])
    assert store.cells_of(found.document.id) == store.cells()


def test_what_people_decided_is_no_change_of_the_engine(
    url: str, seeds: list[Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["import", str(seeds[0]), "--store", url]) == 0
    store = open_store(url)
    first, second = store.figures()[:2]
    store.decide("甲", [Order(first.id, "reject"), Order(second.id, "correct", 0, replace(said_of(second), year=1901))])
    capsys.readouterr()
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "next")
    assert main(["refresh", "--json", "--store", url]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["gained"], told["lost"], told["changed"]) == ([], [], [])
    store.close()


def test_who_compares_series_waits_for_who_imports(postgresql_store: Store) -> None:
    """Else each could hold rows that the other wants, and PostgreSQL would end one of them."""
    store = postgresql_store
    store.add(make_extraction())
    asked: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    assert store.examine()
    first = next(place for place, each in enumerate(asked) if not each.startswith("SELECT"))
    assert any("FOR UPDATE" in each and "meta" in each for each in asked[:first])
