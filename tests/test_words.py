"""The words of the pages: both languages whole, and no page with words of its own."""

from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st

from extract.catalogue import catalogue
from extract.load import load
from extract.messages import REASONS
from extract.pipeline import extract
from pages.components import names, numbers, words

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = [*PAGES, *sorted((ROOT / "pages" / "components").glob("*.py")), ROOT / "app.py"]


@pytest.fixture(params=words.LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(words, "language", lambda: request.param)
    return str(request.param)


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things() -> None:
    chinese, english = words.table("zh"), words.table("en")
    assert chinese.keys() == english.keys()
    assert {key: blanks(chinese[key]) for key in chinese} == {key: blanks(english[key]) for key in english}


def test_nothing_is_left_unsaid() -> None:
    assert [
        key for name in words.LANGUAGES for key, sentence in words.table(name).items() if not sentence.strip()
    ] == []


def test_families_and_scopes_have_english_names() -> None:
    table = tomllib.loads((ROOT / "extract/catalogue/scopes.toml").read_text(encoding="utf-8"))
    assert all(entry["en"] for entry in table["scope"])
    assert all(english for _, english in catalogue().families.values())


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Strings of a module that are not docstrings."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_hold_no_words_of_their_own(path: Path) -> None:
    found = [node.value for node in texts(ast.parse(path.read_text(encoding="utf-8")))]
    assert [text for text in found if is_chinese(text) or any(char in text for char in " <>")] == []


def test_components_hold_no_chinese_sentences() -> None:
    """Signs of the script itself, such as 。 and 万, are no words."""
    found = [node.value for path in SOURCES for node in texts(ast.parse(path.read_text(encoding="utf-8")))]
    assert [text for text in found if is_chinese(text) and text not in ("万", "亿")] == []


def test_every_key_that_the_pages_ask_for_is_there() -> None:
    asked = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("say", "html")
            ):
                first = node.args[0] if node.args else None
                asked |= {first.value} if isinstance(first, ast.Constant) and "<" not in str(first.value) else set()
    assert asked - words.table("zh").keys() == set()
    assert len(asked) > 50


def test_every_error_of_the_engine_has_its_sentence() -> None:
    """Codes that are written out where an error is raised."""
    raised = set()
    for path in (ROOT / "extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Error")
            if named and node.args and isinstance(node.args[0], ast.Constant) and len(node.args) > 1:
                raised.add(f"error.{node.args[0].value}")
    assert raised - words.table("zh").keys() == set()
    assert len(raised) > 5


def test_every_rule_that_reads_the_seeds_has_words(seeds: list[Path], language: str) -> None:
    figures = [figure for seed in seeds for figure in extract(load(seed)).figures]
    told = [each for figure in figures for each in (figure.indicator_told, figure.year_told, figure.place_told) if each]
    rules = {rule for figure in figures for rule in figure.rules} | {each.rule for each in told}
    assert {rule for rule in rules if names.rule(rule) == rule} == set()


def test_every_reason_of_the_engine_has_words(seeds: list[Path], language: str) -> None:
    reasons = set(REASONS) | {each.reason for seed in seeds for each in extract(load(seed)).rejections}
    assert {reason for reason in reasons if names.reason(reason) == reason} == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_pages_hold_no_queries_and_no_patterns(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not imported & {"re", "regex", "sqlite3", "sqlalchemy", "itertools.groupby", "pandas"}
    assert "groupby" not in path.read_text(encoding="utf-8")


def test_pages_are_thin() -> None:
    assert {path.name: lines for path in PAGES if (lines := path.read_text().count("\n")) > 80} == {}


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("0", "0"),
        ("1", "1.0"),
        ("64.7", "64.70"),
        ("17,782", "17782"),
        ("2,000", "2E+3"),
        ("1,234,567.5", "1234567.50"),
        ("0.13", "0.13"),
        ("-1,000", "-1000"),
    ],
)
def test_plain_numbers(expected: str, value: str) -> None:
    assert numbers.plain(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("zh", "en", "value"),
    [
        ("9,999", "10k", "9999"),
        ("2.3万", "23.5k", "23456"),
        ("1万", "10k", "10000"),
        ("100万", "1M", "1000000"),
        ("1.2亿", "120M", "120000000"),
        ("0", "0", "0"),
    ],
)
def test_short_numbers(zh: str, en: str, value: str, language: str) -> None:
    assert numbers.short(Decimal(value)) == {"zh": zh, "en": en}[language]


@pytest.mark.parametrize(
    ("zh", "en", "bound", "unit"),
    [
        ("83,000 株", "83,000 trees", "eq", "株"),
        ("超过 83,000 株", "over 83,000 trees", "gt", "株"),
        ("不足 83,000 株", "under 83,000 trees", "lt", "株"),
        ("约 83,000%", "about 83,000%", "approx", "%"),
        ("83,000 墩", "83,000 墩", "eq", "墩"),
    ],
)
def test_bounds_are_said(zh: str, en: str, bound: str, unit: str, language: str) -> None:
    assert numbers.bounded(Decimal(83000), bound, unit) == {"zh": zh, "en": en}[language]


@pytest.mark.parametrize(
    ("code", "unit", "value", "zh", "en"),
    [
        ("party_branches", "个", 1200, "1,200 个", "1,200 branches"),
        ("party_branches", "个", 1, "1 个", "1 branch"),
        ("party_branches", "家", 3, "3 家", "3 branches"),
        ("party_branches", "名", 3, "3 名", "3 people"),
        ("meetings_held", "场", 2, "2 场", "2 meetings"),
        ("party_members", "人", 1, "1 人", "1 person"),
        ("lost_since", "个", 2, "2 个", "2 units"),
        ("satisfaction_rate", "%", 1, "1%", "1%"),
    ],
)
def test_what_an_indicator_counts_has_its_own_name(
    code: str, unit: str, value: int, zh: str, en: str, language: str
) -> None:
    said = numbers.bounded(Decimal(value), "eq", unit, code=code)
    assert said == {"zh": zh, "en": en}[language]


def test_no_indicator_is_counted_in_units_in_english() -> None:
    english = words.table("en")
    vague = [code for code, each in catalogue().indicators.items() if english.get(f"unit.{each.unit}", "").startswith(("units", "times"))]
    assert len(vague) > 10 and [code for code in vague if f"unit_of.{code}" not in english] == []


def test_a_range_shows_both_ends(language: str) -> None:
    assert numbers.bounded(Decimal(10), "eq", "人", Decimal(20)) == {"zh": "10–20 人", "en": "10–20 people"}[language]


@pytest.mark.parametrize("top", ["0", "1", "6", "7.5", "17782", "3210000", "83000", "1000000000"])
def test_ticks_are_few_round_and_reach_the_top(top: str) -> None:
    ticks = numbers.ticks(Decimal(top))
    assert ticks[0] == 0
    assert ticks[-1] >= Decimal(top)
    assert 2 <= len(ticks) <= 8
    assert {tick.normalize().as_tuple().digits[:1] for tick in ticks[1:2]} <= {(1,), (2,), (5,)}


def test_an_unknown_language_is_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "query_params", {"lang": "tlh"})
    assert words.language() == "zh"
