"""A drafted entry tried on documents of the store, in a process of its own and for a limited time."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from extract.draft import Draft
from pages.components import data, trials
from pages.components.trials import Trial

MOST = 40
"""Documents that a draft is tried on: the first that have its words."""
HITS = 300
SECONDS = 20
CANDIDATES = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a draft; `documents` are as many of the `asked` as the time was enough for."""

    toml: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    examples: list[dict[str, Any]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    late: bool = False


def trial(draft: Draft, document: str) -> Trial:
    """The trial of a draft on its own examples, and on documents that have its words; `document` is the first."""

    def facts() -> dict[str, Any]:
        documents = list(dict.fromkeys([document, *_with(draft)]))[:MOST]
        return asdict(draft) | {"documents": documents, "candidates": _candidates(draft, document)}

    key = ("draft", data.address(), draft, document)
    return trials.trial(key, data.version(), "extract.trial", facts, SECONDS)


def outcome(trial: Trial) -> Outcome | None:
    """What has come of it so far, None before anything has."""
    lines = trial.told()
    if not lines:
        return None
    first = lines[0]
    return Outcome(
        toml=first["toml"],
        faults=tuple((english, chinese) for english, chinese in first["faults"]),
        examples=first.get("examples", []),
        documents=lines[1:],
        asked=trial.asked,
        late=trial.late,
    )


def _with(draft: Draft) -> list[str]:
    """The first documents that have the words of the draft; a pattern is looked up by the first of its words."""
    found: list[str] = []
    for pattern in (draft.head, draft.left):
        word = next((each for each in pattern.replace("\\", "").split("|") if each.isalnum()), "")
        if word and len(found) < MOST:
            found += [hit.document for hit in data.search(word, HITS)]
    return list(dict.fromkeys(found))


def _candidates(draft: Draft, document: str) -> list[str]:
    """Sentences of the same document with the thing or the unit in them: one of them may look alike."""
    whole = data.document(document)
    if whole is None:
        return []
    own = [each for each in data.figures(document) if each.unit == draft.unit or draft.unit in each.quote]
    sentences = ["".join(whole.text[slice(*each.sentence)].split()) for each in own]
    return [each for each in dict.fromkeys(sentences) if 5 < len(each) < 200][:CANDIDATES]
