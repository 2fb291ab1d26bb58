"""The hosted app: who gets in, what each may do, and what happens when a part of it goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from browsing import PATIENCE
from hosted import PROGRAM, Hosted, hosted
from playwright.sync_api import Browser, Page, expect

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


def test_an_old_sign_in_opens_no_file(installation: Hosted) -> None:
    assert installation.ask("/media/x.csv", "vera", age=13 * 3600) == 403
