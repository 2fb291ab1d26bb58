"""The frame of a quantity: the words around it, sorted by what they do in the sentence.

A sentence is written as a string in which every quantity is one mark, blanks and line wraps left out, and
a bracket that holds quantities is folded away and read on its own, so that rules see plain clauses:
``党员⟦〔⟧`` for 党员1267名（在职党员992名）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.attribution.noun import FOLD, KEPT, STOPS, core_of, noun_of
from extract.catalogue.lexicon import lexicon
from extract.catalogue.needles import first_characters
from extract.models import Quantity
from extract.spans import places_of

MARK = "⟦"
AMONG = re.compile(r"(?:（[^（）]{1,2}）)?次?中(?![小学医央共国外心队间等级型专层])")
"""Behind a number that is taken apart: 在107件中，… ; 107件中经济类61件."""
_TAG = re.compile(r"<[^<>]{1,200}>")
_TOTAL = re.compile(r"(?:共计?|总共|合计|总计|累计|计)(?:有|达|为)?$")
_HELD = frozenset({"期", "场", "场次", "期次"})
_COURSE = re.compile(r"(?:班|会|讲座|党课|比赛|竞赛|演出)$")
_SIDE = "性别|民族|年龄|学历|职业|文化程度|文化|入党时间|行业|领域|类别"
_ANNOUNCES = re.compile(
    rf"(?:的|基本)?(?:(?<=员)(?:的|按)?(?:(?:{_SIDE})(?:结构|构成|分布|组成|状况)?|结构|构成|分布|组成|状况)"
    r"|情况|统计|人数|如下|分别(?:是|为)|是|为)+$|^其中$"
)
JOINED = f"，,：:；{FOLD}"
_BRACKET = re.compile(r"（[^（）]*）")
_PLAIN_BRACKET = re.compile(rf"（[^（）{MARK}]*）")
_FIGURE_BRACKET = re.compile(rf"（([^（）]*{MARK}[^（）]*)）")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’")
_NO_STOPS = str.maketrans("", "", "，；：。、")


@dataclass(slots=True)
class Look:
    """What a sentence may hold, a bit each; a bit that is missing is certain.

    `rules` may hold by all that they want in the sentence; `banned` has a bit (see `look.bans`) for what rules do not
    want and may stand in it; `plan` and `narrow` are of the patterns that `flag_words` lists, `parts` of three roles of
    the lexicon.
    """

    rules: int
    banned: int
    plan: int
    narrow: int
    parts: int


@dataclass(slots=True)
class Frame:
    """What stands around one quantity.

    `head` is what is counted, as far as the words next to the number tell; `side` says whether they stand
    before ("pre") or behind it ("post"), "" where neither tells. `left` and `right` are the words of the
    clause, with those of neighbouring clauses where this one has no verb; `before` is everything in the
    sentence up to the number; `rest` what is said of a head that stands behind its number.
    `own` is the clause up to the number and no further, `pre` its last stretch, back to the number before;
    `lead` is `left` without a head that stands before the number.
    `topic` is the title and the headings, `sentence` the whole sentence, with its brackets and again without them: all
    that the other fields hold stands in it, but for the marks in JOINED, which they may write in another way.
    `colon` is what a colon before it announces (预备党员转正情况：机关41人，企业67人).
    `outer` is the position, in the sentence, of the quantity that a bracket belongs to; None outside brackets.
    `seen` is what a look at the sentence has told, once somebody has looked (see `look`).
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
    lead: str
    topic: str = ""
    sentence: str = ""
    outer: int | None = None
    colon: str = ""
    seen: Look | None = None


def frames(cleaned: str, quantities: Sequence[Quantity], start: int, end: int, topic: str) -> list[Frame]:
    """One frame for each of the sentence's quantities, in order; `topic` is the title and headings above it."""
    if not quantities:
        return []
    words, order = _marked(cleaned, quantities, start, end), list(range(len(quantities)))
    found: dict[int, Frame] = {}
    _read(words, order, quantities, None, "", found)
    sentence = f"{words}｜{_BRACKET.sub('', words)}" if "（" in words else words
    for frame in found.values():
        frame.topic, frame.sentence = topic, sentence
    return [found[i] for i in order]


