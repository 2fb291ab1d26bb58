"""Fifty visitors of the hosted app who click through a script, while PostgreSQL is restarted.

python benchmarks/load.py [MINUTES] [VISITORS]        5 minutes and 50 visitors where nothing is said

Everything of deploy/ runs as in tests/hosted.py: nginx with TLS, two processes of the app, PostgreSQL with its settings
as delivered. The store holds seeds/ and the texts of tests/golden/. Each visitor is a person with a sign-in of their
own: overview, indicators, a value's evidence, its document, a search, then three figures accepted in the review, with
a pause of 3 to 9 seconds before each click. What was accepted is counted from what the pages have confirmed, and
looked for in the store afterwards.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

import hosted  # noqa: E402
from postgres import server  # noqa: E402
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME  # noqa: E402
from visitors import Visitor  # noqa: E402

from extract.store import open_store  # noqa: E402

PAUSES = (3.0, 9.0)
AGAIN = 3.0
"""Seconds after which the page of a store that does not answer asks again, as pages/components/retrying.py does."""

AWAY = "数据库暂时没有回应"
WAS_AWAY = "数据库刚才没有回应"
ACCEPTED = "已采纳"
OVERTAKEN = "刚刚对这个数作了决定"
INDICATORS = ("party_members", "new_party_members", "donated_money", "people_aided", "party_branches", "party_lectures")
WORDS = ("党员", "捐款 元", "植树", "党支部", "发展党员")
ERROR = re.compile(r'class="notice error"[^>]*>([^<]*)')


@dataclass
class Seen:
    """What all visitors have met."""

    waited: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    accepted: list[tuple[str, str]] = field(default_factory=list)
    unsure: int = 0
    overtaken: int = 0
    away: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)


@dataclass
class Person:
    """One visitor at work; `number` is their place in the queue, so that each has figures of their own."""

    visitor: Visitor
    who: str
    number: int
    seen: Seen
    draw: random.Random

    async def work(self, until: float) -> None:
        """Go through the script until the time is over; a lost socket is an error, and a new one is opened."""
        await asyncio.sleep(self.draw.uniform(0, PAUSES[1]))
        await self.visitor.arrive()
        while time.monotonic() < until:
            try:
                async for _ in self._script():
                    if time.monotonic() > until:
                        break
                    await asyncio.sleep(self.draw.uniform(*PAUSES))
            except Exception as error:
                self.seen.errors[f"{type(error).__name__}: {str(error)[:80]}"] += 1
                await asyncio.sleep(AGAIN)
                with suppress(Exception):
                    await self.visitor.leave()
                    await self.visitor.arrive()
        await self.visitor.leave()

    async def _script(self) -> AsyncIterator[None]:
        await self._open("overview")
        yield
        chosen = self.draw.sample(INDICATORS, 3)
        await self._open("indicators", urlencode([("ind", each) for each in chosen]))
        yield
        await self._open("indicators", urlencode({"ind": chosen[0], "tab": "coverage"}))
        yield
        if await self._follow("evidence"):
            yield
            if await self._follow("documents"):
                yield
        await self._open("documents")
        yield
        await self._open("search", urlencode({"q": self.draw.choice(WORDS)}))
        yield
        query = f"at={1 + 3 * self.number}"
        await self._open("review", query)
        for _ in range(3):
            yield
            await self._accept(query)

    async def _follow(self, page: str) -> bool:
        """Open one of the links to a page that the last one showed; False where it showed none."""
        found = re.findall(rf'href="{page}\?([^"#]+)', self.visitor.html)
        if found:
            await self._open(page, unescape(self.draw.choice(found)))
        return bool(found)

    async def _open(self, page: str, query: str = "") -> None:
        waited = await self.visitor.open("" if page == "overview" else page, query)
        self.seen.waited[page].append(waited)
        await self._told(page, query)

    async def _accept(self, query: str) -> None:
        """Accept the figure that is shown; it counts where the next page says so."""
        figure = re.search(r"evidence\?fig=([\w.-]+)", self.visitor.html)
        if not figure or not any(label.startswith("采纳") for label in self.visitor.buttons):
            return
        self.seen.waited["review: accept"].append(await self.visitor.press("review", query, "采纳"))
        while AWAY in self.visitor.html:
            await self._told("review", query)
        if ACCEPTED in self.visitor.html:
            self.seen.accepted.append((self.who, figure[1]))
        elif OVERTAKEN in self.visitor.html:
            self.seen.overtaken += 1
        elif WAS_AWAY in self.visitor.html:
            self.seen.unsure += 1
        else:
            self.seen.errors["a press without an answer"] += 1

    async def _told(self, page: str, query: str) -> None:
        """Wait as the page itself does while the store is away; every other error is one."""
        begun = time.monotonic()
        while AWAY in self.visitor.html:
            self.seen.away.append(time.monotonic())
            await asyncio.sleep(AGAIN)
            await self.visitor.open("" if page == "overview" else page, query)
            if AWAY not in self.visitor.html:
                self.seen.back.append(time.monotonic() - begun)
        if 'class="in way"' not in self.visitor.html:
            self.seen.errors[f"{page}: nothing is shown"] += 1
        for sentence in ERROR.findall(self.visitor.html):
            if WAS_AWAY not in sentence and OVERTAKEN not in sentence:
                self.seen.errors[f"{page}: {sentence[:60]}"] += 1


async def visit(running: hosted.Hosted, url: object, count: int, seconds: float) -> tuple[Seen, dict[str, float]]:
    """All visitors at work; PostgreSQL goes in the middle. What they met, and the most memory by process in MB."""
    seen, most, until = Seen(), {}, time.monotonic() + seconds
    people = [
        Person(Visitor(running.url, f"{USER_COOKIE_NAME}={running.cookie(name)}"), name, n, seen, random.Random(n))
        for n, name in enumerate(map("visitor-{}".format, range(count)))
    ]
    work = [asyncio.create_task(each.work(until)) for each in people]
    middle, restarted = time.monotonic() + seconds / 2, False
    while not all(each.done() for each in work):
        await asyncio.sleep(1)
        for name, process in running.apps.items():
            most[name] = max(most.get(name, 0), memory(process.pid))
        if not restarted and time.monotonic() > middle:
            restarted = True
            await asyncio.to_thread(url.restart, 5)  # type: ignore[attr-defined]
    await asyncio.gather(*work)
    return seen, most


def memory(pid: int) -> float:
    """What a process holds in memory, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def processor(pid: int) -> float:
    """Seconds of CPU that a process has had."""
    used = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def fill(url: str) -> None:
    """seeds/ and the texts of tests/golden/ into the store, by the command line."""
    texts = [str(path) for path in sorted((ROOT / "tests" / "golden").glob("*.txt"))]
    command = [sys.executable, "-m", "extract", "import", str(ROOT / "seeds"), *texts]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"SHUCHU_STORE": url}, stderr=subprocess.DEVNULL, check=False)


