"""Places, words, coverage and the reader: what the pages show that lead through the store."""

# The fixtures of test_pages are used here, too.
# ruff: noqa: F811

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pinyin
import pytest
from browsing import ROOT

from conftest import make_document, make_figure
from extract import check
from extract.catalogue import catalogue
from extract.chosen import choose, chosen
from extract.draft import Draft, concepts_of, drafted, toml
from extract.intake.teller import Teller
from extract.load import document as load_bytes
from extract.load.kinds import ending_of
from extract.models import Cell, Extraction, Segment
from extract.pipeline import extract
from extract.store import Store
from extract.trial import tried
from pages.components import choices, coverage, data, hierarchy, hits, lookup, sparklines, survey
from tests.test_pages import Show, filled, show  # noqa: F401
from tests.test_trials import whole


def add(store: Store, text: str, name: str = "x.txt", **changes: object) -> Extraction:
    """A document as the engine reads it, in the store."""
    found = extract(replace(load_bytes(name, text.encode()), **changes))  # type: ignore[arg-type]
    store.add(found)
    return found


@pytest.fixture
def lamps(filled: Store) -> Store:
    """Three years of one city, with figures of no indicator."""
    for year, lamp, members in ((2009, 40, 900), (2010, 45, 950), (2012, 60, 990)):
        add(
            filled,
            f"襄阳市党的工作（{year}）\n\n{year}年，襄阳市安装路灯{lamp}盏。年底有党员{members}名。",
            f"{year}.txt",
        )
    return filled


