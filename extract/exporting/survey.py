"""What is chosen for an export, and what there is to say of it as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime

from extract.catalogue import catalogue
from extract.catalogue.gazetteer import gazetteer, in_force
from extract.chosen import chosen
from extract.errors import ExportError
from extract.exporting.columns import Record
from extract.exporting.status import CHECKED, Standing, rated
from extract.exporting.words import say
from extract.models import Cell
from extract.store import Choice, Moment
from extract.version import engine_version


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes of indicators, codes or names of places, years, and scopes (“” where none is given); None takes all."""

    indicators: Collection[str] | None = None
    places: Collection[str] | None = None
    years: Collection[int] | None = None
    scopes: Collection[str] | None = None

    @property
    def choice(self) -> Choice:
        return Choice(None, self.indicators, self.places, self.years, scopes=self.scopes)

    def told(self, chinese: bool) -> str:
        """“指标 党员数；年份 2009、2010”."""
        parts = []
        for each in fields(self):
            names = getattr(self, each.name)
            if names is not None:
                shown = [_named(each.name, name, chinese) for name in names]
                parts.append(say(each.name, chinese, names=say("comma", chinese).join(shown)))
        return say("semicolon", chinese).join(parts) or say("all", chinese)


def _named(field_: str, value: str | int, chinese: bool) -> str:
    """What a code of a selection stands for; what has no name stands for itself."""
    if field_ == "indicators" and (known := catalogue().indicators.get(str(value))):
        return known.zh if chinese else known.en
    if field_ == "places" and (rows := gazetteer().by_code.get(str(value))):
        return in_force(rows, None)[0].name
    return str(value) or say("no_scope", chinese)


@dataclass(frozen=True, slots=True)
class Survey:
    """Counts of what is chosen; `doubt` are the values that are disputed, contested or told with low confidence.

    `usual` is the scope that most values of an indicator have, `others` the figures that state a cell and were not
    taken, `documents` the ids of those that hold chosen figures.
    """

    cells: int
    figures: int
    sources: int
    checked: int
    doubt: int
    disputed: int
    contested: int
    low: int
    apart: int
    engine: str
    catalogues: tuple[str, ...]
    store: str
    at: str
    usual: dict[str, str] = field(repr=False)
    others: frozenset[str] = field(repr=False)
    documents: frozenset[str] = field(repr=False)

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNTS}


COUNTED = ("cells", "checked", "doubt", "disputed", "contested", "low", "apart")
"""What is told of each value by itself."""

COUNTS = ("cells", "figures", "sources", "checked", "doubt", "disputed", "contested", "low", "apart")


def survey(moment: Moment, selection: Selection) -> Survey:
    """Look at everything chosen; raises ExportError("nothing_chosen") where there is nothing."""
    choice = selection.choice
    figures = moment.figure_count(choice)
    if not figures:
        message = f"There is nothing to export in this selection: {selection.told(False)}. Choose another one."
        raise ExportError("nothing_chosen", message, chosen=selection.told(True))
    usual = _usual(moment.scopes(choice))
    found, others = _counted(moment.sure(choice), usual)
    documents = moment.documents_of(choice)
    return Survey(
        **{name: found[name] for name in COUNTED},
        figures=figures,
        sources=len(documents),
        engine=engine_version(),
        catalogues=tuple(path.name for path in chosen()),
        store=moment.version(),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        usual=usual,
        others=others,
        documents=documents,
    )


def _usual(counts: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Indicator → the scope that most of its values have; none where two scopes have equally many."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (indicator, scope), number in counts.items():
        found[indicator][scope] = number
    first = {indicator: scopes.most_common(2) for indicator, scopes in found.items()}
    return {each: top[0][0] for each, top in first.items() if len(top) == 1 or top[0][1] > top[1][1]}


def _counted(
    parts: Iterator[tuple[list[Cell], dict[str, float]]], usual: dict[str, str]
) -> tuple[Counter[str], frozenset[str]]:
    counts: Counter[str] = Counter()
    others: set[str] = set()
    for cells, sure in parts:
        for cell in cells:
            counts.update(_kinds(cell, rated(cell, [sure[id] for id in cell.figures if id in sure], usual)))
            others.update(cell.others)
    return counts, frozenset(others)


def _kinds(cell: Cell, found: Standing) -> Sequence[str]:
    checked = ("checked",) if found.review in CHECKED else ()
    return ("cells", *found.doubts, *(("doubt",) if found.in_doubt else ()), *checked)


def told(found: Survey, selection: Selection, chinese: bool) -> list[str]:
    """The sentences that every export bears: counts, selection, when and by what it was made."""
    names = say("comma", chinese).join(found.catalogues)
    catalogues = say("catalogues", chinese, names=names) if names else ""
    facts = {"at": found.at, "engine": found.engine, "catalogues": catalogues, "store": found.store}
    counts = {name: f"{count:,}" for name, count in found.counts().items()}
    return [
        say("statement", chinese, **counts),
        say("chosen", chinese, chosen=selection.told(chinese)),
        say("made", chinese, **facts),
    ]


def as_record(found: Survey, selection: Selection, chinese: bool) -> Record:
    """The same for programs, and the sentences."""
    made: Record = {name: getattr(found, name) for name in (*COUNTS, "engine", "catalogues", "store", "at")}
    asked = {name: None if value is None else list(value) for name, value in asdict(selection).items()}
    return {**made, "selection": asked, "statement": " ".join(told(found, selection, chinese))}
