"""Each page as Streamlit runs it, without a browser: empty and full stores, odd addresses, hostile text."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docx
import plotly.graph_objects as go
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from conftest import FIRST, make_document, make_extraction, make_figure
from extract.catalogue import catalogue
from extract.catalogue.gazetteer import gazetteer
from extract.chosen import adopt
from extract.errors import StoreError
from extract.exporting import Selection, export
from extract.intake.teller import Teller
from extract.load import document as load_bytes
from extract.models import OTHER, Extraction, Segment
from extract.panel import cells
from extract.pipeline import extract
from extract.store import Said, Store, open_store
from pages.components import (
    about,
    charts,
    cover,
    data,
    first_run,
    labels,
    lookup,
    marks,
    multiples,
    ratios,
    telling,
    tiles,
)

NAMES = (
    *("overview", "indicators", "places", "evidence", "documents", "search", "review"),
    *("imports", "catalogue", "export", "about"),
)
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)></p></blockquote>"\'><a href="javascript:alert(3)">'

Show = Callable[..., "Shown"]


class Links(HTMLParser):
    """Collects the tags of a page and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.links += [value or "" for name, value in attrs if name == "href"]


class Shown:
    """What a page showed."""

    def __init__(self, test: AppTest) -> None:
        self.test = test
        bodies = [element.proto.body for element in test.get("html")]
        self.html = "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))
        self.parsed = Links()
        self.parsed.feed(self.html)

    def links_to(self, page: str) -> list[dict[str, list[str]]]:
        found = [urlsplit(link) for link in self.parsed.links]
        return [parse_qs(link.query) for link in found if link.path == page]


def script(name: str) -> None:
    """Runs one page inside the frame of the app."""
    import importlib

    import streamlit as st

    from pages.components import frame, head

    page = importlib.import_module(f"pages.{name}").page
    frame.show(st.navigation([st.Page(page, url_path=name, title=head.title(name), default=True)], position="hidden"))


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    """Shows a page of the store at `tmp_path`; the seeds are not imported into it."""
    monkeypatch.setenv("SHUCHU_STORE", str(tmp_path / "pages.sqlite3"))
    monkeypatch.setattr(first_run, "SEEDS", tmp_path / "nothing")
    monkeypatch.setattr(first_run, "_imports", {})
    monkeypatch.setattr(Teller, "begin", lambda _: False)  # a process for each test would take its time from others
    st.cache_resource.clear()

    def run(name: str, /, **parameters: str | list[str]) -> Shown:
        test = AppTest.from_function(script, args=(name,), default_timeout=30)
        for key, value in parameters.items():
            test.query_params[key] = value
        shown = Shown(test.run())
        assert not test.exception, test.exception
        return shown

    yield run
    st.cache_resource.clear()


@pytest.fixture
def filled(show: Show, made: Callable[..., Extraction], tmp_path: Path) -> Store:
    """The store of `show` with two documents: a stock of each, and a flow that is a sum."""
    store = open_store(str(tmp_path / "pages.sqlite3"))
    store.add(made())
    document = make_document(
        "五华区机关\n2010年捐款203万元，又捐款118万元；植树83 000余株，另有9处。", name="b.txt", year=2010
    )
    document = replace(document, scope="区级机关")
    end = len(document.text)
    facts = {"year": 2010, "place": "五华区", "place_code": "530102", "scope": "区级机关"}
    facts |= {"sentence": (6, end), "paragraph": (6, end)}
    figures = (
        make_figure(document, "203万元", "2030000", "donated_money", **facts),
        make_figure(document, "118万元", "1180000", "donated_money", **facts),
        make_figure(document, "83 000余株", "83000", "trees_planted", **{**facts, "bound": "gt", "unit": "株"}),
        make_figure(document, "9处", "9", "other", **{**facts, "year": None}),
    )
    segments = (Segment(0, 5, "heading", (), 1), Segment(6, end, "paragraph", ("五华区机关",)))
    store.add(Extraction(document, segments, figures))
    return store


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in NAMES if name != "about"])
def test_an_empty_store(name: str, language: str, show: Show) -> None:
    shown = show(name, lang=language)
    assert "<h1>" in shown.html
    assert 'class="empty"' in shown.html
    assert 'class="notice error"' not in shown.html


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_full_store(name: str, language: str, show: Show, filled: Store) -> None:
    shown = show(name, lang=language)
    assert "<h1>" in shown.html
    assert 'class="notice error"' not in shown.html


def test_the_language_is_kept_in_every_link_but_the_switch(show: Show, filled: Store) -> None:
    links = show("overview", lang="en").parsed.links
    assert [link for link in links if "lang=en" not in link] == ["?"]


def test_overview_counts_and_leads_on(show: Show, filled: Store) -> None:
    shown = show("overview")
    assert "<b>2</b>" in shown.html
    assert {"ind": ["party_members", "new_party_members"], "place": ["442000"], "year": ["2011"]} in shown.links_to(
        "indicators"
    )
    assert ["530102|2010|donated_money|区级机关"] in [link.get("cell") for link in shown.links_to("evidence")]
    assert "203万元" in shown.html and "118万元" in shown.html


