"""What marked words are likely to say, to begin a form with: a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extract.clean import clean
from extract.decisions.models import Said
from extract.models import OTHER, Document, Figure, Quantity, Span
from extract.numerals import arabic, decimal
from extract.quantities import read


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks and stops at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in "，。；、：,;"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "，。；、：,;"):
        end -= 1
    return start, end


def suggested(document: Document, span: Span, figures: Sequence[Figure]) -> Said:
    """The number in the words as the engine reads it; place and year of the nearest figure, else of the document."""
    words = document.text[slice(*span)]
    quantity = next((each.quantity for each in read(words, clean(words), 0, len(words)) if each.quantity), None)
    near = _near(span, figures)
    place = document.place
    return Said(
        value=quantity.value if quantity else _digits(words),
        unit=quantity.unit if quantity else "",
        bound=quantity.bound if quantity else "eq",
        indicator=OTHER,
        value_max=quantity.value_max if isinstance(quantity, Quantity) else None,
        year=near.year if near else document.year,
        place=near.place if near else place.full_name if place else None,
        place_code=near.place_code if near else place.code if place else "",
        scope=near.scope if near else document.scope,
    )


def _near(span: Span, figures: Sequence[Figure]) -> Figure | None:
    """A figure of the same sentence, the nearest one."""
    same = [each for each in figures if each.sentence[0] <= span[0] < each.sentence[1]]
    return min(same, key=lambda each: abs(each.start - span[0]), default=None)


def _digits(words: str) -> Decimal:
    """The number that the words are, as they stand; zero where they are none."""
    squeezed = "".join(clean(words).split())
    digits = "".join(char for char in squeezed if char.isascii() and (char.isdigit() or char == "."))
    return arabic(digits) or decimal(squeezed) or Decimal(0)
