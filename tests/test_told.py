"""What told a place, a year or an indicator stands in the text as it was written: text[start:end] == words."""

from __future__ import annotations

from collections.abc import Iterator

import opencc
import pytest

from extract.load import document
from extract.models import Extraction, Told
from extract.pipeline import extract

TEXTS = {
    "a title": "潍坊市2005年工作总结\n\n全市有党员60万名，奎文区有党员1.1万名。年内发展党员120名。",
    "a stretched title": "潍 坊 市 直 机 关 党 建\n\n2005年，市直机关有党员60万名，奎文区区直机关有党员1.1万名。",
    "a yearbook": "潍坊年鉴（2006）·党建\n\n党员\n\n全市有党员60万名，其中奎文区1.1万名。",
    "headings": "# 潍坊市党建\n\n## 2004年要点\n\n有党员50万名。\n\n## ２００５年要点\n\n有党员60万名。",
    "a source": "党建工作\n来源：《潍坊日报》\n\n2005年，有党员60万名。\n",
    "a name of its time": "大连市志\n\n旅大市1960年有党员6万名。\n\n1960年，全市有党员6万名。1985年，全市有党员9万名。",
    "lists and sums": "潍坊市2005年\n\n奎文区、潍城区分别有党员11名、12名。全市累计培训党员120名。",
    "a nation": "植树造林\n\n我国植树100万株。全国植树200万株。我国造林。2005年全国造林30万亩。",
    "a file name": "全市发展党员12名。",
}


def told(extraction: Extraction) -> Iterator[Told]:
    """All that told anything in one document."""
    source = extraction.document
    found = [source.place_told, source.year_told, source.scope_told]
    for figure in extraction.figures:
        found += [figure.place_told, figure.year_told, figure.indicator_told]
    return (item for item in found if item is not None)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("traditional", [False, True])
def test_the_words_stand_where_they_say(text: str, traditional: bool) -> None:
    written = opencc.OpenCC("s2t").convert(text) if traditional else text
    extraction = extract(document("2005年潍坊市统计", written.encode()))
    found = list(told(extraction))
    assert extraction.figures
    assert found
    assert [item for item in found if item.start >= 0 and written[item.start : item.end] != item.words] == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        (TEXTS["a stretched title"], "place.title", "潍 坊 市"),
        (TEXTS["a source"], "place.newspaper", "《潍坊日报》"),
    ],
)
def test_a_place_is_told_by_words_of_the_text(text: str, rule: str, words: str) -> None:
    found = extract(document("a", text.encode())).document.place_told
    assert found is not None
    assert (found.rule, found.words) == (rule, words)


def test_a_traditional_text_has_the_same_places_and_years() -> None:
    for text in (text for name, text in TEXTS.items() if name != "a source"):
        simple, full = (
            [(figure.place, figure.year) for figure in extract(document("a", written.encode())).figures]
            for written in (text, opencc.OpenCC("s2t").convert(text))
        )
        assert simple == full


def test_a_year_is_told_by_the_whole_title_and_by_its_heading() -> None:
    year = extract(document("a", TEXTS["a title"].encode())).document.year_told
    assert year is not None
    assert (year.words, year.start) == ("潍坊市2005年工作总结", 0)
    figures = extract(document("a", TEXTS["headings"].encode())).figures
    assert [(figure.year, figure.year_told.words if figure.year_told else "") for figure in figures] == [
        (2004, "2004年要点"),
        (2005, "２００５年要点"),
    ]
