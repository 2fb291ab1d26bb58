"""What the tests of the browser share: a real server on its own store, readers that count what goes wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, Request, expect, sync_playwright

ROOT = Path(__file__).parent.parent
PATIENCE = 60_000
PICTURES = Path(os.environ.get("SHUCHU_PICTURES", ROOT / "test-results"))
"""Where the last screen of every reader is kept."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@dataclass
class Server:
    """The app on a port of its own, with an empty store that it fills from seeds/ at the first visit."""

    folder: Path
    url: str = ""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://localhost:{port}"
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        command += [f"--server.port={port}", "--server.address=localhost", "--server.fileWatcherType=none"]
        environment = os.environ | {"SHUCHU_STORE": str(self.folder / "figures.sqlite3")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self.wait()

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def wait(self) -> None:
        for _ in range(600):
            assert self.process and self.process.poll() is None, self.log.read_text()
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        pytest.fail(f"The server did not come up: {self.log.read_text()}")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()


def serve(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serve(tmp_path_factory.mktemp("server"))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has visited."""
    yield from serve(tmp_path)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    path = named or playwright.chromium.executable_path
    if os.environ.get("CHROMIUM") and not Path(path).exists():
        pytest.fail(f"CHROMIUM names {path}, which does not exist")
    if not Path(path).exists():
        pytest.skip("no Chromium here: install one, or name it with CHROMIUM")
    running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield running
    running.close()


@dataclass
class Reader:
    """A page of the browser that remembers every request and every error."""

    page: Page
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page stands: the foot comes last."""
        expect(self.page.locator("footer.foot")).to_be_visible(timeout=PATIENCE)
        expect(self.page.locator('[data-testid="stApp"][data-test-script-state="running"]')).to_have_count(
            0, timeout=PATIENCE
        )

    def watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in ("localhost", "127.0.0.1"):
            self.strangers.append(request.url)


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Reader]]:
    """Opens readers and keeps their last screens; at the end none of them may have met an error or another host."""
    readers: list[Reader] = []

    def opened(**options: object) -> Reader:
        page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN", **options})  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        reader = Reader(page)
        page.on("request", reader.watch)
        page.on("pageerror", lambda error: reader.errors.append(str(error)))
        readers.append(reader)
        return reader

    yield opened
    for number, reader in enumerate(readers):
        keep(reader.page, f"{request.node.name}-{number}" if number else request.node.name)
    for reader in readers:
        assert reader.strangers == []
        assert reader.errors == []
        reader.page.close()


def keep(page: Page, name: str) -> None:
    """The screen as it is, as a file of the artifacts."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{re.sub(r'[^0-9A-Za-z_-]+', '-', name).strip('-')}.png")


def point(page: Page, indicator: str, cell: str) -> Locator:
    """The mark of a cell in the chart of an indicator."""
    settled(page)
    chart = page.locator(f'[class*="st-key-chart-{indicator}-"]')
    expect(chart.locator(".point").first).to_be_visible(timeout=PATIENCE)
    place = chart.locator(".js-plotly-plot").evaluate(
        "(chart, cell) => chart.data.find((each) => each.customdata).customdata.findIndex((id) => id.startsWith(cell))",
        cell,
    )
    assert place >= 0
    return chart.locator(".point").nth(place)


def settled(page: Page) -> None:
    """Waits until the server has answered all that was asked: a click on a chart that is being drawn anew is lost."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_have_count(1, timeout=PATIENCE)


def pick(page: Page, name: str) -> Locator:
    """A picker of the indicators page."""
    return page.locator(f'details.pick[data-pick="{name}"]')


def expect_members(page: Page) -> None:
    """The evidence of the 17,782 members of 中山市 in 2011."""
    marked = page.locator("mark#figure")
    expect(marked).to_have_text("17782人", timeout=PATIENCE)
    expect(page.locator("blockquote")).to_contain_text("党支部945个和党员17782人")
    expect(page.locator("blockquote a.near").first).to_be_visible()
    assert "fig=" in page.url
