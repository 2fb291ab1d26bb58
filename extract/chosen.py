"""Which catalogues of one's own are in use beside the one that ships with the program.

First the one that the store keeps (see `extract.store.catalogues`), which everybody who opens the store reads with,
then the files that a person names for one process. A later one beats an earlier one, and each the built-in catalogue.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

VARIABLE = "SHUCHU_CATALOGUE"
"""Paths of TOML files, joined as those of PATH are; worker processes and the dashboard read it, too."""

KEPT = "SHUCHU_KEPT_CATALOGUE"
"""The file that the store's catalogue was written to: set by this program for the processes that it starts."""

CACHE = "SHUCHU_CACHE"
"""The folder for such files, instead of the user's own for what can be made anew."""

PACKAGES = ("extract", "pages")
"""Where functools caches hold what was made of a catalogue."""


def _told() -> tuple[Path, ...]:
    """What the environment names; where somebody names the store's file once more it counts once."""
    every = [os.environ.get(KEPT, ""), *os.environ.get(VARIABLE, "").split(os.pathsep)]
    return tuple(Path(each) for each in dict.fromkeys(every) if each)


_in_use = _told()


def chosen() -> tuple[Path, ...]:
    """The files in their order: a later one beats an earlier one, and each beats the built-in catalogue."""
    return _in_use  # asked for every figure: the environment is read when this program begins and when it changes it


def kept() -> Path | None:
    """The file of the store's catalogue; None where the store has none, or none was opened."""
    told = os.environ.get(KEPT, "")
    return Path(told) if told else None


def named() -> tuple[Path, ...]:
    """The files that a person has named for this process."""
    return tuple(path for path in chosen() if path != kept())


def choose(paths: Sequence[Path]) -> None:
    """Use these files from now on beside the store's, in this process and in those that it starts."""
    wanted = tuple(path for path in paths if path != kept())
    if wanted == named():
        return
    os.environ[VARIABLE] = os.pathsep.join(map(str, wanted))
    _use()


def adopt(text: str) -> None:
    """Use this text as the store's catalogue from now on, in the same processes; "" for none."""
    now = written(text) if text else None
    if now == kept():
        return
    if now:
        os.environ[KEPT] = str(now)
    else:
        os.environ.pop(KEPT, None)
    _use()


def digest(text: str) -> str:
    """What tells a catalogue from every other."""
    return sha256(text.encode()).hexdigest()


def written(text: str) -> Path:
    """A file with this text, which is called after its digest and never changes; raises OSError."""
    path = _folder() / f"{digest(text)[:16]}.toml"
    data = text.encode()
    if not path.is_file() or path.read_bytes() != data:
        begun = path.with_name(f".{path.name}.{os.getpid()}")
        begun.write_bytes(data)
        begun.replace(path)
    return path


def _folder() -> Path:
    """A folder of this user's, and of nobody else's; one that is thrown away where the system has no room for it."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    named = os.environ.get(CACHE) or f"{base}/shuchu"
    with suppress(OSError, RuntimeError):
        folder = Path(named).expanduser() / "catalogues"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    return _thrown_away()


@lru_cache(maxsize=1)
def _thrown_away() -> Path:
    return Path(tempfile.mkdtemp(prefix="shuchu-"))


def _use() -> None:
    """Use what the environment names now.

    What was remembered of another catalogue is emptied: all of it stands in functools caches of this program.
    """
    global _in_use
    _in_use = _told()
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in PACKAGES]
    for module in modules:
        for name, value in list(vars(module).items()):
            if callable(clear := getattr(value, "cache_clear", None)) and name != "_thrown_away":
                clear()
