"""What a decision must be like. Each refusal is one sentence that says what is wrong and what to do."""

from __future__ import annotations

from extract.catalogue import catalogue
from extract.decisions.models import Decision, Said
from extract.decisions.shown import has_number, stands_in
from extract.errors import DecisionError
from extract.models import OTHER

BOUNDS = ("eq", "gt", "lt", "approx")
YEARS = range(1000, 2200)


def possible(said: Said, words: str, near: str = "") -> None:
    """Raises DecisionError for what no figure can be; `words` are those in which its digits must stand, `near` the part
    of them that it says."""
    if said.indicator != OTHER and said.indicator not in catalogue().indicators:
        message = f"There is no indicator “{said.indicator}” in the catalogue: choose one of its codes."
        raise DecisionError("decision_indicator", message, value=said.indicator)
    if said.bound not in BOUNDS or (said.year is not None and said.year not in YEARS):
        message = f"“{said.year}” is no year, or “{said.bound}” no bound: correct it."
        raise DecisionError("decision_year", message, value=said.year)
    if said.value_max is not None and said.value_max < said.value:
        raise DecisionError("decision_range", "The upper end of a range is below its lower end: correct it.")
    if not stands_in(said, words):
        told, value = (near or words)[:80].strip(), f"{said.value.normalize():,f}"
        message = (
            f"The digits of {value} do not stand in “{told}”: a figure that cannot be shown in its source "
            "is none. Correct the number, or mark the words that hold it."
        )
        raise DecisionError("decision_unseen", message, value=value, words=told)


def markable(words: str) -> None:
    """Raises DecisionError for marked words without a number."""
    if not has_number(words):
        message = f"There is no number in “{words[:80]}”: mark the words that hold it."
        raise DecisionError("decision_no_number", message, words=words[:80])


def current(seen: int, last: Decision | None) -> None:
    """Raises DecisionError where somebody has decided since the decision `seen` (0: none)."""
    if last is not None and last.number != seen:
        message = (
            f"{last.who} has decided on this figure in the meantime ({last.kind}, {last.at}). "
            "Nothing was changed: look at it again, then decide."
        )
        raise DecisionError("decision_overtaken", message, who=last.who, kind=last.kind, at=last.at)
    if last is None and seen:
        message = "This figure has no decision any more: look at it again, then decide."
        raise DecisionError("decision_gone", message)
