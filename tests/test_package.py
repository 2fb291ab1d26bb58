"""What `pip install .` brings along: the pins of requirements.txt, and every file that the engine reads."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_pins_are_those_of_the_requirements() -> None:
    pinned = re.findall(r"^[A-Za-z].*==.*$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    project = PROJECT["project"]
    assert sorted([*project["dependencies"], *project["optional-dependencies"]["dashboard"]]) == sorted(pinned)


def test_every_file_of_the_engine_is_in_the_wheel() -> None:
    globs = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    data = [path for path in (ROOT / "extract").rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    assert len(data) > 8
    assert [path.name for path in data if not any(fnmatch(path.name, glob) for glob in globs)] == []
    assert all((path.parent / "__init__.py").exists() for path in data)
    folders = {path.parent for path in (ROOT / "extract").rglob("*.py")}
    assert all((folder / "__init__.py").exists() for folder in folders)
