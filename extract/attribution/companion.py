"""A second measure of one thing: 培训班4期360人次, 慰问1265户、48万元, 植树12万株、800亩."""

from __future__ import annotations

from collections.abc import Sequence

from extract.attribution.attributed import Attributed, classes, group
from extract.attribution.frame import Frame
from extract.catalogue import catalogue

_BESIDE: dict[str, dict[str, str]] = {
    "money": {"people_aided": "aid_money", "donation_participants": "donated_money"},
    "person": {
        "aid_money": "people_aided",
        "donated_money": "donation_participants",
        "training_sessions": "training_participants",
        "activities_held": "event_participants",
        "meetings_held": "event_participants",
        "study_sessions": "event_participants",
        "party_lectures": "event_participants",
        "trees_planted": "tree_planting_participants",
        "afforested_area": "tree_planting_participants",
        "cases_filed": "people_disciplined",
    },
    "area": {"trees_planted": "afforested_area"},
    "tree": {"afforested_area": "trees_planted"},
}
"""What a measure of another class says beside a figure: class of its unit → indicator of the figure → its own."""

_JOINING = frozenset(("", "、", "，", "计", "、计", "，计", "共", "，共"))
"""The words between the two measures."""


def companion(frame: Frame, frames: Sequence[Frame], current: Sequence[Attributed]) -> str | None:
    """The indicator of a bare number right behind (or in the bracket of) a figure that it measures in another way."""
    if frame.head or frame.rest or frame.pre not in _JOINING:
        return None
    last = next((item for item in reversed(current) if item.frame.outer == frame.outer), None)
    if last is None and frame.outer is not None:
        last = next((item for item in current if item.frame.quantity is frames[frame.outer].quantity), None)
    if last is None or last.difference or group(last.frame.quantity.unit) == group(frame.quantity.unit):
        return None
    units = classes(frame.quantity.unit)
    if "visit" in units:
        units |= {"person"}
    code = next((row[last.code] for name, row in _BESIDE.items() if name in units and last.code in row), None)
    return code if code in catalogue().indicators else None
