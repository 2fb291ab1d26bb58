"""Files at addresses are read as those of this machine; what goes wrong is one sentence, and no secret is shown."""

from __future__ import annotations

import http.server
import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from hired import rows_of

from extract.__main__ import main
from extract.errors import SourceError
from extract.load.remote import Address, expanded, fetch, named, plain
from extract.messages import sentence
from extract.store import open_store

TEXT = "石城县2003年工作总结\n　　全县发展党员{n}名，植树{n}00株。\n"
SECRET = "geheim-7f"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process: exit code, stdout, stderr."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main([str(each) for each in arguments])
        return (code, *capsys.readouterr())

    return command


@pytest.fixture
def memory() -> Iterator[Any]:
    """An empty file system of fsspec in this process."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    yield files
    files.store.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents, one of them with a file beside it, one further down, and what is no document."""
    made = tmp_path / "documents"
    (made / "more").mkdir(parents=True)
    for name, number in (("1", 11), ("2", 12), ("more/3", 13)):
        (made / f"{name}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    (made / "2.meta.toml").write_text('year = "2001"\n', encoding="utf-8")
    for name in (".hidden.txt", "picture.png"):
        (made / name).write_bytes(b"x")
    return made


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, and some that a good server would not send; `asked` are the requests."""

    asked: ClassVar[list[tuple[str, str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append(("GET", self.path, self.headers.get("Authorization", "")))
        if self.path.startswith("/broken"):
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(TEXT.encode())
            self.close_connection = True
        elif self.path.startswith("/endless"):
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(bytes(1 << 16))
        elif self.path.startswith("/forbidden"):
            self.send_error(403)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        if self.path.startswith("/endless"):
            self.send_error(405)
        elif self.path.startswith("/large"):
            self.send_response(200)
            self.send_header("Content-Length", str(1 << 40))
            self.end_headers()
        else:
            super().do_HEAD()

    def log_message(self, *arguments: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments: object) -> None:
        """A client that leaves is what is being tested."""


@pytest.fixture
def web(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A web server on loopback that shows the folder; the address without its protocol."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    Handler.asked = []
    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


# What an address is

NAMES = [
    ("s3://bucket/a/b.txt", "s3://bucket/a/b.txt", "b"),
    (
        "http://me:pw@host:80/x/%E5%B9%B4.txt?Signature=abc&id=3",
        "http://host:80/x/%E5%B9%B4.txt?Signature=…&id=3",
        "年",
    ),
    ("https://host/", "https://host/", "host"),
    ("http://me:pw@host/", "http://host/", "host"),
    ("http://me:p/w@host/x.txt", "http://host/x.txt", "x"),
    ("http://host:8080/a@b.txt", "http://host:8080/a@b.txt", "a@b"),
    ("memory://a.txt", "memory://a.txt", "a"),
    ("sftp://u:p@host/home/a.b.txt", "sftp://host/home/a.b.txt", "a.b"),
    ("zip://in/*.txt::http://u:p@host/x.zip", "zip://in/*.txt::http://host/x.zip", "*"),
    ("hdfs://node:9000/y/a.pdf", "hdfs://node:9000/y/a.pdf", "a"),
]


@pytest.mark.parametrize(("written", "shown", "stem"), NAMES)
def test_an_address_shows_no_secret(written: str, shown: str, stem: str) -> None:
    address = named(written)
    assert isinstance(address, Address)
    assert (str(address), address.stem) == (shown, stem)
    assert "pw" not in repr(address)


@pytest.mark.parametrize("written", ["a.txt", "/a/b.txt", "C:/x.txt", "C:\\x.txt", "a::b.txt", "-", "s3:/bucket"])
def test_other_names_are_paths(written: str) -> None:
    assert named(written) == Path(written)


def test_a_file_address_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("x")
    (tmp_path / "100%41.txt").write_text("x")
    for name, written in (("a b.txt", "a%20b.txt"), ("a b.txt", "a b.txt"), ("100%41.txt", "100%41.txt")):
        assert named(f"file://{tmp_path}/{written}") == tmp_path / name


def test_words_of_a_driver_are_shown_without_secrets() -> None:
    words = "cannot open http://me:pw@h/x?X-Amz-Signature=abc, see https://you@h"
    assert plain(words) == "cannot open http://h/x?X-Amz-Signature=… see https://h"


# Folders, patterns, archives

STANDS = [
    ("memory://d", False, ["1", "2", "3"]),
    ("memory://d/", False, ["1", "2", "3"]),
    ("memory://d/1.txt", False, ["1"]),
    ("memory://d/*.txt", False, ["1", "2"]),
    ("memory://d/**/*.txt", False, ["1", "2", "3"]),
    ("memory://d/m*", False, ["3"]),
    ("http://WEB/1.txt", False, ["1"]),
    ("http://WEB/*.txt", False, ["1", "2"]),
    ("http://WEB/", True, ["1", "2", "3"]),
    ("http://WEB/more/", True, ["3"]),
    ("http://me:pw@WEB/", True, ["1", "2", "3"]),
]


@pytest.mark.parametrize(("written", "recursive", "stems"), STANDS)
def test_what_an_address_stands_for(
    written: str, recursive: bool, stems: list[str], memory: Any, folder: Path, web: str
) -> None:
    memory.put(str(folder), "/d", recursive=True)
    address = named(written.replace("WEB", web))
    assert isinstance(address, Address)
    found = list(expanded(address, (".txt",), recursive))
    assert [each.stem for each in found] == stems
    assert [fetch(each) for each in found] == [next(folder.rglob(f"{stem}.txt")).read_bytes() for stem in stems]


def _same(first: str, second: str) -> bool:
    """Whether two stores are equal but for times, and for what the paths were called that somebody has named."""
    one, two = (rows_of(url) for url in (first, second))
    one["batches"] = two["batches"] = []
    return one == two


def test_an_import_from_memory_equals_one_from_a_folder(run: Run, memory: Any, folder: Path, tmp_path: Path) -> None:
    memory.put(str(folder), "/d", recursive=True)
    memory.pipe("/list.csv", "文件名,地区\nmore/3.txt,中山市\n".encode())
    (tmp_path / "list.csv").write_bytes(memory.cat("/list.csv"))
    stores = [str(tmp_path / name) for name in ("near.sqlite3", "far.sqlite3")]
    near = run("import", folder, "--store", stores[0], "--manifest", tmp_path / "list.csv")
    asked = ("import", "memory://d", "--store", stores[1], "--manifest", "memory://list.csv", "--workers", 2)
    assert run(*asked) == near
    assert near[0] == 0 and "3 of 3 imported" in near[2]
    assert _same(*stores)
    assert "0 of 3 imported with 0 figures, 3 there already" in run(*asked)[2]
    years = {each.name: each.year for each in open_store(stores[1]).documents()}
    assert years == {"1": 2003, "2": 2001, "3": 2003}


def test_an_import_from_the_web_goes_on_where_files_fail(
    run: Run, web: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUCHU_MAX_BYTES", "100K")
    names = ["1.txt", "broken.txt", "large.txt", "endless.txt", "forbidden.txt", "none.txt", "more/3.txt"]
    store = tmp_path / "store.sqlite3"
    paths = [f"http://me:{SECRET}@{web}/{name}?token={SECRET}" for name in names]
    code, out, told = run("import", *paths, "--store", store, "--json")
    assert code == 1 and "2 of 7 imported" in told
    reasons = {"broken": "could not be fetched", "large": "more than the limit", "endless": "more than the limit",
               "forbidden": "403", "none": "does not exist"}  # fmt: skip
    lines = told.splitlines()
    for name, reason in reasons.items():
        assert [reason in line for line in lines if f"“{name}.txt”" in line] == [True], told
    assert not [path for method, path, _ in Handler.asked if path.startswith("/large")]  # its size was enough
    assert all(password for _, _, password in Handler.asked)
    assert SECRET not in out + told and SECRET.encode() not in store.read_bytes()
    assert [batch.what for batch in open_store(str(store)).batches()] == [
        tuple(f"http://{web}/{name}?token=…" for name in names)
    ]


def test_a_server_that_is_not_there(run: Run, folder: Path, tmp_path: Path) -> None:
    far = f"http://me:{SECRET}@127.0.0.1:9/"
    code, _, told = run("import", far, f"{far}*.txt", folder / "1.txt", "--store", tmp_path / "store.sqlite3")
    assert code == 1 and "1 of 3 imported" in told
    assert told.count("could not be fetched") == 2 and SECRET not in told and "Traceback" not in told


def test_an_archive_at_an_address(run: Run, memory: Any, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.txt", TEXT.format(n=number + 20))
    memory.pipe("/both.zip", packed.getvalue())
    (tmp_path / "both.zip").write_bytes(packed.getvalue())
    stores = [str(tmp_path / name) for name in ("near.sqlite3", "far.sqlite3")]
    run("import", tmp_path / "both.zip", "--store", stores[0])
    assert "2 of 2 imported" in run("import", "memory://both.zip", "--store", stores[1])[2]
    assert _same(*stores)
    code, out, _ = run("figures", "zip://2.txt::memory://both.zip")
    assert code == 0 and '"quote": "22名"' in out


def test_patterns_of_this_machine(run: Run, folder: Path) -> None:
    assert run("figures", f"{folder}/**/3.t*")[1].count('"quote": "13名"') == 1
    (folder / "[1].txt").write_text(TEXT.format(n=99), encoding="utf-8")
    assert run("figures", f"{folder}/[1].txt")[1].count('"quote": "99名"') == 1


# What is not there

LACKING = [
    ("s3://bucket/x", ImportError("Install s3fs to access S3"), "no_driver", "pip install s3fs"),
    ("oss://bucket/x", ImportError("Install ossfs"), "no_driver", "pip install ossfs"),
    ("nope://x/y", ValueError("Protocol not known: nope"), "no_protocol", "nope://"),
]


@pytest.mark.parametrize(("written", "error", "code", "words"), LACKING)
def test_a_driver_that_is_missing_is_told_in_both_languages(
    written: str, error: Exception, code: str, words: str, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(url: str, **options: object) -> None:
        raise error

    monkeypatch.setattr("fsspec.core.url_to_fs", without)
    address = named(written)
    assert isinstance(address, Address)
    with pytest.raises(SourceError) as caught:
        list(expanded(address, ()))
    assert caught.value.code == code
    both = sentence(caught.value, chinese=True)
    assert both.count(words) >= 2 and "请" in both
    failed, out, told = run("figures", written, folder / "1.txt")
    assert failed == 1 and words in told and "11名" in out
