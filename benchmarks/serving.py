"""The app, or another one, on a port of its own for as long as it is measured."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).parent.parent
PATIENCE = 120


@dataclass(frozen=True)
class Serving:
    """A server of Streamlit at work: its address and its process."""

    url: str
    process: subprocess.Popen[bytes]

    def processor(self) -> float:
        """Seconds of CPU that it has had, to the hundredth."""
        used = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(store: str, script: str = "app.py") -> Iterator[Serving]:
    """`streamlit run script` on a store; the process is gone behind the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true", f"--server.port={port}"]
    command += ["--server.address=localhost", "--server.fileWatcherType=none"]
    with tempfile.TemporaryFile() as log:
        environment = os.environ | {"SHUCHU_STORE": store, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait(url, process)
            yield Serving(url, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.02)
    raise SystemExit(f"The server did not come up within {PATIENCE} s.")
