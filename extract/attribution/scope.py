"""Whose figures a document holds: the offices of a city, a district, a county … or, “”, the whole area."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import replace
from functools import cache
from pathlib import Path

from extract import catalogue
from extract.catalogue.starts import Finder
from extract.models import Document, Span, Told
from extract.spans import places_of

FRONT = 300
OFTEN = 3
"""So many bodies of one scope among the front lines, or this often in all, and the report is theirs."""


@cache
def scopes() -> dict[str, str]:
    """Every spelling → the name of the scope that it means."""
    path = Path(catalogue.__file__).parent / "scopes.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["scope"]
    return {written: entry["name"] for entry in entries for written in entry["written"]}


@cache
def _pattern() -> re.Pattern[str]:
    """All spellings, the longest first."""
    written = sorted(scopes(), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, written)) + ")")


@cache
def _names() -> Finder:
    """Every name of a scope, and the words for a whole area."""
    wholes, names = "市县区州盟旗省地", scopes()
    first, second = {"全", *(name[0] for name in names)}, {*wholes, *(name[1] for name in names)}
    pattern = f"{_pattern().pattern[3:-1]}|全[市县区州盟旗省]|全地区"
    return Finder(pattern, "".join(sorted(first)), "".join(sorted(second)))


_BREAKS = ("，", "；", "：", "。", ",", ";", ":", "（")
_CLAUSE = re.compile(f"[{''.join(_BREAKS)}]")
_BRACKET = re.compile(r"（[^（）]*）")
_COUNTS = re.compile(r"[0-9一二三四五六七八九十百千万]\s?[0-9十百千万亿]?")
_OPENS = re.compile(r"\s*(?:.{0,12}[年月日底末止初来前内]\s*)?")
# Who speaks again for the document itself, or for somebody else.
_SUBJECT = re.compile(r"机关|工委|直属|各(?:支部|单位|部门|系统|镇|乡|区|县)|系统|本级|其他")
_REACH = 300
_CLAUSES = 6
"""So far back in its sentence a figure's scope is looked for, in characters and in clauses."""

_NO_WHOLE = frozenset("在向为对于获受到任加")
_WHOLE = re.compile(r"全(?<![在向为对于获受到任加]全)(?:[市县区州盟旗省]|地区)")
_OFFICES = re.compile(r"机关|直属|[市县区州地省]直")


_OBJECT = re.compile(
    r"(?:其中[，,]?|[0-9一二两三四五六七八九十]\s?个|成立|建立|组建|设立|设|改[为称]|更名为|撤销|恢复|隶属于?|归)了?(?:中共)?[^，。；：\n]{0,4}\Z"
)
"""参加整党的1个县级机关党委, 建立县直机关党委: such a body is told of, it does not report."""
_AHEAD = 16


DENSE = 8000
"""Once in so many characters, on the average, such a body has to be named: a whole book names it, too."""


@cache
def _body() -> re.Pattern[str]:
    """The body that leads such offices, as it calls itself (中共甲市直属机关工作委员会)."""
    return re.compile(f"(?P<scope>{_pattern().pattern})(?:工作)?(?:委员会|工委|党工委|党委)")


def document_scope(document: Document) -> tuple[str, Told | None]:
    """The scope's name and how it was told; (“”, None) where the report is of the whole area."""
    if document.scope_told:
        return document.scope, document.scope_told
    if match := _pattern().search(document.title):
        start = document.text.find(match.group())
        return scopes()[match.group()], Told("scope.title", match.group(), start, start + len(match.group()))
    text = document.text
    for match in _body().finditer(text, 0, FRONT):
        if _OBJECT.search(text, max(0, match.start() - _AHEAD), match.start()):
            continue
        return scopes()[match["scope"]], Told("scope.body", match["scope"], *match.span("scope"))
    bodies = list(_body().finditer(text))
    names = [scopes()[match["scope"]] for match in bodies]
    if len(names) >= max(OFTEN, len(text) / DENSE) and len(set(names)) == 1:
        return names[0], Told("scope.body", bodies[0]["scope"], *bodies[0].span("scope"))
    return "", None


