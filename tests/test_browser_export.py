"""Files as a reader takes them: exported from the page, opened again, and compared with the store."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import docx
import pyarrow.parquet as pq
from frictionless import validate
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect
from test_browser import PATIENCE, Reader, Server, browser, playwright, server, settled, visit  # noqa: F401

from extract.store import open_store


def taken(page: Page, selector: str, folder: Path) -> Path:
    """The file that a button gives."""
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator(selector).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def values(server: Server, indicator: str) -> dict[str, Decimal]:  # noqa: F811
    store = open_store(str(server.folder / "figures.sqlite3"))
    found = {each.id: each.value for each in store.cells(indicators=[indicator])}
    store.close()
    assert found
    return found


def test_every_format_of_a_selection(server: Server, visit: Callable[..., Reader], tmp_path: Path) -> None:  # noqa: F811
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
    server: Server, visit: Callable[..., Reader], tmp_path: Path  # noqa: F811
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


def test_a_figure_is_saved_as_a_picture(server: Server, visit: Callable[..., Reader], tmp_path: Path) -> None:  # noqa: F811
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
