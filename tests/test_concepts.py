"""What figures count that no indicator takes: verb and head, and the most frequent of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import make_document
from extract.__main__ import main
from extract.concepts import most_frequent, with_concepts
from extract.models import Extraction
from extract.pipeline import extract

# The concept, and what is counted of it where a sentence has several figures.
CONCEPTS = {
    "评选/优质服务项目": ["评选优质服务项目30项。", "全年评选出优质服务项目30项。", "評選優質服務項目30項。", "评选“优质服务项目”30项。"],
    "服务热线": ["服务热线36条。"],
    "开通/服务热线": ["开通服务热线36条。", "为方便群众，开通服务热线36条。"],
    "冲坏/桥梁": ["倒塌房屋86间，冲坏桥梁18座。"],
    "深入/企业": ["深入11家企业开展诊断服务。"],
    "创设/精品案例": ["创设187个精品案例。"],
    "设立/党员先锋队": ["设立党员先锋岗21个、党员先锋队3支。"],
    "购买/学习资料": ["购买学习资料2.6万册。"],
    "建设/公园": ["为市民建设各类公园1050个。"],
    "科技创新团队": ["6个科技创新团队入选计划。"],
    "部门": ["会同政法、卫健等15个部门。"],
    "党支部": ["对97个党支部落实意见的情况进行检查。"],
    "参评率": ["参评率达98.3%。"],
    "发放": ["现场向市民发放600份。"],
}


def read(text: str) -> Extraction:
    return with_concepts(extract(make_document(f"中山市党的工作\n2011年，{text}")))


@pytest.mark.parametrize(("concept", "text"), [(concept, text) for concept, texts in CONCEPTS.items() for text in texts])
def test_verb_and_head(concept: str, text: str) -> None:
    assert concept in [figure.concept for figure in read(text).figures]


def test_only_what_no_indicator_takes_has_a_concept() -> None:
    found = read("发展党员355名，开通服务热线36条。")
    assert [(figure.indicator, figure.concept) for figure in found.figures] == [
        ("new_party_members", ""), ("other", "开通/服务热线"),
    ]  # fmt: skip


def test_an_extraction_does_not_pay_for_them() -> None:
    assert {figure.concept for figure in extract(make_document("2011年，开通服务热线36条。")).figures} == {""}


def test_the_most_frequent_come_first() -> None:
    texts = ["开通服务热线36条。", "评选优质服务项目30项，开通服务热线4条。"]
    first, second = most_frequent([read(text) for text in texts], 5)
    assert (first.concept, first.unit, first.count, first.quote) == ("开通/服务热线", "条", 2, "36条")
    assert first.sentence == "2011年，开通服务热线36条。"
    assert second.concept == "评选/优质服务项目"
    assert len(most_frequent([read(text) for text in texts], 1)) == 1


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("2011年，开通服务热线36条，评选优质服务项目30项。", encoding="utf-8")
    assert main(["concepts", str(tmp_path), "--json", "--top", "1"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["concept"], record["count"], record["unit"], record["doc"]) == ("开通/服务热线", 1, "条", "a")
    assert main(["concepts", str(tmp_path)]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["count", "unit", "concept", "quote", "doc", "sentence"] and len(rows) == 2


def test_a_long_mixed_sentence_fits_its_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("2011年" + "，全市ab" * 12 + "开通服务热线36条。", encoding="utf-8")
    assert main(["concepts", str(tmp_path)]) == 0
    assert "…" in capsys.readouterr().out
