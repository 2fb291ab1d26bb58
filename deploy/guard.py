"""Keeps the routes that carry files from those who have not signed in.

The pages ask for the sign-in themselves (pages/components/frame.py). A download and an upload are plain requests
that no page sees; their addresses are long and drawn at random, but an address can be passed on.
"""

from __future__ import annotations

import json
import time
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from extract.access import Person, address, is_expired, rules
from pages.components import access, data

GUARDED = {"/media/": "see", "/_stcore/upload_file/": "curate", "/metrics": ""}
"""Routes → what somebody must be allowed to do; "" for nobody through the proxy."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


class Guard:
    """ASGI middleware: refuses what is guarded, and tells browsers to be careful with the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = _refused(scope)
        if refused:
            await PlainTextResponse(refused, 403)(scope, receive, send)
            return

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_lines(HEADERS)]
            await send(message)

        await self._app(scope, receive, careful)


def claims(cookies: dict[str, str]) -> dict[str, Any]:
    """What the identity provider said of whoever sends these cookies; empty where they are not signed by us."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1")) if value else None

    found = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    said = json.loads(found) if found else {}
    return said if isinstance(said, dict) else {}


def _refused(scope: Scope) -> str:
    """Why a request is refused, "" where it is not."""
    action = next((action for path, action in GUARDED.items() if scope["path"].startswith(path)), None)
    if action is None or not access.hosted():
        return ""
    headers = dict(scope["headers"])
    if not action:
        return "Not through the proxy." if b"x-forwarded-for" in headers else ""
    person = _person(headers.get(b"cookie", b"").decode("latin-1"))
    return "" if person.may(action) else "Please sign in."


def _person(header: str) -> Person:
    try:
        cookies = {name: each.value for name, each in SimpleCookie(header).items()}
    except CookieError:
        cookies = {}
    said, known = claims(cookies), rules()
    if not said.get("is_logged_in") or is_expired(said, time.time(), known.hours):
        return Person("", "", "")
    id = address(said)
    return Person(id, id, known.role(id, said, data.member(id)))


def _lines(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
