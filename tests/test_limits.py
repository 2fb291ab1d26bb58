"""Limits: what one file may cost. A hostile one costs a sentence, and the rest goes on."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pdfs import endless

from extract.__main__ import main
from extract.batch import _extract, extract_files
from extract.errors import SourceError
from extract.jobs import Kept
from extract.load import document, load
from extract.load.limits import Limits, limits
from extract.messages import sentence
from extract.process import Worker
from extract.serving import ASIDE
from extract.stream import DEPTH, streamed

ROOT = Path(__file__).parent.parent
TEXT = "2009年，潍坊市市直机关发展党员355名。\n"

VALUES = [("7", 7), ("64M", 64 << 20), ("2g", 2 << 30), (" 8K ", 8192)]


@pytest.mark.parametrize(("written", "read"), VALUES)
def test_the_environment_sets_limits(written: str, read: int) -> None:
    assert limits({"SHUCHU_MAX_BYTES": written, "SHUCHU_MAX_PAGES": ""}) == Limits(bytes=read)


@pytest.mark.parametrize("words", ["0", "-1", "1.5", "many", "9" * 40, "1T"])
def test_a_limit_that_is_no_number_is_told(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUCHU_MAX_SECONDS", words)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["figures", str(tmp_path / "a.txt")]) == 1
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert "SHUCHU_MAX_SECONDS" in told.err and words in told.err


def test_every_limit_is_in_both_readmes() -> None:
    names = [f"SHUCHU_MAX_{name.upper()}" for name in Limits.__dataclass_fields__]
    for readme in ("README.md", "README.zh-CN.md"):
        words = (ROOT / readme).read_text(encoding="utf-8")
        assert [name for name in names if name not in words] == []


SMALL = [
    ("BYTES", "10", "too_large"),
    ("CHARACTERS", "10", "too_long"),
    ("CELLS", "3", "too_many_cells"),
]


@pytest.mark.parametrize(("name", "value", "code"), SMALL)
def test_a_file_over_a_limit(name: str, value: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SHUCHU_MAX_{name}", value)
    with pytest.raises(SourceError) as caught:
        document("a", "年份,党员\n2008,41\n2009,43\n".encode())
    assert caught.value.code == code
    assert sentence(caught.value, chinese=True) != str(caught.value)


def hangs_on_three(path: Path) -> object:
    """A document whose reading never ends, in a loop that no signal gets into."""
    if path.name == "3.txt":
        time.sleep(60)
    return _extract(path)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_takes_too_long_is_given_up(workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(8)]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("SHUCHU_MAX_SECONDS", "5")
    monkeypatch.setattr("extract.batch._extract", hangs_on_three)
    found = list(extract_files(paths, workers))
    assert [path for path, _ in found] == paths
    ((failed, error),) = [(path, each) for path, each in found if isinstance(each, SourceError)]
    assert (failed.name, error.code) == ("3.txt", "out_of_time")
    assert "SHUCHU_MAX_SECONDS" in str(error)


def hangs_on_one(job: Kept) -> object:
    if job.name == "1":
        time.sleep(60)
    return _extract(job)


def test_bytes_that_wait_for_a_process_that_hangs_are_read_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a pipe holds: whoever hands them over must not wait for a process that never takes them."""
    words = (TEXT + "\n" * 90_000).encode()
    jobs = [Kept(str(number), words) for number in range(6)]
    monkeypatch.setenv("SHUCHU_MAX_SECONDS", "5")
    monkeypatch.setattr("extract.batch._extract", hangs_on_one)
    found = list(extract_files(jobs, 1, apart=True))
    assert [job for job, _ in found] == jobs
    assert [job.name for job, each in found if isinstance(each, SourceError)] == ["1"]  # type: ignore[union-attr]


def leaves_a_mark(path: Path) -> object:
    path.with_suffix(".read").touch()
    return _extract(path)


