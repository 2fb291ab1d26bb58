"""How far a run has come: a bar on a terminal, nothing on a pipe."""

from __future__ import annotations

import shutil
import time
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
        self._known = 0
        self._begun = time.monotonic()
        self._shown = stream.isatty() and total > 0

    def __enter__(self) -> Progress:
        self._draw()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._wipe()

    def step(self, known: bool = False, times: int = 1) -> None:
        """One more file is done, or several; what was `known` took no time, and tells nothing of the rest."""
        self._done += times
        self._known += times if known else 0
        self._draw()

    def say(self, line: str) -> None:
        """A line that stays."""
        self._wipe()
        self._stream.write(line + "\n")
        self._draw()

    def _draw(self) -> None:
        if not self._shown:
            return
        width = max(10, min(40, shutil.get_terminal_size().columns - 42))
        full = width * self._done // self._total
        self._stream.write(f"\r\x1b[K[{'#' * full}{'.' * (width - full)}] {self._done}/{self._total}{self._rate()}")
        self._stream.flush()

    def _rate(self) -> str:
        """Files a second and the time left; nothing in the first second, when neither can be told."""
        seconds, read = time.monotonic() - self._begun, self._done - self._known
        if seconds < 1 or not read:
            return ""
        left = round((self._total - self._done) * seconds / read)
        hours, minutes = divmod(left // 60, 60)
        return f"  {read / seconds:.1f}/s  -{hours}:{minutes:02}:{left % 60:02}"

    def _wipe(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
