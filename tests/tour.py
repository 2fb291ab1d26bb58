"""Takes the pictures of docs/TOUR.md and of the READMEs anew: a server on the five seeds, one screen after the other.

``PYTHONPATH=. python tests/tour.py``; CHROMIUM names the browser as for the tests. Each picture must stay below `LARGEST`.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from browsing import ARGUMENTS, PATIENCE, ROOT, Reader, Server, settled
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

FOLDER = ROOT / "docs" / "tour"
LARGEST = 150_000
"""Bytes of a picture."""

MEMBERS = "evidence?fig=290991780ea9-404"
REPORT = "290991780ea9"
"""The report of 中山市 for 2011: ids are told from the words of a document, and stay."""


@dataclass(frozen=True)
class Picture:
    """A screen: the address, how wide and high the window, which theme, what must stand on it first."""

    name: str
    address: str
    stands: str
    width: int = 1280
    height: int = 900
    theme: str = "light"


PICTURES = (
    Picture("overview", "", "table.matrix"),
    Picture("overview-dark-en", "?lang=en", "table.matrix", theme="dark"),
    Picture("indicators", "indicators?ind=donated_money", ".js-plotly-plot .point"),
    Picture("coverage", "indicators?ind=party_members&ind=donated_money&tab=coverage", "table.cover", height=640),
    Picture("evidence", MEMBERS, "mark#figure", height=1100),
    Picture("evidence-narrow", MEMBERS, "mark#figure", width=390, height=1100),
    Picture("place", "places?place=442000", "table.series"),
    Picture("document-dark", f"documents?doc={REPORT}", "article.reader", theme="dark"),
    Picture("search", "search?q=慰问", "mark"),
    Picture("review", "review", "mark#figure"),
    Picture("export", "export", ".metrics"),
    Picture("overview-narrow-dark", "", "table.matrix", width=390, height=844, theme="dark"),
)


def main() -> None:
    """Write every picture; docs/overview.png is the first of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        server = Server(Path(folder))
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or running.chromium.executable_path
        browser = running.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            server.start()
            for each in PICTURES:
                size = _take(browser, server, each)
                print(f"{each.name}.png {size:,}", file=sys.stderr)
        finally:
            browser.close()
            server.stop()
    shutil.copyfile(FOLDER / "overview.png", ROOT / "docs" / "overview.png")


def _take(browser: Browser, server: Server, picture: Picture) -> int:
    """The bytes that a picture has come to."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, color_scheme=picture.theme, locale="zh-CN")  # type: ignore[arg-type]
    Reader(page).open(f"{server.url}/{picture.address}")
    expect(page.locator(picture.stands).first).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.wait_for_timeout(800)  # charts fade in
    data = _small(page.screenshot())
    page.close()
    if len(data) > LARGEST:
        raise SystemExit(f"{picture.name} has {len(data):,} bytes; make its window smaller")
    (FOLDER / f"{picture.name}.png").write_bytes(data)
    return len(data)


def _small(taken: bytes) -> bytes:
    """The same picture in all its colours where that is small enough, else with a palette that reaches far."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    whole = _packed(picture)
    far = Image.Quantize.MAXCOVERAGE
    return whole if len(whole) <= LARGEST else _packed(picture.quantize(256, far, dither=Image.Dither.NONE))


def _packed(picture: Image.Image) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "PNG", optimize=True)
    return packed.getvalue()


if __name__ == "__main__":
    main()
