"""What the server has to do for a click, on every page, over a store with many figures.

    python benchmarks/clicks.py STORE [ROUNDS] [--only WORDS] [--limit MS] [--postgresql]

STORE is what `scale.py fill` leaves (an SQLite file, which is written to: work on a copy) or a URL of PostgreSQL. With
`--postgresql` a file is carried into a PostgreSQL of the tests first (2 million figures take a quarter of an hour).
The app itself runs (`streamlit run app.py`), and a visitor speaks its socket (visitors.py): a click is timed from the
message that asks for a page to the one that says that its script has run and everything is sent. What a browser does
is not in it.

Each click is measured on ROUNDS different things (indicators, places, documents, figures), each one twice: right after
somebody else has accepted or, in turn, rejected a figure, so that nothing that pages remember of figures, cells and
their numbers holds any more, and once again. A page's first click ever in the process, which loads code, is told apart.
A document of some two hundred thousand characters is added to the store for the reader.

Behind the clicks stand the files of an export, which take as long as they are large, and are made when asked for.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from postgres import server  # noqa: E402
from scale import settle, table  # noqa: E402
from serving import Serving, serving  # noqa: E402
from visitors import Visitor  # noqa: E402

from extract.load import document as load_bytes  # noqa: E402
from extract.models import Figure  # noqa: E402
from extract.pipeline import extract  # noqa: E402
from extract.store import Order, Store, open_store  # noqa: E402

ROUNDS = 9
LIMIT = 300
"""Milliseconds that a click may take."""

WORDS = ("党", "党员", "植树", "捐款 万元", "培训", "党支部 党员", "慰问", "发展党员", "提案")
LETTERS = "党植捐训部员款树学"
FAMILIES = ("organisation", "study", "activities", "giving", "trees")
TIMES = 12
"""So often the texts of seeds/ stand in the long document."""

PASSED = "reviewer-of-the-benchmark"


@dataclass(frozen=True, slots=True)
class Thing:
    """What one round is about; everything drawn from the store."""

    number: int
    codes: tuple[str, ...]
    place: str
    province: str
    other: str
    second: str
    years: tuple[int, ...]
    document: str
    near: str
    figure: str
    cell: str
    words: str
    title: str
    long: str


Click = Callable[[Thing], tuple[str, str]]
"""The page and the query that a click asks for."""


def at(page: str, **query: str | int | list[str]) -> tuple[str, str]:
    return page, urlencode(query, doseq=True)


CLICKS: dict[str, Click] = {
    "overview": lambda t: at(""),
    "overview: a family": lambda t: at("", fam=FAMILIES[t.number % len(FAMILIES)]),
    "overview: a province": lambda t: at("", prov=t.province),
    "overview: untold, half way down": lambda t: at("", why="indicator", open=3000 + t.number),
    "indicators: as they open": lambda t: at("indicators"),
    "indicators: one, one year": lambda t: at("indicators", ind=t.codes[0], year=t.years[-1]),
    "indicators: one, two years": lambda t: at("indicators", ind=t.codes[0], year=f"{t.years[-2]}-{t.years[-1]}"),
    "indicators: one, five years": lambda t: at("indicators", ind=t.codes[0], year=f"{t.years[-5]}-{t.years[-1]}"),
    "indicators: one, all years but one": lambda t: at(
        "indicators", ind=t.codes[0], year=f"{t.years[1]}-{t.years[-1]}"
    ),
    "indicators: three, all years but one": lambda t: at(
        "indicators", ind=t.codes[:3], year=f"{t.years[1]}-{t.years[-1]}"
    ),
    "indicators: one, a place": lambda t: at("indicators", ind=t.codes[0], place=t.place),
    "indicators: one, a province": lambda t: at("indicators", ind=t.codes[0], place=t.province),
    "indicators: three, a province": lambda t: at("indicators", ind=t.codes[:3], place=t.province),
    "indicators: per member": lambda t: at("indicators", ind=t.codes[0], per="party_members"),
    "indicators: logarithmic": lambda t: at("indicators", ind=t.codes[0], scale="log"),
    "indicators: three, logarithmic": lambda t: at("indicators", ind=t.codes[:3], scale="log"),
    "indicators: two places compared": lambda t: at("indicators", ind=t.codes[0], place=[t.place, t.other]),
    "indicators: two provinces compared": lambda t: at("indicators", ind=t.codes[0], place=[t.province, t.second]),
    "indicators: per member in a province": lambda t: at(
        "indicators", ind=t.codes[0], per="party_members", place=t.province
    ),
    "indicators: per member, a table": lambda t: at("indicators", ind=t.codes[0], per="party_members", tab="table"),
    "indicators: in English": lambda t: at("indicators", ind=t.codes[0], lang="en"),
    "indicators: one scope": lambda t: at("indicators", ind=t.codes[0], scope="县直机关"),
    "indicators: table": lambda t: at("indicators", ind=t.codes[0], tab="table"),
    "indicators: table, further down": lambda t: at("indicators", ind=t.codes[0], tab="table", p=20 + t.number),
    "indicators: table of all years but one": lambda t: at(
        "indicators", ind=t.codes[0], tab="table", year=f"{t.years[1]}-{t.years[-1]}"
    ),
    "indicators: tiles": lambda t: at("indicators", ind=t.codes[0], tab="tiles"),
    "indicators: tiles of a province": lambda t: at("indicators", ind=t.codes[0], tab="tiles", place=t.province),
    "indicators: coverage": lambda t: at("indicators", ind=t.codes[0], tab="coverage"),
    "indicators: coverage, further down": lambda t: at("indicators", ind=t.codes[0], tab="coverage", p=9 + t.number),
    "places": lambda t: at("places"),
    "places: with these words": lambda t: at("places", q=t.title[:1]),
    "places: a province": lambda t: at("places", place=t.province),
    "places: one": lambda t: at("places", place=t.place),
    "documents": lambda t: at("documents"),
    "documents: half way down": lambda t: at("documents", p=900 + t.number),
    "reader": lambda t: at("documents", doc=t.document),
    "reader: a family": lambda t: at("documents", doc=t.document, fam="organisation"),
    "reader: in doubt": lambda t: at("documents", doc=t.document, state="doubt"),
    "reader: beside another": lambda t: at("documents", doc=t.document, beside=t.near),
    "reader: a long document": lambda t: at("documents", doc=t.long, part=1 + t.number),
    "reader: a long document, in doubt": lambda t: at("documents", doc=t.long, state="doubt", part=1 + t.number),
    "reader: words in a long document": lambda t: at("documents", doc=t.long, find=t.words, part=1 + t.number),
    "evidence: a figure": lambda t: at("evidence", fig=t.figure),
    "evidence: a value": lambda t: at("evidence", cell=t.cell),
    "search": lambda t: at("search", q=t.words),
    "search: one character": lambda t: at("search", q=LETTERS[t.number % len(LETTERS)]),
    "search: further down": lambda t: at("search", q=t.words, after=200_000),
    "search: nothing there": lambda t: at("search", q=f"驴唇马嘴{t.number}"),
    "search: of a place": lambda t: at("search", q=t.words, place=t.place),
    "search: an entry from a figure": lambda t: at("search", draft=t.figure),
    "review": lambda t: at("review", at=1 + t.number),
    "review: one reason": lambda t: at("review", why="low"),
    "review: of an indicator": lambda t: at("review", ind=t.codes[0]),
    "review: of a place": lambda t: at("review", place=t.place),
    "review: many at once": lambda t: at("review", view="bulk"),
    "review: a figure": lambda t: at("review", fig=t.figure),
    "review: contested": lambda t: at("review", view="contested"),
    "review: orphans": lambda t: at("review", view="orphans"),
    "review: frozen": lambda t: at("review", view="frozen"),
    "review: mine": lambda t: at("review", view="mine"),
    "review: agreement": lambda t: at("review", view="agreement"),
    "imports": lambda t: at("imports"),
    "catalogue": lambda t: at("catalogue"),
    "catalogue: an entry from a figure": lambda t: at("catalogue", fig=t.figure),
    "catalogue: an entry": lambda t: at("catalogue", code=t.codes[0]),
    "export": lambda t: at("export"),
    "export: an indicator": lambda t: at("export", ind=t.codes[0]),
    "export: an indicator in a province": lambda t: at("export", ind=t.codes[0], place=t.province),
    "about": lambda t: at("about"),
}


FILES = {f"file: {name}": f"下载 {name}" for name in ("CSV", "Excel", "Parquet", "JSON")}
"""What is downloaded → what its button says."""


# The things that rounds are about


def things(store: Store, count: int) -> list[Thing]:
    """Drawn from the whole store, the same ones in every run."""
    draw = random.Random(5)
    total, codes = store.totals()["documents"], list(store.indicators())
    places, years = [code for code, _ in store.places()], tuple(store.years())
    long = _long(store)
    return [_thing(store, number, draw, total, codes, places, years, long) for number in range(count)]


def _long(store: Store) -> str:
    """The id of a document with the texts of seeds/ again and again, which is added where it is not there."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    book = "\n".join(f"第{part}编\n{text}" for part in range(1, TIMES + 1) for text in texts)
    document = load_bytes("long.txt", book.encode())
    if store.summary(document.id) is None:
        store.add(extract(document))
    return document.id


