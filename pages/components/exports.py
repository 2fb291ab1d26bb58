"""What is taken away from the pages: what the address selects, what there is to say of it, a file of each kind."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import islice
from pathlib import Path

import streamlit as st

from extract.exporting import FORMATS, Selection, Survey, export
from extract.exporting.booklet import MOST as BOOKLET
from extract.exporting.survey import survey
from extract.exporting.xlsx import ROWS
from extract.models import Cell
from extract.store import Store
from pages.components import cards, data, links, names, numbers, spans, tables, targets, words

ASKED = ("ind", "place", "year", "scope")
"""The parameters of the address that make a selection."""

NO_SCOPE = "-"
"""Stands in the address for the scope of a value that names none."""

STATED = 5_000
"""Figures of a selection whose values are counted while the reader waits."""

MOST = 300_000
"""Figures that a browser is given; the command line has no such limit."""

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Kind:
    """A file to download: one of FORMATS, and the table it holds where it holds only one."""

    format: str
    table: str = "cells"

    @property
    def name(self) -> str:
        """Its key among the words of this page."""
        return self.format if self.table == "cells" else f"{self.format}_{self.table}"


READ = (Kind("xlsx"), Kind("csv"), Kind("csv", "figures"), Kind("docx"))
RUN = (Kind("parquet"), Kind("json"), Kind("datapackage"))
"""Files for people, and those for programs."""

COLUMNS = len(READ)


def way(indicators: Sequence[str], places: Sequence[str], years: Sequence[int]) -> None:
    """A link to this page with the selection of another one."""
    chosen = links.href("export", ind=indicators, place=places, year=[str(each) for each in years])
    st.html(f"<p>{links.anchor(chosen, words.html('export.way'), 'button')}</p>")


# The selection


def asked() -> tuple[Selection, list[str]]:
    """The selection of the address, and what of it nobody knows."""
    tree = data.tree()
    known = {"ind": data.indicators(), "place": tree.areas, "scope": {scope or NO_SCOPE for scope in data.scopes()}}
    found = {name: [each for each in links.read(name) if each in known[name]] for name in known}
    strange = [each for name in known for each in links.read(name) if each not in known[name]]
    years = {each: _years(each) for each in links.read("year")}
    strange += [each for each, of in years.items() if not of]
    selection = Selection(
        indicators=tuple(found["ind"]) or None,
        places=tuple(tree.places(found["place"])) or None,
        years=tuple(sorted({year for of in years.values() for year in of})) or None,
        scopes=tuple("" if each == NO_SCOPE else each for each in found["scope"]) or None,
    )
    return selection, strange


def _years(text: str) -> list[int]:
    """The years with values of “2011” or “2003-2011”; none for what is neither."""
    ends = text.split("-")
    if len(ends) > 2 or not all(end.isascii() and end.isdecimal() and len(end) == 4 for end in ends):
        return []
    low, high = sorted((int(ends[0]), int(ends[-1])))
    return [year for year in data.years() if low <= year <= high]


def chosen(selection: Selection) -> None:
    """What is chosen, and the ways to choose otherwise."""
    areas = data.tree().areas
    parts = {
        "indicators": [names.indicator(each) for each in selection.indicators or ()],
        "places": [areas[each].name for each in links.read("place") if each in areas],
        "years": [str(each) for each in selection.years or ()],
        "scopes": [names.scope(each) for each in selection.scopes or ()],
    }
    chips = "".join(_chip(name, shown) for name, shown in parts.items() if shown)
    same = {name: links.read(name) for name in ASKED}
    ways = [links.anchor(links.href("indicators", **same), words.html("export.change"), "button")]
    if chips:
        ways.append(links.anchor(links.href("export"), words.html("export.all"), "button"))
    whole = f'<span class="chip">{words.html("export.everything")}</span>'
    st.html(f'<div class="chips chosen">{chips or whole}{"".join(ways)}</div>')


def _chip(name: str, shown: Sequence[str]) -> str:
    some = words.join(list(shown[:SHOWN]))
    more = words.say("export.more", n=len(shown) - SHOWN) if len(shown) > SHOWN else ""
    return f'<span class="chip"><small>{words.html(f"export.{name}")}</small> {escape(some + more)}</span>'


# What there is to say


def count(selection: Selection) -> int:
    """How many figures are chosen."""
    return _count(data.version(), selection)


@st.cache_resource(max_entries=64, show_spinner=False)
def _count(version: str, selection: Selection) -> int:
    with data.store().moment() as moment:
        return moment.figure_count(selection.choice)


def surveyed(selection: Selection, figures: int) -> Survey | None:
    """What there is to say of a selection; None where counting would keep the reader waiting."""
    return _surveyed(data.version(), selection) if 0 < figures <= STATED else None


@st.cache_resource(max_entries=64, show_spinner=False)
def _surveyed(version: str, selection: Selection) -> Survey:
    with data.store().moment() as moment:
        return survey(moment, selection)


def statement(found: Survey | None, figures: int) -> None:
    """How many values are checked, in doubt, of another scope; travels in every file, too."""
    if found is None:
        st.html(f'<p class="note warn">{words.html("export.uncounted", n=f"{figures:,}")}</p>')
        return
    facts = found.counts()
    rows = "".join(_metric(name, facts[name]) for name in ("cells", "figures", "sources", "checked", "doubt", "apart"))
    told = words.html("export.versions", engine=found.engine, store=found.store)
    st.html(f'<dl class="metrics">{rows}</dl><p class="note">{told}</p>')


def _metric(name: str, n: int) -> str:
    more = words.html(f"export.{name}_of")
    return f'<div><dt>{words.html(f"export.{name}")}</dt><dd><b>{n:,}</b><small class="whole">{more}</small></dd></div>'


def preview(selection: Selection) -> None:
    """The first values as they will stand in the file, each leading to its evidence."""
    rows = _first(data.version(), selection)
    keys = ("indicator", "place", "year", "scope")
    columns = [tables.Column(f"table.{key}") for key in keys]
    columns += [tables.Column("table.value", "num"), tables.Column("table.words", "quote")]
    tables.show(columns, [_row(cell, quote) for cell, quote in rows], words.say("export.preview"))


def _row(cell: Cell, quote: str) -> list[str]:
    link = links.anchor(targets.cell(cell), escape(numbers.of_cell(cell)), "row", words.say("table.to_evidence"))
    told = (names.indicator(cell.indicator), cell.place, str(cell.year), names.scope(cell.scope))
    return [*map(escape, told), link, escape(spans.words_of(quote))]


@st.cache_resource(max_entries=64, show_spinner=False)
def _first(version: str, selection: Selection) -> list[tuple[Cell, str]]:
    with data.store().moment() as moment:
        found = ((cell, figures) for cells, figures in moment.panel(selection.choice) for cell in cells)
        return [
            (cell, " + ".join(figures[each].quote for each in cell.figures)) for cell, figures in islice(found, SHOWN)
        ]


# The files


def files(selection: Selection, found: Survey | None, figures: int) -> None:
    """A card for each kind of file; nothing is made before its button is pressed."""
    for kinds in (READ, RUN):
        for column, kind in zip(st.columns(COLUMNS, gap="small"), kinds, strict=False):
            with column, st.container(border=True, key=f"file-{kind.name}", height="stretch"):
                _file(kind, selection, found, figures)


def _file(kind: Kind, selection: Selection, found: Survey | None, figures: int) -> None:
    told, found_in = words.html(f"export.{kind.name}_for"), FORMATS[kind.format]
    st.html(f"<h3>{words.html(f'export.{kind.name}')} <small>{found_in.ending}</small></h3><p>{told}</p>")
    reason = _refused(kind, found, figures)
    if reason:
        st.html(f'<p class="note warn">{escape(reason)}</p>')
    st.download_button(
        words.say("export.download", name=words.say(f"export.{kind.name}")),
        data=_maker(kind, selection),
        file_name=_file_name(kind),
        mime=found_in.mime,
        key=f"download-{kind.name}",
        on_click="ignore",
        disabled=bool(reason),
        width="stretch",
    )


def _file_name(kind: Kind) -> str:
    """Tells the table, where it is only one, and the state of the store."""
    parts = ["shuchu", *([kind.table] if FORMATS[kind.format].one_table else []), data.version()]
    return "-".join(parts) + FORMATS[kind.format].ending


def _refused(kind: Kind, found: Survey | None, figures: int) -> str:
    """Why a selection does not go into a kind of file; empty where it does."""
    if kind.format == "docx" and (found.cells if found else figures) > BOOKLET:
        return words.say("export.too_many_for_booklet", n=f"{BOOKLET:,}")
    return words.say("export.too_many", n=f"{MOST:,}") if figures > min(MOST, ROWS) else ""


def _maker(kind: Kind, selection: Selection) -> Callable[[], bytes]:
    """Makes the file when the button is pressed, outside of the page's run: nothing there knows page or language."""
    home = links.absolute("./").rstrip("/")
    settings = {"table": kind.table, "chinese": words.language() == "zh", "home": home, "machine": machine()}
    return partial(_made, data.store(), kind.format, selection, settings)


