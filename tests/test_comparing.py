"""Series that are compared only where rough numbers leave room for a doubt."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from extract import settling
from extract.catalogue import catalogue
from extract.decisions.doubts import JUMPS, SLIP, of_series, province_and_level
from extract.decisions.suspects import suspects
from extract.load import document
from extract.models import Cell
from extract.pipeline import extract
from extract.store import Doubtful, Queued, Store, comparing, open_store

BY_NATURE = {each.nature: code for code, each in catalogue().indicators.items() if each.nature != "none"}
PLACES = [*(f"4420{n:02}" for n in range(8)), "440000", "110000", "370000", "350000", "420000", "南山村"]
VALUES = st.one_of(st.integers(0, 10**9), st.sampled_from([1, 2, 3, 6, 15, 30, 100, 300, 1000, 20_000, 50_000_000]))
SPOTS = st.tuples(st.sampled_from(PLACES), st.integers(2000, 2003), st.sampled_from(["全市", "机关"]))


def cell(place: str, year: int, scope: str, indicator: str, value: Decimal, disputed: bool = False) -> Cell:
    code = place if place.isdigit() else ""
    return Cell(place, code, year, indicator, scope, value, "元", "eq", (f"{place}{year}{scope}",), (), disputed)


@pytest.mark.parametrize("indicator", [*BY_NATURE.values(), "gone"])
@settings(deadline=None, max_examples=150)
@given(rows=st.dictionaries(SPOTS, st.tuples(VALUES, st.booleans()), max_size=40), tenths=st.integers(0, 9))
def test_no_doubt_is_missed(indicator: str, rows: dict[tuple[str, int, str], tuple[int, bool]], tenths: int) -> None:
    cells = [
        cell(*spot, indicator, Decimal(value) + Decimal(tenths) / 10, disputed and value % 7 == 0)
        for spot, (value, disputed) in rows.items()
    ]
    named, spots = suspects(
        indicator, [(each.place, each.year, each.scope, float(each.value), each.disputed) for each in cells], PLACES
    )
    for place in PLACES:
        own = [each for each in cells if each.place == place]
        found = of_series(own, _near(own, cells))
        assert place in named or not found
        for doubt in found:
            year = next(each.year for each in own if doubt.figure in each.figures)
            assert doubt.reason != "neighbour" or (province_and_level(place) and (place, year) in spots)


def _near(own: list[Cell], cells: list[Cell]) -> dict[tuple[int, str], list[Decimal]]:
    """The others of a province, at one level and of one scope, as the store gives them for each year."""
    near = {}
    for each in own:
        if kin := province_and_level(each.place_code):
            near[each.year, each.scope] = [
                other.value
                for other in cells
                if other.place != each.place
                and (other.year, other.scope) == (each.year, each.scope)
                and province_and_level(other.place_code) == kin
            ]
    return near


@settings(deadline=None, max_examples=300)
@given(st.lists(VALUES, max_size=12))
def test_a_jump_is_told_by_the_most_alike_of_all_other_years(values: list[int]) -> None:
    series = [cell("442000", 2000 + n, "全市", BY_NATURE["flow"], Decimal(value)) for n, value in enumerate(values)]
    told = {each.figure: (each.facts["year"], each.facts["times"]) for each in of_series(series, {})}
    for one in series:
        others = [each for each in series if each is not one and each.value > 0]
        if not others or one.value <= 0:
            assert one.figures[0] not in told
            continue
        times = [max(one.value / each.value, each.value / one.value) for each in others]
        nearest = others[times.index(min(times))]
        jumps = min(times) >= JUMPS["flow"][len(others) == 1] or SLIP[0] <= min(times) <= SLIP[1]
        assert told.get(one.figures[0]) == ((nearest.year, round(float(min(times)), 1)) if jumps else None)


def test_what_is_alike_is_left_alone() -> None:
    rows = [(place, year, "全市", 100.0 + year % 5, False) for place in PLACES for year in range(2000, 2006)]
    assert suspects(BY_NATURE["stock"], rows, PLACES) == (set(), set())


def test_several_indicators_are_looked_at_in_one_passage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is found is what comparing each series by itself finds."""
    for year, members, branches in ((2010, 17782, 355), (2011, 177820, 356), (2012, 18000, 4000)):
        text = f"中山市{year}年工作总结\n\n至年底，全市有党员{members}人，党支部{branches}个。发展党员{year}名。"
        store.add(extract(document(f"{year}.txt", text.encode())))
    series = [("party_members", "442000"), ("party_branches", "442000"), ("new_party_members", "442000")]

    def found() -> tuple[list[Queued], int]:
        asked: list[str] = []
        event.listen(store._engine, "before_cursor_execute", hear := lambda *facts: asked.append(facts[2]))
        with store._writer.begin() as connection:
            assert comparing.compare(connection, series) == len(series)
        event.remove(store._engine, "before_cursor_execute", hear)
        return store.queue(Doubtful(reason="jump")), sum("size, disputed FROM cells" in each for each in asked)

    alone = found()
    assert len(alone[0]) == 2 and alone[1] == 0
    monkeypatch.setattr(comparing, "MANY", 1)
    assert found() == (alone[0], 1)
    monkeypatch.setattr(comparing, "TOGETHER", 2)
    assert found() == (alone[0], 2)


