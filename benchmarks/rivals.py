"""Two other readers of numbers in Chinese text, for a comparison of speed on the same text in the same run.

Neither tells what is counted, where and when: jionlp finds sums of money, Recognizers-Text numbers with a unit.
"""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable

SAMPLE = 30_000
"""Characters that each of them reads: the slower of the two takes seconds for so many."""

PIECE = 400
"""Characters in one call, about a paragraph."""


def rivals() -> dict[str, Callable[[str], object]]:
    """name → a function that reads one piece of text; {} where requirements-bench.txt is not installed."""
    found: dict[str, Callable[[str], object]] = {}
    with contextlib.suppress(ImportError), contextlib.redirect_stdout(io.StringIO()):
        import jionlp

        found["jionlp, money"] = jionlp.ner.extract_money
    with contextlib.suppress(ImportError):
        from recognizers_number_with_unit import Culture, NumberWithUnitRecognizer

        recognizer = NumberWithUnitRecognizer(Culture.Chinese)
        models = [recognizer.get_dimension_model(), recognizer.get_currency_model(), recognizer.get_age_model()]
        found["Recognizers-Text"] = lambda text: [model.parse(text) for model in models]
    return found


def speed(read: Callable[[str], object], text: str) -> float:
    """Bytes of UTF-8 a second over the first `SAMPLE` characters of `text`; what loads first is not counted."""
    pieces = [text[at : at + PIECE] for at in range(0, min(len(text), SAMPLE), PIECE)]
    read(pieces[0])
    start = time.perf_counter()
    for piece in pieces:
        read(piece)
    return sum(len(piece.encode()) for piece in pieces) / (time.perf_counter() - start)
