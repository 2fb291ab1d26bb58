"""Patterns whose matches begin at the start of a text or at one of a few characters, searched for where they may begin.

The matcher looks fast for a class of characters, and slowly for a start of the text or a mark: (?:^|[。；])在.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from extract.catalogue.needles import as_written, few, needles, stands

_ZERO = (op.AT, op.ASSERT, op.ASSERT_NOT)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


_NEVER = re.compile("(?!)")


class Gate:
    """Searches as its pattern does, and faster, where it is seldom found.

    A text without a word that every match holds is passed over; else the pattern is tried at the start and, behind it,
    only at the characters with which a match can begin there.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        chars = later_characters(pattern.pattern) if pattern.flags == re.UNICODE else None
        # Where one of the characters stands, the pattern is tried one place back: at that character.
        later = re.compile(f"[{chars}](?<=(?={pattern.pattern})[\\s\\S])") if chars else _NEVER
        self._later = None if chars is None else later
        words = needles(pattern.pattern) or ("",)
        self._few = few(pattern.pattern)
        self._words = re.compile("|".join(map(re.escape, sorted(words))))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, as the pattern itself would find it."""
        if not self._may_hold(text):
            return None
        if self._later is None:
            return self._pattern.search(text)
        if match := self._pattern.match(text):
            return match
        found = self._later.search(text)
        return self._pattern.match(text, found.start()) if found else None

    def last(self, text: str) -> re.Match[str] | None:
        """The last of all matches."""
        found: re.Match[str] | None = None
        for match in self._pattern.finditer(text) if self._may_hold(text) else ():
            found = match
        return found

    def _may_hold(self, text: str) -> bool:
        """Whether a word of those stands in a text that every match holds."""
        return stands(self._few, text) if self._few else self._words.search(text) is not None


def later_characters(pattern: str) -> str | None:
    """The inside of a class of the characters with which a match that is not at the start of the text begins.

    “” where there is no such match, None where its characters cannot be told.
    """
    try:
        found, empty = _first(parser.parse(pattern))
    except ValueError:
        return ""
    except KeyError:
        return None
    return None if empty else "".join(sorted(found))


def _first(tree: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """Those of a sequence, and whether it may be empty; ValueError where nothing of it stands behind the start."""
    found: set[str] = set()
    for code, value in tree:
        if code is op.AT and value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            raise ValueError("only at the start")
        if code in _ZERO:
            continue
        if code is op.LITERAL or code is op.IN:
            return found.union(map(as_written, value if code is op.IN else [(code, value)])), False
        chars, empty = _inside(code, value)
        found |= chars
        if not empty:
            return found, False
    return found, True


def _inside(code: Any, value: Any) -> tuple[set[str], bool]:
    """The same of a group, a choice or a repetition; KeyError for any other node."""
    if code is op.BRANCH:
        return _of_any(value[1])
    if code in _REPEATS:
        chars, empty = _first(value[2])
        return chars, empty or value[0] == 0
    if code is op.ATOMIC_GROUP:
        return _first(value)
    if code is op.SUBPATTERN:
        return _first(value[-1])
    raise KeyError(code)


def _of_any(branches: Iterable[Any]) -> tuple[set[str], bool]:
    """Those of the branches that may stand behind the start of the text."""
    found: set[str] = set()
    some, may_be_empty = False, False
    for branch in branches:
        try:
            chars, empty = _first(branch)
        except ValueError:
            continue
        some, may_be_empty = True, may_be_empty or empty
        found |= chars
    if not some:
        raise ValueError("only at the start")
    return found, may_be_empty
