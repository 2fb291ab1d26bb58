"""The command that scores the engine against what people have decided: evaluate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from extract.catalogue import catalogue
from extract.decisions.scores import Score, Share, scores
from extract.messages import in_chinese, word
from extract.output import Record, as_json
from extract.run import complain

if TYPE_CHECKING:
    from extract.store import Store


def evaluate(store: Store, arguments: argparse.Namespace) -> int:
    """Print how often the engine is right, by indicator; 1 where nobody has decided anything yet."""
    found = scores(store.judged())
    decided = store.decided()
    if arguments.json:
        told = {"decided": decided, "all": [], "indicators": []} | records(found)
        sys.stdout.write(as_json(told) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for line in lines(found))
    if not found:
        complain(word("not_evaluated", in_chinese()))
    return 0 if found else 1


def records(found: Iterable[Score]) -> dict[str, Any]:
    """“all” and “indicators”: precision, recall and each part of a reading, with Wilson's intervals (95 %)."""
    rows = [_record(each) for each in found]
    return {
        "all": next((row for row in rows if not row["indicator"]), None),
        "indicators": [row for row in rows if row["indicator"]],
    }


def _record(score: Score) -> Record:
    parts = {name: _share(share) for name, share in score.parts.items()}
    return {
        "indicator": score.indicator, "precision": _share(score.precision), "recall": _share(score.recall),
        "parts": parts,
    }  # fmt: skip


def _share(share: Share) -> Record:
    low, high = share.interval or (None, None)
    return {
        "right": share.right, "of": share.of, "share": _rounded(share.share), "low": _rounded(low),
        "high": _rounded(high),
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def lines(found: Iterable[Score]) -> Iterable[str]:
    """The same as a table, for the eye."""
    chinese = in_chinese()
    for number, each in enumerate(found):
        if not number:
            yield word("evaluate_head", chinese)
        entry = catalogue().indicators.get(each.indicator)
        name = word("evaluate_all", chinese) if not each.indicator else each.indicator
        if entry and each.indicator:
            name += f" {entry.zh}" if chinese else f" ({entry.en})"
        yield f"{_told(each.precision)}   {_told(each.recall)}   {name}"


def _told(share: Share) -> str:
    if share.share is None or share.interval is None:
        return f"{'–':>28}"
    low, high = share.interval
    counted = f"{share.right}/{share.of}"
    return f"{share.share:6.1%} {low:6.1%}–{high:6.1%} {counted:>8}"


COMMANDS: dict[str, Callable[[Any, argparse.Namespace], int]] = {"evaluate": evaluate}
