"""What two outputs of `figures` do not share: gained, lost and changed figures, and their numbers by indicator.

Figures are the same where document and offsets are; what is left is matched where the spans overlap, so that
a longer or shorter quote is a change and no loss.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TextIO

from extract.errors import SourceError
from extract.messages import word
from extract.output import Record, as_json, plain_table, shown

STDIN = Path("-")
COUNTS = ("old", "new", "gained", "lost", "changed")
NEEDED = {"doc": str, "start": int, "end": int, "quote": str}


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both outputs, and the fields that differ."""

    old: Record
    new: Record
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`same` is how many figures are alike in everything; `summary` is indicator (a change's new one) → counts."""

    gained: list[Record]
    lost: list[Record]
    changed: list[Change]
    same: int
    summary: dict[str, dict[str, int]]

    @property
    def equal(self) -> bool:
        return not (self.gained or self.lost or self.changed)


def read_records(path: Path) -> list[Record]:
    """The records of a file of JSON lines, numbers exact; raises SourceError naming the line that is none."""
    try:
        text = sys.stdin.read() if path == STDIN else path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SourceError("missing", f"“{path}” does not exist.", file=path.name, path=str(path)) from error
    except UnicodeDecodeError as error:
        raise _not_figures(path, 1) from error
    except OSError as error:
        told = error.strerror or str(error)
        raise SourceError("unreadable", f"“{path}” cannot be read ({told}).", file=path.name, reason=told) from error
    return [_record(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _record(path: Path, number: int, line: str) -> Record:
    try:
        record = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict) or any(not isinstance(record.get(name), kind) for name, kind in NEEDED.items()):
        raise _not_figures(path, number)
    return record


def _not_figures(path: Path, number: int) -> SourceError:
    told = f"Line {number} of “{path.name}” is no figure: give what `figures` prints as JSON lines."
    return SourceError("not_figures", told, file=path.name, line=number)


def compared(old: Iterable[Record], new: Iterable[Record]) -> Difference:
    """Matches by document and offsets, then by overlap within a document."""
    before, after = list(old), list(new)
    pairs, lost, gained = _exact(before, after)
    near, lost, gained = _overlapping(lost, gained)
    changes = [Change(one, two, fields) for one, two in chain(pairs, near) if (fields := _fields(one, two))]
    same = len(pairs) + len(near) - len(changes)
    changes.sort(key=lambda change: _place(change.new))
    changed = [change.new for change in changes]
    counted = {"old": before, "new": after, "gained": gained, "lost": lost, "changed": changed}
    return Difference(gained, lost, changes, same, _summary(counted))


def joined(parts: Iterable[Difference]) -> Difference:
    """The differences of many documents as one."""
    every = list(parts)
    gained, lost = ([each for part in every for each in getattr(part, side)] for side in ("gained", "lost"))
    summary: dict[str, dict[str, int]] = {}
    for part in every:
        for code, counts in part.summary.items():
            known = summary.setdefault(code, dict.fromkeys(COUNTS, 0))
            summary[code] = {name: known[name] + counts[name] for name in COUNTS}
    changed = [each for part in every for each in part.changed]
    return Difference(gained, lost, changed, sum(part.same for part in every), dict(sorted(summary.items())))


_Matched = tuple[list[tuple[Record, Record]], list[Record], list[Record]]


def _exact(old: Sequence[Record], new: Sequence[Record]) -> _Matched:
    """Pairs with the same place, and what either side has left; the same document twice is matched in its order."""
    waiting: dict[tuple[str, int, int], list[Record]] = defaultdict(list)
    for record in reversed(old):
        waiting[_place(record)].append(record)
    pairs, gained = [], []
    for record in new:
        if found := waiting.get(_place(record)):
            pairs.append((found.pop(), record))
        else:
            gained.append(record)
    lost = sorted((each for left in waiting.values() for each in left), key=_place)
    return pairs, lost, sorted(gained, key=_place)


def _overlapping(lost: Sequence[Record], gained: Sequence[Record]) -> _Matched:
    """Pairs of one document whose spans overlap; both sides are in the order of their places."""
    pairs: list[tuple[Record, Record]] = []
    kept: list[Record] = []
    rest: list[Record] = []
    i = 0
    for record in gained:
        while i < len(lost) and _ends_before(lost[i], record):
            kept.append(lost[i])
            i += 1
        if i < len(lost) and not _ends_before(record, lost[i]):
            pairs.append((lost[i], record))
            i += 1
        else:
            rest.append(record)
    return pairs, [*kept, *lost[i:]], rest


def _ends_before(one: Record, other: Record) -> bool:
    (doc, _, end), (other_doc, start, _) = _place(one), _place(other)
    return (doc, end) <= (other_doc, start)


def _place(record: Record) -> tuple[str, int, int]:
    return str(record["doc"]), int(str(record["start"])), int(str(record["end"]))


def _fields(old: Record, new: Record) -> tuple[str, ...]:
    """The names of the fields that differ, in the order in which they are written."""
    return tuple(name for name in {**new, **old} if old.get(name) != new.get(name))


def _summary(counted: dict[str, list[Record]]) -> dict[str, dict[str, int]]:
    counts = {name: Counter(str(record.get("indicator")) for record in records) for name, records in counted.items()}
    codes = sorted(set(chain.from_iterable(counts.values())))
    return {code: {name: counts[name][code] for name in COUNTS} for code in codes}


# Writing


def write_json(stream: TextIO, found: Difference, chinese: bool = False) -> None:
    """One JSON object; a change has its place, its indicator now, and field → [old, new]."""
    changed = [
        {name: change.new[name] for name in (*NEEDED, "indicator") if name in change.new}
        | {"fields": {name: [change.old.get(name), change.new.get(name)] for name in change.fields}}
        for change in found.changed
    ]
    facts = {"equal": found.equal, "same": found.same, "gained": found.gained, "lost": found.lost, "changed": changed}
    stream.write(as_json({**facts, "summary": found.summary}) + "\n")


def write_text(stream: TextIO, found: Difference, chinese: bool = False) -> None:
    """A line a figure (+ gained, - lost, ~ changed), the counts of the indicators that differ, and one sentence."""
    stream.writelines(f"{line}\n" for line in _lines(found))
    rows: list[Record] = [
        {word("indicator", chinese): code, **{word(name, chinese): counts[name] for name in COUNTS}}
        for code, counts in found.summary.items()
        if counts["gained"] or counts["lost"] or counts["changed"] or counts["old"] != counts["new"]
    ]
    if rows:
        stream.write("\n")
        plain_table(stream, [])(rows)
        stream.write("\n")
    told = {"same": found.same, "gained": len(found.gained), "lost": len(found.lost), "changed": len(found.changed)}
    stream.write(word("diff_equal" if found.equal else "diff", chinese).format_map(told) + "\n")


def _lines(found: Difference) -> Iterator[str]:
    marked = [("+", each) for each in found.gained] + [("-", each) for each in found.lost]
    for mark, each in sorted(marked, key=lambda item: _place(item[1])):
        told = (each.get(name) for name in ("indicator", "year", "place"))
        yield f"{mark} {_head(each)}  " + "  ".join(shown(value) for value in told if value is not None)
    for change in found.changed:
        yield f"~ {_head(change.new)}"
        for name in change.fields:
            yield f"    {name}: {shown(change.old.get(name))} → {shown(change.new.get(name))}"


def _head(record: Record) -> str:
    return f"{record['doc']} {record['start']}–{record['end']} “{shown(record['quote'])}”"
