"""Which catalogues of one's own are in use beside the one that ships with the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

VARIABLE = "SHUCHU_CATALOGUE"
"""Paths of TOML files, joined as those of PATH are; worker processes and the dashboard read it, too."""


def chosen() -> tuple[Path, ...]:
    """The files in their order: a later one beats an earlier one, and each beats the built-in catalogue."""
    return tuple(Path(each) for each in os.environ.get(VARIABLE, "").split(os.pathsep) if each)


def choose(paths: Sequence[Path]) -> None:
    """Use these files from now on, in this process and in those that it starts."""
    if tuple(paths) == chosen():
        return
    os.environ[VARIABLE] = os.pathsep.join(map(str, paths))
    _forget()


def _forget() -> None:
    """Empty what was remembered of another catalogue: all of it stands in functools caches of this package."""
    package = __name__.partition(".")[0]
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == package]
    for module in modules:
        for value in list(vars(module).values()):
            if callable(clear := getattr(value, "cache_clear", None)):
                clear()
