"""Takes an address of several levels to where a page can be shown.

The page of Streamlit names its own files relative to the address it is opened under, so /evidence/foo looks for them
below /evidence/ and stays blank. All pages have one level: its last one is asked for instead, which is a page, or
the pages say that there is none of that name.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

FILES = ("_stcore", "app", "auth", "component", "media", "static")
"""First levels below which Streamlit has routes of its own."""


class OneLevel:
    """ASGI middleware for what a browser opens in its window; files and sockets go on as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        way = target(scope) if scope["type"] == "http" else ""
        await (RedirectResponse(way) if way else self._app)(scope, receive, send)


def levels(scope: Scope) -> list[str] | None:
    """The levels of the address of a page that a browser opens in its window, None for all else."""
    found = [each for each in _inside(scope["path"]).split("/") if each]
    opened = scope["method"] == "GET" and b"text/html" in dict(scope["headers"]).get(b"accept", b"")
    return found if opened and (not found or found[0] not in FILES) else None


def _inside(path: str) -> str:
    """The path below server.baseUrlPath."""
    base = f"/{config.get_option('server.baseUrlPath').strip('/')}".rstrip("/")
    return path.removeprefix(base) if f"{path}/".startswith(f"{base}/") else path


def target(scope: Scope) -> str:
    """Where a request is sent instead, relative to it, "" where it is answered as it is."""
    found = levels(scope) or []
    if len(found) < 2 or _inside(scope["path"]).count("/") != len(found):
        return ""  # an address with empty levels is for Streamlit to refuse or to mend
    query = scope["query_string"].decode("latin-1")
    return "../" * (len(found) - 1) + quote(found[-1], safe="") + (f"?{query}" if query else "")
