"""Every entry of the catalogue does what its examples say, and no pattern of it takes more than linear time."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal

import pytest

from extract.catalogue import HERE, catalogue, checked
from extract.catalogue.lexicon import lexicon
from extract.catalogue.patterns import danger, filled, steady
from extract.catalogue.reading import read
from extract.catalogue.rules import FIELDS, Example
from extract.check import stated
from extract.models import OTHER
from tests.attacks import grows

CODES = [code for code in catalogue().indicators if code != OTHER]

# The codes are public and stay as they are; new ones may be added.
PUBLIC = (
    "party_members new_party_members members_confirmed party_activists league_members new_league_members union_members "
    "other_party_members party_committees general_branches party_branches party_groups party_organizations "
    "league_organizations union_organizations orgs_established orgs_reelected trees_planted afforested_area "
    "tree_planting_participants donated_money donated_goods donation_participants aid_money people_aided meetings_held "
    "party_lectures study_sessions training_sessions training_participants activities_held event_participants orgs_awarded "
    "people_awarded research_reports study_notes media_articles rules_adopted proposals_made cases_filed people_disciplined "
    "complaints_handled money_recovered satisfaction_rate"
).split()

EXAMPLES = [
    pytest.param(code, example, id=f"{code}-{number}")
    for code, examples in catalogue().examples.items()
    for number, example in enumerate(examples, 1)
]


def test_the_public_codes() -> None:
    assert set(PUBLIC) <= set(CODES)
    assert list(catalogue().indicators)[-1] == OTHER


def test_the_files_of_the_program_are_whole() -> None:
    _, faults = checked(doubted=True)
    assert [fault.told(chinese=False) for fault in faults] == []


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_examples(code: str, example: Example) -> None:
    assert stated(code, example.text) == example.figures


@pytest.mark.parametrize("code", CODES)
def test_every_entry_has_examples_for_and_against(code: str) -> None:
    examples = catalogue().examples[code]
    assert sum(bool(example.figures) for example in examples) >= 3
    assert any(not example.figures for example in examples)


@pytest.mark.parametrize("code", CODES)
def test_every_entry_has_words_in_its_language(code: str) -> None:
    indicator = catalogue().indicators[code]
    assert re.search("[\u4e00-\u9fff]", indicator.zh) and not re.search("[\u4e00-\u9fff]", indicator.en)
    assert re.search("[\u4e00-\u9fff]", indicator.definition_zh)
    assert not re.search("[\u4e00-\u9fff]", indicator.definition_en)


def test_what_several_rules_share_is_written_once() -> None:
    """No long pattern stands twice: what rules share is a list of lists.toml."""
    source = read(HERE / "indicators.toml").faults.source
    long = [words for words in re.findall(r"'([^'\n]{120,})'", source) if words.count("|") >= 12]
    assert len(long) >= 10
    assert sorted(set(long)) == sorted(long)


# Patterns


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that is searched for in texts → as it is compiled, by one of the names that it has."""
    found = {each.pattern.pattern: each.pattern for rule in catalogue().rules for each in rule.conditions}
    roles = (getattr(lexicon(), each.name) for each in dataclasses.fields(lexicon()))
    written = [word for words in catalogue().reasons.values() for word in words]
    found |= {role.pattern: role for role in roles}
    return found | {text: re.compile(text) for text in [*written, *catalogue().units.followed.values()]}


def test_no_pattern_takes_more_than_linear_time() -> None:
    assert {text: piece for text, pattern in patterns().items() if (piece := grows(pattern))} == {}


@pytest.mark.parametrize("text", ["捐[^。；]*$", "捐[^。]*⟦[^。]*款$", "(?:慰问|救助)[^；]*⟦[^；。]*$", "(?:捐|募)[^，]*款"])
def test_the_attack_finds_what_grows_faster(text: str) -> None:
    assert grows(re.compile(text))


def test_no_pattern_is_dangerous() -> None:
    found = {text: fault for text in patterns() if (fault := danger(text)) and fault[0] == "danger"}
    assert found == {}


