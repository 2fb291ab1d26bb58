"""What an import is doing or has done, in a word with a shape, and in numbers."""

from __future__ import annotations

from html import escape

from extract.intake.running import Running, State
from extract.store import Batch
from pages.components import uploads, words

EVERY = 1.0
"""Seconds between two looks at an import that is going."""

GOING = ("waiting", "running", "ending", "undoing")
SIGNS: dict[str, str] = {
    "waiting": "◷",
    "running": "▶",
    "ending": "◼",
    "undoing": "↶",
    "done": "✓",
    "cancelled": "◼",
    "broken": "✕",
    "undone": "↶",
}


def state(batch: Batch) -> State | str:
    """The state of an import; “undone” of one that nothing is left of."""
    found = uploads.manager().state_of(batch)
    undone = (batch.report or {}).get("undone")
    return "undone" if undone and found not in GOING else found


def going(batch: Batch) -> bool:
    return state(batch) in GOING


def badge(batch: Batch) -> str:
    """The state as a shape and a word."""
    name = state(batch)
    sign = f'<i aria-hidden="true">{SIGNS[name]}</i>'
    return f'<span class="state {name}">{sign} {words.html(f"imports.is_{name}")}</span>'


def counts(batch: Batch) -> str:
    """“3 份读入，1 份已有，1 份没读入；共 45 个数”, of what has come to something."""
    running = uploads.manager().running(batch.number)
    report = running.report() if running and running.going else batch.report or {}
    named = [(name, int(report.get(name, 0))) for name in ("added", "replaced", "there", "same", "failed")]
    told = [words.say(f"imports.n_{name}", n=f"{count:,}") for name, count in named if count]
    figures = int(report.get("figures", 0))
    told += [words.say("imports.n_figures", n=f"{figures:,}")] if figures else []
    return words.join(told) if told else words.say("common.dash")


def progress(running: Running, ahead: int) -> str:
    """A bar, how many of how many, the rate, and the time that is left."""
    done, total = running.done, max(running.total, running.done, 1)
    key = {"waiting": "imports.waits", "ending": "imports.ends", "undoing": "imports.undoes"}.get(running.state)
    told = words.say(key, n=ahead) if key else words.say("imports.progress", done=f"{done:,}", total=f"{total:,}")
    if running.state == "running":
        told = told + _pace(running) if running.begun else words.say("imports.starts")
    value = f' value="{done}" max="{total}"' if done and running.state == "running" else ""
    return f'<label class="importing"><span role="status">{escape(told)}</span><progress{value}></progress></label>'


def _pace(running: Running) -> str:
    rate, left = running.rate(), running.left()
    if not rate or left is None:
        return ""
    minutes, seconds = divmod(left, 60)
    time = words.say("imports.minutes", m=minutes, s=seconds) if minutes else words.say("imports.seconds", s=seconds)
    return words.say("imports.pace", rate=f"{rate:.1f}", left=time)


def change(field: str, pair: list[str]) -> str:
    """“地区：石城县 → 中山市”, of a field that a person has changed."""
    before, now = (each or words.say("common.dash") for each in pair)
    return words.html("imports.hint_change", field=words.say(f"description.{field}"), before=before, now=now)
