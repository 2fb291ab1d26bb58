"""The cells that the store keeps are always those that its figures make, whatever came and went."""

from __future__ import annotations

import ast
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event, select, update

from conftest import make_document, make_figure
from extract import store as store_package
from extract.catalogue import catalogue
from extract.models import Cell, Extraction, Figure
from extract.panel import cells, key_of
from extract.store import Sought, Store, open_store, panel_rows
from extract.store.schema import coverage, meta, tallies
from extract.store.schema import figures as figures_table
from extract.version import BESIDE, ROOT

PLACES = [("中山市", "442000"), ("鼓楼区", "320106"), ("鼓楼区", "350102"), ("下关区", "320106"), ("某新区", "")]
INDICATORS = ["party_members", "new_party_members", "donated_money", "satisfaction_rate", "other"]
UNITS = {"donated_money": "元", "satisfaction_rate": "%", "party_members": "个"}


def drawn(draw: random.Random, number: int) -> Extraction:
    """A document with a few figures of few places, years and indicators, so that documents share cells."""
    document = make_document(f"第{number}份\n" + "字" * 40)
    found = [_figure(draw, document.id, start) for start in range(draw.randrange(6))]
    return Extraction(document, (), tuple(found))


def _figure(draw: random.Random, document: str, start: int) -> Figure:
    place, code = draw.choice(PLACES)
    indicator = draw.choice(INDICATORS)
    unit = draw.choice(["人", UNITS.get(indicator, "名")])
    changes: dict[str, Any] = {"year": draw.choice([2010, 2011, 2012, None]), "scope": draw.choice(["", "县级机关"])}
    changes |= {"dup": draw.random() < 0.1, "bound": draw.choice(["eq", "eq", "gt"]), "until": draw.choice(["", "06-30"])}
    value = str(draw.choice([1, 2, 500, 500.5]))
    where = {"place": place, "place_code": code} if draw.random() < 0.9 else {"place": None, "place_code": ""}
    return make_figure(document, f"{value}{unit}", value, indicator, start=start, unit=unit, **{**changes, **where})


def by_place(found: Iterable[Cell]) -> list[Cell]:
    return sorted(found, key=key_of)


def assert_right(store: Store) -> None:
    """Every cell, and everything that is counted, is what a panel from scratch and a count of all rows say."""
    made = cells(store.figures())
    assert store.cells() == made and store.count_cells() == len(made)
    assert [store.cell(cell.id) for cell in made] == made
    assert store.places() == sorted({(cell.place_code, cell.place) for cell in made})
    assert store.years() == sorted({cell.year for cell in made})
    for asked, name in ((store.indicators(), "indicator"), (store.scopes(), "scope")):
        assert asked == Counter(getattr(cell, name) for cell in made)
    spots = Counter((cell.place_code or cell.place, cell.place, cell.year) for cell in made)
    assert {(each.place_id, each.place, each.year): each.cells for each in store.spots()} == spots
    for document in store.documents():
        own = {key_of(figure) for figure in store.figures(document=document.id, counting=True)}
        assert store.cells_of(document.id) == [cell for cell in made if key_of(cell) in own]
    assert_counted(store, made)
    _assert_sums(store)


def assert_counted(store: Store, made: list[Cell]) -> None:
    """What pages are told of the whole panel without reading it is what its cells say."""
    place = {cell.id: cell.place_code or cell.place for cell in made}
    family = {code: entry.family for code, entry in catalogue().indicators.items()}
    for known in store.known_places():
        own = [cell for cell in made if place[cell.id] == known.id]
        last = max(cell.year for cell in own)
        assert (known.cells, known.years) == (len(own), tuple(sorted({cell.year for cell in own})))
        assert known.name in {cell.place for cell in own if cell.year == last}
    for name in ("", *{family[cell.indicator] for cell in made}, "awards"):
        own = [cell for cell in made if name in ("", family[cell.indicator])]
        for what, some in (("family", own), ("disputed", [cell for cell in own if cell.disputed])):
            told = {(id, year) for id, years in store.years_with(what, name).items() for year in years}
            assert told == {(place[cell.id], cell.year) for cell in some}
    disputed = [cell for cell in made if cell.disputed]
    assert store.count_disputed() == len(disputed)
    assert by_place(store.disputed(1000)) == by_place(disputed) and len(store.disputed(2)) == min(2, len(disputed))
    _assert_parts(store, made, sorted(set(place.values())))


