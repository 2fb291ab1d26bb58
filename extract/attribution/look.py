"""One look at a sentence for all that rules may ask of any figure in it.

Rules, plans, named units and components ask for some four hundred patterns, most of which no one sentence holds. It is
looked through once for the pairs of characters that they need (see `needles`), and every question about its figures
begins with a bit of the answer: what the sentence does not hold need not be searched for in a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import zip_longest

from extract.attribution.flag_words import narrow_patterns, plan_patterns
from extract.attribution.frame import JOINED, Frame, Look
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.catalogue.needles import Sieve
from extract.catalogue.rules import Rule

_NEAR = 64
"""So many sentences are remembered: no more than while their own figures are read."""

WIDE = ("lead", "left", "right", "before")
"""The fields of a rule that are stretches of the sentence."""

PART_WORDS = 1
SPLITS = 2
DIFFERENCES = 4
"""The bits of `Look.parts`, by the roles of the lexicon."""


def asked(rule: Rule, wanted: bool) -> list[tuple[int, re.Pattern[str]]]:
    """What a rule wants, or does not want, in the fields of `WIDE`: the place of the field there, and the pattern."""
    found = {each.field: each.pattern for each in rule.conditions if each.wanted is wanted}
    return [(place, found[field]) for place, field in enumerate(WIDE) if field in found]


@cache
def bans() -> dict[tuple[int, int], int]:
    """Number of a rule and place of a field that must not hold a pattern of it → its bit in `Look.banned`."""
    unwanted = [(number, place) for number, rule in enumerate(catalogue().rules) for place, _ in asked(rule, False)]
    return {key: 1 << i for i, key in enumerate(unwanted)}


@cache
def _looker() -> Callable[[str], Look]:
    """Sentence → its Look; made when the first sentence is read, since it needs the catalogue."""
    rules = catalogue().rules
    plans, narrows = plan_patterns(), narrow_patterns()
    parts = [each.pattern for each in (lexicon().part_words, lexicon().splits, lexicon().differences)]
    unwanted = [pattern.pattern for rule in rules for _, pattern in asked(rule, False)]
    # Each row has one pattern of every rule that wants so many: a rule is left where none of its bits is missing.
    rows = list(zip_longest(*([pattern.pattern for _, pattern in asked(rule, True)] for rule in rules)))
    wanted = [pattern for row in rows for pattern in row]
    sieve = Sieve((*plans, *narrows, *parts, *unwanted, *wanted), JOINED)
    narrow_at, parts_at = len(plans), len(plans) + len(narrows)
    banned_at = parts_at + len(parts)
    rules_at = banned_at + len(unwanted)
    plan, narrow, part, ban = ((1 << len(each)) - 1 for each in (plans, narrows, parts, unwanted))

    def looked(sentence: str) -> Look:
        found = sieve.candidates(sentence)
        left, more = (1 << len(rules)) - 1, found >> rules_at
        for _ in rows:
            left &= more
            more >>= len(rules)
        narrows, parts = found >> narrow_at & narrow, found >> parts_at & part
        return Look(left, found >> banned_at & ban, found & plan, narrows, parts)

    return lru_cache(maxsize=_NEAR)(looked)


def look(frame: Frame) -> Look:
    """What the sentence of a frame may hold, looked up once for all of its figures."""
    if frame.seen is None:
        frame.seen = _looker()(frame.sentence)
    return frame.seen
