"""Length-preserving cleaning: what is matched against, never what is quoted.

Every character is translated into exactly one, so that an offset into the cleaned text is an offset
into the text as it was written.
"""

from __future__ import annotations

import re
from functools import cache

import opencc

_KEPT = "，；：！？～（）"
"""Full-width marks that stay: between digits a half-width comma groups thousands, a full-width one rarely does."""

_TABLE: dict[int, str] = {0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0xFF01 + i) not in _KEPT}
_TABLE |= {ord(old): new for old, new in zip("();~〜﹪﹐﹒﹣［］", "（）；～～%，.-[]", strict=True)}
_TABLE |= dict.fromkeys(map(ord, "\u3000\u00a0\t\r\u2002\u2003\u2009"), " ")


@cache
def _table() -> dict[int, str]:
    """The marks above, and every traditional character as its simplified one, character by character."""
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {ord(old): new for old, new in zip(han, simple, strict=True) if old != new} | _TABLE


@cache
def _odd() -> re.Pattern[str]:
    """Runs of characters that are translated: most of a text is not, and is passed over at once."""
    return re.compile(f"[{''.join(map(re.escape, map(chr, _table())))}]+")


def clean(text: str) -> str:
    """`text` in simplified characters, full-width digits and letters as ASCII; ``len`` stays the same."""
    table = _table()
    return _odd().sub(lambda run: run[0].translate(table), text)
