"""Controls of the indicators page. Every option is a link, so that the choice stands in the address and nowhere else;
frame.js filters them while the reader types and keeps a list open from one choice to the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from pages.components import cards, choices, data, hierarchy, links, lookup, names, notices, telling, words
from pages.components.choices import Choice
from pages.components.selection import Selection

NAMED = 3
"""So many chosen names are said in the head of a picker; the others are counted."""


def _complain(choice: Choice, strange: Sequence[str]) -> None:
    """Say which parts of the address nobody knows, and where not all is shown, instead of dropping it silently."""
    if choice.total and choice.tab != "table":
        span = telling.spans(list(choice.years))
        notices.show("info", words.say("pick.narrowed", n=f"{choice.total:,}", years=span))
    if strange:
        notices.show("info", words.say("pick.unknown", names=words.join(list(strange))))


def bar(choice: Choice, strange: Sequence[str]) -> None:
    """Indicators, places and years, side by side, below what nobody knows of the address; none of an empty store."""
    if not data.indicators():
        cards.empty("indicators.empty")
        return
    _complain(choice, strange)
    st.html(f'<div class="picks">{_indicators(choice)}{_places(choice)}{_years(choice)}</div>')
    st.html(_index())


def _index() -> str:
    """Every place with what it is found by, once for the page: thousands of links would be sent with every choice."""
    rows = "\n".join("\t".join(row) for row in lookup.places())
    return f'<div class="index" hidden data-rows="{escape(rows)}"></div>'


def _pick(name: str, said: str, body: str, finder: bool = True, fillers: str = "") -> str:
    """A picker: what is chosen, and the list that it opens to; `fillers` are what its search may leave out."""
    label, none = words.html(f"pick.{name}"), words.html("pick.nothing")
    field = words.html(f"pick.{name}_find") if finder else ""
    search = f'<input class="find" type="search" aria-label="{field}" placeholder="{field}" data-keep="find-{name}"'
    search += f' data-fillers="{escape(fillers)}">' if fillers else ">"
    rest = f'{search}<div class="found">{body}</div><p class="none" hidden>{none}</p>' if finder else body
    return (
        f'<details class="pick" data-pick="{name}"><summary data-keep="pick-{name}"><small>{label}</small>'
        f'<span>{said}</span></summary><div class="panel">{rest}</div></details>'
    )


def _said(chosen: Sequence[str], none: str) -> str:
    if not chosen:
        return words.html(none)
    more = "" if len(chosen) <= NAMED else words.html("pick.more", n=len(chosen) - NAMED)
    return escape(words.join(list(chosen[:NAMED]))) + more


def _option(name: str, id: str, label: str, count: int | None, chosen: Sequence[str], find: tuple[str, str]) -> str:
    """One option: its name chooses it alone, the sign beside it adds it to those chosen or takes it away."""
    on = id in chosen
    alone = links.here(**{name: id}, p=None, at=None)
    other = [each for each in chosen if each != id] if on else [*chosen, id]
    number = "" if count is None else f" <b>{count:,}</b>"
    first = links.anchor(
        alone, escape(label) + number, "stay opt", aria_current="true" if on else "", data_keep=f"{name}-{id}"
    )
    sign, key = ("−", "pick.less") if on else ("+", "pick.add")
    told = words.say(key, name=label)
    last = on and len(chosen) == 1 and name == "ind"  # a page without an indicator shows nothing
    second = links.anchor(
        links.here(**{name: other or None}, p=None, at=None), sign, "stay add", told, aria_label=told,
        data_keep=f"add-{name}-{id}",
    )  # fmt: skip
    return f'<li data-find="{escape(find[0])}" data-also="{escape(find[1])}">{first}{"" if last else second}</li>'


def _group(title: str, options: Iterable[str], css: str = "") -> str:
    return f'<section class="{css}"><h3>{escape(title)}</h3><ul>{"".join(options)}</ul></section>'


def _indicators(choice: Choice) -> str:
    """Families as groups, each indicator with the number of its values."""
    counts = data.indicators()
    body = ""
    for family in data.families():
        codes = [code for code in counts if data.indicator(code).family == family]
        options = [
            _option("ind", code, names.indicator(code), counts[code], choice.named, lookup.indicator(code))
            for code in codes
        ]
        body += _group(names.family(family), options, f"fam-{family}") if codes else ""
    said = _said([names.indicator(each) for each in choice.named], "pick.ind_none")
    return _pick("ind", said, body, fillers=json.dumps(lookup.fillers(), ensure_ascii=False))


def _places(choice: Choice) -> str:
    """The way down to the place chosen and what lies below it; a search goes over all places."""
    tree = data.tree()
    at = choice.areas[-1] if choice.areas else ""
    here = at if tree.under.get(at) else tree.areas[at].parent if at else ""
    top = links.here(place=None, p=None, at=None)
    way = [links.anchor(top, words.html("pick.place_none"), "stay", data_keep="all")]
    way += [
        links.anchor(links.here(place=id, p=None, at=None), escape(tree.areas[id].name), "stay", data_keep=f"up-{id}")
        for id in tree.path(here)
    ]
    crumbs = f'<nav class="trail" aria-label="{words.html("pick.way")}">{" › ".join(way)}</nav>'
    near = [_place(tree, id, choice) for id in tree.under.get(here, ())]
    rest = f'<ul class="rest" data-add="{words.html("pick.add", name="*")}"></ul>'
    said = _said([_reach(tree, each) for each in choice.areas], "pick.place_none")
    return _pick("place", said, f"{crumbs}<section><ul>{''.join(near)}</ul></section>{rest}")


def _reach(tree: hierarchy.Tree, id: str) -> str:
    """An area that was chosen, with how many other places are shown for it."""
    area, inside = tree.areas[id], len(tree.below(id))
    key = "pick.place_with" if area.own else "pick.place_of"
    others = inside - 1 if area.own else inside
    return words.say(key, name=area.name, n=f"{others:,}") if others else area.name


def _place(tree: hierarchy.Tree, id: str, choice: Choice) -> str:
    inside = len(tree.below(id))
    count = inside if tree.under.get(id) else None
    return _option("place", id, tree.areas[id].name, count, choice.areas, (lookup.place(tree, id), ""))


def _years(choice: Choice) -> str:
    """From and to; each year by itself below."""
    known = data.years()
    chosen = choice.asked or choice.years
    low, high = (chosen[0], chosen[-1]) if chosen else (known[0], known[-1])
    said = str(low) if low == high else f"{low}–{high}"
    ends = _end("from", low, [(year, choices.years(year, max(year, high), known)) for year in known])
    ends += _end("to", high, [(year, choices.years(min(low, year), year, known)) for year in known])
    every = links.anchor(links.here(year=None, p=None, at=None), words.html("pick.year_none"), "stay chip")
    each = "".join(
        links.anchor(
            links.here(year=str(year), p=None, at=None), str(year), "stay chip",
            aria_current="true" if low == high == year else "", data_keep=f"year-{year}",
        )
        for year in known
    )  # fmt: skip
    return _pick("year", said, f'<div class="ends">{ends}</div><div class="chips">{every}{each}</div>', finder=False)


def _end(which: str, chosen: int, spans: Sequence[tuple[int, str | None]]) -> str:
    options = [(links.here(year=span, p=None, at=None), str(year), year == chosen) for year, span in spans]
    return select(f"pick.{which}", options, f"year-{which}")


def select(key: str, options: Sequence[tuple[str, str, bool]], keep: str) -> str:
    """A list of addresses, each with its name and whether it is the one shown; choosing one goes there."""
    rows = "".join(
        f'<option value="{escape(target)}"{" selected" if on else ""}>{escape(name)}</option>'
        for target, name, on in options
    )
    return f'<label class="go">{words.html(key)} <select data-keep="{escape(keep)}">{rows}</select></label>'


# How it is shown


def tabs(choice: Choice, found: Selection) -> None:
    """Chart, table, tiles, coverage; below them scope, divisor and scale."""
    ways = "".join(
        links.anchor(
            links.here(tab=None if each == choices.TABS[0] else each, p=None, at=None), words.html(f"tab.{each}"),
            "stay", aria_current="page" if each == choice.tab else "", data_keep=f"tab-{each}",
        )
        for each in choices.TABS
    )  # fmt: skip
    scopes, divisor = _scopes(choice, found), _divisor(choice) if choice.tab in ("chart", "table") else ""
    scale = _scale(choice) if choice.tab == "chart" else ""
    more = f'<div class="view">{scopes}{divisor}{scale}</div>' if scopes or divisor or scale else ""
    st.html(f'<nav class="tabs" aria-label="{words.html("tab.label")}">{ways}</nav>{more}')


def _scopes(choice: Choice, found: Selection) -> str:
    """“Same scope only”: one chip a scope, where the values have several."""
    if len(found.scopes) < 2 and choice.scope is None:
        return ""
    rows = [("", None, words.html("pick.scope_all"))]
    rows += [
        (scope or choices.NO_SCOPE, scope, f"{escape(names.scope(scope))} <b>{count:,}</b>")
        for scope, count in found.scopes.items()
    ]
    chips = "".join(
        links.anchor(
            links.here(scope=value or None, p=None, at=None), label, "stay chip",
            aria_current="true" if choice.scope == scope else "", data_keep=f"scope-{value}",
        )
        for value, scope, label in rows
    )  # fmt: skip
    return f'<div class="chips" role="group"><span>{words.html("pick.scope")}</span>{chips}</div>'


def _divisor(choice: Choice) -> str:
    stocks = [code for code in choices.denominators() if code not in choice.indicators]
    options = [(links.here(per=None, p=None, at=None), words.say("pick.per_none"), not choice.per)]
    options += [(links.here(per=code, p=None, at=None), names.indicator(code), code == choice.per) for code in stocks]
    return select("pick.per", options, "per") if len(options) > 1 else ""


def _scale(choice: Choice) -> str:
    options = [
        (links.here(scale=None, at=None), words.say("pick.linear"), not choice.log),
        (links.here(scale="log", at=None), words.say("pick.log"), choice.log),
    ]
    return select("pick.scale", options, "scale")
