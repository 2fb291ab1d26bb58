"""What is told at a glance, so that it need not be searched for: the answer must be the one that a search gives."""

from __future__ import annotations

import gc
import re
from decimal import Decimal
from pathlib import Path

import pytest

from extract import quantities
from extract.attribution import flag_words, interval, times
from extract.attribution.look import look
from extract.catalogue import catalogue
from extract.catalogue.gate import Gate
from extract.catalogue.lexicon import lexicon
from extract.catalogue.needles import Sieve
from extract.clean import clean
from extract.load import document
from extract.models import Quantity
from extract.pipeline import extract
from extract.quantities import Reading, read
from extract.reasons import reason_of
from extract.tables.naming import frame_of

SEEDS = [clean(path.read_text(encoding="utf-8")) for path in sorted((Path(__file__).parent.parent / "seeds").glob("*"))]
CLAUSES = sorted({each for text in SEEDS for each in re.split(r"[。；\n]", text) if each})
NUMERALS = (
    "成活率达95%以上，投入近3.5万元，植树12,400株、1.2万余株和8 500株，3至5人一组，2008年3月12日，第3次会议，12个月，"
    "每组10多人，共5人·次，负3℃，零下5℃，1/3的人，7成5，百分之5，3分之1，约１２万亿元，100多个百分点，1.5.2节，38\n34条，12 345.6元"
)


def test_plain_numbers_are_read_as_they_are_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def readings() -> list[list[Reading]]:
        return [list(read(text, text, 0, len(text))) for text in (*SEEDS, clean(NUMERALS))]

    at_once = readings()
    monkeypatch.setattr(quantities, "plain", lambda *_: None)
    assert readings() == at_once


TIMES = (
    "民国三十七年、1985 年底、二○○八年、一九七九年以来，近三年来、两个月、三十多年间，历年平均每年、年均、“十一五”期间、八五时期，去年、"
    "上一年度、次年、第二年、前年、同年、八十年代、90年代、文革时期、抗战前、解放后、经过十几年的努力，上半年、第三季度、一至三季度、前三个月、"
    "3月5日至4月底、1—6月份、元月、截至2008年6月底、至年底、年末、年初以来、全年、今年以来、春节期间、“五一”前夕、十一假期、至十二月末"
)


def test_expressions_of_time_are_tried_wherever_one_begins() -> None:
    for text in (*SEEDS, clean(TIMES)):
        for pattern, starts in ((times._MARKS, times._STARTS), (interval._TIMES, interval._STARTS)):
            places = set(starts.places(text, 0, len(text)))
            assert [each[0] for each in pattern.finditer(text) if each.start() not in places] == []


def test_a_gate_finds_what_its_pattern_finds() -> None:
    words = [lexicon().splits, lexicon().plans, lexicon().part_words, lexicon().actions, lexicon().done]
    for pattern in (*words, flag_words.TOWN, flag_words.FOUNDED, flag_words.BUREAU, flag_words.named_unit()):
        gate = Gate(pattern)
        for text in (*CLAUSES, *SEEDS[:1], "，从", "按", ""):
            found = [match.span() for match in pattern.finditer(text)]
            first, last = gate.search(text), gate.last(text)
            assert [each.span() for each in (first, last) if each] == [*found[:1], *found[-1:]]


def test_a_sieve_leaves_every_pattern_that_is_found() -> None:
    patterns = [each.pattern for rule in catalogue().rules for each in rule.conditions]
    sieve = Sieve(pattern.pattern for pattern in patterns)
    for clause in CLAUSES:
        left = sieve.candidates(clause)
        assert [i for i, pattern in enumerate(patterns) if pattern.search(clause) and not left >> i & 1] == []


def test_characters_that_take_two_places_break_no_sieve() -> None:
    sieve = Sieve(["党员", "[支队]部", "𠮷林"])
    found = [sieve.candidates(text) for text in ("𠮷党员", "党𠮷员", "𠮷林支部", "林部", "", "员")]
    assert found == [0b101, 0b100, 0b110, 0, 0, 0]  # the first half of a pattern may be found alone


def test_a_look_leaves_every_rule_whose_words_stand_in_a_sentence() -> None:
    wide = ("lead", "left", "right", "before")
    for clause in CLAUSES:
        seen = look(frame_of(clause, Quantity(0, 0, "", Decimal(1), "人"), ""))
        for i, rule in enumerate(catalogue().rules):
            asked = [each.pattern for each in rule.conditions if each.wanted and each.field in wide]
            assert seen.rules >> i & 1 or not all(pattern.search(clause) for pattern in asked), (rule.name, clause)


def test_a_reason_is_the_first_pattern_that_holds() -> None:
    rows = [(re.compile(each), reason) for reason, each_row in catalogue().reasons.items() for each in each_row]
    for clause in (*CLAUSES, clean(NUMERALS)):
        for number in re.finditer(r"[0-9]+[个人次名年月日届%]?", clause):
            before, behind = clause[max(0, number.start() - 14) : number.start()], clause[number.end() :][:12]
            around = f"{''.join(before.split())}⟦{number[0]}⟧{''.join(behind.split())}"
            first = next((reason for pattern, reason in rows if pattern.search(around)), "")
            assert reason_of(clause, number.span(), False, 0, len(clause)) == first, around


def test_reading_leaves_nothing_to_the_collector() -> None:
    for name in ("first", "again"):  # what is loaded once may hold some cycles, and so may what other tests have left
        extract(document(name, SEEDS[0].encode()))
        gc.collect()
    assert extract(document("second", SEEDS[0].encode())).figures
    assert gc.collect() == 0
