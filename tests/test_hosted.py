"""The hosted app: who gets in, what each may do, and what happens when a part of it goes."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import PATIENCE
from hosted import PROGRAM, Hosted, hosted
from playwright.sync_api import Browser, Page, expect
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from extract.store import Store, open_store

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))

from visitors import Visitor

pytestmark = pytest.mark.skipif(not PROGRAM, reason="nginx is not installed")

DEEP = "/indicators?ind=party_members&year=2011"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, postgresql_server: str) -> Iterator[Hosted]:
    from conftest import emptied

    with hosted(tmp_path_factory.mktemp("hosted"), emptied(postgresql_server)) as running:
        yield running
    assert "Traceback" not in running.log()


@pytest.fixture
def visit(installation: Hosted, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page as somebody who has signed in, or as a stranger."""
    contexts = []

    def opened(path: str, who: str = "", **how: object) -> Page:
        context = browser.new_context(ignore_https_errors=True)
        contexts.append(context)
        if who:
            context.add_cookies(installation.cookies(who, **how))  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(installation.url + path)
        expect(page.locator("footer.foot")).to_be_visible(timeout=PATIENCE)
        return page

    yield opened
    for context in contexts:
        context.close()


def asks(page: Page) -> None:
    expect(page.get_by_role("heading", name="请先登录")).to_be_visible(timeout=PATIENCE)
    assert not page.locator(".head nav a").count()


def test_strangers_see_the_sign_in_and_nothing_else(visit: Callable[..., Page], installation: Hosted) -> None:
    page = visit("/")
    for path in ("/", DEEP, "/documents", "/evidence?fig=1", "/nowhere"):
        page.goto(installation.url + path)
        asks(page)