class ScopeReader:
    """Tells whose figures the sentences of one document state."""

    def __init__(self, document: Document, cleaned: str) -> None:
        self.scope, self.told = document.scope, document.scope_told
        self.cleaned = cleaned
        self._named_at = [match.start() for match in _names().all(cleaned, 0, len(cleaned))]
        self._cuts: tuple[Span, list[int]] = ((-1, -1), [])  # the breaks of the last sentence that was asked for

    def scope_at(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[str, Told | None]:
        """The scope of the figure at ``cleaned[start:end]`` and how it was told: the document's, unless …

        … its own clause names another, or one before it in the sentence whose figures this one goes on with: 全市有
        党员30万名，发展党员5000名 are two figures of the whole city, whatever the report is about.
        """
        low = max(sentence[0], start - _REACH)
        if bisect_left(self._named_at, low) == bisect_left(self._named_at, start):
            return self.scope, self.told
        if self.cleaned.find("（", low, start) < 0 and self.cleaned[low - 1 : low] not in _NO_WHOLE:
            found = self._of(self.cleaned, self._clauses(low, start, sentence), 0, end)
        else:
            words = _BRACKET.sub(lambda match: " " * len(match[0]), self.cleaned[low:start])
            found = self._of(words, _clauses(words), low, end)
        return found or (self.scope, self.told)

    def _of(self, words: str, spans: list[Span], shift: int, end: int) -> tuple[str, Told | None] | None:
        """The scope that the last of the clauses of a sentence names, or one before it that it goes on with."""
        if found := self._named(words, spans[-1], shift, end):
            return found
        if _SUBJECT.search(words, spans[-1][0], spans[-1][1]):
            return None
        for span in reversed(spans[:-1][-_CLAUSES:]):
            clause = words[slice(*span)]
            found = self._named(words, span, shift, -1)
            if found and _COUNTS.search(clause) and _OPENS.fullmatch(words, span[0], found[1].start - shift):
                return found[0], replace(found[1], rule="scope.carried")
            if found or _SUBJECT.search(clause) or (self._names_any(span, shift) and _pattern().search(clause)):
                break
        return None

    def _named(self, words: str, span: Span, shift: int, end: int) -> tuple[str, Told] | None:
        """The scope that one clause names, None where it names none but the document's; `end` is the figure's own."""
        if not self._names_any(span, shift):
            return None
        named = _pattern().search(words, span[0], span[1])
        if named and not self.scope:
            return scopes()[named.group()], _told(named, shift)
        whole = _WHOLE.search(words, span[0], span[1])
        if not whole:
            return None
        behind = _CLAUSE.split(self.cleaned[end : end + 24])[0] if end >= 0 else ""
        if self.scope and _OFFICES.search(words[slice(*span)] + behind):
            return None
        return "", _told(whole, shift)

    def _names_any(self, span: Span, shift: int) -> bool:
        """Whether the name of a scope, or the words for a whole area, may stand in a clause."""
        return bisect_left(self._named_at, span[0] + shift) != bisect_left(self._named_at, span[1] + shift)

    def _clauses(self, low: int, start: int, sentence: Span) -> list[Span]:
        """The spans of the last clauses before `start`, by the breaks of the sentence, which are looked up once."""
        if self._cuts[0] != sentence:
            self._cuts = sentence, places_of(_BREAKS, self.cleaned, *sentence)
        cuts = self._cuts[1]
        last = bisect_left(cuts, start)
        spans: list[Span] = []
        for place in range(max(bisect_left(cuts, low), last - _CLAUSES), last):
            spans.append((max(low, cuts[place - 1] + 1 if place else low), cuts[place]))
        spans.append((spans[-1][1] + 1 if spans else low, start))
        return spans


def _told(match: re.Match[str], low: int) -> Told:
    return Told("scope.clause", match[0], low + match.start(), low + match.end())


def _clauses(words: str) -> list[Span]:
    """The spans of the clauses, up to the end of `words`."""
    cuts = [match.span() for match in _CLAUSE.finditer(words)]
    starts = [0, *(end for _, end in cuts)]
    return list(zip(starts, [*(start for start, _ in cuts), len(words)], strict=True))
