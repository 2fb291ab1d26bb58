"""The log of one figure → what stands.

Each person's latest decision counts, as far as nobody has taken it back. Where two say different things, neither
stands: the machine's reading is shown, marked as contested, until they agree or a third person decides. The later one
does not simply win, as a page would then show what was last clicked and not what was agreed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.decisions.models import Decision, Said, Standing, Status


def standing(log: Sequence[Decision]) -> Standing:
    """What the entries about one figure come to; they are in the order of their numbers, at least one."""
    voices = _voices(alive(log))
    subject, number = log[-1].subject, log[-1].number
    if not voices:
        return Standing(subject, "open", number)
    if contested(voices):
        return Standing(subject, "contested", number, voices=voices)
    last = max(voices, key=lambda each: each.number)
    return Standing(subject, _status(last), number, last.after, last.who, last.at, voices)


def in_force(log: Iterable[Decision]) -> set[int]:
    """The numbers of the entries that nobody has taken back; taking back a revert brings back what it took."""
    dead: set[int] = set()
    kept: set[int] = set()
    for each in reversed(list(log)):
        if each.number not in dead:
            kept.add(each.number)
            dead |= {each.reverts} if each.reverts else set()
    return kept


def alive(log: Sequence[Decision]) -> list[Decision]:
    """The decisions that nobody has taken back, without the reverts."""
    kept = in_force(log)
    return [each for each in log if each.number in kept and each.kind != "revert"]


def _voices(log: Iterable[Decision]) -> tuple[Decision, ...]:
    """The latest decision of each person; one by a third person on what is contested ends the contest."""
    voices: dict[str, Decision] = {}
    for each in log:
        if each.who not in voices and contested(tuple(voices.values())):
            voices = {}
        voices[each.who] = each
    return tuple(sorted(voices.values(), key=lambda each: each.number))


def contested(voices: Sequence[Decision]) -> bool:
    """Whether people say different things."""
    return any(not same(voices[0].after, each.after) for each in voices[1:])


def same(one: Said | None, other: Said | None) -> bool:
    """Whether two readings, or two rejections, are the same."""
    if one is None or other is None:
        return one is other
    return not one.differs(other)


def _status(last: Decision) -> Status:
    if last.after is None:
        return "rejected"
    if last.machine is None:
        return "added"
    return "checked" if same(last.after, last.machine) else "corrected"