def test_overview_leads_to_what_waits_for_a_person(show: Show, filled: Store) -> None:
    found = make_extraction(FIRST + "后记。", name="c.txt")
    filled.add(replace(found, figures=tuple(replace(each, confidence=0.5) for each in found.figures)))
    counts = filled.doubt_counts()
    shown = show("overview")
    assert counts[""] and f"<b>{counts['']}</b>" in shown.html
    asked = {link["why"][0]: link for link in shown.links_to("review") if "why" in link}
    assert set(asked) == {reason for reason, count in counts.items() if reason and count}


def test_overview_lists_what_could_not_be_told(show: Show, filled: Store) -> None:
    shown = show("overview", why="year")
    assert '<mark class="fig">9处</mark>' in shown.html


def test_indicators_show_the_choice_of_the_address(show: Show, filled: Store) -> None:
    shown = show("indicators", ind=["trees_planted", "party_members"], place="530102", year="2010")
    heads = [each.split("</span>")[0] for each in shown.html.split("</small><span>")[1:]]
    assert heads == ["植树、党员数", "五华区", "2010"]
    assert "超过 83,000 株" in shown.html
    assert "17,782" not in rows(shown)


def rows(shown: Shown) -> str:
    """The body of the page's table."""
    return shown.html.partition("<tbody>")[2].partition("</tbody>")[0]


def chosen(shown: Shown, **wanted: list[str]) -> bool:
    """Whether a link of the page leads to just this choice on the same page."""
    return wanted in shown.links_to("")


def test_every_option_is_a_link_that_keeps_the_rest(show: Show, filled: Store) -> None:
    shown = show("indicators", ind="donated_money", place="530102", year="2010", tab="table")
    rest = {"place": ["530102"], "year": ["2010"], "tab": ["table"]}
    assert chosen(shown, ind=["trees_planted"], **rest)
    assert chosen(shown, ind=["donated_money", "trees_planted"], **rest)
    assert chosen(shown, ind=["donated_money"], year=["2010"], tab=["table"])
    assert chosen(shown, ind=["donated_money"], place=["530102"], tab=["table"])
    assert 'value="?ind=donated_money&amp;place=530102&amp;tab=table"' in shown.html  # 2010 to 2011 are all there are


def test_another_address_below_a_session_is_followed(show: Show, filled: Store) -> None:
    """Back changes the address below a running session."""
    test = show("indicators", ind="donated_money").test
    test.query_params["ind"] = ["trees_planted"]
    test.run()
    assert "<small>指标</small><span>植树</span>" in Shown(test).html


def test_years_are_a_range_or_several(show: Show, filled: Store) -> None:
    assert "17,782" in rows(show("indicators", ind="party_members", year="1990-2011"))
    assert "17,782" not in rows(show("indicators", ind="party_members", year=["1990-2010", "2010"]))
    assert 'class="notice info"' in show("indicators", year="2011-20x2").html


def test_an_area_stands_for_the_places_in_it(show: Show, filled: Store) -> None:
    shown = show("indicators", ind="party_members", place="440000")
    assert "17,782" in rows(shown) and 'class="notice info"' not in shown.html
    assert chosen(shown, ind=["party_members"], place=["442000"])
    assert "17,782" not in rows(show("indicators", ind="party_members", place="530000"))


@pytest.mark.parametrize(("asked", "code"), [("党员", "party_members"), ("dys", "party_members"), ("zs", "trees_planted"), ("zhishu", "trees_planted"), ("party mem", "party_members"), ("捐款", "donated_money")])
def test_an_indicator_is_found_by_any_of_its_names(asked: str, code: str) -> None:
    assert asked in " ".join(lookup.indicator(code))


def test_places_are_found_in_pinyin(show: Show, filled: Store) -> None:
    index = next(value for name, value in show("indicators").parsed.attributes if name == "data-rows")
    rows = [row.split("\t") for row in index.split("\n")]
    assert [id for id, _, words in rows if words.startswith("中山市") and "zhongshan" in words and " zss" in words] == ["442000"]


def test_one_scope_alone_can_be_looked_at(show: Show, filled: Store) -> None:
    both = {"ind": ["trees_planted", "party_members"]}
    shown = show("indicators", **both, scope="区级机关", tab="table")
    assert "83,000" in rows(shown) and "17,782" not in rows(shown)
    unnamed = rows(show("indicators", **both, scope="-", tab="table"))
    assert "17,782" in unnamed and "83,000" not in unnamed


def test_a_quotient_shows_both_its_parts(show: Show, filled: Store) -> None:
    shown = show("indicators", ind="new_party_members", per="party_members", tab="table")
    figures = {each.indicator: each.id for each in filled.figures(places=["442000"])}
    linked = [link["fig"][0] for link in shown.links_to("evidence") if "fig" in link]
    assert {figures["new_party_members"], figures["party_members"]} <= set(linked)
    assert ">2.00<" in shown.html  # 355 of 17,782: 2 in a hundred, with the digits that its neighbours have


