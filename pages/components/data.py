"""The questions that pages ask the store, answered from a cache until the store changes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

import streamlit as st

from extract.catalogue import catalogue
from extract.decisions.agreement import Agreement
from extract.decisions.scores import Marked
from extract.load.kinds import ending_of
from extract.models import OTHER, Cell, Document, Figure, Indicator, Rejection, Segment
from extract.store import (
    Counted,
    Dimensions,
    DocumentSummary,
    Hit,
    Member,
    PlaceYears,
    Said,
    Series,
    Sought,
    Square,
    Step,
    Store,
)
from pages.components import hierarchy, opening

HEADLINES = 6
PER_FAMILY = 2
REASONS = ("indicator", "year", "place")


def store() -> Store:
    """The store that SHUCHU_STORE names, opened once a process."""
    return opening.opened(address())


def outdated() -> list[str]:
    """The ids of the documents that another catalogue or engine has read, by name."""
    return cast(list[str], _ask("outdated"))


def count_outdated() -> int:
    """How many documents those are."""
    return cast(int, _ask("count_outdated"))


def documents_with(code: str) -> list[str]:
    """Some documents that have figures of an indicator."""
    return cast(list[str], _ask("documents_with", indicator=code))


def adopt() -> None:
    """Read with the catalogue that the store keeps now: somebody may have saved one in another process."""
    store().adopt()


def address() -> str:
    """What SHUCHU_STORE says, empty for the store of the project."""
    return os.environ.get("SHUCHU_STORE", "")


def member(id: str) -> str:
    """The role that the store's list of members gives somebody, "" where it does not name them.

    Asked anew each time: who lost a role must not keep it until something else changes.
    """
    return store().role(id)


def members() -> list[Member]:
    """Those who were given a role, by id."""
    return store().members()


def version() -> str:
    """Changes with every write; part of every cache key, and of widget keys that hold positions."""
    return _looked.get() or store().version()


@contextmanager
def looking() -> Iterator[None]:
    """A run of a page: it asks once how the store stands, and all that it reads is of that state."""
    before, answers = _looked.set(store().version()), _answers.set({})
    try:
        yield
    finally:
        _looked.reset(before)
        _answers.reset(answers)


_looked: ContextVar[str] = ContextVar("version", default="")
_answers: ContextVar[dict[str, Any] | None] = ContextVar("answers", default=None)
"""What one run of a page was told of the whole store, which it asks for hundreds of times."""


TEXTS = frozenset(("document", "segments", "rejections", "machine_figures"))
"""Questions about one document whose answer grows with it, and no decision changes it."""

STEADY = TEXTS | frozenset(
    "count_outdated documents documents_with outdated search summaries summary totals words".split()
)
"""Questions whose answer no decision of a person changes."""

LARGE = frozenset(
    "cells cells_of dimensions documents figures known_places latest quoted search series squares summaries "
    "years_with".split()
)
"""Questions whose answer grows with a document or with the store: few of them are remembered."""


@st.cache_resource(max_entries=2048, show_spinner=False)
def _small(version: str, question: str, **asked: Any) -> Any:
    """Answers are frozen and shared between sessions, not copied for each: whoever sorts a list makes a new one."""
    return getattr(store(), question)(**asked)


@st.cache_resource(max_entries=64, show_spinner=False)
def _large(version: str, question: str, **asked: Any) -> Any:
    return getattr(store(), question)(**asked)


def _ask(question: str, **asked: Any) -> Any:
    answers = None if asked else _answers.get()
    if answers is None:
        return _remembered(question, **asked)
    if question not in answers:
        answers[question] = _remembered(question)
    return answers[question]


@st.cache_resource(max_entries=128, show_spinner=False)
def _text(version: str, question: str, **asked: Any) -> Any:
    return getattr(store(), question)(**asked)


def _remembered(question: str, **asked: Any) -> Any:
    now = version()
    if question in STEADY:
        now = now.partition(".")[0] + now[now.rfind("-") :]
    return (_text if question in TEXTS else _large if question in LARGE else _small)(now, question, **asked)


def documents(start: int = 0, most: int | None = None) -> list[DocumentSummary]:
    """Documents by the name of their files, `most` of them from the `start`-th on."""
    return cast(list[DocumentSummary], _ask("documents", start=start, most=most))


def newest(most: int) -> list[DocumentSummary]:
    """The documents that came last."""
    return cast(list[DocumentSummary], _ask("documents", sort="imported", descending=True, most=most))


def at_place(place: str) -> list[DocumentSummary]:
    """The documents of a place (its code, or its full name), by year."""
    return cast(list[DocumentSummary], _ask("documents", sought=Sought(place=place), sort="year"))


def totals() -> dict[str, int]:
    """How many documents there are, and what their figures sum up to; see `Store.totals`."""
    return cast(dict[str, int], _ask("totals"))


def summary(document_id: str) -> DocumentSummary | None:
    return cast(DocumentSummary | None, _ask("summary", id=document_id))


def text(document_id: str, start: int, end: int) -> str:
    """The words of a document from `start` to `end`."""
    return cast(str, _ask("words", id=document_id, start=start, end=end))


def document(document_id: str) -> Document | None:
    return cast(Document | None, _ask("document", id=document_id))


def source(document_id: str) -> bytes:
    """The file of a document as it was read; its text in UTF-8 where the file was not kept."""
    whole = document(document_id)
    kept = store().source(document_id)
    return kept if kept is not None else (whole.text if whole else "").encode()


@st.cache_resource(max_entries=256, show_spinner=False)
def ending(document_id: str) -> str:
    """The ending of a document's file, as its bytes tell it; an id stands for the same bytes always."""
    return ending_of(source(document_id))