def _marked(cleaned: str, quantities: Sequence[Quantity], start: int, end: int) -> str:
    pieces, position = [], start
    for quantity in quantities:
        pieces.append(cleaned[position : quantity.start])
        position = quantity.end
    pieces.append(cleaned[position:end])
    if any("<" in piece for piece in pieces):
        pieces = [_TAG.sub("。", piece) for piece in pieces]
    words = "".join(MARK.join(pieces).split())
    if any(mark in words for mark in "《“‘"):
        words = _QUOTED.sub(lambda match: match[0].translate(_NO_STOPS), words)
    return _PLAIN_BRACKET.sub("", words) if "（" in words else words


def _read(
    words: str, order: list[int], quantities: Sequence[Quantity], outer: int | None, lead: str, found: dict[int, Frame]
) -> None:
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

    while "（" in words and (match := _FIGURE_BRACKET.search(words)):
        words = words[: match.start()] + fold(match) + words[match.end() :]
    for clause in _clauses(words, own):
        for index, frame in zip(clause.order, _clause_frames(clause, quantities, lead), strict=True):
            frame.outer = outer
            found[index] = frame
    for text, taken, parent, ahead in inner:
        _read(text, taken, quantities, parent if parent is not None else outer, ahead, found)


@dataclass(slots=True)
class _Clause:
    words: str
    order: list[int]
    left: list[str]
    right: list[str]
    colon: str


def _clauses(words: str, order: list[int]) -> list[_Clause]:
    """The clauses with what stands left and right of each, nearest first, up to a semicolon."""
    parts: list[tuple[str, str]] = []
    position = 0
    for place in places_of(STOPS, words, 0, len(words)):
        if words[place] != "." or not "0" <= words[place + 1 : place + 2] <= "9":  # 3.5 is no clause's end
            parts.append((words[position:place], words[place]))
            position = place + 1
    parts.append((words[position:], ""))
    clauses, taken, colon = [], 0, ""
    for number, (text, mark) in enumerate(parts):
        if count := text.count(MARK):
            left, right = _neighbours(parts, number, -1), _neighbours(parts, number, 1)
            clauses.append(_Clause(text, order[taken : taken + count], left, right, colon))
            taken += count
        elif mark in ("：", ":"):
            colon = _ANNOUNCES.sub("", text)
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
    words, pieces = clause.words, clause.words.split(MARK)
    behind = words.replace(FOLD, "")
    ahead = "".join(f"{each}，" for each in (lead, *reversed(clause.left)))
    found: list[Frame] = []
    place = folded = 0
    for i, index in enumerate(clause.order):
        place += len(pieces[i]) + bool(i)
        folded += len(pieces[i]) - pieces[i].count(FOLD) + bool(i)
        left, right = words[:place], behind[folded + 1 :]
        head, side, rest = _headed(clause, pieces, i, found, quantities[index].unit)
        far_left = _reach(left, clause.left)
        found.append(
            Frame(
                quantity=quantities[index],
                head=head,
                side=side,
                left=far_left,
                right=_reach_right(right, left, clause.right) if clause.right else right,
                before=ahead + left,
                rest=rest,
                own=left,
                pre=pieces[i],
                lead=far_left[: far_left.rfind(head)] if side == "pre" and head else far_left,
                colon=clause.colon,
            )
        )
    return found


def _headed(clause: _Clause, pieces: list[str], i: int, before: list[Frame], unit: str) -> tuple[str, str, str]:
    """Head, side and rest of the `i`-th number of a clause, whose words between its numbers are `pieces`."""
    if in_turn := _in_turn(pieces, i):
        return in_turn, "pre", ""
    head, side, rest = noun_of(_own_words(pieces[i], before), pieces[i + 1])
    bare = not pieces[0] and unit in _HELD and clause.left and _COURSE.search(clause.left[0])
    if not head and i == 0 and clause.left and (bare or _TOTAL.match(pieces[0])):
        # 各大队均设党支部，共384个; 办党员培训班，3期620人: a bare total counts what the clause before ends with.
        head, side = core_of(clause.left[0].split(MARK)[-1]), "pre"
    followed = i + 2 < len(pieces) and pieces[i + 1].removeprefix(head) in ("", "的", "、", "和", "及")
    if side == "post" and not rest and followed:
        # 62个基层工会3000多名会员参赛: what is said of the number behind is said of this one, too.
        rest = noun_of(pieces[i + 1], pieces[i + 2])[2]
    return head, side, rest