def test_a_quotient_never_crosses_scopes(show: Show, filled: Store) -> None:
    document = make_document("中山市另报\n2010年有党员9000人。", name="c.txt")
    facts = {"year": 2010, "place": "五华区", "place_code": "530102"}
    filled.add(Extraction(document, (), (make_figure(document, "9000人", "9000", "party_members", **facts),)))
    shown = show("indicators", ind="donated_money", per="party_members")
    assert "没有同地、同年、同口径的除数" in shown.html


@pytest.mark.parametrize("tab", ["table", "tiles", "coverage"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_way_to_look_leads_to_the_evidence(tab: str, language: str, show: Show, filled: Store) -> None:
    shown = show("indicators", ind="party_members", tab=tab, place="442000", lang=language)
    figure = filled.figures(indicators=["party_members"])[0]
    assert {"fig": [figure.id], **({"lang": ["en"]} if language == "en" else {})} in shown.links_to("evidence")


def test_coverage_tells_what_is_in_doubt_of_another_scope_or_missing(show: Show, filled: Store) -> None:
    document = make_document("中山市另报\n2011年有党员8000人。", name="c.txt")
    low = make_figure(document, "8000人", "8000", "party_members", confidence=0.4, year=2010)
    other = make_figure(document, "8000人", "8000", "party_members", place_code="530102", place="五华区", scope="区级机关")
    filled.add(Extraction(document, (), (low, replace(other, id="c-1"))))
    html = show("indicators", ind="party_members", tab="coverage").html.partition("<tbody>")[2]
    assert [html.count(f'sign {state}"') for state in cover.STATES] == [1, 1, 1, 1]


def test_the_card_says_what_counts_and_what_does_not(show: Show, filled: Store) -> None:
    html = show("indicators", ind="party_members").html
    assert '<mark class="fig">738人</mark>' in html
    assert "1986年底，民革市委会有党员42人。" in html


@pytest.mark.parametrize(("language", "said"), [("zh", "党员人数、党员总数"), ("en", "CPC members")])
def test_the_card_says_what_an_indicator_is_called(language: str, said: str, show: Show, filled: Store) -> None:
    """Words, and no part of the patterns of its rules (共产, 两三四)."""
    html = show("indicators", ind="party_members", lang=language).html
    also = html.partition(f"<dt>{'也叫' if language == 'zh' else 'Also called'}</dt><dd>")[2].partition("</dd>")[0]
    assert said in also
    assert set(re.split("、|, ", also)) <= set(lookup.synonyms("party_members"))


def test_every_indicator_has_words_that_people_use() -> None:
    for code in catalogue().indicators:
        found = lookup.synonyms(code)
        assert code == OTHER or (len(found) > 4 and len(set(found)) == len(found)), code
        assert any(each.isascii() for each in found) == (code != OTHER), code
    assert set(tomllib.loads(lookup.SYNONYMS.read_text("utf-8"))["words"]) == set(catalogue().indicators) - {OTHER}


def test_an_entry_of_ones_own_is_known_by_the_words_it_asks_for(filled: Store) -> None:
    lookup.synonyms.cache_clear()
    pattern = 'name = "p"\nhead = "灯塔(?!下)|两三四"\n'
    facts = 'family = "other"\nunit = "个"\nnature = "flow"\ndefinition_zh = "灯"\ndefinition_en = "l"\n'
    shown = [f'[own_{n}]\nzh = "灯{n}"\nen = "l{n}"\n{facts}[[own_{n}.rules]]\nunits = ["body"]\n' for n in (1, 2)]
    examples = '[[own_{0}.examples]]\ntext = "新建{1}9个。"\nfigures = [["9个", "9"]]\n[[own_{0}.examples]]\ntext = "无{1}。"\nfigures = []\n'
    text = shown[0] + 'name = "o"\nhead = "灯塔|航标"\n' + examples.format(1, "航标") + shown[1] + pattern
    adopt(text + examples.format(2, "灯塔"))
    assert lookup.synonyms("own_1") == ("灯塔", "航标") and lookup.synonyms("own_2") == ()
    lookup.synonyms.cache_clear()


def test_a_tip_shows_the_clause_the_number_and_the_document(show: Show, filled: Store) -> None:
    show("overview")
    cell = next(each for each in data.cells(["party_members"]))
    look = marks.style([cell])
    tip = marks.tip(cell, look, data.quoted(cell.figures))
    assert "全市有党员<b>17782人</b>" in tip and "中山市2011年党的工作" in tip and "<b>17,782 人</b>" in tip


@pytest.mark.parametrize("cut", [True, False])
def test_no_line_of_a_tip_begins_with_a_closing_sign(cut: bool) -> None:
    for width in range(2 * marks.WIDE):
        before, after = "。全市" + "话" * width + "（", "），" + "话" * (width % 31) + "<。" * 20
        said = Said("a", "b", "题", before, "17,782人", after, (cut, cut), 1.0)
        _, *lines, title = marks.clause(said)
        plain = [unescape(re.sub("</?b>", "", line)) for line in lines]
        assert title == "题" and not any(line[0] in marks.CLOSING - {"…"} for line in plain)
        assert plain[0].lstrip("“…")[0] in "全市话（"
        assert any("17,782" in line for line in plain) and all(len(line) < marks.WIDE + 25 for line in plain)
        assert "".join(plain).count("17,782人") == 1


def test_scopes_that_do_not_compare_are_said(show: Show, filled: Store) -> None:
    assert "note warn" in show("indicators", ind=["trees_planted", "party_members"]).html
    assert "note warn" not in show("indicators", ind="trees_planted").html


def test_a_sum_is_never_hidden(show: Show, filled: Store) -> None:
    row = show("indicators", ind="donated_money")
    assert {"cell": ["530102|2010|donated_money|区级机关"]} in row.links_to("evidence")
    shown = show("evidence", cell="530102|2010|donated_money|区级机关")
    assert "203万元 + 118万元 = 3,210,000 元" in shown.html
    parts = [each.id for each in filled.figures(indicators=["donated_money"])]
    assert [[part] for part in parts] == [link["fig"] for link in shown.links_to("evidence") if "fig" in link]


def test_a_line_joins_years_of_one_place_and_not_of_one_name() -> None:
    here, there, later, renamed = (
        make_figure(f"{year}{code}", "5名", "5", "new_party_members", year=year, place=name, place_code=code)
        for year, name, code in [
            (2010, "鼓楼区", "320106"), (2011, "鼓楼区", "350102"), (2011, "鼓楼区", "320106"), (2012, "下关区", "320106")
        ]
    )  # fmt: skip
    joined = charts._neighbours(cells([here, there, later, renamed]))
    assert [(one.year, one.place_code, two.year, two.place) for one, two in joined] == [
        (2010, "320106", 2011, "鼓楼区"),
        (2011, "320106", 2012, "下关区"),
    ]


def test_documents_that_disagree_are_both_shown(show: Show, filled: Store) -> None:
    document = make_document("中山市另报\n2011年有党员9000人。", name="c.txt")
    figure = make_figure(document, "9000人", "9000", "party_members", confidence=0.5)
    filled.add(Extraction(document, (), (figure,)))
    assert "说法不一" in show("indicators", ind="party_members").html
    shown = show("evidence", cell="442000|2011|party_members|")
    assert 'class="notice warning"' in shown.html
    assert [figure.id] in [link["fig"] for link in shown.links_to("evidence") if "fig" in link]


def test_evidence_marks_the_figure_and_its_neighbours(show: Show, filled: Store) -> None:
    figure = filled.figures(indicators=["trees_planted"])[0]
    shown = show("evidence", fig=figure.id)
    assert '<mark class="fig main" id="figure">83 000余株</mark>' in shown.html
    assert "83,000 株、超过" in shown.html
    assert shown.html.count('class="in fig near') == 3
    code = [element.value for element in shown.test.code]
    assert "83 000余株" in code[2] and code[3].endswith(f"evidence?fig={figure.id}")


def test_evidence_says_why_a_figure_is_left_out(show: Show, filled: Store) -> None:
    figure = filled.figures(indicators=["other"])[0]
    assert "没有年份" in show("evidence", fig=figure.id).html


@pytest.mark.parametrize(("flag", "said"), [("part", "一部分"), ("plan", "计划"), ("dup", "前文"), ("narrow", "下属")])
def test_flags_are_said(flag: str, said: str, show: Show, filled: Store) -> None:
    document = make_document(f"中山市\n2011年{flag}有党员10人。")
    figure = make_figure(document, "10人", "10", "party_members", **{flag: True})
    filled.add(Extraction(document, (), (figure,)))
    assert said in show("evidence", fig=figure.id).html


def test_a_long_paragraph_opens_at_the_sentence(show: Show, filled: Store) -> None:
    text = "中山市\n" + "前面还有许多话。" * 200 + "有党员4321人。" + "后面还有许多话。" * 200
    document, start = make_document(text), text.index("有党员")
    span = {"sentence": (start, start + 9), "paragraph": (4, len(text))}
    figure = make_figure(document, "4321人", "4321", "party_members", **span)
    filled.add(Extraction(document, (Segment(4, len(text), "paragraph"),), (figure,)))
    html = show("evidence", fig=figure.id).html
    quoted = html[html.index("<blockquote") : html.index("</blockquote>")]
    assert quoted.count("<details") == 2
    between = quoted[quoted.index("</details>") : quoted.rindex("<details")]
    assert "4321人" in between and len(between) < 1200


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("evidence", {"fig": "nobody-1"}),
        ("evidence", {"cell": "1|2|3|4"}),
        ("evidence", {"cell": "||||||"}),
        ("evidence", {"fig": HOSTILE}),
        ("documents", {"doc": "nobody"}),
        ("documents", {"doc": HOSTILE}),
        ("indicators", {"ind": "nobody", "place": "0", "year": "99999"}),
        ("indicators", {"ind": HOSTILE, "year": "二〇一一"}),
        ("indicators", {"p": "-3"}),
        ("indicators", {"p": "0"}),
        ("places", {"place": HOSTILE}),
        ("places", {"place": "442000", "why": "nobody", "open": "x"}),
        ("places", {"q": HOSTILE}),
        ("search", {"q": HOSTILE, "after": "-1", "place": HOSTILE, "doc": "no", "year": "x"}),
        ("search", {"q": "。"}),
        ("search", {"draft": "nobody"}),
        ("documents", {"doc": "nobody", "beside": "nobody", "state": HOSTILE, "find": HOSTILE}),
        ("overview", {"fam": HOSTILE, "prov": HOSTILE, "to": "1"}),
        ("overview", {"why": "year", "open": "0", "p": "0"}),
        ("overview", {"why": "nobody", "open": "x", "p": "99999999999999999999"}),
        ("overview", {"lang": "tlh", "odd": HOSTILE}),
    ],
)
def test_unknown_addresses_get_a_sentence(name: str, parameters: dict[str, str], show: Show, filled: Store) -> None:
    shown = show(name, **parameters)
    assert 'class="notice error"' not in shown.html
    assert "script" not in shown.parsed.tags