def report(seen: Seen, most: dict[str, float], used: dict[str, float], kept: set[tuple[str, str]]) -> str:
    """The tables."""
    lines = ["| page | clicks | median, s | 95th percentile, s | longest, s |", "| --- | ---: | ---: | ---: | ---: |"]
    for page, waited in seen.waited.items():
        some = sorted(waited)
        rank = [some[int(share * (len(some) - 1))] for share in (0.5, 0.95, 1)]
        lines.append(f"| {page} | {len(some):,} | " + " | ".join(f"{each:.2f}" for each in rank) + " |")
    clicks = sum(map(len, seen.waited.values()))
    lost = [each for each in seen.accepted if each not in kept]
    lines += ["", f"{clicks:,} clicks, {sum(seen.errors.values())} errors {dict(seen.errors) or ''}"]
    lines.append(
        f"Decisions confirmed: {len(seen.accepted):,}, of them lost: {len(lost)}; {seen.unsure} told that they were "
        f"not confirmed, {seen.overtaken} that somebody had come first."
    )
    longest = max(seen.back, default=0)
    away, back = len(seen.away), len(seen.back)
    lines.append(f"Store away: said {away} times; {back} pages came back, the last after {longest:.0f} s.")
    told = [f"{name.rpartition(':')[2]} {most[name]:.0f} MB, {used[name]:.0f} s of CPU" for name in most]
    return "\n".join([*lines, f"Processes of the app: {'; '.join(told)}."])


def main(minutes: float = 5, count: int = 50) -> None:
    """Print the tables."""
    for number in range(count):
        name = f"visitor-{number}"
        hosted.PEOPLE[name] = {"email": f"{name}@example.org", "name": name, "roles": ["reviewer"]}
    with tempfile.TemporaryDirectory(prefix="shuchu-load-") as folder, server("-c max_connections=100") as url:
        fill(url)
        with hosted.hosted(Path(folder), url) as running:
            print("load before:", os.getloadavg(), flush=True)
            before = {name: processor(process.pid) for name, process in running.apps.items()}
            seen, most = asyncio.run(visit(running, url, count, minutes * 60))
            used = {name: processor(process.pid) - before[name] for name, process in running.apps.items()}
            store = open_store(url)
            kept = {(each.who.partition("@")[0], each.figure) for each in store.decisions(most=None)}
            print("load after:", os.getloadavg(), store.totals())
            store.close()
            print(report(seen, most, used, kept))
            print("Tracebacks in the logs:", running.log().count("Traceback"))


if __name__ == "__main__":
    main(*(kind(text) for kind, text in zip((float, int), sys.argv[1:], strict=False)))  # type: ignore[arg-type]