def _thing(
    store: Store,
    number: int,
    draw: random.Random,
    total: int,
    codes: list[str],
    places: list[str],
    years: tuple[int, ...],
    long: str,
) -> Thing:
    (document,) = store.documents(start=draw.randrange(total), most=1)
    figures = [each for each in store.figures(document=document.id) if each.counts]
    figure, place, other = draw.choice(figures), draw.choice(places), draw.choice(places)
    (near,) = store.documents(start=draw.randrange(total), most=1)
    cell = store.cells(places=[place], most=1)[0]
    first = number % 10
    return Thing(
        number, tuple(codes[first : first + 3]), place, f"{place[:2]}0000", other, f"{other[:2]}0000", years,
        document.id, near.id, figure.id, cell.id, WORDS[number % len(WORDS)], (document.place or document.title)[:2],
        long,
    )  # fmt: skip


# Measuring


@dataclass
class Taken:
    """Milliseconds of one click: the first ever, those after a change, those again; bytes sent; CPU after a change."""

    first: float = 0.0
    changed: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    used: list[float] = field(default_factory=list)


class Elsewhere:
    """Somebody else at work: each decision makes everything that pages remember old."""

    def __init__(self, store: Store) -> None:
        self._store, self._figures, self._kinds = store, self._some(store), cycle(("accept", "reject"))

    @staticmethod
    def _some(store: Store) -> Iterator[Figure]:
        for start in range(store.totals()["documents"]):
            for document in store.documents(start=start, most=1):
                yield from (each for each in store.figures(document=document.id) if not each.mark)

    def decides(self) -> None:
        self._store.decide(PASSED, [Order(next(self._figures).id, next(self._kinds), 0)])