def test_the_store_says_what_it_has_by_place_and_year(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    document = make_document("中山市另报\n2011年有党员9000人。2012年有党员9001人。", name="c.txt")
    one = make_figure(document, "9000人", "9000", "party_members", confidence=0.5)
    other = make_figure(document, "9001人", "9001", "party_members", year=2012, place="中山区")
    store.add(Extraction(document, (), (one, other)))
    assert [(each.place_id, each.place, each.year, each.cells) for each in store.spots()] == [
        ("442000", "中山市", 2011, 2),
        ("442000", "中山区", 2012, 1),
    ]
    assert sorted(store.spots_with(["party_members"], "")) == [("442000", 2011), ("442000", 2012)]
    assert store.spots_with(["trees_planted"], "") == []
    assert store.spots_with(["party_members"], scope="无此口径") == []
    assert [each.id for each in store.disputed()] == ["442000|2011|party_members|"]


# Places


@pytest.mark.parametrize(
    ("code", "shown", "others"),
    [
        ("420600", "襄阳市", ["襄樊市"]),
        ("420600", "襄樊市", ["襄阳市"]),
        ("410500", "安阳市", []),  # 鹤壁市 had this code until 1981
        ("513425", "会理县", []),
        ("350302", "莆田市城厢区", []),
    ],
)
def test_a_place_has_not_the_names_of_those_whose_code_it_took(code: str, shown: str, others: list[str]) -> None:
    assert hierarchy.former(code, shown) == others


def test_places_are_listed_by_province_and_found_by_any_of_their_names(show: Show, lamps: Store) -> None:
    shown = show("places")
    assert shown.html.index("湖北省") < shown.html.index("广东省") < shown.html.index("云南省")
    assert {"place": ["420600"]} in shown.links_to("places")
    for asked in ("襄樊", "4206", "襄陽", "xys", "XiangYang", "xfs"):
        found = [link["place"] for link in show("places", q=asked).links_to("places") if "place" in link]
        assert found == [["420600"]], asked
    assert 'class="empty"' in show("places", q="没有这个地方").html


def test_a_province_without_values_lists_what_lies_in_it(show: Show, lamps: Store) -> None:
    shown = show("places", place="420000")
    assert "<h1>湖北省</h1>" in shown.html
    assert {"place": ["420600"]} in shown.links_to("places")


def test_of_many_places_each_province_is_a_line(show: Show, lamps: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.components.placelist.OPEN", 1)
    monkeypatch.setattr("pages.components.placelist.SOME", 0)
    shown = show("places")
    assert "<table" not in shown.html
    assert {"q": ["42"]} in shown.links_to("")


def test_a_place_shows_its_values_by_year_each_with_its_evidence(show: Show, lamps: Store) -> None:
    shown = show("places", place="420600")
    cell = next(each for each in lamps.cells(places=["420600"]) if each.year == 2012 and each.value == 990)
    assert {"fig": [cell.figures[0]]} in shown.links_to("evidence")
    head = shown.html.partition("<thead>")[2].partition("</thead>")[0]
    assert head.index("2012") < head.index("2010") < head.index("2009")
    assert "襄樊市（–2010）" in shown.html and "420600" in shown.html
    assert 'role="img" aria-label="2009：900 人、2010：950 人、2012：990 人"' in shown.html
    assert "40盏" in shown.html  # what could not be told
    documents = {link["doc"][0] for link in shown.links_to("documents") if "doc" in link}
    assert len(documents) == 3


def test_scopes_of_a_place_are_never_one_table(show: Show, filled: Store) -> None:
    document = make_document("中山市直机关\n2011年有党员77人。", name="c.txt")
    filled.add(Extraction(document, (), (make_figure(document, "77人", "77", "party_members", scope="市直机关"),)))
    shown = show("places", place="442000")
    assert shown.html.count('<table class="series">') == 2
    assert '<h2 class="section">市直机关</h2>' in shown.html


def test_neighbours_are_a_step_from_the_comparison(show: Show, lamps: Store) -> None:
    shown = show("places", place="420600")
    assert {"ind": ["party_members"], "place": ["420600", "442000"]} in shown.links_to("indicators")


def test_what_a_place_lacks_is_shown_by_reason(show: Show, lamps: Store) -> None:
    document = make_document("中山市\n2011年计划发展党员88名。", name="p.txt")
    lamps.add(Extraction(document, (), (make_figure(document, "88名", "88", "new_party_members", plan=True),)))
    shown = show("places", place="442000", why="plan")
    assert "计划或目标" in shown.html and '<mark class="fig">88名</mark>' in shown.html


def _cell(year: int, value: int, bound: str = "eq") -> Cell:
    return Cell("甲", "1", year, "party_members", "", Decimal(value), "人", bound)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "lines", "hollow"),
    [
        ([_cell(2009, 5)], 0, 0),
        ([_cell(2009, 5), _cell(2010, 6)], 1, 0),
        ([_cell(2009, 5), _cell(2011, 6)], 0, 0),  # a gap is no line
        ([_cell(2011, 0), _cell(2010, 0), _cell(2009, 0)], 2, 0),
        ([_cell(2009, -5), _cell(2010, 6, "gt"), _cell(2011, 7, "approx")], 2, 2),
    ],
)
def test_a_sparkline_joins_neighbouring_years_only(cells: list[Cell], lines: int, hollow: int, show: Show) -> None:
    drawn = sparklines.html(cells)
    assert drawn.count("%3Cpath") == lines
    assert drawn.count("fill%3D%22none%22") == hollow
    assert drawn.count("%3Ccircle") == len(cells)


# Search


def test_hits_stand_in_their_sentence_with_their_figures(show: Show, filled: Store) -> None:
    shown = show("search", q="植树")
    passage = shown.html.partition('<p class="passage"')[2].partition("</p>")[0]
    assert '<mark class="word">植树</mark>' in passage and "83 000余株</a>" in passage
    figure = filled.figures(indicators=["trees_planted"])[0]
    assert {"fig": [figure.id]} in shown.links_to("evidence")
    assert "没有找到" in show("search", q="无此词语").html
    assert 'class="hit"' in show("search", q="植").html  # one character


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 3),
        ({"year": "2010"}, 1),
        ({"place": "420600", "year": "2012"}, 1),
        ({"place": "442000"}, 0),
        ({"ind": "other"}, 3),
        ({"ind": "trees_planted"}, 0),
        ({"doc": "nobody"}, 0),
    ],
)
def test_hits_are_filtered(filters: dict[str, str], found: int, show: Show, lamps: Store) -> None:
    assert show("search", q="路灯", **filters).html.count('<article class="hit">') == found


