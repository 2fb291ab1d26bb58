"""Places, search and the reader as a reader meets them: a real server, a real Chromium."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from browsing import PATIENCE, Reader, Server, pick, settled
from playwright.sync_api import Page, expect


def test_from_a_place_to_the_words_and_to_its_neighbour(server: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(server.url)
    page.locator("header nav a", has_text="地区").click()
    box = page.get_by_label("查找地区")
    box.fill("中山")
    box.press("Enter")
    expect(page.locator("a.row")).to_have_count(1, timeout=PATIENCE)
    page.locator("a.row").click()
    expect(page.locator("h1")).to_contain_text("中山市", timeout=PATIENCE)
    page.locator("table.series a", has_text="17,782").click()
    expect(page.locator("mark#figure")).to_have_text("17782人", timeout=PATIENCE)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("中山市", timeout=PATIENCE)
    compare = page.locator(".near a.button").first
    target = compare.get_attribute("href") or ""
    compare.click()
    expect(pick(page, "place")).to_be_visible(timeout=PATIENCE)
    assert target.count("place=") == 2 and page.url.endswith(target)
    page.go_back()
    page.go_back()
    expect(page.get_by_label("查找地区")).to_have_value("中山", timeout=PATIENCE)


def test_from_a_word_to_an_entry(server: Server, visit: Callable[..., Reader], tmp_path: Path) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/search?q=植")
    expect(page.locator("mark.word").first).to_have_text("植")
    page.locator(".facets a.chip", has_text="大兴安岭").first.click()
    expect(page.locator(".facets a[aria-current]")).to_have_count(1, timeout=PATIENCE)
    made = page.locator("a.make").first.get_attribute("href") or ""
    reader.open(f"{server.url}/search?q=植&draft={made.partition('fig=')[2]}")
    expect(page.locator("h1")).to_have_text("做成指标", timeout=PATIENCE)
    expect(page.locator(".verdicts b").first).to_be_visible(timeout=PATIENCE)
    name = page.get_by_label("中文名")
    name.fill("我的指标")
    name.press("Enter")
    expect(page.locator("code", has_text='zh = "我的指标"').first).to_be_visible(timeout=PATIENCE)
    settled(page)
    with page.expect_download() as found:
        page.get_by_role("button", name="下载").click()
    found.value.save_as(tmp_path / "own.toml")
    assert 'zh = "我的指标"' in (tmp_path / "own.toml").read_text(encoding="utf-8")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_the_reader_by_keyboard(server: Server, visit: Callable[..., Reader], tmp_path: Path) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{server.url}/search?q=17782")
    page.locator(".hit h2 a").first.click()
    expect(page.locator("article.reader")).to_be_visible(timeout=PATIENCE)
    reader.open(page.url.split("&at=")[0])
    figures = page.locator("article a.fig")
    page.keyboard.press("j")
    expect(figures.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(figures.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(figures.nth(0)).to_be_focused()
    page.locator(".stepper button[value='1']").click()
    box = page.get_by_label("在文中查找")
    box.fill("党员")
    box.press("j")  # a letter in a field is a letter
    expect(box).to_have_value("党员j")
    box.fill("党员")
    box.press("Enter")
    expect(page.locator(".finds")).to_contain_text("共 33 处", timeout=PATIENCE)
    page.locator(".finds a").click()
    expect(page.locator(".here")).to_have_text("党员", timeout=PATIENCE)
    with page.expect_download() as found:
        page.get_by_role("button", name="下载原文件").click()
    found.value.save_as(tmp_path / "source.txt")
    assert "17782人" in (tmp_path / "source.txt").read_text(encoding="utf-8")
    before = page.url
    page.locator("article a.fig").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark#figure")).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expect(page.locator("article.reader")).to_be_visible(timeout=PATIENCE)
    assert page.url == before


def test_the_contents_are_folded_where_it_is_narrow(server: Server, visit: Callable[..., Reader]) -> None:
    for width, opened in ((390, False), (1400, True)):
        reader = visit(viewport={"width": width, "height": 900})
        reader.open(f"{server.url}/search?q=17782")
        reader.page.locator(".hit h2 a").first.click()
        expect(reader.page.locator("details.contents summary")).to_be_visible(timeout=PATIENCE)
        expect(reader.page.locator("details.contents ol")).to_be_visible(visible=opened, timeout=PATIENCE)
        expect(reader.page.locator(".about-document dl")).to_be_visible(visible=opened)
        expect(reader.page.locator("ul.margin").first).to_be_visible(visible=opened)


TOPS = """
window.tops = new Set();
const look = () => {
  const mark = document.querySelector("article a.fig");
  if (mark) window.tops.add(Math.round(mark.getBoundingClientRect().top));
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def test_a_text_stands_still_from_the_moment_it_is_shown(server: Server, visit: Callable[..., Reader]) -> None:
    """A finger on its way to a number meets it: the code of the parts above comes late, and moves nothing."""
    reader = visit(viewport={"width": 390, "height": 900})
    page = reader.page
    page.add_init_script(TOPS)
    reader.open(f"{server.url}/documents")
    page.route("**/static/js/*.js", lambda route: (time.sleep(0.2), route.continue_()))
    page.locator("a.row").first.click()
    expect(page.locator("article a.fig").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="下载原文件")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("在文中查找")).to_be_visible(timeout=PATIENCE)
    settled(page)
    assert len(page.evaluate("[...tops]")) == 1


def test_the_words_to_begin_with_stand_in_the_documents(server: Server, visit: Callable[..., Reader]) -> None:
    """A search that begins with a click never begins with “没有找到”."""
    reader = visit()
    reader.open(f"{server.url}/search")
    ways = reader.page.locator("p.chips a")
    expect(ways).to_have_count(7)
    for way in [each.get_attribute("href") for each in ways.all()]:
        reader.open(f"{server.url}/search{way}")
        expect(reader.page.locator(".st-key-found mark").first).to_be_visible()
