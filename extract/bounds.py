"""The words that bound a number, in front of it, within it and behind it: 近, 不少于; 余, 多; 以上, 左右."""

from __future__ import annotations

from collections.abc import Sequence

from extract.models import Bound

BEFORE: dict[str, Bound] = {
    **dict.fromkeys("近 将近 接近 几近 不足 不到 未到 未满 不满 不超过 不超 不高于 不多于".split(), "lt"),
    **dict.fromkeys("至多 最多 低于 少于 小于".split(), "lt"),
    **dict.fromkeys("约 大约 大概 大致 大体 约计 约合 约为 约有 估计 差不多".split(), "approx"),
    **dict.fromkeys("逾 超 超过 超出 突破 不少于 不低于 不下 不下于 至少 最少 多于 高于 大于".split(), "gt"),
}
"""Bounds in front of a number; `gt` is at least, `lt` at most."""

_NO_WORD = {"近": "附最邻靠逼临新亲", "约": "签公条节制预合相履赴违简特邀契民规婚租毁守爽誓", "超": "赶反高"}
"""Characters that make a word with a bound, which is none then: 附近, 签约, 公约."""

BETWEEN: dict[str, Bound] = {"余": "gt", "多": "gt", "来": "approx", "许": "approx", "几": "gt"}
BEHIND: dict[str, Bound] = {
    **dict.fromkeys("以上 开外 多 强 有余 出头".split(), "gt"),
    **dict.fromkeys("以下 以内 之内 弱".split(), "lt"),
    **dict.fromkeys("左右 上下 光景".split(), "approx"),
}

_LAST = frozenset(word[-1] for word in BEFORE)
_NEXT = _LAST | frozenset(" \n\x1f")
"""What may stand right before a number that a word bounds."""

_LONGEST = 3
"""So many characters the longest of these words has."""

_NEAR = 64
"""So far before a number, over blanks and what cleaning has masked, its bound may stand."""


def before(cleaned: str, position: int, start: int) -> tuple[Bound, int]:
    """The bound whose word ends at `position`, and where it begins; "eq" and `position` where there is none."""
    if position > start and cleaned[position - 1] not in _NEXT:
        return "eq", position
    word, low = cleaned[max(start, position - _LONGEST) : position], max(start, position - _NEAR)
    if not word.isalnum():  # there may be blanks between its characters
        places = _ahead(cleaned, position, low)
        word = "".join([cleaned[place] for place in reversed(places)])
    else:
        places = range(position - 1, position - 1 - len(word), -1)
    for length in range(len(word), 0, -1):
        told = word[-length:]
        if told in BEFORE:
            part_of_word = length == 1 and len(word) > 1 and word[-2] in _NO_WORD.get(told, "")
            return ("eq", position) if part_of_word else (BEFORE[told], places[length - 1])
    return "eq", position


def _ahead(cleaned: str, position: int, start: int) -> Sequence[int]:
    """Where the last characters stand before `position`, nearest first, blanks and wraps left out."""
    places: list[int] = []
    while position > start and len(places) < _LONGEST:
        position -= 1
        char = cleaned[position]
        if char.isspace():
            continue
        if not places and char not in _LAST:
            break
        places.append(position)
    return places


def of_range(*told: Bound) -> Bound:
    """The one bound of a range from those at its ends; two that disagree (近10—20余人) make it about so much."""
    found = {bound for bound in told if bound != "eq"}
    return "eq" if not found else found.pop() if len(found) == 1 else "approx"