def test_hits_come_in_pages(show: Show, lamps: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "SIZE", 2)
    first = show("search", q="路灯")
    assert first.html.count('<article class="hit">') == 2
    after = next(link["after"][0] for link in first.links_to("") if "after" in link)
    last = show("search", q="路灯", after=after)
    assert last.html.count('<article class="hit">') == 1
    assert not [link for link in last.links_to("") if "after" in link and link["after"] != [after]]


def test_what_is_counted_beside_the_words(show: Show, lamps: Store) -> None:
    shown = show("search", q="路灯")
    row = shown.html.partition("安装路灯</a>")[2].partition("</tr>")[0]
    assert ">盏<" in row and ">3<" in row
    assert "catalogue?fig=" in row


# An entry drafted from a figure


DRAFTS = [
    ("2011年，中山市安装路灯45盏，新建公厕3座。", "45盏", 'left = "安装"'),
    ("2011年，中山市安装路灯45盏，新建公厕3座。", "3座", 'head = "新建公厕"'),
    ("2011年，中山市修复了45处堤坝。", "45处", 'head = "堤坝"'),
    ("2011年，中山市参评率达到95%。", "95%", 'nature = "rate"'),
    ("2011年，中山市修建桥梁（“民心”工程）12座\\。", "12座", 'unit = "座"'),
]


def test_a_draft_reads_the_sentence_it_was_made_of(filled: Store, tmp_path: Path) -> None:
    """All in one catalogue: choosing another one each time would load the dictionary anew."""
    before, paths = chosen(), []
    for number, (text, quote, words) in enumerate(DRAFTS):
        draft = _drafted(add(filled, f"中山市工作{number}\n\n{text}"), quote)
        assert words in toml(draft)
        paths.append(tmp_path / f"{number}.toml")
        paths[-1].write_text(toml(draft), encoding="utf-8")
    try:
        choose(paths)
        outcomes = list(check.outcomes(catalogue().mine))
    finally:
        choose(before)
    assert len(outcomes) == 2 * len(DRAFTS)
    assert [each for each in outcomes if not each.passes] == []


@pytest.mark.parametrize(
    ("units", "own"),
    [
        (("body",), "个 家 座 处"),
        (("household",), "户"),
        (("person",), "人 名 位"),
        (("times",), "次"),
        (("stage",), "场"),
        (("course",), "期"),
        (("paper",), "篇"),
        (("area",), "亩 公顷"),
        (("money",), "元"),
        (("percent",), "% ‰"),
        ((), "盏 件 项 册 份"),
    ],
)
def test_the_class_of_a_draft_measures_what_its_unit_does(units: tuple[str, ...], own: str) -> None:
    document = make_document("2011年新建灯塔9个。")
    for unit in own.split():
        draft = drafted(make_figure(document, "9个", "9", "other", unit=unit), document, "新建/灯塔")
        assert (draft.units, draft.own_units) == (units, () if units else (unit,)), unit


def _drafted(found: Extraction, quote: str) -> Draft:
    figure = next(each for each in found.figures if each.quote == quote)
    near = [each for each in found.figures if each.sentence == figure.sentence]
    concept = next(each.concept for each in concepts_of(near, found.document) if each.id == figure.id)
    return drafted(figure, found.document, concept)


def test_a_draft_is_tried_on_documents(lamps: Store) -> None:
    found = add(lamps, "中山市工作\n\n2011年，中山市安装路灯45盏。年底有党员500名。")
    draft = replace(_drafted(found, "45盏"), head="党员|路灯", left="", units=("person", "count"), own_units=())
    ids, before = [each.id for each in lamps.documents() if each.name in ("x.txt", "2012.txt")], chosen()
    outcome, *lines = tried(draft, ids, ["2011年有党员9名。", "2011年安装水管45米。"], lamps)
    assert chosen() == before
    read = sorted((each["quote"], each["was"]) for line in lines for each in line["figures"])
    assert read == [("45盏", "other"), ("500名", "party_members"), ("60盏", "other"), ("990名", "party_members")]
    assert "安装水管" in outcome["toml"]  # the first sentence of the sources that states none
    assert [each["wanted"] == each["stated"] for each in outcome["examples"]] == [True, True]


