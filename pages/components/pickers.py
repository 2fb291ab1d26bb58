"""Controls whose choice stands in the address, in ids; a link or Back sets them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages.components import data, links, names, notices, words


def _follow(name: str, options: Sequence[str], default: list[str]) -> str:
    """Give the widget of a parameter the state that the address asks for, and return its key.

    A widget keeps its own state; the address may change without it (a link, Back). Where the address is not
    the one that this session saw last, it wins. Options that are gone fall out.
    """
    key, seen, asked = f"pick.{name}", f"seen.{name}", links.read(name)
    if key not in st.session_state or st.session_state.get(seen) != asked:
        st.session_state[key] = [each for each in asked if each in options] or default
    else:
        st.session_state[key] = [each for each in st.session_state[key] if each in options]
    st.session_state[seen] = asked
    return key


def _several(name: str, options: Sequence[str], show: Callable[[str], str], default: list[str]) -> list[str]:
    key = _follow(name, options, default)
    chosen = st.multiselect(
        words.say(f"pick.{name}"),
        options,
        key=key,
        format_func=show,
        placeholder=words.say(f"pick.{name}_none"),
        select_all=False,  # its words are English, and it would take Enter before the first match does
    )
    if links.read(name) or chosen != default:  # an address without the parameter means the default already
        links.write(name, chosen)
    st.session_state[f"seen.{name}"] = links.read(name)
    return chosen


def indicators() -> list[str]:
    """One or several indicators; the first with a value where the address names none."""
    counts = data.indicators()

    def show(code: str) -> str:
        return words.say("pick.counted", name=names.indicator(code), n=counts[code])

    return _several("ind", list(counts), show, list(counts)[:1])


def places() -> list[str]:
    """Place ids; empty for all."""
    known = data.places()
    return _several("place", list(known), lambda code: known[code], [])


def years() -> list[int]:
    """Years; empty for all."""
    return [int(year) for year in _several("year", [str(year) for year in data.years()], str, [])]


def unknown(name: str, options: Sequence[str]) -> list[str]:
    """Values that the address asks for and nobody knows."""
    return [each for each in links.read(name) if each not in options]


def complain() -> None:
    """Say which parts of the address nobody knows, instead of dropping them silently."""
    known = {"ind": list(data.indicators()), "place": list(data.places()), "year": [str(year) for year in data.years()]}
    strange = [each for name, options in known.items() for each in unknown(name, options)]
    if strange:
        notices.show("info", words.say("pick.unknown", names=words.join(strange)))
