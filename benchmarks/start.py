"""From the command to the first chart: this app against a bare one of Streamlit with one chart, in pairs.

    python benchmarks/start.py [PAIRS] [--browser]

Each start is a new process on a port of its own. The clock runs from the command until the first chart is there: over
the page's socket, as a browser opens it (visitors.py), or with `--browser` in Chromium until a chart is drawn. This app
shows its indicators (`/indicators`) from a store that holds seeds/; importing them is not part of it, as that happens
once. The two apps take turns in beginning, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "tests")]

from scale import table  # noqa: E402
from serving import serving  # noqa: E402
from visitors import Visitor  # noqa: E402

PAIRS = 7
LIMIT = 1.5
"""How many times the bare app's start that of this one may take."""

APPS = {"bare": (str(Path("benchmarks") / "bare.py"), ""), "this app": ("app.py", "indicators")}
"""Name → the script, and the page with the chart."""

Wait = Callable[[str, str], None]
"""Waits for the chart of a page of the server at an address."""


def started(name: str, store: str, wait: Wait) -> float:
    """Seconds from the command to the chart."""
    script, page = APPS[name]
    begun = time.perf_counter()
    with serving(store, script) as running:
        wait(running.url, page)
        return time.perf_counter() - begun


def by_socket(url: str, page: str) -> None:
    """Until the chart's message comes."""

    async def visit() -> None:
        visitor = Visitor(url)
        await visitor.arrive()
        await visitor.open(page, until="plotly_chart")
        await visitor.leave()

    asyncio.run(visit())


def by_browser(browser: object) -> Wait:
    """Until the chart is drawn, in a context without anything kept."""

    def wait(url: str, page: str) -> None:
        context = browser.new_context()  # type: ignore[attr-defined]
        tab = context.new_page()
        tab.goto(f"{url}/{page}")
        tab.locator(".js-plotly-plot .point").first.wait_for(timeout=60_000)
        context.close()

    return wait


def measured(pairs: int, store: str, wait: Wait) -> dict[str, list[float]]:
    """Seconds of each app; the first pair, which fills the disk's cache, is not counted."""
    found: dict[str, list[float]] = {name: [] for name in APPS}
    for number in range(pairs + 1):
        for name in list(APPS)[:: 1 if number % 2 else -1]:
            taken = started(name, store, wait)
            if number:
                found[name].append(taken)
    return found


def told(found: dict[str, list[float]]) -> str:
    """The table, and the middle of the ratios of the pairs."""
    rows = [[name, *(f"{each:.2f}" for each in (statistics.median(t), min(t), max(t)))] for name, t in found.items()]
    ratios = [own / bare for bare, own in zip(found["bare"], found["this app"], strict=True)]
    middle = statistics.median(ratios)
    said = f"Of {len(ratios)} pairs the middle ratio is {middle:.2f} (from {min(ratios):.2f} to {max(ratios):.2f})"
    return table(["seconds", "median", "least", "most"], rows) + f"\n\n{said}; asked: at most {LIMIT}."


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pairs", type=int, nargs="?", default=PAIRS)
    options.add_argument("--browser", action="store_true", help="in Chromium, until the chart is drawn")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "figures.sqlite3")
        command = [sys.executable, "-m", "extract", "import", "seeds"]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"SHUCHU_STORE": store}, check=True, capture_output=True)
        if not given.browser:
            print(told(measured(given.pairs, store, by_socket)))
            return
        from playwright.sync_api import sync_playwright

        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as running:
            browser = running.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            print(told(measured(given.pairs, store, by_browser(browser))))
            browser.close()


if __name__ == "__main__":
    main()
