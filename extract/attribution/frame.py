"""The frame of a quantity: the words around it, sorted by what they do in the sentence.

A sentence is written as a string in which every quantity is one mark, blanks and line wraps left out, and
a bracket that holds quantities is folded away and read on its own, so that rules see plain clauses:
``党员⟦〔⟧`` for 党员1267名（在职党员992名）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.catalogue.lexicon import lexicon
from extract.models import Quantity

MARK = "⟦"
FOLD = "〔"
_BREAK = "，,；;：:。！？"
_BLANK = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{1,200}>")
_PLAIN_BRACKET = re.compile(rf"（[^（）{MARK}]*）")
_FIGURE_BRACKET = re.compile(rf"（([^（）]*{MARK}[^（）]*)）")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’")
_SPLIT = re.compile(r"[，,；;：:。！？]|\.(?![0-9])")
_LEADING = re.compile(r"^(?:[、及和与或并]|以及|并且|另外?|还|又|，)+")


@dataclass(slots=True)
class Frame:
    """What stands around one quantity.

    `head` is what is counted, as far as the words next to the number tell; `side` says whether they stand
    before ("pre") or behind it ("post"), "" where neither tells. `left` and `right` are the words of the
    clause, with those of neighbouring clauses where this one has no verb; `before` is everything in the
    sentence up to the number; `rest` what is said of a head that stands behind its number.
    `own` is the clause up to the number and no further, `pre` its last stretch, back to the number before.
    `outer` is the position, in the sentence, of the quantity that a bracket belongs to; None outside brackets.
    """

    quantity: Quantity
    head: str
    side: str
    left: str
    right: str
    before: str
    rest: str
    own: str
    pre: str
    topic: str = ""
    outer: int | None = None


def frames(cleaned: str, quantities: Sequence[Quantity], start: int, end: int, topic: str) -> list[Frame]:
    """One frame for each of the sentence's quantities, in order; `topic` is the title and headings above it."""
    if not quantities:
        return []
    words, order = _marked(cleaned, quantities, start, end), list(range(len(quantities)))
    found: dict[int, Frame] = {}
    _read(words, order, quantities, None, "", found)
    for frame in found.values():
        frame.topic = topic
    return [found[i] for i in order]


def _marked(cleaned: str, quantities: Sequence[Quantity], start: int, end: int) -> str:
    pieces, position = [], start
    for quantity in quantities:
        pieces.append(cleaned[position : quantity.start])
        position = quantity.end
    pieces.append(cleaned[position:end])
    words = MARK.join(_BLANK.sub("", _TAG.sub("。", piece)) for piece in pieces)
    words = _QUOTED.sub(lambda match: re.sub(r"[，；：。、]", "", match[0]), words)
    return _PLAIN_BRACKET.sub("", words)


def _read(words: str, order: list[int], quantities: Sequence[Quantity], outer: int | None, lead: str, found: dict[int, Frame]) -> None:
    """Frames of one level of brackets; the brackets inside are folded and read in their turn."""
    inner: list[tuple[str, list[int], int | None, str]] = []
    own = list(order)

    def fold(match: re.Match[str]) -> str:
        ahead = match.string[: match.start()]
        first, count = ahead.count(MARK), match[1].count(MARK)
        taken = own[first : first + count]
        del own[first : first + count]
        inner.append((match[1], taken, own[first - 1] if first and ahead.endswith((MARK, FOLD)) else None, ahead[-30:]))
        return FOLD

    while match := _FIGURE_BRACKET.search(words):
        words = words[: match.start()] + fold(match) + words[match.end() :]
    for clause in _clauses(words, own):
        for frame in _clause_frames(clause, quantities, lead):
            frame.outer = outer
            found[frame_index(quantities, frame)] = frame
    for text, taken, parent, ahead in inner:
        _read(text, taken, quantities, parent if parent is not None else outer, ahead, found)


def frame_index(quantities: Sequence[Quantity], frame: Frame) -> int:
    return next(i for i, quantity in enumerate(quantities) if quantity is frame.quantity)