def test_what_is_wrong_with_a_draft_is_said(lamps: Store) -> None:
    (outcome,) = tried(Draft("Lamps", "灯", "l", "other", "盏", "flow", "灯", "l", "(路灯"), [], [], lamps)
    assert len(outcome["faults"]) >= 2 and "examples" not in outcome


def test_the_page_of_a_draft_shows_what_it_would_match(show: Show, lamps: Store) -> None:
    """The page does not wait for the trial: what has come is shown, and how far it is."""
    figure = next(each for each in lamps.figures() if each.quote == "45盏")
    shown = show("search", q="路灯", draft=figure.id)
    assert 'head = "路灯"' in shown.test.code[0].value
    assert "正在准备试读" in shown.html and '<b class="good">' not in shown.html
    shown = whole(shown)
    assert [link["fig"][0] for link in shown.links_to("evidence")].count(figure.id) == 1
    assert shown.html.count('<b class="good">') == 2
    assert "读出 3 个数" in shown.html
    test = shown.test
    test.text_input(key=f"draft.code.{figure.id}").set_value("party_members").run()
    assert "这个代码已经有了" in "".join(each.proto.body for each in test.get("html"))


# Coverage


def test_coverage_tells_value_doubt_other_scope_and_missing_apart(show: Show, lamps: Store) -> None:
    document = make_document("中山市另报\n2011年有党员9000人。", name="c.txt")
    lamps.add(Extraction(document, (), (make_figure(document, "9000人", "9000", "party_members", confidence=0.5),)))
    shown = show("overview").html
    for state, place in (("value", "襄阳市 2009"), ("doubt", "中山市 2011"), ("other", "五华区 2010")):
        assert f'square {state}" title="{place} 年' in shown, state
    assert 'class="square none"' in shown
    assert "说法不一的值" in shown and {"cell": ["442000|2011|party_members|"]} in show("overview").links_to("evidence")


def test_coverage_of_a_family(show: Show, lamps: Store) -> None:
    shown = show("overview", fam="trees").html
    table = shown.partition('<table class="matrix')[2].partition("</table>")[0]
    assert "五华区" in table and "襄阳市" not in table


def test_of_many_places_the_provinces_are_shown(show: Show, lamps: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "ROWS", 2)
    shown = show("overview")
    assert {"prov": ["420000"]} in shown.links_to("")
    inside = show("overview", prov="420000").html.partition('<table class="matrix')[2].partition("</table>")[0]
    assert "襄阳市" in inside and "中山市" not in inside


def test_years_come_in_windows(show: Show, lamps: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "YEARS", 2)
    shown = show("overview")
    assert {"to": ["2010"]} in shown.links_to("")
    head = show("overview", to="2010").html.partition('<table class="matrix')[2].partition("</thead>")[0]
    assert "2009" in head and "2010" in head and "2012" not in head


def test_the_overview_draws_the_longest_series(show: Show, lamps: Store) -> None:
    assert [[cell.year for cell in cells] for cells in survey.trends(6)] == [[2009, 2010, 2012]]
    assert {"ind": ["party_members"], "place": ["420600"]} in show("overview").links_to("indicators")


def test_a_trend_is_long_rather_than_of_another_place(filled: Store) -> None:
    for year in range(2001, 2013):
        add(filled, f"襄阳市党的工作（{year}）\n\n{year}年底有党员{year}名，党支部{year}个。", f"{year}.txt")
    for year in (2008, 2009, 2010):
        add(filled, f"中山市党的工作（{year}）\n\n{year}年底有党支部{year}个。", f"z{year}.txt")
    found = {cells[0].indicator: (cells[0].place, len(cells)) for cells in survey.trends(6)}
    assert found == {"party_members": ("襄阳市", 12), "party_branches": ("襄阳市", 12)}


# The reader


