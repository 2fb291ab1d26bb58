"""The page where people decide, as Streamlit runs it: what it shows in each state, and what its buttons do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import HOSTILE, Show, Shown, show

from conftest import make_document, make_figure
from extract.access import Person
from extract.decisions.models import said_of
from extract.decisions.suggest import suggested, trimmed
from extract.decisions.typed import corrected, number
from extract.errors import DecisionError
from extract.intake.teller import Teller
from extract.models import Extraction, Figure, Segment
from extract.store import Doubtful, Order, Store, open_store
from pages.components import access, queue, spans

__all__ = ["show"]

TEXT = "中山市\n2011年底，全市有党员17782人，发展党员355名，其中女党员122名。" + HOSTILE + "共慰问80户。"


@pytest.fixture
def doubted(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of `show` with two figures in doubt, the first graver."""
    monkeypatch.setattr(access, "person", lambda: Person("甲", "甲", "admin"))
    store = open_store(str(tmp_path / "pages.sqlite3"))
    document = make_document(TEXT, name=f"a{HOSTILE}.txt")
    whole = {"sentence": (4, len(TEXT)), "paragraph": (4, len(TEXT))}
    figures = (
        make_figure(document, "17782人", "17782", "party_members", confidence=0.3, **whole),
        make_figure(document, "355名", "355", "new_party_members", confidence=0.5, **whole),
        make_figure(document, "80户", "80", "people_aided", confidence=0.95, **whole),
    )
    segments = (Segment(0, 3, "heading", (), 1), Segment(4, len(TEXT), "paragraph", ("中山市",)))
    store.add(Extraction(document, segments, figures))
    return store


def press(shown: Shown, key: str) -> Shown:
    """The page after a press of one of its buttons."""
    test: AppTest = shown.test
    test.button(key=key).click()
    after = Shown(test.run())
    assert not test.exception, test.exception
    return after


def of(store: Store, indicator: str) -> Figure:
    return store.figures(indicators=[indicator])[0]


def test_the_gravest_doubt_comes_first_with_its_paragraph_and_reason(show: Show, doubted: Store) -> None:
    shown = show("review")
    assert 'id="figure">17782人</mark>' in shown.html and "机器的把握只有 30%" in shown.html
    assert {button.key for button in shown.test.button} >= {f"review-{each}" for each in ("accept", "undo", "next")}
    assert "script" not in shown.parsed.tags and "img" not in shown.parsed.tags


