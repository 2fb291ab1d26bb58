"""Length-preserving cleaning: what is matched against, never what is quoted.

Every character is translated into exactly one, so that an offset into the cleaned text is an offset
into the text as it was written.
"""

from __future__ import annotations

_KEPT = "，；：！？～（）"
"""Full-width marks that stay: between digits a half-width comma groups thousands, a full-width one rarely does."""

_TABLE: dict[int, str] = {0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0xFF01 + i) not in _KEPT}
_TABLE |= {ord(old): new for old, new in zip("();~〜﹪﹐﹒﹣［］", "（）；～～%，.-[]", strict=True)}
_TABLE |= dict.fromkeys(map(ord, "\u3000\u00a0\t\r\u2002\u2003\u2009"), " ")


def clean(text: str) -> str:
    """`text` with full-width digits and letters as ASCII and a few marks unified; ``len`` stays the same."""
    return text.translate(_TABLE)
