"""An entry of the catalogue drafted from one figure that no indicator takes: what it counts becomes a rule.

The draft is a beginning for a person to go on from, written as a catalogue of one's own is (see `extract.catalogue`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from extract.catalogue import catalogue
from extract.clean import clean
from extract.concepts import with_concepts
from extract.models import OTHER, Document, Extraction, Figure, Nature
from extract.output import number

MOST = 0.5
"""So much of a class, and of what can be added up, is in both where they measure the same."""

Pairs = tuple[tuple[str, str], ...]
"""The figures of an example: (quote, value)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an entry says. `head` and `left` are patterns, "" for none; `units` classes of units, `own_units` those of
    no class; `text` is the example, `lookalike` the sentence that states none."""

    code: str
    zh: str
    en: str
    family: str
    unit: str
    nature: Nature
    definition_zh: str
    definition_en: str
    head: str
    left: str = ""
    units: tuple[str, ...] = ()
    own_units: tuple[str, ...] = ()
    text: str = ""
    figures: Pairs = ()
    lookalike: str = ""


def concepts_of(figures: Iterable[Figure], document: Document) -> tuple[Figure, ...]:
    """The figures with their concepts, as `with_concepts` finds them.

    To give the words around a number their places, all figures of its sentence must be among them.
    """
    return with_concepts(Extraction(document, figures=tuple(figures))).figures


def drafted(figure: Figure, document: Document, concept: str) -> Draft:
    """The draft of what a figure counts; `concept` is as `with_concepts` has filled it in."""
    verb, _, noun = concept.rpartition("/")
    unit = clean(figure.unit)
    name = f"{verb}{noun}" or unit
    classes = _class_of(unit)
    low, high = figure.sentence if figure.sentence[0] < figure.sentence[1] else (figure.start, figure.end)
    quote = _line(figure.quote)
    return Draft(
        code="own_" + sha256(f"{concept}|{unit}".encode()).hexdigest()[:6],
        zh=name,
        en=name,
        family=OTHER,
        unit=unit,
        nature=_nature(unit, verb),
        definition_zh=f"原文所说的{name}",
        definition_en=f"As the sources say: {name}",
        head=re.escape(noun),
        left=re.escape(verb),
        units=classes,
        own_units=() if classes or not unit else (unit,),
        text=_line(document.text[low:high]),
        figures=((quote, number(figure.value)),),
    )


def _line(text: str) -> str:
    """Without the breaks of its lines, as an example stands in one line."""
    return "".join(text.split())


def _class_of(unit: str) -> tuple[str, ...]:
    """The class of units that measures what this one does: the one that it heads, or whose head it can be added to.

    Of several headed the one with the units that can be added up. None where it is left open what the unit measures:
    件 may be a good or a case, 项 an activity, a paper or a case; each counts as itself.
    """
    units = catalogue().units
    own = units.classes.get(unit, frozenset())
    headed = [name for name in own if units.heads.get(name) == unit]
    near = headed or [name for name in own if name in units.heads and _added(units.heads[name], unit)]
    if len(near) > 1 and headed:
        near = [name for name in headed if _shared(name, unit) > MOST]
    return tuple(near) if len(near) == 1 else ()


def _added(one: str, other: str) -> bool:
    """Whether values in two units can be added up."""
    units = catalogue().units
    return units.factor(one, other) is not None or units.factor(other, one) is not None


def _shared(name: str, unit: str) -> float:
    """Which part of the units of a class, and of those that can be added up in `unit`, is both."""
    units = catalogue().units
    written = {each for each, names in units.classes.items() if name in names}
    added = units.factors.get(unit, {}).keys() | {unit}
    return len(written & added) / len(written | added)


def _nature(unit: str, verb: str) -> Nature:
    if unit in ("%", "‰", "‱"):
        return "rate"
    return "flow" if verb else "stock"


def plain_lookalike(draft: Draft) -> str:
    """A sentence that names the thing and states no figure, where the sources have none that is better."""
    return f"{draft.zh}的情况另行说明。"


def toml(draft: Draft) -> str:
    """The entry as a file of a catalogue of one's own."""
    known = draft if draft.lookalike else replace(draft, lookalike=plain_lookalike(draft))
    code, lines = known.code, []
    if known.own_units:
        lines += ["[units.classes]", f"{code} = {_list(known.own_units)}", ""]
    texts = ("zh", "en", "family", "unit", "nature", "definition_zh", "definition_en")
    lines += [f"[{code}]", *(f"{name} = {_text(getattr(known, name))}" for name in texts), ""]
    lines += [f"[[{code}.rules]]", f'name = "{code}"']
    if classes := (code,) if known.own_units else known.units:
        lines.append(f"units = {_list(classes)}")
    lines += [f"{name} = {_text(pattern)}" for name in ("head", "left") if (pattern := getattr(known, name))]
    lines += ["", f"[[{code}.examples]]", f"text = {_text(known.text)}", f"figures = {_pairs(known.figures)}"]
    lines += ["", f"[[{code}.examples]]", f"text = {_text(known.lookalike)}", "figures = []", ""]
    return "\n".join(lines)


def _text(text: str) -> str:
    """A text in quotation marks; JSON's are TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_text, texts)) + "]"


def _pairs(figures: Pairs) -> str:
    return "[" + ", ".join(_list(pair) for pair in figures) + "]"
