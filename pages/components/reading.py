"""The reading of a figure: what its words were taken for, and how indicator, place and year were told."""

from __future__ import annotations

from html import escape

from extract.decisions.effective import PERSON
from extract.models import FLAGS, Figure
from pages.components import data, links, names, numbers, spans, targets, told, words


def html(each: Figure) -> str:
    """The reading as a list of what and how."""
    raw, value = escape(spans.words_of(each.quote)), escape(_said(each))
    rows = [
        ("evidence.reading", f'<span class="raw">{raw}</span> → <b>{value}</b>'),
        ("evidence.indicator", _indicator(each) + told.html(each.document, each.indicator_told)),
        ("evidence.place", _place(each) + told.html(each.document, each.place_told)),
        (
            "evidence.year",
            (escape(str(each.year)) if each.year else _unset("evidence.no_year"))
            + _days(each)
            + told.html(each.document, each.year_told),
        ),
        ("evidence.scope", escape(names.scope(each.scope)) + told.html(each.document, each.scope_told)),
        ("evidence.panel", _panel(each)),
        *_family_of(each),
        ("evidence.confidence", _confidence(each)),
        (
            "evidence.rules",
            escape(words.join([names.rule(rule) for rule in each.rules])) or words.html("common.dash"),
        ),
    ]
    body = "".join(f"<dt>{words.html(key)}</dt><dd>{content}</dd>" for key, content in rows)
    return f'<section class="reading"><h2>{words.html("evidence.reading_title")}</h2><dl>{body}</dl></section>'


def _confidence(each: Figure) -> str:
    if PERSON in each.rules:
        return escape(names.rule(PERSON))
    return words.html("evidence.confidence_said", percent=round(each.confidence * 100))


def _said(each: Figure) -> str:
    """“83,000 株，超过”: the value, then what the bound makes of it."""
    value = numbers.bounded(each.value, "eq", each.unit, each.value_max, each.indicator)
    return (
        words.say("common.comma").join([value, words.say(f"bound.{each.bound}_name")]) if each.bound != "eq" else value
    )


def _indicator(each: Figure) -> str:
    family = data.indicator(each.indicator).family
    chip = f'<span class="chip fam-{escape(family)}">{escape(names.family(family))}</span>'
    name = escape(names.indicator(each.indicator))
    if "indicator" in data.lacks(each):
        return _unset("evidence.no_indicator")
    return f"{links.anchor(targets.indicator(each.indicator), name)} {chip}"


def _place(each: Figure) -> str:
    if each.place is None:
        return _unset("evidence.no_place")
    code = f" <small>{escape(each.place_code)}</small>" if each.place_code else ""
    return links.anchor(targets.place(each.place_code or each.place), escape(each.place)) + code


def _days(each: Figure) -> str:
    """The part of the year, where the text tells one: 01-01–06-30; the day of a stock."""
    return f" <small>{escape('–'.join(filter(None, (each.since, each.until))))}</small>" if each.until else ""


def _family_of(each: Figure) -> list[tuple[str, str]]:
    """The whole that the figure is a part of, and the parts that are told of it, each leading to its evidence."""
    others = data.figures(each.document)
    wholes = [other for other in others if other.id == each.whole]
    parts = [other for other in others if other.whole == each.id]
    rows = (("evidence.whole", wholes), ("evidence.parts", parts))
    return [(key, words.html("common.comma").join(map(_link, found))) for key, found in rows if found]


def _link(other: Figure) -> str:
    return links.anchor(targets.figure(other.id), escape(numbers.of_figure(other)), title=spans.words_of(other.quote))


def _unset(key: str) -> str:
    return f'<span class="unset">{words.html(key)}</span>'


def _panel(each: Figure) -> str:
    flags = [flag for flag in FLAGS if getattr(each, flag)]
    if each.refused:
        return f'<span class="flag">{words.html("evidence.left_out")}</span> {words.html(f"mark.{each.mark}")}'
    if flags:
        said = words.join([words.say(f"flag.{flag}") for flag in flags])
        return f'<span class="flag">{words.html("evidence.left_out")}</span> {escape(said)}'
    if not each.counts:
        lacking = words.join([words.say(f"lack.{reason}") for reason in data.lacks(each)])
        return f'<span class="flag">{words.html("evidence.left_out")}</span> {escape(lacking)}'
    cell = data.cell_of(each)
    if cell is None:
        return words.html("evidence.unit_apart")
    said = escape(
        words.say("evidence.taken" if each.id in cell.figures else "evidence.other", value=numbers.of_cell(cell))
    )
    return (
        said if len(cell.figures) + len(cell.others) == 1 else links.anchor(links.href("evidence", cell=cell.id), said)
    )
