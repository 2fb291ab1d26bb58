"""Hostile documents through the whole app: files uploaded in the browser, every page visited, nothing runs or loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import PATIENCE, Reader, Server, serve, settled
from playwright.sync_api import expect

from extract.store import open_store

ATTACK = (
    '<script>window.hacked=1</script><img src="http://evil.invalid/a.png" onerror="window.hacked=2">'
    '<svg onload="window.hacked=3"><style>*{background:url(http://evil.invalid/b)}</style></svg>'
    '<iframe src="javascript:parent.hacked=4"></iframe><a href="javascript:window.hacked=5">x</a>'
    "![p](http://evil.invalid/c.png) $\\href{javascript:hacked=6}{x}$ \u202egnp.exe\u202c =HYPERLINK(\"http://evil.invalid\")"
)
SENTENCE = "2011年底，全市有党员17782人，发展党员355名。"
NAME = "..%2f=cmd <img src=x onerror=window.hacked=7> \u202etxt.txt"


def text() -> bytes:
    return f"中山市{ATTACK}\n{ATTACK}{SENTENCE}{ATTACK}有党支部{ATTACK}945个。\n".encode()


def html() -> bytes:
    # Escaped, it is what the document says, and comes to the pages word for word.
    head = f"<title>{escape(ATTACK)}</title><style>@import url(http://evil.invalid/d.css);p{{position:fixed;inset:0}}</style>"
    body = f"<p onclick=window.hacked=8>{escape(ATTACK)}潍坊市{SENTENCE}{escape(ATTACK)}捐款36万元。</p>{ATTACK}"
    return f"<html><head>{head}</head><body onload=window.hacked=9>{body}</body></html>".encode()


def nested() -> bytes:
    return ("<div>" * 10_000 + f"<p>石城县{SENTENCE}</p>" + "</div>" * 10_000).encode()


FILES = {NAME: text(), "page.html": html(), "deep.html": nested(), "=1+1.csv": f"地区,年份,党员数（人）\n中山市,2011,17782\n=1+1,2012,\"{ATTACK[:40]}\"\n".encode()}

PAGES = (
    "", "indicators?ind=party_members", "indicators?ind=party_members&tab=coverage", "places", "documents", "search?q=党员",
    "search?q=onerror", "review", "review?view=bulk", "imports", "imports?import=IMPORT", "export", "about",
    "documents?doc=DOCUMENT", "documents?doc=DOCUMENT&beside=DOCUMENT", "evidence?fig=FIGURE", "review?fig=FIGURE",
)  # fmt: skip


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serve(tmp_path_factory.mktemp("attacked"))


def test_hostile_files_are_uploaded_and_nothing_runs(
    attacked: Server, visit: Callable[..., Reader], tmp_path: Path
) -> None:
    reader = visit()
    page = reader.page
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    reader.open(f"{attacked.url}/imports")
    files = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in FILES.items()]
    page.locator('input[type="file"]').set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name=re.compile("^开始导入")).click()
    page.wait_for_url(re.compile("import="), timeout=PATIENCE)
    expect(page.locator(".state.done")).to_be_visible(timeout=PATIENCE)
    number = re.search(r"import=(\d+)", page.url)
    store = open_store(str(attacked.folder / "figures.sqlite3"))
    brought = [id for id, _ in store.brought(int(number[1]))] if number else []
    assert len(brought) >= 3
    hostile = next(each for each in store.documents() if each.id in brought and "onerror" in store.words(each.id, 0, 9999))
    figures = store.figures(document=hostile.id)
    store.close()
    assert figures
    known = {"IMPORT": number[1] if number else "", "DOCUMENT": hostile.id, "FIGURE": figures[0].id}
    for address in PAGES:
        for name, value in known.items():
            address = address.replace(name, value)
        reader.open(f"{attacked.url}/{quote(address, safe='/?&=')}")
        settled(page)
        assert page.evaluate("window.hacked") is None, address
        assert not page.locator(".stHtml iframe, .stHtml [onerror], .stHtml [onload], .stHtml [onclick]").count(), address
        assert not page.locator("a[href^='javascript:' i], [src*='evil'], [style*='evil']").count(), address
        assert not page.locator(".stException").count() and not page.locator(".notice.error").count(), address
    assert said == []


def test_an_upload_over_the_limit_is_refused_by_the_server(attacked: Server, visit: Callable[..., Reader]) -> None:
    """Whatever the browser thinks of it: a request of its own, with the tokens of a page that is open."""
    reader = visit()
    asked: list[str] = []
    reader.page.on("request", lambda each: asked.append(each.url) if "upload_file" in each.url else None)
    reader.open(f"{attacked.url}/imports")
    reader.page.locator('input[type="file"]').set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"1"})
    for _ in range(100):
        if asked:
            break
        reader.page.wait_for_timeout(100)
    token = next(each for each in reader.page.context.cookies() if each["name"] == "_streamlit_xsrf")["value"]
    path = asked[0].removeprefix(attacked.url)
    headers = {"Cookie": f"_streamlit_xsrf={token}", "X-Xsrftoken": token, "Content-Type": "multipart/form-data; boundary=b"}
    assert put(attacked, path, headers, ["Content-Length", str(300 << 20)], b"") == 413
    begun = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'
    chunks = f"{1 << 20:x}\r\n".encode() + bytes(1 << 20) + b"\r\n"
    first = f"{len(begun):x}\r\n".encode() + begun + b"\r\n"
    assert put(attacked, path, headers, ["Transfer-Encoding", "chunked"], first, chunks, 203) == 413
    assert put(attacked, path, headers | {"X-Xsrftoken": "forged"}, ["Content-Length", "0"], b"") == 403


def put(server: Server, path: str, headers: dict[str, str], length: list[str], first: bytes, more: bytes = b"", times: int = 0) -> int:
    """The status of a PUT whose body is sent by hand, in parts."""
    connection = HTTPConnection(server.url.removeprefix("http://"), timeout=60)
    connection.putrequest("PUT", path)
    for name, value in (headers | {length[0]: length[1]}).items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        connection.send(first)
        for _ in range(times):
            connection.send(more)
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server has answered before the end
    status = connection.getresponse().status
    connection.close()
    return status