def _in_turn(pieces: list[str], i: int) -> str:
    """The name that is the `i`-th number's (解决率、满意率分别达97.3%和97.7%); “” unless there are as many of both."""
    first = pieces[0]
    match = _RESPECTIVELY.match(first) if "分别" in first or "依次" in first else None
    if match is None:
        return ""
    names = _JOINTS.split(match[1])
    count = next((place for place, piece in enumerate(pieces[1:]) if not _JOINTS.fullmatch(piece)), 0) + 1
    alike = {name[-1:] for name in names}
    return names[i] if i < count == len(names) > 1 and len(alike) == 1 and min(map(len, names)) > 1 else ""


# Of one kind, so that neither areas nor levels of a scale (满意和基本满意率) are taken for names of what is counted.
_RESPECTIVELY = re.compile(r"([^，；。]*[率数额量员])(?:分别|依次)(?:地?为|是|达到?|有|占)?$")
_JOINTS = re.compile(r"[、和与及]|以及")


def _own_words(piece: str, before: list[Frame]) -> str:
    """The words up to a number without the head of the number before: 33个党委、总支72个."""
    behind = before[-1].head if before and before[-1].side == "post" else ""
    if not behind or not piece.startswith(behind):
        return piece
    return piece.removeprefix(behind) if piece.startswith((f"{behind}、", f"{behind}和", f"{behind}及")) else piece


def _reach(left: str, neighbours: list[str]) -> str:
    """The clause up to the number and, while it has no verb of its own, the clauses before it."""
    for neighbour in neighbours[:3]:
        if _acts(_unquoted(left)):
            break
        left = f"{neighbour}，{left}"
    return left


def _unquoted(words: str) -> str:
    return _QUOTED.sub("", words) if "“" in words or "《" in words or "‘" in words else words


def _reach_right(right: str, left: str, neighbours: list[str]) -> str:
    """The clause behind the number and, in a list that has no verb yet, the items behind it."""
    if neighbours[0][:1] in _FIRST_SAID:
        said_of_all = _SAID_OF_ALL.match(neighbours[0]) and _WHERE_ARE.fullmatch(left) and not _acts(right)
        if said_of_all or _SET_ASIDE.match(neighbours[0]):
            return f"{right}，{neighbours[0]}"
    if left[-1:] in "资款金共计" and _RAISED.search(left):
        return f"{right}，{neighbours[0]}"
    if _PLANTING.match(neighbours[0]) and not _acts(right) and not _acts(left):
        right = f"{right}，{neighbours[0]}"
    for neighbour in neighbours[:3]:
        if MARK not in neighbour or _acts(right) or _acts(_CALLING.sub("", left)):
            break
        right = f"{right}，{neighbour}"
    return right


# 全县有9个支部、12名书记和3名教师，被市命名为 …: what is said behind a list of those of a place holds for each.
_SAID_OF_ALL = re.compile(r"(?:均|都|全部|先后|分别)?(?:被|荣获|荣膺|喜获|受到)")
_WHERE_ARE = re.compile(
    rf"(?:[^，；。{MARK}]{{0,8}}[省市县区州旗乡镇厂校]|全?系统)?(?:共|先后|已|曾|又|还|另)?有(?:{MARK}[^，；。{MARK}]{{1,12}}[、和及])*"
)
# 拿出党费45万元，专门用于慰问: what money is for is told in a clause of its own.
_SET_ASIDE = re.compile("(?:专门|专项|全部|主要|一律|重点)+用于")
# 2500名机关干部，在渭河开展义务植树活动: so is what people planted.
_PLANTING = re.compile(rf"[^，；。{MARK}]{{0,12}}(?:植树|造林|植绿|造[^，；。{MARK}]{{0,10}}林)(?:活动)?$")
_FIRST_SAID = frozenset(first_characters(f"{_SAID_OF_ALL.pattern}|{_SET_ASIDE.pattern}"))
"""With one of these characters such a clause begins."""
# 筹资16万元，发放到困难职工手中: so does what becomes of what was raised.
_RAISED = re.compile("(?:筹资|筹款|筹集资金|筹措资金|投入资金)(?:共|共计)?$")
# 动员青年2600人次，栽植杨树3.1万株: what they were called out for stands behind the number.
_CALLING = re.compile("组织|动员|发动|出动")


@lru_cache(maxsize=KEPT)
def _acts(words: str) -> bool:
    """Whether a stretch of words has a verb."""
    return lexicon().verbs.search(words) is not None
