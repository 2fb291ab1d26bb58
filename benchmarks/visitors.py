"""A visitor of the app without a browser: speaks the protocol of a page's socket, so that one machine can play fifty.

What is measured is the server's work for a click, from the message that asks for a page to the one that says that it
stands, and the way through nginx. What a browser does with it is not.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60
TRUSTING = ssl._create_unverified_context()


@dataclass
class Visitor:
    """Somebody with one tab open. `cookie` is the sign-in, "" for none; `html` is what the last page showed,
    `bytes` how much was sent for it."""

    url: str
    cookie: str = ""
    session: str = ""
    socket: ClientConnection | None = None
    html: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)
    bytes: int = 0

    async def arrive(self) -> None:
        """Open the socket, as a browser does after it has the page."""
        request = Request(f"{self.url}/_stcore/health", headers={"Cookie": self.cookie})
        answer = await asyncio.to_thread(lambda: urlopen(request, timeout=PATIENCE, context=self._tls()))
        found = re.findall(r"(\w+)=([^;,]+)", "; ".join(answer.headers.get_all("Set-Cookie") or []))
        cookies = {name: value for name, value in found if name in ("_streamlit_xsrf", "shuchu_at")}
        kept = "; ".join(filter(None, [*(f"{name}={value}" for name, value in cookies.items()), self.cookie]))
        parts = urlsplit(self.url)
        self.socket = await connect(
            f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/_stcore/stream",
            origin=self.url,  # type: ignore[arg-type]
            additional_headers={"Cookie": kept},
            subprotocols=["streamlit", cookies.get("_streamlit_xsrf", "none")],  # type: ignore[list-item]
            max_size=None, open_timeout=PATIENCE, ssl=self._tls(),
        )  # fmt: skip

    def _tls(self) -> ssl.SSLContext | None:
        return TRUSTING if self.url.startswith("https") else None

    async def leave(self) -> None:
        if self.socket:
            await self.socket.close()

    async def open(self, page: str, query: str = "", until: str = "") -> float:
        """Ask for a page as a link does; the seconds until it stood, or `until` an element of this kind came."""
        return await self._ask(page, query, until=until)

    async def press(self, page: str, query: str, label: str) -> float:
        """Press the button whose label begins so, as the page showed it last. Raises KeyError where there is none."""
        key = next(id for name, id in self.buttons.items() if name.startswith(label))
        return await self.send(page, query, key)

    async def download(self, label: str) -> float:
        """Press the button whose label begins so and have the file; the seconds until its last byte was here."""
        assert self.socket, "arrive first"
        key = next(id for name, id in self.files.items() if name.startswith(label))
        message = BackMsg()
        message.backend_operation_request.request_id = "download"
        message.backend_operation_request.session_id = self.session
        message.backend_operation_request.deferred_file.file_id = key
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        address = await asyncio.wait_for(self._made(), PATIENCE)
        request = Request(f"{self.url}{address}", headers={"Cookie": self.cookie})
        got = await asyncio.to_thread(lambda: urlopen(request, timeout=PATIENCE, context=self._tls()).read())
        self.bytes = len(got)
        return time.perf_counter() - begun

    async def _made(self) -> str:
        """The address of a file that was asked for."""
        assert self.socket
        async for data in self.socket:
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            if message.WhichOneof("type") == "backend_operation_response":
                answer = message.backend_operation_response
                if answer.error_msg:
                    raise SystemExit(f"The file was not made: {answer.error_msg}")
                return str(answer.deferred_file.url)
        return ""

    async def send(self, page: str, query: str, key: str) -> float:
        """Say that the button of this id was pressed, whether or not the page has shown one."""
        return await self._ask(page, query, WidgetState(id=key, trigger_value=True))

    async def _ask(self, page: str, query: str, *states: WidgetState, until: str = "") -> float:
        assert self.socket, "arrive first"
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.context_info.url = f"{self.url}/{page}"
        message.rerun_script.widget_states.widgets.extend(states)
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        self.html, self.buttons, self.files, self.bytes = "", {}, {}, 0
        await asyncio.wait_for(self._read(until), PATIENCE)
        self.waited.append(time.perf_counter() - begun)
        return self.waited[-1]

    async def _read(self, until: str = "") -> None:
        """Everything up to the end of the run, or to an element; a run that was cut short for another is not the end.
        """
        assert self.socket
        async for data in self.socket:
            self.bytes += len(data)
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._look(message)
                if until and message.delta.new_element.WhichOneof("type") == until:
                    return
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return

    def _look(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "html":
            self.html += element.html.body
        elif kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif kind == "download_button":
            self.files[element.download_button.label] = element.download_button.deferred_file_id
