"""The store, how it stands, and answers to questions of it that are kept until it changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

import streamlit as st

from extract.store import Member, Store
from pages.components import opening

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

_looked: ContextVar[str] = ContextVar("version", default="")
_answers: ContextVar[dict[str, Any] | None] = ContextVar("answers", default=None)
"""What one run of a page was told of the whole store, which it asks for hundreds of times."""


def store() -> Store:
    """The store that SHUCHU_STORE names, opened once a process."""
    return opening.opened(address())


def outdated() -> list[str]:
    """The ids of the documents that another catalogue or engine has read, by name."""
    return cast(list[str], ask("outdated"))


def count_outdated() -> int:
    """How many documents those are."""
    return cast(int, ask("count_outdated"))


def documents_with(code: str) -> list[str]:
    """Some documents that have figures of an indicator."""
    return cast(list[str], ask("documents_with", indicator=code))


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


@st.cache_resource(max_entries=2048, show_spinner=False)
def _small(version: str, question: str, **asked: Any) -> Any:
    """Answers are frozen and shared between sessions, not copied for each: whoever sorts a list makes a new one."""
    return getattr(store(), question)(**asked)


@st.cache_resource(max_entries=64, show_spinner=False)
def _large(version: str, question: str, **asked: Any) -> Any:
    return getattr(store(), question)(**asked)


def ask(question: str, **asked: Any) -> Any:
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