async def measured(running: Serving, store: Store, some: list[Thing], only: str) -> dict[str, Taken]:
    """Every click of CLICKS that has `only` in its name."""
    other, found = Elsewhere(store), {}
    visitor = Visitor(running.url)
    await visitor.arrive()
    await visitor.open("about")
    for name, click in CLICKS.items():
        if only in name:
            found[name] = await _click(visitor, running, other, [click(each) for each in some])
            say(name, found[name])
    if only in "review: accept":
        found["review: accept"] = await _accepting(visitor, running, some)
        say("review: accept", found["review: accept"])
    for name, label in FILES.items():
        if only in name:
            found[name] = await _downloading(visitor, running, other, some, label)
            say(name, found[name])
    await visitor.leave()
    return found


async def _downloading(visitor: Visitor, running: Serving, other: Elsewhere, some: list[Thing], label: str) -> Taken:
    """A file of one indicator in a province."""
    taken = Taken()
    for each in some:
        await visitor.open(*CLICKS["export: an indicator in a province"](each))
        other.decides()
        before = running.processor()
        taken.changed.append(await visitor.download(label) * 1000)
        taken.used.append((running.processor() - before) * 1000)
        taken.sent.append(visitor.bytes)
        taken.again.append(await visitor.download(label) * 1000)
    taken.first = taken.changed[0]
    return taken


