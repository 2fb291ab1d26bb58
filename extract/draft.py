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
    classes = _smallest(unit)
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


def _smallest(unit: str) -> tuple[str, ...]:
    """The class of units that holds this one and fewest others; none where no class does."""
    classes = catalogue().units.classes
    found = classes.get(unit, frozenset())
    sizes = {name: sum(name in names for names in classes.values()) for name in found}
    return tuple(sorted(sizes, key=lambda name: (sizes[name], name))[:1])


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
