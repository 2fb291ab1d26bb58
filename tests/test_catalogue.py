"""Every entry of the catalogue does what its examples say, and a broken one is named."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from extract.catalogue import HERE, catalogue, load
from extract.catalogue.rules import Example
from extract.errors import CatalogueError
from extract.models import Document
from extract.pipeline import extract

CODES = [code for code in catalogue().indicators if code != "other"]

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

# Known limits of the engine: examples that it does not read yet. A strict xfail, so that a cure is noticed.
LIMITS = {"民建支部1957年有会员24人，1985年恢复活动时尚存9人。"}

EXAMPLES = [
    pytest.param(code, example, id=f"{code}-{number}", marks=[pytest.mark.xfail(strict=True)] if example.text in LIMITS else [])
    for code, examples in catalogue().examples.items()
    for number, example in enumerate(examples, 1)
]


def stated(code: str, text: str) -> list[tuple[str, str]]:
    digest = sha256(text.encode()).hexdigest()
    figures = extract(Document(id=digest[:12], name="example", text=text, sha256=digest)).figures
    return [(figure.quote, format(figure.value.normalize(), "f")) for figure in figures if figure.indicator == code]


def test_the_public_codes() -> None:
    assert set(PUBLIC) <= set(CODES)
    assert list(catalogue().indicators)[-1] == "other"


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_examples(code: str, example: Example) -> None:
    assert stated(code, example.text) == [(quote, value) for quote, value in example.figures]


@pytest.mark.parametrize("code", CODES)
def test_every_entry_has_examples_for_and_against(code: str) -> None:
    examples = catalogue().examples[code]
    assert sum(bool(example.figures) for example in examples) >= (3 if code in PUBLIC else 1)
    assert any(not example.figures for example in examples)


@pytest.mark.parametrize("code", CODES)
def test_every_entry_has_rules_and_words(code: str) -> None:
    indicator = catalogue().indicators[code]
    assert [rule for rule in catalogue().rules if rule.code == code]
    assert indicator.definition_zh and indicator.definition_en
    assert re.search("[\u4e00-\u9fff]", indicator.zh) and not re.search("[\u4e00-\u9fff]", indicator.en)


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in catalogue().rules]
    assert sorted(set(names)) == sorted(names)


BROKEN = {
    "lacks zh": "[x]\nen = 'X'\n",
    "line 2": "[x]\nen = \n",
    "names a family": "[x]\nzh='甲'\nen='X'\nfamily='zoo'\nunit='个'\nnature='flow'\ndefinition_zh='甲'\ndefinition_en='x'\n",
    "the nature is": "[x]\nzh='甲'\nen='X'\nfamily='study'\nunit='个'\nnature='odd'\ndefinition_zh='甲'\ndefinition_en='x'\n",
    "rule 1: head is no regular expression": "[x]\n[[x.rules]]\nhead = '('\n",
    "unit class furlong": "[x]\n[[x.rules]]\nunits = ['furlong']\n",
    "the key colour": "[x]\n[[x.rules]]\ncolour = 'red'\n",
}


@pytest.mark.parametrize(("words", "text"), BROKEN.items())
def test_a_broken_entry_is_named(words: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        load(path, HERE / "units.toml", HERE / "reasons.toml")
    assert "mine.toml" in str(error.value) and words in str(error.value)


def test_factors() -> None:
    assert catalogue().factor("afforested_area", "公顷") == 1
    assert catalogue().factor("donated_money", "元") == 1
    assert catalogue().factor("donated_money", "美元") is None
    area = catalogue().factor("afforested_area", "亩")
    assert area is not None and abs(area * 15 - 1) < 1e-20