def _made(store: Store, format: str, selection: Selection, settings: dict[str, object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        export(store, path, format, selection, **settings)  # type: ignore[arg-type]
        return path.read_bytes()


def machine() -> bool:
    """Whether the machine's own values are asked for beside those that stand."""
    return links.first("machine") == "1"


def switch() -> None:
    """The way to files with the machine's own values, and back."""
    on = machine()
    way = links.anchor(
        links.here(machine=None if on else "1"), words.html("export.machine"), "chip stay",
        role="switch", aria_checked="true" if on else "false", aria_current="true" if on else "",
    )  # fmt: skip
    st.html(f'<p class="chips">{way}</p><p class="note">{words.html("export.machine_lead")}</p>')


def command(selection: Selection) -> None:
    """The same on the command line, to be done again at any time and for any size."""
    options = {"indicator": selection.indicators, "place": selection.places, "scope": selection.scopes}
    parts = [f"--{name} {shlex.quote(each)}" for name, chosen in options.items() for each in chosen or ()]
    parts += [f"--year {year}" for year in selection.years or ()]
    parts += ["--machine"] if machine() else []
    cards.section("export.command", "export.command_lead")
    st.code(" ".join([".venv/bin/python -m extract export", *parts, "FILE.xlsx"]), language=None, wrap_lines=True)
