"""For every number of a text, what it was taken for and by which rules, or why it is no figure."""

from __future__ import annotations

from collections.abc import Iterator

from extract.catalogue import catalogue
from extract.messages import reason, word
from extract.models import FLAGS, Extraction, Figure, Rejection, Told
from extract.output import number


def explained(extraction: Extraction, chinese: bool = False) -> Iterator[str]:
    """The lines of the explanation, in text order, without line ends."""
    numbers: list[Figure | Rejection] = [*extraction.figures, *extraction.rejections]
    found = sorted(numbers, key=lambda each: each.start)
    if not found:
        yield word("nothing", chinese)
    for each in found:
        head = word("figure" if isinstance(each, Figure) else "no_figure", chinese)
        yield f"“{_one_line(each.quote)}”  {each.start}–{each.end}  {head}{_why(each, chinese)}"
        if isinstance(each, Figure):
            yield from (f"    {_padded(word(key, chinese))}  {told}" for key, told in _figure(each, chinese))


def _why(found: Figure | Rejection, chinese: bool) -> str:
    return "" if isinstance(found, Figure) else f": {reason(found.reason, chinese)} ({found.reason})"


def _figure(figure: Figure, chinese: bool) -> Iterator[tuple[str, str]]:
    """The key and the words of each line of a figure, in the order in which they are told."""
    rule = next((rule for rule in figure.rules if rule.startswith("number.")), "")
    by = f" — {word('by', chinese)} {rule}" if rule else ""
    yield "value", f"{_amount(figure)} ({word(figure.bound, chinese)}, {figure.bound}){by}"
    yield "indicator", _indicator(figure, chinese) + _told(figure.indicator_told, chinese)
    if figure.concept:
        yield "counts", figure.concept
    place = " ".join(part for part in (figure.place, figure.place_code) if part)
    yield "place", (place or word("untold", chinese)) + _told(figure.place_told, chinese)
    yield "year", str(figure.year or word("untold", chinese)) + _told(figure.year_told, chinese)
    if figure.until:
        yield "interval", "–".join(filter(None, (figure.since, figure.until)))
    if figure.scope:
        yield "scope", figure.scope + _told(figure.scope_told, chinese)
    if flags := [f"{flag} ({word(flag, chinese)})" for flag in FLAGS if getattr(figure, flag)]:
        yield "flags", ", ".join(flags)
    yield "confidence", f"{figure.confidence:.2f}"
    yield "rules", ", ".join(figure.rules)


def _amount(figure: Figure) -> str:
    high = "" if figure.value_max is None else f"–{number(figure.value_max)}"
    return f"{number(figure.value)}{high} {figure.unit}".rstrip()


def _indicator(figure: Figure, chinese: bool) -> str:
    known = catalogue().indicators.get(figure.indicator)
    names = (known.zh,) if known and chinese else (known.zh, known.en) if known else ()
    return " ".join((figure.indicator, *names))


def _told(told: Told | None, chinese: bool) -> str:
    if told is None:
        return ""
    words = f" “{_one_line(told.words)}”" if told.words else ""
    return f" — {word('by', chinese)} {told.rule}{words}"


def _one_line(words: str) -> str:
    return words.replace("\r\n", "⏎").replace("\r", "⏎").replace("\n", "⏎")


def _padded(label: str) -> str:
    """Labels of one width on the screen, where a Chinese character takes two columns."""
    wide = sum(ord(char) > 0x2E80 for char in label)
    return label + " " * (10 - len(label) - wide)
