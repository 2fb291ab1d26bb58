"""A figure as a W3C Web Annotation: which words of which document, and what they were read as."""

from __future__ import annotations

from extract.exporting.columns import Record
from extract.models import Figure

AROUND = 32
"""Characters before and behind the words that tell them from the same words elsewhere."""

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def context(figure: Figure, text: str) -> tuple[str, str]:
    """The characters before and behind the figure."""
    return text[max(0, figure.start - AROUND) : figure.start], text[figure.end : figure.end + AROUND]


def selectors(exact: object, prefix: object, suffix: object, start: object, end: object) -> list[Record]:
    """TextQuoteSelector and TextPositionSelector; positions count the code points of the text as it was read."""
    return [
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def annotation(row: Record, sha256: str, url: str) -> Record:
    """Of a row of figures, in the document of that digest and address."""
    parts = (row[name] for name in ("EXACT", "PREFIX", "SUFFIX", "START", "END"))
    names = ("OBS_VALUE", "VALUE_MAX", "UNIT_MEASURE", "BOUND", "INDICATOR", "REF_AREA", "TIME_PERIOD", "SCOPE")
    return {
        "id": row["LINK"],
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "Dataset", "figure": row["FIGURE"], **{name: row[name] for name in names}},
        "target": {"source": url or f"hash://sha256/{sha256}", "sha256": sha256, "selector": selectors(*parts)},
    }
