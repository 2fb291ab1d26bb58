"""How sure a reading says it is, and how sure it is."""

from __future__ import annotations

import sys
from pathlib import Path

import golden
import pytest

from extract.attribution.confidence import indicator_ways, place_way, year_way
from extract.models import Told

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))

import confidence as benchmark


def test_a_sure_reading_is_right() -> None:
    """Of the figures at 0.9 and more 98 % have the right value, indicator, year and place, and they are not few."""
    found = [*benchmark.readings(golden.FOLDER, golden.FOLDER, set())]
    sure = [each for each in found if each.confidence >= 0.9]
    assert sum(all(each.right.values()) for each in sure) >= 0.98 * len(sure)
    assert len(sure) >= 0.3 * len(found)
    doubtful = [all(each.right.values()) for each in found if each.confidence < 0.8]
    assert sum(doubtful) / len(doubtful) < sum(all(each.right.values()) for each in sure) / len(sure) - 0.02


@pytest.mark.parametrize(("right", "count", "share"), [(50, 100, 0.404), (100, 100, 0.963), (1, 1, 0.2065)])
def test_the_lower_end_of_a_share(right: int, count: int, share: float) -> None:
    assert benchmark.lower(right, count, 1.96) == pytest.approx(share, abs=5e-4)


def test_ways_of_telling() -> None:
    assert indicator_ways("other", (), "%") == ("other", "other.percent")
    assert indicator_ways("party_members", ("carried.list",), "人") == ("carried.list", "carried.list")
    own, group = indicator_ways("party_members", ("party_members.members",), "人")
    assert own == "party_members.members"
    assert group.partition(".")[2] == "head"
    told = Told("period.year", "2011年", 100, 105)
    assert year_way(told, "party_members", 90, True) == "period.year"
    assert year_way(told, "party_members", 110, False) == "period.year.far.years"
    assert year_way(None, "party_members", 0, True) == place_way(None, True) == ""
    assert place_way(Told("place.title", "甲市", 0, 2), False) == "place.title.years"


def test_what_is_seldom_seen_is_less_sure() -> None:
    right = {"value": True, "indicator": True, "year": True, "place": True}
    ways = {"indicator": "a.b", "year": "period.title", "place": ""}
    few, many = ([benchmark.Reading(ways, "10.head", right, 0.9)] * count for count in (3, 300))
    assert benchmark.shares(few)["indicator"]["a.b"] < benchmark.shares(many)["indicator"]["a.b"] < 1
    assert benchmark.shares(many)["place"][""] == benchmark.UNTOLD
