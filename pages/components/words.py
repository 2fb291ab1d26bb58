"""Every word that a page shows, in the language of its address (``lang=en``; Chinese without it)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

TABLES = Path(__file__).parent / "words"
LANGUAGES = ("zh", "en")
HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}


@cache
def table(language: str) -> dict[str, str]:
    """The words of one language: dotted key → sentence with ``{blanks}``."""
    return dict(_flat(tomllib.loads((TABLES / f"{language}.toml").read_text(encoding="utf-8"))))


def _flat(node: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in node.items():
        rows += _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else [(prefix + key, value)]
    return rows


_read: ContextVar[str] = ContextVar("language", default="")


@contextmanager
def reading(asked: str = "") -> Iterator[None]:
    """A run of a page: it is told once in which language, as thousands of words ask for it.

    Where no page runs, `asked` is what an address asks for.
    """
    before = _read.set(_spoken(asked) if asked else language())
    try:
        yield
    finally:
        _read.reset(before)


def language() -> str:
    """The language of this page's address."""
    if known := _read.get():
        return known
    return _spoken(st.query_params.get("lang", LANGUAGES[0]))


def _spoken(asked: str) -> str:
    return asked if asked in LANGUAGES else LANGUAGES[0]


def say(key: str, **facts: object) -> str:
    """The sentence of `key` with its blanks filled; raises KeyError for a key that no table has."""
    return table(language())[key].format(**facts)


def html(key: str, **facts: object) -> str:
    """As say(), escaped for HTML."""
    return escape(say(key, **facts))


def say_or(key: str, otherwise: str, **facts: object) -> str:
    """As say(), or `otherwise` where no table holds the key or a blank stays open."""
    try:
        return say(key, **facts)
    except (KeyError, IndexError):
        return otherwise


def join(parts: list[str]) -> str:
    """Several names in one sentence, with the language's own comma."""
    return say("common.comma").join(parts)
