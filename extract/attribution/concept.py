"""What a figure counts that no indicator takes: its head, and its verb where it has one (评选/优质服务项目)."""

from __future__ import annotations

import re

from extract.attribution.frame import MARK, Frame
from extract.catalogue.lexicon import lexicon
from extract.words import cut

_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_LONGEST = 12
"""A head of more characters is cut to its last words: the head of a Chinese noun phrase stands last."""


def concept(frame: Frame) -> str:
    """Head and verb as they are written, joined by a slash; "" where the sentence names neither."""
    head = "".join(_WORD.findall(frame.head))
    words = list(cut(head)) if head else []
    while words and sum(map(len, words)) > _LONGEST:
        del words[0]
    noun = "".join(words)
    found = [match[0] for match in lexicon().verbs.finditer(frame.lead) if MARK not in match[0]]
    verb = found[-1] if found and found[-1] not in noun else ""
    return "/".join(part for part in (verb, noun) if part)
