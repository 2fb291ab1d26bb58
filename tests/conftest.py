"""What several test files need: a store on its own file, and extractions made by hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("SHUCHU_NATIVE", "off")  # tests look into modules, and put others in their places

from browsing import browser, fresh, playwright, server, visit
from postgres import server as postgres_server
from sqlalchemy import create_engine, text

from extract.chosen import CACHE, adopt
from extract.models import Document, Extraction, Figure, Place, Rejection, Segment, Told
from extract.store import Store, open_store

__all__ = ["browser", "fresh", "playwright", "server", "visit"]
"""Fixtures of the browser's tests, for every file."""

SEEDS = Path(__file__).parent.parent / "seeds"

CITY = Place("中山", "中山市", "442000", "prefecture", "广东省", 1988, None)

FIRST = "中山市2011年党的工作\n2011年底，全市有党员17782人，发展党员355名。邮编528400。"

MINE = """\
[reading_rooms]
zh = "新建图书室"
en = "Reading rooms opened"
family = "activities"
unit = "个"
nature = "flow"
definition_zh = "当年新建成的图书室"
definition_en = "Reading rooms newly opened in the year"

[[reading_rooms.rules]]
name = "opened"
units = ["body"]
head = "图书室|阅览室"
left = "新建|建成|建立"

[[reading_rooms.examples]]
text = "2010年，全市新建图书室12个。"
figures = [["12个", "12"]]

[[reading_rooms.examples]]
text = "2010年，全市现有图书室40个。"
figures = []
"""
"""A catalogue of one's own, of one indicator."""


@pytest.fixture
def seeds() -> list[Path]:
    """The five documents that the dashboard opens with."""
    return sorted(SEEDS.glob("*.txt"))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of each kind."""
    opened: Store = request.getfixturevalue(f"{request.param}_store")
    yield opened


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file of its own."""
    opened = open_store(str(tmp_path / "new" / "figures.sqlite3"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL database that may be emptied: SHUCHU_TEST_POSTGRES, else one of the tests' own."""
    named = os.environ.get("SHUCHU_TEST_POSTGRES")
    if named:
        yield named
        return
    with postgres_server() as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """The URL of a database without a table."""
    return emptied(postgresql_server)


def emptied(url: str) -> str:
    """The same PostgreSQL database without its tables."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture
def postgresql_store(postgresql_url: str) -> Iterator[Store]:
    """An empty store in PostgreSQL."""
    opened = open_store(postgresql_url)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def own_catalogue(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the store of one test keeps is not what the next one reads with."""
    monkeypatch.setenv(CACHE, str(tmp_path_factory.getbasetemp() / "cache"))
    yield
    adopt("")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store of each kind that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/named/figures.sqlite3"
    named: str = request.getfixturevalue("postgresql_url")
    return named


def make_document(text: str = FIRST, **changes: Any) -> Document:
    digest = sha256(text.encode()).hexdigest()
    told = Told("title", "2011年", 3, 8)
    facts = {"title": text.split("\n")[0], "place": CITY, "place_told": Told("title", "中山市", 0, 3)}
    known: dict[str, Any] = {"id": digest[:12], "name": "a.txt", "text": text, "sha256": digest}
    return Document(**{**known, **facts, "year": 2011, "year_told": told, **changes})


def make_figure(document: Document | str, quote: str, value: str, indicator: str, **changes: Any) -> Figure:
    """A figure of a document where `quote` stands in it; of a bare document id at `start` 0."""
    id, start = (document, 0) if isinstance(document, str) else (document.id, document.text.index(quote))
    start = changes.pop("start", start)
    unit = quote.lstrip("0123456789.余多近约 万亿")
    known: dict[str, Any] = {"year": 2011, "place": "中山市", "place_code": "442000", "confidence": 0.9}
    known |= {"unit": unit, "bound": "eq", "rules": ("digits",), "end": start + len(quote)}
    return Figure(
        f"{id}-{start}", id, start, quote=quote, value=Decimal(value), indicator=indicator, **{**known, **changes}
    )


def make_extraction(text: str = FIRST, **changes: Any) -> Extraction:
    document = make_document(text, **changes)
    head = document.text.index("\n")
    told = Told("clause", "2011年底", head + 1, head + 7)
    figures = (
        make_figure(document, "17782人", "17782", "party_members", year_told=told, sentence=(head + 1, len(text))),
        make_figure(document, "355名", "355", "new_party_members", headings=("概况",)),
    )
    start = document.text.index("528400")
    return Extraction(
        document,
        (Segment(0, head, "heading"), Segment(head + 1, len(text), "paragraph", (text[:head],), 1)),
        figures,
        (Rejection(document.id, start, start + 6, "528400", "postcode"),),
    )


@pytest.fixture
def extraction() -> Extraction:
    return make_extraction()


@pytest.fixture
def made() -> Callable[..., Extraction]:
    """Makes an extraction of a text; see `make_extraction`."""
    return make_extraction
