"""How much of one file is read: all limits in one place, each to be changed by an environment variable.

A hostile file must cost a sentence, never the memory or the time of the whole run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from extract.errors import SourceError

PREFIX = "SHUCHU_MAX_"
_NUMBER = re.compile(r"([1-9][0-9]{0,14})([KMG]?)", re.IGNORECASE)
_TIMES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one document, and of the archives that documents come in.

    `bytes` of a document; `unpacked` bytes of the parts of one Office file; `archive` bytes that an archive unpacks
    to in all, `members` files and `depth` archives inside each other; `ratio` of unpacked to packed size;
    `characters`, `pages` and table `cells` of one document; `seconds` that reading one may take, and bytes of
    `memory` that a worker process may take.
    """

    bytes: int = 64 << 20
    unpacked: int = 256 << 20
    archive: int = 4 << 30
    members: int = 10_000
    depth: int = 3
    ratio: int = 200
    characters: int = 20_000_000
    pages: int = 5000
    cells: int = 500_000
    seconds: int = 300
    memory: int = 4 << 30


def limits(environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits, with those that the environment sets: SHUCHU_MAX_BYTES=128M, SHUCHU_MAX_SECONDS=60.

    Raises SourceError("limit") for what is no whole number above 0.
    """
    told = {name: words for name, key in _NAMES.items() if (words := environment.get(key))}
    return Limits(**{name: _number(_NAMES[name], words) for name, words in told.items()}) if told else _USUAL


_NAMES = {each.name: PREFIX + each.name.upper() for each in fields(Limits)}
_USUAL = Limits()


def _number(key: str, words: str) -> int:
    match = _NUMBER.fullmatch(words.strip())
    if not match:
        message = f"{key} is “{words}”: give a whole number above 0, such as 500 or 64M."
        raise SourceError("limit", message, name=key, value=words)
    return int(match[1]) * _TIMES[match[2].upper()]
