"""The benchmark's corpus: always the same, in good Chinese order, and read by the engine as it was meant."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from extract.catalogue import catalogue
from extract.panel import cells
from extract.store import Store

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture(autouse=True)
def on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def test_every_slot_is_an_indicator_that_some_sentence_states() -> None:
    import corpus

    known = {*catalogue().indicators} - {"other"}
    slots = {slot[0] for shape in corpus.shapes()["sentences"] for slot in corpus.SLOT.findall(shape)} - {"~", "own"}
    assert slots <= known and set(corpus.shapes()["ranges"]) <= slots
    assert len(slots) >= 35


def test_a_document_is_made_of_its_seed_and_number() -> None:
    import corpus

    first = corpus.made(7)
    assert first == corpus.made(7) and first != corpus.made(8) and first != corpus.made(7, seed=2)
    for truth in first.truth:
        assert first.text.startswith(truth.quote, truth.start) and Decimal(truth.value) > 0


def test_two_hundred_documents_are_read_as_they_were_meant() -> None:
    """What is stated is known, so that this is recall and precision, and not agreement with what was read before."""
    import corpus

    score, wrong = corpus.check(200, 1)
    assert score.stated > 3000 and score.told > 3000
    assert score.found == score.stated, wrong.most_common(5)
    assert score.recall > 0.97 and score.precision > 0.98, wrong.most_common(5)


def test_a_score_counts_what_is_missed_and_what_is_made_up() -> None:
    import corpus

    from extract.load import document
    from extract.pipeline import extract

    made = next(one for one in map(corpus.made, range(9)) if len(one.truth) > 9)
    found = extract(document(made.name, made.text.encode())).figures
    score = corpus.Score()
    score.add(made, found[1:])
    assert score.stated == len(made.truth) and score.found < score.stated
    score = corpus.Score()
    score.add(corpus.Made(made.name, made.text, made.truth[:4]), found)
    assert score.stated == 4 and score.false >= len(made.truth) - 6


def test_a_folder_of_documents_with_their_truth(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "corpus.py"), str(tmp_path), "3"]
    subprocess.run(command, check=True, capture_output=True)
    rows = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.txt")}
    assert sorted(texts) == ["0000000", "0000001", "0000002"] == sorted({row["document"] for row in rows})
    assert all(texts[row["document"]].startswith(row["quote"], row["start"]) for row in rows)


def test_a_store_of_copies_is_right_and_every_question_of_the_benchmark_is_answered(store: Store) -> None:
    import copies
    import scale

    store.add_all([store.entry(each) for each in scale.read(0, 6)])
    before = store.totals()
    copies.multiply(store, 2)
    copies.made_anew(store)
    assert store.totals() == {name: 3 * number for name, number in before.items()}
    assert store.cells() == cells(store.figures()) and store.count_cells() > 100
    assert len(store.search("党员", most=500)) % 3 == 0
    for name, ask in scale.questions(store).items():
        assert ask(store) is not None, name
    store.add_all([store.entry(each) for each in scale.read(6, 8)])
    assert store.cells() == cells(store.figures())
