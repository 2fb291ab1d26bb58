"""One look at a sentence for all that rules may ask of any figure in it.

Rules, plans, named units and components ask for some fifteen hundred patterns, most of which no one sentence holds. Its
pairs of characters are looked up once (see `needles`), and every question about its figures begins with a bit of the
answer: what the sentence does not hold need not be searched for in a part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extract.attribution.flag_words import narrow_patterns, plan_patterns
from extract.attribution.frame import JOINED
from extract.catalogue import catalogue
from extract.catalogue.lexicon import lexicon
from extract.catalogue.needles import Sieve
from extract.catalogue.rules import Rule

_NEAR = 64
"""So many sentences are remembered: no more than while their own figures are read."""

WIDE = ("lead", "left", "right", "before")
"""The fields of a rule that are stretches of the sentence."""

PART_WORDS, SPLITS = 1, 2
"""The bits of `Look.parts`, by the roles of the lexicon."""


class Look(NamedTuple):
    """What a sentence may hold, a bit each; a bit that is missing is certain.

    `rules` may hold by all that they want in the sentence; `banned` has a bit for each field of `WIDE` of each rule
    whose unwanted words may stand in it; `plan` and `narrow` are of the patterns that `flag_words` lists, `parts` of
    the two roles above.
    """

    rules: int
    banned: int
    plan: int
    narrow: int
    parts: int


def pattern_of(rule: Rule, field: str, wanted: bool) -> str | None:
    """The pattern that a rule wants, or does not want, in a field."""
    return next(
        (each.pattern.pattern for each in rule.conditions if each.field == field and each.wanted is wanted), None
    )


def banned(rule: int, field: str) -> int:
    """The bit of `Look.banned` for a field of a rule by its number."""
    return 1 << (WIDE.index(field) * len(catalogue().rules) + rule)


@cache
def _looker() -> Callable[[str], Look]:
    """Sentence → its Look; made when the first sentence is read, since it needs the catalogue."""
    rules = catalogue().rules
    wanted = [pattern_of(rule, field, True) for field in WIDE for rule in rules]
    unwanted = [pattern_of(rule, field, False) for field in WIDE for rule in rules]
    parts = [lexicon().part_words.pattern, lexicon().splits.pattern]
    groups: tuple[Sequence[str | None], ...] = (wanted, unwanted, plan_patterns(), narrow_patterns(), parts)
    sieve = Sieve((pattern for group in groups for pattern in group), JOINED)
    masks = [(1 << len(group)) - 1 for group in groups]
    one, size, every = len(rules), len(wanted), (1 << len(rules)) - 1

    def looked(sentence: str) -> Look:
        found = sieve.candidates(sentence)
        left = every & found & (found >> one) & (found >> 2 * one) & (found >> 3 * one)
        found >>= size
        rest = []
        for group, mask in zip(groups[1:], masks[1:], strict=True):
            rest.append(found & mask)
            found >>= len(group)
        return Look(left, *rest)

    return lru_cache(maxsize=_NEAR)(looked)


def look(sentence: str) -> Look:
    """What a sentence may hold, looked up once for all of its figures."""
    return _looker()(sentence)