def test_series_are_compared_beside_the_queue(show: Show, doubted: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit compares a few; while others do it, it only says how many are left."""
    left = doubted.changed_series()
    monkeypatch.setattr(Teller, "going", property(lambda _: True))
    shown = show("review")
    assert left and doubted.changed_series() == left and f"还有 {left} 组正在" in shown.html
    monkeypatch.setattr(Teller, "going", property(lambda _: False))
    assert "组正在" not in show("review").html and doubted.changed_series() == 0


def test_accepting_leads_to_the_next_and_undo_back(show: Show, doubted: Store) -> None:
    shown = press(show("review"), "review-accept")
    assert of(doubted, "party_members").mark == "checked" and 'id="figure">355名' in shown.html
    shown = press(shown, "why-misread")
    assert of(doubted, "new_party_members").mark == "rejected" and doubted.decisions()[0].why == "读错了"
    assert "没有待审的数" in shown.html
    doubted.revert("甲", doubted.to_undo("甲"))
    assert 'id="figure">355名' in show("review").html


def test_a_decision_that_was_taken_back_is_not_counted(show: Show, doubted: Store) -> None:
    assert "已有决定的数：1 个" in press(show("review"), "review-accept").html
    assert "已有决定的数：0 个" in press(show("review"), "review-undo").html


def test_undo_shows_what_it_has_brought_back(show: Show, doubted: Store) -> None:
    shown = press(press(show("review"), "review-accept"), "review-undo")
    assert 'id="figure">17782人' in shown.html and of(doubted, "party_members").mark == ""
    assert "已撤销 1 个决定" in shown.html


def test_a_decision_that_came_in_between_is_told_and_not_overwritten(show: Show, doubted: Store) -> None:
    shown = show("review")
    doubted.decide("乙", [Order(of(doubted, "party_members").id, "reject")])
    shown = press(shown, "review-accept")
    assert "乙刚刚对这个数作了决定" in shown.html and of(doubted, "party_members").mark == "rejected"


def test_next_and_previous_and_a_filter(show: Show, doubted: Store) -> None:
    shown = press(show("review"), "review-next")
    assert 'id="figure">355名' in shown.html
    assert 'id="figure">17782人' in press(shown, "review-previous").html
    assert 'id="figure">355名' in show("review", ind="new_party_members").html
    assert "没有待审的数" in show("review", place="110000").html


def test_a_correction_is_typed_and_saved(show: Show, doubted: Store) -> None:
    shown = press(show("review"), "review-correct")
    figure = of(doubted, "party_members")
    shown.test.text_input(key=f"year-{figure.id}-0").set_value("2010")
    shown.test.button[-1].click()
    shown.test.run()
    assert of(doubted, "party_members").year == 2010 and doubted.decisions()[0].kind == "correct"
    shown = press(show("review", fig=figure.id), "review-correct")
    shown.test.text_input(key=f"value-{figure.id}-1").set_value("99999")
    shown.test.button[-1].click()
    assert "指不回原文的数不能入库" in Shown(shown.test.run()).html and len(doubted.decisions()) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", ["mine", "contested", "orphans", "agreement", "frozen", "bulk", "add", "nonsense"])
def test_every_list_is_shown_empty_and_full(view: str, language: str, show: Show, doubted: Store) -> None:
    assert 'class="notice error"' not in show("review", view=view, lang=language).html
    figure = of(doubted, "party_members")
    doubted.decide("甲", [Order(figure.id, "correct", 0, replace(said_of(figure), year=2010), HOSTILE)])
    doubted.decide("乙", [Order(figure.id, "reject", 1, why=HOSTILE)])
    doubted.decide("乙", [Order(of(doubted, "new_party_members").id, "accept")])
    doubted.freeze(HOSTILE, "甲", HOSTILE)
    shown = show("review", view=view, lang=language, asof="2030-01-01")
    assert 'class="notice error"' not in shown.html and not {"script", "img"} & set(shown.parsed.tags)
    assert "no such word" not in shown.html
    doubted.remove(figure.document)
    assert 'class="notice error"' not in show("review", view=view, lang=language).html
    assert len(doubted.orphans()) == 2


def test_a_contest_can_be_settled_by_taking_one_side(show: Show, doubted: Store) -> None:
    figure = of(doubted, "party_members")
    doubted.decide("乙", [Order(figure.id, "correct", 0, replace(said_of(figure), year=2010))])
    doubted.decide("丙", [Order(figure.id, "reject", 1)])
    assert "有争议" in show("evidence", fig=figure.id).html
    press(show("review", fig=figure.id), "voice-1")
    assert of(doubted, "party_members").year == 2010 and of(doubted, "party_members").mark == "corrected"


def test_many_are_accepted_at_once_and_taken_back_at_once(show: Show, doubted: Store) -> None:
    shown = press(show("review", view="bulk"), "bulk")
    assert [each.mark for each in doubted.figures()] == ["checked", "checked", ""]
    press(shown, "bulk-undo")
    assert [each.mark for each in doubted.figures()] == ["", "", ""]


def test_an_empty_store_has_nothing_to_review(show: Show) -> None:
    shown = show("review")
    assert "库里还没有文档" in shown.html and "没有待审的数" not in shown.html and not shown.test.selectbox


def test_the_next_batch_is_asked_for_before_it_can_be_accepted(
    show: Show, doubted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "AT_ONCE", 1)
    shown = press(show("review", view="bulk"), "bulk")
    assert "已采纳 1 个数" in shown.html and "本批已采纳" in shown.html
    assert [each.key for each in shown.test.button] == ["bulk-undo", "bulk-next"] and "<table" not in shown.html
    assert sum(each.mark == "checked" for each in doubted.figures()) == 1
    assert "bulk" in [each.key for each in press(shown, "bulk-next").test.button]
    last = press(show("review", view="bulk"), "bulk")
    assert [each.key for each in last.test.button] == ["bulk-undo"]
    preview = press(last, "bulk-undo")
    assert "<table" in preview.html and "bulk" in [each.key for each in preview.test.button]


def test_values_that_contradict_each_other_are_not_accepted_at_once(show: Show, doubted: Store) -> None:
    document = make_document("中山市另报\n2011年底，全市有党支部9000个，党支部9001个。", name="c.txt")
    quotes = (("9000个", "9000"), ("9001个", "9001"))
    doubted.add(Extraction(document, (), tuple(make_figure(document, *each, "party_branches") for each in quotes)))
    other = make_document("中山市再报\n2011年底，全市有党支部70个。", name="d.txt")
    doubted.add(Extraction(other, (), (make_figure(other, "70个", "70", "party_branches"),)))
    doubted.examine()
    apart = doubted.doubt_counts(Doubtful())["disputed"]
    shown = show("review", view="bulk")
    assert apart and f"各文档说法不一的 {apart} 个不能一起采纳" in shown.html
    press(shown, "bulk")
    marks = {each.indicator: each.mark for each in doubted.figures()}
    assert marks["party_branches"] == "" and marks["party_members"] == "checked"


def test_marked_words_become_a_figure(show: Show, doubted: Store) -> None:
    document = doubted.documents()[0].id
    low = TEXT.index("122名") - 4
    shown = show("review", view="add", doc=document, sel=f"4.{low}.{low + 4}")
    assert 'id="figure">122名</mark>' in shown.html
    shown.test.button[-1].click()
    shown.test.run()
    added = next(each for each in doubted.figures() if each.mark == "added")
    assert (added.quote, added.value, added.year, added.place_code) == ("122名", Decimal(122), 2011, "442000")
    assert "人工补" in show("evidence", fig=added.id).html
    assert "已经是一条数据" in show("review", view="add", doc=document, sel=f"4.{low}.{low + 4}").html


@pytest.mark.parametrize("sel", ["", "4", "4.0.x", "9999.0.3", "4.2.2", "4.999999.9999999"])
def test_an_odd_mark_gets_a_sentence(sel: str, show: Show, doubted: Store) -> None:
    shown = show("review", view="add", doc=doubted.documents()[0].id, sel=sel)
    assert "没有标出字句" in shown.html


# Offsets of what is shown


@pytest.mark.parametrize(
    ("text", "low", "high", "words"),
    [
        ("发展党员355名。", 4, 8, "355名"),
        ("发展党员35\n5名。", 4, 9, "35\n5名"),
        ("第一行\n　　发展党员355名。", 7, 11, "355名"),
        ("abc\ndef 12人", 8, 11, "12人"),
        ("上\n\n\n下12人", 2, 5, "12人"),
        ("只有3人", 2, 99, "3人"),
    ],
)
def test_shown_characters_are_found_in_the_document(text: str, low: int, high: int, words: str) -> None:
    start, end = spans.located(f"〇〇{text}", (2, 2 + len(text)), low, high)
    assert f"〇〇{text}"[start:end] == words


# What is typed


@pytest.mark.parametrize(
    ("value", "text"),
    [("17700", "1.77万"), ("17700", "17,700"), ("355", "三百五十五"), ("12.5", " 12.5 "), ("355", "３５５")],
)
def test_numbers_are_typed_as_people_write_them(value: str, text: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("decision_number", {"value": "许多"}),
        ("decision_year", {"year": "去年"}),
        ("decision_place", {"place": "没有这个地方"}),
    ],
)
def test_what_is_not_understood_gets_a_sentence(code: str, typed: dict[str, str]) -> None:
    with pytest.raises(DecisionError) as caught:
        corrected(said_of(make_figure("d", "355名", "355", "other")), typed)
    assert caught.value.code == code


def test_a_form_makes_a_reading() -> None:
    said = said_of(make_figure("d", "355名", "355", "other"))
    typed = {"value": "356", "value_max": "", "year": "2010年", "place": "潍坊市", "flags": ["plan"], "bound": "gt"}
    made = corrected(said, typed)
    assert (made.value, made.value_max, made.year, made.place, made.place_code) == (356, None, 2010, "潍坊市", "370700")
    assert made.plan and not made.dup and made.bound == "gt" and made.unit == said.unit


def test_marked_words_are_read_by_the_engine(made: Callable[..., Extraction]) -> None:
    document = make_document("中山市\n收到捐款近36万元、 ，另有528400。")
    start = document.text.index("近36万元")
    span = trimmed(document.text, (start, start + 8))
    assert document.text[slice(*span)] == "近36万元"
    said = suggested(document, span, ())
    assert (said.value, said.unit, said.bound, said.year, said.place) == (360000, "元", "lt", 2011, "中山市")
    start = document.text.index("528400")
    assert suggested(document, (start, start + 6), ()).value == 528400


def test_charts_places_and_overview_say_what_was_decided(show: Show, doubted: Store) -> None:
    members, new = of(doubted, "party_members"), of(doubted, "new_party_members")
    doubted.decide("甲", [Order(members.id, "accept")])
    overview = show("overview").html
    assert "2 个值中 1 个经人核对" in overview and "square value decided" not in overview
    doubted.decide("甲", [Order(new.id, "correct", 0, replace(said_of(new), value=Decimal(3550)))])
    chart = json.loads(show("indicators", ind="new_party_members").test.get("plotly_chart")[0].proto.spec)
    assert [each.get("name") for each in chart["data"]][1:] == ["corrected"]
    assert "已改、机器读作 355 人" in chart["data"][0]["hovertext"][0]
    accepted = show("indicators", ind="party_members")
    tip = json.loads(accepted.test.get("plotly_chart")[0].proto.spec)["data"][0]["hovertext"][0]
    assert "已核" in tip and "机器读作" not in tip
    assert "○</i> 已核" in accepted.html
    place = show("places", place="442000").html
    assert '<span class="mark checked sign" aria-hidden="true">✓</span>' in place and "、已改" in place
    assert "square value decided" in show("overview").html
    seen = doubted.standing(members.id)
    assert seen
    doubted.decide("乙", [Order(members.id, "correct", seen.number, replace(said_of(members), value=Decimal("1778.2")))])
    shown = show("overview").html
    assert "1 个有争议" in shown and "square doubt" in shown
    chart = json.loads(show("indicators", ind="party_members").test.get("plotly_chart")[0].proto.spec)
    assert [each.get("name") for each in chart["data"]][1:] == ["contested"]


def test_the_export_page_puts_the_machines_values_beside(show: Show, doubted: Store) -> None:
    plain, beside = show("export"), show("export", machine="1")
    assert "--machine" not in plain.test.code[0].value and "--machine" in beside.test.code[0].value
    assert {"machine": ["1"]} in list(map(_query, plain.parsed.links))


def _query(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)