def _assert_parts(store: Store, made: list[Cell], places: list[str]) -> None:
    codes, years = ["party_members", "donated_money"], [2010, 2011]
    own = [cell for cell in made if cell.indicator in codes and cell.year in years]
    asked: dict[str, Any] = {"places": places, "years": years}
    assert store.counts(indicators=codes, **asked) == Counter((cell.indicator, cell.year) for cell in own)
    for code in codes:
        found = [cell for start in range(0, len(made), 2) for cell in store.latest(code, **asked, start=start, most=2)]
        assert by_place(found) == by_place([cell for cell in own if cell.indicator == code])
        assert [cell.year for cell in found] == sorted((cell.year for cell in found), reverse=True)
    groups: dict[tuple[str, int], list[Cell]] = {}
    for cell in own:
        groups.setdefault((cell.place_code or cell.place, cell.year), []).append(cell)
    for each in store.squares(codes, places, years, "县级机关"):
        cells = groups.pop((each.place_id, each.year))
        assert each.indicators == tuple(dict.fromkeys(cell.indicator for cell in cells))
        counts = (each.cells, each.disputed, each.usual, each.decided)
        usual = sum(cell.scope == "县级机关" for cell in cells)
        assert counts == (len(cells), sum(cell.disputed for cell in cells), usual, sum(bool(c.mark) for c in cells))
        assert each.alone == (cells[0].id if len(cells) == 1 else "")
    assert not groups
    for one in store.series(places, 2):
        series = [cell.year for cell in made if (cell.place_code or cell.place, cell.indicator, cell.scope)
                  == (one.place_id, one.indicator, one.scope)]  # fmt: skip
        steps = sum(after - before == 1 for before, after in pairwise(sorted(series)))
        assert (one.years, one.steps, one.last) == (len(series), steps, max(series))


def _assert_sums(store: Store) -> None:
    documents, names = store.documents(), ("characters", "figures", "attributed", "counted", "unplaced", "undated")
    sums = {name: sum(getattr(each, name) for each in documents) for name in names}
    assert store.totals() == {"documents": len(documents), **sums}
    with store._engine.connect() as connection:
        assert 0 not in connection.execute(select(tallies.c.number).union(select(coverage.c.number))).scalars().all()


@pytest.mark.parametrize("seed", range(2))
def test_cells_are_those_of_the_figures_whatever_came_and_went(
    store: Store, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, version = random.Random(seed), 0
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: str(version))
    batch = store.begin("a@b", [])
    for step in range(32):
        act = draw.random()
        if act < 0.6:
            store.add(drawn(draw, draw.randrange(25)), batch=batch if draw.random() < 0.3 else None)
        elif act < 0.75:
            version += 1  # what is added from now on replaces
        elif documents := store.documents():
            store.remove(draw.choice(documents).id)
        if step % 8 == 7:
            assert_right(store)
    store.undo(batch)
    assert_right(store)
    for each in store.documents():
        store.remove(each.id)
    assert_right(store)
    assert (store.cells(), store.spots(), store.indicators()) == ([], [], {})


def test_a_document_that_is_refused_leaves_the_panel_as_it_was(store: Store) -> None:
    draw = random.Random(5)
    for number in range(5):
        store.add(drawn(draw, number))
    before = store.cells()
    found = next(each for each in (drawn(draw, 90 + n) for n in range(20)) if each.figures)
    with pytest.raises(store_package.StoreError):
        store.add(replace(found, figures=(*found.figures, found.figures[0])))
    assert store.cells() == before
    assert_right(store)


def test_what_changes_a_figure_refreshes_its_cell(store: Store) -> None:
    """As a person's decision does."""
    draw = random.Random(6)
    for number in range(8):
        store.add(drawn(draw, number))
    figure = store.figures(counting=True)[0]
    with store._writer.begin() as connection:
        row = update(figures_table).where(figures_table.c.id == figure.id)
        connection.execute(row.values(value=Decimal(77), place="惠州市", place_code="441300"))
        panel_rows.refresh(connection, [key_of(figure), key_of(replace(figure, place_code="441300"))])
    assert store.places()[-1] == ("442000", "中山市") and ("441300", "惠州市") in store.places()
    assert_right(store)


