"""Archives: their documents one by one, names in any encoding, and what a hostile one tries."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from extract.__main__ import main
from extract.batch import Task, extract_files
from extract.errors import SourceError
from extract.load import ENDINGS, LEGACY, documents
from extract.load.archive import member_name, members, read
from extract.messages import sentence
from extract.models import Document

TEXT = "2009年，潍坊市市直机关发展党员{n}名。\n"
OPENED = (*ENDINGS, *LEGACY)


def packed(files: dict[str, bytes | str], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def text(n: int) -> bytes:
    return TEXT.format(n=n).encode()


NESTED = packed({"甲/一.txt": text(1), "乙.zip": packed({"二.txt": text(2), "丙.zip": packed({"三.txt": text(3)})})})


def test_each_file_is_a_document_of_its_own() -> None:
    found = list(documents("全部.zip", NESTED))
    assert [each.name for each in found if isinstance(each, Document)] == [
        "全部.zip/甲/一.txt",
        "全部.zip/乙.zip/二.txt",
        "全部.zip/乙.zip/丙.zip/三.txt",
    ]
    assert [each.text for each in found if isinstance(each, Document)] == [TEXT.format(n=n) for n in (1, 2, 3)]


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_read_what_is_in_archives(tmp_path: Path, workers: int) -> None:
    (tmp_path / "全部.zip").write_bytes(NESTED)
    tasks = [Task(each) for each in members(tmp_path / "全部.zip", "全部.zip", OPENED) if not isinstance(each, SourceError)]
    found = [each for _, each in extract_files(tasks, workers)]
    assert [figure.value for each in found if not isinstance(each, SourceError) for figure in each.figures] == [1, 2, 3]


def test_the_command_line_opens_archives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.zip").write_bytes(NESTED)
    (tmp_path / "b.txt").write_bytes(text(4))
    assert main(["figures", str(tmp_path)]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["value"] for record in records] == [1, 2, 3, 4]
    assert records[1]["doc"] == "a.zip/乙.zip/二.txt"
    store = str(tmp_path / "s.sqlite3")
    for imported in ("4 of 4 imported", "0 of 4 imported with 0 figures, 4 there already"):
        assert main(["import", str(tmp_path), "--store", store]) == 0
        assert imported in capsys.readouterr().err


def test_hidden_and_other_files_are_left_out() -> None:
    data = packed({".x.txt": "1", "__MACOSX/a.txt": "1", "~$a.docx": "1", "a.exe": "1", "folder/": "", "a.txt": text(1)})
    assert [each.name for each in documents("a.zip", data) if isinstance(each, Document)] == ["a.zip/a.txt"]


NAMES = [("utf-8", 0x800), ("utf-8", 0), ("gbk", 0), ("gb18030", 0)]


@pytest.mark.parametrize(("encoding", "flag"), NAMES)
def test_names_are_read_in_their_encoding(encoding: str, flag: int) -> None:
    entry = zipfile.ZipInfo("x")
    entry.flag_bits = flag
    entry.filename = "潍坊市年鉴.txt" if flag else "潍坊市年鉴.txt".encode(encoding).decode("cp437")
    assert member_name(entry) == "潍坊市年鉴.txt"


def encrypted() -> bytes:
    """The bit for encryption set in both heads of an entry; nothing else tells a reader."""
    data = bytearray(packed({"a.txt": text(1)}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def deep(levels: int) -> bytes:
    data = packed({"a.txt": text(1)})
    for _ in range(levels):
        data = packed({"b.zip": data})
    return data


HOSTILE: list[tuple[str, Callable[[], bytes]]] = [
    ("bomb", lambda: packed({"a.txt": bytes(8 << 20)})),
    ("bomb", lambda: packed({"b.zip": packed({"a.txt": bytes(8 << 20)})})),
    ("too_large", lambda: packed({"a.txt": bytes(range(256)) * 5000}, zipfile.ZIP_STORED)),
    ("too_large", lambda: packed({f"{n}.txt": bytes(range(256)) * 2000 for n in range(9)}, zipfile.ZIP_STORED)),
    ("climbs", lambda: packed({"../../a.txt": text(1)})),
    ("climbs", lambda: packed({"/etc/a.txt": text(1)})),
    ("climbs", lambda: packed({"C:\\a.txt": text(1)})),
    ("too_deep", lambda: deep(6)),
    ("too_many_members", lambda: packed({f"{n}.txt": text(n) for n in range(60)})),
    ("encrypted", encrypted),
    ("no_documents", lambda: packed({"a.exe": "1"})),
    ("damaged", lambda: packed({"a.txt": text(1) * 99})[:-30]),
    ("damaged", lambda: packed({"b.zip": b"PK\x03\x04" + bytes(50)})),
    ("binary", lambda: packed({"a.txt": text(1)[:20] + b"\0" + text(1)})),
    ("legacy", lambda: packed({"a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")})),
]


@pytest.mark.parametrize(("code", "make"), HOSTILE, ids=[f"{n}-{code}" for n, (code, _) in enumerate(HOSTILE)])
def test_what_a_hostile_archive_tries_costs_a_sentence(
    code: str, make: Callable[[], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("BYTES", "1M"), ("ARCHIVE", "4M"), ("MEMBERS", "50")):
        monkeypatch.setenv(f"SHUCHU_MAX_{name}", value if code != "bomb" else "64M")
    data = make()
    errors = [each for each in documents("甲.zip", data) if isinstance(each, SourceError)]
    assert code in {each.code for each in errors}
    assert all("甲.zip" in str(each) and "甲.zip" in sentence(each, True).split(". ")[-1] for each in errors)
    (tmp_path / "甲.zip").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(text(7))
    assert main(["figures", str(tmp_path / "甲.zip"), str(tmp_path / "b.txt")]) == 1
    caught = capsys.readouterr()
    assert '"value": 7' in caught.out
    assert "“甲.zip" in caught.err and "Traceback" not in caught.err


def test_an_entry_that_says_too_little_of_its_size_is_no_way_round_the_limits() -> None:
    data = bytearray(packed({"a.txt": text(1) * 20}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    (member,) = members(bytes(data), "a.zip", OPENED)
    assert not isinstance(member, SourceError)
    with pytest.raises(SourceError, match="damaged"):  # its checksum is that of the whole
        read(member)
