"""The engine on whole labelled documents: thresholds for the five seeds, and no change that nobody has looked at."""

from __future__ import annotations

import json

import golden
import pytest

SEEDS = [name for name in golden.documents() if name.startswith("00")]
NEEDED = {"number": 0.98, "indicator": 0.93, "year": 0.97, "place": 1.0, "bound": 0.98, "panel": 0.95}


def test_the_five_seeds_are_read_as_well_as_promised() -> None:
    assert len(SEEDS) == 5
    reached = golden.scores(SEEDS)
    assert {key: value for key, value in reached.items() if value < NEEDED[key]} == {}


@pytest.mark.parametrize("name", golden.documents())
def test_differences_are_the_known_ones(name: str) -> None:
    """A rule that reads better or worse shows here: python tests/golden.py takes the new list, and its diff is looked at."""
    known = json.loads(golden.KNOWN.read_text(encoding="utf-8"))
    assert golden.differences(name) == known[name]


@pytest.mark.parametrize("name", golden.documents())
def test_labels_are_of_the_text(name: str) -> None:
    text = golden.text_of(name).read_bytes().decode("utf-8")
    assert [row["quote"] for row in golden.labels(name)] == [text[row["start"] : row["end"]] for row in golden.labels(name)]