def test_a_cell_that_stays_is_changed_in_its_place(store: Store) -> None:
    """Neither its row nor an index of it goes and comes again, and what is counted of it is left alone."""
    one, other = (make_document(f"第{n}份\n" + "字" * 40) for n in range(2))
    store.add(Extraction(one, (), (make_figure(one.id, "355名", "355", "new_party_members"),)))
    asked: list[tuple[str, Any]] = []
    event.listen(store._engine, "before_cursor_execute", lambda *facts: asked.append((facts[2], facts[3])))
    store.add(Extraction(other, (), (make_figure(other.id, "355名", "355", "new_party_members"),)))
    assert len(store.cells()[0].others) == 1
    written = [statement for statement, _ in asked if "cells" in statement and not statement.startswith(("SELECT", "WITH"))]
    assert len(written) == 1 and "DO UPDATE" in written[0]
    if store.kind == "sqlite":  # nor is the row looked up in an index of another order: a page of it for each cell
        with store._engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written[0]}", (None,) * written[0].count("?"))
            assert "cells_of_indicator" not in str(plan.all())
    tallied = [row[0] for statement, rows in asked if "INTO tallies" in statement for row in rows]
    assert set(tallied) == {"documents"} and not any("INTO coverage" in statement for statement, _ in asked)
    assert_right(store)


def test_no_figure_is_compared_with_all_keys(tmp_path: Path) -> None:
    """Also those of places without a code are looked up by year and indicator: a store can have thousands."""
    store = open_store(str(tmp_path / "figures.sqlite3"))
    asked: list[tuple[str, Any]] = []
    event.listen(store._engine, "before_cursor_execute", lambda *facts: asked.append((facts[2], facts[3])))
    for number in range(2):
        document = make_document(f"第{number}份\n" + "字" * 40)
        figure = make_figure(document.id, "355名", "355", "new_party_members", place="外地", place_code="")
        store.add(Extraction(document, (), (figure,)))
    assert len(store.cells()[0].others) == 1
    with store._engine.connect() as connection:
        those = [(statement, facts) for statement, facts in asked if "FROM figures JOIN" in statement.replace("\n", "")]
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each}", facts).all() for each, facts in those]
    found = [str(row[3]) for plan in plans for row in plan if "figures" in str(row[3])]
    assert found and all("year=? AND indicator=?" in each for each in found)


@pytest.mark.parametrize("chunk", [1, 3])
def test_the_size_of_a_chunk_does_not_matter(store: Store, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel_rows, "CHUNK", chunk)
    monkeypatch.setattr(panel_rows, "MANY", chunk)
    draw = random.Random(7)
    for number in range(8):
        store.add(drawn(draw, number))
    assert_right(store)
    with store._writer.begin() as connection:
        connection.execute(update(meta).where(meta.c.key == "panel").values(value="other rules"))
        panel_rows.agree(connection)
    assert_right(store)