def segments(document_id: str) -> list[Segment]:
    return cast(list[Segment], _ask("segments", id=document_id))


def rejections(document_id: str) -> list[Rejection]:
    return cast(list[Rejection], _ask("rejections", id=document_id))


def figures(document_id: str) -> list[Figure]:
    """The figures of a document in text order: a decision changes one of them, and the others are not read again."""
    decided = cast(list[Figure], _ask("decided_figures", document=document_id))
    machine = cast(list[Figure], _ask("machine_figures", document=document_id))
    if not decided:
        return machine
    over = {each.id for each in decided}
    return sorted([*(each for each in machine if each.id not in over), *decided], key=lambda each: each.start)


def figures_of_place(place_id: str) -> list[Figure]:
    """The figures of a place, by document and in text order."""
    found = cast(list[Figure], _ask("figures", places=[place_id]))
    return [each for each in found if (each.place_code or each.place) == place_id]


def search(asked: str, most: int, after: int = 0) -> list[Hit]:
    """Places in the texts where all the words stand; raises StoreError where no word can be searched for."""
    return cast(list[Hit], _ask("search", words=asked, most=most, after=after))


def concepts(asked: str, most: int) -> list[Figure]:
    """The figures of no indicator that stand in the first hits of these words, with what they count."""
    return _concepts(version(), asked, most)


def counted_concepts(asked: str, most: int) -> tuple[list[Counted], int]:
    """What is counted in the whole store that holds one of these words, and how many documents that is told of.

    Asked anew each time: documents are told without any other change of the store.
    """
    return store().concepts(asked.split(), most), store().told_concepts()


def concept(figure: Figure) -> str:
    """What one figure counts, read with the others of its sentence."""
    from extract.draft import concepts_of

    whole = document(figure.document)
    near = [each for each in figures(figure.document) if each.sentence == figure.sentence]
    near = [replace(each, indicator=OTHER, concept="") if each.id == figure.id else each for each in near]
    told = concepts_of(near, whole) if whole else ()
    return next((each.concept for each in told if each.id == figure.id), "")


@st.cache_resource(max_entries=32, show_spinner=False)
def _concepts(version: str, asked: str, most: int) -> list[Figure]:
    from extract.draft import concepts_of  # tagging words loads a dictionary: only who asks this pays for it

    found: list[Figure] = []
    hits = search(asked, most)
    of = dimensions(hit.document for hit in hits)
    for hit in hits:  # few segments have such a figure: of the others no text is read
        if not any(each.indicator == OTHER and hit.start <= each.start < hit.end for each in of[hit.document]):
            continue
        near = [each for each in figures(hit.document) if hit.start <= each.start < hit.end]
        if whole := document(hit.document):
            found += [each for each in concepts_of(near, whole) if each.concept]
    return found