def test_signs_of_markdown_stay_in_the_text_but_are_not_shown(show: Show, filled: Store) -> None:
    document = make_document("## 中山市工作\n\n2011年，植树30株。", name="md.txt")
    filled.add(extract(document))
    html = show("documents", doc=document.id).html
    assert '<span class="hash">## </span>中山市工作' in html


def test_the_reader_shows_the_whole_document(show: Show, filled: Store) -> None:
    document = next(each for each in filled.documents() if each.name == "b.txt")
    shown = show("documents", doc=document.id)
    assert "2010年捐款" in shown.html
    assert shown.html.count('<a href="evidence?') == 4 * 2  # in the text and in the margin
    filtered = show("documents", doc=document.id, fam="trees")
    assert len({link["fig"][0] for link in filtered.links_to("evidence") if "fig" in link}) == 1


def test_numbers_that_were_not_taken_show_why(show: Show, filled: Store) -> None:
    document = next(each for each in filled.documents() if each.name == "a.txt")
    assert "refused" not in show("documents", doc=document.id).html.partition("<article")[2]
    assert 'class="in refused"' in show("documents", doc=document.id, no="1").html


def test_furniture_is_folded(show: Show, filled: Store) -> None:
    document = make_document("点击率1402次\n中山市有党员10人。")
    segments = (Segment(0, 8, "furniture"), Segment(9, len(document.text), "paragraph"))
    filled.add(Extraction(document, segments, (make_figure(document, "10人", "10", "party_members"),)))
    html = show("documents", doc=document.id).html.partition("<article")[2]
    assert html.index('<details class="furniture">') < html.index("点击率1402次") < html.index("</details>")


