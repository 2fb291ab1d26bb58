"""Counties that no gazetteer knows, since they have long been merged into others, where they report for themselves."""

from __future__ import annotations

import re

from extract.attribution.mentions import names_in
from extract.words import is_word

_STATED = re.compile(
    r"县(?=(?:共|已|现)?有|召开|成立|建立|建有|设有?[\d立]|下?辖|发展|恢复|举办|党员|党支部|团员|团支部|会员|[当是历]年"
    r"|\d[\d.]*万?[人名])"
)
_NAME = re.compile(r"(?:\A|[^\u4e00-\u9fff]|[年月日底初于在])([\u4e00-\u9fff]{2})\Z")
"""A county that no gazetteer knows, since it has long been merged into another (栖东县有会员1313人)."""

_NO_NAME = frozenset("全该本我各两三四五六几多此邻外新老旧省市区县乡镇底末初级时月日年")


def former_counties(text: str) -> list[tuple[int, int]]:
    """Where clauses begin with a county that the gazetteer does not know: the spans of its name, in text order."""
    found = [
        (match.start() - 2, match.end())
        for match in _STATED.finditer(text)
        if (name := _NAME.search(text, max(0, match.start() - 3), match.start())) and not _NO_NAME & set(name[1])
    ]
    if not found:
        return []
    known = {mention.start for mention in names_in(text)}
    return [
        (start, end)
        for start, end in found
        if not any(start <= each < end for each in known) and not is_word(text[start : end - 1])
    ]