@pytest.mark.parametrize(
    ("state", "shown"), [("counted", 3), ("indicator", 1), ("year", 1), ("flagged", 0), ("nobody", 4)]
)
def test_the_reader_filters_by_state(state: str, shown: int, show: Show, filled: Store) -> None:
    document = next(each for each in filled.documents() if each.name == "b.txt")
    html = show("documents", doc=document.id, state=state).html
    assert html.partition("<article")[2].count('class="in fig ') == shown


def test_words_are_found_over_the_breaks_of_lines(show: Show, filled: Store) -> None:
    text = "中山市\n他们植\n树10株，又植樹20株。"
    document = make_document(text, name="f.txt")
    filled.add(Extraction(document, (Segment(4, len(text), "paragraph"),), ()))
    shown = show("documents", doc=document.id, find="植树")
    assert "共 2 处" in shown.html
    assert shown.html.count('<mark class="word"') == 2
    start = text.index("植樹")
    assert {"doc": [document.id], "find": ["植树"], "at": ["6"], "to": ["9"]} in shown.links_to("")
    second = show("documents", doc=document.id, find="植树", at=str(start), to=str(start + 2))
    assert "第 2 / 2 处" in second.html
    assert "没有这个词" in show("documents", doc=document.id, find="党员").html


def test_two_documents_of_a_place_stand_side_by_side(show: Show, lamps: Store) -> None:
    one, other, _ = (each for each in lamps.documents() if each.place_code == "420600")
    assert {"doc": [one.id], "beside": [other.id]} in show("documents", doc=one.id).links_to("")
    shown = show("documents", doc=one.id, beside=other.id)
    assert shown.html.count("<article") == 2
    row = shown.html.partition("<td")[2].partition("</tr>")[0]
    assert "党员数" in row and "900 名" in row and "950 名" in row


def test_the_file_can_be_had_back(show: Show, filled: Store) -> None:
    data_ = "党员数,年份\r\n5名,2011\r\n".encode("gb18030")
    found = extract(load_bytes("表", data_))
    filled.add(found, data_)
    show("documents", doc=found.document.id)
    assert data.source(found.document.id) == data_


@pytest.mark.parametrize(
    ("head", "ending"),
    [(b"%PDF-1.4", ".pdf"), (b"\xef\xbb\xbf <!doctype html>", ".html"), ("中山市".encode(), ".txt"), (b"", ".txt")],
)
def test_the_ending_of_a_file_is_told_by_its_bytes(head: bytes, ending: str) -> None:
    assert ending_of(head) == ending


