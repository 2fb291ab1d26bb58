"""What holds for every document: offsets, order, uniqueness, and no text that stops the engine."""

from __future__ import annotations

import random
import time
from hashlib import sha256
from pathlib import Path

import golden
import pytest

from extract.load import load
from extract.models import Document, Extraction
from extract.pipeline import extract

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def document(text: str) -> Document:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=digest[:12], name="a", text=text, sha256=digest)


def check(extraction: Extraction) -> None:
    text = extraction.document.text
    for found in (*extraction.figures, *extraction.rejections):
        assert text[found.start : found.end] == found.quote
    for figure in extraction.figures:
        assert figure.paragraph[0] <= figure.sentence[0] <= figure.start < figure.end <= figure.paragraph[1]
        assert 0 < figure.confidence <= 1 and figure.rules
        for told in (figure.indicator_told, figure.year_told, figure.place_told):
            assert told is None or told.start < 0 or 0 <= told.start < told.end <= len(text)
    starts = [figure.start for figure in extraction.figures]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize("name", golden.documents())
def test_offsets(name: str) -> None:
    check(extract(load(golden.text_of(name))))


def test_every_run_of_digits_of_the_seeds_is_a_figure_or_has_a_reason() -> None:
    for path in SEEDS:
        extraction = extract(load(path))
        spans = [(each.start, each.end) for each in (*extraction.figures, *extraction.rejections)]
        covered = {i for start, end in spans for i in range(start, end)}
        missed = [i for i, char in enumerate(extraction.document.text) if char in "0123456789" and i not in covered]
        assert [extraction.document.text[i - 5 : i + 5] for i in missed] == []


def test_the_same_text_is_read_the_same_twice() -> None:
    first = load(SEEDS[2])
    assert extract(first) == extract(first)


ODD = [
    "", " \n\n\t", "。", "1", "1人", "（（（1人", "1人）））", "一二三四五六七八九十人", "9" * 400 + "人", "１２３，４５６，７８９．０元",
    "《" * 50 + "3个" + "》" * 50, "\x00\ufeff3人\u202e", "人" * 5000 + "3人", "1、2、3、4、5", "a" * 1000, "\ud800 3人", "3\n\n\n人", "<b>3</b>人",
    "1-2-3-4-5人", "1.2.3.4人", "零分之三", "3分之0", "0分之0人", "万亿人", "第" * 30 + "3人", "2011年" * 300, "其中3人" * 200, "（3人" * 60,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts(text: str) -> None:
    check(extract(document(text)))


def test_torn_and_shuffled_texts() -> None:
    """Pieces of the seeds, cut and glued anywhere (the seed of the generator is fixed)."""
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    dice = random.Random(20261122)
    for _ in range(60):
        pieces = []
        for _ in range(dice.randint(1, 12)):
            text = dice.choice(texts)
            start = dice.randrange(len(text))
            pieces.append(text[start : start + dice.randint(1, 120)])
        check(extract(document("".join(pieces))))


HOSTILE = {
    "digits": "1", "numerals": "一", "points": "1.", "groups": " 000", "words": "话", "years": "2011年", "sentences": "发展党员3名。",
    "dated": "2011年有党员3名。", "list": "党员3人、", "brackets": "党员9人（其中3人），", "open": "（3人", "places": "中山市", "headings": "第一章 话\n",
    "tags": "<b>3人</b>", "quotes": "“话”《话》", "lines": "话话话话话话话话\n", "address": "a.b@", "parts": "其中3人，",
    "days": "3月1日3人，", "months": "1至6月捐款3万余元；", "scopes": "全市3人，", "targets": "到2025年3人", "roundings": "捐款3万余元。捐款31234元。",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    """Eight times the text: eight times the time, sixty-four times if something looks back over all of it."""

    def seconds(count: int) -> float:
        text = document(piece * count + "3人")
        start = time.perf_counter()
        extract(text)
        return time.perf_counter() - start

    seconds(10)
    small = min(seconds(400) for _ in range(3)) + 0.002  # below that the clock and the machine decide
    assert seconds(3200) / small < 30 or seconds(3200) / small < 30
