"""The way from the words of a figure to its value of the panel, a step after the other, each with what told it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from html import escape

from extract.counting import converted, plain, takes_part
from extract.models import FLAGS, Figure, Told
from extract.pedigree import Pedigree, pedigree
from pages.components import data, links, names, numbers, spans, targets, words
from pages.components.told import quote


@dataclass(frozen=True, slots=True)
class Step:
    """`key` names it among the words; `shown` and `how` are HTML."""

    key: str
    shown: str
    how: str = ""
    css: str = ""


def html(each: Figure) -> str:
    """The strip as an ordered list."""
    steps = [*_number(each, pedigree(each)), *_attributed(each), _cell(each)]
    body = "".join(
        f'<li class="{step.css}"><span>{words.html(f"pedigree.{step.key}")}</span><b>{step.shown}</b>'
        f"<small>{step.how}</small></li>"
        for step in steps
    )
    return f'<section class="pedigree"><h2>{words.html("pedigree.title")}</h2><ol>{body}</ol></section>'


def _number(each: Figure, found: Pedigree) -> list[Step]:
    """Words, number, multiplier and unit."""
    rule = next((names.rule(rule) for rule in each.rules if rule.startswith("number.")), "")
    bound = words.say(f"bound.{each.bound}_name") if each.bound != "eq" else ""
    how = words.join([part for part in (rule, bound) if part])
    written = escape(spans.words_of(each.quote))
    steps = [Step("words", f'<span class="raw">{written}</span>', "", "first")]
    value = numbers.bounded(each.value, "eq", "", each.value_max)
    steps.append(Step("number", escape(found.digits or value), escape(how)))
    if found.multiplier:
        times = words.say("pedigree.times", times=numbers.plain(found.times))
        told = words.say("pedigree.multiplied", multiplier=found.multiplier, value=value)
        steps.append(Step("multiplier", escape(times), escape(told)))
    steps.append(Step("unit", escape(names.unit(each.unit)) or words.html("common.dash"), _own_unit(each, found)))
    return steps


def _own_unit(each: Figure, found: Pedigree) -> str:
    """“1 亩 = 1/15 公顷：15 → 1”."""
    if found.factor is None:
        return ""
    facts = {"unit": found.unit, "own": found.own, "factor": _fraction(found.factor)}
    value = numbers.plain(plain(converted(each.value, found.factor)))
    return words.html("pedigree.converted", value=value, **facts)


def _fraction(factor: Fraction) -> str:
    return f"{factor.numerator:,}" if factor.denominator == 1 else f"{factor.numerator:,}/{factor.denominator:,}"


def _attributed(each: Figure) -> list[Step]:
    """Indicator, place, year and scope, each with the rule and the words that told it."""
    lacks = data.lacks(each)
    indicator = words.html("evidence.no_indicator") if "indicator" in lacks else escape(names.indicator(each.indicator))
    days = "–".join(filter(None, (each.since, each.until)))
    year = escape(str(each.year or words.say("evidence.no_year"))) + (f" <small>{escape(days)}</small>" if days else "")
    rows = [
        ("indicator", indicator, each.indicator_told, "indicator" in lacks),
        ("place", escape(each.place or words.say("evidence.no_place")), each.place_told, each.place is None),
        ("year", year, each.year_told, each.year is None),
        *([("scope", escape(names.scope(each.scope)), each.scope_told, False)] if each.scope else []),
    ]
    return [Step(key, shown, _how(each, told), "lacking" if lacking else "") for key, shown, told, lacking in rows]


def _how(each: Figure, told: Told | None) -> str:
    """The rule, and its words as a link to where they stand."""
    if told is None:
        return ""
    rule = escape(names.rule(told.rule))
    quoted = quote(told)
    if quoted and 0 <= told.start < told.end:
        quoted = links.anchor(targets.document(each.document, told.start, told.end), quoted)
    return f"{rule} {quoted}" if quoted else rule


def _cell(each: Figure) -> Step:
    """The value of the panel that it ends in, or why in none."""
    cell = data.cell_of(each) if takes_part(each) else None
    if cell is None:
        flags = [words.say(f"flag.{flag}") for flag in FLAGS if getattr(each, flag)]
        lacks = [words.say(f"lack.{reason}") for reason in data.lacks(each)]
        refused = [words.say(f"mark.{each.mark}")] if each.refused else []
        told = words.join(refused or flags or lacks) or words.say("evidence.unit_apart")
        return Step("cell", words.html("evidence.left_out"), escape(told), "last lacking")
    key = "taken" if each.id in cell.figures else "other"
    more = len(cell.figures) + len(cell.others)
    link = links.anchor(links.href("evidence", cell=cell.id), escape(numbers.of_cell(cell)))
    return Step("cell", link, words.html(f"pedigree.{key}", n=more), "last")
