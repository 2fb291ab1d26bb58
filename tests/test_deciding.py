"""Decisions in both stores: kept whatever happens, seen by the panel, found again, refused where somebody was first."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from conftest import FIRST, make_document, make_extraction, make_figure
from extract.__main__ import main
from extract.catalogue import catalogue
from extract.decisions.doubts import Doubt, of_document
from extract.decisions.models import said_of
from extract.decisions.scores import scores, tallied
from extract.errors import DecisionError
from extract.load import document as load_bytes
from extract.models import OTHER, REJECTED, Extraction, Figure
from extract.pipeline import extract
from extract.store import Doubtful, Order, Store, comparing, doubting, open_store

Make = Callable[..., Extraction]


def members(store: Store) -> Figure:
    return store.figures(indicators=["new_party_members"])[0]


def correct(figure: Figure, seen: int = 0, **changes: object) -> Order:
    return Order(figure.id, "correct", seen, replace(said_of(figure), **changes))  # type: ignore[arg-type]


def test_a_decision_lies_over_the_machine_and_can_be_taken_back(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    machine, before, version = members(store), store.cells(), store.version()
    made = store.decide("甲", [correct(machine, year=2010)])[0]
    assert (made.who, made.kind, made.before, made.after) == (
        "甲",
        "correct",
        said_of(machine),
        said_of(members(store)),
    )
    assert members(store).year == 2010 and members(store).mark == "corrected" and store.version() != version
    assert [(cell.year, cell.mark) for cell in store.cells(indicators=["new_party_members"])] == [(2010, "corrected")]
    assert store.machine_figure(machine.id) == machine and store.machine_cells() == before
    assert store.years() == [2010, 2011]
    store.revert("乙", [made.number])
    assert members(store) == machine and store.cells() == before
    store.revert("乙", [2])  # a revert is taken back like any other
    assert members(store).year == 2010
    assert [each.kind for each in store.log_of(machine.id)] == ["correct", "revert", "revert"]
    assert [each.number for each in store.decisions()] == [3, 2, 1]


def test_a_rejected_figure_is_shown_and_takes_no_part(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    figure = members(store)
    store.decide("甲", [Order(figure.id, "reject", why="会议名称")])
    assert members(store).mark == REJECTED and not members(store).counts
    assert [cell.indicator for cell in store.cells()] == ["party_members"]
    assert figure not in store.figures(counting=True) and store.standing(figure.id)


def test_a_cell_is_checked_when_all_its_figures_are(store: Store, made: Make) -> None:
    found = made(
        "中山市\n2011年捐款203万元，又捐款118万元。邮编528400。".replace(
            "2011年", "2011年底，全市有党员17782人，发展党员355名。"
        )
    )
    gifts = [
        make_figure(found.document, "203万元", "2030000", "donated_money", unit="元"),
        make_figure(found.document, "118万元", "1180000", "donated_money", unit="元"),
    ]
    store.add(replace(found, figures=tuple(gifts)))
    store.decide("甲", [Order(gifts[0].id, "accept")])
    assert store.cells()[0].mark == ""
    store.decide("甲", [Order(gifts[1].id, "accept")])
    assert store.cells()[0].mark == "checked"


def test_what_another_has_decided_meanwhile_is_not_overwritten(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    figure = members(store)
    first = store.decide("甲", [Order(figure.id, "accept")])[0]
    with pytest.raises(DecisionError, match="甲 has decided on this figure in the meantime") as caught:
        store.decide("乙", [Order(figure.id, "reject")])
    assert caught.value.code == "decision_overtaken" and len(store.decisions()) == 1
    assert store.decide("乙", [Order(figure.id, "accept", first.number)])


def test_two_who_disagree_are_shown_and_a_third_settles(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    figure = members(store)
    store.decide("甲", [correct(figure, year=2010)])
    store.decide("乙", [Order(figure.id, "reject", 1)])
    assert members(store).year == 2011 and members(store).mark == "contested"
    assert [cell.mark for cell in store.cells(indicators=["new_party_members"])] == ["contested"]
    waiting = store.contested()[0]
    assert [(voice.who, voice.after and voice.after.year) for voice in waiting.stands.voices] == [
        ("甲", 2010),
        ("乙", None),
    ]
    store.decide("丙", [correct(figure, 2, year=2010)])
    assert members(store).mark == "corrected" and store.contested() == []
    assert store.agreement()[0].figures == 1 and store.agreement()[0].same == 0
    assert store.decided() == {"corrected": 1, "orphan": 0}
    other = next(each for each in store.figures() if each.id != figure.id)
    store.decide("甲", [Order(other.id, "accept")])  # one person alone agrees with nobody
    assert store.agreement()[0].figures == 1


def test_words_become_a_figure(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    text, document = extraction.document.text, extraction.document.id
    start = text.index("528400")
    said = replace(said_of(members(store)), value=Decimal(528400), indicator="donated_money", unit="元")
    made = store.add_figure("甲", document, (start, start + 6), said, "其实是捐款")
    figure = store.figure(made.figure)
    assert figure and figure.quote == "528400" and figure.mark == "added" and figure.counts
    assert [cell.mark for cell in store.cells(indicators=["donated_money"])] == ["added"]
    assert store.machine_figure(figure.id) is None
    store.decide("乙", [Order(figure.id, "reject", made.number)])  # contested, and no machine's reading to fall back to
    assert store.cells(indicators=["donated_money"]) == [] and store.contested()[0].figure == figure.id
    store.decide("丙", [Order(figure.id, "accept", 2)])
    assert len(store.cells(indicators=["donated_money"])) == 1
    store.revert("丙", [3, 1])
    assert store.figure(figure.id) is None or not store.cells(indicators=["donated_money"])


@pytest.mark.parametrize(
    ("code", "quote", "value"),
    [
        ("decision_no_number", "邮编", "5"),
        ("decision_unseen", "528400", "5284" + "01"),
        ("decision_there", "355名", "355"),
    ],
)
def test_what_cannot_be_shown_cannot_be_added(
    store: Store, extraction: Extraction, code: str, quote: str, value: str
) -> None:
    store.add(extraction)
    start = extraction.document.text.index(quote)
    said = replace(said_of(members(store)), value=Decimal(value))
    with pytest.raises(DecisionError) as caught:
        store.add_figure("甲", extraction.document.id, (start, start + len(quote)), said)
    assert caught.value.code == code and store.decisions() == []


def test_many_at_once_are_one_and_are_taken_back_at_once(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    ids = [figure.id for figure in extraction.figures]
    made = store.decide("甲", [Order(id, "accept", why="抽查无误") for id in ids])
    assert {each.bulk for each in made} == {1} and store.to_undo("甲") == [1, 2]
    assert store.to_undo("乙") == []
    with pytest.raises(DecisionError):  # one of them was overtaken: none is taken
        store.decide("乙", [Order(ids[0], "reject", 1), Order(ids[1], "reject", 0)])
    assert len(store.decisions()) == 2
    store.revert("甲", store.to_undo("甲"))
    assert [each.mark for each in store.figures()] == ["", ""] and store.to_undo("甲") == []
    with pytest.raises(DecisionError, match="taken back already"):
        store.revert("甲", [1])


# What stays when documents and rules change


def test_a_thousand_decisions_over_new_rules_and_a_new_version(
    store: Store, seeds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every decision is kept, and each is either found again or listed as an orphan; the numbers say how many."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in seeds)
    long = "\n".join(f"第{part}编\n{text}" for part in range(1, 5))
    first = extract(load_bytes("年鉴", long.encode()))
    store.add(first)
    chosen = first.figures[:1000]
    assert len(chosen) == 1000
    kinds = [("accept", "reject", "correct")[place % 3] for place in range(1000)]
    for start in range(0, 1000, 250):
        some = zip(chosen[start : start + 250], kinds[start : start + 250], strict=True)
        orders = [correct(each, year=1999) if kind == "correct" else Order(each.id, kind) for each, kind in some]  # type: ignore[arg-type]
        store.decide("甲", orders)
    log = store.decisions(most=None)
    assert store.decided() == {"checked": 334, "rejected": 333, "corrected": 333, "orphan": 0}
    counts_as_looked_at(store)

    # Other rules: a third of the figures is read no more, another third has another indicator.
    changed = tuple(
        replace(each, indicator="other") if place % 3 == 1 else each
        for place, each in enumerate(first.figures)
        if place % 3 != 2
    )
    monkeypatch.setattr("extract.store.connected.engine_version", lambda: "next")
    store.add(replace(first, figures=changed))
    found = store.decided()
    assert sum(found.values()) == 1000 and found["orphan"] == 0 and found["corrected"] == 333
    assert Counter(each.mark for each in store.figures() if each.year == 1999) == {"added": 333}
    counts_as_looked_at(store)

    # A new version: words before it, one part gone, and every tenth number of another is another one.
    second = "新版说明：共收文稿5篇。\n" + long[: long.index("第4编")]
    third = long.index("第3编")
    edits = [each for each in chosen if each.start > third and each.quote[0] in "123456789"][::10]
    for each in edits:
        at = each.start + len(second) - len(second) + len("新版说明：共收文稿5篇。\n")
        if at < len(second):
            second = f"{second[:at]}9{second[at:]}"[: len(second)] if second[at] != "9" else second
    newer = extract(load_bytes("年鉴", second.encode()))
    store.add(newer)
    store.remove(first.document.id)
    found = store.decided()
    assert sum(found.values()) == 1000 and store.decisions(most=None) == log
    counts_as_looked_at(store)
    orphaned = store.orphans(most=1000)
    assert len(orphaned) == found["orphan"] and 0 < found["orphan"] < 500
    assert len({each.stands.subject for each in orphaned}) == found["orphan"]
    marked = [each for each in store.figures(document=newer.document.id) if each.mark]
    assert len(marked) == 1000 - found["orphan"]
    for each in marked:
        assert newer.document.text[each.start : each.end] == each.quote
        decided = store.log_of(each.id)[-1]
        assert "".join(decided.anchor.quote.split()) in "".join(
            newer.document.text[each.start - 2 : each.end + 4].split()
        )


def counts_as_looked_at(store: Store) -> None:
    """What is counted from the marks is what comes of looking at each figure and at what was said of it."""
    looked = [(each.indicator, each.precision, each.recall) for each in scores(store.judged())]
    assert len(looked) > 10 and looked[0][1].right < looked[0][1].of
    assert [(each.indicator, each.precision, each.recall) for each in tallied(store.marks())] == looked


def test_an_orphan_comes_back_with_its_document(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    figure = members(store)
    store.decide("甲", [correct(figure, year=2010)])
    store.remove(extraction.document.id)
    assert store.decided() == {"orphan": 1} and store.orphans()[0].last.anchor.quote == "355名"
    store.revert("甲", [1])  # what is lost can still be taken back, and brought back
    store.revert("甲", [2])
    store.add(extraction)
    assert members(store).year == 2010 and store.decided() == {"corrected": 1, "orphan": 0}


def test_a_new_version_beside_the_old_one_takes_over_when_that_goes(store: Store, made: Make) -> None:
    old, new = made(), made(FIRST.replace("\n", "\n　　（修订）", 1))
    store.add(old)
    store.decide("甲", [Order(members(store).id, "accept")])
    store.add(new)
    assert store.decided() == {"checked": 1, "orphan": 0}
    store.remove(old.document.id)
    assert [each.mark for each in store.figures(document=new.document.id)] == ["", "checked"]


# The past


def test_the_panel_of_a_moment_that_has_passed(store: Store, made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(f"2026-01-{day:02d}T12:00:00.000+00:00" for day in range(1, 29))
    from extract.store import log, writing

    now = [next(clock)]
    monkeypatch.setattr(log, "moment", lambda: now[0])
    monkeypatch.setattr(writing, "now", lambda: now[0])

    def later() -> None:
        now[0] = next(clock)

    states = [store.cells()]
    steps: list[Callable[[], object]] = [
        lambda: store.add(made()),
        lambda: store.decide("甲", [correct(members(store), year=2010)]),
        lambda: store.decide("甲", [Order(members(store).id, "reject", 1)]),
        lambda: store.add(make_extraction(FIRST + "后记。", name="b.txt")),
        lambda: store.revert("甲", [2]),
        lambda: store.remove(made().document.id),
    ]
    for step in steps:
        later()
        step()
        states.append(store.cells())
    for day, expected in enumerate(states, 1):
        assert store.cells_as_of(f"2026-01-{day:02d}") == expected, day
    assert store.cells_as_of("2026-01-03", indicators=["party_members"], years=[2011], places=["442000"])
    assert store.cells_as_of("2025-12-31") == []


def test_a_frozen_state_keeps_its_values(store: Store, extraction: Extraction) -> None:
    store.add(extraction)
    before = store.cells()
    state = store.freeze("年报2026", "甲", "送审稿")
    store.decide("甲", [correct(members(store), year=2010)])
    store.remove(extraction.document.id)
    assert store.frozen() == [state] and state.cells == 2
    assert store.frozen_cells("年报2026") == before and store.cells() == []
    assert [cell.value for cell in store.frozen_cells("年报2026", indicators=["party_members"])] == [Decimal(17782)]
    for name, code in (("年报2026", "frozen_name"), (" ", "frozen_name")):
        with pytest.raises(DecisionError) as caught:
            store.freeze(name, "甲")
        assert caught.value.code == code
    with pytest.raises(DecisionError, match="no frozen state"):
        store.frozen_cells("别的")


def test_a_backup_holds_decisions_doubts_and_frozen_states(
    store: Store, extraction: Extraction, tmp_path: Path
) -> None:
    store.add(extraction)
    store.decide("甲", [correct(members(store), year=2010), Order(extraction.figures[0].id, "accept")])
    store.freeze("一", "甲")
    store.remove(extraction.document.id)
    store.add(extraction)
    store.backup(tmp_path / "copy.sqlite3")
    copy = open_store(str(tmp_path / "other.sqlite3"))
    copy.restore(tmp_path / "copy.sqlite3")
    assert copy.decisions(most=None) == store.decisions(most=None) and copy.cells() == store.cells()
    assert copy.frozen_cells("一") == store.frozen_cells("一") and copy.decided() == store.decided()
    assert copy.decide("乙", [Order(members(copy).id, "accept", 1)])[0].number == 3
    copy.close()


KILLED = """
import sys
from extract.store import Order, open_store
store = open_store(sys.argv[1])
figures = store.figures()
seen = dict.fromkeys((figure.id for figure in figures), 0)
while True:
    for figure in figures:
        seen[figure.id] = store.decide("甲", [Order(figure.id, "accept", seen[figure.id])])[0].number
        print(seen[figure.id], flush=True)
