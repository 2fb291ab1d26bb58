"""Document text as HTML: escaped, with marks, the hard wraps of a scan joined. Offsets stay those of the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

BREAKS = "\r\n"
BLANKS = " \t\u3000\xa0"
EMPTY = "\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the document that is marked: `before` and `after` are the tags around it.

    Marks may nest (a figure inside its sentence); a mark that only crosses another one is cut at its edge.
    """

    start: int
    end: int
    before: str
    after: str


def render(text: str, start: int, end: int, marks: Iterable[Mark] = ()) -> str:
    """The HTML of ``text[start:end]``."""
    inside = [mark for mark in marks if start <= mark.start < mark.end <= end]
    ordered = sorted(inside, key=lambda mark: (mark.start, -mark.end))
    return "".join(_pieces(text, start, end, _nested(ordered)))


def _nested(ordered: Sequence[Mark]) -> list[Mark]:
    """Without the marks that cross the edge of an earlier one."""
    kept: list[Mark] = []
    around: list[Mark] = []
    for mark in ordered:
        while around and around[-1].end <= mark.start:
            around.pop()
        if not around or mark.end <= around[-1].end:
            kept.append(mark)
            around.append(mark)
    return kept


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterable[str]:
    at = start
    open_marks: list[Mark] = []
    for mark in marks:
        while open_marks and open_marks[-1].end <= mark.start:
            closing = open_marks.pop()
            yield plain(text, at, closing.end) + closing.after
            at = closing.end
        yield plain(text, at, mark.start) + mark.before
        at = mark.start
        open_marks.append(mark)
    while open_marks:
        closing = open_marks.pop()
        yield plain(text, at, closing.end) + closing.after
        at = closing.end
    yield plain(text, at, end)


def plain(text: str, start: int, end: int) -> str:
    """The escaped text; hard wraps are joined, an empty line stays a break."""
    return "".join("<br>" if piece == EMPTY else escape(piece) for piece in _joined(text, start, end))


def words_of(text: str) -> str:
    """The words of a quote in one line, not escaped: 3200⏎余人 → 3200余人."""
    return "".join(" " if piece == EMPTY else piece for piece in _joined(text, 0, len(text))).strip()


def in_a_line(*pieces: str) -> tuple[str, ...]:
    """Neighbouring pieces of one text, each as `words_of` has it, runs of blanks as one; not escaped.

    What a break between two pieces leaves depends on the characters on both its sides.
    """
    whole, stops = "".join(pieces), list(accumulate(map(len, pieces), initial=0))
    return tuple(_tight(whole, start, stop) for start, stop in pairwise(stops))


def _tight(whole: str, start: int, stop: int) -> str:
    """A stretch with single blanks between its words; at its edges where the text goes on there."""
    text = "".join(_joined(whole, start, stop))
    before = " " if start and text[:1].isspace() else ""
    after = " " if stop < len(whole) and text.strip() and text[-1:].isspace() else ""
    return before + " ".join(text.split()) + after


def _joined(text: str, start: int, end: int) -> Iterable[str]:
    """Stretches of text, and what stands for the breaks between them."""
    at = start
    while at < end:
        stop = at
        breaks = text[at] in BREAKS
        while stop < end and (text[stop] in BREAKS + BLANKS if breaks else text[stop] not in BREAKS):
            stop += 1
        yield _wrap(text, at, stop) if breaks else text[at:stop]
        at = stop


def _wrap(text: str, start: int, stop: int) -> str:
    """A hard wrap vanishes beside Chinese characters and is a blank between words; an empty line stays."""
    before, after = text[start - 1 : start], text[stop : stop + 1]
    if text.count("\n", start, stop) > 1:
        return EMPTY if before and after else ""
    narrow = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return " " if narrow else ""


def located(text: str, span: tuple[int, int], low: int, high: int) -> tuple[int, int]:
    """The span of the document that characters `low` to `high` of a stretch stand for, as it is shown."""
    at, shown, found = span[0], 0, []
    for piece, length in _measured(text, *span):
        for wanted in (low, high)[len(found) :]:
            if shown + len(piece) >= wanted and (found or shown + len(piece) > wanted):
                found.append(at + min(wanted - shown, length))
        at, shown = at + length, shown + len(piece)
    found += [span[1]] * (2 - len(found))
    return found[0], max(found)


def _measured(text: str, start: int, end: int) -> Iterable[tuple[str, int]]:
    """What is shown of each stretch, and how many characters of the document it stands for."""
    at = start
    while at < end:
        stop = at
        breaks = text[at] in BREAKS
        while stop < end and (text[stop] in BREAKS + BLANKS if breaks else text[stop] not in BREAKS):
            stop += 1
        shown = _wrap(text, at, stop) if breaks else text[at:stop]
        yield "" if shown == EMPTY else shown, stop - at
        at = stop
