"""How the words of a figure became its value: the number as written, the multiplier, the unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from extract.catalogue import catalogue
from extract.counting import EXACT
from extract.models import Figure

DIGITS = re.compile(r"[^\d十百千万亿兆一二三四五六七八九零〇两]*(\d[\d,.\s]*\d|\d)\s*([余多来几]?\s*[十百千万亿]+)?")
SIGNS = re.compile(r"[余多来几\s]")


@dataclass(frozen=True, slots=True)
class Pedigree:
    """`digits` are the number before its multiplier, as written; None where the number is one of words (三千).

    `multiplier` is as written (万), `times` what it stands for; 1 where there is none. `own` is the indicator's own
    unit and `factor` what one of the written unit is in it, where that is another one.
    """

    digits: str | None
    multiplier: str
    times: Decimal
    unit: str
    own: str = ""
    factor: Fraction | None = None


def pedigree(figure: Figure) -> Pedigree:
    """The steps between the words of a figure and its value."""
    digits, multiplier, times = _number(figure)
    known = catalogue().indicators.get(figure.indicator)
    factor = catalogue().factor(figure.indicator, figure.unit) if known else None
    other = known is not None and factor is not None and factor != 1
    return Pedigree(
        digits, multiplier, times, figure.unit, known.unit if known and other else "", factor if other else None
    )


def _number(figure: Figure) -> tuple[str | None, str, Decimal]:
    """Digits, multiplier, and what it stands for, as far as the value bears them out."""
    found = DIGITS.match(unicodedata.normalize("NFKC", figure.quote))
    if not found:
        return None, "", Decimal(1)
    plain = re.sub(r"[,\s]", "", found[1])
    multiplier = SIGNS.sub("", found[2] or "")
    if plain.count(".") > 1:
        return None, "", Decimal(1)
    with localcontext(EXACT):
        number = Decimal(plain)
        times = figure.value / number if number else Decimal(1)
    fits = times > 0 and times.normalize().as_tuple().digits == (1,)
    if not fits or (times == 1) != (not multiplier):
        return None, "", Decimal(1)
    return " ".join(found[1].split()), multiplier, times
