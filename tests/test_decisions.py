"""What people decide: the log, what stands by it, and where its words are found again. Without a store."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from conftest import make_document, make_figure
from extract.decisions.agreement import agreement, alpha
from extract.decisions.anchoring import find, squeezed
from extract.decisions.checks import possible
from extract.decisions.effective import bare, effective, match
from extract.decisions.models import Anchor, Decision, Said, anchor_of, said_of, unpacked
from extract.decisions.scores import Judged, scores, wilson
from extract.decisions.shown import stands_in
from extract.decisions.standing import alive, standing
from extract.errors import DecisionError
from extract.models import REJECTED, Segment

MACHINE = Said(Decimal(355), "名", "eq", "new_party_members", None, 2011, "中山市", "442000")
OTHER_YEAR = replace(MACHINE, year=2010)
ANCHOR = Anchor("d", "a.txt", 3, 7, "355名")


def entry(number: int, who: str, kind: str, after: Said | None = None, reverts: int | None = None) -> Decision:
    said = MACHINE if kind == "accept" else after
    return Decision(
        number, f"2026-01-0{number}", who, kind, "d-3", "d-3", ANCHOR, MACHINE, said, "", reverts, None, MACHINE
    )  # type: ignore[arg-type]


# Expected status and year, then the log as (who, kind, year or number).
LOGS: list[tuple[str, int | None, list[tuple[str, str, int | None]]]] = [
    ("checked", 2011, [("甲", "accept", None)]),
    ("corrected", 2010, [("甲", "correct", 2010)]),
    ("rejected", None, [("甲", "reject", None)]),
    ("checked", 2011, [("甲", "correct", 2010), ("甲", "accept", None)]),  # one's own later word counts
    ("checked", 2011, [("甲", "accept", None), ("乙", "accept", None)]),
    ("contested", None, [("甲", "accept", None), ("乙", "correct", 2010)]),
    ("contested", None, [("甲", "accept", None), ("乙", "reject", None)]),
    ("corrected", 2010, [("甲", "accept", None), ("乙", "correct", 2010), ("甲", "correct", 2010)]),  # they agree
    ("corrected", 2010, [("甲", "accept", None), ("乙", "correct", 2010), ("丙", "correct", 2010)]),  # a third settles
    ("corrected", 2009, [("甲", "accept", None), ("乙", "correct", 2010), ("丙", "correct", 2009)]),
    (
        "contested",
        None,
        [("甲", "accept", None), ("乙", "reject", None), ("丙", "reject", None), ("甲", "accept", None)],
    ),
    ("open", None, [("甲", "correct", 2010), ("甲", "revert", 1)]),
    ("corrected", 2010, [("甲", "correct", 2010), ("甲", "revert", 1), ("甲", "revert", 2)]),
    ("checked", 2011, [("甲", "accept", None), ("乙", "reject", None), ("乙", "revert", 2)]),
    ("checked", 2011, [("甲", "accept", None), ("甲", "reject", None), ("甲", "revert", 2)]),
]


@pytest.mark.parametrize(("status", "year", "rows"), LOGS)
def test_what_stands_by_a_log(status: str, year: int | None, rows: list[tuple[str, str, int | None]]) -> None:
    log = [
        entry(
            number,
            who,
            kind,
            replace(MACHINE, year=fact) if kind == "correct" else None,
            fact if kind == "revert" else None,
        )
        for number, (who, kind, fact) in enumerate(rows, 1)
    ]
    found = standing(log)
    assert (found.status, found.said and found.said.year) == (status, year)
    assert found.number == len(log)


def test_a_decision_taken_back_is_not_alive() -> None:
    log = [entry(1, "甲", "accept"), entry(2, "甲", "reject"), entry(3, "甲", "revert", reverts=2)]
    assert [each.number for each in alive(log)] == [1]


def test_a_reading_survives_being_packed() -> None:
    said = replace(MACHINE, value=Decimal("1004.79"), value_max=Decimal("2E+3"), place=None, dup=True)
    assert unpacked(said.packed()) == replace(said, value_max=Decimal(2000))
    assert MACHINE.differs(replace(MACHINE, value=Decimal("355.0"))) == []
    assert MACHINE.differs(OTHER_YEAR) == ["year"]


# The figure that is shown


def test_the_decided_figure_lies_over_the_machines() -> None:
    document = make_document()
    machine = make_figure(document, "355名", "355", "new_party_members")
    blank = bare(document, (), (machine.start, machine.end))
    say = {
        "checked": standing([entry(1, "甲", "accept")]),
        "corrected": standing([entry(1, "甲", "correct", OTHER_YEAR)]),
        REJECTED: standing([entry(1, "甲", "reject")]),
        "contested": standing([entry(1, "甲", "accept"), entry(2, "乙", "reject")]),
    }
    for mark, stands in say.items():
        shown = effective(stands, machine, blank)
        assert shown and shown.mark == mark and shown.counts == (mark != REJECTED)
        assert shown.year == (2010 if mark == "corrected" else 2011)
    corrected = effective(say["corrected"], machine, blank)
    assert corrected and corrected.year_told and corrected.year_told.rule == "person"
    added = effective(say["corrected"], None, blank)
    assert added and added.mark == "added" and added.quote == "355名" and added.sentence[0] <= added.start
    assert effective(standing([entry(1, "甲", "accept"), entry(2, "甲", "revert", reverts=1)]), machine, blank) is None


# Words found again

BEFORE = "中山市2011年党的工作\n2011年底，全市有党员17782人，发展党员355名，其中女党员122名。邮编528400。"

# Where the words of BEFORE stand in a new text: the quote, the text, and what stands before them there (None: nowhere).
AGAIN: list[tuple[str, str, str | None]] = [
    ("355名", BEFORE, "发展党员"),
    ("355名", "按语：本文有改动。\n" + BEFORE, "发展党员"),
    ("17782人", BEFORE.replace("17782人", "17 782\n人"), "全市有党员"),
    ("355名", BEFORE.replace("2011年底，全市有党员17782人，", "年底统计，共有党员17783人，"), "发展党员"),
    ("355名", BEFORE.replace("355名", "356名"), None),  # another number
    ("355名", BEFORE.replace("355名", "1355名"), None),  # a part of another number
    (
        "122名",
        BEFORE.replace("，其中女党员122名", "") + "\n另据统计，慰问老人122名，走访农户80户。",
        None,
    ),  # other words
    ("122名", "全市慰问老人122名。\n" + BEFORE, "其中女党员"),
]


@pytest.mark.parametrize(("quote", "text", "left"), AGAIN)
def test_words_are_found_again_by_quote_and_context(quote: str, text: str, left: str | None) -> None:
    start = BEFORE.index(quote)
    anchor = anchor_of("d", "a.txt", BEFORE, start, start + len(quote))
    span = find(anchor, squeezed(text))
    if left is None:
        assert span is None
        return
    assert span is not None and "".join(text[slice(*span)].split()) == quote and text[: span[0]].endswith(left)


def test_of_two_places_with_the_same_words_the_nearer_is_taken_and_each_once() -> None:
    line = "各支部发展党员12名，培训积极分子30人。\n"
    old, new = line * 3, "新版。\n" + line * 3
    anchors = [anchor_of("d", "a", old, each, each + 3) for each in range(len(old)) if old.startswith("12名", each)]
    taken: set[tuple[int, int]] = set()
    for anchor in anchors:
        span = find(anchor, squeezed(new), taken)
        assert span
        taken.add(span)
    assert sorted(start for start, _ in taken) == [anchor.start + 4 for anchor in anchors]
    assert find(anchors[0], squeezed(new), taken) is None


def test_a_figure_is_matched_by_its_numerals() -> None:
    document = make_document("市\n收到近3万件、30件。")
    near, other = make_figure(document, "近3万件", "30000", "other"), make_figure(document, "30件", "30", "other")
    start = document.text.index("3万件")
    assert match((start, start + 3), "3万件", [near, other]) == near
    assert match((start, start + 3), "4万件", [near, other]) is None
    found = bare(document, (Segment(2, len(document.text), "paragraph", ("市",), 1),), (start, start + 3))
    assert document.text[slice(*found.sentence)] == "收到近3万件、30件。" and found.headings == ("市",)


# What can be shown

SHOWN: list[tuple[bool, str, list[str]]] = [
    (True, "355", ["发展党员355名", "３５５名", "三百五十五名", "3 55名"]),
    (True, "17700", ["1.77万人", "17 700人", "一万七千七百人"]),
    (True, "360000", ["36万多元", "三十六万元"]),
    (True, "1004.79", ["1004.79万元"]),
    (True, "95", ["百分之九十五", "95%"]),
    (True, "150500", ["1994 | 136500 | 150500\n1995 | 139800 | 154600", "1994\t150,500\t1995", "1994  150 500  1995"]),
    (True, "83000", ["植树83\n000余株"]),
    (False, "355", ["发展党员356名", "1355名", "许多名", "35名"]),
    (False, "1778", ["17782人"]),
]


@pytest.mark.parametrize(("shown", "value", "words"), [(s, v, w) for s, v, rows in SHOWN for w in rows])
def test_a_number_must_stand_in_the_words(shown: bool, value: str, words: str) -> None:
    assert stands_in(replace(MACHINE, value=Decimal(value)), words) == shown


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("decision_unseen", {"value": Decimal(356)}),
        ("decision_unseen", {"value_max": Decimal(400)}),
        ("decision_range", {"value_max": Decimal(3)}),
        ("decision_indicator", {"indicator": "nonsense"}),
        ("decision_year", {"year": 20111}),
        ("decision_year", {"bound": "nonsense"}),
    ],
)
def test_what_no_figure_can_be_is_refused_in_one_sentence(code: str, changes: dict[str, object]) -> None:
    with pytest.raises(DecisionError) as caught:
        possible(replace(MACHINE, **changes), "发展党员355名")  # type: ignore[arg-type]
    assert caught.value.code == code and "\n" not in str(caught.value)


# Agreement


def test_krippendorffs_alpha_has_its_published_values() -> None:
    """K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C (with gaps)."""
    assert alpha(list(zip("0100000010", "1110010000", strict=True))) == pytest.approx(0.095, abs=0.001)
    assert alpha(list(zip("aabbdcccedda", "babbbcccedd" + "d", strict=True))) == pytest.approx(0.692, abs=0.001)
    published = [
        "1 2 3 3 2 1 4 1 2 * * *".split(),
        "1 2 3 3 2 2 4 1 2 5 * 3".split(),
        "* 3 3 3 2 3 4 2 2 5 1 *".split(),
        "1 2 3 3 2 4 4 1 2 5 1 *".split(),
    ]
    units = [[row[at] for row in published if row[at] != "*"] for at in range(12)]
    assert alpha(units) == pytest.approx(0.743, abs=0.001)
    assert alpha([["a", "a"], ["a", "a"]]) is None and alpha([]) is None
    assert alpha([["a", "a"], ["b", "b"]]) == 1.0


def test_agreement_is_told_by_indicator_and_leaves_out_who_settles() -> None:
    logs = [
        [entry(1, "甲", "accept"), entry(2, "乙", "accept")],
        [entry(1, "甲", "accept"), entry(2, "乙", "correct", OTHER_YEAR), entry(3, "丙", "correct", OTHER_YEAR)],
        [entry(1, "甲", "accept")],
    ]
    everything, own = agreement(logs)
    assert (everything.indicator, own.indicator) == ("", "new_party_members")
    assert (own.figures, own.same, own.share) == (2, 1, 0.5)
    assert own.alpha == everything.alpha == pytest.approx(0.0)


# Scores


def test_wilsons_interval_has_its_known_values() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.0001)  # Newcombe 1998, table I
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=0.0001)
    assert wilson(29, 29) == pytest.approx((0.8830, 1.0), abs=0.0001)


def test_scores_tell_precision_recall_and_parts() -> None:
    found = scores(
        [
            Judged(MACHINE, MACHINE),
            Judged(MACHINE, OTHER_YEAR),
            Judged(MACHINE, None),  # rejected
            Judged(None, replace(MACHINE, indicator="party_members")),  # added
        ]
    )
    everything, added, own = found
    assert (everything.indicator, added.indicator, own.indicator) == ("", "new_party_members", "party_members")
    assert (everything.precision.right, everything.precision.of) == (1, 3)
    assert (everything.recall.right, everything.recall.of) == (1, 3)
    assert (everything.parts["year"].right, everything.parts["year"].of) == (1, 2)
    assert everything.parts["value"].share == 1.0
    assert own.precision.interval is None and own.recall.share == 0.0


def test_what_a_figure_says_is_what_can_be_corrected() -> None:
    figure = make_figure("d", "355名", "355", "new_party_members")
    assert said_of(said_of(figure).onto(figure, "checked")) == said_of(figure)
