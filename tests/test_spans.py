"""Document text as HTML: nothing of it breaks out, and no offset moves."""

from __future__ import annotations

import pytest

from extract.spans import labelled
from pages.components import spans
from pages.components.spans import Mark


def mark(text: str, words: str, name: str = "m") -> Mark:
    start = text.index(words)
    return Mark(start, start + len(words), f"<{name}>", f"</{name}>")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("3200余人", "3200\n余人"),
        ("政务环境,提高", "政务\n环境,提高"),
        ("环境,\u3000提高", "环境,\u3000提高"),
        ("段一<br>段二", "段一\n\n段二"),
        ("段一<br>段二", "段一\r\n  \r\n段二"),
        ("Original URL", "Original\nURL"),
        ("共81 000余株", "共81\n000余株"),
        ("末尾", "末尾\n"),
        ("开头", "\n  开头"),
        ("", ""),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#x27;d&#x27;", "a <b> & \"c\" 'd'"),
    ],
)
def test_text(expected: str, text: str) -> None:
    assert spans.render(text, 0, len(text)) == expected


@pytest.mark.parametrize(
    ("expected", "pieces"),
    [
        (("政务环境", "9人", "。"), ("政务\n环境\n", "9\n人", "\n。")),
        (("the two ", "9 men", " came"), (" the\r\ntwo\n", "9\nmen", " \ncame\n")),
        (("a b", "", "段一 段二"), ("a\u3000\t b", "", "段一\n\n段二")),
    ],
)
def test_a_clause_stands_in_one_line(expected: tuple[str, ...], pieces: tuple[str, ...]) -> None:
    assert spans.in_a_line(*pieces) == expected


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (("年度", "2024"), "年度**: 2024"),
        (("年度", "2024"), "**年度**：2024 "),
        (("年度", "2024"), "| 年度 | 2024 |"),
        (("地区", "山东省 潍坊市"), "地区: 山东省 潍坊市"),
        (None, "2024年度"),
        (None, "年度："),
    ],
)
def test_a_field_and_what_it_says(expected: tuple[str, str] | None, words: str) -> None:
    assert labelled(words) == expected


def test_a_figure_across_a_line_break_is_marked_whole() -> None:
    text = "有3200\n余人参加"
    assert spans.render(text, 0, len(text), [mark(text, "3200\n余人")]) == "有<m>3200余人</m>参加"


def test_marks_nest() -> None:
    text = "有党员10人，团员5人。完"
    marks = [mark(text, "10人"), mark(text, "有党员10人，团员5人。", "s"), mark(text, "5人")]
    assert spans.render(text, 0, len(text), marks) == "<s>有党员<m>10人</m>，团员<m>5人</m>。</s>完"


@pytest.mark.parametrize(
    ("expected", "first", "second"),
    [
        ("<a>12</a>34", (0, 2), (1, 3)),
        ("<a>12</a><b>34</b>", (0, 2), (2, 4)),
        ("<a><b>12</b></a>34", (0, 2), (0, 2)),
        ("<a>1<b>2</b></a>34", (0, 2), (1, 2)),
    ],
)
def test_marks_that_meet(expected: str, first: tuple[int, int], second: tuple[int, int]) -> None:
    marks = [Mark(*first, "<a>", "</a>"), Mark(*second, "<b>", "</b>")]
    assert spans.render("1234", 0, 4, marks) == expected


@pytest.mark.parametrize("span", [(-1, 2), (3, 9), (2, 2), (3, 1)])
def test_marks_outside_are_left_out(span: tuple[int, int]) -> None:
    assert spans.render("1234", 0, 4, [Mark(*span, "<a>", "</a>")]) == "1234"


def test_words_of_a_quote_stand_in_one_line() -> None:
    assert spans.words_of("83\n000余株\n\n ") == "83 000余株"
    assert spans.words_of("20\n余人次") == "20余人次"
