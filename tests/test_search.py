"""Words are found in the source text from one character on, in either script, wherever a line ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from extract.errors import StoreError
from extract.load import document
from extract.models import Segment
from extract.pipeline import extract
from extract.store import Store, panel_rows, search
from extract.store.schema import meta

TEXTS = {
    "甲": "中山市2011年总结\n　　全市有党员17782人，开展义务植 树活动，GDP增长１２.５％。\n　　召开会议3次。\n",
    "乙": "中山市2012年總結\n　　發展黨員355名，黨　員活動豐富。\n",
    "丙": "丙市2013年总结\n　　山市中的党，员工很多。𠮷野家12家。\n",
}


@pytest.fixture
def filled(store: Store) -> Store:
    for name, text in TEXTS.items():
        store.add(extract(document(name, text.encode())))
    return store


FOUND: list[tuple[str, list[tuple[str, list[str]]]]] = [
    ("党", [("甲", ["党"]), ("乙", ["黨", "黨"]), ("丙", ["党"])]),
    ("党员", [("甲", ["党员"]), ("乙", ["黨員", "黨\u3000員"])]),
    ("黨員", [("甲", ["党员"]), ("乙", ["黨員", "黨\u3000員"])]),
    ("中山市", [("甲", ["中山市"]), ("乙", ["中山市"])]),
    ("植树", [("甲", ["植 树"])]),
    ("义务植树活动", [("甲", ["义务植 树活动"])]),
    ("gdp", [("甲", ["GDP"])]),
    ("12.5%", [("甲", ["１２.５％"])]),
    ("党员 活动", [("甲", ["党员", "活动"]), ("乙", ["黨員", "黨\u3000員", "活動"])]),
    ("党员 会议", []),
    ("员党", []),
    ("山市", [("甲", ["山市"]), ("乙", ["山市"]), ("丙", ["山市"])]),
    ("𠮷", [("丙", ["𠮷"])]),
    ("𠮷野", [("丙", ["𠮷野"])]),
    ("不在", []),
    ("3次。", [("甲", ["3次。"])]),
]


@pytest.mark.parametrize(("words", "expected"), FOUND)
def test_words_are_found(filled: Store, words: str, expected: list[tuple[str, list[str]]]) -> None:
    found = [(hit.name, [TEXTS[hit.name][start:end] for start, end in hit.spans]) for hit in filled.search(words)]
    assert found == expected


def test_a_hit_is_a_segment_with_its_words(filled: Store) -> None:
    hit = filled.search("植树")[0]
    assert TEXTS["甲"][hit.start : hit.end] == hit.text and "党员" in hit.text
    assert (hit.start, hit.end) in [(each.start, each.end) for each in filled.segments(hit.document)]


def test_a_line_s_end_within_a_segment_parts_no_word(store: Store) -> None:
    found = extract(document("丁", "标题\n开展义务植\r\n树活动。".encode()))
    text = found.document.text
    store.add(replace(found, segments=(Segment(3, len(text), "paragraph"),), figures=(), rejections=()))
    (hit,) = store.search("植树")
    assert [text[start:end] for start, end in hit.spans] == ["植\r\n树"]


def test_search_goes_on_behind_a_hit(filled: Store) -> None:
    every = filled.search("党")
    first = filled.search("党", most=1)
    assert first == every[:1]
    assert filled.search("党", most=2, after=first[0].segment) == every[1:]


@pytest.mark.parametrize("words", ["", "  ", "。", "%", "\x00", '"'])
def test_nothing_to_look_for_is_said(filled: Store, words: str) -> None:
    with pytest.raises(StoreError) as caught:
        filled.search(words)
    assert caught.value.code == "search_empty"


@pytest.mark.parametrize("words", ['党"员', "党*", "党 OR 员", "NEAR(党", "党'员", "党:员", "-党", "\ud800党"])
def test_no_sign_is_an_order_to_the_database(filled: Store, words: str) -> None:
    assert all("党" in hit.text or "黨" in hit.text for hit in filled.search(words))


def test_what_is_removed_is_found_no_more(filled: Store) -> None:
    ids = {each.name: each.id for each in filled.documents()}
    filled.remove(ids["乙"])
    assert [hit.name for hit in filled.search("党")] == ["甲", "丙"]
    filled.add(extract(document("乙", TEXTS["乙"].encode())))
    assert [hit.name for hit in filled.search("党")] == ["甲", "丙", "乙"]


def test_more_segments_than_are_looked_up_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "CHUNK", 3)
    text = "题目\n" + "".join(f"　　第{n}段有员党。\n" for n in range(10)) + "　　最后有党员。\n"
    store.add(extract(document("长", text.encode())))
    (hit,) = store.search("党员")
    assert "最后" in hit.text


def test_the_index_is_made_anew_with_new_rules(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [hit.spans for hit in filled.search("党")]
    monkeypatch.setattr(search, "_rules", lambda: "other")
    monkeypatch.setattr(search, "_grams", lambda plain: {char for char in plain if char.isalnum()})
    assert filled.remove(next(each.id for each in filled.documents() if each.name == "丙"))
    assert [hit.spans for hit in filled.search("党")] == before[:2]
    assert [hit.name for hit in filled.search("山市")] == ["甲", "乙"]


def test_what_is_counted_is_told_over_the_whole_store(store: Store) -> None:
    """Figures of no indicator by concept and unit, each document once, forgotten with it and told again."""
    texts = ["甲市\n2010年，全市安装路灯40盏。", "乙市\n2011年，全市安装路灯60盏，安装监控探头9个。", "丙市\n2011年底，有党员9人。"]
    added = [extract(document(f"{n}.txt", text.encode())) for n, text in enumerate(texts)]
    for each in added:
        store.add(each)
    assert (store.concepts(["路灯"]), store.told_concepts()) == ([], 0)
    assert [store.tell_concepts(2), store.tell_concepts(2), store.tell_concepts(2)] == [2, 1, 0]
    (lamps,) = store.concepts(["路灯"])
    assert (lamps.concept, lamps.unit, lamps.number, store.told_concepts()) == ("安装/路灯", "盏", 2, 3)
    assert store.figure(lamps.figure) and [each.number for each in store.concepts(["安装", "路灯"])] == [2, 1]
    assert store.concepts(["%"]) == store.concepts(["党员"]) == store.concepts([""]) == []

    with store._writing() as connection:  # the panel is made anew, and what was told stays
        connection.execute(update(meta).where(meta.c.key == "panel").values(value=""))
        panel_rows.agree(connection)
    assert store.told_concepts() == 3
    store.remove(added[0].document.id)
    (lamps,) = store.concepts(["路灯"])
    assert (lamps.number, store.told_concepts(), store.tell_concepts()) == (1, 2, 0)
    store.add(added[0])
    assert (store.tell_concepts(), store.concepts(["路灯"])[0].number) == (1, 2)
