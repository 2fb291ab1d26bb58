"""Processes of an import that were forked from one: each is bounded, ended and replaced as if begun alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from extract import forking, stream
from extract.batch import _extract
from extract.errors import SourceError
from extract.forking import Template, can_fork
from extract.jobs import Kept
from extract.process import Worker
from extract.stream import streamed

pytestmark = pytest.mark.skipif(not can_fork(), reason="processes are forked on Linux alone")

ROOT = Path(__file__).parent.parent
TEXT = "中山市2011年党的工作\n2011年，全市发展党员355名。\n".encode()


def parent_of(number: int) -> int:
    """The parent of a process, 0 for one that is gone (or waits only to be asked how it ended)."""
    try:
        state, parent = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[:2]
    except OSError:
        return 0
    return 0 if state == "Z" else int(parent)


def children(number: int) -> list[int]:
    """Those that a process has begun, ended ones that nobody has asked for as well."""
    named = Path(f"/proc/{number}/task").glob("*/children")
    return [int(each) for path in named for each in path.read_text(encoding="ascii").split()]


def soon(is_so: Callable[[], bool]) -> bool:
    """Whether something comes true within half a minute; none of what is waited for takes a tenth of that."""
    until = time.monotonic() + 30
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()


def who(job: Kept) -> tuple[int, int, int]:
    """Which process reads, of which parent, and under which bound of memory."""
    import resource

    return os.getpid(), os.getppid(), resource.getrlimit(resource.RLIMIT_AS)[0]


def obedient(job: Kept) -> Any:
    """Does what the document says to the process that reads it."""
    if job.name == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if job.name == "hangs":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        time.sleep(600)
    if job.name == "fills":
        return bytes(2 << 30)
    return who(job)


def jobs(*names: str) -> list[Kept]:
    return [Kept(name, TEXT) for name in names]


def read(given: Iterable[Kept], workers: int = 2, by: Callable[[Kept], Any] = obedient) -> list[Any]:
    return [found for _, found in streamed(iter(given), workers, by)]


def test_all_are_forked_from_one_that_this_one_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reads under the bounds of the environment as it is when they are begun."""
    for memory in (2 << 30, 3 << 30):
        monkeypatch.setenv("SHUCHU_MAX_MEMORY", str(memory))
        found = read(jobs(*"abcdefgh"), 3)
        numbers, parents, bounds = (set(each) for each in zip(*found, strict=True))
        assert len(numbers) == 3 and len(parents) == 1 and bounds == {memory}
        assert os.getpid() not in parents


def test_a_document_that_kills_its_process_is_named_and_that_process_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUCHU_MAX_MEMORY", "1G")
    monkeypatch.setenv("SHUCHU_MAX_SECONDS", "5")
    names = ["a", "dies", "b", "hangs", "c", "fills", "d", "dies", "e", *"fgh"]
    found = read(jobs(*names))
    failed = {name: each.code for name, each in zip(names, found, strict=True) if isinstance(each, SourceError)}
    assert failed == {"dies": "unreadable", "hangs": "out_of_time", "fills": "memory"}
    assert all(isinstance(each, SourceError) == (name in failed) for name, each in zip(names, found, strict=True))


def test_nothing_is_left_when_all_is_read() -> None:
    before = set(children(os.getpid()))
    found = read(jobs("a", "dies", "b", "c", "d"))
    numbers = [each[0] for each in found if not isinstance(each, SourceError)]
    parents = {each[1] for each in found if not isinstance(each, SourceError)} - {os.getpid()}
    assert soon(lambda: not any(map(parent_of, (*numbers, *parents))))
    assert soon(lambda: not {n for n in set(children(os.getpid())) - before if parent_of(n)})


def test_one_that_was_ended_is_not_left_unasked_for() -> None:
    """Its parent is the process that it was forked from, which stays for that."""
    template = Template(obedient, 2)
    one, other = (Worker(obedient, True, each) for each in template.begun)
    try:
        (first,), (second,) = one.read(jobs("a")), other.read(jobs("b"))
        assert first[1] == second[1] and sorted(children(first[1])) == sorted((first[0], second[0]))
        one.end()
        assert soon(lambda: children(first[1]) == [second[0]])
        assert other.read(jobs("c")) == [second]
    finally:
        template.end()
        one.end()
        other.end()
    assert soon(lambda: not parent_of(first[1]))


def test_no_document_is_to_blame_where_the_one_that_loads_is_killed() -> None:
    template = Template(obedient, 2)
    workers = [Worker(obedient, True, each) for each in template.begun]
    assert template._process.pid
    os.kill(template._process.pid, signal.SIGKILL)
    try:
        for worker in workers:
            ((_, parent, _),) = worker.read(jobs("a"))
            assert parent == os.getpid()
    finally:
        template.end()
        for worker in workers:
            worker.end()


def test_who_gives_up_before_all_is_loaded_waits_for_nothing_and_leaves_nothing() -> None:
    template = Template(obedient, 2)
    workers = [Worker(obedient, True, each) for each in template.begun]
    template.end()
    for worker in workers:
        worker.end()
    assert template._told == [] and soon(lambda: not template._process.is_alive())


def test_each_begins_its_own_where_none_can_be_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "can_fork", lambda: False)
    assert {parent for _, parent, _ in read(jobs(*"abcd"))} == {os.getpid()}


def test_an_older_kernel_is_told_from_one_that_can(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(number: int) -> int:
        raise OSError

    monkeypatch.setattr(forking.os, "pidfd_open", refused)
    assert not can_fork()


def test_the_same_is_read() -> None:
    texts = [Kept(path.stem, path.read_bytes()) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    assert read(texts, by=_extract) == read(texts, 1, _extract)


IMPORT = """
import sys
from functools import partial
sys.path[:0] = [{tests!r}]
from test_forking import jobs, told
from extract.stream import streamed
for _ in streamed(iter(jobs("a", "b", "hangs", "hangs")), 2, partial(told, {folder!r})):
    pass
"""


def told(folder: str, job: Kept) -> Any:
    """Leaves a file with the number of the process that hangs, and of the one that it was forked from."""
    for number in (os.getpid(), os.getppid()) if job.name == "hangs" else ():
        Path(folder, str(number)).touch()
    return obedient(job)


@pytest.mark.parametrize("is_loading", [False, True])
def test_all_end_where_the_one_that_imports_is_killed(is_loading: bool, tmp_path: Path) -> None:
    """While they hang, and while the one that they are forked from still loads. (Who counts memory is a child as well.)"""
    program = IMPORT.format(tests=str(ROOT / "tests"), folder=str(tmp_path))
    command = [sys.executable, "-c", program]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        assert soon(lambda: len(children(process.pid)) == 2 if is_loading else len(list(tmp_path.iterdir())) == 3)
        begun = {*children(process.pid), *(int(each.name) for each in tmp_path.iterdir())}
    finally:
        process.kill()
        process.wait()
    assert begun and soon(lambda: not any(map(parent_of, begun)))


def test_a_key_that_ends_the_import_is_left_to_it() -> None:
    """^C goes to every process of the terminal; who reads leaves it to the one that imports."""
    template = Template(obedient, 2)
    workers = [Worker(obedient, True, each) for each in template.begun]
    try:
        found = [worker.read(jobs("a"))[0] for worker in workers]
        for number in (found[0][1], *(each[0] for each in found)):
            os.kill(number, signal.SIGINT)
        assert [worker.read(jobs("b"))[0] for worker in workers] == found
    finally:
        template.end()
        for worker in workers:
            worker.end()