def test_a_deep_link_survives_the_sign_in_and_signing_out_works(visit: Callable[..., Page], installation: Hosted) -> None:
    page = visit(DEEP)
    asks(page)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{installation.provider}/**")
    page.fill("input[name=sub]", "rita")
    page.get_by_role("button", name="Authorize").first.click()
    page.wait_for_url(installation.url + DEEP, timeout=PATIENCE)
    expect(page.locator(".person")).to_contain_text("Rita", timeout=PATIENCE)
    expect(page.locator(".person")).to_contain_text("审核者")

    page.get_by_role("link", name="退出").click()
    page.wait_for_url(re.compile("end_session"))
    page.goto(installation.url)
    asks(page)


@pytest.mark.parametrize(
    ("who", "how", "said"),
    [
        ("rita", {"age": 13 * 3600}, "登录已过期"),
        ("rita", {"secret": "of somebody else, and also long enough"}, "请先登录"),
        ("nora", {}, "您还没有权限"),
    ],
)
def test_nobody_gets_in_with_what_does_not_hold(visit: Callable[..., Page], who: str, how: dict[str, object], said: str) -> None:
    page = visit(DEEP, who, **how)
    expect(page.locator(".stMain")).to_contain_text(said, timeout=PATIENCE)
    assert not page.locator(".head nav a").count()


@pytest.mark.parametrize(("who", "role"), [("vera", "查看者"), ("rita", "审核者"), ("cora", "编目者"), ("ada", "管理员")])
def test_everybody_is_told_their_role(visit: Callable[..., Page], who: str, role: str) -> None:
    page = visit("/", who)
    expect(page.locator(".person")).to_contain_text(role, timeout=PATIENCE)
    assert page.locator(".head nav a").count()


@pytest.mark.parametrize(
    ("method", "path", "who", "status"),
    [
        ("GET", "/media/x.csv", "", 403),
        ("GET", "/media/x.csv", "nora", 403),
        ("GET", "/media/x.csv", "vera", 404),
        ("PUT", "/_stcore/upload_file/a/b", "", 403),
        ("PUT", "/_stcore/upload_file/a/b", "vera", 403),
        ("PUT", "/_stcore/upload_file/a/b", "rita", 403),
        ("GET", "/metrics", "ada", 404),
        ("GET", "/health", "", 200),
        ("GET", "/_stcore/health", "", 200),
    ],
)
def test_routes_with_files_ask_who_it_is(installation: Hosted, method: str, path: str, who: str, status: int) -> None:
    assert installation.ask(path, who, method) == status


def test_an_address_of_several_levels_shows_a_page(visit: Callable[..., Page]) -> None:
    page = visit("/evidence/foo", "vera")
    expect(page.locator(".notice", has_text="没有名为“foo”的页面")).to_be_visible(timeout=PATIENCE)


def test_an_old_sign_in_opens_no_file(installation: Hosted) -> None:
    assert installation.ask("/media/x.csv", "vera", age=13 * 3600) == 403


# Without a browser: what a page does when it is spoken to directly


@pytest.fixture
def store(installation: Hosted) -> Iterator[Store]:
    """The store of the installation, with the seeds in it."""
    opened = open_store(installation.store)
    if not opened.count_documents():
        told(installation, "rita", "overview")
    opened.examine()
    yield opened
    opened.close()


def visitor(installation: Hosted, who: str, app: int | None = None) -> Visitor:
    """Somebody with a page open, through nginx, or at one of the processes."""
    url = installation.url if app is None else [*installation.apps][app]
    cookie = installation.cookie(who, origin=url)
    return Visitor(url, f"{USER_COOKIE_NAME}={cookie}")


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Tests with a browser have a loop of their own in this thread, so this one needs another."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def told(installation: Hosted, who: str, page: str, query: str = "", app: int | None = None) -> Visitor:
    """A visitor who has opened one page."""

    async def opened() -> Visitor:
        one = visitor(installation, who, app)
        await one.arrive()
        await one.open(page if page != "overview" else "", query)
        await one.leave()
        return one

    found: Visitor = run(opened())
    return found


ROLES = {"vera": "viewer", "rita": "reviewer", "cora": "curator", "ada": "admin"}


@pytest.mark.parametrize("who", ROLES)
def test_each_role_is_shown_what_it_may_do(who: str, installation: Hosted, store: Store) -> None:
    rank = [*ROLES].index(who)
    review = told(installation, who, "review")
    assert 'id="figure"' in review.html, "everybody sees the evidence"
    assert bool([label for label in review.buttons if label.startswith("采纳")]) == (rank >= 1)
    assert ("审核者的权限" in review.html) == (rank < 1)
    imports = told(installation, who, "imports")
    assert bool([label for label in imports.buttons if label.startswith("开始导入")]) == (rank >= 2)
    members = told(installation, who, "members")
    assert ("更高的权限" in members.html) == (rank < 3)
    assert ('href="members' in members.html) == (rank == 3)


@pytest.mark.parametrize("who", ["vera", "nora", ""])
def test_a_forged_press_writes_nothing(who: str, installation: Hosted, store: Store) -> None:
    async def forged() -> tuple[str, str]:
        reviewer = visitor(installation, "rita")
        await reviewer.arrive()
        await reviewer.open("review")
        keys = dict(reviewer.buttons)
        other = visitor(installation, who) if who else Visitor(installation.url)
        await other.arrive()
        await other.open("review")
        for key in keys.values():
            await other.send("review", "", key)
        for each in (reviewer, other):
            await each.leave()
        return " ".join(keys), other.html

    before = store.decisions(most=None)
    labels, _ = run(forged())
    assert "采纳" in labels and "读错了" in labels
    assert store.decisions(most=None) == before


def test_a_decision_of_one_process_is_seen_in_the_other(installation: Hosted, store: Store) -> None:
    async def worked() -> tuple[str, str]:
        one, other = visitor(installation, "rita", 0), visitor(installation, "rob", 1)
        await one.arrive()
        await other.arrive()
        await one.open("review")
        figure = shown(one)
        await other.open("evidence", f"fig={figure}")
        assert "已核" not in other.html and "rita@" not in other.html
        await one.press("review", "", "采纳")
        assert "已采纳" in one.html
        await other.open("review", f"fig={figure}")
        await one.leave()
        await other.leave()
        return figure, other.html

    figure, html = run(worked())
    assert "rita@example.org" in html
    assert store.log_of(figure)[-1].kind == "accept"


def test_two_reviewers_on_one_figure_are_told_of_each_other(installation: Hosted, store: Store) -> None:
    async def clash() -> tuple[str, str]:
        one, other = visitor(installation, "rita", 0), visitor(installation, "rob", 1)
        for each in (one, other):
            await each.arrive()
            await each.open("review", "at=2")
        figure = shown(one)
        assert shown(other) == figure
        await one.press("review", "at=2", "采纳")
        await other.press("review", "at=2", "读错了")
        for each in (one, other):
            await each.leave()
        return figure, other.html

    figure, html = run(clash())
    assert "rita@example.org刚刚对这个数作了决定" in html
    assert [each.kind for each in store.log_of(figure)] == ["accept"]


def test_a_role_that_is_taken_away_ends_with_the_next_click(installation: Hosted, store: Store) -> None:
    async def demoted() -> str:
        one = visitor(installation, "rob", 1)
        await one.arrive()
        await one.open("review")
        store.give("rob@example.org", "viewer", "ada@example.org")
        await one.press("review", "", "采纳")
        await one.leave()
        return one.html

    before = store.decisions(most=None)
    try:
        html = run(demoted())
    finally:
        store.give("rob@example.org", "", "ada@example.org")
    assert "更高的权限" in html and "审核者的权限" in html
    assert store.decisions(most=None) == before


def shown(one: Visitor) -> str:
    """The figure that a page of the review is about."""
    found = re.search(r'evidence\?fig=([\w.-]+)', one.html)
    assert found, one.html[-2000:]
    return found[1]


# What happens when a part of it goes


def test_a_killed_process_has_lost_no_confirmed_decision(installation: Hosted, store: Store) -> None:
    async def accepted(app: int) -> list[str]:
        one = visitor(installation, "rita", app)
        await one.arrive()
        await one.open("review")
        confirmed = []
        for _ in range(6):
            figure = shown(one)
            await one.press("review", "", "采纳")
            assert "已采纳" in one.html
            confirmed.append(figure)
        url = [*installation.apps][app]
        installation.apps[url].send_signal(signal.SIGKILL)
        return confirmed

    confirmed = run(accepted(0))
    url = next(iter(installation.apps))
    installation.apps[url].wait(10)
    kept = {each.figure for each in store.decisions(most=None)}
    assert len(set(confirmed)) == 6 and set(confirmed) <= kept
    installation.start(int(url.rpartition(":")[2]))
    told(installation, "rita", "review", app=1)  # the other one goes on meanwhile
    installation.wait(url)
    assert 'id="figure"' in told(installation, "rita", "review", app=0).html


def test_a_store_that_goes_is_said_and_the_page_comes_back(
    visit: Callable[..., Page], installation: Hosted, store: Store, postgresql_server: Any
) -> None:
    if not hasattr(postgresql_server, "restart"):
        pytest.skip("the server is not of these tests")
    page = visit("/review", "rita")
    page.get_by_role("button", name=re.compile("^采纳")).click()
    expect(page.locator(".st-key-told")).to_contain_text("已采纳", timeout=PATIENCE)
    before = store.decisions(most=None)
    postgresql_server.stop()
    try:
        page.get_by_role("button", name=re.compile("^采纳")).click()
        expect(page.locator(".notice.error")).to_contain_text("数据库暂时没有回应", timeout=PATIENCE)
        expect(page.locator("header.head .brand")).to_be_visible()
        expect(page.locator(".notice.error")).to_have_count(1)
        assert any(installation.ask("/health") == 503 or time.sleep(1) for _ in range(40))  # an answer stands a while
    finally:
        postgresql_server.start()
    expect(page.locator("mark#figure")).to_be_visible(timeout=PATIENCE)  # by itself
    expect(page.locator(".st-key-told")).to_contain_text("没有得到确认", timeout=PATIENCE)
    assert store.decisions(most=None) == before
    page.get_by_role("button", name=re.compile("^采纳")).click()
    expect(page.locator(".st-key-told")).to_contain_text("已采纳", timeout=PATIENCE)
    assert len(store.decisions(most=None)) == len(before) + 1
