"""How far a run has come: a bar on a terminal, nothing on a pipe."""

from __future__ import annotations

import shutil
from types import TracebackType
from typing import TextIO


class Progress:
    """A bar on `stream` where that is a terminal. Lines said meanwhile stand above it.

    Used as a context manager; the bar is wiped at the end, and before every line.
    """

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._total = total
        self._done = 0
        self._shown = stream.isatty() and total > 0

    def __enter__(self) -> Progress:
        self._draw()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._wipe()

    def step(self) -> None:
        """One more file is done."""
        self._done += 1
        self._draw()

    def say(self, line: str) -> None:
        """A line that stays."""
        self._wipe()
        self._stream.write(line + "\n")
        self._draw()

    def _draw(self) -> None:
        if not self._shown:
            return
        width = max(10, min(40, shutil.get_terminal_size().columns - 20))
        full = width * self._done // self._total
        self._stream.write(f"\r[{'#' * full}{'.' * (width - full)}] {self._done}/{self._total}")
        self._stream.flush()

    def _wipe(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
