"""The catalogue as a person who keeps one sees it: its indicators in a table, and whether its examples hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from extract.catalogue import catalogue
from extract.catalogue.rules import Example
from extract.load import document
from extract.messages import word
from extract.models import OTHER
from extract.output import aligned, number
from extract.pipeline import extract

Stated = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example of an indicator, counted from 1, and the figures of the indicator that were read in it."""

    code: str
    count: int
    example: Example
    stated: Stated

    @property
    def passes(self) -> bool:
        return self.stated == self.example.figures


def listed() -> list[str]:
    """The lines of a table of all indicators, with their ends; ``+`` marks those of a catalogue of one's own."""
    known = catalogue()
    entries = [each for code, each in known.indicators.items() if code != OTHER]
    return aligned(
        [
            {
                "code": each.code + ("+" if each.code in known.mine else ""),
                "zh": each.zh,
                "en": each.en,
                "unit": each.unit,
                "family": each.family,
                "nature": each.nature,
            }
            for each in entries
        ]
    )


def outcomes(codes: Collection[str]) -> Iterator[Outcome]:
    """What the chosen catalogue makes of the examples of these indicators."""
    for code in codes:
        for count, example in enumerate(catalogue().examples[code], 1):
            yield Outcome(code, count, example, stated(code, example.text))


def stated(code: str, text: str) -> Stated:
    """The figures of one indicator that a text states, as an example gives them: (quote, value)."""
    found = extract(document("example", text.encode())).figures
    return tuple((figure.quote, number(figure.value)) for figure in found if figure.indicator == code)


def told(outcome: Outcome, chinese: bool) -> str:
    """One line, and for an example that fails what was wanted and what was read."""
    verdict = word("passes" if outcome.passes else "fails", chinese)
    line = f"{verdict}  {outcome.code} {outcome.count}  {outcome.example.text}\n"
    if outcome.passes:
        return line
    wanted, read = _pairs(outcome.example.figures, chinese), _pairs(outcome.stated, chinese)
    return f"{line}      {word('wanted', chinese)}: {wanted}\n      {word('read', chinese)}: {read}\n"


def _pairs(figures: Stated, chinese: bool) -> str:
    return ", ".join(f"“{quote}” = {value}" for quote, value in figures) or word("none", chinese)
