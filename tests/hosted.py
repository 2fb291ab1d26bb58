"""The hosted app as deploy/ describes it, as plain processes: PostgreSQL, two processes of the app, nginx with TLS, and an
OpenID provider, all on loopback.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.error import URLError

from oidc_provider_mock import User, run_server_in_thread
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

ROOT = Path(__file__).parent.parent
NGINX = ROOT / "deploy" / "nginx"
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SECRET = "a cookie secret of the tests, long enough"
PEOPLE = {
    "ada": {"email": "ada@example.org", "name": "Ada"},
    "vera": {"email": "vera@example.org", "name": "Vera", "roles": ["viewer", "of another program"]},
    "rita": {"email": "rita@example.org", "name": "Rita", "roles": ["reviewer"]},
    "rob": {"email": "rob@example.org", "name": "Rob", "roles": ["reviewer"]},
    "cora": {"email": "cora@example.org", "name": "Cora", "roles": "curator"},
    "nora": {"email": "nora@example.org", "name": "Nora", "roles": ["of another program"]},
}
"""Subject → claims. Ada is named by SHUCHU_ADMINS; nobody has let Nora in."""


@dataclass
class Hosted:
    """The running installation. `url` is nginx's, `apps` are the processes behind it with their own addresses."""

    folder: Path
    store: str
    url: str = ""
    provider: str = ""
    apps: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    others: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, app: int) -> None:
        """Start, or start again, the process of the app on a port."""
        command = [sys.executable, "-m", "streamlit", "run", "deploy/server.py", f"--server.port={app}"]
        command += ["--server.address=localhost", "--server.headless=true", "--server.fileWatcherType=none"]
        with (self.folder / f"app-{app}.log").open("ab") as log:
            self.apps[f"http://localhost:{app}"] = subprocess.Popen(
                command, cwd=ROOT, env=self._environment(), stdout=log, stderr=log
            )

    def _environment(self) -> dict[str, str]:
        secret = self.folder / "cookie_secret"
        secret.write_text(SECRET + "\n", encoding="utf-8")
        return os.environ | {
            "PYTHONWARNINGS": "ignore",
            "SHUCHU_HOSTED": "1",
            "SHUCHU_STORE": self.store,
            "SHUCHU_ADMINS": "Ada@example.org",
            "SHUCHU_OIDC_METADATA_URL": f"{self.provider}/.well-known/openid-configuration",
            "SHUCHU_OIDC_CLIENT_ID": "shuchu",
            "SHUCHU_OIDC_CLIENT_SECRET": "told to nobody",
            "SHUCHU_OIDC_REDIRECT_URI": f"{self.url}/oauth2callback",
            "SHUCHU_COOKIE_SECRET_FILE": str(secret),
        }

    def wait(self, url: str) -> None:
        """Wait until a process answers."""
        _wait(f"{url}/_stcore/health", self)

    def log(self) -> str:
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("app-*.log")))

    def cookie(self, who: str, age: float = 60, secret: str = SECRET, origin: str = "") -> str:
        """The cookie of somebody who has signed in so many seconds ago, as the app's own route would set it."""
        claims = {"sub": who, **PEOPLE[who], "origin": origin or self.url, "is_logged_in": True, "provider": "default"}
        value = json.dumps(claims | {"iat": time.time() - age})
        return create_signed_value(secret, USER_COOKIE_NAME, value).decode()

    def cookies(self, who: str, age: float = 60, secret: str = SECRET) -> list[dict[str, Any]]:
        """The same for a context of Playwright's."""
        return [{"name": USER_COOKIE_NAME, "value": self.cookie(who, age, secret), "url": self.url, "httpOnly": True}]

    def ask(self, path: str, who: str = "", method: str = "GET", body: bytes | None = None, age: float = 60) -> int:
        """The status of a plain request through nginx."""
        headers = {"Cookie": f"{USER_COOKIE_NAME}={self.cookie(who, age)}"} if who else {}
        connection = HTTPSConnection(self.url.removeprefix("https://"), context=ssl._create_unverified_context())
        connection.request(method, path, body, headers)
        status = connection.getresponse().status
        connection.close()
        return status

    def stop(self) -> None:
        for process in [*self.apps.values(), *self.others]:
            process.send_signal(signal.SIGTERM)
        for process in [*self.apps.values(), *self.others]:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


@contextmanager
def hosted(folder: Path, store: str) -> Iterator[Hosted]:
    """The whole installation on an empty or filled PostgreSQL, ready to be visited."""
    front, *ports = _free_ports(3)
    people = [User(sub=sub, claims=dict(claims)) for sub, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=people) as provider:
        found = Hosted(folder, store, f"https://localhost:{front}", f"http://localhost:{provider.server_port}")
        try:
            for port in ports:
                found.start(port)
            found.others.append(_nginx(folder, front, ports))
            for url in found.apps:
                _wait(f"{url}/_stcore/health", found)
            yield found
        finally:
            found.stop()


def _nginx(folder: Path, front: int, ports: Sequence[int]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([str(PROGRAM), "-c", configured(folder, front, ports), "-g", "daemon off;"])


def configured(folder: Path, front: int, ports: Sequence[int]) -> Path:
    """The very files of deploy/nginx for nginx; only ports, paths and names are others."""
    front = front or _free_ports(1)[0]
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [*"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout".split(), key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    changes = {
        "/etc/nginx/snippets/shuchu-": f"{folder}/",
        "/etc/letsencrypt/live/figures.example.org/fullchain.pem": str(certificate),
        "/etc/letsencrypt/live/figures.example.org/privkey.pem": str(key),
        "listen 80;": "", "listen [::]:80;": f"listen 127.0.0.1:{_free_ports(1)[0]};",
        "listen 443 ssl": f"listen 127.0.0.1:{front} ssl", "listen [::]:443 ssl http2;": "",
        "127.0.0.1:8501": f"127.0.0.1:{ports[0]}", "127.0.0.1:8502": f"127.0.0.1:{ports[1]}",
        "figures.example.org": "localhost",
    }  # fmt: skip
    for name in ("shuchu", "upstream", "locations"):
        written = (NGINX / f"{name}.conf").read_text(encoding="utf-8")
        for old, new in changes.items():
            written = written.replace(old, new)
        (folder / f"{name}.conf").write_text(written, encoding="utf-8")
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = f"pid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\nevents {{}}\nhttp {{\n{paths}access_log off;\n"
    (folder / "nginx.conf").write_text(f"{main}include {folder}/shuchu.conf;\n}}\n", encoding="utf-8")
    return folder / "nginx.conf"


def _wait(url: str, found: Hosted) -> None:
    for _ in range(600):
        assert all(process.poll() is None for process in found.apps.values()), found.log()
        with suppress(URLError, OSError), urllib.request.urlopen(url, timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"{url} does not answer: {found.log()}")


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports
