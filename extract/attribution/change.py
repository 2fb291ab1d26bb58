"""由155人增至437人: two sizes of one thing, the first of an earlier time than the second."""

from __future__ import annotations

import re

from extract.attribution.frame import MARK, Frame

_FROM = re.compile(r"(?:由|从)(?P<when>[^，；。⟦]{0,16})$")
_DATED = re.compile(r"\d{4}年|上年|去年|前年|年初|\d月|[上下]半年|同期|当年")
_ONWARDS = re.compile(
    rf"，?[^，；。{MARK}]{{0,6}}?(?:增|减|升|降|扩|提高|发展|壮大|缩|涨|猛|激|骤|剧|跃)[^，；。{MARK}]{{0,4}}?"
    rf"(?:到|至|为|达)[^，；。{MARK}]{{0,14}}{MARK}"
)


def is_origin(frame: Frame) -> bool:
    """Whether the number is only what something grew or shrank from, at a time that the text does not name."""
    before = _FROM.search(frame.pre) if "由" in frame.pre or "从" in frame.pre else None
    return before is not None and not _DATED.search(before["when"]) and _ONWARDS.match(frame.right) is not None
