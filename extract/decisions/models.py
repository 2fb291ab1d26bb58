"""A decision, what a person says of a figure in it, and what stands after all that was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Literal

from extract.models import Bound, Figure

Kind = Literal["accept", "correct", "reject", "add", "revert"]
Status = Literal["checked", "corrected", "added", "rejected", "contested", "open"]

KINDS = ("accept", "correct", "reject", "add", "revert")
MARKS = ("checked", "corrected", "added", "rejected", "contested")
"""What a decided figure carries. “open”: nothing that was decided of it stands any more."""

AROUND = 32
"""Characters on either side of a quote that are kept to find it again, as a TextQuoteSelector's prefix and suffix."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure says, as far as a person can correct it. Its place in the text is never corrected."""

    value: Decimal
    unit: str
    bound: Bound
    indicator: str
    value_max: Decimal | None = None
    year: int | None = None
    place: str | None = None
    place_code: str = ""
    scope: str = ""
    part: bool = False
    plan: bool = False
    dup: bool = False
    narrow: bool = False

    def onto(self, figure: Figure, mark: str) -> Figure:
        """The figure as a person says it is."""
        return replace(figure, **{name: getattr(self, name) for name in SAID}, mark=mark)

    def packed(self) -> dict[str, Any]:
        """For JSON: numbers as their digits."""
        told = {name: getattr(self, name) for name in SAID}
        return {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in told.items()}

    def differs(self, other: Said) -> list[str]:
        """The names of the fields in which two readings are not the same; 1.50 is 1.5."""
        return [name for name in SAID if getattr(self, name) != getattr(other, name)]


SAID = tuple(each.name for each in fields(Said))


def said_of(figure: Figure) -> Said:
    """What a figure says."""
    return Said(**{name: getattr(figure, name) for name in SAID})


def unpacked(told: Mapping[str, Any]) -> Said:
    """What `packed` has made; fields that it does not know have their defaults."""
    numbers = {name: Decimal(told[name]) for name in ("value", "value_max") if told.get(name) is not None}
    return Said(**{name: value for name, value in told.items() if name in SAID} | numbers)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the words of a figure stand: the selectors of the W3C Web Annotation model, by position and by quote.

    `document` is its id, `name` that of its file: a new version of it has another id and the same name.
    """

    document: str
    name: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


def anchor_of(document: str, name: str, text: str, start: int, end: int) -> Anchor:
    """The anchor of `text[start:end]`."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Anchor(document, name, start, end, text[start:end], before, after)


def start_of(figure: str) -> int:
    """Where the words of a figure begin in its document, as its id says."""
    return int(figure.rpartition("-")[2])


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log: who said when, of which figure, what, and why. Entries are never changed.

    `subject` names what was decided on, whatever becomes of its document; `figure` is the id that it had then.
    `before` is what stood and `after` what stands by this decision, None for no figure. A revert takes back the
    decision `reverts`; decisions of one `bulk` were taken together. `machine` is the engine's reading of that time.
    """

    number: int
    at: str
    who: str
    kind: Kind
    subject: str
    figure: str
    anchor: Anchor
    before: Said | None = None
    after: Said | None = None
    why: str = ""
    reverts: int | None = None
    bulk: int | None = None
    machine: Said | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What all decisions on one figure come to.

    `number` is that of the last entry about it, which the next decision has to know. `voices` are the decisions that
    speak against each other where it is `contested`, else the one that stands, each person's latest.
    """

    subject: str
    status: Status
    number: int
    said: Said | None = None
    by: str = ""
    at: str = ""
    voices: tuple[Decision, ...] = ()