def test_a_panel_of_other_rules_is_made_anew_when_the_store_is_opened(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, draw = open_store(url), random.Random(8)
    for number in range(16):
        first.add(drawn(draw, number))
    assert first.count_cells() > 3
    first.close()
    monkeypatch.setattr(panel_rows, "rules", lambda: "other")
    monkeypatch.setattr(panel_rows, "MANY", 10**6)
    monkeypatch.setattr(panel_rows, "panel_cells", lambda figures: cells(figures)[:1])
    second = open_store(url)
    assert second.count_cells() == 1 == len(second.cells())
    second.close()


def test_where_only_the_counting_has_changed_the_cells_stay(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, draw = open_store(url), random.Random(8)
    for number in range(16):
        first.add(drawn(draw, number))
    with first._writer.begin() as connection:
        connection.execute(update(meta).where(meta.c.key == "panel").values(value=panel_rows.rules().partition("-")[0]))
        connection.execute(delete(tallies).where(tallies.c.what.like("family%")))
    first.close()
    monkeypatch.setattr(panel_rows, "panel_cells", lambda figures: 1 / 0)
    second = open_store(url)
    assert_counted(second, second.cells())
    second.close()


# Lists


SOUGHT: list[tuple[list[str], Sought]] = [
    (["a", "b", "c", "d"], Sought()),
    (["b"], Sought(words="B")),
    (["d"], Sought(words="50%_")),
    (["a", "c"], Sought(words="潍坊 工作")),
    (["a", "b"], Sought(place="442000")),
    (["a", "b"], Sought(place="中山市")),
    (["c"], Sought(year=2010)),
    (["d"], Sought(scope="县级机关")),
    ([], Sought(words="a", year=1999)),
]


@pytest.fixture
def listed(store: Store) -> Store:
    """Four documents."""
    facts: list[tuple[str, dict[str, Any]]] = [
        ("a", {"title": "潍坊工作", "publisher": "甲"}),
        ("b", {}),
        ("c", {"title": "工作", "publisher": "潍坊", "place": None, "year": 2010}),
        ("d", {"title": "完成50%_", "place": None, "year": None, "scope": "县级机关"}),
    ]
    for size, (name, changes) in enumerate(facts):
        store.add(Extraction(make_document("字" * (9 - size), name=name, **{"title": "", **changes})))
    return store


def test_documents_are_found(listed: Store) -> None:
    for expected, sought in SOUGHT:
        assert [each.name for each in listed.documents(sought)] == expected, sought
        assert listed.count_documents(sought) == len(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("name", "abcd"), ("place", "cdab"), ("year", "dcab"), ("characters", "dcba"), ("figures", "abcd")],
)
def test_documents_are_sorted_and_paged(listed: Store, sort: str, expected: str) -> None:
    for down in (False, True):
        order = expected[::-1] if down else expected
        assert "".join(each.name for each in listed.documents(sort=sort, descending=down)) == order
        pages = [listed.documents(sort=sort, descending=down, start=start, most=3) for start in (0, 3)]
        assert "".join(each.name for page in pages for each in page) == order


def test_one_document_and_its_words(listed: Store) -> None:
    first = listed.documents()[0]
    assert listed.summary(first.id) == first and listed.summary("nobody") is None
    assert (listed.words(first.id, 2, 4), listed.words(first.id, 8, 99), listed.words("nobody", 0, 9)) == ("字字", "字", "")


@pytest.mark.parametrize("reason", ["indicator", "year", "place"])
def test_what_figures_lack_is_listed_page_by_page(store: Store, reason: str) -> None:
    draw = random.Random(9)
    for number in range(30):
        store.add(replace(found := drawn(draw, number), document=replace(found.document, name=f"{number % 5}")))
    empty: dict[str, Callable[[Figure], bool]] = {
        "indicator": lambda figure: figure.indicator == "other",
        "year": lambda figure: figure.year is None,
        "place": lambda figure: figure.place is None,
    }
    every = [each for row in store.documents() for each in store.figures(document=row.id) if empty[reason](each)]
    pages = [store.lacking(reason, start, 3) for start in range(0, len(every) + 3, 3)]
    assert len(every) > 3 and [each for page in pages for each in page] == every


def test_cells_come_page_by_page(store: Store) -> None:
    draw = random.Random(10)
    for number in range(30):
        store.add(drawn(draw, number))
    every = store.cells(indicators=["party_members", "new_party_members"], years=[2010, 2011])
    pages = [
        store.cells(indicators=["party_members", "new_party_members"], years=[2010, 2011], start=start, most=2)
        for start in range(0, len(every) + 2, 2)
    ]
    assert len(every) > 4 and [each for page in pages for each in page] == every
    assert store.count_cells(indicators=["party_members", "new_party_members"], years=[2010, 2011]) == len(every)


def test_what_makes_cells_is_known_by_name() -> None:
    """A change of these modules makes the kept cells anew, and has no document read again."""
    asked, seen = ["panel"], set()
    while asked:
        name = asked.pop()
        seen.add(f"{name}.py")
        tree = ast.parse((ROOT / f"{name}.py").read_text(encoding="utf-8"))
        named = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        below = {module.split(".")[1] for module in named if module.startswith("extract.")} - {"catalogue", "models"}
        asked += [each for each in below if f"{each}.py" not in seen]
    assert seen == set(panel_rows.PANEL)
    assert seen - {"counting.py"} <= BESIDE  # which says of a figure, too, whether it takes part