def test_a_long_document_comes_in_parts(show: Show, filled: Store) -> None:
    text = "\n".join(f"第{number}段有人{number}名。" + "话" * 200 for number in range(400))
    document = make_document(text, place=None, place_told=None, year=None, year_told=None)
    starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    segments = tuple(Segment(start, end, "paragraph") for start, end in zip(starts, ends, strict=True))
    filled.add(Extraction(document, segments, ()))
    first, last = show("documents", doc=document.id), show("documents", doc=document.id, part="3")
    assert "第0段" in first.html and "第399段" not in first.html
    assert "第399段" in last.html
    assert "第399段" in show("documents", doc=document.id, at=str(len(text) - 5)).html


@pytest.fixture
def hostile(filled: Store) -> str:
    """The id of a figure in a document whose every word is an attack."""
    text = f"{HOSTILE}中山市\n2011年{HOSTILE}有党员10{HOSTILE}人{HOSTILE}"
    document = make_document(text, title=HOSTILE, name=f"{HOSTILE}.txt", publisher=HOSTILE, url="javascript:alert(4)")
    quote, end = f"10{HOSTILE}人", len(text)
    figure = make_figure(
        document, quote, "10", "party_members", unit=HOSTILE, place=HOSTILE, place_code="", scope=HOSTILE,
        headings=(HOSTILE,), rules=(HOSTILE,), sentence=(0, end), paragraph=(0, end),
    )  # fmt: skip
    other = replace(figure, id=f"{figure.id}0", end=end, quote=text[figure.start : end], year=None, value=Decimal(11))
    filled.add(Extraction(document, (Segment(0, end, "paragraph", (HOSTILE,)),), (figure, other)))
    return figure.id


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("overview", {}),
        ("overview", {"why": "year"}),
        ("indicators", {"ind": "party_members"}),
        ("indicators", {"ind": "party_members", "tab": "tiles"}),
        ("indicators", {"ind": "party_members", "tab": "coverage"}),
        ("about", {}),
        ("evidence", {"fig": "FIGURE"}),
        ("evidence", {"cell": f"{HOSTILE}|2011|party_members|{HOSTILE}"}),
        ("documents", {}),
        ("documents", {"doc": "DOCUMENT"}),
        ("documents", {"doc": "DOCUMENT", "find": HOSTILE, "beside": "DOCUMENT"}),
        ("places", {}),
        ("places", {"place": HOSTILE}),
        ("search", {"q": "党员"}),
        ("search", {"q": "onerror"}),
    ],
)
def test_nothing_a_document_says_breaks_out(name: str, parameters: dict[str, str], show: Show, hostile: str) -> None:
    known = {"FIGURE": hostile, "DOCUMENT": hostile.split("-")[0]}
    shown = show(name, **{key: known.get(value, value) for key, value in parameters.items()})
    assert 'class="notice error"' not in shown.html
    assert not {"script", "img", "iframe"} & set(shown.parsed.tags)
    assert not [name for name, _ in shown.parsed.attributes if name.startswith("on")]
    assert not [link for link in shown.parsed.links if link.startswith("javascript")]


