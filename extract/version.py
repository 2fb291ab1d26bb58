"""Which reading of the documents a stored figure comes from."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from extract import __version__
from extract.chosen import chosen

ROOT = Path(__file__).parent
COMMAND_LINE = {
    *("__main__.py", "batch.py", "check.py", "diff.py", "explain.py", "messages.py", "output.py", "progress.py"),
    *("keeping.py", "run.py", "arguments.py", "jobs.py", "keeper.py", "named.py", "cluster.py", "hand.py"),
    *("workers.py", "process.py", "stream.py", "export.py", "correcting.py", "mending.py", "intake", "reviewing.py"),
    *("failures.py", "serving.py", "forking.py", "draft.py", "trial.py", "editing.py", "preview.py"),
}
BESIDE = {
    *COMMAND_LINE,
    *("exporting", "store", "decisions", "panel.py", "readings.py", "pedigree.py", "concepts.py"),
    *("version.py", "chosen.py", "access.py", "native.py"),
}
"""What has no say in how a document is read. The store makes its cells anew for a new panel (`panel_rows.rules`)."""

KNOWLEDGE = {".py", ".toml", ".csv"}


def engine_version() -> str:
    """The release and a digest of the rules and the catalogue, such as ``0.1.0+5f0c2a9b``.

    A changed rule or a new catalogue entry changes it, so that documents read before are read again; so does a
    catalogue of one's own, by what it holds and not by what it is called.
    """
    return _version(chosen())


@lru_cache(maxsize=2)
def _version(mine: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for path in engine_files():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for path in mine:
        with suppress(OSError):  # loading the catalogue says so
            digest.update(path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:8]}"


def engine_files() -> list[Path]:
    """What the digest is made of, in an order that does not depend on the file system."""
    found = (path for path in ROOT.rglob("*") if path.relative_to(ROOT).parts[0] not in BESIDE)
    return sorted(path for path in found if path.suffix in KNOWLEDGE and path.is_file())
