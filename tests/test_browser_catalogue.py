"""A new indicator from a figure that none takes, all the way to its point in a chart and back to the words."""


from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import PATIENCE, Reader, Server, serve, settled
from playwright.sync_api import expect

from extract.batch import extract_files
from extract.jobs import Kept
from extract.store import open_store

TEXT = "中山市{year}年工作\n\n{year}年，中山市安装路灯{n}盏。年底全市有党员{m}名。"


@pytest.fixture
def lamps(tmp_path: Path) -> Iterator[Server]:
    """A server whose store has two documents."""
    store = open_store(str(tmp_path / "figures.sqlite3"))
    for year, n, m in ((2010, 45, 500), (2011, 60, 510)):
        data = TEXT.format(year=year, n=n, m=m).encode()
        ((_, found),) = extract_files([Kept(f"{year}", data)])
        store.add(found, data)  # type: ignore[arg-type]
    store.close()
    yield from serve(tmp_path)


def test_from_a_figure_of_no_indicator_to_its_chart(lamps: Server, visit: Callable[..., Reader]) -> None:
    reader = visit()
    page = reader.page
    reader.open(f"{lamps.url}/search?q=路灯")
    page.locator("a.make").first.click()
    expect(page.locator("h1")).to_have_text("新建指标", timeout=PATIENCE)
    code = page.get_by_role("textbox", name="代码")
    code.fill("street_lamps")
    code.press("Enter")
    body = page.get_by_role("textbox", name="规则与例句")
    expect(body).to_be_visible(timeout=PATIENCE)
    right = body.input_value()
    body.fill(right.replace('head = "', 'head = "(', 1))
    body.press("Control+Enter")
    expect(page.locator(".faults b").first).to_contain_text("规则与例句第", timeout=PATIENCE)
    body.fill(right)
    body.press("Control+Enter")
    page.get_by_role("button", name="试读").click()
    expect(page.locator("p.sum")).to_contain_text("得 2，失 0", timeout=PATIENCE)
    settled(page)
    why = page.get_by_role("textbox", name="为什么改")
    why.fill("路灯还没有指标")
    why.press("Enter")
    settled(page)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1")).to_have_text("安装路灯", timeout=PATIENCE)
    expect(page.locator(".notice", has_text="2 份文档")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="重读 2 份文档").click()
    expect(page.locator(".state.done")).to_be_visible(timeout=PATIENCE)
    reader.open(f"{lamps.url}/indicators?ind=street_lamps")
    expect(page.locator("h1, h2", has_text="安装路灯").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".scatterlayer .point, .barlayer .point").first).to_be_attached(timeout=PATIENCE)
    page.locator("a.row", has_text="45").first.click()
    expect(page.locator("mark#figure")).to_have_text("45盏", timeout=PATIENCE)