def test_an_error_becomes_a_sentence(show: Show, filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(data, "totals", broken)
    shown = show("overview")
    assert "这一页没能显示出来。" in shown.html
    assert "secret" not in shown.html
    assert not shown.test.error


def test_a_store_that_does_not_open_says_so(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"this is no database at all" * 100)
    monkeypatch.setenv("SHUCHU_STORE", str(tmp_path / "broken.sqlite3"))
    for name in NAMES:
        assert "The store cannot be" in show(name, lang="en").html


def test_the_first_run_imports_what_it_can(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a_empty.txt").write_bytes(b"")
    (seeds / "b_city.txt").write_text("中山市党建工作(2011)\n\n至年底，中山市有党员17782人。", encoding="utf-8")
    monkeypatch.setattr(first_run, "SEEDS", seeds)
    shown = show("documents")
    assert shown.html.count('class="notice warning"') == 1
    assert "a_empty.txt 没有读入：文件是空的" in shown.html
    assert "b_city" in shown.html
    assert len(data.documents()) == 1


def test_a_seed_that_was_removed_stays_so(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for place in ("中山市", "莆田市"):
        text = f"{place}党建工作(2011)\n\n至年底，{place}有党员17782人。"
        (seeds / f"{place}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(first_run, "SEEDS", seeds)
    show("overview")
    store = open_store(str(tmp_path / "pages.sqlite3"))
    for left in (1, 0):
        store.remove(store.documents()[0].id)
        monkeypatch.setattr(first_run, "_imports", {})
        show("overview")
        assert store.count_documents() == left


def test_a_first_run_cut_short_goes_on(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("中山市党建工作(2011)\n\n至年底，中山市有党员17782人。", encoding="utf-8")
    monkeypatch.setattr(first_run, "SEEDS", seeds)
    show("documents")
    (seeds / "b.txt").write_text("莆田市党建工作(2004)\n\n至年底，莆田市有党员9000人。", encoding="utf-8")
    monkeypatch.setattr(first_run, "_imports", {})
    show("documents")
    assert len(data.documents()) == 2


def test_a_store_that_is_not_empty_is_left_alone(show: Show, filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_run, "SEEDS", Path(__file__).parent)
    show("documents")
    assert len(filled.documents()) == 2


def test_a_store_that_cannot_be_written_is_said(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Store, extraction: Extraction) -> bool:
        raise StoreError("store_broken", "The store cannot be used.", store="x", reason="full")

    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "city.txt").write_text("中山市党建工作(2011)\n\n至年底，中山市有党员17782人。", encoding="utf-8")
    monkeypatch.setattr(first_run, "SEEDS", seeds)
    monkeypatch.setattr(Store, "add", broken)
    assert "city.txt 没有读入" in show("overview").html


def test_the_app_itself(show: Show, filled: Store) -> None:
    test = AppTest.from_file(str(Path(__file__).parent.parent / "app.py"), default_timeout=30).run()
    assert not test.exception
    assert "2" in Shown(test).html


def test_a_table_is_shown_as_one_with_its_cell_marked(show: Show, tmp_path: Path) -> None:
    text = f"2011年中山市\n\n| 指标 | 2010年 |\n|---|---|\n| 党员（人） | 12 |\n| {HOSTILE.replace('|', '')} | 34 |\n"
    found = extract(load_bytes("a", text.encode()))
    open_store(str(tmp_path / "pages.sqlite3")).add(found)
    reader = show("documents", doc=found.document.id)
    assert reader.html.count("<td") == 4 and reader.html.count("<th") >= 2
    page = show("evidence", fig=found.figures[0].id)
    assert '<mark class="fig main" id="figure">12</mark></td>' in page.html
    for shown in (reader, page):
        assert "<script>alert" not in shown.html and "<img" not in shown.html


def test_about_shows_an_example_and_what_was_measured(show: Show, filled: Store) -> None:
    shown = show("about")
    assert '<mark class="fig main">' in shown.html
    assert [link for link in shown.links_to("evidence") if "fig" in link]
    rows = about.measured()
    assert {row["set"] for row in rows} >= {"seeds", "written", "aside"}
    assert all(f"{row['scores']['panel']:.3f}" in shown.html and row["engine"] in shown.html for row in rows)
    assert "没有用来写规则的文档" in shown.html


def test_about_without_a_document(show: Show) -> None:
    shown = show("about", lang="en")
    assert '<mark class="fig main">' not in shown.html and "Versions" in shown.html


@pytest.mark.parametrize(
    ("years", "shapes", "lines"),
    [([2010], 2, 0), ([2010, 2011], 2, 0), ([2009, 2010, 2011], 0, 1), ([2001, 2002, 2003, 2007, 2008, 2010], 0, 1)],
)
def test_the_number_of_years_says_which_chart(years: list[int], shapes: int, lines: int, show: Show) -> None:
    show("overview")
    found = [
        make_figure(f"{year}{code}", "5名", str(5 + year), "new_party_members", year=year, place_code=code, place=code)
        for year in years
        for code in ("442000", "350300")
    ]
    panel = cells(found)
    look = replace(marks.style(panel), all_scopes=("",), colours={"442000": 0, "350300": 0})
    drawn = charts.figure(panel, look)
    assert (len(drawn.layout.shapes), len(drawn.data) - 1) == (shapes, lines)
    assert len(drawn.data[0].customdata) == len(panel)
    joined = [year for line in drawn.data[1:] for year in line.x if year is not None]
    assert (2003, 2007) not in set(zip(joined[::2], joined[1::2], strict=True))
    on_log = charts.figure(panel, replace(look, log=True))
    assert (len(on_log.layout.shapes), len(on_log.data)) == (0, 1)  # dots only
    for each in (drawn, on_log):
        go.Figure(each.to_dict())  # plotly's own rules, which the page does not ask for each mark


def test_labels_do_not_touch() -> None:
    crowded = [labels.Wanted(0.5, 0.5 + step / 100, "中山市 17,782", (step,)) for step in range(30)]
    sides = labels.placed(crowded)
    boxes = [labels._box(each, side) for each, side in zip(crowded, sides, strict=True) if side]
    assert 2 <= len(boxes) < 30
    assert not [1 for one in boxes for other in boxes if one is not other and labels._touch(one, other)]


def test_a_chart_is_told_in_sentences(show: Show) -> None:
    show("overview")
    panel = cells(
        make_figure(f"{year}", "5名", str(value), "new_party_members", year=year)
        for year, value in ((2001, 9), (2002, 4), (2005, 7), (2006, 8), (2007, 5), (2008, 6), (2010, 3))
    )
    said = telling.summary(panel, "人")
    assert "共 7 个值（人），1 个地区，2001–2010 年。" in said
    assert "最高：中山市 · 2001：9 人；最低：中山市 · 2010：3 人。" in said
    assert "中山市 2003–2004、2009" in said
    other = [replace(cell, scope="市直机关") for cell in panel if cell.year in (2001, 2010)]
    told = telling.summary([*panel, *other], "人")
    assert "中山市（未限定口径）2003–2004、2009、中山市（市直机关）2002–2009" in told


def test_a_long_line_has_small_marks_and_its_legend_tells_what_is_drawn(show: Show, filled: Store) -> None:
    show("overview")
    for years, size, strokes in ((6, marks.SIZE, True), (13, marks.DENSE, True), (61, marks.DENSE, False)):
        series = cells(
            make_figure(f"{year}", "5余名", "5", "new_party_members", year=year, bound="gt")
            for year in range(1950, 1950 + years)
        )
        look = charts.style(series)
        drawn = charts.figure(series, look).data[0]
        assert set(drawn.marker.size) == {size} and (drawn.error_y.array is not None) == strokes
        assert ("短线" in multiples._hollow(look, series)) == strokes


@pytest.mark.parametrize(
    ("above", "below", "bound"), [("eq", "eq", "eq"), ("gt", "eq", "gt"), ("eq", "gt", "lt"), ("gt", "gt", "approx"), ("gt", "lt", "gt"), ("approx", "eq", "approx")]
)
def test_a_quotient_keeps_its_bounds(above: str, below: str, bound: str) -> None:
    made = cells([make_figure("1", "5名", "5", "new_party_members", bound=above)])
    stocks = cells([make_figure("2", "500人", "500", "party_members", bound=below)])
    found = ratios.divided(made, stocks)
    assert (found.per, str(found.found[0].cell.value), found.found[0].cell.bound) == (100, "1", bound)


def test_the_tiles_are_all_provinces_once() -> None:
    codes = [code for row in tiles.GRID for code in row.split() if code != "00"]
    known = {row.code[:2] for row in gazetteer().rows if row.level == "province" and row.until == 9999}
    assert sorted(codes) == sorted(known) and len(codes) == 34


def test_the_export_page_says_what_there_is(show: Show, filled: Store) -> None:
    shown = show("export")
    assert "全部数据" in shown.html and "<b>4</b>" in shown.html  # cells of both documents
    assert "超过 83,000 株" in shown.html
    chosen = show("export", ind=["donated_money", "nonsense"], year="2009-2010", place="530102", scope="区级机关")
    assert "捐款" in chosen.html and "17,782" not in chosen.html and "3,210,000 元" in chosen.html
    assert "nonsense" in chosen.html
    command = next(each.value for each in chosen.test.code)
    assert command.endswith("--indicator donated_money --place 530102 --scope '区级机关' --year 2010 FILE.xlsx")
    assert {"ind": ["donated_money", "nonsense"], "place": ["530102"], "year": ["2009-2010"], "scope": ["区级机关"]} in (
        chosen.links_to("indicators")
    )


def test_an_export_of_nothing_says_so(show: Show, filled: Store) -> None:
    assert 'class="empty"' in show("export", ind="donated_money", place="442000").html


def test_the_indicators_lead_to_their_export(show: Show, filled: Store) -> None:
    shown = show("indicators", ind=["trees_planted"], place="530102", year="2010")
    assert {"ind": ["trees_planted"], "place": ["530102"], "year": ["2010"]} in shown.links_to("export")


def test_a_download_is_the_selection(show: Show, filled: Store) -> None:
    """What the buttons call makes the file; AppTest knows no download."""
    from extract.exporting import Selection
    from pages.components import exports

    settings: dict[str, object] = {"table": "cells", "chinese": True, "home": "http://h"}
    made = exports._made(filled, "csv", Selection(indicators=["donated_money"]), settings).decode("utf-8-sig")
    assert "203万元 + 118万元" in made and made.count("\n") == 2


def figure_of(store: Store, quote: str) -> str:
    return next(each.id for each in store.figures() if each.quote == quote)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pedigree_of_a_figure(language: str, show: Show, filled: Store) -> None:
    shown = show("evidence", fig=figure_of(filled, "203万元"), lang=language)
    strip = shown.html.split('<section class="pedigree">')[1].split("</section>")[0]
    steps = [step.split("<b>")[1].split("</b>")[0] for step in strip.split("<li")[1:]]
    assert steps[1:3] == ["203", "× 10,000"]
    assert ["3,210,000" in step for step in steps][-1]
    assert "@misc{shuchu-" in "".join(each.value for each in shown.test.code)


def test_a_citation_is_the_same_wherever_it_stands(show: Show, filled: Store, tmp_path: Path) -> None:
    """On the evidence page, in the booklet and (of the document, so without its page) in the tables."""
    facts = {"url": "https://x.example/gb", "publisher": "统计局", "title": "2011年中山市统计公报", "name": "gb.txt"}
    for known in (facts, facts | {"url": "", "name": "z.txt"}):
        document = make_document(f"中山市2011年党建\n全市有党员8000人{known['name']}。", **known)
        figure = make_figure(document, "8000人", "8000", "party_members", page=3)
        filled.add(Extraction(document, (Segment(0, len(document.text), "paragraph"),), (figure,)))
        code = show("evidence", fig=figure.id).test.code[0].value
        day = filled.summary(document.id).imported_at[:10]
        online = f"[R/OL]: 3[{day}]. https://x.example/gb." if known["url"] else "[R]: 3."
        assert code == f"统计局. 2011年中山市统计公报{online}"
        export(filled, path := tmp_path / "cited.docx", "docx", Selection(places=["442000"]), chinese=True)
        assert any(each.text.startswith(code + " ") for each in docx.Document(str(path)).paragraphs)
        export(filled, path := tmp_path / "cited.json", "json", chinese=True)
        sources = {each["DOCUMENT"]: each["CITATION"] for each in json.loads(path.read_text("utf-8"))["sources"]}
        assert sources[document.id] == (code.replace(": 3[", ". [") if known["url"] else code.replace(": 3.", "."))


def test_a_figure_apart_has_no_value_in_its_pedigree(show: Show, filled: Store) -> None:
    strip = show("evidence", fig=figure_of(filled, "9处")).html.split('<section class="pedigree">')[1]
    assert 'class="last lacking"' in strip.split("</section>")[0]


def test_other_documents_are_compared(show: Show, filled: Store, made: Callable[..., Extraction]) -> None:
    """One that rounds agrees, one that states another number does not; both are told by words and sign."""
    for quote, value in (("1.78万人", "17800"), ("15000人", "15000")):
        document = make_document(f"中山市2011年党建\n全市有党员{quote}。", name=f"{value}.txt", title=f"<i>{value}</i>")
        figure = make_figure(document, quote, value, "party_members", unit="人", confidence=0.7)
        filled.add(Extraction(document, (Segment(0, len(document.text), "paragraph"),), (figure,)))
    shown = show("evidence", fig=figure_of(filled, "17782人"))
    assert "共 3 份" in shown.html
    told = [row for row in shown.html.split("<tr>") if "&lt;i&gt;" in row and ("≠" in row or "✓" in row)]
    rows = {row.split("&lt;i&gt;")[1][:5]: row for row in told}
    assert "不一致" in rows["15000"] and "✓</span> 一致" in rows["17800"]
    assert "<i>" not in shown.html


def test_the_history_of_a_document(show: Show, filled: Store) -> None:
    shown = show("evidence", fig=figure_of(filled, "17782人"))
    assert "导入记录，共 1 次" in shown.html and "读入" in shown.html