def test_a_value_is_not_compared_with_what_is_counted_otherwise_beside_it() -> None:
    spots = [("442001", "全市", 1), *((f"44200{n}", "全市", 4000) for n in (2, 3, 4, 5))]
    cells = [cell(place, 2000, scope, "party_branches", Decimal(value)) for place, scope, value in spots]
    values = {"机关": Decimal(1), "全市": Decimal(4000)}
    own = [cell("442006", 2000, scope, "party_branches", value) for scope, value in values.items()]
    assert of_series(own, _near(own, [*cells, *own])) == []
    (found,) = of_series([cells[0]], _near([cells[0]], [*cells, *own]))
    assert found.reason == "neighbour"


def test_a_long_comparison_is_told_and_can_be_left_to_the_dashboard(
    sqlite_store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "中山市2011年工作总结\n\n至年底，全市有党员17782人，党支部355个。发展党员300名。植树2000株。"
    sqlite_store.add(extract(document("甲.txt", text.encode())))
    left = sqlite_store.changed_series()
    assert left > 2
    monkeypatch.setattr(settling, "LONG", 2)
    monkeypatch.setattr(settling, "SERIES", 1)
    compare = Store.examine

    def ended(store: Store, most: int | None = None) -> int:
        if store.changed_series() < left:
            raise KeyboardInterrupt
        return compare(store, most)

    monkeypatch.setattr(Store, "examine", ended)
    settling.compared(sqlite_store)
    assert sqlite_store.changed_series() == left - 1
    monkeypatch.setattr(Store, "examine", compare)
    settling.compared(sqlite_store)
    assert sqlite_store.changed_series() == 0
    told = capsys.readouterr().err.splitlines()
    assert [f"{count}" in line for count, line in zip((left, "", left - 1), told, strict=True)] == [True] * 3


def test_behind_an_import_the_file_itself_holds_what_is_in_its_log(sqlite_store: Store, tmp_path: Path) -> None:
    """Somebody else has the store open, so that the log stays."""
    beside = open_store(str(sqlite_store._engine.url.database))
    assert beside.count_documents() == 0
    sqlite_store.add(extract(document("甲.txt", "中山市2011年\n\n发展党员300名。".encode())))
    settling.compared(sqlite_store)
    alone = tmp_path / "alone.sqlite3"
    copyfile(str(sqlite_store._engine.url.database), alone)
    opened = open_store(str(alone))
    assert opened.count_documents() == beside.count_documents() == 1
    opened.close()
    beside.close()
