"""Reading files: encodings, bad input, and what the opening lines tell."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from extract.errors import SourceError
from extract.jobs import shown
from extract.load import digest, document, load
from extract.load.front import front_matter
from extract.load.xlsx import displayed
from extract.messages import sentence
from extract.named import Named
from extract.pipeline import extract

CHINESE = "2009年，市直机关工委举办培训班3期，参加学习的党员干部共计250人次。\r\n全年发展党员45名。\n"
TRADITIONAL = "全年共舉辦訓練班三期，參加學習的會員共計250人，發給獎狀45張。\n"
WORDS = "植树2000棵\n"

ENCODED = [
    ("utf-8", CHINESE, "utf-8"),
    ("utf-8", "\ufeff" + CHINESE, "utf-8"),
    ("utf-16-le", "\ufeff" + CHINESE, "utf-16-le"),
    ("utf-16-be", "\ufeff" + CHINESE, "utf-16-be"),
    ("utf-16-le", CHINESE, "utf-16-le"),
    ("utf-16-be", CHINESE, "utf-16-be"),
    ("gb18030", CHINESE, "gb18030"),
    ("gbk", CHINESE, "gb18030"),
    ("gbk", WORDS, "gb18030"),
    ("big5", TRADITIONAL, "big5hkscs"),
    ("ascii", "Trees planted: 2,000.\n", "utf-8"),
]


@pytest.mark.parametrize(("written", "text", "read"), ENCODED)
def test_encodings_keep_every_character(written: str, text: str, read: str) -> None:
    found = document("a", text.encode(written))
    assert (found.text, found.encoding) == (text, read)


def test_offsets_are_those_of_the_decoded_bytes(tmp_path: Path) -> None:
    data = ("\ufeff" + CHINESE).encode()
    path = tmp_path / "2009.市直.txt"
    path.write_bytes(data)
    found = load(path)
    assert found.text == data.decode("utf-8")
    assert found.name == "2009.市直"
    assert found.id == found.sha256[:12]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20)

BAD = [
    ("empty", b"", "nothing to read"),
    ("empty", b" \r\n\t", "nothing to read"),
    ("empty", "\ufeff\u3000\n".encode(), "blanks"),
    ("damaged", b"%PDF-1.7\n...", "a PDF document"),
    ("encrypted", OLE + "EncryptedPackage".encode("utf-16-le"), "with a password"),
    ("legacy", OLE + "WordDocument".encode("utf-16-le"), "old Word document"),
    ("legacy", OLE + "Workbook".encode("utf-16-le"), "old Excel workbook"),
    ("binary", b"\x89PNG\r\n\x1a\n" + bytes(30), "a PNG image"),
    ("damaged", b"PK\x03\x04" + bytes(22) + b"word/document.xml", "a Word document"),
    ("binary", b"PK\x03\x04" + bytes(22) + b"readme", "a ZIP archive"),
    ("legacy", OLE, "save it as docx"),
    ("binary", bytes(range(256)) * 4, "a binary file"),
    ("binary", CHINESE.encode() * 200 + b"\x00" + CHINESE.encode(), "a binary file"),
    ("binary", CHINESE.encode() * 200 + bytes(range(1, 9)) * 2000, "a binary file"),
    ("undecodable", CHINESE.encode()[:40] + b"\xff" + CHINESE.encode()[40:], "damaged at byte 40"),
    ("undecodable", (CHINESE * 3).encode()[:-2], "damaged at byte"),
    ("undecodable", b"\xff\xfea\x00\xd8", "damaged"),
]


@pytest.mark.parametrize(("code", "data", "words"), BAD)
def test_bad_input_gets_a_sentence(code: str, data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        load(path)
    assert caught.value.code == code
    assert words in str(caught.value)
    assert caught.value.facts["file"] == "报告.txt"


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist") as caught:
        load(tmp_path / "gone.txt")
    assert caught.value.code == "missing"
    with pytest.raises(SourceError, match="is a folder") as caught:
        load(tmp_path)
    assert caught.value.code == "unreadable"
    big = tmp_path / "big.txt"
    big.write_bytes(CHINESE.encode())
    with pytest.raises(SourceError, match="limit of 50") as caught:
        load(big, limit=50)
    assert caught.value.facts["limit"] == 50


BODY = "2010年，全市各级党组织认真开展学习。全年举办培训班3期。\n"

FRONTS = [
    ("机关党务工作", "", "", "您的当前位置:\n\n机关党务工作\n\n机关党务工作\n\n  【综述】 " + BODY),
    (
        "市直机关工作(2011)",
        "《甲市年鉴•2012》",
        "",
        "市直机关工作(2011)\n【作者】编委会 【文章来源】《甲市年鉴•2012》 【点击率】14次\n\n" + BODY,
    ),
    (
        "突出特色 抓好基层组织建设",
        "",
        "",
        "某某之家\n\n返回某某之家设为某某之家加入收藏\n公告: . 关于招聘的公示 关于考核的公示\n公告\n"
        "突出特色 抓好基层组织建设\n发布时间:2010-08-19 18:08来源:\n \n——侧记\n" + BODY,
    ),
    (
        "市直机关党的工作",
        "",
        "http://lib.example.cn/a?b=1",
        "市直机关党的工作\n\nOriginal URL: http://lib.example.cn/a?b=1\n\n" + BODY,
    ),
    (
        "某县推动党员轮训",
        "《党的工作》2023年第9期",
        "https://example.cn/1.shtml",
        "# 某县推动党员轮训\n\n> **年度**: 2023年  \n> **来源**: 来源：《党的工作》2023年第9期  \n"
        "> **链接**: https://example.cn/1.shtml  \n\n---\n" + BODY,
    ),
    ("党校教育", "", "", "党 校 教 育\n\n[概况] " + BODY),
    ("慈善募捐", "启东年鉴", "", "启东年鉴（２００９）·社会生活\n\n　　慈　善　募　捐\n\n" + BODY),
    ("第二节 党员", "", "", "第二节  党 员\n\n" + BODY),
    ("", "中共某市委组织部", "", BODY * 3 + "\n（中共某市委组织部 张三）"),
    ("", "", "", BODY),
]


@pytest.mark.parametrize(("title", "publisher", "url", "text"), FRONTS)
def test_front_matter(title: str, publisher: str, url: str, text: str) -> None:
    front = front_matter(text)
    assert (front.title, front.publisher, front.url) == (title, publisher, url)


def packed(**parts: str) -> bytes:
    """A ZIP archive; `__` stands for a slash and `_` for the point before the ending."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), words)
    return written.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