"""


def test_a_killed_program_loses_no_decision_that_it_was_told_of(url: str, extraction: Extraction) -> None:
    opened = open_store(url)
    opened.add(extraction)
    root = Path(__file__).parent.parent
    running = subprocess.Popen(
        [sys.executable, "-c", KILLED, url], stdout=subprocess.PIPE, text=True, cwd=root, env=os.environ
    )
    assert running.stdout
    told = [int(running.stdout.readline()) for _ in range(40)]
    running.send_signal(signal.SIGKILL)
    told += [int(line) for line in running.stdout.read().split()]
    running.wait()
    kept = [each.number for each in opened.decisions(most=None)]
    assert set(told) <= set(kept) and len(kept) - len(told) <= 1
    last = {each.figure: each.number for each in reversed(opened.decisions(most=None))}
    for figure, number in last.items():
        standing = opened.standing(figure)
        assert standing and standing.number == number and standing.status == "checked"
    opened.close()


# Doubts


def test_what_is_doubtful_comes_first_with_its_reason(store: Store, made: Make) -> None:
    for year, value in ((2009, "320"), (2010, "340"), (2011, "35500")):
        text = FIRST.replace("2011", str(year)).replace("355名", f"{value}名")
        store.add(made_year(made, text, year, value))
    assert store.examine() and not store.examine()
    queue = store.queue()
    assert queue[0].doubts[0].reason == "jump"
    worst = store.figure(queue[0].figure)
    assert worst and worst.value == 35500
    assert queue[0].doubts[0].facts["other"] == "340"
    counts = store.doubt_counts()
    assert counts["jump"] == 1 and counts[""] >= 1
    assert store.queue(Doubtful(place="440000")) == [] and len(store.queue(Doubtful(reason="jump"))) == 1
    store.decide("甲", [correct(worst, value=Decimal(35500), year=1999)])
    assert all(each.figure != worst.id for each in store.queue())
    store.revert("甲", [1])
    assert store.queue()[0].figure == worst.id


def made_year(made: Make, text: str, year: int, value: str) -> Extraction:
    document = make_document(text, name=f"{year}.txt", year=year)
    figures = (
        make_figure(document, f"{value}名", value, "new_party_members", year=year),
        make_figure(document, "17782人", "17782", "party_members", year=year, confidence=0.95),
    )
    return replace(made(), document=document, figures=figures, rejections=())


def test_comparing_again_writes_only_the_doubts_that_have_changed(
    store: Store, made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    write = comparing.write_known

    def watched(connection: Connection, found: Sequence[Doubt]) -> None:
        written.extend(each.figure for each in found)
        write(connection, found)

    monkeypatch.setattr(comparing, "write_known", watched)
    ids = {}
    for year, value in ((2000, "3"), (2005, "340"), (2010, "35500"), (2011, "35600")):
        text = FIRST.replace("2011", str(year)).replace("355名", f"{value}名")
        found = made_year(made, text, year, value)
        ids[year] = found.figures[0].id
        store.add(found)
        store.examine()
        if year == 2005:
            assert set(written) == {ids[2000], ids[2005]}
        if year == 2010:
            assert ids[2010] in written
            written.clear()
    assert written == []  # a value beside 35,500 is in no doubt, and takes its doubt away
    doubted = {each.figure for each in store.queue(Doubtful(reason="jump"))}
    assert doubted == {ids[2000], ids[2005]}


def test_a_sentence_that_stands_in_two_years_is_doubted_until_one_goes(store: Store, made: Make) -> None:
    add_copy(store, 2010)
    add_copy(store, 2011)
    found = store.queue(Doubtful(reason="twice"))
    assert len(found) == 2 and {tuple(each.doubts[0].facts["years"]) for each in found} == {(2010,), (2011,)}
    store.remove(found[0].document)
    assert store.queue(Doubtful(reason="twice")) == []


def add_copy(store: Store, year: int) -> None:
    store.add(copy_of(year))
    store.examine()


def copy_of(year: int) -> Extraction:
    """A document that has the same sentence as others of these."""
    line = "全市各级党组织共发展党员355名，其中女党员122名。"
    document = make_document(f"中山市{year}\n{line}", name=f"{year}.txt", year=year)
    start = document.text.index(line)
    sentence = (start, start + len(line))
    figure = make_figure(document, "355名", "355", "new_party_members", year=year, sentence=sentence)
    return Extraction(document, figures=(figure,))


def test_sentences_wait_to_be_looked_for_with_those_of_other_documents(store: Store) -> None:
    """A document that is read again or taken out meanwhile leaves nothing behind."""
    store.add_all([store.entry(copy_of(year)) for year in (2010, 2011, 2012)])
    waiting = store.changed_series()
    assert store.queue(Doubtful(reason="twice")) == []
    store.add(copy_of(2011), changed=True)
    store.remove(copy_of(2012).document.id)
    assert store.changed_series() == waiting - 1  # its series are compared without it
    assert [store.examine(1), store.examine(1)] == [1, 1]
    assert {each.doubts[0].facts["year"] for each in store.queue(Doubtful(reason="twice"))} == {2010, 2011}


def test_one_more_copy_of_a_sentence_leaves_the_other_doubts_unwritten(store: Store) -> None:
    """The years that are told of them are those of today all the same."""
    for year in (2001, 2004):
        add_copy(store, year)
    written: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *facts: written.append(" ".join(map(str, facts[2:4]))))
    add_copy(store, 2005)
    before = {each.figure for each in store.queue(Doubtful(reason="twice")) if each.doubts[0].facts["year"] < 2005}
    changes = [each for each in written if "doubts" in each and not each.lstrip().startswith("SELECT")]
    assert len(before) == 2 and changes and not any(figure in each for each in changes for figure in before)
    told = {each.doubts[0].facts["year"]: each.doubts[0].facts["years"] for each in store.queue(Doubtful("twice"))}
    assert told == {2001: [2004, 2005], 2004: [2001, 2005], 2005: [2001, 2004]}
    (figure,) = (each.figure for each in store.queue(Doubtful("twice")) if each.doubts[0].facts["year"] == 2001)
    assert [each.facts["years"] for each in store.doubts(figure) if each.reason == "twice"] == [[2004, 2005]]


def test_a_sentence_that_many_documents_have_is_nobodys_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are written at a time; an older store that doubted them forgets it."""
    monkeypatch.setattr(doubting, "COMMON", 3)
    line = "全年召开机关党建工作座谈会和推进会7次，各支部都派人参加。"

    def said_in(year: int) -> Extraction:
        document = make_document(f"中山市{year}\n{line}", name=f"{year}.txt", year=year)
        start = document.text.index(line)
        figure = make_figure(document, "7次", "7", "meetings_held", year=year, sentence=(start, start + len(line)))
        return Extraction(document, figures=(figure,))

    def doubted() -> int:
        store.examine()
        return len(store.queue(Doubtful(reason="twice")))

    some = [said_in(year) for year in range(2001, 2008)]
    store.add_all([store.entry(each) for each in some[:2]])
    store.examine()
    store.add(some[2])
    assert doubted() == 3
    store.add_all([store.entry(each) for each in some[3:5]])
    assert doubted() == 0
    store.add(some[5])
    assert doubted() == 0
    for each in some[:3]:
        store.remove(each.document.id)
    assert doubted() == 3
    with store._writer.begin() as connection:
        monkeypatch.setattr(doubting, "COMMON", 2)
        doubting.forget_common(connection)
    assert doubted() == 0