def test_documents_are_read_while_nobody_asks_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(600)]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("extract.batch._extract", leaves_a_mark)
    found = extract_files(paths, 2)
    next(found)
    expected = 2 * DEPTH  # all that was handed over; the others wait until somebody asks
    for _ in range(200):
        if len(list(tmp_path.glob("*.read"))) >= expected:
            break
        time.sleep(0.05)
    assert expected <= len(list(tmp_path.glob("*.read"))) < len(paths)
    assert [path for path, each in found if not isinstance(each, SourceError)] == paths[1:]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_pdf_that_loops_is_given_up(workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loops.pdf").write_bytes(endless())
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("SHUCHU_MAX_SECONDS", "5")
    (_, bad), (_, good) = extract_files([tmp_path / "loops.pdf", tmp_path / "good.txt"], workers)
    assert isinstance(bad, SourceError) and bad.code in ("out_of_time", "memory", "unreadable")
    assert not isinstance(good, SourceError)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_rest_is_not_read_where_nobody_asks_for_it(workers: int, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    found = extract_files((path for _ in iter(int, 1)), workers)  # without end
    assert not isinstance(next(found)[1], SourceError)
    found.close()


def test_a_stream_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUCHU_MAX_BYTES", "1M")
    with pytest.raises(SourceError, match="limit of 1,048,576"):
        load("/dev/zero")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a" * (2 << 20))))
    ((_, found),) = extract_files([Path("-")])
    assert isinstance(found, SourceError) and found.code == "too_large"


def fills_the_memory_on_three(path: Path) -> object:
    if path.name == "3.txt":
        return bytes(2 << 30)
    return _extract(path)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is bounded on Linux")
def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(6)]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("SHUCHU_MAX_MEMORY", "1G")
    monkeypatch.setattr("extract.batch._extract", fills_the_memory_on_three)
    found = [each for _, each in extract_files(paths, 2)]
    assert [each.code if isinstance(each, SourceError) else "" for each in found] == ["", "", "", "memory", "", ""]


ODD = [
    ("a.txt", TEXT.encode()[:30] + b"\0" + TEXT.encode(), "binary"),
    ("a.txt", "\ud800".encode("utf-8", "surrogatepass") + TEXT.encode(), "undecodable"),
    ("a.txt", b"\xff\xfe\x00\xd8" + TEXT.encode("utf-16-le"), "undecodable"),
]


@pytest.mark.parametrize(("name", "data", "code"), ODD)
def test_odd_bytes_get_a_sentence(name: str, data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        document(name, data)
    assert caught.value.code == code


def test_halves_of_characters_in_marked_up_text_are_replaced() -> None:
    found = document("a", f"<html><body><p>&#xD800;{TEXT}</p></body></html>".encode())
    assert TEXT.strip() in found.text
    found.text.encode()


def test_a_path_with_a_null_byte(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "a\0b.txt"]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_pdf_and_archives_cost_nothing_where_there_are_none() -> None:
    words = f"import sys; from extract.load import document; document('a', {TEXT.encode()!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"pypdfium2", "openpyxl", "lxml.etree", "rapidocr_onnxruntime", "numpy"} & set(done.stdout.split())


def dies_on_every_third(path: Path) -> object:
    if int(path.stem) % 3 == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return _extract(path)


def test_the_job_behind_one_that_dies_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was handed over already, to the process that died with it waiting."""
    paths = [tmp_path / f"{number}.txt" for number in range(9)]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("extract.batch._extract", dies_on_every_third)
    found = list(extract_files(paths, 1, apart=True))
    assert [path for path, _ in found] == paths
    assert [int(path.stem) for path, each in found if isinstance(each, SourceError)] == [0, 3, 6]


def niceness(job: Kept) -> object:
    return os.nice(0)


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no such thing on Windows")
def test_who_reads_for_another_gives_way_to_it() -> None:
    """The workers of an import do; that of a cluster, for which nobody else works, does not."""
    before, job = os.nice(0), Kept("a", b"")
    assert [found for _, found in streamed(iter([job]), 1, niceness)] == [min(19, before + ASIDE)]
    worker = Worker(niceness)
    try:
        assert worker.read([job]) == [before]
    finally:
        worker.end()