def figure(figure_id: str) -> Figure | None:
    return cast(Figure | None, _ask("figure", id=figure_id))


def found(figure_ids: Iterable[str]) -> list[Figure]:
    """The figures of these ids that are there."""
    return [each for each in map(figure, figure_ids) if each]


def history(document_id: str) -> list[Step]:
    """What was done to a document, the newest first."""
    return cast(list[Step], _ask("history", id=document_id))


def summaries(documents: Iterable[str]) -> dict[str, DocumentSummary]:
    """Documents by id, in one question."""
    found = cast(list[DocumentSummary], _ask("summaries", ids=tuple(dict.fromkeys(documents))))
    return {each.id: each for each in found}


def dimensions(documents: Iterable[str]) -> dict[str, list[Dimensions]]:
    """What the figures of documents are of, by document, in one question."""
    wanted = tuple(dict.fromkeys(documents))
    found: dict[str, list[Dimensions]] = {each: [] for each in wanted}
    for row in cast(list[Dimensions], _ask("dimensions", documents=wanted)):
        found[row.document].append(row)
    return found


def quoted(figure_ids: Iterable[str]) -> dict[str, Said]:
    """The words around these figures, by id, in one question."""
    return cast(dict[str, Said], _ask("quoted", ids=tuple(figure_ids)))


def neighbours(figure_id: str) -> tuple[Figure | None, Figure | None]:
    return cast(tuple[Figure | None, Figure | None], _ask("neighbours", id=figure_id))


def cell(cell_id: str) -> Cell | None:
    return cast(Cell | None, _ask("cell", id=cell_id))


def cells(
    indicators: list[str] | None = None, places: list[str] | None = None, years: list[int] | None = None
) -> list[Cell]:
    """The panel of the chosen indicators, in their order, places (ids) and years; an empty choice leaves one open."""
    found = cast(list[Cell], _ask("cells", indicators=indicators or None, places=places or None, years=years or None))
    return sorted(found, key=lambda cell: indicators.index(cell.indicator)) if indicators else found


def counts(
    indicators: list[str], places: list[str], years: list[int], scopes: list[str] | None = None
) -> dict[tuple[str, int], int]:
    """(indicator, year) → how many values of the chosen indicators, places (ids), years and scopes there are."""
    asked = {"indicators": indicators, "places": places or None, "years": years or None, "scopes": scopes}
    return cast(dict[tuple[str, int], int], _ask("counts", **asked))


def latest(
    indicator: str, places: list[str], years: list[int], scopes: list[str] | None, start: int, most: int
) -> list[Cell]:
    """A page of the values of one indicator, the latest year first."""
    asked = {"places": places or None, "years": years or None, "scopes": scopes, "start": start, "most": most}
    return cast(list[Cell], _ask("latest", indicator=indicator, **asked))


def machine_values(cells: Iterable[Cell]) -> dict[str, Cell]:
    """Of cells that people have decided on, what the machine alone reads, by id; what it does not read is left out."""
    wanted = tuple(cell for cell in cells if cell.mark)
    return _machine_values(version(), tuple(cell.id for cell in wanted), wanted) if wanted else {}


@st.cache_resource(max_entries=64, show_spinner=False)
def _machine_values(version: str, ids: tuple[str, ...], _cells: Sequence[Cell]) -> dict[str, Cell]:
    return store().machine_values(_cells)


def cell_of(figure: Figure) -> Cell | None:
    """The cell that a figure is part of, None where it takes no part in the panel."""
    return cell(_cell_id(figure)) if figure.counts else None


def _cell_id(figure: Figure) -> str:
    return "|".join((figure.place_code or figure.place or "", str(figure.year), figure.indicator, figure.scope))


def known_places() -> list[PlaceYears]:
    """The places that have values, each with their number and its years, by their ids."""
    return cast(list[PlaceYears], _ask("known_places"))


def years_with(what: str, family: str = "") -> dict[str, frozenset[int]]:
    """Place id → the years with values of a "family", or with "disputed" ones of it; of all for “”."""
    return cast(dict[str, frozenset[int]], _ask("years_with", what=what, family=family))


def series(places: list[str], least: int) -> list[Series]:
    """Indicators by place and scope that have values of so many years at least."""
    return cast(list[Series], _ask("series", places=places, least=least))


