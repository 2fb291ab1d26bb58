"""Documents read by workers of Dask: the store is that of a local run, whatever dies meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hired import ROOT, Hired, count_of, hired, rows_of
from test_remote import TEXT, Handler, Run, folder, memory, run, web

from conftest import MINE
from extract import workers
from extract.errors import ClusterError
from extract.messages import sentence
from extract.store import open_store

__all__ = ["folder", "memory", "run", "web"]

MANY, MORE = 600, 4000
"""Documents of an import in which a worker dies half way, and of one that is to last until the scheduler dies."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Hired]:
    """Two workers that are started again when they die, and read documents of some names as tests/killers.py says."""
    options = ("--nanny", "--preload", str(ROOT / "tests" / "killers.py"))
    with hired(2, *options, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as found:
        yield found


def _filled(folder: Path, count: int) -> Path:
    """A folder of short documents."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(TEXT.format(n=number + 10), encoding="utf-8")
    return folder


def _started(path: Path, store: Path, address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "extract", "import", str(path), "--store", str(store), "--scheduler", address]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "LC_ALL": "zh_CN.UTF-8"}, stderr=subprocess.PIPE, text=True
    )


def _wait_for(running: subprocess.Popen[str], store: Path, count: int) -> None:
    while running.poll() is None and not (store.exists() and count_of(str(store)) >= count):
        time.sleep(0.02)
    assert running.poll() is None


def test_a_worker_that_is_killed_loses_and_doubles_nothing(tmp_path: Path) -> None:
    many, more = _filled(tmp_path / "many", MANY), _filled(tmp_path / "more", MORE)
    local, far = tmp_path / "local.sqlite3", tmp_path / "far.sqlite3"
    subprocess.run([sys.executable, "-m", "extract", "import", str(many), "--store", str(local), "--workers", "2"],
                   cwd=ROOT, check=True, capture_output=True)  # fmt: skip
    with hired(2) as found:
        running = _started(many, far, found.address)
        _wait_for(running, far, MANY // 2)
        found.kill(1)
        _, told = running.communicate()
        assert running.returncode == 0, told
        assert rows_of(str(far)) == rows_of(str(local))
        _the_scheduler_dies(found, more, tmp_path / "cut.sqlite3")


def _the_scheduler_dies(found: Hired, more: Path, store: Path) -> None:
    """A sentence that says what to do, and what is there is whole."""
    running = _started(more, store, found.address)
    _wait_for(running, store, 1)
    found.kill(0)
    _, told = running.communicate()
    assert running.returncode == 1 and "调度器" in told and "再执行一次同样的命令" in told and "distributed" not in told
    assert 0 < count_of(str(store)) < MORE


def test_a_document_that_kills_its_worker_fails_alone(
    cluster: Hired, folder: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", folder, "--store", tmp_path / "local.sqlite3")
    for name in ("dies", "hangs", "kills"):
        (folder / f"{name}.txt").write_text(TEXT.format(n=55) + name, encoding="utf-8")
    (folder / "elsewhere").mkdir()
    for number in (1, 2):
        (folder / "elsewhere" / f"e{number}.txt").write_text(TEXT.format(n=70 + number), encoding="utf-8")
    (folder / "elsewhere" / "e2.meta.toml").write_text('year = "1999"\n', encoding="utf-8")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    monkeypatch.setenv("SHUCHU_MAX_SECONDS", "4")
    store = str(tmp_path / "far.sqlite3")
    code, _, told = run("import", folder, "--store", store, "--scheduler", cluster.address)
    assert code == 1 and "5 of 9 imported" in told, told
    reasons = {"dies.txt": "died", "hangs.txt": "longer than 4 seconds", "kills.txt": "killed each worker",
               "old.doc": "which cannot be read"}  # fmt: skip
    for name, reason in reasons.items():
        assert [reason in line for line in told.splitlines() if f"“{name}”" in line] == [True], told
    there = {each.name: each.year for each in open_store(store).documents()}
    assert there == {"1": 2003, "2": 2001, "3": 2003, "e1": 2003, "e2": 1999}
    local = rows_of(str(tmp_path / "local.sqlite3"))["figures"]
    assert set(local) < set(rows_of(store)["figures"])


def test_workers_fetch_from_the_web_themselves(
    cluster: Hired, web: str, folder: Path, run: Run, tmp_path: Path
) -> None:
    (folder / "page.html").write_text("<html><body><h1>石城县2003年</h1><p>发展党员<b>12名</b>。</p>", encoding="utf-8")
    local, far = str(tmp_path / "local.sqlite3"), str(tmp_path / "far.sqlite3")
    asked = ("import", f"http://{web}/", "--recursive", "--store")
    near = run(*asked, local)
    before = len(Handler.asked)
    assert run(*asked, far, "--scheduler", cluster.address) == near
    assert near[0] == 0 and "4 of 4 imported" in near[2]
    assert len(Handler.asked) <= 2 * before  # nothing is fetched twice
    assert rows_of(far) == rows_of(local)
    assert "4 there already" in run(*asked, far, "--scheduler", cluster.address)[2]


def test_what_only_this_process_can_read_is_sent(cluster: Hired, memory: object, run: Run, tmp_path: Path) -> None:
    for number in (1, 2):
        memory.pipe(f"/d/{number}.txt", TEXT.format(n=number).encode())  # type: ignore[attr-defined]
    asked = ("figures", "memory://d/", "memory://d/none.txt")
    near = run(*asked)
    assert run(*asked, "--scheduler", cluster.address) == near
    assert near[0] == 1 and near[1].count("\n") == 4


def test_workers_of_another_version_are_refused(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    asked = ("import", folder, "--store", tmp_path / "store.sqlite3", "--scheduler")
    with hired(1, SHUCHU_CATALOGUE=str(tmp_path / "mine.toml")) as found:
        code, _, told = run(*asked, found.address)
        assert code == 1 and "do not read as this program does" in told and "SHUCHU_CATALOGUE" in told
        code, _, told = run(*asked, found.address, "--catalogue", tmp_path / "mine.toml")
        assert code == 0, told
        found.processes[1].send_signal(signal.SIGTERM)
        found.processes[1].wait()
        monkeypatch.setattr(workers, "PATIENCE", 1)
        code, _, told = run(*asked, found.address)
        assert code == 1 and "There are no workers" in told and "dask worker" in told


def test_a_scheduler_that_is_not_there(run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 1)
    store = tmp_path / "store.sqlite3"
    for address in ("tcp://127.0.0.1:9", "127.0.0.1:9", "nope://x:1", "tcp://me:geheim@127.0.0.1:9"):
        code, _, told = run("import", folder, "--store", store, "--scheduler", address)
        assert code == 1 and "does not answer" in told and "dask scheduler" in told and "Traceback" not in told
        assert "geheim" not in told
    assert open_store(str(store)).batches() == []


def test_without_dask_a_sentence_says_what_to_install(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, told = run("figures", folder, "--scheduler", "tcp://127.0.0.1:9")
    assert code == 1 and "requirements-dask.txt" in told


def test_dask_is_imported_only_where_it_is_asked_for() -> None:
    program = "import sys, extract.__main__; print({'distributed', 'dask', 'fsspec', 'aiohttp'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_workers_and_scheduler_exclude_each_other(run: Run, folder: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        run("figures", folder, "--workers", "2", "--scheduler", "tcp://127.0.0.1:9")
    assert caught.value.code == 2


def test_every_sentence_is_there_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    found = object.__new__(workers.Workers)
    found._address, found._engine = "tcp://a:1", "1"
    for error in (found._none(), found.other("2"), found.other(ImportError("x")), found._lost(OSError("gone"))):
        assert isinstance(error, ClusterError)
        assert sentence(error, chinese=True) != str(error)
