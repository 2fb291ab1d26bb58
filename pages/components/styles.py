"""One style sheet for what the pages draw themselves, in the light and the dark theme.

It stands in the page as it is served (shell.py), before the code that draws anything: what Streamlit draws with a sheet
that comes as a part of the page is seen bare first, and then jumps.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from pages.components import palette

SHEETS = [Path(__file__).parent / name for name in ("shell.css", "style.css", "explore.css")]
"""Where the parts of a page stand, what all pages share, then what those have that lead through places, words and
documents."""


@cache
def sheet() -> str:
    """The whole style sheet."""
    names = {"ink": palette.INK, "muted": palette.MUTED, "line": palette.LINE, "ground": palette.GROUND}
    variables = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in names.items())
    families = "".join(
        f".fam-{code}{{--fam:light-dark({light},{dark})}}" for code, (light, dark) in palette.FAMILIES.items()
    )
    sheets = "".join(each.read_text(encoding="utf-8") for each in SHEETS)
    return f":root{{{variables}}}{families}{sheets}"


@cache
def version() -> str:
    """What tells one style sheet from another."""
    return sha256(sheet().encode()).hexdigest()[:12]
