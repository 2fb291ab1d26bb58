"""An entry of the catalogue tried apart: in a process that can be ended, while the page shows what it has told so far.

Nobody waits for a trial: the page stands at once, asks for it every half second, and adds what has come. A trial that
nobody asks for any more is ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from extract.errors import StoreError
from pages.components import words

ROOT = Path(__file__).parents[2]

EVERY = 0.5
"""Seconds between two looks of a page at a trial that goes on."""

AWAY = 6.0
"""A trial that nobody has looked at for so many seconds is of no use: its words were changed, or its page was left."""

KEPT = 32
AT_ONCE = 2
"""Trials of one process that go on at a time, as each takes a core; others wait for their turn."""

Line = dict[str, Any]
_slots = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_trials: dict[Hashable, Trial] = {}


@dataclass
class Trial:
    """A trial on `asked` documents and the lines told so far. Written by its one thread, read by the sessions.

    `late`: its time was not enough for all; `reason` is why it ended without a line; `seen`: its end was shown.
    """

    asked: int
    version: str
    lines: list[Line] = field(default_factory=list)
    begun: bool = False
    going: bool = True
    late: bool = False
    reason: str = ""
    seen: bool = False
    looked: float = field(default_factory=time.monotonic)

    def left(self) -> bool:
        """Whether nobody looks at it any more."""
        return time.monotonic() - self.looked > AWAY

    def fits(self, version: str) -> bool:
        """Whether it can be shown of a store of this version: who has waited for it sees what came of it, though others
        have written to the store meanwhile; whoever asks after that has it tried anew."""
        return self.going or self.version == version or not self.seen

    def told(self) -> list[Line]:
        """What it has told so far. Raises StoreError("draft_failed") where it has ended with nothing."""
        self.looked, self.seen = time.monotonic(), not self.going
        if not self.going and not self.lines:
            raise StoreError("draft_failed", "The entry could not be tried.", reason=self.reason)
        return list(self.lines)


def trial(key: Hashable, version: str, module: str, facts: Callable[[], Line], seconds: float) -> Trial:
    """The trial of this key, begun where there is none: ``python -m MODULE`` is given the facts.

    Their `documents` are those that it is tried on. One that failed, or was left half way, is begun anew.
    """
    with _lock:
        known = _trials.get(key)
        if known and known.fits(version) and (known.going or known.lines) and not (known.left() and known.going):
            return known
    given = facts()
    made = Trial(len(given["documents"]), version)
    with _lock:
        _trials.pop(key, None)
        _trials[key] = made
        for old in [each for each, one in _trials.items() if not one.going][: max(0, len(_trials) - KEPT)]:
            del _trials[old]
    threading.Thread(target=_run, args=(key, made, module, json.dumps(given), seconds), daemon=True).start()
    return made


def _run(key: Hashable, trial: Trial, module: str, given: str, seconds: float) -> None:
    slots = _slots
    while not slots.acquire(timeout=EVERY):
        if trial.left():
            _end(key, trial)
            return
    try:
        trial.begun = True
        _process(trial, module, given, seconds)
    except OSError as error:
        trial.reason = str(error)
    finally:
        _end(key, trial)
        slots.release()


def _end(key: Hashable, trial: Trial) -> None:
    """Of a trial that was left half way nothing is kept."""
    with _lock:
        if trial.left() and (trial.late or not trial.begun) and _trials.get(key) is trial:
            del _trials[key]
        trial.going = False


def _process(trial: Trial, module: str, given: str, seconds: float) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    with TemporaryFile("w+", encoding="utf-8") as wrong:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=wrong, env=environment, encoding="utf-8",
        )  # fmt: skip
        watch = threading.Thread(target=_watch, args=(trial, process, time.monotonic() + seconds), daemon=True)
        watch.start()
        _read(trial, process, given)
        process.wait()
        watch.join()
        if not trial.lines:
            wrong.seek(0)
            trial.reason = "time" if trial.late else (wrong.read().strip().splitlines() or [""])[-1]


def _watch(trial: Trial, process: subprocess.Popen[str], until: float) -> None:
    """End the process when its time is over or nobody looks."""
    while process.poll() is None and time.monotonic() < until and not trial.left():
        try:
            process.wait(EVERY)
        except subprocess.TimeoutExpired:
            continue
    if process.poll() is None:
        trial.late = True
        process.kill()


def _read(trial: Trial, process: subprocess.Popen[str], given: str) -> None:
    """Its lines as they come; one that was cut short when it was ended is none."""
    assert process.stdin and process.stdout
    with suppress(BrokenPipeError):  # it has failed before it read: what it says is told by `_process`
        _give(process.stdin, given)
    for line in process.stdout:
        if line.endswith("}\n"):
            trial.lines.append(json.loads(line))


def _give(stream: IO[str], given: str) -> None:
    with stream:
        stream.write(given)


# What is shown of it


def progress(trial: Trial) -> str:
    """A bar, and of how many documents there is an answer."""
    done = max(0, len(trial.lines) - 1)
    key = "trial.going" if trial.lines else "trial.begins" if trial.begun else "trial.waits"
    told = words.html(key, n=done, all=trial.asked)
    value = f' value="{done}" max="{max(trial.asked, 1)}"' if done else ""
    return f'<label class="importing"><span role="status">{told}</span><progress{value}></progress></label>'


def verdicts(examples: Sequence[dict[str, Any]]) -> str:
    """A list of the examples: whether each is read as it says, and what was read."""
    return f'<ul class="verdicts">{"".join(map(_verdict, examples))}</ul>'


def _verdict(each: dict[str, Any]) -> str:
    passes = each["wanted"] == each["stated"]
    read = words.join([words.say("common.quoted", text=quote) for quote, _ in each["stated"]])
    told = words.say("draft.read", words=read) if read else words.say("draft.read_none")
    sign = f'<b class="{"good" if passes else "bad"}">{words.html("draft.passes" if passes else "draft.fails")}</b>'
    return f'<li>{sign} <span lang="zh-CN">{escape(each["text"])}</span><small>{escape(told)}</small></li>'
