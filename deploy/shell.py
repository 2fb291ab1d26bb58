"""Puts into the page that Streamlit serves what its first moment needs.

Streamlit's page is empty until megabytes of code have come and the first run has answered, and its own layout is not
ours: all that a style sheet of the run moves is seen to jump. So the sheet, the language, the title and the head stand
in the page itself, and it names the code that the parts of its first screen will ask for.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, file_util

from deploy.address import levels
from pages.components import access, head, styles, words

ROOT = '<div id="root"></div>'
"""Where Streamlit draws; ours goes before it, and so comes after the sheets in the head of the page."""

PART = "Html"
"""The kind of part that pages are made of; named before, its code need not be waited for when the first one comes. The
code of charts is not named: it is as large as all the rest, which would have to wait for it."""

REVEAL = """<script>(() => {
  const show = (way) => way?.scrollIntoView({ block: "nearest", inline: "center" });
  show(document.querySelector(".shell nav [aria-current]"));
  document.querySelector(".shell nav").style.visibility = "visible";
  new MutationObserver((_, watching) => {
    const head = document.querySelector("#root header.head");
    if (head) watching.disconnect(), show(head.querySelector("nav [aria-current]"));
  }).observe(document.body, { childList: true, subtree: true });
})()</script>"""
"""On a narrow screen the row of ways scrolls sideways: the page that is open is in sight, here and in the next head."""

BARS = """<div class="bars" aria-hidden="true"><i></i><i></i><i></i></div>\
<noscript><style>.shell { display: none; }</style></noscript>"""
"""What is to come, for who waits longer than a moment; who has no scripts is told by Streamlit that they are needed."""

CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
"""What is asked of Streamlit's file, and does not hold for what is made of it."""

_IMPORT = re.compile(r"""(?:from|import)\s*["'`]\./([\w.-]+\.js)["'`]""")
_IMPORTS = 8192
"""Characters of a file of code before which its imports stand."""


class Shell:
    """ASGI middleware: a page that a browser opens in its window is served complete.

    `pages` are their names in addresses; any other name leads to the first page, which says that there is none.
    """

    def __init__(self, app: ASGIApp, pages: Sequence[str]) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or levels(scope) is None:
            await self._app(scope, receive, send)
            return
        plain = [pair for pair in scope["headers"] if pair[0] not in CONDITIONS]
        await self._app({**scope, "headers": plain, "extensions": {}}, receive, _Answer(scope, send, self._pages))


class _Answer:
    """Holds a page back until all of it is there, and completes it; other answers pass."""

    def __init__(self, scope: Scope, send: Send, pages: Sequence[str]) -> None:
        self._scope, self._send, self._pages = scope, send, pages
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif not self._start:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish()

    async def _finish(self) -> None:
        """The page; where its address names none, Streamlit would show the first one and a box of its own over it."""
        name, query = (levels(self._scope) or [""])[-1], self._scope["query_string"].decode("latin-1")
        html = self._body.decode("utf-8", "replace")
        if ROOT not in html:
            await self._answer(self._start["headers"], self._body)
        elif name and name not in self._pages:
            await RedirectResponse(_astray(name, query))(self._scope, _nothing, self._send)
        else:
            await self._answer(*self._packed(complete(html, name or self._pages[0], query).encode()))

    def _packed(self, body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
        """The headers and the body that go with a page of ours; what Streamlit said of its file is not true of it."""
        headers = MutableHeaders(raw=list(self._start["headers"]))
        for stale in ("etag", "last-modified", "accept-ranges"):
            del headers[stale]
        headers.add_vary_header("Accept-Encoding")
        if b"gzip" in dict(self._scope["headers"]).get(b"accept-encoding", b""):
            headers["content-encoding"] = "gzip"
            body = gzip.compress(body, 5)
        headers["content-length"] = str(len(body))
        return headers.raw, body

    async def _answer(self, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _is_page(message: Message) -> bool:
    return message["status"] == 200 and dict(message["headers"]).get(b"content-type", b"").startswith(b"text/html")


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def _astray(name: str, query: str) -> str:
    return f"./?{urlencode([*parse_qsl(query), ('astray', name)])}"


def complete(html: str, page: str, query: str) -> str:
    """Streamlit's page with what is ours in it, for a page of ours and the query of its address."""
    with words.reading(dict(parse_qsl(query)).get("lang") or words.LANGUAGES[0]):
        html = html.replace('<html lang="en">', f'<html lang="{words.HTML_LANGUAGE[words.language()]}">')
        html = html.replace("<title>Streamlit</title>", f"<title>{escape(head.title(page))}</title>{_ahead()}")
        return html.replace(ROOT, f"{_sheet()}{_head(page, query)}{ROOT}")


def _head(page: str, query: str) -> str:
    """The head as this page will have it; whoever must sign in is shown no ways before they have."""
    kept = [(name, value) for name, value in parse_qsl(query) if name != "lang"]
    other = head.other()
    switch = urlencode([*kept, ("lang", other)] if other != words.LANGUAGES[0] else kept)
    ways = "" if access.hosted() else head.ways(page)
    return f'<div class="shell"><div class="stHtml">{head.html(f"?{switch}", ways)}{BARS}</div></div>{REVEAL}'


@cache
def _sheet() -> str:
    font = config.get_option("theme.font")
    return f'<style id="sheet" data-version="{styles.version()}">{styles.sheet()}.shell{{font-family:{font}}}</style>'


@cache
def _ahead() -> str:
    """Names the code of the first part, and what that imports, so that the browser has it when it is asked for."""
    found: dict[str, None] = {}
    for file in (Path(file_util.get_static_dir()) / "static" / "js").glob(f"{PART}.*.js"):
        _gather(file, found)
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in found)


def _gather(file: Path, found: dict[str, None]) -> None:
    if file.name in found or not file.is_file():
        return
    found[file.name] = None
    with file.open(encoding="utf-8") as code:
        for name in _IMPORT.findall(code.read(_IMPORTS)):
            _gather(file.parent / name, found)