def test_more_values_than_can_be_drawn_are_drawn_of_the_latest_years_and_tabled_whole(
    show: Show, lamps: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """襄阳市 has members in 2009, 2010 and 2012, two other cities in 2011 and 2012."""
    years = {cell.year for cell in lamps.cells(indicators=["party_members"])}
    every = len(lamps.cells(indicators=["party_members"]))
    monkeypatch.setattr(choices, "MOST", 2)
    said, whole = f"所选共 {every} 个值，一次画不下", {"ind": "party_members", "year": f"{min(years)}-{max(years)}"}
    drawn = show("indicators", **whole)
    assert said in drawn.html and str(max(years)) in drawn.html and "900" not in drawn.html
    table = show("indicators", tab="table", **whole)
    assert said not in table.html and table.html.count("<tr>") == every + 1
    assert ">900" in table.html
    assert f"<span>{min(years)}–{max(years)}</span>" in table.html  # the years that were chosen stay so
    assert show("indicators", tab="table", scope="-", **whole).html.count("<tr>") <= every + 1


@pytest.mark.parametrize(
    ("lang", "said", "title"),
    [("zh", "库里还没有“满意率”的数", "满意率：定义与算法"), ("en", "no value of “Satisfaction rate” yet", "Satisfaction rate")],
)
def test_an_indicator_without_a_value_shows_its_card(lang: str, said: str, title: str, show: Show, lamps: Store) -> None:
    entry = catalogue().indicators["satisfaction_rate"]
    titled = (title if lang == "zh" else entry.en).partition("：")[0]
    shown = show("indicators", ind=entry.code, lang=lang)
    assert said in shown.html and '<details class="reading entry" open>' in shown.html and titled in shown.html
    assert "认不出" not in shown.html and "not known here" not in shown.html and not shown.test.get("plotly_chart")
    both = show("indicators", ind=[entry.code, "party_members", "nobody"], lang=lang)
    assert said in both.html and both.test.get("plotly_chart")
    assert both.html.count("nobody") and len(shown.links_to("evidence")) == 0 < len(both.links_to("evidence"))


def test_an_area_that_is_chosen_says_what_is_drawn_for_it(show: Show, lamps: Store) -> None:
    add(lamps, "襄阳市襄城区党的工作（2011）\n\n2011年底有党员80名。", "district.txt")
    city = "420600"
    assert "<span>襄阳市及所属 1 地</span>" in show("indicators", place=city).html
    assert "<span>襄阳市 and places in it (1)</span>" in show("indicators", place=city, lang="en").html
    assert "<span>湖北省所属 2 地</span>" in show("indicators", place=f"{city[:2]}0000").html
    assert "襄城区</span>" in show("indicators", place="420602").html


def test_concepts_of_the_whole_store_lead_to_an_entry(
    show: Show, lamps: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "看前 60 处" in show("search", q="路灯").html and "没有数成" in show("search", q="路灯").html
    monkeypatch.setattr(Teller, "begin", lambda _: True)
    monkeypatch.setattr(Teller, "going", property(lambda _: True))
    every = lamps.totals()["documents"]
    begun = show("search", q="路灯").html
    assert f"正在数其余 {every} 份文档" in begun and "看前" not in begun and "没有以它为对象" not in begun
    lamps.tell_concepts(1)
    assert f"正在数其余 {every - 1} 份文档" in show("search", q="路灯").html
    while lamps.tell_concepts():
        pass
    shown = show("search", q="路灯")
    assert f"已数 {every} / {every} 份文档" in shown.html and "正在数" not in shown.html
    assert "安装路灯</a>" in shown.html and '<td class="num" data-label="次数">3</td>' in shown.html
    assert any("draft" in link or "fig" in link for link in shown.links_to("catalogue") + shown.links_to("search"))


def test_words_that_stand_nowhere_lead_to_indicators(show: Show, lamps: Store) -> None:
    lamps.add(extract(make_document("中山市2011年工作\n2011年底，中山市有党员17782人。", name="员.txt")))
    shown = show("search", q="party members", lang="en")
    assert "in Chinese" in shown.html and "party_members" in [link.get("ind", [""])[0] for link in shown.links_to("indicators")]
    assert "原文多是中文" not in show("search", q="驴唇马嘴").html


def test_the_pinyin_that_is_written_down_is_that_of_the_names() -> None:
    assert lookup.PINYIN.read_text(encoding="utf-8") == pinyin.written(), "run tests/pinyin.py"


def test_pinyin_is_found_without_its_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "worked_out", lambda own: 1 / 0)
    lookup.spelled.cache_clear()
    assert lookup.spelled("党员数") == "dangyuanshu dys" and lookup.spelled("重庆市") == "chongqingshi cqs"
    assert lookup.sounded("河潭乡（旧）") == "hetanxiangjiu htxj" and lookup.sounded("Lund") == ""
    with pytest.raises(ZeroDivisionError):
        lookup.spelled("党员籴")
    lookup.spelled.cache_clear()


@pytest.mark.parametrize("script", ["import app", "import pages.indicators, extract.store"])
def test_what_only_some_need_is_not_loaded_at_the_start(script: str) -> None:
    """Each of these takes longer to load than a page to be made."""
    late = ("pypinyin", "docx", "jieba", "xlsxwriter", "alembic", "distributed")
    said = f"{script}; import sys; print([each for each in {late} if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_place_without_a_value_is_named_beside_the_hits(show: Show, filled: Store) -> None:
    text = "宝鸡市2004年党建工作\n2004年，计划发展党员120名，接收捐款若干。"
    filled.add(extract(load_bytes("plan", text.encode())))
    assert not filled.cells(places=["610300"])
    shown = show("search", q="党员")
    assert "宝鸡市 <b>" in shown.html and "610300 <b>" not in shown.html
