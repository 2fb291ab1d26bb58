"""Takes an address of several levels to where a page can be shown.

The page of Streamlit names its own files relative to the address it is opened under, so /evidence/foo looks for them
below /evidence/ and stays blank. All pages have one level: its last one is asked for instead, which is a page, or
the pages say that there is none of that name.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FILES = ("_stcore", "app", "auth", "component", "media", "static")
"""First levels below which Streamlit has routes of its own."""


class OneLevel:
    """ASGI middleware for what a browser opens in its window; files and sockets go on as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        way = target(scope) if scope["type"] == "http" else ""
        await (RedirectResponse(way) if way else self._app)(scope, receive, send)


def target(scope: Scope) -> str:
    """Where a request is sent instead, relative to it, "" where it is answered as it is."""
    levels = [each for each in scope["path"].split("/") if each]
    opened = scope["method"] == "GET" and b"text/html" in dict(scope["headers"]).get(b"accept", b"")
    if not opened or len(levels) < 2 or levels[0] in FILES or scope["path"].count("/") != len(levels):
        return ""  # an address with empty levels is for Streamlit to refuse or to mend
    query = scope["query_string"].decode("latin-1")
    return "../" * (len(levels) - 1) + quote(levels[-1], safe="") + (f"?{query}" if query else "")
