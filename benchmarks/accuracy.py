"""How well the engine reads labelled documents.

    python benchmarks/accuracy.py [NAME=LABELS[:TEXTS] …] [--write]

LABELS is a folder of .jsonl files, TEXTS one of the .txt files they label (by default the same). NAME says which set it
is: `seeds`, `written` and `passages` are ones that the rules have been written with, `aside` is one that they have not.
Without any set those of tests/golden are measured, `seeds` and `written`. With --write the scores go to
docs/accuracy.json, which the page 方法 About shows; sets that were not measured now keep what is there.

`benchmarks/confidence.py` says how sure the engine is, and may be, of each kind of reading.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import golden  # noqa: E402

from extract.version import engine_version  # noqa: E402

WRITTEN = ROOT / "docs" / "accuracy.json"


def measured(name: str, folder: Path, texts: Sequence[Path], chosen: str = "") -> dict[str, Any]:
    """The scores of one set, with what they rest on; `chosen` is how the names of its documents begin."""
    golden.FOLDER, golden.TEXTS = folder, list(texts)
    names = [each for each in golden.documents() if each.startswith(tuple(chosen.split()) or "")]
    found = {key: round(value, 4) for key, value in golden.scores(names).items()}
    return {
        "set": name,
        "documents": len(names),
        "figures": sum(len(golden.labels(each)) for each in names),
        "date": datetime.now(UTC).date().isoformat(),
        "engine": engine_version(),
        "scores": found,
    }


def sets(arguments: Sequence[str]) -> list[dict[str, Any]]:
    """The sets that the command line names, else those of the project."""
    if not arguments:
        own, seeds = ROOT / "tests" / "golden", ROOT / "seeds"
        return [measured("seeds", own, [seeds], "00"), measured("written", own, [own], "ay au av aw")]
    found = []
    for argument in arguments:
        name, _, where = argument.partition("=")
        labels, _, texts = where.partition(":")
        found.append(measured(name, Path(labels), [Path(texts or labels)]))
    return found


def write(found: Sequence[dict[str, Any]]) -> None:
    """Put these sets into the file, in the place of those of the same name."""
    known = json.loads(WRITTEN.read_text(encoding="utf-8")) if WRITTEN.exists() else []
    rows = {row["set"]: row for row in [*known, *found]}
    WRITTEN.write_text(json.dumps(list(rows.values()), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    asked = [each for each in sys.argv[1:] if each != "--write"]
    results = sets(asked)
    for row in results:
        print(row["set"], row["documents"], row["figures"], row["scores"])
    if "--write" in sys.argv:
        write(results)