def test_a_steady_pattern_is_found_in_the_same_texts() -> None:
    """On every text of the examples, from every place on: what is asked of a frame is such a stretch."""
    written = [
        filled(row[key], read(HERE / "lists.toml").table)
        for entry in read(HERE / "indicators.toml").table.values()
        for row in entry["rules"]
        for key in row
        if key.removeprefix("not_") in FIELDS
    ]
    changed = {text: steady(text) for text in written if steady(text) != text}
    assert len(changed) > 40
    texts = [re.sub(r"[\d ]+", "⟦", example.text) for examples in catalogue().examples.values() for example in examples]
    stretches = [text[:end] for text in texts for end in (len(text) // 2, text.rfind("⟦") + 1, text.find("，") + 6, len(text))]
    for text, ready in changed.items():
        plain, quick = re.compile(text), re.compile(ready)
        assert [bool(plain.search(each)) for each in stretches] == [bool(quick.search(each)) for each in stretches], text


@pytest.mark.parametrize("text", ["捐.*党员.*元", "捐[^。]*款", "(?:慰问|救助)[^；。]*⟦[^；。]*款$", "(?<!未)新建[^，]*$|捐.*款$"])
def test_what_a_person_writes_is_made_steady(text: str) -> None:
    assert grows(re.compile(text)) and not grows(re.compile(steady(text)))
    assert danger(steady(text)) is None
    for words in ("捐了，党员十元", "未新建", "款捐。款", "慰问；救助⟦户款", "捐。款", "", "新建⟦、捐款"):
        assert bool(re.search(text, words)) == bool(re.search(steady(text), words))


DANGEROUS = {
    "danger": ["(?:a+)+$", "(a|aa)+", "(?:[^，]*[^。]*)*x", "(?:a*)*", "(?:(?:ab?)+c?)*"],
    "open_ended": ["捐.*党员.*元", "[^。]*⟦[^；]*x"],
    "": ["捐[^。；]*$", "(?:⟦[^⟦]*)*$", "(?:甲|乙)*丙", "(?:捐款?)*款", "(?:捐++款)+", "a{0,20}b{0,30}", "(?:[^，⟦]{0,16}⟦){0,4}", "(?>a*)b*"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in DANGEROUS.items() for text in texts])
def test_dangerous_patterns_are_told(kind: str, text: str) -> None:
    assert (danger(text) or ("",))[0] == kind


# Units


@pytest.mark.parametrize(
    ("code", "unit", "factor"),
    [
        ("afforested_area", "公顷", "1"),
        ("afforested_area", "平方公里", "100"),
        ("donated_money", "元", "1"),
        ("donated_money", "角", "0.1"),
        ("donated_money", "美元", None),
        ("people_awarded", "名", "1"),
        ("people_awarded", "对", None),
        ("people_aided", "人", "1"),
        ("people_aided", "户", None),
        ("donated_goods", "册", "1"),
        ("donated_goods", "箱", None),
        ("complaints_handled", "封", "1"),
        ("complaints_handled", "人", None),
        ("satisfaction_rate", "成", "10"),
        ("trees_planted", "亩", None),
        ("trees_planted", "", None),
    ],
)
def test_factors(code: str, unit: str, factor: str | None) -> None:
    assert catalogue().factor(code, unit) == (None if factor is None else Decimal(factor))


def test_a_mu_is_a_fifteenth_of_a_hectare() -> None:
    area = catalogue().factor("afforested_area", "亩")
    assert area is not None and abs(area * 15 - 1) < 1e-20


@pytest.mark.parametrize("unit", sorted({each.unit for code, each in catalogue().indicators.items() if code != OTHER}))
def test_every_unit_of_an_indicator_says_what_can_be_added_to_it(unit: str) -> None:
    assert catalogue().units.factors[unit][unit] == 1
    assert set(catalogue().units.factors[unit]) <= set(catalogue().units.classes)
