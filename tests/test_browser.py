"""The app as a reader meets it: a real server on a fresh store, a real Chromium."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import docx
import pyarrow.parquet as pq
import pypdfium2 as pdfium
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import PATIENCE, Reader, Server, expect_members, pick, point, settled
from frictionless import validate
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect

from extract.store import open_store


def test_from_a_cold_start_to_the_words(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(server.url)
    expect(page.locator("table.matrix")).to_contain_text("中山市")
    page.get_by_role("link", name="指标", exact=True).click()
    pick(page, "ind").locator("summary").click()
    page.keyboard.type("zhish")
    expect(pick(page, "ind").locator("a.opt:visible")).to_have_text(["植树 2", "植树造林面积 1", "植树人次 2"])
    page.keyboard.press("Enter")
    expect(page.locator(".about h2")).to_contain_text("植树", timeout=PATIENCE)
    expect(pick(page, "ind").locator("input.find")).to_be_focused()  # the list stays open from one choice to the next
    page.keyboard.type("dys")
    page.keyboard.press("Enter")
    expect(page.locator("table.rows")).to_contain_text("17,782 人", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(page.locator(".pick[open]")).to_have_count(0)
    pick(page, "ind").locator("summary").click()
    pick(page, "ind").locator("a.add:visible").first.click()
    expect(page.locator(".about h2")).to_have_count(2, timeout=PATIENCE)
    expect(page.locator(".pick[open]")).to_have_count(1)
    pick(page, "ind").locator("a.opt", has_text="党员数").click()  # who clicks a name wants to see its chart
    expect(page.locator(".about h2")).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".pick[open]")).to_have_count(0)
    point(page, "party_members", "442000|2011").click(force=True)
    expect_members(page)
    page.go_back()
    expect(page.locator("table.rows")).to_contain_text("17,782 人", timeout=PATIENCE)
    assert urlsplit(page.url).path == "/indicators"
    page.go_forward()
    expect_members(page)


AT_ONCE = """(() => {
  const pick = document.querySelector('details.pick[data-pick="ind"]');
  pick.querySelector("summary").click();
  return document.activeElement === pick.querySelector(".find");
})()"""
DRAW_ANEW = """(() => {
  const pick = document.querySelector('details.pick[data-pick="ind"]'), anew = pick.cloneNode(true);
  anew.removeAttribute("open");
  anew.querySelector(".find").value = "";
  for (const item of anew.querySelectorAll("[hidden]:not(.none)")) item.hidden = false;
  const drawn = document.createElement("div");
  drawn.append(anew);
  pick.replaceWith(drawn);
})()"""


def test_letters_typed_at_once_or_while_the_page_is_drawn_anew_are_not_lost(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/indicators")
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert page.evaluate(AT_ONCE)
    page.keyboard.type("zhis")
    page.evaluate(DRAW_ANEW)
    expect(pick(page, "ind").locator("input.find")).to_be_focused()
    page.keyboard.type("h")
    expect(pick(page, "ind").locator("input.find")).to_have_value("zhish")
    expect(pick(page, "ind").locator("a.opt:visible")).to_have_text(["植树 2", "植树造林面积 1", "植树人次 2"])
    page.keyboard.press("Enter")
    expect(page.locator(".about h2")).to_contain_text("植树", timeout=PATIENCE)
    expect(pick(page, "ind").locator("input.find")).to_have_value("")


WATCH = """(() => {
  window.shifts = []; window.bare = 0;
  const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifts.push({ value: each.value,
      moved: each.sources.map((one) => `${one.node?.textContent?.trim().slice(0, 20)}: ${box(one.previousRect)} → ${box(one.currentRect)}`) });
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    const head = document.querySelector("#root header.head");
    if (head && getComputedStyle(head).display !== "flex") window.bare += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""
"""Keeps what moves without the reader's doing, as browsers count it: the part of the window times how far it went."""

CALM = 0.05
"""The most that may move of a page: it is nothing (web.dev calls up to .1 good), but the machine may be at other work."""


def moved(page: Page) -> float:
    """How much has moved since the page was opened; told in full where it is too much."""
    shifts = page.evaluate("window.shifts")
    total = sum(each["value"] for each in shifts)
    if total > CALM:
        print(json.dumps(shifts, ensure_ascii=False, indent=1))
    return float(total)


WIDE, NARROW = (1400, "light", "zh"), (390, "dark", "en")
CHARTS = "indicators?ind=party_members&ind=donated_money"


@pytest.mark.parametrize(
    ("address", "look"),
    [
        *((address, WIDE) for address in ("", CHARTS, "places?place=442000", "documents", "review", "export", "nowhere")),
        *((address, NARROW) for address in ("", CHARTS, "evidence", "search?q=慰问", "imports", "catalogue", "about")),
    ],
)
def test_a_page_stands_still_from_its_first_moment(
    address: str, look: tuple[int, str, str], server: Server, visit: Callable[..., Reader]
) -> None:
    """At a first visit, with nothing in the browser; a step on moves nothing either."""
    width, scheme, language = look
    reader = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = reader.page
    page.add_init_script(WATCH)
    reader.open(f"{server.url}/{address}{'&' if '?' in address else '?'}lang={language}")
    settled(page)
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0, timeout=PATIENCE)
    assert page.evaluate("window.bare") == 0
    assert moved(page) < CALM
    expect(page.locator(".shell")).to_have_count(0)
    if not address:
        page.locator("#root header nav a").nth(2).click()
        expect(page.locator("table.areas").first).to_be_visible(timeout=PATIENCE)
        assert moved(page) < 2 * CALM


def test_what_is_served_needs_no_script(server: Server, visit: Callable[..., Reader]) -> None:
    """Before any code has come the head stands where it will, on the ground of the reader's theme; bars say that more comes."""
    reader = visit(viewport={"width": 1400, "height": 900}, color_scheme="dark")
    page = reader.page
    page.route("**/static/js/*", lambda route: route.abort())
    page.goto(f"{server.url}/review?lang=en&fig=%22%3E%3Cb%3E")
    expect(page.locator(".shell header.head")).to_be_visible()
    expect(page.locator(".shell [aria-current=page]")).to_have_text("Review")
    expect(page.locator(".shell .bars")).to_be_visible()
    expect(page.locator(".shell .lang a")).to_have_attribute("href", "?fig=%22%3E%3Cb%3E")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Review · 数出有据"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 21, 29)"
    served = page.locator("header.head").bounding_box()
    page.unroute("**/static/js/*")
    reader.open(f"{server.url}/review?lang=en")
    assert page.locator("header.head").bounding_box() == served


def test_a_tab_of_another_version_is_loaded_anew_once(server: Server, visit: Callable[..., Reader]) -> None:
    """The sheet that came with the page is of the version before: the tab asks for today's, and stays if it does not come."""
    page = (reader := visit()).page
    page.add_init_script("""
      sessionStorage.loads = 1 + Number(sessionStorage.loads || 0);
      addEventListener("DOMContentLoaded", () => { document.getElementById("sheet").dataset.version = "of before"; });
    """)
    reader.open(f"{server.url}/about")
    settled(page)
    expect(page.locator("h1")).to_have_text("方法")
    assert page.evaluate("sessionStorage.loads") == "2"


def test_a_wide_table_does_not_widen_the_page(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit(viewport={"width": 390, "height": 844})
    reader.open(f"{server.url}/indicators?ind=party_members&tab=coverage")
    expect(reader.page.locator("table.cover")).to_be_visible(timeout=PATIENCE)
    width = reader.page.evaluate("document.querySelector('.stMain').scrollWidth")
    assert width <= 390


def test_a_deep_link_into_a_cold_server(fresh: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    reader.open(f"{fresh.url}/indicators?ind=party_members&place=442000&year=2011")
    point(reader.page, "party_members", "442000|2011").click(force=True)
    expect_members(reader.page)
    address = reader.page.url
    fresh.stop()

    fresh.start()
    again = visit()
    again.open(fresh.url + "/" + address.split("/", 3)[3])
    expect_members(again.page)


def test_a_row_of_the_table_leads_to_the_evidence(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    reader.open(f"{server.url}/indicators?ind=party_members&lang=en")
    row = reader.page.locator("table.rows a.row", has_text="17,782")
    row.focus()
    reader.page.keyboard.press("Enter")
    expect_members(reader.page)
    assert "lang=en" in reader.page.url
    expect(reader.page.locator("h1")).to_contain_text("Party members")


def test_a_sum_opens_its_parts(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    reader.open(f"{server.url}/indicators?ind=donated_money&year=2002")
    point(reader.page, "donated_money", "370700|2002").click(force=True)
    expect(reader.page.locator(".sum")).to_contain_text("203万元 + 118万元", timeout=PATIENCE)
    reader.page.locator("a.row", has_text="1,180,000").click()
    expect(reader.page.locator("mark#figure")).to_have_text("118万元", timeout=PATIENCE)
    reader.page.go_back()
    expect(reader.page.locator(".sum")).to_be_visible(timeout=PATIENCE)


def test_every_step_can_be_taken_back(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(server.url)
    page.locator("table.matrix a.square").last.click()
    expect(pick(page, "ind")).to_be_visible(timeout=PATIENCE)
    chosen = page.url
    page.locator("header nav a", has_text="文档").click()
    expect(page.locator("h1")).to_have_text("文档", timeout=PATIENCE)  # the page before has rows, too
    page.locator("a.row").first.click()
    expect(page.locator("article.reader")).to_be_visible(timeout=PATIENCE)
    page.locator("article a.fig").first.click()
    expect(page.locator("mark#figure")).to_be_visible(timeout=PATIENCE)
    first = page.locator("mark#figure").inner_text()
    page.locator("a.step.next").click()
    expect(page.locator("mark#figure")).not_to_have_text(first, timeout=PATIENCE)
    page.go_back()
    expect(page.locator("mark#figure")).to_have_text(first, timeout=PATIENCE)
    page.go_back()
    expect(page.locator("article.reader")).to_be_visible(timeout=PATIENCE)
    page.go_back()
    page.go_back()
    expect(pick(page, "ind")).to_be_visible(timeout=PATIENCE)
    assert page.url == chosen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_stands(
    language: str, width: int, scheme: str, server: Server, visit: Callable[..., Reader]
) -> None:
    """No error, nothing wider than the screen, the language of the page declared."""
    reader = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = reader.page
    reader.open(f"{server.url}/documents?lang={language}")
    document = page.locator("a.row").first.get_attribute("href") or ""
    own = ("places", "places?place=442000", "search", "search?q=慰问", f"{document}&beside=", "imports", f"{document}&edit=1")
    tabs = ("indicators?ind=party_lectures&ind=donated_money", "indicators?tab=tiles", "indicators?tab=coverage", "about")
    for address in ("", "indicators", *tabs, "evidence?fig=no", "export", document, *own):
        joint = "&" if "?" in address else "?"
        reader.open(f"{server.url}/{address}{joint}lang={language}")
        expect(page.locator("h1")).to_be_visible(timeout=PATIENCE)
        expect(page.locator('[data-testid="stException"], [data-testid="stAlert"], .notice')).to_have_count(0)
        assert page.evaluate("document.documentElement.lang") == {"zh": "zh-CN", "en": "en"}[language]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


LONGEST_LINE = """() => Math.max(0, ...[...document.querySelectorAll('.stHtml p:not(.warn), .stHtml li, .stHtml td')]
    .map(each => [each, parseFloat(getComputedStyle(each).fontSize)])
    .filter(([each]) => each.innerText.length > 80)
    .map(([each, size]) => each.getBoundingClientRect().width / size))"""


def test_a_wide_screen_has_more_columns_and_no_longer_lines(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit(viewport={"width": 2560, "height": 1300})
    page = reader.page
    for address in ("", "indicators", "places?place=442000", "documents", "search?q=慰问", "export", "about"):
        reader.open(f"{server.url}/{address}")
        expect(page.locator("h1")).to_be_visible(timeout=PATIENCE)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        inside = page.locator(".stMainBlockContainer").bounding_box()
        assert inside and 1900 < inside["width"] <= 2048, address
        assert page.evaluate(LONGEST_LINE) < 75, address  # ems: the characters of a Chinese line


def archive(path: Path) -> Path:
    """A zip of three documents, one of them broken."""
    with zipfile.ZipFile(path, "w") as written:
        for name, words in (("一", "石城县2003年工作总结\n全县发展党员12名。"), ("二", "宁都县2004年工作总结\n全县发展党员52名。")):
            written.writestr(f"{name}.txt", words)
        written.writestr("坏.docx", b"PK\x03\x04 nonsense")
    return path


def test_files_are_brought_in_and_taken_back(server: Server, visit: Callable[..., Reader], tmp_path: Path) -> None:
    """A zip is uploaded, the page is left, and found again with the outcome of each file; then all is undone."""
    reader = visit()
    page = reader.page
    reader.open(server.url)
    page.locator("header nav a", has_text="导入").click()
    expect(page.get_by_text("200MB per file")).to_have_count(0)
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(archive(tmp_path / "三份.zip"))
    page.get_by_role("button", name="开始导入 1 个文件").click()
    page.wait_for_url("**import=*")
    report = page.url
    page.locator("header nav a", has_text="文档").click()
    expect(page.locator("h1")).to_have_text("文档", timeout=PATIENCE)
    page.locator("header nav a", has_text="导入").click()
    row = page.locator("tr", has_text="三份.zip")
    expect(row.locator(".state.done")).to_be_visible(timeout=PATIENCE)
    expect(row).to_contain_text("2 份读入")
    row.locator("a.row").click()
    expect(page.locator("tr", has_text="坏.docx").locator(".outcome.failed")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("tr", has_text="一.txt")).to_contain_text("石城县")
    assert page.url == report
    page.locator("a.row", has_text="二.txt").click()
    expect(page.locator("article.reader")).to_contain_text("发展党员52名", timeout=PATIENCE)
    page.go_back()
    page.get_by_text("撤销这次导入").click()
    page.get_by_role("button", name="撤销，移除 2 份").click()
    expect(page.locator(".state.undone")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("移除 2 份文档")).to_be_visible()
    expect(page.locator("tr", has_text="一.txt")).to_contain_text("已不在库里")


def test_the_language_switch_stays_on_the_page(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    reader.open(f"{server.url}/indicators?ind=trees_planted")
    reader.page.locator(".lang a").click()
    expect(reader.page.locator("h1")).to_have_text("Indicators", timeout=PATIENCE)
    expect(reader.page.locator(".about h2")).to_contain_text("Trees planted", timeout=PATIENCE)
    assert "ind=trees_planted" in reader.page.url
    reader.page.locator(".lang a").click()
    expect(reader.page.locator("h1")).to_have_text("指标", timeout=PATIENCE)


def test_chinese_pages_have_no_english_of_streamlit(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/indicators")
    pick(page, "place").locator("summary").click()
    page.keyboard.type("nowhere")
    expect(pick(page, "place").get_by_text("没有匹配的选项")).to_be_visible()
    for words in ("No results", "Select all", "Deploy", "Choose options"):
        expect(page.get_by_text(words)).to_have_count(0)
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label]')].map((each) => each.getAttribute('aria-label'))"
    )
    assert {"Clear all", "Open"}.isdisjoint(labels)


def test_places_by_name_and_by_the_way_down(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/indicators?ind=party_members")
    settled(page)
    pick(page, "place").locator("summary").click()
    expect(pick(page, "place").locator("input.find")).to_be_focused(timeout=PATIENCE)
    page.keyboard.type("zss")
    expect(pick(page, "place").locator("a.opt:visible")).to_have_text([re.compile("中山市")], timeout=PATIENCE)
    page.keyboard.press("Enter")
    expect(pick(page, "place").locator("summary")).to_contain_text("中山市", timeout=PATIENCE)
    assert "place=442000" in page.url
    pick(page, "place").get_by_role("link", name="全部地区").click()
    expect(pick(page, "place").locator("summary")).to_contain_text("全部地区", timeout=PATIENCE)
    pick(page, "place").get_by_role("link", name="广东省").first.click()
    expect(pick(page, "place").locator("summary")).to_contain_text("广东省", timeout=PATIENCE)
    expect(pick(page, "place").locator("a.opt:visible")).to_have_text(["中山市"])


FOUND = {
    "党员人数": "党员数",
    "党员总数": "党员数",
    "支部数": "党支部",
    "党支部的数量": "党支部",
    "捐款额": "捐款",
    "捐款数目": "捐款",
    "植树数量": "植树",
    "会议次数": "会议",
    "受表彰人数": "表彰个人",
    "培训人次数": "培训人次",
    "number of training courses": "培训班",
    "全市党委总数": "党委",
}


def test_indicators_are_found_by_the_words_people_use(server: Server, visit: Callable[..., Reader]) -> None:
    """And by those with a word for how many behind."""
    page = (reader := visit()).page
    reader.open(f"{server.url}/indicators?ind=party_members")
    settled(page)
    pick(page, "ind").locator("summary").click()
    field = pick(page, "ind").locator("input.find")
    for asked, name in FOUND.items():
        field.fill(asked)
        shown = pick(page, "ind").locator("a.opt:visible")
        expect(shown.filter(has_text=re.compile(f"^{name}(数| )"))).to_have_count(1, timeout=PATIENCE)
        assert shown.count() <= 6, asked
    field.fill("多少人数")
    expect(pick(page, "ind").get_by_text("没有匹配的选项")).to_be_visible()


def test_a_page_that_is_not_there_is_said(server: Server, visit: Callable[..., Reader]) -> None:
    page = (reader := visit()).page
    reader.open(f"{server.url}/indicator?fam=trees")
    said = page.locator(".notice", has_text="没有名为“indicator”的页面")
    expect(said).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[role=dialog]")).to_have_count(0)
    said.get_by_role("link", name="留在总览").click()
    expect(page.locator(".notice")).to_have_count(0, timeout=PATIENCE)
    assert "fam=trees" in page.url and "astray" not in page.url
    page.go_back()
    said.get_by_role("link", name="去 指标").click()
    expect(page.locator("h1")).to_have_text("指标", timeout=PATIENCE)
    for path, title in (("indicators", "指标"), ("overview", "总览")):
        reader.open(f"{server.url}/{path}")
        expect(page.locator("h1")).to_have_text(title, timeout=PATIENCE)
        assert "astray" not in page.url


def test_years_are_chosen_as_a_range(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/indicators?ind=party_members")
    pick(page, "year").locator("summary").click()
    pick(page, "year").get_by_label("从").select_option("2010")
    expect(pick(page, "year").locator("summary span")).to_have_text("2010–2011", timeout=PATIENCE)
    assert "year=2010-2011" in page.url
    page.go_back()
    expect(pick(page, "year").locator("summary span")).not_to_have_text("2010–2011", timeout=PATIENCE)


def test_a_quotient_opens_both_its_parts(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/indicators?ind=new_party_members&per=party_members")
    point(page, "new_party_members", "442000|2011").click(force=True)
    expect(page.locator(".pair dd")).to_have_count(2, timeout=PATIENCE)
    page.locator(".pair dd a").last.click()
    expect_members(page)


def test_tiles_and_coverage_lead_to_the_evidence(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/indicators?ind=party_members&tab=tiles")
    expect(page.locator(".china .tile")).to_have_count(34)
    page.locator(".china a.tile", has_text="广东").click()
    page.locator("a.tile", has_text="中山").click()
    expect_members(page)
    page.go_back()
    expect(page.locator("a.tile", has_text="中山")).to_be_visible(timeout=PATIENCE)
    page.locator(".tabs a", has_text="覆盖").click()
    page.locator("table.cover a.sign").first.click()
    expect_members(page)


PLACES = (
    "overview",
    "indicators",
    "indicators?ind=party_lectures&ind=donated_money",
    "indicators?ind=new_party_members&per=party_members&scale=log",
    "indicators?tab=tiles",
    "indicators?tab=coverage",
    "documents",
    "places",
    "places?place=442000",
    "search?q=慰问",
    "review",
    "imports",
    "export",
    "about",
)


def serious(page: Page, **options: object) -> dict[str, list[str]]:
    """What axe finds serious or critical in our own markup: rule → some of the elements."""
    found = Axe().run(page, context={"include": [[".stHtml"]]}, options=options).response["violations"]
    bad = [each for each in found if each["impact"] in ("serious", "critical")]
    return {each["id"]: [node["html"] for node in each["nodes"]][:3] for each in bad}


def test_axe_finds_nothing_serious(server: Server, visit: Callable[..., Reader]) -> None:
    """In the light theme all of its rules, in the dark one what depends on colours."""
    reader = visit(color_scheme="light")
    page = reader.page
    reader.open(f"{server.url}/documents")
    document = page.locator("a.row").first.get_attribute("href") or ""
    reader.open(f"{server.url}/indicators?ind=party_members&tab=coverage")
    figure = page.locator("a.sign").first.get_attribute("href") or ""
    found = {}
    for address in (*PLACES, document, figure):
        page.emulate_media(color_scheme="light")
        reader.open(f"{server.url}/{address}")
        page.evaluate("document.querySelectorAll('.stHtml details').forEach((each) => { each.open = true; })")
        found[f"{address} light"] = serious(page)
        page.emulate_media(color_scheme="dark")
        expect(page.locator(".stApp")).to_have_css("background-color", "rgb(16, 21, 29)", timeout=PATIENCE)
        reader.settle()
        found[f"{address} dark"] = serious(page, runOnly=["color-contrast", "link-in-text-block"])
    assert {name: rules for name, rules in found.items() if rules} == {}


# Files and pictures, opened again and compared with the store


def taken(page: Page, selector: str, folder: Path) -> Path:
    """The file that a button gives."""
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator(selector).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def values(server: Server, indicator: str) -> dict[str, Decimal]:
    store = open_store(str(server.folder / "figures.sqlite3"))
    found = {each.id: each.value for each in store.cells(indicators=[indicator])}
    store.close()
    assert found
    return found


def test_every_format_of_a_selection(server: Server, visit: Callable[..., Reader], tmp_path: Path) -> None:
    reader = visit(accept_downloads=True)
    page = reader.page
    reader.open(f"{server.url}/indicators?ind=donated_money")
    page.locator("a.button", has_text="导出这些数").click()
    expect(page.locator("h1")).to_have_text("导出", timeout=PATIENCE)
    settled(page)
    wanted = values(server, "donated_money")
    expect(page.locator(".metrics dd b").first).to_have_text(str(len(wanted)))

    path = taken(page, ".st-key-download-csv button", tmp_path)
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    assert {row["CELL"]: Decimal(row["OBS_VALUE"]) for row in rows} == wanted

    path = taken(page, ".st-key-download-xlsx button", tmp_path)
    sheet = load_workbook(path)["值"]
    found = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert {id: Decimal(str(row[7].value)) for id, row in found.items()} == wanted
    link = next(iter(found.values()))[-1].hyperlink.target
    assert link.startswith(f"{server.url}/evidence?cell=")

    path = taken(page, ".st-key-download-parquet button", tmp_path)
    assert {row["CELL"]: row["OBS_VALUE"] for row in pq.read_table(path).to_pylist()} == wanted

    path = taken(page, ".st-key-download-json button", tmp_path)
    cells = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["cells"]
    assert {row["CELL"]: row["OBS_VALUE"] for row in cells} == wanted

    assert validate(str(taken(page, ".st-key-download-datapackage button", tmp_path))).valid
    book = docx.Document(str(taken(page, ".st-key-download-docx button", tmp_path)))
    assert any(run.font.highlight_color is not None for each in book.paragraphs for run in each.runs)

    reader.open(link)  # the link of the workbook leads to the words
    expect(page.locator("h1.evidence")).to_be_visible(timeout=PATIENCE)


def test_a_chart_is_saved_with_title_and_source(
    server: Server, visit: Callable[..., Reader], tmp_path: Path
) -> None:
    reader = visit(accept_downloads=True, color_scheme="dark")
    page = reader.page
    reader.open(f"{server.url}/indicators?ind=party_members")
    settled(page)
    expect(page.locator(".js-plotly-plot .point").first).to_be_visible(timeout=PATIENCE)
    drawing = ElementTree.parse(taken(page, "button[data-picture=svg]", tmp_path)).getroot()
    said = "".join(drawing.itertext())
    assert "党员数" in said and "来源：《" in said and f"{server.url}/indicators?ind=party_members" in said
    assert "17,782" in said
    picture = Image.open(taken(page, "button[data-picture=png]", tmp_path)).convert("RGB")
    assert picture.width > 600 and picture.getpixel((3, 3)) == (16, 21, 29)
    assert len(picture.getcolors(1 << 24) or []) > 20


def test_the_places_stand_in_a_saved_chart(server: Server, visit: Callable[..., Reader], tmp_path: Path) -> None:
    """Of places too near each other only one is labelled: the colours are named below, as on the page."""
    reader = visit(accept_downloads=True)
    reader.open(f"{server.url}/indicators?ind=donated_money")
    expect(reader.page.locator(".js-plotly-plot .point").first).to_be_visible(timeout=PATIENCE)
    drawing = ElementTree.parse(taken(reader.page, "button[data-picture=svg]", tmp_path)).getroot()
    own = [each.text for each in drawing.iter("{http://www.w3.org/2000/svg}text")]
    for place in reader.page.locator("p.legend.keys a").all_inner_texts():
        assert place in own


def test_a_printed_chart_keeps_its_last_years(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit(viewport={"width": 1400, "height": 900})
    reader.open(f"{server.url}/indicators?ind=donated_money")
    expect(reader.page.locator(".js-plotly-plot .point").first).to_be_visible(timeout=PATIENCE)
    page = pdfium.PdfDocument(reader.page.pdf(format="A4"))[0]
    assert "2009" in page.get_textpage().get_text_bounded()  # a year of the axis alone, right of the middle
    assert reader.page.locator("svg.main-svg[viewBox]").count() == 0


def test_a_bound_is_open_beyond_its_mark(server: Server, visit: Callable[..., Reader]) -> None:
    """“近、约、余”: the stroke that the legend speaks of can be seen beside the mark."""
    reader = visit()
    reader.open(f"{server.url}/indicators?ind=donated_money")
    point = reader.page.locator(".js-plotly-plot .point").first
    expect(point).to_be_visible(timeout=PATIENCE)
    height = "each => each.getBoundingClientRect().height"
    strokes = reader.page.locator(".js-plotly-plot .yerror").evaluate_all(f"all => all.map({height})")
    assert max(strokes) > point.evaluate(height) + 8


READ = """async () => {
  const [item] = await navigator.clipboard.read(), type = item.types.at(-1), blob = await item.getType(type);
  return [type, btoa([...new Uint8Array(await blob.arrayBuffer())].map((byte) => String.fromCharCode(byte)).join(""))];
}"""


def test_a_figure_is_copied_as_text_and_as_a_picture(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit(permissions=["clipboard-read", "clipboard-write"])
    page = reader.page
    reader.open(f"{server.url}/evidence?cell=442000%7C2011%7Cparty_members%7C市直机关")
    settled(page)
    button = page.locator("button[data-picture=copy]")
    button.click()
    expect(button).to_have_text("好了", timeout=PATIENCE)
    kind, bytes_ = page.evaluate(READ)
    picture = Image.open(io.BytesIO(base64.b64decode(bytes_))).convert("RGB")
    assert (kind, picture.width) == ("image/png", 2160)
    assert (255, 210, 77) in {colour for _, colour in picture.getcolors(1 << 24) or []}  # the mark of the figure
    texts = {}
    for box in page.locator(".stCode").all():
        box.hover()
        box.get_by_role("button").click()
        texts[box.locator("code").inner_text()] = page.evaluate("navigator.clipboard.readText()")
    assert len(texts) == 5 and all(shown.strip() == copied.strip() for shown, copied in texts.items())
    told = next(each for each in texts.values() if "——市直属机关工作(2011)" in each)
    assert "党员数：17,782 人（中山市（市直机关） · 2011）" in told and "和党员17782人。”" in told
    assert "/evidence?fig=" in told.splitlines()[-1]


def test_a_figure_is_saved_as_a_picture(server: Server, visit: Callable[..., Reader], tmp_path: Path) -> None:
    reader = visit(accept_downloads=True, viewport={"width": 390, "height": 900})
    page = reader.page
    reader.open(f"{server.url}/documents")
    page.locator("a.row").first.click()
    page.locator("article a.fig").first.click()
    expect(page.locator(".pedigree li.last")).to_be_visible(timeout=PATIENCE)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button = page.locator("button[data-picture=card]")
    button.focus()
    with page.expect_download(timeout=PATIENCE) as download:
        page.keyboard.press("Enter")
    path = tmp_path / "card.png"
    download.value.save_as(path)
    picture = Image.open(path).convert("RGB")
    assert picture.width == 2160
    assert (255, 210, 77) in {colour for _, colour in picture.getcolors(1 << 24) or []}  # the mark of the figure
    expect(button).to_have_text("好了")


# Decisions


def queued(page: Page) -> str:
    """The figure of the queue that is shown, with the progress."""
    settled(page)
    return page.locator("h2.evidence").inner_text() + page.locator(".crumb small").inner_text()


def test_a_person_decides_by_keys_alone(fresh: Server, visit: Callable[..., Reader]) -> None:
    """Accept, reject with a reason, correct, next, previous, undo: each by its key, as the buttons say."""
    reader = visit()
    page = reader.page
    reader.open(fresh.url)
    expect(page.locator("table.matrix")).to_be_visible(timeout=PATIENCE)
    reader.open(f"{fresh.url}/review")
    expect(page.locator(".st-key-review-next button")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1000)  # a key that comes before Streamlit listens for it is lost
    first = queued(page)
    page.keyboard.press("j")
    expect(page.locator(".crumb small")).to_contain_text("第 2 /", timeout=PATIENCE)
    settled(page)
    page.keyboard.press("k")
    expect(page.locator(".crumb small")).to_contain_text("第 1 /", timeout=PATIENCE)
    assert queued(page) == first
    page.keyboard.press("a")
    expect(page.locator(".notice")).to_contain_text("已采纳", timeout=PATIENCE)
    assert queued(page) != first
    page.keyboard.press("u")
    expect(page.locator(".notice")).to_contain_text("已撤销 1 个决定", timeout=PATIENCE)
    assert queued(page).startswith(first.split("第")[0])
    page.keyboard.press("e")
    form = page.locator('[data-testid="stForm"]')
    expect(form.locator("input").first).to_be_focused(timeout=PATIENCE)
    year = form.get_by_label("年份")
    year.fill("1999")
    year.press("Enter")
    expect(page.locator(".notice")).to_contain_text("已改正", timeout=PATIENCE)
    settled(page)
    page.keyboard.press("x")
    why = form.locator("input")
    expect(why).to_be_focused(timeout=PATIENCE)
    page.keyboard.type("不是统计数")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("已驳回", timeout=PATIENCE)
    settled(page)
    page.locator("nav a", has_text="决定记录").click()
    expect(page.locator("table.rows")).to_contain_text("不是统计数", timeout=PATIENCE)
    expect(page.locator("table.rows")).to_contain_text("改为1999")


RENEWED = """() => {
    const type = setInterval(() => {
        const fields = [...document.querySelectorAll('[data-testid="stForm"] input')];
        if (fields.length !== 1 || document.activeElement !== fields[0]) return;
        clearInterval(type);
        document.execCommand("insertText", false, "不是");
        const other = fields[0].cloneNode();
        other.value = "";
        fields[0].replaceWith(other);
    }, 5);
}"""
"""Types two letters as soon as a form of one field has the cursor, and puts another field in its place."""


def test_what_is_typed_into_a_form_outlives_its_field(fresh: Server, visit: Callable[..., Reader]) -> None:
    """A form opened right after another keeps its first letters; so does one whose field is drawn anew."""
    reader = visit()
    page = reader.page
    reader.open(f"{fresh.url}/review")
    expect(page.locator(".st-key-review-next button")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1000)  # a key that comes before Streamlit listens for it is lost
    fields = page.locator('[data-testid="stForm"] input')
    page.keyboard.press("e")
    expect(fields.first).to_be_focused(timeout=PATIENCE)
    page.locator("h2.evidence").first.click()  # a key that is pressed in a field is a letter
    page.evaluate(RENEWED)
    page.keyboard.press("x")
    expect(fields).to_have_count(1, timeout=PATIENCE)
    expect(fields.first).to_have_value("不是", timeout=PATIENCE)
    expect(fields.first).to_be_focused(timeout=PATIENCE)
    page.keyboard.type("统计数")
    expect(fields.first).to_have_value("不是统计数")


MARK = r"""() => {
    const words = [...document.querySelectorAll(".reader > .para > p[id^='s-']")].find((p) => /\d{4}年/.test(p.textContent));
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const found = node.nodeValue.match(/\d{4}年/);
        if (!found || node.parentElement.closest("a.fig")) continue;
        const range = document.createRange();
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return found[0];
    }
}"""


def test_words_marked_in_the_reader_become_a_figure(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/documents")
    page.locator("a.row").first.click()
    expect(page.locator(".reader p").first).to_be_visible(timeout=PATIENCE)
    settled(page)
    marked = page.evaluate(MARK)
    expect(page.locator("a.marking")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("m")
    expect(page.locator("#figure")).to_have_text(marked, timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="记为数据").click()
    expect(page.locator("h1.evidence .mark")).to_have_text("人工补", timeout=PATIENCE)
    expect(page.locator("#figure")).to_have_text(marked)