@dataclass(slots=True)
class _Clause:
    words: str
    order: list[int]
    left: list[str]
    right: list[str]


def _clauses(words: str, order: list[int]) -> list[_Clause]:
    """The clauses with what stands left and right of each, nearest first, up to a semicolon."""
    parts: list[tuple[str, str]] = []
    position = 0
    for match in _SPLIT.finditer(words):
        parts.append((words[position : match.start()], match[0]))
        position = match.end()
    parts.append((words[position:], ""))
    clauses, taken = [], 0
    for number, (text, _) in enumerate(parts):
        count = text.count(MARK)
        clauses.append(_Clause(text, order[taken : taken + count], _neighbours(parts, number, -1), _neighbours(parts, number, 1)))
        taken += count
    return clauses


def _neighbours(parts: list[tuple[str, str]], number: int, step: int) -> list[str]:
    found: list[str] = []
    i = number
    while len(found) < 4:
        mark = parts[i - 1][1] if step < 0 and i else parts[i][1] if step > 0 else ""
        i += step
        if not 0 <= i < len(parts) or mark in "；;。！？":
            break
        found.append(parts[i][0])
    return found


def _clause_frames(clause: _Clause, quantities: Sequence[Quantity], lead: str) -> list[Frame]:
    pieces = clause.words.split(MARK)
    found = []
    for i, index in enumerate(clause.order):
        left, right = MARK.join(pieces[: i + 1]), MARK.join(pieces[i + 1 :])
        head, side, rest = _head(pieces[i], pieces[i + 1], quantities[index])
        far_left = _reach(left, clause.left)
        found.append(
            Frame(
                quantity=quantities[index], head=head, side=side, left=far_left, right=_reach_right(right, left, clause.right),
                before="，".join([lead, *reversed(clause.left), left]), rest=rest, own=left, pre=pieces[i],
            )
        )  # fmt: skip
    return found


def _reach(left: str, neighbours: list[str]) -> str:
    """The clause up to the number and, while it has no verb of its own, the clauses before it."""
    words = lexicon()
    for neighbour in neighbours[:3]:
        if words.actions.search(_QUOTED.sub("", left).replace(MARK, "")) or _VERB.search(left):
            break
        left = f"{neighbour}，{left}"
    return left


def _reach_right(right: str, left: str, neighbours: list[str]) -> str:
    """The clause behind the number and, in a list that has no verb yet, the items behind it."""
    for neighbour in neighbours[:3]:
        if _VERB.search(right) or _VERB.search(left) or MARK not in neighbour:
            break
        right = f"{right}，{neighbour}"
    return right


_VERB = re.compile(
    r"捐|植|栽|种(?!类|植业)|培训|轮训|参训|受训|参加|参与|出席|到会|表彰|评|授|获|命名|发展|吸收|接收|转正|换届|改选|成立|组建|建|撰写|发表|刊发|编|召开|举办|举行|开展|组织|发放|慰问|救助|资助|帮扶|查|办|处分"
    r"|征求|收集|收到|受理|制定|制订|修订|完善|出台|募|筹|投入|挽回|清|追|讲|上党课|推荐|选|派|放映|播放|印|有|设|辖|达|为"
)


def _head(before: str, behind: str, quantity: Quantity) -> tuple[str, str, str]:
    """What is counted, on which side of the number it stands, and what is said of it behind."""
    words = lexicon()
    ahead = _SPLIT.split(before)[-1].replace(FOLD, "")
    core = words.fillers.sub("", _LEADING.sub("", ahead))
    follows = re.split(r"[、，,；;：:。！？]|〔", behind.removeprefix("的"), maxsplit=1)[0]
    cut = words.predicates.search(follows)
    noun = follows[: cut.start()] if cut else follows
    rest = follows[len(noun) :] or ("、" if behind[len(follows) :].startswith("、") else "")
    noun = re.split(r"[和及与](?!睦|谐|平)", noun, maxsplit=1)[0] if MARK not in noun else noun
    if len(noun) >= 2 or (noun and not core):
        return noun, "post", rest if cut else ""
    return core, "pre" if core else "", rest
