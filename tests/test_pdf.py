"""PDF files: paragraphs out of lines, pages as evidence, what belongs to the paper, and what has no text layer."""

from __future__ import annotations

import importlib.util
from itertools import pairwise

import pytest
from pdfs import Words, pdf, picture

from extract.errors import SourceError
from extract.load import document, ocr
from extract.load.paper import Leaf, Line
from extract.models import Document, Extraction
from extract.pipeline import extract

PARAGRAPH = "2009年，市直机关工委举办培训班3期，参加学习的党员干部共计250人次，发展党员45名，表彰先进集体12个、优秀党员38名。"
WIDTH = 30


def lines(*paragraphs: str, top: int = 740, left: int = 60, width: int = WIDTH, step: int = 16) -> list[Words]:
    """Paragraphs set to a measure of so many characters, the first line of each set in by two."""
    found: list[Words] = []
    for words in paragraphs:
        cuts = [0, *range(width - 2, len(words), width), len(words)]
        for number, (start, end) in enumerate(pairwise(cuts)):
            indent = 20 if number == 0 else 0
            found.append(Words(left + indent, top - step * len(found), words[start:end]))
    return found


def wide(words: str) -> str:
    """Digits as full-width ones, so that each character takes the same room."""
    return words.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


WIDE = wide(PARAGRAPH)


def read(*pages: list[Words], **more: int) -> Document:
    return document("a", pdf(pages, **more))


def test_what_the_measure_has_cut_is_one_paragraph() -> None:
    found = read(lines(WIDE, WIDE))
    assert found.text == f"{WIDE}\n{WIDE}\n"
    assert found.encoding == "pdf"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    """The words stand as they do; what is shown may stand on its head, and its lines are lines all the same."""
    found = read(lines(WIDE), rotate=turn)
    assert sorted(found.text.replace("\n", "")) == sorted(WIDE)


def test_a_paragraph_goes_on_over_pages_and_columns() -> None:
    right = [each._replace(left=each.left + 320) for each in lines(WIDE, width=20)]
    *first, last = lines(WIDE)
    found = read(first, [last._replace(bottom=716), *lines(WIDE, top=700)])
    assert found.text == f"{WIDE}\n{WIDE}\n"
    columns = read([*lines(WIDE, width=20), *right])
    assert columns.text == f"{WIDE}\n{WIDE}\n"


def page_of(words: str, number: int) -> list[Words]:
    return [
        Words(60, 805, "甲市年鉴"),
        Words(480, 805, "第三章　机关党务"),
        *lines(words),
        Words(280, 30, f"— {number} —"),
    ]


def test_heads_feet_and_page_numbers_are_left_out() -> None:
    texts = [f"{WIDE}第{digit}组。" for digit in "一二三四"]
    found = read(*(page_of(text, number) for number, text in enumerate(texts, 11)))
    assert found.text == "".join(text + "\n" for text in texts)
    assert found.publisher.startswith("甲市年鉴")


def test_what_only_looks_like_a_head_stays() -> None:
    rows = [[Words(60, 800, "合计"), Words(260, 800, str(100 + 37 * page)), *lines(WIDE)] for page in range(4)]
    assert read(*rows).text.count("合计") == 4


def test_each_figure_knows_its_page() -> None:
    texts = [wide(f"2009年，市直机关共举办各类培训班和讲座报告会，参加学习的党员干部一共{number}人。") for number in (310, 320, 330)]
    found = extract(read(*(page_of(text, number) for number, text in enumerate(texts, 1))))
    assert [(figure.page, figure.value) for figure in found.figures] == [(1, 310), (2, 320), (3, 330)]
    for figure in found.figures:
        page = found.document.pages[(figure.page or 0) - 1]
        assert page.start <= figure.start < page.end
        assert found.document.text[figure.start : figure.end] == figure.quote


def test_an_empty_page_is_counted() -> None:
    found = read(lines(WIDE), [], lines(WIDE))
    assert [page.end > page.start for page in found.pages] == [True, False, True]
    assert found.pages[0].end == found.pages[1].start == found.pages[2].start
    assert found.pages[2].end == len(found.text)


WRITTEN = [
    ("人民见长", "⼈⺠⻅⻓"),  # Kangxi radicals, and radicals without a mapping
    ("更", "\uf901"),
    ("党员355名", "党员355名"),
    ("83 000余株", "83 000余株"),
]