def spots_with(indicators: list[str], scope: str) -> list[tuple[str, int]]:
    """(place id, year) where one of these indicators has a value of a scope."""
    return cast(list[tuple[str, int]], _ask("spots_with", indicators=indicators, scope=scope))


def squares(indicators: list[str] | None, places: list[str], years: list[int], scope: str) -> list[Square]:
    """What places (ids) have in years, of some indicators where they are named; `scope` is the usual one."""
    asked = {"indicators": indicators, "places": places, "years": years, "scope": scope}
    return cast(list[Square], _ask("squares", **asked))


def indicators_at(places: list[str]) -> dict[str, list[str]]:
    """Place id → the indicators that it has values of."""
    return cast(dict[str, list[str]], _ask("indicators_at", places=places))


def disputed(most: int) -> list[Cell]:
    """The first values that documents state differently."""
    return cast(list[Cell], _ask("disputed", most=most))


def count_disputed() -> int:
    """How many values documents state differently."""
    return cast(int, _ask("count_disputed"))


def agreement() -> list[Agreement]:
    """How far reviewers agree; see `Store.agreement`."""
    return cast(list[Agreement], _ask("agreement"))


def marks() -> list[Marked]:
    """The decided figures counted by what the engine and people say of them."""
    return cast(list[Marked], _ask("marks"))


def years() -> list[int]:
    return cast(list[int], _ask("years"))


def places() -> dict[str, str]:
    """Place id (its code, or its name where it has none) → the name to show."""
    return {code or name: name for code, name in cast(list[tuple[str, str]], _ask("places"))}


def tree() -> hierarchy.Tree:
    """The places that have values, and the areas that hold them."""
    return _tree(listed())


def listed() -> tuple[tuple[str, str], ...]:
    """The same places as they are remembered by: id and name; most writes change nothing of them."""
    return tuple(places().items())


@lru_cache(maxsize=2)
def _tree(known: tuple[tuple[str, str], ...]) -> hierarchy.Tree:
    return hierarchy.grown(dict(known))


def indicator(code: str) -> Indicator:
    """The catalogue's entry; a code that it has lost since stands for itself."""
    return catalogue().indicators.get(code) or Indicator(code, code, code, OTHER, "", "none")


def indicators() -> dict[str, int]:
    """Indicators with a value, in the catalogue's order → how many cells they have."""
    found = cast(dict[str, int], _ask("indicators"))
    return {code: found[code] for code in catalogue().indicators if code in found}


def scopes() -> list[str]:
    """The scopes that values have, the most frequent first."""
    return list(cast(dict[str, int], _ask("scopes")))


def families() -> list[str]:
    """Families of the catalogue that have indicators, in their order."""
    used = {each.family for code, each in catalogue().indicators.items() if code != OTHER}
    return [code for code in catalogue().families if code in used]


def headlines(document_id: str) -> list[Cell]:
    """The values that rest on a document, in the catalogue's order, few of each family."""
    order = {code: place for place, code in enumerate(catalogue().indicators)}
    found = cast(list[Cell], _ask("cells_of", document=document_id))
    own = f"{document_id}-"
    stated = [cell for cell in found if any(id.startswith(own) for id in cell.figures)]
    stated = stated or found  # all of them are stated elsewhere, too
    taken: Counter[str] = Counter()
    chosen: list[Cell] = []
    for each in sorted(stated, key=lambda cell: order.get(cell.indicator, len(order))):
        family = indicator(each.indicator).family
        if taken[family] < PER_FAMILY and len(chosen) < HEADLINES:
            taken[family] += 1
            chosen.append(each)
    return chosen


def lacks(figure: Figure) -> list[str]:
    """What could not be told of a figure: some of REASONS."""
    missing = {"indicator": figure.indicator == OTHER, "year": figure.year is None, "place": figure.place is None}
    return [reason for reason in REASONS if missing[reason]]


def unattributed() -> dict[str, int]:
    """How many figures lack each of REASONS."""
    count = totals()
    return {"indicator": count["figures"] - count["attributed"], "year": count["undated"], "place": count["unplaced"]}


def unattributed_figures(reason: str, start: int, size: int) -> list[Figure]:
    """The figures that lack `reason` from the `start`-th on, by document."""
    return cast(list[Figure], _ask("lacking", reason=reason, start=start, most=size))