def test_evaluate_tells_how_often_the_engine_is_right(
    sqlite_store: Store, extraction: Extraction, capsys: pytest.CaptureFixture[str]
) -> None:
    sqlite_store.add(extraction)
    url = str(sqlite_store._engine.url)
    assert main(["evaluate", "--store", url]) == 1 and "Nobody has decided" in capsys.readouterr().err
    sqlite_store.decide("甲", [Order(extraction.figures[0].id, "accept"), correct(extraction.figures[1], year=2010)])
    assert main(["evaluate", "--store", url]) == 0
    assert "new_party_members" in capsys.readouterr().out
    assert main(["evaluate", "--store", url, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["all"]["precision"] == {"right": 1, "of": 2, "share": 0.5, "low": 0.0945, "high": 0.9055}
    assert told["all"]["parts"]["year"]["right"] == 1 and len(told["indicators"]) == 2


def test_every_indicator_has_a_plausible_range() -> None:
    for code, entry in catalogue().indicators.items():
        assert code == OTHER or (entry.plausible and entry.plausible[0] < entry.plausible[1]), code


def test_a_value_beyond_the_catalogues_range_and_parts_beyond_their_whole_are_doubted() -> None:
    document = make_document("中山市\n全市有党员50人，其中女党员60人、男党员70人，捐款3元。")
    whole = make_figure(document, "50人", "50", "party_members")
    parts = [make_figure(document, q, q[:2], "party_members", part=True, whole=whole.id) for q in ("60人", "70人")]
    gift = make_figure(document, "3元", "3", "donated_money")
    found = {(doubt.figure, doubt.reason) for doubt in of_document((whole, *parts, gift))}
    assert found == {(whole.id, "sum"), (gift.id, "range")}


@pytest.mark.parametrize(
    ("said", "doubted"),
    [
        ("男党员60人、女党员40人", False),
        ("男党员70人、女党员60人", True),
        ("女党员60人，35岁以下80人，大专以上90人", False),
        ("农民50人，工人20人，其他30人；女党员40人", False),
        ("少数民族党员40人，农民50人，工人20人，其他30人", False),
        ("农民50人，工人40人，其他30人；女党员40人", True),
    ],
)
def test_parts_that_exclude_each_other_make_their_whole(said: str, doubted: bool) -> None:
    found = extract(load_bytes("a", f"中山市2011年\n2011年，全市有党员100人，其中{said}。".encode()))
    assert len([each for each in found.figures if each.whole]) >= 2
    assert [each.reason for each in of_document(found.figures, found.document.text) if each.reason == "sum"] == [
        "sum"
    ] * doubted


@pytest.mark.parametrize(("all_of_them", "doubted"), [("100", False), ("132", True), ("130", False), ("200", False), ("65", True)])
def test_parts_that_overlap_are_not_doubted(all_of_them: str, doubted: bool) -> None:
    """60 women and 70 under 35 of 100 members are as they should be; parts that nearly make the whole are not."""
    document = make_document(f"中山市\n全市有党员{all_of_them}人，其中女党员60人、35岁以下70人。")
    whole = make_figure(document, f"{all_of_them}人", all_of_them, "party_members")
    parts = [make_figure(document, q, q[:2], "party_members", part=True, whole=whole.id) for q in ("60人", "70人")]
    assert [each.reason for each in of_document((whole, *parts))] == ["sum"] * doubted