@pytest.mark.parametrize(("expected", "drawn"), WRITTEN)
def test_characters_are_those_of_running_text(expected: str, drawn: str) -> None:
    from extract.load.pdf import _char

    assert "".join(_char(ord(char), 0) or char for char in drawn) == expected


def test_halves_of_characters_are_no_text() -> None:
    from extract.load.pdf import _char

    assert _char(0xDC00, 0) == "\ufffd"
    assert _char(0xDC00, 0xD840) == "\U00020000"


def test_columns_of_a_table_stay_columns() -> None:
    rows = [("指标", "２００８年", "２００９年"), ("党员（名）", "４１００", "４３００"), ("党支部（个）", "９１", "９５")]
    drawn = [Words(60 + 150 * at, 700 - 18 * row, cell) for row, cells in enumerate(rows) for at, cell in enumerate(cells)]
    found = extract(read([*lines(WIDE), *(each._replace(bottom=each.bottom - 100) for each in drawn)]))
    assert len(found.document.tables) == 1
    assert {figure.year for figure in found.figures if figure.value in (4100, 91)} == {2008}


def test_headings_are_told_by_their_size() -> None:
    title = Words(150, 790, "甲市直属机关党的工作", 18)
    found = read([title, *lines(WIDE, WIDE, WIDE)])
    assert found.title == "甲市直属机关党的工作"
    assert [found.text[each.start : each.end] for each in found.headings] == [found.title]


HYPHENS = [("an example here", "an exam-", "ple here"), ("two words", "two", "words"), ("共177人", "共17", "7人")]


@pytest.mark.parametrize(("joined", "above", "below"), HYPHENS)
def test_lines_are_joined_as_their_script_is(joined: str, above: str, below: str) -> None:
    from extract.load.running import running_text

    leaf = [Line(above, 60, 300, 700, 710, 10), Line(below, 60, 300, 684, 694, 10)]
    assert running_text([Leaf(leaf, 842)], "pdf").text == joined + "\n"


ENCRYPTED = b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"00" * 32, b"00" * 32)

BAD = [
    ("damaged", b"%PDF-1.7\nnothing"),
    ("encrypted", pdf([lines(WIDE)], trailer=ENCRYPTED)),
    ("too_many_pages", pdf([lines(WIDE)] * 4)),
    ("too_long", pdf([lines(WIDE)] * 3)),
]


@pytest.mark.parametrize(("code", "data"), BAD, ids=[code for code, _ in BAD])
def test_bad_files_get_a_sentence(code: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUCHU_MAX_PAGES", "3")
    monkeypatch.setenv("SHUCHU_MAX_CHARACTERS", "100")
    with pytest.raises(SourceError) as caught:
        document("a", data)
    assert caught.value.code == code


def test_a_picture_of_a_page_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    with pytest.raises(SourceError, match=r"requirements-ocr\.txt") as caught:
        document("a", picture())
    assert caught.value.code == "no_text_layer"


def test_what_was_recognised_is_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recognition is stood in for; with the engine itself see the test below."""
    line = Line("2009年，市直机关发展党员355名。", 60, 400, 700, 712, 10)
    monkeypatch.setattr(ocr, "installed", lambda: True)
    monkeypatch.setattr(ocr, "leaf", lambda page: Leaf([line], 842, ocr=True))
    (seen,) = _figures(extract(document("a", picture())))
    (plain,) = _figures(extract(document("a", line.words.encode())))
    assert (seen.page, seen.rules[-1]) == (1, "ocr")
    assert seen.confidence == pytest.approx(0.8 * plain.confidence, abs=0.006)


@pytest.mark.skipif(importlib.util.find_spec("rapidocr_onnxruntime") is None, reason="requirements-ocr.txt is not installed")
def test_a_scanned_page_is_read() -> None:
    import pypdfium2 as pdfium

    made, drawn = pdfium.PdfDocument.new(), pdfium.PdfDocument(pdf([lines(PARAGRAPH, step=24)]))
    picture = drawn[0].render(scale=2).to_pil()
    from io import BytesIO

    scanned = BytesIO()
    picture.convert("L").save(scanned, "PDF", resolution=144)
    made.close()
    found = extract(document("a", scanned.getvalue()))
    assert {"45名", "38名"} <= {figure.quote for figure in found.figures}
    assert all(figure.page == 1 and "ocr" in figure.rules for figure in found.figures)


def _figures(found: Extraction) -> list:
    return [figure for figure in found.figures if figure.value == 355]
