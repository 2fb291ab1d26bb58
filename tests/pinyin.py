"""Writes down the pinyin of the names that the catalogue and the gazetteer have: ``python tests/pinyin.py``."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from extract.catalogue import load  # noqa: E402
from extract.catalogue.gazetteer import gazetteer  # noqa: E402
from pages.components import lookup  # noqa: E402


def written() -> str:
    """The file as it has to be, by name."""
    known = load()
    names = {each.zh for each in known.indicators.values()} | {zh for zh, _ in known.families.values()}
    names |= {row.name for row in gazetteer().rows}
    own = {"".join(char for char in name if ord(char) in lookup.HAN) for name in names} - {""}
    own |= {char for name in own for char in name}
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows((name, lookup.worked_out(name)) for name in sorted(own))
    return lines.getvalue()


if __name__ == "__main__":
    lookup.PINYIN.write_text(written(), encoding="utf-8")