async def _click(visitor: Visitor, running: Serving, other: Elsewhere, targets: list[tuple[str, str]]) -> Taken:
    taken = Taken()
    page, query = targets[0]
    taken.first = await visitor.open(page, query) * 1000
    for page, query in targets:
        other.decides()
        before = running.processor()
        taken.changed.append(await visitor.open(page, query) * 1000)
        taken.used.append((running.processor() - before) * 1000)
        taken.again.append(await visitor.open(page, query) * 1000)
        taken.sent.append(visitor.bytes)
        _whole(visitor, page, query)
    return taken


def _whole(visitor: Visitor, page: str, query: str) -> None:
    """A page that failed is quick."""
    if "notice error" in visitor.html or 'class="foot"' not in visitor.html:
        raise SystemExit(f"{page}?{query} has failed: {visitor.html[:2000]}")


async def _accepting(visitor: Visitor, running: Serving, some: list[Thing]) -> Taken:
    """The button itself, which shows the next figure; every press is a change."""
    taken = Taken()
    await visitor.open("review", "")
    for _ in range(len(some) + 1):
        before = running.processor()
        taken.changed.append(await visitor.press("review", "", "采纳") * 1000)
        taken.used.append((running.processor() - before) * 1000)
        taken.sent.append(visitor.bytes)
        _whole(visitor, "review", "accept")
    taken.first, taken.again = taken.changed.pop(0), taken.changed
    return taken


def say(name: str, taken: Taken) -> None:
    now = time.strftime("%H:%M:%S")
    middle = statistics.median(taken.changed), statistics.median(taken.again)
    print(f"{now} {name}: {taken.first:.0f}, {middle[0]:.0f}, {middle[1]:.0f} ms", file=sys.stderr, flush=True)


# The table


def told(found: dict[str, Taken], limit: float) -> str:
    """The result in Markdown; what is above the limit is bold."""

    def ms(value: float) -> str:
        return f"**{value:.0f}**" if value > limit else f"{value:.0f}"

    rows = [
        [
            name, ms(statistics.median(each.changed)), ms(max(each.changed)), ms(statistics.median(each.again)),
            ms(max(each.again)), ms(statistics.mean(each.used)), f"{each.first:.0f}",
            f"{statistics.median(each.sent) / 1000:,.0f}",
        ]
        for name, each in found.items()
    ]  # fmt: skip
    head = ["click (ms)", "after a change: median", "worst", "again: median", "worst", "CPU", "first ever", "kB sent"]
    return table(head, rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("store")
    options.add_argument("rounds", type=int, nargs="?", default=ROUNDS)
    options.add_argument("--only", default="", help="clicks with these words in their names")
    options.add_argument("--limit", type=float, default=LIMIT)
    options.add_argument("--postgresql", action="store_true", help="carry the file STORE into a PostgreSQL of its own")
    given = options.parse_args()
    with server() if given.postgresql else nullcontext(given.store) as address:
        if given.postgresql:
            carry(Path(given.store), address)
        measure(address, given)


def carry(file: Path, address: str) -> None:
    """All rows of a store in a file into an empty PostgreSQL."""
    store = open_store(address)
    store.restore(file)
    settle(store)
    store.close()


def measure(address: str, given: argparse.Namespace) -> None:
    """Measure the clicks over a store, and print the table."""
    store = open_store(address)
    some, held = things(store, given.rounds), store.totals()
    with serving(address) as running:
        found = asyncio.run(measured(running, store, some, given.only))
    print(f"{held['documents']:,} documents, {held['figures']:,} figures, {store.count_cells():,} cells.\n")
    print(told(found, given.limit))
    store.close()


if __name__ == "__main__":
    main()
