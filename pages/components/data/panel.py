"""Questions about the panel: its cells, places, years and indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import cast

import streamlit as st

from extract.catalogue import catalogue
from extract.decisions.agreement import Agreement
from extract.decisions.scores import Marked
from extract.models import OTHER, Cell, Figure, Indicator
from extract.store import PlaceYears, Series, Square
from pages.components import hierarchy
from pages.components.data.kept import ask, store, version

HEADLINES = 6
PER_FAMILY = 2


def cell(cell_id: str) -> Cell | None:
    return cast(Cell | None, ask("cell", id=cell_id))


def cells(
    indicators: list[str] | None = None, places: list[str] | None = None, years: list[int] | None = None
) -> list[Cell]:
    """The panel of the chosen indicators, in their order, places (ids) and years; an empty choice leaves one open."""
    found = cast(list[Cell], ask("cells", indicators=indicators or None, places=places or None, years=years or None))
    return sorted(found, key=lambda cell: indicators.index(cell.indicator)) if indicators else found


def counts(
    indicators: list[str], places: list[str], years: list[int], scopes: list[str] | None = None
) -> dict[tuple[str, int], int]:
    """(indicator, year) → how many values of the chosen indicators, places (ids), years and scopes there are."""
    asked = {"indicators": indicators, "places": places or None, "years": years or None, "scopes": scopes}
    return cast(dict[tuple[str, int], int], ask("counts", **asked))


def latest(
    indicator: str, places: list[str], years: list[int], scopes: list[str] | None, start: int, most: int
) -> list[Cell]:
    """A page of the values of one indicator, the latest year first."""
    asked = {"places": places or None, "years": years or None, "scopes": scopes, "start": start, "most": most}
    return cast(list[Cell], ask("latest", indicator=indicator, **asked))


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
    return cast(list[PlaceYears], ask("known_places"))


def years_with(what: str, family: str = "") -> dict[str, frozenset[int]]:
    """Place id → the years with values of a "family", or with "disputed" ones of it; of all for “”."""
    return cast(dict[str, frozenset[int]], ask("years_with", what=what, family=family))


def series(places: list[str], least: int) -> list[Series]:
    """Indicators by place and scope that have values of so many years at least."""
    return cast(list[Series], ask("series", places=places, least=least))


def spots_with(indicators: list[str], scope: str) -> list[tuple[str, int]]:
    """(place id, year) where one of these indicators has a value of a scope."""
    return cast(list[tuple[str, int]], ask("spots_with", indicators=indicators, scope=scope))


def squares(indicators: list[str] | None, places: list[str], years: list[int], scope: str) -> list[Square]:
    """What places (ids) have in years, of some indicators where they are named; `scope` is the usual one."""
    asked = {"indicators": indicators, "places": places, "years": years, "scope": scope}
    return cast(list[Square], ask("squares", **asked))


def indicators_at(places: list[str]) -> dict[str, list[str]]:
    """Place id → the indicators that it has values of."""
    return cast(dict[str, list[str]], ask("indicators_at", places=places))


def disputed(most: int) -> list[Cell]:
    """The first values that documents state differently."""
    return cast(list[Cell], ask("disputed", most=most))


def count_disputed() -> int:
    """How many values documents state differently."""
    return cast(int, ask("count_disputed"))


def agreement() -> list[Agreement]:
    """How far reviewers agree; see `Store.agreement`."""
    return cast(list[Agreement], ask("agreement"))


def marks() -> list[Marked]:
    """The decided figures counted by what the engine and people say of them."""
    return cast(list[Marked], ask("marks"))


def years() -> list[int]:
    return cast(list[int], ask("years"))


def places() -> dict[str, str]:
    """Place id (its code, or its name where it has none) → the name to show."""
    return {code or name: name for code, name in cast(list[tuple[str, str]], ask("places"))}


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
    found = cast(dict[str, int], ask("indicators"))
    return {code: found[code] for code in catalogue().indicators if code in found}


def scopes() -> list[str]:
    """The scopes that values have, the most frequent first."""
    return list(cast(dict[str, int], ask("scopes")))


def families() -> list[str]:
    """Families of the catalogue that have indicators, in their order."""
    used = {each.family for code, each in catalogue().indicators.items() if code != OTHER}
    return [code for code in catalogue().families if code in used]


def headlines(document_id: str) -> list[Cell]:
    """The values that rest on a document, in the catalogue's order, few of each family."""
    order = {code: place for place, code in enumerate(catalogue().indicators)}
    found = cast(list[Cell], ask("cells_of", document=document_id))
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