def wide(merges: str) -> bytes:
    book = openpyxl.Workbook()
    for _ in range(600):
        book.active.append([1, 2])
    written = BytesIO()
    book.save(written)
    made = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"</sheetData>", f"</sheetData>{merges}".encode()))
    return made.getvalue()


OFFICE = [
    ("damaged", packed(word__document_xml="<w:document")),
    ("damaged", packed(word__document_xml=f"{ENTITIES}<w:document {W}><w:body><w:p>&c;</w:p></w:body></w:document>")),
    ("damaged", packed(xl__workbook_xml="<workbook/>")),
    ("damaged", packed(word__document_xml=f"<w:document {W}>" + "<w:p>" * 5000)),
    ("too_large", packed(word__document_xml=" " * (257 * 1024 * 1024))),
    ("too_many_cells", wide("<mergeCells>" + '<mergeCell ref="B1:XFD1048576"/>' * 3 + "</mergeCells>")),
    ("too_many_cells", ("<html><table>" + "<tr><td colspan=1000>1</td></tr>" * 600 + "</table></html>").encode()),
    ("empty", packed(word__document_xml=f"<w:document {W}><w:body/></w:document>")),
]


@pytest.mark.parametrize(("code", "data"), OFFICE)
def test_hostile_files_get_a_sentence(code: str, data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        document("a", data)
    assert caught.value.code == code
    assert sentence(caught.value, chinese=True).count("“a”") == 2


def test_cells_are_shown_as_their_formats_say() -> None:
    shown = {
        ("General", 0.1 + 0.2): "0.3", ("General", 1004.79): "1004.79", ("General", 12.0): "12", ("#,##0.00", 1234.5): "1,234.50",
        ("0.0%", 0.9534): "95.3%", ('0"人"', 30): "30人", ("0.00_);[Red](0.00)", 2.5): "2.50", ("General", True): "TRUE",
        ("yyyy-mm-dd", datetime(2011, 5, 3)): "2011-05-03", ("0.0,", 12345): "12.3", ("General", 1e300 * 1e300): "inf",
    }  # fmt: skip
    for (form, value), words in shown.items():
        assert displayed(value, SimpleNamespace(number_format=form)) == words


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(ends: str) -> None:
    found = extract(document("a", f"2009年工作{ends}一、组织{ends}发展党员45名。{ends}二、绿化{ends}植树300株。{ends}".encode()))
    assert [(each.quote, each.headings[-1]) for each in found.figures] == [("45名", "一、组织"), ("300株", "二、绿化")]


def test_a_folder_holds_documents_of_every_format(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.MD", "d.csv", "e.json", "f.py"):
        (tmp_path / name).write_text("植树3株", encoding="utf-8")
    found = Named([tmp_path], lambda error: None).jobs
    assert [shown(path) for path in found] == ["a.txt", "b.html", "c.MD", "d.csv"]


def test_the_id_of_a_file_over_the_limit_is_not_computed(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(CHINESE.encode())
    assert digest(path) == load(path).id
    assert digest(path, limit=10) == digest(tmp_path / "gone.txt") == ""
