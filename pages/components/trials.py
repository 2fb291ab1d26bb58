"""An entry of the catalogue tried apart: in a process that can be ended, and what came of its examples."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from extract.errors import StoreError
from pages.components import words

ROOT = Path(__file__).parents[2]


def run(module: str, facts: dict[str, Any], seconds: float) -> tuple[list[dict[str, Any]], bool]:
    """The lines that ``python -m MODULE`` tells when it is given `facts`, and whether its time was not enough.

    What it has told up to then counts. Raises StoreError("draft_failed") where that is nothing.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, encoding="utf-8",
    )  # fmt: skip
    late = False
    try:
        told, wrong = process.communicate(json.dumps(facts), seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        told, wrong = process.communicate()
        late = True
    lines = [json.loads(line) for line in told.splitlines() if line.endswith("}")]
    if not lines:
        reason = "time" if late else (wrong.strip().splitlines() or [""])[-1]
        raise StoreError("draft_failed", "The entry could not be tried.", reason=reason)
    return lines, late


def verdicts(examples: Sequence[dict[str, Any]]) -> str:
    """A list of the examples: whether each is read as it says, and what was read."""
    return f'<ul class="verdicts">{"".join(map(_verdict, examples))}</ul>'


def _verdict(each: dict[str, Any]) -> str:
    passes = each["wanted"] == each["stated"]
    read = words.join([words.say("common.quoted", text=quote) for quote, _ in each["stated"]])
    told = words.say("draft.read", words=read) if read else words.say("draft.read_none")
    sign = f'<b class="{"good" if passes else "bad"}">{words.html("draft.passes" if passes else "draft.fails")}</b>'
    return f'<li>{sign} <span lang="zh-CN">{escape(each["text"])}</span><small>{escape(told)}</small></li>'
